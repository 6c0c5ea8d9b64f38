"""Grade many claims, several at a time, and gather their certificates in one document."""

import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from numeric.parallel import dealt_out
from numeric.process import Died, Fault
from paper import Misuse
from proofs import checker
from proofs.certificate.citations import called_first
from proofs.claims.verdict import Outcome
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.kinds import OfNumbers
from proofs.grading.matrices import grades as of_matrices
from proofs.grading.matrices.reading import Matrices
from proofs.grading.numbers import decision as of_numbers
from proofs.grading.numbers import late, together
from proofs.grading.numbers.lines import Document
from proofs.grading.windows import grades as of_windows
from proofs.grading.windows.claims import Windows

UNREADABLE = re.compile(r"[^\w ,.()-]", re.ASCII)
"""What a file of certificates has no use for."""
LONGEST_REASON = 200
INTERRUPTED = "the run was interrupted before this was graded"
Progress = Callable[[int, int, str], None]
AnyClaim = OfNumbers | Matrices | MatrixSolution | Windows
Grade = of_numbers.Grade | of_matrices.Grade | of_windows.Grade
Work = tuple[AnyClaim, float, int]


class Interrupted(KeyboardInterrupt):
    """From the keyboard, with the grades that there were by then."""

    def __init__(self, found: Sequence[Grade]) -> None:
        super().__init__()
        self.found = tuple(found)


def grades(
    claims: Sequence[AnyClaim], seconds: float, seed: int, jobs: int = 1, progress: Progress | None = None
) -> list[Grade]:
    """The grades of claims in their order, up to `jobs` at a time; each has its own seconds.

    Whatever happens to one claim, the others get their grades: where a process is killed that shares the work, what is
    left is graded here, one claim after the other. Raises Interrupted.
    """
    work = [(claim, seconds, seed) for claim in claims]
    found = list[Grade]()

    def told(grade: Grade) -> None:
        found.append(grade)
        if progress is not None:
            progress(len(found), len(claims), grade.name)

    try:
        if jobs > 1 and len(work) > 1:
            late.load()  # once, for all processes
            with suppress(ChildProcessError), dealt_out(_grade_apart, work, jobs) as futures:
                for future in futures:
                    told(future.result())
        for each in work[len(found) :]:
            told(_grade(each))
    except KeyboardInterrupt:
        raise Interrupted(found) from None
    return found


def with_the_rest(claims: Sequence[AnyClaim], found: Sequence[Grade]) -> list[Grade]:
    """The grades that there were at an interruption, and of each other claim that it has none."""
    rest = [_kind(claim).undecided(claim.name, INTERRUPTED) for claim in claims[len(found) :]]
    return [*found, *rest]


def _grade(work: Work) -> Grade:
    claim, seconds, seed = work
    begin = time.monotonic()
    found: Grade
    try:
        if isinstance(claim, Windows):
            from proofs.grading.windows import decision  # with the theorems, which takes long

            found = decision.grade(claim, seconds, seed)
        elif isinstance(claim, Matrices):
            from proofs.grading.matrices import decision as of_these  # with what solves semidefinite programs

            found = of_these.grade(claim, seconds, seed)
        elif isinstance(claim, MatrixSolution):
            from proofs.grading.flows import decision as of_flows  # likewise

            found = of_flows.grade(claim, seconds, seed)
        else:
            found = claim.refuted(seconds, seed) or together.grade(claim, seconds, seed)
    except Exception as error:
        found = without_grade(claim, error)
    return replace(found, seconds=time.monotonic() - begin, certificate=_with_meanings(found.certificate, claim))


def meanings(claim: AnyClaim) -> Mapping[str, str]:
    """What letters in the claim's certificates stand for that are none of its own."""
    found: Mapping[str, str] = getattr(claim, "meanings", {})
    return found


def _with_meanings(certificate: Document | None, claim: AnyClaim) -> Document | None:
    """The certificate with what such letters in it stand for, which the checker does not ask."""
    told = meanings(claim) if certificate is not None else {}
    if certificate is None or not told:
        return certificate
    return {**certificate, "claims": [{**part, "where": told} for part in certificate["claims"]]}


def without_grade(claim: AnyClaim, error: Exception) -> Grade:
    """The grade where something went wrong, which says nothing of the claim: INTERNAL where that is a fault of ours."""
    found = _kind(claim).undecided(claim.name, why(error))
    is_fault = not isinstance(error, Misuse | Died | MemoryError)
    return replace(found, outcome=Outcome.INTERNAL) if is_fault else found


def _kind(claim: AnyClaim) -> type[Grade]:
    if isinstance(claim, Windows):
        return of_windows.Grade
    return of_matrices.Grade if isinstance(claim, Matrices | MatrixSolution) else of_numbers.Grade


def why(error: Exception) -> str:
    """What went wrong, in a sentence."""
    if isinstance(error, Misuse):
        return f"it can't be graded: {error}"
    if isinstance(error, Died | MemoryError):
        return "the process that graded it ended without an answer; it may have run out of memory"
    what = str(error) if isinstance(error, Fault) else f"{type(error).__name__}: {error}"
    shown = "".join(c if c.isprintable() else " " for c in what)[:LONGEST_REASON]
    return f"grading it came to a fault of flowproof ({shown}): please report this claim"


def _grade_apart(work: Work) -> Grade:
    signal.signal(signal.SIGTERM, _leave)
    return _grade(work)


def _leave(*_: object) -> NoReturn:
    sys.exit(1)  # not killed at once: the process that grades is ended first


def certificates(grades: Sequence[Grade]) -> Document | None:
    """One document, for the checker, with every grade's certificate; None if there are none.

    Each of its claims is called by the number and the name of the claim that it is for; the lemmas stand once.
    """
    from proofs.lemmas.proved import lemmas

    claims, used = list[Document](), dict[str, Document]()
    for number, grade in enumerate(grades, start=1):
        if grade.certificate is not None:
            name = f"{number}: {UNREADABLE.sub('?', grade.name)}"
            own = [part for part in grade.certificate["claims"] if part["label"] not in lemmas()]
            used |= {part["label"]: part for part in grade.certificate["claims"] if part["label"] in lemmas()}
            claims += called_first(own, name)
    return {"format": checker.FORMAT, "claims": [*used.values(), *claims]} if claims else None
