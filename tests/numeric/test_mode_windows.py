"""When modes are above or below a level, against (12) and (13) at many times."""

from fractions import Fraction
from random import Random
from typing import Any

import mpmath
import pytest

from numeric.exact import Scale
from numeric.field import Balls, Unresolved
from numeric.mode_windows import Bound, Never, within

ALPHA = Scale(Fraction(1, 3))
FIELD = Balls(200)


def times(*bounds: Bound) -> tuple[float | None, float | None]:
    with FIELD.working():
        left, right = within(bounds, ALPHA, Fraction(2), FIELD)
    return None if left is None else float(left), None if right is None else float(right)


def mode(bound: Bound, t: float) -> Any:
    a, sigma = mpmath.mpf(bound.weight.numerator) / bound.weight.denominator / 9, mpmath.mpf(float(bound.sigma))
    if sigma == 0:
        return a / (1 + 4 * a * t)
    grown = mpmath.exp(4 * sigma * t)
    return sigma * a * grown / (sigma + a * (grown - 1))


@pytest.mark.parametrize("seed", range(200))
def test_a_bound_holds_exactly_in_its_interval(seed: int) -> None:
    """Modes that grow, shrink, stay, or are absent; levels before, between, and beyond where they go."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    sigma = Fraction(draw.choice((0, draw.randint(1, 8))), 4)
    bound = Bound(sigma, Fraction(draw.randint(1, 40)), Fraction(draw.randint(1, 20), 8), draw.random() < 0.5)
    try:
        left, right = times(bound)
    except Never:
        left = right = -1.0
    for j in range(200):
        t = (j / 40) ** 3
        inside = (left is None or t > left) and (right is None or t < right)
        distance = mode(bound, t) - mpmath.mpf(float(bound.level))
        if abs(distance) > 1e-9:
            assert (distance < 0) == (bound.above == inside)


def test_a_level_that_is_the_start_or_the_limit_is_decided_exactly() -> None:
    """a = σ = level is within both bounds for ever; a mode that falls to its level never is below it."""
    still = [Bound(Fraction(1), Fraction(9), Fraction(1), above) for above in (True, False)]
    assert times(*still) == (None, None)
    with pytest.raises(Never):
        times(Bound(Fraction(1), Fraction(18), Fraction(1), above=True))
    assert times(Bound(Fraction(1), Fraction(18), Fraction(1), above=False)) == (None, None)


def test_several_bounds_hold_together_or_never() -> None:
    """The latest beginning and the earliest end; a single point is not told from none."""
    rises, stays_low = (
        Bound(Fraction(1), Fraction(1), Fraction(1, 2), above=False),
        Bound(Fraction(1), Fraction(1), Fraction(3, 4), above=True),
    )
    left, right = times(rises, stays_low)
    assert left == times(rises)[0]
    assert right == times(stays_low)[1]
    with pytest.raises(Never):
        times(rises, Bound(Fraction(1), Fraction(1), Fraction(1, 4), above=True))
    with pytest.raises(Unresolved):
        times(rises, Bound(Fraction(1), Fraction(1), Fraction(1, 2), above=True))
