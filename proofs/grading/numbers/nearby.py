"""Witnesses from optimization in floating point: the sides' difference is pushed down, within the hypotheses.

Where it ends, and near there, rationals are tried. Exact fractions or balls decide; floats only say where to look.
"""

import ast
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from proofs.scalar.claims import Claim, Comparison, evaluated
from proofs.scalar.points import Points
from proofs.scalar.refuter import Point

Floats = NDArray[np.float64]
FUNCTIONS: dict[str, Callable[..., float]] = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "max": max}
FAR = 1e150
FAR_IN_POWERS = 60.0
DIGITS = (0, 1, 2, 3, 5, 8, 12)
INWARD = (0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2)
"""How far a point is moved back to where the hypotheses have room."""


def witness(points: Points, starts: Iterable[Point], deadline: float) -> Point | None:
    """A point that refutes the claim, from the ends of descents from points that satisfy its hypotheses."""
    names, conclusion = points.claim.names, points.claim.conclusion
    if not names:
        return None
    slacks = [_slack(h, names) for h in points.claim.hypotheses]
    goals = [(_slack(conclusion, names, chart is scaled), chart) for chart in (straight, scaled)]
    if conclusion.relation is ast.Eq:
        goals += [(partial(_negative, goal), chart) for goal, chart in goals]
    for start in starts:
        if max(abs(x) for x in start.values()) > FAR:
            continue
        x0 = np.array([float(start[name]) for name in names])
        for goal, along in goals:
            if time.monotonic() > deadline:
                return None
            constraints = [
                {"type": "eq" if h.relation is ast.Eq else "ineq", "fun": partial(_at, slack, along, x0)}
                for h, slack in zip(points.claim.hypotheses, slacks, strict=True)
            ]
            end = _descent(partial(_at, goal, along, x0), constraints, along, x0)
            if end is None:
                continue
            for point in chain(_rationals(names, x0, end), _on_quadrics(points.rational, start, end)):
                if time.monotonic() > deadline:
                    return None
                if points.refutes(point):
                    return point
    return None


Function = Callable[[Floats], float]
Chart = Callable[[Floats, Floats], Floats]


def straight(x0: Floats, u: Floats) -> Floats:
    return x0 + u


def scaled(x0: Floats, u: Floats) -> Floats:
    """Each number times a power, so that all scales are near."""
    return np.asarray(x0 * np.exp(np.clip(u, -FAR_IN_POWERS, FAR_IN_POWERS)))


def _negative(function: Function, x: Floats) -> float:
    return -function(x)


def _at(function: Function, chart: Chart, x0: Floats, u: Floats) -> float:
    return function(chart(x0, u))


def _descent(goal: Function, constraints: Sequence[Mapping[str, object]], chart: Chart, x0: Floats) -> Floats | None:
    """Where a sequence of quadratic programs ends, or None."""
    start = np.zeros(len(x0))
    scale = max(abs(goal(start)), 1e-12)
    options = {"maxiter": 60, "ftol": 1e-14}
    with np.errstate(all="ignore"):
        try:
            found = minimize(lambda u: goal(u) / scale, start, method="SLSQP", constraints=constraints, options=options)
        except (ValueError, OverflowError, ZeroDivisionError, np.linalg.LinAlgError):
            return None
    end = chart(x0, np.asarray(found.x, dtype=float))
    return end if np.all(np.isfinite(end)) and np.max(abs(end)) < FAR else None


def _rationals(names: Sequence[str], start: Floats, end: Floats) -> Iterator[Point]:
    for inward in INWARD:
        x = end + inward * (start - end)
        for digits in DIGITS:
            if not inward or digits > 5:
                yield {n: Fraction(float(v)).limit_denominator(10**digits) for n, v in zip(names, x, strict=True)}


def _on_quadrics(claim: Claim, start: Point, end: Floats) -> Iterator[Point]:
    """Where the line from a start, on a quadric, towards the end meets it once more: that is a rational point.

    Of a claim without functions, which have no exact value there.
    """
    for equation in claim.hypotheses:
        if equation.relation is not ast.Eq:
            continue
        for digits in DIGITS[2:]:
            to = {n: Fraction(float(v)).limit_denominator(10**digits) for n, v in zip(claim.names, end, strict=True)}

            def at(t: Fraction, to: Point = to) -> Point:
                return {n: x + t * (to[n] - x) for n, x in start.items()}

            values = [claim.sides(equation, at(Fraction(t))) for t in (-1, 0, 1, 2)]
            if any(sides is None for sides in values):
                break
            below, here, above, further = (sides[0] - sides[1] for sides in values if sides is not None)
            bent, straight = (above + below) / 2, (above - below) / 2
            if here == 0 and bent and further == 4 * bent + 2 * straight:
                yield at(-straight / bent)


def _slack(comparison: Comparison, names: Sequence[str], relative: bool = False) -> Function:
    """By how much the comparison holds, relative to its sides if so asked: negative where it does not."""
    sign = 1.0 if comparison.relation in (ast.Gt, ast.GtE) else -1.0

    def slack(x: Floats) -> float:
        values = dict(zip(names, map(float, x), strict=True))
        try:
            left, right = _value(comparison.left, values), _value(comparison.right, values)
            found = sign * (left - right) / ((abs(left) + abs(right) or 1.0) if relative else 1.0)
        except (ValueError, OverflowError, ZeroDivisionError):
            return -FAR  # not defined: as bad as can be
        return found if math.isfinite(found) else -FAR

    return slack


def _value(tree: ast.expr, values: Mapping[str, float]) -> float:
    return evaluated(tree, values, float, FUNCTIONS)
