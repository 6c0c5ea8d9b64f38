"""The quantities that Theorem 4 by own targets speaks of: the sharpest one's, with another c₁ and those of a mode."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from numeric.exact import parse_scale
from numeric.instance import OWN_TARGET, Instance
from numeric.matrices import identity
from numeric.windows import time_inside
from proofs.theorems.between.sharpest import quantities as sharpest
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import Windowed

SHARED = (
    "eps",
    "alpha",
    "c1",
    "c2",
    "left_end",
    "right_end",
    "norm_E2",
    "error",
    "definiteness_slow_above_target",
    "definiteness_fast_below_target",
    "c1_of_sharper",
)
SYMBOLS = {name: sharpest.SYMBOLS[name] for name in SHARED} | {
    "m": "m",
    "left_exponent": r"\log(c_1/\alpha^2)",
    "sigma": r"\sigma_i",
    "decay": r"e^{-2c\sigma_it}",
}


class Quantities(sharpest.Quantities):
    """Values at a point, in a field; modes are counted from 1."""

    theorem = OWN_TARGET

    @property
    def left_exponent(self) -> Any:
        """2cσ_k times the left end."""
        return self.field.log(self.c1 / self.alpha**2)

    @cached_property
    def sigma(self) -> Any:
        return self.blocks.sigma[self.point.mode - 1]

    @cached_property
    def decay(self) -> Any:
        return 1 / self.blocks.E[self.point.mode - 1] ** 2


class Flowwise(Windowed):
    """The instances of the theorem at every k and position in time."""

    theorem = OWN_TARGET
    kind = Quantities
    symbols = SYMBOLS


class Learned(Flowwise):
    """The same points, once for each mode that is learned."""

    points_are = "every k, each mode up to it, both ends of each window, inside it, and far out"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super()._chosen(points):
            yield from (replace(point, mode=i) for i in range(1, point.k + 1))


@dataclass(frozen=True)
class Stretched(Flowwise):
    """The ends of the windows with 99/100 of c₁ and 100/99 of c₂."""

    beyond: bool = True

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in points:
            instance, k = point.instance, point.k
            ends = {"left": (k > 0, k - 1, -sharpest.STRETCH), "right": (k < instance.r, k, sharpest.STRETCH)}
            is_end, mode, change = ends.get(point.position, (False, 0, Fraction(0)))
            if is_end and self.needs(point):
                time = max(Fraction(0), point.time + change / (2 * instance.rate * instance.spectrum[mode]))
                yield replace(point, time=time, position=f"beyond the {point.position} end")


@dataclass(frozen=True)
class Breaking(Flowwise):
    """The left end of the last window, and the first mode, where one hypothesis fails, and no other."""

    hypothesis: str = ""
    chosen: tuple[tuple[str, str, str], ...] = ()  # spectrum, ε and α; the shape is the identity

    @property
    def dropped(self) -> tuple[str, ...]:
        """That hypothesis."""
        return (self.hypothesis,)

    @property
    def description(self) -> str:
        """How many there are."""
        return f"{len(self.chosen)} of Theorem 4 by own targets without {self.hypothesis}: the last window's left end"

    def published(self) -> Iterator[Point]:
        """The instances chosen."""
        for number, (spectrum, epsilon, alpha) in enumerate(self.chosen):
            values, name = tuple(map(Fraction, spectrum.split(","))), f"spectrum {spectrum}; shape identity; basis I"
            n, scale = len(values), parse_scale(alpha, "α")
            instance = Instance(values, identity(n), None, scale, Fraction(1), Fraction(epsilon), name)
            yield Point(instance, number, n, time_inside(OWN_TARGET, instance, n, "left"), "left", mode=1)

    def sample(self, seed: int, count: int) -> Iterator[Point]:
        """The same."""
        del seed, count
        return self.published()


EARLY = Breaking(hypothesis="left-ends-are-late", chosen=(("3,1", "6/5", "5/8"), ("21/20,1", "11/10", "3/8")))
"""log(c₁/α²) is 0.76 and 1.87: for both what is said of a mode fails, and for the first the theorem."""
TOLERANT = Breaking(hypothesis="tolerance-is-small", chosen=(("1", "1/2", "2/3"),))
"""ε = σ_1/2, and log(c₁/α²) is 1.50."""


def is_tight(point: Point) -> bool:
    """k ≥ 1, and ε ≤ σ_k/4."""
    return point.k > 0 and 4 * (point.instance.epsilon or 0) <= point.instance.spectrum[point.k - 1]


def is_later(point: Point) -> bool:
    """k ≥ 2: at k = 1 the two are the same."""
    return point.k >= 2


def is_slow(point: Point) -> bool:
    """k ≥ 1, and ε ≤ σ_k/1000: a flow that starts close to where it goes falls short by less."""
    return point.position == "left" and point.k > 0 and _is_small(point, point.k - 1)


def is_fast(point: Point) -> bool:
    """k < r, and ε ≤ σ_{k+1}/1000."""
    return point.position == "right" and point.k < point.instance.r and _is_small(point, point.k)


def _is_small(point: Point, mode: int) -> bool:
    return 1000 * (point.instance.epsilon or 0) <= point.instance.spectrum[mode]
