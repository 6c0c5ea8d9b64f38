"""The papers judged, from Python: what `flowproof verify`, `errata` and `coverage` tell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flowproof import coverage_views, document, errata_views, kernel, last_run, terminal
from flowproof.findings import Finding, at, gather, short_margin
from flowproof.graph import graph
from flowproof.library.asked import TRUTH, Progress, item, processes, seed_of, told
from flowproof.library.tables import Row, Tabular
from flowproof.outputs import Outputs
from flowproof.plain import plain
from flowproof.widths import text_width
from paper import Entry, Misuse, load
from proofs.judging import run, suite


@dataclass(frozen=True)
class Verdict:
    """What the suite says of one entry, as `flowproof verify --json` has it; every number is text.

    `outcome` is HOLDS, FAILS, UNDECIDED or UNCHECKED, and speaks of the statement as the paper has it; `strength` is
    NONE, SAMPLED, CERTIFIED or PROVED, and `chain` the weakest strength of all that it rests on. Where the statement
    fails, `witness` refutes it, and `correction` is what holds instead.
    """

    label: str
    paper: str
    number: str | None
    title: str
    outcome: str
    strength: str
    chain: str
    reason: str
    margin: tuple[str, str] | None
    witness: Mapping[str, str] | None = field(hash=False)
    uses: tuple[str, ...]
    owners: tuple[str, ...]
    correction: Mapping[str, Any] | None = field(hash=False)
    latex: str
    kernel: bool
    seconds: str = field(compare=False)


@dataclass(frozen=True)
class Verdicts(Tabular):
    """The verdicts on the entries that were asked for, in the papers' order.

    `status` is the command's exit status: 0 if whatever is checked came out as it is recorded, as strongly as its entry
    promises; 1 if something fails that should not; 2 if something is undecided. `holds` says the same as True, False
    and None.
    """

    verdicts: tuple[Verdict, ...]
    status: int
    document: Mapping[str, Any] = field(repr=False, compare=False)
    findings: tuple[Finding, ...] = field(repr=False, compare=False)
    judged: tuple[Finding, ...] = field(repr=False, compare=False)
    seed: int = field(repr=False)

    @property
    def holds(self) -> bool | None:
        return TRUTH[self.status]

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __getitem__(self, key: str | int) -> Verdict:
        """The verdict on an entry, by its label or by its place. Raises KeyError for a label that is not among them."""
        if isinstance(key, int):
            return self.verdicts[key]
        return {each.label: each for each in self}[key]

    def table(self) -> list[Row]:
        rows: list[Row] = [["paper", "number", "label", "title", "outcome", "strength", "margin", "seconds"]]
        for each, finding in zip(self, self.findings, strict=True):
            said = (each.paper, finding.number, each.label, each.title, each.outcome, each.strength)
            rows.append([*said, short_margin(finding.margin), each.seconds])
        return rows

    def __str__(self) -> str:
        return terminal.as_text(
            terminal.table(self.findings, text_width()), "", terminal.summary(self.findings, self.status)
        )

    def report(self, folder: str, jobs: int | None = None) -> None:
        """Write the HTML report to the folder, as `flowproof verify --report` does; `jobs` processes tell the proofs.

        Raises Misuse where that can't be written, or holds something else.
        """
        from flowproof.report import FILES, report_on, write_report

        Outputs({}, folders={"the report": (folder, FILES)})
        found = report_on(self.judged, self.findings, seed=self.seed, status=self.status, jobs=processes(jobs))
        write_report(found, folder)

    def coverage(self) -> "Coverage":
        """How much of the papers this run has checked: every entry counted once, in the section that it stands in."""
        return _coverage(last_run.record_of(self.judged))


@dataclass(frozen=True)
class Erratum:
    """A statement that fails as the text at hand has it, as `flowproof errata --json` has it.

    `cause` is a misprint, a wrong sign, a missing hypothesis, that it is overstated, or that the text at hand has lost
    it; `witness` refutes it, `instead` is what holds, and `downstream` says what in the paper depends on it. What fails
    in a paper of one's own without being recorded has no cause.
    """

    label: str
    paper: str
    number: str | None
    section: str
    printed: str
    gloss: str
    cause: str | None
    outcome: str
    strength: str
    witness: Mapping[str, str] | None = field(hash=False)
    instead: Mapping[str, Any] | None = field(hash=False)
    downstream: str | None
    second_route: str | None


@dataclass(frozen=True)
class Errata(Tabular):
    """The papers' errata, each refuted anew and its correction checked; `status` is 0 if all are as recorded."""

    errata: tuple[Erratum, ...]
    status: int
    document: Mapping[str, Any] = field(repr=False, compare=False)
    findings: tuple[Finding, ...] = field(repr=False, compare=False)

    @property
    def holds(self) -> bool | None:
        return TRUTH[self.status]

    def __len__(self) -> int:
        return len(self.errata)

    def __iter__(self) -> Iterator[Erratum]:
        return iter(self.errata)

    def __getitem__(self, key: str | int) -> Erratum:
        """An erratum, by its label or by its place. Raises KeyError for a label that is not among them."""
        if isinstance(key, int):
            return self.errata[key]
        return {each.label: each for each in self}[key]

    def table(self) -> list[Row]:
        rows: list[Row] = [["paper", "number", "label", "cause", "as printed", "fails at", "instead"]]
        for each in self:
            instead = plain(each.instead["statement"]) if each.instead else ""
            said = (each.paper, each.number or "", each.label, each.cause or "", plain(each.printed))
            rows.append([*said, at(each.witness or {}), instead])
        return rows

    def __str__(self) -> str:
        return errata_views.text(self.findings)


@dataclass(frozen=True)
class Coverage(Tabular):
    """How much of the papers is checked: a row a section, a sum a paper, and the sum of all."""

    rows: tuple[coverage_views.SectionCounts, ...] = field(hash=False)
    status: int
    document: Mapping[str, Any] = field(repr=False, compare=False)
    record: last_run.Record = field(repr=False, hash=False)
    entries: tuple[Entry, ...] = field(repr=False, hash=False)

    @property
    def holds(self) -> bool | None:
        return TRUTH[self.status]

    def table(self) -> list[Row]:
        rows: list[Row] = [["paper", "section", *coverage_views.COLUMNS, "total", "kernel"]]
        for row in coverage_views.summed(self.rows):
            counts = (*(row.counts[name] for name in coverage_views.COLUMNS), row.total, row.kernel)
            rows.append([row.paper, row.section, *map(str, counts)])
        return rows

    def show(self) -> None:
        """Print it, on a terminal with the sums in bold."""
        terminal.write(coverage_views.table(self.rows, self.entries, self.record))

    def __str__(self) -> str:
        return terminal.as_text(coverage_views.table(self.rows, self.entries, self.record))


def verify(
    *what: str,
    paper: str | None = None,
    jobs: int | None = None,
    seed: int | None = None,
    progress: Progress = False,
) -> Verdicts:
    """Judge the papers' statements: `flowproof.verify("theorem4")`.

    Each of `what` is a label, a number ("12", "MV:12"), a section ("MV:III-A") or a group, such as "theorem3" or
    "lemmas"; none means everything, which takes minutes. `paper` is "MV" or "TFHV", for its entries alone. `seed` is
    that of the samples. Raises Misuse for a name that fits nothing. Nothing is kept for `flowproof coverage`, which is
    about what the command has found; `.coverage()` counts what was found here.
    """
    asked = [entry.label for entry in selected(*what, paper=paper)]
    chosen = seed_of(seed, run.SEED)
    count = processes(jobs)
    with told(progress) as tell:
        verdicts = run.verify(run.closure(asked), jobs=count, seed=chosen, progress=tell)
    status = run.exit_status(verdict for verdict in verdicts if verdict.label in asked)
    judged = gather(verdicts)
    findings = tuple(finding for finding in judged if finding.entry.label in asked)
    whole = document.document(findings, graph(judged), seed=chosen)
    return Verdicts(tuple(item(Verdict, each) for each in whole["entries"]), status, whole, findings, judged, chosen)


def selected(*what: str, paper: str | None = None) -> tuple[Entry, ...]:
    """The entries that `verify` would judge. Raises Misuse for a name that fits nothing."""
    for name in what:
        if not isinstance(name, str):
            raise Misuse(f"{name!r:.60} is no name; give a text, such as 'MV:12', 'theorem4' or a label")
    return suite.select(what, paper.upper() if isinstance(paper, str) else paper)


def errata(*, jobs: int | None = None, progress: Progress = False) -> Errata:
    """What the papers state that fails as printed: each is refuted anew, and what holds instead is checked."""
    labels = tuple(entry.label for entry in load().entries if entry.correction)
    count = processes(jobs)
    with told(progress) as tell:
        verdicts = run.verify(labels, jobs=count, progress=tell)
    found = errata_views.errata(gather(verdicts))
    return errata_of(found, run.exit_status(verdicts))


def errata_of(found: tuple[Finding, ...], status: int) -> Errata:
    """Those errata, as they were found."""
    whole = errata_views.document(found)
    return Errata(tuple(item(Erratum, each) for each in whole["errata"]), status, whole, found)


def coverage() -> Coverage:
    """How much of the papers the last runs of the command `flowproof verify` have checked; nothing is run.

    Raises Misuse where no run of this code is on record.
    """
    return _coverage(last_run.last())


def _coverage(record: last_run.Record) -> Coverage:
    return coverage_of(load().entries, record, kernel.accepted() or ())


def coverage_of(entries: Sequence[Entry], record: last_run.Record, accepted: Collection[str] = ()) -> Coverage:
    """How much of these entries is on record as checked."""
    rows = coverage_views.rows(entries, record, accepted)
    whole = coverage_views.document(rows, entries, record)
    return Coverage(rows, coverage_views.status(rows, record), whole, record, tuple(entries))
