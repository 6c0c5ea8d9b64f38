"""Witnesses from optimization in floating point: the sides' difference is pushed down, within the hypotheses.

Where it ends, and near there, rationals are tried. Exact fractions or balls decide; floats only say where to look.
"""

import ast
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, takewhile

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from proofs.scalar.claims import Claim, Comparison, Numbers, Place, Point
from proofs.scalar.isolation import Isolation
from proofs.scalar.search import roots

Floats = NDArray[np.float64]
FLOATS = Numbers(float, {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "max": max}, lambda _: math.pi)
FAR = 1e150
FAR_IN_POWERS = 60.0
DIGITS = (0, 1, 2, 3, 5, 8, 12)
INWARD = (0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2)
"""How far a point is moved back to where the hypotheses have room."""
Function = Callable[[Floats], float]
Chart = Callable[[Floats, Floats], Floats]


def witness(claim: Claim, starts: Iterable[Point], deadline: float) -> Place | None:
    """Where the claim is refuted, from the ends of descents from points that satisfy its hypotheses, or nearly do."""
    if not claim.variables:
        return {} if claim.is_refuted_by({}) else None
    ends = list[Floats]()
    for start in starts:
        if max(abs(x) for x in start.values()) > FAR:
            continue
        x0 = np.array([float(start[name]) for name in claim.variables])
        for end in _ends(claim, x0, deadline):
            ends.append(end)
            for point in chain(_rationals(claim.variables, x0, end), _on_quadrics(claim, start, end)):
                if time.monotonic() > deadline:
                    return None
                if claim.is_refuted_by(point):
                    return point
    isolation = Isolation(claim)
    enclosed = chain.from_iterable(map(isolation.near, ends if isolation.is_of_use else ()))
    in_time = takewhile(lambda _: time.monotonic() < deadline, enclosed)
    return next(filter(isolation.is_refuted_by, in_time), None)


def _ends(claim: Claim, x0: Floats, deadline: float) -> Iterator[Floats]:
    """Where descents of the conclusion's slack end, and of that relative to its sides, in two charts."""
    names, conclusion = claim.variables, claim.conclusion
    slacks = [_slack(hypothesis, names) for hypothesis in claim.hypotheses]
    goals = [(_slack(conclusion, names), straight), (_slack(conclusion, names, relative=True), scaled)]
    if conclusion.relation is ast.Eq:
        goals += [(partial(_negative, goal), chart) for goal, chart in goals]
    for goal, chart in goals:
        constraints = [
            {"type": "eq" if h.relation is ast.Eq else "ineq", "fun": partial(_at, slack, chart, x0)}
            for h, slack in zip(claim.hypotheses, slacks, strict=True)
        ]
        if time.monotonic() > deadline:
            return
        end = _descent(partial(_at, goal, chart, x0), constraints, chart, x0)
        if end is not None:
            yield end


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
        for digits in DIGITS:
            if not inward or digits > 5:
                yield _rounded(names, end + inward * (start - end), digits)


def _rounded(names: Sequence[str], x: Floats, digits: int) -> Point:
    return {n: Fraction(float(v)).limit_denominator(10**digits) for n, v in zip(names, x, strict=True)}


def _on_quadrics(claim: Claim, start: Point, end: Floats) -> Iterator[Point]:
    """Where the line from a start, on a quadric, towards the end meets it once more: that is a rational point."""
    for equation in claim.hypotheses:
        if equation.relation is not ast.Eq or not equation.is_rational:
            continue
        for digits in DIGITS[2:]:
            to = _rounded(claim.variables, end, digits)

            def at(t: Fraction, to: Point = to) -> Point:
                return {n: x + t * (to[n] - x) for n, x in start.items()}

            yield from (at(t) for t in roots(equation, at) if t)


def _slack(comparison: Comparison, names: Sequence[str], relative: bool = False) -> Function:
    """By how much the comparison holds, relative to its sides if so asked: negative where it does not."""

    def slack(x: Floats) -> float:
        try:
            left, right = comparison.sides(dict(zip(names, map(float, x), strict=True)), FLOATS)
            found = -comparison.gap(left, right) / ((abs(left) + abs(right) or 1.0) if relative else 1.0)
        except (ValueError, OverflowError, ZeroDivisionError):
            return -FAR  # not defined: as bad as can be
        return found if math.isfinite(found) else -FAR

    return slack
