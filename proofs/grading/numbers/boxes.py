"""Witnesses by interval branch and bound: boxes in which the claim can't fail are left out, the others are halved.

A box is a product of intervals; balls bound what the texts come to in it. The box in which the conclusion may be
violated most is halved next, where it is longest, and its middle is tried, exactly. Values of either sign and of many
sizes are covered: an interval of one sign that spans several powers of two is halved between its powers.
"""

import ast
import time
from collections.abc import Iterator, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count, product
from math import frexp, inf, isfinite
from typing import Any

import flint

from numeric.field import Balls
from proofs.certificate.language import value
from proofs.scalar.claims import Claim, Comparison
from proofs.scalar.points import Points
from proofs.scalar.refuter import Point

Span = tuple[float, float]
Box = Mapping[str, Span]
BITS = 64
FARTHEST = 2.0**40
NEAREST = 2.0**-40
SPANS: tuple[Span, ...] = ((NEAREST, FARTHEST), (-FARTHEST, -NEAREST), (-NEAREST, NEAREST))
"""For each variable to begin with."""
MOST_VARIABLES = 4
MOST_BOXES = 200_000
DIGITS = (1, 10, 1000, 10**6)


def witness(points: Points, deadline: float) -> Point | None:
    """A point that refutes the claim, by the deadline, which is monotonic; None too where every box is left out."""
    claim = points.claim
    if not 1 <= len(claim.names) <= MOST_VARIABLES:
        return None
    heap: list[tuple[float, int, Box]] = []
    number = count()
    with Balls(BITS).working():
        for spans in product(SPANS, repeat=len(claim.names)):
            _push(heap, number, claim, dict(zip(claim.names, spans, strict=True)))
        while heap and next(number) < MOST_BOXES and time.monotonic() < deadline:
            _, _, box = heappop(heap)
            for point in _middles(box):
                if points.refutes(point):
                    return point
            for half in _halves(box):
                _push(heap, number, claim, half)
    return None


def _push(heap: list[tuple[float, int, Box]], number: Iterator[int], claim: Claim, box: Box) -> None:
    """Unless a hypothesis fails, or the conclusion holds, in all of the box."""
    letters = {name: flint.arb((a + b) / 2, (b - a) / 2) for name, (a, b) in box.items()}
    if any(_least_excess(hypothesis, letters) > 0 for hypothesis in claim.hypotheses):
        return
    most = _most_excess(claim.conclusion, letters)
    if most >= 0:
        heappush(heap, (-most, next(number), box))


def _least_excess(comparison: Comparison, letters: Mapping[str, Any]) -> float:
    """A lower bound on by how much the comparison is violated; -inf where it is not known."""
    excess = _excess(comparison, letters)
    return -inf if excess is None else float(excess.lower())


def _most_excess(comparison: Comparison, letters: Mapping[str, Any]) -> float:
    """An upper bound; inf where it is not known. A strict comparison is violated where the sides are equal."""
    excess = _excess(comparison, letters)
    if excess is None:
        return inf
    most = float(excess.upper())
    return -inf if most == 0 and comparison.relation in (ast.LtE, ast.GtE) else most


def _excess(comparison: Comparison, letters: Mapping[str, Any]) -> Any:
    """How much the left side is beyond the right one, in the direction that the comparison forbids."""
    try:
        left, right = (
            value(ast.unparse(side), dict(letters), Balls(BITS)) for side in (comparison.left, comparison.right)
        )
    except ZeroDivisionError:
        return None
    excess = right - left if comparison.relation in (ast.Gt, ast.GtE) else left - right
    if comparison.relation is ast.Eq:
        excess = abs(excess)
    return excess if excess.is_finite() and isfinite(float(excess.lower())) else None


def _middles(box: Box) -> Iterator[Point]:
    """The middle of the box with few digits and with more."""
    middle = {name: Fraction(_middle(span)) for name, span in box.items()}
    for most in DIGITS:
        yield {name: x.limit_denominator(most) for name, x in middle.items()}
    yield middle


def _middle(span: Span) -> float:
    """Between the powers of two where the span has one sign and several powers, else halfway."""
    low, high = span
    if low > 0 and high > 4 * low:
        return 2.0 ** ((frexp(low)[1] + frexp(high)[1]) // 2 - 1)
    if high < 0 and low < 4 * high:
        return -_middle((-high, -low))
    return (low + high) / 2


def _halves(box: Box) -> Iterator[Box]:
    name = max(box, key=lambda each: _length(box[each]))
    low, high = box[name]
    middle = _middle((low, high))
    if low < middle < high:
        yield {**box, name: (low, middle)}
        yield {**box, name: (middle, high)}


def _length(span: Span) -> float:
    """How much is to be halved: in powers of two where the span has several."""
    low, high = span
    smaller, larger = sorted((abs(low), abs(high)))
    if low * high > 0 and larger > 4 * smaller:
        return float(frexp(larger)[1] - frexp(smaller)[1])
    return (high - low) / max(larger, NEAREST)
