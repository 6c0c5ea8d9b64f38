"""The study `transition` of gradient descent: after how many steps η mode i is half learned, for smaller and smaller α.

An unlearned mode grows by (1 + ησ_i)² in a step, so that ηj/log(1/α) tends to η/log(1 + ησ_i) as α → 0, which is more
than the flow's 1/σ_i. What is told is the first step of those looked at after which the i-th singular value of W is
certainly at least σ_i/2, and before which it certainly is not. `by_pivot` is where a mode of its own, which starts from
the pivot p_i of W̄₀ and is not slowed by what it has learned, would be: log(σ_i/(α²p_i) − 1)/(2 log(1 + ησ_i)).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any

import flint

from numeric.decimals import exact_fraction, round_ball
from numeric.descending.run import Descent, Run
from numeric.descending.values import Asked, numbers
from numeric.enclosed_instance import with_tolerance
from numeric.evaluate import Undecided
from numeric.exact import Unresolved, format_fraction, parse_fraction
from numeric.field import Balls
from numeric.inputs import read_problem
from numeric.pivots import pivot
from numeric.problem import Problem
from numeric.studies import axes
from numeric.studies.scales import (
    LOGARITHM_DIGITS,
    ball,
    canonical_alpha,
    log10_size,
    log10_text,
    log_of_inverse,
    read_few_digits,
    read_mode,
)
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from paper import Misuse

BITS = 192
AROUND = 6
"""Steps that are looked at on either side of where the pivot says, in units of 1/(ησ): the mode rises in a few."""
WIDER = 4
"""Times that twice as many are looked at, where it is not there."""
LOOKED = Asked(singular_values=True)

GRID = {
    "spectrum": ("3,2,1,0",),
    "shape": ("identity", "random:7"),
    "alpha": ("1e-2", "1e-4", "1e-8", "1e-16", "1e-32", "1e-64", "1e-128"),
    "step": ("0.2", "0.1", "0.05"),
    "mode": ("1", "2", "3"),
    "digits": ("12",),
}
COLUMNS = (
    *(OUTCOME, "iteration", "time", "by_pivot", "rescaled", "limit"),
    *("log10_inverse_alpha", "log10_distance", REASON),
)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless all makes sense together, and the step is below 1/σ₁."""
    axes.require_shape(point["shape"])
    problem = read(point["spectrum"], point["shape"], point["alpha"])
    return {
        "spectrum": ",".join(map(format_fraction, problem.diagonal or ())),
        "shape": axes.shape(point["shape"], problem.start),
        "alpha": canonical_alpha(problem.alpha, point["alpha"]),
        "step": format_fraction(axes.step(point["step"], problem)),
        "mode": str(read_mode(point["mode"], problem.diagonal or ())),
        "digits": str(read_few_digits(point["digits"])),
    }


def compute(point: Point) -> Found:
    """What is found at a canonical point; NONE where it would take too long, or half is learned at the start."""
    problem, mode, digits = read(point["spectrum"], point["shape"], point["alpha"]), int(point["mode"]), point["digits"]
    descent = Descent(problem, parse_fraction(point["step"], "step"))
    sigma = (problem.diagonal or ())[mode - 1]
    found = dict.fromkeys(COLUMNS, "")
    try:
        by_pivot = expected(problem, mode, descent.step, sigma)
        iteration = half_learned(descent, mode, sigma, by_pivot)
    except Misuse as error:
        return {**found, OUTCOME: "NONE", REASON: str(error)}
    except Undecided as error:
        return {**found, OUTCOME: "UNDECIDED", REASON: str(error)}
    with flint.ctx.workprec(BITS + 4 * int(digits)):
        unit, eta = log_of_inverse(problem.alpha), ball(descent.step)
        rescaled, limit = eta * iteration / unit, eta / (1 + eta * ball(sigma)).log()
        return {
            **found,
            OUTCOME: "FOUND",
            "iteration": str(iteration),
            "time": format_fraction(descent.step * iteration),
            "by_pivot": decimal(by_pivot, LOGARITHM_DIGITS),
            "rescaled": decimal(rescaled, int(digits)),
            "limit": decimal(limit, int(digits)),
            "log10_inverse_alpha": log10_text(unit) or "",
            "log10_distance": log10_size(rescaled - limit) or "",
        }


def expected(problem: Problem, mode: int, step: Fraction, sigma: Fraction) -> Any:
    """log(σ_i/(α²p_i) − 1)/(2 log(1 + ησ_i)), as a ball. Raises Misuse where half of the mode is there already."""
    field = Balls(BITS)
    with field.working():
        start = pivot(with_tolerance(problem, Fraction(1)), mode, field).p * field.scale(problem.alpha) ** 2
        if not 2 * start < ball(sigma):
            raise Misuse(f"mode {mode} does not start below half of σ_{mode}; give a smaller α")
        return (ball(sigma) / start - 1).log() / (2 * (1 + ball(step * sigma)).log())


def half_learned(descent: Descent, mode: int, sigma: Fraction, about: Any) -> int:
    """The first step, of those around, after which the mode-th singular value is at least σ/2.

    Raises Misuse where that takes too long, or it is so at the start, Undecided where no precision tells it.
    """

    def is_above(told: Mapping[Any, Any]) -> bool | None:
        value, level = told.get(("σ", mode - 1)), ball(sigma / 2)
        return None if value is None else True if value >= level else False if value < level else None

    middle, around = int(exact_fraction(about.mid())), ceil(AROUND / (descent.step * sigma))
    for _ in range(WIDER):
        steps = range(max(0, middle - around), middle + around + 1)
        above = decided(descent, steps, LOOKED, is_above, f"whether the singular value {mode} is half of σ_{mode}")
        if above[0] and not steps[0]:
            raise Misuse(f"the singular value {mode} of W(0) is at least half of σ_{mode}; give a smaller α")
        if not above[0] and any(above):
            return steps[above.index(True)]
        around *= 2
    raise Undecided(f"the singular value {mode} was not seen to reach half of σ_{mode}")


def decided(
    descent: Descent,
    steps: Sequence[int],
    asked: Asked,
    question: Callable[[Mapping[Any, Any]], bool | None],
    name: str,
) -> list[bool]:
    """The answer after each of the steps, from the numbers asked for; `question` gives None where balls do not tell.

    Raises Misuse where that takes too long, Undecided where no precision tells what `name` is.
    """
    run = Run(descent, 10, steps[-1])
    for bits in run.precisions():
        found = []
        with suppress(Unresolved):
            for _, iterate in run.iterates(steps, bits):
                with flint.ctx.workprec(bits):
                    answer = question(numbers(descent, iterate, asked))
                if answer is None:
                    raise Unresolved(name)
                found.append(answer)
            return found
    raise Undecided(f"{name} could not be told")


def decimal(x: Any, digits: int) -> str:
    """To so many digits; empty where the ball does not tell them."""
    told = round_ball(x, digits)
    return "" if told is None else told.decimal


@lru_cache(maxsize=8)
def read(spectrum: str, shape: str, alpha: str) -> Problem:
    """Raises Misuse where it is none, or there is nothing to learn."""
    return read_problem(spectrum=spectrum, shape=shape, alpha=alpha)


DESCENT_TRANSITION = Study(
    "descent-transition",
    "after how many steps of gradient descent each mode is half learned, in units of log(1/α)",
    *(1, GRID, COLUMNS, canonical, compute),
    batch=1,
    drawn_as="transition",
)
