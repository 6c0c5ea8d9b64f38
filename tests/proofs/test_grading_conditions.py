"""What a chain asks of a claim: in which order it is tried, and when no more needs to be."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from proofs.grading import files
from proofs.grading.windows import chains, conditions
from proofs.grading.windows.claims import Windows
from proofs.scalar.claims import Claim, Point

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "windows.toml"


def test_what_comes_after_the_first_failure_does_not_change_where_a_chain_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A condition that only the last attempt refutes, before one that fails at once, is still the first."""
    paper, _ = chains.chains("general")
    claim = next(claim for claim in files.read(str(EXAMPLES)) if claim.name == "Theorem 4")
    assert isinstance(claim, Windows)
    asked = conditions.asked(claim, paper)
    slow, _, quick, open_ = (conditions._key(answer) for answer in asked[:4])
    tried = list[str]()

    def refuting(*keys: str) -> Callable[[Claim, float, int], Point | None]:
        def attempt(claim: Claim, *_: object) -> Point | None:
            key = next(conditions._key(answer) for answer in asked if answer.claim == claim)
            tried.append(key)
            return {} if key in keys else None

        return attempt

    monkeypatch.setattr(conditions, "ATTEMPTS", [("witness", refuting(quick)), ("witness", refuting(slow, open_))])
    for to_the_first_failure in (False, True):
        tried.clear()
        answers = conditions.answered(asked, 10**9, 3, to_the_first_failure)
        failing = [answer.condition.name for answer in answers if answer.witness is not None]
        assert failing[0] == asked[0].condition.name
        assert (tried.count(open_) == 1) is to_the_first_failure


def test_simple_points_come_in_the_order_of_how_simple_they_are() -> None:
    choices = sorted(product(range(3), range(1), range(2), range(4)), key=sum)
    assert [each for total in range(7) for each in conditions._choices([3, 1, 2, 4], total)] == choices
    assert list(conditions.simple_points([])) == [{}]
