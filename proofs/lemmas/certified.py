"""The steps of axioms and lemmas: each says what its text says, and is certified on instances that attain it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from proofs import checker
from proofs.claims.claim import Canary, Evidence, Step
from proofs.claims.statement import Statement
from proofs.evidence.proved import ProvedLemma
from proofs.lemmas import instances, inverses
from proofs.lemmas.domain import Instances
from proofs.lemmas.evidence import Certified
from proofs.lemmas.lemma import Lemma
from proofs.lemmas.resting import lemmas_used
from proofs.lemmas.statements import LEMMAS
from proofs.lemmas.wording import NEARLY, Wording, axiom, beyond, of_lemma

BEYOND = "norm-of-a-diagonal-matrix"
"""The axiom for which the checker has no words: Theorem 3's certificates take it as given."""

TITLES = {
    "norm-is-not-negative": "A norm is not negative",
    "norm-bounds-the-square": "XᵀX is at most ‖X‖²",
    "norm-bounds-the-other-square": "XXᵀ is at most ‖X‖²",
    "norm-bounds-a-symmetric-matrix": "A symmetric X is at most ‖X‖",
    "norm-is-the-least-bound": "Whatever bounds XᵀX bounds the norm",
    BEYOND: "The norm of a diagonal matrix is its largest entry",
    "norm-is-the-least-symmetric-bound": "What bounds a symmetric matrix and its opposite bounds its norm",
    "norm-of-equals": "Equal matrices have equal norms",
    "norm-of-zero": "The zero matrix has the norm zero",
    "zero-norm": "Only the zero matrix has the norm zero",
    "least-pivot-is-not-negative": "The least pivot of a positive semidefinite matrix is not negative",
    "least-pivot-tells-the-sign": "A matrix whose least pivot is not negative is positive semidefinite",
    "norm-of-a-matrix-exponential": "The exponential of a matrix is at most that of a bound",
    "inverse-of-a-matrix-exponential": "The exponential of −X inverts that of X, to 60 decimals",
    "matrix-exponential-commutes": "A matrix commutes with its exponential, to 60 decimals",
    "maximum-bounds": "A maximum is at least each number",
    "maximum-is-the-least-bound": "What bounds two numbers bounds their maximum",
    "antisymmetry": "Two numbers, each at most the other, are equal",
    "quotient-times-divisor": "A number times its reciprocal is 1",
    "inverse-is-positive": "The reciprocal of a positive number is positive",
    "square-of-a-root": "The square of the root is the number",
    "root-is-not-negative": "A root is not negative",
    "exponential-is-positive": "An exponential is positive",
    "exponential-is-monotone": "The exponential keeps the order",
    "exponential-of-zero": "The exponential of zero is 1",
    "exponential-of-a-sum": "The exponential of a sum is the product of the exponentials, to 60 decimals",
    "exponential-is-above-its-tangent": "The exponential is at least its tangent at 0",
    "exponential-of-a-logarithm": "The exponential of the logarithm is the number, to 60 decimals",
    "logarithm-of-a-product": "The logarithm of a product is the sum of the logarithms, to 60 decimals",
}

FAMILIES = {
    "norm-of-a-product": instances.factors,
    "norm-of-a-symmetric-sum": instances.symmetric_pairs,
    "norm-of-a-submatrix": instances.submatrices,
    "positive-matrix-below-another": instances.nested_matrices,
    "norm-of-a-difference-of-positive-matrices": instances.positive_pairs,
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
    "norm-does-not-depend-on-the-basis": instances.turned_matrices,
}
"""Where instances of a lemma are aimed; of one about numbers they are whatever makes sense, as of an axiom."""


def as_written(*, conclusion: Any) -> Statement:
    """What the text shows."""
    shown: Statement = conclusion
    return shown


def made(label: str, wording: Wording, title: str = "", uses: tuple[str, ...] = (), *more: Evidence) -> Step:
    """The step that says what the wording says; `more` is evidence besides that of the instances."""
    domain = Instances(wording, FAMILIES.get(label))
    return Step(
        label=label,
        paper="MV",
        title=title or TITLES.get(label, label),
        statement=as_written,
        evidence=(Certified(), *more),
        canary=Canary(f"{NEARLY} to spare", domain=replace(domain, instead=wording.nearly)),
        domain=domain,
        uses=uses,
        group="lemmas",
    )


def _of_lemma(lemma: Lemma, names: Collection[str]) -> Step:
    uses = tuple(label for label in lemmas_used(lemma.argument.steps[-1].lines) if label in names)
    return made(lemma.label, of_lemma(lemma), lemma.title, uses, ProvedLemma())


LABELS = tuple(lemma.label for lemma in LEMMAS)
STEPS = (
    *(_of_lemma(lemma, LABELS) for lemma in LEMMAS),
    *(made(label, axiom(label)) for label in checker.axioms()),
    made(BEYOND, beyond("norm(X) == e")),
)
