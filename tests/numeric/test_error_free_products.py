"""Products and inverses in double precision against exact fractions: each bound holds, and none is idle."""

import itertools
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import pytest

from numeric import machine
from numeric.exact import Unresolved
from numeric.hardware import inverse as inverting
from numeric.hardware import products
from numeric.hardware.enclosed import Enclosed, columns_times, exactly, times
from numeric.hardware.inverse import inverse
from numeric.hardware.products import Slices, bits_of, missed, product
from numeric.hardware.sums import of_fractions, two_product, two_sum, up
from numeric.matrices import to_flint

BITS = 256


def exact(parts: Any) -> list[list[Fraction]]:
    """The exact sum of the parts."""
    n, m = parts[0].shape
    return [[sum(Fraction(float(part[i, j])) for part in parts) for j in range(m)] for i in range(n)]  # type: ignore[misc]


def off(found: Any, a: list[list[Fraction]], b: list[list[Fraction]], minus: int = 0) -> Any:
    """|found − (AB − minus·I)|, exact."""
    true = (to_flint(a) * to_flint(b)).tolist()
    return [
        [abs(x - Fraction(int(t.p), int(t.q)) + minus * (i == j)) for j, (x, t) in enumerate(zip(*rows, strict=True))]
        for i, rows in enumerate(zip(exact(found), true, strict=True))
    ]


def drawn(kind: str, n: int, m: int, seed: int) -> Any:
    """A matrix as one part or as a sum of two."""
    draw = np.random.default_rng(seed)
    if kind == "ordinary":
        return (draw.standard_normal((n, m)),)
    if kind == "two parts":
        high = draw.standard_normal((n, m))
        return (high, high * 2.0**-53 * draw.uniform(-1, 1, (n, m)))
    if kind == "all as large as can be, of one sign":
        return (np.full((n, m), np.nextafter(1.0, 0.0)),)
    if kind == "entries far apart":
        return (np.ldexp(draw.standard_normal((n, m)), draw.integers(-60, 60, (n, m))),)
    if kind == "next to overflow":
        return (np.ldexp(draw.standard_normal((n, m)), 470),)
    if kind == "next to underflow":
        return (np.ldexp(draw.standard_normal((n, m)), draw.integers(-470, -450, (n, m))),)
    if kind == "rows of zeros":
        return (draw.standard_normal((n, m)) * (np.arange(n) % 2)[:, None],)
    raise AssertionError(kind)


KINDS = (
    "ordinary",
    "two parts",
    "all as large as can be, of one sign",
    "entries far apart",
    "next to overflow",
    "next to underflow",
    "rows of zeros",
)


@pytest.mark.parametrize("order", [2, 3, 5, 6, 8])
@pytest.mark.parametrize("kind", KINDS)
def test_products_are_within_their_bounds(kind: str, order: int) -> None:
    """Of 5×17 and 17×4, also where both are next to the least or the largest that are taken."""
    other = kind if kind.startswith("next to") else "two parts"
    a, b = drawn(kind, 5, 17, order), drawn(other, 17, 4, order + 1)
    found, rows, columns = product(Slices(a, order - 1), Slices([part.T for part in b], order - 1), order)
    errors = off(found, exact(a), exact(b))
    for i, line in enumerate(errors):
        for j, error in enumerate(line):
            assert error <= Fraction(float(rows[i])) * Fraction(float(columns[j]))


def test_the_bound_is_not_idle() -> None:
    """What is left out comes near to it: more than a two-hundredth, where all entries are alike."""
    a = (np.full((3, 64), 1 - 2.0**-53),)
    found, rows, columns = product(Slices(a, 2), Slices(a, 2), 3)
    error = max(max(line) for line in off(found, exact(a), [list(x) for x in zip(*exact(a), strict=True)]))
    assert error * 200 > Fraction(float(rows[0])) * Fraction(float(columns[0]))


@pytest.mark.parametrize("symmetric", [False, True])
def test_what_is_subtracted_cancels_without_loss(symmetric: bool) -> None:
    """XᵀX − I for an X that is nearly orthonormal, by halves too."""
    x = np.linalg.qr(np.random.default_rng(3).standard_normal((150, 150)))[0]
    sliced = Slices((x.T,), 5)
    found, rows, columns = product(sliced, sliced, 6, minus=1.0, symmetric=symmetric)
    assert np.abs(found[0]).max() < 1e-13
    columns_of_x = exact((x.T,))
    for i, j in ((0, 0), (3, 140), (149, 149), (140, 3)):
        true = sum(a * b for a, b in zip(columns_of_x[i], columns_of_x[j], strict=True)) - (i == j)
        value = sum(Fraction(float(part[i, j])) for part in found)
        assert abs(value - true) <= Fraction(float(rows[i])) * Fraction(float(columns[j])) < Fraction(1, 10**26)


@pytest.mark.parametrize("inner", [1, 2, 3, 31, 1000, 4000, 5000])
def test_partial_sums_are_whole_numbers_that_doubles_and_singles_hold(inner: int) -> None:
    """With one bit more they would not be, or slices not be held in single precision."""
    bits = bits_of(inner)
    assert inner * 2 ** (2 * bits) <= 2**53
    assert bits <= 24
    assert inner * 2 ** (2 * bits + 2) > 2**53 or bits == 24


def test_an_order_more_gains_the_bits_of_a_slice() -> None:
    for order in (3, 4, 6, 7):
        assert 2**20 < missed(1000, order) / missed(1000, order + 1) < 2**22
    assert bits_of(1000) == 21


@pytest.mark.parametrize("exponent", [-500, 500])
def test_what_is_far_from_1_is_refused(exponent: int) -> None:
    """Its products would be no doubles."""
    with pytest.raises(Unresolved, match="too far from 1"):
        Slices((np.ldexp(np.ones((3, 3)), exponent),), 3)


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_what_is_not_finite_is_refused(wrong: float) -> None:
    a = np.ones((3, 3))
    a[1, 1] = wrong
    with pytest.raises(Unresolved, match="not finite"):
        Slices((a,), 3)
    with pytest.raises(Unresolved):
        inverse(exactly((a,)), (5,))


def spd(n: int, seed: int) -> Any:
    a = np.random.default_rng(seed).standard_normal((n, n))
    return np.eye(n) + a @ a.T / n


@pytest.mark.parametrize("orders", [(4,), (5,), (6,), (5, 7), (5, 7, 8)])
@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_inverses_are_within_their_bounds(n: int, orders: tuple[int, ...]) -> None:
    """Against the exact inverse; and each residual more makes the bound narrower."""
    b = spd(n, n)
    b = (b + b.T) / 2
    found = inverse(exactly((b,)), orders)
    true = to_flint(exact((b,))).inv()
    radii = found.radii()
    for i, line in enumerate(exact(found.parts)):
        for j, x in enumerate(line):
            t = true[i, j]
            assert abs(x - Fraction(int(t.p), int(t.q))) <= Fraction(float(radii[i, j]))
    assert radii.max() < {4: 1e-15, 5: 1e-19, 6: 1e-24, 7: 1e-30, 8: 1e-35}[orders[-1]]


def test_the_square_of_a_residual_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever LAPACK returns: here it is off in the seventh digit, and what is left is the square of that."""
    b = spd(7, 7)
    b = (b + b.T) / 2
    off = np.linalg.inv(b) * (1 + 1e-6 * np.random.default_rng(1).standard_normal((7, 7)))
    monkeypatch.setattr(inverting, "_approximate", lambda _: (off + off.T) / 2)
    found = inverse(exactly((b,)), (8,))
    true, radii = to_flint(exact((b,))).inv(), found.radii()
    for i, line in enumerate(exact(found.parts)):
        for j, x in enumerate(line):
            t = true[i, j]
            assert abs(x - Fraction(int(t.p), int(t.q))) <= Fraction(float(radii[i, j]))
    assert 1e-14 < radii.max() < 1e-9


def test_an_inverse_holds_those_of_all_matrices_within_the_bounds() -> None:
    """B is known to 1e-9 only: matrices at the ends of that have their inverses within the radii."""
    n, draw = 12, np.random.default_rng(5)
    b = spd(n, 2)
    b = (b + b.T) / 2
    known = Enclosed((b,), np.full(n, 1e-9), np.ones(n))
    found = inverse(known, (6,))
    for _ in range(5):
        signs = np.triu(draw.choice([-1.0, 1.0], (n, n)))
        other = np.linalg.inv(b + 1e-9 * (signs + np.triu(signs, 1).T))
        assert (np.abs(other - found.parts[0]) <= found.radii()).all()
    assert found.radii().max() < 1e-6


def test_what_is_ill_conditioned_is_refused() -> None:
    hilbert = 1 / (np.arange(14)[:, None] + np.arange(14) + 1.0)
    with pytest.raises(Unresolved, match="ill-conditioned"):
        inverse(exactly((hilbert,)), (5, 7))


def test_products_of_what_is_known_to_a_bound() -> None:
    """Matrices at the ends of the bounds have their product within those of the product."""
    draw = np.random.default_rng(8)
    a = Enclosed((draw.standard_normal((6, 9)),), draw.uniform(0, 1e-6, 6), draw.uniform(0, 1, 9))
    b = Enclosed((draw.standard_normal((9, 5)),), draw.uniform(0, 1e-6, 9), draw.uniform(0, 1, 5))
    found = times(a, b, 5)
    for _ in range(20):
        ends = [x.parts[0] + draw.choice([-1.0, 1.0], x.shape) * x.radii() for x in (a, b)]
        difference = np.abs(ends[0] @ ends[1] - found.parts[0])
        assert (difference <= found.radii() + 1e-13).all()
    assert found.radii().max() < 1e-4


@pytest.mark.parametrize("wide", [False, True])
def test_columns_are_multiplied_by_balls(wide: bool) -> None:
    """Whichever numbers the balls and the matrix stand for, from 1 down to far below the normal doubles."""
    generator = np.random.default_rng(5)
    sizes = [flint.arb(2) ** k for k in (0, -1, -30, -150, -199, -201, -5000)]
    with flint.ctx.workprec(BITS):
        factors = [flint.arb(x * flint.arb("0.7").mid(), x * (2.0**-40 if wide else 0.0)) for x in sizes]
    parts = tuple(generator.normal(size=(5, 7)) * scale for scale in (1.0, 2.0**-53))
    a = Enclosed(parts, np.full(5, 2.0**-70), np.ones(7))
    with flint.ctx.workprec(BITS):
        found = columns_times(a, factors)
    with flint.ctx.workprec(6000):
        for i, j, sign in itertools.product(range(5), range(7), (-1, 0, 1)):
            x = sum((flint.arb(float(part[i, j])) for part in parts), flint.arb(0)) + sign * flint.arb(2) ** -70
            ends = (factors[j].mid() + sign * factors[j].rad(), factors[j].mid() - sign * factors[j].rad())
            told = sum((flint.arb(float(part[i, j])) for part in found.parts), flint.arb(0))
            for factor in ends:
                assert abs(x * factor - told) <= flint.arb(float(found.rows[i])) * float(found.columns[j])
    assert found.rows.max() < (2.0**-36 if wide else 2.0**-67)


def test_what_a_product_with_columns_drops_is_within_its_bound() -> None:
    """Of numbers that are three doubles, times one that is a double, four are kept of six: nothing else is off."""
    generator = np.random.default_rng(8)
    parts = tuple(generator.normal(size=(4, 3)) * 2.0 ** (-53 * k) for k in range(3))
    with flint.ctx.workprec(6000):
        factors = [flint.arb(0.7)] * 3
        found = columns_times(exactly(parts), factors)
        off = [
            abs(sum((flint.arb(float(a[i, j])) for a in parts), flint.arb(0)) * factors[j] - kept)
            for i, j in itertools.product(range(4), range(3))
            for kept in [sum((flint.arb(float(a[i, j])) for a in found.parts), flint.arb(0))]
        ]
        assert all(x <= flint.arb(float(found.rows[k // 3])) for k, x in enumerate(off))
        assert max(off) > 0
    assert found.rows.max() < 2.0**-150


@pytest.mark.parametrize("exponent", [3, -20, -599, -700, -1010, -1050, -2000])
def test_what_falls_below_the_doubles_is_within_the_bound(exponent: int) -> None:
    a = Enclosed((np.array([[1.1 * 2.0**90, -3.3]]),), np.array([2.0**-30]), np.ones(2))
    found = a.shrunk(exponent)
    with flint.ctx.workprec(6000):
        for j, sign in itertools.product(range(2), (-1, 1)):
            true = (flint.arb(float(a.parts[0][0, j])) + sign * flint.arb(2) ** -30) * flint.arb(2) ** exponent
            assert abs(true - flint.arb(float(found.parts[0][0, j]))) <= flint.arb(float(found.rows[0]))


def test_sums_and_products_of_doubles_are_exact() -> None:
    draw = np.random.default_rng(1)
    a, b = (np.ldexp(draw.standard_normal(200), draw.integers(-40, 40, 200)) for _ in range(2))
    for x, y, s, e, p, q in zip(a, b, *two_sum(a, b), *two_product(a, b), strict=True):
        assert Fraction(x) + Fraction(y) == Fraction(s) + Fraction(e)
        assert Fraction(x) * Fraction(y) == Fraction(p) + Fraction(q)


def test_fractions_become_sums_of_doubles() -> None:
    values = [Fraction(1, 3), Fraction(-22, 7), Fraction(0), Fraction(5, 8)]
    for x, parts in zip(values, zip(*of_fractions(values), strict=True), strict=True):
        assert abs(x - sum(map(Fraction, parts))) <= abs(x) * Fraction(1, 2**158)


def test_up_is_above() -> None:
    """Of a sum of many small numbers, however it is rounded."""
    values = np.random.default_rng(2).uniform(0, 1, 5000).astype(np.float64)
    exact_sum = sum(map(Fraction, values.tolist()))
    assert Fraction(float(up(values.sum(), 5000))) >= exact_sum
    assert Fraction(float(up(np.cumsum(values)[-1], 5000))) >= exact_sum
    assert float(up(0.0)) > 0


def test_this_machine_passes() -> None:
    assert machine.failure() is None


def test_a_machine_that_multiplies_wrongly_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One entry is off by one: such a BLAS is not used."""

    class Wrong(np.ndarray):
        def __matmul__(self, other: Any) -> Any:
            found = np.asarray(self) @ np.asarray(other)
            if found.dtype == np.float64:
                found[-1, -1] += 1
            return found

    monkeypatch.setattr(machine, "doubles", lambda a: a.astype(np.float64).view(Wrong))
    machine.failure.cache_clear()
    assert "BLAS" in (machine.failure() or "")
    monkeypatch.undo()
    machine.failure.cache_clear()
    assert machine.failure() is None


def test_panels_cover_the_rows() -> None:
    assert [x for rows in products.panels(300) for x in range(rows.start, rows.stop)] == list(range(300))
