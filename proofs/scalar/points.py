"""What is true of a claim at a rational point: exactly where it has no functions, else by balls; or it is not known.

A point at which something is divided by zero, or a root or a logarithm is not defined, is none of the claim's.
"""

import ast
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice, product
from math import ceil, floor, isqrt
from typing import Any

from numeric.field import Balls
from proofs.certificate.language import value
from proofs.scalar import refuter
from proofs.scalar.claims import RELATIONS, Claim, Comparison
from proofs.scalar.refuter import FACTORS, Point

BITS = (64, 256, 1024)
LONGEST = 12_000
"""Bits of a number that is written down: with some more, Python refuses to."""
DIGITS_OF_RATIOS = 6
LARGEST_EXPONENT = 20_000
"""Powers of two that are written out."""
MOVES = 20
"""Of one way downhill."""

SIMPLE = tuple(map(Fraction, (0, 1, -1, 2)))
"""Of which one may do for all variables of a witness."""
MOST_SIMPLE = 256

Interval = tuple[Fraction, Fraction]


@dataclass
class Points:
    """A claim, and the best that was seen of it: the point where its sides, both positive, come nearest."""

    claim: Claim
    tightest: tuple[Interval, Point] | None = field(default=None, init=False)

    def truth(self, comparison: Comparison, point: Point) -> bool | None:
        """None where it is not certain, or a side is not defined."""
        for bits in BITS:
            sides = self.sides(comparison, point, bits)
            if sides is None:
                continue
            (low, high), (least, most) = sides
            overlap = low <= most and least <= high
            verdicts = {RELATIONS[comparison.relation](a, b) for a in (low, high) for b in (least, most)}
            if verdicts == {True} or (verdicts == {False} and not (comparison.relation is ast.Eq and overlap)):
                return verdicts.pop()
        return None

    def sides(self, comparison: Comparison, point: Point, bits: int) -> tuple[Interval, Interval] | None:
        """Bounds on both sides; None where one is not defined, or too large for balls."""
        if not has_functions(comparison.left) and not has_functions(comparison.right):
            exact = self.claim.sides(comparison, point)
            return None if exact is None else ((exact[0], exact[0]), (exact[1], exact[1]))
        field_ = Balls(bits)
        with field_.working():
            letters = {name: field_.number(x) for name, x in point.items()}
            try:
                found = [value(ast.unparse(side), letters, field_) for side in (comparison.left, comparison.right)]
            except ZeroDivisionError:
                return None
            if not all(x.is_finite() for x in found):
                return None
            ends = [_fraction(end) for x in found for end in (x.lower(), x.upper())]
        low, high, least, most = ends
        if low is None or high is None or least is None or most is None:
            return None
        return (low, high), (least, most)

    def admits(self, point: Point) -> bool:
        """Whether every hypothesis certainly holds there, and the conclusion is defined; and it can be written down."""
        if any(max(x.numerator.bit_length(), x.denominator.bit_length()) > LONGEST for x in point.values()):
            return False
        if not all(self.truth(hypothesis, point) is True for hypothesis in self.claim.hypotheses):
            return False
        return self.sides(self.claim.conclusion, point, BITS[0]) is not None

    def refutes(self, point: Point) -> bool:
        """Whether every hypothesis certainly holds there, and the conclusion certainly does not."""
        known = set(point) == set(self.claim.names)
        return known and self.admits(point) and self.truth(self.claim.conclusion, point) is False

    @cached_property
    def rational(self) -> Claim:
        """The claim's hypotheses without those that have functions, and a conclusion that is false."""
        plain = {
            name: text
            for (name, text), comparison in zip(self.claim.given.items(), self.claim.hypotheses, strict=True)
            if not has_functions(comparison.left) and not has_functions(comparison.right)
        }
        return Claim("1 <= 0", plain, scalars=self.claim.names)

    def admitted(self, seed: int, deadline: float) -> Iterator[Point]:
        """Points that satisfy every hypothesis, until the deadline."""
        if not self.claim.names:
            yield from [{}] if self.admits({}) else []
            return
        for point in chain(self._on_axes(), self._simple(), refuter.admissible(self.rational, seed, deadline)):
            if time.monotonic() > deadline:
                return
            if self.admits(point):
                self._note(point)
                yield point

    def _simple(self) -> Iterator[Point]:
        """Simple numbers, where an equation with functions is a hypothesis: few others satisfy it exactly."""
        equations = [h for h in self.claim.hypotheses if h.relation is ast.Eq]
        if any(has_functions(side) for h in equations for side in (h.left, h.right)):
            for values in islice(product(SIMPLE, repeat=len(self.claim.names)), MOST_SIMPLE):
                yield dict(zip(self.claim.names, values, strict=True))

    def _on_axes(self) -> Iterator[Point]:
        """Where an axis meets a quadric that a hypothesis names, if that is at a rational number."""
        for equation in self.rational.hypotheses:
            for name in self.claim.names if equation.relation is ast.Eq else ():
                origin = dict.fromkeys(self.claim.names, Fraction(0))
                sides = [self.rational.sides(equation, {**origin, name: Fraction(t)}) for t in (-1, 0, 1, 2)]
                below, here, above, further = (Fraction(0) if pair is None else pair[0] - pair[1] for pair in sides)
                bent, straight = (above + below) / 2 - here, (above - below) / 2
                discriminant = straight**2 - 4 * bent * here
                root = Fraction(isqrt(max(discriminant.numerator, 0)), isqrt(discriminant.denominator))
                if bent and root**2 == discriminant and further == here + 2 * straight + 4 * bent:
                    yield from ({**origin, name: (sign * root - straight) / (2 * bent)} for sign in (1, -1))

    def witness(self, seed: int, deadline: float) -> Point | None:
        """A point that refutes the claim, found by going downhill from points that satisfy the hypotheses."""
        for start in self.admitted(seed, deadline):
            point = start
            for _ in range(MOVES):
                if self.refutes(point):
                    return self.simplified(point)
                moved = [p for p in self._moves(point) if time.monotonic() < deadline and self.admits(p)]
                best = max(moved, key=self._excess, default=point)
                if self._excess(best) <= self._excess(point):
                    break
                point = best
        return None

    def pole(self, seed: int, deadline: float) -> tuple[str, Point] | None:
        """What the conclusion divides by, and a point at which that is 0, though every hypothesis holds; or None."""
        conclusion = (self.claim.conclusion.left, self.claim.conclusion.right)
        for divisor in divisors(conclusion):
            if has_functions(divisor):
                continue
            text = ast.unparse(divisor)
            zero = Claim("0 <= 0", {**self.rational.given, "zero": f"{text} == 0"}, scalars=self.claim.names)
            for point in refuter.admissible(zero, seed, deadline):
                if all(self.truth(h, point) is True for h in self.claim.hypotheses):
                    return text, point
        return None

    def _moves(self, point: Point) -> Iterator[Point]:
        for name in self.claim.names:
            here, step = point[name], abs(point[name]) or Fraction(1)
            for x in (*(here * factor for factor in FACTORS), here - step, here + step, Fraction(0)):
                if x != here and x.denominator.bit_length() < refuter.LONGEST_BITS:
                    yield {**point, name: x}

    def _excess(self, point: Point) -> Fraction:
        """By how much the conclusion is violated, relative to its sides."""
        self._note(point)
        sides = self.sides(self.claim.conclusion, point, BITS[0])
        if sides is None:
            return Fraction(-1)
        left, right = ((low + high) / 2 for low, high in sides)
        size = abs(left) + abs(right)
        excess = (left - right) / size if size else Fraction(0)
        relation = self.claim.conclusion.relation
        return abs(excess) if relation is ast.Eq else -excess if relation in (ast.Gt, ast.GtE) else excess

    def _note(self, point: Point) -> None:
        """Remember the point if it is the tightest so far."""
        relation = self.claim.conclusion.relation
        sides = self.sides(self.claim.conclusion, point, BITS[0])
        if sides is None or relation is ast.Eq:
            return
        small, large = reversed(sides) if relation in (ast.Gt, ast.GtE) else sides
        if small[0] <= 0 or large[0] <= 0:
            return
        ratio = (small[0] / large[1], small[1] / large[0])
        if self.tightest is None or ratio[0] > self.tightest[0][0]:
            self.tightest = ratio, point

    def simplified(self, witness: Point) -> Point:
        """With shorter numbers, where it still refutes."""
        for simple in SIMPLE:
            if self.refutes(dict.fromkeys(witness, simple)):
                return dict.fromkeys(witness, simple)
        shorter = dict(witness)
        for name in (*witness, *witness):
            better = (x for x in _shorter(shorter[name]) if self.refutes({**shorter, name: x}))
            shorter[name] = next(better, shorter[name])
        return shorter


def _shorter(x: Fraction) -> Iterator[Fraction]:
    """Numbers near x, or simple ones, that are written with less, the shortest first."""
    found = [*SIMPLE, *(x.limit_denominator(10**digits) for digits in (0, 1, 2, 4, 8))]
    if x:
        exponent = len(str(abs(x.numerator))) - len(str(x.denominator))
        for digits in (1, 2, 3):
            unit = Fraction(10) ** (exponent - digits)
            found += [floor(x / unit) * unit, ceil(x / unit) * unit]
    yield from sorted((y for y in found if _length(y) < _length(x)), key=_length)


def _length(x: Fraction) -> int:
    """Digits that a reader has to mind."""
    return sum(len(str(part).strip("-0")) for part in (x.numerator, x.denominator))


def divisors(trees: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """All that is divided by, numbers apart."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not isinstance(node.right, ast.Constant):
            yield node.right


def has_functions(tree: ast.expr) -> bool:
    """Whether it calls exp, log or sqrt, which have no exact value."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id != "max" for called in calls)


def decimals(interval: Interval) -> tuple[str, str]:
    """Both ends of an interval of positive numbers with few digits, rounded outward."""
    return _decimal(interval[0], ROUND_FLOOR), _decimal(interval[1], ROUND_CEILING)


def _decimal(x: Fraction, rounding: str) -> str:
    context = Context(prec=DIGITS_OF_RATIOS, rounding=rounding)
    return str(context.divide(Decimal(x.numerator), Decimal(x.denominator)))


def _fraction(x: Any) -> Fraction | None:
    """The exact value of a ball of radius 0; None for numbers that are too large or too small to be written out."""
    mantissa, exponent = x.man_exp()
    if abs(int(exponent)) > LARGEST_EXPONENT:
        return None
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
