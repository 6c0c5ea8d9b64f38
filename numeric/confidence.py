"""Clopper and Pearson's interval for a probability of which only a frequency is seen, certified by balls."""

from fractions import Fraction

import flint

PARTS = 10**6
"""The bounds are multiples of a millionth, rounded outward."""
PRECISIONS = (128, 512, 2048)


def clopper_pearson(count: int, draws: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """Bounds that hold with at least this probability, whatever the true one: for `count` successes in `draws`.

    The lower one is where as many successes or more get the probability (1 − confidence)/2, the upper one where as many
    or fewer do.
    """
    return _lower(count, draws, confidence), 1 - _lower(draws - count, draws, confidence)


def _lower(count: int, draws: int, confidence: Fraction) -> Fraction:
    if count == 0:
        return Fraction(0)
    low, high = 0, PARTS  # the tail grows with the chance: 0 at none, and 1 where it is certain
    while high - low > 1:
        chance = (low + high) // 2
        low, high = (chance, high) if _is_seldom(count, draws, chance, (1 - confidence) / 2) else (low, chance)
    return Fraction(low, PARTS)


def _is_seldom(count: int, draws: int, chance: int, most: Fraction) -> bool:
    """Whether so many successes or more have at most that probability, which is an incomplete beta function's."""
    for bits in PRECISIONS:
        with flint.ctx.workprec(bits):
            tail = (flint.arb(chance) / PARTS).beta_lower(count, draws - count + 1, regularized=1)
            limit = flint.arb(flint.fmpq(most.numerator, most.denominator))
            if tail < limit or tail > limit:
                return bool(tail < limit)
    return False  # they are equal, or as good as that: the wider interval will do
