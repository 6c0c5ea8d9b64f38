"""Exact rational matrices as rows of fractions, which hash, pickle and compare; FLINT does their arithmetic.

Large ones are `Packed`, which read the same.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint

from numeric import packed
from numeric.packed import FEW, Packed
from numeric.packed import Row as Row  # by this name everywhere

Rows = Sequence[Row]


def size(a: Rows) -> tuple[int, int] | None:
    """Rows and columns; None where there are none, or rows differ in length."""
    if isinstance(a, Packed):
        return a.shape
    return (len(a), len(a[0])) if len(a) and len(a[0]) and len(set(map(len, a))) == 1 else None


def rows_of(values: Sequence[Sequence[Fraction | int]]) -> Rows:
    return tuple(tuple(Fraction(x) for x in row) for row in values)


def identity(n: int) -> Rows:
    return diagonal([Fraction(1)] * n)


def diagonal(values: Sequence[Fraction]) -> Rows:
    if len(values) ** 2 > FEW:
        return packed.diagonal(values)
    return tuple(tuple(x if i == j else Fraction(0) for j in range(len(values))) for i, x in enumerate(values))


def transpose(a: Rows) -> Rows:
    if isinstance(a, Packed):
        return a.transposed()
    return tuple(zip(*a, strict=True))


def product(*factors: Rows) -> Rows:
    """The product of matrices whose sizes fit, from left to right."""
    result = to_flint(factors[0])
    for factor in factors[1:]:
        result = result * to_flint(factor)
    return kept(result)


def inverse(a: Rows) -> Rows:
    """The inverse of the regular matrix `a`."""
    return kept(to_flint(a).inv())


def zero(n: int, m: int) -> Rows:
    return rows_of([[0] * m] * n)


def plus(a: Rows, b: Rows) -> Rows:
    if isinstance(a, Packed) or isinstance(b, Packed):
        return packed.of_rationals(to_flint(a) + to_flint(b))
    return tuple(tuple(x + y for x, y in zip(*rows, strict=True)) for rows in zip(a, b, strict=True))


def times(factor: Fraction | int, a: Rows) -> Rows:
    if isinstance(a, Packed):
        return Packed(a.numerators * factor.numerator, a.denominator * factor.denominator)
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
    if isinstance(a, Packed):
        return a.flint
    return flint.fmpq_mat([[flint.fmpq(x.numerator, x.denominator) for x in row] for row in a])


def integers(a: Rows) -> tuple[Any, int]:
    """An fmpz_mat and the positive denominator that it has."""
    if isinstance(a, Packed):
        return a.numerators, a.denominator
    numerators, denominator = to_flint(a).numer_denom()
    return numerators, int(denominator)


def kept(a: Any) -> Rows:
    """A matrix of FLINT's rationals, packed where it is large."""
    return packed.of_rationals(a) if a.nrows() * a.ncols() > FEW else from_flint(a)


def from_flint(a: Any) -> tuple[Row, ...]:
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


def least_connected(*joining: Rows) -> list[int]:
    """For each coordinate the least one that a chain of non-zero entries of symmetric matrices connects it with."""
    least = list(range(len(joining[0])))
    if all(map(is_diagonal, joining)):
        return least
    left = set(least)
    while left:
        first = min(left)
        left.remove(first)
        waiting = [first]
        while waiting and left:
            i = waiting.pop()
            found = set[int]().union(*(nonzero(a, i, left) for a in joining))
            left -= found
            waiting += found
            for j in found:
                least[j] = first
    return least


def is_diagonal(a: Rows) -> bool:
    if isinstance(a, Packed):
        return a.is_diagonal
    return all(x == 0 for i, row in enumerate(a) for j, x in enumerate(row) if i != j)


def diagonal_of(a: Rows) -> Row:
    if isinstance(a, Packed):
        return tuple(a.at(i, i) for i in range(min(a.shape)))
    return tuple(row[i] for i, row in enumerate(a))


def largest_row_sum(a: Rows) -> Fraction:
    """The largest Σ_j |a_ij|."""
    if is_diagonal(a):
        return max(map(abs, diagonal_of(a)))
    if isinstance(a, Packed):
        return a.largest_row_sum
    numerators, denominator = integers(a)
    # FLINT's integers add several times as fast as Python's rationals
    return Fraction(int(max(sum(map(abs, row), flint.fmpz(0)) for row in numerators.tolist())), denominator)


def nonzero(a: Rows, i: int, among: set[int]) -> set[int]:
    """The columns among those given where row i is not 0."""
    return a.nonzero(i, among) if isinstance(a, Packed) else {j for j in among if a[i][j] != 0}


def differences(a: Rows) -> tuple[Fraction, int, int] | None:
    """The largest |a_ij − a_ji| of a square matrix, with such an i > j; None where a is symmetric."""
    if isinstance(a, Packed):
        if a.is_symmetric:
            return None
        missed = (a.numerators - a.numerators.transpose()).tolist()
        i, j = max(((i, j) for i in range(len(a)) for j in range(i)), key=lambda at: abs(missed[at[0]][at[1]]))
        return Fraction(int(abs(missed[i][j])), a.denominator), i, j
    if transpose(a) == tuple(a):
        return None
    found = ((abs(row[j] - a[j][i]), i, j) for i, row in enumerate(a) for j in range(i))
    most = max(found, default=(Fraction(0), 0, 0), key=lambda each: each[0])
    return most if most[0] else None


def reordered(a: Rows, order: Sequence[int]) -> Rows:
    """The square matrix with its rows and columns in that order."""
    if list(order) == list(range(len(a))):
        return a
    if isinstance(a, Packed):
        return a.reordered(order)
    return tuple(tuple(a[i][j] for j in order) for i in order)


def is_orthogonal(a: Rows) -> bool:
    return product(transpose(a), a) == identity(len(a))


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
