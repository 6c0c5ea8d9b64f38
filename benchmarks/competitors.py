"""W(t) as a competent user would write it by hand, with mpmath or python-flint: none of this project's code is used.

Everyone is given Φ and σ exactly, so that no competitor spends time on eigenvectors, and the precision that its formula
needs. In the basis Φ, with S = ΦᵀW̄₀Φ, E = e^{Σt}, G = (E² − I)Σ⁻¹, D = (I − E⁻²)Σ⁻¹ and M = S⁻¹:

- naive:  W̃ = E W̃₀ (I + G W̃₀)⁻¹ E with W̃₀ = α²S, the formula as printed;
- graded: W̃ = [α⁻²E⁻¹ME⁻¹ + D]⁻¹, in which nothing cancels.
"""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, log2
from typing import Any, ClassVar

import flint
from mpmath import mp

from benchmarks.method import (
    Method,
    Numbers,
    balls_to_mpmath,
    cancelled_digits,
    digits_of_balls,
    flint_version,
    magnitude_digits,
)
from benchmarks.problems import Problem, Rows

GUARD_DIGITS = 15
SOLVED_SHARE = 0.5
"""Where W̃ is solved for and the inverse is never formed, half of the cancelled digits are enough."""
SOLVE_GUARD_BITS = 40


class WithMpmath(Method):
    """Answers are mpmath matrices, or rows of numbers."""

    def numbers(self, answer: Any) -> Numbers:
        return answer.tolist() if isinstance(answer, mp.matrix) else answer  # type: ignore[no-any-return]


class MpmathExpm(WithMpmath):
    """The printed formula in the coordinates of Y, with matrix exponentials."""

    name: ClassVar[str] = "mpmath, naive, expm"

    def __init__(self, problem: Problem, digits: int) -> None:
        self.problem, self.digits = problem, digits

    def at(self, t: Fraction) -> Any:
        problem = self.problem
        working = self.digits + cancelled_digits(problem, t) + magnitude_digits(problem, t) + GUARD_DIGITS
        with mp.workdps(working):
            Y, identity = to_mpmath(problem.target), mp.eye(problem.n)
            start = to_mpmath(problem.shape) * mp.mpf(10) ** (-2 * problem.K)
            E = mp.expm(Y * number(t))
            G = (E * E - identity) * mp.inverse(Y)
            return E * start * mp.inverse(identity + G * start) * E


class MpmathEigenbasis(WithMpmath):
    """The printed formula in the eigenbasis, with scalar exponentials.

    With fewer digits than are given mpmath calls the matrix singular.
    """

    name: ClassVar[str] = "mpmath, naive, eigenbasis"

    def __init__(self, problem: Problem, digits: int) -> None:
        self.problem, self.digits = problem, digits
        with mp.workdps(digits + GUARD_DIGITS):
            self.basis = to_mpmath(problem.basis)

    def at(self, t: Fraction) -> Any:
        problem, n = self.problem, self.problem.n
        working = self.digits + cancelled_digits(problem, t) + magnitude_digits(problem, t) + GUARD_DIGITS
        with mp.workdps(working):
            basis = to_mpmath(problem.basis)
            start = basis.T * to_mpmath(problem.shape) * basis * mp.mpf(10) ** (-2 * problem.K)
            sigma = [number(x) for x in problem.spectrum]
            E = [mp.exp(x * number(t)) for x in sigma]
            inner = mp.matrix(
                [[(E[i] ** 2 - 1) / sigma[i] * start[i, j] + (i == j) for j in range(n)] for i in range(n)]
            )
            W = start * mp.inverse(inner)
            W = mp.matrix([[E[i] * W[i, j] * E[j] for j in range(n)] for i in range(n)])
        with mp.workdps(self.digits + GUARD_DIGITS):
            return self.basis * (+W) * self.basis.T


class MpmathGraded(WithMpmath):
    """The graded form by Cholesky, every inner product an `fdot`: W = (L⁻¹Φᵀ)ᵀ(L⁻¹Φᵀ)."""

    name: ClassVar[str] = "mpmath, graded, Cholesky"

    def __init__(self, problem: Problem, digits: int) -> None:
        self.problem, self.digits = problem, digits + GUARD_DIGITS
        with mp.workdps(2 * self.digits):
            basis = to_mpmath(problem.basis)
            inverse = mp.inverse(basis.T * to_mpmath(problem.shape) * basis)
        with mp.workdps(self.digits):
            self.inverse = (+inverse).tolist()
            self.basis = to_mpmath(problem.basis).tolist()

    def at(self, t: Fraction) -> Any:
        n, dot = self.problem.n, mp.fdot
        with mp.workdps(self.digits + magnitude_digits(self.problem, t)):
            exponents = [-number(x) * number(t) for x in self.problem.spectrum]
            decay = [mp.exp(x) for x in exponents]
            scaled = [x * mp.mpf(10) ** self.problem.K for x in decay]
            D = [-mp.expm1(2 * x) / number(s) for x, s in zip(exponents, self.problem.spectrum, strict=True)]
        with mp.workdps(self.digits):
            L: Numbers = []
            for i in range(n):
                row: list[Any] = []
                for j in range(i):
                    entry = self.inverse[i][j] * scaled[i] * scaled[j]
                    row.append((entry - dot(row, L[j][:j])) / L[j][j])
                pivot = self.inverse[i][i] * scaled[i] ** 2 + D[i] - dot(row, row)
                L.append([*row, mp.sqrt(pivot)])
            Z: Numbers = []  # row r solves L z = the r-th row of Φ
            for phi in self.basis:
                z: list[Any] = []
                for i in range(n):
                    z.append((phi[i] - dot(L[i][:i], z)) / L[i][i])
                Z.append(z)
            lower = [[dot(Z[i], Z[j]) for j in range(i + 1)] for i in range(n)]
            return [[lower[max(i, j)][min(i, j)] for j in range(n)] for i in range(n)]


class MpmathOdefun(WithMpmath):
    """No formula: the flow itself, integrated from 0 by mpmath's Taylor series."""

    name: ClassVar[str] = "mpmath.odefun"

    def __init__(self, problem: Problem, digits: int) -> None:
        self.problem, self.digits = problem, digits
        self.working = digits + 2 * problem.K + GUARD_DIGITS  # its tolerance is absolute and the start is small
        with mp.workdps(self.working):
            self.Y = to_mpmath(problem.target)
            self.start = to_mpmath(problem.shape) * mp.mpf(10) ** (-2 * problem.K)

    def at(self, t: Fraction) -> Any:
        n = self.problem.n

        def slope(_: Any, flat: Sequence[Any]) -> list[Any]:
            W = mp.matrix([flat[i * n : (i + 1) * n] for i in range(n)])
            return list(self.Y * W + W * self.Y - 2 * W * W)

        with mp.workdps(self.working):
            flat = mp.odefun(slope, 0, list(self.start))(number(t))
        return [flat[i * n : (i + 1) * n] for i in range(n)]


def eigenvalues(problem: Problem, digits: int) -> list[Any]:
    """Y's eigenvalues by `mpmath.eigsy`, in decreasing order; the eigenvectors are computed too."""
    with mp.workdps(digits + GUARD_DIGITS):
        values, _ = mp.eigsy(to_mpmath(problem.target))
        return sorted(values, reverse=True)


class WithFlint(Method):
    """Answers are balls."""

    certifies: ClassVar[bool] = True

    def __init__(self, problem: Problem, digits: int) -> None:
        self.problem, self.bits = problem, ceil(digits * log2(10)) + SOLVE_GUARD_BITS
        self.sigma = [flint.fmpq(x.numerator, x.denominator) for x in problem.spectrum]
        self.exact_basis = to_flint(problem.basis)
        self.exact_shape = self.exact_basis.transpose() * to_flint(problem.shape) * self.exact_basis

    @abstractmethod
    def at(self, t: Fraction) -> Any: ...

    def numbers(self, answer: Any) -> Numbers:
        return balls_to_mpmath(answer)

    def certified_digits(self, answer: Any) -> float:
        return digits_of_balls(answer)

    @classmethod
    def version(cls) -> str:
        return flint_version()


class FlintEigenbasis(WithFlint):
    """The printed formula in the eigenbasis, in balls."""

    name: ClassVar[str] = "python-flint, naive, eigenbasis"

    def at(self, t: Fraction) -> Any:
        problem = self.problem
        lost = SOLVED_SHARE * cancelled_digits(problem, t) + magnitude_digits(problem, t)
        with flint.ctx.workprec(self.bits + ceil(lost * log2(10))):
            t_ball, n = flint.arb(flint.fmpq(t.numerator, t.denominator)), problem.n
            start = flint.arb_mat(self.exact_shape) * flint.arb(10) ** (-2 * problem.K)
            E = diagonal_balls([(t_ball * x).exp() for x in self.sigma])
            G = diagonal_balls([(2 * t_ball * x).expm1() / x for x in self.sigma])
            identity = diagonal_balls([flint.arb(1)] * n)
            # I + W̃₀G is the transpose of I + GW̃₀, and the answer is symmetric
            W = E * (identity + start * G).solve(start * E, algorithm="lu")
        with flint.ctx.workprec(self.bits):
            basis = flint.arb_mat(self.exact_basis)
            return basis * W * basis.transpose()


class FlintGraded(WithFlint):
    """The graded form, scaled to a diagonal of ordinary size and solved for ΦᵀS, in balls."""

    name: ClassVar[str] = "python-flint, graded, scaled"

    def __init__(self, problem: Problem, digits: int) -> None:
        super().__init__(problem, digits)
        with flint.ctx.workprec(2 * self.bits):
            inverse = flint.arb_mat(self.exact_shape).inv()
        with flint.ctx.workprec(self.bits):
            self.inverse = inverse * flint.arb(1)  # rounded to the working precision
            self.basis = flint.arb_mat(self.exact_basis)
            self.transposed = self.basis.transpose()

    def at(self, t: Fraction) -> Any:
        problem, n = self.problem, self.problem.n
        with flint.ctx.workprec(self.bits + ceil(magnitude_digits(problem, t) * log2(10))):
            t_ball = flint.arb(flint.fmpq(t.numerator, t.denominator))
            large = flint.arb(10) ** problem.K
            decay = [(-t_ball * x).exp() * large for x in self.sigma]
            D = [-(-2 * t_ball * x).expm1() / x for x in self.sigma]
        with flint.ctx.workprec(self.bits):
            scaling = [half_power(self.inverse[i, i] * decay[i] ** 2 + D[i]) for i in range(n)]
            outer = diagonal_balls([x * s for x, s in zip(decay, scaling, strict=True)])
            matrix = outer * self.inverse * outer + diagonal_balls([d * s * s for d, s in zip(D, scaling, strict=True)])
            S = diagonal_balls(scaling)
            # FLINT's other algorithm, which it prefers at this precision, loses entries of very different size
            return self.basis * S * matrix.solve(S * self.transposed, algorithm="lu")


def half_power(x: Any) -> Any:
    """2^(−⌊e/2⌋) with e the binary exponent of the positive ball x."""
    mantissa, exponent = x.mid().man_exp()
    return flint.arb(2) ** (-((int(exponent) + int(mantissa).bit_length()) // 2))


def diagonal_balls(values: Sequence[Any]) -> Any:
    return flint.arb_mat([[x if i == j else 0 for j in range(len(values))] for i, x in enumerate(values)])


def number(x: Fraction) -> Any:
    return mp.mpf(x.numerator) / x.denominator


def to_mpmath(rows: Rows) -> Any:
    return mp.matrix([[number(x) for x in row] for row in rows])


def to_flint(rows: Rows) -> Any:
    return flint.fmpq_mat([[flint.fmpq(x.numerator, x.denominator) for x in row] for row in rows])
