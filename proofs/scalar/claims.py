"""A claim about real numbers, and its value at an exact point: rationals in, true or false out, nothing rounded.

The texts are those of the checker's language. They are parsed, and nothing of them is evaluated as Python. What has no
exact value at rational points (`exp`, `log`, `sqrt`, `norm`) has none here: `Claim.obstacle` names it.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from paper import Misuse
from proofs import checker

Point = Mapping[str, Fraction]
Number = TypeVar("Number")
LARGEST_DEGREE = 1000
RELATIONS: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.Eq: operator.eq,
}

OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
LARGEST_POWER = 40
"""Exponents are whole numbers up to this."""


@dataclass(frozen=True)
class Comparison:
    """left relation right, parsed."""

    left: ast.expr
    relation: type[ast.cmpop]
    right: ast.expr

    def holds(self, left: Fraction, right: Fraction) -> bool:
        return RELATIONS[self.relation](left, right)

    @property
    def is_strict(self) -> bool:
        return self.relation in (ast.Lt, ast.Gt)

    @property
    def opposite(self) -> str:
        """What a strict comparison excludes, as text."""
        sign = {ast.Lt: ">=", ast.Gt: "<="}[self.relation]
        return f"{ast.unparse(self.left)} {sign} {ast.unparse(self.right)}"


@dataclass(frozen=True)
class Claim:
    """For all real values of the names (`positive` ones > 0) that satisfy all of `given`, `shows` holds.

    `definitions` abbreviate, each in terms of names before it. A point at which anything, used or not, is divided by
    zero does not count. Raises Misuse for what can't be read.
    """

    shows: str
    given: Mapping[str, str] = field(default_factory=dict)
    positive: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        degrees = dict.fromkeys(self.names, 1)
        if len(degrees) != len(self.names) or degrees.keys() & self.definitions.keys():
            raise Misuse("a name is declared twice; give each name once")
        try:
            for name, meaning in self.meanings.items():
                degrees[name] = _degree(meaning, degrees)
            for comparison in (*self.hypotheses, self.conclusion):
                _degree(comparison.left, degrees)
                _degree(comparison.right, degrees)
        except RecursionError:
            raise Misuse("an expression is nested too deeply; define parts of it by name") from None

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.positive, *self.scalars)

    @cached_property
    def meanings(self) -> dict[str, ast.expr]:
        return {name: _expression(_parsed(text), text) for name, text in self.definitions.items()}

    @cached_property
    def hypotheses(self) -> tuple[Comparison, ...]:
        return tuple(map(_comparison, self.given.values()))

    @cached_property
    def conclusion(self) -> Comparison:
        return _comparison(self.shows)

    @cached_property
    def obstacle(self) -> str:
        """A part that has no exact value at rational points, or ""."""
        comparisons = [side for c in (*self.hypotheses, self.conclusion) for side in (c.left, c.right)]
        nodes = (node for tree in (*self.meanings.values(), *comparisons) for node in ast.walk(tree))
        return next((ast.unparse(n) for n in nodes if isinstance(n, ast.Call) and not _is_maximum(n)), "")

    def sides(self, comparison: Comparison, point: Point) -> tuple[Fraction, Fraction] | None:
        """Both sides at the point; None where something is divided by zero."""
        values = dict(point)
        try:
            for name, meaning in self.meanings.items():
                values[name] = _value(meaning, values)
            return _value(comparison.left, values), _value(comparison.right, values)
        except ZeroDivisionError:
            return None

    def holds(self, comparison: Comparison, point: Point) -> bool | None:
        sides = self.sides(comparison, point)
        return None if sides is None else comparison.holds(*sides)

    def is_refuted_by(self, point: Point) -> bool:
        """Whether every hypothesis holds at the point and the conclusion does not; all have to be defined there."""
        return (
            set(point) == set(self.names)
            and all(point[name] > 0 for name in self.positive)
            and all(self.holds(hypothesis, point) is True for hypothesis in self.hypotheses)
            and self.holds(self.conclusion, point) is False
        )


def evaluated(
    tree: ast.expr,
    values: Mapping[str, Number],
    number: Callable[[int], Number],
    functions: Mapping[str, Callable[..., Number]],
) -> Number:
    """An expression's value, in any kind of number. Raises TypeError where it has none, and as the numbers do."""

    def read(tree: ast.expr) -> Any:
        match tree:
            case ast.Constant(value=int(found)):
                return number(found)
            case ast.Name(id=name):
                return values[name]
            case ast.UnaryOp(operand=a):
                return -read(a)
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
                return read(a) ** n
            case ast.BinOp(left=a, op=op, right=b) if type(op) in OPERATIONS:
                return OPERATIONS[type(op)](read(a), read(b))
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in functions:
                return functions[name](*map(read, arguments))
        raise TypeError(f"{ast.unparse(tree)} has no value here")

    found: Number = read(tree)
    return found


def _value(tree: ast.expr, values: Point) -> Fraction:
    return evaluated(tree, values, Fraction, {"max": max})


def _is_maximum(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "max"


def _degree(tree: ast.expr, degrees: Mapping[str, int]) -> int:
    """A bound on how many numbers are multiplied in one term: how large values can become.

    Raises Misuse for what is not in the checker's language, or too large.
    """
    match tree:
        case ast.Constant(value=int(number)) if type(number) is int:
            degree = 1
        case ast.Name(id=name) if name in degrees:
            degree = degrees[name]
        case ast.UnaryOp(op=ast.USub(), operand=a):
            degree = _degree(a, degrees)
        case ast.BinOp(left=a, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=b):
            degree = _degree(a, degrees) + _degree(b, degrees)  # of a sum too: denominators multiply
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if 0 <= n <= LARGEST_POWER:
            degree = _degree(a, degrees) * n
        case ast.Call(func=ast.Name(id=name), args=found, keywords=[]) if checker.FUNCTIONS.get(name) == len(found):
            degree = max(_degree(argument, degrees) for argument in found)
        case _:
            raise Misuse(f"{ast.unparse(tree)[:100]!r} is no expression of known names")
    if degree > LARGEST_DEGREE:
        raise Misuse(f"{ast.unparse(tree)[:100]!r} multiplies more than {LARGEST_DEGREE} numbers")
    return degree


def _parsed(text: str) -> ast.AST:
    try:
        return checker.parsed(text)
    except checker.Invalid as error:
        raise Misuse(str(error)) from None


def _expression(tree: ast.AST, text: str) -> ast.expr:
    if not isinstance(tree, ast.expr):
        raise Misuse(f"{text!r} is no expression")
    return tree


def _comparison(text: str) -> Comparison:
    tree = _parsed(text)
    if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and type(tree.ops[0]) in RELATIONS):
        raise Misuse(f"{text!r} is no statement; write two sides and one of <=, <, >=, >, == between them")
    return Comparison(tree.left, type(tree.ops[0]), tree.comparators[0])


def names_in(tree: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
