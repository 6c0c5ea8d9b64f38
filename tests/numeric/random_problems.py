"""500 problems drawn from their numbers: every kind of shape, spectrum, factor, α and time that the engine has to face.

Everything is exact, and σ and Φ are known to whoever draws: a problem is told of them, or has to find them itself.
Exponents are dyadic and short, so that brute force in millions of bits is affordable.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import log
from random import Random
from typing import Any

from numeric import matrices
from numeric.exact import Scale
from numeric.instance import random_basis, random_shape
from numeric.matrices import Row, Rows
from numeric.problem import Problem

COUNT = 500
GAPS = (Fraction(1, 2**30), Fraction(1, 2**40), Fraction(1, 2**100))
"""Between close eigenvalues: all below 10⁻⁹."""


@dataclass(frozen=True)
class Drawn:
    """A problem, σ and Φ of its target, the times to evaluate at, the digits to ask for, and what is special here."""

    problem: Problem
    eigenbasis: tuple[Row, Rows]
    times: tuple[Fraction, ...]
    digits: int
    kinds: frozenset[str]


@cache
def draw(number: int) -> Drawn:
    """The problem of that number, the same for ever."""
    generator = Random(number)  # noqa: S311 (a seeded sample, nothing secret)
    K, largest = _scale(number, generator)
    n = generator.randint(1, largest)
    kinds = {f"K={K}" if K >= 1000 else "K<1000", "n=1" if n == 1 else "n>1"}
    sigma, rate = _spectrum(n, K, generator, kinds)
    basis = matrices.identity(n)
    if n > 1 and generator.random() < 0.65:
        basis = random_basis(n, number)
        kinds.add("dense")
    target = matrices.product(basis, matrices.diagonal(sigma), matrices.transpose(basis))
    shape = factor = None
    if generator.random() < 0.45:
        factor = _factor(n, generator, kinds)
        if n > 1 and generator.random() < 0.15:
            missed = generator.sample(range(n), generator.randint(1, n - 1))
            zeros = (Fraction(0),) * len(factor[0])
            factor = matrices.product(basis, tuple(zeros if i in missed else row for i, row in enumerate(factor)))
            kinds.add("missed modes")
    else:
        shape = _shape(n, number, generator, kinds)
    alpha = Scale(Fraction(generator.choice((1, 2, 7)), generator.choice((1, 3))), -K)
    if number % 50 == 10:
        alpha = Scale(Fraction(1))
    if alpha.exponent >= 0:
        kinds.add("α=1" if alpha == Scale(Fraction(1)) else "α≥1" if alpha.fraction >= 1 else "α<1")
    known = (sigma, basis) if generator.random() < 0.5 else None
    kinds.add("eigenbasis known" if known else "eigenbasis to be found")
    problem = Problem(target, shape, factor, alpha, rate, known)
    times = _times(sigma, rate, K, generator, kinds)
    return Drawn(problem, (sigma, basis), times, generator.choice((3, 15, 30, 30, 60)), frozenset(kinds))


def _scale(number: int, generator: Random) -> tuple[int, int]:
    """K = log₁₀ 1/α, and the largest n for which brute force affords it."""
    place = number % 50
    if place == 0:
        return 100_000, 3
    if place <= 2:
        return 10_000, 6
    if place <= 9:
        return 1000, 12
    if place <= 13:
        return -generator.choice((0, 0, 1, 3)), 12
    return generator.choice((1, 3, 8, 20, 50, 100)), 12


def _spectrum(n: int, K: int, generator: Random, kinds: set[str]) -> tuple[Row, Fraction]:
    """σ in decreasing order, within [−3, 3] and dyadic, and the rate c: 2, as in TFHV (8), where some are negative."""
    # at the smallest α brute force affords no mode that is learned much later than the first
    sigma = [Fraction(k, 8) for k in generator.sample(range(12 if K >= 10_000 else 4, 25), n)]
    rate = Fraction(1)
    if n > 1 and generator.random() < 0.25:
        sigma[1] = sigma[0] - generator.choice(GAPS)
        kinds.add("close")
    if n > 1 and generator.random() < 0.25:
        sigma[-2] = sigma[-1]
        kinds.add("repeated")
        if n > 4 and generator.random() < 0.5:
            sigma[-4] = sigma[-3] = sigma[-1]
    if generator.random() < 0.2:
        sigma[generator.randrange(n)] *= -1
        sigma[0] *= generator.choice((-1, 1))
        rate = Fraction(2)
        kinds.add("negative")
    if n > 1 and generator.random() < 0.3:
        for _ in range(generator.randint(1, 2)):
            sigma[generator.randrange(n)] = Fraction(0)
        kinds.add("zeros")
    if generator.random() < 0.02:
        sigma = [Fraction(0)] * n
        kinds.add("Y=0")
    # what was made by one line may be undone by a later one
    kinds -= {"close", "repeated", "negative"}
    pairs = [(x, y) for i, x in enumerate(sigma) for y in sigma[:i]]
    kinds |= {"close"} if any(0 < abs(x - y) <= GAPS[0] for x, y in pairs) else set()
    kinds |= {"repeated"} if any(x == y != 0 for x, y in pairs) else set()
    kinds |= {"negative"} if min(sigma) < 0 else set()
    return tuple(sorted(sigma, reverse=True)), rate


def _shape(n: int, number: int, generator: Random, kinds: set[str]) -> Rows:
    """Well-conditioned, or with eigenvalues from 1 down to 10⁻⁸ and to 10⁻³⁰, which come in a basis of their own."""
    if n == 1 or generator.random() < 0.5:
        kinds.add("well-conditioned")
        return random_shape(n, number)
    smallest = generator.choice((8, 12, 30))
    kinds.add("ill-conditioned")
    basis = random_basis(n, number + COUNT)
    values = [Fraction(1), Fraction(1, 10**smallest)]
    values += [Fraction(1, 10 ** generator.randint(0, smallest)) for _ in range(n - 2)]
    return matrices.product(basis, matrices.diagonal(values), matrices.transpose(basis))


def _factor(n: int, generator: Random, kinds: set[str]) -> Rows:
    """Small integers, n×h with h below, at and above n; perhaps with a column of zeros, a repeated one, or no entry."""
    h = generator.choice((*range(1, n), *range(1, n), n, n + 1, n + 3))
    kinds.add("h<n" if h < n else "h=n" if h == n else "h>n")
    rows: list[list[Any]] = [[generator.randint(-3, 3) for _ in range(h)] for _ in range(n)]
    special = generator.random()
    if special < 0.05:
        rows = [[0] * h for _ in rows]
        kinds.add("zero factor")
    elif special < 0.2:
        for row in rows:
            row[-1] = 0
        kinds.add("zero column")
    elif special < 0.3 and h > 1:
        for row in rows:
            row[-1] = -2 * row[0]
        kinds.add("dependent columns")
    return matrices.rows_of(rows)


def _times(sigma: Row, rate: Fraction, K: int, generator: Random, kinds: set[str]) -> tuple[Fraction, ...]:
    """Modes are learned about t_k = log(1/α)/(cσ_k): the times lie before t_1, between two t_k, or after the last."""
    decades = max(K, 1) * log(10) / float(rate)
    learned = sorted({round(decades / float(s), 6) for s in sigma if s > 0}) or [decades]
    apart = [(x, y) for x, y in pairwise(learned) if y > 1.02 * x]
    times = []
    for place in generator.choices(("start", "before", "inside", "after"), (1, 3, 3, 3), k=1 if K >= 1000 else 2):
        if place == "inside" and apart:
            left, right = generator.choice(apart)
            times.append(left + (right - left) * generator.choice((0.2, 0.5, 0.8)))
        elif place == "before":
            times.append(learned[0] * generator.choice((0.01, 0.3, 0.9)))
        elif place == "start":
            times.append(0.0)
        else:
            place = "after"
            times.append(learned[-1] * generator.choice((1.05, 1.3) if K >= 1000 else (1.05, 2.0, 5.0)))
        kinds.add(place)
    if generator.random() < 0.1:
        times.append(times[0])
        kinds.add("repeated time")
    return tuple(Fraction(round(16 * t), 16) if K >= 1000 else Fraction(round(2**20 * t), 2**20) for t in times)
