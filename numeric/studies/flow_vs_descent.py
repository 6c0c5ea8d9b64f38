"""The study `flow-vs-descent`: how far gradient descent's W_j and the flow's W(ηj) are apart, at most, for η and α.

Both start at α²W̄₀. Descent lets an unlearned mode grow by (1 + ησ)² where the flow does by e^{2ησ}, and so learns it
later, by the part ησ/2 of the time log(1/α)/σ or so: where η log(1/α) is small the distance is of the order of that,
and else one has a mode learned that the other has not. The distance is looked at after so many iterations for each
mode, while it is learned; the largest one seen is certified, and bounds from below what is largest of all.
"""

from math import ceil, floor
from typing import Any

import flint

from numeric.closed_form import Flow, graded
from numeric.decimals import Rounded, exact_fraction, round_ball
from numeric.descending.run import Descent, Iterate, Run
from numeric.evaluate import Undecided
from numeric.exact import Unresolved, format_fraction, parse_fraction
from numeric.graded_spectrum import spectral_norm
from numeric.inputs import read_problem
from numeric.problem import Problem
from numeric.studies import axes
from numeric.studies.scales import (
    LOGARITHM_DIGITS,
    ball,
    canonical_alpha,
    log10_text,
    log_of_inverse,
    read_few_digits,
)
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from paper import Misuse

MANY = 10**30
"""Iterations, of which the number is told."""
GRID = {
    "spectrum": ("2,1", "3,2,1,0"),
    "shape": ("identity", "random:7"),
    "alpha": ("1e-2", "1e-4", "1e-8", "1e-16", "1e-32"),
    "step": ("0.2", "0.1", "0.05", "0.02", "0.01", "0.005"),
    "samples": ("100",),
    "digits": ("10",),
}
COLUMNS = (
    *(OUTCOME, "iterations", "distance", "radius", "iteration", "time", "rescaled_step"),
    *("log10_distance", "log10_inverse_alpha", REASON),
)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless all makes sense together, and the step is below 1/σ₁."""
    axes.require_shape(point["shape"])
    problem = _problem(point)
    return {
        "spectrum": ",".join(map(format_fraction, problem.diagonal or ())),
        "shape": axes.shape(point["shape"], problem.start),
        "alpha": canonical_alpha(problem.alpha, point["alpha"]),
        "step": format_fraction(axes.step(point["step"], problem)),
        "samples": str(axes.whole(point["samples"], "samples", 1, 10_000, "as many distances are taken")),
        "digits": str(read_few_digits(point["digits"])),
    }


def compute(point: Point) -> Found:
    """What is found at a canonical point; NONE where it would take too long."""
    problem = _problem(point)
    descent = Descent(problem, parse_fraction(point["step"], "step"))
    wanted = _iterations(descent, int(point["samples"]))
    with flint.ctx.workprec(128):
        unit = log_of_inverse(problem.alpha)
        scales = {
            "rescaled_step": _decimal(ball(descent.step) * unit),
            "log10_inverse_alpha": log10_text(unit) or "",
        }
    found = {**dict.fromkeys(COLUMNS, ""), **scales, "iterations": str(wanted[-1]) if wanted[-1] < MANY else ""}
    try:
        largest, iteration, logarithm = farthest(descent, wanted, int(point["digits"]))
    except Misuse as error:
        return {**found, OUTCOME: "NONE", REASON: str(error)}
    except Undecided as error:
        return {**found, OUTCOME: "UNDECIDED", REASON: str(error)}
    return {
        **found,
        OUTCOME: "FOUND",
        "distance": largest.decimal,
        "radius": largest.radius,
        "iteration": str(iteration),
        "time": format_fraction(descent.step * iteration),
        "log10_distance": logarithm,
    }


def farthest(descent: Descent, wanted: tuple[int, ...], digits: int) -> tuple[Rounded, int, str]:
    """The largest ‖W(ηj) − W_j‖₂ of the iterations j that are wanted, where it is about, and its logarithm.

    Raises Misuse where that takes too long, Undecided where no precision tells it.
    """
    run = Run(descent, digits, wanted[-1])
    for bits in run.precisions():
        try:
            seen = [(_distance(descent, j, iterate), j) for j, iterate in run.iterates(wanted, bits)]
        except Unresolved:
            continue
        with flint.ctx.workprec(bits):
            largest = seen[0][0]
            for distance, _ in seen:
                largest = largest.max(distance)
            told, logarithm = round_ball(largest, digits), log10_text(largest.log())
        if told is not None and logarithm is not None:
            return told, max(seen, key=lambda pair: exact_fraction(pair[0].mid()))[1], logarithm
    raise Undecided(f"the largest distance could not be told to {digits} digits; ask for fewer")


def _distance(descent: Descent, iteration: int, iterate: Iterate) -> Any:
    problem, frame, field = descent.problem, iterate.frame, iterate.frame.field
    time = field.number(descent.step * iteration)
    flow = Flow(field, frame.sigma, field.number(1), field.scale(problem.alpha), time)
    return spectral_norm(graded(flow, frame.inverse_shape(problem)) - iterate.W, field)


def _iterations(descent: Descent, samples: int) -> tuple[int, ...]:
    """So many for each mode, evenly spread over t = ηj while it is learned, by the flow first and then by descent.

    That is about log(1/α)/σ, and later by a part below ησ, as ησ < 1; and 4/σ around.
    """
    found = set()
    with flint.ctx.workprec(128):
        unit = log_of_inverse(descent.problem.alpha)
        for sigma in {sigma for sigma in descent.problem.diagonal or () if sigma > 0}:
            speed = descent.step * sigma
            ends = [exact_fraction((x / ball(speed)).mid()) for x in (unit - 4, unit * (1 + ball(speed)) + 4)]
            first, last = max(1, floor(ends[0])), ceil(ends[1])
            found |= {first + (last - first) * k // samples for k in range(1, samples + 1)}
    return tuple(sorted(found))


def _decimal(x: Any) -> str:
    told = round_ball(x, LOGARITHM_DIGITS)
    return "" if told is None else told.decimal


def _problem(point: Point) -> Problem:
    return read_problem(spectrum=point["spectrum"], shape=point["shape"], alpha=point["alpha"])


FLOW_VS_DESCENT = Study(
    "flow-vs-descent",
    "how far gradient descent with the step η and the flow are apart at most, for η and α",
    *(1, GRID, COLUMNS, canonical, compute),
    batch=1,
)
