"""The constants of TFHV (10) in numbers: certified, and wrong ones refuted."""

from dataclasses import replace

import pytest

from paper import load
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome
from proofs.in_numbers.symmetric_convergence import AT_LATE_TIMES, STEPS

EVERY_STEP = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)


def judge(step: Step) -> Certificate:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


@EVERY_STEP
def test_the_constants_are_certified(step: Step) -> None:
    """At every published target, start and time, as the ledger promises."""
    certificate = judge(step)
    assert certificate.outcome is Outcome.HOLDS, certificate.witness
    assert certificate.points == 7 * (3 if step.domain is AT_LATE_TIMES else 4)
    assert load()[step.label].promises == certificate.strength.name == "CERTIFIED"


@EVERY_STEP
def test_wrong_constants_are_refuted(step: Step) -> None:
    """Half the constant of (10), and the sharp one without the negative part."""
    certificate = judge(replace(step, statement=step.canary.statement or step.statement))
    assert certificate.outcome is Outcome.FAILS


@EVERY_STEP
def test_other_starts_are_drawn_from_the_seed(step: Step) -> None:
    """The same seed draws the same starts, and the statement holds there too."""
    assert step.domain is not None
    drawn = list(step.domain.sample(3, 5))
    assert drawn == list(step.domain.sample(3, 5)) != list(step.domain.sample(4, 5))
    for point in drawn:
        certificate = step.evidence[0].at(step, point, Workspace())  # type: ignore[attr-defined]  # Certified has it
        assert certificate.outcome is Outcome.HOLDS, point
