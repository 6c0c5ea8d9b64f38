"""Weighing one statement at one point: certain or undecided, never a guess; margins rounded outward."""

from decimal import Decimal
from fractions import Fraction

import flint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric.field import Balls, Multiprecision, Rationals
from proofs.claims.statement import AtLeast, AtMost, Equal, MoreThan
from proofs.claims.verdict import Outcome
from proofs.evidence.weighing import weigh

FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)


@given(left=FRACTIONS, right=FRACTIONS)
def test_rationals_are_decided_exactly(left: Fraction, right: Fraction) -> None:
    """≤, ≥ and = between rationals agree with Python's own."""
    field = Rationals()
    a, b = field.number(left), field.number(right)
    assert weigh(AtMost(a, b), field).outcome is (Outcome.HOLDS if left <= right else Outcome.FAILS)
    assert weigh(AtLeast(a, b), field).outcome is (Outcome.HOLDS if left >= right else Outcome.FAILS)
    assert weigh(MoreThan(a, b), field).outcome is (Outcome.HOLDS if left > right else Outcome.FAILS)
    assert weigh(Equal(a, b), field).outcome is (Outcome.HOLDS if left == right else Outcome.FAILS)


@given(left=FRACTIONS, right=FRACTIONS)
def test_margins_enclose_the_relative_slack(left: Fraction, right: Fraction) -> None:
    """The decimal ends of a margin lie on either side of the true value, in rationals and in balls."""
    scale = abs(right) or abs(left)
    true = (right - left) / scale if scale else right - left
    for field in (Rationals(), Balls(128)):
        with field.working():
            margin = weigh(AtMost(field.number(left), field.number(right)), field).margin
        assert margin is not None
        assert Fraction(margin.lower) <= true <= Fraction(margin.upper)
        assert Fraction(margin.upper) - Fraction(margin.lower) <= abs(true) / 10**9 + Fraction(1, 10**30)


def test_overlapping_balls_are_undecided() -> None:
    """A ball around 1/3 is neither certainly at most nor certainly above another around 1/3."""
    field = Balls(64)
    with field.working():
        third, same = field.number(Fraction(1, 3)), 1 - field.number(Fraction(2, 3))
        assert weigh(AtMost(third, same), field).outcome is Outcome.UNDECIDED
        assert weigh(AtLeast(third, same), field).outcome is Outcome.UNDECIDED
        assert weigh(MoreThan(third, same), field).outcome is Outcome.UNDECIDED
        assert weigh(MoreThan(third + 1, same), field).outcome is Outcome.HOLDS
        assert weigh(MoreThan(field.number(1), field.number(1)), field).outcome is Outcome.FAILS


def test_balls_never_show_equality() -> None:
    """Two balls can show that numbers differ; that they agree is left undecided."""
    field = Balls(64)
    with field.working():
        one = field.number(1)
        assert weigh(Equal(one, one), field).outcome is Outcome.UNDECIDED
        assert weigh(Equal(one, one + field.number(Fraction(1, 10**9))), field).outcome is Outcome.FAILS


def test_nan_is_undecided() -> None:
    """A NaN on either side is a doubt, never a failure, and has no margin."""
    field = Balls(64)
    with field.working():
        for statement in (AtMost(flint.arb.nan(), field.number(1)), AtMost(field.number(1), flint.arb.nan())):
            weighing = weigh(statement, field)
            assert (weighing.outcome, weighing.margin) == (Outcome.UNDECIDED, None)


def test_mpmath_numbers_are_not_certain() -> None:
    """Numbers that bound nothing are refused where certainty is asked for."""
    field = Multiprecision(30)
    with pytest.raises(TypeError, match="bound nothing"):
        weigh(AtMost(field.number(0), field.number(1)), field)


def test_a_margin_beyond_decimal_range_is_still_a_bound() -> None:
    """Slack of size 10^±3000000 is rounded outward like any other."""
    field = Balls(64)
    with field.working():
        huge = flint.arb(10) ** 3_000_000
        margin = weigh(AtMost(huge, field.number(1)), field).margin
    assert margin is not None
    assert margin.upper < Decimal("-1e2999999")
    assert margin.lower <= margin.upper


def test_a_margin_has_its_digits_and_is_rounded_outward() -> None:
    """±2/3 lie strictly between decimals of twelve digits, a few units of the last place apart."""
    for field in (Rationals(), Balls(128)):
        with field.working():
            for left, right in ((1, 3), (5, 3)):
                margin = weigh(AtMost(field.number(left), field.number(right)), field).margin
                assert margin is not None
                assert Fraction(margin.lower) < Fraction(right - left, right) < Fraction(margin.upper)
                assert Fraction(margin.upper) - Fraction(margin.lower) < Fraction(4, 10**12)
