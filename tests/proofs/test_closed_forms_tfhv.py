"""TFHV §3: the witnesses against what fails as printed, and the formulas that are judged."""

from dataclasses import replace
from fractions import Fraction
from math import isqrt

import pytest
from sympy import Abs, Expr, exp, sqrt

from paper import load
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Judgement, Outcome
from proofs.closed_forms import imbalanced, imbalanced_limits
from proofs.judging import suite
from proofs.judging.run import near_miss
from symbolic.derivations import imbalanced as closed
from symbolic.derivations.imbalanced_flow import (
    Sigma,
    Sigma_t,
    U,
    U_bar,
    U_bar_t,
    Ut,
    V,
    V_bar,
    V_bar_t,
    Vt,
    Y,
    Yt,
)
from symbolic.imbalanced import Mode
from symbolic.rendering import rendered
from symbolic.symbols import C, a, imbalance, mode, p, r, sigma, start, t, u, v

STEP = suite.steps()


def judge(step: Step) -> Judgement:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


def root(square: Fraction) -> Fraction:
    """The root of a square of a rational."""
    found = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    assert found**2 == square
    return found


def constant(sigma: Fraction, imbalance: Fraction, start: Fraction) -> Fraction:
    """(22), typed from the paper, with the end of the root where the paper has it."""
    under = 4 * sigma**2 * imbalance**2 + 16 * sigma**2 * start**2 + imbalance**4 + 4 * start**2 * imbalance**2
    return (root(under) - 4 * sigma * start - imbalance**2) / (4 * imbalance**2 * (sigma - start))


def test_one_entry_has_the_number_of_the_closed_form() -> None:
    """TFHV:17 names one entry, which promises a proof."""
    (entry,) = load().find("TFHV:17")
    assert (entry.label, entry.promises) == ("imbalanced-mode-closed-form", "PROVED")


def test_steps_come_in_the_order_of_their_use() -> None:
    """What is used comes before, but for the limits of the mode."""
    seen: set[str] = set()
    for step in imbalanced.STEPS:
        assert set(step.uses) <= seen | {later.label for later in imbalanced_limits.STEPS}
        seen.add(step.label)


def test_the_constant_is_negative_at_the_witness() -> None:
    """The witness against C > 0, read back and put into (22) by hand, gives the negative value that it reports."""
    witness = judge(STEP["imbalanced-constant-is-positive"]).witness
    assert witness is not None
    sigma, imbalance, start = (Fraction(witness[name]) for name in ("sigma", "lambda_0", "x_0"))
    assert sigma < start
    assert constant(sigma, imbalance, start) == Fraction(witness["residual"]) == Fraction(-1, 18)


def test_the_rate_is_negative_at_the_witness() -> None:
    """The witness against (23): 2C(4σ² + λ₀²)e^{−ωt} is negative, and |x − σ| is not."""
    witness = judge(STEP["imbalanced-rate"]).witness
    assert witness is not None
    sigma, imbalance, start = (Fraction(witness[name]) for name in ("sigma", "lambda_0", "x_0"))
    omega = root(4 * sigma**2 + imbalance**2)
    assert witness["t"] == "2*log(2)"
    right = 2 * constant(sigma, imbalance, start) * omega**2 * Fraction(1, 2 ** int(2 * omega))
    assert right == Fraction(witness["residual"])
    assert right < 0


def test_a_balanced_mode_from_below_misses_its_target() -> None:
    """The witness against Proposition 3: from x₀ = −1 with λ₀ = 0 and σ = 1 the end is 1 away from the target."""
    witness = judge(STEP["imbalanced-convergence"]).witness
    assert witness == {"sigma": "1", "a": "1", "residual": "-1"}


def test_the_lost_end_of_the_root_is_told_apart() -> None:
    """Read with its root over everything, (22) gives C = 1/2 at σ = λ₀ = 1, x₀ = 0, and (17) starts at −1/4, not 0."""
    judgement = judge(near_miss(STEP["imbalanced-constant"]))
    assert judgement.witness == {"sigma": "1", "lambda_0": "1", "x_0": "0", "residual": "-1/4"}
    C = Fraction(1, 2)
    assert Fraction(-1, 4) == (1 - 2 * C - 4 * C**2) / (1 + 8 * C - 4 * C**2)


def test_only_the_sign_of_the_root_refutes_the_other_constant() -> None:
    """With the other constant (17) has the right start and solves the square of (21): every line but the sign holds."""
    lines = closed.closed_form(imbalanced.other_constant).lines
    assert [line.why for line in lines if not line.holds] == ["and its sign: so it is the root"]


def numerator_with_three(letters: Mode, C: Expr, growth: Expr) -> Expr:
    """The numerator of (17) with 3 for 2."""
    return (
        letters.sigma * growth**2
        - 3 * C * letters.imbalance**2 * growth
        - 4 * letters.sigma * (letters.imbalance * C) ** 2
    )


def test_the_derivation_reads_the_formula_that_it_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 3 for 2 in the numerator of (17), the same step refutes it."""
    monkeypatch.setattr(Mode, "numerator", numerator_with_three)
    assert judge(STEP["imbalanced-mode-closed-form"]).outcome is Outcome.FAILS


def test_a_derivation_of_nothing_proves_nothing() -> None:
    """A step whose derivation has no line is undecided."""
    step = STEP["imbalanced-mode-closed-form"]
    empty = replace(step, statement=lambda: replace(closed.closed_form(imbalanced.constant), lines=()))
    assert judge(empty).outcome is Outcome.UNDECIDED


def two(first: str, first_value: Expr, second: str, second_value: Expr) -> str:
    """Two equations as one conclusion."""
    return rf"{first} = {rendered(first_value)},\quad {second} = {rendered(second_value)}"


def test_the_conclusions_are_the_papers_formulas() -> None:
    """What the report shows of (12)–(23), rendered from what runs, is what the paper prints."""
    omega = sqrt(4 * sigma**2 + imbalance**2)
    e = exp(t * omega)
    x = (sigma * e**2 - 2 * C * imbalance**2 * e - 4 * sigma * imbalance**2 * C**2) / (
        e**2 + 8 * sigma * C * e - 4 * imbalance**2 * C**2
    )
    under = 4 * sigma**2 * imbalance**2 + 16 * sigma**2 * start**2 + imbalance**4 + 4 * start**2 * imbalance**2
    shown = {
        "imbalanced-mode-closed-form": f"x(t) = {rendered(x)}",
        "imbalanced-constant": "C = "
        + rendered((sqrt(under) - 4 * sigma * start - imbalance**2) / (4 * imbalance**2 * (sigma - start))),
        "imbalanced-rate": rf"{rendered(Abs(mode - sigma))} \simeq {rendered(2 * C * omega**2 / e)}",
        "imbalanced-rate-with-absolute-constant": rf"{rendered(Abs(mode - sigma))} \simeq "
        + rendered(abs(2 * C * omega**2) / e),
        "imbalanced-mode-flow": r"\dot{x} = " + rendered(2 * (sigma - mode) * sqrt(mode**2 + imbalance**2 / 4)),
        "asymmetric-flow": two(r"\dot{U}", (Y - U * Vt) * V, r"\dot{V}", (Yt - V * Ut) * U),
        "asymmetric-conservation-law": "Q = " + rendered(Ut * U - Vt * V),
        "asymmetric-flow-in-singular-basis": two(
            r"\dot{\bar{U}}",
            (Sigma - U_bar * V_bar_t) * V_bar,
            r"\dot{\bar{V}}",
            (Sigma_t - V_bar * U_bar_t) * U_bar,
        ),
        "asymmetric-conservation-in-singular-basis": r"\Lambda_Q = G^T Q G = "
        + rendered(U_bar_t * U_bar - V_bar_t * V_bar),
        "asymmetric-flow-decouples": two(
            r"\dot{\bar{U}}_{ii}", (sigma - u * v) * v, r"\dot{\bar{V}}_{ii}", (sigma - u * v) * u
        ),
        "asymmetric-scalar-flow": two(r"\dot{u}", (sigma - u * v) * v, r"\dot{v}", (sigma - u * v) * u),
        "imbalance-is-conserved": rendered(u**2 - v**2) + " = " + rendered(imbalance),
        "imbalance-reverses-the-order": rendered(sqrt(4 * (sigma + p) ** 2 + r**2)) + " < " + rendered(omega),
        "imbalance-vanishes-from-below": r"\lim_{\lambda_0 \to 0} x(t) = "
        + rendered(-a * sigma / ((a + sigma) * exp(2 * sigma * t) - a)),
        "imbalanced-convergence-where-it-holds": (
            r"\lambda_0 \ne 0:\ \lim_{t \to \infty} (x(t) - \sigma) e^{\omega t} = "
            + rendered(-2 * C * omega**2)
            + r";\quad \lambda_0 = 0 < x_0 = a:\ \lim_{t \to \infty} (x(t) - \sigma) e^{2\sigma t} = "
            + rendered(sigma * (a - sigma) / a)
            + r";\quad \lambda_0 = 0 \ge x_0:\ \lim_{t \to \infty} x(t) = 0"
        ),
        "imbalance-and-time-do-not-commute": r"x_0 \le 0:\quad \lim_{t \to \infty} \lim_{\lambda_0 \to 0} x(t) = 0"
        r",\quad \lim_{\lambda_0 \to 0} \lim_{t \to \infty} x(t) = \sigma",
    }
    assert {label: latex_of(STEP[label]) for label in shown} == shown
