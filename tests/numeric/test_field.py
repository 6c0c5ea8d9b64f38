from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import flint
import pytest

from numeric import matrices
from numeric.decimals import exact_fraction
from numeric.definite import is_positive_definite
from numeric.field import Balls, Field, Irrational, Multiprecision, Rationals, Unresolved
from numeric.instance import random_basis, random_shape
from numeric.matrices import Rows

FIELDS = pytest.mark.parametrize("field", [Rationals(), Multiprecision(40), Balls(128)], ids=lambda field: field.key[0])


def rotated(eigenvalues: list[Fraction], seed: int = 3) -> matrices.Rows:
    """A dense symmetric matrix with known eigenvalues."""
    basis = random_basis(len(eigenvalues), seed)
    return matrices.product(basis, matrices.diagonal(eigenvalues), matrices.transpose(basis))


@pytest.mark.parametrize("eigenvalues", [[5, 3, 1], [5, -7, 1, 0], [2, 2, 2], [1, -1], [4]])
@pytest.mark.parametrize("bits", [64, 256])
def test_a_norm_ball_holds_the_norm_and_is_tight(eigenvalues: list[int], bits: int) -> None:
    """‖A‖₂ of a matrix with rational eigenvalues lies in its ball, whose relative width is about 2^(−bits/2)."""
    field = Balls(bits)
    with field.working():
        norm = field.norm(field.exact(rotated([Fraction(x) for x in eigenvalues])))
        assert norm.contains(max(abs(x) for x in eigenvalues))
        assert norm.rel_accuracy_bits() >= bits // 2 - 8


@pytest.mark.parametrize(("n", "middle"), [(2, 0), (8, 0), (8, 1)])
def test_the_norm_of_wide_balls_holds_those_of_all_their_matrices(n: int, middle: int) -> None:
    """Every entry is from 0 to 1, or from −1/2 to 1/2: the norm is from 0 to n, or to n/2."""
    field = Balls(64)
    with field.working():
        half = flint.arb(1) / 2
        norm = field.norm(field.matrix([[flint.arb(half * middle, half)] * n] * n))
        assert norm.contains(half * (middle + 1) * n)
        assert norm.contains(0)


def test_the_norm_of_a_rectangle_is_its_largest_singular_value() -> None:
    """[[3, 4]] has norm 5, and so has its transpose."""
    field = Balls(128)
    with field.working():
        for a in (field.matrix([[3, 4]]), field.matrix([[3], [4]])):
            assert field.norm(a).contains(5)


def test_nearly_equal_eigenvalues_do_not_fool_the_norm() -> None:
    """With eigenvalues 1 and 1 − 10⁻³⁰ the norm's ball holds 1."""
    field = Balls(256)
    with field.working():
        norm = field.norm(field.exact(rotated([1 - Fraction(1, 10**30), Fraction(1), Fraction(0)])))
        assert norm.contains(1)
        assert norm.rel_accuracy_bits() > 50


def test_an_inverse_keeps_every_entry_of_a_graded_matrix() -> None:
    """The inverse of D A D, with D from 1 to 10^-400, is right to most bits in every entry, also beyond 10n bits."""
    n = 30
    A = random_shape(n, 1)
    D = [Fraction(1, 10 ** (400 * i // n)) for i in range(n)]
    graded = tuple(tuple(D[i] * A[i][j] * D[j] for j in range(n)) for i in range(n))
    exact = matrices.inverse(graded)
    field = Balls(200)
    with field.working():
        inverse = field.inverse(field.exact(graded))
        for i in range(n):
            for j in range(n):
                assert inverse[i, j].contains(flint.fmpq(exact[i][j].numerator, exact[i][j].denominator))
                assert inverse[i, j].rel_accuracy_bits() > 120


@pytest.mark.parametrize("n", [1, 5, 30])
def test_a_graded_sum_is_inverted(n: int) -> None:
    """(SAS + D)⁻¹ against exact rationals, to most bits in every entry, with S from 1 to 10^-400."""
    A = random_shape(n, 1)
    scale = [Fraction(1 + i, 10 ** (400 * i // n)) for i in range(n)]
    diagonal = [Fraction(2 * i + 1, 3) if i % 2 else x * x for i, x in enumerate(scale)]
    exact = Rationals().graded_inverse(*given(Rationals(), A, scale, diagonal))
    field = Balls(200)
    with field.working():
        inverse = field.graded_inverse(*given(field, A, scale, diagonal))
        for x, y in zip(inverse.entries(), exact.entries(), strict=True):
            assert x.contains(y)
            assert x.rel_accuracy_bits() > 120
        with pytest.raises(Unresolved):
            field.graded_inverse(*given(field, matrices.times(-1, A), scale, diagonal))


def given(
    field: Field, A: Rows, scale: Sequence[Fraction], diagonal: Sequence[Fraction]
) -> tuple[Any, list[Any], list[Any]]:
    return field.exact(A), list(map(field.number, scale)), list(map(field.number, diagonal))


def test_an_inverse_that_does_not_exist_is_unresolved() -> None:
    """Balls never invert a singular matrix."""
    field = Balls(128)
    with field.working():
        for a in ([[1, 1], [1, 1]], [[1, 0], [0, 0]], [[1, 2], [2, 1]]):
            with pytest.raises(Unresolved):
                field.inverse(field.matrix(a))


@FIELDS
def test_every_field_inverts_and_solves(field: Field) -> None:
    """A·A⁻¹ = I and a·solve(a, b) = b, exactly or to 30 digits."""
    with field.working():
        a = field.exact(random_shape(4, 5))
        b = field.exact(matrices.rows_of([[1, 2, 0, 1], [3, 4, 1, 1], [0, 1, 1, 1], [1, 0, 0, 7]]))
        for left, right in ((a * field.inverse(a), field.identity(4)), (b * field.solve(b, a), a)):
            for row, other in zip(field.entries(left), field.entries(right), strict=True):
                for x, y in zip(row, other, strict=True):
                    assert abs(x - y) <= field.number(Fraction(1, 10**30))


@FIELDS
def test_definiteness_has_the_sign_of_the_matrix(field: Field) -> None:
    """On symmetric 3×3 matrices of small integers it is positive, or not negative, as all principal minors are."""
    for p, q, r, a, b, c in product((0, 1, 2), (0, 1), (-1, 0, 1), (-1, 0, 1), (0, 1), (0, 1)):
        rows = ((p, a, b), (a, q, c), (b, c, r))
        minors = [p, q, r, p * q - a * a, p * r - b * b, q * r - c * c]
        minors.append(p * (q * r - c * c) - a * (a * r - b * c) + b * (a * c - b * q))
        with field.working():
            value = field.definiteness(field.exact(matrices.rows_of(rows)))
        assert (value > 0, value >= 0) == (min(minors) > 0, min(minors) >= 0), rows


def test_a_maximum_keeps_what_is_no_number() -> None:
    """The largest of NaN and 1 is NaN, in either order."""
    multiprecision, balls = Multiprecision(20), Balls(64)
    one, nan = multiprecision.number(1), multiprecision.context.nan
    for values in ((one, nan), (nan, one)):
        assert multiprecision.context.isnan(multiprecision.maximum(*values))
    for values in ((flint.arb(1), flint.arb.nan()), (flint.arb.nan(), flint.arb(1))):
        assert balls.maximum(*values).is_nan()


@pytest.mark.parametrize("field", [Multiprecision(50), Balls(170)], ids=lambda field: field.key[0])
def test_expm1_keeps_its_digits_near_zero(field: Field) -> None:
    """e^x − 1 at x = 10^-40 is x + x²/2 to 45 digits."""
    with field.working():
        x = field.number(Fraction(1, 10**40))
        assert abs(field.expm1(x) / x - 1 - x / 2) <= field.number(Fraction(1, 10**45))


def test_rationals_admit_what_they_cannot_do() -> None:
    """Only e⁰ is rational here, and expm1(0) = 0."""
    field = Rationals()
    assert field.expm1(field.number(0)) == 0
    with pytest.raises(Irrational):
        field.exp(field.number(1))


def test_an_exact_ball_is_read_as_a_rational() -> None:
    """The midpoint of a ball is a dyadic rational."""
    assert exact_fraction(flint.arb((3, -5))) == Fraction(3, 32)


@pytest.mark.parametrize("field", [Rationals(), Balls(64)], ids=["rationals", "balls"])
def test_definiteness_has_the_sign_of_the_least_eigenvalue(field: Field) -> None:
    """Of every symmetric 3×3 matrix with entries −1, 0 and 1, as the signs in its characteristic polynomial have it.

    Among them are those with a zero pivot beside an entry that is not zero, and with one before a negative pivot.
    """
    seen = set()
    for a, b, c, d, e, f in product((-1, 0, 1), repeat=6):
        rows = matrices.rows_of([[a, b, c], [b, d, e], [c, e, f]])
        with field.working():
            value = field.definiteness(field.exact(rows))
        expected = (is_positive_definite(rows), matrices.is_positive_semidefinite(rows))
        assert (bool(value > 0), bool(value >= 0)) == expected, rows
        seen.add(expected)
    assert len(seen) == 3
