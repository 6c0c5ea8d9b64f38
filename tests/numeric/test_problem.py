"""What is decided exactly about a problem."""

from fractions import Fraction

import flint
import pytest

from numeric import matrices
from numeric.engine import Engine
from numeric.exact import Scale
from numeric.matrices import Rows, rows_of
from numeric.problem import Problem

ONE = Scale(Fraction(1))
EXCHANGE = rows_of([[3, 0, 1, 1], [0, 3, -1, 1], [1, -1, 5, 0], [1, 1, 0, 5]])
"""Entries 12 and 34 of all its powers are 0, though all its coordinates are connected."""


def diagonal(*values: int) -> Rows:
    return matrices.diagonal([Fraction(x) for x in values])


def test_what_vanishes_is_found() -> None:
    """By a symmetry that no pattern of zeros shows; with the same start, and with one that breaks it."""
    kept = Problem(EXCHANGE, diagonal(1, 1, 1, 1), None, ONE)
    assert [(i, j) for i in range(4) for j in range(i) if kept.vanishes(i, j)] == [(1, 0), (3, 2)]
    broken = Problem(EXCHANGE, diagonal(1, 2, 3, 5), None, ONE)
    assert not any(broken.vanishes(i, j) for i in range(4) for j in range(i))


def test_every_product_of_target_and_start_counts() -> None:
    """W_13 is reached through W̄₀ twice, through Y before W̄₀, or through both; through neither it vanishes."""
    chain, single = rows_of([[2, 1, 0], [1, 2, 1], [0, 1, 2]]), rows_of([[1], [0], [0]])
    upper, lower = rows_of([[2, 1, 0], [1, 2, 0], [0, 0, 2]]), rows_of([[2, 0, 0], [0, 2, 1], [0, 1, 2]])
    flat = diagonal(1, 1, 1)
    starts = (flat, chain, None), (chain, None, single), (upper, lower, None), (chain, flat, None)
    for target, shape, factor in starts:
        problem = Problem(target, shape, factor, ONE)
        assert not problem.vanishes(0, 2)
        assert not problem.is_apart(0, 2)
    for target, shape in ((flat, upper), (upper, flat), (flat, flat)):
        problem = Problem(target, shape, None, ONE)
        assert problem.vanishes(0, 2)
        assert problem.is_apart(0, 2)


@pytest.mark.parametrize(
    ("start", "alpha", "stays"),
    [
        (diagonal(3, 2), 1, True),
        (diagonal(12, 8), Fraction(1, 2), True),
        (diagonal(12, 8), 1, False),  # made of eigenvectors, and too large
        (diagonal(2, 3), 1, False),
        (rows_of([[3, 1], [1, 2]]), 1, False),
    ],
)
def test_a_start_is_stationary_where_it_is_made_of_eigenpairs(start: Rows, alpha: Fraction, stays: bool) -> None:
    """Of eigenvectors and their own eigenvalues."""
    assert Problem(diagonal(3, 2), start, None, Scale(Fraction(alpha))).is_stationary is stays


@pytest.mark.parametrize("wide", [{(1, 0)}, {(2, 0)}, {(1, 0), (2, 0)}])
def test_a_wide_ball_is_zero_only_where_its_entry_vanishes(wide: set[tuple[int, int]]) -> None:
    """And only in doubt: where the full solve was tried. One entry that does not vanish leaves the whole untold."""
    engine = Engine(Problem(EXCHANGE, diagonal(1, 1, 1, 1), None, ONE), 10)
    W = flint.arb_mat([[flint.arb(1, 1 if {(i, j), (j, i)} & wide else 0) for j in range(4)] for i in range(4)])
    found = engine.settled(W)
    assert (found is not None) is (wide == {(1, 0)})
    assert found is None or (found[1, 0].is_zero() and found[0, 1].is_zero() and found[2, 0] == 1)
    assert engine.settled(W, in_doubt=False) is None
