"""Texts of the checker's language that speak of numbers alone: their values in a field, exactly, and as LaTeX."""

import ast
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from numeric.field import Field, Irrational
from paper import Misuse, texts
from paper.theorems import LETTERS

LARGEST_POWER_BITS = 4_000_000
"""Powers of rationals are compared exactly up to this size."""
SIGNS = {"<=": r"\le", "<": "<", ">=": r"\ge", ">": ">", "==": "="}
TYPED = {
    r"\alpha": "α",
    r"\varepsilon": "ε",
    r"\sigma": "σ",
    r"\mu": "μ",
    r"\log": "log",
    r"\le": "≤",
    r"\ge": "≥",
    r"\max": "max",
    "^2": "²",
}
"""How people type what LaTeX has commands for."""


def value(source: str | ast.expr, names: Mapping[str, Any], field: Field) -> Any:
    """The number that the text stands for. Raises Misuse for what is none of these."""
    return texts.value(source, names, field.number, {"log": field.log, "max": field.maximum})


def told(statement: str) -> str:
    """A statement, or a name, as it stands in a sentence: σ₁ for σ_1."""
    return re.sub(r"_(\d)", lambda found: chr(ord("₀") + int(found[1])), plain(latex(statement)))


def plain(formula: str) -> str:
    """LaTeX of a statement as people type it."""
    for command, typed in TYPED.items():
        formula = formula.replace(command, typed)
    return re.sub(r"_\{(\w+)\}|_(\w)", lambda found: f"_{found[1] or found[2]}", formula)


class Logarithm:
    """Σ qᵢ log xᵢ with rationals qᵢ and positive rationals xᵢ: what a rational's logarithm is, exactly."""

    def __init__(self, terms: Mapping[Any, Any]) -> None:
        self.terms = terms

    def __add__(self, other: Any) -> "Logarithm":
        if not isinstance(other, Logarithm):
            if other == 0:
                return self
            raise Irrational("a logarithm and a number are compared by balls alone")
        found = dict(self.terms)
        for x, q in other.terms.items():
            found[x] = found.get(x, 0) + q
        return Logarithm(found)

    __radd__ = __add__

    def __mul__(self, factor: Any) -> "Logarithm":
        if isinstance(factor, Logarithm):
            raise Irrational("a product of logarithms is known by balls alone")
        return Logarithm({x: q * factor for x, q in self.terms.items()})

    __rmul__ = __mul__

    def __truediv__(self, divisor: Any) -> "Logarithm":
        inverse: Any = 1 / divisor
        return Logarithm({x: q * inverse for x, q in self.terms.items()})

    def __neg__(self) -> "Logarithm":
        return Logarithm({x: -q for x, q in self.terms.items()})

    def __sub__(self, other: Any) -> "Logarithm":
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> "Logarithm":
        return (-self).__add__(other)

    def is_not_negative(self) -> bool:
        """Whether the sum is at least 0: Π xᵢ^qᵢ ≥ 1, with the qᵢ cleared of denominators. Raises Irrational."""
        scale = lcm(*(int(q.q) for q in self.terms.values()))
        powers = {x: int((q * scale).p) for x, q in self.terms.items()}
        shared = max(gcd(*powers.values()), 1)
        above = below = Fraction(1)
        for x, power in powers.items():
            base, times = Fraction(int(x.p), int(x.q)), power // shared
            if abs(times) * (base.numerator.bit_length() + base.denominator.bit_length()) > LARGEST_POWER_BITS:
                raise Irrational("the powers are too large to write out")
            above, below = (above * base**times, below) if times > 0 else (above, below * base**-times)
        return above >= below


class Exactly:
    """A field of rationals, in which a logarithm is kept as one."""

    def __init__(self, rationals: Field) -> None:
        self.number = rationals.number

    def log(self, x: Any) -> Logarithm:
        if isinstance(x, Logarithm) or x <= 0:
            raise Irrational("what is not positive, or a logarithm, has no logarithm that is known exactly")
        return Logarithm({x: self.number(1)})

    def maximum(self, *_values: Any) -> Any:
        raise Irrational("a maximum is known by balls alone")


def holds_exactly(statement: str, names: Mapping[str, Any], rationals: Field) -> bool:
    """Whether a statement of rationals and their logarithms is true. Raises Irrational where that is not decided."""
    left, relation, right = texts.sides(statement)
    exactly: Any = Exactly(rationals)
    small, large = value(left, names, exactly), value(right, names, exactly)
    if relation.startswith(">"):
        small, large = large, small
    difference = large - small
    if relation not in ("<=", ">="):
        raise Irrational(f"{relation} is not decided exactly")
    return difference.is_not_negative() if isinstance(difference, Logarithm) else bool(difference >= 0)


def latex(statement: str, letter: Callable[[str], str] = lambda name: LETTERS.get(name, name)) -> str:
    """A statement, or an expression, on one line: quotients with a slash."""

    def show(tree: ast.expr, tight: bool = False) -> str:
        match tree:
            case ast.Constant(value=int(number)):
                return str(number)
            case ast.Name(id=name):
                return letter(name)
            case ast.BinOp(left=a, op=ast.Add() | ast.Sub() as sign, right=b):
                text = f"{show(a)} {'+' if isinstance(sign, ast.Add) else '-'} {show(b, _is_sum(b))}"
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                return product(a, b, "" if isinstance(a, ast.Constant) else " ")
            case ast.BinOp(left=ast.BinOp(left=a, op=ast.Div(), right=b), op=ast.Div(), right=c):
                return f"{part(a, _is_sum(a))}/({product(b, c, '')})"
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                return f"{part(a, _is_sum(a))}/{f'({part(b)})' if _is_compound(b) else show(b)}"
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
                return f"({show(a)})^{n}" if isinstance(a, ast.BinOp) else f"{show(a)}^{n}"
            case ast.Call(func=ast.Name(id=name), args=[ast.Name() as a]):
                return rf"\{name} {show(a)}"
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return rf"\{name}({', '.join(map(show, arguments))})"
            case _:
                raise Misuse(f"{ast.unparse(tree)!r} is no number that the theorems speak of")
        return f"({text})" if tight else text

    def product(a: ast.expr, b: ast.expr, between: str) -> str:
        first, second = show(a, _is_sum(a)), show(b, _is_sum(b))
        apart = between or (" " if second[:1].isalpha() and not first.isdigit() else "")
        return f"{first}{apart}{second}"

    def part(tree: ast.expr, tight: bool = False) -> str:
        """Of a quotient: a product without spaces."""
        match tree:
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                return product(a, b, "")
        return show(tree, tight)

    tree = texts.parsed(statement)
    if isinstance(tree, ast.Compare):
        left, relation, right = texts.sides(statement)
        return f"{show(left)} {SIGNS[relation]} {show(right)}"
    return show(tree)


def _is_sum(tree: ast.expr) -> bool:
    return isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub)


def _is_compound(tree: ast.expr) -> bool:
    return isinstance(tree, ast.BinOp) and not isinstance(tree.op, ast.Pow)
