"""Both theorems about descent, tried by balls on random starts: a sample of what benchmarks/descent.py tries."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks import descent, unbalanced
from numeric.descent_windows import Asked, Descending, StepWindow
from numeric.unbalanced import small_enough


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
    start = next(unbalanced.starts(1))
    zeros = tuple(tuple(0 * x for x in row) for row in start.U), tuple(tuple(0 * x for x in row) for row in start.V)
    assert small_enough(replace(start, U=zeros[0], V=zeros[1]), unbalanced.FIELD) is None


def test_the_asymmetric_flow_is_enclosed() -> None:
    """Where a ball tells, the error is within ε."""
    found = [unbalanced.shares_by_balls(start) for start in unbalanced.starts(3, "a sample, by balls", (1,))]
    decided = [shares for shares in found if shares is not None]
    assert decided
    assert all(max(shares.values()) <= 1 for shares in decided)
