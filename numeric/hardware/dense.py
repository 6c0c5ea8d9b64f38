"""W(t) for a Y that is not diagonal: the graded form in an enclosed eigenbasis of Y, and back.

Let X be the sum that approximates Φ, η = ‖Φ − X‖ and w ≥ ‖W̃‖, W̃ being what the graded form has in Φ, for σ_i that are
balls around Y's eigenvalues, or the centers of groups of them. Three things are missed, each an error in norm, so that
no entry of W is off by more:

- S is XᵀW̄₀X, which is off ΦᵀW̄₀Φ by at most ‖W̄₀‖(2η_j + η_j²)‖X‖ in the entries of the j-th column, η_j for columns;
  and XᵀŪ is off ΦᵀŪ by at most η_j times the length of a column of Ū in its j-th row;
- XW̃Xᵀ is off ΦW̃Φᵀ by at most w(2η + η²)‖X‖;
- Y's block H in Φ is off diag(σ) by s in norm where there are groups, and with it commutes: so e^{cHt} is e^{cΣt} times
  what is off I by δ = e^{cts} − 1 at most, G_H lies between G(1 ± δ'), δ' = e^{2cts} − 1, and the answer is off by
  w(2δ' + 2δ + δ²)(1 + δ') at most, as the inverse of what lies between two positive definite matrices lies between
  their inverses.

For the last, in Φ, more is true. With F = αe^{cHt} the true W̃ is (I + Δ)V(I + Δ), ‖Δ‖ ≤ δ, where V is what G_H in G's
place makes of W̃. V lies between W̃/(1 ± δ'), so that by Ostrowski each eigenvalue is off by a factor between
(1 − δ)²/(1 + δ') and (1 + δ)²/(1 − δ'). And Δ and G_H − G vanish but in rows and columns g of groups. With τ = Γ/Ẽ²
there and T = Ẽ⁻¹(Γ_H − Γ)Ẽ⁻¹, which is between ±δ'τ, V = W̃ − W̃TV = W̃ − W̃TW̃ + W̃TVTW̃, and V ⪯ (Ẽ²/Γ)/(1 − δ'):
so for δ' ≤ ½

    ‖V − W̃‖ ≤ v = δ'(1 + 2δ') Σ_g τ_g‖W̃e_g‖²,
    ‖(I + Δ)V(I + Δ) − V‖ ≤ (2δ + δ²)‖V_·g‖ ≤ (2δ + δ²)(‖W̃_·g‖ + v), over all g together.
"""

from collections.abc import Sequence
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
from numeric.hardware.graded import BITS, GradedShape, growth
from numeric.hardware.lowrank import LowRankStart
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import binary_exponent, row_sums, up

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
        """The flow in Φ, with Y's eigenvalues, those in groups at their centers."""
        if level not in self._graded:
            pairs, order = self.pairs(level), ORDER + level
            with flint.ctx.workprec(BITS):
                unit = flint.arb(2) ** self.exponent
                centers = [
                    sum(map(flint.arb, parts), flint.arb(0))
                    for parts in zip(*(part.tolist() for part in pairs.values), strict=True)
                ]
                radii = np.where(pairs.grouped, 0.0, pairs.radii)
                sigma = [flint.arb(x, r) * unit for x, r in zip(centers, radii.tolist(), strict=True)]
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

    def eigenvalues(self, level: int) -> list[Any]:
        """Balls for Y's eigenvalues, in decreasing order."""
        depth = depth_of(level)
        pairs, sigma = self.pairs(depth), self.graded(depth).sigma
        with flint.ctx.workprec(BITS):
            unit = flint.arb(2) ** self.exponent
            more = [flint.arb(float(x)) * unit for x in np.where(pairs.grouped, pairs.radii, 0.0)]
            return [flint.arb(x, (x.rad() + r).upper()) for x, r in zip(sigma, more, strict=True)]

    def drift(self, time: Fraction, level: int) -> tuple[float, float]:
        """δ and δ'. Raises Unresolved where they are not small."""
        pairs = self.pairs(level)
        with flint.ctx.workprec(BITS):
            widest = flint.arb(float(pairs.radii[pairs.grouped].max(initial=0.0))) * flint.arb(2) ** self.exponent
            drift = widest * flint.arb(flint.fmpq(self.rate.numerator, self.rate.denominator))
            drift = drift * flint.arb(flint.fmpq(time.numerator, time.denominator))
            if not drift < LARGEST_SPREAD:
                raise Unresolved("eigenvalues are too close to each other for double precision")
            spread = float(drift.abs_upper())
        return (up(expm1(spread)), up(expm1(2 * spread))) if spread else (0.0, 0.0)

    def in_basis(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, which is ΦᵀWΦ but for what `share` and `missed` say. Raises Unresolved."""
        return self.graded(depth_of(level)).at(time, level)

    def share(self, time: Fraction, level: int) -> Any:
        """A ball whose upper end bounds by what share an eigenvalue of W̃ is off that of W, or that off it."""
        first, second = self.drift(time, depth_of(level))
        with flint.ctx.workprec(BITS):
            return (1 + flint.arb(first)) ** 2 / (1 - flint.arb(second)) - 1

    def missed(self, W: Scaled, time: Fraction, level: int, less: Sequence[int]) -> Any:
        """A ball whose upper end bounds by how much W̃ less these modes is off in norm, for all of a group or none."""
        depth = depth_of(level)
        pairs, sigma = self.pairs(depth), self.graded(depth).sigma
        first, second = self.drift(time, depth)
        grouped = np.flatnonzero(pairs.grouped).tolist()
        with flint.ctx.workprec(BITS):
            missed = flint.arb(0)
            if first:
                columns = _column_norms(W.less(less), grouped, {i: sigma[i] for i in less})
                modes = growth([sigma[i] for i in grouped], self.rate, self.alpha, time)
                tau = [g / (e * e) for g, e in zip(modes.accumulated, modes.scale, strict=True)]
                v = sum((x * y * y for x, y in zip(tau, columns, strict=True)), flint.arb(0))
                v = v * (second * (1 + 2 * second))
                missed = v + (2 * first + first * first) * (sum((x * x for x in columns), flint.arb(0)).sqrt() + v)
            apart = [float(pairs.radii[i]) for i in less if pairs.grouped[i]]
            return missed + flint.arb(max(apart, default=0.0)) * flint.arb(2) ** self.exponent

    def at(self, time: Fraction, level: int) -> Scaled:
        """W(t), n×n, for t > 0. Raises Unresolved where doubles do not tell it."""
        depth = depth_of(level)
        W, pairs, n = self.graded(depth).at(time, level), self.pairs(depth), len(self.target.rows)
        with flint.ctx.workprec(BITS):
            half = max(binary_exponent(W.ball(i, i)) for i in range(n)) // 2
            parts, radius = W.written_out([half] * n)
            inner = Enclosed(tuple(parts), up(radius.max(axis=1)), np.ones(n))
        eta = pairs.distance
        size = float(up(row_sums(inner.bounds()).max()))
        first, second = self.drift(time, depth)
        missed = up(size * (1.01 * (2 * eta + eta * eta) + (2 * second + 2 * first + first * first) * (1 + second)), 16)
        X, order = exactly(pairs.vectors), ORDER + depth
        found = times(times(X, inner, order), X.transposed, order)
        answer = Scaled.empty([flint.arb(2) ** half] * n, len(found.parts))
        everything = np.arange(n)
        answer.put(everything, everything, found.parts, up(found.radii() + missed))
        return answer


def depth_of(level: int) -> int:
    """How far eigenpairs are refined at this level."""
    return min(level, len(EIGENPAIR_ORDERS) - 1)


def _column_norms(W: Scaled, columns: Any, more: dict[int, Any]) -> list[Any]:
    """Upper bounds, balls, of the norms of these columns of W, with `more` on the diagonal."""
    half = -(-W.largest_exponent() // 2)
    parts, radius = W.written_out([half] * W.n)
    size = up(sum(np.abs(part) for part in parts) + radius, 8)[:, columns]
    norms = up(np.sqrt(up((size * size).sum(axis=0), W.n + 2)), 2)
    unit, zero = flint.arb(4) ** half, flint.arb(0)
    return [
        flint.arb(x) * unit + abs(more.get(int(i), zero)).upper() for i, x in zip(columns, norms.tolist(), strict=True)
    ]
