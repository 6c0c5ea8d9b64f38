"""The steps of axioms and lemmas: each says what its text says, and is certified on instances that attain it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from numeric import matrix_families
from proofs import checker
from proofs.certificate.argument import Argument
from proofs.claims.claim import Canary, Evidence, Step
from proofs.claims.statement import Statement
from proofs.lemmas import inverses
from proofs.lemmas.domain import Instances
from proofs.lemmas.evidence import Certified, ProvedLemma
from proofs.lemmas.resting import lemmas_used
from proofs.lemmas.statements import LEMMAS
from proofs.lemmas.wording import NEARLY, Wording, axiom, beyond, of_lemma

BEYOND = "norm-of-a-diagonal-matrix"
"""The axiom for which the checker has no words: Theorem 3's certificates take it as given."""

FAMILIES = {
    "norm-of-a-product": matrix_families.factors,
    "norm-of-a-symmetric-sum": matrix_families.symmetric_pairs,
    "norm-of-a-submatrix": matrix_families.submatrices,
    "positive-matrix-below-another": matrix_families.nested_matrices,
    "norm-of-a-difference-of-positive-matrices": matrix_families.positive_pairs,
    "inverse-of-a-positive-matrix": inverses.positive_inverses,
    "inverse-is-unique": inverses.inverses_from_both_sides,
    "inverse-of-a-larger-matrix": inverses.larger_matrices,
    "inverse-of-a-matrix-bounded-below": inverses.matrices_bounded_below,
    "inverse-of-a-principal-submatrix": inverses.principal_submatrices,
    "condition-number": inverses.regular_inverses,
    "perturbation-of-an-inverse": inverses.perturbed_inverses,
    "inverse-in-blocks": inverses.matrices_in_blocks,
    "two-forms-of-the-solution": inverses.two_forms,
    "norm-of-blocks": inverses.block_norms,
    "norm-does-not-depend-on-the-basis": matrix_families.turned_matrices,
    "parallel-sum-is-at-least-a-trial": inverses.tried_sums,
    "parallel-sum-is-at-most-a-trial": inverses.parallel_sums,
}
"""Where instances of a lemma are aimed; of one about numbers they are whatever makes sense, as of an axiom."""


def as_written(*, conclusion: Any) -> Statement:
    """What the text shows."""
    shown: Statement = conclusion
    return shown


def made(label: str, wording: Wording, uses: tuple[str, ...] = (), *more: Evidence) -> Step:
    """The step that says what the wording says; `more` is evidence besides that of the instances."""
    domain = Instances(wording, FAMILIES.get(label))
    return Step(
        label=label,
        paper="MV",
        statement=as_written,
        evidence=(Certified(), *more),
        canary=Canary(f"{NEARLY} to spare", domain=replace(domain, instead=wording.nearly)),
        domain=domain,
        uses=uses,
        group="lemmas",
    )


def _of_lemma(lemma: Argument, names: Collection[str]) -> Step:
    uses = tuple(label for label in lemmas_used(lemma.steps[-1].lines) if label in names)
    return made(lemma.label, of_lemma(lemma), uses, ProvedLemma())


LABELS = tuple(lemma.label for lemma in LEMMAS)
STEPS = (
    *(_of_lemma(lemma, LABELS) for lemma in LEMMAS),
    *(made(label, axiom(label)) for label in checker.axioms()),
    made(BEYOND, beyond("norm(X) == e")),
)
