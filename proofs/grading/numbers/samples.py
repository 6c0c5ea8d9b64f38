"""Points at which a claim's hypotheses hold: what is false at one of them is not looked for.

A guess in floating point, on which nothing rests: at worst a proof is missed.
"""

import ast
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from random import Random

from proofs import checker
from proofs.grading.numbers.contacts import FLOATS, SIMPLE
from proofs.scalar.claims import FRACTIONS, Comparison, Point, evaluated

TRIES, MOST = 400, 12
SEED = 1
CLEARLY = 1e-6
"""Of their sizes, by which two numbers differ where one is taken to be the larger."""
VALUES = [*map(Fraction, ("1/10", "-3", "10", "5/3", "-7/5", "9/10", "1/50", "-1/10")), *SIMPLE]


def samples(names: Sequence[str], given: Sequence[Comparison]) -> list[Mapping[str, float]]:
    """Some points at which the hypotheses hold, beyond doubt."""
    random, found = Random(SEED), list[Mapping[str, float]]()  # noqa: S311 (a seeded sample, nothing secret)
    for n in range(TRIES if len(names) > 1 else len(VALUES) * len(names)):
        point = {name: random.choice(VALUES) for name in names} if len(names) > 1 else {names[0]: VALUES[n]}
        if all(_holds(each, point) for each in given):
            found.append({name: float(x) for name, x in point.items()})
            if len(found) == MOST:
                break
    return found


def _holds(comparison: Comparison, point: Point) -> bool:
    with suppress(TypeError, ArithmeticError, ValueError):
        if comparison.is_rational:
            left, right = comparison.sides(point, FRACTIONS)
            return bool(_compared(comparison.relation, left, right))
        letters = {name: float(x) for name, x in point.items()}
        left, right = comparison.sides(letters, FLOATS)
        small, large = (left, right) if comparison.relation in (ast.LtE, ast.Lt) else (right, left)
        return comparison.relation is not ast.Eq and large - small > CLEARLY * (abs(small) + abs(large))
    return False


def _compared(relation: type[ast.cmpop], left: Fraction, right: Fraction) -> bool:
    return {
        ast.Eq: left == right,
        ast.LtE: left <= right,
        ast.Lt: left < right,
        ast.GtE: left >= right,
        ast.Gt: left > right,
    }[relation]


def is_false(shows: str, points: Sequence[Mapping[str, float]]) -> bool:
    """Whether it is clearly false at one of the points."""
    tree = checker.parsed(shows)
    if not isinstance(tree, ast.Compare):
        return False
    return any(_fails(tree, point) for point in points)


def _fails(tree: ast.Compare, point: Mapping[str, float]) -> bool:
    with suppress(TypeError, ArithmeticError, ValueError):
        left, right = (evaluated(side, point, FLOATS) for side in (tree.left, tree.comparators[0]))
        far = CLEARLY * (abs(left) + abs(right) + CLEARLY)
        match tree.ops[0]:
            case ast.LtE() | ast.Lt():
                return bool(left > right + far)
            case ast.GtE() | ast.Gt():
                return bool(left < right - far)
            case _:
                return bool(abs(left - right) > far)
    return False
