"""W(t) for a Y that is not diagonal: the graded form in an enclosed eigenbasis of Y, and back.

Let X be the sum that approximates Φ, η = ‖Φ − X‖ and w ≥ ‖W̃‖, W̃ being what the graded form has for σ_i at the centers
of their groups. Three things are missed, each an error in norm, so that no entry of W is off by more:

- S is XᵀW̄₀X, which is off ΦᵀW̄₀Φ by at most ‖W̄₀‖(2η_j + η_j²)‖X‖ in the entries of the j-th column, η_j for columns;
  and XᵀŪ is off ΦᵀŪ by at most η_j times the length of a column of Ū in its j-th row;
- XW̃Xᵀ is off ΦW̃Φᵀ by at most w(2η + η²)‖X‖;
- Y's block H in Φ is off diag(σ) by s in norm, with which it commutes: so e^{cHt} is e^{cΣt} times what is off I by
  δ = e^{cts} − 1 at most, G_H lies between G(1 ± δ'), δ' = e^{2cts} − 1, and the answer is off by
  w(2δ' + 2δ + δ²)(1 + δ') at most, as the inverse of what lies between two positive definite matrices lies between
  their inverses.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import expm1
from typing import Any

import flint
import numpy as np

from numeric.exact import Scale, Unresolved
from numeric.hardware.eigenpairs import ORDERS as EIGENPAIR_ORDERS
from numeric.hardware.eigenpairs import Eigenpairs, eigenpairs
from numeric.hardware.enclosed import Enclosed, exactly, times
from numeric.hardware.graded import BITS, GradedShape
from numeric.hardware.lowrank import LowRankStart
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import row_sums, scaled_by, up

ORDER = 6
LARGEST_SPREAD = 1e-3
"""What s·c·t may be, for the groups of eigenvalues to be taken for one."""


@dataclass
class DenseTarget:
    """Y and W̄₀, n×n, α and c; and Ū, n×h, if W̄₀ = ŪŪᵀ is singular."""

    target: Enclosed
    start: Enclosed
    alpha: Scale
    rate: Fraction
    factor: Enclosed | None = None

    @cached_property
    def exponent(self) -> int:
        """k with the largest entry of Y near 2^k."""
        return int(np.frexp(np.abs(self.target.parts[0]).max())[1])

    def __post_init__(self) -> None:
        self._pairs: dict[int, Eigenpairs] = {}
        self._graded: dict[int, GradedShape | LowRankStart] = {}

    def pairs(self, level: int) -> Eigenpairs:
        """Of Y/2^exponent."""
        if level not in self._pairs:
            one = np.ldexp(np.ones(len(self.target.rows)), -self.exponent)
            self._pairs[level] = eigenpairs(self.target.scaled(one, np.ones(len(one))), level)
        return self._pairs[level]

    def graded(self, level: int) -> GradedShape | LowRankStart:
        """The flow in Φ, with Y's eigenvalues at the centers of their groups."""
        if level not in self._graded:
            pairs, order = self.pairs(level), ORDER + level
            with flint.ctx.workprec(BITS):
                unit = flint.arb(2) ** self.exponent
                sigma = [
                    sum((flint.arb(float(x)) for x in parts), flint.arb(0)) * unit
                    for parts in zip(*pairs.values, strict=True)
                ]
            X = exactly(pairs.vectors)
            eta = float(pairs.distances.max())
            shape = times(X.transposed, times(self.start, X, order), order)
            size = float(up(row_sums(self.start.bounds()).max()))
            rows = up(shape.rows * shape.columns.max() + up(size * 1.01 * (2 * eta + eta * eta), 8))
            known = Enclosed(shape.parts, rows, np.ones(len(rows))).symmetrized()
            if self.factor is None:
                self._graded[level] = GradedShape(sigma, known, self.alpha, self.rate)
            else:
                factor = self._in_basis(self.factor, X, pairs, order)
                self._graded[level] = LowRankStart(GradedShape(sigma, known, self.alpha, self.rate, factor))
        return self._graded[level]

    @staticmethod
    def _in_basis(factor: Enclosed, X: Enclosed, pairs: Eigenpairs, order: int) -> Enclosed:
        """ΦᵀŪ."""
        turned, bounds = times(X.transposed, factor, order), factor.bounds()
        length = float(up(np.sqrt(up((bounds * bounds).sum(axis=0).max(), len(bounds) + 2))))
        rows = up(turned.rows * turned.columns.max() + pairs.distances * length, 8)
        return Enclosed(turned.parts, rows, np.ones(len(turned.columns)))

    def at(self, time: Fraction, level: int) -> Scaled:
        """W(t), n×n, for t > 0. Raises Unresolved where doubles do not tell it."""
        depth = min(level, len(EIGENPAIR_ORDERS) - 1)
        W, pairs, n = self.graded(depth).at(time, level), self.pairs(depth), len(self.target.rows)
        with flint.ctx.workprec(BITS):
            widest = max(_exponent(W.ball(i, i)) for i in range(n))
            half = widest // 2
            unit = flint.arb(2) ** -half
            inner = _written_out(W, [w * unit for w in W.scales], unit)
            drift = flint.arb(flint.fmpq(self.rate.numerator, self.rate.denominator)) * flint.arb(
                flint.fmpq(time.numerator, time.denominator)
            )
            drift = drift * flint.arb(pairs.spread) * flint.arb(2) ** self.exponent
            if not drift < LARGEST_SPREAD:
                raise Unresolved("eigenvalues are too close to each other for double precision")
            spread = float(drift.abs_upper())
        eta = pairs.distance
        size = float(up(row_sums(inner.bounds()).max()))
        first, second = up(expm1(spread)), up(expm1(2 * spread))
        missed = up(size * (1.01 * (2 * eta + eta * eta) + (2 * second + 2 * first + first * first) * (1 + second)), 16)
        X, order = exactly(pairs.vectors), ORDER + depth
        found = times(times(X, inner, order), X.transposed, order)
        answer = Scaled.empty([flint.arb(2) ** half] * n, len(found.parts))
        everything = np.arange(n)
        answer.put(everything, everything, found.parts, up(found.radii() + missed))
        return answer


def _written_out(W: Scaled, scales: list[Any], unit: Any) -> Enclosed:
    """W in the units that its scales are in now, as a sum of doubles."""
    parts, radius = scaled_by(W.parts, W.radius, scales)
    for i, own in W.own.items():
        rest = own * unit * unit
        for part in parts:
            part[i, i] = float(rest.mid())
            rest = rest - flint.arb(float(part[i, i]))
        radius[i, i] = up(float(rest.abs_upper()))
    n = W.n
    rows = up(radius.max(axis=1))
    return Enclosed(tuple(parts), rows, np.ones(n))


def _exponent(x: Any) -> int:
    """k with |x| near 2^k, of an upper bound of the ball x."""
    mantissa, exponent = x.abs_upper().man_exp()
    return int(exponent) + int(mantissa).bit_length()
