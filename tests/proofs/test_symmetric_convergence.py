"""The constants of TFHV (10) in numbers: where they are certified, and that they hold elsewhere."""

import pytest

from proofs.claims.claim import Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome
from proofs.in_numbers.symmetric_convergence import AT_LATE_TIMES, STEPS

EVERY_STEP = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)


@EVERY_STEP
def test_every_start_is_tried_at_every_time(step: Step) -> None:
    """Seven of them, at three late times or at four."""
    assert step.domain is not None
    assert len(list(step.domain.published())) == 7 * (3 if step.domain is AT_LATE_TIMES else 4)


@EVERY_STEP
def test_other_starts_are_drawn_from_the_seed(step: Step) -> None:
    """The same seed draws the same starts, and the statement holds there too."""
    assert step.domain is not None
    drawn = list(step.domain.sample(3, 5))
    assert drawn == list(step.domain.sample(3, 5)) != list(step.domain.sample(4, 5))
    for point in drawn:
        judgement = step.evidence[0].at(step, point, Workspace())  # type: ignore[attr-defined]  # Certified has it
        assert judgement.outcome is Outcome.HOLDS, point
