"""Which modes of a dense Y a factor Ū reaches, exactly: what balls, in which a zero is a ball around 0, cannot tell.

Over the rationals Y's characteristic polynomial splits into irreducible g_1..g_m, and the whole space into the sums of
the eigenspaces that belong to each. The part of Ū in some of these sums has the rank of (the product of all other
g_k(Y)) Ū, a rational matrix: it is 0 where the start reaches none of those modes.
"""

from collections.abc import Sequence
from typing import Any

import flint

from numeric.matrices import Rows, to_flint

LARGEST = 100
"""The largest n for which this is looked into, within about a second; beyond it, more precision has to do."""


class Reach:
    """Ranks of the parts of Ū, n×h, in sums of eigenspaces of the symmetric Y, n×n."""

    def __init__(self, target: Rows, factor: Rows) -> None:
        # a common denominator changes no eigenspace and no rank
        self._target, self._denominator = to_flint(target).numer_denom()
        self._factor = to_flint(factor).numer_denom()[0]
        self._parts = [part for part, _ in self._target.charpoly().factor()[1]]
        self._ranks: dict[frozenset[int], int] = {}

    def part_of(self, eigenvalue: Any) -> int | None:
        """The k for which the eigenvalue in the ball is a root of g_k; None where the ball does not tell."""
        root = eigenvalue * self._denominator
        roots = [k for k, part in enumerate(self._parts) if flint.arb_poly(part)(root).contains(0)]
        return roots[0] if len(roots) == 1 else None

    def rank(self, parts: frozenset[int]) -> int:
        """The rank of the part of Ū in the eigenspaces of the roots of those g_k."""
        if parts not in self._ranks:
            rest = self._factor
            for k, part in enumerate(self._parts):
                if k not in parts:
                    rest = _applied(part, self._target, rest)
            self._ranks[parts] = int(rest.rank())
        return self._ranks[parts]


def without_false_doubts(lower: Any, sigma: Sequence[Any], reach: Reach) -> Any:
    """L with exact zeros in place of those of its balls around 0 that are 0 for certain.

    L, n×ρ, comes from ΦᵀŪ by `closed_form.trapezoidal`; `sigma` holds the eigenvalues that go with its rows.
    A row with a pivot is a sum of rows of P up to its own. So where the rows that belong to some g_k have as many
    pivots as their rank, all of them are sums of those up to the last pivot, and vanish in later columns.
    """
    owners = [reach.part_of(value) for value in sigma]
    if None in owners:
        return lower
    known = [k for k in owners if k is not None]
    rows, pivots = lower.tolist(), first_certain(lower)
    alone = [frozenset({k}) for k in known]
    from_the_top = [frozenset(known[:end]) for end in range(1, len(known))]
    for parts in dict.fromkeys(alone + from_the_top):
        inside = [p for p in pivots if known[p] in parts]
        last = inside[-1] if inside else -1
        doubtful = [
            (i, j)
            for i, row in enumerate(rows)
            if known[i] in parts
            for j, p in enumerate(pivots)
            if p > max(i, last) and not row[j].is_zero()
        ]
        if doubtful and reach.rank(parts) == len(inside):
            for i, j in doubtful:
                rows[i][j] = flint.arb(0)
    return flint.arb_mat(rows)


def has_doubts(lower: Any) -> bool:
    """Whether some ball above a pivot of L is not exactly 0."""
    return any(not lower[i, j].is_zero() for j, p in enumerate(first_certain(lower)) for i in range(p))


def first_certain(lower: Any) -> list[int]:
    """The pivots of L: in each column, the row of the first entry that is certainly not 0; they increase."""
    return [next(i for i in range(lower.nrows()) if lower[i, j] != 0) for j in range(lower.ncols())]


def possible_pivots(lower: Any) -> tuple[list[int], list[int]]:
    """For each column of L, in order, rows between which its true pivot lies.

    It is no higher than the first entry of the column that may not be 0, and no lower than the first that certainly is
    not.
    """
    lowest = first_certain(lower)
    highest = sorted(next(i for i in range(p + 1) if not lower[i, j].is_zero()) for j, p in enumerate(lowest))
    return highest, lowest


def _applied(polynomial: Any, operator: Any, vectors: Any) -> Any:
    """p(A)V by Horner's rule."""
    result = vectors * 0
    for coefficient in reversed(polynomial.coeffs()):
        result = operator * result + vectors * coefficient
    return result
