"""MV (2)–(15): the steps and the ledger's numbers, and formulas that are held to others."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from sympy import Rational, S, exp

from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement
from proofs.closed_forms import matrix, modes
from symbolic import solutions
from symbolic.derivations import closed_form, flow, two_modes
from symbolic.derivations import modes as derived_modes
from symbolic.residual import vanishes
from symbolic.symbols import a, sigma, t

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = matrix.STEPS + modes.STEPS
STEP = {step.label: step for step in STEPS}


def judge(step: Step) -> Judgement:
    (evidence,) = step.evidence
    return evidence.judge(step, shard=Shard(), seed=1, workspace=Workspace())


def ledger() -> dict[str, dict[str, str]]:
    """The entries of MV §II and §III-A."""
    files = [ROOT / "paper/mv/II.toml", ROOT / "paper/mv/III-A.toml"]
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    return {label: entry for table in tables for label, entry in table.items() if isinstance(entry, dict)}


def test_the_ledger_and_the_steps_name_each_other() -> None:
    """Each entry that promises a strength is a step with its number, and each step is an entry that promises PROVED."""
    entries, steps = ledger(), STEP
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

    def depth(label: str, below: tuple[str, ...] = ()) -> int:
        assert label not in below
        return 1 + max((depth(used, (*below, label)) for used in STEP[label].uses), default=0)

    assert max(STEP, key=depth) == "spectral-flow-learns-the-target"
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
    """The Picard–Lindelöf theorem is assumed, and the judgement says so."""
    assert STEP["solution-is-unique"].statement().lemmas == ("the Picard–Lindelöf theorem",)
    assert "assumes the Picard–Lindelöf theorem" in judge(STEP["closed-form-theorem"]).reason


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
labels = ["matrix-closed-form", "closed-form-entry-by-entry", "mode-closed-form", "before-the-transition"]
chosen = [step for step in matrix.STEPS + modes.STEPS if step.label in labels]
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
