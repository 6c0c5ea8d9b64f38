"""Every check is able to fail: the evidence of each step of Theorems 3 and 4 refutes the step's near-miss."""

import pytest

from proofs import suite
from proofs.claim import Shard
from proofs.domain import Workspace
from proofs.run import SEED, near_miss
from proofs.verdict import Outcome, Strength

WORKSPACE = Workspace()


@pytest.mark.parametrize("label", [step.label for step in suite.members("proofs")])
def test_certified_evidence_refutes_the_near_miss(label: str) -> None:
    """The strongest evidence of a step says FAILS of its near-miss, with a witness."""
    step = suite.steps()[label]
    evidence = max(step.evidence, key=lambda e: e.strength)
    certificate = evidence.judge(near_miss(step), shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert certificate.outcome is Outcome.FAILS
    assert certificate.witness


@pytest.mark.parametrize("label", [step.label for step in suite.members("proofs") if len(step.evidence) == 2])
def test_sampled_evidence_refutes_the_near_miss(label: str) -> None:
    """So does the sampled evidence, with the seed of a run that names none."""
    step = suite.steps()[label]
    (sampled,) = (e for e in step.evidence if e.strength is Strength.SAMPLED)
    certificate = sampled.judge(near_miss(step), shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert certificate.outcome is Outcome.FAILS


@pytest.mark.parametrize("label", [s.label for s in suite.members("proofs") if s.domain and "algebra" in s.domain.name])
def test_equalities_hold_exactly(label: str) -> None:
    """The identities of both proofs, at every published rational point."""
    step = suite.steps()[label]
    certificate = step.evidence[-1].judge(step, shard=Shard(), seed=SEED, workspace=WORKSPACE)
    assert (certificate.outcome, certificate.strength) == (Outcome.HOLDS, Strength.CERTIFIED)
