"""Many claims at once: whatever happens in one of them, all others get their grades."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable

import pytest

from numeric import process
from paper import Misuse
from proofs import checker
from proofs.certificate import argument
from proofs.claims.verdict import Outcome, Strength
from proofs.grading import run
from proofs.grading.numbers import decision, late, prover
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.decision import Grade
from proofs.grading.windows import decision as windows
from proofs.grading.windows.claims import Windows

CLAIMS = [Inequality(name, ("x",), (), "x <= x") for name in ("before", "bad", "after")]
WINDOWS = Windows("bad", "general", "m", "eps", (), "norm(W(t) - Y_k) <= eps")


def deeper(depth: int = 0) -> int:
    return deeper(depth + 1) + 1


def failing(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


HAPPENS: dict[str, tuple[Callable[[], object], str]] = {
    "an exception": (failing(TypeError("log(x) has no value here")), "TypeError: log(x) has no value here"),
    "one that can't be sent": (failing(argument.Gap("step", 1, "x\ny", "why")), "Gap: step, line 1, x y: why"),
    "misuse": (failing(Misuse("too large")), "it can't be graded: too large"),
    "no memory": (failing(MemoryError()), "may have run out of memory"),
    "a recursion without end": (deeper, "RecursionError"),
    "a kill": (lambda: os.kill(os.getpid(), signal.SIGKILL), "may have run out of memory"),
    "an exit": (lambda: os._exit(0), "ended without an answer"),
    "no end": (lambda: time.sleep(600), "neither a proof nor a counterexample was found in 0.1 s"),
}


FAULTS = ("an exception", "one that can't be sent", "a recursion without end")
"""Of ours, so that they are INTERNAL; all else says that the claim is too much."""


@pytest.mark.parametrize("what", HAPPENS)
def test_whatever_happens_in_one_claim_the_others_get_their_grades(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    happens, why = HAPPENS[what]

    def decide(name: str, *_: object) -> Grade:
        if name == "bad":
            happens()
        return Grade(name, Outcome.HOLDS, Strength.PROVED, "")

    monkeypatch.setattr(decision, "decide", decide)
    monkeypatch.setattr(late, "is_loaded", lambda: True)  # else an easy proof may be found first, on a fast machine
    before, bad, after = run.grades(CLAIMS, 0.1, 1)
    assert (before.outcome, after.outcome) == (Outcome.HOLDS, Outcome.HOLDS)
    outcome = Outcome.INTERNAL if what in FAULTS else Outcome.UNDECIDED
    assert (bad.name, bad.outcome, bad.strength, bad.certificate) == ("bad", outcome, Strength.NONE, None)
    assert why in bad.reason
    assert bad.reason.isprintable()


@pytest.mark.parametrize("where", ["latest", "judged"])
def test_a_fault_in_a_claim_about_windows_is_its_own(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the process that does the work, or after it; the reason is one line, and not long."""
    monkeypatch.setattr(windows, "latest", lambda *_: windows.Findings({}))
    monkeypatch.setattr(windows, where, lambda *_: failing(ValueError("much " * 1000))())
    monkeypatch.setattr(decision, "decide", lambda name, *_: Grade(name, Outcome.HOLDS, Strength.PROVED, ""))
    bad, after = run.grades([WINDOWS, CLAIMS[2]], 0.1, 1)
    assert isinstance(bad, windows.Grade)
    assert (bad.name, bad.outcome, bad.strength) == ("bad", Outcome.INTERNAL, Strength.NONE)
    assert "ValueError: much much" in bad.reason
    assert len(bad.reason) < 400
    assert after.outcome is Outcome.HOLDS


def test_where_a_process_that_shares_the_work_is_killed_the_rest_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grade, told = run._grade, list[str]()

    def killed(work: run.Work) -> run.Grade:
        if multiprocessing.parent_process() is not None and work[0].name == "bad":
            os.kill(os.getpid(), signal.SIGKILL)
        return grade(work)

    monkeypatch.setattr(run, "_grade", killed)
    monkeypatch.setattr(decision, "decide", lambda name, *_: Grade(name, Outcome.HOLDS, Strength.PROVED, ""))
    found = run.grades(CLAIMS, 0.1, 1, jobs=2, progress=lambda *step: told.append(step[-1]))
    assert [each.outcome for each in found] == [Outcome.HOLDS] * 3
    assert [each.name for each in found] == told == [claim.name for claim in CLAIMS]


def test_an_interruption_is_no_fault_of_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "grade", lambda *_: failing(KeyboardInterrupt())())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        run.grades(CLAIMS, 0.1, 1)


def test_what_was_found_before_a_fault_is_not_an_answer() -> None:
    """The work was to say more, and it is not known what."""

    def work():
        yield 1
        raise ValueError

    with pytest.raises(process.Fault, match="ValueError"):
        process.latest(5, work)


def test_work_that_takes_more_memory_than_there_is_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not this process, nor another that is innocent."""
    monkeypatch.setattr(process.memory, "available", lambda: 0)

    def work():
        yield len(bytearray(2**33))

    with pytest.raises(process.Died):
        process.latest(20, work)


# ---- certificates


SQUARE = Inequality("σ", ("x", "y", "z"), (), "((x + y + z)**4)**2 == (x + y + z)**4*(x + y + z)**4")


def test_nothing_is_proved_that_is_too_much_for_the_checker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grading believes what the program says of the file, and that expands no more than so much for one claim.

    So it does of any number of claims in one file, each of which needs nearly as much as there is.
    """
    document = prover.prove(SQUARE.claim, (1,), float("inf"))
    assert document is not None
    for limit in (2**k for k in range(16, 30)):
        monkeypatch.setattr(checker, "LARGEST_WORK", limit)
        if not prover.wrong(document, SQUARE.claim):
            break
        assert "too large" in prover.wrong(document, SQUARE.claim)
        assert prover.prove(SQUARE.claim, (1,), float("inf")) is None
    one = Grade("σ", Outcome.HOLDS, Strength.PROVED, "", certificate=document)
    file = run.certificates([one] * 5)
    assert file is not None
    assert [why for _, why in checker.check(file)] == [""] * 5
    (claim,) = document["claims"]
    steps = [{**claim["steps"][0], "label": label} for label in "abc"]
    ((_, why),) = checker.check({"claims": [{**claim, "steps": steps}]})
    assert "too large" in why


def test_the_labels_in_a_file_of_certificates_are_plain() -> None:
    """Whatever the claims are called: the checker takes ASCII without a backslash."""
    document = prover.prove(SQUARE.claim, (1,), float("inf"))
    file = run.certificates([Grade(name, Outcome.HOLDS, Strength.PROVED, "", certificate=document) for name in "ε\\"])
    assert file is not None
    assert [claim["label"] for claim in file["claims"]] == ["1: ?: the claim", "2: ?: the claim"]
