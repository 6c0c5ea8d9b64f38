"""The study `transition`: when mode i is half learned, in units of log(1/α)/c, for smaller and smaller α.

MV's picture of incremental learning is that this rescaled time t_i·c/log(1/α) tends to 1/σ_i as α → 0. Under spectral
initialization (12) gives, with a_i = α²w_i,

    t_i·c/log(1/α) − 1/σ_i = (log(σ_i/w_i) + log(1 − a_i/σ_i)) / (2σ_i log(1/α)),

which is evaluated as it stands, so that it is told however small it is. For any other shape the i-th singular value of
W(t) takes the mode's place, and the distance is told from a certified bracket of a time at which it reaches σ_i/2.
Beside it stands what the pivot law says of the mode's entry (ΦᵀWΦ)_ii: `law_low` and `law_high` enclose its time.
"""

from fractions import Fraction
from functools import lru_cache
from math import ceil, log2
from typing import Any

import flint

from numeric import matrices
from numeric.crossing import mode_reach_time, reach_time
from numeric.decimals import round_ball
from numeric.evaluate import Undecided
from numeric.exact import Scale, format_fraction
from numeric.inputs import read_problem
from numeric.problem import Problem
from numeric.studies import axes
from numeric.studies.scales import (
    ball,
    by_the_law,
    canonical_alpha,
    log10_size,
    log10_text,
    log_of_inverse,
    outward_or_empty,
    read_few_digits,
    read_mode,
)
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from paper import Misuse

HALF = Fraction(1, 2)
GUARDS = (4, 12, 40)
"""Digits beyond those asked for with which the time is bracketed: more only where a decimal lies on a boundary."""

GRID = {
    "spectrum": ("5,4,3,2,1", "1,0.5,0.25,0.125,0.0625", "10,9,3,2.9,0.1"),
    "shape": (
        *("identity", "diagonal:1,2,3,4,5", "diagonal:0.01,0.1,1,10,100"),
        *(f"random:{seed}" for seed in (1, 2, 3, 4)),
    ),
    "alpha": tuple(
        f"1e-{exponent}"
        for exponent in (
            *range(2, 10),
            *(step * 10**power // 2 for power in range(1, 6) for step in range(2, 20)),
            1_000_000,
        )
    ),
    "mode": ("1", "2", "3", "4", "5"),
    "rate": ("1",),
    "digits": ("30",),
}
COLUMNS = (
    *(OUTCOME, "quantity", "left", "right", "only", "rescaled", "radius", "limit"),
    *("log10_inverse_alpha", "log10_distance", "law_low", "law_high", REASON),
)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless Y, W̄₀, α < 1, the rate and the digits make sense together."""
    axes.require_shape(point["shape"])
    problem = _problem(point)
    mode, digits = read_mode(point["mode"], problem.diagonal or ()), read_few_digits(point["digits"])
    spelled = _spelled(point["spectrum"], point["shape"], point["alpha"], point["rate"])
    return {**spelled, "mode": str(mode), "digits": str(digits)}


def compute(point: Point) -> Found:
    """What is found at a canonical point. A mode that is half learned at t = 0 already has no such time: NONE."""
    problem, mode, digits = _problem(point), int(point["mode"]), int(point["digits"])
    sigma = (problem.diagonal or ())[mode - 1]
    found = {**dict.fromkeys(COLUMNS, ""), "limit": format_fraction(1 / sigma)}
    try:
        return {**found, OUTCOME: "FOUND", **_half_learned(problem, mode, digits)}
    except Misuse as error:
        return {**found, OUTCOME: "NONE", REASON: str(error)}
    except Undecided as error:
        return {**found, OUTCOME: "UNDECIDED", REASON: str(error)}


def _half_learned(problem: Problem, mode: int, digits: int) -> Found:
    spectral = matrices.is_diagonal(problem.start)
    sigma, weight = (problem.diagonal or ())[mode - 1], problem.start[mode - 1][mode - 1]
    for more in GUARDS:
        crossing = (mode_reach_time if spectral else reach_time)(problem, mode, HALF, digits + more)
        with flint.ctx.workprec(ceil((digits + more) * log2(10)) + 96):
            unit = log_of_inverse(problem.alpha)
            bracket = flint.arb.union(ball(crossing.left), ball(crossing.right))
            rescaled = bracket * ball(problem.rate) / unit
            distance = _spectral_distance(sigma, weight, problem.alpha) if spectral else rescaled - ball(1 / sigma)
            first, last = (None if x is None else x / unit for x in by_the_law(problem, mode))
            law = {"law_low": outward_or_empty(first, digits, up=False)}
            law["law_high"] = outward_or_empty(last, digits, up=True)
            told, scale, size = round_ball(rescaled, digits), log10_text(unit), log10_size(distance)
        if told is not None and scale is not None and size is not None:
            return {
                "quantity": crossing.quantity,
                "left": format_fraction(crossing.left),
                "right": format_fraction(crossing.right),
                "only": "yes" if crossing.only else "no",
                "rescaled": told.decimal,
                "radius": told.radius,
                "log10_inverse_alpha": scale,
                "log10_distance": size,
                **law,
            }
    raise Undecided(f"the rescaled time of mode {mode} could not be told to {digits} digits; ask for fewer")


def _spectral_distance(sigma: Fraction, weight: Fraction, alpha: Scale) -> Any:
    start = ball(weight) * (ball(alpha.mantissa) * flint.arb(10) ** alpha.exponent) ** 2
    excess = ball(sigma / weight).log() + (-start / ball(sigma)).log1p()
    return excess / (2 * ball(sigma) * log_of_inverse(alpha))


def _problem(point: Point) -> Problem:
    return _read(point["spectrum"], point["shape"], point["alpha"], point["rate"])


@lru_cache(maxsize=8)
def _spelled(spectrum: str, shape: str, alpha: str, rate: str) -> Point:
    """All but the mode and the digits, in one spelling."""
    problem = _read(spectrum, shape, alpha, rate)
    return {
        "spectrum": ",".join(map(format_fraction, problem.diagonal or ())),
        "shape": axes.shape(shape, problem.start),
        "alpha": canonical_alpha(problem.alpha, alpha),
        "rate": format_fraction(problem.rate),
    }


@lru_cache(maxsize=8)  # modes of one problem follow each other in a grid
def _read(spectrum: str, shape: str, alpha: str, rate: str) -> Problem:
    return read_problem(spectrum=spectrum, shape=shape, alpha=alpha, rate=rate)


TRANSITION = Study(
    "transition",
    "when each mode is half learned, in units of log(1/α)/c, for α down to 1e-1000000",
    *(2, GRID, COLUMNS, canonical, compute),
)
