from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import flint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numeric.decimals import round_ball
from numeric.field import Balls


@pytest.mark.parametrize(
    ("value", "digits", "decimal"),
    [
        (Fraction(1, 3), 5, "0.33333"),
        (Fraction(-2, 3), 3, "-0.667"),
        (Fraction(9999999, 10**6), 3, "10.0"),
        (Fraction(5, 2), 4, "2.500"),
        (Fraction(5, 2), 1, "3"),
        (Fraction(-7, 2), 1, "-3"),
        (Fraction(123456), 2, "1.2e5"),
        (Fraction(123456), 6, "123456"),
        (Fraction(1, 8 * 10**7), 3, "1.25e-8"),
        (Fraction(0), 7, "0"),
    ],
)
def test_decimals_are_rounded_to_nearest(value: Fraction, digits: int, decimal: str) -> None:
    """All digits asked for are written, trailing zeros too."""
    with Balls(200).working():
        rounded = round_ball(Balls(200).number(value), digits)
    assert rounded is not None
    assert rounded.decimal == decimal


def test_sizes_beyond_every_float_are_written() -> None:
    """A third of 10^-2000000."""
    with Balls(200).working():
        rounded = round_ball(flint.arb(10) ** -2_000_000 / 3, 10)
    assert rounded is not None
    assert rounded.decimal == "3.333333333e-2000001"
    assert rounded.radius == "3.4e-2000011"


@pytest.mark.parametrize("size", [40, 5000])
@pytest.mark.parametrize("sign", [1, -1])
def test_exponents_of_any_length_are_written(size: int, sign: int) -> None:
    """A third of 10^(10^40), and of 10^(10^5000), whose exponent alone has more digits than Python prints."""
    power = sign * 10**size
    field = Balls(20_000)
    with field.working():
        rounded = round_ball(field.exp(power * flint.arb.const_log10()) / 3, 10)
    assert rounded is not None
    for decimal, digits, below in ((rounded.decimal, "3.333333333", 1), (rounded.radius, "3.4", 11)):
        mantissa, exponent = decimal.split("e")
        assert (mantissa, flint.fmpz(exponent)) == (digits, flint.fmpz(power - below))


def test_a_ball_too_wide_for_the_digits_is_not_written() -> None:
    """30 bits do not give 12 digits, and a ball around zero gives none."""
    with Balls(30).working():
        assert round_ball(Balls(30).number(Fraction(1, 3)), 12) is None
    with Balls(200).working():
        assert round_ball(flint.arb(0, "1e-50"), 1) is None
        assert round_ball(flint.arb("nan"), 1) is None


def test_what_a_wide_ball_leaves_open_is_in_the_radius_or_not_written() -> None:
    """1.22 ± 0.002 is 1.2 to within 0.022; 2.5 ± 0.01 may be 2 or 3, and only one that is far narrower is a tie."""
    with Balls(200).working():
        rounded = round_ball(flint.arb("1.22", "0.002"), 2)
        assert rounded is not None
        assert (rounded.decimal, rounded.radius) == ("1.2", "0.023")  # rounded up
        assert round_ball(flint.arb("2.5", "0.01"), 1) is None
        assert round_ball(flint.arb("2.5", "1e-20"), 1) is None
        tie = round_ball(flint.arb("2.5", "1e-40"), 1)
        assert tie is not None
        assert tie.decimal == "3"


def test_more_digits_than_python_prints_are_written() -> None:
    """5000 digits of a third, beyond the limit of 4300."""
    with Balls(17000).working():
        rounded = round_ball(Balls(17000).number(Fraction(1, 3)), 5000)
    assert rounded is not None
    assert rounded.decimal == "0." + "3" * 5000


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.fractions(max_denominator=10**9).filter(lambda x: x != 0),
    st.integers(min_value=-60, max_value=60),
    st.integers(min_value=1, max_value=40),
)
def test_the_radius_covers_what_the_decimal_misses(value: Fraction, power: int, digits: int) -> None:
    """|true − printed| ≤ radius, and the printed decimal is the nearest one of so many digits."""
    exact = value * Fraction(10) ** power
    with Balls(400).working():
        rounded = round_ball(Balls(400).number(exact), digits)
    assert rounded is not None
    missed = abs(Fraction(rounded.decimal) - exact)
    assert missed <= Fraction(rounded.radius)
    with localcontext() as context:
        context.prec, context.rounding = digits, ROUND_HALF_EVEN
        nearest = Fraction(Decimal(exact.numerator) / Decimal(exact.denominator))
    assert missed <= abs(nearest - exact) + abs(exact) / 10**100


@pytest.mark.parametrize("value", ["114.9", "9990", "729", "1e-40", "0.999", "-1000"])
def test_a_bound_has_two_digits(value: str) -> None:
    """And is no smaller than what the decimal misses, also where that is next to a power of ten."""
    with Balls(200).working():
        for digits in (1, 2, 3):
            rounded = round_ball(flint.arb(value), digits)
            assert rounded is not None
            assert len(rounded.radius.partition("e")[0].replace(".", "").strip("0")) <= 2
            assert abs(Fraction(value) - Fraction(rounded.decimal)) <= Fraction(rounded.radius)
