from fractions import Fraction

import pytest

from numeric import matrices
from numeric.evaluate import evaluate
from numeric.exact import parse_scale
from numeric.instance import random_basis, random_shape
from numeric.integrate import exact, integrate
from numeric.problem import Problem
from paper import Misuse


@pytest.mark.parametrize(("n", "alpha", "time", "rate"), [(1, "1/3", "3", 1), (2, "1e-2", "2", 2), (3, "1/10", "1", 1)])
def test_the_series_reaches_the_closed_form(n: int, alpha: str, time: str, rate: int) -> None:
    """For dense targets the integrator's entries agree with the evaluated ones to 30 digits."""
    basis = random_basis(n, 3)
    target = matrices.product(
        basis, matrices.diagonal([Fraction(n - 1 - i, 1) + 1 for i in range(n)]), matrices.transpose(basis)
    )
    scale, shape = parse_scale(alpha, "α"), random_shape(n, 7)
    start = tuple(tuple(scale.fraction**2 * x for x in row) for row in shape)
    W = integrate(target, start, Fraction(rate), Fraction(time), 30)
    values = evaluate(Problem(target, shape, None, scale, Fraction(rate)), [Fraction(time)], 40).samples[0].values
    for i in range(n):
        for j in range(n):
            assert abs(exact(W[i][j]) / Fraction(values[i][j]) - 1) < Fraction(1, 10**30)


def test_the_order_does_not_matter() -> None:
    """Orders 20 and 60 end at the same numbers to 20 digits."""
    start = matrices.rows_of([[Fraction(1, 100), 0], [0, Fraction(1, 50)]])
    target = matrices.rows_of([[2, 1], [1, 1]])
    low, high = (integrate(target, start, Fraction(1), Fraction(1), 20, order) for order in (20, 60))
    assert all(abs(low[i][j] / high[i][j] - 1) < 1e-20 for i in range(2) for j in range(2))


def test_no_time_is_no_change() -> None:
    """W(0) comes back as it was, and equilibria stay."""
    Y = matrices.rows_of([[2, 1], [1, 1]])
    assert [[exact(x) for x in row] for row in integrate(Y, Y, Fraction(1), Fraction(0), 20)] == [[2, 1], [1, 1]]
    assert all(
        abs(x - y) < 1e-25
        for row, other in zip(integrate(Y, Y, Fraction(1), Fraction(3), 25), Y, strict=True)
        for x, y in zip(row, map(int, other), strict=True)
    )


@pytest.mark.parametrize(("time", "order"), [(Fraction(-1), None), (Fraction(1), 1)])
def test_senseless_requests_are_refused(time: Fraction, order: int | None) -> None:
    """Negative times and orders below 2 are misuse."""
    one = matrices.identity(1)
    with pytest.raises(Misuse):
        integrate(one, one, Fraction(1), time, 10, order)
