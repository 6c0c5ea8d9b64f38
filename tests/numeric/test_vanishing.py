"""Zeros of W(t) are proved, or not: by words in Y and W̄₀, modulo primes first."""

from fractions import Fraction
from math import isqrt
from random import Random

import flint
import pytest

from numeric import matrices, vanishing
from numeric.engine import Engine
from numeric.evaluate import Undecided, evaluate
from numeric.exact import Scale
from numeric.field import Unresolved
from numeric.matrices import Rows, rows_of
from numeric.problem import Problem
from numeric.vanishing import MODULI, PRIME, Words, rational_of

ONE = Scale(Fraction(1))
EXCHANGE = rows_of([[3, 0, 1, 1], [0, 3, -1, 1], [1, -1, 5, 0], [1, 1, 0, 5]])
"""Entries 12 and 34 of all its powers are 0, though all its coordinates are connected."""


def flat(*values: int) -> Rows:
    return matrices.diagonal([Fraction(x) for x in values])


def zeros(target: Rows, start: Rows) -> list[tuple[int, int]]:
    words, n = Words(target, start), len(target)
    return [(i, j) for i in range(n) for j in range(i + 1) if words.vanish(i, j)]


def zeros_of_words(target: Rows, start: Rows, longest: int) -> list[tuple[int, int]]:
    """Where all words of up to so many letters are 0, each multiplied out."""
    Y, S = matrices.to_flint(target), matrices.to_flint(start)
    words, without = [S], [Y**0]
    left = {(i, j) for i in range(len(target)) for j in range(i + 1)}
    for _ in range(longest):
        left = {(i, j) for i, j in left if all(word[i, j] == 0 for word in words)}
        without = [Y * word for word in without]
        words = [letter * word for letter in (Y, S) for word in words] + [S * word for word in without]
    return sorted(left)


@pytest.mark.parametrize("seed", range(40))
def test_zeros_are_those_of_all_short_words(seed: int) -> None:
    """Of matrices with signs and many zeros, of definite starts and of starts that miss modes."""
    draw, n = Random(seed), 4  # noqa: S311 (a seeded sample, nothing secret)
    symmetric = [[draw.choice((0, 0, 1, -1, 2)) for _ in range(n)] for _ in range(n)]
    target = rows_of([[symmetric[max(i, j)][min(i, j)] for j in range(n)] for i in range(n)])
    factor = [[draw.choice((0, 0, 1, -1)) for _ in range(draw.choice((1, 2)) if seed % 2 else n)] for _ in range(n)]
    width = min(map(len, factor))
    rows = rows_of([row[:width] for row in factor])
    start = matrices.product(rows, matrices.transpose(rows))
    if seed % 4 == 2:
        target, start = EXCHANGE, flat(1, 1, draw.choice((1, 2)), 1)
    assert zeros(target, start) == zeros_of_words(target, start, 8)


def test_what_vanishes_modulo_a_prime_need_not_vanish() -> None:
    """An entry that is a multiple of the first prime is shown to be none by the second; one of both is left open."""
    both = MODULI[0] * MODULI[1]
    for x, expected in ((PRIME, False), (both, None)):
        for target, start in (
            (flat(2, 1), rows_of([[x**2, x], [x, 2]])),
            (rows_of([[2, x], [x, 1]]), flat(1, 1)),
        ):
            words = Words(target, start)
            assert words._seen[0][1] == 0  # the quick look is fooled
            assert words.vanish(0, 1) is expected
            assert Problem(target, start, None, ONE).vanishes(0, 1) is False
    W = Engine(Problem(flat(2, 1), rows_of([[PRIME**2, PRIME], [PRIME, 2]]), None, ONE), 10).at(Fraction(1)).balls
    assert W[0, 1] != 0


def test_a_space_is_no_proof_unless_it_is_kept_exactly() -> None:
    """Spaces that are one are refused for another column, another start and another target; so is none."""
    words, modulo = Words(EXCHANGE, flat(1, 1, 1, 1)), Words(EXCHANGE, flat(1, 1, 1, 1))._moduli[0]
    kept, space = (modulo.rational(found) for found in modulo.spaces(0))
    assert words._is_proof(0, kept, space)
    assert not words._is_proof(0, None, space)
    assert not words._is_proof(0, kept, None)
    assert not words._is_proof(0, kept, coordinates(4))
    assert not words._is_proof(1, kept, space)
    assert not Words(EXCHANGE, flat(1, 1, 2, 1))._is_proof(0, kept, space)
    other = rows_of([[3, 0, 1, 2], [0, 3, -1, 1], [1, -1, 5, 0], [2, 1, 0, 5]])
    assert not Words(other, flat(1, 1, 1, 1))._is_proof(0, kept, space)


def coordinates(n: int, *which: int) -> vanishing._Space:
    """The space of these unit vectors, by their numbers from 0."""
    return vanishing._Space([[flint.fmpq(int(i == j)) for j in range(n)] for i in which], list(which), n)


FIRST_TWO, LAST_TWO = rows_of([[2, 1, 0], [1, 2, 0], [0, 0, 2]]), rows_of([[2, 0, 0], [0, 2, 1], [0, 1, 2]])
CHAIN, PLAIN = rows_of([[2, 1, 0], [1, 2, 1], [0, 1, 2]]), flat(1, 2, 3)


@pytest.mark.parametrize(
    ("target", "start", "kept", "space"),
    [
        (PLAIN, PLAIN, (1,), (0, 1)),  # e_1 is not in it
        (FIRST_TWO, PLAIN, (0,), (0, 1)),  # Y leads out of what is kept
        (PLAIN, FIRST_TWO, (0,), (2,)),  # W̄₀ leads out of the space at once,
        (LAST_TWO, FIRST_TWO, (0,), (0, 1)),  # Y after W̄₀,
        (PLAIN, CHAIN, (0,), (0, 1)),  # or W̄₀ after W̄₀
    ],
)
def test_every_inclusion_is_asked_for(target: Rows, start: Rows, kept: tuple[int, ...], space: tuple[int, ...]) -> None:
    """Where one alone fails there is no proof; with the whole space there always is."""
    words = Words(target, start)
    assert not words._is_proof(0, coordinates(3, *kept), coordinates(3, *space))
    assert words._is_proof(0, coordinates(3, 0, 1, 2), coordinates(3, 0, 1, 2))


def test_what_the_start_misses_is_zero() -> None:
    """W̄₀ times what Y makes of e_2 is nothing: there is no space to speak of, and all entries vanish."""
    missed = Words(flat(2, 1), flat(1, 0))
    assert missed.vanish(1, 1)
    assert missed.vanish(0, 0) is False


def test_remainders_are_those_of_small_rationals() -> None:
    """Up to the bound each comes back; beyond it there is none, or another."""
    bound = isqrt(PRIME // 2)
    draw = Random(5)  # noqa: S311 (a seeded sample, nothing secret)
    for _ in range(200):
        x = flint.fmpq(draw.randint(-bound, bound), draw.randint(1, bound))
        remainder = int(x.p) * pow(int(x.q), -1, PRIME) % PRIME
        assert rational_of(remainder, PRIME) == x
    large = flint.fmpq(bound + 2, bound - 1)
    assert rational_of(int(large.p) * pow(int(large.q), -1, PRIME) % PRIME, PRIME) != large


def with_a_space_of_large_numbers(digits: int) -> Rows:
    """Y that keeps e₁ and a vector of the middle coordinates apart from e₄ and the vector across: W_14 = 0."""
    a, b = 10**digits + 7, 3 * 10**digits - 2
    return rows_of([[1, a, b, 0], [a, 0, 0, b], [b, 0, 0, -a], [0, b, -a, 2]])


def test_what_seems_to_vanish_and_is_not_proved_is_a_ball_around_zero() -> None:
    """With radii it is told as 0 within one, and said to be so; without, nothing is told. Smaller ones are proved."""
    target = tuple(tuple(x / 10**200 for x in row) for row in with_a_space_of_large_numbers(200))
    problem = Problem(target, flat(1, 1, 1, 1), None, ONE)
    assert not problem.vanishes(0, 3)
    assert problem.may_vanish(0, 3)
    found = evaluate(problem, [Fraction(1)], 10, certified=True)
    sample = found.samples[0]
    assert sample.radii is not None
    assert (0, 3) in sample.around_zero
    assert sample.values[0][3] == "0" != sample.radii[0][3]
    assert Fraction(sample.radii[0][3]) < Fraction(1, 10**15)
    assert [1, 4] in found.document()["times"][0]["around_zero"]
    with pytest.raises(Undecided, match=r"entry \(4, 1\) of W at t = 1 is at most .* could not be proved"):
        evaluate(problem, [Fraction(1)], 10)
    with pytest.raises(Unresolved, match="could not be told"):
        Engine(Problem(target, flat(1, 1, 1, 1), None, ONE), 10).at(Fraction(1))
    proved = Problem(with_a_space_of_large_numbers(100), flat(1, 1, 1, 1), None, ONE)
    assert proved.vanishes(0, 3)
    assert not proved.may_vanish(0, 3)
    assert not proved.vanishes(0, 2)
