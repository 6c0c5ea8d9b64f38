"""All certificates in one file; and what a step rests on, which its certificates say."""

import json
from functools import lru_cache

from proofs import checker
from proofs.certificate.argument import Gap
from proofs.certificate.prover import Document, assembled
from proofs.claims.claim import Step
from proofs.descent import claims as of_descent
from proofs.lemmas import LEMMAS, resting
from proofs.lemmas.proved import document
from proofs.theorems import catalogue
from proofs.theorems.shared.proof import Proof, stated_now


def rests_on(step: Step) -> tuple[str, ...]:
    """What a step uses, and after it the lemmas (axioms apart) that the lines of its certificates name."""
    proof = catalogue.proof_of(step)
    named = resting.lemmas_used(proof.lines(step.label)) if proof else ()
    lemmas = {lemma.label for lemma in LEMMAS}
    named = (*named, *of_descent.named(step.label))
    return tuple(dict.fromkeys((*step.uses, *(label for label in named if label in lemmas))))


def everything() -> tuple[Document, tuple[str, ...]]:
    """The certificates of all lemmas and theorems; and a sentence for each step that has none, and each refusal.

    They are found and checked once, for the theorems' statements as they stand now; nobody may change them.
    """
    return _everything(catalogue.proofs(), stated_now())


@lru_cache(maxsize=1)
def _everything(proofs: tuple[Proof, ...], stated: tuple[str, ...]) -> tuple[Document, tuple[str, ...]]:
    del stated  # it is looked up where the provers are made
    claims, missing = [], []
    for prover in (prover for proof in proofs for prover in proof.provers()):
        case, steps = prover.case, dict[str, Document]()
        for step in case.steps:
            try:
                steps[step.label] = prover.step(step.label)
            except (Gap, checker.Invalid) as error:
                missing.append(f"{step.label} has no certificate in the case {case.label!r}: {error}")
        if len(steps) == len(case.steps):
            claims.append(assembled(case, steps))
    found = document((*claims, *of_descent.certificates()))
    missing += [f"the checker refuses {label}: {why}" for label, why in checker.check(found) if why]
    return found, tuple(missing)


def written(certificates: Document) -> str:
    """The file's text: the same certificates give the same bytes."""
    return json.dumps(certificates, indent=1, ensure_ascii=True) + "\n"
