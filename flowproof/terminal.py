"""The findings as a table for a terminal, best 100 columns or more wide."""

import os
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from textwrap import shorten

import click
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from flowproof import kernel
from flowproof.findings import INTERNAL, UNCHECKED, Finding, at, by_section, count, short_margin
from flowproof.statuses import FAULT
from flowproof.widths import PIPE_WIDTH, text_width
from paper import Entry
from proofs.claims.verdict import Outcome

LONGEST_REASON = 300
"""Characters of a reason in the table; the JSON and the report have all of them."""

NARROW = 100
"""Columns below which the table leaves out what one can do without."""

WIDTHS = {"paper": 5, "number": 13, "label/title": None, "outcome": 11, "strength": 10, "margin": 11, "seconds": 7}
DISPENSABLE = ("paper", "seconds")

COLOURS = {"HOLDS": "green", "FAILS": "bold red", "UNDECIDED": "yellow", UNCHECKED: "dim", INTERNAL: "bold magenta"}

STATUS = {
    0: "whatever is checked holds as strongly as its entry promises, and what is recorded as wrong is still refuted "
    "as the paper has it and holds as corrected",
    1: "something fails that should not",
    2: "something is undecided, or not as strong as its entry promises: weaker, or stronger",
    FAULT: "a fault of flowproof kept it from judging something: please report what is INTERNAL",
}


def console(*, error: bool = False) -> Console:
    """A console that colours on a terminal only, and shows texts as they are. COLUMNS says how wide it is."""
    terminal = (sys.stderr if error else sys.stdout).isatty()
    width = None if terminal else text_width()
    return Console(stderr=error, highlight=False, markup=False, emoji=False, width=width)


def write(*parts: RenderableType) -> None:
    """Print the parts on standard output, one below the other; into a pipe without blanks at the ends of lines."""
    screen = console()
    if screen.is_terminal:
        screen.print(*parts, sep="\n")
        return
    click.echo(as_text(*parts, width=screen.width))


def as_text(*parts: RenderableType, width: int | None = None) -> str:
    """The parts, one below the other, without colours and without blanks at the ends of lines."""
    there = StringIO()
    screen = Console(
        file=there, color_system=None, highlight=False, markup=False, emoji=False, width=width or text_width()
    )
    screen.print(*parts, sep="\n")
    return "\n".join(line.rstrip() for line in there.getvalue().splitlines())


def table(findings: Sequence[Finding], width: int = PIPE_WIDTH, without: Sequence[str] = ()) -> RenderableType:
    """The findings that were checked, section by section, with a line a section for those that were not.

    Columns `without` which it can do are left out.
    """
    columns = [name for name in WIDTHS if name not in without and (width >= NARROW or name not in DISPENSABLE)]
    parts: list[RenderableType] = [_grid(columns, header=True)]
    for section, members in by_section(findings):
        checked = [finding for finding in members if finding.outcome != UNCHECKED]
        unchecked = [finding.entry for finding in members if finding.outcome == UNCHECKED]
        parts.append(Text(f"\n{section}", style="bold"))
        if checked:
            parts.append(_grid(columns, checked))
        if unchecked:
            parts.append(Text(f"not checked: {', '.join(names(unchecked))}", style="dim"))
    return Group(*parts)


def _grid(columns: Sequence[str], findings: Iterable[Finding] = (), *, header: bool = False) -> Table:
    grid = Table(box=None, show_header=header, header_style="bold", padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    for name in columns:
        width = WIDTHS[name]
        justify: JustifyMethod = "right" if name == "seconds" else "left"
        grid.add_column(name, width=width, ratio=None if width else 1, justify=justify, overflow="fold")
    for finding in findings:
        cells = _cells(finding)
        grid.add_row(*(cells[name] for name in columns))
    return grid


def _cells(finding: Finding) -> dict[str, Text]:
    entry, verdict = finding.entry, finding.verdict
    title = Text(entry.label, style="bold")  # on a line of its own, so that it can be copied whole
    title.append(f"\n{finding.title}", style="not bold")
    for remark in remarks(finding):
        title.append(f"\n{remark}", style="not bold dim")
    outcome = Text(finding.outcome, style=COLOURS[finding.outcome])
    if finding.fails_as_recorded:
        outcome.append("\nas recorded")
    return {
        "paper": Text(entry.paper),
        "number": Text(finding.number),
        "label/title": title,
        "outcome": outcome,
        "strength": Text(
            verdict.strength.name + ("*" if finding.rests_on_less else "") + (kernel.SIGN if finding.kernel else "")
        ),
        "margin": Text(short_margin(finding.margin)),
        "seconds": Text(f"{verdict.seconds:.2f}"),
    }


def remarks(finding: Finding) -> list[str]:
    """What a reader must know beyond the outcome: why it is not HOLDS, where it fails, what holds instead."""
    verdict = finding.verdict
    if _is_not_as_promised(finding):
        return [f"its entry promises {finding.entry.promises}"]
    if verdict.outcome is Outcome.HOLDS or verdict.outcome is None:
        return []
    lines = []
    if verdict.reason and not finding.fails_as_recorded:
        lines.append(shorten(verdict.reason, LONGEST_REASON, placeholder=" …"))
    if finding.witness:
        lines.append(f"fails at {at(finding.witness)}")
    correction = verdict.correction
    if correction is not None:
        outcome = UNCHECKED if correction.outcome is None else correction.outcome.value
        lines.append(f"in its place: {finding.in_its_place} ({outcome}, {correction.strength.name})")
    return lines


def names(entries: Sequence[Entry]) -> list[str]:
    """What the entries are called, with runs of numbers drawn together: `(4)–(10)`, `Table 1`."""
    called: list[str] = []
    run: list[int] = []

    def close() -> None:
        if run:
            called.append(f"({run[0]})" if len(run) == 1 else f"({run[0]}){'–' if len(run) > 2 else ', '}({run[-1]})")
        run.clear()

    for entry in entries:
        if entry.number is None or not entry.number.isdecimal():
            close()
            called.append(entry.number or entry.label)
            continue
        if run and int(entry.number) != run[-1] + 1:
            close()
        run.append(int(entry.number))
    close()
    return called


def counted(findings: Sequence[Finding]) -> Text:
    """How many came out how; the counts add up to the number of entries."""
    counts = count(findings)
    recorded = sum(finding.fails_as_recorded for finding in findings)
    fails = [f"{recorded} FAIL as recorded"] if recorded else []
    unexpected = counts["FAILS"] - recorded
    fails += [f"{unexpected} FAIL"] if unexpected or not recorded else []
    total = counts["total"]
    faults = f", {counts[INTERNAL]} INTERNAL" if INTERNAL in counts else ""
    return Text(
        f"{total} {'entry' if total == 1 else 'entries'}: {counts['HOLDS']} HOLD, {', '.join(fails)}, "
        f"{counts['UNDECIDED']} UNDECIDED, {counts[UNCHECKED]} UNCHECKED{faults}",
        style="bold",
    )


def summary(findings: Sequence[Finding], status: int) -> Text:
    """The counts, which add up to the number of entries, and what the exit status means."""
    counts, text = count(findings), counted(findings)
    text.append(f"\nstatus {status}: {STATUS[status]}", style="not bold")
    if any(finding.rests_on_less for finding in findings):
        text.append("\n* rests on something weaker: `flowproof show LABEL` names what it uses", style="not bold")
    if any(finding.kernel for finding in findings):
        text.append(f"\n{kernel.SIGN} {kernel.NAME}: {kernel.MEANING} (`flowproof formal`)", style="not bold")
    assumed = dict.fromkeys(axiom for finding in findings for axiom in finding.verdict.assumes)
    if assumed:
        text.append(f"\nwhat the certificates assume, besides hypotheses: {', '.join(assumed)}", style="not bold")
    if counts[UNCHECKED]:
        text.append("\n`flowproof show NUMBER|LABEL` says why an entry is unchecked", style="not bold")
    return text


def page_of(folder: str) -> str:
    """The file of a report that one opens."""
    return os.path.join(folder, "index.html")


def next_step(findings: Sequence[Finding], folder: str | None) -> str:
    """One line on what to do next: about what came out as it should not, else about what fails as recorded."""
    wrong = [f.entry.label for f in findings if f.outcome != UNCHECKED and (not f.expected or _is_not_as_promised(f))]
    if wrong:
        return (
            f"next: `flowproof show {wrong[0]}` says how it is checked, and `flowproof derive {wrong[0]}` line by line"
        )
    if folder is not None:
        return f"next: open {page_of(folder)} in a browser"
    if any(finding.fails_as_recorded for finding in findings):
        return "next: `flowproof errata` tells what fails as printed and what holds in its place"
    return "next: `flowproof verify --report DIR` makes a page of it, and `flowproof show LABEL` tells of one entry"


def _is_not_as_promised(finding: Finding) -> bool:
    verdict = finding.verdict
    return verdict.outcome is Outcome.HOLDS and finding.entry.promises not in (None, verdict.strength.name)


def catalogue(entries: Sequence[Entry], groups: Sequence[str]) -> RenderableType:
    """Everything that can be asked for by name."""
    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("paper", "section", "number", "label", "says"):
        grid.add_column(name, overflow="fold", no_wrap=name == "label")
    for entry in entries:
        cells = (entry.paper, entry.section, entry.number or "", entry.label, entry.gloss)
        grid.add_row(*map(Text, cells))
    return Group(grid, Text(f"\ngroups: {', '.join(groups)}"))
