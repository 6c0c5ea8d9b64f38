"""What a study found, as CSV, as a plot and as text."""

import csv
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any

from flowproof.studies.run import Result
from paper import Misuse

if TYPE_CHECKING:
    from flowproof.plots.drawn import Drawn  # which is slow to import


def columns(result: Result) -> tuple[str, ...]:
    """The axes of the grid, and what is found at a point."""
    study = result.request.study
    return (*study.grid, *study.columns)


def lines(result: Result) -> list[dict[str, str]]:
    """The points in the grid's order, each with what was found there."""
    pairs = zip(result.request.points, result.found, strict=True)
    known = ({**point, **found} for point, found in pairs)
    return [{name: line[name] for name in columns(result) if name in line} for line in known]


def as_csv(result: Result) -> str:
    """A line a point, in the grid's order: the same bytes however the points came to be computed."""
    text = StringIO()
    writer = csv.DictWriter(text, columns(result), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines(result))
    return text.getvalue()


def document(result: Result) -> dict[str, Any]:
    """The same as plain data, with the study's edition and how many points ended in which way."""
    study = result.request.study
    return {
        "study": study.name,
        "edition": str(study.edition),
        "points": lines(result),
        "outcomes": dict(sorted(result.outcomes.items())),
    }


def as_plot(result: Result) -> "Drawn":
    """What the study's own module among the plots draws. Raises Misuse where the store has what can't be drawn."""
    name = result.request.study.name  # one of STUDIES, never what a user wrote
    drawing = import_module(f"flowproof.plots.{name.replace('-', '_')}")
    try:
        drawn: Drawn = drawing.draw(result.request.points, result.found)
        drawn.lay_out()
    except (ValueError, ArithmeticError) as error:
        if result.computed == len(result.found):
            raise  # none of it is the store's
        raise Misuse(f"what the store has can't be drawn ({error}); compute it again, in another --store") from error
    return drawn


def as_text(result: Result, file: str) -> str:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(result.outcomes.items()))
    total = len(result.found)
    return (
        f"{result.request.study.name}: {total} points, {counts}\n"
        f"{result.computed} computed now, in {result.seconds:.3f} s, and {total - result.computed} known from before\n"
        f"all of them in {file}"
    )
