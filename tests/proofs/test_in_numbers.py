"""What is certified in numbers: each claim holds at every published point, and its near-miss does not."""

import pytest

from paper import load
from proofs.claims.claim import Evidence, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.in_numbers import evaluation
from proofs.judging import suite
from proofs.judging.run import near_miss

STEPS = suite.members("numeric")
PAIRS = [
    pytest.param(step, evidence, id=f"{step.label}-{evidence.strength.name}")
    for step in STEPS
    for evidence in step.evidence
]
WORKSPACE = Workspace()


def judged(step: Step, evidence: Evidence) -> Judgement:
    return evidence.judge(step, shard=Shard(), seed=1, workspace=WORKSPACE)


@pytest.mark.parametrize(("step", "evidence"), PAIRS)
def test_each_claim_holds(step: Step, evidence: Evidence) -> None:
    """At every published point, with something to spare."""
    judgement = judged(step, evidence)
    assert judgement.outcome is Outcome.HOLDS, (judgement.reason, judgement.witness)
    assert judgement.strength is evidence.strength
    assert judgement.points > 1
    if evidence.strength is Strength.CERTIFIED:
        assert step.domain is not None
        assert judgement.points == len(list(step.domain.published()))
    assert judgement.margin is not None
    assert judgement.margin.lower > 0


@pytest.mark.parametrize(("step", "evidence"), PAIRS)
def test_each_near_miss_is_refuted(step: Step, evidence: Evidence) -> None:
    """The same evidence has a witness against it."""
    judgement = judged(near_miss(step), evidence)
    assert judgement.outcome is Outcome.FAILS, judgement.reason
    assert judgement.witness


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_step_is_an_entry_with_the_strength_it_promises(step: Step) -> None:
    """The ledger promises what the strongest evidence gives."""
    assert load()[step.label].promises == max(e.strength for e in step.evidence).name == Strength.CERTIFIED.name


def test_formulas_of_ours_are_told_from_the_papers() -> None:
    """Of the evaluations: what has a number is MV's."""
    for step in evaluation.STEPS:
        entry = load()[step.label]
        assert entry.provenance == ("reconstructed" if entry.number else "added")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_drawn_points_come_from_the_seed(step: Step) -> None:
    """The same seed draws the same points, another seed others."""
    assert step.domain is not None
    first, again, other = (list(step.domain.sample(seed, 3)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
