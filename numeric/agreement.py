"""Evaluation in plain mpmath, the user's own numbers: twice, with twice as many digits, believed where both agree.

The printed formula W = Φ E W̃₀ (I + G W̃₀)⁻¹ E Φᵀ is slow and obvious: the oracle that clever evaluations are held
against. It cancels more and more digits as α falls; the graded form, for an invertible shape, does not.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import flint

from numeric import matrices
from numeric.closed_form import Flow, graded, printed
from numeric.decimals import Rounded, round_ball
from numeric.exact import format_fraction
from numeric.field import Multiprecision
from numeric.problem import Problem
from paper import Misuse

LARGEST_EXPONENT_BITS = 4096
"""Bits that the exponent of e^{cσt} may have: mpmath's exponential takes seconds beyond, and minutes not far beyond."""


def require_reasonable(problem: Problem, t: Fraction) -> None:
    """Raises Misuse where mpmath would take minutes for e^{cσt}."""
    exponent = problem.rate * problem.largest_row_sum * t
    if exponent >= 2**LARGEST_EXPONENT_BITS:
        raise Misuse(
            f"at t = {format_fraction(t)} the exponent of e^(cσt) is above 2^{LARGEST_EXPONENT_BITS}, where mpmath"
            " is too slow; use the method engine, or certified balls"
        )


def solution(problem: Problem, t: Fraction, field: Multiprecision, method: str = "naive") -> Any:
    """W(t), n×n, by the naive or the graded formula in so many digits, none guaranteed; mpmath diagonalizes Y."""
    form, start = (printed, problem.start) if method == "naive" else (graded, problem.inverse_start)
    matrix = field.exact(start)
    if problem.diagonal is not None:
        return form(_flow(problem, t, field, [field.number(x) for x in problem.diagonal]), matrix)
    values, basis = field.context.eigsy(field.exact(problem.target))
    W = form(_flow(problem, t, field, list(values)), basis.T * matrix * basis)
    return basis * W * basis.T


def attempts(
    problem: Problem, t: Fraction, digits: int, working: Iterator[int], method: str = "naive"
) -> Iterator[list[list[Rounded | None]]]:
    """Entries of W(t) as decimals, None where two precisions disagree; `working` yields the precisions in digits."""
    before: list[list[Rounded | None]] | None = None
    for working_digits in working:
        field = Multiprecision(working_digits)
        W = solution(problem, t, field, method)
        with flint.ctx.workprec(int(3.33 * working_digits) + 64):
            now = [[round_ball(_exact(W[i, j]), digits) for j in range(problem.n)] for i in range(problem.n)]
        if before is not None:
            yield [[_agreed(*pair) for pair in zip(*rows, strict=True)] for rows in zip(before, now, strict=True)]
        before = now


def _agreed(first: Rounded | None, second: Rounded | None) -> Rounded | None:
    if first is None or second is None or first.decimal != second.decimal:
        return None
    # a sum that rounds to exactly zero has lost every digit; true zeros are found by structure
    return None if second.decimal == "0" else second


def _flow(problem: Problem, t: Fraction, field: Multiprecision, sigma: list[Any]) -> Flow:
    # Y's rank is exact, its eigenvalues are not: one that is zero but for rounding takes the formula for zero
    rank = int(matrices.to_flint(problem.target).rank())
    smallest = sorted(range(problem.n), key=lambda i: abs(sigma[i]))[: problem.n - rank]
    exact = tuple(field.number(0) if i in smallest else x for i, x in enumerate(sigma))
    return Flow(field, exact, field.number(problem.rate), field.scale(problem.alpha), field.number(t))


def _exact(x: Any) -> Any:
    """The mpmath number as an exact ball."""
    sign, mantissa, exponent, _ = x._mpf_
    return flint.arb((int(-mantissa if sign else mantissa), int(exponent)))
