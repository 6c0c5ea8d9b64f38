"""Matrices that are known up to a bound, and their products."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import flint
import numpy as np

from numeric.hardware.products import Slices, panels, product
from numeric.hardware.sums import Doubles, Sum, of_arbs, renormalized, row_sums, two_product, up

COUNT = 4
"""Doubles to a number in a matrix whose columns are multiplied by balls."""
SMALLEST = flint.arb(2) ** -200
"""A ball below this counts as 0: products are exact of what is not far from 1, also after two such factors."""


@dataclass(frozen=True)
class Enclosed:
    """A matrix m×n: the sum of the parts, off by at most rows_i·columns_j in the entry (i, j)."""

    parts: Sum
    rows: Doubles
    columns: Doubles

    @property
    def shape(self) -> tuple[int, int]:
        m, n = self.parts[0].shape
        return m, n

    @property
    def transposed(self) -> "Enclosed":
        return Enclosed(tuple(part.T for part in self.parts), self.columns, self.rows)

    def radii(self) -> Doubles:
        """The bounds, m×n."""
        return np.asarray(up(self.rows[:, None] * self.columns))

    def bounds(self) -> Doubles:
        """Upper bounds of |a_ij|, m×n."""
        return np.asarray(up(sum(np.abs(part) for part in self.parts) + self.radii(), 8))

    @property
    def row_error(self) -> float:
        """A bound of the row sums of what the parts miss."""
        return float(up(self.rows.max() * up(self.columns.sum(), len(self.columns)), 4))

    def sizes(self) -> Doubles:
        """Bounds of Σ_j |a_ij| of the parts, m numbers."""
        return np.asarray(up(sum(row_sums(part) for part in self.parts), 8))

    def scaled(self, rows: Doubles, columns: Doubles) -> "Enclosed":
        """With its rows and columns times these powers of 2, none so far from 1 that an entry is lost."""
        parts = tuple(part * rows[:, None] * columns for part in self.parts)
        return Enclosed(parts, self.rows * rows, self.columns * columns)

    def shrunk(self, exponent: int) -> "Enclosed":
        """2^exponent times it; what falls below the normal doubles is lost, and bounded."""
        power = 2.0**exponent if exponent > -1000 else 0.0
        lost = 0.0 if exponent > -600 else float(self.bounds().max()) * 2.0 ** max(exponent, -1000)
        return Enclosed(tuple(part * power for part in self.parts), up(self.rows * power + lost), self.columns)

    def block(self, rows: Any, columns: Any) -> "Enclosed":
        """The rows and columns with these indices."""
        parts = tuple(np.ascontiguousarray(part[np.ix_(rows, columns)]) for part in self.parts)
        return Enclosed(parts, self.rows[rows], self.columns[columns])

    def symmetrized(self) -> "Enclosed":
        """The same with the lower triangle on both sides, of a symmetric matrix: it is off by as much."""
        parts = tuple(np.tril(part) + np.tril(part, -1).T for part in self.parts)
        return Enclosed(
            parts, up(self.rows.max() * np.ones(len(self.rows))), up(self.columns.max() * np.ones(len(self.columns)))
        )

    def diagonal(self) -> list[Any]:
        """The entries (i, i), as balls without their bounds."""
        return [sum((flint.arb(float(part[i, i])) for part in self.parts), flint.arb(0)) for i in range(len(self.rows))]

    def with_diagonal(self, parts: Sequence[Doubles]) -> "Enclosed":
        """The same with another diagonal, a sum of as many doubles or more."""
        own = np.arange(len(self.rows))
        copies = [part.copy() for part in self.parts]
        copies += [np.zeros(self.shape) for _ in parts[len(copies) :]]
        for k, part in enumerate(copies):
            part[own, own] = parts[k] if k < len(parts) else 0.0
        return replace(self, parts=tuple(copies))


def exactly(parts: Sum) -> Enclosed:
    """The sum itself."""
    m, n = parts[0].shape
    return Enclosed(parts, np.zeros(m), np.zeros(n))


def minus(a: Enclosed, b: Enclosed, count: int = 3) -> Enclosed:
    """A − B, m×n, as a sum of so many doubles."""
    return plus(a, Enclosed(tuple(-part for part in b.parts), b.rows, b.columns), count)


def plus(a: Enclosed, b: Enclosed, count: int = 3) -> Enclosed:
    """A + B, m×n, as a sum of so many doubles."""
    answer = tuple(np.empty(a.shape) for _ in range(count))
    lost = np.zeros(len(a.rows))
    for rows in panels(len(a.rows)):
        terms = [part[rows] for part in (*a.parts, *b.parts)]
        ordered = renormalized(terms, max(count, len(terms)))
        for k, part in enumerate(ordered):
            if k < count:
                answer[k][rows] = part
            else:
                lost[rows] += np.abs(part).max(axis=1)
        for k in range(len(ordered), count):
            answer[k][rows] = 0.0
    rows = up(a.rows * a.columns.max() + b.rows * b.columns.max() + up(lost, 8), 8)
    return Enclosed(answer, rows, np.ones(len(a.columns)))


def columns_times(a: Enclosed, factors: Sequence[Any]) -> Enclosed:
    """A, m×n, with its columns times these balls, which are between 0 and 2, or hardly more."""
    values, missed = of_arbs([x if x > SMALLEST else flint.arb(0, x.abs_upper()) for x in factors])
    terms = [x for part in a.parts for value in values for x in two_product(part, value)]
    ordered = renormalized(terms, len(terms))
    dropped = up(sum(np.abs(part) for part in ordered[COUNT:]), 16)
    size = up(sum(np.abs(value) for value in values) + missed, 8)
    rows = a.rows * float(up(a.columns * size).max())
    lost = up(a.bounds() * missed + dropped, 8).max(axis=1)
    return Enclosed(tuple(ordered[:COUNT]), up(rows + lost, 8), np.ones(len(a.columns)))


def times(a: Enclosed, b: Enclosed, order: int) -> Enclosed:
    """AB, m×n, with a product of so high an order that its own error is as small as is wanted."""
    parts, rough_rows, rough_columns = product(
        Slices(a.parts, order - 1), Slices(tuple(part.T for part in b.parts), order - 1), order
    )
    # |AB − the product| ≤ its error + |A|·|error of B| + |error of A|·|B| + that of both
    along = [up(np.abs(part) @ b.rows, len(b.rows) + 4) for part in a.parts]
    across = [up(a.columns @ np.abs(part), len(b.rows) + 4) for part in b.parts]
    both = up(a.columns @ b.rows, len(b.rows) + 4)
    bounds = (
        (rough_rows, rough_columns),
        (up(sum(along)), b.columns),
        (a.rows, up(sum(across) + both * b.columns, 8)),
    )
    rows = up(sum(r * c.max() for r, c in bounds), 8)
    return Enclosed(parts, rows, np.ones(len(b.columns)))
