"""Plain mpmath beside certified balls: whatever the condition of the shape, no digit is printed that is not right."""

from fractions import Fraction
from random import Random
from typing import Any

import flint
import pytest
from brute_force import printed

from numeric import agreement, matrices
from numeric.evaluate import Undecided, evaluate
from numeric.exact import Scale
from numeric.instance import random_basis, random_shape
from numeric.matrices import Rows
from numeric.problem import Problem

DIGITS = 8
BITS = 6000


def near_one(k: int) -> Fraction:
    return 1 + Fraction(1, 10**k)


def ill_conditioned(draw: Random, n: int) -> Rows:
    """A singular matrix of small integers, with from 10⁻¹⁵ to 10⁻²⁵⁰ added to its diagonal."""
    h = draw.randint(1, n - 1)
    root = matrices.rows_of([[draw.choice((-1, 0, 1, 1, 2)) for _ in range(h)] for _ in range(n)])
    square = matrices.product(root, matrices.transpose(root))
    small = matrices.diagonal([Fraction(1, 10 ** draw.choice((15, 30, 50, 80, 200, 250))) for _ in range(n)])
    return tuple(tuple(x + y for x, y in zip(*rows, strict=True)) for rows in zip(square, small, strict=True))


def assert_true(problem: Problem, sigma: tuple[Fraction, ...], basis: Rows, time: Fraction, method: str) -> None:
    """Each decimal is within half a unit of its last digit of what the printed formula gives in 6000 bits."""
    values = evaluate(problem, [time], DIGITS, method).samples[0].values
    W = printed(problem, (sigma, basis), time, BITS)
    with flint.ctx.workprec(BITS):
        for text, exact in zip(sum(values, ()), W.entries(), strict=True):
            value = Fraction(text)
            found = flint.arb(flint.fmpq(value.numerator, value.denominator))
            assert abs(found - exact) <= abs(exact) * flint.arb(10) ** (1 - DIGITS) / 2 or (
                text == "0" and exact.contains(0)
            )


@pytest.mark.parametrize("method", ["graded", "naive"])
def test_a_shape_that_is_another_one_when_rounded(method: str) -> None:
    """Below 200 digits 1 + 10⁻²⁰⁰ is 1, at every precision, and W_22 then seems to be 10⁻⁵⁰."""
    shape = matrices.rows_of([[near_one(200), 1, 1], [1, near_one(50), 1], [1, 1, near_one(200)]])
    sigma = (Fraction(3), Fraction(2), Fraction(1))
    problem = Problem(matrices.diagonal(sigma), shape, None, Scale(Fraction(1)))
    assert evaluate(problem, [Fraction(1, 10)], 6, method).samples[0].values[1][1] == "0.856704"
    assert_true(problem, sigma, matrices.identity(3), Fraction(1, 10), method)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("method", ["graded", "naive"])
def test_no_ill_conditioned_shape_leads_to_a_wrong_digit(method: str, seed: int) -> None:
    """Y is diagonal or dense, α from 1 to 10⁻⁴⁰."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    n = draw.randint(2, 4)
    sigma = tuple(sorted((Fraction(draw.randint(0, 12), 4) for _ in range(n)), reverse=True))
    basis = random_basis(n, seed) if draw.random() < 0.3 else matrices.identity(n)
    target = matrices.product(basis, matrices.diagonal(sigma), matrices.transpose(basis))
    alpha = Scale(Fraction(1), -draw.choice((0, 0, 0, 1, 5, 40)))
    problem = Problem(target, ill_conditioned(draw, n), None, alpha)
    assert_true(problem, sigma, basis, Fraction(draw.randint(1, 40), 20), method)


@pytest.mark.parametrize("method", ["graded", "naive"])
@pytest.mark.parametrize("wrong", [lambda W: W * (1 + W[0, 0] / W[0, 0] / 10**6), lambda W: W * 0])
def test_what_the_balls_do_not_confirm_is_not_printed(method: str, wrong: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two precisions of the same wrong formula agree to every digit; so do those of a sum that comes out as 0."""
    solution = agreement.solution
    monkeypatch.setattr(agreement, "solution", lambda *given: wrong(solution(*given)))
    monkeypatch.setattr("numeric.engine.LARGEST_BITS", 1000)
    problem = Problem(matrices.diagonal((Fraction(2), Fraction(1))), random_shape(2, 1), None, Scale(Fraction(1)))
    with pytest.raises(Undecided, match=rf"entry \(1, 1\) .* the method {method}"):
        evaluate(problem, [Fraction(1)], DIGITS, method)


def test_a_singular_matrix_takes_more_digits() -> None:
    """To 30 digits the matrix that mpmath is to invert is singular, which is no reason to give up."""
    problem = Problem(
        matrices.diagonal((Fraction(0), Fraction(0))),
        matrices.rows_of([[near_one(100), 1], [1, near_one(100)]]),
        None,
        Scale(Fraction(1), 30),
    )
    for method in ("graded", "naive"):
        assert_true(problem, (Fraction(0), Fraction(0)), matrices.identity(2), Fraction(1), method)
