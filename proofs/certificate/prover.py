"""Certificates of single steps: found, then checked, where what a step uses counts as known."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from proofs import checker
from proofs.certificate import argument
from proofs.certificate.argument import Argument, Written
from proofs.certificate.finder import Names
from proofs.certificate.limits import limited

Document = dict[str, Any]


class Prover:
    """Finds and checks the certificates of the steps of one case, of which a line may be an instance of `lemmas`."""

    def __init__(self, case: Argument, lemmas: Mapping[str, Document]) -> None:
        self.case = case
        self.lemmas = lemmas
        self._hypotheses: dict[str, frozenset[str]] = {}

    # read when the first certificate is asked for: of most cases it is only asked which steps they have

    @cached_property
    def names(self) -> Names:
        return Names(self.case.scope)

    @cached_property
    def proof(self) -> checker.Proof:
        proof = checker.Proof({**self.case.scope, "given": dict(self.case.given)}, dict(self.lemmas))
        proof.facts |= {step.label: proof.scope.statement(step.shows) for step in self.case.steps}
        return proof

    @cached_property
    def facts(self) -> dict[str, checker.Statement]:
        return dict(self.proof.facts)

    def rests_on(self, label: str) -> frozenset[str]:
        """The hypotheses that the certificate of a step uses itself. Raises as `step` does."""
        if label not in self._hypotheses:
            self.step(label)
            self._hypotheses[label] = frozenset(self.proof.used & set(self.case.given))
        return self._hypotheses[label]

    def cited(self) -> frozenset[str]:
        """The facts that the certificate found last rests on: hypotheses and steps."""
        steps = {step.label for step in self.case.steps}
        return frozenset(self.proof.used & {*self.case.given, *steps})

    def has(self, label: str) -> bool:
        return any(step.label == label for step in self.case.steps)

    def step(self, label: str, shows: str | None = None) -> Document:
        """The checked certificate of a step, or of another statement with the same lines.

        Raises Gap where a line has no certificate, checker.Invalid where the checker refuses what was found.
        """
        written = next(step for step in self.case.steps if step.label == label)
        if shows is not None:
            written = replace(written, shows=shows)  # which its last line has to show
        self.proof.used.clear()
        known = [*self.case.given, *written.uses]
        facts = {name: self.facts[name] for name in known}
        found = argument.step_certificate(written, self.names, facts, self.lemmas)
        with limited():
            self.proof.claim(written.shows, found["lines"], known)
        return stated(written, found)


def stated(written: Written, found: Document) -> Document:
    """A step's certificate: its lines are what was found, what they are to show and to use is not."""
    return {"label": written.label, "shows": written.shows, "uses": list(written.uses), "lines": found["lines"]}


def assembled(case: Argument, steps: Mapping[str, Document]) -> Document:
    """The claim of one case, made of its steps' certificates. Raises KeyError for a step that has none."""
    return argument.document(case, [stated(step, steps[step.label]) for step in case.steps])
