"""The quantities that the steps of Theorem 3 speak of: those of one mode, of a window, and of the whole.

Under spectral initialization W̄₀ = Φ diag(s₁..s_n) Φᵀ every mode i goes its own way from a_i = α²s_i; its growth is
g = e^{2cσ_i t}.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from numeric.trajectory import absent_mode, growing_mode
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import Windowed, WindowQuantities

SYMBOLS = {
    "eps": r"\varepsilon",
    "sigma": r"\sigma_i",
    "a": "a_i",
    "growth": "g",
    "alpha": r"\alpha",
    "c1": "c_1",
    "c2": "c_2",
    "value": r"\sigma_i(t)",
    "left_end": r"t_k^-",
    "right_end": r"t_k^+",
    "error": r"\lVert W(t)-Y_k\rVert_2",
}


class Quantities(WindowQuantities):
    """Values at a point, in a field; modes are counted from 1."""

    theorem = 3

    @cached_property
    def alpha(self) -> Any:
        return self.field.scale(self.point.instance.alpha)

    @cached_property
    def sigma(self) -> Any:
        return self.field.number(self.point.instance.spectrum[self.point.mode - 1])

    @cached_property
    def a(self) -> Any:
        i = self.point.mode - 1
        return self.alpha**2 * self.field.number(self.point.instance.shape_in_basis[i][i])

    @cached_property
    def growth(self) -> Any:
        return self.field.exp(self.field.number(2 * self.point.instance.rate * self.point.time) * self.sigma)

    @cached_property
    def value(self) -> Any:
        """σ_i(t) by (12) or (13)."""
        rate, time = self.field.number(self.point.instance.rate), self.field.number(self.point.time)
        if self.point.mode > self.point.instance.r:
            return absent_mode(self.a, rate, time)
        return growing_mode(self.field, self.sigma, self.a, rate, time)


class Whole(Windowed):
    """Theorem 3's instances at every k and position in time."""

    theorem = 3
    kind = Quantities
    symbols = SYMBOLS


class Modewise(Whole):
    """The same points, once for each mode that a step speaks of."""

    points_are = "every mode, every k, both ends of each window, inside it, and far out"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super(Modewise, replace(self, needs=lambda _: True))._chosen(points):
            for mode in range(1, point.instance.n + 1):
                one = replace(point, mode=mode)
                if self.needs(one):
                    yield one


def is_learned(point: Point) -> bool:
    """i ≤ k."""
    return point.mode <= point.k


def is_unlearned(point: Point) -> bool:
    """k < i ≤ r."""
    return point.k < point.mode <= point.instance.r


def is_growing(point: Point) -> bool:
    """k < i ≤ r and t > 0: at t = 0 the mode is where it started."""
    return is_unlearned(point) and point.time > 0


def is_absent(point: Point) -> bool:
    """i > r."""
    return point.mode > point.instance.r


def is_decaying(point: Point) -> bool:
    """i > r and t > 0."""
    return is_absent(point) and point.time > 0
