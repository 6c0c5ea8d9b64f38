"""The study `transition`: its points, and half times against (12) inverted in mpmath and against bisection."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import pytest
from brute_force import radon

from numeric.exact import parse_fraction, parse_scale
from numeric.instance import random_shape
from numeric.matrices import diagonal
from numeric.problem import Problem
from numeric.studies.study import key
from numeric.studies.transition import COLUMNS, GRID, TRANSITION, canonical, compute
from paper import Misuse

POINT = {"spectrum": "3,2,1", "shape": "identity", "alpha": "1e-10", "mode": "1", "rate": "1", "digits": "20"}


def found(**changes: str) -> dict[str, str]:
    return dict(compute(canonical({**POINT, **changes})))


@pytest.mark.parametrize("alpha", ["1/10", "1e-10", "2.5e-1000", "1e-1000000"])
@pytest.mark.parametrize("mode", [1, 2, 3])
@pytest.mark.parametrize("rate", ["1", "2/3"])
def test_a_spectral_half_time_is_that_of_the_closed_form(alpha: str, mode: int, rate: str) -> None:
    """t = log((σ − a)/a)/(2cσ), by mpmath in 60 digits; and the distance from 1/σ, with fewer digits."""
    what = found(shape="diagonal:1,3,1/7", alpha=alpha, mode=str(mode), rate=rate)
    with mpmath.workdps(60):
        sigma, weight, c = mpmath.mpf(4 - mode), (1, 3, mpmath.mpf(1) / 7)[mode - 1], mpmath.mpf(2) / 3
        c = c if rate == "2/3" else mpmath.mpf(1)
        small = parse_scale(alpha, "α")
        size = mpmath.mpf(small.mantissa.numerator) / small.mantissa.denominator * mpmath.mpf(10) ** small.exponent
        t = mpmath.log((sigma - size**2 * weight) / (size**2 * weight)) / (2 * c * sigma)
        assert abs(number(what["left"]) - t) < t * mpmath.mpf(10) ** -22
        assert number(what["left"]) < t < number(what["right"])
        rescaled = t * c / mpmath.log(1 / size)
        assert abs(number(what["rescaled"]) - rescaled) <= number(what["radius"]) + mpmath.mpf(10) ** -50
        distance = mpmath.log10(abs(rescaled - 1 / sigma))
        assert abs(number(what["log10_distance"]) - distance) < mpmath.mpf(10) ** -9
        assert abs(number(what["log10_inverse_alpha"]) + mpmath.log10(size)) < mpmath.mpf(10) ** -5
    assert (what["outcome"], what["only"]) == ("FOUND", "yes")


def number(text: str) -> Any:
    exact = Fraction(text)
    return mpmath.mpf(exact.numerator) / exact.denominator


@pytest.mark.parametrize("mode", [1, 2, 3])
@pytest.mark.parametrize("alpha", ["1/20", "1e-3"])
def test_a_general_half_time_is_found_by_bisection(mode: int, alpha: str) -> None:
    """Of the singular values of W(t) by the exponential of the Hamiltonian matrix, which knows nothing of modes."""
    what = found(shape="random:5", alpha=alpha, mode=str(mode))
    scale = parse_scale(alpha, "α")
    problem = Problem(diagonal([Fraction(3), Fraction(2), Fraction(1)]), random_shape(3, 5), None, scale)
    left, right = Fraction(0), Fraction(30)
    for _ in range(60):
        middle = (left + right) / 2
        below = singular_value(problem, mode, middle) < (4 - mode) / 2
        left, right = (middle, right) if below else (left, middle)
    assert abs(Fraction(what["left"]) - left) < Fraction(1, 10**15)
    limit = Fraction(1, 4 - mode)
    assert parse_fraction(what["limit"], "the limit") == limit
    with mpmath.workdps(40):
        rescaled = number(str(left)) / -mpmath.log(number(str(scale.fraction)))
        assert abs(number(what["rescaled"]) - rescaled) < mpmath.mpf(10) ** -14
        assert abs(10 ** number(what["log10_distance"]) - abs(rescaled - number(str(limit)))) < mpmath.mpf(10) ** -10


def singular_value(problem: Problem, i: int, t: Fraction) -> Any:
    W = radon(problem, t, 600)
    with mpmath.workdps(50):
        exact = [[mpmath.ldexp(*map(int, W[j, k].mid().man_exp())) for k in range(3)] for j in range(3)]
        return sorted(mpmath.eigsy(mpmath.matrix(exact), eigvals_only=True), reverse=True)[i - 1]


def test_a_distance_far_below_the_digits_is_told() -> None:
    """σ = w = 1: the rescaled time is 1 + log(1 − α²)/(2 log(1/α)), so about α²/(2 log(1/α)) from 1."""
    what = found(spectrum="1", alpha="1e-1000000")
    expected = -2_000_000 - mpmath.log10(2_000_000 * mpmath.log(10))
    assert what["rescaled"] == "1.0000000000000000000"
    assert abs(mpmath.mpf(what["log10_distance"]) - expected) < 1e-4


def test_rescaled_times_approach_the_limit() -> None:
    """By a factor of ten where log(1/α) grows by ten; and the near-miss 1/σ + 1/1000 is no limit of theirs."""
    for shape in ("diagonal:1,2,3", "random:3"):
        sizes = [float(found(shape=shape, alpha=f"1e-{10**k}")["log10_distance"]) for k in range(2, 7)]
        assert all(-1.001 < later - earlier < -0.999 for earlier, later in pairwise(sizes))
        missed = abs(Fraction(found(shape=shape, alpha="1e-1000000")["rescaled"]) - Fraction(1, 3) - Fraction(1, 1000))
        assert missed > Fraction(99, 100_000)


def test_a_mode_that_starts_half_learned_has_no_such_time() -> None:
    """NONE, with the reason; not an error, as other points of the grid have an answer."""
    what = found(alpha="9/10", mode="3")
    assert (what["outcome"], what["rescaled"], what["left"]) == ("NONE", "", "")
    assert "not below 0.5·σ_3" in what["reason"]


def test_equal_points_have_one_spelling() -> None:
    """1/2 and 0.5, 10^-10 and 1e-10: one key."""
    other = {"spectrum": "3.0,4/2,1", "alpha": "10^-10", "mode": "01", "rate": "2/2", "digits": "020"}
    assert key(canonical({**POINT, **other})) == key(canonical(POINT))
    assert key(canonical({**POINT, "mode": "2"})) != key(canonical(POINT))
    assert len(TRANSITION.points({**{axis: (text,) for axis, text in POINT.items()}, "alpha": ("0.5", "1/2")})) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"shape": "start.json"}, "shape is 'start.json'"),
        ({"mode": "4"}, "mode is '4'; give a whole number from 1 to 3"),
        ({"mode": "0"}, "mode is '0'"),
        ({"spectrum": "3,2,0", "mode": "3"}, "σ_3 is 0"),
        ({"alpha": "1"}, "give one below 1"),
        ({"alpha": "1000000000000000000000e-21"}, "give one below 1"),
        ({"alpha": "1e21"}, "give one below 1"),
        ({"digits": "0"}, "digits is 0"),
        ({"digits": "many"}, "the digits are 'many'"),
        ({"spectrum": "1,2"}, "decreasing order"),
        ({"shape": "diagonal:1,2"}, "2 diagonal entries"),
        ({"rate": "-1"}, "the rate"),
    ],
)
def test_points_that_make_no_sense_are_refused(changes: dict[str, str], sentence: str) -> None:
    """With the field, its value and what to do."""
    with pytest.raises(Misuse, match=sentence):
        canonical({**POINT, **changes})


def test_the_grid_of_the_name_makes_sense() -> None:
    """Its ends are 1e-2 and 1e-1000000, and what is found at a point of each shape has all columns."""
    assert (GRID["alpha"][0], GRID["alpha"][-1]) == ("1e-2", "1e-1000000")
    assert len(TRANSITION.points({**GRID, "mode": ("1",)})) == 3 * 7 * 99
    for shape in GRID["shape"]:
        point = {axis: values[0] for axis, values in GRID.items()}
        what = compute(canonical({**point, "shape": shape}))
        assert tuple(what) == COLUMNS
        assert what["outcome"] == "FOUND"


@pytest.mark.parametrize("mode", [1, 2, 3])
@pytest.mark.parametrize("rate", ["1", "2/3"])
def test_the_law_has_the_entrys_time(mode: int, rate: str) -> None:
    """Of a spectral start exactly; of another an interval that narrows as α → 0, next to the singular value's time."""
    alone = found(shape="diagonal:1,3,1/7", mode=str(mode), rate=rate)
    low, told, high = (Fraction(alone[name]) for name in ("law_low", "rescaled", "law_high"))
    assert low <= told <= high
    assert high - low < Fraction(1, 10**18)
    widths = []
    for alpha in ("1e-4", "1e-10", "1e-1000"):
        what = found(shape="random:5", alpha=alpha, mode=str(mode), rate=rate)
        low, told, high = (Fraction(what[name]) for name in ("law_low", "rescaled", "law_high"))
        assert low < high
        assert low - (high - low) <= told <= high + (high - low)
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert widths[1] < Fraction(1, 10**5)


def test_where_the_law_says_nothing_nothing_stands() -> None:
    what = found(shape="random:5", alpha="1/2", mode="3", spectrum="3,2,1/100")
    assert what["law_low"] == what["law_high"] == "" or what["outcome"] == "NONE"
