"""MV (2)–(15): each claim is derived for all parameters, each near-miss is refuted, each conclusion can be read."""

import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from latex2mathml.converter import convert
from sympy import Rational, S, exp

from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome, Strength
from proofs.closed_forms import matrix, modes
from symbolic import solutions
from symbolic.derivations import closed_form, flow, two_modes
from symbolic.derivations import modes as derived_modes
from symbolic.residual import vanishes
from symbolic.symbols import a, sigma, t

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = matrix.STEPS + modes.STEPS
EVERY_STEP = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)

ENTRIES = (
    r"w_{11} = \frac{E_{1}^{2} \left(G_{2} \left(a_{11} a_{22} - a_{12}^{2}\right) + a_{11}\right)}{D},\quad "
    r"w_{12} = \frac{E_{1} E_{2} a_{12}}{D},\quad "
    r"w_{22} = \frac{E_{2}^{2} \left(G_{1} \left(a_{11} a_{22} - a_{12}^{2}\right) + a_{22}\right)}{D},\quad "
    r"D = G_{1} G_{2} \left(a_{11} a_{22} - a_{12}^{2}\right) + G_{1} a_{11} + G_{2} a_{22} + 1"
)
SOLUTION = r"\Phi E \tilde{W}_{0} \left(1 + G \tilde{W}_{0}\right)^{-1} E \Phi^{\top}"
CONCLUSIONS = {
    "svd-solves-the-problem": r"U = \Phi_{r} \Sigma_r^{1/2}\;\Longrightarrow\; U U^\top = Y",
    "factor-flow": r"\dot{U} = c \left(Y - U U^{\top}\right) U,\quad c = 4 \kappa",
    "product-flow": r"\dot{W} = c \left(W Y - 2 W^{2} + Y W\right)",
    "matrix-closed-form": f"W = {SOLUTION}",
    "growth-and-its-integral": r"E_{ii} = e^{c \sigma t},\quad G_{ii} = \frac{e^{2 c \sigma t} - 1}{\sigma}"
    r"\text{ or }2 c t",
    "general-riccati": r"\dot{W} = C + D W - W A - W B W",
    "linear-system": r"X_{1} = \Phi E^{-1} \left(1 + G \tilde{W}_{0}\right) \Phi^{\top},\quad "
    r"X_{2} = \Phi E \tilde{W}_{0} \Phi^{\top}",
    "matrix-closed-form-from-linear-system": f"W = X_{{2}} X_{{1}}^{{-1}} = {SOLUTION}",
    "closed-form-exists": r"\left(1 + G \tilde{W}_{0}\right)^{-1} = 1 - G^{1/2} N^{-1} G^{1/2} \tilde{W}_{0}",
    "product-has-no-negative-eigenvalue": r"G \tilde{W}_0 v = \lambda v,\ v \ne 0 \Rightarrow \lambda \ge 0",
    "solution-is-unique": r"W_{1}(0) = W_{2}(0) \Rightarrow W_{1} = W_{2}",
    "closed-form-theorem": rf"W(t) = {SOLUTION},\quad t \ge 0",
    "closed-form-entry-by-entry": ENTRIES,
    "closed-form-entry-by-entry-singular": ENTRIES,
    "closed-form-for-an-invertible-start": r"\tilde{W} = \left(E^{-1} G E^{-1} "
    r"+ E^{-1} \tilde{W}_{0}^{-1} E^{-1}\right)^{-1}",
    "solution-stays-symmetric": r"\tilde{W}^\top = \tilde{W}",
    "solution-stays-positive": r"\tilde{W} = E V \left(1 + V^{\top} G V\right)^{-1} V^{\top} E \succeq 0",
    "solution-keeps-its-rank": r"\operatorname{rank} W(t) = \operatorname{rank} W(0)",
    "solution-does-not-depend-on-the-basis": r"W(t) = e^{cYt} W(0) \left(1 + g(Y) W(0)\right)^{-1} e^{cYt}",
    "spectral-initialization": r"\dot{W} = c \left(W Y - 2 W^{2} + Y W\right),\quad "
    r"W(0) = \alpha^{2} \Phi \bar{S} \Phi^{\top}",
    "flow-in-the-eigenbasis": r"\dot{\tilde{W}} = c \left(\Sigma \tilde{W} + \tilde{W} \Sigma "
    r"- 2 \tilde{W}^{2}\right),\quad \dot{x} = 2 c \left(\sigma x - x^{2}\right)",
    "mode-closed-form": r"x(t) = \frac{a \sigma e^{2 c \sigma t}}{a \left(e^{2 c \sigma t} - 1\right) + \sigma}",
    "absent-mode-closed-form": r"x(t) = \frac{a}{2 a c t + 1}",
    "spectral-closed-form": r"W(t) = \Phi \operatorname{diag}(x_i(t)) \Phi^{\top}",
    "mode-increases": r"0 < a < \sigma \;\Rightarrow\; \dot{x} > 0,\ x(t) < \sigma",
    "mode-tends-to-its-target": r"\lim_{t \to \infty} x(t) = \sigma",
    "absent-mode-decreases": r"\dot{x} < 0,\ x(t) > 0",
    "absent-mode-tends-to-zero": r"\lim_{t \to \infty} x(t) = 0",
    "spectral-flow-learns-the-target": r"\lim_{t \to \infty} W(t) = Y",
    "learning-needs-full-rank": r"W(t) \to Y \;\Longrightarrow\; \operatorname{rank} \Phi_r^\top \bar U = r",
    "smaller-scale-separates-more": r"\frac{d}{dL} |T_k| = \frac{1}{2 c \sigma_{2}} - \frac{1}{2 c \sigma_{1}} > 0",
    "before-the-transition": r"\lim_{\alpha \to 0} x\left(t_{1} \left(1 - \eta\right)\right) = 0",
    "after-the-transition": r"\lim_{\alpha \to 0} x\left(t_{1} \left(\eta + 1\right)\right) = \sigma",
    "transitions-drawn": (
        r"\lim_{\alpha \to 0} \frac{c \sigma\, t(o)}{\log(1/\alpha)} = 1,\qquad "
        r"t(o') - t(o) = \frac{\log{\left(o' \right)} - \log{\left(o \right)}}{2 c \sigma}"
    ),
}


def judge(step: Step) -> Certificate:
    (evidence,) = step.evidence
    return evidence.judge(step, shard=Shard(), seed=1, workspace=Workspace())


def ledger() -> dict[str, dict[str, str]]:
    """The entries of MV §II and §III-A."""
    files = [ROOT / "paper/mv/II.toml", ROOT / "paper/mv/III-A.toml"]
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    return {label: entry for table in tables for label, entry in table.items() if isinstance(entry, dict)}


@EVERY_STEP
def test_a_claim_is_proved(step: Step) -> None:
    """Every line of its derivation holds, for all parameters."""
    certificate = judge(step)
    assert certificate.outcome is Outcome.HOLDS, certificate.reason
    assert certificate.strength is Strength.PROVED
    assert certificate.domain


@EVERY_STEP
def test_a_near_miss_is_refuted(step: Step) -> None:
    """The same derivation of a formula with one thing changed fails, at an exact point."""
    assert step.canary.statement is not None
    certificate = judge(replace(step, statement=step.canary.statement))
    assert certificate.outcome is Outcome.FAILS, certificate.reason
    assert certificate.witness is not None
    assert certificate.witness["residual"] not in ("0", "[[0]]", "[[0, 0], [0, 0]]")


@EVERY_STEP
def test_a_conclusion_says_what_was_derived(step: Step) -> None:
    """The LaTeX of the conclusion, which the report shows."""
    assert step.statement().latex == CONCLUSIONS[step.label]


@EVERY_STEP
def test_a_derivation_can_be_read(step: Step) -> None:
    """Every line has a reason and LaTeX that a browser can show, and only short lines."""
    derivation = step.statement()
    assert derivation.title
    for line in derivation.lines:
        assert line.why
        assert "\\" not in "".join(part for part in convert(line.latex).split("<") if not part.startswith("math"))
        assert len(line.latex) < 400, line.latex


def test_the_ledger_and_the_steps_name_each_other() -> None:
    """Each entry that promises a strength is a step with its number, and each step is an entry that promises PROVED."""
    entries, steps = ledger(), {step.label: step for step in STEPS}
    assert len(steps) == len(STEPS)
    assert {label for label, entry in entries.items() if "promises" in entry} == set(steps)
    assert all("unchecked" in entries[label] for label in ("symmetric-problem", "initial-value-problem"))
    for label, step in steps.items():
        assert entries[label].get("number") == step.eq, label
        assert entries[label]["promises"] == "PROVED", label
        assert (step.paper, step.group) == ("MV", "symbolic"), label


def test_the_numbers_of_the_paper_are_all_there() -> None:
    """(1)–(15), Proposition 1 and Corollary 2, each once."""
    numbers = [entry["number"] for entry in ledger().values() if "number" in entry]
    for number in (*map(str, range(1, 16)), "Proposition 1", "Corollary 2"):
        assert numbers.count(number) == 1


def test_a_step_uses_steps() -> None:
    """What a step rests on is a step too, and the chain has no circle."""
    steps = {step.label: step for step in STEPS}

    def depth(label: str, below: tuple[str, ...] = ()) -> int:
        assert label not in below
        return 1 + max((depth(used, (*below, label)) for used in steps[label].uses), default=0)

    assert max(steps, key=depth) == "spectral-flow-learns-the-target"
    assert depth("spectral-flow-learns-the-target") == 8


def test_the_weight_of_the_loss_decides_the_rate() -> None:
    """¼ gives c = 1 (MV) and ½ gives c = 2 (TFHV)."""
    lines = [line.latex for line in flow.gradient_of_the_loss().lines]
    assert r"c = 4 \kappa = 1 \qquad (\kappa = \frac{1}{4})" in lines
    assert r"c = 4 \kappa = 2 \qquad (\kappa = \frac{1}{2})" in lines


@pytest.mark.parametrize("rate", [1, 2])
def test_a_mode_in_either_normalization(rate: int) -> None:
    """(12) and (13) with c = 1 and with c = 2, written out."""
    grown = exp(2 * rate * sigma * t)
    assert vanishes(solutions.mode(sigma, a, rate, t) - sigma * a * grown / (sigma - a + a * grown)).holds
    assert vanishes(1 / solutions.absent_mode(a, rate, t) - 1 / a - 2 * rate * t).holds


def test_a_mode_at_a_point() -> None:
    """σ = 2, a = ½, c = 1, at e^{4t} = 3: x = 2·½·3/(2 + ½·2) = 1."""
    assert solutions.mode(2, Rational(1, 2), 1, t).subs(exp(4 * t), 3) == 1


def test_what_a_sign_is_about_is_said_on_its_line() -> None:
    """The gap σ − a = p and the growth e^{2cσt} = 1 + q stand beside the sign that they make manifest."""
    *_, last = derived_modes.mode_increases().lines
    assert last.latex.startswith(r"\sigma - \frac{a \sigma e^{2 c \sigma t}}{")
    assert last.latex.endswith(r"> 0 \qquad (e^{2 c \sigma t} = q + 1,\ \sigma = a + p)")


def test_corollary_2_begins_with_the_spectral_start() -> None:
    """Its first two lines are W(0), and W(0) in the eigenbasis."""
    first, second, *_ = (line.latex for line in derived_modes.modes_of_the_closed_form().lines)
    assert first.startswith("W(0) = ")
    assert second.startswith(r"\tilde{W}(0) = ")


def test_the_case_of_rank_one_says_so() -> None:
    """The title and the domain of the two derivations for n = 2 tell them apart."""
    both, one = two_modes.entry_by_entry(), two_modes.entry_by_entry(S.Zero)
    assert both.title == "The closed form for n = 2, entry by entry"
    assert one.title == "The closed form for n = 2, entry by entry, with σ₂ = 0"
    assert both.domain == "every σ₁, σ₂ > 0, every symmetric W̃₀, c and t with D ≠ 0"
    assert one.domain == "σ₁ > 0 = σ₂, every symmetric W̃₀, c and t with D ≠ 0"


def test_uniqueness_rests_on_a_named_lemma() -> None:
    """The Picard–Lindelöf theorem is assumed, and the certificate says so."""
    assert matrix.solution_is_unique.statement().lemmas == ("the Picard–Lindelöf theorem",)
    assert "assumes the Picard–Lindelöf theorem" in judge(matrix.closed_form_theorem).reason


@pytest.mark.parametrize(
    "wrong",
    [
        lambda E, W0, inverse: 2 * E * W0 * inverse * E,
        lambda E, W0, inverse: -E * W0 * inverse * E,
        lambda E, W0, inverse: E * inverse * W0 * E,
        lambda E, W0, inverse: E * W0 * E * inverse,
        lambda E, W0, inverse: E * W0 * inverse * inverse * E,
    ],
)
def test_another_closed_form_is_refuted(wrong: closed_form.Solution) -> None:
    """A factor 2, a sign, the order of two factors, the inverse twice: for every n and again for n = 2."""
    for derivation in (closed_form.by_differentiation(wrong), two_modes.entry_by_entry(solution=wrong)):
        assert any(line.decision.witness is not None for line in derivation.lines)


def test_the_other_ground_types_agree() -> None:
    """With SymPy's own pure Python integers and rationals the same derivations hold and the same near-misses fail."""
    script = """
from sympy.external.gmpy import GROUND_TYPES
from proofs.closed_forms import matrix, modes
chosen = [matrix.matrix_closed_form, matrix.closed_form_entry_by_entry]
chosen += [modes.mode_closed_form, modes.before_the_transition]
print(GROUND_TYPES, *(step.statement().holds for step in chosen), *(step.canary.statement().holds for step in chosen))
"""
    finished = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "SYMPY_GROUND_TYPES": "python", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert finished.stdout.split() == ["python", *["True"] * 4, *["False"] * 4]
