"""Exact data as sums of doubles."""

from fractions import Fraction

import numpy as np

from numeric.hardware.enclosed import Enclosed, exactly
from numeric.hardware.sums import UNIT, Doubles, of_fractions, two_product, up
from numeric.matrices import Rows
from numeric.packed import Packed

COUNT = 3
"""Doubles to a number."""
SHORT = 2**53
"""Whole numbers below this are doubles."""


def enclosed(a: Rows) -> Enclosed:
    """The exact matrix m×n, as a sum of doubles that misses no more than they must."""
    m, n = len(a), len(a[0])
    if isinstance(a, Packed):
        if a.are_doubles:
            return exactly((a.doubles,))
        tops = np.fromiter(map(int, a.numerators.entries()), dtype=object, count=m * n)
        bottoms = np.full(m * n, a.denominator, dtype=object)
    else:
        tops = np.fromiter((x.numerator for row in a for x in row), dtype=object, count=m * n)
        bottoms = np.fromiter((x.denominator for row in a for x in row), dtype=object, count=m * n)
    short = (tops < SHORT) & (tops > -SHORT) & (bottoms < SHORT)
    parts, exact = np.zeros((COUNT, m * n)), True
    if short.any():
        parts[:, short], left = _quotients(tops[short].astype(float), bottoms[short].astype(float))
        exact = not left.any()
    for i in np.flatnonzero(~short):
        x = Fraction(int(tops[i]), int(bottoms[i]))
        found = of_fractions([x], COUNT)
        parts[:, i] = [part[0] for part in found]
        exact = exact and x == sum(Fraction(part) for part in parts[:, i])
    sums = [part.reshape(m, n) for k, part in enumerate(parts) if not k or part.any()]
    # each part is off by no more than half a unit of itself, which the next one has
    missed = up(np.abs(sums[0]).max(axis=1) * (2 * UNIT) ** COUNT) * (not exact)
    return Enclosed(tuple(sums), missed, np.full(n, 1.0 - exact))


def _quotients(p: Doubles, q: Doubles) -> tuple[Doubles, Doubles]:
    """p/q of whole numbers below 2^53, as a sum of doubles, and what is left of p.

    What a rounded quotient leaves of its dividend is a double, so that nothing here is lost.
    """
    found = []
    for _ in range(COUNT):
        taken = p / q
        product, error = two_product(taken, q)
        p = (p - product) - error
        found.append(taken)
    return np.array(found), p
