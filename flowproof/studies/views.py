"""What a study found, as CSV, as a plot and as text."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

from flowproof.studies.run import FEW, Result
from numeric.studies.study import Found, Point
from paper import Misuse

if TYPE_CHECKING:
    from flowproof.plots.drawn import Drawn  # which is slow to import


def columns(result: Result) -> tuple[str, ...]:
    """The axes of the grid, and what is found at a point."""
    study = result.request.study
    return (*study.grid, *study.columns)


@dataclass(frozen=True)
class Lines(Sequence[Mapping[str, str]]):
    """The points in the grid's order, each with what was found there."""

    result: Result

    def __len__(self) -> int:
        return len(self.result.found)

    @overload
    def __getitem__(self, k: int) -> Mapping[str, str]: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Mapping[str, str]]: ...
    def __getitem__(self, k: int | slice) -> Mapping[str, str] | Sequence[Mapping[str, str]]:
        if isinstance(k, slice):
            return [self[i] for i in range(*k.indices(len(self)))]
        return self._line(self.result.request.points[k], self.result.found[k])

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return map(self._line, self.result.request.points, self.result.found)

    def _line(self, point: Point, found: Found) -> Mapping[str, str]:
        known = {**point, **found}
        return {name: known[name] for name in columns(self.result) if name in known}


def as_csv(result: Result) -> Iterator[str]:
    """A line a point, in the grid's order: the same bytes however the points came to be computed."""
    names = columns(result)
    for line in chain([dict(zip(names, names, strict=True))], Lines(result)):
        yield _csv(names, line)


def _csv(names: Sequence[str], line: Mapping[str, str]) -> str:
    text = StringIO()
    csv.DictWriter(text, names, lineterminator="\n").writerow(line)
    return text.getvalue()


def document(result: Result) -> dict[str, Any]:
    """The same as plain data, with the study's edition and how many points ended in which way."""
    study, found = result.request.study, Lines(result)
    return {
        "study": study.name,
        "edition": str(study.edition),
        "points": list(found) if len(found) <= FEW else found,
        "outcomes": dict(sorted(result.outcomes.items())),
    }


def as_plot(result: Result) -> "Drawn":
    """What the study's own module among the plots draws. Raises Misuse where the store has what can't be drawn."""
    study = result.request.study
    name = study.drawn_as or study.name  # one of STUDIES, never what a user wrote
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
