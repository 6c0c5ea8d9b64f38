"""How much of the papers is checked, section by section, from the record of the last run."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flowproof import kernel
from flowproof.findings import UNCHECKED
from flowproof.last_run import Record
from paper import Entry

CLAIMS_NOTHING = ("definition", "problem", "table")
"""Kinds of entries that nothing can check."""
OTHERWISE = {"FAILS": "fails", "UNDECIDED": "undecided"}
"""What is not as it is recorded; what holds and should not, or had a fault, is doubtful."""
COLUMNS = (
    *("PROVED", "CERTIFIED", "SAMPLED", "errata"),
    *(*OTHERWISE.values(), "doubtful"),
    *("claims nothing", "unchecked", "not run"),
)
"""Each entry is in one: it holds, that strongly; is refuted as recorded; came out otherwise; claims nothing; is claimed
by no step, though it could be; or was not in any run."""
LONGEST = 1000
"""Characters of a list of labels; the JSON has all of them."""
HOLDS = ("PROVED", "CERTIFIED", "SAMPLED")
GOOD = ("PROVED", "CERTIFIED", "SAMPLED", "errata", "claims nothing")


@dataclass(frozen=True)
class SectionCounts:
    """A paper's section, or its own and added entries together, with a count for each column."""

    paper: str
    section: str
    counts: dict[str, int]
    kernel: int = 0  # of those that hold, so many proofs were accepted by Coq's kernel, too

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def column(entry: Entry, record: Record) -> str:
    """The one column that an entry is counted in."""
    found = record.found.get(entry.label)
    if entry.unchecked is not None:
        return "claims nothing" if entry.kind in CLAIMS_NOTHING else "unchecked"
    if found is None:
        return "not run"
    if found.outcome == UNCHECKED:
        return "unchecked"
    if not found.expected:
        return OTHERWISE.get(found.outcome, "doubtful")
    return "errata" if found.outcome == "FAILS" else found.strength


def rows(entries: Sequence[Entry], record: Record, accepted: Collection[str] = ()) -> tuple[SectionCounts, ...]:
    """For each paper: its sections, with what the paper itself states; what this suite adds; both together.

    `accepted` has the labels of those that Coq's kernel has accepted.
    """
    found = []
    for paper, members in groupby(entries, key=lambda entry: entry.paper):
        own_and_added = tuple(members)
        own = [entry for entry in own_and_added if entry.provenance != "added"]
        for section, part in groupby(own, key=lambda entry: entry.section):
            found.append(_row(paper, section, part, record, accepted))
        added = [entry for entry in own_and_added if entry.provenance == "added"]
        found += [_row(paper, ADDED, added, record, accepted)] if added else []
    return tuple(found)


ADDED = "added by this suite"


def _row(
    paper: str, section: str, entries: Iterable[Entry], record: Record, accepted: Collection[str]
) -> SectionCounts:
    columns = {entry.label: column(entry, record) for entry in entries}
    kernel = sum(found in HOLDS and label in accepted for label, found in columns.items())
    return SectionCounts(paper, section, {name: [*columns.values()].count(name) for name in COLUMNS}, kernel)


def together(found: Iterable[SectionCounts], paper: str, section: str) -> SectionCounts:
    """The sum of rows."""
    parts = list(found)
    return SectionCounts(
        paper,
        section,
        {name: sum(row.counts[name] for row in parts) for name in COLUMNS},
        sum(row.kernel for row in parts),
    )


def summed(found: Sequence[SectionCounts]) -> tuple[SectionCounts, ...]:
    """The rows, with each paper's sum after its own and, where there are several, the sum of all at the end."""
    with_sums: list[SectionCounts] = []
    for paper, members in groupby(found, key=lambda row: row.paper):
        part = tuple(members)
        with_sums += [*part, together(part, paper, "all")]
    is_one = len({row.paper for row in found}) == 1
    return (*with_sums,) if is_one else (*with_sums, together(found, "both", "all"))


def status(found: Sequence[SectionCounts], record: Record) -> int:
    """0: all that claims something was checked and came out as recorded; 1: something fails; 2: something is open."""
    total = together(found, "", "")
    if any(one.outcome == "FAILS" and not one.expected for one in record.found.values()):
        return 1
    return 0 if total.total == sum(total.counts[name] for name in GOOD) else 2


def document(found: Sequence[SectionCounts], entries: Sequence[Entry], record: Record) -> dict[str, Any]:
    """The table as plain data, with the labels of what is open."""
    return {
        "run": record.ended,
        "sections": [_object(row) for row in found],
        "papers": [_object(row) for row in summed(found) if row.section == "all" and row.paper != "both"],
        "total": _object(summed(found)[-1]),
        "open": {name: _labels(entries, record, name) for name in COLUMNS if name not in GOOD},
    }


def _labels(entries: Sequence[Entry], record: Record, name: str) -> list[str]:
    return [entry.label for entry in entries if column(entry, record) == name]


def _object(row: SectionCounts) -> dict[str, Any]:
    return {"paper": row.paper, "section": row.section, **row.counts, "total": row.total, "kernel": row.kernel}


def table(found: Sequence[SectionCounts], entries: Sequence[Entry], record: Record) -> RenderableType:
    """The table for a terminal: a line a section, a sum a paper, and the sum of all."""
    shown = [name for name in COLUMNS if name in GOOD or any(row.counts[name] for row in found)]
    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column("paper")
    grid.add_column("section")
    for name in (*shown, "total"):
        grid.add_column(name, justify="right")
    for row in summed(found):
        cells = [row.paper, row.section, *(str(row.counts[name] or "") for name in shown), str(row.total)]
        grid.add_row(*map(Text, cells), style="bold" if row.section == "all" else "")
    parts: list[RenderableType] = [grid, Text(f"\nfrom the run that ended at {record.ended}")]
    if accepted := summed(found)[-1].kernel:
        by_paper = ", ".join(f"{row.kernel} in {row.paper}" for row in summed(found)[:-1] if row.section == "all")
        parts.append(Text(f"{kernel.NAME}: {accepted} of these ({by_paper}); {kernel.MEANING}"))
    for name in COLUMNS:
        labels = [] if name in GOOD else _labels(entries, record, name)
        if labels:
            parts.append(Text(shorten(f"{name}: {', '.join(labels)}", LONGEST, placeholder=" …")))
    return Group(*parts)
