"""TFHV §4 as it is judged: what holds, what fails as printed, and that every near-miss is caught."""

import pytest
from sympy import Rational

from paper import load
from proofs.claim import Shard, Step
from proofs.closed_forms import regularized, uniform_imbalance
from proofs.domain import Workspace
from proofs.rendering import latex_of
from proofs.run import near_miss
from proofs.verdict import Certificate, Outcome, Strength
from symbolic.derivations.closed_form import latex_inverse
from symbolic.derivations.imbalanced_flow import Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t
from symbolic.derivations.regularized import Lambda, R, R_t, S, S_bar
from symbolic.derivations.uniform_imbalance import E, S_tilde, S_tilde_inverse, Z_start
from symbolic.rendering import rendered

STEPS = regularized.STEPS + uniform_imbalance.STEPS
FAIL_AS_PRINTED = {"regularized-problem-in-the-data-basis", "uniform-imbalance-convergence"}


def judge(step: Step) -> Certificate:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_step_ends_as_recorded(step: Step) -> None:
    """Each step is proved, or refuted with a witness where the ledger has a correction."""
    certificate = judge(step)
    assert certificate.outcome is (Outcome.FAILS if step.label in FAIL_AS_PRINTED else Outcome.HOLDS)
    assert certificate.strength is Strength.PROVED
    assert (certificate.witness is None) is (certificate.outcome is Outcome.HOLDS)
    assert step.expect is certificate.outcome


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_near_miss_is_caught(step: Step) -> None:
    """Each near-miss is refuted at an exact point; that of a refuted step, with a hypothesis more, holds."""
    certificate = judge(near_miss(step))
    assert certificate.outcome is (Outcome.HOLDS if step.label in FAIL_AS_PRINTED else Outcome.FAILS)


def test_the_section_is_whole() -> None:
    """Whatever the paper states in §4 is proved or has a correction; only a definition claims nothing."""
    entries = [entry for entry in load().entries if (entry.paper, entry.section) == ("TFHV", "4")]
    assert {entry.label for entry in entries if entry.promises is None} == {"stacked-factors"}
    assert {entry.label for entry in entries if entry.correction} == FAIL_AS_PRINTED
    assert {entry.label for entry in entries if entry.promises} == {step.label for step in STEPS}


def test_the_conclusions_are_the_papers_formulas() -> None:
    """What the report shows of (25), (26), (29) and (30), rendered from what runs, is what the paper prints."""
    half = Rational(1, 2)
    error = U_bar_t * U_bar - V_bar_t * V_bar - Lambda
    inverse = latex_inverse(1 + half * S_tilde_inverse * (E**2 - 1) * Z_start)
    shown = {
        regularized.riccati_like: r"\dot{R} = " + rendered(S * R - half * R * R_t * R + S_bar * R * Lambda),
        regularized.blocks: r"\dot{\bar{U}} = "
        + rendered((Sigma - U_bar * V_bar_t) * V_bar - half * U_bar * error)
        + r",\quad \dot{\bar{V}} = "
        + rendered((Sigma_t - V_bar * U_bar_t) * U_bar + half * V_bar * error),
        uniform_imbalance.uniform: r"\dot{R} = " + rendered(S_tilde * R - half * R * R_t * R),
        uniform_imbalance.closed_form: "R R^T(t) = " + rendered(E * Z_start * inverse * E),
    }
    assert {step.label: latex_of(step) for step in shown} == {step.label: text for step, text in shown.items()}


def test_the_witness_against_proposition_5_is_one() -> None:
    """For Y = [[0, 5], [2, 0]] the printed rate is 7, but the gap times e^{5t} tends to −20, so it is no O(e^{−7t})."""
    certificate = judge(uniform_imbalance.convergence_as_printed)
    assert certificate.witness == {"Y_12": "5", "Y_21": "2", "lambda_0": "3", "a": "1", "residual": "-20"}
    start, end = 1, 5  # of ż = 5z − z²: z = 5/(1 + 4e^{−5t}), so (z − 5)e^{5t} -> −5·4
    assert -end * (end - start) / start == -20
