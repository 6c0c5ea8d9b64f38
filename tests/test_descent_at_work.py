"""Theorems about descent and the unbalanced law, tried by balls on random starts: samples of what `benchmarks` try."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from benchmarks import descent
from benchmarks import unbalanced as benchmark
from numeric import unbalanced
from numeric.descent_windows import Asked, Descending, StepWindow


@pytest.mark.parametrize("kind", descent.KINDS, ids=lambda kind: kind.name)
def test_no_window_is_violated(kind: descent.Kind) -> None:
    """Singular Y and starts, clusters, any width, α down to 1e-1001; and much of ε is used."""
    found = descent.tried(kind, 10, seed=3)
    assert found.violations == []
    assert found.singular >= 4
    assert found.undecided == 0
    assert found.points > 30
    assert 0.1 < max(found.used.values()) <= 1


def test_windows_that_begin_too_early_are_violated() -> None:
    """The sample can fail: eight steps before T_k the modes are not learned yet."""
    kind = descent.KINDS[0]

    def early(at: Descending) -> tuple[tuple[Asked, ...], Sequence[StepWindow]]:
        asked, windows = kind.windows(at)
        return asked, [replace(each, first=max(0, (each.first or 0) - 8)) if each.k else each for each in windows]

    assert descent.tried(replace(kind, windows=early), 12, seed=3).violations  # type: ignore[arg-type]


def test_dependent_rows_are_no_start_of_the_law() -> None:
    """They are passed over, and no error."""
    start = next(benchmark.starts(1))
    zeros = tuple(tuple(0 * x for x in row) for row in start.U), tuple(tuple(0 * x for x in row) for row in start.V)
    assert unbalanced.small_enough(replace(start, U=zeros[0], V=zeros[1]), benchmark.FIELD) is None


def test_the_unbalanced_law_is_kept() -> None:
    """By balls, that are narrow enough to tell of every start; a good part of each bound is used."""
    found = benchmark.by_balls(8)
    assert (found.starts, found.points, found.undecided, found.violations) == (8, 24, 0, [])
    assert 0.1 < found.used["ε, left end"] <= Fraction(1, 4)
    assert all(0 <= share <= 1 for share in found.used.values())


def test_a_window_of_the_law_that_begins_too_early_is_violated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample can fail: at half of the left end the modes are not learned yet."""
    times = unbalanced.times

    def early(*arguments: Any) -> list[Fraction]:
        left, *others = times(*arguments)
        return [left / 2, *others]

    monkeypatch.setattr(unbalanced, "times", early)
    assert any(violation.startswith("ε, left end") for violation in benchmark.by_balls(3).violations)
