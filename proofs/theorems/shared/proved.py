"""Evidence by certificate for a step of a theorem."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paper import Misuse
from proofs.certificate.prover import Document, Prover
from proofs.claims.claim import Step
from proofs.claims.texts import text_of
from proofs.evidence.proved import ByCertificate
from proofs.theorems.shared import stated
from proofs.theorems.shared.proof import ASIDE, Proof


@dataclass(frozen=True)
class Proved(ByCertificate):
    """A step of a theorem, in every case of it that has the step.

    A room names the theorem; `theorems.catalogue` adds its proof, which has to know all rooms.
    """

    theorem: str
    known: Proof | None = None

    @property
    def proof(self) -> Proof:
        """Raises Misuse where the step was not taken from the catalogue."""
        if self.known is None:
            raise Misuse(f"a step of {self.theorem} is judged as proofs.theorems.catalogue has it, with its proof")
        return self.known

    def asked(self, step: Step) -> tuple[Sequence[Prover], str]:
        """Where the domain's points break hypotheses, the cases without these."""
        return self.proof.showing(step.label, getattr(step.domain, "dropped", ())), text_of(step)

    def departs(self, step: Step) -> str:
        """Of the cases that have the step; of the theorem's conclusion, of all that is printed and judged of it too."""
        if step.label == self.proof.theorem.steps[-1].label:
            return stated.differences(self.proof)
        cases = (prover.case for prover in self.proof.showing(step.label))
        return "; ".join(filter(None, (stated.of_a_case(self.proof, case) for case in cases)))

    def is_own(self, step: Step) -> bool:
        own = self.proof.steps.get(step.label)
        return own is not None and (own.statement, own.domain) == (step.statement, step.domain)

    def cites(self, step: Step, facts: Iterable[str], found: Iterable[Document]) -> tuple[str, ...]:
        """The entries that show the facts in use, hypotheses and notation apart."""
        del step, found
        known = {*self.proof.origins.values(), *self.proof.steps} - {*ASIDE}
        return tuple(sorted({self.proof.origins.get(name, name) for name in facts} & known))
