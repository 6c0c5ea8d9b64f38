"""TFHV §4 as it is judged: what holds, what fails as printed, and that every near-miss is caught."""

import pytest

from paper import load
from proofs.claim import Shard, Step
from proofs.closed_forms import regularized, uniform_imbalance
from proofs.domain import Workspace
from proofs.run import near_miss
from proofs.verdict import Certificate, Outcome, Strength

STEPS = regularized.STEPS + uniform_imbalance.STEPS
FAIL_AS_PRINTED = {"regularized-problem-in-the-data-basis", "uniform-imbalance-convergence"}


def judge(step: Step) -> Certificate:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_step_ends_as_recorded(step: Step) -> None:
    """Each step is proved, or refuted with a witness where the ledger has a correction."""
    certificate = judge(step)
    assert certificate.outcome is (Outcome.FAILS if step.label in FAIL_AS_PRINTED else Outcome.HOLDS)
    assert certificate.strength is Strength.PROVED
    assert (certificate.witness is None) is (certificate.outcome is Outcome.HOLDS)
    assert step.expect is certificate.outcome


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_near_miss_is_caught(step: Step) -> None:
    """Each near-miss is refuted at an exact point; that of a refuted step, with a hypothesis more, holds."""
    certificate = judge(near_miss(step))
    assert certificate.outcome is (Outcome.HOLDS if step.label in FAIL_AS_PRINTED else Outcome.FAILS)


def test_the_section_is_whole() -> None:
    """Whatever the paper states in §4 is proved or has a correction; only a definition claims nothing."""
    entries = [entry for entry in load().entries if (entry.paper, entry.section) == ("TFHV", "4")]
    assert {entry.label for entry in entries if entry.promises is None} == {"stacked-factors"}
    assert {entry.label for entry in entries if entry.correction} == FAIL_AS_PRINTED
    assert {entry.label for entry in entries if entry.promises} == {step.label for step in STEPS}
