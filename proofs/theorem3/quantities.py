"""The quantities that the steps of Theorem 3 speak of: those of one mode, of a window, and of the whole.

Under spectral initialization W̄₀ = Φ diag(s₁..s_n) Φᵀ every mode i goes its own way from a_i = α²s_i; its growth is
g = e^{2cσ_i t}.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from numeric.field import Field
from numeric.trajectory import absent_mode, growing_mode
from numeric.windows import Constants, Window, constants, window
from proofs import instances
from proofs.approximation import approximation_error
from proofs.instances import Point, outside

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


@dataclass
class Quantities:
    """Values at `point`, in `field`; modes are counted from 1."""

    point: Point
    field: Field

    @cached_property
    def eps(self) -> Any:
        return self.field.number(self.point.instance.epsilon or 0)

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

    @cached_property
    def error(self) -> Any:
        return approximation_error(self.point.instance, self.point.k, self.point.time, self.field)

    @property
    def c1(self) -> Any:
        return self._constants.c1

    @property
    def c2(self) -> Any:
        return self._constants.c2

    @property
    def left_end(self) -> Any:
        return self._window.left

    @property
    def right_end(self) -> Any:
        return self._window.right

    @cached_property
    def _constants(self) -> Constants:
        return constants(3, self.point.instance, self.field)

    @cached_property
    def _window(self) -> Window:
        return window(3, self.point.instance, self.point.k, self.field)


@dataclass(frozen=True)
class Whole:
    """Theorem 3's instances at every k and position in time."""

    needs: Callable[[Point], bool] = lambda _: True
    beyond: bool = False  # before the left end and beyond the right end instead: where the theorem promises nothing

    name = "theorem 3"
    description = "the published instances of Theorem 3: every k, both ends of each window, inside it, and far out"
    symbols: ClassVar[Mapping[str, str]] = SYMBOLS

    def published(self) -> Iterator[Point]:
        """The published points, filtered."""
        return self._chosen(instances.published(3))

    def sample(self, seed: int, count: int) -> Iterator[Point]:
        """Points drawn from the seed, filtered."""
        return self._chosen(instances.drawn(3, seed, count))

    def quantities(self, point: Point, field: Field) -> Quantities:
        """The quantities at `point`."""
        return Quantities(point, field)

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        chosen = (near for point in points for near in outside(point)) if self.beyond else iter(points)
        return (point for point in chosen if self.needs(point))


@dataclass(frozen=True)
class Modewise(Whole):
    """The same points, once for each mode that a step speaks of."""

    description = "the published instances of Theorem 3: every mode, every k, and the same times"

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


def is_bounded(point: Point) -> bool:
    """k < r, at one position in time: T_k has two ends, whatever the time."""
    return point.k < point.instance.r and point.position == "left"
