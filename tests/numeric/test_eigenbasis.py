from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import flint
import pytest

import numeric.eigenbasis
from numeric import matrices
from numeric.eigenbasis import Eigenbasis, eigenbasis
from numeric.field import Balls, Unresolved
from numeric.instance import random_basis
from numeric.matrices import Rows

Spectrum = tuple[Fraction | int, ...]


def close(digits: int) -> Fraction:
    return Fraction(1, 10**digits)


def dense(spectrum: Spectrum, seed: int = 5) -> tuple[Rows, Rows]:
    """An exact Φ and ΦΣΦᵀ."""
    basis = random_basis(len(spectrum), seed)
    return basis, turned(basis, spectrum)


def turned(basis: Rows, spectrum: Spectrum) -> Rows:
    sigma = matrices.diagonal([Fraction(x) for x in spectrum])
    return matrices.product(basis, sigma, matrices.transpose(basis))


def contains(ball: Any, exact: Fraction) -> bool:
    """Whether the ball contains the number, decided in rationals."""
    middle, radius = (flint.fmpq(m) * flint.fmpq(2) ** int(e) for m, e in (ball.mid().man_exp(), ball.rad().man_exp()))
    return bool(abs(middle - flint.fmpq(exact.numerator, exact.denominator)) <= radius)


def assert_encloses(found: Eigenbasis, basis: Rows, spectrum: Spectrum, field: Balls) -> None:
    """Values lie in their balls in decreasing order, zeros are exact, and each eigenspace's VVᵀ holds its projection.

    `basis` has the true eigenvectors, whose eigenvalues are `spectrum`.
    """
    n = len(spectrum)
    order = sorted(range(n), key=lambda i: -Fraction(spectrum[i]))
    with field.working():
        assert (found.vectors.transpose() * found.vectors).contains(field.identity(n))
        vectors = found.vectors.tolist()
        for value, i in zip(found.values, order, strict=True):
            true = Fraction(spectrum[i])
            assert contains(value, true)
            assert value == 0 if true == 0 else not value.contains(0)
            places = [k for k, j in enumerate(order) if spectrum[j] == true]
            same = [j for j in range(n) if spectrum[j] == true]
            ours = flint.arb_mat([[row[k] for k in places] for row in vectors])
            theirs = flint.fmpq_mat(matrices.to_flint([[row[j] for j in same] for row in basis]))
            projection = matrices.from_flint(theirs * theirs.transpose())
            for row, exact_row in zip((ours * ours.transpose()).tolist(), projection, strict=True):
                assert all(contains(x, exact) for x, exact in zip(row, exact_row, strict=True))


def widest(balls: Any) -> float:
    return max(float(x.rad()) for x in balls)


SPECTRA: list[Spectrum] = [
    (3, 2, 1, 0),
    (3, 3, 0, 0),
    (1, 1, 1),
    (0, 0),
    (5,),
    (0,),
    (2, 1, -3),
    (-1, -1, -2, 0),
    (close(40), 0, 0),
    (9, 8, 7, 6, 5, 0, 0, 0, 0, 0),
    (2, Fraction(1, 3), Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
    (10**50, 1, 1, close(20)),
]


@pytest.mark.parametrize("spectrum", SPECTRA)
@pytest.mark.parametrize("is_dense", [True, False])
def test_the_balls_hold_the_truth_whatever_the_multiplicities(spectrum: Spectrum, is_dense: bool) -> None:
    """Eigenvalues in their balls in decreasing order, ΦᵀΦ ∋ I, and each eigenspace is the true one."""
    basis = random_basis(len(spectrum), 5) if is_dense else matrices.identity(len(spectrum))
    Y, field = turned(basis, spectrum), Balls(400)
    found = eigenbasis(Y, field)
    assert_encloses(found, basis, spectrum, field)
    with field.working():
        product = found.vectors * field.diagonal(found.values) * found.vectors.transpose()
        assert product.contains(matrices.to_flint(Y))
    assert widest(found.vectors.entries()) < 1e-45


@pytest.mark.parametrize("digits", [3, 5, 8, 12, 16, 25, 40])
@pytest.mark.parametrize("bits", [200, 1000])
def test_close_eigenvalues_are_separated(digits: int, bits: int) -> None:
    """Pairs and nested clusters with gaps of 10^-3 to 10^-40, beside eigenvalues that are repeated or zero."""
    gap = close(digits)
    spectrum = (2, 2 - gap, 1 + gap, 1 + gap * gap * 10, 1, 1, 1 - gap, gap, 0, 0) if bits > 400 else (2, 2 - gap, 1, 0)
    basis, Y = dense(spectrum)
    field = Balls(bits)
    found = eigenbasis(Y, field)
    assert_encloses(found, basis, spectrum, field)
    smallest = gap * gap * 10 if bits > 400 else gap
    assert widest(found.vectors.entries()) < 2.0**40 * 2.0**-bits / float(smallest)


@pytest.mark.parametrize("bits", [30, 60, 120, 254, 1000])
def test_the_radii_shrink_with_the_precision(bits: int) -> None:
    """About 2^-bits, times a little for the size and the gap."""
    spectrum = tuple(2 - Fraction(3 * i, 46) for i in range(24))
    basis, Y = dense(spectrum, 7)
    field = Balls(bits)
    found = eigenbasis(Y, field)
    assert_encloses(found, basis, spectrum, field)
    assert widest(found.values) < 2.0 ** (4 - bits)
    assert widest(found.vectors.entries()) < 2.0 ** (16 - bits)


@pytest.mark.parametrize(
    "spectrum",
    [
        tuple(2 - Fraction(3 * i, 78) for i in range(40)),
        (2, Fraction(8, 5), 1, *[0] * 27),
        (2, Fraction(8, 5), 1, *[Fraction(1, 7)] * 27),
    ],
)
def test_large_matrices_full_and_of_low_rank(spectrum: Spectrum) -> None:
    """A full spectrum, and a few modes beside a multiple of the identity or beside nothing."""
    basis, Y = dense(spectrum, 3)
    field = Balls(254)
    found = eigenbasis(Y, field)
    assert_encloses(found, basis, spectrum, field)
    assert widest(found.vectors.entries()) < 2.0**-238


def test_irrational_eigenvalues_are_enclosed_with_their_multiplicities() -> None:
    """Both eigenvalues of [[1, 1], [1, 0]], the golden ratio and its conjugate; thrice in its Kronecker product."""
    field = Balls(200)
    for copies in (1, 3):
        Y = [[Fraction(0)] * (2 * copies) for _ in range(2 * copies)]
        for k in range(copies):
            Y[k][k] = Y[k][copies + k] = Y[copies + k][k] = Fraction(1)
        found = eigenbasis(turned_by(matrices.rows_of(Y)), field)
        with field.working():
            golden = (1 + field.sqrt(field.number(5))) / 2
            for k, value in enumerate(found.values):
                assert value.overlaps(golden if k < copies else 1 - golden)
                assert value.rel_accuracy_bits() > 180
            assert (found.vectors.transpose() * found.vectors).contains(field.identity(2 * copies))
        assert widest(found.vectors.entries()) < 2.0**-180


@pytest.mark.parametrize("n", [2, 3, 5, 9])
def test_a_random_matrix_has_the_eigenvalues_that_another_algorithm_finds(n: int) -> None:
    """Small random integers against the certified QR algorithm for general complex matrices."""
    draw = Random(n).randint  # noqa: S311
    for _ in range(4):
        half = [[draw(-9, 9) for _ in range(n)] for _ in range(n)]
        Y = matrices.rows_of([[half[i][j] + half[j][i] for j in range(n)] for i in range(n)])
        found = eigenbasis(Y, Balls(200))
        with flint.ctx.workprec(300):
            theirs = flint.acb_mat(matrices.to_flint(Y)).eig(multiple=True)
            theirs = sorted((x.real for x in theirs), key=lambda x: x.mid(), reverse=True)
            assert all(x.overlaps(y) for x, y in zip(found.values, theirs, strict=True))
            product = found.vectors * flint.arb_mat(matrices.to_flint(Y)) * found.vectors.transpose()
            assert not product.contains(matrices.to_flint(Y))  # Φᵀ for Φ is something else
            product = found.vectors.transpose() * flint.arb_mat(matrices.to_flint(Y)) * found.vectors
            assert all(product[i, i].overlaps(found.values[i]) for i in range(n))
            assert all(product[i, j].contains(0) for i in range(n) for j in range(i))


def turned_by(Y: Rows) -> Rows:
    basis = random_basis(len(Y), 11)
    return matrices.product(basis, Y, matrices.transpose(basis))


def test_eigenvalues_too_close_for_the_precision_are_unresolved() -> None:
    """A gap of 10⁻³⁰⁰ needs more than 100 bits, and 2500 are enough; that from zero, and beside repeated ones, too."""
    tiny = close(300)
    for spectrum in ((1 + tiny, 1), (1, tiny), (2, tiny, 0), (2, 2, 1 + tiny, 1), (2, 2, 1 + tiny, 1, 0, 0)):
        basis, Y = dense(spectrum)
        with pytest.raises(Unresolved, match="could not be told"):
            eigenbasis(Y, Balls(100))
        assert_encloses(eigenbasis(Y, Balls(2500)), basis, spectrum, Balls(2500))


def approximation(entries: list[list[Fraction]]) -> Callable[[Any, int], Any]:
    return lambda _Y, _bits: field_matrix(entries)


def field_matrix(entries: list[list[Fraction]]) -> Any:
    return flint.arb_mat(matrices.to_flint(entries)).mid()


SMALL = Fraction(1, 2**30)


@pytest.mark.parametrize(
    ("spectrum", "change", "widths"),
    [
        # each column a little too long: no residual
        ((4, 3, 1), ((SMALL, 0, 0), (0, SMALL, 0), (0, 0, -SMALL)), (0, 3)),
        # the first turned to the second: a residual of 2⁻³⁰ times the gap
        ((4, 3, 1), ((0, 0, 0), (SMALL, 0, 0), (0, 0, 0)), (SMALL * SMALL, 2)),
        # the last turned to the second, two away from it
        ((4, 3, 1), ((0, 0, 0), (0, 0, SMALL), (0, 0, 0)), (2 * SMALL * SMALL, 2)),
        # the same with a vector of half the length, which makes for wide balls, but not for the eigenvalue
        ((4, 3, 1), ((-Fraction(1, 2), 0, 0), (SMALL / 2, 0, 0), (0, 0, 0)), (SMALL * SMALL, 1 / SMALL)),
        # a double eigenvalue, its two vectors not orthogonal and one turned away
        ((4, 4, 1), ((0, SMALL, 0), (0, 0, 0), (0, SMALL, 0)), (3 * SMALL * SMALL, 6)),
        # the same, with one of them exact: the eigenvalue is as narrow as that tells
        ((4, 4, 1), ((0, 0, 0), (0, 0, 0), (0, SMALL, 0)), (0, 3)),
        # zero, twice
        ((4, 0, 0), ((0, SMALL, 0), (0, 0, SMALL), (0, 0, 0)), (4 * SMALL * SMALL, 6)),
    ],
)
def test_the_balls_reach_from_a_poor_approximation_to_the_truth(
    spectrum: Spectrum,
    change: tuple[Spectrum, ...],
    widths: tuple[Fraction | int, Fraction | int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Vectors that are wrong by 2⁻³⁰ give balls of that size, and eigenvalues to its square; both hold the truth."""
    identity = matrices.identity(3)
    entries = [
        [Fraction(x) + e for x, e in zip(row, errors, strict=True)]
        for row, errors in zip(identity, change, strict=True)
    ]
    monkeypatch.setattr(numeric.eigenbasis, "_approximate", approximation(entries))
    field = Balls(300)
    found = eigenbasis(turned(identity, spectrum), field)
    assert_encloses(found, identity, spectrum, field)
    # the true vectors are known, so each column's ball can be held against the nearest one
    for k in range(3):
        if spectrum.count(spectrum[k]) == 1:
            assert all(contains(found.vectors[i, k], identity[i][k]) for i in range(3))
    value_width, vector_width = widths
    assert widest(found.values) <= float(value_width) * 1.01 + 2.0**-290
    assert float(SMALL) / 2 < widest(found.vectors.entries()) <= float(SMALL) * vector_width


@pytest.mark.parametrize("sign", [1, -1])
def test_the_gap_is_that_from_all_that_the_next_eigenvalue_may_be(sign: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mixed with the eigenvector of 1000, the quotient of 3 is farther from 1 than 3 is, by more than 2⁻¹¹."""
    spectrum = tuple(sorted((1000 * sign, 3 * sign, sign), reverse=True))
    far, near, own = (spectrum.index(x * sign) for x in (1000, 3, 1))
    entries = [[Fraction(int(i == j)) for j in range(3)] for i in range(3)]
    entries[far][near] = Fraction(1, 2**10)
    entries[near][own] = SMALL
    monkeypatch.setattr(numeric.eigenbasis, "_approximate", approximation(entries))
    found = eigenbasis(turned(matrices.identity(3), spectrum), Balls(300))
    assert all(contains(value, Fraction(true)) for value, true in zip(found.values, spectrum, strict=True))


@pytest.mark.parametrize(
    "columns",
    [
        ((1, 1, 0), (0, 0, 0), (0, 0, 1)),  # twice the same
        ((1, 0, 0), (0, 1, 0), (0, 1, 1)),  # far from any
        ((1, 0, 0), (0, 1, 0), (0, 0, 0)),  # none
    ],
)
def test_a_useless_approximation_is_unresolved(
    columns: tuple[tuple[int, ...], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same vector twice, a mixture of two, or a zero one certifies nothing."""
    entries = [[Fraction(x) for x in row] for row in columns]
    monkeypatch.setattr(numeric.eigenbasis, "_approximate", approximation(entries))
    for spectrum in ((3, 2, 1), (3, 1, 1), (3, 0, 0)):
        Y = turned(matrices.identity(3), spectrum)
        if matrices.product(Y, matrices.rows_of(columns)) == matrices.rows_of(
            [[spectrum[j] * x for j, x in enumerate(row)] for row in columns]
        ) and all(any(row[j] for row in columns) for j in range(3)):
            continue  # a mixture within one eigenspace is no mistake
        with pytest.raises(Unresolved):
            eigenbasis(Y, Balls(200))


def test_only_intervals_that_are_apart_are_parted() -> None:
    """An interval that reaches over others binds them all, whichever side its center is on."""

    def groups(*intervals: tuple[int, int]) -> list[int]:
        pairs = [numeric.eigenbasis._Pair(None, None, flint.arb(c), None, flint.arb(r)) for c, r in intervals]
        return [len(group) for group in numeric.eigenbasis.parted(pairs)]

    assert groups((9, 1), (5, 1), (1, 1)) == [1, 1, 1]
    assert groups((9, 1), (7, 1), (1, 1)) == [2, 1]  # they touch
    assert groups((9, 1), (5, 1), (1, 8)) == [3]
    assert groups((9, 8), (5, 1), (1, 0)) == [3]
    assert groups((9, 7), (5, 1), (1, 0)) == [2, 1]
    assert groups((9, 1), (5, 1), (1, 6)) == [1, 2]


def test_a_vector_that_is_turned_is_off_by_a_little_more_than_it_misses_of_the_eigenspace() -> None:
    """By an angle φ it misses sin φ, and is off by 2 sin(φ/2), here all in its first entry."""
    with flint.ctx.workprec(200):
        half = flint.arb("0.1")
        x, missed = flint.arb_mat([[-half.sin()], [half.cos()]]).mid(), (2 * half).sin().upper()
        # Yx − x, of an eigenvalue 1 beside 0, is what x misses
        pair = numeric.eigenbasis._Pair(x, flint.arb(1), flint.arb(1), missed, missed)
        ((first, second),) = numeric.eigenbasis._eigenvectors([pair], flint.arb(1))
        assert first.contains(half.sin())
        assert second.contains(half.cos())
