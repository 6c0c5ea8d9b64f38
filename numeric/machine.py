"""Whether this machine's doubles and BLAS do what bounds rest on; tried once, before they are used.

The bounds ask that sums and products of doubles are rounded to nearest, and that a product of matrices of whole numbers
is exact where all partial sums are at most 2^53. A BLAS that breaks that is not used: balls take its place.
"""

from functools import lru_cache
from math import ceil, log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZES = (3, 64, 257)


@lru_cache(maxsize=1)
def failure() -> str | None:
    """What is wrong, in a sentence, or None."""
    if not _rounds_to_nearest():
        return "this machine does not round sums of doubles to nearest"
    if not all(_multiplies_exactly(n) for n in SIZES):
        return "this machine's BLAS gives wrong products of matrices of whole numbers"
    return None


def doubles(a: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Whole numbers as a BLAS takes them."""
    return a.astype(float)


def _rounds_to_nearest() -> bool:
    """Ties go to even numbers, and other sums and products to the nearest, as NumPy computes them."""
    import numpy as np  # which takes long, and is needed here alone

    one, half = np.ones(4), np.full(4, 2.0**-53)
    sums = (one + half == 1) & (one + half * 1.5 == 1 + 2.0**-52) & (-one - half == -1)
    sums &= one - half * 0.75 == 1 - half
    long = one + 2.0**-30
    return bool(sums.all() and (long * long == 1 + 2.0**-29).all())


def _multiplies_exactly(n: int) -> bool:
    """Whole numbers as large as can be, of any sign, against the same product in integers, which no BLAS computes."""
    import numpy as np

    most = 2 ** ((53 - ceil(log2(n))) // 2)
    draw = np.random.default_rng(n)
    a, b = (draw.integers(-most, most + 1, (n, n)) for _ in range(2))
    a[0], b[:, 0] = most, most  # the largest sum that there can be
    # all sums are at most 2^53, within 64 bits
    return bool((doubles(a) @ doubles(b) == a @ b).all())
