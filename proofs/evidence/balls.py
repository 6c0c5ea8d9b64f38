"""Certified evidence: at every published point both sides are enclosed, in exact rationals or in balls, and compared.

A point that balls can't decide is tried again with more bits; what no precision decides is UNDECIDED, never a failure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from proofs.claims.claim import Step
from proofs.claims.domain import Domain, Workspace
from proofs.claims.statement import Statement
from proofs.claims.verdict import Certificate, Outcome, Strength
from proofs.evidence.pointwise import Pointwise
from proofs.evidence.weighing import Weighing, weigh

LADDER: tuple[Field, ...] = (Rationals(), Balls(192), Balls(768), *(Balls(2**i) for i in (12, 14, 16, 18)))


def statement_at(step: Step, point: Any, field: Field, workspace: Workspace) -> Statement:
    """The step's statement with the values that its quantities have at `point`, in `field`."""
    if step.domain is None:
        raise TypeError(f"{step.label} has no domain to take a point from")
    quantities = workspace.quantities(step.domain, point, field)
    statement: Statement = step.statement(**{name: getattr(quantities, name) for name in step.quantities})
    return statement


def settle(step: Step, point: Any, workspace: Workspace, ladder: Sequence[Field] = LADDER) -> tuple[Weighing, Field]:
    """Decide the step at `point` in the first field that can."""
    weighing, field = Weighing(Outcome.UNDECIDED, None), ladder[0]
    for field in ladder:
        try:
            with field.working():
                weighing = weigh(statement_at(step, point, field, workspace), field)
        except (Irrational, Unresolved, ZeroDivisionError):
            continue
        if weighing.outcome is not Outcome.UNDECIDED:
            break
    return weighing, field


@dataclass(frozen=True)
class Certified(Pointwise):
    """Every published point of the step's domain, decided with balls or exactly; a failure twice, with more bits."""

    strength: Strength = Strength.CERTIFIED
    refutes: bool = True
    ladder: tuple[Field, ...] = LADDER

    tool = "python-flint"

    def points(self, domain: Domain, seed: int) -> Iterable[Any]:
        """All that are published; nothing is drawn."""
        del seed
        return domain.published()

    def at(self, step: Step, point: Any, workspace: Workspace) -> Certificate:
        weighing, field = settle(step, point, workspace, self.ladder)
        if weighing.outcome is Outcome.FAILS and isinstance(field, Balls):
            confirmed, _ = settle(step, point, workspace, (Balls(2 * field.bits),))
            if confirmed.outcome is not Outcome.FAILS:
                weighing = Weighing(Outcome.UNDECIDED, None)
        reason = {
            Outcome.HOLDS: "",
            Outcome.FAILS: "both sides enclosed, and the relation is violated",
            Outcome.UNDECIDED: f"the enclosures still overlap at {field.key[1]} bits",
        }[weighing.outcome]
        found = {"reason": reason, "margin": weighing.margin, "bits": field.key[1]}
        return self.found(step, weighing.outcome, point, **found)
