"""Claims about differential equations of matrices that are wrong in one place: none holds, and the place is told."""

import pytest
from false_flows import TRAPS, Trap, closed

from proofs.claims.verdict import Outcome
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.flows.decision import grade
from proofs.grading.run import grades

SECONDS, SEED = 3.0, 3


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.what)
def test_each_is_told_for_what_it_is(trap: Trap) -> None:
    found = grade(trap.claim, SECONDS, SEED)
    assert (found.outcome, trap.says in found.reason) == (trap.outcome, True), found.reason
    assert (found.witness is not None) == (trap.outcome is Outcome.FAILS)


def test_an_exponent_that_moves_otherwise_is_out_of_reach() -> None:
    """Where it does not commute with its own derivative; and where a state is in it."""
    sizes = dict.fromkeys(("X", "Y", "Z"), ("n", "n"))
    by_time = MatrixSolution("it", sizes, {"X": "(Y + 2*t*Z)*X"}, {"X": "1"}, {"X": "exp(t*Y + t**2*Z)"})
    moving = MatrixSolution("that", sizes, {"X": "Y*X", "Y": "Z*Y"}, {}, {"X": "exp(t*Y)"})
    for found in grades([by_time, moving], SECONDS, SEED):
        assert found.outcome is Outcome.UNDECIDED
        assert "has a derivative that is not known here" in found.reason


def test_the_claim_that_they_are_made_of_holds() -> None:
    assert grade(closed(), 8.0, SEED).outcome is Outcome.HOLDS
