"""TFHV §5: the witness against what fails as printed, and numbers that each formula is held to."""

from fractions import Fraction
from math import exp, log

import pytest

from numeric.field import Balls, Irrational, Rationals
from numeric.scalar_descent import Descent, first_order, flow, iterates, one_layer_errors
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Judgement
from proofs.in_numbers import descents
from proofs.judging import suite

STEP = suite.steps()
WORKSPACE = Workspace()


def judge(step: Step) -> Judgement:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=WORKSPACE)


def test_the_witness_against_the_contraction_has_a_small_step() -> None:
    """“For sufficiently small η” does not save it: the witness has η = 1/100, and the residual is −4ηy² for any η."""
    witness = judge(STEP["two-layer-descent-shrinks"]).witness
    assert witness == {"x": "1", "y": "1", "eta": "1/100", "residual": "-1/25"}


@pytest.mark.parametrize(("sigma", "start"), [("1", "1/50"), ("3", "1/2"), ("1", "2"), ("2", "5")])
def test_the_bound_on_descent_holds_at_the_largest_step(sigma: str, start: str) -> None:
    """|X̃_k| ≤ |X̃₀| e^{max(σ/X₀ − 1, 0)} e^{−4σηk} at every step of a run with η = 1/(4 max(σ, X₀)), in plain floats."""
    s, X = float(Fraction(sigma)), float(Fraction(start))
    eta, first, constant = 1 / (4 * max(s, X)), abs(X - s), exp(max(s / X - 1, 0))
    for k in range(60):
        assert abs(X - s) <= first * constant * exp(-4 * s * eta * k) * (1 + 1e-9) + 1e-13
        X = X * (1 + 2 * eta * (s - X)) ** 2


def test_the_bound_on_one_layer_is_met_and_nearly_attained() -> None:
    """The largest of e^{−ηk} − (1 − η)^k is at most ½ηe^{η−1}, and more than 0.9 of it for η = 1/20."""
    field, eta = Balls(128), Fraction(1, 20)
    with field.working():
        errors = [float(error.mid()) for error in one_layer_errors(eta, 200, field)]
    bound = float(eta) / 2 * exp(float(eta) - 1)
    assert min(errors) == 0
    assert 0.9 * bound < max(errors) <= bound


def test_iterates_and_flow_are_those_of_the_paper() -> None:
    """The first steps of (33) squared, exactly, and (37) at one time, from its other form."""
    found = iterates(Descent(Fraction(2), Fraction(1, 4), Fraction(1, 10)), 2, Rationals())
    U = Fraction(1, 2)
    for X in found:
        assert Fraction(int(X.p), int(X.q)) == U**2
        U += Fraction(2, 10) * (2 - U**2) * U
    field, start = Balls(128), Fraction(1, 4)
    with field.working():
        X = float(flow(Descent(Fraction(2), start, Fraction(1, 10)), 3, field)[-1].mid())
        E = float(first_order(Descent(Fraction(2), start, Fraction(1, 10)), [field.number(1)], field)[0].mid())
    grown = exp(8 * 0.3)
    assert pytest.approx(2 * 0.25 * grown / (2 + 0.25 * (grown - 1))) == X
    assert pytest.approx(-0.1 * (log(4) + 2 * log(1 / 1.75))) == E


def test_exact_rationals_refuse_the_flow_before_they_run_descent() -> None:
    """Exact iterates triple in length at every step: they are never computed where the flow is irrational."""
    run = next(iter(descents.RUNS.published()))
    with pytest.raises(Irrational):
        _ = descents.RUNS.quantities(run, Rationals()).error


def test_the_conclusions_are_the_papers_formulas() -> None:
    """What the report shows of (37) and (39), rendered from what runs."""
    assert latex_of(STEP["two-layer-scalar-solution"]) == r"X(t) = \frac{\sigma}{1 - c e^{- 4 \sigma t}}"
    assert latex_of(STEP["two-layer-scalar-solution-late"]) == r"X(t) \approx \sigma - c e^{- 4 \sigma t}"
    assert latex_of(STEP["two-layer-descent-rate"]).endswith(r"\le \tilde{X} \left(1 - 4 \eta \sigma\right)")
