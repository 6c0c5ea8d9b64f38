"""Certified evidence for a text with hypotheses: it holds wherever they do, and would not without any one of them."""

from dataclasses import dataclass, replace
from zlib import crc32

from numeric.field import Field
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome
from proofs.evidence import balls
from proofs.lemmas.domain import Instances
from proofs.lemmas.needed import left_out


@dataclass(frozen=True)
class Certified(balls.Certified):
    """All instances at which the hypotheses hold; and for each hypothesis one at which it alone fails, and all with it.

    An axiom that would hold without one of its hypotheses is UNDECIDED: either the text does not say what was meant, or
    the instances could not tell. One process judges a statement as a whole, and others judge others.
    """

    ladder: tuple[Field, ...] = balls.LADDER[:4]

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Certificate:
        """Judge the statement, and its near-misses without a hypothesis, in the shard that the label falls to."""
        if crc32(step.label.encode()) % shard.count != shard.index:
            return Certificate(step.label, Outcome.HOLDS, self.strength, "")
        found = super().judge(step, shard=Shard(), seed=seed, workspace=workspace)
        if found.points == 0:
            return replace(found, outcome=Outcome.UNDECIDED, reason="too few instances satisfy the hypotheses")
        if found.outcome is not Outcome.HOLDS or not isinstance(step.domain, Instances):
            return found
        seconds = found.seconds
        for names in left_out(step.label, tuple(name for name, _ in step.domain.wording.given)):
            elsewhere = replace(step, domain=step.domain.without(*names))
            missed = super().judge(elsewhere, shard=Shard(), seed=seed, workspace=workspace)
            seconds += missed.seconds
            if missed.outcome is not Outcome.FAILS:
                reason = f"no instance shows that it needs the hypothesis {' and '.join(names)}"
                return replace(found, outcome=Outcome.UNDECIDED, reason=reason, seconds=seconds)
        return replace(found, seconds=seconds)
