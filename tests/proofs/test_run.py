"""Running the suite: selection, closure, tasks, and what several pieces of evidence come to."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from numeric.field import Field
from paper import Misuse
from proofs.claims.claim import Canary, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.statement import AtMost
from proofs.claims.verdict import Certificate, Outcome, Strength, Verdict
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.judging import run, suite
from proofs.judging.run import (
    Judged,
    Task,
    chain,
    closure,
    exit_status,
    near_miss,
    plan,
    theorem_verdict,
    weigh_evidence,
)
from proofs.theorems import catalogue


@dataclass(frozen=True)
class Number:
    number: int
    x: Fraction

    def describe(self) -> dict[str, str]:
        return {"x": str(self.x)}


@dataclass(frozen=True)
class Line:
    """The numbers given, with the quantities x and x²."""

    numbers: tuple[Fraction, ...] = (Fraction(1, 2), Fraction(1, 3), Fraction(1))
    name: str = "a line"
    description: str = "a few numbers"
    symbols: dict[str, str] = field(default_factory=lambda: {"x": "x", "square": "x^2"}, hash=False)

    def published(self) -> Iterator[Number]:
        return (Number(i, x) for i, x in enumerate(self.numbers))

    def sample(self, seed: int, count: int) -> Iterator[Number]:
        del seed
        return (Number(i, x) for i, x in enumerate(self.numbers[:count]))

    def quantities(self, point: Number, field: Field) -> Any:
        x = field.number(point.x)
        return SimpleNamespace(x=x, square=x * x)


def square_is_smaller(*, x: Any, square: Any) -> AtMost:
    return AtMost(square, x)


def square_is_half(*, x: Any, square: Any) -> AtMost:
    return AtMost(square, x / 2)


def square_is_at_most_ten(*, x: Any, square: Any) -> AtMost:
    return AtMost(square, 10 + x - x)


def a_step(**changes: Any) -> Step:
    step = Step(
        "square-is-smaller",
        "MV",
        square_is_smaller,
        (Sampled(), Certified()),
        Canary("halved", square_is_half),
        domain=Line(),
    )
    return replace(step, **changes)


def judged(step: Step) -> list[Judged]:
    """All evidence on a step and its canary, in two shards, as two processes would find it."""
    found = []
    for index in range(2):
        for kind, evidence in enumerate(step.evidence):
            for canary, subject in ((False, step), (True, near_miss(step))):
                certificate = evidence.judge(subject, shard=Shard(index, 2), seed=0, workspace=Workspace())
                found.append(Judged(certificate, kind, canary, "x^2 \\le x"))
    return found


def verdict_on(step: Step) -> Verdict:
    return run._verdict(step, judged(step))


def test_a_step_that_holds_is_certified_with_its_margin() -> None:
    """The strongest evidence counts; the least slack is met at x = 1, where the two sides are equal."""
    verdict = verdict_on(a_step())
    assert (verdict.outcome, verdict.strength) == (Outcome.HOLDS, Strength.CERTIFIED)
    assert verdict.best is not None
    assert verdict.best.margin is not None
    assert (verdict.best.margin.lower, verdict.best.margin.attained) == (Decimal(0), True)
    assert verdict.best.points == 3


def test_a_step_that_fails_names_the_point() -> None:
    """A violation is a failure with the point as its witness."""
    verdict = verdict_on(a_step(domain=Line((Fraction(1, 2), Fraction(2)))))
    assert (verdict.outcome, verdict.strength) == (Outcome.FAILS, Strength.CERTIFIED)
    assert verdict.best is not None
    assert verdict.best.witness == {"x": "2"}


def test_a_check_that_its_canary_passes_is_worth_nothing() -> None:
    """If the near-miss holds too, the step is undecided, and the reason says so."""
    verdict = verdict_on(a_step(canary=Canary("at most ten", square_is_at_most_ten)))
    assert (verdict.outcome, verdict.strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert "near-miss (at most ten) was not told apart: HOLDS" in verdict.reason


def test_a_check_without_points_decides_nothing() -> None:
    """Nothing was checked, so nothing holds."""
    verdict = verdict_on(a_step(domain=Line(())))
    assert (verdict.outcome, verdict.strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert "no point" in verdict.reason


def test_a_canary_may_live_elsewhere() -> None:
    """A near-miss can be the same statement where a hypothesis is dropped."""
    step = a_step(canary=Canary("x beyond 1", domain=Line((Fraction(3),))))
    assert verdict_on(step).outcome is Outcome.HOLDS


def held(outcome: str, strength: str, **fields: Any) -> Certificate:
    return Certificate("a-step", Outcome[outcome], Strength[strength], "somewhere", points=1, **fields)


@pytest.mark.parametrize(
    ("uses", "reason"),
    [
        (("gap-decays", "growth-pays-for-the-gap"), ""),
        ((), "its certificates cite gap-decays, growth-pays-for-the-gap, which it does not say that it uses"),
        (("gap-decays",), "its certificates cite growth-pays-for-the-gap, which it does not say that it uses"),
        (
            ("gap-decays", "gap-of-a-mode", "growth-pays-for-the-gap"),
            "it says that it uses gap-of-a-mode, which its certificates do not cite",
        ),
    ],
)
def test_a_step_uses_what_its_certificates_cite(uses: tuple[str, ...], reason: str) -> None:
    """Else the strength of what it rests on would be that of something else."""
    cites = ("gap-decays", "growth-pays-for-the-gap")
    step = replace(suite.steps()["learned-mode-is-close"], uses=uses)
    proved = Certificate(step.label, Outcome.HOLDS, Strength.PROVED, "all", points=1, proofs=(("", "{}"),), cites=cites)
    assert run._unlike_its_certificates(step, (proved,)) == reason
    assert run._unlike_its_certificates(step, (replace(proved, proofs=(), cites=()),)) == ""


def test_evidence_that_disagrees_decides_nothing() -> None:
    """Where one tool says HOLDS and another FAILS, neither is believed."""
    outcome, strength, reason = weigh_evidence(
        (held("HOLDS", "PROVED", tool="one"), held("FAILS", "SAMPLED", tool="two"))
    )
    assert (outcome, strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert reason == "evidence disagrees: one and two"


def test_a_witness_outweighs_points_that_missed_it() -> None:
    """A sample that met no violation, or published points where there is none, do not contradict a witness."""
    for holds, fails in (("SAMPLED", "CERTIFIED"), ("CERTIFIED", "SAMPLED")):
        weighed = weigh_evidence((held("HOLDS", holds), held("FAILS", fails)))
        assert weighed[:2] == (Outcome.FAILS, Strength[fails])


def test_the_strongest_evidence_that_decides_counts() -> None:
    """A doubt beside a certificate does not weaken it; doubts alone stay doubts."""
    assert weigh_evidence((held("UNDECIDED", "PROVED"), held("HOLDS", "CERTIFIED")))[:2] == (
        Outcome.HOLDS,
        Strength.CERTIFIED,
    )
    assert weigh_evidence((held("UNDECIDED", "PROVED"),))[:2] == (Outcome.UNDECIDED, Strength.NONE)


def say(label: str, outcome: str | None, strength: str, uses: tuple[str, ...] = ()) -> Verdict:
    return Verdict(label, Outcome[outcome] if outcome else None, Strength[strength], Strength.NONE, uses=uses)


def test_a_chain_is_as_strong_as_its_weakest_link() -> None:
    """A proof that rests on a sample is worth a sample, and one that rests on a failure nothing."""
    verdicts = {
        v.label: v
        for v in (
            say("top", "HOLDS", "PROVED", ("middle",)),
            say("middle", "HOLDS", "CERTIFIED", ("bottom",)),
            say("bottom", "HOLDS", "SAMPLED"),
            say("above-failure", "HOLDS", "PROVED", ("failure",)),
            say("failure", "FAILS", "PROVED"),
            say("above-nothing", "HOLDS", "PROVED", ("unchecked",)),
        )
    }
    assert chain("top", verdicts) is Strength.SAMPLED
    assert chain("above-failure", verdicts) is Strength.NONE
    assert chain("above-nothing", verdicts) is Strength.NONE


@pytest.fixture
def _as_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is proved of the theorems of these tests is what is stated of them."""
    monkeypatch.setattr(run.stated, "differences", lambda _: "")
    monkeypatch.setattr(run.catalogue, "proof", lambda _: catalogue.proofs()[0])


@pytest.mark.usefixtures("_as_stated")
def test_a_theorem_holds_as_strongly_as_its_weakest_step() -> None:
    """One doubtful step leaves the theorem in doubt, and names itself."""
    good, weak, bad = say("good", "HOLDS", "PROVED"), say("weak", "HOLDS", "SAMPLED"), say("bad", "UNDECIDED", "NONE")
    verdicts = {v.label: v for v in (good, weak, bad)}
    whole = theorem_verdict("theorem", [good, weak], verdicts)
    assert (whole.outcome, whole.strength) == (Outcome.HOLDS, Strength.SAMPLED)
    broken = theorem_verdict("theorem", [good, bad], verdicts)
    assert (broken.outcome, broken.strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert broken.reason == "the proof breaks at bad, which is UNDECIDED (NONE)"


@pytest.mark.usefixtures("_as_stated")
def test_a_theorem_says_where_its_proof_breaks() -> None:
    """At the first step that is not proved; the first that fails comes with its witness, the others by name."""
    failure = held("FAILS", "CERTIFIED", witness={"x": "1/3", "y": "-2"})
    no_certificate = held("UNDECIDED", "PROVED", reason="no certificate: line 2")
    parts = [
        say("proved", "HOLDS", "PROVED"),
        replace(say("weak", "HOLDS", "CERTIFIED"), certificates=(held("HOLDS", "CERTIFIED"), no_certificate)),
        say("unclear", "UNDECIDED", "NONE"),
        replace(say("wrong", "FAILS", "CERTIFIED"), certificates=(failure,)),
        replace(say("wrong-too", "FAILS", "CERTIFIED"), certificates=(failure,)),
    ]
    verdict = theorem_verdict("theorem", parts, {part.label: part for part in parts})
    assert verdict.outcome is Outcome.FAILS
    assert verdict.reason == (
        "the proof breaks at weak, which is HOLDS (CERTIFIED): no certificate: line 2; "
        "wrong, which fails at x = 1/3, y = -2; nor does each of these hold: unclear, wrong-too"
    )


@pytest.mark.parametrize(
    ("label", "outcome", "strength", "status"),
    [
        ("mode-closed-form", "HOLDS", "PROVED", 0),
        ("mode-closed-form", "HOLDS", "CERTIFIED", 2),
        ("norm-is-not-negative", "HOLDS", "PROVED", 2),
        ("imbalance-experiment", "HOLDS", "CERTIFIED", 2),
        ("mode-closed-form", "UNDECIDED", "NONE", 2),
        ("mode-closed-form", "FAILS", "PROVED", 1),
        ("imbalanced-constant-is-positive", "FAILS", "PROVED", 0),
        ("imbalanced-constant-is-positive", "HOLDS", "PROVED", 1),
        ("learning-windows", None, "NONE", 2),
    ],
)
def test_the_exit_status_compares_with_what_the_ledger_promises(
    label: str, outcome: str | None, strength: str, status: int
) -> None:
    """0 as promised, 1 for a failure that is not recorded (or a recorded one that holds), 2 for any other strength."""
    assert exit_status([say(label, outcome, strength)]) == status


def test_a_correction_that_fails_is_a_failure() -> None:
    """What is recorded as wrong must hold as corrected."""
    wrong = say("imbalanced-constant-is-positive", "FAILS", "PROVED")
    assert exit_status([replace(wrong, correction=say("x", "HOLDS", "PROVED"))]) == 0
    assert exit_status([replace(wrong, correction=say("x", "FAILS", "PROVED"))]) == 1


def test_a_failure_outweighs_a_doubt() -> None:
    """With both, the status is that of the failure."""
    assert exit_status([say("mode-closed-form", "UNDECIDED", "NONE"), say("product-flow", "FAILS", "PROVED")]) == 1


def test_closure_puts_what_is_used_first() -> None:
    """A theorem comes after its steps, a step after what it uses."""
    order = closure(["theorem-3"])
    assert order[-1] == "theorem-3"
    assert (
        order.index("gap-decays") < order.index("learned-mode-is-close") < order.index("spectral-incremental-learning")
    )
    assert order.index("mode-closed-form") < order.index("gap-of-a-mode")


def test_an_unknown_label_is_refused() -> None:
    """A step can't rest on what does not exist."""
    with pytest.raises(Misuse, match="no label 'nothing-of-the-kind'"):
        closure(["nothing-of-the-kind"])


def test_a_circle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two steps that rest on each other prove nothing."""
    steps = dict(suite.steps())
    steps["gap-decays"] = replace(steps["gap-decays"], uses=("learned-mode-is-close",))
    monkeypatch.setattr(suite, "steps", lambda: steps)
    with pytest.raises(Misuse, match=r"circle: .*gap-decays.*learned-mode-is-close"):
        closure(["spectral-incremental-learning"])


def test_every_point_belongs_to_one_task() -> None:
    """The shards of a domain cover its points once: the points counted are those published."""
    tasks = plan(["learned-exponentials-pay"], 0)
    assert [t.shard for t in tasks] == [Shard(i, run.SHARDS) for i in range(run.SHARDS)]
    (verdict,) = run.verify(("learned-exponentials-pay",))
    step = suite.steps()["learned-exponentials-pay"]
    assert step.domain is not None
    (certified,) = (c for c in verdict.certificates if c.strength is Strength.CERTIFIED)
    assert certified.points == len(list(step.domain.published()))


def test_processes_change_nothing() -> None:
    """One process and two come to the same verdicts."""
    alone, together = (run.verify(("MV:18", "MV:25"), jobs=jobs) for jobs in (1, 2))

    def what_counts(verdicts: tuple[Verdict, ...]) -> list[tuple[Any, ...]]:
        found = [replace(v.best, seconds=0.0) if v.best else None for v in verdicts]
        said = [(v.label, v.outcome, v.strength, v.chain, v.reason, v.statement, v.assumes) for v in verdicts]
        return list(zip(said, found, strict=True))

    assert what_counts(alone) == what_counts(together)
    assert {v.outcome for v in alone} == {Outcome.HOLDS}


def test_progress_counts_the_tasks() -> None:
    """Each task is reported when it is done, the last one with the total."""
    seen: list[tuple[int, int, str]] = []
    run.verify(("MV:12",), progress=lambda done, total, title: seen.append((done, total, title)))
    assert [done for done, _, _ in seen] == list(range(1, seen[-1][1] + 1))


@pytest.mark.parametrize(
    ("group", "least"),
    [
        ("symbolic", 30),
        ("numeric", 5),
        ("theorem3", 14),
        ("theorem4", 35),
        ("sharper", 10),
        ("sharpest", 9),
        ("own-target", 9),
        ("every-width", 20),
    ],
)
def test_groups_have_their_steps(group: str, least: int) -> None:
    """Each group is selected by name, with its theorem if it has one."""
    labels = {entry.label for entry in suite.select((group,))}
    assert {step.label for step in suite.members(group)} <= labels
    assert len(labels) >= least


def test_selection_by_paper_refuses_strangers() -> None:
    """A paper that is not in the ledger, and a name that fits nothing, are misuse."""
    with pytest.raises(Misuse, match="no paper 'XY'"):
        suite.select((), "XY")
    with pytest.raises(Misuse, match="nothing is called"):
        suite.select(("no-such-thing",))


def test_a_task_travels_between_processes() -> None:
    """What a process is sent names labels and a shard, nothing that can't be pickled."""
    import pickle

    task = Task("a task", ("gap-decays",), Shard(1, 8), 3)
    assert pickle.loads(pickle.dumps(task)) == task  # noqa: S301 (our own bytes)


def test_it_does_not_matter_which_process_is_done_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """All margins of this step tie, and the witness told is that of the first task, though it ends last."""
    found = [(task, run.carry_out(task)) for task in plan(["start-is-met"], run.SEED)]
    verdicts = []
    for ended in (found, found[::-1]):
        monkeypatch.setattr(run, "_carry_out", lambda *_, ended=ended: iter(ended))
        verdicts += run.verify(("start-is-met",))
    first, *_, last = (j.certificate for _, judged in found for j in judged if not j.canary and j.certificate.points)
    assert first.margin == last.margin
    assert first.witness != last.witness
    assert [verdict.best and verdict.best.witness for verdict in verdicts] == [first.witness] * 2
