"""The checker's language read a second way: as values at an instance, in any field, and as LaTeX.

A text such as `norm(X*Y)` is parsed and interpreted, never evaluated as Python. A number stands for that multiple of an
identity where it meets a matrix, as in the checker.
"""

import ast
import re
from collections.abc import Callable, Mapping
from functools import cache, reduce
from operator import add, mul, sub
from typing import Any, NamedTuple

from numeric.field import Field
from paper import Misuse

OPERATIONS = {ast.Add: add, ast.Sub: sub}
DOT = r"\cdot "
SCRIPTED = re.compile(r"\^(\{[^{}]*\}|.)\}?$")
LETTERS = {name: f"{name[0]}^{{-1}}" for name in ("Cinv", "Minv")}
TEMPLATES = {
    "T": r"{}^{{\top}}",
    "norm": r"{{\lVert {}\rVert}}",
    "definiteness": r"\delta({})",
    "exp": r"\exp({})",
    "log": r"\log({})",
    "sqrt": r"\sqrt{{{}}}",
    "max": r"\max({},{})",
}


class At(NamedTuple):
    """Where a text is read: what its letters stand for, in which field, and what is undefined."""

    letters: Mapping[str, Any]
    field: Field
    undefined: Callable[[], Any] | None


def value(source: str, letters: Mapping[str, Any], field: Field, undefined: Callable[[], Any] | None = None) -> Any:
    """The number or matrix that `source` stands for, where its letters have the values given, in `field`.

    `undefined` says what 1/0 is, and the root and the logarithm of a number that has none: in the checker they are
    numbers of which nothing is known. Without it they are what the field makes of them.
    """
    return _reading(source)(At(letters, field, undefined))


@cache
def _reading(source: str) -> Callable[[At], Any]:
    return _read(_parsed(source))


def _read(tree: ast.AST) -> Callable[[At], Any]:
    """How to work out the value of a part of a text; it is taken apart once, and may then be asked for many values."""
    match tree:
        case ast.Constant(value=int(number)):
            return lambda at: at.field.number(number)
        case ast.Name(id=name):
            return lambda at: _letter(name, at)
        case ast.UnaryOp(op=ast.USub(), operand=a):
            inner = _read(a)
            return lambda at: inner(at) * at.field.number(-1)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if n >= 1:
            base = _read(a)
            return lambda at: reduce(_product, [base(at)] * n)
        case ast.BinOp(left=a, op=ast.Add() | ast.Sub() as sign, right=b):
            left, right, combined = _read(a), _read(b), OPERATIONS[type(sign)]
            return lambda at: combined(*_of_one_kind(left(at), right(at), at.field))
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            left, right = _read(a), _read(b)
            return lambda at: _product(left(at), right(at))
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            left, right = _read(a), _read(b)
            return lambda at: _quotient(left(at), right(at), at)
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in TEMPLATES:
            readings = [_read(a) for a in arguments]
            return lambda at: _call(name, [reading(at) for reading in readings], at)
    raise _unreadable(tree)


def _letter(name: str, at: At) -> Any:
    if name not in at.letters:
        raise _unreadable(ast.Name(id=name))
    return at.letters[name]


@cache
def _parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def is_matrix(x: Any) -> bool:
    return hasattr(x, "transpose")


def _of_one_kind(a: Any, b: Any, field: Field) -> tuple[Any, Any]:
    """Both numbers or both matrices."""
    if is_matrix(a) and not is_matrix(b):
        return a, _multiple(b, a, field)
    if is_matrix(b) and not is_matrix(a):
        return _multiple(a, b, field), b
    return a, b


def _multiple(number: Any, like: Any, field: Field) -> Any:
    """So many times the identity of the size of `like`; and 0 is any matrix."""
    return like * number if number == 0 else field.diagonal([number] * field.shape(like)[0])


def _quotient(a: Any, b: Any, at: At) -> Any:
    return a * (at.undefined() if at.undefined and b == 0 else at.field.number(1) / b)


def _product(a: Any, b: Any) -> Any:
    """Where one is a number, the matrix goes first: FLINT's matrices take numbers from the right."""
    return mul(b, a) if is_matrix(b) and not is_matrix(a) else mul(a, b)


def _call(name: str, arguments: list[Any], at: At) -> Any:
    first, field = arguments[0], at.field
    if at.undefined and ((name == "log" and first <= 0) or (name == "sqrt" and first < 0)):
        return at.undefined()
    match name:
        case "T":
            return field.transpose(first)
        case "exp":
            return field.matrix_exp(first) if is_matrix(first) else field.exp(first)
        case "max":
            return field.maximum(*arguments)
    return getattr(field, name)(first)


def latex(
    source: str,
    letter: Callable[[str], str] = lambda name: LETTERS.get(name, name),
    is_letter_of_matrix: Callable[[str], bool] = lambda name: name[0].isupper(),
) -> str:
    """LaTeX of a text of the checker's language; `letter` says how a name is written."""

    def show(tree: ast.AST, tight: bool = False) -> str:
        """`tight`: in parentheses if it is a sum, a product or a quotient."""
        match tree:
            case ast.Constant(value=int(number)):
                return str(number)
            case ast.Name(id=name):
                return letter(name)
            case ast.UnaryOp(op=ast.USub(), operand=a):
                text = f"-{show(a, tight=_is_sum(a))}"
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                second = summand(b, a)
                text = f"{summand(a, b)}{'' if second.startswith('-') else '+'}{second}"
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                text = f"{summand(a, b)}-{summand(b, a, tight=_is_sum(b))}"
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                first, second = show(a, tight=_is_sum(a)), show(b, tight=_is_sum(b))
                text = f"{first}{DOT if second[:1].isdigit() else ''}{second}"
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                text = rf"\frac{{{show(a)}}}{{{show(b)}}}"
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
                return f"{raised(a)}^{{{n}}}"
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in TEMPLATES:
                return TEMPLATES[name].format(*(raised(a) if name == "T" else show(a) for a in arguments))
            case _:
                raise _unreadable(tree)
        return f"({text})" if tight else text

    def raised(tree: ast.AST) -> str:
        """What a superscript is put on: in parentheses where it has one already."""
        return (
            f"({show(tree)})" if isinstance(tree, ast.Name) and SCRIPTED.search(show(tree)) else show(tree, tight=True)
        )

    def summand(tree: ast.AST, other: ast.AST, tight: bool = False) -> str:
        """A number that is added to a matrix is a multiple of I."""
        if speaks_of_matrices(tree, is_letter_of_matrix) or not speaks_of_matrices(other, is_letter_of_matrix):
            return show(tree, tight)
        return "I" if isinstance(tree, ast.Constant) and tree.value == 1 else f"{show(tree, _is_sum(tree))}I"

    return show(_parsed(source))


def speaks_of_matrices(
    source: str | ast.AST, is_letter_of_matrix: Callable[[str], bool] = lambda name: name[0].isupper()
) -> bool:
    """Whether the value is a matrix: matrices have capital letters, and norms and pivots are numbers."""
    tree = _parsed(source) if isinstance(source, str) else source
    match tree:
        case ast.Name(id=name):
            return is_letter_of_matrix(name)
        case ast.Call(func=ast.Name(id=name)) if name in ("norm", "definiteness"):
            return False
        case ast.Call(args=arguments):
            return any(speaks_of_matrices(a, is_letter_of_matrix) for a in arguments)
    return any(speaks_of_matrices(node, is_letter_of_matrix) for node in ast.iter_child_nodes(tree))


def _is_sum(tree: ast.AST) -> bool:
    return isinstance(tree, ast.UnaryOp) or (isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub))


def _unreadable(tree: ast.AST) -> Misuse:
    return Misuse(f"{ast.unparse(tree)!r} is no expression of the checker's language; see proofs/checker.py")
