"""The hypotheses of the law of plateaus, and what is on record about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric.field import Field
from numeric.plateaus import level, remainder
from paper.theorems import Hypothesis
from proofs.theorems.ablation.laws import OfLaw, Record
from proofs.theorems.plateaus.argument import LABEL

ABOVE, BELOW = "loss-on-a-plateau-from-above", "loss-on-a-plateau-from-below"
OUTGROW = "plateaus-outgrow-transitions"
SIDES = {
    ABOVE: ("L(t)", "L_k + nε²/4"),
    BELOW: ("L_k", "L(t) + εR_k/2"),
    OUTGROW: ("1/(cσ_k)", "1/(cσ_{k+1})"),
}
UNDERSTOOD = (
    Hypothesis("solution-is-positive", "0 <= least_of_W", latex=r"W(t) \succeq 0", sentence="W is not negative"),
    Hypothesis("target-is-positive", "0 <= least_of_Y", latex=r"Y \succeq 0", sentence="nor is Y"),
)


@dataclass(frozen=True)
class PlateauCase:
    """Diagonal Y and W with c = 1. `sigma` has the singular values of Y, of which the first k are those of Y_k."""

    conclusion: str
    target: str
    solution: str
    epsilon: str
    k: int

    @property
    def eigenvalues(self) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
        """Those of Y and of W."""
        Y, W = (tuple(map(Fraction, text.split(","))) for text in (self.target, self.solution))
        return Y, W

    @property
    def r(self) -> int:
        return sum(y != 0 for y in self.eigenvalues[0])

    def describe(self) -> Mapping[str, str]:
        """The instance in exact numbers."""
        return {"Y": self.target, "W": self.solution, "epsilon": self.epsilon, "rate": "1", "k": str(self.k)}

    def names(self, field: Field) -> Mapping[str, Any]:
        """The law's names: the loss of W, and the level and the remainder of the k-th plateau."""
        Y, W = ([field.number(x) for x in values] for values in self.eigenvalues)
        sigma, kept = [abs(y) for y in Y], [y if i < self.k else 0 * y for i, y in enumerate(Y)]
        found = {
            "error": field.maximum(*(abs(w - y) for w, y in zip(W, kept, strict=True))),
            "eps": field.number(Fraction(self.epsilon)),
            "n": field.number(len(Y)),
            "loss": sum(((y - w) ** 2 for y, w in zip(Y, W, strict=True)), field.number(0)) / 4,
            "plateau": level(sigma, self.k),
            "remainder": remainder(sigma, self.k),
            "least_of_W": -field.maximum(*(-w for w in W)),
            "least_of_Y": -field.maximum(*(-y for y in Y)),
            "c": field.number(1),
        }
        if 1 <= self.k < len(sigma):
            found |= {"sigma_k": sigma[self.k - 1], "sigma_next": sigma[self.k]}
        return found


LAW = OfLaw(
    LABEL,
    SIDES,
    (
        Record(("within-the-tolerance",), PlateauCase(ABOVE, "1", "1/2", "1/4", 1)),
        Record(
            ("targets-are-distinct",),
            PlateauCase(OUTGROW, "1,1", "1,0", "1/4", 1),
            reason="between equal singular values there is no plateau: T_k gets no longer than a transition",
        ),
        Record(("solution-is-positive",), PlateauCase(ABOVE, "1", "-1/4", "1/4", 0)),
        Record(
            ("target-is-positive",),
            PlateauCase(ABOVE, "-1", "1/4", "1/4", 0),
            reason="with the singular values of Y for σ_i",
        ),
    ),
    UNDERSTOOD,
)
