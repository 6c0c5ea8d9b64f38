"""What `numeric.windows` judges is what a theorem declares; and one thing at a time is changed there, and told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import windows_by_their_texts as by_texts

from numeric import windows
from numeric.constants import Constants
from numeric.field import Balls, Field
from numeric.instance import Instance, TheoremName
from paper import Misuse, theorems

LABELS = theorems.labels()
STATED = {label: theorems.theorem(label) for label in LABELS}


def settings(label: str) -> tuple[by_texts.Setting, ...]:
    return by_texts.FACTORS if STATED[label].shape == "factor" else by_texts.SETTINGS


@pytest.mark.parametrize("label", LABELS)
def test_windows_judge_what_is_declared(label: str) -> None:
    assert first_departure(label) is None


@pytest.mark.parametrize("label", LABELS)
def test_points_lie_on_every_boundary_and_on_both_sides(label: str) -> None:
    """Of each hypothesis on the start, at each k for which it is asked: an equality, true, and false."""
    field, seen = Balls(by_texts.BITS), set()
    for setting in settings(label):
        for alpha, eps in by_texts.boundaries(STATED[label], setting):
            for hypothesis in STATED[label].start:
                for k in by_texts.ranges(hypothesis, setting):
                    with field.working():
                        names = by_texts.numbers(STATED[label], setting, k, alpha, eps, field)
                        if min(names["c2"], names.get("c1", 1)) <= 0:
                            continue
                        small, large, _ = by_texts.sides(hypothesis.text, names, field)
                        scale, near = abs(small) + abs(large), field.number(Fraction(1, 10**4))
                        if abs(large - small) < field.number(by_texts.EQUAL):
                            seen.add((hypothesis.name, "on"))
                        elif abs(large - small) < near * (1 + scale):
                            seen.add((hypothesis.name, "inside" if small < large else "outside"))
    irrational = {("left-ends-are-late", "on"), ("absent-modes-are-slow", "on")}
    if label == "theorem-4-sharpest":
        irrational.add(("window-not-empty", "on"))
    wanted = {(h.name, where) for h in STATED[label].start for where in ("on", "inside", "outside")}
    assert wanted - seen <= irrational


def first_departure(label: str) -> tuple[str, str] | None:
    return next(by_texts.departures(STATED[label]), None)


@pytest.mark.parametrize(
    ("label", "name"), [(label, h.name) for label in LABELS for h in STATED[label].start], ids=lambda x: x
)
@pytest.mark.parametrize("how", ["stricter", "weaker", "dropped"])
def test_windows_that_judge_another_hypothesis_are_told(
    label: str, name: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a hundredth, or without it."""
    right = windows._conditions

    def text(source: str) -> str:
        left, relation, other = re.split(r" (<=|>=) ", source)
        if relation == ">=":  # between logarithms
            return f"{left} >= {other} + 1/100" if how == "stricter" else f"{left} + 1/100 >= {other}"
        return f"{101 if how == 'stricter' else 99}*({left}) <= 100*({other})"

    def conditions(theorem: TheoremName, instance: Instance) -> Iterator[Any]:
        for condition in right(theorem, instance):
            if re.sub(r"-\d+-", "-", condition.name) != name:
                yield condition
            elif how != "dropped":
                yield replace(condition, text=text(condition.text))

    monkeypatch.setattr(windows, "_conditions", conditions)
    found = first_departure(label)
    assert found is not None
    assert re.sub(r"-\d+-", "-", found[0]) == name


@pytest.mark.parametrize("label", [label for label in LABELS if label not in ("theorem-4-sharpest",)])
def test_windows_that_leave_a_boundary_undecided_are_told(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is rational: there balls decide nothing. The sharpest theorem's is between rationals alone."""
    monkeypatch.setattr(windows.texts.Logarithm, "is_not_negative", lambda _: False)
    assert first_departure(label) is not None


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("name", ["c1", "c2"])
def test_windows_with_another_constant_are_told(label: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = windows.constants

    def other(theorem: TheoremName, instance: Instance, field: Field, k: int = 0) -> Constants:
        found = right(theorem, instance, field, k)
        value = getattr(found, name)
        return found if value is None else replace(found, **{name: value * field.number(Fraction(101, 100))})

    monkeypatch.setattr(windows, "constants", other)
    assert any(found[0] == name for found in by_texts.departures(STATED[label]))


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("end", ["left", "right"])
def test_windows_that_begin_or_end_elsewhere_are_told(label: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a hundredth; or without a right end."""
    right = windows.window

    def other(theorem: TheoremName, instance: Instance, k: int, field: Field) -> windows.Window:
        found = right(theorem, instance, k, field)
        value = getattr(found, end)
        return found if value is None else replace(found, **{end: value * field.number(Fraction(101, 100))})

    monkeypatch.setattr(windows, "window", other)
    assert end in {found[0] for found in by_texts.departures(STATED[label])}
    monkeypatch.setattr(windows, "window", lambda *arguments: replace(right(*arguments), right=None))
    assert "right" in {found[0] for found in by_texts.departures(STATED[label])}


def test_windows_of_what_the_sharpest_theorem_does_not_admit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It needs ε < σ₁: an instance with ε just below is refused, or one with ε = σ₁ is not."""
    right = windows.hypotheses

    def fewer(theorem: TheoremName, instance: Instance) -> tuple[windows.Hypothesis, ...]:
        if 2 * (instance.epsilon or 0) >= instance.spectrum[0]:
            raise Misuse("too large")
        return right(theorem, instance)

    monkeypatch.setattr(windows, "hypotheses", fewer)
    found = first_departure("theorem-4-sharpest")
    assert found is not None
    assert found[0] == "refused"
    monkeypatch.setattr(windows, "hypotheses", lambda *_: ())
    monkeypatch.setattr(windows, "require_theorem", lambda *_: None)
    told = {what for what, _ in by_texts.departures(STATED["theorem-4-sharpest"])}
    assert "admitted" in told
