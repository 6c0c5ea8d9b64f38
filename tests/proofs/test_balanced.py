"""MV §IV: every entry is a step, and the departures are as large as is said, and no smaller."""

from dataclasses import replace
from fractions import Fraction

import flint
import pytest

from numeric import enclosure
from numeric.departures import Departure, Start, StartAtTime, enclosed
from numeric.field import Balls
from paper import load
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome
from proofs.closed_forms import balanced
from proofs.in_numbers import departures
from proofs.judging import suite

STEP = suite.steps()


def test_what_is_assumed_is_named() -> None:
    """The textbook theorems that two derivations rest on."""
    assert STEP["perturbation-stays-small"].statement().lemmas == ("the mean value theorem",)
    apart = STEP["relative-imbalance-is-that-of-the-shape"]
    assert apart.statement().lemmas == ("the spectral norm is submultiplicative",)


def test_each_section_of_the_ledger_is_checked() -> None:
    """Every entry of MV §IV is a step here."""
    assert {entry.label for entry in load().entries if (entry.paper, entry.section) == ("MV", "IV")} == {
        step.label for step in balanced.STEPS + departures.STEPS
    }


@pytest.mark.parametrize("start", departures.STARTS, ids=lambda start: f"{start.name}, {start.alpha}")
def test_the_bound_on_what_does_not_grow(start: Start) -> None:
    """Along enclosed solutions N stays below both bounds, and above a thousandth of the first where Y is invertible."""
    field = Balls(128)
    sigma = min(start.spectrum)
    with field.working():
        for time in map(Fraction, start.times):
            U, V = enclosed(start, time, field)
            N, quantities = (U - V) / 2, Departure(StartAtTime(start, time), field)
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
    enclosed.cache_clear()
    try:
        for step in departures.STEPS:
            (evidence,) = step.evidence
            wrong = replace(step, domain=replace(departures.Departures(), name="departures of another flow"))
            assert evidence.judge(wrong, shard=Shard(), seed=1, workspace=Workspace()).outcome is Outcome.FAILS
    finally:
        enclosed.cache_clear()


@pytest.mark.parametrize(("coarse", "fine", "order"), [(0, 1, 1.5), (2, 3, 1.0)])
def test_the_order_of_the_departure(coarse: int, fine: int, order: float) -> None:
    """When σ₁ = 2 is learned, N is of order α·α^{σ₂/σ₁}: so is what the product departs by, from α = 1e-2 to 1e-4."""
    field = Balls(192)
    with field.working():
        found = [
            Departure(StartAtTime(start, Fraction(start.times[1])), field).product_departure
            for start in (departures.STARTS[coarse], departures.STARTS[fine])
        ]
        assert abs(float((found[0] / found[1]).log() / flint.arb(100).log()) - order) < 0.05


def test_the_logarithm_is_there() -> None:
    """Where Y is singular, at α = 1e-10, the symmetric part departs by more than ‖N₀‖², the product by far more."""
    start = departures.STARTS[4]
    field = Balls(256)
    with field.working():
        far = Departure(StartAtTime(start, Fraction(start.times[0])), field)
        assert far.rest_squared < far.symmetric_departure < far.product_departure
