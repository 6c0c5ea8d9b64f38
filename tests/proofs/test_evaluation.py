from dataclasses import replace

import pytest

from paper import load
from proofs.claims.claim import Evidence, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome, Strength
from proofs.in_numbers.evaluation import STEPS

PAIRS = [
    pytest.param(step, evidence, id=f"{step.label}-{evidence.strength.name}")
    for step in STEPS
    for evidence in step.evidence
]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace()


def judged(step: Step, evidence: Evidence, workspace: Workspace) -> Certificate:
    return evidence.judge(step, shard=Shard(), seed=1, workspace=workspace)


@pytest.mark.parametrize(("step", "evidence"), PAIRS)
def test_evaluations_agree(step: Step, evidence: Evidence, workspace: Workspace) -> None:
    """Each comparison holds at every published point, with nearly all of its tolerance to spare."""
    certificate = judged(step, evidence, workspace)
    assert certificate.outcome is Outcome.HOLDS, (certificate.reason, certificate.witness)
    assert certificate.points > 1
    assert certificate.margin is not None
    assert certificate.margin.lower > 0


@pytest.mark.parametrize(("step", "evidence"), PAIRS)
def test_near_misses_are_refuted(step: Step, evidence: Evidence, workspace: Workspace) -> None:
    """The same evidence rejects each canary."""
    canary = step.canary
    assert canary.statement is not None
    near_miss = replace(step, statement=canary.statement, domain=canary.domain or step.domain)
    assert judged(near_miss, evidence, workspace).outcome is Outcome.FAILS


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_step_is_an_entry_with_the_strength_it_promises(step: Step) -> None:
    """The ledger promises what the strongest evidence gives, and tells MV's formulas from ours."""
    entry = load()[step.label]
    assert entry.promises == max(evidence.strength for evidence in step.evidence).name == Strength.CERTIFIED.name
    assert entry.provenance == ("reconstructed" if entry.number else "added")
    assert (entry.number, entry.paper) == (step.eq, step.paper)


def test_drawn_points_come_from_the_seed() -> None:
    """The same seed draws the same points, another seed others."""
    for step in STEPS:
        assert step.domain is not None
        first, again, other = (list(step.domain.sample(seed, 3)) for seed in (1, 1, 2))
        assert first == again
        assert first != other
