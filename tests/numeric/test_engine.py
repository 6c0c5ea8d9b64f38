"""The engine: every ball holds the value that the printed formula gives at far higher precision, and is narrow."""

from fractions import Fraction
from math import log
from random import Random
from typing import Any

import flint
import mpmath
import pytest
from brute_force import radon

from numeric import closed_form, matrices
from numeric.closed_form import Flow
from numeric.deflation import Deflation, Split
from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.evaluate import evaluate
from numeric.exact import Scale
from numeric.field import Balls, Unresolved
from numeric.instance import random_basis, random_shape
from numeric.problem import Problem
from paper import Misuse

DIGITS = 30


def draw(seed: int) -> tuple[Problem, Fraction]:
    """A random problem of size 1 to 6 and a time: dense or diagonal Y with clusters and zeros; a shape or a factor."""
    generator = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    n = generator.randint(1, 6)
    values = sorted(Fraction(generator.choice((0, 1, 1, 2, 3, 5, 8)), generator.choice((1, 1, 2))) for _ in range(n))
    sigma = tuple(reversed(values))
    if generator.random() < 0.3:  # a close pair
        sigma = tuple(sorted((*sigma[1:], sigma[0] + Fraction(1, 10**9)), reverse=True))
    basis = random_basis(n, seed) if generator.random() < 0.6 else matrices.identity(n)
    target = matrices.product(basis, matrices.diagonal(sigma), matrices.transpose(basis))
    exponent = generator.choice((0, 1, 10, 100, 300))
    alpha = Scale(Fraction(generator.randint(1, 9)), -exponent)
    shape: Any = random_shape(n, seed)
    factor = None
    if generator.random() < 0.4:
        h = generator.randint(1, n + 1)
        factor = matrices.rows_of([[generator.randint(-3, 3) for _ in range(h)] for _ in range(n)])
        shape = None
    known = (sigma, basis) if generator.random() < 0.5 else None
    largest = float(sigma[0]) or 1.0
    time = Fraction(
        round(1000 * generator.choice((0.0, 0.3, 0.9, 1.5, 4.0)) * (exponent + 1) * log(10) / largest), 1000
    )
    return Problem(target, shape, factor, alpha, Fraction(generator.choice((1, 2))), known), time


@pytest.mark.parametrize("seed", range(60))
def test_every_ball_holds_the_true_value_and_is_narrow(seed: int) -> None:
    """Whatever the shape, the spectrum, α and t: enclosures meet those of another formula, and digits are as asked."""
    problem, time = draw(seed)
    enclosure = Engine(problem, DIGITS).at(time)
    exponent = float(problem.rate * time) * 8 + 700
    true = radon(problem, time, 2000 + int(6 * exponent))
    n = problem.n
    for i in range(n):
        for j in range(n):
            ball, exact = enclosure.balls[i, j], true[i, j]
            assert ball.overlaps(exact)
            if exact.rel_accuracy_bits() > 200:
                assert ball.contains(exact)
                assert ball.rel_accuracy_bits() >= DIGITS * BITS_PER_DIGIT


def dense() -> tuple[Problem, Fraction]:
    """A dense Y of size 8 at α = 1e-200, when the first three modes are learned."""
    n = 8
    sigma = tuple(Fraction(2) - Fraction(i, 5) for i in range(n))
    basis = random_basis(n, 5)
    target = matrices.product(basis, matrices.diagonal(sigma), matrices.transpose(basis))
    problem = Problem(target, random_shape(n, 5), None, Scale(Fraction(1), -200), Fraction(1), (sigma, basis))
    return problem, Fraction(288)


def test_settled_modes_are_left_out() -> None:
    """Where most modes are learned or absent the engine deflates, and agrees with the full solve."""
    problem, time = dense()
    engine = Engine(problem, DIGITS)
    enclosure = engine.at(time)
    assert enclosure.path == "deflated"
    with flint.ctx.workprec(1024):
        full = engine.enclose(time, 1024)
    assert all(enclosure.balls[i, j].contains(full[i, j]) for i in range(8) for j in range(8))


@pytest.mark.parametrize(
    "split", [Split(0, 8), Split(2, 8), Split(3, 4), Split(2, 5), Split(0, 4), Split(0, 0), Split(3, 3)]
)
def test_no_split_is_ever_wrong(split: Split) -> None:
    """However the modes are divided, the balls hold the true value: a bad choice costs digits, not truth."""
    problem, time = dense()
    engine = Engine(problem, DIGITS)
    with flint.ctx.workprec(2048):
        full = engine.enclose(time, 2048)
    with flint.ctx.workprec(1024):
        deflation, field = engine._deflation(1024), Balls(1024)
        W = deflation.at(field.number(time), split)
        assert all(W[i, j].contains(full[i, j]) for i in range(8) for j in range(8))


def test_an_error_bound_that_is_forgotten_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above has teeth: without the bound some entry is missed."""
    problem, time = dense()
    engine = Engine(problem, DIGITS)
    monkeypatch.setattr(Deflation, "missed", lambda *_: flint.arb(0))
    with flint.ctx.workprec(1024):
        full, deflation = engine.enclose(time, 1024), engine._deflation(1024)
        W = deflation.at(Balls(1024).number(time), Split(3, 4))
        assert not all(W[i, j].contains(full[i, j]) for i in range(8) for j in range(8))


def test_the_bound_is_within_reach_of_the_error() -> None:
    """The bound on what deflation misses is no more than a few orders of magnitude above what it misses."""
    problem, time = dense()
    engine = Engine(problem, DIGITS)
    with flint.ctx.workprec(2048):
        full, deflation = engine.enclose(time, 2048), engine._deflation(2048)
        split = deflation.split(Balls(2048).number(time), 20)
        bound = deflation.missed(Balls(2048).number(time), split)
        W = deflation.at(Balls(2048).number(time), split)
        error = max(abs(W[i, j].mid() - full[i, j].mid()) for i in range(8) for j in range(8))
        assert error <= bound
        assert bound <= error * 10**6


def test_precisions_are_few() -> None:
    """Times of a trajectory share one precision, so that what is kept for one serves all."""
    problem, _ = dense()
    engine = Engine(problem, DIGITS)
    assert len({enclosure.bits for enclosure in engine.trajectory([Fraction(t) for t in range(50, 1500, 150)])}) == 1


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_results_come_back_as_mpmath_numbers(seed: int) -> None:
    """Midpoints and radii are those of the balls to the last bit, and every true value lies within its radius."""
    problem, time = draw(seed)
    enclosure = Engine(problem, DIGITS).at(time)
    values, radii = enclosure.mpmath()
    exponent = float(problem.rate * time) * 8 + 700
    true = radon(problem, time, 2000 + int(6 * exponent))
    for i in range(problem.n):
        for j in range(problem.n):
            ball, exact = enclosure.balls[i, j], true[i, j]
            value, radius = read(values[i, j]), read(radii[i, j])
            assert (value, radius) == (read_arb(ball.mid()), read_arb(ball.rad()))
            lower, upper = read_arb(exact.lower()), read_arb(exact.upper())
            assert max(abs(lower - value), abs(upper - value)) <= radius + (upper - lower)
            assert (radius == 0) == ball.is_exact()


def test_results_mix_with_the_users_own_mpmath() -> None:
    """They are mpmath's own numbers and matrices, of full precision though mpmath has 15 digits now."""
    problem, time = draw(7)
    values, _ = Engine(problem, 60).at(time).mpmath()
    assert isinstance(values, mpmath.matrix)
    assert isinstance(values[0, 0], mpmath.mpf)
    assert values * mpmath.eye(problem.n) - values == mpmath.zeros(problem.n)
    assert mpmath.mp.dps == 15
    printed = evaluate(problem, [time], 60).samples[0].values[0][0]
    with mpmath.workdps(70):
        assert abs(values[0, 0] / mpmath.mpf(printed) - 1) < mpmath.mpf(10) ** -59


def test_what_makes_no_sense_is_refused() -> None:
    """Factors that are no matrix, times before the start, and no digits."""
    one = matrices.identity(2)
    for factor in (((), ()), ((Fraction(1), Fraction(2)), (Fraction(3),))):
        with pytest.raises(Misuse, match="rows of the factor differ in length, or are empty"):
            Problem(one, None, factor, Scale(Fraction(1)))
    with pytest.raises(Misuse, match="the target is not square"):
        Problem(((Fraction(1),), (Fraction(1), Fraction(1))), one, None, Scale(Fraction(1)))
    problem = Problem(one, one, None, Scale(Fraction(1)))
    with pytest.raises(Misuse, match="the time is -1"):
        Engine(problem, 5).at(Fraction(-1))
    with pytest.raises(Misuse, match="the digits are 0"):
        Engine(problem, 0)


def read(x: Any) -> Fraction:
    """The mpmath number x, exactly."""
    sign, mantissa, exponent, _ = x._mpf_
    return (-1) ** sign * int(mantissa) * Fraction(2) ** int(exponent)


def read_arb(x: Any) -> Fraction:
    """The exact ball x, exactly."""
    mantissa, exponent = x.man_exp()
    return int(mantissa) * Fraction(2) ** int(exponent)


def test_a_precision_beyond_reason_is_refused() -> None:
    """Entries that can't be told within the largest precision raise, and never come back with a wrong digit."""
    problem, time = dense()
    engine = Engine(problem, DIGITS)
    engine.settled = lambda *_, **__: None  # type: ignore[method-assign]
    engine.precisions = lambda _: iter((64, 128))  # type: ignore[method-assign,assignment]
    with pytest.raises(Unresolved, match="could not be told to 30 digits"):
        engine.at(time)


def test_the_flow_behind_both_is_one() -> None:
    """The brute force of these tests solves the flow too: it agrees with the printed formula where both are easy."""
    problem, time = (
        Problem(matrices.diagonal((Fraction(2), Fraction(0))), random_shape(2, 3), None, Scale(Fraction(1, 3))),
        Fraction(1),
    )
    field = Balls(300)
    with field.working():
        flow = Flow(
            field, (field.number(2), field.number(0)), field.number(1), field.scale(problem.alpha), field.number(1)
        )
        printed = closed_form.printed(flow, field.exact(problem.start))
        true = radon(problem, time, 300)
        assert all(printed[i, j].overlaps(true[i, j]) for i in range(2) for j in range(2))
