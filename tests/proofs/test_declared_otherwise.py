"""With another declaration `verify` never says the same of the same statement.

A hypothesis that is weakened or not asked, and a constant that is worse, leave a step without a certificate. With one
that is stricter, and a constant that is safer, all is proved that rests on it, and it is the changed statement that is
printed. Here the ledger says what is declared; that it is held to it is shown in `test_stated`.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from declared import declare

from paper import Ledger, load, theorems
from paper.theorems import Hypothesis
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome
from proofs.judging import suite
from proofs.scalar import second_opinion
from proofs.theorems import catalogue
from proofs.theorems.between.corollaries import COROLLARIES
from proofs.theorems.shared import stated
from proofs.theorems.shared.proved import Proved

LABELS = theorems.labels()
STATED = dict(theorems.DECLARED)
EMPTY = "-windows-are-not-empty"
PREFIX = {
    theorem.label: step.label.removesuffix(EMPTY)
    for theorem in catalogue.theorems()
    for step in theorem.steps
    if step.label.endswith(EMPTY)
}
"""Of the labels of steps."""
WINDOWS, PAY, SMALL = "{}-windows-are-not-empty", "{}-learned-exponentials-pay", "{}-unlearned-exponentials-are-small"
RESTS = {
    **dict.fromkeys(("window-not-empty", "targets-are-distinct", "right-ends-not-negative"), WINDOWS),
    "after-the-left-end": PAY,
    "left-ends-not-negative": PAY,
    "before-the-right-end": SMALL,
    "in-the-first-window": SMALL,
    "time-is-not-negative": SMALL,
    "shape-is-positive": "solution-is-at-least-the-slow-flow",
}
"""A step that rests on a hypothesis, where that is the same in several theorems."""
OWN_STEPS = {
    ("theorem-3", "start-below-targets"): "gap-of-a-mode",
    ("theorem-3", "start-below-tolerance"): "start-is-small",
    ("theorem-3", "left-ends-not-negative"): "learned-mode-has-grown",
    ("theorem-3", "after-the-left-end"): "learned-mode-has-grown",
    ("theorem-3", "before-the-right-end"): "unlearned-mode-has-not-grown",
    ("theorem-3", "in-the-first-window"): "unlearned-mode-has-not-grown",
    ("theorem-4", "tolerance-not-too-large"): "perturbation-is-at-most-half",
    ("theorem-4", "start-below-targets"): "decaying-term-is-the-smaller",
    ("theorem-4", "shape-is-positive"): "unlearned-block-is-positive",
    ("theorem-4", "left-ends-not-negative"): "learned-exponentials-pay",
    ("theorem-4", "after-the-left-end"): "learned-exponentials-pay",
    ("theorem-4", "before-the-right-end"): "unlearned-exponentials-are-small",
    ("theorem-4", "in-the-first-window"): "unlearned-exponentials-are-small",
    ("theorem-4-sharpest", "start-below-tolerance"): WINDOWS,
    ("theorem-4-sharpest", "tolerance-below-targets"): WINDOWS,
    ("theorem-4-own-target", "after-the-left-end"): "learned-starts-are-outgrown",
    ("theorem-4-own-target", "left-ends-are-late"): "learned-starts-are-outgrown",
    ("theorem-4-own-target", "tolerance-is-small"): "small-tolerances-are-late",
    ("theorem-4-prime", "right-inverse"): "trial-is-close",
    ("theorem-4-prime", "weight-is-bounded"): "trial-is-close",
    ("theorem-4-prime", "absent-modes-are-slow"): "unlearned-modes-are-paid",
    ("theorem-4-prime", "absent-modes-are-unseen"): "trial-is-close",
    ("theorem-4-prime", "dependent-rows"): "dependent-rows-are-never-learned",
}


def step_of(label: str, hypothesis: str) -> str:
    """A step that rests on it."""
    return OWN_STEPS.get((label, hypothesis), RESTS.get(hypothesis, "")).format(PREFIX[label])


def hypotheses(label: str) -> Iterator[Hypothesis]:
    """All that have a text, those of asides too, and what may hold in place of one."""
    one = STATED[label]
    for hypothesis in (
        *one.start,
        *one.setting,
        *one.time,
        *(aside for asked in one.asides.values() for aside in asked),
    ):
        yield hypothesis
        if hypothesis.unless:
            yield replace(hypothesis, name=hypothesis.instead, text=hypothesis.unless)


EVERY = [(label, hypothesis) for label in LABELS for hypothesis in hypotheses(label)]


def weaker(text: str) -> str:
    """A statement that follows from it, and not the other way round."""
    left, relation, right = re.split(r" (<=|<|>=|==) ", text)
    if relation == "==":
        return f"{left} == {left}"
    return f"{left} + 1 >= {right}" if relation == ">=" else f"{left} {relation} {right} + 1"


def stricter(text: str) -> str:
    left, relation, right = re.split(r" (<=|<|>=) ", text)
    return f"{left} >= {right} + 1" if relation == ">=" else f"{left} + 1 {relation} {right}"


@pytest.fixture
def otherwise(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Declares a theorem otherwise: its argument takes what it needs from that anew, and the ledger says the same."""
    monkeypatch.setattr(second_opinion, "opinion", lambda *_: "")  # what is false is not looked for here

    def change(label: str, **changes: Any) -> None:
        declare(monkeypatch, label, **changes)
        again()
        latex = stated.latex(theorems.theorem(label))
        changed = tuple(replace(entry, latex=latex) if entry.label == label else entry for entry in load().entries)
        monkeypatch.setattr(stated, "load", lambda: Ledger(changed))

    yield change
    monkeypatch.undo()


@pytest.fixture(scope="module", autouse=True)
def as_declared() -> Iterator[None]:
    """Others find the arguments as they are."""
    yield
    again()


def again() -> None:
    """Loads the arguments' modules again: those that others rest on first, which a second round makes sure of."""
    suite.theorems()
    rooms = r"proofs\.theorems\.(.*(argument|names|lines|remarks)\b|between\.(sharper|sharpest|own_target)\w*)"
    names = [name for name in sys.modules if re.match(rooms, name)]
    for name in (*reversed(names), *reversed(names)):
        importlib.reload(sys.modules[name])


def judged(label: str, step: str) -> Judgement:
    evidence = Proved(label, catalogue.proof(label))
    return evidence.judge(suite.steps()[step], shard=Shard(), seed=0, workspace=Workspace())


def test_of_every_hypothesis_a_step_is_known_that_rests_on_it() -> None:
    for label, hypothesis in EVERY:
        assert any(prover.has(step_of(label, hypothesis.name)) for prover in catalogue.proof(label).provers())
    assert {key for key, _ in OWN_STEPS.items()} <= {(label, hypothesis.name) for label, hypothesis in EVERY}


@pytest.mark.parametrize(("label", "hypothesis"), EVERY, ids=lambda x: x if isinstance(x, str) else x.name)
def test_a_weaker_hypothesis_or_none_proves_less(
    label: str, hypothesis: Hypothesis, otherwise: Callable[..., None]
) -> None:
    """As it is declared, the step holds."""
    step = step_of(label, hypothesis.name)
    otherwise(label, hypotheses={hypothesis.name: weaker(hypothesis.text)})
    assert judged(label, step).outcome is Outcome.UNDECIDED
    if hypothesis.name not in {asked.instead for asked in STATED[label].asked}:
        otherwise(label, dropped=(hypothesis.name,))
        assert judged(label, step).outcome is Outcome.UNDECIDED


TO_THE_LETTER = {
    ("theorem-3", "left-ends-not-negative"),
    ("theorem-4", "left-ends-not-negative"),
    ("theorem-4", "before-the-right-end"),
    ("theorem-4", "shape-is-positive"),
}
"""What the lines need as it is, though less would follow from more."""


def orders() -> Iterator[tuple[str, Hypothesis]]:
    return ((label, hypothesis) for label, hypothesis in EVERY if " == " not in hypothesis.text)


@pytest.mark.parametrize(("label", "hypothesis"), list(orders()), ids=lambda x: x if isinstance(x, str) else x.name)
def test_a_stricter_hypothesis_is_the_one_that_is_printed(
    label: str, hypothesis: Hypothesis, otherwise: Callable[..., None]
) -> None:
    """What rests on it is proved, and only of the changed statement; in the theorems that are ours, if it is proved."""
    text = stricter(hypothesis.text)
    otherwise(label, hypotheses={hypothesis.name: text})
    found = judged(label, step_of(label, hypothesis.name))
    of_the_paper = label in ("theorem-3", "theorem-4") and (label, hypothesis.name) not in TO_THE_LETTER
    if of_the_paper or found.outcome is Outcome.HOLDS:
        assert found.outcome is Outcome.HOLDS
        assert theorems.theorem(label).all_hypotheses[hypothesis.name] == text
        aside = hypothesis in [aside for asked in STATED[label].asides.values() for aside in asked]
        timely = hypothesis in STATED[label].time
        assert aside or timely or stated.latex(theorems.theorem(label)) != stated.latex(STATED[label])
        assert not timely or list(stated.of_the_times(theorems.theorem(label)))
    else:
        assert found.reason


WORSE = {
    ("theorem-3", "c1"): ("({})/2", "2*({})", "growth-pays-for-the-gap"),
    ("theorem-3", "c2"): ("2*({})", "({})/2", "unlearned-exponential-is-small"),
    ("theorem-4", "c1"): ("({})/2", "2*({})", "perturbation-is-at-most-half"),
    ("theorem-4", "c2"): ("4*({})", "({})/2", "constants-pay-for-the-off-diagonal"),
    ("theorem-4", "largest_eps"): ("3*sigma_1", "sigma_1", "perturbation-is-at-most-half"),
    ("theorem-4-sharper", "c1"): ("({})/2", "2*({})", "slow-flow-is-close"),
    ("theorem-4-sharper", "c2"): ("2*({})", "({})/2", "fast-flow-is-close"),
    ("theorem-4-sharpest", "c1"): ("({})/2", "2*({})", "slow-flow-reaches-tolerance"),
    ("theorem-4-sharpest", "c2"): ("2*({})", "({})/2", "fast-flow-keeps-tolerance"),
    ("theorem-4-own-target", "c1"): ("({})/2", "2*({})", "learned-starts-are-outgrown"),
    ("theorem-4-own-target", "c2"): ("2*({})", "({})/2", "own-target-fast-flow-keeps-tolerance"),
    ("theorem-4-prime", "c1"): ("({})/2", "2*({})", "trial-is-close"),
    ("theorem-4-prime", "c2"): ("2*({})", "({})/2", "fast-flow-is-close-from-above"),
    ("theorem-4-prime", "kappa"): ("({})/2", "2*({})", "unlearned-modes-are-paid"),
    **{
        (theorem.label, name): (*changes, step.label)
        for theorem in (each.theorem for each in COROLLARIES)
        for name, changes, step in zip(
            ("c1", "c2"), (("({})/10**6", "2*({})"), ("10**6*({})", "({})/2")), theorem.steps[3:5], strict=True
        )
    },
}
"""Of each constant and limit: one that is too good to be true, one that costs more, and a step that rests on it."""
PROVED_TOO = {
    *(("theorem-4-sharper", "c1"), ("theorem-4-sharper", "c2")),
    *(("theorem-4-own-target", "c1"), ("theorem-4-prime", "kappa")),
    *((each.theorem.label, name) for each in COROLLARIES for name in ("c1", "c2")),
}
"""Of the theorems that are ours: the lines of others need the constant as it is, to the letter."""


def test_every_constant_and_limit_is_changed() -> None:
    assert WORSE.keys() == {(label, name) for label, one in STATED.items() for name in (*one.constants, *one.limits)}


@pytest.mark.parametrize(("label", "name"), WORSE)
def test_another_constant_is_not_proved_or_is_printed(label: str, name: str, otherwise: Callable[..., None]) -> None:
    false, safe, step = WORSE[label, name]
    table = "limits" if name in STATED[label].limits else "constants"
    right = getattr(STATED[label], table)[name]
    otherwise(label, **{table: {name: false.format(right)}})
    assert judged(label, step).outcome is Outcome.UNDECIDED
    otherwise(label, **{table: {name: safe.format(right)}})
    proved_too = label in ("theorem-3", "theorem-4") or (label, name) in PROVED_TOO
    assert judged(label, step).outcome is (Outcome.HOLDS if proved_too else Outcome.UNDECIDED)
    assert stated.latex(theorems.theorem(label)) != stated.latex(STATED[label])


@pytest.mark.parametrize(
    ("text", "step"),
    [("eps/3", "constants-pay-for-the-off-diagonal"), ("eps*2/3", "blocks-are-close")],
)
def test_another_tolerance_for_the_blocks_is_not_proved(text: str, step: str, otherwise: Callable[..., None]) -> None:
    """Each block within ε/3 asks more than the constants pay for; within 2ε/3 is too little for the whole."""
    otherwise("theorem-4", block_tolerance=text)
    assert judged("theorem-4", step).outcome is Outcome.UNDECIDED


def test_a_start_that_is_twice_as_large_is_not_proved(otherwise: Callable[..., None]) -> None:
    otherwise("theorem-4", hypotheses={"start-below-targets": "alpha**2*mu <= 2*sigma_r"})
    assert judged("theorem-4", "decaying-term-is-the-smaller").outcome is Outcome.UNDECIDED


def test_what_is_declared_and_not_printed_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who changes the declaration alone is told of it, whether or not the theorem is true with it."""
    for text in ("3*sigma_1", "sigma_1"):
        declare(monkeypatch, "theorem-4", limits={"largest_eps": text})
        again()
        found = judged("theorem-4", "general-incremental-learning")
        assert found.outcome is Outcome.UNDECIDED
        assert "what is proved is not what is stated: its entry in the ledger states" in found.reason
    monkeypatch.undo()
    again()
    assert judged("theorem-4", "perturbation-is-at-most-half").outcome is Outcome.HOLDS
