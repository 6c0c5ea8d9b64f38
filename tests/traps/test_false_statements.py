"""No false version of a step holds: a witness refutes it, and no certificate is found for it."""

from dataclasses import replace

import pytest
from false_statements import ELSEWHERE, TRAPS, Elsewhere, Trap

from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.judging import suite
from proofs.judging.run import SEED, weigh_evidence

WORKSPACE = Workspace()


def judged(step: Step) -> tuple[Judgement, ...]:
    """All of the step's evidence, as `flowproof verify` would gather it."""
    return tuple(e.judge(step, shard=Shard(), seed=SEED, workspace=WORKSPACE) for e in step.evidence)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.step}: {trap.changed}")
def test_a_false_statement_fails(trap: Trap) -> None:
    """A witness, certified or exact, refutes it; the lines that prove the step do not lead to it."""
    found = judged(trap.spoilt)
    outcome, strength, reason = weigh_evidence(found)
    assert (outcome, bool(reason)) == (Outcome.FAILS, True)
    assert strength >= Strength.CERTIFIED
    assert all(c.witness for c in found if c.outcome is Outcome.FAILS)
    for evidence, judgement in zip(trap.spoilt.evidence, found, strict=True):
        if not evidence.refutes:
            assert judgement.outcome is Outcome.UNDECIDED
            assert judgement.reason.startswith("no certificate: ")
            assert judgement.proofs == ()


def test_no_step_is_without_a_trap() -> None:
    """Each step of Theorems 3 and 4 has one, besides its canary."""
    of_the_paper = (*suite.members("theorem3"), *suite.members("theorem4"))
    assert {trap.step for trap in TRAPS} == {step.label for step in of_the_paper}


@pytest.mark.parametrize("trap", ELSEWHERE, ids=lambda trap: f"{trap.step}: {trap.points}")
def test_a_point_outside_the_hypotheses_is_no_witness(trap: Elsewhere) -> None:
    """The statement is false there, its certificate is valid: nothing is decided, and the reason says so."""
    found = judged(replace(suite.steps()[trap.step], domain=trap.domain))
    outcome, strength, reason = weigh_evidence(found)
    assert (outcome, strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert reason.startswith("evidence disagrees")
