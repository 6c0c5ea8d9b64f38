"""The inverse of a Cholesky factor in balls, by halves, so that nearly all the work is FLINT's matrix products.

A graded matrix needs no scaling here: each entry of L⁻¹ keeps its relative accuracy.
"""

from typing import Any

import flint

from numeric.exact import Unresolved

SMALL = 8
"""Matrices up to this size are factored entry by entry."""


def inverse_factor(a: Any) -> Any:
    """L⁻¹, lower triangular, with A = LLᵀ for the symmetric n×n ball matrix A; only A's lower half is read.

    Raises Unresolved where A could not be shown to be positive definite.
    """
    n = int(a.nrows())
    if n <= SMALL:
        return _entry_by_entry(a)
    half = n // 2
    rows = a.tolist()
    corner, side, rest = (
        flint.arb_mat([row[columns] for row in rows[lines]])
        for lines, columns in (
            (slice(half), slice(half)),
            (slice(half, n), slice(half)),
            (slice(half, n), slice(half, n)),
        )
    )
    first = inverse_factor(corner)
    coupling = side * first.transpose()
    second = inverse_factor(rest - coupling * coupling.transpose())
    below = -(second * (coupling * first))
    zeros = [flint.arb(0)] * (n - half)
    return flint.arb_mat(
        [row + zeros for row in first.tolist()]
        + [left + right for left, right in zip(below.tolist(), second.tolist(), strict=True)]
    )


def inverse(a: Any) -> Any:
    """A⁻¹ = L⁻ᵀL⁻¹ of a symmetric positive definite ball matrix, however graded. Raises Unresolved as above."""
    factor = inverse_factor(a)
    return factor.transpose() * factor


def _entry_by_entry(a: Any) -> Any:
    rows = a.tolist()
    n = len(rows)
    factor: list[list[Any]] = []
    inverted: list[list[Any]] = []
    for i in range(n):
        row: list[Any] = []
        for j in range(i):
            rest = rows[i][j]
            for k in range(j):
                rest -= row[k] * factor[j][k]
            row.append(rest * inverted[j][j])
        pivot = rows[i][i]
        for x in row:
            pivot -= x * x
        if not pivot > 0:
            raise Unresolved("a matrix could not be shown to be positive definite")
        turned = pivot.rsqrt()
        line = []
        for j in range(i):
            along = flint.arb(0)
            for k in range(j, i):
                along += row[k] * inverted[k][j]
            line.append(-along * turned)
        factor.append(row)
        inverted.append([*line, turned])
    return flint.arb_mat([line + [flint.arb(0)] * (n - 1 - i) for i, line in enumerate(inverted)])
