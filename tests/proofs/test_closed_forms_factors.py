"""Woodbury's form: derived for every width, refuted where a thing is changed, and true of rational matrices."""

from dataclasses import replace

import pytest
from sympy import Matrix, Rational, eye

from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome, Strength
from proofs.closed_forms.factors import STEPS
from symbolic.derivations import closed_form

(STEP,) = STEPS


def judge(step: Step) -> Certificate:
    (evidence,) = step.evidence
    return evidence.judge(step, shard=Shard(), seed=0, workspace=Workspace())


def test_it_is_derived() -> None:
    certificate = judge(STEP)
    assert (certificate.outcome, certificate.strength) == (Outcome.HOLDS, Strength.PROVED)
    assert STEP.statement().latex == r"\tilde{W} = E F \left(1 + F^{\top} G F\right)^{-1} F^{\top} E"


def test_its_near_miss_is_refuted() -> None:
    """At a start of rank 1, by exact matrices."""
    assert STEP.canary.statement is not None
    certificate = judge(replace(STEP, statement=STEP.canary.statement))
    assert certificate.outcome is Outcome.FAILS
    assert certificate.witness is not None
    assert "residual" in certificate.witness


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
