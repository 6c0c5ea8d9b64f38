"""The inverse of a Cholesky factor in balls, by halves, so that nearly all the work is FLINT's matrix products.

A graded matrix needs no scaling here: each entry of L⁻¹ keeps its relative accuracy. Matrices are lists of rows between
the halves, as FLINT's are slow to take apart.
"""

from collections.abc import Sequence
from typing import Any

import flint

from numeric.exact import Unresolved

SMALL = 8
"""Matrices up to this size are factored entry by entry."""
Triangle = list[list[Any]]
"""The rows of a lower triangular matrix, each up to the diagonal."""


def inverse_factor(a: Any) -> Any:
    """L⁻¹, lower triangular, with A = LLᵀ for the symmetric n×n ball matrix A; only A's lower half is read.

    Raises Unresolved where A could not be shown to be positive definite.
    """
    return _matrix(_triangle(a.tolist()))


def inverse(a: Any) -> Any:
    """A⁻¹ = L⁻ᵀL⁻¹ of a symmetric positive definite ball matrix, however graded. Raises Unresolved as above."""
    return _gram(_triangle(a.tolist()))


def graded_inverse(a: Any, scale: Sequence[Any], diagonal: Sequence[Any]) -> Any:
    """(SAS + D)⁻¹ with S = diag(scale) > 0 and D = diag(diagonal): S⁻¹(A + S⁻²D)⁻¹S⁻¹. Raises Unresolved as above."""
    rows = a.tolist()
    inverted = [1 / s for s in scale]
    for i, (s, d) in enumerate(zip(inverted, diagonal, strict=True)):
        rows[i][i] += d * s * s
    return _gram([[x * s for x, s in zip(row, inverted, strict=False)] for row in _triangle(rows)])


def _triangle(rows: list[list[Any]]) -> Triangle:
    n = len(rows)
    if n <= SMALL:
        return _entry_by_entry(rows)
    half = n // 2
    first = _triangle([row[:half] for row in rows[:half]])
    corner = _matrix(first)
    coupling = flint.arb_mat([row[:half] for row in rows[half:]]) * corner.transpose()
    rest = flint.arb_mat([row[half:] for row in rows[half:]]) - coupling * coupling.transpose()
    second = _triangle(rest.tolist())
    below = -(_matrix(second) * (coupling * corner))
    return first + [left + right for left, right in zip(below.tolist(), second, strict=True)]


def _matrix(triangle: Triangle) -> Any:
    n, zero = len(triangle), flint.arb(0)
    return flint.arb_mat([[*row, *[zero] * (n - len(row))] for row in triangle])


def _gram(triangle: Triangle) -> Any:
    """TᵀT; FLINT makes little of the zeros in T, and less of halves."""
    T = _matrix(triangle)
    return T.transpose() * T


def _entry_by_entry(rows: list[list[Any]]) -> Triangle:
    factor: Triangle = []
    inverted: Triangle = []
    for i, entries in enumerate(rows):
        row: list[Any] = []
        for j, above in enumerate(factor):
            rest = entries[j]
            for x, y in zip(row, above, strict=False):
                rest = rest - x * y
            row.append(rest * inverted[j][j])
        pivot = entries[i]
        for x in row:
            pivot = pivot - x * x
        if not pivot > 0:
            raise Unresolved("a matrix could not be shown to be positive definite")
        turned = pivot.rsqrt()
        line = []
        for j in range(i):
            along = row[j] * inverted[j][j]
            for k in range(j + 1, i):
                along = along + row[k] * inverted[k][j]
            line.append(-along * turned)
        factor.append(row)
        inverted.append([*line, turned])
    return inverted
