"""Whatever is said to have been found of a claim that is graded: each lie is found out, by one line of the judge."""

from fractions import Fraction
from typing import Any

import pytest
from lies import LIES, OF_THE_CHECKER, SAID, Lie, about, citing, document, part

from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import boxes, decision, nearby, prover
from proofs.scalar.search import Refutation, Search


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.what)
def test_each_lie_about_a_claim_is_found_out_for_what_it_is(lie: Lie, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the judge alone: what the checker has against it is "" or the reason, and nothing of it becomes a proof."""
    refused = "; ".join(why for _, why in checker.check(lie.document) if why)
    assert (lie.reason in refused) if lie.reason in OF_THE_CHECKER else not refused
    assert lie.reason in prover.wrong(lie.document, lie.claim)
    monkeypatch.setattr(prover.Goal, "shown", lambda *_: lie.document["claims"])
    assert prover.prove(lie.claim, (1,), float("inf")) is None


def test_the_truth_about_a_claim_is_believed() -> None:
    """With a hypothesis that is given, a variable that is said to be positive, and in two cases."""
    (lie,) = (lie for lie in LIES if lie.what.endswith("not given, in a claim before the last"))
    given = {"h": "0 < x"}
    known = document(lie.document["claims"][0], citing("0 <= x", "x", given=given))
    assert prover.wrong(known, about("0 <= x", **given)) == ""
    positive = part("0 < 2*x", {"times": "2", "positive": "x"}, label="x", **SAID)
    assert prover.wrong(document(positive, citing("0 < 2*x", "x", given=given)), about("0 < 2*x", **given)) == ""
    above, below = (part("0 <= x**2", {"facts": ["h", "h"]}, given={"h": h}, label=h) for h in ("0 <= x", "x < 0"))
    both = document(above, below, citing("0 <= x**2", "0 <= x", "x < 0"))
    assert prover.wrong(both, about("0 <= x**2")) == ""


SEARCHES = ((nearby, "witness"), (boxes, "witness"), (Search, "refute"), (Search, "witness"))
TRUE = about("0 <= x**2 + y**2", "x", "y")
FALSE = about("x + 1 <= x")


def say(monkeypatch: pytest.MonkeyPatch, where: object, what: str, answer: Any) -> None:
    monkeypatch.setattr(where, what, lambda *_: Refutation(answer) if what == "refute" else answer)


@pytest.mark.parametrize("where", range(len(SEARCHES)))
def test_a_point_that_is_no_witness_refutes_nothing(where: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it is said to have been found; nor does one that names other variables."""
    say(monkeypatch, prover, "prove", None)
    for lie in ({"x": Fraction(1), "y": Fraction(2)}, {"x": Fraction(1)}, {"z": Fraction(1)}):
        with monkeypatch.context() as lying:
            for number, (module, search) in enumerate(SEARCHES):
                say(lying, module, search, lie if number == where else None)
            found = decision.decide("", TRUE, 0.3, 1)
        assert (found.outcome, found.strength, found.witness) == (Outcome.UNDECIDED, Strength.NONE, None)


def test_nor_where_no_point_was_found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, prover, "prove", None)
    say(monkeypatch, Search, "admitted", iter(()))
    say(monkeypatch, decision, "_satisfying", None)
    say(monkeypatch, Search, "refute", {"x": Fraction(1), "y": Fraction(2)})
    assert decision.decide("", TRUE, 0.3, 1).outcome is Outcome.UNDECIDED


def test_nor_where_the_claim_divides_by_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look for a witness there is like the others."""
    say(monkeypatch, prover, "prove", None)
    answers = iter((None, {"x": Fraction(1)}))
    monkeypatch.setattr(nearby, "witness", lambda *_: next(answers))
    found = decision.decide("", about("x*(1/x) == 1"), 3, 1)
    assert (found.outcome, "it divides by x" in found.reason) == (Outcome.UNDECIDED, True)


def test_a_witness_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, nearby, "witness", {"x": Fraction(1)})
    found = decision.decide("", FALSE, 0.3, 1)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.PROVED)


def test_a_proof_and_a_counterexample_are_told_as_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the judge believes by then, neither becomes a verdict: of the points that were seen some refute it."""
    lie = document(part("x + 1 <= x"))
    say(monkeypatch, prover, "prove", lie)
    for module, search in SEARCHES:
        say(monkeypatch, module, search, None)
    monkeypatch.setattr(decision, "ALIKE", ())
    found = decision.decide("", FALSE, 0.3, 1)
    assert (found.outcome, found.strength, found.certificate) == (Outcome.UNDECIDED, Strength.NONE, lie)
    assert "a fault of flowproof" in found.reason
    assert found.witness is not None
    holds = Search(about("0 <= x"))
    assert decision._proved("", holds, lie, {"x": Fraction(-2)}).outcome is Outcome.UNDECIDED
    assert decision._proved("", holds, lie, {"x": Fraction(2)}).outcome is Outcome.HOLDS
    holds.tightest = (Fraction(1), Fraction(1)), {"x": Fraction(-2)}
    assert decision._proved("", holds, lie, {"x": Fraction(2)}).outcome is Outcome.UNDECIDED
