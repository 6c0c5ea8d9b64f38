"""How the grading of a claim ended, whatever its kind."""

from dataclasses import dataclass
from typing import Any, Self

from proofs.claims.verdict import Outcome, Strength

BOTH = "a proof and a counterexample were found, which is a fault of flowproof: please report this claim"


@dataclass(frozen=True)
class Grade:
    """`certificate` is a checker's document. Each kind also has a `witness`, or an `instance` of its hypotheses."""

    name: str
    outcome: Outcome
    strength: Strength
    reason: str
    certificate: dict[str, Any] | None = None
    seconds: float = 0.0

    @classmethod
    def undecided(cls, name: str, reason: str, **found: Any) -> Self:
        return cls(name, Outcome.UNDECIDED, Strength.NONE, reason, **found)
