"""Statements as texts in the checker's language, and texts as statements."""

import ast
from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, Signature, signature
from operator import add, mul, pow, sub, truediv
from typing import Any

from paper import Misuse
from paper.texts import Text, tidy
from proofs.claims.claim import Canary, NearMiss, Step, step
from proofs.claims.statement import AtLeast, AtMost, Equal, MoreThan

SIGNS = {AtMost: "<=", AtLeast: ">=", MoreThan: ">", Equal: "=="}
RELATIONS = {ast.LtE: AtMost, ast.GtE: AtLeast, ast.Gt: MoreThan, ast.Eq: Equal}
OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
    ast.Pow: pow,
}


def text_of(step: Step) -> str:
    """What the step states, with the names of its quantities."""
    statement = step.statement(**{name: Text(name) for name in step.quantities})
    return tidy(f"({statement.left}) {SIGNS[type(statement)]} ({statement.right})")


def statement_of(text: str | Callable[[], str]) -> Callable[..., Any]:
    """A statement function: what the text relates is made of whatever the quantities are that it is called with.

    Its numbers are integers. The slack of what is compared with 0 is measured as it is. Where the text is what a
    function returns, it is asked for each time.
    """
    if isinstance(text, str):
        return _statement_of(text)
    now = text

    def statement(**quantities: Any) -> Any:
        return _statement_of(now())(**quantities)

    statement.__signature__ = signature(_statement_of(now()))  # type: ignore[attr-defined]
    return statement


def relation(label: str, text: str, *, canary: Canary | NearMiss, **fields: Any) -> Step:
    """The step that says what the text says; the other fields are those of a Step."""
    return step(label, canary=canary, **fields)(statement_of(text))


@cache
def _statement_of(text: str) -> Callable[..., Any]:
    match ast.parse(text, mode="eval").body:
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in RELATIONS:
            related = RELATIONS[type(sign)]
        case _:
            raise Misuse(f"{text!r} relates no two sides")
    names = dict.fromkeys(node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name))
    scale = 1 if isinstance(right, ast.Constant) and right.value == 0 else None

    def statement(**quantities: Any) -> Any:
        return related(_made(left, quantities), _made(right, quantities), scale=scale)

    parameters = [Parameter(name, Parameter.KEYWORD_ONLY) for name in names]
    statement.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return statement


def _made(tree: ast.AST, of: Mapping[str, Any]) -> Any:
    match tree:
        case ast.Constant(value=int(number)):
            return number
        case ast.Name(id=name):
            return of[name]
        case ast.UnaryOp(op=ast.USub(), operand=a):
            return -_made(a, of)
        case ast.BinOp(left=a, op=operation, right=b) if type(operation) in OPERATIONS:
            return OPERATIONS[type(operation)](_made(a, of), _made(b, of))
    raise Misuse(f"{ast.unparse(tree)!r} is no number that a statement speaks of")
