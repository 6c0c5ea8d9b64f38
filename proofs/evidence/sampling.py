"""Sampled evidence: mpmath at points drawn from a seed.

It bounds no error, so a violation counts only once balls confirm it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from numeric.field import Irrational, Multiprecision, Unresolved
from proofs.claims.claim import Step
from proofs.claims.domain import Domain, Workspace
from proofs.claims.statement import Equal, MoreThan, Statement, slack
from proofs.claims.verdict import Certificate, Margin, Outcome, Strength
from proofs.evidence.balls import settle, statement_at
from proofs.evidence.pointwise import Pointwise
from proofs.evidence.weighing import scale_of

DIGITS = 60
TOLERANCE_DIGITS = 30
"""Two numbers that agree to so many of the digits computed are taken for equal."""


@dataclass(frozen=True)
class Sampled(Pointwise):
    """`count` points of the step's domain, drawn from the run's seed and weighed with mpmath."""

    strength: Strength = Strength.SAMPLED
    refutes: bool = True
    count: int = 24

    tool, draws = "mpmath", True

    def points(self, domain: Domain, seed: int) -> Iterable[Any]:
        return domain.sample(seed, self.count)

    def at(self, step: Step, point: Any, workspace: Workspace) -> Certificate:
        """A failure is one that balls confirm."""
        field = _field()
        outcome, margin, reason = Outcome.UNDECIDED, None, "mpmath found no number"
        try:
            statement = statement_at(step, point, field, workspace)
            ratio = _relative_slack(statement, field)
        except (Irrational, Unresolved, ZeroDivisionError):
            ratio = None
        if ratio is not None:
            tolerance = field.context.mpf(10) ** -TOLERANCE_DIGITS
            value = Decimal(field.context.nstr(ratio, 12))
            margin = Margin(value, value, attained=abs(ratio) <= tolerance)
            violated = ratio < -tolerance
            if isinstance(statement, Equal):
                violated = abs(ratio) > tolerance
            elif isinstance(statement, MoreThan):
                violated = ratio <= tolerance
            outcome, reason = Outcome.HOLDS, ""
            if violated:
                outcome, reason = Outcome.UNDECIDED, "mpmath sees a violation that balls do not confirm"
                if settle(step, point, workspace)[0].outcome is Outcome.FAILS:
                    outcome, reason = Outcome.FAILS, "mpmath sees a violation, and balls confirm it"
        return self.found(step, outcome, point, reason=reason, margin=margin, bits=round(DIGITS * 3.33))


def _relative_slack(statement: Statement, field: Multiprecision) -> Any:
    """The slack over its scale; None where either is no finite real number."""
    one = field.number(1)  # a side or a scale may be a plain integer
    difference, scale = slack(statement) * one, scale_of(statement) * one
    if not all(isinstance(x, type(one)) and field.context.isfinite(x) for x in (difference, scale)):
        return None
    return difference / scale if scale > 0 else difference


@cache
def _field() -> Multiprecision:
    """One context for all samples: numbers of different contexts do not mix."""
    return Multiprecision(DIGITS)
