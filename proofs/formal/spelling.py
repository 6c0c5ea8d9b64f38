"""One spelling for each call in the statements of a claim that is cited: its theorem has one letter for all of them."""

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from proofs import checker


def spelled(claim: Mapping[str, Any]) -> dict[str, Any]:
    """The claim, where what it takes as given and what it shows spell a call as it is spelled first."""
    spelling = _Spelling(checker.Scope(claim))
    *others, last = claim["steps"]
    given = {name: spelling.text(source) for name, source in claim["given"].items()}
    return {**claim, "given": given, "steps": [*others, {**last, "shows": spelling.text(last["shows"])}]}


class _Spelling(ast.NodeTransformer):
    """Remembers how calls and divisors are spelled, by what the checker calls them, and that times what they are."""

    def __init__(self, scope: checker.Scope) -> None:
        self.scope = scope
        self.first: dict[str, tuple[ast.expr, Fraction]] = {}

    def text(self, source: str) -> str:
        tree = checker.parsed(source)
        before = ast.dump(tree)
        new = self.visit(tree)
        return source if ast.dump(new) == before else ast.unparse(new)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if ast.unparse(node.func) == "T":
            return node
        found, _ = self._first(self.scope.expression(node), node)
        return found

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        value = self.scope.expression(node.right)
        if len(value) == 1 and all(name in self.scope.positive for (powers, _) in value for name, _ in powers):
            return node
        inverse = self.scope.inverse(value)
        divisor, scale = self._first(inverse, node.right)
        ratio = next(iter(inverse.values())) / scale
        left = node.left if ratio == 1 else ast.BinOp(node.left, ast.Mult(), ast.parse(f"({ratio})", mode="eval").body)
        return ast.BinOp(left, ast.Div(), divisor)

    def _first(self, value: checker.Sum, node: ast.expr) -> tuple[ast.expr, Fraction]:
        (((powers, word), scale),) = value.items()
        return self.first.setdefault(powers[0][0] if powers else word[0][0], (node, scale))
