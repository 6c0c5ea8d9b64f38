"""What Theorem 4′ pays with: from the shape alone, the same as from any factor of it."""

from fractions import Fraction

import numpy as np
import pytest
from keys import EVERY_WIDTH

from numeric.exact import Scale
from numeric.field import Balls, Irrational, Rationals
from numeric.instance import Instance, from_factor, random_basis, random_factor
from numeric.matrices import Rows, identity, inverse, product, rank, rows_of, transpose
from numeric.weights import start_size, unseen_inverse, weight
from numeric.windows import constants

FIELD = Balls(256)
SPECTRUM = (Fraction(3), Fraction(2), Fraction(1), Fraction(0))
EPSILON = Fraction(1, 10)


def instance(factor: Rows, basis: Rows | None = None, spectrum: tuple[Fraction, ...] = SPECTRUM) -> Instance:
    return from_factor(spectrum, factor, basis, Scale(Fraction(1), -9), Fraction(1), EPSILON)


def floats(rows: Rows) -> np.ndarray:
    return np.array([[float(x) for x in row] for row in rows])


@pytest.mark.parametrize("h", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("k", [1, 2, 3])
def test_it_is_that_of_the_factor(h: int, k: int) -> None:
    """m_k = ‖(U₁K⁻¹U₁ᵀ)⁻¹‖, FᵀF and U₂F against numpy, in a dense basis, wherever the first k rows are independent."""
    basis = random_basis(4, 5)
    given = instance(random_factor(4, h, 2), basis)
    if k > given.learnable:
        assert h < k
        return
    U = floats(product(transpose(basis), given.factor or ()))
    mu = float(np.linalg.norm(U @ U.T, 2))
    kappa = (1 + 0.1 / [2, 1, 1][k - 1]) / mu
    K = np.eye(h) + kappa * U[k:].T @ U[k:]
    least = np.linalg.inv(U[:k] @ np.linalg.inv(K) @ U[:k].T)
    F = np.linalg.inv(K) @ U[:k].T @ least
    with FIELD.working():
        found = weight(given, k, FIELD)
        assert float(start_size(given, FIELD).mid()) == pytest.approx(mu)
        if k < given.r or unseen_inverse(given) is None:
            assert float(found.kappa.mid()) == pytest.approx(kappa)
            assert float(found.m_k.mid()) == pytest.approx(float(np.linalg.norm(least, 2)), rel=1e-9)
            assert np.allclose(np.array(found.plain.mid().tolist(), dtype=float), F.T @ F, rtol=1e-7)
            assert np.allclose(np.array(found.seen.mid().tolist(), dtype=float), U[k:] @ F, rtol=1e-7, atol=1e-12)
        c = constants(EVERY_WIDTH, given, FIELD, k)
        assert c.c1.overlaps(found.m_k * 9 / FIELD.number(EPSILON))
        assert c.c2.overlaps(FIELD.number(EPSILON) / c.mu)


def test_at_k_0_there_is_no_first_constant() -> None:
    c = constants(EVERY_WIDTH, instance(random_factor(4, 2, 1)), Balls(64))
    assert (c.c1, c.m) == (None, None)


def test_absent_modes_are_unseen_where_the_learned_rows_stand_apart() -> None:
    """With an invertible shape, and with one whose absent rows are all the same; not with too few columns."""
    wide = instance(random_factor(4, 4, 3))
    assert unseen_inverse(wide) == inverse(wide.shape)
    assert unseen_inverse(instance(random_factor(4, 3, 3))) is None
    rows = random_factor(3, 3, 8)
    spectrum = (Fraction(2), Fraction(1), Fraction(0), Fraction(0))
    same = instance((*rows, rows[2]), spectrum=spectrum)
    assert rank(same.shape) == 3
    found = unseen_inverse(same)
    assert found is not None
    assert [row[:2] for row in found[:2]] == [row[:2] for row in inverse(product(rows, transpose(rows)))[:2]]
    assert product(same.shape, found, same.shape) == same.shape
    assert product(found, same.shape, found) == found
    with FIELD.working():
        first, last = (weight(same, k, FIELD) for k in (1, 2))
        assert last.seen == FIELD.exact([[Fraction(0)] * 2] * 2)
        assert any(x != 0 for x in first.seen.entries())


def test_the_weight_of_a_diagonal_shape_is_that_of_the_learned_modes() -> None:
    """Where U₂F = 0 for the best F, κ does not matter: m_k is the largest of the first 1/s_i, exactly."""
    given = instance(rows_of([[2, 0, 0, 0], [0, 1, 0, 0], [0, 0, 3, 0], [0, 0, 0, 5]]))
    number = Rationals().number
    assert [weight(given, k, Rationals()).m_k for k in (1, 2, 3)] == [number(Fraction(1, 4)), 1, 1]
    with pytest.raises(Irrational):
        _ = weight(instance(random_factor(4, 4, 3)), 2, Rationals()).m_k


def test_a_shape_needs_no_factor() -> None:
    """An instance that is given by its shape has the weight of each of its factors."""
    factor = random_factor(4, 4, 9)
    by_factor = instance(factor)
    by_shape = Instance(SPECTRUM, by_factor.shape, None, by_factor.alpha, Fraction(1), EPSILON)
    with FIELD.working():
        for k in (1, 2, 3):
            assert weight(by_shape, k, FIELD).m_k.overlaps(weight(by_factor, k, FIELD).m_k)
    assert by_shape.learnable == by_factor.learnable == 3
    assert instance(identity(4)).learnable == 3
