"""Find certificates: by a linear program for numbers, by rewriting for matrices. Nothing found here is trusted.

The facts' products, times monomials that are known to be positive, are columns; a certificate is a non-negative
combination of them that equals the target. The linear program says which columns are needed, exact algebra their
coefficients. An equation of matrices is a rule that replaces its longest word, and each use of it is recorded.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
from math import log2
from typing import Any

import flint

from proofs import checker
from proofs.certificate import simplex
from proofs.checker import ONE, Letter, Monomial, Sum, add, multiply, scale, shape

Term = dict[str, Any]
MOST_COLUMNS = 4000
MOST_REWRITINGS = 20_000
SAME_SIZE = 14
"""In powers of two: coefficients that differ by no more are left as they are."""
FINEST = 10**9
"""Fractions with larger denominators may differ by what doubles don't see."""
FEW_COLUMNS = 200
"""With how many columns such a linear program is solved in fractions."""


class NotFound(Exception):
    """No certificate was found, which says nothing about whether there is one."""


class Names(checker.Scope):
    """The checker's scope, which also remembers how every quantity was written, so that sums can be written out."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.written: dict[str, str] = {}
        super().__init__(dict(document))

    def declare(self, name: str, value: Sum) -> None:
        super().declare(name, value)
        ((powers, _), coefficient) = next(iter(value.items()), (((), ()), Fraction(0)))
        if coefficient == 1 and sum(e for _, e in powers) in (0, 1):
            self._remember(value, name)

    def expression(self, source: str | ast.AST) -> Sum:
        value = super().expression(source)
        if isinstance(source, ast.Call):
            self._remember(value, ast.unparse(source))
        return value

    def _remember(self, value: Sum, text: str) -> None:
        """How one letter, or one number by its name, is written."""
        for powers, word in value if len(value) == 1 else ():
            if len(powers) + len(word) == 1:
                self.written.setdefault(powers[0][0] if powers else word[0][0], text)

    def inverse(self, a: Sum) -> Sum:
        value = super().inverse(a)
        (powers, _), factor = next(iter(value.items()))
        if len(powers) == 1 and powers[0][0] not in self.written and powers[0][1] == 1:
            self.written[powers[0][0]] = f"(1/({self.write(scale(a, factor))}))"
        return value

    def write(self, a: Sum) -> str:
        """A text that the checker reads as `a`."""
        return " + ".join(self._monomial(monomial, c) for monomial, c in sorted(a.items())) or "0"

    def equations(self, lefts: Mapping[str, Sum]) -> list[Term]:
        """The terms that are these multiples of equations."""
        return [{"equation": name, "left": self.write(left)} for name, left in lefts.items() if left]

    def _monomial(self, monomial: Monomial, coefficient: Fraction) -> str:
        powers, word = monomial
        above = [f"{self.written[n]}**{e}" if e > 1 else self.written[n] for n, e in powers if e > 0]
        below = [f"{self.written[n]}**{-e}" if e < -1 else self.written[n] for n, e in powers if e < 0]
        letters = [self._letter(letter) for letter in word]
        number = f"{coefficient.numerator}" if coefficient > 0 else f"(-{-coefficient.numerator})"
        over = ([f"{coefficient.denominator}"] if coefficient.denominator > 1 else []) + below
        shown = [number, *above, *letters]
        if number == "1" and len(shown) > 1:
            shown = shown[1:]
        return "*".join(shown) + "".join(f"/{x}" for x in over)

    def _letter(self, letter: Letter) -> str:
        name = letter[0]
        return f"T({self.written[name[:-1]]})" if name.endswith("'") else self.written[name]


@dataclass
class Column:
    """A term and its value; `free` ones are multiples of an equation, with a coefficient of either sign."""

    term: Term
    value: Sum
    free: bool = False
    strict: bool = False


@dataclass
class Finder:
    """Looks for certificates from facts, by their names, in one scope."""

    scope: Names
    facts: Mapping[str, checker.Statement] = field(default_factory=dict)
    patient: bool = False

    def value(self, term: Term) -> Sum:
        """What a product of numbers, facts and squares comes to."""
        read = self.scope.expression
        numbers = [read(term.get(kind, "1")) for kind in ("times", "positive")]
        squares = [read(root) for root in term.get("squares", ())]
        return multiply(*numbers, *squares, *squares, *(self.facts[name][1] for name in term.get("facts", ())))

    def scalar(self, target: Sum, relation: str, names: Sequence[str], degree: int = 2) -> list[Term]:
        """Terms that add up to `target`. Raises NotFound."""
        for most in range(1, degree + 1):
            for rounds in (1, 2):
                columns = self.columns(target, names, most, rounds)
                found = combine(columns, target, relation, patient=self.patient)
                if found is not None:
                    return found
        raise NotFound(f"no combination of {', '.join(names)} up to degree {degree} was found")

    def matrix(self, remainder: Sum, names: Iterable[str]) -> list[Term]:
        """Multiples of the equations in `names` that add up to `remainder`. Raises NotFound."""
        rules = [rule for name in names if (rule := self._rule(name)) is not None]
        terms: list[Term] = []
        for _ in range(MOST_REWRITINGS):
            if not remainder:
                return terms
            use = next(filter(None, (self._rewriting(m, c, rules) for m, c in sorted(remainder.items()))), None)
            if use is None:
                raise NotFound(f"what remains is {self.scope.write(remainder)[:300]}")
            name, left, right = use
            value = multiply(multiply(left, self.facts[name][1]), right)
            remainder = add(remainder, value, -1)
            terms.append({"equation": name, "left": self.scope.write(left), "right": self.scope.write(right)})
        raise NotFound("the rewriting did not end")

    def _rule(self, name: str) -> tuple[str, Monomial, Fraction] | None:
        relation, difference = self.facts[name]
        if relation != "==" or not difference:
            return None
        head = max(difference, key=lambda m: (len(m[1]), [x[0] for x in m[1]], m[0]))
        if any(n not in self.scope.positive for n, _ in head[0]):
            return None
        return name, head, difference[head]

    def _rewriting(
        self, monomial: Monomial, coefficient: Fraction, rules: Iterable[tuple[str, Monomial, Fraction]]
    ) -> tuple[str, Sum, Sum] | None:
        powers, word = monomial
        for name, (scalars, head), size in rules:
            for start in range(len(word) - len(head) + 1):
                if head and word[start : start + len(head)] == head:
                    factor = _ratio(powers, scalars)
                    left: Sum = {(factor, word[:start]): coefficient / size}
                    right: Sum = {((), word[start + len(head) :]): Fraction(1)}
                    return name, left, right
        return None

    def columns(self, target: Sum, names: Sequence[str], degree: int, rounds: int) -> list[Column]:
        """Products of facts, and equations, times the monomials with which they meet the target's."""
        products = list(self._products([n for n in names if self.facts[n][0] != "=="], degree))
        equations = [Column({"equation": n}, self.facts[n][1], free=True) for n in names if self.facts[n][0] == "=="]
        monomials, columns, seen = set(target), list[Column](), set[tuple[int, Monomial]]()
        for _ in range(rounds):
            fresh, ordered = set[Monomial](), sorted(monomials)  # so that the same certificates are found every time
            for number, base in enumerate([*products, *equations]):
                for wanted in ordered:
                    for own in base.value:
                        factor = (_ratio(wanted[0], own[0]), ())
                        is_allowed = all(n in self.scope.positive or (base.free and e > 0) for n, e in factor[0])
                        if (number, factor) in seen or not is_allowed:
                            continue
                        seen.add((number, factor))
                        columns.append(self._times(base, factor))
                        fresh |= set(columns[-1].value)
                        if len(columns) > MOST_COLUMNS:
                            return columns
            monomials = fresh
        return columns

    def _times(self, base: Column, factor: Monomial) -> Column:
        if factor == ((), ()):
            return base
        inverse = tuple((name, -exponent) for name, exponent in factor[0])
        value = {(_ratio(powers, inverse), word): c for (powers, word), c in base.value.items()}
        written = self.scope.write({factor: Fraction(1)})
        return Column({**base.term, "left" if base.free else "positive": written}, value, base.free, base.strict)

    def _products(self, names: Sequence[str], degree: int) -> Iterator[Column]:
        usable = [n for n in names if not shape(self.facts[n][1])]
        for size in range(degree + 1):
            for chosen in combinations_with_replacement(usable, size):
                value = multiply(ONE, *(self.facts[name][1] for name in chosen))
                strict = all(self.facts[name][0] == ">" for name in chosen)
                yield Column({"facts": list(chosen)} if chosen else {}, value, strict=strict)


def _ratio(a: tuple[tuple[str, int], ...], b: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    powers = dict(a)
    for name, exponent in b:
        powers[name] = powers.get(name, 0) - exponent
    return tuple(sorted((n, e) for n, e in powers.items() if e))


def combine(columns: Sequence[Column], target: Sum, relation: str, *, patient: bool = False) -> list[Term] | None:
    """Exact coefficients with which the columns add up to the target, or None.

    Where it is `patient`, it does not leave it at doubles that can't tell what is negligible.
    """
    if relation == "==":
        columns = [column for column in columns if column.free]
    rows = sorted({m for column in columns for m in column.value} | set(target))
    if not columns or not target:
        return [] if not target and relation != ">" else None
    weights = [0 if column.free else -1 if relation == ">" and column.strict else 1 for column in columns]
    exact = _vertex(columns, target, rows, weights, patient=patient)
    if relation == ">" and exact is not None and not any(x > 0 and columns[j].strict for j, x in exact.items()):
        only_strict = [-1 if column.strict and not column.free else 0 for column in columns]  # as much as there can be
        exact = _vertex(columns, target, rows, only_strict, patient=patient)
    if exact is None or any(x < 0 and not columns[j].free for j, x in exact.items()):
        return None
    if relation == ">" and not any(x > 0 and columns[j].strict for j, x in exact.items()):
        return None
    return [_scaled(columns[j], x) for j, x in exact.items() if x]


def _vertex(
    columns: Sequence[Column], target: Sum, rows: Sequence[Monomial], cost: Sequence[int], *, patient: bool
) -> dict[int, Fraction] | None:
    """The coefficients of least cost, by the columns' numbers; None if there are none, or if doubles find none."""
    if len(rows) * len(columns) <= simplex.MOST_ENTRIES:
        with suppress(simplex.Unbounded):
            return _small(columns, target, rows, cost)
    index = {monomial: float(i) for i, monomial in enumerate(rows)}
    values = [*(column.value for column in columns), target]
    of_row = _sizes(values, rows)
    of_column = [max((size_of(c) + of_row[m] for m, c in v.items()), default=0) if of_row else 0 for v in values]

    def scaled(c: Fraction, row: Monomial, column: int) -> float:
        return float(c * Fraction(2) ** (of_row[row] - of_column[column])) if of_row else float(c)

    entries = [(index[m], float(j), scaled(c, m, j)) for j, v in enumerate(values[:-1]) for m, c in v.items()]
    right = [scaled(target.get(m, Fraction(0)), m, len(columns)) for m in rows]
    free = [j for j, column in enumerate(columns) if column.free]
    support = _support(tuple(entries), tuple(right), tuple(cost), tuple(free))
    exact = None if support is None else _solve([columns[j].value for j in support], target, rows)
    found = None if support is None or exact is None else dict(zip(support, exact, strict=True))
    is_wrong = found is None or any(x < 0 and not columns[j].free for j, x in found.items())
    if found is not None and min(cost) < 0:  # one of those has to be in it
        is_wrong = is_wrong or not any(x > 0 and cost[j] < 0 for j, x in found.items())
    fine = bool(of_row) or any(c.denominator > FINEST for value in values for c in value.values())
    if patient and fine and is_wrong and len(columns) <= FEW_COLUMNS:  # doubles can't tell what is negligible
        with suppress(simplex.Unbounded):
            return _small(columns, target, rows, cost)
    return found


def _small(
    columns: Sequence[Column], target: Sum, rows: Sequence[Monomial], cost: Sequence[int]
) -> dict[int, Fraction] | None:
    """The same by exact numbers alone; a free coefficient is the difference of two."""
    signed = [(j, sign) for j, column in enumerate(columns) for sign in ((1, -1) if column.free else (1,))]
    table: dict[Monomial, simplex.Row] = {monomial: {} for monomial in rows}
    for k, (j, sign) in enumerate(signed):
        for monomial, c in columns[j].value.items():
            table[monomial][k] = sign * fmpq(c)
    right = [fmpq(target.get(monomial)) for monomial in rows]
    found = simplex.vertex(list(table.values()), right, [cost[j] for j, _ in signed])
    if found is None:
        return None
    exact = dict[int, Fraction]()
    for k in sorted(found):
        j, sign = signed[k]
        exact[j] = exact.get(j, Fraction(0)) + sign * fraction(found[k])
    return exact


@lru_cache(maxsize=4096)
def _support(
    entries: Sequence[tuple[float, float, float]], right: Sequence[float], cost: Sequence[int], free: Sequence[int]
) -> tuple[int, ...] | None:
    """The columns that a vertex of the linear program uses, by doubles; None if it has no solution.

    With other hypotheses, or another constant, most of a proof's programs are what they were: they are solved once.
    """
    import numpy as np  # which take long to import, and are needed here alone
    from scipy.optimize import linprog

    i, j, x = np.array(entries).T
    A = np.zeros((len(right), len(cost)))
    A[i.astype(int), j.astype(int)] = x
    bounds = [(None, None) if k in free else (0, 1e6) for k in range(len(cost))]
    solved = linprog(np.array(cost), A_eq=A, b_eq=np.array(right), bounds=bounds, method="highs-ds")
    return None if solved.status != 0 else tuple(j for j, x in enumerate(solved.x) if abs(x) > 1e-9)


def size_of(c: Fraction) -> int:
    """The power of two near its absolute value."""
    return round(log2(abs(c.numerator)) - log2(c.denominator))


def _sizes(values: Sequence[Sum], rows: Iterable[Monomial]) -> dict[Monomial, int]:
    """In powers of two, what each row is multiplied by; empty where all coefficients are of one size already."""
    found = [size_of(c) for value in values for c in value.values()]
    if max(found) - min(found) < SAME_SIZE:
        return {}
    of = units(values)
    return {(powers, word): round(sum(e * of.get(name, 0) for name, e in powers)) for powers, word in rows}


def units(values: Sequence[Sum]) -> dict[str, int]:
    """For each quantity a power of two in which to measure it, so that the terms of each value are of sizes alike.

    By least squares of the logarithms; the last value counts little. What is negligible in any units remains so.
    """
    import numpy as np

    names = sorted({name for value in values for powers, _ in value for name, _ in powers})
    if not names:
        return {}
    index = {name: i for i, name in enumerate(names)}
    A, b = [np.zeros(len(names))], [0.0]
    for j, value in enumerate(values):
        E = np.zeros((len(value), len(names)))
        for i, (powers, _) in enumerate(value):
            for name, e in powers:
                E[i, index[name]] = e
        sizes, weight = np.array([size_of(c) for c in value.values()], float), 0.01 if j == len(values) - 1 else 1.0
        A += list(weight * (E - E.mean(axis=0)))
        b += list(weight * (sizes.mean() - sizes))
    found = np.linalg.lstsq(np.array(A), np.array(b), rcond=1e-9)[0]
    return {name: round(float(x)) for name, x in zip(names, found, strict=True)}


def _scaled(column: Column, x: Fraction) -> Term:
    if column.free:
        left = column.term.get("left", "1")
        return {**column.term, "left": f"({x})*({left})" if x != 1 else left}
    return times(x, column.term)


def times(weight: Fraction, term: Term) -> Term:
    return dict(term) if weight == 1 else {"times": str(weight), **term}


def _solve(values: Sequence[Sum], target: Sum, rows: Sequence[Monomial]) -> list[Fraction] | None:
    """One exact solution of Σ x_j values_j = target, free unknowns at zero, or None."""
    entries = [[fmpq(value.get(monomial)) for value in (*values, target)] for monomial in rows]
    reduced, rank = flint.fmpq_mat(entries).rref()
    solution = [Fraction(0)] * len(values)
    for i in range(rank):
        pivot = next(j for j in range(len(values) + 1) if reduced[i, j] != 0)
        if pivot == len(values):
            return None
        solution[pivot] = fraction(reduced[i, len(values)])
    return solution


def fmpq(x: Fraction | None) -> flint.fmpq:
    """As a number of FLINT's, where None is 0."""
    return flint.fmpq(0) if x is None else flint.fmpq(x.numerator, x.denominator)


def fraction(x: flint.fmpq) -> Fraction:
    return Fraction(int(x.p), int(x.q))
