"""W(t) from a factor Ū with fewer columns than rows, h < n, in the basis of Y, certified in doubles.

As long as no more modes have risen than there are columns, what holds of a positive definite shape holds of S = ŪŪᵀ, by
continuity: no inverse of it is needed. Later the h modes of the largest σ (1) are learned, and the others (2) follow
them. With R = S₂₁S₁₁⁻¹, γ the least of Γ₁, D = (γ/Γ₁)^½ ≤ 1 and w = Ẽ₁Γ₁^(−½),

    H = Rᵀ(Γ₂/γ)R + S₁₁⁻¹/γ,   T = (I + DHD)⁻¹,   K = H(I + D²H)⁻¹ = H − HDTDH,
    W̃₁₁ = w(I − DKD)w,   W̃₂₁ = Ẽ₂γ^(−½) R(I − D²K) Dw,   W̃₂₂ = Ẽ₂γ^(−½) RDTDRᵀ γ^(−½)Ẽ₂.

So between the scales wD and Ẽ₂γ^(−½) all is of ordinary size, and w² = Ẽ₁²/Γ₁ is the diagonal's in balls. H vanishes as
modes are learned: a power of 2, θ, is taken out of it.
"""

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from numeric.exact import Unresolved
from numeric.hardware.enclosed import columns_times, exactly, minus, plus, times
from numeric.hardware.graded import BITS, ORDERS, GradedShape, growth, scaled_inverse
from numeric.hardware.products import parts_of
from numeric.hardware.scaled import Scaled

LARGEST_SHARE = 60
"""Binary orders by which H may be above 1: beyond, hardly anything is learned."""


@dataclass
class LowRankStart:
    """Y and W̄₀ = ŪŪᵀ in the basis of Y, as a singular shape."""

    shape: GradedShape

    @property
    def rank(self) -> int:
        """h, at most."""
        return 0 if self.shape.factor is None else len(self.shape.factor.columns)

    def at(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, for t > 0. Raises Unresolved where doubles do not tell it."""
        if self.shape.risen(time) <= self.rank:
            with suppress(Unresolved):
                return self.shape.at(time, level)
        return self.late(time, level)

    def late(self, time: Fraction, level: int) -> Scaled:
        """The same by the modes that are learned. Raises Unresolved unless the start reaches the first h modes."""
        n, h, order = len(self.shape.sigma), self.rank, ORDERS[level][-1]
        by_sigma = sorted(range(n), key=lambda i: -float(self.shape.sigma[i].mid()))
        first, rest = np.array(by_sigma[:h]), np.array(by_sigma[h:])
        S, modes = self.shape.scaled_shape(), growth(self.shape.sigma, self.shape.rate, self.shape.alpha, time)
        N = scaled_inverse(S.block(first, first), level)
        R = times(S.block(rest, first), N, order)
        with flint.ctx.workprec(BITS):
            gamma, scales = self.shape.grown(modes)
            least = min((gamma[i] for i in first), key=lambda g: g.mid())
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
                answer.own[i] = scales[i] ** 2 / gamma[i] + answer.ball(i, i)
        return answer


def _exponent(x: Any) -> int:
    """k with x at most 2^k."""
    mantissa, exponent = x.abs_upper().man_exp()
    return int(exponent) + int(mantissa).bit_length()
