"""W(t) with relative accuracy in entries whose leading terms vanish exactly, at a cost that α does not raise.

In the basis of Y let S be the shape, x_k = α²G_k, E = e^{cΣt}: W̃ = α²E N E with N = S(I + XS)⁻¹. Where S_ij is 0, N_ij
is a sum of terms as small as products of x's: no sum of balls of ordinary size tells it, and they do if all that is
large is exact. Read y = Su as a relation of two vectors; N is what u = w − Xy makes of it. To exchange the learned
modes L, those with x_k ≥ 1, is to solve for (u_L, y_R) from (y_L, u_R), which is exact:

    P_LL = S_LL⁻¹,   P_LR = −S_LL⁻¹S_LR,   P_RL = S_RLS_LL⁻¹,   P_RR = S_RR − S_RLS_LL⁻¹S_LR.

With x'_k = 1/x_k on L, x_k elsewhere, no x' is above 1, F = P(I + X'P)⁻¹ comes from P by one step a mode, in which
P_ij − P_ik P_kj x'_k/(1 + x'_kP_kk) takes the place of P_ij, and

    W̃ = Σ_L + diag(1/G_L) + diag(s) [−F_L·; F_R·] diag(s),   s = e/(αG) on L, αe elsewhere.

What is 0 in P is exactly 0, and becomes the first product that is not: later steps, of smaller x', add smaller ones.
Every step is one of balls, so that nothing rests on L or on the order but how narrow they are.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import flint

from numeric.closed_form import Flow, accumulated_growth, growth
from numeric.field import Unresolved
from numeric.frame import Frame
from numeric.matrices import Rows, to_flint
from numeric.problem import Problem


def applies(problem: Problem) -> bool:
    """Whether there may be an exact P: for a basis of Y that is known, and for all modes learned in any."""
    return problem.diagonal is not None or problem.eigenbasis is not None or problem.is_regular


@dataclass
class Exchange:
    """What does not depend on time, at the precision of the `frame`."""

    problem: Problem
    frame: Frame
    _last: dict[tuple[int, ...], Any] = field(default_factory=dict)

    def at(self, flow: Flow, digits: int) -> Any:
        """W(t), n×n, in the coordinates of Y.

        In an irrational basis P is exact for no modes but all, when Φ diag(Σ)Φᵀ is Y: raises Unresolved where some mode
        is not yet learned to so many digits, and the graded form does as well.
        """
        G = accumulated_growth(flow)
        x = [flow.alpha**2 * g for g in G]
        if self._shape is None:
            if not all(size > flint.arb(10) ** digits for size in x):
                raise Unresolved("the basis of Y is not exact, and not all modes are learned")
            L = tuple(range(flow.n))
        else:
            L = tuple(k for k in self._independent if flow.sigma[k] >= 0 and x[k].mid() >= 1)
        F = _eliminated(self._exchanged(L), [1 / x[k] if k in L else x[k] for k in range(flow.n)])
        scale = [flow.alpha * e for e in growth(flow)]
        for k in L:
            scale[k] = scale[k] / x[k]
        rows = F.tolist()
        for i, row in enumerate(rows):
            turned = -scale[i] if i in L else scale[i]
            rows[i] = [turned * scale[j] * entry for j, entry in enumerate(row)]
        for k in L:
            rows[k][k] += 1 / G[k]
        return self._with_learned(L, flint.arb_mat(rows), flow)

    @cached_property
    def _shape(self) -> Any | None:
        """ΦᵀW̄₀Φ, exactly; None in an irrational basis."""
        order = self.frame.order
        if order is not None:
            start = self.problem.start
            return to_flint([[start[i][j] for j in order] for i in order])
        return None if self._basis is None else self._basis.transpose() * to_flint(self.problem.start) * self._basis

    @cached_property
    def _basis(self) -> Any | None:
        """Φ, where it is known exactly and not a permutation."""
        return None if self.problem.eigenbasis is None else to_flint(self.problem.eigenbasis[1])

    @cached_property
    def _independent(self) -> tuple[int, ...]:
        """Modes whose rows of S depend on none before: those that can be exchanged, whichever come first."""
        if self.problem.is_regular or self._shape is None:
            return tuple(range(self.problem.n))
        echelon, rank = self._shape.rref()  # S is symmetric
        return tuple(next(j for j in range(self.problem.n) if echelon[i, j] != 0) for i in range(rank))

    def _exchanged(self, L: tuple[int, ...]) -> Any:
        """P in balls; it is kept for the next time, at which mostly the same modes are learned."""
        if L not in self._last:
            if self._shape is None:
                P = self.frame.inverse_shape(self.problem)
            else:
                P = flint.arb_mat(exchanged(self._shape, L))
            self._last.clear()
            self._last[L] = P
        return self._last[L]

    def _with_learned(self, L: tuple[int, ...], rest: Any, flow: Flow) -> Any:
        """Φ(Σ_L + rest)Φᵀ, the first exact where that is of use."""
        if self.frame.order is not None:
            for k in L:
                rest[k, k] = rest[k, k] + flow.sigma[k]
            return self.frame.back(rest)
        if self._basis is None or self.problem.eigenbasis is None or len(L) == self.problem.n:
            return self.frame.back(rest) + flint.arb_mat(to_flint(self.problem.target))
        if not L:
            return self.frame.back(rest)
        sigma, basis = self.problem.eigenbasis
        return self.frame.back(rest) + flint.arb_mat(_part(sigma, basis, L))


def exchanged(shape: Any, L: tuple[int, ...]) -> Any:
    """P of the exact shape, n×n, for a regular S_LL."""
    n = int(shape.nrows())
    if not L:
        return shape
    R = [k for k in range(n) if k not in L]
    corner = _block(shape, L, L).inv()
    if not R:
        return corner
    across = corner * _block(shape, L, R)
    rest = _block(shape, R, R) - _block(shape, R, L) * across
    P = flint.fmpq_mat(n, n)
    for rows, columns, part in ((L, L, corner), (L, R, -across), (R, L, across.transpose()), (R, R, rest)):
        for i, row in zip(rows, part.tolist(), strict=True):
            for j, x in zip(columns, row, strict=True):
                P[i, j] = x
    return P


def _block(a: Any, rows: Any, columns: Any) -> Any:
    return flint.fmpq_mat([[a[i, j] for j in columns] for i in rows])


def _part(sigma: Any, basis: Rows, L: tuple[int, ...]) -> Any:
    """Σ_{k∈L} σ_kφ_kφ_kᵀ, exactly."""
    vectors = to_flint([[row[k] for k in L] for row in basis])
    scaled = to_flint([[sigma[k] * row[k] for k in L] for row in basis])
    return scaled * vectors.transpose()


def _eliminated(P: Any, weights: list[Any]) -> Any:
    """P(I + XP)⁻¹ for X = diag(weights), the largest first."""
    n = len(weights)
    for k in sorted(range(n), key=lambda k: weights[k].mid(), reverse=True):
        share = weights[k] / (1 + weights[k] * P[k, k])
        column = flint.arb_mat(n, 1, [P[i, k] for i in range(n)])
        row = flint.arb_mat(1, n, [share * P[k, j] for j in range(n)])
        P = P - column * row
    return P
