"""Evidence by certificate: the step's lines, with their identities found and then checked, for all parameters."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proofs import checker
from proofs.certificate import argument
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.texts import text_of
from proofs.claims.verdict import Certificate, Outcome, Strength
from proofs.judging import certificates
from proofs.scalar import second_opinion
from proofs.theorems.shared import stated


@dataclass(frozen=True, kw_only=True)
class ByCertificate(ABC):
    """A step of some cases: HOLDS if the checker accepts a certificate in each.

    Else UNDECIDED: what was not shown is not false.
    """

    strength: Strength = Strength.PROVED
    refutes: bool = False

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Certificate:
        """Find and check the certificates; nothing in it is random, and the first shard does it all."""
        del seed, workspace
        if shard.index > 0:
            return Certificate(step.label, Outcome.HOLDS, self.strength, "")
        return _judged(step, *self.asked(step), self.departs(step))

    def departs(self, step: Step) -> str:
        """How what would be proved departs from what is stated; "" if it does not."""
        del step
        return ""

    @abstractmethod
    def asked(self, step: Step) -> tuple[Sequence[certificates.Prover], str]:
        """Who proves it in each case, and the text of what is to be shown."""


@dataclass(frozen=True)
class Proved(ByCertificate):
    """A step of a theorem, in every case of it that has the step."""

    theorem: str

    def asked(self, step: Step) -> tuple[Sequence[certificates.Prover], str]:
        """Where the domain's points break hypotheses, the cases without these."""
        provers = certificates.provers(self.theorem, getattr(step.domain, "dropped", ()))
        return [p for p in provers if p.has(step.label)], text_of(step)

    def departs(self, step: Step) -> str:
        """Of the cases that have the step; of the theorem's conclusion, of all that is printed and judged of it too."""
        from proofs.judging import suite

        found = next(theorem for theorem in suite.theorems() if theorem.label == self.theorem)
        if step.label == found.steps[-1].label:
            return stated.differences(self.theorem)
        provers = [prover for prover in certificates.provers(self.theorem) if prover.has(step.label)]
        return "; ".join(filter(None, (stated.of_a_case(self.theorem, prover.case) for prover in provers)))


@dataclass(frozen=True)
class ProvedLemma(ByCertificate):
    """A lemma, for all matrices that satisfy its hypotheses, of whatever size."""

    def asked(self, step: Step) -> tuple[Sequence[certificates.Prover], str]:
        """What is claimed of its instances, from the hypotheses that hold there."""
        domain: Any = step.domain
        return [certificates.lemma_prover(step.label, domain.dropped)], domain.shows


def _second_opinion(step: Step, prover: certificates.Prover, shows: str) -> str:
    """Numbers that refute a step without a certificate, if some are found; of a near-miss nobody asks."""
    from proofs.judging import suite

    own = suite.steps().get(step.label)
    if own is None or (own.statement, own.domain) != (step.statement, step.domain):
        return ""
    opinion = second_opinion.opinion(prover.case, step.label, shows)
    return opinion and f"; {opinion}"


def _judged(step: Step, provers: Sequence[certificates.Prover], shows: str, departs: str) -> Certificate:
    """What the certificates of one statement come to, in each of the cases given."""
    started = time.perf_counter()
    found, facts, reason = {}, set[str](), "" if provers else "no lines lead to it"
    if departs:
        provers, reason = (), f"what is proved is not what is stated: {departs}"
    try:
        for prover in provers:
            found[prover.case.label] = prover.step(step.label, shows)
            facts |= prover.cited()
    except (argument.Gap, checker.Invalid) as error:
        found, reason = {}, f"no certificate: {error}{_second_opinion(step, prover, shows)}"
    return Certificate(
        label=step.label,
        outcome=Outcome.HOLDS if found else Outcome.UNDECIDED,
        strength=Strength.PROVED,
        domain=f"all parameters: {'; '.join(case.partition(', ')[2] or case for case in found)}" if found else "",
        reason=reason,
        points=len(found),
        tool="certificates, checked by proofs/checker.py",
        seconds=time.perf_counter() - started,
        proofs=tuple((case, json.dumps(proof)) for case, proof in found.items()),
        cites=certificates.labels_cited(step, facts, found.values()) if found else (),
    )
