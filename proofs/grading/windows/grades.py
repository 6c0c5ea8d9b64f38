"""How the grading of a claim about windows ended; what comes to that takes longer to import."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofs.grading.numbers import grades
from proofs.scalar.claims import Point

if TYPE_CHECKING:
    from proofs.grading.windows.cases import Case, Measured


@dataclass(frozen=True)
class Argued:
    """How far the theorem's chain goes with the claim's constants: all the way, or up to a step whose condition fails.

    `holds` is None where neither was decided of a condition, the one that is told. The witness is of the parameters.
    `largest_step` is the theorem's about descent, where the claim's is too large for it.
    """

    theorem: str
    holds: bool | None
    breaks_at: str = ""
    condition: str = ""
    witness: Point | None = None
    largest_step: str = ""


@dataclass(frozen=True)
class Grade(grades.Grade):
    """`argument` is the paper's; `instance` has k and t; at `tightest`, error/bound is the largest that was found."""

    argument: Argued | None = None
    witness: "Measured | None" = None
    instance: "Case | None" = None
    tightest: "Measured | None" = None
    tries: int = 0
