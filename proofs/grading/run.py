"""Grade many claims, several at a time, and gather their certificates in one document."""

import re
import signal
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from numeric.parallel import dealt_out
from proofs import checker
from proofs.grading import inequality
from proofs.grading.claims import Inequality
from proofs.grading.inequality import Grade
from proofs.grading.lines import Document

UNREADABLE = re.compile(r"[^\w ,.()-]", re.ASCII)
"""What a file of certificates has no use for."""
Progress = Callable[[int, int, str], None]
Work = tuple[Inequality, float, int]


def grades(
    claims: Sequence[Inequality], seconds: float, seed: int, jobs: int = 1, progress: Progress | None = None
) -> list[Grade]:
    """The grades of claims in their order, up to `jobs` at a time; each has its own seconds."""
    work = [(claim, seconds, seed) for claim in claims]
    found = list[Grade]()

    def told(grade: Grade) -> None:
        found.append(grade)
        if progress is not None:
            progress(len(found), len(claims), grade.name)

    if jobs == 1 or len(work) == 1:
        for each in work:
            told(_grade(each))
    else:
        with dealt_out(_grade_apart, work, jobs) as futures:
            for future in futures:
                told(future.result())
    return found


def _grade(work: Work) -> Grade:
    claim, seconds, seed = work
    return inequality.grade(claim, seconds, seed)


def _grade_apart(work: Work) -> Grade:
    signal.signal(signal.SIGTERM, _leave)
    return _grade(work)


def _leave(*_: object) -> NoReturn:
    sys.exit(1)  # not killed at once: the process that grades is ended first


def certificates(grades: Sequence[Grade]) -> Document | None:
    """One document, for the checker, with every grade's certificate; None if there are none.

    Each of its claims is called by the number and the name of the claim that it is for.
    """
    claims = list[Document]()
    for number, grade in enumerate(grades, start=1):
        if grade.certificate is not None:
            name = f"{number}: {UNREADABLE.sub('?', grade.name)}"
            claims += [{**part, "label": f"{name}: {part['label']}"} for part in grade.certificate["claims"]]
    return {"format": checker.FORMAT, "claims": claims} if claims else None
