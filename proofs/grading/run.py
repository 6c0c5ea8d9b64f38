"""Grade many claims, several at a time, and gather their certificates in one document."""

import re
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from numeric.parallel import dealt_out
from numeric.process import Died, Fault
from paper import Misuse
from proofs import checker
from proofs.grading.kinds import OfNumbers
from proofs.grading.matrices import decision as of_matrices
from proofs.grading.matrices.reading import Matrices
from proofs.grading.numbers import decision as of_numbers
from proofs.grading.numbers import together
from proofs.grading.numbers.lines import Document
from proofs.grading.windows import decision as of_windows
from proofs.grading.windows.claims import Windows
from proofs.lemmas.proved import lemmas

UNREADABLE = re.compile(r"[^\w ,.()-]", re.ASCII)
"""What a file of certificates has no use for."""
LONGEST_REASON = 200
Progress = Callable[[int, int, str], None]
AnyClaim = OfNumbers | Matrices | Windows
Grade = of_numbers.Grade | of_matrices.Grade | of_windows.Grade
Work = tuple[AnyClaim, float, int]


def grades(
    claims: Sequence[AnyClaim], seconds: float, seed: int, jobs: int = 1, progress: Progress | None = None
) -> list[Grade]:
    """The grades of claims in their order, up to `jobs` at a time; each has its own seconds.

    Whatever happens to one claim, the others get their grades: where a process is killed that shares the work, what is
    left is graded here, one claim after the other.
    """
    work = [(claim, seconds, seed) for claim in claims]
    found = list[Grade]()

    def told(grade: Grade) -> None:
        found.append(grade)
        if progress is not None:
            progress(len(found), len(claims), grade.name)

    if jobs > 1 and len(work) > 1:
        with suppress(ChildProcessError), dealt_out(_grade_apart, work, jobs) as futures:
            for future in futures:
                told(future.result())
    for each in work[len(found) :]:
        told(_grade(each))
    return found


def _grade(work: Work) -> Grade:
    claim, seconds, seed = work
    begin = time.monotonic()
    found: Grade
    try:
        if isinstance(claim, Windows):
            found = of_windows.grade(claim, seconds, seed)
        elif isinstance(claim, Matrices):
            found = of_matrices.grade(claim, seconds, seed)
        else:
            found = claim.refuted(seconds, seed) or together.grade(claim, seconds, seed)
    except Exception as error:
        found = _kind(claim).undecided(claim.name, why(error))
    return replace(found, seconds=time.monotonic() - begin)


def _kind(claim: AnyClaim) -> type[Grade]:
    if isinstance(claim, Windows):
        return of_windows.Grade
    return of_matrices.Grade if isinstance(claim, Matrices) else of_numbers.Grade


def why(error: Exception) -> str:
    """The reason of a grade in coming to which something went wrong, which says nothing of the claim."""
    if isinstance(error, Misuse):
        return f"it can't be graded: {error}"
    if isinstance(error, Died):
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
    claims, used = list[Document](), dict[str, Document]()
    for number, grade in enumerate(grades, start=1):
        if grade.certificate is not None:
            name = f"{number}: {UNREADABLE.sub('?', grade.name)}"
            own = [part for part in grade.certificate["claims"] if part["label"] not in lemmas()]
            used |= {part["label"]: part for part in grade.certificate["claims"] if part["label"] in lemmas()}
            claims += [{**part, "label": f"{name}: {part['label']}"} for part in own]
    return {"format": checker.FORMAT, "claims": [*used.values(), *claims]} if claims else None
