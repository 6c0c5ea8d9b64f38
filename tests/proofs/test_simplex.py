"""Small linear programs, solved exactly: as scipy solves them, and where it has to say that there is nothing."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from flint import fmpq
from scipy.optimize import linprog

from proofs.certificate import simplex

Program = tuple[list[list[int]], list[int], list[int]]
SOLVED, INFEASIBLE, UNBOUNDED = 0, 2, 3


def solved(program: Program) -> dict[int, Fraction] | None:
    matrix, right, cost = program
    rows = [{j: fmpq(x) for j, x in enumerate(row) if x} for row in matrix]
    found = simplex.vertex(rows, [fmpq(b) for b in right], cost)
    return None if found is None else {j: Fraction(int(x.p), int(x.q)) for j, x in found.items()}


def drawn(seed: int) -> Program:
    """Few rows, many zeros, and often a right-hand side that is a combination of columns: so is that of a proof."""
    random = Random(seed)  # noqa: S311
    count = random.randint(1, 14)
    rows = [[random.choice((0, 0, 0, 1, -1, 2, -3)) for _ in range(count)] for _ in range(random.randint(1, 10))]
    x = [random.choice((0, 0, 1, 3)) for _ in range(count)]
    right = [sum(a * b for a, b in zip(row, x, strict=True)) if seed % 3 else random.randint(-3, 3) for row in rows]
    return rows, right, [random.choice((0, 1, 1, -1)) for _ in range(count)]


def test_it_finds_what_scipy_finds() -> None:
    """The same least cost, with exact equality in each row; or the same word that there is none, or no least."""
    ends = set()
    for seed in range(200):
        rows, right, cost = drawn(seed)
        other = linprog(np.array(cost), A_eq=np.array(rows), b_eq=np.array(right), method="highs-ds")
        ends.add(other.status)
        if other.status == UNBOUNDED:
            with pytest.raises(simplex.Unbounded):
                solved((rows, right, cost))
            continue
        found = solved((rows, right, cost))
        assert (found is None) == (other.status == INFEASIBLE), seed
        if found is not None:
            assert all(x > 0 for x in found.values())
            assert float(sum(cost[j] * x for j, x in found.items())) == pytest.approx(other.fun, abs=1e-7)
            assert [sum(row[j] * x for j, x in found.items()) for row in rows] == right
    assert ends == {SOLVED, INFEASIBLE, UNBOUNDED}


def test_numbers_are_exact() -> None:
    """A coefficient that no double has is found as it is, and one near it is not taken for it."""
    third = [{0: fmpq(3)}, {0: fmpq(1, 10**30), 1: fmpq(1)}]
    assert simplex.vertex(third, [fmpq(1), fmpq(1, 3 * 10**30)], [1, 1]) == {0: fmpq(1, 3)}
    assert simplex.vertex([{0: fmpq(3)}, {0: fmpq(1)}], [fmpq(1), fmpq(1, 3) + fmpq(1, 10**30)], [1]) is None


def test_it_ends_where_steps_lead_nowhere() -> None:
    """Beale's example, on which the rule of the steepest column goes round for ever, is solved."""
    rows = [
        {0: fmpq(1, 4), 1: fmpq(-60), 2: fmpq(-1, 25), 3: fmpq(9), 4: fmpq(1)},
        {0: fmpq(1, 2), 1: fmpq(-90), 2: fmpq(-1, 50), 3: fmpq(3), 5: fmpq(1)},
        {2: fmpq(1), 6: fmpq(1)},
    ]
    found = simplex.vertex(rows, [fmpq(0), fmpq(0), fmpq(1)], [fmpq(-3, 4), 150, fmpq(-1, 50), 6, 0, 0, 0])
    assert found is not None
    assert (found[0], found[2]) == (fmpq(1, 25), 1)


def test_rows_that_say_nothing_do_no_harm() -> None:
    """A row twice, and one of zeros; a row of zeros that is not zero refuses all."""
    twice = [{0: fmpq(1)}, {0: fmpq(1)}, {}]
    assert simplex.vertex(twice, [fmpq(2), fmpq(2), fmpq(0)], [1]) == {0: fmpq(2)}
    assert simplex.vertex(twice, [fmpq(2), fmpq(2), fmpq(1)], [1]) is None
