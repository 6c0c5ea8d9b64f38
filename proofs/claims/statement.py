"""What a step asserts: a relation between two quantities, written once and read by every kind of evidence.

A statement function takes named quantities by keyword and returns one of these. Given SymPy symbols it returns what
the report shows; given mpmath numbers, what sampling weighs; given balls or rationals, what certifies.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AtMost:
    """left ≤ right. Slack is measured relative to `scale`, by default the size of the right side."""

    left: Any
    right: Any
    scale: Any = None

    relation = r"\le"


@dataclass(frozen=True)
class AtLeast:
    """left ≥ right, measured like AtMost."""

    left: Any
    right: Any
    scale: Any = None

    relation = r"\ge"


@dataclass(frozen=True)
class MoreThan:
    """left > right, measured like AtMost."""

    left: Any
    right: Any
    scale: Any = None

    relation = ">"


@dataclass(frozen=True)
class Equal:
    """left = right. Balls can't show that two numbers are equal: exact rationals and algebra can."""

    left: Any
    right: Any
    scale: Any = None

    relation = "="


Statement = AtMost | AtLeast | MoreThan | Equal


def slack(statement: Statement) -> Any:
    """right − left (or left − right): what must not be negative; for Equal zero, for MoreThan positive."""
    if isinstance(statement, AtLeast | MoreThan):
        return statement.left - statement.right
    return statement.right - statement.left
