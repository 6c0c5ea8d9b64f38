"""A number's sign, logarithm and ball are those of its text, whatever its size."""

from fractions import Fraction
from math import inf, isnan, log10
from typing import Any

import mpmath
import numpy as np
import pytest

from flowproof.library.number import Number, sign_log10


def exact(x: Any) -> Fraction:
    """A number of mpmath."""
    sign, mantissa, exponent, _ = x._mpf_
    return (-1) ** sign * Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


@pytest.mark.parametrize(
    ("decimal", "radius"),
    [("3.25", "0"), ("-7.3e-418", "2.1e-450"), ("0.1", "0"), ("0", "0"), ("123456", "0.5"), ("1e300", "1e299")],
)
def test_the_ball_of_mpmath_holds_that_of_the_text(decimal: str, radius: str) -> None:
    """And is hardly larger."""
    middle, more = (exact(x) for x in Number(decimal, radius).to_mpmath())
    value, bound = Fraction(decimal), Fraction(radius)
    assert abs(middle - value) + bound <= more <= bound * Fraction(1 + 1e-6) + abs(value) / 2**60


def test_precision_of_mpmath_is_left_alone() -> None:
    """Nor does it round what is made: thirty digits stay thirty."""
    text = "0.123456789012345678901234567890"
    with mpmath.workprec(20):
        middle, _ = Number(text, "0").to_mpmath()
        assert mpmath.mp.prec == 20
    assert abs(exact(middle) - Fraction(text)) < Fraction(1, 10**40)


@pytest.mark.parametrize("decimal", ["3.25", "-0.0012", "1e-300", "9.99e300", "-123456"])
def test_the_logarithm_is_that_of_the_float(decimal: str) -> None:
    x = Number(decimal, "0")
    assert x.sign == np.sign(float(decimal))
    assert x.log10 == pytest.approx(log10(abs(float(decimal))), rel=1e-15)


@pytest.mark.parametrize(
    ("decimal", "found"),
    [
        ("1e-1000000", -1_000_000),
        ("-1.000e2000000000", 2_000_000_000),
        ("1" + "0" * 5000, 5000),
        ("0", -inf),
    ],
)
def test_no_size_is_too_much(decimal: str, found: float) -> None:
    assert Number(decimal, "0").log10 == found


def test_arrays() -> None:
    """In their order, and NaN for what is unknown."""
    found = sign_log10([Number("-10", "0"), Number("0", "0"), None, Number("1e-9", "0")], (2, 2))
    assert found.sign.shape == found.log10.shape == (2, 2)
    assert (found.sign[0].tolist(), found.log10[0].tolist()) == ([-1, 0], [1, -inf])
    assert isnan(found.sign[1, 0])
    assert isnan(found.log10[1, 0])
    assert found.log10[1, 1] == -9


def test_as_text() -> None:
    assert str(Number("1.5", "1e-9")) == "1.5 ± 1e-9"
