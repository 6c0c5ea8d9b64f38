"""Clopper and Pearson's interval for a probability of which only a frequency is seen, in whole numbers."""

from fractions import Fraction
from math import comb

PARTS = 10**6
"""The bounds are multiples of a millionth, rounded outward."""


def clopper_pearson(count: int, draws: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """Bounds that hold with at least this probability, whatever the true one: for `count` successes in `draws`.

    The lower one is where as many successes or more get the probability (1 − confidence)/2, the upper one where as many
    or fewer do.
    """
    return _lower(count, draws, confidence), 1 - _lower(draws - count, draws, confidence)


def _lower(count: int, draws: int, confidence: Fraction) -> Fraction:
    if count == 0:
        return Fraction(0)
    most = (1 - confidence) / 2 * PARTS**draws
    low, high = 0, PARTS  # the tail grows with the chance: 0 at none, and 1 where it is certain
    while high - low > 1:
        chance = (low + high) // 2
        tail = sum(comb(draws, k) * chance**k * (PARTS - chance) ** (draws - k) for k in range(count, draws + 1))
        low, high = (chance, high) if tail <= most else (low, chance)
    return Fraction(low, PARTS)
