"""Look for exact rational values that satisfy the hypotheses of a claim about real numbers, and violate what it shows.

Two searches: from simple values at many scales, moved to where a hypothesis or the conclusion is an equality, and
downhill in the conclusion's slack; and by z3, in a process of its own that is killed when its time is over. What either
proposes counts only once `Claim.is_refuted_by`, which knows nothing of them, has confirmed it in exact fractions. That
nothing is found proves nothing, and z3's `unsat` is no more than a second opinion.
"""

import ast
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import chain
from random import Random
from typing import Literal

from proofs.scalar.claims import Claim, Comparison, names_in

SOLVER = (sys.executable, "-I", "-m", "proofs.scalar.solver")
STARTS = 60
"""Points from which the first search goes downhill, if its half of the time allows."""
ROUNDS = 30
"""Moves of one descent, and of one repair."""
LONGEST_BITS = 400
"""Values with longer numerators or denominators are not followed up."""

SIMPLE = [Fraction(x) for x in ("1", "2", "1/2", "3", "1/3", "4", "1/4", "3/2", "2/3", "5", "1/5", "99/100", "101/100")]
SCALES = [Fraction(b) ** e for b, most in ((2, 20), (10, 12)) for e in range(-most, most + 1)]
FACTORS = [Fraction(x) for x in ("1/1000", "1/10", "1/2", "9/10", "999/1000", "1001/1000", "11/10", "2", "10", "1000")]
WIDE = SIMPLE + SCALES
NEAR = [Fraction(x) for x in ("1", "999/1000", "1001/1000", "9/10", "11/10")]

Point = dict[str, Fraction]
Opinion = Literal["sat", "unsat", "unknown", "timeout", "not asked"]


class Found(Enum):
    """WITNESS: the claim is false. NONE: nothing was found. CANNOT: the claim is not decided at rational points."""

    WITNESS = "WITNESS"
    NONE = "NONE"
    CANNOT = "CANNOT"


@dataclass(frozen=True)
class Refutation:
    """What came of a search; `opinion` is z3's word, `sat` where no rational point near its model is a witness."""

    found: Found
    witness: Point | None = None
    opinion: Opinion = "not asked"
    reason: str = ""


def refute(claim: Claim, seconds: float, seed: int, solver: Sequence[str] = SOLVER) -> Refutation:
    """Search for at most about `seconds`, half of them without z3."""
    if claim.obstacle:
        return Refutation(Found.CANNOT, reason=f"{claim.obstacle} has no exact value at rational points")
    begin = time.monotonic()
    search = _Search(claim, Random(seed), begin + seconds / 2)  # noqa: S311 (a seeded search, nothing secret)
    witness = search.run()
    if witness is not None:
        return Refutation(Found.WITNESS, simplified(claim, witness))
    opinion, model = ask(claim, begin + seconds - time.monotonic(), solver)
    if model is not None:
        search.deadline = max(begin + seconds, time.monotonic() + 1)  # a model is worth a second more
        witness = search.near(model)
        if witness is not None:
            return Refutation(Found.WITNESS, simplified(claim, witness), opinion)
    return Refutation(Found.NONE, None, opinion)


def admissible(claim: Claim, seed: int, deadline: float) -> Iterator[Point]:
    """Points at which every hypothesis holds and the conclusion is defined, until the deadline, which is monotonic."""
    search = _Search(claim, Random(seed), deadline)  # noqa: S311 (as above)
    while time.monotonic() < deadline:
        found = search.start()
        if found is not None and claim.holds(claim.conclusion, found) is not None:
            yield found


def simplified(claim: Claim, witness: Point) -> Point:
    """A witness with shorter numbers, where rounding them one by one still gives a witness."""
    shorter = dict(witness)
    for name in sorted(witness, key=lambda n: -len(str(witness[n].denominator))):
        for digits in (0, 1, 2, 4, 8):
            rounded = {**shorter, name: witness[name].limit_denominator(10**digits)}
            if claim.is_refuted_by(rounded):
                shorter = rounded
                break
    return shorter


# ---- values at many scales, and downhill


@dataclass
class _Search:
    claim: Claim
    random: Random
    deadline: float
    starts: int = 0

    def run(self) -> Point | None:
        if not self.claim.names:
            return {} if self.claim.is_refuted_by({}) else None
        for _ in range(STARTS):
            if time.monotonic() > self.deadline:
                return None
            found = self.start()
            if found is not None and (found := self._downhill(found)) is not None:
                return found
        return None

    def start(self) -> Point | None:
        """A point that satisfies every hypothesis; None if this attempt did not come to one."""
        pool = SIMPLE if self.starts % 2 else WIDE
        self.starts += 1
        return self._repaired({name: self._value(name, pool) for name in self.claim.names})

    def near(self, model: Point) -> Point | None:
        """A witness at or near a model whose irrational values are rounded, or that is wrong."""
        if set(model) != set(self.claim.names):
            return None
        rounded = [model, *({n: x.limit_denominator(10**d) for n, x in model.items()} for d in (1, 3, 6, 12))]
        nudged = (
            {**point, name: point[name] * (1 + sign * Fraction(1, 10**digits))}
            for point in rounded
            for name in self.claim.names
            for digits in range(3, 28, 3)
            for sign in (1, -1)
        )
        for point in chain(rounded, nudged):
            if self.claim.is_refuted_by(point):
                return point
        for point in rounded:
            found = self._repaired(point)
            if found is not None and (found := self._downhill(found)) is not None:
                return found
        return None

    def _value(self, name: str, pool: Sequence[Fraction]) -> Fraction:
        value = self.random.choice(pool)
        if name in self.claim.positive:
            return value
        return self.random.choice((value, value, -value, Fraction(0)))

    def _admissible(self, point: Point) -> bool:
        return all(point[n] > 0 for n in self.claim.positive) and not self._violated(point)

    def _violated(self, point: Point) -> list[Comparison]:
        return [h for h in self.claim.hypotheses if self.claim.holds(h, point) is not True]

    def _repaired(self, point: Point) -> Point | None:
        """A point that satisfies every hypothesis, from one that may not: one value at a time is moved to equality."""
        for _ in range(ROUNDS):
            violated = self._violated(point)
            if not violated and self._admissible(point):
                return point
            if not violated or time.monotonic() > self.deadline:
                return None
            comparison = self.random.choice(violated)
            moves = [
                moved
                for name in self._names(comparison)
                for moved in self._to_equality(comparison, point, name)
                if self.claim.holds(comparison, moved) is True
            ]
            if moves:
                fewest = min(len(self._violated(moved)) for moved in moves)
                point = self.random.choice([moved for moved in moves if len(self._violated(moved)) == fewest])
            else:
                name = self.random.choice(self.claim.names)
                point = {**point, name: self._value(name, WIDE)}
        return None

    def _downhill(self, point: Point) -> Point | None:
        """A witness, reached from an admissible point by moves that make the conclusion's slack less."""
        best = self._slack(point)
        for _ in range(ROUNDS):
            if best is not None and self.claim.is_refuted_by(point):
                return point
            better = None
            for moved in self._moves(point):
                if time.monotonic() > self.deadline:
                    return None
                if not self._admissible(moved):
                    continue
                if self.claim.is_refuted_by(moved):
                    return moved
                slack = self._slack(moved)
                if slack is not None and (best is None or slack < best):
                    best, better = slack, moved
            if better is None:
                return None
            point = better
        return None

    def _moves(self, point: Point) -> Iterator[Point]:
        boundaries = [*self.claim.hypotheses, self.claim.conclusion]
        for name in self.claim.names:
            for factor in FACTORS:
                yield {**point, name: point[name] * factor}
            if name not in self.claim.positive:
                yield from ({**point, name: value} for value in (Fraction(0), -point[name], Fraction(1)))
            for comparison in boundaries:
                if name in self._names(comparison):
                    yield from self._to_equality(comparison, point, name)

    def _to_equality(self, comparison: Comparison, point: Point, name: str) -> Iterator[Point]:
        """The point with one value changed so that both sides are equal, and values near it.

        Only where the difference of the sides depends on the value in a straight line.
        """
        value = point[name]
        step = abs(value) or Fraction(1)
        three = [self._difference(comparison, {**point, name: value + i * step}) for i in range(3)]
        if any(x is None for x in three):
            return
        first, second, third = (x for x in three if x is not None)
        if second == first or second - first != third - second:
            return
        root = value - first * step / (second - first)
        if max(root.numerator.bit_length(), root.denominator.bit_length()) > LONGEST_BITS:
            return
        for near in NEAR:
            moved = root * near if root else near - 1
            if moved > 0 or name not in self.claim.positive:
                yield {**point, name: moved}

    def _difference(self, comparison: Comparison, point: Point) -> Fraction | None:
        sides = self.claim.sides(comparison, point)
        return None if sides is None else sides[0] - sides[1]

    def _slack(self, point: Point) -> Fraction | None:
        """How far the conclusion is from being violated, relative to its sides."""
        sides = self.claim.sides(self.claim.conclusion, point)
        if sides is None:
            return None
        left, right = sides
        size = abs(left) + abs(right)
        relative = (left - right) / size if size else Fraction(0)
        match self.claim.conclusion.relation:
            case ast.GtE | ast.Gt:
                return relative
            case ast.Eq:
                return -abs(relative)
        return -relative

    def _names(self, comparison: Comparison) -> list[str]:
        """The names that a comparison speaks of, itself or through definitions, in the order of the claim."""
        found, waiting = set[str](), [*names_in(comparison.left), *names_in(comparison.right)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += names_in(self.claim.meanings[name]) if name in self.claim.meanings else []
        return [name for name in self.claim.names if name in found]


# ---- z3


def ask(claim: Claim, seconds: float, solver: Sequence[str] = SOLVER) -> tuple[Opinion, Point | None]:
    """z3's word on whether some point refutes the claim, and its model; both may be wrong."""
    if seconds <= 0:
        return "timeout", None
    try:
        # a process that is over time is killed and waited for, also when this one is interrupted
        done = subprocess.run(solver, input=question(claim), capture_output=True, text=True, timeout=seconds)  # noqa: S603 (our own program)
    except subprocess.TimeoutExpired:
        return "timeout", None
    try:
        answer = json.loads(done.stdout)
        outcome = answer["outcome"]
        if outcome == "sat":
            pairs = {name.removeprefix(PREFIX): pair for name, pair in answer["model"].items()}
            return "sat", {
                name: Fraction(int(pairs[name][0], 16), int(pairs[name][1], 16)) if name in pairs else Fraction(1)
                for name in claim.names
            }
    except (ValueError, LookupError, TypeError, AttributeError, ZeroDivisionError):
        return "unknown", None
    return ("unsat" if outcome == "unsat" else "unknown"), None


PREFIX = "v_"
"""Before every name, so that none is a word of SMT-LIB."""


def question(claim: Claim) -> str:
    """In SMT-LIB: is there a point at which every hypothesis holds, no divisor is zero, and the conclusion fails?"""
    lines = [f"(declare-const {PREFIX}{name} Real)" for name in claim.names]
    lines += [f"(define-fun {PREFIX}{name} () Real {_smt(tree)})" for name, tree in claim.meanings.items()]
    lines += [f"(assert (> {PREFIX}{name} 0))" for name in claim.positive]
    lines += [f"(assert {_smt_comparison(hypothesis)})" for hypothesis in claim.hypotheses]
    lines.append(f"(assert (not {_smt_comparison(claim.conclusion)}))")
    sides = [side for c in (*claim.hypotheses, claim.conclusion) for side in (c.left, c.right)]
    lines += [f"(assert (not (= {divisor} 0)))" for divisor in _divisors([*claim.meanings.values(), *sides])]
    return "\n".join(lines)


def _divisors(trees: Iterable[ast.expr]) -> list[str]:
    nodes = (node for tree in trees for node in ast.walk(tree))
    return sorted({_smt(node.right) for node in nodes if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)})


def _smt_comparison(comparison: Comparison) -> str:
    relation = {ast.GtE: ">=", ast.Gt: ">", ast.LtE: "<=", ast.Lt: "<"}.get(comparison.relation, "=")
    return f"({relation} {_smt(comparison.left)} {_smt(comparison.right)})"


def _smt(tree: ast.expr) -> str:
    match tree:
        case ast.Constant(value=int(number)):
            return f"{number}.0"
        case ast.Name(id=name):
            return PREFIX + name
        case ast.UnaryOp(operand=a):
            return f"(- {_smt(a)})"
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
            return f"(* 1.0 1.0 {' '.join([_smt(a)] * n)})"
        case ast.BinOp(left=a, op=op, right=b):
            sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(op)]
            return f"({sign} {_smt(a)} {_smt(b)})"
        case ast.Call(args=[a, b]):
            return f"(let ((left {_smt(a)}) (right {_smt(b)})) (ite (>= left right) left right))"
    raise TypeError(f"{ast.unparse(tree)} is not asked about")
