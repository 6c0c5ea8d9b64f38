"""Every check is able to fail: the evidence of each step of the theorems and lemmas refutes the step's near-miss."""

import pytest

from proofs.claims.claim import Evidence, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome, Strength
from proofs.judging import suite
from proofs.judging.run import SEED, near_miss

WORKSPACE = Workspace()


def by_certificate(step: Step) -> list[Evidence]:
    """The step's evidence that can prove and not refute."""
    return [evidence for evidence in step.evidence if not evidence.refutes]


def is_sampled(step: Step) -> bool:
    return any(evidence.strength is Strength.SAMPLED for evidence in step.evidence)


@pytest.mark.parametrize("label", [step.label for step in suite.members("proofs") + suite.members("lemmas")])
def test_the_strongest_evidence_that_can_refutes_the_near_miss(label: str) -> None:
    """It says FAILS of the near-miss, with a witness."""
    step = suite.steps()[label]
    evidence = max((e for e in step.evidence if e.refutes), key=lambda e: e.strength)
    judgement = evidence.judge(near_miss(step), shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert judgement.outcome is Outcome.FAILS
    assert judgement.witness


@pytest.mark.parametrize("label", [step.label for step in suite.members("proofs") if by_certificate(step)])
def test_no_certificate_proves_the_near_miss(label: str) -> None:
    """The lines that prove a step prove nothing that is only nearly so."""
    step = suite.steps()[label]
    (proved,) = by_certificate(step)
    judgement = proved.judge(near_miss(step), shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert judgement.outcome is Outcome.UNDECIDED
    assert judgement.reason


@pytest.mark.parametrize("label", [s.label for s in suite.members("proofs") if len(s.evidence) > 1 and is_sampled(s)])
def test_sampled_evidence_refutes_the_near_miss(label: str) -> None:
    """So does the sampled evidence, with the seed of a run that names none."""
    step = suite.steps()[label]
    (sampled,) = (e for e in step.evidence if e.strength is Strength.SAMPLED)
    judgement = sampled.judge(near_miss(step), shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert judgement.outcome is Outcome.FAILS


@pytest.mark.parametrize("label", [s.label for s in suite.members("proofs") if s.domain and "algebra" in s.domain.name])
def test_equalities_hold_exactly(label: str) -> None:
    """The identities of both proofs, at every published rational point."""
    step = suite.steps()[label]
    (certified,) = (e for e in step.evidence if e.strength is Strength.CERTIFIED)
    judgement = certified.judge(step, shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert (judgement.outcome, judgement.strength) == (Outcome.HOLDS, Strength.CERTIFIED)
