"""What a derivation says of the sizes for which it holds is compared with what its lines are about."""

from dataclasses import replace

import pytest

from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome
from proofs.evidence.derived import Derived
from proofs.judging import suite


def judged(step: Step, domain: str) -> Judgement:
    found = replace(step.statement(), domain=domain)
    step = replace(step, statement=lambda: found)
    return Derived().judge(step, shard=Shard(), seed=0, workspace=Workspace())


@pytest.mark.parametrize("label", ["product-flow", "matrix-closed-form", "general-riccati"])
@pytest.mark.parametrize("domain", ["n = 1", "n = h = 1, every Y", "every Y, n = 2"])
def test_a_derivation_in_letters_is_not_said_for_one_size(label: str, domain: str) -> None:
    """Its lines hold for every size: a domain that fixes one is not what was shown."""
    step = suite.steps()[label]
    assert judged(step, step.statement().domain).outcome is Outcome.HOLDS
    found = judged(step, domain)
    assert found.outcome is Outcome.UNDECIDED
    assert "its lines are about matrices of every size" in found.reason


@pytest.mark.parametrize(
    ("label", "in_letters"),
    [
        *((label, True) for label in ("factor-flow", "linear-system", "solution-is-unique", "general-riccati")),
        *((label, False) for label in ("mode-closed-form", "absent-mode-closed-form", "one-layer-descent")),
    ],
)
def test_it_is_known_which_derivations_are_in_letters(label: str, in_letters: bool) -> None:
    """Those of matrices; not those of a number alone."""
    assert any(line.of_any_size for line in suite.steps()[label].statement().lines) == in_letters
