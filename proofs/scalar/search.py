"""Look for rational values that satisfy the hypotheses of a claim about real numbers, and violate what it shows.

Two searches: from simple values at many scales, moved to where a hypothesis or the conclusion is an equality, and
downhill from there; and by z3, where there are no functions. What either proposes counts only once the claim itself has
confirmed it, in exact fractions or by balls. That nothing is found proves nothing, and z3's `unsat` is no more than a
second opinion.
"""

import ast
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count, islice, product
from math import ceil, floor, isqrt
from random import Random

from proofs.scalar import solver
from proofs.scalar.claims import FRACTIONS, Claim, Comparison, Interval, Point, calls_in, divisors_in, function_in
from proofs.scalar.solver import Opinion

STARTS = 60
"""Points that are tried before z3 is asked, if the first half of the time allows."""
ROUNDS = 30
"""Moves of one descent, and of one repair."""
LONGEST_BITS = 4000
"""Values with longer numerators or denominators are not followed up."""

FEW = tuple(map(Fraction, (0, 1, -1, 2)))
"""Of which one may do for all variables."""
MOST_OF_FEW = 256
SIMPLE = [Fraction(x) for x in ("1", "2", "1/2", "3", "1/3", "4", "1/4", "3/2", "2/3", "5", "1/5", "99/100", "101/100")]
SCALES = [Fraction(b) ** e for b, most in ((2, 20), (10, 12)) for e in range(-most, most + 1)]
FACTORS = [Fraction(x) for x in ("1/1000", "1/10", "1/2", "9/10", "999/1000", "1001/1000", "11/10", "2", "10", "1000")]
WIDE = SIMPLE + SCALES
NEAR = [Fraction(x) for x in ("1", "999/1000", "1001/1000", "9/10", "11/10")]


@dataclass(frozen=True)
class Refutation:
    """What came of a search; `opinion` is z3's word, `sat` where no rational point near its model is a witness."""

    witness: Point | None = None
    opinion: Opinion = "not asked"


def refute(claim: Claim, seconds: float, seed: int) -> Refutation:
    """Search for at most about `seconds`, half of them without z3."""
    return Search(claim).refute(time.monotonic() + seconds, seed)


class Search:
    """A search among a claim's points; `tightest` is the one where its sides, both positive, came nearest.

    Deadlines are monotonic.
    """

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.tightest: tuple[Interval, Point] | None = None

    def refute(self, deadline: float, seed: int) -> Refutation:
        """With z3 for the second half of the time, unless there are functions."""
        if not self.claim.is_rational:
            return Refutation(self.witness(seed, deadline))
        now = time.monotonic()
        witness = self.witness(seed, now + (deadline - now) / 2, STARTS)
        if witness is not None or not self.claim.variables:
            return Refutation(witness)
        opinion, model = solver.ask(self.claim, deadline - time.monotonic())
        later = max(deadline, time.monotonic() + 1)  # a model is worth a second more
        return Refutation(None if model is None else self._near(model, Random(seed), later), opinion)  # noqa: S311

    def witness(self, seed: int, deadline: float, attempts: int | None = None) -> Point | None:
        """A point that refutes the claim, downhill from points that satisfy the hypotheses."""
        for start in self.admitted(seed, deadline, attempts):
            found = self._downhill(start, deadline)
            if found is not None:
                return self.simplified(found)
        return None

    # ---- points that satisfy the hypotheses

    def admitted(self, seed: int, deadline: float, attempts: int | None = None) -> Iterator[Point]:
        """Points that satisfy every hypothesis, until the deadline, or from so many attempts."""
        if not self.claim.variables:
            yield from [{}] if self.claim.admits({}) else []
            return
        drawn = self._drawn(Random(seed), deadline, attempts)  # noqa: S311 (a seeded search, nothing secret)
        for point in chain(self._of_few(), drawn):
            if time.monotonic() > deadline:
                return
            if self.claim.admits(point):
                self._excess(point)
                yield point

    def _of_few(self) -> Iterator[Point]:
        """Simple numbers, where an equation with functions is a hypothesis: few others satisfy it exactly."""
        if any(h.relation is ast.Eq and not h.is_rational for h in self.claim.hypotheses):
            for values in islice(product(FEW, repeat=len(self.claim.variables)), MOST_OF_FEW):
                yield dict(zip(self.claim.variables, values, strict=True))

    def _drawn(self, random: Random, deadline: float, attempts: int | None) -> Iterator[Point]:
        for number in count() if attempts is None else range(attempts):
            if time.monotonic() > deadline:
                return
            pool = WIDE if number % 2 else SIMPLE
            point = {name: self._value(name, pool, random) for name in self.claim.variables}
            if (repaired := self._repaired(point, random, deadline)) is not None:
                yield repaired

    def _value(self, name: str, pool: Sequence[Fraction], random: Random) -> Fraction:
        value = random.choice(pool)
        return value if name in self.claim.positive else random.choice((value, value, -value, Fraction(0)))

    def _violated(self, point: Point) -> list[Comparison]:
        """The hypotheses that don't hold, of those without functions."""
        return [h for h in self.claim.rational.values() if self.claim.truth(h, point) is not True]

    def _repaired(self, point: Point, random: Random, deadline: float) -> Point | None:
        """A point at which none is violated: one value at a time is moved to where a hypothesis is an equality."""
        for _ in range(ROUNDS):
            violated = self._violated(point)
            if not violated:
                return point
            if time.monotonic() > deadline:
                return None
            comparison = random.choice(violated)
            moves = [
                moved
                for name in self._names(comparison)
                for moved in self._to_equality(comparison, point, name)
                if self.claim.truth(comparison, moved) is True
            ]
            if moves:
                counts = [len(self._violated(moved)) for moved in moves]
                point = random.choice([moved for moved, n in zip(moves, counts, strict=True) if n == min(counts)])
            else:
                name = random.choice(self.claim.variables)
                point = {**point, name: self._value(name, WIDE, random)}
        return None

    # ---- from one point to another

    def _downhill(self, point: Point, deadline: float) -> Point | None:
        """A witness, reached from an admitted point by moves that bring the conclusion nearer to being violated."""
        most = self._excess(point)
        for _ in range(ROUNDS):
            if self.claim.is_refuted_by(point):
                return point
            better = None
            for moved in self._moves(point):
                if time.monotonic() > deadline:
                    return None
                if not self.claim.admits(moved):
                    continue
                if self.claim.truth(self.claim.conclusion, moved) is False:
                    return moved
                excess = self._excess(moved)
                if excess > most:
                    most, better = excess, moved
            if better is None:
                return None
            point = better
        return None

    def _excess(self, point: Point) -> Fraction:
        """By how much the conclusion is violated, relative to its sides; the tightest point is remembered."""
        conclusion = self.claim.conclusion
        bounds = self.claim.sides(point)
        if bounds is None:
            return Fraction(-1)
        small, large = reversed(bounds) if conclusion.relation in (ast.Gt, ast.GtE) else bounds
        if small[0] > 0 and large[0] > 0 and conclusion.relation is not ast.Eq:
            ratio = small[0] / large[1], small[1] / large[0]
            if self.tightest is None or ratio[0] > self.tightest[0][0]:
                self.tightest = ratio, point
        left, right = ((low + high) / 2 for low, high in bounds)
        size = abs(left) + abs(right)
        return Fraction(conclusion.excess(left, right) / size) if size else Fraction(0)

    def _moves(self, point: Point) -> Iterator[Point]:
        boundaries = [c for c in (*self.claim.hypotheses, self.claim.conclusion) if c.is_rational]
        for name in self.claim.variables:
            yield from ({**point, name: point[name] * factor} for factor in FACTORS)
            if name not in self.claim.positive:
                yield from ({**point, name: x} for x in (Fraction(0), -point[name], Fraction(1), Fraction(-1)))
            for comparison in boundaries:
                if name in comparison.names:
                    yield from self._to_equality(comparison, point, name)

    def _names(self, comparison: Comparison) -> list[str]:
        return [name for name in self.claim.variables if name in comparison.names]

    def _to_equality(self, comparison: Comparison, point: Point, name: str) -> Iterator[Point]:
        """The point with one value changed so that both sides are equal, and values near it."""
        for root in self._equal(comparison, point, name):
            if max(root.numerator.bit_length(), root.denominator.bit_length()) <= LONGEST_BITS:
                moved = (root * near if root else near - 1 for near in NEAR)
                yield from ({**point, name: x} for x in moved if x > 0 or name not in self.claim.positive)

    def _equal(self, comparison: Comparison, point: Point, name: str) -> Iterator[Fraction]:
        """The values of one name at which both sides are equal, see `roots`."""
        value = point[name]
        step = abs(value) or Fraction(1)
        return (value + t * step for t in roots(comparison, lambda t: {**point, name: value + t * step}))

    def _near(self, model: Point, random: Random, deadline: float) -> Point | None:
        """A witness at or near a model whose irrational values are rounded, or that is wrong."""
        if set(model) != set(self.claim.variables):
            return None
        rounded = [model, *({n: x.limit_denominator(10**d) for n, x in model.items()} for d in (1, 3, 6, 12))]
        nudged = (
            {**point, name: point[name] * (1 + sign * Fraction(1, 10**digits))}
            for point in rounded
            for name in self.claim.variables
            for digits in range(3, 28, 3)
            for sign in (1, -1)
        )
        repaired = filter(None, (self._repaired(point, random, deadline) for point in rounded))
        descents = filter(None, (self._downhill(start, deadline) for start in filter(self.claim.admits, repaired)))
        found = next(chain(filter(self.claim.is_refuted_by, chain(rounded, nudged)), descents), None)
        return None if found is None else self.simplified(found)

    # ---- what else is asked of a claim

    def pole(self, seed: int, deadline: float) -> tuple[str, Point] | None:
        """What the conclusion does that is not defined everywhere, in words, and a point at which it is not; or None.

        Every hypothesis holds at that point.
        """
        conclusion = self.claim.conclusion
        return self._undefined((conclusion.left, conclusion.right), self.claim.given, seed, deadline)

    def unsaid(self, seed: int, deadline: float) -> tuple[str, Point] | None:
        """The same of a hypothesis, at a point where the others hold: it does not exclude that point to the checker."""
        given, found = self.claim.given, None
        for name, hypothesis in zip(given, self.claim.hypotheses, strict=True):
            others = {other: text for other, text in given.items() if other != name}
            found = found or self._undefined((hypothesis.left, hypothesis.right), others, seed, deadline)
        return found

    def _undefined(
        self, sides: Iterable[ast.expr], given: Mapping[str, str], seed: int, deadline: float
    ) -> tuple[str, Point] | None:
        for text, relation, what in dict.fromkeys(chain.from_iterable(map(_asking, sides))):
            bad = Claim("0 <= 0", {**given, "undefined": f"{text} {relation} 0"}, scalars=self.claim.names)
            for point in Search(bad).admitted(seed, deadline):
                return what, point
        return None

    def simplified(self, witness: Point) -> Point:
        """With shorter numbers, where it still refutes."""
        for value in FEW:
            if self.claim.is_refuted_by(dict.fromkeys(witness, value)):
                return dict.fromkeys(witness, value)
        shorter = dict(witness)
        for name in (*witness, *witness):
            better = (x for x in _shorter(shorter[name]) if self.claim.is_refuted_by({**shorter, name: x}))
            shorter[name] = next(better, shorter[name])
        return shorter


def _asking(side: ast.expr) -> Iterator[tuple[str, str, str]]:
    """What is divided by, or has a root or a logarithm taken, how it may not compare with 0, and that in words."""
    for divisor in divisors_in(side):
        text = ast.unparse(divisor)
        if not function_in(divisor):
            yield text, "==", f"divides by {text}, which may be 0"
    for name, call in calls_in(side):
        text = ast.unparse(call.args[0])
        if name == "log":
            yield text, "<=", f"takes the logarithm of {text}, which may be 0 or negative"
        if name == "sqrt":
            yield text, "<", f"takes the root of {text}, which may be negative"


def roots(comparison: Comparison, at: Callable[[Fraction], Point]) -> list[Fraction]:
    """The rational numbers at which both sides are equal along a line, on which their difference is a quadratic."""
    try:
        sides = [comparison.sides(at(Fraction(t)), FRACTIONS) for t in (-1, 0, 1, 2)]
    except ZeroDivisionError:
        return []
    below, here, above, further = (left - right for left, right in sides)
    bent, straight = (above + below) / 2 - here, (above - below) / 2
    if further != here + 2 * straight + 4 * bent:
        return []
    if not bent:
        return [-here / straight] if straight else []
    discriminant = straight**2 - 4 * bent * here
    root = Fraction(isqrt(max(discriminant.numerator, 0)), isqrt(discriminant.denominator))
    return [(sign * root - straight) / (2 * bent) for sign in (1, -1)] if root**2 == discriminant else []


def _shorter(x: Fraction) -> Iterator[Fraction]:
    """Numbers near x, or simple ones, that are written with less, the shortest first."""
    found = [*FEW, *(x.limit_denominator(10**digits) for digits in (0, 1, 2, 4, 8))]
    if x:
        exponent = len(str(abs(x.numerator))) - len(str(x.denominator))
        for digits in (1, 2, 3):
            unit = Fraction(10) ** (exponent - digits)
            found += [floor(x / unit) * unit, ceil(x / unit) * unit]
    yield from sorted((y for y in found if _length(y) < _length(x)), key=_length)


def _length(x: Fraction) -> int:
    """Digits that a reader has to mind."""
    return sum(len(str(part).strip("-0")) for part in (x.numerator, x.denominator))
