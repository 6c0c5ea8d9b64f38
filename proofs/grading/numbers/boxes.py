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
from proofs.scalar.claims import Claim, Comparison, Point, of_field

Span = tuple[float, float]
Box = Mapping[str, Span]
BITS = 64
BALLS = of_field(Balls(BITS))
FARTHEST = 2.0**40
NEAREST = 2.0**-40
SPANS: tuple[Span, ...] = ((NEAREST, FARTHEST), (-FARTHEST, -NEAREST), (-NEAREST, NEAREST))
"""For each variable to begin with."""
MOST_VARIABLES = 4
MOST_BOXES = 200_000
DIGITS = (1, 10, 1000, 10**6)


def witness(claim: Claim, deadline: float) -> Point | None:
    """A point that refutes the claim, by the deadline, which is monotonic; None too where every box is left out."""
    if not 1 <= len(claim.variables) <= MOST_VARIABLES:
        return None
    heap: list[tuple[float, int, Box]] = []
    number = count()
    with Balls(BITS).working():
        for spans in product(SPANS, repeat=len(claim.variables)):
            _push(heap, number, claim, dict(zip(claim.variables, spans, strict=True)))
        while heap and next(number) < MOST_BOXES and time.monotonic() < deadline:
            _, _, box = heappop(heap)
            for point in _middles(box):
                if claim.is_refuted_by(point):
                    return point
            for half in _halves(box):
                _push(heap, number, claim, half)
    return None


def _push(heap: list[tuple[float, int, Box]], number: Iterator[int], claim: Claim, box: Box) -> None:
    """Unless a hypothesis fails, or the conclusion holds, in all of the box."""
    letters = {name: flint.arb((a + b) / 2, (b - a) / 2) for name, (a, b) in box.items()}
    if any(_excess(hypothesis, letters)[0] > 0 for hypothesis in claim.hypotheses):
        return
    _, most = _excess(claim.conclusion, letters)
    # where the sides are equal, only a strict comparison is violated, and an equation may be
    if most > 0 or (most == 0 and claim.conclusion.relation not in (ast.LtE, ast.GtE)):
        heappush(heap, (-most, next(number), box))


def _excess(comparison: Comparison, letters: Mapping[str, Any]) -> Span:
    """Bounds on by how much the comparison is violated; none where it is not known."""
    try:
        excess = comparison.excess(*comparison.sides(letters, BALLS))
    except ZeroDivisionError:
        return -inf, inf
    is_known = excess.is_finite() and isfinite(float(excess.lower()))
    return (float(excess.lower()), float(excess.upper())) if is_known else (-inf, inf)


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
