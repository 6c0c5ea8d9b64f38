"""Sums of squares by a semidefinite program, and from it an identity with exact coefficients.

The program finds the Gram matrices of the squares in floating point. What they all but vanish on is left out, so that
the rest is well inside of what is allowed; then some of the unknowns are rounded, and the others solved for exactly. An
exact decomposition of each matrix says whether it is a sum of squares. See Peyrl and Parrilo, "Computing sum of squares
decompositions with rational coefficients" (2008).
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Literal

import clarabel
import flint
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.sparse import csc_matrix, vstack

from proofs.certificate.finder import Column, Finder, Term, fmpq, fraction, times
from proofs.checker import Monomial, Sum, add, collect, multiply, scale

Floats = NDArray[np.float64]
UNIT: Sum = {((("", 1),), ()): Fraction(1)}
"""By which the multiplier is told from 0: of its terms, those without squares add up to 1."""
MOST_UNKNOWNS = 4000
MOST_ROWS = 400
MOST_PRODUCTS = 80
NEGLIGIBLE = (1e-6, 1e-4, 1e-3, 1e-2)
"""Below this part of the largest, an eigenvalue is taken for zero: first guesses that turn out wrong do no harm."""
DENOMINATORS = (1, 2, 4, 12, 120, 10_000, 10**7, 10**11)
"""To which numbers are rounded; the first that give a proof make the shortest one."""
TOLERANCE = 1e-12
"""More than it can reach: what is zero is seen the better."""
SIMPLEST = (1, 2, 4, 8, 16, 32, 64, 128, 256)
"""Denominators in what is taken for zero, up to each of these."""
CHANCE = 0.02


@dataclass(frozen=True)
class Block:
    """A product of facts, by which a sum of squares of combinations of `roots` is multiplied; `term` says which.

    A `strict` one is there to be positive, and has no squares; that of a `multiplier` stands on the target's side.
    """

    term: Term
    factor: Sum
    roots: tuple[Sum, ...]
    role: Literal["", "strict", "multiplier"] = ""

    @property
    def size(self) -> int:
        return len(self.roots)

    def values(self) -> Iterator[Sum]:
        """What a unit in each entry of the upper triangle of the Gram matrix adds up to, column by column."""
        for j, right in enumerate(self.roots):
            half = multiply(self.factor, right)
            for left in self.roots[:j]:
                yield scale(multiply(half, left), 2)
            yield multiply(half, right)


@dataclass
class Problem:
    """Find positive semidefinite matrices, and multiples of the equations, that add up to the target."""

    finder: Finder
    target: Sum
    blocks: list[Block]
    free: list[Column]
    needs_strict: bool
    deadline: float

    def solved(self) -> tuple[list[Term], list[Term]] | None:
        """By reductions, from all guesses of what is zero, until nothing is; then by rounding."""
        start = self.blocks
        for negligible in NEGLIGIBLE:
            self.blocks = start
            while True:
                if time.monotonic() > self.deadline or not self._expanded():
                    return None
                found = self._program()
                if found is None and self.blocks is start:
                    return None  # there is none, whatever is zero
                if found is None or not self._reduced(found, negligible):
                    break
            terms = None if found is None else self._rounded(found)
            if terms is not None:
                return terms
        return None

    def _expanded(self) -> bool:
        """Whether the equations for the unknowns are few enough to be written down."""
        self.sizes = [block.size * (block.size + 1) // 2 for block in self.blocks]
        if sum(self.sizes) + len(self.free) > MOST_UNKNOWNS:
            return False
        self.values = [value for block in self.blocks for value in block.values()]
        self.values += [column.value for column in self.free]
        rows = sorted({monomial for value in self.values for monomial in value} | set(self.target))
        if len(rows) > MOST_ROWS or not self.values:
            return False
        self.rows = {monomial: i for i, monomial in enumerate(rows)}
        entries = [(self.rows[m], j, float(c)) for j, value in enumerate(self.values) for m, c in value.items()]
        i, j, c = zip(*entries, strict=True)
        self.A = csc_matrix((c, (i, j)), shape=(len(rows), len(self.values)))
        self.b = np.array([float(self.target.get(monomial, 0)) for monomial in rows])
        largest = abs(self.A).max(axis=1).toarray().ravel()
        weights = np.where(largest > 0, 1 / np.where(largest > 0, largest, 1.0), 1.0)  # rows of one size
        self.A, self.b = csc_matrix(self.A.multiply(weights[:, None])), self.b * weights
        return True

    def _program(self) -> Floats | None:
        """Unknowns near the middle of all that the program allows, or None."""
        count, size = len(self.values), max(abs(self.b)) or 1.0
        cones, below, at = [clarabel.ZeroConeT(len(self.rows))], list[tuple[int, int, float]](), 0
        for block in self.blocks:
            cones.append(clarabel.PSDTriangleConeT(block.size))
            for column in range(block.size):
                for row in range(column + 1):
                    below.append((at, at, -1.0 if row == column else -(2**0.5)))
                    at += 1
        rows, columns, values = zip(*below, strict=True)
        cone = csc_matrix((values, (rows, columns)), shape=(at, count))
        A = vstack([self.A, cone], format="csc")
        settings = clarabel.DefaultSettings()
        settings.verbose, settings.max_threads = False, 1
        settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = TOLERANCE
        settings.time_limit = max(self.deadline - time.monotonic(), 0.01)
        b = np.concatenate([self.b / size, np.zeros(at)])
        try:
            with _silence():
                found = clarabel.DefaultSolver(
                    csc_matrix((count, count)), np.zeros(count), A, b, cones, settings
                ).solve()
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # of Rust, where an eigenvalue is not found: no Exception
                raise
            return None
        if str(found.status) not in ("Solved", "AlmostSolved", "InsufficientProgress", "MaxIterations"):
            return None
        x = np.array(found.x) * size
        near = bool(np.all(np.isfinite(x)) and np.max(abs(self.A @ x - self.b)) < 1e-3 * size)
        return x if near else None

    def _matrices(self, x: Floats) -> Iterator[Floats]:
        at = 0
        for block, size in zip(self.blocks, self.sizes, strict=True):
            G = np.zeros((block.size, block.size))
            columns, rows = np.tril_indices(block.size)
            G[rows, columns] = G[columns, rows] = x[at : at + size]
            at += size
            yield G

    # ---- what is zero

    def _reduced(self, x: Floats, negligible: float) -> bool:
        """Whether blocks were made smaller, by what their matrices, all but, vanish on."""
        matrices = list(self._matrices(x))
        largest = max(float(np.linalg.eigvalsh(G)[-1]) for G in matrices)
        smaller = list[Block]()
        for block, G in zip(self.blocks, matrices, strict=True):
            values, vectors = np.linalg.eigh(G)
            null = vectors[:, values < negligible * largest]
            if not null.shape[1]:
                smaller.append(block)
                continue
            kept = _complement(null)
            if kept is None:
                smaller.append(block)
                continue
            roots = tuple(combined(block.roots, vector) for vector in kept)
            if roots:
                smaller.append(replace(block, roots=roots))
        changed = [b.size for b in smaller] != [b.size for b in self.blocks]
        self.blocks = smaller
        return changed and bool(smaller)

    # ---- exact numbers

    def _rounded(self, x: Floats) -> tuple[list[Term], list[Term]] | None:
        """Terms with exact coefficients near x, or None."""
        rows, basic = self._basis(x)
        others = sorted(set(range(len(x))) - set(basic))
        size = float(np.max(abs(x))) or 1.0
        trials = [{j: _near(float(x[j]), most, size) for j in others} for most in DENOMINATORS]
        square = [[fmpq(self.values[column].get(row)) for column in basic] for row in rows]
        rests = [add(self.target, combined([self.values[j] for j in others], list(t.values())), -1) for t in trials]
        right = [[fmpq(rest.get(row)) for rest in rests] for row in rows]
        try:
            solved = flint.fmpq_mat(square).solve(flint.fmpq_mat(right))
        except ZeroDivisionError:
            return None
        for k, trial in enumerate(trials):
            exact = trial | {column: fraction(solved[i, k]) for i, column in enumerate(basic)}
            terms = self._terms([exact[j] for j in range(len(x))])
            if terms is not None:
                return terms
        return None

    def _basis(self, x: Floats) -> tuple[list[Monomial], list[int]]:
        """As many equations, and unknowns that can be solved for: those with most room about them."""
        room = [
            np.full(size, max(np.linalg.eigvalsh(G)[0], 1e-9))
            for G, size in zip(self._matrices(x), self.sizes, strict=True)
        ]
        room.append(np.full(len(self.free), max(float(np.max(abs(x))), 1.0)))
        dense = self.A.toarray()
        _, R, order = qr(dense * np.concatenate(room), mode="economic", pivoting=True)
        diagonal = abs(np.diag(R))
        rank = int(np.sum(diagonal > 1e-10 * diagonal[0]))
        basic = [int(j) for j in order[:rank]]
        _, _, order = qr(dense[:, basic].T, mode="economic", pivoting=True)
        names = list(self.rows)
        return [names[int(i)] for i in order[:rank]], basic

    def _terms(self, x: list[Fraction]) -> tuple[list[Term], list[Term]] | None:
        """The terms with these coefficients, if all matrices are sums of squares and the identity holds."""
        terms, multiplier, at, strict = list[Term](), list[Term](), 0, not self.needs_strict
        for block, size in zip(self.blocks, self.sizes, strict=True):
            squares = decomposed(x[at : at + size], block.size)
            if squares is None:
                return None
            at += size
            strict = strict or (block.role == "strict" and bool(squares))
            for weight, vector in squares:
                match block.role:
                    case "":
                        terms.append(_as_square(self.finder, weight, block.term, combined(block.roots, vector)))
                    case "strict":
                        terms.append(times(weight, block.term))
                    case "multiplier":
                        multiplier.append(times(weight, block.term))
        if combined(self.values, x) != self.target or not strict:
            return None
        lefts = dict[str, Sum]()
        for coefficient, column in zip(x[at:], self.free, strict=True):
            left = scale(self.finder.scope.expression(column.term["left"]), coefficient)
            lefts[column.term["equation"]] = add(lefts.get(column.term["equation"], {}), left)
        return [*terms, *self.finder.scope.equations(lefts)], multiplier or [{}]


@contextmanager
def _silence() -> Iterator[None]:
    """Without what Rust writes to standard error when it panics."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _as_square(finder: Finder, weight: Fraction, term: Term, root: Sum) -> Term:
    """With a constant root as a number, and whole coefficients in any other."""
    if set(root) == {((), ())}:
        return times(weight * root[(), ()] ** 2, term)
    common = lcm(*(c.denominator for c in root.values()))
    return {**times(weight / common**2, term), "squares": [finder.scope.write(scale(root, common))]}


def _near(x: float, most: int, size: float) -> Fraction:
    """A multiple of 1/most near x; finer where all numbers are small."""
    unit = Fraction(1, most)
    while size < 0.01:
        size, unit = size * 10, unit / 10
    return round(Fraction(x) / unit) * unit


def combined(roots: Sequence[Sum], vector: Sequence[Fraction]) -> Sum:
    pairs = ((c, root) for c, root in zip(vector, roots, strict=True) if c)
    return collect((monomial, c * value) for c, root in pairs for monomial, value in root.items())


def _complement(null: Floats) -> list[list[Fraction]] | None:
    """Vectors of simple fractions that span all that is orthogonal to the columns of `null`; None if there are none."""
    K = null.T.copy()
    pivots = list[int]()
    for row in range(K.shape[0]):
        i, j = divmod(int(np.argmax(abs(K[row:]))), K.shape[1])
        K[[row, row + i]] = K[[row + i, row]]
        if abs(K[row, j]) < 1e-8:
            return None
        K[row] /= K[row, j]
        for other in range(K.shape[0]):
            if other != row:
                K[other] -= K[other, j] * K[row]
        pivots.append(j)
    others = [j for j in range(K.shape[1]) if j not in pivots]
    R = K[:, others]
    found = []
    for f, j in enumerate(others):
        vector = [Fraction(0)] * K.shape[1]
        vector[j] = Fraction(1)
        for row, pivot in enumerate(pivots):
            simple = _simplest(float(R[row, f]))
            if simple is None:
                return None
            vector[pivot] = -simple
        found.append(vector)
    return found


def _simplest(x: float) -> Fraction | None:
    """The fraction that x seems to be, nearer than chance would have it; or None."""
    for most in SIMPLEST:
        simple = Fraction(x).limit_denominator(most)
        if abs(float(simple) - x) < CHANCE / most**2:
            return simple
    return None


def decomposed(triangle: Sequence[Fraction], size: int) -> list[tuple[Fraction, list[Fraction]]] | None:
    """Weights and vectors whose weighted squares add up to a matrix, of which this is the upper triangle; or None."""
    G = [[flint.fmpq(0)] * size for _ in range(size)]
    at = iter(triangle)
    for j in range(size):
        for i in range(j + 1):
            G[i][j] = G[j][i] = fmpq(next(at))
    found = []
    for k in range(size):
        pivot = G[k][k]
        if pivot < 0:
            return None
        if pivot == 0:
            if any(G[k][j] != 0 for j in range(k, size)):
                return None
            continue
        row = [G[k][j] / pivot if j >= k else flint.fmpq(0) for j in range(size)]
        for i in range(k + 1, size):
            if row[i] != 0:
                for j in range(k + 1, size):
                    G[i][j] -= pivot * row[i] * row[j]
        found.append((fraction(pivot), [fraction(c) for c in row]))
    return found
