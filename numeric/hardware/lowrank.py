"""W(t) from a factor Ū with fewer columns than rows, h < n, in the basis of Y, certified in doubles.

As long as no more modes have risen than there are columns, what holds of a positive definite shape holds of S = ŪŪᵀ, by
continuity: no inverse of it is needed. Later the h modes of the largest σ (1) are learned, and the others (2) follow
them. With R = S₂₁S₁₁⁻¹, γ the least of Γ₁, D = (γ/Γ₁)^½ ≤ 1 and w = Ẽ₁Γ₁^(−½),

    H = Rᵀ(Γ₂/γ)R + S₁₁⁻¹/γ,   T = (I + DHD)⁻¹,   K = H(I + D²H)⁻¹ = H − HDTDH,
    W̃₁₁ = w(I − DKD)w,   W̃₂₁ = Ẽ₂γ^(−½) R(I − D²K) Dw,   W̃₂₂ = Ẽ₂γ^(−½) RDTDRᵀ γ^(−½)Ẽ₂.

So between the scales wD and Ẽ₂γ^(−½) all is of ordinary size, and w² = Ẽ₁²/Γ₁ is the diagonal's in balls. H vanishes as
modes are learned: a power of 2, θ, is taken out of it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint
import numpy as np

from numeric.exact import Unresolved
from numeric.field import Balls
from numeric.hardware.enclosed import Enclosed, columns_times, exactly, minus, plus, times
from numeric.hardware.graded import BITS, ORDERS, GradedShape, growth, scaled_inverse
from numeric.hardware.products import parts_of
from numeric.hardware.scaled import Scaled

LARGEST_SHARE = 60
"""Binary orders by which H may be above 1: beyond, hardly anything is learned."""


@dataclass
class LowRankStart:
    """Y and W̄₀ = ŪŪᵀ in the basis of Y, as a singular shape."""

    shape: GradedShape

    def __post_init__(self) -> None:
        self._ratios: dict[int, tuple[Enclosed, Enclosed]] = {}

    @property
    def sigma(self) -> Sequence[Any]:
        return self.shape.sigma

    @property
    def rank(self) -> int:
        """h: what the rank is wherever `late` or `metric` tell anything."""
        return 0 if self.shape.factor is None else len(self.shape.factor.columns)

    @cached_property
    def first(self) -> Any:
        """The h modes of the largest σ, about."""
        return self._by_sigma[: self.rank]

    @cached_property
    def rest(self) -> Any:
        """The others."""
        return self._by_sigma[self.rank :]

    @property
    def _by_sigma(self) -> Any:
        return np.argsort([-float(x.mid()) for x in self.sigma], kind="stable")

    def ratio(self, level: int) -> tuple[Enclosed, Enclosed]:
        """R and S₁₁⁻¹, of the scaled shape. Raises Unresolved unless the start reaches the first h modes."""
        if level not in self._ratios:
            S = self.shape.scaled_shape()
            N = scaled_inverse(S.block(self.first, self.first), level)
            self._ratios[level] = times(S.block(self.rest, self.first), N, ORDERS[level][-1]), N
        return self._ratios[level]

    def metric(self, time: Fraction, level: int) -> Enclosed:
        """M = TᵀT, h×h, so that W's eigenvalues but 0 are those of MW₁₁.

        W̃ = TW̃₁₁Tᵀ with T = [I; Ẽ₂RẼ₁⁻¹], n×h, as W̃'s range is that of ẼS; and TW̃₁₁Tᵀ and TᵀTW̃₁₁ have the same
        eigenvalues but 0. Raises Unresolved.
        """
        R, _ = self.ratio(level)
        with flint.ctx.workprec(BITS):
            _, scales = self.shape.grown(growth(self.sigma, self.shape.rate, self.shape.alpha, time))
            least = min((scales[i] for i in self.first), key=lambda e: e.mid())
            T = columns_times(R, [least / scales[i] for i in self.first])
            T = columns_times(T.transposed, [scales[j] / least for j in self.rest])
        one, order = exactly((np.eye(self.rank),)), ORDERS[level][-1]
        return plus(one, times(T, T.transposed, order), parts_of(order)).symmetrized()

    def at(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, for t ≥ 0. Raises Unresolved where doubles do not tell it."""
        if self.shape.risen(time) <= self.rank:
            with suppress(Unresolved):
                return self.shape.at(time, level)
        return self.late(time, level)

    def late(self, time: Fraction, level: int) -> Scaled:
        """The same by the modes that are learned. Raises Unresolved unless the start reaches the first h modes."""
        n, h, order = len(self.sigma), self.rank, ORDERS[level][-1]
        (R, N), first, rest = self.ratio(level), self.first, self.rest
        modes = growth(self.sigma, self.shape.rate, self.shape.alpha, time)
        with flint.ctx.workprec(BITS):
            gamma, scales = self.shape.grown(modes)
            least = min((gamma[i] for i in first), key=lambda g: g.mid())
            if not least > 0:
                raise Unresolved("modes are far from being learned")
            shares = [gamma[j] / least for j in rest]
            theta = max(_exponent(x) for x in (*shares, 1 / least))
            if theta > LARGEST_SHARE:
                raise Unresolved("modes are far from being learned")
            unit = flint.arb(2) ** -theta
            D = [(least / gamma[i]).sqrt() for i in first]
            H = plus(
                times(columns_times(R.transposed, [x * unit for x in shares]), R, order),
                columns_times(N, [unit / least] * h),
                parts_of(order),
            ).symmetrized()
            RD, HD = columns_times(R, D), columns_times(H, D)
            DHD = columns_times(HD.transposed, D).symmetrized()
            T = scaled_inverse(plus(exactly((np.eye(h),)), DHD.shrunk(theta), parts_of(order)), level)
            K = minus(H, times(times(HD, T, order), HD.transposed, order).shrunk(theta), parts_of(order))
            RDDK = times(columns_times(RD, D), K, order).shrunk(theta)
            v = [scales[i] / gamma[i].sqrt() * d for i, d in zip(first, D, strict=True)]
            u = {int(j): scales[j] / least.sqrt() for j in rest}
            both = {**dict(zip(map(int, first), v, strict=True)), **u}
            answer = Scaled.empty([both[i] for i in range(n)], parts_of(order))
            own = K.symmetrized().shrunk(theta)
            answer.put(first, first, tuple(-part for part in own.parts), own.radii())
            below = minus(R, RDDK, parts_of(order))
            answer.put(rest, first, below.parts, below.radii(), mirrored=True)
            last = times(times(RD, T, order), RD.transposed, order).symmetrized()
            answer.put(rest, rest, last.parts, last.radii())
            for i in map(int, first):
                answer.own[i] = scales[i] ** 2 / gamma[i] + answer.told(i, i)
            beyond = [answer.ball(i, i) - sigma for i, sigma in enumerate(self.sigma)]
            for i in map(int, first):  # Ẽ²/Γ − σ is α²/Γ
                beyond[i] = Balls(BITS).scale(self.shape.alpha) ** 2 / modes.accumulated[i] + answer.told(i, i)
            answer.beyond = beyond
        return answer


def _exponent(x: Any) -> int:
    """k with x at most 2^k."""
    mantissa, exponent = x.abs_upper().man_exp()
    return int(exponent) + int(mantissa).bit_length()
