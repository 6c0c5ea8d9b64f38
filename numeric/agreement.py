"""Evaluation in plain mpmath, the user's own numbers, which bounds nothing: it is a second opinion on certified balls.

The printed formula W = Φ E W̃₀ (I + G W̃₀)⁻¹ E Φᵀ is slow and obvious: the oracle that clever evaluations are held
against. It cancels more and more digits as α falls; the graded form, for an invertible shape, does not. Both lose what
the condition number of the shape asks for, and below that two precisions may well agree on a wrong number: one whose
shape, rounded, is another one.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import flint

from numeric.closed_form import Flow, graded, printed
from numeric.decimals import Rounded, round_ball
from numeric.exact import format_fraction
from numeric.field import Multiprecision
from numeric.problem import Problem
from paper import Misuse

LARGEST_EXPONENT_BITS = 4096
"""Bits that the exponent of e^{cσt} may have: mpmath's exponential takes seconds beyond, and minutes not far beyond."""
DOUBTFUL_DIGITS = 5
"""Last digits of a number that mpmath may have lost to rounding, where nothing cancels."""


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
    """Entries of W(t) as decimals that nothing vouches for, at each of the `working` precisions, given in digits.

    None where a decimal is a matter of the last few digits, everywhere where mpmath finds a matrix singular.
    """
    for working_digits in working:
        field = Multiprecision(working_digits)
        try:
            W = solution(problem, t, field, method)
        except ZeroDivisionError:
            yield [[None] * problem.n] * problem.n
            continue
        with flint.ctx.workprec(int(3.33 * working_digits) + 64):
            small = flint.arb(10) ** (DOUBTFUL_DIGITS - working_digits)
            rounded = [[round_ball(_ball(W[i, j], small), digits) for j in range(problem.n)] for i in range(problem.n)]
        yield rounded


def _flow(problem: Problem, t: Fraction, field: Multiprecision, sigma: list[Any]) -> Flow:
    # Y's rank is exact, its eigenvalues are not: one that is zero but for rounding takes the formula for zero
    rank = problem.rank
    smallest = sorted(range(problem.n), key=lambda i: abs(sigma[i]))[: problem.n - rank]
    exact = tuple(field.number(0) if i in smallest else x for i, x in enumerate(sigma))
    return Flow(field, exact, field.number(problem.rate), field.scale(problem.alpha), field.number(t))


def _ball(x: Any, small: Any) -> Any:
    """The mpmath number as a ball that reaches so small a part of it to either side."""
    sign, mantissa, exponent, _ = x._mpf_
    value = flint.arb((int(-mantissa if sign else mantissa), int(exponent)))
    return flint.arb(value, abs(value) * small)
