"""Witnesses from optimization in floating point: the sides' difference is pushed down, within the hypotheses.

Where it ends, and near there, rationals are tried. Exact fractions or balls decide; floats only say where to look.
"""

import ast
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from proofs.grading.points import Points
from proofs.refuter import Point
from proofs.scalar_claim import Comparison

Floats = NDArray[np.float64]
FUNCTIONS: dict[str, Callable[..., float]] = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "max": max}
FAR = 1e150
DIGITS = (0, 1, 2, 3, 5, 8, 12)
INWARD = (0.0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2)
"""How far a point is moved back to where the hypotheses have room."""


def witness(points: Points, starts: Sequence[Point], deadline: float) -> Point | None:
    """A point that refutes the claim, from the ends of descents from points that satisfy its hypotheses."""
    names, conclusion = points.claim.names, points.claim.conclusion
    if not names:
        return None
    slacks = [_slack(h, names) for h in points.claim.hypotheses]
    constraints = [
        {"type": "eq" if h.relation is ast.Eq else "ineq", "fun": slack}
        for h, slack in zip(points.claim.hypotheses, slacks, strict=True)
    ]
    least = _slack(conclusion, names)
    goals = [least, lambda x: -least(x)] if conclusion.relation is ast.Eq else [least]
    for start in starts:
        x0 = np.array([float(start[name]) for name in names])
        for goal in goals:
            if time.monotonic() > deadline:
                return None
            end = _descent(goal, x0, constraints)
            if end is None:
                continue
            for point in _rationals(names, x0, end):
                if time.monotonic() > deadline:
                    return None
                if points.refutes(point):
                    return point
    return None


def _descent(goal: Callable[[Floats], float], x0: Floats, constraints: Sequence[Mapping[str, object]]) -> Floats | None:
    """Where a sequence of quadratic programs ends, or None."""
    scale = max(abs(goal(x0)), 1e-12)
    options = {"maxiter": 60, "ftol": 1e-14}
    with np.errstate(all="ignore"):
        try:
            found = minimize(lambda x: goal(x) / scale, x0, method="SLSQP", constraints=constraints, options=options)
        except (ValueError, OverflowError, ZeroDivisionError, np.linalg.LinAlgError):
            return None
    end = np.asarray(found.x, dtype=float)
    return end if np.all(np.isfinite(end)) and np.max(abs(end)) < FAR else None


def _rationals(names: Sequence[str], start: Floats, end: Floats) -> Iterator[Point]:
    for inward in INWARD:
        x = end + inward * (start - end)
        for digits in DIGITS:
            if not inward or digits > 5:
                yield {n: Fraction(float(v)).limit_denominator(10**digits) for n, v in zip(names, x, strict=True)}


def _slack(comparison: Comparison, names: Sequence[str]) -> Callable[[Floats], float]:
    """By how much the comparison holds: negative where it does not."""
    sign = 1.0 if comparison.relation in (ast.Gt, ast.GtE) else -1.0

    def slack(x: Floats) -> float:
        values = dict(zip(names, map(float, x), strict=True))
        try:
            found = sign * (_value(comparison.left, values) - _value(comparison.right, values))
        except (ValueError, OverflowError, ZeroDivisionError):
            return -FAR  # not defined: as bad as can be
        return found if math.isfinite(found) else -FAR

    return slack


def _value(tree: ast.expr, values: Mapping[str, float]) -> float:
    match tree:
        case ast.Constant(value=int(number)):
            return float(number)
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(operand=a):
            return -_value(a, values)
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return _value(a, values) + _value(b, values)
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return _value(a, values) - _value(b, values)
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            return _value(a, values) * _value(b, values)
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            return _value(a, values) / _value(b, values)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
            return float(_value(a, values) ** n)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_value(argument, values) for argument in arguments))
    raise TypeError(f"{ast.unparse(tree)} is no expression")
