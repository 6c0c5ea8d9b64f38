"""Windows of a Y that is not diagonal: those of the exact data where these are known, else against mpmath and numpy."""

import pickle
from fractions import Fraction
from typing import Any

import brute_force
import mpmath
import numpy as np
import pytest
from keys import EVERY_WIDTH, SHARPEST

from numeric import enclosed_instance, matrices, reach, windows
from numeric.constants import constants
from numeric.enclosed_instance import EnclosedInstance, with_tolerance
from numeric.evaluate import Undecided
from numeric.exact import Scale
from numeric.field import Balls, Irrational, Rationals
from numeric.instance import FlowData, Instance, from_factor, random_basis, random_factor, random_shape
from numeric.matrices import Rows, diagonal, identity, product, rows_of, transpose
from numeric.problem import Problem
from numeric.true_windows import true_window
from numeric.weights import unseen_inverse, weight
from paper import Misuse, theorems

FIELD = Balls(512)
ALPHA = Scale(Fraction(1), -30)
EPSILON = Fraction(1, 10)
BASIS = random_basis(4, 5)
SPECTRUM = (Fraction(3), Fraction(2), Fraction(1), Fraction(0))
WEIGHTS = [Fraction(x) for x in (2, 5, 3, 4)]
IRRATIONAL = rows_of([[4, 1, 0], [1, 3, 1], [0, 1, 1]])


def turned(a: Rows, basis: Rows = BASIS) -> Rows:
    return product(basis, a, transpose(basis))


def enclosed(target: Rows, shape: Rows | None = None, factor: Rows | None = None, **given: Any) -> Any:
    start = identity(len(target)) if shape is None and factor is None else shape
    return with_tolerance(Problem(target, start, factor, ALPHA), given.get("epsilon", EPSILON))


def both(shape: Rows | None, factor: Rows | None) -> tuple[FlowData, Instance]:
    """The same flow, with a basis that is known exactly, and without."""
    given = (BASIS, ALPHA, Fraction(1), EPSILON)
    exact = from_factor(SPECTRUM, factor, *given) if factor else Instance(SPECTRUM, shape or (), *given)
    return enclosed(turned(diagonal(SPECTRUM)), shape, factor), exact


@pytest.mark.parametrize("key", theorems.keys())
@pytest.mark.parametrize("h", [0, 1, 2, 3, 4])
def test_windows_are_those_of_the_exact_data(key: str, h: int) -> None:
    """By every theorem, from a shape and from factors of each width: constants, hypotheses, ends, the largest α."""
    stated = theorems.named(key)
    shape = turned(diagonal(WEIGHTS)) if stated.shape == "spectral" else random_shape(4, 7)
    if h and stated.shape == "spectral":
        factor: Rows | None = product(BASIS, diagonal([Fraction(2)] * 4))
    else:
        factor = random_factor(4, h, 3) if h else None
    found, exact = both(None if factor else shape, factor)
    assert isinstance(found, EnclosedInstance)
    if factor and h < 4 and stated.shape == "invertible":
        with pytest.raises(Misuse, match=f"has rank {h} and n is 4"):
            windows.hypotheses(key, found)
        return
    assert (found.n, found.r, found.learnable) == (exact.n, exact.r, exact.learnable)
    assert [(x.name, x.latex, x.holds) for x in windows.hypotheses(key, found)] == [
        (x.name, x.latex, x.holds) for x in windows.hypotheses(key, exact)
    ]
    assert windows.largest_alpha(key, found) == windows.largest_alpha(key, exact)
    with FIELD.working():
        for k in range(found.learnable + 1):
            _require_meet(*((windows.window(key, x, k, FIELD), constants(key, x, FIELD, k)) for x in (found, exact)))


def _require_meet(one: Any, other: Any) -> None:
    """The balls hold the same numbers, and are narrow."""
    (window, numbers), (other_window, others) = one, other
    ends = [(window.left, other_window.left), (window.right, other_window.right)]
    for x, y in ends + [(getattr(numbers, name), getattr(others, name)) for name in ("c1", "c2", "m", "mu")]:
        assert (x is None) == (y is None)
        if x is not None:
            assert x.overlaps(y)
            assert x == 0 or x.rel_accuracy_bits() > 120


def test_irrational_singular_values_are_those_of_mpmath() -> None:
    """Theorem 4's constants and the ends of T_1, to sixty digits; exact rationals are not to be had."""
    shape = random_shape(3, 4)
    found = enclosed(IRRATIONAL, shape)
    with pytest.raises(Irrational):
        found.spectrum_in(Rationals())
    with mpmath.workdps(80):
        sigma = sorted(mpmath.eigsy(mpmath.matrix([[int(x) for x in row] for row in IRRATIONAL]))[0], reverse=True)
        start = mpmath.matrix([[mpmath.mpf(x.numerator) / x.denominator for x in row] for row in shape])
        sizes = sorted(mpmath.eigsy(start, eigvals_only=True))
        m, mu, eps = 1 / sizes[0], sizes[-1], mpmath.mpf(1) / 10
        c1, c2 = 4 * m * sigma[0] ** 2 / eps, eps / (4 * m * mu**2)
        log_square = 2 * mpmath.log(mpmath.mpf(10) ** -30)
        left, right = (mpmath.log(c1) - log_square) / (2 * sigma[0]), (mpmath.log(c2) - log_square) / (2 * sigma[1])
        with FIELD.working():
            numbers, window = constants(4, found, FIELD, 1), windows.window(4, found, 1, FIELD)
            for ball, true in ((numbers.c1, c1), (numbers.c2, c2), (window.left, left), (window.right, right)):
                assert abs(mpmath.mpf(ball.str(70, radius=False)) - true) < abs(true) * mpmath.mpf(10) ** -60


@pytest.mark.parametrize("h", [1, 2, 3, 5])
def test_the_weight_is_that_of_the_factor(h: int) -> None:
    """m_k = ‖(U₁(I + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹‖ with the eigenvectors of numpy."""
    factor = random_factor(3, h, 2)
    found = enclosed(IRRATIONAL, factor=factor)
    assert found.learnable == min(h, 3)
    Y, U = (np.array([[float(x) for x in row] for row in a]) for a in (IRRATIONAL, factor))
    sigma, vectors = (x[..., ::-1] for x in np.linalg.eigh(Y))
    U, mu = vectors.T @ U, np.linalg.norm(U @ U.T, 2)
    for k in range(1, found.learnable + 1):
        kappa = (1 + 0.1 / sigma[min(k, 2)]) / mu
        inner = U[:k] @ np.linalg.inv(np.eye(h) + kappa * U[k:].T @ U[k:]) @ U[:k].T
        with FIELD.working():
            assert float(weight(found, k, FIELD).m_k.mid()) == pytest.approx(np.linalg.norm(np.linalg.inv(inner), 2))


def test_absent_modes_are_unseen_where_the_start_has_the_range_of_the_target() -> None:
    """That is decided exactly, and so what the last window costs depends on no κ."""
    basis, rank_two = random_basis(3, 2), diagonal([Fraction(2), Fraction(1), Fraction(0)])
    target = turned(rank_two, basis)
    inside = tuple(row[:2] for row in product(basis, random_shape(3, 3), diagonal([Fraction(1)] * 2 + [Fraction(0)])))
    own = product(target, random_factor(3, 2, 4))
    assert unseen_inverse(enclosed(target, factor=own)) is not None
    assert unseen_inverse(enclosed(target, factor=inside)) is None
    hypotheses = {
        name: {h.name for h in windows.hypotheses(EVERY_WIDTH, enclosed(target, factor=factor))}
        for name, factor in (("own", own), ("inside", inside))
    }
    assert hypotheses["inside"] - hypotheses["own"] == {"absent-modes-are-slow"}
    exact = from_factor((Fraction(2), Fraction(1), Fraction(0)), own, basis, ALPHA, Fraction(1), EPSILON)
    with FIELD.working():
        assert weight(enclosed(target, factor=own), 2, FIELD).m_k.overlaps(weight(exact, 2, FIELD).m_k)


BLOCKS = rows_of([[5, 1, 0, 0], [1, 3, 0, 0], [0, 0, 2, 1], [0, 0, 1, 1]])
"""Eigenvalues 4 ± √2, which are 5.41 and 2.59, and (3 ± √5)/2, which are 2.62 and 0.38."""


@pytest.mark.parametrize(
    ("factor", "learnable"),
    [
        ([[1], [0], [0], [0]], 1),
        ([[0], [0], [1], [0]], 0),
        ([[1, 0], [0, 0], [0, 1], [0, 0]], 2),
        ([[1, 0], [0, 1], [0, 0], [0, 0]], 1),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], 3),
        ([[1, 1], [0, 0], [0, 0], [0, 0]], 1),
    ],
)
def test_modes_that_the_factor_misses_are_never_learned(factor: list[list[int]], learnable: int) -> None:
    """Decided exactly, where a ball around 0 tells nothing: the first that is missed is the end."""
    assert enclosed(BLOCKS, factor=rows_of(factor)).learnable == learnable


def test_what_balls_and_ranks_leave_open_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of blocks that are mixed, so that no entry of the target is 0."""
    c, s = Fraction(3, 5), Fraction(4, 5)
    turn = rows_of([[c, 0, s, 0], [0, c, 0, s], [-s, 0, c, 0], [0, -s, 0, c]])
    mixed = product(turn, BLOCKS, transpose(turn))
    factor = product(turn, rows_of([[0], [0], [1], [0]]))
    assert enclosed(mixed, factor=factor).learnable == 0
    monkeypatch.setattr(reach, "LARGEST", 1)
    with pytest.raises(Undecided, match="which modes of the target the factor reaches could not be told"):
        _ = enclosed(mixed, factor=factor).learnable


def test_an_eigenvalue_however_small_counts() -> None:
    """The rank is that over the rationals."""
    small = turned(diagonal([Fraction(3), Fraction(2), Fraction(1, 10**100), Fraction(0)]))
    assert (enclosed(small).r, enclosed(turned(diagonal(SPECTRUM))).r) == (3, 3)
    with FIELD.working():
        last = enclosed(small).spectrum_in(FIELD)
    assert last[2] > 0
    assert last[3].is_zero()


def test_a_gap_that_the_first_precision_does_not_show_is_found() -> None:
    """And then everything is told, at whatever precision is asked."""
    close = turned(diagonal([Fraction(3), 3 - Fraction(1, 10**90), Fraction(1), Fraction(0)]))
    found = enclosed(close)
    assert found.repeated is None
    sigma = found.spectrum_in(Balls(64))
    assert sigma[0] > sigma[1] > sigma[2]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((3, 2, 2, 0), r"^the singular value 2\.0* is repeated; the theorems need distinct non-zero ones"),
        ((0, 0, 0, 0), "^the spectrum is zero; the theorems need a target"),
        ((3, 2, 1, -1), r"^the target has the negative eigenvalue -1\.0*; windows need a positive semidefinite Y"),
        ((3, 2, 1, -Fraction(1, 10**90)), r"^the target has the negative eigenvalue -1\.0*e-90; windows need"),
        ((3, 3 - Fraction(1, 10**3000), 1, 0), "^two eigenvalues of the target, or one and 0, are so close that 6144"),
        ((3, 2, 1, Fraction(1, 10**3000)), "^two eigenvalues of the target, or one and 0, are so close that 6144"),
    ],
)
def test_what_has_no_windows_is_refused(values: tuple[Any, ...], told: str) -> None:
    """Ties, what is negative, and what no precision parts. A tie at 0 is none."""
    with pytest.raises(Misuse, match=told):
        windows.hypotheses(4, enclosed(turned(diagonal([Fraction(x) for x in values]))))
    twice = enclosed(turned(diagonal([Fraction(x) for x in (3, 2, 0, 0)])))
    assert len(windows.hypotheses(4, twice)) == 5


def test_a_tolerance_at_the_largest_singular_value() -> None:
    """The sharpest theorem needs ε < σ₁ = 3, and a hair is enough."""
    target = rows_of([[2, 1], [1, 2]])
    with pytest.raises(Misuse, match=r"^ε is 3 and σ₁ is 3\.0*; the sharpest Theorem 4 needs ε < σ₁"):
        windows.hypotheses(SHARPEST, enclosed(target, epsilon=Fraction(3)))
    assert windows.hypotheses(SHARPEST, enclosed(target, epsilon=3 - Fraction(1, 10**400)))
    with pytest.raises(Misuse, match=r"^ε is 0; it must be positive"):
        enclosed(target, epsilon=Fraction(0))


def test_a_hypothesis_at_its_boundary_is_undecided() -> None:
    """Theorem 4 asks α²μ ≤ σ_r: α² = 1 = σ₂ exactly, of which balls tell nothing."""
    problem = Problem(rows_of([[2, 1], [1, 2]]), identity(2), None, Scale(Fraction(1)))
    truths = {h.name: h.holds for h in windows.hypotheses(4, with_tolerance(problem, EPSILON))}
    assert truths["start-below-targets"] is None


def test_a_shape_is_spectral_where_it_commutes_with_the_target() -> None:
    target = turned(diagonal(SPECTRUM))
    assert enclosed(target, turned(diagonal(WEIGHTS))).is_spectral
    assert not enclosed(target, random_shape(4, 7)).is_spectral
    with pytest.raises(Misuse, match="the shape is not diagonal in the basis of Y; Theorem 3 needs spectral"):
        windows.hypotheses(3, enclosed(target, random_shape(4, 7)))


def test_a_diagonal_target_in_any_order_is_exact() -> None:
    """By a permutation, of the shape and of the factor as well."""
    shape = random_shape(3, 4)
    found = enclosed(diagonal([Fraction(1), Fraction(3), Fraction(2)]), shape)
    assert isinstance(found, Instance)
    order = (1, 2, 0)
    assert found.spectrum == (3, 2, 1)
    assert found.shape_in_basis == tuple(tuple(shape[i][j] for j in order) for i in order)
    assert found.target == diagonal([Fraction(1), Fraction(3), Fraction(2)])
    kept = enclosed(diagonal([Fraction(3), Fraction(0)]), factor=rows_of([[1], [0]]))
    assert isinstance(kept, Instance)
    assert (kept.basis, kept.learnable) == (None, 1)
    with pytest.raises(Misuse, match="negative value -1"):
        enclosed(diagonal([Fraction(3), Fraction(-1)]))


def test_another_alpha_keeps_the_basis(monkeypatch: pytest.MonkeyPatch) -> None:
    """And an instance travels between processes, where it is the same."""
    found = enclosed(IRRATIONAL)
    found.spectrum_in(FIELD)
    monkeypatch.setattr(enclosed_instance, "frame_of", lambda problem, field: problem.frames[field.bits])
    other = found.starting_at(Scale(Fraction(1), -7))
    assert (str(other.alpha), other.target) == ("1e-7", IRRATIONAL)
    assert other.spectrum_in(FIELD) == found.spectrum_in(FIELD)
    monkeypatch.undo()
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert (again, hash(again)) == (found, hash(found))
    assert matrices.rank(again.target) == again.r


@pytest.mark.parametrize(
    ("spectrum", "shape"),
    [
        (SPECTRUM, turned(diagonal(WEIGHTS))),
        (SPECTRUM, random_shape(4, 7)),
        ((Fraction(3), Fraction(2), Fraction(0), Fraction(0)), turned(diagonal(WEIGHTS))),
    ],
    ids=["spectral", "general", "spectral, with two absent modes"],
)
def test_true_windows_are_those_of_the_exact_data(spectrum: matrices.Row, shape: Rows) -> None:
    """To the last digit, whether modes go their own ways or not."""
    found = enclosed(turned(diagonal(spectrum)), shape)
    exact = Instance(spectrum, shape, BASIS, ALPHA, Fraction(1), EPSILON)
    assert found.has_own_modes == exact.is_spectral
    for k in range(found.r + 1):
        assert true_window(found, k, 20) == true_window(exact, k, 20)


def test_a_true_window_is_that_of_the_entries() -> None:
    """Where the singular values are irrational: by Radon's lemma and mpmath, at both sides of both ends."""
    problem = Problem(IRRATIONAL, random_shape(3, 4), None, Scale(Fraction(1), -12))
    found = true_window(with_tolerance(problem, EPSILON), 1, 10)
    with mpmath.workdps(60):
        values, vectors = mpmath.eigsy(mpmath.matrix([[int(x) for x in row] for row in IRRATIONAL]))
        best = vectors[:, 2] * vectors[:, 2].T * values[2]
        for end in (found.first, found.last):
            assert end is not None
            for t, within in ((end.outside, False), (end.inside, True)):
                W = brute_force.radon(problem, t, 400)
                apart = mpmath.matrix([[mpmath.mpf(x.mid().str(50, radius=False)) for x in row] for row in W.tolist()])
                error = max(abs(x) for x in mpmath.eigsy(apart - best, eigvals_only=True))
                assert (error <= mpmath.mpf(1) / 10) == within


def test_bounds_of_singular_values_are_hardly_above() -> None:
    """An absent mode's is 0."""
    found = enclosed(turned(diagonal(SPECTRUM)))
    assert [found.at_most(i) - sigma < Fraction(1, 10**30) for i, sigma in enumerate(SPECTRUM)] == [True] * 4
    assert all(found.at_most(i) >= sigma for i, sigma in enumerate(SPECTRUM))
    assert found.at_most(3) == 0
