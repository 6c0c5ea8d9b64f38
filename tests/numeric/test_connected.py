"""A target that falls into parts has eigenvectors with exact zeros, and entries of W(t) between its parts are told."""

from fractions import Fraction
from typing import Any

import pytest
from brute_force import cancelled_bits, printed
from test_eigenbasis import assert_encloses

from numeric import matrices
from numeric.connected import eigenbasis_by_parts
from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.exact import Scale
from numeric.field import Balls, Unresolved
from numeric.instance import random_basis, random_shape
from numeric.matrices import Rows
from numeric.problem import Problem

ORDER = (3, 0, 4, 1, 2)
"""Where the coordinates of a part of three and one of two stand."""
FIRST, SECOND = {3, 0, 4}, {1, 2}


def in_parts(*values: Fraction | int) -> tuple[Rows, Rows]:
    """Φ of two parts, whose coordinates are mixed, and ΦΣΦᵀ; the first three values belong to the first part."""
    large, small = random_basis(3, 1), random_basis(2, 2)
    rows = [[*row, Fraction(0), Fraction(0)] for row in large] + [[Fraction(0)] * 3 + list(row) for row in small]
    place = {i: k for k, i in enumerate(ORDER)}
    basis = tuple(tuple(rows[place[i]]) for i in range(5))
    sigma = matrices.diagonal([Fraction(x) for x in values])
    return basis, matrices.product(basis, sigma, matrices.transpose(basis))


@pytest.mark.parametrize(
    "values",
    [
        (5, 3, 1, 4, 2),
        (5, 3, 1, 3, 1),  # equal ones in both parts
        (2, 2, 0, 2, 0),
        (3, -1, 0, 0, -1),
        (1, Fraction(1, 2), 0, 1 + Fraction(1, 10**30), 0),
    ],
)
def test_the_basis_is_that_of_the_whole(values: tuple[Any, ...]) -> None:
    """Values decrease, vectors are orthonormal and belong to them, and each is exactly 0 outside of its part."""
    basis, target = in_parts(*values)
    field = Balls(300)
    found = eigenbasis_by_parts(target, field)
    assert_encloses(found, basis, values, field)
    for column in found.vectors.transpose().tolist():
        outside = [{i for i in part if column[i].is_zero()} == part for part in (FIRST, SECOND)]
        assert sum(outside) == 1
    for x, y in zip(found.values, found.values[1:], strict=False):
        assert x > y or x.mid() == y.mid()


def test_eigenvalues_of_parts_are_told_apart_or_not_at_all() -> None:
    """Two that differ by 10⁻⁴⁰ take enough bits."""
    basis, target = in_parts(5, 3, 1, 3 + Fraction(1, 10**40), 2)
    with pytest.raises(Unresolved, match="different parts"):
        eigenbasis_by_parts(target, Balls(100))
    found = eigenbasis_by_parts(target, Balls(200))
    assert_encloses(found, basis, (5, 3, 1, 3 + Fraction(1, 10**40), 2), Balls(200))
    assert found.values[1] > found.values[2]


@pytest.mark.parametrize("factor", [False, True])
@pytest.mark.parametrize("exponent", [-30, -1_000_000])
def test_entries_between_parts_take_no_more_bits(exponent: int, factor: bool) -> None:
    """At the first precision, whatever α, also where both parts have learned modes; as brute force has them."""
    values = (Fraction(5), Fraction(3), Fraction(1), Fraction(4), Fraction(2))
    basis, target = in_parts(*values)
    start, alpha = random_shape(5, 3), Scale(Fraction(1), exponent)
    problem = Problem(target, None if factor else start, start if factor else None, alpha)
    engine = Engine(problem, 20)
    for tau in (Fraction(1, 10), Fraction(3, 10), Fraction(7, 10), Fraction(6, 5)):
        time = tau * -exponent * Fraction(2302585, 1000000)
        found = engine.at(time)
        assert found.bits == next(engine.precisions(time))
        assert all(x.rel_accuracy_bits() > 20 * BITS_PER_DIGIT for x in found.balls.entries())
        if exponent > -100:
            order = sorted(range(5), key=lambda k: -values[k])
            known = tuple(values[k] for k in order), tuple(tuple(row[k] for k in order) for row in basis)
            true = printed(problem, known, time, cancelled_bits(problem, known[0], time) + 400)
            assert all(x.contains(y) for x, y in zip(found.balls.entries(), true.entries(), strict=True))
