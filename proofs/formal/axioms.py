"""The checker's axioms as theorems: the statements come from axioms.txt, the proofs from the library, by name."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from proofs import checker
from proofs.formal.instances import Cited, cited_as, plain_form, relational_form
from proofs.formal.names import Names, identifier

SQUARE: Mapping[str, tuple[str, ...]] = {
    "norm-bounds-a-symmetric-matrix": (),
    "norm-is-the-least-symmetric-bound": ("X",),
    "least-pivot-is-not-negative": (),
    "least-pivot-tells-the-sign": (),
    "norm-of-a-matrix-exponential": ("X",),
    "inverse-of-a-matrix-exponential": ("X",),
    "matrix-exponential-commutes": ("X",),
}
"""Axioms about square matrices, with those that have to be symmetric: all that are ordered or exponentiated may be."""


class Axioms(NamedTuple):
    """The text of all axioms; by their labels, what their theorems are called, and how they may be cited."""

    text: str
    theorems: Mapping[str, str]
    cited: Mapping[str, Cited]


def axioms(taken: Names) -> Axioms:
    texts, theorems, known = list[str](), dict[str, str](), dict[str, Cited]()
    for label, axiom in checker.axioms().items():
        theorem = theorems[label] = taken.fresh(identifier(label))
        cited = cited_as(taken.fresh(f"{theorem}_rel"), _in_shape(label, axiom))
        known[label] = cited
        symmetries = [f"{name}_sym" for name in cited.symmetric]
        arguments = [*cited.sizes, *cited.numbers, *cited.matrices, *symmetries]
        texts.append(f"{plain_form(cited, theorem)}\n{relational_form(cited, theorem, arguments)}")
    return Axioms("\n".join(texts), theorems, known)


def _in_shape(label: str, axiom: Mapping[str, Any]) -> dict[str, Any]:
    if label in SQUARE:
        return {**axiom, "matrices": {"X": ["p", "p"]}, "symmetric": SQUARE[label]}
    return {**axiom, "matrices": {"X": ["p", "q"], "Y": ["p", "q"]}}
