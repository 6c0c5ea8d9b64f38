from fractions import Fraction

import flint
import pytest

from numeric import matrices
from numeric.field import Balls, Unresolved
from numeric.graded_spectrum import enclose, pencil_eigenvalues, spectral_norm
from numeric.instance import random_basis, random_shape

FIELD = Balls(200)


def with_eigenvalues(*values: Fraction | int) -> matrices.Rows:
    basis = random_basis(len(values), 5)
    return matrices.product(basis, matrices.diagonal([Fraction(x) for x in values]), matrices.transpose(basis))


def scaled_unit(factor: str, n: int) -> list[list[flint.arb]]:
    return [[flint.arb(factor) if i == j else flint.arb(0) for i in range(n)] for j in range(n)]


@pytest.mark.parametrize("values", [(3,), (1, 2, 3, 4), (1, 1, 1, 5), (2, 2, 2, 2), (1, 1 + Fraction(1, 10**50), 7)])
def test_eigenvalues_are_enclosed_closely(values: tuple[Fraction | int, ...]) -> None:
    """Simple, close, repeated and equal ones, to all but a few of the bits."""
    with FIELD.working():
        balls = pencil_eigenvalues(FIELD.exact(with_eigenvalues(*values)), FIELD.identity(len(values)), FIELD)
        for ball, value in zip(balls, sorted(values), strict=True):
            assert ball.contains(FIELD.number(value))
            assert ball.rel_accuracy_bits() > 180


@pytest.mark.parametrize("n", [2, 5, 9])
def test_grading_costs_no_digit(n: int) -> None:
    """With K = SAS, S = diag(10^300i), the eigenvalues have the product and the sums that they must have."""
    with FIELD.working():
        A, G = random_shape(n, 7), random_shape(n, 3)
        S = [flint.arb(10) ** (300 * i) for i in range(n)]
        K = FIELD.matrix([[FIELD.number(A[i][j]) * S[i] * S[j] for j in range(n)] for i in range(n)])
        balls = pencil_eigenvalues(K, FIELD.exact(G), FIELD)
        assert min(ball.rel_accuracy_bits() for ball in balls) > 170
        exact = matrices.to_flint(A).det() / matrices.to_flint(G).det()
        product = flint.arb(exact)
        for factor in S:
            product *= factor**2
        total = flint.arb(1)
        for ball in balls:
            total *= ball
        assert total.overlaps(product)
        assert (total / product - 1).abs_upper() < flint.arb(2) ** -165
        trace = sum((FIELD.exact(matrices.inverse(G)) * K)[i, i] for i in range(n))
        assert sum(balls, flint.arb(0)).overlaps(trace)
        inverse_K = FIELD.inverse(K)
        inverse_trace = sum((inverse_K * FIELD.exact(G))[i, i] for i in range(n))
        assert sum((1 / ball for ball in balls), flint.arb(0)).overlaps(inverse_trace)


@pytest.mark.parametrize("factor", ["1.01", "0.99"])
def test_columns_that_are_not_orthonormal_are_noticed(factor: str) -> None:
    """With X = (1 ± δ)I the eigenvalues are those of XᵀKX divided by XᵀX, and stay enclosed."""
    with FIELD.working():
        K = FIELD.diagonal([flint.arb(2), flint.arb(3)])
        balls = enclose(K, FIELD.identity(2), scaled_unit(factor, 2), FIELD)
        assert [ball.contains(x) for ball, x in zip(balls, (2, 3), strict=True)] == [True, True]
        stretched = enclose(FIELD.identity(2), K / 3, scaled_unit("1", 2), FIELD)
        assert [
            ball.contains(flint.arb(flint.fmpq(*x))) for ball, x in zip(stretched, ((1, 1), (3, 2)), strict=True)
        ] == [
            True,
            True,
        ]


def test_a_rest_off_the_diagonal_is_noticed() -> None:
    """For [[1, x], [x, 1]] and X = I the true eigenvalues 1 ± x are the very ends of what is claimed."""
    with FIELD.working():
        for x in (flint.arb(2) ** -10, flint.arb(2) ** -1):
            K = FIELD.matrix([[1, x], [x, 1]])
            small, large = enclose(K, FIELD.identity(2), scaled_unit("1", 2), FIELD)
            assert small.contains(1 - x)
            assert large.contains(1 + x)
            assert small.rad() < 1.01 * x


def test_a_diagonalization_that_proves_nothing_is_refused() -> None:
    """Where XᵀX or XᵀKX is too far from diagonal, or K is not known to be positive."""
    with FIELD.working():
        unit = FIELD.identity(2)
        for K, X in (
            (FIELD.matrix([[1, flint.arb(2)], [flint.arb(2), 4]]), scaled_unit("1", 2)),
            (unit, scaled_unit("2", 2)),
            (FIELD.diagonal([flint.arb(1), flint.arb(0, 1)]), scaled_unit("1", 2)),
            (FIELD.diagonal([flint.arb(1), flint.arb(-1)]), scaled_unit("1", 2)),
        ):
            with pytest.raises(Unresolved):
                enclose(K, unit, X, FIELD)


@pytest.mark.parametrize(
    "values",
    [
        (5,),
        (2, -2, 1),
        (3, 3, 3),
        (3, 3 - Fraction(1, 10**14), 1),
        (-3, 3 - Fraction(1, 10**40)),
        (7, 0, 0),
        (0, 0, -7),
    ],
)
def test_the_norm_is_the_largest_eigenvalue_in_size(values: tuple[Fraction | int, ...]) -> None:
    """Of either sign, repeated, nearly so, or beside zeros; to all but a few of the bits, at every scale."""
    with FIELD.working():
        for scale in (1, flint.arb(10) ** -3000, flint.arb(10) ** 3000):
            ball = spectral_norm(FIELD.exact(with_eigenvalues(*values)) * scale, FIELD)
            assert ball.overlaps(FIELD.number(max(abs(x) for x in values)) * scale)
            assert ball.rel_accuracy_bits() > 170


def test_the_norm_of_zero_is_zero_where_that_is_certain() -> None:
    """And is refused where the matrix is only known to be small."""
    with FIELD.working():
        assert spectral_norm(FIELD.diagonal([flint.arb(0), flint.arb(0)]), FIELD) == 0
        with pytest.raises(Unresolved):
            spectral_norm(FIELD.diagonal([flint.arb(0, 1), flint.arb(0, 1)]), FIELD)


def test_radii_of_the_data_are_not_lost() -> None:
    """A ball of width 2⁻²⁰ in K widens the eigenvalues as much."""
    with FIELD.working():
        K = FIELD.diagonal([flint.arb(1, 2**-20), flint.arb(5)])
        small, _ = pencil_eigenvalues(K, FIELD.identity(2), FIELD)
        assert small.contains(1 + flint.arb(2) ** -20)
        assert small.contains(1 - flint.arb(2) ** -20)


def test_a_rest_spread_over_a_row_is_noticed() -> None:
    """For x off the diagonal everywhere 1 + 2x and 1 − x are eigenvalues."""
    with FIELD.working():
        x = flint.arb(1) / 8
        K = FIELD.matrix([[1 if i == j else x for j in range(3)] for i in range(3)])
        balls = enclose(K, FIELD.identity(3), scaled_unit("1", 3), FIELD)
        assert [ball.contains(value) for ball, value in zip(balls, (1 - x, 1 - x, 1 + 2 * x), strict=True)] == [
            True
        ] * 3


def test_radii_off_the_diagonal_are_not_lost() -> None:
    """An entry known as 0 ± 1/8 may be 1/8, in K and in G."""
    with FIELD.working():
        hardly = FIELD.matrix([[1, flint.arb(0, 0.125)], [flint.arb(0, 0.125), 1]])
        for K, G, ends in (
            (hardly, FIELD.identity(2), (0.875, 1.125)),
            (FIELD.identity(2), hardly, (1 / flint.arb(1.125), 1 / flint.arb(0.875))),
        ):
            balls = enclose(K, G, scaled_unit("1", 2), FIELD)
            assert [ball.contains(end) for ball, end in zip(balls, ends, strict=True)] == [True, True]
