"""Woodbury's form: what is derived, what is not, and that it is true of rational matrices."""

import pytest
from sympy import Matrix, Rational, eye

from proofs.judging import suite
from symbolic.derivations import closed_form

STEP = suite.steps()["rank-deficient-initialization"]


def test_its_conclusion_is_woodburys_form() -> None:
    """With the factor in the place of the start."""
    assert STEP.statement().latex == r"\tilde{W} = E F \left(1 + F^{\top} G F\right)^{-1} F^{\top} E"


OTHERS: dict[str, closed_form.Solution] = {
    "the start squared": lambda E, W0, inverse: E * W0 * W0 * inverse * E,
    "the inverse on the other side": lambda E, W0, inverse: E * inverse * W0 * E,
}


@pytest.mark.parametrize("form", OTHERS.values(), ids=OTHERS)
def test_other_forms_are_not_derived(form: closed_form.Solution) -> None:
    """The lines are those of the closed form, and of no other."""
    assert not all(line.holds for line in closed_form.woodbury_form(form).lines)


@pytest.mark.parametrize("width", [1, 2, 3, 5])
def test_it_is_true_of_rational_matrices(width: int) -> None:
    """n = 3, with fewer columns than rows, as many, and more."""
    E = Matrix.diag(4, 2, 1)
    G = Matrix.diag(Rational(15, 2), 3, 7)
    F = Matrix(3, width, lambda i, j: Rational(2 * i * i - 3 * j + 1, i + j + 1))
    closed = E * F * F.T * (eye(3) + G * F * F.T).inv() * E
    assert closed == E * F * (eye(width) + F.T * G * F).inv() * F.T * E
