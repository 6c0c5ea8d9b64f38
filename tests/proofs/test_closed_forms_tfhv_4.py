"""TFHV §4: the witness against what fails as printed, and the formulas that are judged."""

import math

import numpy as np
from sympy import Rational

from paper import load
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Judgement
from proofs.closed_forms import regularized, uniform_imbalance
from proofs.judging import suite
from symbolic.derivations.closed_form import latex_inverse
from symbolic.derivations.imbalanced_flow import Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t
from symbolic.derivations.regularized import Lambda, R, R_t, S, S_bar
from symbolic.derivations.uniform_imbalance import E, S_tilde, S_tilde_inverse, Z_start
from symbolic.rendering import rendered

STEPS = regularized.STEPS + uniform_imbalance.STEPS


STEP = suite.steps()


def judge(step: Step) -> Judgement:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


def test_the_section_is_whole() -> None:
    """Whatever the paper states in §4 is a step; only a definition claims nothing."""
    entries = [entry for entry in load().entries if (entry.paper, entry.section) == ("TFHV", "4")]
    assert {entry.label for entry in entries if entry.promises is None} == {"stacked-factors"}
    assert {entry.label for entry in entries if entry.promises} == {step.label for step in STEPS}


def test_the_conclusions_are_the_papers_formulas() -> None:
    """What the report shows of (25), (26), (29) and (30), rendered from what runs, is what the paper prints."""
    half = Rational(1, 2)
    error = U_bar_t * U_bar - V_bar_t * V_bar - Lambda
    inverse = latex_inverse(1 + half * S_tilde_inverse * (E**2 - 1) * Z_start)
    shown = {
        "riccati-like-flow": r"\dot{R} = " + rendered(S * R - half * R * R_t * R + S_bar * R * Lambda),
        "regularized-flow": r"\dot{\bar{U}} = "
        + rendered((Sigma - U_bar * V_bar_t) * V_bar - half * U_bar * error)
        + r",\quad \dot{\bar{V}} = "
        + rendered((Sigma_t - V_bar * U_bar_t) * U_bar + half * V_bar * error),
        "flow-with-uniform-imbalance": r"\dot{R} = " + rendered(S_tilde * R - half * R * R_t * R),
        "uniform-imbalance-closed-form": "R R^T(t) = " + rendered(E * Z_start * inverse * E),
    }
    assert {label: latex_of(STEP[label]) for label in shown} == shown


def test_the_witness_against_proposition_5_is_one() -> None:
    """For Y = [[0, 5], [2, 0]] the printed rate is 7, but the gap times e^{5t} tends to −20, so it is no O(e^{−7t})."""
    judgement = judge(STEP["uniform-imbalance-convergence"])
    assert judgement.witness == {"Y_12": "5", "Y_21": "2", "lambda_0": "3", "a": "1", "residual": "-20"}
    start, end = 1, 5  # of ż = 5z − z²: z = 5/(1 + 4e^{−5t}), so (z − 5)e^{5t} -> −5·4
    assert -end * (end - start) / start == -20


def test_the_data_is_learned_no_faster_than_claimed() -> None:
    """m = 1, n = 2, σ = 2, λ₀ = 3: by integration of (29) alone, (ŪV̄ᵀ)₁₂ falls like 25/13 e^{−4t}."""
    shifted = np.array([[1.5, 2, 0], [2, -1.5, 0], [0, 0, -1.5]])
    R = np.linalg.cholesky(np.array([[2.0, 0, 1], [0, 1, 0], [1, 0, 1]]))

    def rate(R: np.ndarray) -> np.ndarray:
        return shifted @ R - R @ R.T @ R / 2

    step, end = 1 / 500, 3
    for _ in range(round(end / step)):  # Runge and Kutta's
        k_1 = rate(R)
        k_2 = rate(R + step / 2 * k_1)
        k_3 = rate(R + step / 2 * k_2)
        R = R + step / 6 * (k_1 + 2 * k_2 + 2 * k_3 + rate(R + step * k_3))
    assert math.isclose((R @ R.T)[0, 2] * math.exp(4 * end), 25 / 13, rel_tol=1e-2)


def test_another_weight_is_another_equation_for_larger_factors_too() -> None:
    """m = 2, n = 3, k = 4, every letter a number: the gradient of (27) with weight 1 is not (26), and ⅛ is."""
    draw = np.random.default_rng(5)
    data, U, V = draw.normal(size=(2, 3)), draw.normal(size=(2, 4)), draw.normal(size=(3, 4))
    goal = np.diag(draw.normal(size=4))

    def loss(U: np.ndarray, weight: float) -> float:
        return float(np.sum((data - U @ V.T) ** 2) / 2 + weight * np.sum((U.T @ U - V.T @ V - goal) ** 2))

    printed = (data - U @ V.T) @ V - U @ (U.T @ U - V.T @ V - goal) / 2
    h = 1e-5
    for weight, same in ((1 / 8, True), (1.0, False)):
        slopes = np.zeros_like(U)
        for i, j in np.ndindex(*U.shape):
            nudge = np.zeros_like(U)
            nudge[i, j] = h
            slopes[i, j] = (loss(U + nudge, weight) - loss(U - nudge, weight)) / (2 * h)
        assert np.allclose(-slopes, printed, atol=1e-6) is same
