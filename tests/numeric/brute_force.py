"""W(t) by formulas written apart from `numeric`'s, in as many bits as their cancellation takes: the tests' oracles."""

from fractions import Fraction
from math import ceil, log, log2
from typing import Any

import flint

from numeric import matrices
from numeric.matrices import Row, Rows
from numeric.problem import Problem


def radon(problem: Problem, time: Fraction, bits: int) -> Any:
    """W(t) by Radon's lemma: the exponential of the 2n×2n Hamiltonian matrix, which knows nothing of σ and Φ."""
    with flint.ctx.workprec(bits):
        n = problem.n
        Y = matrices.to_flint(problem.target) * _rational(problem.rate * time)
        twice = 2 * _rational(problem.rate * time)
        above = [[-Y[i, j] for j in range(n)] + [twice * int(i == j) for j in range(n)] for i in range(n)]
        below = [[flint.fmpq(0)] * n + [Y[i, j] for j in range(n)] for i in range(n)]
        rows = flint.arb_mat(flint.fmpq_mat(above + below)).exp().tolist()
        start = _start(problem, problem.start)
        corner, side, rest = (
            flint.arb_mat([row[columns] for row in rows[lines]])
            for lines, columns in (
                (slice(n), slice(n)),
                (slice(n), slice(n, 2 * n)),
                (slice(n, 2 * n), slice(n, 2 * n)),
            )
        )
        # W = X₂X₁⁻¹ is symmetric: the transpose of X₁ᵀ\X₂ᵀ
        return (corner + side * start).transpose().solve((rest * start).transpose(), algorithm="lu")


def printed(problem: Problem, eigenbasis: tuple[Row, Rows], time: Fraction, bits: int) -> Any:
    """W(t) = ΦE(I + W̃₀G)⁻¹W̃₀EΦᵀ, MV (5), with σ and Φ known exactly, whatever the problem itself knows of them."""
    sigma, basis = eigenbasis
    turned = matrices.transpose(basis)
    with flint.ctx.workprec(bits):
        step = problem.rate * time
        grown = {s: flint.arb(_rational(s * step)).exp() for s in set(sigma)}
        E = _diagonal([grown[s] for s in sigma])
        twice = flint.arb(_rational(2 * step))
        G = _diagonal([(grown[s] * grown[s] - 1) / flint.arb(_rational(s)) if s else twice for s in sigma])
        start = _start(problem, matrices.product(turned, problem.start, basis))
        inner = _diagonal([flint.arb(1)] * problem.n) + start * G
        tilde = E * inner.solve(start, algorithm="lu") * E
        return flint.arb_mat(matrices.to_flint(basis)) * tilde * flint.arb_mat(matrices.to_flint(turned))


def cancelled_bits(problem: Problem, sigma: Row, time: Fraction) -> int:
    """About how many bits those formulas lose: W may be as small as α²e^{−2c|σ|t}, G as large as e^{2cσt}."""
    spread = 2 * float(problem.rate * time) * (max(*sigma, Fraction(0)) - min(*sigma, Fraction(0)))
    return ceil(float(spread) / log(2)) + ceil(2 * abs(problem.alpha.exponent) * log2(10)) + 300


def _start(problem: Problem, shape: Rows) -> Any:
    alpha = flint.arb(_rational(problem.alpha.mantissa)) * flint.arb(10) ** problem.alpha.exponent
    return flint.arb_mat(matrices.to_flint(shape)) * alpha**2


def _diagonal(values: list[Any]) -> Any:
    return flint.arb_mat([[x if i == j else flint.arb(0) for j in range(len(values))] for i, x in enumerate(values)])


def _rational(x: Fraction) -> Any:
    return flint.fmpq(x.numerator, x.denominator)
