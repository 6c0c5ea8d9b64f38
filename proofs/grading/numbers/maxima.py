"""What a maximum is at most, from what its arguments are."""

import ast
from collections.abc import Callable, Iterator

from proofs.grading.numbers.lines import Lines
from proofs.grading.numbers.plans import Plan, Supposed
from proofs.grading.numbers.straight import Straight, straight


def bounds(lines: Lines, shows: str) -> Iterator[Plan]:
    """c*max(x, y) + ... <= 0, from both arguments in the place of the maximum."""
    for call in straight(lines, shows, "max"):
        if call.sign < 0 and call.less == "<=":
            high = lines.names.write(call.equal)
            arguments = map(ast.unparse, call.node.args)
            yield Plan(tuple(Supposed(f"{x} <= {high}") for x in arguments), _ended(call, high))


def _ended(call: Straight, high: str) -> Callable[[Lines, list[str]], str]:
    def end(lines: Lines, _: list[str]) -> str:
        x, y = map(ast.unparse, call.node.args)
        lines.instance("maximum-is-the-least-bound", x=x, y=y, e=high)
        return lines.line(lines.shows)

    return end
