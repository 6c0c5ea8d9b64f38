"""Random claims of each kind, true ones and false ones: no wrong verdict.

There are 200 pairs of each, of which one claim is graded, true or false in turns, and all with WHOLE=1.
"""

import pytest
from random_kinds import KINDS, Pair, drawn
from sampling import WHOLE, some

from proofs import checker
from proofs.claims.verdict import Outcome
from proofs.grading.files import AnyClaim
from proofs.grading.numbers import together
from proofs.grading.numbers.decision import Grade
from proofs.grading.windows.claims import Windows

COUNT, SEED = 200, 7
SECONDS = 30.0 if WHOLE else 5.0
"""Where all are graded nobody waits, and others may keep the machine busy: none is to be left open for want of time."""
MOST_UNDECIDED = 0.1
SEEN = COUNT if WHOLE else 8


def taken(kind: str) -> tuple[Pair, ...]:
    return drawn(kind, COUNT if WHOLE else 1)


def graded(claim: AnyClaim) -> Grade:
    assert not isinstance(claim, Windows)
    return claim.refuted(SECONDS, SEED) or together.grade(claim, SECONDS, SEED)


@pytest.mark.parametrize("kind", some(list(KINDS), 2))
def test_what_is_true_is_not_refuted_and_mostly_proved(kind: str) -> None:
    undecided = []
    for pair in taken(kind):
        found = graded(pair.true)
        assert found.outcome is not Outcome.FAILS, pair.true
        if found.outcome is Outcome.UNDECIDED:
            undecided.append(pair.true)
            continue
        assert [why for _, why in checker.check(found.certificate) if why] == [], pair.true
    assert len(undecided) <= MOST_UNDECIDED * COUNT * WHOLE, undecided


@pytest.mark.parametrize("kind", KINDS if WHOLE else list(KINDS)[1::2])
def test_what_is_false_is_not_proved_and_mostly_refuted(kind: str) -> None:
    undecided = []
    for pair in taken(kind):
        found = graded(pair.false)
        assert found.outcome is not Outcome.HOLDS, pair.false
        if found.outcome is Outcome.UNDECIDED:
            undecided.append(pair.false)
    assert len(undecided) <= MOST_UNDECIDED * COUNT * WHOLE, undecided


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_drawn_as_false_is_false(kind: str) -> None:
    assert all(pair.is_false() for pair in drawn(kind, SEEN))


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_hardly_two_alike(kind: str) -> None:
    claims = [repr(claim) for pair in drawn(kind, SEEN) for claim in (pair.true, pair.false)]
    assert len(set(claims)) > 0.6 * len(claims)
