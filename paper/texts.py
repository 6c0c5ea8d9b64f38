"""Texts of the checker's language (CERTIFICATES.md), read on the standard library: parsed, and never run as Python."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from operator import add, mul, sub, truediv
from typing import Any

from paper.ledger import Misuse

RELATIONS = {ast.LtE: "<=", ast.Lt: "<", ast.GtE: ">=", ast.Gt: ">", ast.Eq: "=="}
OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
}
FUNCTIONS = {"T": 1, "norm": 1, "definiteness": 1, "exp": 1, "log": 1, "sqrt": 1, "max": 2}
LARGEST_POWER = 40


@dataclass(frozen=True)
class Text:
    """A quantity by its name: what a statement does with it is written down as it stands, and nothing is simplified.

    SymPy would make 1 of x/x, and x of abs(x).
    """

    text: str

    def __str__(self) -> str:
        return self.text

    def __neg__(self) -> "Text":
        return Text(f"-({self})")

    def __abs__(self) -> "Text":
        return Text(f"abs({self})")  # which the checker doesn't know

    def __add__(self, other: Any) -> "Text":
        return Text(f"({self}) + ({other})")

    def __radd__(self, other: Any) -> "Text":
        return Text(f"({other}) + ({self})")

    def __sub__(self, other: Any) -> "Text":
        return Text(f"({self}) - ({other})")

    def __rsub__(self, other: Any) -> "Text":
        return Text(f"({other}) - ({self})")

    def __mul__(self, other: Any) -> "Text":
        return Text(f"({self}) * ({other})")

    def __rmul__(self, other: Any) -> "Text":
        return Text(f"({other}) * ({self})")

    def __truediv__(self, other: Any) -> "Text":
        return Text(f"({self}) / ({other})")

    def __rtruediv__(self, other: Any) -> "Text":
        return Text(f"({other}) / ({self})")

    def __pow__(self, other: Any) -> "Text":
        return Text(f"({self}) ** ({other})")


def tidy(text: str) -> str:
    """The text without the parentheses that it doesn't need."""
    return ast.unparse(parsed(text))


@cache
def parsed(source: str) -> ast.expr:
    """A statement, or an expression, taken apart. Raises Misuse where it is not in Python's grammar."""
    try:
        if not re.fullmatch(r"[\w +*/(),<>=-]*", source, re.ASCII):
            raise SyntaxError
        return ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        raise Misuse(f"{source!r} is no text of the checker's language; see CERTIFICATES.md") from None


@cache
def sides(statement: str) -> tuple[ast.expr, str, ast.expr]:
    """The left side, the relation and the right side. Raises Misuse where it is no statement."""
    match parsed(statement):
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in RELATIONS:
            return left, RELATIONS[type(sign)], right
    raise Misuse(f"{statement!r} is no statement of the checker's language; see CERTIFICATES.md")


def names_of_statement(source: str) -> frozenset[str]:
    """The names that a statement speaks of. Raises Misuse where the checker does not read it, whatever they are."""
    left, _, right = sides(source)
    return names(left) | names(right)


@cache
def names(source: str | ast.expr) -> frozenset[str]:
    """The names that an expression speaks of. Raises Misuse where the checker does not read it, whatever they are."""
    match parsed(source) if isinstance(source, str) else source:
        case ast.Constant(value=int(number)) if type(number) is int:
            return frozenset()
        case ast.Name(id=name) if name not in FUNCTIONS:
            return frozenset({name})
        case ast.UnaryOp(op=ast.USub(), operand=a):
            return names(a)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if 1 <= n <= LARGEST_POWER:
            return names(a)
        case ast.BinOp(left=a, op=sign, right=b) if type(sign) in OPERATIONS:
            return names(a) | names(b)
        case ast.Call(func=ast.Name(id=name), args=found, keywords=[]) if FUNCTIONS.get(name) == len(found):
            return frozenset().union(*map(names, found))
    shown = source if isinstance(source, str) else ast.unparse(source)
    raise Misuse(f"{shown!r} is no expression of the checker's language; see CERTIFICATES.md")


def value(
    source: str | ast.expr,
    quantities: Mapping[str, Any],
    number: Callable[[int], Any] = int,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Any:
    """What an expression stands for, by what its names do: rationals, balls, SymPy's symbols, or whatever else.

    `number` says what an integer is among these, `functions` what log and the others are. Raises Misuse for what is
    neither known nor an expression.
    """
    return _reading(source)(quantities, number, functions or {})


def holds(statement: str, quantities: Mapping[str, Fraction]) -> bool:
    """Whether a statement about rationals is true."""
    left, relation, right = sides(statement)
    a, b = (value(side, quantities, Fraction) for side in (left, right))
    return bool({"<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b, "==": a == b}[relation])


Reading = Callable[[Mapping[str, Any], Callable[[int], Any], Mapping[str, Callable[..., Any]]], Any]


@cache
def _reading(source: str | ast.expr) -> Reading:
    """How to work out the value: a text is taken apart once, and may then be asked for many."""
    match parsed(source) if isinstance(source, str) else source:
        case ast.Constant(value=int(digits)):
            return lambda _, number, __: number(digits)
        case ast.Name(id=name):
            return lambda quantities, _, __: _known(name, quantities)
        case ast.UnaryOp(op=ast.USub(), operand=a):
            inner = _reading(a)
            return lambda *at: -inner(*at)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
            base = _reading(a)
            return lambda *at: base(*at) ** n
        case ast.BinOp(left=a, op=sign, right=b) if type(sign) in OPERATIONS:
            left, right, combined = _reading(a), _reading(b), OPERATIONS[type(sign)]
            return lambda *at: _combined(combined, left(*at), right(*at))
        case ast.Call(func=ast.Name(id=name), args=found):
            inside = [_reading(x) for x in found]
            return lambda *at: _known(name, at[2])(*(reading(*at) for reading in inside))
        case tree:
            raise Misuse(f"{ast.unparse(tree)!r} is no expression of the checker's language; see CERTIFICATES.md")


def _known(name: str, among: Mapping[str, Any]) -> Any:
    if name not in among:
        raise Misuse(f"{name!r} is not known here; known are {', '.join(sorted(among))}")
    return among[name]


def _combined(operation: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    """A quotient of two integers, which Python would round, is exact, and as such meets numbers of any kind."""
    if operation is truediv and isinstance(a, int) and isinstance(b, int):
        return Fraction(a, b)
    try:
        return operation(a, b)
    except TypeError:
        return operation(*(_among(x, y) if isinstance(x, Fraction) else x for x, y in ((a, b), (b, a))))


def _among(x: Fraction, other: Any) -> Any:
    """The fraction as a number of the other's kind."""
    return (0 * other + x.numerator) / x.denominator


def substituted(source: str, meanings: Mapping[str, str]) -> str:
    """The text with names replaced by what they mean."""

    class Replaced(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return parsed(meanings[node.id]) if node.id in meanings else node

    return ast.unparse(Replaced().visit(ast.parse(source, mode="eval")))
