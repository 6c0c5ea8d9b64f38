"""The quantities of the unbalanced law for starts in their windows: its numbers, and the flow, which is enclosed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from random import Random
from typing import Any, ClassVar

from numeric import unbalanced
from numeric.exact import format_fraction, parse_scale
from numeric.field import Balls, Field, Irrational
from numeric.unbalanced import Start
from proofs.theorems.shared.values import Letter, Values, Vocabulary, where
from proofs.theorems.unbalanced.names import LAW, NUMBER_SYMBOLS


@dataclass(frozen=True)
class Moment:
    """A start at a time: the left end of its window, or a time in it."""

    number: int
    start: Start
    position: str
    time: Fraction

    def __hash__(self) -> int:
        return hash((self.number, self.position))

    def describe(self) -> dict[str, str]:
        """The start, and when."""
        return {**self.start.describe(), "position": self.position, "time": format_fraction(self.time)}


def start(spectrum: str, U: str, V: str, k: int, tau: str, eps: str, alpha: str) -> Start:
    """A start whose numbers are written down; rows are separated by semicolons."""
    values = tuple(map(Fraction, spectrum.split()))
    first, second = (tuple(tuple(map(Fraction, row.split())) for row in rows.split(";")) for rows in (U, V))
    return Start(
        len(first), len(second), values, first, second, parse_scale(alpha, "α"), k, Fraction(tau), Fraction(eps)
    )


STARTED = (
    start("2 1/4", "1; 1/2", "2/3; -1/2", 1, "1/4", "1", "1/40"),
    start("2 1/2", "1 1/2; 1/3 1", "1 0; 1/2 1; -1/3 1/4", 1, "1/2", "1", "1/160"),
    start("2", "1; 1/2", "2/3", 1, "1/4", "1/2", "1/160"),
)
"""Published starts: of one column or two, square and not, with all modes learned and not."""
INSIDE = {"left": Fraction(0), "inside": Fraction(1, 8), "right": Fraction(1)}
COARSE = Balls(128)
"""In which the flow is enclosed: enough for the published starts, whose windows begin by time 7."""


@cache
def moments() -> tuple[Moment, ...]:
    """Every published start at each position."""
    return tuple(of_starts(STARTED))


def of_starts(starts: tuple[Start, ...]) -> Iterator[Moment]:
    for number, each in enumerate(starts):
        with COARSE.working():
            when = unbalanced.times(each, COARSE, [*INSIDE.values()])
        yield from (Moment(number, each, place, time) for place, time in zip(INSIDE, when, strict=True))


@lru_cache(maxsize=64)
def product_error(moment: Moment) -> Any:
    """‖UVᵀ − Y_k‖₂, enclosed."""
    with COARSE.working():
        (factors,) = unbalanced.followed(moment.start, COARSE, [moment.time])
        return unbalanced.error(moment.start, factors, COARSE)


def of_law(name: str) -> Letter:
    return lambda at: unbalanced.names(at.point.start, at.field)[name]


def moment_time(at: Values) -> Any:
    """The left end itself is no fraction."""
    return (
        unbalanced.ends(at.point.start, at.field)[0] if at.point.position == "left" else at.field.number(at.point.time)
    )


def enclosed_error(at: Values) -> Any:
    if not isinstance(at.field, Balls):
        raise Irrational("the solution is enclosed in balls only")
    return product_error(at.point)


def weakest(at: Values) -> Any:
    """The scalar flow from α²λ², which is below σ_k as ℓ is."""
    begun, grown = (at["alpha"] * at["least"]) ** 2, at.field.exp(2 * at["sigma_k"] * at["t"])
    return at["sigma_k"] * begun * grown / (at["sigma_k"] + begun * (grown - 1))


OF_LAW = ("alpha", "eps", "sigma_1", "sigma_k", "tau", "size", "least", "imbalance", "delta", "omega")
MOMENTS = Vocabulary(
    {
        **{name: of_law(name) for name in (*OF_LAW, "c1", "c2", "c3", "c4", "left_end", "right_end")},
        "root": lambda at: at.field.sqrt(at["sigma_1"] + at["delta"]),
        "t": moment_time,
        "l": weakest,
        "product_error": enclosed_error,
    },
    texts=lambda _: LAW,
)


@dataclass(frozen=True)
class Moments:
    """The published starts in their windows; `needs` keeps the moments where a step has a meaning."""

    needs: Callable[[Moment], bool] = lambda _: True

    name: ClassVar[str] = "starts of the unbalanced law"
    description: ClassVar[str] = (
        "starts of any imbalance, at the left end of the window, inside it and near the right end"
    )
    symbols: ClassVar[Mapping[str, str]] = NUMBER_SYMBOLS

    def published(self) -> Iterator[Moment]:
        """The published moments, filtered."""
        return filter(self.needs, moments())

    def sample(self, seed: int, count: int) -> Iterator[Moment]:
        """Moments of starts drawn from the seed, filtered."""
        return iter([*filter(self.needs, of_starts(drawn_starts(seed)))][:count])

    def quantities(self, point: Moment, field: Field) -> Values:
        """The quantities at `point`."""
        return Values(point, field, MOMENTS)


@cache
def drawn_starts(seed: int) -> tuple[Start, ...]:
    generator, found = Random(f"unbalanced starts, {seed}"), list[Start]()  # noqa: S311 (a seeded sample, nothing secret)
    with COARSE.working():
        while len(found) < DRAWN:
            if (each := unbalanced.draw(generator, unbalanced.Kind(), COARSE)) is not None:
                found.append(each)
    return tuple(found)


DRAWN = 4
at_the_left_end = where("the left end of the window.", lambda p: p.position == "left")
is_soon = where("the first quarter of the window.", lambda p: p.position != "right")
