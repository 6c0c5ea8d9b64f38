"""Evidence by certificate: the step's lines, with their identities found and then checked, for all parameters."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proofs import checker
from proofs.certificate.argument import Gap
from proofs.certificate.prover import Document, Prover
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.scalar import second_opinion


@dataclass(frozen=True, kw_only=True)
class ByCertificate(ABC):
    """A step of some cases: HOLDS if the checker accepts a certificate in each.

    Else UNDECIDED: what was not shown is not false.
    """

    strength: Strength = Strength.PROVED
    refutes: bool = False

    @abstractmethod
    def asked(self, step: Step) -> tuple[Sequence[Prover], str]:
        """Who proves it in each case, and the text of what is to be shown."""

    @abstractmethod
    def is_own(self, step: Step) -> bool:
        """Whether it is the step that the lines were written for, and not a near-miss of it."""

    @abstractmethod
    def cites(self, step: Step, facts: Iterable[str], found: Iterable[Document]) -> tuple[str, ...]:
        """The labels of what the certificates found, in which `facts` are used, rest on."""

    def departs(self, step: Step) -> str:
        """How what would be proved departs from what is stated; "" if it does not."""
        del step
        return ""

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Judgement:
        """Find and check the certificates; nothing in it is random, and the first shard does it all."""
        del seed, workspace
        if shard.index > 0:
            return Judgement(step.label, Outcome.HOLDS, self.strength, "")
        started = time.perf_counter()
        provers, shows = self.asked(step)
        found, facts, reason = {}, set[str](), "" if provers else "no lines lead to it"
        if departs := self.departs(step):
            provers, reason = (), f"what is proved is not what is stated: {departs}"
        try:
            for prover in provers:
                found[prover.case.label] = prover.step(step.label, shows)
                facts |= prover.cited()
        except (Gap, checker.Invalid) as error:
            found, reason = {}, f"no certificate: {error}{self._second_opinion(step, prover, shows)}"
        return Judgement(
            label=step.label,
            outcome=Outcome.HOLDS if found else Outcome.UNDECIDED,
            strength=Strength.PROVED,
            domain=f"all parameters: {'; '.join(case.partition(', ')[2] or case for case in found)}" if found else "",
            reason=reason,
            points=len(found),
            tool="certificates, checked by proofs/checker.py",
            seconds=time.perf_counter() - started,
            proofs=tuple((case, json.dumps(proof)) for case, proof in found.items()),
            cites=self.cites(step, facts, found.values()) if found else (),
        )

    def _second_opinion(self, step: Step, prover: Prover, shows: str) -> str:
        """Numbers that refute a step without a certificate, if some are found; of a near-miss nobody asks."""
        opinion = second_opinion.opinion(prover.case, step.label, shows) if self.is_own(step) else ""
        return opinion and f"; {opinion}"
