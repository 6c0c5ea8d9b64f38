"""Clopper and Pearson's interval, beside SciPy's and its own definition in exact binomial tails."""

from fractions import Fraction
from math import comb

import pytest
import scipy  # its statistics take long to load, and only do when they are asked for

from numeric.confidence import PARTS, clopper_pearson

COUNTS = [(0, 1), (1, 1), (0, 40), (40, 40), (1, 40), (17, 40), (39, 40), (250, 1000)]


@pytest.mark.parametrize(("count", "draws"), COUNTS)
@pytest.mark.parametrize("confidence", ["1/2", "0.95", "0.999"])
def test_it_is_that_of_scipy(count: int, draws: int, confidence: str) -> None:
    """Rounded outward to a millionth."""
    low, high = clopper_pearson(count, draws, Fraction(confidence))
    theirs = scipy.stats.binomtest(count, draws).proportion_ci(float(Fraction(confidence)), method="exact")
    assert 0 <= theirs.low - float(low) < 1.01e-6 or low == theirs.low == 0
    assert 0 <= float(high) - theirs.high < 1.01e-6 or high == theirs.high == 1


def tail(count: int, draws: int, chance: Fraction) -> Fraction:
    """P(X ≥ count) for a binomial X."""
    return sum((comb(draws, k) * chance**k * (1 - chance) ** (draws - k) for k in range(count, draws + 1)), Fraction(0))


@pytest.mark.parametrize(("count", "draws"), [(1, 40), (17, 40), (39, 40)])
def test_its_ends_are_where_the_tails_are_small(count: int, draws: int) -> None:
    """At most 1/40 outside, and more a millionth further in."""
    low, high = clopper_pearson(count, draws, Fraction("0.95"))
    step = Fraction(1, PARTS)
    assert tail(count, draws, low) <= Fraction(1, 40) < tail(count, draws, low + step)
    assert tail(draws - count, draws, 1 - high) <= Fraction(1, 40) < tail(draws - count, draws, 1 - high + step)


def test_it_holds_as_often_as_it_promises() -> None:
    """For 20 draws and every chance of a fine grid, summed exactly; half of it is not enough."""
    intervals = [clopper_pearson(count, 20, Fraction("0.9")) for count in range(21)]
    for chance in (Fraction(k, 97) for k in range(98)):
        weights = [comb(20, k) * chance**k * (1 - chance) ** (20 - k) for k in range(21)]
        assert sum(w for w, (low, high) in zip(weights, intervals, strict=True) if low <= chance <= high) >= Fraction(
            "0.9"
        )


@pytest.mark.parametrize(("count", "draws"), [(1, 40), (17, 40), (250, 1000)])
def test_tails_that_are_hardly_known_widen_it(count: int, draws: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By four bits of each tail the interval still holds the one that is told by many."""
    low, high = clopper_pearson(count, draws, Fraction("0.95"))
    monkeypatch.setattr("numeric.confidence.PRECISIONS", (4,))
    lowest, highest = clopper_pearson(count, draws, Fraction("0.95"))
    assert lowest <= low
    assert high <= highest
    assert lowest < low or high < highest
