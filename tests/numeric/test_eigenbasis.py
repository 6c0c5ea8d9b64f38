from fractions import Fraction

import pytest

from numeric import matrices
from numeric.eigenbasis import eigenbasis
from numeric.field import Balls, Unresolved
from numeric.instance import random_basis

CLOSE = Fraction(1, 10**30)


@pytest.mark.parametrize(
    "eigenvalues",
    [
        (3, 2, 1, 0),
        (3, 3, 0, 0),
        (1, 1, 1),
        (0, 0),
        (5,),
        (1 + CLOSE, 1, 1, 0),
        (2, 1, -3),
        (Fraction(1, 10**40), 0, 0),
        (9, 8, 7, 6, 5, 0, 0, 0, 0, 0),
    ],
)
@pytest.mark.parametrize("dense", [True, False])
def test_a_certified_eigenbasis_holds_the_truth_and_is_tight(eigenvalues: tuple[Fraction, ...], dense: bool) -> None:
    """Eigenvalues in their balls in decreasing order, ΦᵀΦ ∋ I and ΦΣΦᵀ ∋ Y, whatever the multiplicities."""
    n = len(eigenvalues)
    exact = sorted((Fraction(x) for x in eigenvalues), reverse=True)
    basis = random_basis(n, 5) if dense else matrices.identity(n)
    Y = matrices.product(basis, matrices.diagonal([Fraction(x) for x in eigenvalues]), matrices.transpose(basis))
    field = Balls(400)
    found = eigenbasis(Y, field)
    with field.working():
        gram = found.vectors.transpose() * found.vectors
        product = found.vectors * field.diagonal(found.values) * found.vectors.transpose()
        assert gram.contains(field.identity(n))
        assert product.contains(matrices.to_flint(Y))
        assert all(x.rad() < field.number(Fraction(1, 10**40)) for x in found.vectors.entries())
        for value, true in zip(found.values, exact, strict=True):
            assert value.contains(matrices.to_flint(((true,),))[0, 0])
            assert true != 0 or value == 0


def test_irrational_eigenvalues_are_enclosed() -> None:
    """[[1, 1], [1, 0]] has the golden ratio and its conjugate."""
    field = Balls(200)
    found = eigenbasis(matrices.rows_of([[1, 1], [1, 0]]), field)
    with field.working():
        golden = (1 + field.sqrt(field.number(5))) / 2
        assert found.values[0].overlaps(golden)
        assert found.values[1].overlaps(1 - golden)
        assert found.values[0].rel_accuracy_bits() > 180


def test_eigenvalues_too_close_for_the_precision_are_unresolved() -> None:
    """A gap of 10⁻³⁰⁰ needs more than 100 bits, and 1500 are enough."""
    basis = random_basis(2, 5)
    values = matrices.diagonal([1 + Fraction(1, 10**300), Fraction(1)])
    Y = matrices.product(basis, values, matrices.transpose(basis))
    with pytest.raises(Unresolved):
        eigenbasis(Y, Balls(100))
    assert eigenbasis(Y, Balls(2500)).values[0] > 1
