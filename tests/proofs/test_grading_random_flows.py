"""Random claims about flows of matrices: no wrong verdict. One pair of each maker, and 50 with WHOLE=1."""

from random import Random

import pytest
from random_flows import MAKERS, Pair
from sampling import WHOLE

from proofs import checker
from proofs.claims.verdict import Outcome
from proofs.grading.flows.decision import grade

COUNT, SECONDS, SEED = 50 if WHOLE else 1, 10.0, 3


def pairs(name: str, count: int = COUNT) -> list[Pair]:
    return [MAKERS[name](Random(f"{name} {k}")) for k in range(count)]  # noqa: S311


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_true_is_proved_and_what_is_false_is_refuted(name: str) -> None:
    for pair in pairs(name):
        right, wrong = grade(pair.true, SECONDS, SEED), grade(pair.false, SECONDS, SEED)
        assert right.outcome is Outcome.HOLDS, (right.reason, pair.true)
        assert [why for _, why in checker.check(right.certificate or {}) if why] == []
        assert wrong.outcome is Outcome.FAILS, (wrong.reason, pair.false)


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_drawn_as_true_is_true_and_as_false_is_false(name: str) -> None:
    for pair in pairs(name, 12):
        true, false = pair.residuals()
        assert true < 1e-3 * false
