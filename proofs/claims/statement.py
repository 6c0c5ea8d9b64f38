"""What a step asserts: a relation between two quantities, written once and read by every kind of evidence.

A statement function takes named quantities by keyword and returns one of these. Given SymPy symbols it returns what
the report shows; given mpmath numbers, what sampling weighs; given balls or rationals, what certifies.
"""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Statement:
    """Two sides in a relation. Slack is measured relative to `scale`, by default the size of the right side."""

    left: Any
    right: Any
    scale: Any = None

    relation: ClassVar[str]  # LaTeX


class AtMost(Statement):
    """left ≤ right."""

    relation = r"\le"


class AtLeast(Statement):
    """left ≥ right."""

    relation = r"\ge"


class MoreThan(Statement):
    """left > right."""

    relation = ">"


class Equal(Statement):
    """left = right. Balls can't show that two numbers are equal: exact rationals and algebra can."""

    relation = "="


def slack(statement: Statement) -> Any:
    """right − left (or left − right): what must not be negative; for Equal zero, for MoreThan positive."""
    if isinstance(statement, AtLeast | MoreThan):
        return statement.left - statement.right
    return statement.right - statement.left
