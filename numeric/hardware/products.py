"""Products of matrices of doubles to many more digits than doubles have: error-free, by slices (Ozaki et al. 2012).

Each row of A, and each column of B, is cut into slices that are whole numbers of so few bits, times one power of 2,
that every partial sum in a product of two slices is a whole number below 2^53. A BLAS computes such a product exactly,
whatever the order of its sums, the number of its threads, and whether it fuses products with sums.
"""

from collections.abc import Iterator, Sequence
from math import ceil, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numeric.exact import Unresolved
from numeric.hardware.sums import UNIT, Doubles, Sum, renormalized, two_sum, up

PANEL = 64
"""Rows that are added up together, while they are near the processor."""
LARGEST_EXPONENT = 480
"""Of rows and of columns, up and down: their products are far from the ends of the doubles."""
SHORT = 5
"""The order up to which products are added up in two doubles; beyond it in three."""
LAST = 2
"""Of pairs p + q = s, those of the last so many s are small enough to be added to each other as doubles are."""


class Slices:
    """A = Σ_p 2^(exponents − p·bits) whole[p−1] + rest, by rows, with |rest_ij| ≤ 2^(exponents_i − count·bits).

    The whole numbers are no larger than 2^bits, and kept in single precision, which holds them exactly.
    """

    def __init__(self, parts: Sequence[Doubles], count: int) -> None:
        """Of the m×n matrix that is the sum of the parts. Raises Unresolved where an entry is not finite."""
        m, n = parts[0].shape
        self.bits = bits_of(n)
        self.exponents = np.zeros(m, dtype=np.int64)
        self.whole = np.empty((count, m, n), dtype=np.float32)
        for rows in panels(m):
            self.exponents[rows] = self._cut(renormalized([part[rows] for part in parts], 3), self.whole[:, rows])

    def _cut(self, parts: Sequence[Doubles], into: NDArray[np.float32]) -> Any:
        """Takes one slice after the other off the rows, whose exponents it returns."""
        largest = np.abs(parts[0]).max(axis=1)
        if not all(np.isfinite(part).all() for part in parts):
            raise Unresolved("a number is not finite")
        exponents = np.where(largest > 0, np.frexp(largest)[1], 0)
        if np.abs(exponents).max() > LARGEST_EXPONENT:
            raise Unresolved("numbers are too far from 1 for double precision")
        # a power of 2, which rounds nothing but entries that vanish beside the rest
        left = [part * np.ldexp(1.0, -exponents)[:, None] for part in parts]
        for p, taken in enumerate(into, start=1):
            unit = 2.0 ** (p * self.bits)
            nearest = np.rint(left[0] * unit)
            if not np.abs(nearest).max() <= 2.0**self.bits:
                raise Unresolved("a part of a sum is not small beside the one before")
            taken[...] = nearest
            left[0] = left[0] - nearest / unit
            for k in range(1, len(left)):
                left[0], left[k] = two_sum(left[0], left[k])
        return exponents

    def slice(self, p: int, rows: slice = slice(None)) -> Doubles:
        """The p-th slice's whole numbers, from 1."""
        return self.whole[p - 1, rows].astype(np.float64)

    @property
    def scales(self) -> Doubles:
        return np.asarray(np.ldexp(1.0, self.exponents), dtype=np.float64)


def bits_of(inner: int) -> int:
    """Bits of a slice: `inner` products of two whole numbers of at most 2^bits add up to at most 2^53.

    And to no more than single precision holds.
    """
    return min(24, (53 - ceil(log2(max(inner, 1)))) // 2)


def missed(inner: int, order: int) -> float:
    """Bound of what a product of that order misses, in units of 2^(exponents of the row and the column).

    The pairs of slices p + q ≤ order are taken. What is left out is Σ_q A_{>order−q} B_q and A B_{>order−1}: `order`
    products at most, each of `inner` terms that are at most 2^(−(order−1)·bits).
    """
    bits = bits_of(inner)
    cut = order * inner * 2.0 ** (-(order - 1) * bits)
    grouped = sum(s * s * inner * 2.0 ** (-(s - 2) * bits) for s in range(order + 1 - LAST, order + 1)) * UNIT
    # N terms, of no more than `inner` together: each part takes N roundings of what is N·2^-53 times the one before
    terms = (order - LAST) * (order - LAST - 1) // 2 + LAST
    added = 2 * inner * (terms * UNIT) ** (2 if order <= SHORT else 3)
    kept = 4 * inner * UNIT ** parts_of(order)
    return float(up(cut + grouped + added + kept, 16))


def parts_of(order: int) -> int:
    """Doubles that a product is kept in: so many that what they lose is less than what is left out."""
    return 2 if order <= SHORT + 1 else 3


def product(
    a: Slices, b: Slices, order: int, minus: float = 0.0, symmetric: bool = False
) -> tuple[Sum, Doubles, Doubles]:
    """AB − minus·I as a sum of doubles, m×n, for the slices of A and of Bᵀ; and r, c with |error_ij| ≤ r_i c_j.

    `symmetric`: AB is known to be, and is computed by halves.
    """
    m, n, inner = len(a.exponents), len(b.exponents), a.whole.shape[2]
    answer = tuple(np.empty((m, n)) for _ in range(parts_of(order)))
    for rows in panels(m):
        columns = slice(rows.stop if symmetric else n)
        total = [np.zeros((rows.stop - rows.start, columns.stop)) for _ in range(2 if order <= SHORT else 3)]
        small: dict[int, Doubles] = {}
        left = [a.slice(p, rows) for p in range(1, order)]
        for q in range(1, order):
            right = b.slice(q, columns).T
            for p in range(1, order - q + 1):
                term = left[p - 1] @ right
                term *= 2.0 ** (-(p + q) * a.bits)
                if p + q > order - LAST:
                    small[p + q] = small[p + q] + term if p + q in small else term
                else:
                    _add(total, term)
        for s in sorted(small):
            _add(total, small[s])
        scales = a.scales[rows, None] * b.scales[columns]
        total = [part * scales for part in total]
        if minus:
            own = np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)
            _add_at(total, own, np.full(len(own[0]), -minus))
        for part, into in zip(renormalized(total, len(total)), answer, strict=False):
            into[rows, columns] = part
            if symmetric:
                into[columns, rows] = part.T
    return answer, up(a.scales * missed(inner, order)), up(b.scales)


def _add(total: Sequence[Doubles], term: Doubles) -> None:
    """Adds the term, in place; what is lost is less than a unit of the last part."""
    for part in total:
        part[...], term = two_sum(part, term)


def _add_at(total: Sequence[Doubles], places: tuple[Any, Any], term: Doubles) -> None:
    for part in total:
        part[places], term = two_sum(part[places], term)


def panels(m: int) -> Iterator[slice]:
    """The m rows, a panel at a time."""
    return (slice(begin, min(begin + PANEL, m)) for begin in range(0, m, PANEL))
