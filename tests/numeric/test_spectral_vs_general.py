"""The study `spectral-vs-general`: delays against bisection in mpmath, and their limits."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import pytest
from brute_force import radon

from numeric.exact import parse_fraction, parse_scale
from numeric.matrices import diagonal, is_orthogonal, product, transpose
from numeric.problem import Problem
from numeric.studies.spectral_vs_general import COLUMNS, GRID, SPECTRAL_VS_GENERAL, canonical, compute, read_rotation
from numeric.studies.study import key
from paper import Misuse

SHORT = {"alpha": "1e-10", "mode": "1", "rate": "1", "digits": "15"}
POINT = {"spectrum": "3,2,1", "weights": "4,2,1", "rotation": "1/4", **SHORT}


def found(**changes: str) -> dict[str, str]:
    return dict(compute(canonical({**POINT, **changes})))


def half_time(problem: Problem, mode: int, level: Fraction) -> Fraction:
    """When the singular value crosses the level, by the exponential of the Hamiltonian matrix."""
    left, right = Fraction(0), Fraction(30)
    for _ in range(56):
        middle = (left + right) / 2
        W = radon(problem, middle, 600)
        with mpmath.workdps(50):
            exact = [[mpmath.ldexp(*map(int, W[j, k].mid().man_exp())) for k in range(3)] for j in range(3)]
            value = sorted(mpmath.eigsy(mpmath.matrix(exact), eigvals_only=True), reverse=True)[mode - 1]
        left, right = (middle, right) if value < mpmath.mpf(level.numerator) / level.denominator else (left, middle)
    return left


@pytest.mark.parametrize("mode", [1, 2, 3])
@pytest.mark.parametrize(("alpha", "rotation", "weights"), [("1/20", "1/2", "1,2,4"), ("1e-3", "random:2", "9,3,1")])
def test_delays_are_found_by_bisection(mode: int, alpha: str, rotation: str, weights: str) -> None:
    """Both starts, whose shape is made here: the rotation's first column is where e₁ goes."""
    what = found(mode=str(mode), alpha=alpha, rotation=rotation, weights=weights, rate="1/2")
    turn = read_rotation(rotation, 3)
    values = [Fraction(x) for x in weights.split(",")]
    shapes = diagonal(values), product(turn, diagonal(values), transpose(turn))
    Y = diagonal([Fraction(3), Fraction(2), Fraction(1)])
    early, late = (
        half_time(Problem(Y, shape, None, parse_scale(alpha, "α"), Fraction(1, 2)), mode, Fraction(4 - mode, 2))
        for shape in shapes
    )
    assert abs(Fraction(what["delay"]) - (late - early) / 2) < Fraction(1, 10**13)
    assert abs(Fraction(what["spectral_left"]) - early) < Fraction(1, 10**13)
    assert abs(Fraction(what["general_left"]) - late) < Fraction(1, 10**13)


@pytest.mark.parametrize("rotation", ["1/4", "1", "random:3"])
def test_delays_tend_to_their_limits(rotation: str) -> None:
    """Exactly log(w/p)/(2σ), with p from Cholesky's factor in mpmath; and weighed by σ the limits cancel out."""
    weights = [Fraction(100), Fraction(1), Fraction(7)]
    turn = read_rotation(rotation, 3)
    shape = product(turn, diagonal(weights), transpose(turn))
    with mpmath.workdps(30):
        factor = mpmath.cholesky(mpmath.matrix([[number(x) for x in row] for row in shape]))
        total = mpmath.mpf(0)
        for mode in (1, 2, 3):
            finds = [
                found(weights="100,1,7", rotation=rotation, alpha=f"1e-{k}", mode=str(mode)) for k in (5, 50, 5000)
            ]
            limit = mpmath.log(number(weights[mode - 1]) / factor[mode - 1, mode - 1] ** 2) / (2 * (4 - mode))
            assert abs(number(Fraction(finds[0]["limit"])) - limit) < mpmath.mpf(10) ** -13
            away = [abs(number(Fraction(what["delay"])) - limit) for what in finds]
            assert away[0] < 0.05
            assert max(away[1:]) < mpmath.mpf(10) ** -13
            assert number(Fraction(finds[0]["pivot"])) - factor[mode - 1, mode - 1] ** 2 < mpmath.mpf(10) ** -20
            total += (4 - mode) * limit
        assert abs(total) < mpmath.mpf(10) ** -25


def number(x: Fraction) -> Any:
    return mpmath.mpf(x.numerator) / x.denominator


def test_delays_vanish_in_units_of_the_logarithm() -> None:
    """A tenth where log(1/α) is ten times as large."""
    sizes = [float(found(alpha=f"1e-{10**k}")["log10_rescaled_delay"]) for k in range(2, 6)]
    assert all(-1.000001 < later - earlier < -0.999999 for earlier, later in pairwise(sizes))


def test_rotations_are_orthogonal() -> None:
    """Of an angle, exactly: the plane of two axes turned by 2·arctan(1/2), whose cosine is 3/5."""
    three, four = Fraction(3, 5), Fraction(4, 5)
    assert read_rotation("1/2", 2) == ((three, -four), (four, three))
    assert all(is_orthogonal(read_rotation(text, 4)) for text in ("1/3", "-2", "random:9"))


def test_a_start_that_is_half_learned_has_no_delay() -> None:
    """NONE, with the reason."""
    what = found(alpha="9/10", mode="3")
    assert (what["outcome"], what["delay"]) == ("NONE", "")
    assert "not below 0.5·σ_3" in what["reason"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rotation": "0"}, "rotation is 0, which leaves these weights as they are"),
        ({"weights": "1,1,1"}, "leaves these weights as they are"),
        ({"spectrum": "1", "weights": "2"}, "leaves these weights as they are"),
        ({"rotation": "random:x"}, "rotation is 'random:x'"),
        ({"weights": "1,2"}, "2 diagonal entries"),
        ({"weights": "1,0,2"}, "not positive definite"),
        ({"spectrum": "2,2,1"}, "the spectrum has 2 twice"),
        ({"mode": "4"}, "mode is '4'"),
        ({"alpha": "1"}, "give one below 1"),
        ({"digits": "1000"}, "digits is 1000"),
    ],
)
def test_points_that_make_no_sense_are_refused(changes: dict[str, str], sentence: str) -> None:
    """With the field, its value and what to do."""
    with pytest.raises(Misuse, match=sentence):
        canonical({**POINT, **changes})


def test_the_grid_of_the_name_makes_sense() -> None:
    """Down to 1e-100000; equal points have one key; all columns are there."""
    assert len(SPECTRAL_VS_GENERAL.points(GRID)) == 6 * 6 * 20 * 3
    assert GRID["alpha"][-1] == "1e-100000"
    other = canonical({**POINT, "rotation": "0.25", "weights": "8/2,2,1.0", "alpha": "10^-10"})
    assert key(other) == key(canonical(POINT))
    assert set(found()) == set(COLUMNS)
    assert parse_fraction(found()["condition"], "it") == 4


def test_the_law_has_the_entrys_delay() -> None:
    """An interval around it that holds the limit, and narrows to it as α → 0."""
    for mode, most in ((1, -12), (2, -12), (3, -18)):
        what = found(mode=str(mode), alpha="1e-20", weights="1,2,4")
        low, limit, high = (Fraction(what[name]) for name in ("law_low", "limit", "law_high"))
        assert low <= limit + Fraction(1, 10**14)
        assert limit - Fraction(1, 10**14) <= high
        assert high - low < Fraction(10) ** most + Fraction(1, 10**14)
