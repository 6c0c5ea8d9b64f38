"""The theorems whose proofs are encoded, each with its steps in the order of the paper, and with its proof."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from paper import Misuse
from proofs.claims.claim import Step, Theorem
from proofs.theorems import blocks, every_width, spectral
from proofs.theorems.between import own_target, sharper, sharpest
from proofs.theorems.between.own_target import argument as own_target_argument
from proofs.theorems.between.sharper import argument as sharper_argument
from proofs.theorems.between.sharpest import argument as sharpest_argument
from proofs.theorems.blocks import argument as blocks_argument
from proofs.theorems.every_width import argument as every_width_argument
from proofs.theorems.shared.proof import Proof
from proofs.theorems.shared.proved import Proved
from proofs.theorems.spectral import argument as spectral_argument

ROOMS = (
    (spectral.THEOREM, spectral_argument),
    (blocks.THEOREM, blocks_argument),
    (sharper.THEOREM, sharper_argument),
    (sharpest.THEOREM, sharpest_argument),
    (own_target.THEOREM, own_target_argument),
    (every_width.THEOREM, every_width_argument),
)
LABELS = tuple(theorem.label for theorem, _ in ROOMS)


@cache
def proofs() -> tuple[Proof, ...]:
    entries = {step.label: step for theorem, _ in ROOMS for step in theorem.steps}
    return tuple(Proof(theorem, argument, entries) for theorem, argument in ROOMS)


def proof(label: str) -> Proof:
    """The proof of the theorem of that label. Raises Misuse for any other label."""
    for found in proofs():
        if found.label == label:
            return found
    raise Misuse(f"there is no proof of {label!r}; there is one of {', '.join(each.label for each in proofs())}")


@cache
def theorems() -> tuple[Theorem, ...]:
    """The theorems, whose steps are judged by their proofs' certificates too."""
    return tuple(replace(found.theorem, steps=tuple(_with_proof(found))) for found in proofs())


def _with_proof(found: Proof) -> Iterator[Step]:
    for step in found.theorem.steps:
        kinds = (replace(kind, known=found) if isinstance(kind, Proved) else kind for kind in step.evidence)
        yield replace(step, evidence=tuple(kinds))


def proof_of(step: Step) -> Proof | None:
    """The proof whose certificates show a step; None if none do."""
    return next((kind.known for kind in step.evidence if isinstance(kind, Proved)), None)
