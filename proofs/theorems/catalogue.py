"""The theorems whose proofs are encoded, each with its steps in the order of the paper, and with its proof."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from paper import Misuse
from proofs.claims.claim import Step, Theorem
from proofs.theorems import between, blocks, every_width, pivots, plateaus, spectral, unbalanced
from proofs.theorems.blocks import argument as of_blocks
from proofs.theorems.every_width import argument as of_every_width
from proofs.theorems.pivots import argument as of_pivots
from proofs.theorems.plateaus import argument as of_plateaus
from proofs.theorems.shared.proof import Proof, Written
from proofs.theorems.shared.proved import Proved
from proofs.theorems.spectral import argument as of_spectral
from proofs.theorems.unbalanced import argument as of_unbalanced

ROOMS: tuple[tuple[Theorem, Written], ...] = (
    (spectral.THEOREM, of_spectral),
    (blocks.THEOREM, of_blocks),
    *between.ROOM,
    (every_width.THEOREM, of_every_width),
    (pivots.THEOREM, of_pivots),
    (plateaus.THEOREM, of_plateaus),
    (unbalanced.THEOREM, of_unbalanced),
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
