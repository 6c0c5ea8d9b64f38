"""The proof of one theorem: its arguments, one for each case, with what its steps state as texts for the checker."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from paper import laws, theorems
from proofs import checker
from proofs.certificate import argument
from proofs.certificate.argument import Argument, Identity, Line
from proofs.certificate.prover import Document, Prover, assembled
from proofs.claims.claim import Step, Theorem
from proofs.claims.texts import text_of
from proofs.lemmas.proved import document, known_lemmas

ASIDE = ("hypothesis", "notation", "case")
"""What a given may be that no entry shows: the last is what tells a case from the others."""


class Written(Protocol):
    """A theorem's argument, which is a module or an object: its cases, and what each given of them is."""

    @property
    def ORIGINS(self) -> Mapping[str, str]: ...

    def arguments(
        self, shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]], /
    ) -> tuple[Argument, ...]: ...


@dataclass(frozen=True, eq=False)
class Proof:
    """A theorem with its argument.

    `entries` are the steps that others may have shown, by label.
    """

    theorem: Theorem
    argument: Written
    entries: Mapping[str, Step]

    @property
    def label(self) -> str:
        return self.theorem.label

    @property
    def steps(self) -> Mapping[str, Step]:
        return {step.label: step for step in self.theorem.steps}

    @property
    def origins(self) -> Mapping[str, str]:
        """What each given of the cases is: a hypothesis, what a name stands for, or the entry that shows it."""
        return self.argument.ORIGINS

    def origin(self, name: str) -> str:
        """What the certificates take as given by this name: a hypothesis, notation, or what an entry shows."""
        return self.origins.get(name, "notation")

    @property
    def hypotheses(self) -> frozenset[str]:
        """The names of what the certificates take as given because the theorem does."""
        return frozenset(name for name, origin in self.origins.items() if origin == "hypothesis")

    @property
    def foundations(self) -> tuple[str, ...]:
        """The entries that show what the certificates take as given, hypotheses and notation apart."""
        named = (self.origin(name) for prover in self.provers() for name in prover.case.given)
        return tuple(dict.fromkeys(origin for origin in named if origin not in ASIDE))

    def provers(self, dropped: tuple[str, ...] = ()) -> tuple[Prover, ...]:
        """One for each case, with the constants as they stand now, without the hypotheses `dropped`."""
        return _provers(self, dropped, stated_now())

    def showing(self, label: str, dropped: tuple[str, ...] = ()) -> tuple[Prover, ...]:
        """Those of the cases that have the step."""
        return tuple(prover for prover in self.provers(dropped) if prover.has(label))

    def lines(self, label: str) -> Iterator[Line]:
        """The written lines of a step, in all cases; nothing is proved for them."""
        cases = _cases(self, (), stated_now())
        written = (step for case in cases for step in case.steps if step.label == label)
        return (line for step in written for line in step.lines)

    def cited(self, label: str) -> tuple[str, ...]:
        """The axioms beyond the checker's language that stand among what a step's lines take as given."""
        known: Mapping[str, str] = getattr(self.argument, "CITED", {})
        identities = (line for line in self.lines(label) if isinstance(line, Identity))
        named = (name for line in identities for name in argument.names_in(line))
        return tuple(dict.fromkeys(known[name] for name in named if name in known))

    def breaks(self, hypothesis: str) -> tuple[str, ...]:
        """The steps whose certificates use a hypothesis directly, in the order of the cases."""
        stated = theorems.DECLARED.get(self.label)
        names = {each.name for each in stated.asked if each.is_called(hypothesis)} if stated else {hypothesis}
        found = dict[str, None]()
        for prover in self.provers():
            found |= dict.fromkeys(step.label for step in prover.case.steps if names & prover.rests_on(step.label))
        return tuple(found)

    def gap(self, steps: Mapping[str, Mapping[str, Document]]) -> str:
        """Why the steps' certificates, by case and label, do not add up to a proof of the theorem; "" if they do.

        The checker goes through each case from its hypotheses to the theorem's conclusion, lemmas first.
        """
        try:
            claims = [assembled(prover.case, steps.get(prover.case.label, {})) for prover in self.provers()]
        except KeyError as missing:
            return f"the step {missing.args[0]} has no certificate"
        wrong = [f"{label}: {why}" for label, why in checker.check(document(claims)) if why]
        return "; ".join(wrong)


def stated_now() -> tuple[str, ...]:
    """What the theorems' statements are now: what is kept of an argument is kept for these."""
    stated = [theorems.theorem(label) for label in theorems.labels()] + [laws.law(label) for label in laws.labels()]
    return tuple(map(repr, stated))


@lru_cache(maxsize=8)
def _provers(proof: Proof, dropped: tuple[str, ...], constants: tuple[str, ...]) -> tuple[Prover, ...]:
    return tuple(Prover(case, known_lemmas()) for case in _cases(proof, dropped, constants))


@lru_cache(maxsize=8)
def _cases(proof: Proof, dropped: tuple[str, ...], constants: tuple[str, ...]) -> tuple[Argument, ...]:
    del constants  # they are looked up where the theorem's scope is made
    steps, gone = proof.steps, set(dropped)
    cases = proof.argument.arguments(lambda label: text_of(steps[label]), lambda label: steps[label].uses)
    # what one case takes as given another may show, from hypotheses that are dropped
    while more := _shown_by(proof.origins, set().union(*(argument.fallen(case, gone) for case in cases))) - gone:
        gone |= more
    return tuple(argument.without(case, gone) for case in cases)


def _shown_by(origins: Mapping[str, str], labels: set[str]) -> set[str]:
    return {name for name, origin in origins.items() if origin in labels}
