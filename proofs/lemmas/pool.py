"""Whatever makes sense for letters: numbers and matrices of many kinds, and what is next to an instance.

Nothing here knows an axiom. What its hypotheses leave of these instances is what it is judged by; so where a hypothesis
is weakened or dropped, there are instances at which it would have failed.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product as tuples

from numeric.matrices import Row, Rows, diagonal, product, rows_of, times, transpose, zero
from numeric.matrix_families import (
    HALF,
    HUGE,
    INDEFINITE,
    LARGE,
    POSITIVE,
    SMALL,
    TINY,
    general,
    size,
    symmetric,
    values,
)
from proofs.lemmas.wording import Letters

Family = Callable[[int], Iterator[Letters]]

ZERO, ONE = Fraction(0), Fraction(1)
SIZES = (TINY, SMALL, HALF, 1 - TINY, ONE, 1 + TINY, Fraction(7, 3), LARGE, HUGE)
NUMBERS = (*(-x for x in SIZES[::-1]), ZERO, *SIZES)
SOME = (-HUGE, -Fraction(7, 3), -ONE, -TINY, ZERO, TINY, SMALL, HALF, ONE, 1 + TINY, LARGE, HUGE)
FEW = (-LARGE, -ONE, -TINY, ZERO, TINY, ONE, 1 + TINY, LARGE)
FEWEST = (-ONE, ZERO, HALF, ONE, 1 + TINY)
EXPONENTS = (Fraction(-1000), -ONE, -SMALL, ZERO, TINY, HALF, ONE, Fraction(2), Fraction(700))
"""Numbers whose exponentials can be written out."""

MODERATE = values(
    *((0,), (Fraction(-3, 2),), (2 * TINY, 0), (30, -30), (3, 3, 1)),
    *((0, 0, 0), (-2, -1, -HALF), (5, -SMALL, -1, 2)),
)
"""Eigenvalues whose exponentials can be written out, the largest of them none of the numbers beside these matrices."""

TRICKY = tuple(
    map(
        rows_of,
        (
            [[0, 1], [1, 0]],
            [[0, 0], [0, -1]],
            [[0, 0], [0, 1]],
            [[1, 1], [1, 1]],
            [[0, 0, 0], [0, 1, 1], [0, 1, 1]],
            [[1, 1, 1], [1, 1, -1], [1, -1, 1]],
            [[1, 1, 0], [1, 1, 0], [0, 0, -1]],
            [[0, 0, 2], [0, 2, 0], [2, 0, 3]],
        ),
    )
)
"""Symmetric matrices with zero pivots, some of them before what makes them indefinite; their norms are rational."""


def generic(matrices: Sequence[str], scalars: Sequence[str], exponents: bool, seed: int) -> Iterator[Letters]:
    """What these letters may stand for; with `exponents`, so that exponentials of it can be written out."""
    if not matrices:
        yield from (dict(zip(scalars, chosen, strict=True)) for chosen in numbers(len(scalars), exponents))
        return
    alone = len(matrices) == 1 and not scalars
    for X, largest in exponents_of(seed) if exponents else any_matrices(seed):
        if not (alone or exponents) and len(X) > 3:
            continue  # where much stands beside a matrix, it is small
        others = list(tuples(relatives(X), repeat=len(matrices) - 1))
        beside = tuples(factors_and_bounds(largest) if exponents else bounds(largest), repeat=len(scalars))
        for chosen, numbers_beside in tuples(others, beside):
            yield dict(zip((*matrices, *scalars), (X, *chosen, *numbers_beside), strict=True))


def numbers(count: int, exponents: bool) -> Iterator[Row]:
    """Tuples of so many numbers of both signs, zero, tiny, large, equal, opposite and a part in 1e12 apart."""
    if exponents:
        yield from tuples(EXPONENTS if count < 3 else EXPONENTS[1:6], repeat=count)
        yield from ((x, x + TINY) for x in EXPONENTS if count == 2)
        return
    yield from tuples((NUMBERS, SOME, FEW, FEWEST)[max(count - 1, 0)] if count < 5 else FEWEST[:3], repeat=count)
    if count == 2:
        yield from ((x, x + apart) for x in SOME for apart in (TINY, -TINY))


def any_matrices(seed: int) -> Iterator[tuple[Rows, Fraction]]:
    """Matrices of 1 to 5 rows and columns, with their norms.

    Zero, orthogonal, symmetric or not, singular or nearly so, definite or not, of sizes from 1e-12 to 1e8.
    """
    for i, singular in enumerate(POSITIVE):
        yield general(singular, seed), size(singular)
        yield general(singular, seed, rows=i % 2, columns=1 - i % 2), size(singular)
    for eigenvalues in POSITIVE + INDEFINITE:
        X = symmetric(eigenvalues, seed)
        yield X, size(eigenvalues)
        yield (times(-1, X) if eigenvalues in INDEFINITE else diagonal(eigenvalues[::-1])), size(eigenvalues)
    yield rows_of([[0, 1, 0], [0, 0, 1], [0, 0, 0]]), ONE  # nilpotent
    norms = (1, 1, 1, 2, 2, 2, 2, 4)
    for X, norm in zip(TRICKY, norms, strict=True):
        yield X, Fraction(norm)
        yield product(X, X), Fraction(norm**2)
    for n, m in tuples((1, 2, 4), repeat=2):
        yield zero(n, m), ZERO
        yield moved(zero(n, m)), TINY


def exponents_of(seed: int) -> Iterator[tuple[Rows, Fraction]]:
    """Symmetric matrices with eigenvalues from −30 to 30, and the largest of these."""
    for eigenvalues in MODERATE:
        yield symmetric(eigenvalues, seed), max(eigenvalues)


def moved(X: Rows) -> Rows:
    """The matrix with its last entry a little larger."""
    return (*X[:-1], (*X[-1][:-1], X[-1][-1] + TINY))


def relatives(X: Rows) -> tuple[Rows, ...]:
    """X and others of its size, and its transpose."""
    n, m = len(X), len(X[0])
    return (X, times(-1, X), zero(n, m), moved(X), transpose(X))


def bounds(norm: Fraction) -> tuple[Fraction, ...]:
    """Numbers beside a matrix: its norm, a part in 1e12 more and less, its opposite, 0 and 1."""
    found = (norm, norm * (1 + TINY), norm * (1 - TINY), -norm, ZERO, ONE)
    return tuple(dict.fromkeys(found))


def factors_and_bounds(largest: Fraction) -> tuple[Fraction, ...]:
    """Numbers beside the exponential of a matrix: factors of both signs, what bounds its eigenvalues, what does not."""
    return (ZERO, TINY, ONE, Fraction(5, 2), -ONE, largest + TINY, largest + 1, largest - 1)


def varied(family: Sequence[Letters]) -> Iterator[Letters]:
    """The family, and some of it with one letter at a time replaced, so that a hypothesis may fail alone."""
    yield from family
    some = range(0, len(family), max(1, len(family) // 4))
    for k in some:
        letters, after = family[k], family[(k + 1) % len(family)]
        for name, meaning in letters.items():
            for other in (*others(meaning), *letters.values(), after.get(name, meaning)):
                if other != meaning and _kind(other) == _kind(meaning):
                    yield {**letters, name: other}


def others(meaning: Rows | Fraction) -> tuple[Rows | Fraction, ...]:
    """Next to a number or a matrix: its opposite, twice it, half of it, zero, a little more, much more."""
    if isinstance(meaning, Fraction):
        return (-meaning, 2 * meaning, meaning / 2, ZERO, meaning + TINY, meaning * (1 - TINY), meaning + LARGE)
    n, m = len(meaning), len(meaning[0])
    return (*(times(factor, meaning) for factor in (-1, 2, -2, HALF, 1 + TINY)), zero(n, m), transpose(meaning))


def _kind(meaning: Rows | Fraction) -> tuple[int, ...]:
    return () if isinstance(meaning, Fraction) else (len(meaning), len(meaning[0]))
