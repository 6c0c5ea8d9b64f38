"""Each way to weigh a statement, by an example with its margin to the last digit."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import flint
import pytest

from numeric.field import Balls, Rationals
from proofs.claims.statement import AtLeast, AtMost, Equal, MoreThan, Statement
from proofs.claims.verdict import Margin, Outcome
from proofs.evidence.weighing import Weighing, weigh

HOLDS, FAILS, UNDECIDED = Outcome.HOLDS, Outcome.FAILS, Outcome.UNDECIDED


def margin(lower: str, upper: str, attained: bool = False) -> Margin:
    return Margin(Decimal(lower), Decimal(upper), attained)


ZERO = margin("0", "0", attained=True)
THIRD = margin("0.333333333332", "0.333333333334")
ABOVE = margin("-1.33333333334", "-1.33333333332")
"""Of numbers that are no decimals the ends are a unit of the twelfth digit away from the nearest."""

Row = tuple[type[Any], str, str, str | None, Outcome, Margin]
EXACTLY: tuple[Row, ...] = (
    (AtMost, "2/3", "1", None, HOLDS, THIRD),
    (AtMost, "1", "1", None, HOLDS, ZERO),
    (AtMost, "4", "1", None, FAILS, margin("-3", "-3")),
    (AtMost, "1", "-3", None, FAILS, ABOVE),
    (AtMost, "-3", "0", None, HOLDS, margin("1", "1")),
    (AtMost, "3", "0", None, FAILS, margin("-1", "-1")),
    (AtMost, "0", "0", None, HOLDS, ZERO),
    (AtMost, "1", "2", "8", HOLDS, margin("0.125", "0.125")),
    (AtMost, "1", "2", "1/2", HOLDS, margin("2", "2")),
    (AtMost, "1", "3", "0", HOLDS, margin("2", "2")),
    (AtLeast, "4", "1", None, HOLDS, margin("3", "3")),
    (AtLeast, "1", "1", None, HOLDS, ZERO),
    (AtLeast, "0", "1", None, FAILS, margin("-1", "-1")),
    (MoreThan, "4/3", "1", None, HOLDS, THIRD),
    (MoreThan, "1", "1", None, FAILS, ZERO),
    (MoreThan, "0", "1", None, FAILS, margin("-1", "-1")),
    (Equal, "1", "1", None, HOLDS, ZERO),
    (Equal, "2/3", "1", None, FAILS, THIRD),
    (Equal, "4", "1", None, FAILS, margin("-3", "-3")),
)


def weighed(kind: type[Any], left: Any, right: Any, scale: Any, field: Any) -> Weighing:
    found: Statement = kind(left, right, scale)
    return weigh(found, field)


@pytest.mark.parametrize(("kind", "left", "right", "scale", "outcome", "known"), EXACTLY)
def test_rationals(kind: type[Any], left: str, right: str, scale: str | None, outcome: Outcome, known: Margin) -> None:
    """Equality is seen."""
    field = Rationals()
    numbers = [None if x is None else field.number(Fraction(x)) for x in (left, right, scale)]
    found = weighed(kind, *numbers, field)
    assert (found.outcome, found.margin) == (outcome, known)


@pytest.mark.parametrize(("kind", "left", "right", "scale", "outcome", "known"), EXACTLY)
def test_balls(kind: type[Any], left: str, right: str, scale: str | None, outcome: Outcome, known: Margin) -> None:
    """The same where the numbers are exact, but that no equation is seen to hold; else within a few units."""
    field = Balls(128)
    with field.working():
        numbers = [None if x is None else field.number(Fraction(x)) for x in (left, right, scale)]
        found = weighed(kind, *numbers, field)
    assert found.outcome is (UNDECIDED if kind is Equal and outcome is HOLDS else outcome)
    assert found.margin is not None
    assert (found.margin.lower, found.margin.upper, found.margin.attained) == (known.lower, known.upper, known.attained)


WIDE: tuple[tuple[type[Any], Outcome, str, str], ...] = (
    (AtMost, UNDECIDED, "-1", "3"),
    (AtLeast, UNDECIDED, "-3", "1"),
    (MoreThan, UNDECIDED, "-3", "1"),
    (Equal, UNDECIDED, "-1", "3"),
)


@pytest.mark.parametrize(("kind", "outcome", "lower", "upper"), WIDE)
def test_balls_that_overlap(kind: type[Any], outcome: Outcome, lower: str, upper: str) -> None:
    """[−2, 2] and 1: nothing is certain, and the margin holds all that may be."""
    with Balls(64).working():
        found = weigh(kind(flint.arb(0, 2), flint.arb(1)), Balls(64))
    assert found.outcome is outcome
    assert found.margin is not None
    assert not found.margin.attained
    for end, known, outward in ((found.margin.lower, lower, -1), (found.margin.upper, upper, 1)):
        assert 0 <= outward * (Fraction(end) - Fraction(known)) < Fraction(1, 10**7)  # a radius has thirty bits


@pytest.mark.parametrize("kind", [AtMost, AtLeast, MoreThan, Equal])
def test_balls_that_hardly_overlap(kind: type[Any]) -> None:
    """1 and a ball around it; where they only touch, what asks for more than equality fails."""
    with Balls(64).working():
        assert weigh(kind(flint.arb(1, 0.25), flint.arb(1)), Balls(64)).outcome is UNDECIDED
        around = flint.arb(1, 0.5)
        below, above = (weigh(kind(around + r, flint.arb(1)), Balls(64)).outcome for r in (-around.rad(), around.rad()))
    assert below is {AtMost: HOLDS, MoreThan: FAILS}.get(kind, UNDECIDED)
    assert above is {AtLeast: HOLDS}.get(kind, UNDECIDED)


def test_a_right_side_that_may_be_zero_is_measured_with_the_left_one() -> None:
    """2 and a right side between -1/2 and 3/2: the slack is between -1 and -1/7 of both sizes."""
    with Balls(64).working():
        found = weigh(AtMost(flint.arb(2), flint.arb(0.5, 1)), Balls(64)).margin
    assert found is not None
    assert Decimal("-2") < found.lower <= Decimal("-1")
    assert Fraction(-1, 7) <= Fraction(found.upper) < 0


@pytest.mark.parametrize(
    ("left", "right", "scale"),
    [
        (flint.arb("nan"), flint.arb(1), None),
        (flint.arb(1), flint.arb("inf"), None),
        (flint.arb(1), flint.arb(2), flint.arb("inf")),
        (flint.arb(1), flint.arb(2), flint.arb("nan")),
    ],
)
def test_what_is_not_finite_is_a_doubt(left: Any, right: Any, scale: Any) -> None:
    with Balls(64).working():
        assert weigh(AtMost(left, right, scale), Balls(64)) == Weighing(UNDECIDED, None)


def test_a_scale_that_may_be_zero_is_not_divided_by() -> None:
    with Balls(64).working():
        found = weigh(AtMost(flint.arb(1), flint.arb(4), flint.arb(1, 2)), Balls(64))
    assert found == Weighing(HOLDS, margin("3", "3"))


def test_plain_integers_are_numbers_of_the_field() -> None:
    for field in (Rationals(), Balls(64)):
        with field.working():
            assert weigh(AtMost(1, field.number(3), 4), field).margin == margin("0.5", "0.5")
            assert weigh(AtLeast(3, 1, 4), field).margin == margin("0.5", "0.5")
