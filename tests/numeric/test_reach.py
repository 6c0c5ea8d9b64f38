"""Starts that miss modes of a dense Y, or whose rows depend on each other in its basis: decided, whatever α."""

from fractions import Fraction

import flint
import pytest
from brute_force import radon

from numeric import crossing, matrices, quantities
from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.exact import Scale
from numeric.field import Balls
from numeric.frame import frame_of
from numeric.instance import random_basis
from numeric.matrices import Rows, rows_of
from numeric.problem import Problem
from numeric.reach import LARGEST, Reach, first_certain, has_doubts
from paper import Misuse

DIGITS = 25
GOLDEN = rows_of([[3, 1, 0, 0], [1, 2, 0, 0], [0, 0, 2, 1], [0, 0, 1, 1]])
"""Eigenvalues φ² + 1, φ², and 2 − 1/φ, 1 − 1/φ: those of the first block are the first and the third."""
INTEGERS = matrices.diagonal([Fraction(3), Fraction(2), Fraction(1), Fraction(0)])
TWINS = matrices.diagonal([Fraction(3), Fraction(3), Fraction(1), Fraction(0)])
SIGNED = matrices.diagonal([Fraction(3), Fraction(-1), Fraction(-2), Fraction(0)])
EXCHANGE = rows_of([[4, 1, 0, 1], [1, 2, 1, 0], [0, 1, 4, 1], [1, 0, 1, 2]])
"""Unchanged where coordinates 1 and 3, and 2 and 4, change places."""
STARTS = {
    "upper block": (GOLDEN, [[1, 2, 4], [1, -1, 3], [0, 0, 0], [0, 0, 0]]),
    "lower block": (GOLDEN, [[0], [0], [1], [2]]),
    "lower block, rank 2": (GOLDEN, [[0, 0], [0, 0], [1, 2], [1, -1]]),
    "parallel in one block": (GOLDEN, [[1, 2], [1, 2], [1, 2], [1, 1]]),
    "an eigenvector": (INTEGERS, [[0], [1], [0], [0]]),
    "two modes": (INTEGERS, [[0, 0], [1, 1], [0, 0], [0, 3]]),
    "dependent modes": (INTEGERS, [[1, 2], [2, 4], [1, 0], [0, 3]]),
    "dependent twins": (TWINS, [[1, 2, 0], [2, 4, 0], [1, 2, 0], [0, 3, 1]]),
    "negative modes": (SIGNED, [[0], [1], [1], [0]]),
    "symmetric": (EXCHANGE, [[1, 0], [0, 1], [1, 0], [0, 1]]),
}
ROOT = rows_of([[12, 4, 1, 0], [4, 4, 0, 1], [1, 0, 13, 5], [0, 1, 5, 3]])
"""Its characteristic polynomial is irreducible, but splits over ℚ(√2)."""
PARALLEL = rows_of([[1, 2], [0, 1], [2, 4], [0, 2]])
"""In the basis of ROOT rows 1 and 2 depend on each other, and so do rows 3 and 4."""


def problem(name: str, exponent: int) -> Problem:
    """The start of that name at α = 10^−exponent; Y and Ū are turned by one rational Φ, but for the symmetric ones."""
    target, factor = STARTS[name][0], rows_of(STARTS[name][1])
    basis = matrices.identity(4) if name == "symmetric" else random_basis(4, 3)
    turned = matrices.product(basis, target, matrices.transpose(basis))
    return Problem(turned, None, matrices.product(basis, factor), Scale(Fraction(1), -exponent))


def require_true(p: Problem, time: Fraction) -> None:
    """Every entry holds what Radon's lemma gives, and has the digits asked for."""
    enclosure, true = Engine(p, DIGITS).at(time), radon(p, time, 1000 + 40 * int(time))
    for ball, exact in zip(enclosure.balls.entries(), true.entries(), strict=True):
        assert ball.contains(exact) or (ball.is_zero() and exact.contains(0))
        assert ball.is_zero() or ball.rel_accuracy_bits() >= DIGITS * BITS_PER_DIGIT


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("exponent", [0, 5, 60])
def test_a_start_that_misses_modes_is_evaluated(name: str, exponent: int) -> None:
    """Before, while and after the modes are learned."""
    for time in (Fraction(1, 2), *(Fraction(share * exponent + 1) for share in (1, 2))):
        require_true(problem(name, exponent), time)


@pytest.mark.parametrize("name", STARTS)
def test_the_scale_costs_nothing(name: str) -> None:
    """At α = 10⁻¹⁰⁰⁰⁰⁰ no more bits are taken than at 10⁻⁵, for W and for its singular values."""
    for exponent in (5, 100_000):
        p = problem(name, exponent)
        time = Fraction(2 * exponent)
        assert Engine(p, DIGITS).at(time).bits <= 192
        with flint.ctx.workprec(192):
            values = quantities.positive_eigenvalues(p, time, Balls(192))
            assert all(x.rel_accuracy_bits() > DIGITS * BITS_PER_DIGIT for x in values)
        found = quantities.singular_values(p, time, DIGITS)
        assert [x.decimal == "0" for x in found] == [i >= quantities.rank(p) for i in range(4)]


@pytest.mark.parametrize("exponent", [1, 5, 60])
def test_what_is_not_decided_exactly_takes_more_bits(exponent: int) -> None:
    """Rows that depend on each other over ℚ(√2) are balls around 0 at every precision, and W is told all the same."""
    p = Problem(ROOT, None, PARALLEL, Scale(Fraction(1), -exponent))
    with flint.ctx.workprec(192):
        assert has_doubts(frame_of(p, Balls(192)).trapezoidal(p)[0])
    for time in (Fraction(1, 2), Fraction(exponent), Fraction(2 * exponent)):
        require_true(p, time)
    first, second = quantities.singular_values(p, Fraction(2 * exponent), DIGITS)[:2]
    W = radon(p, Fraction(2 * exponent), 12000)
    # W has rank 2, so that its two values have the sum tr W and the product ½(tr²W − tr W²)
    with flint.ctx.workprec(12000):
        trace, square = W.trace(), (W * W).trace()
        x, y = (flint.arb(value.decimal) for value in (first, second))
        small = flint.arb(10) ** (2 - DIGITS)
        assert abs(x + y - trace) < small * trace
        assert abs(x * y - (trace**2 - square) / 2) < small * x * y


def test_a_limit_in_doubt_is_either() -> None:
    """Row 2 depends on row 1, so that what W's second singular value tends to is σ_3; balls can't tell it from σ_2."""
    p, field = Problem(ROOT, None, PARALLEL, Scale(Fraction(1), -5)), Balls(192)
    with field.working():
        sigma, found = frame_of(p, field).sigma, quantities.limits(p, field)
        assert found[1].contains(sigma[2])
        assert found[1].contains(sigma[1])
        assert found[0].overlaps(sigma[0])
        assert len(found) == 2


def test_zeros_above_the_pivots_are_exact() -> None:
    """For each start all doubts are settled, and the pivots are those of exact arithmetic."""
    pivots = {
        "upper block": [0, 2],
        "lower block": [1],
        "lower block, rank 2": [1, 3],
        "parallel in one block": [0, 1],
        "an eigenvector": [1],
        "two modes": [1, 3],
        "dependent modes": [0, 2],
        "dependent twins": [0, 3],
        "negative modes": [2],
        "symmetric": [0, 3],
    }
    with flint.ctx.workprec(192):
        for name, expected in pivots.items():
            p = problem(name, 5)
            lower, _ = frame_of(p, Balls(192)).trapezoidal(p)
            found = first_certain(lower)
            sigma = frame_of(p, Balls(192)).sigma
            assert all(sigma[i].overlaps(sigma[j]) for i, j in zip(found, expected, strict=True)), name
            assert all(
                lower[i, j].is_zero() or sigma[i].overlaps(sigma[q]) for j, q in enumerate(found) for i in range(q)
            ), name


def test_a_mode_that_is_all_but_missed_is_not_missed() -> None:
    """10⁻⁶⁰ of the first eigenvector is no zero, though 192 bits do not show it: it is learned, later."""
    factor = matrices.product(random_basis(4, 3), rows_of([[Fraction(1, 10**60)], [1], [0], [0]]))
    p = Problem(problem("an eigenvector", 5).target, None, factor, Scale(Fraction(1), -5))
    with flint.ctx.workprec(128):
        assert has_doubts(frame_of(p, Balls(128)).trapezoidal(p)[0])
    for time in (Fraction(3), Fraction(40), Fraction(200)):
        require_true(p, time)
    assert quantities.singular_values(p, Fraction(400), 10)[0].decimal == "3.000000000"


@pytest.mark.parametrize(("parts", "rank"), [({3}, 1), ({2}, 1), ({3, 2}, 1), ({1}, 1), ({1, 3}, 2), ({0}, 1)])
def test_ranks_are_those_of_the_parts(parts: set[int], rank: int) -> None:
    """Rows 1 and 2 of the factor depend on each other; for a diagonal Y the part of σ_i is row i."""
    _, factor = STARTS["dependent modes"]
    reach = Reach(INTEGERS, rows_of(factor))
    with flint.ctx.workprec(64):
        owners = {reach.part_of(flint.arb(value)) for value in parts}
    assert reach.rank(frozenset(k for k in owners if k is not None)) == rank


def test_a_ball_that_holds_eigenvalues_of_two_parts_belongs_to_neither() -> None:
    """3 and 2 are roots of different factors of the characteristic polynomial."""
    reach = Reach(INTEGERS, rows_of(STARTS["dependent modes"][1]))
    with flint.ctx.workprec(64):
        assert reach.part_of(flint.arb(2.5, 0.6)) is None
        assert None not in {reach.part_of(flint.arb(x, 0.4)) for x in (0, 1, 2, 3)}


def test_which_mode_is_learned_is_known() -> None:
    """The only singular value tends to σ_2, or to 0, and `reach` says so at once."""
    found = crossing.reach_time(problem("an eigenvector", 60), 1, Fraction(1, 2), 10)
    assert abs(float(found.left) - 60 * 2.302585092994046 / 2) < 0.5
    with pytest.raises(Misuse, match=r"singular value 2 of W\(t\) tends to 0"):
        crossing.reach_time(problem("two modes", 60), 2, Fraction(1, 2), 10)
    with pytest.raises(Misuse, match=r"tends to 2\.000000000, not above"):
        crossing.reach_time(problem("an eigenvector", 60), 1, Fraction(3, 4), 10)


def test_large_matrices_are_not_looked_into() -> None:
    """Beyond LARGEST exact ranks would take too long: doubts stay."""
    n = LARGEST + 1
    target = matrices.diagonal([Fraction(n - i) for i in range(n)])
    basis = random_basis(n, 1)
    Y: Rows = matrices.product(basis, target, matrices.transpose(basis))
    factor = matrices.product(basis, rows_of([[int(i == 1)] for i in range(n)]))
    p = Problem(Y, None, factor, Scale(Fraction(1), -5), eigenbasis=(tuple(target[i][i] for i in range(n)), basis))
    with flint.ctx.workprec(128):
        assert has_doubts(frame_of(p, Balls(128)).trapezoidal(p)[0])
