"""How small α has to be for a hypothesis: the largest log α², read off its text where that has one of these forms.

α²x ≤ y        log(x/α²) ≥ y        α²log(x/α²) ≤ y        where x and y do not depend on α
"""

import ast
from collections.abc import Mapping
from typing import Any

import flint

from numeric import texts
from paper.texts import names, sides, tidy


def largest_log_square(statement: str, values: Mapping[str, Any], field: Any) -> tuple[Any, ...] | None:
    """The largest log α² at which the statement holds, or () if that is any; None if it has none of these forms.

    The field may be one of floats, but for the last form.
    """
    left, relation, right = sides(tidy(statement).replace("alpha ** 2", "square"))

    def is_fixed(tree: ast.expr) -> bool:
        return not names(tree) & {"alpha", "square"}

    def value(tree: ast.expr) -> Any:
        return texts.value(tree, values, field)

    if not is_fixed(right):
        return None
    match left, relation:
        case ast.Call(func=ast.Name(id="log"), args=[ast.BinOp(ast.expr() as x, ast.Div(), ast.Name("square"))]), ">=":
            return (field.log(value(x)) - value(right),) if is_fixed(x) else None
        case ast.BinOp(ast.Name("square"), ast.Mult(), ast.expr() as x), "<=" if is_fixed(x):
            return (field.log(value(right) / value(x)),)
        case (
            ast.BinOp(
                ast.Name("square"),
                ast.Mult(),
                ast.Call(func=ast.Name(id="log"), args=[ast.BinOp(ast.expr() as x, ast.Div(), ast.Name("square"))]),
            ),
            "<=",
        ) if is_fixed(x):
            most, least = value(right), value(x)
            # the left side is at most x/e
            return () if least < flint.arb.const_e() * most else (field.log(least) + (-most / least).lambertw(-1),)
    return None
