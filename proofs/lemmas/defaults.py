"""What the steps of lemmas and axioms have in common."""

from collections.abc import Callable
from typing import Any

from proofs import claim
from proofs.claim import Canary, Step
from proofs.evidence.balls import Certified
from proofs.evidence.proved import ProvedLemma
from proofs.lemmas.domain import Instances
from proofs.lemmas.resting import lemmas_used
from proofs.lemmas.statements import LEMMAS

BY_LABEL = {lemma.label: lemma for lemma in LEMMAS}


def step(
    label: str, *, domain: Instances, canary: Canary, title: str | None = None
) -> Callable[[Callable[..., Any]], Step]:
    """A step for an axiom, with its title, or for a lemma, which has one and rests on what its proof cites."""
    lemma = BY_LABEL.get(label)
    return claim.step(
        label,
        paper="MV",
        group="lemmas",
        title=title or BY_LABEL[label].title,
        uses=tuple(x for x in lemmas_used(lemma.argument.steps[-1].lines) if x in BY_LABEL) if lemma else (),
        domain=domain,
        evidence=(Certified(), ProvedLemma()) if lemma else (Certified(),),
        canary=canary,
    )
