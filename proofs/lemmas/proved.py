"""The lemmas' certificates, and what is made with them: provers that may use them, and files that begin with them."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from proofs import checker
from proofs.certificate import argument
from proofs.certificate.prover import Document, Prover
from proofs.lemmas import resting
from proofs.lemmas.statements import LEMMAS


@cache
def lemmas() -> Mapping[str, Document]:
    """The lemmas' certificates by label, in an order in which each rests on earlier ones."""
    known: dict[str, Document] = checker.axioms()
    found = {}
    for lemma in LEMMAS:
        found[lemma.label] = argument.certificate(lemma, known)
        known[lemma.label] = _as_lemma(found[lemma.label])
    return found


@cache
def known_lemmas() -> Mapping[str, Document]:
    """What a line may be an instance of: axioms, and the lemmas that the checker accepts, with what they show."""
    accepted = [label for label, wrong in checker.check({"claims": list(lemmas().values())}) if not wrong]
    return {**checker.axioms(), **{label: _as_lemma(lemmas()[label]) for label in accepted}}


def _as_lemma(document: Document) -> Document:
    return {**document, "shows": document["steps"][-1]["shows"]}


@lru_cache(maxsize=64)
def lemma_prover(label: str, dropped: tuple[str, ...] = ()) -> Prover:
    """The prover of one lemma, without the hypotheses `dropped`."""
    case = next(lemma for lemma in LEMMAS if lemma.label == label)
    return Prover(argument.without(case, dropped), known_lemmas())


def assumed(steps: Iterable[Document], more: Iterable[Document] = ()) -> tuple[str, ...]:
    """The axioms that steps rest on, lemmas and what is proved `more` included, in the checker's order."""
    known = {**lemmas(), **{claim["label"]: claim for claim in more}}
    return resting.axioms_of({"steps": list(steps)}, known)


def document(claims: Iterable[Document]) -> Document:
    """A file of certificates: the lemmas, then the claims."""
    return {"format": checker.FORMAT, "claims": [*lemmas().values(), *claims]}
