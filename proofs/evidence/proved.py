"""Evidence by certificate: the step's lines, with their identities found and then checked, for all parameters."""

import json
import time
from dataclasses import dataclass

from proofs import argument, certificates, checker
from proofs.claim import Shard, Step
from proofs.domain import Workspace
from proofs.verdict import Certificate, Outcome, Strength

WINDOW = ("after-the-left-end", "before-the-right-end")
"""The hypotheses that t lies in T_k, without which a theorem promises nothing."""


@dataclass(frozen=True)
class Proved:
    """A step of a theorem, in every case of it that has the step.

    HOLDS if the checker accepts a certificate in each; else UNDECIDED: what was not shown is not false.
    """

    theorem: str
    strength: Strength = Strength.PROVED
    refutes: bool = False

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Certificate:
        """Find and check the certificates; nothing in it is random, and the first shard does it all."""
        del seed, workspace
        if shard.index > 0:
            return Certificate(step.label, Outcome.HOLDS, self.strength, "")
        started = time.perf_counter()
        found, reason = {}, ""
        try:
            dropped = WINDOW if getattr(step.domain, "beyond", False) else ()
            for prover in certificates.provers(self.theorem, dropped):
                if prover.has(step.label):
                    found[prover.case.label] = prover.step(step.label, certificates.text_of(step))
        except (argument.Gap, checker.Invalid) as error:
            found, reason = {}, f"no certificate: {error}"
        if not found and not reason:
            reason = f"no case of {self.theorem} has lines for it"
        return Certificate(
            label=step.label,
            outcome=Outcome.HOLDS if found else Outcome.UNDECIDED,
            strength=self.strength,
            domain=f"all parameters: {'; '.join(case.partition(', ')[2] or case for case in found)}",
            reason=reason,
            points=len(found),
            tool="certificates, checked by proofs/checker.py",
            seconds=time.perf_counter() - started,
            proofs=tuple((case, json.dumps(proof)) for case, proof in found.items()),
        )
