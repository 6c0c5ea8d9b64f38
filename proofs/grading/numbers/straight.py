"""Calls of a function that an inequality has once, and not in another call: it is solved for them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from proofs import checker
from proofs.checker import Sum, multiply, scale
from proofs.grading.numbers.facts import inside_out
from proofs.grading.numbers.lines import Lines
from proofs.grading.numbers.rewriting import by_powers


@dataclass(frozen=True)
class Straight:
    """A call in an inequality, whose difference is `rest` + `factor`·call: 0 `less` that, and `factor` is one term."""

    node: ast.Call
    less: str
    rest: Sum
    factor: Sum
    equal: Sum
    """Where the call has this value, the difference is 0."""

    @property
    def sign(self) -> int:
        """That of the factor."""
        (c,) = self.factor.values()
        return 1 if c > 0 else -1


def straight(lines: Lines, shows: str, function: str) -> Iterator[Straight]:
    """The calls of a function of which the inequality is so made, the inner ones first."""
    relation, difference = lines.names.statement(shows)
    for node in inside_out(checker.parsed(shows)) if relation != "==" else ():
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function):
            continue
        (((powers, _), c), *more) = lines.names.expression(node).items()
        if more or c != 1 or len(powers) != 1 or powers[0][1] != 1:
            continue
        by_power = by_powers(difference, powers[0][0])
        rest, factor = by_power.pop(0), by_power.pop(1, {})
        is_positive = all(name in lines.names.positive for own, _ in factor for name, _ in own)
        if not by_power and len(factor) == 1 and is_positive:
            equal = multiply(rest, lines.names.inverse(scale(factor, -1)))
            yield Straight(node, "<" if relation == ">" else "<=", rest, factor, equal)
