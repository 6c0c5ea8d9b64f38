"""Constants, which are written once as functions, as texts in the checker's language (CERTIFICATES.md)."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any


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


def constant(function: Callable[..., Any]) -> str:
    """A constant as its function has it, in the names of the function's parameters."""
    return tidy(str(function(**{name: Text(name) for name in signature(function).parameters})))


def tidy(text: str) -> str:
    """The text without the parentheses that it doesn't need."""
    return ast.unparse(ast.parse(text, mode="eval"))
