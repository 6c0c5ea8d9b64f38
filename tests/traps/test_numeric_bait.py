"""NaN, infinities, empty domains and balls that straddle: UNDECIDED or an error, never HOLDS."""

from dataclasses import replace

import flint
import pytest
from numeric_bait import BAITS, BALLS_ONLY, LADDER, MISUSED, ONE, Bait, Made

from numeric.field import Balls, Field, Multiprecision, Rationals
from paper import Misuse
from proofs.claims.claim import Evidence, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.statement import AtLeast, AtMost
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.evidence.weighing import weigh
from proofs.judging import run
from proofs.judging.run import Judged, weigh_evidence
from proofs.theorems import catalogue
from proofs.theorems.shared.proved import Proved

ALONE = Shard()


def judged(step: Step, evidence: Evidence, shard: Shard = ALONE) -> Judgement:
    return evidence.judge(step, shard=shard, seed=0, workspace=Workspace())


@pytest.mark.parametrize("bait", BAITS, ids=lambda bait: bait.what)
def test_what_is_no_number_is_undecided(bait: Bait) -> None:
    """By every kind of evidence, and by all of it together."""
    found = tuple(judged(bait.step, evidence) for evidence in bait.step.evidence)
    assert [c.outcome for c in found] == [Outcome.UNDECIDED] * len(found)
    assert weigh_evidence(found)[:2] == (Outcome.UNDECIDED, Strength.NONE)


@pytest.mark.parametrize("bait", BALLS_ONLY, ids=lambda bait: bait.what)
def test_what_balls_cannot_tell_is_undecided(bait: Bait) -> None:
    """Never a guess, on either side."""
    assert judged(bait.step, Certified(ladder=LADDER)).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("bait", MISUSED, ids=lambda bait: bait.what)
def test_what_is_no_statement_is_an_error(bait: Bait) -> None:
    """Nothing comes of it that could be taken for an outcome."""
    with pytest.raises((TypeError, AttributeError, Misuse)):
        judged(bait.step, Certified())


@pytest.mark.parametrize("evidence", [Sampled(), Certified()], ids=["sampled", "certified"])
def test_an_empty_domain_decides_nothing(evidence: Evidence) -> None:
    """No point was checked, whatever the judgement says."""
    step = replace(Bait("none", ONE).step, domain=Made(ONE, count=0))
    merged = run._merged([Judged(judged(step, evidence), 0, False, "")], 0, canary=False)
    assert (merged.outcome, merged.points) == (Outcome.UNDECIDED, 0)
    assert merged.reason == "no point of the domain was checked"


def test_a_share_without_points_adds_nothing() -> None:
    """The parts of a proof that have nothing to do don't stand in for the part that does it."""
    step = replace(Bait("none", ONE).step, label="no-such-step")
    proved = Proved("theorem-4", catalogue.proof("theorem-4"))
    idle = [Judged(judged(step, proved, Shard(i, 3)), 0, False, "") for i in (1, 2)]
    assert run._merged(idle, 0, canary=False).outcome is Outcome.UNDECIDED
    working = Judged(judged(step, proved, Shard(0, 3)), 0, False, "")
    assert run._merged([*idle, working], 0, canary=False).outcome is Outcome.UNDECIDED


def test_one_doubt_among_many_points_is_a_doubt() -> None:
    """However many points hold, in whatever order they are merged."""
    holds = Judgement("bait", Outcome.HOLDS, Strength.CERTIFIED, "", points=1000)
    doubt = Judgement("bait", Outcome.UNDECIDED, Strength.CERTIFIED, "", points=1)
    for merged in (holds.merge(doubt), doubt.merge(holds), holds.merge(doubt).merge(holds)):
        assert merged.outcome is Outcome.UNDECIDED


def test_a_bound_that_is_attained_is_said_to_be() -> None:
    """≤ holds at equality, and the margin says that < would not."""
    for field in (Rationals(), Balls(64)):
        with field.working():
            weighing = weigh(AtMost(field.number(1), field.number(1)), field)
        assert weighing.outcome is Outcome.HOLDS
        assert weighing.margin is not None
        assert weighing.margin.attained


def test_a_zero_on_the_diagonal_is_no_sign_of_definiteness() -> None:
    """[[0, 1], [1, 0]] and diag(0, −1) are not positive semidefinite, though their first pivot is 0."""
    for rows in ([[0, 1], [1, 0]], [[0, 0], [0, -1]], [[1, 1, 1], [1, 1, 0], [1, 0, 9]]):
        for field in (Rationals(), Balls(64), Multiprecision(30)):
            with field.working():
                value = field.definiteness(field.matrix([[field.number(x) for x in row] for row in rows]))
                assert value < 0
                if not isinstance(field, Multiprecision):
                    assert weigh(AtLeast(value, 0, scale=1), field).outcome is Outcome.FAILS


@pytest.mark.parametrize("later", [flint.arb(1), flint.arb(1, 3), flint.arb.nan()], ids=["holds", "doubt", "nothing"])
def test_a_failure_has_to_be_confirmed(later: flint.arb) -> None:
    """What fails at one precision and not at twice that is no failure, whether it holds there or can't be told."""

    def make(field: Field) -> flint.arb:
        return flint.arb(2) if field.key == ("balls", 32) else later

    step = Bait("treacherous", make).step
    judgement = judged(step, Certified(ladder=(Balls(32),)))
    assert judgement.outcome is Outcome.UNDECIDED
    assert judgement.margin is None
    assert judged(Bait("false", lambda _: flint.arb(2)).step, Certified(ladder=(Balls(32),))).outcome is Outcome.FAILS


def test_a_violation_that_only_mpmath_sees_is_none() -> None:
    """Sampling refutes only with balls; what they see too fails."""
    step = Bait("mpmath alone", lambda field: field.number(2 if isinstance(field, Multiprecision) else 1)).step
    assert judged(step, Sampled()).outcome is Outcome.UNDECIDED
    assert judged(Bait("false", lambda field: field.number(2)).step, Sampled()).outcome is Outcome.FAILS
