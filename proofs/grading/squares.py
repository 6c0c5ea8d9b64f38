"""Combinations with squares: products of facts, times sums of squares, times multiples of equations.

A semidefinite program finds a Gram matrix for each product in floating point. What it says is zero is left out, so that
the rest is well inside of what is allowed; that is rounded to fractions, a part of which is solved for, so that the
identity is exact; and an exact decomposition of each matrix says whether it is a sum of squares.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations_with_replacement
from math import lcm
from typing import Literal

import clarabel
import flint
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.sparse import csc_matrix, vstack

from proofs.checker import ONE, Monomial, Sum, add, multiply, scale
from proofs.finder import Column, Finder, Term, combine

Floats = NDArray[np.float64]
UNIT: Sum = {((("", 1),), ()): Fraction(1)}
"""By which the multiplier is told from 0: of its terms, those without squares add up to 1."""
MOST_UNKNOWNS = 5000
MOST_ROWS = 700
MOST_PRODUCTS = 80
NEGLIGIBLE = (1e-6, 1e-4, 1e-3, 1e-2)
"""Below this part of the largest, an eigenvalue is taken for zero: first guesses that turn out wrong do no harm."""
DENOMINATORS = (1, 2, 4, 12, 120, 10_000, 10**7, 10**11)
"""To which numbers are rounded; the first that give a proof make the shortest one."""
SIMPLEST = (1, 2, 3, 4, 6, 12, 60)
"""Denominators of what is taken for zero."""
MOST_REDUCTIONS = 6


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
            for i, left in enumerate(self.roots[: j + 1]):
                yield scale(multiply(self.factor, left, right), 1 if i == j else 2)


def combination(
    finder: Finder,
    target: Sum,
    relation: str,
    degree: int,
    deadline: float,
    higher: int = 0,
    multipliers: Sequence[Term] = (),
) -> tuple[list[Term], list[Term]] | None:
    """Terms that add up to the target times a multiplier, and the multiplier's; or None.

    Products have up to `degree` facts, and a degree up to `higher` above the target's. A multiplier is a combination of
    `multipliers`; without any, it is 1.
    """
    names = list(finder.facts)
    if not target or _has_negative_powers(target):
        return None
    cap = _degree(target) + higher
    variables = _variables(finder, target, names)
    free = _equations(finder, names, variables, cap)
    if relation == "==":
        found = combine(free, target, relation)
        return None if found is None else (found, [{}])
    blocks = _blocks(finder, names, variables, degree, cap)
    if len(blocks) == 1 and not free and not multipliers:
        blocks = [_inside(blocks[0], target)]
    if relation == ">":
        strict = [Block(b.term, b.factor, (ONE,), "strict") for b in blocks if _strict(finder, b.term)]
        blocks = [*strict, *blocks]
    for term in multipliers:
        factor = _value(finder, term)
        if _degree(target) + _degree(factor) <= cap:
            worth = {} if "squares" in term else UNIT
            value = add(scale(multiply(factor, target), -1), worth)
            blocks.append(Block(term, value, (ONE,), "multiplier"))
    problem = _Problem(finder, UNIT if multipliers else target, blocks, free, relation == ">", deadline)
    return problem.solved()


def _value(finder: Finder, term: Term) -> Sum:
    root = finder.scope.expression(term["squares"][0]) if "squares" in term else ONE
    return multiply(finder.scope.expression(term.get("positive", "1")), root, root)


def _degree(value: Sum) -> int:
    return max(sum(max(exponent, 0) for _, exponent in powers) for powers, _ in value)


def _variables(finder: Finder, target: Sum, names: Sequence[str]) -> list[str]:
    """All that the target and the facts speak of, and that can be written."""
    values = [target, *(finder.facts[name][1] for name in names)]
    found = {name for value in values for powers, _ in value for name, _ in powers}
    return sorted(name for name in found if name in finder.scope.written)


def _monomials(variables: Sequence[str], degree: int) -> Iterator[Sum]:
    for size in range(degree + 1):
        for chosen in combinations_with_replacement(variables, size):
            yield {(tuple((name, chosen.count(name)) for name in sorted(set(chosen))), ()): Fraction(1)}


def _equations(finder: Finder, names: Sequence[str], variables: Sequence[str], cap: int) -> list[Column]:
    found = []
    for name in names:
        relation, value = finder.facts[name]
        if relation != "==" or not value or _has_negative_powers(value):
            continue
        for factor in _monomials(variables, cap - _degree(value)):
            term = {"equation": name, "left": finder.scope.write(factor)}
            found.append(Column(term, multiply(value, factor), free=True))
            if len(found) > MOST_UNKNOWNS:
                return []
    return found


def _blocks(finder: Finder, names: Sequence[str], variables: Sequence[str], degree: int, cap: int) -> list[Block]:
    """Products of facts and positive variables, that of none of them first."""
    facts = {n: v for n in names if (v := finder.facts[n][1]) and finder.facts[n][0] != "=="}
    facts = {name: value for name, value in facts.items() if not _has_negative_powers(value)}
    positive = {f"+{n}": finder.scope.names[n] for n in variables if n in finder.scope.positive}
    factors = {**positive, **facts}
    blocks = list[Block]()
    for size in range(degree + 1):
        for chosen in combinations_with_replacement(factors, size):
            if len(set(chosen)) < size:
                continue  # a square of a fact is a square
            value = multiply(ONE, *(factors[name] for name in chosen))
            room = cap - _degree(value)
            if room < 0 or len(blocks) >= MOST_PRODUCTS:
                continue
            used = [name for name in chosen if not name.startswith("+")]
            letters = [name[1:] for name in chosen if name.startswith("+")]
            term: Term = {"positive": "*".join(letters)} if letters else {}
            blocks.append(Block({**term, **({"facts": used} if used else {})}, value, ()))
            roots = tuple(_monomials(variables, room // 2))
            blocks[-1] = Block(blocks[-1].term, value, roots)
    return blocks


def _has_negative_powers(value: Sum) -> bool:
    return any(exponent < 0 for powers, _ in value for _, exponent in powers)


def _strict(finder: Finder, term: Term) -> bool:
    return all(finder.facts[name][0] == ">" for name in term.get("facts", ()))


def _inside(block: Block, target: Sum) -> Block:
    """Without the roots that no sum of squares that equals the target can have."""
    roots = [next(iter(root)) for root in block.roots]
    while True:
        pairs = [_product(a, b) for i, a in enumerate(roots) for b in roots[i + 1 :]]
        possible = {*pairs, *target}
        kept = [root for root in roots if _product(root, root) in possible]
        if len(kept) == len(roots):
            return Block(block.term, block.factor, tuple({root: Fraction(1)} for root in kept))
        roots = kept


def _product(a: Monomial, b: Monomial) -> Monomial:
    return next(iter(multiply({a: Fraction(1)}, {b: Fraction(1)})))


@dataclass
class _Problem:
    """Find positive semidefinite matrices, and multiples of the equations, that add up to the target."""

    finder: Finder
    target: Sum
    blocks: list[Block]
    free: list[Column]
    needs_strict: bool
    deadline: float

    def solved(self) -> tuple[list[Term], list[Term]] | None:
        """By reductions, from all guesses of what is zero."""
        start = self.blocks
        for negligible in NEGLIGIBLE:
            self.blocks = start
            for _ in range(MOST_REDUCTIONS):
                if time.monotonic() > self.deadline or not self._expanded():
                    return None
                found = self._program()
                if found is None:
                    if self.blocks is start:
                        return None  # there is none, whatever is zero
                    break
                terms = self._rounded(found)
                if terms is not None:
                    return terms
                if not self._reduced(found, negligible):
                    break
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
        settings.time_limit = max(self.deadline - time.monotonic(), 0.01)
        b = np.concatenate([self.b / size, np.zeros(at)])
        found = clarabel.DefaultSolver(csc_matrix((count, count)), np.zeros(count), A, b, cones, settings).solve()
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
            roots = tuple(_combined(block.roots, vector) for vector in kept)
            if roots:
                smaller.append(replace(block, roots=roots))
        changed = [b.size for b in smaller] != [b.size for b in self.blocks]
        self.blocks = smaller
        return changed and bool(smaller)

    # ---- exact numbers

    def _rounded(self, x: Floats) -> tuple[list[Term], list[Term]] | None:
        """Terms with exact coefficients near x, or None."""
        inside = np.concatenate(
            [
                *(np.full(size, max(np.linalg.eigvalsh(G)[0], 1e-9)) for G, size in zip(self._matrices(x), self.sizes)),
                np.full(len(self.free), max(float(np.max(abs(x))), 1.0)),
            ]
        )
        dense = self.A.toarray()
        _, R, order = qr(dense * inside, mode="economic", pivoting=True)
        diagonal = abs(np.diag(R))
        rank = int(np.sum(diagonal > 1e-10 * diagonal[0])) if len(diagonal) else 0
        basic = [int(j) for j in order[:rank]]
        _, _, by_row = qr(dense[:, basic].T, mode="economic", pivoting=True)
        chosen = [int(i) for i in by_row[:rank]]
        others = sorted(set(range(len(x))) - set(basic))
        position = {row: i for i, row in enumerate(chosen)}
        square = flint.fmpq_mat(rank, rank)
        names = list(self.rows)
        for j, column in enumerate(basic):
            for monomial, c in self.values[column].items():
                if self.rows[monomial] in position:
                    square[position[self.rows[monomial]], j] = flint.fmpq(c.numerator, c.denominator)
        size = float(np.max(abs(x))) or 1.0
        trials = [[_near(float(x[j]), most, size) for j in others] for most in DENOMINATORS]
        right = flint.fmpq_mat(rank, len(trials))
        rests = []
        for k, trial in enumerate(trials):
            rest = dict(self.target)
            for j, value in zip(others, trial, strict=True):
                if value:
                    for monomial, c in self.values[j].items():
                        rest[monomial] = rest.get(monomial, Fraction(0)) - value * c
            rests.append(rest)
            for i, row in enumerate(chosen):
                c = rest.get(names[row], Fraction(0))
                right[i, k] = flint.fmpq(c.numerator, c.denominator)
        try:
            solved = square.solve(right)
        except ZeroDivisionError:
            return None
        for k, trial in enumerate(trials):
            exact = dict(zip(others, trial, strict=True))
            exact |= {j: Fraction(int(solved[i, k].p), int(solved[i, k].q)) for i, j in enumerate(basic)}
            terms = self._terms([exact[j] for j in range(len(x))])
            if terms is not None:
                return terms
        return None

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
                        terms.append(_as_square(self.finder, weight, block.term, _combined(block.roots, vector)))
                    case "strict":
                        terms.append(_times(weight, block.term))
                    case "multiplier":
                        multiplier.append(_times(weight, block.term))
        total: Sum = {}
        for coefficient, value in zip(x, self.values, strict=True):
            if coefficient:
                total = add(total, value, coefficient)
        if total != self.target or not strict:
            return None
        lefts = dict[str, Sum]()
        for coefficient, column in zip(x[at:], self.free, strict=True):
            left = scale(self.finder.scope.expression(column.term["left"]), coefficient)
            lefts[column.term["equation"]] = add(lefts.get(column.term["equation"], {}), left)
        terms += [{"equation": n, "left": self.finder.scope.write(left)} for n, left in lefts.items() if left]
        return terms, multiplier or [{}]


def _times(weight: Fraction, term: Term) -> Term:
    return dict(term) if weight == 1 else {"times": str(weight), **term}


def _as_square(finder: Finder, weight: Fraction, term: Term, root: Sum) -> Term:
    """With a constant root as a number, and whole coefficients in any other."""
    if set(root) == {((), ())}:
        return _times(weight * root[(), ()] ** 2, term)
    common = lcm(*(c.denominator for c in root.values()))
    return {**_times(weight / common**2, term), "squares": [finder.scope.write(scale(root, common))]}


def _near(x: float, most: int, size: float) -> Fraction:
    """A multiple of 1/most near x; finer where all numbers are small."""
    unit = Fraction(1, most)
    while size < 0.01:
        size, unit = size * 10, unit / 10
    return round(Fraction(x) / unit) * unit


def _combined(roots: Sequence[Sum], vector: Sequence[Fraction]) -> Sum:
    total: Sum = {}
    for c, root in zip(vector, roots, strict=True):
        if c:
            total = add(total, root, c)
    return total


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
    for most in SIMPLEST:
        simple = np.round(R * most) / most
        if not R.size or np.max(abs(simple - R)) < 0.02 / most:
            break
    else:
        return None
    found = []
    for f, j in enumerate(others):
        vector = [Fraction(0)] * K.shape[1]
        vector[j] = Fraction(1)
        for row, pivot in enumerate(pivots):
            vector[pivot] = -Fraction(round(float(R[row, f]) * most), most)
        found.append(vector)
    return found


def decomposed(triangle: Sequence[Fraction], size: int) -> list[tuple[Fraction, list[Fraction]]] | None:
    """Weights and vectors whose weighted squares add up to a matrix, given by its upper triangle; None if there are none."""
    G = [[flint.fmpq(0)] * size for _ in range(size)]
    at = iter(triangle)
    for j in range(size):
        for i in range(j + 1):
            c = next(at)
            G[i][j] = G[j][i] = flint.fmpq(c.numerator, c.denominator)
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
        found.append((_fraction(pivot), [_fraction(c) for c in row]))
    return found


def _fraction(c: flint.fmpq) -> Fraction:
    return Fraction(int(c.p), int(c.q))
