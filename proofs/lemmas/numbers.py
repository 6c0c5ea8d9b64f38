"""Adversarial instances of what is said of numbers alone; see `instances`."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from proofs.lemmas.instances import HALF, LARGE, SMALL, TINY

Numbers = Mapping[str, Fraction]

POSITIVE = (TINY, SMALL, HALF, 1 - TINY, Fraction(1), 1 + TINY, Fraction(7, 3), LARGE)
NOT_NEGATIVE = (Fraction(0), *POSITIVE)
NUMBERS = (*(-x for x in POSITIVE[::-1]), *NOT_NEGATIVE)
EXPONENTS = tuple(Fraction(x) for x in (-1000, -1, -SMALL, 0, TINY, HALF, 700))


def numbers(seed: int) -> Iterator[Numbers]:
    """Numbers of both signs, from 1e-12 to 1e8, and zero."""
    del seed
    yield from ({"x": x} for x in NUMBERS)


def positive_numbers(seed: int) -> Iterator[Numbers]:
    """Positive numbers from 1e-12 to 1e8."""
    del seed
    yield from ({"x": x} for x in POSITIVE)


def negative_numbers(seed: int) -> Iterator[Numbers]:
    """Negative numbers from −1e8 to −1e-12."""
    del seed
    yield from ({"x": -x} for x in POSITIVE)


def numbers_not_negative(seed: int) -> Iterator[Numbers]:
    """Zero and positive numbers, from 1e-12 to 1e8."""
    del seed
    yield from ({"x": x} for x in NOT_NEGATIVE)


def squares(seed: int) -> Iterator[Numbers]:
    """Squares of rational numbers from 0 to 1e8, whose roots are exact."""
    del seed
    yield from ({"x": x * x} for x in NOT_NEGATIVE)


def nothing(seed: int) -> Iterator[Numbers]:
    """The one instance of a statement without letters."""
    del seed
    yield {}


def pairs(seed: int) -> Iterator[Numbers]:
    """Pairs of such numbers, equal, opposite and a part in 1e12 apart."""
    del seed
    yield from ({"x": x, "y": y} for x, y in product(NUMBERS[::2] + POSITIVE[3:6], repeat=2))


def equal_pairs(seed: int) -> Iterator[Numbers]:
    """A number twice: then each is at most the other."""
    del seed
    yield from ({"x": x, "y": x} for x in NUMBERS)


def pairs_apart(seed: int) -> Iterator[Numbers]:
    """Pairs of which the first is smaller by 1e-12."""
    del seed
    yield from ({"x": x, "y": x + TINY} for x in NUMBERS)


def bounded_pairs(seed: int) -> Iterator[Numbers]:
    """Pairs of numbers with a bound on both: the larger one, or a little more."""
    for letters in pairs(seed):
        largest = max(letters.values())
        yield {**letters, "e": largest}
        yield {**letters, "e": largest + TINY}


def positive_pairs(seed: int) -> Iterator[Numbers]:
    """Pairs of positive numbers from 1e-12 to 1e8."""
    del seed
    yield from ({"x": x, "y": y} for x, y in product(POSITIVE, repeat=2))


def ordered_pairs(seed: int) -> Iterator[Numbers]:
    """0 ≤ x ≤ y, equal ones and pairs a part in 1e12 apart among them."""
    del seed
    yield from ({"x": x, "y": y} for x, y in product(NOT_NEGATIVE, repeat=2) if x <= y)


def ordered_positive_pairs(seed: int) -> Iterator[Numbers]:
    """The same with y > 0."""
    yield from (letters for letters in ordered_pairs(seed) if letters["y"])


def ordered_quadruples(seed: int) -> Iterator[Numbers]:
    """0 ≤ x ≤ y and 0 ≤ z ≤ w."""
    some = list(ordered_pairs(seed))[::3]
    for left, right in product(some, repeat=2):
        yield {**left, "z": right["x"], "w": right["y"]}


def exponents(seed: int) -> Iterator[Numbers]:
    """Exponents from −1000 to 700, tiny ones and zero."""
    del seed
    yield from ({"x": x} for x in EXPONENTS)


def pairs_of_exponents(seed: int) -> Iterator[Numbers]:
    """Pairs of exponents from −1000 to 700."""
    del seed
    yield from ({"x": x, "y": y} for x, y in product(EXPONENTS, repeat=2))


def ordered_exponents(seed: int) -> Iterator[Numbers]:
    """x < y, some a part in 1e12 apart, and x = y = 0, where both exponentials are rational."""
    del seed
    for x in EXPONENTS:
        yield from ({"x": x, "y": y} for y in (*EXPONENTS, x + TINY) if x < y)
    yield {"x": Fraction(0), "y": Fraction(0)}
