"""The studies `transition` and `windows` of gradient descent, against descent in plain doubles."""

from math import log, log1p
from typing import Any

import numpy as np
import pytest

from numeric.instances import make_shape
from numeric.studies import descent_transition, descent_windows
from numeric.studies.study import Study
from paper import Misuse

MODE = {"spectrum": "3,2,1,0", "shape": "random:7", "alpha": "1e-4", "step": "0.1", "mode": "1", "digits": "12"}
WINDOW = {"theorem": "4p", "epsilon": "0.1", "k": "1", **{axis: MODE[axis] for axis in ("spectrum", "shape", "step")}}


def found(study: Study, point: dict[str, str], **changes: str) -> dict[str, str]:
    return dict(study.compute(study.canonical({**point, **changes})))


def at_mode(**changes: str) -> dict[str, str]:
    return found(descent_transition.DESCENT_TRANSITION, MODE, **changes)


def at_window(**changes: str) -> dict[str, str]:
    return found(descent_windows.DESCENT_WINDOWS, {**WINDOW, "alpha": "1e-16"}, **changes)


def descent(shape: str, alpha: float, eta: float, steps: int) -> list[Any]:
    """W after each step, in doubles."""
    Y = np.diag([3.0, 2.0, 1.0, 0.0])
    U = alpha * np.linalg.cholesky(np.array([[float(x) for x in row] for row in make_shape(shape, 4)]))
    kept = [U @ U.T]
    for _ in range(steps):
        U = U + eta * (Y - U @ U.T) @ U
        kept.append(U @ U.T)
    return kept


@pytest.mark.parametrize("shape", ["identity", "random:7", "diagonal:1,2,3,4"])
@pytest.mark.parametrize("step", ["0.1", "0.03"])
def test_the_step_is_the_one_of_plain_doubles(shape: str, step: str) -> None:
    values = [np.linalg.eigvalsh(W)[::-1] for W in descent(shape, 1e-4, float(step), 1000)]
    for mode, sigma in ((1, 3), (2, 2), (3, 1)):
        first = next(j for j, x in enumerate(values) if x[mode - 1] >= sigma / 2)
        assert at_mode(shape=shape, step=step, mode=str(mode))["iteration"] == str(first)


def test_the_limit_is_that_of_descent_and_not_of_the_flow() -> None:
    """At α = 1e-128 it is reached to a hundredth, and 1/σ is not; the pivot tells the step to less than one."""
    for mode, sigma in ((1, 3), (2, 2), (3, 1)):
        what = at_mode(alpha="1e-128", mode=str(mode))
        limit = 0.1 / log1p(0.1 * sigma)
        assert float(what["limit"]) == pytest.approx(limit, rel=1e-11)
        assert float(what["rescaled"]) == pytest.approx(limit, rel=0.01)
        assert float(what["rescaled"]) != pytest.approx(1 / sigma, rel=0.01)
        assert float(what["rescaled"]) == pytest.approx(0.1 * int(what["iteration"]) / (128 * log(10)), rel=1e-11)
        assert abs(int(what["iteration"]) - float(what["by_pivot"])) < 1


@pytest.mark.parametrize(("shape", "theorem"), [("identity", "3"), ("random:7", "4p"), ("diagonal:1,2,3,4", "4p")])
def test_the_steps_inside_are_those_of_plain_doubles_and_windows_lie_among_them(shape: str, theorem: str) -> None:
    iterates = descent(shape, 1e-16, 0.05, 1900)
    for k in range(4):
        Y = np.diag([3.0, 2.0, 1.0, 0.0][:k] + [0.0] * (4 - k))
        inside = [j for j, W in enumerate(iterates) if np.linalg.norm(W - Y, 2) <= 0.1]
        what = at_window(shape=shape, theorem=theorem, step="0.05", k=str(k))
        assert what["first_inside"] == str(inside[0])
        assert what["last_inside"] == (str(inside[-1]) if k < 3 else "inf")
        assert what["admissible"] == "yes"
        assert what["empty"] == "no"
        assert inside[0] <= int(what["left"]) <= float(what["right"]) <= float(what["last_inside"])


def test_what_a_theorem_does_not_speak_of_has_no_window() -> None:
    assert at_window(theorem="3")["outcome"] == "NONE"
    assert "not diagonal in a basis of Y" in at_window(theorem="3")["reason"]


def test_a_mode_that_is_half_there_is_not_learned() -> None:
    assert at_mode(alpha="0.9", shape="identity", mode="3")["outcome"] == "NONE"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"step": "0.4"}, "step is 0.4, and σ₁ is 3; give a step below 1/σ₁"),
        ({"theorem": "4s"}, "of descent speak 3 and 4p"),
        ({"k": "4"}, "k is '4'"),
        ({"alpha": "1"}, "give one below 1"),
    ],
)
def test_points_that_make_no_sense_are_refused(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misuse, match=sentence):
        at_window(**changes)
