"""The exact law of when half of each mode is learned from a Gaussian start, but for the pivot law's error.

W̄₀ = ŪŪᵀ, the entries of Ū, n×h, being independent standard normal numbers; others of variance s² are these with αs in
place of α. By Bartlett's decomposition the pivots p_k of W̄₀ in any basis of Y, k ≤ min(n, h), are independent, and p_k
is χ² with h − k + 1 degrees of freedom. By the pivot law half of mode k is learned at the time

    T_k = log(σ_k/a − 1)/(2cσ_k),  a = α²p_k,

give or take an error that vanishes with α; where a ≥ σ_k/2 it is from the start, and T_k stands for 0. So T_k ≤ t where
p_k ≥ σ_k/(α²(1 + e^{2cσ_k t})).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric import wishart
from numeric.exact import Scale, Unresolved
from numeric.field import Balls
from numeric.matrices import Row

PRECISIONS = (128, 256, 512)
ACCURACY = 64
"""Bits of a probability or a time that are certain."""


@dataclass(frozen=True)
class HalfTime:
    """T_k as a random number: of a mode with this σ, whose pivot is χ² with so many degrees of freedom."""

    sigma: Fraction
    degrees: int
    alpha: Scale
    rate: Fraction

    def chance(self, t: Fraction) -> Any:
        """P(T_k ≤ t), for t ≥ 0, in a narrow ball. Raises Unresolved where there is none at any precision tried."""

        def at(field: Balls) -> Any:
            grown = (2 * field.number(self.rate * self.sigma * t)).exp()
            least = field.number(self.sigma) / (field.scale(self.alpha) ** 2 * (1 + grown))
            return wishart.chi_square_above(self.degrees, least)

        return _narrow(at)

    def quantile(self, level: Fraction) -> Any:
        """The t at which P(T_k ≤ t) is the level, between 0 and 1; 0 where half is learned at once more often.

        In a narrow ball. Raises Unresolved where there is none at any precision tried.
        """

        def at(field: Balls) -> Any:
            pivot = wishart.chi_square_quantile(field, self.degrees, 1 - level)
            odds = field.number(self.sigma) / (field.scale(self.alpha) ** 2 * pivot) - 1
            if odds <= 1:
                return field.number(0)
            return field.log(odds) / (2 * field.number(self.rate * self.sigma))

        return _narrow(at)


def _narrow(compute: Callable[[Balls], Any]) -> Any:
    for field in map(Balls, PRECISIONS):
        with field.working():
            found = compute(field)
            if found == 0 or found.rel_accuracy_bits() > ACCURACY:
                return found
    raise Unresolved("what the exact law says of a half-learning time could not be told")


def half_times(spectrum: Row, h: int, alpha: Scale, rate: Fraction) -> tuple[HalfTime, ...]:
    """Of each mode that a factor of width h learns, k ≤ min(r, h): they are independent."""
    learned = min(sum(sigma > 0 for sigma in spectrum), h)
    return tuple(HalfTime(spectrum[k], h - k, alpha, rate) for k in range(learned))
