"""Grades of claims, as JSON and as text."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from textwrap import fill
from typing import Any

from flowproof import window_grades
from flowproof.statuses import FAULT
from flowproof.widths import line_width
from flowproof.window_grades import decimals
from proofs.claims.verdict import Outcome, Strength
from proofs.grading import run
from proofs.grading.matrices import grades as of_matrices
from proofs.grading.matrices.grades import Matrix
from proofs.grading.numbers.decision import Grade
from proofs.grading.windows import grades as of_windows
from proofs.scalar.claims import Enclosed, decimal, told

AnyGrade = Grade | of_matrices.Grade | of_windows.Grade
LONGEST_VALUE = 60
WORDS = {Outcome.HOLDS: "HOLD", Outcome.FAILS: "FAIL", Outcome.UNDECIDED: "UNDECIDED", Outcome.INTERNAL: "INTERNAL"}
LONGEST_MATRIX = 400


def status(grades: Sequence[AnyGrade]) -> int:
    """0 if all hold, 1 if any fails, 2 if any is undecided; 70 where a fault of ours is among them."""
    outcomes = {grade.outcome for grade in grades}
    if Outcome.INTERNAL in outcomes:
        return FAULT
    return 1 if Outcome.FAILS in outcomes else 2 if Outcome.UNDECIDED in outcomes else 0


def sure(grade: AnyGrade) -> AnyGrade:
    """The grade, if it can be told below; else that a fault keeps it from being told, so that all others are."""
    try:
        json.dumps(_entry(grade))
        _paragraph(grade)
    except Exception as error:
        undecided = type(grade).undecided(grade.name, run.why(error), seconds=grade.seconds)
        return replace(undecided, outcome=Outcome.INTERNAL)
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


def _point(place: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if place is None else {name: _number(x) for name, x in place.items()}


def _number(x: Fraction | Enclosed | Matrix) -> str | dict[str, str] | list[list[str]]:
    """Numbers as texts, or as tables with bounds; matrices as lists of rows."""
    if isinstance(x, Matrix):
        return x.rows
    return {"low": decimal(x.low), "high": decimal(x.high)} if isinstance(x, Enclosed) else str(x)


def text(grades: Sequence[AnyGrade]) -> str:
    """A paragraph for each claim, and how many ended in which way."""
    counts = Counter(grade.outcome for grade in grades)
    noun = "claim" if len(grades) == 1 else "claims"
    said = [f"{counts[x]} {word}" for x, word in WORDS.items() if counts[x] or x is not Outcome.INTERNAL]
    summary = f"{len(grades)} {noun}: {', '.join(said)}"
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


def _words(place: Mapping[str, Any]) -> str:
    shown = {name: x if isinstance(x, Enclosed) else _shortened(x) for name, x in place.items()}
    return told(shown) or "no variables"


def _shortened(value: Fraction | Matrix) -> str:
    text, longest = str(value), LONGEST_MATRIX if isinstance(value, Matrix) else LONGEST_VALUE
    return text if len(text) <= longest else text[:longest] + "…"
