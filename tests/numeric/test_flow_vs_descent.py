"""The study `flow-vs-descent`: distances against descent and an independent integrator, and what it refuses."""

from fractions import Fraction

import mpmath
import pytest

from numeric.studies.flow_vs_descent import COLUMNS, FLOW_VS_DESCENT, GRID, canonical, compute
from paper import Misuse

POINT = {"spectrum": "2,1", "shape": "identity", "alpha": "1e-3", "step": "0.1", "samples": "40", "digits": "10"}


def found(**changes: str) -> dict[str, str]:
    return dict(compute(canonical({**POINT, **changes})))


def test_the_largest_distance_is_that_of_two_scalar_recursions() -> None:
    """From the identity: each mode by itself, the flow by its logistic formula; the larger distance of both modes."""
    what = found(samples="10000")  # each iteration while a mode is learned, as there are fewer
    with mpmath.workdps(40):
        eta, start = mpmath.mpf("0.1"), mpmath.mpf("1e-6")
        modes, away = {2: start, 1: start}, []
        for j in range(1, int(what["iterations"]) + 1):
            modes = {sigma: w * (1 + eta * (sigma - w)) ** 2 for sigma, w in modes.items()}
            flow = {s: s / (1 + (s / start - 1) * mpmath.exp(-2 * s * eta * j)) for s in modes}
            away.append(max(abs(flow[s] - modes[s]) for s in modes))
        assert abs(max(away) - mpmath.mpf(what["distance"])) <= mpmath.mpf(what["radius"])
        assert away.index(max(away)) + 1 == int(what["iteration"])
        assert Fraction(what["time"]) == Fraction(int(what["iteration"]), 10)
        assert abs(mpmath.log10(max(away)) - mpmath.mpf(what["log10_distance"])) < 1e-9


def test_the_distance_is_of_first_order_in_the_step() -> None:
    """And no start in another basis is further away by orders of magnitude."""
    sizes = [
        float(found(shape=shape, step=step)["distance"])
        for shape in ("identity", "random:7")
        for step in ("0.02", "0.01")
    ]
    assert 1.8 < sizes[0] / sizes[1] < 2.2
    assert 1.8 < sizes[2] / sizes[3] < 2.2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"step": "0.5"}, "step is 0.5, and σ₁ is 2; give a step below 1/σ₁"),
        ({"step": "0"}, "the step is 0"),
        ({"spectrum": "0,0"}, "the spectrum is zero"),
        ({"samples": "0"}, "samples is '0'"),
        ({"alpha": "2"}, "give one below 1"),
        ({"shape": "mine.json"}, "a study takes identity"),
    ],
)
def test_points_that_make_no_sense_are_refused(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misuse, match=sentence):
        canonical({**POINT, **changes})


def test_what_would_take_too_long_is_not_begun() -> None:
    what = found(step="1e-12")
    assert what["outcome"] == "NONE"
    assert "would take" in what["reason"]


def test_the_grid_of_the_name_makes_sense() -> None:
    assert len(FLOW_VS_DESCENT.points(GRID)) == 2 * 2 * 5 * 6
    assert set(found()) == set(COLUMNS)
