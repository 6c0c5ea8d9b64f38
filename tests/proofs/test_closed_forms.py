"""What is derived for all parameters: each row ends as recorded, its near-miss as it has to, and each can be read."""

import pytest
from latex2mathml.converter import convert

from paper import load
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.judging import suite
from proofs.judging.run import near_miss

ROWS = suite.members("symbolic")
EVERY_ROW = pytest.mark.parametrize("step", ROWS, ids=lambda step: step.label)
WORKSPACE = Workspace()
FAIL_AS_PRINTED = {
    "symmetric-solution-exists",
    "rotation-is-the-origin-of-the-law",
    "imbalanced-constant-as-handed-down",
    "imbalanced-constant-is-positive",
    "imbalanced-rate",
    "imbalanced-convergence",
    "regularized-problem-in-the-data-basis",
    "uniform-imbalance-convergence",
    "scalar-flow-of-the-square",
    "two-layer-scalar-solution-late",
    "two-layer-descent-shrinks",
}

REFUTED_BY_ZERO = {"imbalanced-constant-has-the-sign-of-the-gap"}  # its near-miss is 0 where it has to be positive


def judge(step: Step) -> Judgement:
    (evidence,) = step.evidence
    return evidence.judge(step, shard=Shard(), seed=0, workspace=WORKSPACE)


@EVERY_ROW
def test_each_row_ends_as_recorded(step: Step) -> None:
    """Each is proved, as its entry promises, or refuted with a witness where the paper has it wrong."""
    judgement, fails = judge(step), step.label in FAIL_AS_PRINTED
    assert judgement.outcome is step.expect is (Outcome.FAILS if fails else Outcome.HOLDS), judgement.reason
    assert judgement.strength is Strength.PROVED
    assert load()[step.label].promises == "PROVED"
    assert judgement.domain
    assert (judgement.witness is not None) is fails


@EVERY_ROW
def test_each_near_miss_is_caught(step: Step) -> None:
    """Each is refuted at an exact point, and leaves something there; that of what fails as printed holds."""
    judgement = judge(near_miss(step))
    if step.label in FAIL_AS_PRINTED:
        assert judgement.outcome is Outcome.HOLDS, judgement.reason
    else:
        assert judgement.outcome is Outcome.FAILS, judgement.reason
        assert judgement.witness is not None
        nothing_left = judgement.witness["residual"] in ("0", "[[0]]", "[[0, 0], [0, 0]]")
        assert nothing_left is (step.label in REFUTED_BY_ZERO)


@EVERY_ROW
def test_each_derivation_can_be_read(step: Step) -> None:
    """It has a title, and every line a reason and LaTeX that a browser can show; in MV's no line is long."""
    derivation = WORKSPACE.derivation(step.statement)
    assert derivation.title
    for line in derivation.lines:
        assert line.why
        assert "\\" not in "".join(part for part in convert(line.latex).split("<") if not part.startswith("math"))
        assert len(line.latex) < 400 or step.paper == "TFHV", line.latex


def test_what_fails_as_printed_has_a_correction_that_holds() -> None:
    """The ledger names a correction for exactly these, each of them a row, and nothing rests on what fails."""
    labels = {step.label for step in ROWS}
    corrections = {e.label: e.correction for e in load().entries if e.label in labels and e.correction}
    assert set(corrections) == FAIL_AS_PRINTED
    assert set(corrections.values()) <= labels - FAIL_AS_PRINTED
    assert not any(set(step.uses) & FAIL_AS_PRINTED for step in ROWS)
