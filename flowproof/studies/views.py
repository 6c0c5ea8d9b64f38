"""What a study found, as CSV, as a plot and as text."""

import csv
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING

from flowproof.studies.run import Result
from numeric.studies.study import key
from paper import Misuse

if TYPE_CHECKING:
    from flowproof.plots.drawn import Drawn  # which is slow to import


def as_csv(result: Result) -> str:
    """A line a point, sorted by the points' keys: the same bytes however the points came to be computed."""
    study = result.request.study
    text = StringIO()
    writer = csv.DictWriter(text, [*study.grid, *study.columns], lineterminator="\n")
    writer.writeheader()
    pairs = zip(result.request.points, result.found, strict=True)
    writer.writerows({**point, **found} for point, found in sorted(pairs, key=lambda pair: key(pair[0])))
    return text.getvalue()


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
