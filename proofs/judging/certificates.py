"""Certificates for the checker: of the lemmas, and of each theorem in each of its cases.

What a step states is written once, as its statement function; here it becomes the text that the checker reads.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from paper import reconstructed, theorems
from proofs import checker
from proofs.certificate import argument
from proofs.certificate.argument import Argument, Identity, Line, Written
from proofs.certificate.finder import Names
from proofs.certificate.limits import limited
from proofs.claims.claim import Step
from proofs.claims.texts import constant, text_of
from proofs.lemmas import resting

Document = dict[str, Any]
THEOREMS = (
    "theorem-3",
    "theorem-4",
    "theorem-4-sharper",
    "theorem-4-sharpest",
    "theorem-4-own-target",
    "theorem-4-prime",
)


@cache
def lemmas() -> Mapping[str, Document]:
    """The lemmas' certificates by label, in an order in which each rests on earlier ones."""
    from proofs.lemmas import LEMMAS

    known: dict[str, Document] = checker.axioms()
    found = {}
    for lemma in LEMMAS:
        found[lemma.label] = argument.certificate(lemma.argument, known)
        known[lemma.label] = _as_lemma(found[lemma.label])
    return found


@cache
def known_lemmas() -> Mapping[str, Document]:
    """What a line may be an instance of: axioms, and the lemmas that the checker accepts, with what they show."""
    accepted = [label for label, wrong in checker.check({"claims": list(lemmas().values())}) if not wrong]
    return {**checker.axioms(), **{label: _as_lemma(lemmas()[label]) for label in accepted}}


def _as_lemma(document: Document) -> Document:
    return {**document, "shows": document["steps"][-1]["shows"]}


def provers(theorem: str, dropped: tuple[str, ...] = ()) -> tuple["Prover", ...]:
    """One for each case of a theorem, with the constants as they stand now, without the hypotheses `dropped`."""
    return _provers(theorem, dropped, _constants())


def _constants() -> tuple[str, ...]:
    """What the theorems' statements are now: what is kept of an argument is kept for these."""
    stated = (repr(theorems.theorem(label)) for label in theorems.labels())
    return (*stated, constant(reconstructed.block_tolerance))


@lru_cache(maxsize=8)
def _provers(theorem: str, dropped: tuple[str, ...], constants: tuple[str, ...]) -> tuple["Prover", ...]:
    from proofs.judging import suite

    del constants  # they are looked up where the theorem's scope is made
    steps = suite.steps()
    room, gone = _argument(theorem), set(dropped)
    cases = room.arguments(lambda label: text_of(steps[label]), lambda label: steps[label].uses)
    # what one case takes as given another may show, from hypotheses that are dropped
    while more := _shown_by(room.ORIGINS, set().union(*(argument.fallen(case, gone) for case in cases))) - gone:
        gone |= more
    return tuple(Prover(argument.without(case, gone)) for case in cases)


def _shown_by(origins: Mapping[str, str], labels: set[str]) -> set[str]:
    return {name for name, origin in origins.items() if origin in labels}


def _argument(theorem: str) -> ModuleType:
    """Where the theorem's argument is written down: `arguments`, and the ORIGINS of what they take as given."""
    from proofs.theorems.between import own_target, sharper, sharpest
    from proofs.theorems.blocks import argument as fourth
    from proofs.theorems.every_width import argument as every_width
    from proofs.theorems.spectral import argument as third

    return dict(zip(THEOREMS, (third, fourth, sharper, sharpest, own_target, every_width), strict=True))[theorem]


def origins(theorem: str) -> Mapping[str, str]:
    """What each given of a theorem's cases is: a hypothesis, what a name stands for, or the entry that shows it."""
    found: Mapping[str, str] = _argument(theorem).ORIGINS
    return found


def foundations(theorem: str) -> tuple[str, ...]:
    """The entries that show what a theorem's certificates take as given, hypotheses and notation apart."""
    origins = _argument(theorem).ORIGINS
    named = (origins.get(name, "notation") for prover in provers(theorem) for name in prover.case.given)
    return tuple(dict.fromkeys(origin for origin in named if origin not in ("hypothesis", "notation")))


def origin(theorem: str, name: str) -> str:
    """What a theorem's certificates take as given by this name: a hypothesis, notation, or what an entry shows."""
    found: str = _argument(theorem).ORIGINS.get(name, "notation")
    return found


def hypotheses(theorem: str) -> frozenset[str]:
    """The names of what a theorem's certificates take as given because the theorem does."""
    return frozenset(name for name in _argument(theorem).ORIGINS if origin(theorem, name) == "hypothesis")


def breaks(theorem: int, hypothesis: str) -> tuple[str, ...]:
    """The steps of a theorem whose certificates use a hypothesis directly, in the order of the cases."""
    names = {"window-not-empty" if hypothesis.startswith("window-") else hypothesis}
    names |= {"targets-are-distinct"} if hypothesis == "values-are-distinct" else set()
    found = dict[str, None]()
    for prover in provers(f"theorem-{theorem}"):
        found |= dict.fromkeys(step.label for step in prover.case.steps if names & prover.rests_on(step.label))
    return tuple(found)


def assumed(steps: Iterable[Document]) -> tuple[str, ...]:
    """The axioms that steps rest on, lemmas included, in the checker's order."""
    return resting.axioms_of({"steps": list(steps)}, lemmas())


def labels_cited(step: Step, facts: Iterable[str], found: Iterable[Document]) -> tuple[str, ...]:
    """What a step's certificates cite: the entries that show the facts in use, and of a lemma the lemmas that it names.

    Hypotheses and notation apart, and the lemmas that a theorem's steps name, which `rests_on` adds to what they use.
    """
    from proofs.judging import suite

    theorem = theorem_of(step)
    if theorem is None:
        return tuple(sorted({label for document in found for label in resting.lemmas_of(document)} & set(lemmas())))
    origins = (origin(theorem, name) if name in _argument(theorem).ORIGINS else name for name in facts)
    return tuple(sorted({label for label in origins if label in suite.steps()}))


def cited(step: Step) -> tuple[str, ...]:
    """The axioms beyond the checker's language that stand among what a step's lines take as given."""
    theorem = theorem_of(step)
    known: Mapping[str, str] = getattr(_argument(theorem), "CITED", {}) if theorem else {}
    named = (name for line in _lines(step) if isinstance(line, Identity) for name in argument.names_in(line))
    return tuple(dict.fromkeys(known[name] for name in named if name in known))


def theorem_of(step: Step) -> str | None:
    """The theorem whose certificates show a step; None if none do."""
    return next((kind.theorem for kind in step.evidence if hasattr(kind, "theorem")), None)


def _lines(step: Step) -> list[Line]:
    """The written lines of a step, in all the cases of its theorem."""
    theorem = theorem_of(step)
    cases = [prover.case for prover in provers(theorem)] if theorem else []
    return [line for case in cases for written in case.steps if written.label == step.label for line in written.lines]


def chain(theorem: str, steps: Mapping[str, Mapping[str, Document]]) -> str:
    """Why the steps' certificates, by case and label, do not add up to a proof of the theorem; "" if they do.

    The checker goes through each case from its hypotheses to the theorem's conclusion, lemmas first.
    """
    try:
        claims = [assembled(case, steps.get(case.label, {})) for case in (prover.case for prover in provers(theorem))]
    except KeyError as missing:
        return f"the step {missing.args[0]} has no certificate"
    wrong = [f"{label}: {why}" for label, why in checker.check(document(claims)) if why]
    return "; ".join(wrong)


class Prover:
    """Finds and checks the certificates of single steps in one case; what a step uses counts as known."""

    def __init__(self, case: Argument) -> None:
        self.case = case
        self.names = Names(case.scope)
        self.proof = checker.Proof({**case.scope, "given": dict(case.given)}, dict(known_lemmas()))
        self.proof.facts |= {step.label: self.proof.scope.statement(step.shows) for step in case.steps}
        self.facts = dict(self.proof.facts)
        self._hypotheses: dict[str, frozenset[str]] = {}

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
            written = argument.restated(written, shows)
        self.proof.used.clear()
        known = [*self.case.given, *written.uses]
        facts = {name: self.facts[name] for name in known}
        found = argument.step_certificate(written, self.names, facts, known_lemmas())
        with limited():
            self.proof.claim(written.shows, found["lines"], known)
        return stated(written, found)


def stated(written: Written, found: Document) -> Document:
    """A step's certificate: its lines are what was found, what they are to show and to use is not."""
    return {"label": written.label, "shows": written.shows, "uses": list(written.uses), "lines": found["lines"]}


def assembled(case: Argument, steps: Mapping[str, Document]) -> Document:
    """The claim of one case, made of its steps' certificates. Raises KeyError for a step that has none."""
    return argument.document(case, [stated(step, steps[step.label]) for step in case.steps])


@lru_cache(maxsize=64)
def lemma_prover(label: str, dropped: tuple[str, ...] = ()) -> Prover:
    """The prover of one lemma, without the hypotheses `dropped`."""
    from proofs.lemmas import LEMMAS

    case = next(lemma.argument for lemma in LEMMAS if lemma.label == label)
    return Prover(argument.without(case, dropped))


def rests_on(step: Step) -> tuple[str, ...]:
    """What a step uses, and after it the lemmas (axioms apart) that the lines of its certificates name."""
    return tuple(dict.fromkeys((*step.uses, *(x for x in resting.lemmas_used(_lines(step)) if x in lemmas()))))


def everything() -> tuple[Document, tuple[str, ...]]:
    """The certificates of all lemmas and theorems; and a sentence for each step that has none, and each refusal."""
    claims, missing = [], []
    for theorem in THEOREMS:
        for prover in provers(theorem):
            case, steps = prover.case, dict[str, Document]()
            for step in case.steps:
                try:
                    steps[step.label] = prover.step(step.label)
                except (argument.Gap, checker.Invalid) as error:
                    missing.append(f"{step.label} has no certificate in the case {case.label!r}: {error}")
            if len(steps) == len(case.steps):
                claims.append(assembled(case, steps))
    found = document(claims)
    missing += [f"the checker refuses {label}: {why}" for label, why in checker.check(found) if why]
    return found, tuple(missing)


def document(claims: list[Document]) -> Document:
    """A file of certificates: the lemmas, then the claims."""
    return {"format": checker.FORMAT, "claims": [*lemmas().values(), *claims]}


def written(certificates: Document) -> str:
    """The file's text: the same certificates give the same bytes."""
    return json.dumps(certificates, indent=1, ensure_ascii=True) + "\n"
