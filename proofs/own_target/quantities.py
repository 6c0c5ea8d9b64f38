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
from proofs.instances import Point
from proofs.sharpest import quantities as sharpest
from proofs.windowed import Windowed

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
    "sigma": r"\sigma_i",
    "decay": r"e^{-2c\sigma_it}",
}


class Quantities(sharpest.Quantities):
    """Values at a point, in a field; modes are counted from 1."""

    theorem = OWN_TARGET

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
class Early(Flowwise):
    """Where log(c₁/α²) < 2, with all other hypotheses: the left end of T_2, and the first mode."""

    dropped = ("left-ends-are-late",)
    description = "two instances of Theorem 4 by own targets without log(c₁/α²) ≥ 2: the left end of T_2"

    def published(self) -> Iterator[Point]:
        """At both what is said of a mode fails, and at the first the theorem."""
        for number, (spectrum, epsilon, alpha) in enumerate(EARLY):
            name = f"spectrum {spectrum}; shape identity; basis I"
            values = tuple(map(Fraction, spectrum.split(",")))
            instance = Instance(
                values, identity(2), None, parse_scale(alpha, "α"), Fraction(1), Fraction(epsilon), name
            )
            yield Point(instance, number, 2, time_inside(OWN_TARGET, instance, 2, "left"), "left", mode=1)

    def sample(self, seed: int, count: int) -> Iterator[Point]:
        """The same."""
        del seed, count
        return self.published()


EARLY = (("3,1", "6/5", "5/8"), ("21/20,1", "11/10", "3/8"))
"""Spectrum, ε and α: log(c₁/α²) is 0.76 and 1.87."""


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
