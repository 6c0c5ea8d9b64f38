"""W(t) from a factor Ū with fewer columns than rows, in the basis of Y, certified in doubles.

As long as no more modes have risen than there are columns, what holds of a positive definite shape holds of ŪŪᵀ, by
continuity: no inverse of it is needed. Later, with LP = Ū in the order of decreasing σ, L unit lower trapezoidal, the
graded Woodbury form is

    W̃ = w A(N + AᵀA)⁻¹Aᵀ w,   A = Γ^½L,   N = (PPᵀ)⁻¹,   w = ẼΓ^(−½),

and A(N + AᵀA)⁻¹Aᵀ ⪯ I. Columns of A are scaled by powers of 2, so that N + AᵀA has a diagonal near 1, and then its
rows, as far as they are small.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint
import numpy as np

from numeric.exact import Scale, Unresolved
from numeric.hardware.enclosed import Enclosed, plus, times
from numeric.hardware.graded import BITS, ORDERS, GradedShape, growth, half_exponent
from numeric.hardware.inverse import inverse
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import UNIT, Doubles, of_arbs, up
from numeric.matrices import Rows, to_flint

LEAST_EXPONENT = -900
"""Binary exponents below which an entry counts as 0 beside 1."""


@dataclass
class LowRankStart:
    """Y and W̄₀ = ŪŪᵀ in the basis of Y: the same start twice, as a shape and as a factor."""

    shape: GradedShape
    factor: "GradedFactor"

    def at(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, for t > 0. Raises Unresolved where doubles do not tell it."""
        if self.shape.risen(time) <= self.factor.columns:
            with suppress(Unresolved):
                return self.shape.at(time, level)
        return self.factor.at(time, level)


@dataclass
class GradedFactor:
    """What does not depend on time: σ as balls, and Ū, n×h, in the basis of Y; the order matters for precision only."""

    sigma: Sequence[Any]
    factor: "Rows | Enclosed"
    alpha: Scale
    rate: Fraction

    @property
    def columns(self) -> int:
        return len(self.factor.columns if isinstance(self.factor, Enclosed) else self.factor[0])

    @cached_property
    def order(self) -> list[int]:
        """The coordinates by decreasing σ, about."""
        return sorted(range(len(self.sigma)), key=lambda i: -float(self.sigma[i].mid()))

    @cached_property
    def parts(self) -> tuple[list[list[Any]], Any]:
        """L, n×h, as rows of balls, and N, h×h. Raises Unresolved unless the first h rows are in general position."""
        with flint.ctx.workprec(BITS):
            if isinstance(self.factor, Enclosed):
                found = self.factor
                entries = [[_sum(found.parts, i, j) for j in range(self.columns)] for i in self.order]
                lower, inverse_of_p = decomposed(entries, found.rows[self.order], found.columns)
            else:
                rows = flint.arb_mat(to_flint([self.factor[i] for i in self.order]))
                lower, inverse_of_p = decomposed(rows.tolist())
            return lower, inverse_of_p.transpose() * inverse_of_p

    def at(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, for t > 0. Raises Unresolved where doubles do not tell it."""
        lower, N = self.parts
        n, h = len(lower), len(lower[0])
        with flint.ctx.workprec(BITS):
            modes = growth([self.sigma[i] for i in self.order], self.rate, self.alpha, time)
            roots = [g.sqrt() for g in modes.accumulated]
            squares = [[x * x for x in row] for row in lower]
            own = [
                N[k, k] + sum((g * row[k] for g, row in zip(modes.accumulated, squares, strict=True)), flint.arb(0))
                for k in range(h)
            ]
            powers = [flint.arb(2) ** -half_exponent(x) for x in own]
            A = [
                [root * x * power for x, power in zip(row, powers, strict=True)]
                for root, row in zip(roots, lower, strict=True)
            ]
            small = [min(0, max((_exponent(x) for x in row), default=0)) for row in A]
            natural = [[x * flint.arb(2) ** -k for x in row] for row, k in zip(A, small, strict=True)]
            rows = _of_balls(natural)
            shrunk = np.array([2.0**k if k > LEAST_EXPONENT else 0.0 for k in small])
            real = rows.scaled(shrunk, np.ones(h))
            inner = _of_balls(
                [[x * powers[i] * powers[j] for j, x in enumerate(row)] for i, row in enumerate(N.tolist())]
            )
            order = ORDERS[level][-1]
            X = inverse(plus(inner, times(real.transposed, real, order)).symmetrized(), ORDERS[level])
            found = times(times(rows, X, order), rows.transposed, order)
            scales = [e / root * flint.arb(2) ** k for e, root, k in zip(modes.scale, roots, small, strict=True)]
        place = np.argsort(self.order)
        answer = Scaled.empty([scales[k] for k in place], len(found.parts))
        everything = np.arange(n)
        parts = tuple(part[np.ix_(place, place)] for part in found.parts)
        answer.put(everything, everything, parts, found.radii()[np.ix_(place, place)])
        return answer


def decomposed(rows: list[list[Any]], *missed: Doubles) -> tuple[list[list[Any]], Any]:
    """L, n×h, and P⁻¹, h×h, in balls, for what is off the rows M, n×h, by at most r_i c_j; or for the rows themselves.

    The k-th column x of P⁻¹, k long, is what M's leading block M_k takes to e_k, and L_ik is row i of M times x. With
    v = |M_k⁻¹|r no entry of x moves by more than v c·|x|/(1 − c·v). Raises Unresolved unless the first h rows are in
    general position.
    """
    h = len(rows[0])
    one = flint.arb_mat(h, h, [int(i == j) for i in range(h) for j in range(h)])
    whole = flint.arb_mat(rows)
    try:
        inverse_of_p = _upper(flint.arb_mat(rows[:h])).solve(one, algorithm="lu")
    except ZeroDivisionError as error:
        raise Unresolved("the first rows of the factor are not in general position") from error
    if missed:
        moved = _moved(flint.arb_mat(rows[:h]), inverse_of_p, *missed)
        inverse_of_p = inverse_of_p + _around_zero(moved)
        whole = whole + _around_zero(np.outer(*missed))
    lower = (whole * inverse_of_p).tolist()
    for i in range(h):
        lower[i] = [*lower[i][:i], flint.arb(1), *[flint.arb(0)] * (h - 1 - i)]
    return lower, inverse_of_p


def _moved(top: Any, inverse_of_p: Any, r: Doubles, c: Doubles) -> Doubles:
    """What the columns of P⁻¹ may be off by, h×h, as `decomposed` says."""
    h = len(c)
    unit_lower = (top * inverse_of_p).tolist()
    unit_lower = [[*row[:i], flint.arb(1), *[flint.arb(0)] * (h - 1 - i)] for i, row in enumerate(unit_lower)]
    one = flint.arb_mat(h, h, [int(i == j) for i in range(h) for j in range(h)])
    left = flint.arb_mat(unit_lower).solve(one, algorithm="lu")
    # M_k⁻¹ is the sum of k columns of P⁻¹ times rows of L⁻¹; what doubles lose of it is bounded by that of their sizes
    P, L = (np.array([[float(x.mid()) for x in row] for row in a.tolist()]) for a in (inverse_of_p, left))
    inverse, sizes, moved = np.zeros((h, h)), np.zeros((h, h)), np.zeros((h, h))
    for k in range(h):
        inverse += np.outer(P[:, k], L[k])
        sizes += np.outer(np.abs(P[:, k]), np.abs(L[k]))
        v = up((np.abs(inverse) + (2 * h + 8) * UNIT * sizes)[: k + 1, : k + 1] @ r[: k + 1], h + 8)
        x = up(np.abs(P[: k + 1, k]))
        share = float(up(c[: k + 1] @ v, h + 4))
        if not share < 0.5:
            raise Unresolved("the factor is known too roughly in the basis of Y")
        moved[: k + 1, k] = up(2 * v * float(up(c[: k + 1] @ x, h + 4)), 8)
    return moved


def _around_zero(sizes: Doubles) -> Any:
    return flint.arb_mat([[flint.arb(0, float(up(x))) for x in row] for row in sizes])


def _sum(parts: Sequence[Doubles], i: int, j: int) -> Any:
    return sum((flint.arb(float(part[i, j])) for part in parts), flint.arb(0))


def _upper(a: Any) -> Any:
    """The upper triangular P of the LP decomposition of the h×h balls a, without pivoting."""
    rows = a.tolist()
    for k, row in enumerate(rows):
        if not (row[k] > 0 or row[k] < 0):
            raise Unresolved("the first rows of the factor are not in general position")
        for below in rows[k + 1 :]:
            multiple = below[k] / row[k]
            below[k] = flint.arb(0)
            for j in range(k + 1, len(rows)):
                below[j] -= multiple * row[j]
    return flint.arb_mat(rows)


def _of_balls(rows: list[list[Any]]) -> Enclosed:
    """A matrix of balls of ordinary size."""
    m, n = len(rows), len(rows[0])
    parts, missed = of_arbs([x for row in rows for x in row])
    bound: Doubles = up(missed.reshape(m, n).max(axis=1))
    return Enclosed(tuple(part.reshape(m, n) for part in parts), bound, np.ones(n))


def _exponent(x: Any) -> int:
    """k with |x| below 2^k, about; very small for 0."""
    mantissa, exponent = x.mid().man_exp()
    return int(exponent) + int(mantissa).bit_length() if mantissa else -(2**60)
