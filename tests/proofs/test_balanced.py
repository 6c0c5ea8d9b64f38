"""MV §IV: each claim is derived for all parameters or certified at published starts, and each near-miss is refuted."""

from dataclasses import replace
from fractions import Fraction

import flint
import pytest
from latex2mathml.converter import convert

from numeric import enclosure
from numeric.field import Balls
from paper import load
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome
from proofs.closed_forms import balanced
from proofs.in_numbers import departures
from proofs.judging.run import near_miss

STEPS = balanced.STEPS + departures.STEPS
EVERY_STEP = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
WORKSPACE = Workspace()


def judge(step: Step) -> Certificate:
    (evidence,) = step.evidence
    return evidence.judge(step, shard=Shard(), seed=1, workspace=WORKSPACE)


@EVERY_STEP
def test_a_claim_holds(step: Step) -> None:
    """With the strength that its entry promises."""
    certificate = judge(step)
    assert certificate.outcome is Outcome.HOLDS, certificate.reason
    assert certificate.strength.name == load()[step.label].promises


@EVERY_STEP
def test_a_near_miss_is_refuted(step: Step) -> None:
    """The same evidence has a witness against it."""
    certificate = judge(near_miss(step))
    assert certificate.outcome is Outcome.FAILS, certificate.reason
    assert certificate.witness


@pytest.mark.parametrize("step", balanced.STEPS, ids=lambda step: step.label)
def test_a_derivation_can_be_read(step: Step) -> None:
    """Every line has a reason and LaTeX that a browser can show."""
    for line in step.statement().lines:
        assert line.why
        assert "\\" not in "".join(part for part in convert(line.latex).split("<") if not part.startswith("math"))
        assert len(line.latex) < 400, line.latex


def test_what_is_assumed_is_named() -> None:
    """The textbook theorems that two derivations rest on."""
    assert balanced.stays_small.statement().lemmas == ("the mean value theorem",)
    assert balanced.relative_distance.statement().lemmas == ("the spectral norm is submultiplicative",)


def test_each_section_of_the_ledger_is_checked() -> None:
    """Every entry of MV §IV is a step here."""
    assert {entry.label for entry in load().entries if (entry.paper, entry.section) == ("MV", "IV")} == {
        step.label for step in STEPS
    }


@pytest.mark.parametrize("start", departures.STARTS, ids=lambda start: f"{start.name}, {start.alpha}")
def test_the_bound_on_what_does_not_grow(start: departures.Start) -> None:
    """Along enclosed solutions N stays below both bounds, and above a thousandth of the first where Y is invertible."""
    field = Balls(128)
    sigma = min(start.spectrum)
    with field.working():
        for time in map(Fraction, start.times):
            U, V = departures.enclosed(start, time, field)
            N, quantities = (U - V) / 2, departures.Departure(departures.Moment(start, time), field)
            size = sum(x * x for x in N.entries())
            t = field.number(time)
            assert size < quantities.rest**2 + t / 4 * quantities.imbalance**2
            if sigma:
                decay = (-2 * sigma * t).exp()
                bound = decay * quantities.rest**2 + (1 - decay) / (8 * sigma) * quantities.imbalance**2
                assert bound / 1000 < size < bound


def test_another_flow_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """With twice the target in the integrator the departures are no longer small."""
    along = enclosure.along
    monkeypatch.setattr(enclosure, "along", lambda field, target, *rest: along(field, target * 2, *rest))
    departures.enclosed.cache_clear()
    try:
        for step in departures.STEPS:
            (evidence,) = step.evidence
            wrong = replace(step, domain=replace(departures.Moments(), name="departures of another flow"))
            assert evidence.judge(wrong, shard=Shard(), seed=1, workspace=Workspace()).outcome is Outcome.FAILS
    finally:
        departures.enclosed.cache_clear()


@pytest.mark.parametrize(("coarse", "fine", "order"), [(0, 1, 1.5), (2, 3, 1.0)])
def test_the_order_of_the_departure(coarse: int, fine: int, order: float) -> None:
    """When σ₁ = 2 is learned, N is of order α·α^{σ₂/σ₁}: so is what the product departs by, from α = 1e-2 to 1e-4."""
    field = Balls(192)
    with field.working():
        found = [
            departures.Departure(departures.Moment(start, Fraction(start.times[1])), field).product_departure
            for start in (departures.STARTS[coarse], departures.STARTS[fine])
        ]
        assert abs(float((found[0] / found[1]).log() / flint.arb(100).log()) - order) < 0.05


def test_the_logarithm_is_there() -> None:
    """Where Y is singular, at α = 1e-10, the symmetric part departs by more than ‖N₀‖², the product by far more."""
    start = departures.STARTS[4]
    field = Balls(256)
    with field.working():
        far = departures.Departure(departures.Moment(start, Fraction(start.times[0])), field)
        assert far.rest_squared < far.symmetric_departure < far.product_departure
