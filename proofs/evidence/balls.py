"""Certified evidence: at every published point both sides are enclosed, in exact rationals or in balls, and compared.

A point that balls can't decide is tried again with more bits; what no precision decides is UNDECIDED, never a failure.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.statement import Statement
from proofs.claims.verdict import Certificate, Outcome, Strength
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
class Certified:
    """Every published point of the step's domain, decided with balls or exactly."""

    strength: Strength = Strength.CERTIFIED
    refutes: bool = True
    ladder: tuple[Field, ...] = LADDER

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Certificate:
        """Go through the shard's points; stop at the first failure, which is then confirmed with more bits."""
        del seed  # nothing is drawn
        if step.domain is None:
            raise TypeError(f"{step.label} has no domain to be certified on")
        begin = time.perf_counter()
        total = Certificate(step.label, Outcome.HOLDS, self.strength, step.domain.description, tool="python-flint")
        for point in step.domain.published():
            if point.number % shard.count != shard.index:
                continue
            total = total.merge(self.at(step, point, workspace))
            if total.outcome is Outcome.FAILS:
                break
        return replace(total, seconds=time.perf_counter() - begin)

    def at(self, step: Step, point: Any, workspace: Workspace) -> Certificate:
        """The certificate of one point."""
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
        return Certificate(
            step.label,
            weighing.outcome,
            self.strength,
            step.domain.description if step.domain else "",
            reason=reason,
            margin=weighing.margin,
            witness=point.describe(),
            points=1,
            tool="python-flint",
            bits=field.key[1],
        )
