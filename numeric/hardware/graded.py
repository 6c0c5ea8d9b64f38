"""W(t) from a positive definite shape, in the basis of Y, certified in doubles.

With Ẽ = αe^{cΣt} and Γ = α²G the closed form MV (5) is W̃ = ẼS(I + ΓS)⁻¹Ẽ: only the diagonal Ẽ and Γ depend on α and
on time. S is scaled by powers of 2 to a diagonal near 1, which rounds nothing; then modes of Γ_i > 1 are called risen
(L), the others low (N), and absent where Γ_i < 2^−ABSENT. By Woodbury's identity, first for N and then for L,

    D = S − S_·N Z S_N·,              Z = (S_NN + Γ_N⁻¹)⁻¹,
    S(I + ΓS)⁻¹ = D − D_·L Q D_L·,    Q = (D_LL + Γ_L⁻¹)⁻¹,

and where rows or columns are risen, D_LL − D_LL Q D_LL = Γ_L⁻¹ − Γ_L⁻¹QΓ_L⁻¹ and D_RL − D_RL Q D_LL = D_RL QΓ_L⁻¹. So
with Γ_L⁻¹ among the scales, Q, D_RL Q and D_RR − D_RL Q D_LR are all there is to compute, R being the others than L: of
ordinary size, from matrices that are about as well conditioned as the scaled shape, whatever α is. What is huge or
minute are the n scales alone. A risen W̃_ii is Ẽ_i²/Γ_i less a part that vanishes as it is learned, and Ẽ_i²/Γ_i − σ_i
is α²/Γ_i: so W̃_ii − σ_i is told without cancellation.

Of absent modes A, Z has |Z_ij|² ≤ Γ_iΓ_j, as Z ⪯ Γ; and Z_NN changes as S_NN would by a matrix P with
|P_ij|² ≤ P_iiP_jj and P ⪯ S_NA Γ_A S_AN. From a factor, the same holds of what D changes by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint
import numpy as np

from numeric.exact import Scale
from numeric.field import Balls, Unresolved
from numeric.hardware.enclosed import Enclosed, columns_times, exactly, minus, plus, times
from numeric.hardware.inverse import inverse
from numeric.hardware.products import parts_of
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import of_arbs, up

BITS = 256
"""Of the balls that hold scales and diagonals."""
ABSENT = 320
"""Binary orders by which a mode's Γ is below 1 where it is absent."""
ORDERS = ((5,), (6,), (5, 7), (5, 7, 8))
"""Of the residuals for an inverse, by level; the last is that of other products too."""


@dataclass(frozen=True)
class Growth:
    """Of each mode at one time, in balls: Ẽ_i = αe^{cσ_i t} and Γ_i = α²(e^{2cσ_i t} − 1)/σ_i, or 2cα²t."""

    scale: list[Any]
    accumulated: list[Any]


def growth(sigma: Sequence[Any], rate: Fraction, alpha: Scale, time: Fraction) -> Growth:
    """Of the eigenvalues σ, as balls, at the time t > 0."""
    # e^x loses as many bits as x has before the point
    field = Balls(BITS + max(time.numerator.bit_length(), 1) + abs(alpha.exponent).bit_length() + 64)
    with field.working():
        square, twice = field.scale(alpha) ** 2, field.number(2 * rate * time)
        scale, accumulated = [], []
        for s in sigma:
            x = twice * s
            grown = x.exp()
            scale.append((square * grown).sqrt())
            accumulated.append(square * (twice * _mean_growth(x) if abs(x) < 1 else (grown - 1) / s))
    return Growth(scale, accumulated)


def _mean_growth(x: Any) -> Any:
    """(eˣ − 1)/x, or 1, for the ball x within (−1, 1), where the slope is between 0 and 1."""
    middle = x.mid()
    return flint.arb(flint.arb(1) if middle == 0 else middle.expm1() / middle, x.rad())


@dataclass
class GradedShape:
    """What does not depend on time: σ as balls, and S, n×n, in the basis of Y; and if S = ŪŪᵀ is singular, Ū, n×h."""

    sigma: Sequence[Any]
    shape: Enclosed
    alpha: Scale
    rate: Fraction
    factor: Enclosed | None = None

    @cached_property
    def exponents(self) -> Any:
        """k with S_ii between 2^(2k_i − 1) and 2^(2k_i + 1)."""
        return np.frexp(np.diag(self.shape.parts[0]))[1] // 2

    def scaled_shape(self) -> Enclosed:
        """S' with S_ij = 2^(k_i + k_j) S'_ij; not kept, as it is made at once and takes as much memory as S."""
        powers = np.ldexp(1.0, -self.exponents)
        return self.shape.scaled(powers, powers)

    def risen(self, time: Fraction) -> int:
        """How many modes have."""
        with flint.ctx.workprec(BITS):
            return sum(bool(g > 1) for g in self.grown(growth(self.sigma, self.rate, self.alpha, time))[0])

    def grown(self, modes: Growth) -> tuple[list[Any], list[Any]]:
        """Γ and Ẽ, for the scaled shape."""
        powers = [flint.arb(2) ** int(k) for k in self.exponents]
        gamma = [g * p * p for g, p in zip(modes.accumulated, powers, strict=True)]
        return gamma, [e * p for e, p in zip(modes.scale, powers, strict=True)]

    def at(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, for t ≥ 0. Raises Unresolved where doubles do not tell it."""
        modes = growth(self.sigma, self.rate, self.alpha, time)
        with flint.ctx.workprec(BITS):
            gamma, scales = self.grown(modes)
            floor = flint.arb(2) ** -ABSENT
            risen = np.array([bool(g > 1) for g in gamma])
            low = np.flatnonzero(~risen & np.array([bool(g > floor) for g in gamma]))
            answer = _answer(self._without_low(gamma, low, risen, level), gamma, scales, risen, level)
            answer.beyond = self._beyond(answer, modes.accumulated, risen)
            return answer

    def _beyond(self, W: Scaled, accumulated: list[Any], risen: Any) -> list[Any]:
        square = Balls(BITS).scale(self.alpha) ** 2
        return [
            square / g + W.told(i, i) if is_risen else W.ball(i, i) - sigma
            for i, (g, is_risen, sigma) in enumerate(zip(accumulated, risen, self.sigma, strict=True))
        ]

    def _without_low(self, gamma: list[Any], low: Any, risen: Any, level: int) -> Enclosed:
        """D."""
        n, order = len(gamma), ORDERS[level][-1]
        absent = n - len(low) - int(risen.sum())
        # as in the module's docstring, |S_ij| being at most 2
        lost = 8.0 * n * n * 2.0 ** (-ABSENT // 2) if absent else 0.0
        if self.factor is not None:
            U = self.factor.scaled(np.ldexp(1.0, -self.exponents), np.ones(len(self.factor.columns)))
            M = _of_columns(U.block(low, np.arange(U.shape[1])), [gamma[i] for i in low], level)
            D = times(times(U, M, order), U.transposed, order).symmetrized()
        else:
            D = S = self.scaled_shape()
            if len(low):
                across = S.block(low, np.arange(n))
                Z = _saturated(S.block(low, low), [gamma[i] for i in low], level, lost)
                D = minus(S, times(across.transposed, times(Z, across, order), order), parts_of(order))
        return Enclosed(D.parts, up(D.rows * D.columns.max() + lost), np.ones(n))


def _of_columns(U: Enclosed, gamma: list[Any], level: int) -> Enclosed:
    """(I + UᵀΓU)⁻¹, h×h, with which D = Ū(I + Ū_NᵀΓ_NŪ_N)⁻¹Ūᵀ."""
    h, order = len(U.columns), ORDERS[level][-1]
    one = exactly((np.eye(h),))
    if not gamma:
        return one
    return scaled_inverse(plus(one, times(columns_times(U.transposed, gamma), U, order), parts_of(order)), level)


def scaled_inverse(a: Enclosed, level: int) -> Enclosed:
    """A⁻¹ of the symmetric A, scaled to a diagonal near 1 on the way. Raises Unresolved."""
    powers = np.ldexp(1.0, -(np.frexp(np.diag(a.parts[0]))[1] // 2))
    return inverse(a.symmetrized().scaled(powers, powers), ORDERS[level]).scaled(powers, powers)


def _answer(D: Enclosed, gamma: list[Any], scales: list[Any], risen: Any, level: int) -> Scaled:
    L, R = np.flatnonzero(risen), np.flatnonzero(~risen)
    squares = {int(i): scales[i] ** 2 / gamma[i] for i in L}
    order = ORDERS[level][-1]
    turned = [s / g if is_risen else s for s, g, is_risen in zip(scales, gamma, risen, strict=True)]
    if not len(L):
        answer = Scaled.empty(turned, parts_of(order))
        answer.put(R, R, D.parts, D.radii())
        return answer
    Q = _saturated(D.block(L, L), [gamma[i] for i in L], level)
    answer = Scaled.empty(turned, parts_of(order))
    answer.put(L, L, tuple(-part for part in Q.parts), Q.radii())
    if len(R):
        across = D.block(R, L)
        G = times(across, Q, order)
        answer.put(R, L, G.parts, G.radii(), mirrored=True)
        rest = minus(D.block(R, R), times(G, across.transposed, order), parts_of(order))
        answer.put(R, R, rest.parts, rest.radii())
    for i, square in squares.items():
        answer.own[i] = square + answer.ball(i, i)  # Γ⁻¹ − Γ⁻²Q_ii, in units of the scales
    return answer


def _saturated(S: Enclosed, gamma: list[Any], level: int, lost: float = 0.0) -> Enclosed:
    """(S + Γ⁻¹)⁻¹, scaled to a diagonal near 1 for the inversion; `lost` bounds row sums of what S misses besides."""
    diagonal = [flint.arb(x) + 1 / g for x, g in zip(S.diagonal(), gamma, strict=True)]
    halves = np.array([half_exponent(x) for x in diagonal])
    if np.abs(halves).max() > ABSENT:
        raise Unresolved("the matrix is singular, or nearly so")
    powers = np.ldexp(1.0, -halves)
    count = parts_of(ORDERS[level][-1])
    values, missed = of_arbs([x * flint.arb(4) ** int(-k) for x, k in zip(diagonal, halves, strict=True)], count)
    B = S.scaled(powers, powers).with_diagonal(values)
    return inverse(B, ORDERS[level], more=float(missed.max()) + lost).scaled(powers, powers)


def half_exponent(x: Any) -> int:
    """k with x between 2^(2k − 1) and 2^(2k + 1). Raises Unresolved where x is not certainly positive."""
    if not x > 0:
        raise Unresolved("a diagonal entry could not be shown to be positive")
    mantissa, exponent = x.mid().man_exp()
    return (int(exponent) + int(mantissa).bit_length()) // 2
