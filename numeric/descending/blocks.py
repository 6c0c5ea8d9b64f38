"""One step of gradient descent in the basis of Y, with a bound on how far the iterate kept is from the true one.

U⁺ = (I + η(Σ − W))U. Of ρ rows of U that are independent, the pivots, V is the Gram matrix, and the other rows are N
times these: W has the blocks V, NV and NVNᵀ. As each row moves by U_i⁺ = U_i((1 + ησ_i)I − ηUᵀU),

    V⁺ = BVBᵀ,   N⁺ = N + η(Σ_o N − NΣ)B⁻¹,   B = I − ηZ,   Z = (V − Σ) + VNᵀN,

Σ and Σ_o being those of the pivots and of the others; so the rank stays, and nothing cancels. A learned mode is kept as
V_ii − σ_i, whose first term shrinks by 1 − 2ησ_i, so that small distances from σ_i are kept to all digits as well.

Balls alone would widen by about 1 + 2ησ a step. Here the iterate kept is a matrix of exact numbers, and e bounds each
entry's distance from the true one: by the mean value theorem e⁺ ≤ |DF|e + (rounding), |DF| entry by entry over all
that e allows. DF, in which the true contraction is seen, is written out in `Coupled._spread`.
"""

from collections.abc import Sequence
from typing import Any

import flint

from numeric.exact import Unresolved

LOW_BITS = 64
"""Precision of what bounds errors."""
WIDEST = 8
"""An error of more than this part of what it is about says nothing any more."""
HUGE_BITS = 100_000
"""An iterate beyond two to this power grows for ever."""


class Diverged(ArithmeticError):
    """W grows without bound."""


class Single:
    """A mode that no other is coupled with: one number."""

    def __init__(self, row: int, sigma: Any, start: Any, eta: Any, bits: int) -> None:
        self.rows, self.others = [row], []  # type: tuple[list[int], list[int]]
        self._sigma, self._eta, self._bits = sigma, eta, bits
        self._shrink = 1 - 2 * eta * sigma
        self._x, self._e = start.mid(), start.rad()
        self._learned = False
        self._limit, self._huge = 1 / (WIDEST * eta), flint.arb(2) ** HUGE_BITS

    def step(self) -> None:
        """One step. Raises Unresolved where too little is known to go on, Diverged."""
        kept, sigma, eta = self._x, self._sigma, self._eta
        gap = kept if self._learned else kept - sigma
        x = kept + sigma if self._learned else kept
        if self._learned:
            new = kept * (self._shrink + eta * kept * (eta * x - 2))
        else:
            factor = 1 - eta * gap
            new = x * factor * factor
        if not self._e.is_zero():
            flint.ctx.prec = LOW_BITS
            wide, factor = flint.arb(x, self._e), 1 - eta * flint.arb(gap, self._e)
            self._e = (factor * (factor - 2 * eta * wide)).abs_upper() * self._e
            flint.ctx.prec = self._bits
        self._e = self._e + new.rad()
        self._x = new.mid()
        if not self._e * WIDEST < self._limit * WIDEST + abs(self._x):
            raise Unresolved("the error outgrew what is iterated")
        if self._x > self._huge:
            raise Diverged
        self._choose()

    def _choose(self) -> None:
        """Keep the smaller one of V and V − σ."""
        if self._learned:
            if abs(self._x) * 2 > self._sigma:
                moved = self._x + self._sigma
            else:
                return
        else:
            moved = self._x - self._sigma
            if not abs(moved) * 4 < self._x:
                return
        self._learned = not self._learned
        self._x, self._e = moved.mid(), self._e + moved.rad()

    def gram(self) -> Any:
        """V, 1×1."""
        x = flint.arb(self._x, self._e)
        return flint.arb_mat([[x + self._sigma if self._learned else x]])

    def gaps(self) -> list[Any]:
        """V_ii − σ_i."""
        x = flint.arb(self._x, self._e)
        return [x if self._learned else x - self._sigma]

    def combination(self) -> None:
        """N, which has no rows."""


class Coupled:
    """Modes that move together: `rows` are the pivots, ρ of them, and `others` the rows that N makes of these."""

    def __init__(
        self,
        rows: Sequence[int],
        others: Sequence[int],
        sigma: Sequence[Any],
        start: tuple[Any, Any],
        eta: Any,
        bits: int,
    ) -> None:
        """`sigma` are all of Y's eigenvalues; `start` has V, ρ×ρ, and N, or None without others, in balls."""
        self.rows, self.others = list(rows), list(others)
        self._eta, self._bits, self._size = eta, bits, len(rows)
        self._sigma = [sigma[i] for i in rows]
        self._shrink = [1 - 2 * eta * s for s in self._sigma]
        V, N = start
        self._kept, self._e = V.mid(), _radii(V)
        self._learned = [False] * len(rows)
        self._N: Any = None if N is None else N.mid()
        self._f: Any = None if N is None else _radii(N)
        self._apart: Any = flint.arb_mat([[sigma[i] - s for s in self._sigma] for i in others]) if others else None
        self._limit, self._huge = 1 / (WIDEST * eta), flint.arb(2) ** HUGE_BITS
        self._identity = _diagonal([flint.arb(1)] * len(rows))

    def step(self) -> None:
        """One step. Raises Unresolved where too little is known to go on, Diverged."""
        eta, N = self._eta, self._N
        V, E = self._pair(self._kept)
        VM = None if N is None else V * (N.transpose() * N)
        Z = E if VM is None else E + VM
        T = Z * V
        S = T * Z.transpose()
        R = T - S * (eta / 2)
        new = V - (R + R.transpose()) * eta
        for i, learned in enumerate(self._learned):
            if learned:  # E_ii − 2ησE_ii − 2η(VM)_iiσ − 2η(ZE)_ii + η²(ZVZᵀ)_ii
                change = sum((Z[i, k] * E[k, i] for k in range(self._size)), flint.arb(0))
                if VM is not None:
                    change = change + VM[i, i] * self._sigma[i]
                new[i, i] = self._kept[i, i] * self._shrink[i] + eta * (eta * S[i, i] - 2 * change)
        moved = None
        if N is not None:
            moved = N + _times(self._apart, N) * _inverse(self._identity - Z * eta) * eta
        flint.ctx.prec = LOW_BITS
        e, f = self._spread()
        self._e = e + _radii(new)
        if moved is not None:
            self._f, self._N = f + _radii(moved), moved.mid()
        flint.ctx.prec = self._bits
        self._kept = new.mid()
        for i in range(self._size):
            x = self._kept[i, i]
            if not self._e[i, i] * WIDEST < self._limit * WIDEST + abs(x):
                raise Unresolved("the error outgrew what is iterated")
            if x > self._huge:
                raise Diverged
            self._choose(i, x)

    def _choose(self, i: int, x: Any) -> None:
        """Keep the smaller one of V_ii and V_ii − σ_i."""
        if self._learned[i]:
            if not abs(x) * 2 > self._sigma[i]:
                return
            moved = x + self._sigma[i]
        else:
            moved = x - self._sigma[i]
            if not abs(moved) * 4 < x:
                return
        self._learned[i] = not self._learned[i]
        self._kept[i, i] = moved.mid()
        self._e[i, i] = self._e[i, i] + moved.rad()

    def _pair(self, kept: Any) -> tuple[Any, Any]:
        """V and V − Σ of what is kept."""
        V, E = flint.arb_mat(kept), flint.arb_mat(kept)
        for i, learned in enumerate(self._learned):
            if learned:
                V[i, i] = kept[i, i] + self._sigma[i]
            else:
                E[i, i] = kept[i, i] - self._sigma[i]
        return V, E

    def _spread(self) -> tuple[Any, Any]:
        """|DF| times the errors of V and of N. With δ for what is wrong, C = I + NᵀN, and X = BVC:

        δV⁺ = BδVBᵀ − η(XδV + δVXᵀ) − η(BVδMV + VδMVBᵀ),     δM = δNᵀN + NᵀδN,
        δN⁺ = δN + ηDδN B⁻¹ + η²(DN)B⁻¹ δZ B⁻¹,              δZ = δV C + VδM,

        where D multiplies by σ_o − σ, entry by entry. What an entry makes of itself is one number, and so may cancel.
        """
        eta, n = self._eta, self._size
        V, E = self._pair(_wide(self._kept, self._e))
        if self._N is None:
            Z = E
            B = self._identity - Z * eta
            BV = B * V
            X = BV
        else:
            N = _wide(self._N, self._f)
            M = N.transpose() * N
            Z = E + V * M
            B = self._identity - Z * eta
            BV = B * V
            X = BV + BV * M
        diagonal = [B[i, i] for i in range(n)]
        drift = [X[i, i] * eta for i in range(n)]
        side, sign, e = _beside(B), _beside(X) * eta, self._e
        own = [
            (diagonal[i] * diagonal[j] - drift[i] - drift[j]).abs_upper() * e[i, j] for i in range(n) for j in range(n)
        ]
        across = side * e
        half = _columns(across, [x.abs_upper() for x in diagonal]) + sign * e
        spread = flint.arb_mat(n, n, own) + across * side.transpose() + half + half.transpose()
        if self._N is None:
            return spread, None
        size_N, size_V, f = _upper(N), _upper(V), self._f
        twice = f.transpose() * size_N
        eM = twice + twice.transpose()
        half = _upper(BV) * eM * size_V * eta
        inverse = _inverse(B)
        apart = self._apart
        own = [
            (1 + eta * apart[i, j] * inverse[j, j]).abs_upper() * f[i, j] for i in range(f.nrows()) for j in range(n)
        ]
        turned = flint.arb_mat(f.nrows(), n, own) + _times(_upper(apart), f) * _beside(inverse) * eta
        eZ = e * _upper(self._identity + M) + size_V * eM
        turned = turned + _upper(_times(apart, N) * inverse) * eZ * _upper(inverse) * (eta * eta)
        return spread + half + half.transpose(), turned

    def gram(self) -> Any:
        """V, ρ×ρ, in balls."""
        return self._pair(_wide(self._kept, self._e))[0]

    def gaps(self) -> list[Any]:
        """V_ii − σ_i in balls, small ones to as many digits."""
        E = self._pair(_wide(self._kept, self._e))[1]
        return [E[i, i] for i in range(self._size)]

    def combination(self) -> Any:
        """N in balls, or None."""
        return None if self._N is None else _wide(self._N, self._f)


def _radii(a: Any) -> Any:
    return flint.arb_mat(a.nrows(), a.ncols(), [x.rad() for x in a.entries()])


def _wide(mid: Any, e: Any) -> Any:
    return flint.arb_mat(
        mid.nrows(), mid.ncols(), [flint.arb(x, r) for x, r in zip(mid.entries(), e.entries(), strict=True)]
    )


def _upper(a: Any) -> Any:
    return flint.arb_mat(a.nrows(), a.ncols(), [x.abs_upper() for x in a.entries()])


def _beside(a: Any) -> Any:
    """|a|, but 0 on the diagonal."""
    found = _upper(a)
    for i in range(a.nrows()):
        found[i, i] = 0
    return found


def _columns(a: Any, factors: Sequence[Any]) -> Any:
    return a * _diagonal(factors)


def _times(a: Any, b: Any) -> Any:
    """Entry by entry."""
    return flint.arb_mat(a.nrows(), a.ncols(), [x * y for x, y in zip(a.entries(), b.entries(), strict=True)])


def _diagonal(values: Sequence[Any]) -> Any:
    n = len(values)
    return flint.arb_mat([[values[i] if i == j else flint.arb(0) for j in range(n)] for i in range(n)])


def _inverse(a: Any) -> Any:
    try:
        return a.solve(_diagonal([flint.arb(1)] * a.nrows()), algorithm="lu")
    except ZeroDivisionError as error:
        raise Unresolved("rows of the factor that were independent could not be shown to stay so") from error
