"""A step without a certificate, as a claim about numbers."""

from fractions import Fraction

import pytest
from declared import declare

from proofs.certificate.argument import Argument
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome
from proofs.judging.suite import steps
from proofs.scalar import second_opinion
from proofs.theorems import catalogue
from proofs.theorems.shared.proved import Proved


def case(label: str) -> Argument:
    return next(p.case for p in catalogue.proof("theorem-4").provers() if p.case.label == label)


def test_numbers_refute_a_step_whose_constant_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """With c₁ halved, σ₁m/c₁ ≤ ½ is false, and the numbers named say so in plain fractions."""
    declare(monkeypatch, "theorem-4", constants={"c1": "2*m*sigma_1**2/eps"})
    step = steps()["perturbation-is-at-most-half"]
    judged = Proved("theorem-4", catalogue.proof("theorem-4")).judge(step, shard=Shard(), seed=1, workspace=Workspace())
    assert judged.outcome is Outcome.UNDECIDED
    _, _, numbers = judged.reason.partition("false of numbers: ")
    at = {name: Fraction(value) for name, value in (pair.split(" = ") for pair in numbers.split(", "))}
    assert 0 < at["eps"] <= 2 * at["sigma_1"]
    assert 2 * at["m"] * at["sigma_1"] > 2 * at["m"] * at["sigma_1"] ** 2 / at["eps"]


def test_what_follows_is_not_refuted() -> None:
    """The same step as it stands: nothing is found, whatever z3 has time to say."""
    said = second_opinion.opinion(case("theorem-4, k = n"), "perturbation-is-at-most-half", "2*m*sigma_1/c1 <= 1")
    assert said in {
        f"no numbers were found at which it is false (z3: {word})" for word in ("unsat", "timeout", "unknown")
    }


def test_norms_become_numbers_and_matrices_are_not_spoken_of() -> None:
    """A step about norms has its premises' norms as names; one about a root, or a matrix, has no such reading."""
    both = case("theorem-4, 0 < k < n")
    by_label = {step.label: step for step in both.steps}
    claim = second_opinion.in_numbers(both, by_label["blocks-are-close"], "norm_assembled_error <= eps")
    assert claim is not None
    assert {"norm_Q", "norm_assembled_error"} <= set(claim.scalars)
    assert claim.given["norm_Q is not negative"] == "norm_Q >= 0"
    root = "2*sigma_1*m*mu*root <= eps/2"
    assert second_opinion.in_numbers(both, by_label["constants-pay-for-the-off-diagonal"], root) is None
