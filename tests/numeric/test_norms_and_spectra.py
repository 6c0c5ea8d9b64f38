"""Norms, and graded eigenvalues, in double precision: each near-miss of what their bounds rest on is told from it."""

from fractions import Fraction
from typing import Any

import flint
import numpy as np
import pytest
from measured_by_balls import problem, true_values

from numeric.exact import Unresolved
from numeric.field import Balls
from numeric.graded_spectrum import spectral_norm
from numeric.hardware import norms, spectrum
from numeric.hardware.measured import InDoubles


def exact_square(parts: Any) -> Fraction:
    rows = [
        [sum(Fraction(float(part[i, j])) for part in parts) for j in range(len(parts[0]))] for i in range(len(parts[0]))
    ]
    return sum((x * x for row in rows for x in row), Fraction(0))


def as_fraction(x: Any) -> tuple[Fraction, Fraction]:
    """The ends of a ball."""
    ends = [end.man_exp() for end in (x.lower(), x.upper())]
    low, high = (Fraction(int(m)) * Fraction(2) ** int(e) for m, e in ends)
    return low, high


@pytest.mark.parametrize("n", [1, 2, 7, 40])
def test_sums_of_squares_hold_those_of_all_matrices_within_the_radii(n: int) -> None:
    """At both ends: every entry larger, or smaller, by its radius; without radii to thirty digits, nearly."""
    draw_number = np.random.default_rng(n)
    high = draw_number.standard_normal((n, n)) * 10.0 ** draw_number.integers(-200, 1, (n, n))
    parts = [high, high * 2.0**-54 * draw_number.uniform(-1, 1, (n, n))]
    with flint.ctx.workprec(256):
        low, up = as_fraction(norms.sum_of_squares(parts, np.zeros((n, n))))
        assert low <= exact_square(parts) <= up
        assert up - low <= up / 10**26
        radius = np.abs(high) * 2.0**-20
        low, up = as_fraction(norms.sum_of_squares(parts, radius))
        for sign in (1, -1):
            assert low <= exact_square([*parts, sign * np.sign(high) * radius]) <= up


@pytest.mark.parametrize(
    ("values", "bits"),
    [
        ([1.0, 0.5, 0.25, -0.125], 85),
        ([-1.0, 0.5, 0.25, 0.125], 85),
        ([1.0, -1.0, 0.5, 0.0], 85),
        ([1.0, 1.0, 1.0, 0.5], 85),
        ([1.0, 1.0 - 2.0**-40, 0.5, 1e-200], 85),
        ([1.0] * 20, 40),
    ],
    ids=["largest", "negative", "both signs", "repeated", "close", "one eigenvalue"],
)
def test_spectral_norms_are_enclosed(values: list[float], bits: int) -> None:
    """Of turned matrices with these eigenvalues: what balls find of the same sums, to many digits, unless too many."""
    basis = np.linalg.qr(np.random.default_rng(len(values)).standard_normal((len(values),) * 2))[0]
    a = basis * values @ basis.T
    parts = [np.tril(a) + np.tril(a, -1).T, np.zeros_like(a)]
    with flint.ctx.workprec(256):
        found = norms.spectral_of_sum(parts, np.zeros_like(a))
        true = spectral_norm(flint.arb_mat([[flint.arb(float(x)) for x in row] for row in parts[0]]), Balls(256))
        assert found.overlaps(true)
        assert found.rel_accuracy_bits() > bits
        radius = np.full_like(a, 1e-6)
        wide = norms.spectral_of_sum(parts, radius)
        for sign in (1, -1):
            moved = [[flint.arb(float(x)) + sign * flint.arb(float(y)) for x, y in zip(*rows, strict=True)]
                     for rows in zip(parts[0], radius, strict=True)]  # fmt: skip
            assert wide.overlaps(spectral_norm(flint.arb_mat(moved), Balls(256)))


def pieces(n: int) -> tuple[Any, Any, Any, list[Any]]:
    """P, columns that are found for graded s, k, and the true eigenvalues."""
    p, t = problem(n, "1e-50", "shape"), Fraction(153)
    W = InDoubles(p).in_basis(t, 2)
    with flint.ctx.workprec(256):
        k = np.array([spectrum.half_exponent(W.ball(i, i)) for i in range(n)], dtype=np.int64)
        parts, radius = W.written_out(k.tolist())
    assert (np.diff(k) <= 0).all()
    return tuple(parts), spectrum.first_columns(parts[0], k), radius, true_values(p, t)


def enclosed(P: Any, columns: Any, radius: Any) -> list[Any]:
    with flint.ctx.workprec(256):
        return spectrum.enclose(columns, *spectrum.products(P, columns, 7), radius)


def test_columns_that_are_off_are_noticed_and_refined_away() -> None:
    """However wrong they are, the truth is within; off by 10⁻⁶ they tell no more than that, and refined all again."""
    P, columns, radius, true = pieces(20)
    noise = 1e-6 * np.random.default_rng(1).standard_normal((20, 20))
    off = spectrum.Columns((columns.T[0], noise), columns.k, columns.m)
    inner, gram = spectrum.products(P, off, 7)
    better = spectrum.refined(off, inner.parts[0], gram.parts[0])
    for each, least, most in ((columns, 1e-30, 1e-12), (off, 1e-7, 1e-3), (better, 1e-30, 1e-8)):
        found = enclosed(P, each, radius)
        assert all(x.overlaps(y) for x, y in zip(found, true, strict=True))
        assert all(least * abs(x.mid()) < x.rad() < most * abs(x.mid()) for x in found)


def test_columns_that_are_wrong_are_refused() -> None:
    P, columns, radius, _ = pieces(12)
    wrong = spectrum.Columns((columns.T[0][:, ::-1],), columns.k, columns.m)
    with pytest.raises(Unresolved):
        enclosed(P, wrong, radius)


def test_what_p_is_off_and_what_columns_are_off_orthonormal_both_count() -> None:
    """For P = I, where columns are exact: P ± radius has these eigenvalues. And with slanted ones, that of I is 1."""
    n, k = 3, np.zeros(3, dtype=np.int64)
    one, columns = np.eye(n), spectrum.Columns((np.eye(n),), k, k)
    found = enclosed((one,), columns, 0.01 * one)
    assert all(x.contains(flint.arb(0.99)) and x.contains(flint.arb(1.01)) for x in found)
    # with sheared columns and P the inverse of their square, UᵀPU is I, and XᵀX is not
    shear = one + 0.01 * np.diag(np.ones(n - 1), 1)
    P = np.linalg.inv(shear @ shear.T)
    found = enclosed((P,), spectrum.Columns((shear,), k, k), np.zeros((n, n)))
    true = np.sort(np.linalg.eigvalsh(P))[::-1]
    assert all(abs(x.mid() - y) <= x.rad() + 1e-12 for x, y in zip(found, true.tolist(), strict=True))
    assert all(x.rad() > 0.009 for x in found)


def test_windows_of_modes_tell_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes that fit into no double's range come in windows; narrow ones are as good."""
    p, t = problem(40, "1e-100", "shape"), Fraction(307)
    W = InDoubles(p).in_basis(t, 2)
    whole = spectrum.eigenvalues(W, 2)
    monkeypatch.setattr(spectrum, "WIDEST", 200)
    parts = spectrum.eigenvalues(W, 2)
    assert all(x.overlaps(y) and y.rel_accuracy_bits() > 70 for x, y in zip(whole, parts, strict=True))
