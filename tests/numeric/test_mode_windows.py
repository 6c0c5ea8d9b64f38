"""When modes are above or below a level, against (12) and (13) at many times."""

from fractions import Fraction
from random import Random
from typing import Any

import flint
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


def test_a_mode_that_goes_to_its_level_itself_stays_on_its_side() -> None:
    """From below it never is above it; and one that starts at its level is within the bound on the side it goes to."""
    assert times(Bound(Fraction(1), Fraction(1), Fraction(1), above=True)) == (None, None)
    assert times(Bound(Fraction(1), Fraction(18), Fraction(2), above=True)) == (None, None)
    assert times(Bound(Fraction(1), Fraction(1), Fraction(1, 9), above=False)) == (None, None)
    assert times(Bound(Fraction(1), Fraction(1), Fraction(0), above=False)) == (None, None)
    assert times(Bound(Fraction(1), Fraction(1), Fraction(-2), above=False)) == (None, None)


def test_a_single_point_that_is_known_exactly_is_no_interval() -> None:
    """From a = 1 an absent mode is at 1/8 when 4t = 7, which balls hold exactly: at most 1/8 then, and at least."""
    meets = [Bound(Fraction(0), Fraction(1), Fraction(1, 8), above) for above in (True, False)]
    with FIELD.working():
        first, last = (within([bound], Scale(Fraction(1)), Fraction(2), FIELD) for bound in meets)
        assert first[0] == last[1] == flint.arb(7) / 4
        with pytest.raises(Unresolved):
            within(meets, Scale(Fraction(1)), Fraction(2), FIELD)


@pytest.mark.parametrize("side", [1, -1])
def test_a_start_of_unordinary_size_is_told_by_balls(side: int) -> None:
    """α² = 10^−12000 beside 10^−12000 (1 ± 10^−30): told with 200 bits, and with 64 left undecided, never guessed."""
    tiny, level = Scale(Fraction(1), -6000), Fraction(1 + side * Fraction(1, 10**30)) / 10**12000
    bound = Bound(Fraction(1), Fraction(1), level, above=True)
    with FIELD.working():
        if side > 0:
            assert within([bound], tiny, Fraction(2), FIELD)[0] is None
        else:
            with pytest.raises(Never):
                within([bound], tiny, Fraction(2), FIELD)
    with Balls(64).working(), pytest.raises(Unresolved):
        within([bound], tiny, Fraction(2), Balls(64))


def test_levels_next_to_where_a_mode_goes_have_their_times() -> None:
    """σ − 10⁻⁴⁰⁰ is reached by 64 bits; a start as near to σ, whose difference they do not hold, is left undecided."""
    bits, hair = Balls(64), Fraction(1, 10**400)
    with bits.working(), mpmath.workdps(30):
        left, _ = within([Bound(Fraction(1), Fraction(1), 1 - hair, above=False)], ALPHA, Fraction(2), bits)
        assert abs(float(left) - (400 * mpmath.log(10) + mpmath.log(8)) / 4) < 1e-12
        for last in ([], [Bound(Fraction(0), Fraction(9), Fraction(1, 2), above=False)]):
            with pytest.raises(Unresolved):
                within([Bound(Fraction(1), 9 - 9 * hair, 1 - hair / 2, above=False), *last], ALPHA, Fraction(2), bits)


def test_the_latest_beginning_and_the_earliest_end() -> None:
    """Of two modes that rise to 1/2 and 3/4, and of two that rise beyond 1/2 and 3/4."""
    for above in (False, True):
        early, late = (Bound(Fraction(1), Fraction(1), level, above) for level in (Fraction(1, 2), Fraction(3, 4)))
        assert times(early, late) == times(late, early) == times(early if above else late)
