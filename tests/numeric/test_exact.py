from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numeric.exact import LONGEST, Scale, echoed, format_fraction, parse_fraction, parse_scale
from paper import Misuse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", Fraction(3)),
        ("-2.50", Fraction(-5, 2)),
        ("1/3", Fraction(1, 3)),
        ("2.5e-7", Fraction(1, 4_000_000)),
        ("1E+3", Fraction(1000)),
        ("10^-3", Fraction(1, 1000)),
        ("-10^2", Fraction(-100)),
        (" 7. ", Fraction(7)),
        ("1e-25", Fraction(1, 10**25)),
        ("0e-99", Fraction(0)),
        ("10**-3", Fraction(1, 1000)),
        ("-10**(2)", Fraction(-100)),
        ("10**(-30)", Fraction(1, 10**30)),
        ("1/3*10^-2", Fraction(1, 300)),
        ("2.5*10**3", Fraction(2500)),
        ("1e-30*10^30", Fraction(1)),
        ("0/5*10^30", Fraction(0)),
        ("1%", Fraction(1, 100)),
        ("2.5 %", Fraction(1, 40)),
        ("10^−3", Fraction(1, 1000)),  # with a minus sign as it is printed
    ],
)
def test_numbers_are_read_exactly(text: str, value: Fraction) -> None:
    """Every notation gives the rational that it writes."""
    assert parse_fraction(text, "x") == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "1e", "1/0", "0x10", "1_000", "nan", "inf", "1e99999", "٣", "--1", "1e1.5", "1" * (LONGEST + 1)),
        *("10**10**10", "2**3", "110^3", "10^^3", "1%%", "%", "10*", "10**(3"),
    ],
)
def test_other_texts_are_refused_in_one_sentence(text: str) -> None:
    """What is no exact number of ordinary size is misuse, and the message names the input."""
    with pytest.raises(Misuse, match=r"^x is") as refusal:
        parse_fraction(text, "x")
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_scale_keeps_its_power_of_ten_apart() -> None:
    """10^-1000000 is not written out, and both notations of it are one number."""
    assert parse_scale("1e-1000000", "α") == parse_scale("10^-1000000", "α") == Scale(Fraction(1), -1_000_000)
    assert str(parse_scale("1e-1000", "α")) == "1e-1000"
    assert parse_scale("10**-1000000", "α") == parse_scale("10**(-1000000)", "α") == Scale(Fraction(1), -1_000_000)


def test_an_absurd_scale_is_refused() -> None:
    """A power of ten beyond a thousand million is misuse."""
    with pytest.raises(Misuse, match="at most 1000000000"):
        parse_scale("1e-1000000001", "α")


@settings(derandomize=True, max_examples=80)
@given(st.fractions(max_denominator=10**12))
def test_writing_and_reading_give_the_number_back(value: Fraction) -> None:
    """`format_fraction` loses nothing."""
    assert parse_fraction(format_fraction(value), "x") == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-7), "-7"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 10**10000), "1e-10000"),
        (-125 * Fraction(10) ** 9000, "-125e9000"),
        (Fraction(3, 10**61), "3e-61"),
        (Fraction(10) ** 59, "1" + "0" * 59),
    ],
)
def test_numbers_are_written_briefly(value: Fraction, text: str) -> None:
    """Decimals where they end, powers of ten where they are long, else p/q; all can be read back."""
    assert format_fraction(value) == text
    assert parse_fraction(text, "x") == value


@pytest.mark.parametrize(
    "text", ["2.5e-1000", "1e-30", "-3e77", "1/3", "1/3*10^-1000", "0.1", "4.3920523057894157388e-155"]
)
def test_a_scale_is_written_as_it_may_be_read(text: str) -> None:
    """Writing a scale and reading it gives the same scale."""
    assert str(parse_scale(text, "α")) == text


def test_a_fraction_longer_than_python_prints_is_written() -> None:
    """A third of 10^-9000, whose denominator has more digits than Python's str allows."""
    assert format_fraction(Fraction(1, 3 * 10**9000)) == "1/3" + "0" * 9000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1e-20", "1e-20"),
        ("-25e-10", "-2.5e-9"),
        ("0.0000001", "1e-7"),
        ("0.000001", "0.000001"),
        ("1e-60", "1e-60"),
        ("1e20", "1e20"),
        ("-1230000000", "-1.23e9"),
        ("100000", "100000"),
        ("100.5", "100.5"),
        ("958.6427", "958.6427"),
        ("1000000.5", "1000000.5"),
        ("1/3", "1/3"),
        ("2.5e-1000", "2.5e-1000"),
        ("0", "0"),
    ],
)
def test_many_zeros_are_a_power_of_ten_where_a_number_is_echoed(text: str, shown: str) -> None:
    """Whether a fraction or a scale; and what is shown is the same number."""
    for value in (parse_fraction(text, "x"), parse_scale(text, "x")):
        told = echoed(value)
        assert parse_fraction(told, "x") == parse_fraction(text, "x")
        assert told == shown or "e-1000" in shown
