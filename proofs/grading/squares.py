"""Combinations with squares: facts times squares of sums, which are found as the linear program asks for them.

A linear program adds up columns to the target as nearly as it can. Its prices say which square would bring it nearer:
an eigenvector of a matrix of prices, rounded to small fractions, is a new column. Exact algebra has the last word.
"""

import time
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, islice

import numpy as np
from scipy.optimize import linprog

from proofs.checker import ONE, Monomial, Sum, multiply
from proofs.finder import Column, Finder, Term, combine

LARGEST_BASIS = 20
MOST_FACTORS = 12
MOST_ROUNDS = 25
DENOMINATORS = (1, 2, 3, 12, 1000)
"""To which an eigenvector is rounded, its largest entry being 1."""
NEAR = 1e-7


def combination(
    finder: Finder, target: Sum, relation: str, names: Sequence[str], degree: int, deadline: float
) -> list[Term] | None:
    """Terms that add up to the target, or None."""
    if relation == "==" or not target:
        return None
    facts = [name for name in names if finder.facts[name][0] != "==" and finder.facts[name][1]]
    factors = [(tuple[str, ...](), ONE), *(((name,), finder.facts[name][1]) for name in facts[:MOST_FACTORS])]
    variables = sorted({name for powers, _ in target for name, exponent in powers if exponent > 0})
    total = max(sum(exponent for _, exponent in powers) for powers, _ in target)
    columns = finder.columns(target, names, degree, 1)
    searches = [(chosen, value, _basis(finder, variables, value, total)) for chosen, value in factors]
    for chosen, value, basis in searches:
        columns += [_square(finder, chosen, value, {monomial: Fraction(1)}) for monomial in basis]
    for _ in range(MOST_ROUNDS):
        if time.monotonic() > deadline:
            return None
        missing, prices = _prices(columns, target)
        if missing < NEAR:
            found = combine(columns, target, relation)
            if found is not None:
                return found
        fresh = [
            _square(finder, chosen, value, root)
            for chosen, value, basis in searches
            for root in _roots(value, basis, prices)
        ]
        known = {tuple(sorted(column.value.items())) for column in columns}
        fresh = [column for column in fresh if tuple(sorted(column.value.items())) not in known]
        if not fresh:
            return None
        columns += fresh
    return None


def _basis(finder: Finder, variables: Sequence[str], factor: Sum, total: int) -> list[Monomial]:
    """Monomials whose products, times the factor, are of no higher degree than the target."""
    own = max(sum(exponent for _, exponent in powers) for powers, _ in factor)
    names = [name for name in variables if name in finder.scope.written]
    powers = (
        tuple((name, chosen.count(name)) for name in sorted(set(chosen)))
        for degree in range(max(total - own, 0) // 2 + 1)
        for chosen in combinations_with_replacement(names, degree)
    )
    return [(each, ()) for each in islice(powers, LARGEST_BASIS)]


def _square(finder: Finder, chosen: tuple[str, ...], factor: Sum, root: Sum) -> Column:
    term: Term = {"squares": [finder.scope.write(root)], **({"facts": list(chosen)} if chosen else {})}
    return Column(term, multiply(factor, root, root))


def _prices(columns: Sequence[Column], target: Sum) -> tuple[float, dict[Monomial, float]]:
    """By how much the columns miss the target, and what a unit of each monomial would be worth."""
    rows = sorted({monomial for column in columns for monomial in column.value} | set(target))
    index = {monomial: i for i, monomial in enumerate(rows)}
    A = np.zeros((len(rows), len(columns) + 2 * len(rows)))
    for j, column in enumerate(columns):
        for monomial, coefficient in column.value.items():
            A[index[monomial], j] = float(coefficient)
    A[:, len(columns) : len(columns) + len(rows)] = np.eye(len(rows))
    A[:, len(columns) + len(rows) :] = -np.eye(len(rows))
    cost = np.concatenate([np.zeros(len(columns)), np.ones(2 * len(rows))])
    bounds = [(None, None) if column.free else (0, None) for column in columns] + [(0, None)] * (2 * len(rows))
    b = np.array([float(target.get(monomial, 0)) for monomial in rows])
    solved = linprog(cost, A_eq=A, b_eq=b, bounds=bounds, method="highs-ds")
    if solved.status != 0:
        return float("inf"), {}
    return float(solved.fun), dict(zip(rows, map(float, solved.eqlin.marginals), strict=True))


def _roots(factor: Sum, basis: Sequence[Monomial], prices: dict[Monomial, float]) -> list[Sum]:
    """Sums whose squares, times the factor, the prices ask for."""
    if not basis or not prices:
        return []
    M = np.zeros((len(basis), len(basis)))
    for i, a in enumerate(basis):
        for j, b in enumerate(basis):
            products = multiply(factor, {a: Fraction(1)}, {b: Fraction(1)})
            M[i, j] = sum(prices.get(monomial, 0.0) * float(c) for monomial, c in products.items())
    values, vectors = np.linalg.eigh(M)
    found: list[Sum] = []
    for k in [k for k in range(len(basis)) if values[k] > NEAR][-3:]:
        vector = vectors[:, k] / max(vectors[:, k], key=abs)
        for most in DENOMINATORS:
            rounded = [Fraction(float(x)).limit_denominator(most) for x in vector]
            root = {monomial: x for monomial, x in zip(basis, rounded, strict=True) if x}
            if root and root not in found:
                found.append(root)
    return found
