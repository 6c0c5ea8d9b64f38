"""Families of matrices on which lemmas are tried: each yields what the letters of one stand for, where it is tight.

Everything is an exact rational. A matrix is U diag(s) Vᵀ with rational orthogonal U and V, so that its norm is rational
and an inequality can be decided where it is attained. The bases are drawn from the seed. Whether the hypotheses hold is
decided from the lemma's text; at some instances one of them fails, which shows that it is needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache

from numeric.instance import random_basis
from numeric.matrices import (
    Row,
    Rows,
    diagonal,
    first_columns,
    identity,
    last_columns,
    plus,
    product,
    rows_of,
    selection,
    times,
    transpose,
    zero,
)

Matrices = Mapping[str, Rows]

TINY, SMALL, LARGE, HUGE = Fraction(1, 10**12), Fraction(1, 10**8), Fraction(10**8), Fraction(10**24)
HALF = Fraction(1, 2)


def values(*lists: Sequence[Fraction | int]) -> tuple[Row, ...]:
    return tuple(tuple(map(Fraction, numbers)) for numbers in lists)


REGULAR = values(
    *((Fraction(5, 2),), (LARGE,), (1, 1), (1, TINY), (LARGE, SMALL), (2, 2, 1), (3 * SMALL, 2 * SMALL, SMALL)),
    *((1, 1, 1, 1), (4, 3, 2, 1), (3, HALF, HALF, TINY)),
)
SINGULAR = values((0,), (3, 0), (0, 0, 0), (1, TINY, 0), (LARGE, 1, SMALL, 0))
POSITIVE = REGULAR + SINGULAR
"""Singular values, or eigenvalues: equal ones, tiny ones, none but zeros, far apart."""
INDEFINITE = values(
    (-1,), (1, -1), (-2, -1), (TINY, -1), (0, -TINY, 1), (1, 1, -1), (-4, 3, -2, 1), (LARGE, -SMALL, 0, 0)
)


@cache
def basis(n: int, seed: int, which: int = 0) -> Rows:
    """A rational orthogonal n×n matrix; `which` tells apart those of one seed."""
    return random_basis(n, 1000 * seed + 10 * n + which)


def symmetric(eigenvalues: Sequence[Fraction], seed: int, which: int = 0) -> Rows:
    U = basis(len(eigenvalues), seed, which)
    return product(U, diagonal(eigenvalues), transpose(U))


def general(singular: Sequence[Fraction], seed: int, which: int = 0, rows: int = 0, columns: int = 0) -> Rows:
    """A matrix with these singular values, and as many more rows and columns as asked for."""
    n, m = len(singular) + rows, len(singular) + columns
    middle = tuple(tuple(singular[i] if i == j else Fraction(0) for j in range(m)) for i in range(n))
    return product(basis(n, seed, which), middle, transpose(basis(m, seed, which + 1)))


def size(numbers: Sequence[Fraction]) -> Fraction:
    return max(map(abs, numbers))


def beside(X: Rows, *others: Rows) -> Iterator[Matrices]:
    """X with each of the others."""
    return ({"X": X, "Y": Y} for Y in others)


def to_add(eigenvalues: Sequence[Fraction], seed: int) -> tuple[Rows, ...]:
    """What is added to a matrix with these eigenvalues: zero, 1e-12, of rank one, commuting with it or not."""
    n, column = len(eigenvalues), first_columns(basis(len(eigenvalues), seed, 1), 1)
    small = zero(n, n), times(TINY, identity(n)), product(column, transpose(column))
    return (*small, symmetric(eigenvalues[::-1], seed), symmetric(eigenvalues, seed, 1))


def factors(seed: int) -> Iterator[Matrices]:
    """Matrices that can be multiplied: one and its transpose, orthogonal, commuting or not, with a zero product."""
    for singular in POSITIVE:
        n = len(singular)
        X = general(singular, seed, columns=1)
        others = basis(n + 1, seed, 2), general(singular[::-1], seed, 2, rows=1), zero(n + 1, 2)
        yield from beside(X, transpose(X), *others)
        apart = symmetric([Fraction(i + 1) for i in range(n)], seed, 1)
        yield from beside(symmetric(singular, seed), symmetric(singular[::-1], seed), apart)
    yield {"X": selection(2, 0), "Y": rows_of([[3 * LARGE, 4 * LARGE]])}
    yield {"X": diagonal([Fraction(1), Fraction(0)]), "Y": diagonal([Fraction(0), LARGE])}


def symmetric_pairs(seed: int) -> Iterator[Matrices]:
    """Symmetric matrices in pairs: equal, opposite, commuting or not, one of them zero or a multiple of I."""
    for eigenvalues in POSITIVE + INDEFINITE:
        n, X = len(eigenvalues), symmetric(eigenvalues, seed)
        others = symmetric(eigenvalues[::-1], seed), symmetric(eigenvalues[::-1], seed, 1)
        yield from beside(X, X, times(-1, X), *others, zero(n, n), times(SMALL, identity(n)))


def positive_pairs(seed: int) -> Iterator[Matrices]:
    """Positive semidefinite matrices in pairs: equal, commuting or not, of disjoint ranges, one of them zero."""
    for eigenvalues in POSITIVE:
        n, X = len(eigenvalues), symmetric(eigenvalues, seed)
        others = symmetric(eigenvalues[::-1], seed), symmetric(eigenvalues[::-1], seed, 1)
        yield from beside(X, X, zero(n, n), *others)
        yield {"X": zero(n, n), "Y": X}


def nested_matrices(seed: int) -> Iterator[Matrices]:
    """0 ⪯ X ⪯ Y: equal, apart by 1e-12, by a matrix of rank one, by one that commutes or one that does not."""
    for eigenvalues in POSITIVE:
        X = symmetric(eigenvalues, seed)
        yield from beside(X, *(plus(X, more) for more in to_add(eigenvalues, seed)))


def submatrices(seed: int) -> Iterator[Matrices]:
    """Compressions of a matrix to selected rows and columns, to its first singular vectors, and to other subspaces."""
    for singular in POSITIVE:
        n = len(singular)
        U, V, X = basis(n, seed), basis(n + 1, seed, 1), general(singular, seed, columns=1)
        yield {"X": X, "J": identity(n), "K": identity(n + 1)}
        yield {"X": X, "J": first_columns(U, 1), "K": first_columns(V, 1)}
        yield {"X": X, "J": last_columns(U, n - 1), "K": first_columns(V, n)}
        yield {"X": X, "J": selection(n, n - 1), "K": selection(n + 1, n, 0)}
        yield {"X": X, "J": first_columns(basis(n, seed, 2), (n + 1) // 2), "K": last_columns(basis(n + 1, seed, 3), 1)}


def turned_matrices(seed: int) -> Iterator[Matrices]:
    """Square matrices, symmetric or not, with an orthogonal change of basis: theirs, another, and none."""
    for singular in POSITIVE:
        n = len(singular)
        for V in (identity(n), basis(n, seed), basis(n, seed, 5)):
            yield {"X": general(singular, seed), "V": V}
            yield {"X": symmetric(singular, seed), "V": V}
