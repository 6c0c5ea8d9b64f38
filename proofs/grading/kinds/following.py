"""A sequence followed in numbers, exactly and then in balls, until something that is said of it is false."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from proofs import checker
from proofs.scalar.claims import Comparison, Point, evaluated, of_field

LAST = 60
"""The index up to which a sequence is followed."""
LONGEST = 4000
"""Bits of an exact term; where one is longer, it goes on in balls."""
FIELDS: tuple[Field, ...] = (Rationals(), Balls(512))


@dataclass(frozen=True)
class Violation:
    """The first index at which it is false; the terms there, where they are exact."""

    index: int
    terms: Point | None


@dataclass(frozen=True)
class Rules:
    """What makes each state's start, its next term, and the next of each power from the letters of one index."""

    start: Mapping[str, str]
    step: Mapping[str, str]
    powers: Mapping[str, str]
    index: str


def violation(rules: Rules, shows: Sequence[Comparison], point: Point, deadline: float) -> Violation | None:
    """Where one of `shows` is first false, from the parameters of `point`; None if that is not found."""
    for numbers in FIELDS:
        try:
            with numbers.working():
                found = _followed(rules, shows, point, numbers, deadline)
        except (Irrational, Unresolved, ZeroDivisionError, OverflowError):
            continue
        if found is not None:
            return found
    return None


def _followed(
    rules: Rules, shows: Sequence[Comparison], point: Point, numbers: Field, deadline: float
) -> Violation | None:
    kind = of_field(numbers)

    def made(texts: Mapping[str, str], letters: Mapping[str, Any]) -> dict[str, Any]:
        return {name: evaluated(checker.parsed(text), letters, kind) for name, text in texts.items()}

    parameters = {name: numbers.number(x) for name, x in point.items()}
    moving = {rules.index: numbers.number(0), **dict.fromkeys(rules.powers, numbers.number(1))}
    terms = made(rules.start, {**parameters, **moving})
    for index in range(LAST + 1):
        letters = {**parameters, **moving, **terms}
        if any(each.decided(*each.sides(letters, kind)) is False for each in shows):
            exact = isinstance(numbers, Rationals)
            return Violation(index, {name: _fraction(x) for name, x in terms.items()} if exact else None)
        if time.monotonic() > deadline or any(_is_long(x) for x in terms.values()):
            return None
        terms = made(rules.step, letters)
        moving = {**made(rules.powers, letters), rules.index: numbers.number(index + 1)}
    return None


def _fraction(x: flint.fmpq) -> Fraction:
    return Fraction(int(x.p), int(x.q))


def _is_long(x: Any) -> bool:
    if isinstance(x, flint.fmpq):
        return max(int(x.p).bit_length(), int(x.q).bit_length()) > LONGEST
    return not x.is_finite()
