"""A claim about real numbers, and what is true of it at a rational point: exactly, or by balls where it has functions.

The texts are those of the checker's language. They are parsed, and nothing of them is evaluated as Python. A point at
which something is divided by zero, or a root or a logarithm is not defined, is none of the claim's.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property, lru_cache, partial
from typing import Any, NoReturn

import flint

from numeric.decimals import exact_fraction
from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from paper import Misuse
from proofs import checker

Point = dict[str, Fraction]
PI = "pi"
"""In every claim the number π: no variable, whose value is exact in balls, and bounded by hypotheses in proofs."""
Interval = tuple[Fraction, Fraction]
LARGEST_DEGREE = 1000
LARGEST_POWER = 40
"""Exponents are whole numbers up to this."""
FIELDS: tuple[Field, ...] = (Rationals(), *map(Balls, (64, 256, 1024)))
"""In which it is looked for what is certain, one after the other."""
LONGEST = 12_000
"""Bits of a number that is written down: with some more, Python refuses to."""
LARGEST_EXPONENT = 20_000
"""Powers of two that are written out."""
RELATIONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.Eq: operator.eq,
}
OPPOSITES = {ast.GtE: operator.lt, ast.Gt: operator.le, ast.LtE: operator.gt, ast.Lt: operator.ge, ast.Eq: operator.ne}
OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Enclosed:
    """A number that is known to lie between two others, which are few decimals."""

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return f"[{decimal(self.low)}, {decimal(self.high)}]"


Place = Mapping[str, Fraction | Enclosed]
"""A point, of which some numbers are only enclosed: the one solution of its claim's equations between these bounds."""


def decimal(x: Fraction) -> str:
    """A fraction that has finitely many decimals, written with these."""
    digits = next(k for k in range(LONGEST) if 10**k % x.denominator == 0)
    return str(Decimal(x.numerator * 10**digits // x.denominator).scaleb(-digits))


def told(place: Mapping[str, Any]) -> str:
    """A point or a place in words, as `x = 1/2, y in [1.4, 1.5]`."""
    return ", ".join(f"{name} {'in' if isinstance(x, Enclosed) else '='} {x}" for name, x in place.items())


# ---- values


def _no_rational(name: str) -> NoReturn:
    raise Irrational(f"{name} is no rational number")


@dataclass(frozen=True)
class Numbers:
    """A kind of numbers: how a whole one is made, the functions that there are, and what `PI` is."""

    whole: Callable[[int], Any]
    functions: Mapping[str, Callable[..., Any]]
    constant: Callable[[str], Any] = _no_rational


FRACTIONS = Numbers(Fraction, {"max": max})
Value = Callable[[Mapping[str, Any], Numbers], Any]


@lru_cache(maxsize=16)
def of_field(numbers: Field) -> Numbers:
    functions = {"max": numbers.maximum, "exp": numbers.exp, "log": numbers.log, "sqrt": numbers.sqrt}
    return Numbers(numbers.number, functions, _pi if isinstance(numbers, Balls) else _no_rational)


def _pi(_: str) -> Any:
    return flint.arb.pi()


def evaluated(tree: ast.expr, letters: Mapping[str, Any], numbers: Numbers) -> Any:
    """An expression's value. Raises TypeError where it has none, and as the numbers do."""
    return _value(tree)(letters, numbers)


@lru_cache(maxsize=4096)
def _value(tree: ast.expr) -> Value:
    """How to work out an expression's value: it is taken apart once, and may then be asked for many values."""
    match tree:
        case ast.Constant(value=int(found)):
            return lambda _, numbers: numbers.whole(found)
        case ast.Name(id=name):
            return lambda letters, numbers: numbers.constant(name) if name == PI else letters[name]
        case ast.UnaryOp(operand=a):
            inner = _value(a)
            return lambda letters, numbers: -inner(letters, numbers)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
            base = _value(a)
            return lambda letters, numbers: base(letters, numbers) ** n
        case ast.BinOp(left=a, op=op, right=b) if type(op) in OPERATIONS:
            left, right, combined = _value(a), _value(b), OPERATIONS[type(op)]
            return lambda letters, numbers: combined(left(letters, numbers), right(letters, numbers))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            inner_ones = [_value(a) for a in arguments]
            return lambda letters, numbers: _function(name, numbers)(*(inner(letters, numbers) for inner in inner_ones))
    raise TypeError(f"{ast.unparse(tree)} has no value here")


def _function(name: str, numbers: Numbers) -> Callable[..., Any]:
    if name not in numbers.functions:
        raise TypeError(f"{name} has no value here")
    return numbers.functions[name]


def certain(decide: Callable[[Field], bool | None]) -> bool | None:
    """What is decided exactly, where all is rational, or else by balls; None if nothing is."""
    for field_ in FIELDS:
        try:
            with field_.working():
                verdict = decide(field_)
        except (Irrational, Unresolved):
            continue
        except ZeroDivisionError:
            return None
        if verdict is not None:
            return verdict
    return None


def ends(x: Any) -> Interval | None:
    """The ends of a ball, or of a number; None for a ball that is not bounded, or not worth writing out."""
    if isinstance(x, flint.fmpq):
        return (exact := Fraction(int(x.p), int(x.q))), exact
    low, high = x.lower(), x.upper()
    if not x.is_finite() or any(abs(int(end.man_exp()[1])) > LARGEST_EXPONENT for end in (low, high)):
        return None
    return exact_fraction(low), exact_fraction(high)


# ---- statements


@dataclass(frozen=True)
class Comparison:
    """left relation right, parsed."""

    left: ast.expr
    relation: type[ast.cmpop]
    right: ast.expr

    def sides(self, letters: Mapping[str, Any], numbers: Numbers) -> tuple[Any, Any]:
        return evaluated(self.left, letters, numbers), evaluated(self.right, letters, numbers)

    def truth(self, letters: Callable[[Field], Mapping[str, Any]]) -> bool | None:
        """Whether it holds of these values; None where that is not certain, or a side is not defined."""
        return certain(lambda field_: self.decided(*self.sides(letters(field_), of_field(field_))))

    def decided(self, left: Any, right: Any) -> bool | None:
        """Whether it holds of these sides; None where that is not certain, as of balls that overlap."""
        if RELATIONS[self.relation](left, right):
            return True
        return False if OPPOSITES[self.relation](left, right) else None

    def gap(self, left: Any, right: Any) -> Any:
        """How far the left side is beyond the right one, in the direction that an inequality forbids."""
        return right - left if self.relation in (ast.Gt, ast.GtE) else left - right

    def excess(self, left: Any, right: Any) -> Any:
        """By how much it is violated, where it is."""
        return abs(left - right) if self.relation is ast.Eq else self.gap(left, right)

    @property
    def is_strict(self) -> bool:
        return self.relation in (ast.Lt, ast.Gt)

    @property
    def opposite(self) -> str:
        """What a strict comparison excludes, as text."""
        sign = {ast.Lt: ">=", ast.Gt: "<="}[self.relation]
        return f"{ast.unparse(self.left)} {sign} {ast.unparse(self.right)}"

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset({*names_in(self.left), *names_in(self.right)})

    @cached_property
    def is_rational(self) -> bool:
        return not (function_in(self.left) or function_in(self.right) or PI in self.names)


@dataclass(frozen=True)
class Claim:
    """For all real values of the names (`positive` ones > 0) that satisfy all of `given`, `shows` holds.

    `PI` is known, and is among the names where a text has it. Raises Misuse for what can't be read.
    """

    shows: str
    given: Mapping[str, str] = field(default_factory=dict)
    positive: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = (*self.positive, *self.scalars)
        if len(set(known)) != len(known):
            raise Misuse("a name is declared twice; give each name once")
        try:
            for comparison in (*self.hypotheses, self.conclusion):
                _degree(comparison.left, (*known, PI))
                _degree(comparison.right, (*known, PI))
        except RecursionError:
            raise Misuse("an expression is nested too deeply; write it with fewer parentheses") from None

    @cached_property
    def names(self) -> tuple[str, ...]:
        known = (*self.positive, *self.scalars)
        has_pi = any(PI in comparison.names for comparison in (*self.hypotheses, self.conclusion))
        return (*known, PI) if has_pi and PI not in known else known

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The names that may have any value."""
        return tuple(name for name in self.names if name != PI)

    @cached_property
    def hypotheses(self) -> tuple[Comparison, ...]:
        return tuple(map(_comparison, self.given.values()))

    @cached_property
    def conclusion(self) -> Comparison:
        return _comparison(self.shows)

    @cached_property
    def rational(self) -> dict[str, Comparison]:
        """The hypotheses without functions, which have exact values at rational points."""
        pairs = zip(self.given, self.hypotheses, strict=True)
        return {name: hypothesis for name, hypothesis in pairs if hypothesis.is_rational}

    @cached_property
    def is_rational(self) -> bool:
        return self.conclusion.is_rational and len(self.rational) == len(self.given)

    def sides(self, point: Point) -> tuple[Interval, Interval] | None:
        """Bounds on both sides of the conclusion; None where one is not defined, or too large for balls."""
        for field_ in FIELDS[:2]:
            with suppress(Irrational, ZeroDivisionError), field_.working():
                sides = self.conclusion.sides(_letters(point, field_), of_field(field_))
                left, right = map(ends, sides)
                return None if left is None or right is None else (left, right)
        return None

    def truth(self, comparison: Comparison, point: Point) -> bool | None:
        """As `Comparison.truth`."""
        return comparison.truth(partial(_letters, point))

    def admits(self, point: Point) -> bool:
        """Whether every hypothesis certainly holds there, and the conclusion is defined; and it can be written down."""
        if any(max(x.numerator.bit_length(), x.denominator.bit_length()) > LONGEST for x in point.values()):
            return False
        holds = all(point[name] > 0 for name in self.positive)
        letters = cache(partial(_letters, point))
        holds = holds and all(hypothesis.truth(letters) is True for hypothesis in self.hypotheses)
        return holds and self.sides(point) is not None

    def is_refuted_by(self, point: Point) -> bool:
        """Whether every hypothesis certainly holds there, and the conclusion certainly does not."""
        known = set(point) == set(self.variables)
        return known and self.admits(point) and self.truth(self.conclusion, point) is False


def _letters(point: Point, field_: Field) -> dict[str, Any]:
    return {name: field_.number(x) for name, x in point.items()}


def _degree(tree: ast.expr, names: tuple[str, ...]) -> int:
    """A bound on how many numbers are multiplied in one term: how large values can become.

    Raises Misuse for what is not in the checker's language, or too large.
    """
    match tree:
        case ast.Constant(value=int(number)) if type(number) is int:
            degree = 1
        case ast.Name(id=name) if name in names:
            degree = 1
        case ast.UnaryOp(op=ast.USub(), operand=a):
            degree = _degree(a, names)
        case ast.BinOp(left=a, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=b):
            degree = _degree(a, names) + _degree(b, names)  # of a sum too: denominators multiply
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if 1 <= n <= LARGEST_POWER:
            degree = _degree(a, names) * n
        case ast.Call(func=ast.Name(id=name), args=found, keywords=[]) if checker.FUNCTIONS.get(name) == len(found):
            degree = max(_degree(argument, names) for argument in found)
        case _:
            raise Misuse(f"{ast.unparse(tree)[:100]!r} is no expression of known names")
    if degree > LARGEST_DEGREE:
        raise Misuse(f"{ast.unparse(tree)[:100]!r} multiplies more than {LARGEST_DEGREE} numbers")
    return degree


@lru_cache(maxsize=1024)
def _comparison(text: str) -> Comparison:
    """Read once: many claims have the same hypotheses."""
    try:
        tree = checker.parsed(text)
    except checker.Invalid as error:
        raise Misuse(str(error)) from None
    if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and type(tree.ops[0]) in RELATIONS):
        raise Misuse(f"{text!r} is no statement; write two sides and one of <=, <, >=, >, == between them")
    return Comparison(tree.left, type(tree.ops[0]), tree.comparators[0])


# ---- parts of an expression


def names_in(tree: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def calls_in(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """What is called, by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def function_in(tree: ast.AST) -> str:
    """A call that has no exact value at rational points, which all but max have none, or ""."""
    return next((ast.unparse(call) for name, call in calls_in(tree) if name != "max"), "")


def divisors_in(tree: ast.AST) -> Iterator[ast.expr]:
    """All that is divided by, numbers apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not isinstance(node.right, ast.Constant):
            yield node.right
