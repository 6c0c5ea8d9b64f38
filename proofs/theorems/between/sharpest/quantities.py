"""The quantities that the sharpest Theorem 4 speaks of: the sharper one's, with other constants and windows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from numeric.instance import SHARPEST
from numeric.matrices import diagonal
from paper.theorems import theorem
from proofs.theorems.between.sharper import quantities as sharper
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import Windowed

SHARED = ("eps", "alpha", "c1", "c2", "left_end", "right_end", "norm_inverse_E1", "norm_E2", "error")
SYMBOLS = {name: sharper.SYMBOLS[name] for name in SHARED} | {
    "definiteness_slow_above_target": r"\delta(W^-(t)-Y_k+\varepsilon)",
    "definiteness_fast_below_target": r"\delta(Y_k+\varepsilon-W^+(t))",
    "c1_of_sharper": r"m\sigma_1^2/\varepsilon",
    "c2_of_sharper": r"\varepsilon/\mu",
}
STRETCH = Fraction(1, 100)
"""A little less than log(100/99), by which 99/100 of c₁ lets 2cσ_k times the left end of T_k be earlier."""


class Quantities(sharper.Quantities):
    """Values at a point, in a field."""

    theorem = SHARPEST

    @property
    def c1_of_sharper(self) -> Any:
        return theorem("theorem-4-sharper").value("c1", sigma_1=self.sigma_1, m=self.m, eps=self.eps)

    @property
    def c2_of_sharper(self) -> Any:
        return theorem("theorem-4-sharper").value("c2", mu=self.mu, eps=self.eps)

    @cached_property
    def definiteness_slow_above_target(self) -> Any:
        return self._definiteness(x - target + self.eps for x, target in self._beside_target(1 / self.m))

    @cached_property
    def definiteness_fast_below_target(self) -> Any:
        return self._definiteness(target + self.eps - x for x, target in self._beside_target(self.mu))

    def _definiteness(self, entries: Iterable[Any]) -> Any:
        return self.field.definiteness(self.field.diagonal(list(entries)))


class Flowwise(Windowed):
    """The instances of the sharpest Theorem 4 at every k and position in time."""

    theorem = SHARPEST
    kind = Quantities
    symbols = SYMBOLS


@dataclass(frozen=True)
class Stretched(Flowwise):
    """The left end of T_1 and the right end of T_0 with 99/100 of c₁ and 100/99 of c₂: there the first mode decides."""

    beyond: bool = True

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in points:
            change = {(1, "left"): -STRETCH, (0, "right"): STRETCH}.get((point.k, point.position))
            if change is None or not self.needs(point):
                continue
            time = point.time + change / (2 * point.instance.rate * point.instance.spectrum[0])
            if time >= 0:
                yield replace(point, time=time, position=f"beyond the {point.position} end")


def is_slow(point: Point) -> bool:
    """k = 1."""
    return point.k == 1


def is_fast(point: Point) -> bool:
    """k = 0."""
    return point.k == 0


def is_one_flow(point: Point) -> bool:
    """A shape that is a multiple of 1: W(t) is the slow flow, and the fast one."""
    shape = point.instance.shape
    return shape == diagonal([shape[0][0]] * len(shape))


def has_end(point: Point) -> bool:
    """k < r: T_k has two ends."""
    return point.k < point.instance.r
