"""Gradient descent step by step: exact iterates and balls agree with descent written out here, in plain fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest

from numeric import iterates
from numeric.decimals import Rounded
from numeric.descent_quantities import distances, losses, singular_values
from numeric.evaluate import Undecided
from numeric.evaluate_descent import evaluate
from numeric.exact import parse_scale
from numeric.field import Balls
from numeric.iterates import Descent, exactly, in_balls
from numeric.matrices import Rows, diagonal, identity, rows_of
from numeric.problem import Problem
from paper import Misuse

F = Fraction
DENSE = rows_of([[F(2), F(1, 2), F(0)], [F(1, 2), F(1), F(-1, 3)], [F(0), F(-1, 3), F(1, 2)]])
DIAGONAL = rows_of([[F(1), F(0), F(0)], [F(0), F(4, 5), F(0)], [F(0), F(0), F(1, 2)]])
FACTOR = rows_of([[F(1), F(0)], [F(1), F(0)], [F(1), F(1)]])
SHAPE = rows_of([[F(2), F(1), F(0)], [F(1), F(2), F(1)], [F(0), F(1), F(3)]])


def problem(target: Rows, alpha: str, *, factor: Rows | None = None, rate: int = 1) -> Problem:
    return Problem(target, None if factor else SHAPE, factor, parse_scale(alpha, "α"), F(rate))


def by_hand(given: Problem, eta: Fraction, steps: int) -> list[list[Fraction]]:
    """W after so many steps, entry by entry: (1 + ηc(Y − W))W(1 + ηc(Y − W))."""
    n, alpha = given.n, given.alpha.fraction
    W = [[alpha**2 * x for x in row] for row in given.start]
    for _ in range(steps):
        A = [[(i == j) + eta * given.rate * (given.target[i][j] - W[i][j]) for j in range(n)] for i in range(n)]
        AW = [[sum((A[i][k] * W[k][j] for k in range(n)), F(0)) for j in range(n)] for i in range(n)]
        W = [[sum((AW[i][k] * A[k][j] for k in range(n)), F(0)) for j in range(n)] for i in range(n)]
    return W


@pytest.mark.parametrize("target", [DENSE, DIAGONAL], ids=["dense", "diagonal"])
@pytest.mark.parametrize("factor", [None, FACTOR], ids=["shape", "factor"])
def test_iterates_are_those_written_out(target: Rows, factor: Rows | None) -> None:
    """Exactly; and balls hold them, whose rate is not 1."""
    given, eta = problem(target, "1/2", factor=factor, rate=2), F(1, 20)
    descent, field = Descent(given, eta, (0, 1, 4)), Balls(256)
    exact = exactly(descent)
    with field.working():
        balls = in_balls(descent, field)
        for j in descent.steps:
            W = by_hand(given, eta, j)
            back = iterates.frame_of(given, field).back(balls[j].W)
            for i in range(3):
                for k in range(3):
                    assert F(int(exact[j][i, k].p), int(exact[j][i, k].q)) == W[i][k]
                    assert abs(back[i, k] - field.number(W[i][k])) < 1e-40


def test_every_digit_is_right_and_the_radius_holds_the_truth() -> None:
    """Of a factor, in rationals and in balls: the decimals of the exact iterate, which differ within the radius."""
    given, eta = problem(DENSE, "1/10", factor=FACTOR), F(1, 8)
    W = by_hand(given, eta, 5)
    for short in (True, False):
        descent = Descent(given, eta, (5,))
        assert descent.is_short or not short
        found = evaluate(descent if short else Descent(given, eta, (5, 13)), 25, certified=True)
        assert found.method == ("exact" if short else "balls")
        sample = found.samples[0]
        assert sample.radii is not None
        for i in range(3):
            for k in range(3):
                missed = abs(F(Decimal(sample.values[i][k])) - W[i][k])
                assert missed <= F(Decimal(sample.radii[i][k])) <= F(6, 10**25)


def test_a_tiny_start_keeps_its_digits() -> None:
    """From 1e-1000 a mode grows by (1 + ησ)² at each step, to 25 digits, until it is near its target."""
    given = Problem(diagonal((F(2), F(1))), identity(2), None, parse_scale("1e-1000", "α"))
    sample = evaluate(Descent(given, F(1, 10), (1000,)), 25).samples[0]
    for i, sigma in enumerate((2, 1)):
        grown = (1 + F(sigma, 10)) ** 2000
        digits, _, exponent = sample.values[i][i].partition("e")
        assert sample.values[i][1 - i] == "0"
        assert abs(F(digits) * F(10) ** int(exponent) * F(10) ** 2000 / grown - 1) < F(1, 10**24)


def test_dependent_rows_are_learned() -> None:
    """By descent, as by the flow they never are: the distance from Y₂ comes to nothing."""
    descent = Descent(problem(DIAGONAL, "1/100", factor=FACTOR), F(1, 4), (0, 400))
    second = distances(descent, 2, 8)
    assert F(second[0].spectral.decimal) > F(99, 100)
    assert F(Decimal(second[400].spectral.decimal)) < F(1, 10**9)
    values = singular_values(descent, 8)[400]
    assert values[2] == Rounded("0", "0")
    assert [round(float(x.decimal), 6) for x in values] == [1, 0.8, 0]
    assert abs(float(losses(descent, 8)[400].decimal) - 0.25 * 0.5**2) < 1e-9


@pytest.mark.parametrize(
    ("eta", "steps", "told"),
    [
        (F(0), (3,), "the step η is 0; it must be positive"),
        (F(-1, 2), (3,), "the step η is -0.5; it must be positive"),
        (F(1, 2), (-1,), "the number of iterations is -1"),
        (F(1, 2), (10**10,), "at most"),
        (F(1, 2), (), "no number of iterations"),
    ],
)
def test_what_makes_no_sense_is_refused(eta: Fraction, steps: tuple[int, ...], told: str) -> None:
    with pytest.raises(Misuse, match=told):
        Descent(problem(DENSE, "1/2"), eta, steps)


def test_what_takes_too_long_is_refused_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iterates, "in_balls", None)  # nothing is run
    with pytest.raises(Misuse, match=r"1000000000 iterations of a 3×3 problem would take about \d+\.\d hours"):
        evaluate(Descent(problem(DENSE, "1/2"), F(1, 8), (10**9,)), 30)


def test_descent_that_grows_without_end_is_told() -> None:
    with pytest.raises(Misuse, match="grows without end"):
        evaluate(Descent(problem(DENSE, "1"), F(5), (100,)), 10)


def test_what_no_precision_tells_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no more time is allowed than for the first attempt."""
    monkeypatch.setattr(Descent, "most_bits", lambda _, bits: bits)
    with pytest.raises(Undecided, match="after 300 iterations"):
        evaluate(Descent(problem(DENSE, "1/10"), F(1, 4), (300,)), 30)
