"""What texts about matrices come to: in doubles, to look for witnesses, and exactly, to check them."""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.matrices import Rows
from proofs import checker
from proofs.claims.verdict import Outcome
from proofs.lemmas.domain import Setting, Undefined, truth

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


def holds(text: str, letters: Mapping[str, Rows | Fraction]) -> Outcome:
    """Whether a statement holds of these letters, exactly. UNDECIDED where it is not defined there."""
    setting = Setting(0, "", tuple(letters.items()))
    try:
        return truth(text, setting)
    except (Undefined, ZeroDivisionError):
        return Outcome.UNDECIDED
