"""A paper of one's own graded, from Python: what `flowproof grade paper.toml` tells."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flowproof import papers as views
from flowproof.errata_views import errata
from flowproof.findings import at
from flowproof.last_run import record_of
from flowproof.library.asked import TRUTH, Progress, processes, seed_of, told
from flowproof.library.derived import Certificates
from flowproof.library.grading import SECONDS, SEED, explained, require_seconds
from flowproof.library.tables import Row, Tabular
from flowproof.outputs import Outputs
from proofs.claims.verdict import Verdict
from proofs.grading import run
from proofs.grading.files import of_file
from proofs.grading.papers.judging import Judged, judge
from proofs.grading.papers.paper import Paper, parse

if TYPE_CHECKING:
    from flowproof.library.verdicts import Coverage, Errata


@dataclass(frozen=True)
class PaperVerdicts(Tabular):
    """The verdicts on a paper's claims, in its order.

    `status` is 0 if all that is checked holds, 1 if any claim fails, 2 if any is undecided. `notes` are about claims
    that hold: hypotheses on which nothing rests, and bounds that no near-miss was told apart from.
    """

    judged: Judged = field(repr=False)
    status: int
    notes: tuple[str, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)
    seed: int = field(repr=False)

    @property
    def interrupted(self) -> bool:
        """Whether the run was, so that some claims were not graded."""
        return self.judged.interrupted

    @property
    def holds(self) -> bool | None:
        return TRUTH[self.status]

    def __len__(self) -> int:
        return len(self.judged.verdicts)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.judged.verdicts)

    def __getitem__(self, label: str) -> Verdict:
        """The verdict on a claim. Raises KeyError for a label that is not among them."""
        return {each.label: each for each in self}[label]

    def table(self) -> list[Row]:
        rows: list[Row] = [["label", "number", "outcome", "strength", "chain", "reason", "witness"]]
        for finding in views.findings(self.judged):
            verdict, witness = finding.verdict, at(finding.witness) if finding.witness else ""
            said = (finding.entry.label, finding.number, finding.outcome, verdict.strength.name, verdict.chain.name)
            rows.append([*said, verdict.reason, witness])
        return rows

    def certificates(self) -> Certificates | None:
        """All certificates as one document for the checker; None where no claim has one."""
        together = run.certificates(self.judged.grades)
        return None if together is None else Certificates(together)

    def report(self, folder: str) -> None:
        """Write the HTML report to the folder. Raises Misuse where that can't be written, or holds something else."""
        from flowproof.report import FILES, write_report

        Outputs({}, folders={"the report": (folder, FILES)})
        write_report(views.report(self.judged, self.seed), folder)

    def errata(self) -> "Errata":
        """What fails, as `flowproof errata` tells it: at which numbers, and what the file says to hold instead."""
        from flowproof.library.verdicts import errata_of

        return errata_of(errata(views.findings(self.judged), own=True), self.status)

    def coverage(self) -> "Coverage":
        """How much of each section is checked, as `flowproof coverage` tells it."""
        from flowproof.library.verdicts import coverage_of

        found = views.findings(self.judged)
        return coverage_of([each.entry for each in found], record_of(found))

    def to_latex(self, *, document: bool = False) -> str:
        """Each claim as it was checked, its verdict and its proof, as LaTeX; as a whole document, to be compiled."""
        return views.latex(self.judged, document=document)

    def explained(self) -> str:
        """Each proof that was found, line by line, as `flowproof derive` tells one."""
        return explained(self.judged.grades)

    def __str__(self) -> str:
        return views.as_text(self.judged)


def paper(
    source: str | os.PathLike[str],
    *,
    seconds: float = SECONDS,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Progress = False,
) -> PaperVerdicts:
    """Grade a paper: each claim HOLDS with a certificate, FAILS with a witness, or is UNDECIDED.

    `source` is a file in TOML with a table [paper], as `flowproof init` writes one, or the text of one. Each claim is
    given `seconds`, and each of its near-misses a tenth of that. Raises Misuse for what can't be read.
    """
    return judged(read(source), seconds=seconds, seed=seed, jobs=jobs, progress=progress)


def read(source: str | os.PathLike[str]) -> Paper:
    """The paper of a file, or of a text that has several lines. Raises Misuse."""
    if isinstance(source, str) and "\n" in source:
        return parse(source)
    return of_file(os.fspath(source), parse)


def judged(
    paper: Paper, *, seconds: float, seed: int | None, jobs: int | None, progress: Progress, whole: bool = True
) -> PaperVerdicts:
    """The verdicts on a paper that has been read; of an interrupted run those that there are, unless it is `whole`."""
    require_seconds(seconds)
    start, count = seed_of(seed, SEED), processes(jobs)
    with told(progress) as tell:
        found = judge(paper, float(seconds), start, count, tell, whole=whole)
    document = views.as_json(found, start)
    return PaperVerdicts(found, views.status(found), tuple(views.notes(found)), document, start)
