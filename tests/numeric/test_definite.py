"""Positive definite matrices are told from others, exactly."""

from fractions import Fraction

import numpy as np
import pytest

from numeric import definite, matrices
from numeric.definite import SMALL, is_positive_definite
from numeric.instance import random_shape
from numeric.matrices import Rows

N = SMALL + 5
HAIR = Fraction(1, 10**25)
"""Far below what double precision tells."""


def singular(n: int = N, rank: int = N - 1) -> Rows:
    """The Gram matrix of small integers, of that rank."""
    draw = np.random.default_rng(1)
    a = matrices.rows_of([[int(x) for x in row] for row in draw.integers(-3, 4, (n, rank))])
    return matrices.product(a, matrices.transpose(a))


def graded(a: Rows, decades: int) -> Rows:
    """DAD with a diagonal D that falls by so many decades."""
    n = len(a)
    d = matrices.diagonal([Fraction(10) ** -(decades * i // (n - 1)) for i in range(n)])
    return matrices.product(d, a, d)


def moved(a: Rows, by: Fraction) -> Rows:
    return matrices.plus(a, matrices.times(by, matrices.identity(len(a))))


@pytest.fixture
def _only_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The characteristic polynomial and balls are not there."""
    monkeypatch.setattr(definite, "_by_characteristic_polynomial", lambda _: pytest.fail("not in doubles"))
    monkeypatch.setattr(definite, "_is_certain_in_balls", lambda _: pytest.fail("not in doubles"))


@pytest.mark.usefixtures("_only_quickly")
@pytest.mark.parametrize("decades", [0, 10, 40])
def test_double_precision_tells_nearly_always(decades: int) -> None:
    """However graded; also the contrary, by a vector."""
    a = graded(random_shape(N, 1), decades)
    assert is_positive_definite(a)
    assert not is_positive_definite(
        matrices.plus(a, matrices.times(Fraction(-101, 100), graded(random_shape(N, 1), decades)))
    )
    assert is_positive_definite(graded(moved(singular(), Fraction(1, 10**6)), decades))
    assert not is_positive_definite(graded(moved(singular(), Fraction(-1, 10**6)), decades))


def test_what_is_not_positive_definite_by_a_hair_is_told() -> None:
    """Neither a singular matrix nor one with a negative eigenvalue passes for positive definite."""
    a = singular()
    assert not is_positive_definite(a)
    assert not is_positive_definite(moved(a, -HAIR))
    assert is_positive_definite(moved(a, HAIR))


@pytest.mark.parametrize("decades", [400, 2000])
def test_sizes_beyond_double_precision_are_told(decades: int) -> None:
    assert is_positive_definite(graded(random_shape(N, 2), decades))
    assert not is_positive_definite(graded(moved(singular(), Fraction(-1, 10**6)), decades))


def test_a_diagonal_that_is_not_positive_is_enough() -> None:
    assert not is_positive_definite(matrices.diagonal([Fraction(1)] * N + [Fraction(0)]))
    assert is_positive_definite(matrices.diagonal([Fraction(1, 10**900)] * N))


def test_a_factor_of_another_matrix_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the factor comes about: one that is off by little, or not finite, is noticed by its residual."""
    b = np.array([[float(x) for x in row] for row in random_shape(N, 3)])
    assert definite._is_certain(b)
    cholesky = np.linalg.cholesky
    for off in (1e-8, np.nan, np.inf):
        monkeypatch.setattr(np.linalg, "cholesky", lambda a, off=off: cholesky(a) + off)
        assert not definite._is_certain(b)


def test_the_margin_of_double_precision_is_enough() -> None:
    """Whatever is called certain is so: by eigenvalues that come closer and closer to 0, next to where it ends."""
    last = None
    for k in range(60):
        a = moved(singular(), Fraction(1, 2**k))
        b = np.array([[float(x) for x in row] for row in a])
        scale = 1 / np.sqrt(np.diag(b))
        if not definite._is_certain(b * np.outer(scale, scale)):
            last = k
            break
    assert last is not None
    assert 20 < last < 48  # neither always certain nor hardly ever


def test_doubles_that_are_not_sound_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that multiplies wrongly, balls decide."""

    def asked(_: object) -> bool:
        raise AssertionError("double precision was asked")

    monkeypatch.setattr(definite, "_is_certain", asked)
    a = random_shape(50, 1)
    with pytest.raises(AssertionError, match="was asked"):
        is_positive_definite(a)
    monkeypatch.setattr(definite.machine, "failure", lambda: "this machine's BLAS gives wrong products")
    assert is_positive_definite(a)
