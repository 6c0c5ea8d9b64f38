"""W(t) from a factor Ū with fewer columns than rows, in the basis of Y, certified in doubles.

With LP = Ū in the order of decreasing σ, L unit lower trapezoidal, the graded Woodbury form is

    W̃ = w A(N + AᵀA)⁻¹Aᵀ w,   A = Γ^½L,   N = (PPᵀ)⁻¹,   w = ẼΓ^(−½),

and A(N + AᵀA)⁻¹Aᵀ ⪯ I. Columns of A are scaled by powers of 2, so that N + AᵀA has a diagonal near 1, and then its
rows, as far as they are small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint
import numpy as np

from numeric.exact import Scale, Unresolved
from numeric.field import Balls
from numeric.hardware.data import enclosed
from numeric.hardware.enclosed import Enclosed, plus, times
from numeric.hardware.graded import BITS, ORDERS, GradedShape, growth, half_exponent
from numeric.hardware.inverse import inverse
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import Doubles, of_arbs, up
from numeric.matrices import Rows, to_flint

LEAST_EXPONENT = -900
"""Binary exponents below which an entry counts as 0 beside 1."""


@dataclass
class LowRankStart:
    """What does not depend on time: σ, fractions in any order, and Ū, n×h."""

    sigma: Sequence[Fraction]
    factor: Rows
    alpha: Scale
    rate: Fraction

    @cached_property
    def order(self) -> list[int]:
        """The coordinates by decreasing σ."""
        return sorted(range(len(self.sigma)), key=lambda i: -self.sigma[i])

    @cached_property
    def parts(self) -> tuple[list[list[Any]], Any]:
        """L, n×h, as rows of balls, and N, h×h. Raises Unresolved unless the first h rows are in general position."""
        h = len(self.factor[0])
        with flint.ctx.workprec(BITS):
            rows = flint.arb_mat(to_flint([self.factor[i] for i in self.order]))
            top = flint.arb_mat([row[:h] for row in rows.tolist()[:h]])
            P = _upper(top)
            try:
                inverse_of_p = P.solve(
                    flint.arb_mat(h, h, [int(i == j) for i in range(h) for j in range(h)]), algorithm="lu"
                )
            except ZeroDivisionError as error:
                raise Unresolved("the first rows of the factor are not in general position") from error
            lower = (rows * inverse_of_p).tolist()
            for i in range(h):
                lower[i] = [*lower[i][:i], flint.arb(1), *[flint.arb(0)] * (h - 1 - i)]
            return lower, inverse_of_p.transpose() * inverse_of_p

    @cached_property
    def _from_first_rows(self) -> list[list[Any]]:
        """LL₁⁻¹ = ŪŪ₁⁻¹, n×h, in balls; its first h rows are I. Raises Unresolved."""
        h = len(self.factor[0])
        with flint.ctx.workprec(BITS):
            unit = [[flint.arb(int(i == j)) for j in range(h)] for i in range(h)]
            rows = to_flint([self.factor[i] for i in self.order])
            first = flint.arb_mat(flint.fmpq_mat(rows.tolist()[:h])).transpose()
            try:
                found = first.solve(flint.arb_mat(rows).transpose(), algorithm="lu").transpose()
            except ZeroDivisionError as error:
                raise Unresolved("the first rows of the factor are not in general position") from error
            return [*unit, *found.tolist()[h:]]

    def _sigma(self) -> list[Any]:
        """In decreasing order, as balls."""
        return [flint.arb(flint.fmpq(x.numerator, x.denominator)) for x in (self.sigma[i] for i in self.order)]

    def at(self, time: Fraction, level: int) -> Scaled:
        """W̃(t), n×n, for t ≥ 0. Raises Unresolved where doubles do not tell it."""
        if time == 0:
            return self._at_the_start(level)
        lower, N = self.parts
        n, h = len(lower), len(lower[0])
        with flint.ctx.workprec(BITS):
            sigma = self._sigma()
            modes = growth(sigma, self.rate, self.alpha, time)
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
        with flint.ctx.workprec(BITS):
            answer.beyond = [answer.ball(k, k) - sigma[i] for k, i in enumerate(place)]
        return answer

    def as_shape(self, level: int) -> GradedShape:
        """The same flow in the form of shapes, with S = ŪŪᵀ: it holds of a singular S too, where its inverses exist."""
        U = enclosed(self.factor)
        S = times(U, U.transposed, ORDERS[level][-1]).symmetrized()
        with flint.ctx.workprec(BITS):
            sigma = [flint.arb(flint.fmpq(x.numerator, x.denominator)) for x in self.sigma]
        return GradedShape(sigma, S, self.alpha, self.rate)

    def metric(self, time: Fraction, level: int) -> Enclosed:
        """M = TᵀT, h×h, so that W's eigenvalues but 0 are those of MW₁, W₁ being W's first h rows and columns.

        For W̃ = TW̃₁Tᵀ with T = ẼLL₁⁻¹Ẽ₁⁻¹, n×h, whose first h rows are I, as W̃'s range is that of ẼL; and TW̃₁Tᵀ and
        TᵀTW̃₁ have the same eigenvalues but 0. Rows are in the order of decreasing σ. Raises Unresolved.
        """
        rows = self._from_first_rows
        with flint.ctx.workprec(BITS):
            e = growth(self._sigma(), self.rate, self.alpha, time).scale
            T = [[x * (e[i] / e[p]) for p, x in enumerate(row)] for i, row in enumerate(rows)]
            found = _of_balls(
                [[x if _exponent(x) > LEAST_EXPONENT else flint.arb(0, x.abs_upper()) for x in row] for row in T]
            )
        return times(found.transposed, found, ORDERS[level][-1]).symmetrized()

    def _at_the_start(self, level: int) -> Scaled:
        """α²ŪŪᵀ."""
        U = enclosed(self.factor)
        S = times(U, U.transposed, ORDERS[level][-1])
        with flint.ctx.workprec(BITS):
            answer = Scaled.empty([Balls(BITS).scale(self.alpha)] * len(U.rows), len(S.parts))
            everything = np.arange(len(U.rows))
            answer.put(everything, everything, S.parts, S.radii())
            sigma = [flint.arb(flint.fmpq(x.numerator, x.denominator)) for x in self.sigma]
            answer.beyond = [answer.ball(i, i) - x for i, x in enumerate(sigma)]
        return answer


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
