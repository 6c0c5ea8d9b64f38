"""Claims of one's own graded, from Python: what `flowproof grade` tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING, Any

from flowproof import grades as views
from flowproof.library.asked import TRUTH, Progress, item, processes, seed_of, told
from flowproof.library.claims import Claim, claims_of
from flowproof.library.tables import Row, Tabular
from paper import Misuse
from proofs.claims.verdict import Outcome
from proofs.grading import run
from proofs.grading.files import AnyClaim

if TYPE_CHECKING:
    from flowproof.library.derived import Certificates

SECONDS = 10.0
LONGEST, SHORTEST = 86_400.0, 0.1
"""Seconds that a claim may be given."""
SEED = 2025


@dataclass(frozen=True)
class Grade:
    """The grade of one claim, as `flowproof grade --json` has it; every number is text.

    `outcome` is HOLDS, with a `certificate` for the checker; FAILS, with a `witness`; or UNDECIDED. `strength` is
    PROVED, CERTIFIED or NONE. `tightest` is where the sides came nearest, and `satisfied_at` a point at which the
    hypotheses hold. A number that is only enclosed is a table with `low` and `high`. Of a claim about windows,
    `argument` says how far the paper's proof goes with its constants.
    """

    name: str
    outcome: str
    strength: str
    reason: str
    witness: Mapping[str, Any] | None = field(hash=False)
    tightest: Mapping[str, Any] | None = field(hash=False)
    satisfied_at: Mapping[str, Any] | None = field(hash=False)
    argument: Mapping[str, Any] | None = field(hash=False)
    certificate: Mapping[str, Any] | None = field(hash=False, repr=False)
    seconds: str = field(compare=False)

    @property
    def holds(self) -> bool | None:
        return {"HOLDS": True, "FAILS": False}.get(self.outcome)


@dataclass(frozen=True)
class Grades(Tabular):
    """The grades of claims, in their order. `status` is 0 if all hold, 1 if any fails, 2 if any is undecided."""

    grades: tuple[Grade, ...]
    status: int
    document: Mapping[str, Any] = field(repr=False, compare=False)
    found: tuple[views.AnyGrade, ...] = field(repr=False, compare=False)
    interrupted: bool = field(default=False, repr=False)

    @property
    def holds(self) -> bool | None:
        return TRUTH[self.status]

    def __len__(self) -> int:
        return len(self.grades)

    def __iter__(self) -> Iterator[Grade]:
        return iter(self.grades)

    def __getitem__(self, key: str | int) -> Grade:
        """A grade, by the claim's name or by its place. Raises KeyError for a name that is not among them."""
        if isinstance(key, int):
            return self.grades[key]
        return {each.name: each for each in self}[key]

    def table(self) -> list[Row]:
        rows: list[Row] = [["claim", "outcome", "strength", "reason", "witness"]]
        for each in self:
            witness = ", ".join(starmap(_words, (each.witness or {}).items()))
            rows.append([each.name, each.outcome, each.strength, each.reason, witness])
        return rows

    def certificates(self) -> "Certificates | None":
        """All certificates as one document for the checker; None where no claim has one."""
        from flowproof.library.derived import Certificates

        together = run.certificates(self.found)
        return None if together is None else Certificates(together)

    def explained(self) -> str:
        """Each proof that was found, line by line, as `flowproof derive` tells one."""
        return explained(self.found)

    def __str__(self) -> str:
        return views.text(self.found)


def _words(name: str, x: Any) -> str:
    return f"{name} in [{x['low']}, {x['high']}]" if isinstance(x, Mapping) and "low" in x else f"{name} = {x}"


def grade(
    *claims: Claim | Sequence[Claim],
    given: Sequence[str] | None = None,
    variables: Sequence[str] | None = None,
    seconds: float = SECONDS,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Progress = False,
) -> Grades:
    """Grade claims: each HOLDS with a certificate, FAILS with a witness, or is UNDECIDED.

        flowproof.grade("x + 1/x >= 2", given=["x > 0"])

    A claim is an inequality as text; a dict with the fields that a claim has in TOML; a text in TOML; or a file of
    these, by its name or as a Path. A text that is no file's name is TOML if [[claim]] stands in it, and an inequality
    if <, > or == does. Lists of claims are taken, too.

    `given` is the hypotheses of the inequalities that are texts, each a text, and `variables` their names: the real
    numbers that they speak of; without it, all names that stand in them. Each claim is given `seconds`, and `jobs` are
    graded at a time. Raises Misuse for what can't be read.
    """
    return graded(claims_of(claims, given, variables), seconds=seconds, seed=seed, jobs=jobs, progress=progress)


def graded(
    claims: Sequence[AnyClaim],
    *,
    seconds: float,
    seed: int | None,
    jobs: int | None,
    progress: Progress,
    whole: bool = True,
) -> Grades:
    """The grades of claims that have been read; of an interrupted run those that there are, unless it is `whole`."""
    require_seconds(seconds)
    start, count = seed_of(seed, SEED), processes(jobs)
    interrupted = False
    with told(progress) as tell:
        try:
            grades = run.grades(claims, float(seconds), start, count, tell)
        except run.Interrupted as stop:
            if whole or not stop.found:
                raise
            grades, interrupted = run.with_the_rest(claims, stop.found), True
    found = tuple(map(views.sure, grades))
    document = views.document(found)
    rows = tuple(item(Grade, {"argument": None, **each}) for each in document["claims"])
    return Grades(rows, views.status(found), document, found, interrupted)


def require_seconds(seconds: float) -> None:
    """Raises Misuse for a time that no claim can be given."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not SHORTEST <= seconds <= LONGEST:
        raise Misuse(f"seconds is {seconds!r:.40}; give a number from {SHORTEST} to {LONGEST:.0f}")


def explained(grades: Sequence[views.AnyGrade]) -> str:
    """The certificates of what holds, line by line."""
    from flowproof import derivation_views, found_proofs

    told = [
        f"{grade.name}\n\n{derivation_views.text(found_proofs.of_certificate(grade.certificate))}"
        for grade in grades
        if grade.certificate and grade.outcome is Outcome.HOLDS
    ]
    return "\n\n".join(told) or "no proof was found that could be told"
