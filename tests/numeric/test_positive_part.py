"""Convergence to the positive part of a target of any sign, against the integrator and against formulas by hand."""

from fractions import Fraction
from math import sqrt

import pytest

from numeric import integrate
from numeric.field import Balls, Multiprecision
from numeric.positive_part import Approach

SPECTRUM = (Fraction(2), Fraction(1, 2), Fraction(-1, 2), Fraction(-3))
FACTOR = tuple(tuple(Fraction(x, 2) for x in row) for row in ((1, 2, 0), (-1, 1, 3), (2, 0, 1), (1, -1, 1)))


@pytest.mark.parametrize("time", [Fraction(0), Fraction(1, 4), Fraction(1)])
def test_the_distance_is_what_integration_gives(time: Fraction) -> None:
    """‖X(t) − Ỹ‖_F by (8) against the Taylor integrator, which knows the equation alone."""
    n = len(SPECTRUM)
    target = tuple(tuple(SPECTRUM[i] if i == j else Fraction(0) for j in range(n)) for i in range(n))
    start = tuple(tuple(sum(a * b for a, b in zip(u, v, strict=True)) for v in FACTOR) for u in FACTOR)
    X = integrate.integrate(target, start, Fraction(2), time, 20)
    entries = [float(X[i][j]) - (float(max(SPECTRUM[i], 0)) if i == j else 0) for i in range(n) for j in range(n)]
    expected = sqrt(sum(x * x for x in entries))
    approach = Approach(SPECTRUM, FACTOR, Multiprecision(40))
    error = approach.frobenius(approach.error(time))
    assert abs(float(error) - expected) < 1e-12 * expected


def test_the_sharp_constant_of_a_spectral_start() -> None:
    """Where U is diagonal the limits are those of (9): σ(σ₀ − σ)/σ₀ for σ > 0, and pσ₀/(p + σ₀) for σ = −p."""
    factor = tuple(tuple(Fraction(i + 1) if i == j else Fraction(0) for j in range(4)) for i in range(4))
    approach = Approach(SPECTRUM, factor, Multiprecision(30))
    second, third = Fraction(1, 2) * (4 - Fraction(1, 2)) / 4, Fraction(1, 2) * 9 / (9 + Fraction(1, 2))
    assert abs(float(approach.sharp_constant()) - sqrt(second**2 + third**2)) < 1e-12


def test_the_gap() -> None:
    """The next |σ| after the least, or twice the least where that is nearer."""
    field = Multiprecision(30)
    assert Approach(SPECTRUM, FACTOR, field).gap == 1
    assert Approach((Fraction(3), Fraction(2), Fraction(-1)), FACTOR[:3], field).gap == 1
    assert Approach((Fraction(3), Fraction(-3)), FACTOR[:2], field).gap == 6


@pytest.mark.parametrize("spectrum", ["3,1", "-1,-2", "1,-1"])
def test_a_sign_may_be_absent(spectrum: str) -> None:
    """The constant bounds the distance at the start where no eigenvalue is positive, or none is negative."""
    values = tuple(Fraction(x) for x in spectrum.split(","))
    field = Balls(200)
    with field.working():
        approach = Approach(values, FACTOR[:2], field)
        assert approach.frobenius(approach.error(Fraction(0))) <= approach.constant()
        assert approach.sharp_constant() >= 0


@pytest.mark.parametrize(
    ("spectrum", "factor"),
    [("-1,-2", "1,1"), ("3,3", "10,10"), ("3,3", "1/10,1/10"), ("1,-1", "1,5")],
)
def test_the_constant_is_one_and_none_of_its_terms_can_be_left_out(spectrum: str, factor: str) -> None:
    """From diagonal factors, at many times; the distance comes so near to the constant that each term is needed."""
    values = tuple(Fraction(x) for x in spectrum.split(","))
    scales = [Fraction(x) for x in factor.split(",")]
    rows = tuple(tuple(x if i == j else Fraction(0) for j in range(len(scales))) for i, x in enumerate(scales))
    field = Multiprecision(60)
    approach = Approach(values, rows, field)
    shares = [
        approach.frobenius(approach.error(time))
        * field.exp(field.number(4 * approach.least * time))
        / approach.constant()
        for time in (Fraction(k, 8) for k in (0, 1, 2, 4, 8, 16, 32))
    ]
    assert max(shares) < 1 + field.number(Fraction(1, 10**20))
    assert max(shares) > field.number(Fraction(1, 2))
