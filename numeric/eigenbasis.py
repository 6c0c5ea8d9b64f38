"""A certified orthonormal eigenbasis of a symmetric rational matrix, whatever its eigenvalues' multiplicities.

The characteristic polynomial is exact, so each eigenvalue comes with its exact multiplicity m and, as a simple root of
an irreducible factor, in a ball as small as asked for. Then Y − λ has rank n − m for certain: once a regular block
of that size is found, the other m coordinates are free, and one linear system in balls encloses the eigenspace.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

import flint

from numeric.field import Balls, Unresolved
from numeric.matrices import Rows, to_flint


@dataclass(frozen=True)
class Eigenbasis:
    """Eigenvalues in decreasing order, each as often as its multiplicity, and Φ, n×n, whose columns go with them."""

    values: tuple[Any, ...]
    vectors: Any


@dataclass(frozen=True)
class _Eigenvalue:
    value: Any
    multiplicity: int


def eigenbasis(target: Rows, field: Balls) -> Eigenbasis:
    """Balls that hold the eigenvalues and an orthonormal eigenbasis of the symmetric n×n `target`.

    Raises Unresolved where the precision does not separate the eigenvalues.
    """
    with field.working():
        values: list[Any] = []
        columns: list[list[Any]] = []
        Y = field.exact(target)
        for eigenvalue in _eigenvalues(target):
            values += [eigenvalue.value] * eigenvalue.multiplicity
            columns += _orthonormal(_eigenspace(Y, eigenvalue, field))
        return Eigenbasis(tuple(values), flint.arb_mat(columns).transpose())


def _eigenvalues(target: Rows) -> list[_Eigenvalue]:
    numerators, denominator = to_flint(target).numer_denom()
    polynomial = numerators.charpoly()
    found: list[_Eigenvalue] = []
    for factor, multiplicity in polynomial.factor()[1]:
        if factor.degree() == 1:  # exact: G and D have a form of their own where an eigenvalue is zero
            roots = [flint.arb(flint.fmpq(-factor[0], factor[1]))]
        else:
            # every root is real, so its real part is the root itself
            roots = [root.real for root, _ in factor.complex_roots()]
        found += [_Eigenvalue(root / denominator, int(multiplicity)) for root in roots]
    found.sort(key=lambda eigenvalue: eigenvalue.value.mid(), reverse=True)
    return found


def _eigenspace(Y: Any, eigenvalue: _Eigenvalue, field: Balls) -> list[list[Any]]:
    """A basis of the eigenspace: m vectors of length n."""
    n, m = int(Y.nrows()), eigenvalue.multiplicity
    shifted = Y - field.diagonal([eigenvalue.value] * n)
    if m == n:
        return [list(row) for row in field.identity(n).tolist()]
    free = _free_coordinates(shifted.mid(), m)
    bound = [i for i in range(n) if i not in free]
    block = flint.arb_mat([[shifted[i, j] for j in bound] for i in bound])
    others = flint.arb_mat([[-shifted[i, j] for j in free] for i in bound])
    solution = field.solve(block, others)
    basis = []
    for column, j in enumerate(free):
        vector = [flint.arb(0)] * n
        vector[j] = flint.arb(1)
        for row, i in enumerate(bound):
            vector[i] = solution[row, column]
        basis.append(vector)
    return basis


def _free_coordinates(shifted: Any, m: int) -> list[int]:
    """m coordinates in which the near-kernel of `shifted` is well parametrized: a guess, which the balls then check."""
    n = int(shifted.nrows())
    nudge = flint.arb(2) ** (-flint.ctx.prec // 2) * max(abs(x) for x in shifted.entries())
    draw = Random(0).random  # noqa: S311 (any start will do for inverse iteration)
    start = flint.arb_mat([[flint.arb(draw() - 0.5) for _ in range(m)] for _ in range(n)])
    near = (shifted + flint.arb_mat([[nudge if i == j else 0 for j in range(n)] for i in range(n)])).mid()
    try:
        kernel = near.solve(start, algorithm="approx").tolist()
    except ZeroDivisionError as error:
        raise Unresolved("an eigenspace could not be found") from error
    chosen: list[int] = []
    for column in range(m):
        best = max((i for i in range(n) if i not in chosen), key=lambda i: abs(kernel[i][column]).mid())
        chosen.append(best)
        if kernel[best][column] == 0:
            raise Unresolved("an eigenspace could not be found")
        for later in range(column + 1, m):
            factor = kernel[best][later] / kernel[best][column]
            for i in range(n):
                kernel[i][later] = (kernel[i][later] - factor * kernel[i][column]).mid()
    return chosen


def _orthonormal(vectors: list[list[Any]]) -> list[list[Any]]:
    """Gram–Schmidt in balls."""
    done: list[list[Any]] = []
    for vector in vectors:
        rest = vector
        for earlier in done:
            along = _dot(rest, earlier)
            rest = [x - along * y for x, y in zip(rest, earlier, strict=True)]
        square = _dot(rest, rest)
        if not square > 0:
            raise Unresolved("vectors could not be shown to be independent")
        length = square.sqrt()
        done.append([x / length for x in rest])
    return done


def _dot(x: list[Any], y: list[Any]) -> Any:
    return sum((a * b for a, b in zip(x, y, strict=True)), flint.arb(0))
