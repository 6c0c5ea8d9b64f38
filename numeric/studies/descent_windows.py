"""The study `windows` of gradient descent: each proved T_k beside the steps at which W really is within ε of Y_k.

`theorem` is 3, for starts in a basis of Y, or 4p, for any start. The distance is looked at around the steps at which a
mode of its own, from the pivot of W̄₀, would come near to Y_k and leave it again; the first and the last step inside
are certified there, between one that is outside and one that is inside. Steps are also given as ηj/log(1/α).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil
from typing import Any

import flint

from numeric.decimals import exact_fraction
from numeric.descending.run import Descent
from numeric.descending.values import Asked
from numeric.descent_windows import Descending, StepWindow, any_start, spectral
from numeric.evaluate import Undecided
from numeric.exact import format_fraction, parse_fraction
from numeric.field import Balls
from numeric.inputs import read_instance
from numeric.instance import Instance
from numeric.pivots import pivot
from numeric.problem import Problem
from numeric.studies import axes
from numeric.studies.descent_transition import AROUND, BITS, decided, decimal
from numeric.studies.scales import LOGARITHM_DIGITS, ball, canonical_alpha, log10_text, log_of_inverse
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from numeric.studies.windows import found_at
from paper import Misuse

WIDER = 4
THEOREMS = {"3": spectral, "4p": any_start}
ENDS = {"left": "left", "right": "right", "first": "first_inside", "last": "last_inside"}

GRID = {
    "theorem": ("3", "4p"),
    "spectrum": ("3,2,1,0",),
    "shape": ("identity", "random:7"),
    "epsilon": ("0.1",),
    "alpha": ("1e-8", "1e-16", "1e-32", "1e-64", "1e-128"),
    "step": ("1/12",),
    "k": ("0", "1", "2", "3"),
}
COLUMNS = (
    *(OUTCOME, "admissible", "empty", *ENDS.values()),
    *(*(f"rescaled_{name}" for name in ENDS), "log10_inverse_alpha", REASON),
)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless all makes sense together, and the step is below 1/σ₁."""
    axes.require_shape(point["shape"])
    instance = _instance(point)
    if (theorem := axes.theorem(point["theorem"])) not in THEOREMS:
        raise Misuse(f"theorem is {point['theorem'][:40]!r}; of descent speak {' and '.join(THEOREMS)}")
    return {
        "theorem": theorem,
        "spectrum": ",".join(map(format_fraction, instance.spectrum)),
        "shape": axes.shape(point["shape"], instance.shape),
        "epsilon": format_fraction(instance.epsilon or Fraction(0)),
        "alpha": canonical_alpha(instance.alpha, point["alpha"]),
        "step": format_fraction(axes.step(point["step"], problem_of(instance))),
        "k": str(axes.whole(point["k"], "k", 0, instance.r, "the rank of Y")),
    }


def compute(point: Point) -> Found:
    """What is found at a canonical point: NONE where the theorem does not speak of it, or it would take too long."""
    return found_at(COLUMNS, lambda: _compute(point))


def _compute(point: Point) -> Found:
    instance, k, eta = _instance(point), int(point["k"]), parse_fraction(point["step"], "step")
    asked, windows = THEOREMS[point["theorem"]](Descending(instance, eta))
    truths = [each.holds for each in asked if each.k in (None, k)]
    admissible = "no" if False in truths else "undecided" if None in truths else "yes"
    window = next((each for each in windows if each.k == k), None)
    if window is None:
        raise Misuse(f"the start does not learn {k} modes, so there is no T_{k}")
    first, last = Inside(instance, eta, k).ends()
    ends = {"left": window.first, "right": window.last, "first": first, "last": last}
    with flint.ctx.workprec(BITS):
        unit = log_of_inverse(instance.alpha)
        rescaled = {name: None if j is None else ball(eta * j) / unit for name, j in ends.items()}
        return {
            "admissible": admissible,
            "empty": _empty(window),
            **{column: _end(ends[name], str) for name, column in ENDS.items()},
            **{f"rescaled_{name}": _end(x, _rounded) for name, x in rescaled.items()},
            "log10_inverse_alpha": log10_text(unit) or "",
        }


@dataclass(frozen=True)
class Inside:
    """At which steps of descent ‖W_j − Y_k‖₂ ≤ ε."""

    instance: Instance
    eta: Fraction
    k: int

    @cached_property
    def descent(self) -> Descent:
        return Descent(problem_of(self.instance), self.eta)

    def ends(self) -> tuple[int, int | None]:
        """The first and, for k < r, the last of those looked at. Raises Misuse, Undecided."""
        first = 0 if self.k == 0 else self._changes(self.k, self._epsilon / 2, falls=True)
        return first, self._changes(self.k + 1, self._epsilon, falls=False) if self.k < self.instance.r else None

    @property
    def _epsilon(self) -> Fraction:
        return self.instance.epsilon or Fraction(0)

    def _changes(self, mode: int, level: Fraction, *, falls: bool) -> int:
        """The first step inside, where the distance falls as the mode is learned, or the last, where it rises."""
        sigma = self.instance.spectrum[mode - 1]
        middle, around = self._about(mode, level, falls), ceil(AROUND / (self.eta * sigma))
        for _ in range(WIDER):
            steps = range(max(0, middle - around), middle + around + 1)
            inside = self._are_inside(steps)
            # of those outside at the other end
            if not inside[0 if falls else -1] and any(inside):
                return steps[inside.index(True)] if falls else steps[-1] - inside[::-1].index(True)
            around *= 2
        raise Undecided(f"where W comes to Y_{self.k}, or leaves it, was not seen among the steps looked at")

    def _about(self, mode: int, level: Fraction, falls: bool) -> int:
        """When a mode of its own, which starts from the pivot, is so far from its target, or from 0."""
        field = Balls(BITS)
        with field.working():
            start = pivot(self.instance, mode, field).p * field.scale(self.instance.alpha) ** 2
            sigma = ball(self.instance.spectrum[mode - 1])
            ratio = sigma / ball(level) - 1
            odds = ratio if falls else 1 / ratio
            steps = ((sigma / start).log() + odds.log()) / (2 * (1 + ball(self.eta) * sigma).log())
            return max(0, int(exact_fraction(steps.mid()))) if steps.is_finite() else 0

    def _are_inside(self, steps: Sequence[int]) -> list[bool]:
        def is_inside(told: Mapping[Any, Any]) -> bool | None:
            distance, epsilon = told.get(("spectral", self.k)), ball(self._epsilon)
            return None if distance is None else True if distance <= epsilon else False if distance > epsilon else None

        name = f"whether W is within ε of Y_{self.k}"
        return decided(self.descent, steps, Asked(errors=(self.k,)), is_inside, name)


def _empty(window: StepWindow) -> str:
    return {True: "yes", False: "no", None: "undecided"}[window.is_empty]


def _end(x: Any | None, told: Callable[[Any], str]) -> str:
    return "inf" if x is None else told(x)


def _rounded(x: Any) -> str:
    return decimal(x, LOGARITHM_DIGITS)


def problem_of(instance: Instance) -> Problem:
    return Problem(instance.target, instance.shape, None, instance.alpha, instance.rate)


def _instance(point: Point) -> Instance:
    return _read(*(point[axis] for axis in ("spectrum", "shape", "epsilon", "alpha")))


@lru_cache(maxsize=8)  # the k of one instance follow each other in a grid
def _read(spectrum: str, shape: str, epsilon: str, alpha: str) -> Instance:
    return read_instance(spectrum=spectrum, shape=shape, epsilon=epsilon, alpha=alpha)


DESCENT_WINDOWS = Study(
    "descent-windows",
    "each proved window of gradient descent beside the first and last step at which W is within ε of Y_k",
    *(1, GRID, COLUMNS, canonical, compute),
    batch=1,
    drawn_as="windows",
)
