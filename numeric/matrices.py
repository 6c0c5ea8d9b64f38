"""Exact rational matrices as plain rows of fractions, which hash, pickle and compare; FLINT does their arithmetic."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import flint

Row = tuple[Fraction, ...]
Rows = tuple[Row, ...]


def rows_of(values: Sequence[Sequence[Fraction | int]]) -> Rows:
    return tuple(tuple(Fraction(x) for x in row) for row in values)


def identity(n: int) -> Rows:
    return diagonal([Fraction(1)] * n)


def diagonal(values: Sequence[Fraction]) -> Rows:
    return tuple(tuple(x if i == j else Fraction(0) for j in range(len(values))) for i, x in enumerate(values))


def transpose(a: Rows) -> Rows:
    return tuple(zip(*a, strict=True))


def product(*factors: Rows) -> Rows:
    """The product of matrices whose sizes fit, from left to right."""
    result = to_flint(factors[0])
    for factor in factors[1:]:
        result = result * to_flint(factor)
    return from_flint(result)


def inverse(a: Rows) -> Rows:
    """The inverse of the regular matrix `a`."""
    return from_flint(to_flint(a).inv())


def zero(n: int, m: int) -> Rows:
    return rows_of([[0] * m] * n)


def plus(a: Rows, b: Rows) -> Rows:
    return tuple(tuple(x + y for x, y in zip(*rows, strict=True)) for rows in zip(a, b, strict=True))


def times(factor: Fraction | int, a: Rows) -> Rows:
    return tuple(tuple(factor * x for x in row) for row in a)


def first_columns(a: Rows, k: int) -> Rows:
    return tuple(row[:k] for row in a)


def last_columns(a: Rows, k: int) -> Rows:
    """All but the first k."""
    return tuple(row[k:] for row in a)


def selection(n: int, *indices: int) -> Rows:
    """The columns of the identity with these indices."""
    return rows_of([[int(i == j) for j in indices] for i in range(n)])


def to_flint(a: Sequence[Sequence[Fraction]]) -> Any:
    return flint.fmpq_mat([[flint.fmpq(x.numerator, x.denominator) for x in row] for row in a])


def from_flint(a: Any) -> Rows:
    return tuple(tuple(Fraction(int(x.p), int(x.q)) for x in row) for row in a.tolist())


def rank(a: Sequence[Sequence[Fraction]]) -> int:
    """The rank of `a`, decided exactly."""
    return int(to_flint(a).rank())


def independent_columns(a: Rows) -> list[int]:
    """Columns that are independent, and of which all others are combinations."""
    echelon, rank = to_flint(a).rref()
    return [next(j for j in range(len(a[0])) if echelon[i, j] != 0) for i in range(rank)]


def pivot(a: Rows, k: int) -> Fraction:
    """The k-th leading minor over the one before it, k ≥ 1. Raises ZeroDivisionError where that one is 0."""

    def minor(size: int) -> Any:
        return to_flint([row[:size] for row in a[:size]]).det() if size else flint.fmpq(1)

    found = minor(k) / minor(k - 1)
    return Fraction(int(found.p), int(found.q))


def least_connected(n: int, joined: Callable[[int, int], bool]) -> list[int]:
    """For each of n coordinates the least one that a chain of joined ones connects it with."""
    least = list(range(n))
    for first in range(n):
        if least[first] != first:
            continue
        waiting = [first]
        while waiting:
            i = waiting.pop()
            for j in range(n):
                if least[j] > first and joined(i, j):
                    least[j] = first
                    waiting.append(j)
    return least


def is_diagonal(a: Rows) -> bool:
    return all(x == 0 for i, row in enumerate(a) for j, x in enumerate(row) if i != j)


def is_orthogonal(a: Rows) -> bool:
    return product(transpose(a), a) == identity(len(a))


def is_positive_definite(a: Rows) -> bool:
    """Whether the symmetric `a` is positive definite, decided exactly.

    Its eigenvalues are real, so they are all positive exactly where the coefficients of det(x − a) alternate in sign.
    """
    coefficients = to_flint(a).numer_denom()[0].charpoly().coeffs()
    return all(x * (-1) ** (len(a) - power) > 0 for power, x in enumerate(coefficients))


def is_positive_semidefinite(a: Rows) -> bool:
    """Whether the symmetric `a` has no negative eigenvalue: then no coefficient of det(x − a) has the wrong sign."""
    coefficients = to_flint(a).charpoly().coeffs()
    return all(x * (-1) ** (len(a) - power) >= 0 for power, x in enumerate(coefficients))


def pivots_are_positive(rows: list[list[Any]]) -> bool:
    """Whether the pivots of the LDLᵀ of a symmetric matrix of balls are certainly positive: then it is definite.

    The rows are overwritten below their diagonals.
    """
    for k, row in enumerate(rows):
        pivot = row[k]
        if not pivot > 0:
            return False
        for i in range(k + 1, len(rows)):
            factor = rows[i][k] / pivot
            for j in range(k + 1, i + 1):
                rows[i][j] -= factor * rows[j][k]
    return True
