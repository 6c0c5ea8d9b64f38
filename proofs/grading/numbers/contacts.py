"""Points at which both sides of a claim are equal: a proof has to be sharp there."""

import ast
import math
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import islice, product

from proofs.scalar.claims import Comparison, Numbers, Point

SIMPLE = [Fraction(x) for x in ("0", "1", "-1", "1/2", "2", "-2", "1/4", "3/4", "3", "-1/2", "1/3", "4")]
MOST_NAMES = 2
MOST_POINTS = 1500
MOST_CONTACTS = 2
NEAR = 1e-9
FLOATS = Numbers(float, {"max": max, "exp": math.exp, "log": math.log, "sqrt": math.sqrt}, lambda _: math.pi)
"""Good enough for a guess, on which nothing rests."""


def contacts(names: Sequence[str], given: Sequence[Comparison], conclusion: Comparison) -> list[Point]:
    """Simple points at which the hypotheses hold and both sides of the conclusion are all but equal."""

    def touches(point: Point) -> bool:
        with suppress(TypeError, ArithmeticError, ValueError):
            letters = {name: float(x) for name, x in point.items()}
            left, right = conclusion.sides(letters, FLOATS)
            return abs(left - right) <= NEAR * (1 + abs(left)) and all(_holds(each, letters) for each in given)
        return False

    if len(names) > MOST_NAMES:
        return []  # where many points are such, none of them is of use
    points = (dict(zip(names, values, strict=True)) for values in product(SIMPLE, repeat=len(names)))
    return list(islice(filter(touches, islice(points, MOST_POINTS)), MOST_CONTACTS))


def _holds(comparison: Comparison, letters: dict[str, float]) -> bool:
    left, right = comparison.sides(letters, FLOATS)
    return bool(
        abs(left - right) <= NEAR if comparison.relation is ast.Eq else _ordered(comparison.relation, left, right)
    )


def _ordered(relation: type[ast.cmpop], left: float, right: float) -> bool:
    return left >= right - NEAR if relation in (ast.GtE, ast.Gt) else left <= right + NEAR
