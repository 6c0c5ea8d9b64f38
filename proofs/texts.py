"""Statements and constants, which are written once as functions, as texts in the checker's language."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any

from proofs.claim import Step
from proofs.statement import AtLeast, AtMost, Equal, MoreThan

SIGNS = {AtMost: "<=", AtLeast: ">=", MoreThan: ">", Equal: "=="}


@dataclass(frozen=True)
class Text:
    """A quantity by its name: what a statement does with it is written down as it stands, and nothing is simplified.

    SymPy would make 1 of x/x, and x of abs(x).
    """

    text: str

    def __str__(self) -> str:
        return self.text

    def __neg__(self) -> "Text":
        return Text(f"-({self})")

    def __abs__(self) -> "Text":
        return Text(f"abs({self})")  # which the checker doesn't know

    def __add__(self, other: Any) -> "Text":
        return Text(f"({self}) + ({other})")

    def __radd__(self, other: Any) -> "Text":
        return Text(f"({other}) + ({self})")

    def __sub__(self, other: Any) -> "Text":
        return Text(f"({self}) - ({other})")

    def __rsub__(self, other: Any) -> "Text":
        return Text(f"({other}) - ({self})")

    def __mul__(self, other: Any) -> "Text":
        return Text(f"({self}) * ({other})")

    def __rmul__(self, other: Any) -> "Text":
        return Text(f"({other}) * ({self})")

    def __truediv__(self, other: Any) -> "Text":
        return Text(f"({self}) / ({other})")

    def __rtruediv__(self, other: Any) -> "Text":
        return Text(f"({other}) / ({self})")

    def __pow__(self, other: Any) -> "Text":
        return Text(f"({self}) ** ({other})")


def text_of(step: Step) -> str:
    """What the step states, with the names of its quantities."""
    statement = step.statement(**{name: Text(name) for name in step.quantities})
    return _tidy(f"({statement.left}) {SIGNS[type(statement)]} ({statement.right})")


def constant(function: Callable[..., Any]) -> str:
    """A constant as its function has it, in the names of the function's parameters."""
    return _tidy(str(function(**{name: Text(name) for name in signature(function).parameters})))


def _tidy(text: str) -> str:
    """The text without the parentheses that it doesn't need."""
    return ast.unparse(ast.parse(text, mode="eval"))
