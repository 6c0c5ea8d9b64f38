"""Grades of claims, as JSON and as text."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from flowproof import window_grades
from flowproof.terminal import line_width
from flowproof.window_grades import decimals
from proofs.claims.verdict import Outcome, Strength
from proofs.grading import run
from proofs.grading.matrices import decision as of_matrices
from proofs.grading.matrices.decision import Matrix, Value
from proofs.grading.numbers.decision import Grade
from proofs.grading.windows import decision as of_windows

AnyGrade = Grade | of_matrices.Grade | of_windows.Grade
LONGEST_VALUE = 60
LONGEST_MATRIX = 400


def status(grades: Sequence[AnyGrade]) -> int:
    """0 if all hold, 1 if any fails, 2 if any is undecided."""
    outcomes = {grade.outcome for grade in grades}
    return 1 if Outcome.FAILS in outcomes else 2 if Outcome.UNDECIDED in outcomes else 0


def sure(grade: AnyGrade) -> AnyGrade:
    """The grade, if it can be told below; else that it can't, so that all others are."""
    try:
        json.dumps(_entry(grade))
        _paragraph(grade)
    except Exception as error:
        return type(grade).undecided(grade.name, run.why(error), seconds=grade.seconds)
    return grade


def document(grades: Sequence[AnyGrade]) -> dict[str, Any]:
    """The grades as plain data: every number is a string."""
    return {"claims": [_entry(grade) for grade in grades]}


def _entry(grade: AnyGrade) -> dict[str, Any]:
    return {
        "name": grade.name,
        "outcome": grade.outcome.value,
        "strength": grade.strength.name,
        "reason": grade.reason,
        **(window_grades.found(grade) if isinstance(grade, of_windows.Grade) else _found(grade)),
        "certificate": grade.certificate,
        "seconds": f"{grade.seconds:.3f}",
    }


def _found(grade: Grade | of_matrices.Grade) -> dict[str, Any]:
    tightest = None
    if isinstance(grade, Grade) and grade.tightest is not None:
        interval, point = grade.tightest
        tightest = {"ratio": list(decimals(interval)), "instance": _point(point)}
    return {"witness": _point(grade.witness), "tightest": tightest, "satisfied_at": _point(grade.instance)}


def _point(point: Mapping[str, Value] | None) -> dict[str, Any] | None:
    """Numbers as texts, matrices as lists of rows."""
    return None if point is None else {name: x.rows if isinstance(x, Matrix) else str(x) for name, x in point.items()}


def text(grades: Sequence[AnyGrade]) -> str:
    """A paragraph for each claim, and how many ended in which way."""
    counts = Counter(grade.outcome for grade in grades)
    noun = "claim" if len(grades) == 1 else "claims"
    summary = f"{len(grades)} {noun}: " + ", ".join(
        f"{counts[outcome]} {word}"
        for outcome, word in ((Outcome.HOLDS, "HOLD"), (Outcome.FAILS, "FAIL"), (Outcome.UNDECIDED, "UNDECIDED"))
    )
    return "\n\n".join([*map(_paragraph, grades), summary])


def _paragraph(grade: AnyGrade) -> str:
    worth = "" if grade.strength is Strength.NONE else f", {grade.strength.name}"
    told = window_grades.lines(grade) if isinstance(grade, of_windows.Grade) else _lines(grade)
    lines = [f"{grade.name}: {grade.outcome.value}{worth}", grade.reason, *told]
    first, *rest = (fill(line, line_width(), subsequent_indent="  ", break_on_hyphens=False) for line in lines)
    return "\n".join([first, *(f"  {line}" for line in rest)])


def _lines(grade: Grade | of_matrices.Grade) -> Iterator[str]:
    if grade.witness is not None:
        yield f"fails at {_words(grade.witness)}"
    if grade.outcome is Outcome.HOLDS and grade.instance is not None:
        yield f"its hypotheses hold at {_words(grade.instance)}"
    if isinstance(grade, Grade) and grade.outcome is Outcome.UNDECIDED and grade.tightest is not None:
        (low, high), (_, point) = decimals(grade.tightest[0]), grade.tightest
        yield f"of the points tried, its sides come nearest, in a ratio of {low} to {high}, at {_words(point)}"


def _words(point: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} = {_shortened(x)}" for name, x in point.items()) or "no variables"


def _shortened(value: Value) -> str:
    text, longest = str(value), LONGEST_MATRIX if isinstance(value, Matrix) else LONGEST_VALUE
    return text if len(text) <= longest else text[:longest] + "…"
