"""Evidence by derivation: every line of it is decided by exact algebra, for all parameters at once."""

import re
import time
from dataclasses import dataclass

import sympy

from paper import Misuse
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength
from symbolic.derivation import Derivation, Line

FIXED_SIZE = re.compile(r"\b[hkmnr] = \d+")
"""In the domain of a derivation: a size of matrices. One in letters that don't commute holds for every size."""


@dataclass(frozen=True)
class Derived:
    """A step whose statement takes nothing and returns a Derivation.

    HOLDS if every line does; FAILS if a line is refuted at an exact point; else UNDECIDED: what was not shown is not
    false.
    """

    strength: Strength = Strength.PROVED
    refutes: bool = True

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Judgement:
        """Judge the derivation as a whole; it has no points that could be shared out, and nothing in it is random."""
        del shard, seed
        started = time.perf_counter()
        try:
            derivation = workspace.derivation(step.statement)
        except Misuse:
            raise
        except Exception as error:
            return self._judgement(step, Outcome.UNDECIDED, started, reason=f"the derivation stopped: {error!r}")
        if not isinstance(derivation, Derivation):
            raise Misuse(f"{step.label}: the statement must return a Derivation, not {type(derivation).__name__}")
        outcome, reason, witness = _outcome(derivation)
        return self._judgement(
            step,
            outcome,
            started,
            reason=reason,
            witness=witness,
            domain=derivation.domain,
            points=len(derivation.lines),
        )

    def _judgement(
        self,
        step: Step,
        outcome: Outcome,
        started: float,
        *,
        reason: str,
        witness: dict[str, str] | None = None,
        domain: str = "",
        points: int = 0,
    ) -> Judgement:
        return Judgement(
            label=step.label,
            outcome=outcome,
            strength=self.strength,
            domain=domain,
            reason=reason,
            witness=witness,
            points=points,
            tool=f"SymPy {sympy.__version__}",
            seconds=time.perf_counter() - started,
        )


def _outcome(derivation: Derivation) -> tuple[Outcome, str, dict[str, str] | None]:
    fixed = FIXED_SIZE.search(derivation.domain)
    if fixed and any(line.of_any_size for line in derivation.lines):
        return (
            Outcome.UNDECIDED,
            f"it is said for {fixed.group()}, and its lines are about matrices of every size",
            None,
        )
    failing = [line for line in derivation.lines if not line.holds]
    for line in failing:
        if line.decision.witness is not None:
            return Outcome.FAILS, f"refuted: {_described(line)}", dict(line.decision.witness)
    if failing:
        return Outcome.UNDECIDED, f"not shown: {_described(failing[0])}", None
    if not derivation.lines:
        return Outcome.UNDECIDED, "the derivation has no line", None
    assumed = f"; assumes {', '.join(derivation.lemmas)}" if derivation.lemmas else ""
    return Outcome.HOLDS, f"derived in {len(derivation.lines)} lines by exact algebra{assumed}", None


def _described(line: Line) -> str:
    return f"{line.latex} ({line.why})"
