"""The study `random-shapes`: its counts, each draw judged anew in double precision, and its points."""

from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

import mpmath
import numpy as np
import pytest

from numeric.matrices import Rows
from numeric.random_start import factors
from numeric.studies.random_shapes import COLUMNS, COUNTS, GRID, RANDOM_SHAPES, canonical, compute
from numeric.studies.study import key
from paper import Misuse

POINT = {"spectrum": "2,1", "h": "2", "epsilon": "0.1", "alpha": "1e-4", "draws": "30", "seed": "1", "rate": "1"}


def found(**changes: str) -> dict[str, str]:
    return dict(compute(canonical({**POINT, **changes})))


def drawn(**changes: str) -> list[Any]:
    """The factors behind `found`, as arrays."""
    point = canonical({**POINT, **changes})
    n, h = point["spectrum"].count(",") + 1, int(point["h"])

    def array(factor: Rows) -> Any:
        return np.array([[float(x) for x in row] for row in factor])

    return [array(factor) for factor in islice(factors(key(point), n, h), int(point["draws"]))]


def satisfies(W: Any, sigma: Any, alpha: float, epsilon: float) -> bool:
    """The hypotheses of Theorem 4, typed anew in logarithms."""
    values = np.linalg.eigvalsh(W)
    mu, m = values[-1], 1 / values[0]
    sigma = sigma[sigma > 0]
    c1, c2, square = np.log(4 * m * sigma[0] ** 2 / epsilon), np.log(epsilon / (4 * m * mu**2)), 2 * np.log(alpha)
    gaps = (-square * (s - t) >= t * c1 - s * c2 for s, t in pairwise(sigma))
    return bool(alpha**2 * mu <= sigma[-1] and square <= c2 and epsilon <= 2 * sigma[0] and all(gaps))


def least_errors(W: Any, sigma: Any, alpha: float, c: float) -> list[float]:
    """For each k the smallest ‖W(t) − Y_k‖ that a scan of t sees, in the form with a factor and no inverse of W̄₀."""
    U, n, rank = alpha * np.linalg.cholesky(W), len(sigma), int(np.sum(sigma > 0))
    t = np.linspace(0, 3 * np.log(1 / alpha) / (c * sigma[rank - 1]) + 5, 3000)[:, None]
    grown = np.exp(c * sigma * t)
    G = np.where(sigma > 0, (grown**2 - 1) / np.where(sigma > 0, sigma, 1), 2 * c * t)
    inner = np.linalg.inv(np.eye(n) + U.T @ (G[:, :, None] * U))
    flow = grown[:, :, None] * (U @ inner @ U.T) * grown[:, None, :]
    targets = [np.diag(np.where(np.arange(n) < k, sigma, 0)) for k in range(rank + 1)]
    return [float(np.linalg.norm(flow - Y, 2, axis=(1, 2)).min()) for Y in targets]


@pytest.mark.parametrize(
    "changes",
    [{}, {"alpha": "1e-4", "h": "5"}, {"spectrum": "3,1,0", "h": "3", "alpha": "1e-3", "epsilon": "0.5"}],
)
def test_hypotheses_are_counted_right(changes: dict[str, str]) -> None:
    """In double precision, from the same draws; none is so close that it would matter."""
    what, point = found(**changes), {**POINT, **changes}
    sigma = np.array([float(x) for x in point["spectrum"].split(",")])
    alpha, epsilon = float(point["alpha"]), float(point["epsilon"])
    count = sum(satisfies(U @ U.T, sigma, alpha, epsilon) for U in drawn(**changes))
    assert int(what["hypotheses"]) == int(what["conclusion"]) == count
    assert 0 < count < 30
    assert what["positive"] == "30"


@pytest.mark.parametrize(
    "changes", [{"alpha": "0.05"}, {"alpha": "0.01", "rate": "2"}, {"spectrum": "2,1,0", "h": "4", "alpha": "0.01"}]
)
def test_what_is_learned_in_order_is_so_at_some_time(changes: dict[str, str]) -> None:
    """A scan of the closed form in double precision sees at least as many, and hardly more."""
    what, point = found(**changes), {**POINT, **changes}
    sigma = np.array([float(x) for x in point["spectrum"].split(",")])
    errors = [least_errors(U @ U.T, sigma, float(point["alpha"]), float(point["rate"])) for U in drawn(**changes)]
    seen = sum(max(each) <= 0.1 for each in errors)
    assert 0 < int(what["learned"]) <= seen
    assert int(what["learned"]) >= seen - 8


def test_the_conclusion_fails_where_a_window_is_empty() -> None:
    """At a scale at which no draw has all windows, modes are learned in order all the same."""
    what = found(alpha="1e-3", h="3", draws="20")
    assert (what["hypotheses"], what["conclusion"]) == ("0", "0")
    assert int(what["learned"]) > 15


def test_narrow_factors_satisfy_nothing() -> None:
    """h < n: W̄₀ is singular, with probability 1. What the rows of Ū reach is learned."""
    what = found(spectrum="2,1,0", h="2", alpha="1e-9")
    assert {what[name] for name in ("positive", "hypotheses", "conclusion", "positive_probability")} == {"0"}
    assert (what["probability_low"], what["probability_high"]) == ("0", "0")
    assert what["learned"] == "30"
    assert "rank 2 at most and n is 3" in what["reason"]
    assert found(h="1")["learned"] == "0"


def test_counts_stand_within_their_intervals() -> None:
    """And the theorem's probability, here, in the interval of what is counted."""
    what = found()
    for name in COUNTS:
        assert Fraction(what[f"{name}_low"]) <= Fraction(int(what[name]), 30) <= Fraction(what[f"{name}_high"])
    assert Fraction(what["hypotheses_low"]) <= Fraction(what["probability_high"])
    assert Fraction(what["probability_low"]) <= Fraction(what["hypotheses_high"])
    assert set(what) == set(COLUMNS)


def test_draws_depend_on_the_point_alone() -> None:
    """The same twice, in whatever spelling; others with another seed."""
    assert found(alpha="0.0001", draws="10") == found(alpha="10^-4", draws="010")
    assert not np.array_equal(drawn()[0], drawn(seed="2")[0])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"h": "0"}, "h is '0'; give a whole number from 1 to 200"),
        ({"h": "two"}, "h is 'two'"),
        ({"draws": "100000"}, "draws is '100000'; give a whole number from 1 to 10000"),
        ({"seed": "-1"}, "seed is '-1'"),
        ({"spectrum": "2,2"}, "the spectrum has 2 twice"),
        ({"spectrum": "0"}, "the spectrum is zero"),
        ({"spectrum": "9,8,7,6,5,4,3,2,1"}, "9 values; 8 are the most"),
        ({"epsilon": "0"}, "epsilon is 0; it must be positive"),
        ({"alpha": "2"}, "give one below 1"),
        ({"alpha": "-1e-30"}, "alpha is"),
    ],
)
def test_points_that_make_no_sense_are_refused(changes: dict[str, str], sentence: str) -> None:
    """With the field, its value and what to do."""
    with pytest.raises(Misuse, match=sentence):
        canonical({**POINT, **changes})


def test_the_grid_of_the_name_makes_sense() -> None:
    """Some h below n, some not."""
    points = RANDOM_SHAPES.points(GRID)
    assert len(points) == 2 * 3 * 11
    assert {int(point["h"]) > point["spectrum"].count(",") for point in points} == {True, False}


def test_gaussian_starts_are_on_time_where_their_pivots_are_large() -> None:
    """Each draw by Cholesky's factor in doubles; the probability by mpmath, within the interval of what is seen."""
    asked = {"spectrum": "2,1", "h": "2", "alpha": "1e-6", "draws": "15"}
    what = found(**asked)
    pivots = [np.diag(np.linalg.cholesky(factor @ factor.T)) ** 2 for factor in drawn(**asked)]
    assert int(what["on_time"]) == sum(bool((p >= [2, 1]).all()) for p in pivots)
    chance = mpmath.gammainc(1, 1, regularized=True) * mpmath.gammainc(0.5, 0.5, regularized=True)
    assert abs(chance - mpmath.mpf(what["on_time_probability"])) < 1e-11
    assert Fraction(what["on_time_low"]) <= Fraction(what["on_time_probability"]) <= Fraction(what["on_time_high"])
