"""Whether this machine's doubles and BLAS do what the bounds rest on; tried once, before they are used.

The bounds ask that sums and products of doubles are rounded to nearest, and that a product of matrices of whole numbers
is exact where all partial sums are below 2^53. A BLAS that breaks that is not used: balls take its place.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from numeric.hardware.products import bits_of
from numeric.hardware.sums import Doubles, two_product, two_sum

SIZES = (3, 64, 257)


@lru_cache(maxsize=1)
def failure() -> str | None:
    """What is wrong, in a sentence, or None."""
    if not _rounds_to_nearest():
        return "this machine does not round sums of doubles to nearest"
    if not all(_multiplies_exactly(n) for n in SIZES):
        return "this machine's BLAS gives wrong products of matrices of whole numbers"
    return None


def _rounds_to_nearest() -> bool:
    one, half = np.ones(4), np.full(4, 2.0**-53)
    ties = (
        (one + half == 1) & (one + half * 1.5 == 1 + 2.0**-52) & (-one - half == -1) & (one - half * 0.75 == 1 - half)
    )
    s, e = two_sum(one, half / 4)
    p, q = two_product(one + 2.0**-30, one + 2.0**-30)
    exact = (s == 1) & (e == half / 4) & (p == 1 + 2.0**-29) & (q == 2.0**-60)
    return bool(ties.all() and exact.all())


def _multiplies_exactly(n: int) -> bool:
    """Whole numbers as large as slices have, against the same product in integers, which no BLAS computes."""
    most = 2 ** bits_of(n)
    draw = np.random.default_rng(n)
    a, b = (draw.integers(-most, most + 1, (n, n)) for _ in range(2))
    a[0], b[:, 0] = most, most  # the largest sum that there can be
    found = doubles(a) @ doubles(b)
    # all sums are at most 2^53, within 64 bits
    return bool((found == a @ b).all())


def doubles(a: NDArray[np.int64]) -> Doubles:
    """Whole numbers as a BLAS takes them."""
    return a.astype(np.float64)
