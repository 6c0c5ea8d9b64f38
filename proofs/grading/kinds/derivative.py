"""Derivatives of texts in the checker's language, as texts: each state moves at its rate, and all else rests.

Factors stay in their order, so that this is right for matrices too, with `ordered` powers.
"""

import ast
from collections.abc import Mapping

from paper import Misuse
from proofs import checker

ZERO, ONE = "0", "1"


class OutOfReach(Misuse):
    """What was said makes sense, and can't be graded: such a claim is undecided, and no other is touched by that."""


def derivative(text: str, rates: Mapping[str, str], *, ordered: bool = False) -> str:
    """d/dt of an expression whose names move at these rates; a power of an `ordered` one is a product of its factors.

    Raises OutOfReach for what has no derivative everywhere.
    """
    return _of(checker.parsed(text), rates, ordered)


def _of(tree: ast.expr, rates: Mapping[str, str], ordered: bool) -> str:
    text = ast.unparse(tree)
    match tree:
        case ast.Constant():
            return ZERO
        case ast.Name(id=name):
            return rates.get(name, ZERO)
        case ast.UnaryOp(operand=a):
            return _minus(ZERO, _of(a, rates, ordered))
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return _plus(_of(a, rates, ordered), _of(b, rates, ordered))
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return _minus(_of(a, rates, ordered), _of(b, rates, ordered))
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            return _plus(_times(_of(a, rates, ordered), ast.unparse(b)), _times(ast.unparse(a), _of(b, rates, ordered)))
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            above, below = ast.unparse(a), ast.unparse(b)
            direct = _over(_of(a, rates, ordered), below)
            return _minus(direct, _over(_over(_times(above, _of(b, rates, ordered)), below), below))
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
            base, rate = ast.unparse(a), _of(a, rates, ordered)
            if ordered and rate != ZERO:
                return " + ".join(_times(_times(_power(base, i), rate), _power(base, n - 1 - i)) for i in range(n))
            return _times(f"{n}*({base})**{n - 1}" if n > 1 else ONE, rate)
        case ast.Call(func=ast.Name(id="T"), args=[a]):
            rate = _of(a, rates, ordered)
            return ZERO if rate == ZERO else f"T({rate})"
        case ast.Call(func=ast.Name(id="exp"), args=[a]):
            return _times(text, _of(a, rates, ordered))
        case ast.Call(func=ast.Name(id="log"), args=[a]):
            return _over(_of(a, rates, ordered), ast.unparse(a))
        case ast.Call(func=ast.Name(id="sqrt"), args=[a]):
            return _over(_of(a, rates, ordered), f"2*{text}")
    if not set(rates) & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
        return ZERO
    raise OutOfReach(
        f"{text[:100]!r} has no derivative everywhere; write what it is in each case as a claim of its own"
    )


def _power(base: str, n: int) -> str:
    return f"({base})**{n}" if n else ONE


def _plus(a: str, b: str) -> str:
    return b if a == ZERO else a if b == ZERO else f"({a} + {b})"


def _minus(a: str, b: str) -> str:
    return a if b == ZERO else f"(-({b}))" if a == ZERO else f"({a} - ({b}))"


def _times(a: str, b: str) -> str:
    if ZERO in (a, b):
        return ZERO
    return b if a == ONE else a if b == ONE else f"({a})*({b})"


def _over(a: str, b: str) -> str:
    return ZERO if a == ZERO else f"({a})/({b})"
