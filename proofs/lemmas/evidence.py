"""Evidence for a text with hypotheses: by certificate, and on instances, where each hypothesis has to be needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from numeric.field import Field
from proofs.certificate.prover import Document, Prover
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome
from proofs.evidence import balls
from proofs.evidence.proved import ByCertificate
from proofs.lemmas.domain import Instances
from proofs.lemmas.needed import left_out
from proofs.lemmas.proved import lemma_prover, lemmas
from proofs.lemmas.resting import lemmas_of


@dataclass(frozen=True)
class Certified(balls.Certified):
    """All instances at which the hypotheses hold; and for each hypothesis one at which it alone fails, and all with it.

    An axiom that would hold without one of its hypotheses is UNDECIDED: either the text does not say what was meant, or
    the instances could not tell. One process judges a statement as a whole, and others judge others.
    """

    ladder: tuple[Field, ...] = balls.LADDER[:4]

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Judgement:
        """Judge the statement, and its near-misses without a hypothesis, in the shard that the label falls to."""
        if crc32(step.label.encode()) % shard.count != shard.index:
            return Judgement(step.label, Outcome.HOLDS, self.strength, "")
        found = super().judge(step, shard=Shard(), seed=seed, workspace=workspace)
        if found.points == 0:
            return replace(found, outcome=Outcome.UNDECIDED, reason="too few instances satisfy the hypotheses")
        if found.outcome is not Outcome.HOLDS or not isinstance(step.domain, Instances):
            return found
        seconds = found.seconds
        for names in self.left_out(step, tuple(name for name, _ in step.domain.wording.given)):
            elsewhere = replace(step, domain=step.domain.without(*names))
            missed = super().judge(elsewhere, shard=Shard(), seed=seed, workspace=workspace)
            seconds += missed.seconds
            if missed.outcome is not Outcome.FAILS:
                reason = f"no instance shows that it needs the hypothesis {' and '.join(names)}"
                return replace(found, outcome=Outcome.UNDECIDED, reason=reason, seconds=seconds)
        return replace(found, seconds=seconds)

    def left_out(self, step: Step, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """What is left out of the hypotheses at once, of each of which it has to be seen that it is needed."""
        return left_out(step.label, names)


@dataclass(frozen=True)
class ProvedLemma(ByCertificate):
    """A lemma, for all matrices that satisfy its hypotheses, of whatever size."""

    def asked(self, step: Step) -> tuple[Sequence[Prover], str]:
        """What is claimed of its instances, from the hypotheses that hold there."""
        domain: Any = step.domain
        return [lemma_prover(step.label, domain.dropped)], domain.shows

    def is_own(self, step: Step) -> bool:
        return isinstance(step.domain, Instances) and not step.domain.instead and not step.domain.dropped

    def cites(self, step: Step, facts: Iterable[str], found: Iterable[Document]) -> tuple[str, ...]:
        """The lemmas that it names, axioms apart."""
        del step, facts
        return tuple(sorted({label for document in found for label in lemmas_of(document)} & set(lemmas())))
