"""TFHV §2: the witness against what fails as printed, and the formulas that are judged."""

from collections.abc import Callable

import pytest
from mpmath import mp, mpf, odefun
from sympy import Rational, S, exp

from paper import load
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Judgement
from proofs.closed_forms.symmetric import STEPS
from proofs.judging import suite
from symbolic import solutions
from symbolic.derivations import symmetric_condition, symmetric_modes, symmetric_solution
from symbolic.derivations import symmetric_limit as limits
from symbolic.symbols import eigenvalue, mode_start, t

STEP = suite.steps()


def judge(step: Step) -> Judgement:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


def test_the_section_is_whole() -> None:
    """What is left unchecked is a definition, a problem or a table."""
    entries = [entry for entry in load().entries if (entry.paper, entry.section) == ("TFHV", "2")]
    unchecked = [entry for entry in entries if entry.unchecked]
    assert {entry.kind for entry in unchecked} == {"definition", "problem", "table"}
    assert len(unchecked) == 5
    assert {entry.label for entry in entries if entry.promises} >= {step.label for step in STEPS}


@pytest.mark.parametrize(
    ("label", "lemma"),
    [
        ("one-layer-solution", "the Picard–Lindelöf theorem"),
        ("symmetric-stationary-family-is-all", "commuting symmetric matrices have a common orthonormal eigenbasis"),
        ("symmetric-solution-until-it-ends", "the Picard–Lindelöf theorem"),
        ("symmetric-flow-preserves-rank", "the matrices of rank at most r are closed"),
        ("symmetric-convergence-rate", limits.ORDER),
        ("symmetric-convergence-entrywise", limits.CONTINUITY),
        ("symmetric-convergence-needs-its-condition", "the determinant is continuous"),
        ("symmetric-condition-almost-surely", "the zeros of a polynomial that is not 0 have measure 0"),
    ],
)
def test_what_is_assumed_is_named(label: str, lemma: str) -> None:
    """Textbook theorems behind a line are said beside it."""
    step = STEP[label]
    assert lemma in step.statement().lemmas
    assert f"assumes {step.statement().lemmas[0]}" in judge(step).reason


def test_the_solution_has_ended_before_the_witness() -> None:
    """1 + (e^{4t} − 1)x₀ at x₀ = −1 is 0 at e^{4t} = 2, and at the witness e^{4t} = 16 it is −14, not 0."""
    witness = judge(STEP["symmetric-solution-exists"]).witness
    assert witness == {"sigma": "1", "a": "1", "t": "log(2)", "residual": "-8/7"}
    assert 1 + (2 - 1) * -1 == 0
    assert -Rational(8, 7) == Rational(16 * -1, 1 + (16 - 1) * -1) * -1


def test_the_conclusions_are_the_papers_formulas() -> None:
    """What the report shows, rendered from what runs."""
    shown = {
        "one-layer-solution": r"X(t) = Y + e^{- t} \left(X_{0} - Y\right)",
        "symmetric-factor-flow": r"\dot{U} = 2 \left(Y - U U^{\top}\right) U",
        "symmetric-product-flow": r"\dot{X} = 2 X Y - 4 X^{2} + 2 Y X",
        "symmetric-stationary-points": r"X Y - 2 X^{2} + Y X = X \left(Y - X\right) + \left(Y - X\right) X",
        "symmetric-stationary-points-reduced": r"X \left(Y - X\right) = 0",
        "symmetric-closed-form": r"X(t) = e^{2tY} X_{0} \left(1 + Y^{-1} \left(\left(e^{2tY}\right)^{2} - 1\right) "
        r"X_{0}\right)^{-1} e^{2tY}",
        "symmetric-spectral-mode": r"\sigma_i(t) = \frac{\sigma \left(\sigma_{0} - \sigma\right)}"
        r"{\sigma + \sigma_{0} \left(e^{4 \sigma t} - 1\right)} + \sigma",
        "symmetric-convergence-rate": limits.BOUND,
        "symmetric-start-of-too-low-a-rank": r"\lim_{t \to \infty} X(t) = \operatorname{diag}(2, 0) \ne Y",
    }
    assert {label: latex_of(STEP[label]) for label in shown} == shown


def test_a_mode_of_either_sign_at_a_point() -> None:
    """σ = −1, σ₀ = 1 at e^{−4t} = ½: −1 + (−1)(2)/(−1 + (½ − 1)) = ⅓; and σ = 1 at e^{4t} = 2: 1."""
    value = solutions.symmetric_mode(eigenvalue, mode_start, t).subs(mode_start, 1)
    assert value.subs(eigenvalue, -1).subs(exp(-4 * t), Rational(1, 2)) == Rational(1, 3)
    assert value.subs(eigenvalue, 1) == 1


def test_a_mode_is_what_integration_gives() -> None:
    """ẋ = 4x(σ − x), integrated by mpmath for σ of either sign and 0."""
    with mp.workdps(20):
        for sigma, start in ((-1, mpf(3)), (2, mpf(1) / 5), (0, mpf(2))):
            end = odefun(lambda _, x, sigma=sigma: [4 * x[0] * (sigma - x[0])], 0, [start])(mpf(1) / 2)[0]
            if sigma:
                expected = sigma + sigma * (start - sigma) / (sigma + start * (mp.exp(2 * sigma) - 1))
            else:
                expected = start / (1 + 2 * start)
            assert abs(end - expected) < mpf(10) ** -15


WRONG: dict[str, Callable[[], limits.Derivation]] = {
    "a factor": lambda: symmetric_solution.by_differentiation(lambda E, X, inverse: 2 * E * X * inverse * E),
    "an order": lambda: symmetric_solution.by_differentiation(lambda E, X, inverse: E * inverse * X * E),
    "a start": lambda: symmetric_solution.of_a_singular_target(4 * t + 1),
    "a rate": lambda: symmetric_modes.convergence(S.Half),
    "a condition": lambda: symmetric_condition.condition(S.Zero),
    "a sign": lambda: limits.sharp_constant(-limits.FIRST),
    "a term left out": lambda: limits.rate(limits.CONSTANT - limits.b**2),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_another_formula_does_not_hold(wrong: str) -> None:
    """A factor, the order of two factors, a start, a sign, a term left out."""
    assert not WRONG[wrong]().holds
