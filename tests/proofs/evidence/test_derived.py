"""Evidence by derivation: what holds, what is refuted, and what stays undecided."""

from collections.abc import Callable

import pytest
from sympy import S, symbols

from paper import Misuse
from proofs.claims.claim import Canary, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation, Line, equal
from symbolic.residual import Decision

x, y = symbols("x y", positive=True)
TRUE = equal(2 * x, x + x, "add")
REFUTED = equal(2 * x, 3 * x, "wrong")
DOUBTFUL = equal(x, y, "not at this point", points=[{x: S.One, y: S.One}])


def judge(statement: Callable[[], object]) -> Judgement:
    step = Step("a-label", "MV", statement, (Derived(),), Canary("nothing"))
    return Derived().judge(step, shard=Shard(), seed=1, workspace=Workspace())


def derivation(*lines: Line) -> Derivation:
    return Derivation("A title", "every x > 0", lines, "2x")


def test_lines_that_all_hold_are_a_proof() -> None:
    """The judgement names the derivation's domain, counts its lines, and names SymPy as the tool."""
    judgement = judge(lambda: derivation(TRUE, TRUE))
    assert judgement.outcome is Outcome.HOLDS
    assert judgement.strength is Strength.PROVED
    assert judgement.label == "a-label"
    assert judgement.domain == "every x > 0"
    assert judgement.points == 2
    assert judgement.reason == "derived in 2 lines by exact algebra"
    assert judgement.witness is None
    assert judgement.tool.startswith("SymPy 1.")
    assert judgement.seconds >= 0


def test_an_assumed_lemma_is_named() -> None:
    """What a line rests on and nothing checks is said in the reason."""
    line = Line("a", "why", Decision(holds=True), lemma="the Picard–Lindelöf theorem")
    assert judge(lambda: derivation(TRUE, line)).reason.endswith("; assumes the Picard–Lindelöf theorem")


def test_a_refuted_line_fails_with_its_witness() -> None:
    """The first refuted line gives the witness, even after a doubtful one."""
    judgement = judge(lambda: derivation(TRUE, DOUBTFUL, REFUTED))
    assert judgement.outcome is Outcome.FAILS
    assert judgement.witness == {"x": "2", "residual": "-2"}
    assert judgement.reason == "refuted: 2 x = 3 x (wrong)"


def test_a_line_without_a_witness_is_a_doubt() -> None:
    """Not shown is not false."""
    judgement = judge(lambda: derivation(TRUE, DOUBTFUL))
    assert judgement.outcome is Outcome.UNDECIDED
    assert judgement.witness is None
    assert judgement.reason == "not shown: x = y (not at this point)"


def test_no_line_is_no_proof() -> None:
    """An empty derivation proves nothing."""
    assert judge(derivation).outcome is Outcome.UNDECIDED


def test_a_crash_is_no_verdict() -> None:
    """An exception inside a derivation leaves it undecided, and says what happened."""

    def crash() -> Derivation:
        raise ZeroDivisionError("a pole")

    judgement = judge(crash)
    assert judgement.outcome is Outcome.UNDECIDED
    assert "ZeroDivisionError('a pole')" in judgement.reason


def test_misuse_is_passed_on() -> None:
    """Misuse is the caller's to hear, and so is a statement that is no derivation."""

    def misuse() -> Derivation:
        raise Misuse("not like this")

    with pytest.raises(Misuse, match="not like this"):
        judge(misuse)
    with pytest.raises(Misuse, match="a-label: the statement must return a Derivation, not int"):
        judge(lambda: 3)
