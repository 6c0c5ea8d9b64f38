"""What a claim divides by of which no fact says whether it is positive."""

import ast
from collections.abc import Iterator

from proofs import checker
from proofs.grading.numbers.lines import Lines


def unseen(lines: Lines) -> list[str]:
    """That the first such divisor is positive, and that it is negative."""
    for text in _divisors(checker.parsed(lines.shows)):
        value = lines.names.expression(text)
        inverse = lines.names.expression(f"1/({text})")
        names = {name for powers, _ in inverse for name, _ in powers}
        known = {divisor.name for divisor in lines.rewriting.divisors} | {rule.name for rule in lines.rewriting.rules}
        if value and any(name.startswith("inverse(") for name in names) and not names & known:
            return [f"0 < {text}", f"{text} < 0"]
    return []


def _divisors(tree: ast.expr) -> Iterator[str]:
    for part in ast.walk(tree):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div):
            yield ast.unparse(part.right)
