"""Learning times of N balanced layers: the time itself, by quadrature in balls, lies between the two bounds."""

from fractions import Fraction
from itertools import product

import flint
import pytest

from numeric.field import Balls

FIELD = Balls(128)


def time_until(N: int, s: Fraction, start: Fraction, end: Fraction) -> flint.arb:
    """∫ dx/(Nx^{2−2/N}(s − x)) from start to end; with x = e^y it is smooth for a small start."""
    power = flint.arb(2) / N - 1
    target = flint.acb(_ball(s))
    first, last = (flint.acb(_ball(x)).log() for x in (start, end))
    return flint.acb.integral(lambda y, _: (y * power).exp() / (N * (target - y.exp())), first, last).real


def _ball(x: Fraction) -> flint.arb:
    return flint.arb(flint.fmpq(x.numerator, x.denominator))


def before(N: int, s: Fraction, start: Fraction, eps: Fraction) -> flint.arb:
    beta = 1 - flint.arb(2) / N
    return (_ball(start) ** -beta - _ball(eps) ** -beta) / ((N - 2) * _ball(s))


def after(N: int, s: Fraction, start: Fraction, eps: Fraction, half: Fraction) -> flint.arb:
    beta, target = 1 - flint.arb(2) / N, _ball(s)
    learned = ((target / _ball(eps)).log() + _ball(half)) / N / target ** (1 + beta)
    return _ball(start) ** -beta / ((N - 2) * target) + learned


GRID = [
    (N, s, s * start, s * share)
    for N, s, start, share in product(
        (3, 4, 7, 20),
        (Fraction(1), Fraction(5, 2), Fraction(1, 10)),
        (Fraction(1, 10), Fraction(1, 10**4), Fraction(1, 10**12)),
        (Fraction(1, 2), Fraction(1, 100)),
    )
]


@pytest.mark.parametrize("N", [3, 4, 7, 20])
def test_learning_times_lie_between_the_bounds(N: int) -> None:
    """A mode is as large as ε no sooner, and within ε of its target no later."""
    compared = 0
    with FIELD.working():
        for _, s, start, eps in (each for each in GRID if each[0] == N):
            if start < eps:
                assert before(N, s, start, eps) < time_until(N, s, start, eps)
            assert time_until(N, s, start, s - eps) < after(N, s, start, eps, Fraction(N, 2))
            compared += 1
    assert compared == len(GRID) // 4


def test_the_bounds_are_near_what_they_bound() -> None:
    """From below within a twentieth for a small start; from above no term of N/4 would do where N is large."""
    with FIELD.working():
        one, start, eps = Fraction(1), Fraction(1, 10**12), Fraction(1, 100)
        assert time_until(3, one, start, eps) < before(3, one, start, eps) * 21 / 20
        assert time_until(20, one, start, 1 - eps) > after(20, one, start, eps, Fraction(5))
