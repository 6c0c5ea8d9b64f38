"""What texts about matrices come to: in doubles, to look for witnesses, and exactly, to check them."""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from numeric.matrices import Rows, from_flint, is_positive_semidefinite, to_flint
from proofs import checker
from proofs.certificate.language import is_matrix, value
from proofs.claims.verdict import Outcome
from proofs.lemmas.domain import least_coefficient

FIELDS: tuple[Field, ...] = (Rationals(), Balls(192), Balls(768))
Floats = NDArray[np.float64]
Reading = Callable[[Mapping[str, Any]], Any]


def in_doubles(text: str, letters: Mapping[str, Any]) -> Any:
    """A number, or an array of two dimensions. Raises ZeroDivisionError."""
    return _reading(text)(letters)


@cache
def _reading(text: str) -> Reading:
    return _read(checker.parsed(text))


def _read(tree: ast.AST) -> Reading:
    match tree:
        case ast.Constant(value=int(number)):
            return lambda _: float(number)
        case ast.Name(id=name):
            return lambda at: at[name]
        case ast.UnaryOp(operand=a):
            inner = _read(a)
            return lambda at: -inner(at)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
            base = _read(a)
            return lambda at: _power(base(at), n)
        case ast.BinOp(left=a, op=op, right=b):
            left, right, combined = _read(a), _read(b), COMBINED[type(op)]
            return lambda at: combined(left(at), right(at))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            readings = [_read(a) for a in arguments]
            return lambda at: CALLED[name](*(reading(at) for reading in readings))
    raise checker.Invalid(f"{ast.unparse(tree)!r} has no value")


def _power(base: Any, n: int) -> Any:
    return base**n if isinstance(base, float) else np.linalg.matrix_power(base, n)


def _sum(a: Any, b: Any) -> Any:
    """A number stands for that multiple of an identity."""
    if isinstance(a, float) and not isinstance(b, float):
        return a * np.eye(*b.shape) + b
    if isinstance(b, float) and not isinstance(a, float):
        return a + b * np.eye(*a.shape)
    return a + b


def _product(a: Any, b: Any) -> Any:
    return a * b if isinstance(a, float) or isinstance(b, float) else a @ b


COMBINED: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: _sum,
    ast.Sub: lambda a, b: _sum(a, -b),
    ast.Mult: _product,
    ast.Div: lambda a, b: a / b,
}
CALLED: Mapping[str, Callable[..., Any]] = {
    "T": np.transpose,
    "norm": lambda a: abs(a) if isinstance(a, float) else float(np.linalg.norm(a, 2)),
    "max": max,
}


def margin(relation: str, difference: Any) -> float:
    """How far what should be >= 0, > 0 or == 0 is so: negative where it is not."""
    if relation == "==":
        return -float(np.max(np.abs(difference)))
    return difference if isinstance(difference, float) else float(np.linalg.eigvalsh(difference)[0])


class Undefined(ArithmeticError):
    """1/0."""


def _undefined() -> Any:
    raise Undefined


def holds(text: str, letters: Mapping[str, Rows | Fraction]) -> Outcome:
    """Whether a statement certainly holds of these letters. UNDECIDED where it is not defined there."""
    return judged(text, letters)[0]


def judged(text: str, letters: Mapping[str, Rows | Fraction]) -> tuple[Outcome, bool]:
    """Whether a statement certainly holds of these letters, and whether that was seen exactly, or else by balls."""
    tree = checker.parsed(text)
    if not isinstance(tree, ast.Compare):
        raise checker.Invalid(f"{text!r} is no statement")
    left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    relation, sign = checker.RELATIONS[type(tree.ops[0])]
    difference = f"({left}) - ({right})" if sign > 0 else f"({right}) - ({left})"
    for field in FIELDS:
        try:
            with field.working():
                own = {name: _of_field(field, x) for name, x in letters.items()}
                found = _compared(relation, value(difference, own, field, _undefined), field)
        except Undefined:
            break
        except (Irrational, Unresolved, ZeroDivisionError):
            continue
        if found is not Outcome.UNDECIDED:
            return found, isinstance(field, Rationals)
    return Outcome.UNDECIDED, False


def _of_field(field: Field, x: Rows | Fraction) -> Any:
    if isinstance(x, Fraction):
        return field.number(x)
    return to_flint(x) if isinstance(field, Rationals) else field.exact(x)


def _compared(relation: str, difference: Any, field: Field) -> Outcome:
    """Whether it is >= 0, > 0 or == 0; of a ball that is not certain to be 0, nothing says that it is."""
    exact = isinstance(field, Rationals)
    if is_matrix(difference):
        entries = [x for row in field.entries(difference) for x in row]
        if relation == "==":
            is_zero = exact and all(x == 0 for x in entries)
            return Outcome.HOLDS if is_zero else Outcome.FAILS if any(x != 0 for x in entries) else Outcome.UNDECIDED
        if exact:
            return Outcome.HOLDS if is_positive_semidefinite(from_flint(difference)) else Outcome.FAILS
        difference = least_coefficient(field, difference)
    if relation == "==":
        return Outcome.FAILS if difference != 0 else Outcome.HOLDS if exact else Outcome.UNDECIDED
    strict = relation == ">"
    if difference > 0 or (not strict and difference >= 0):
        return Outcome.HOLDS
    return Outcome.FAILS if difference < 0 or (strict and difference <= 0) else Outcome.UNDECIDED
