"""Grades of claims about matrices, and the matrices in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from numeric.matrices import Rows
from proofs.claims.verdict import Outcome
from proofs.grading.numbers import grades


@dataclass(frozen=True)
class Matrix:
    """A matrix of fractions, which reads as its rows."""

    entries: Rows

    @property
    def rows(self) -> list[list[str]]:
        return [[str(x) for x in row] for row in self.entries]

    def __str__(self) -> str:
        return "[" + ", ".join(f"[{', '.join(row)}]" for row in self.rows) + "]"


Value = Fraction | Matrix
Instance = Mapping[str, Value]


@dataclass(frozen=True)
class Grade(grades.Grade):
    """Letters are called as the claim calls them."""

    witness: Instance | None = None
    instance: Instance | None = None

    @property
    def is_vacuous(self) -> bool:
        """Whether a certificate shows that its hypotheses contradict each other."""
        return self.outcome is Outcome.UNDECIDED and self.certificate is not None and self.witness is None
