"""Instances of a claim about windows, made of numbers for its parameters: those at which a condition on them fails."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from numeric.exact import Scale
from proofs.grading.windows.cases import Case, Judge, Measured
from proofs.scalar.claims import Point

LARGEST_SIZE = 6
POSITIONS = (0.0, 1.0, 0.5)
"""Of the time in T_k: its left end, its right end, its middle."""
ZERO, ONE = Fraction(0), Fraction(1)


def satisfying(judge: Judge, points: Sequence[Point], deadline: float) -> Measured | None:
    """The first instance of these parameters, with a time, that is the claim's; by the deadline, which is monotonic."""
    return _first(judge, lambda _: True, points, deadline)


def refuting(judge: Judge, points: Sequence[Point], deadline: float) -> Measured | None:
    """As `satisfying`, and the error is beyond the bound."""
    return _first(judge, judge.refutes, points, deadline)


def _first(judge: Judge, fits: Callable[[Case], bool], points: Sequence[Point], deadline: float) -> Measured | None:
    distinct = [point for number, point in enumerate(points) if point not in points[:number]]
    for case in filter(judge.admits, (case for point in distinct for case in cases(point))):
        for position in POSITIONS:
            for moment in judge.times(case, position):
                if time.monotonic() > deadline:
                    return None
                timed = replace(case, time=moment)
                if fits(timed) and (measured := judge.measure(timed)) is not None:
                    return measured
    return None


def cases(point: Point) -> Iterator[Case]:
    """Spectral instances with these parameters, without a time. One s_i is 1/m or μ, and the others are the other."""
    if {"eta", "sigma_next"} & {*point}:
        yield from descents(point)
        return
    m, sigma_1 = point.get("m", point.get("m_k", ONE)), point.get("sigma_1", ONE)
    mu, sigma_r = point.get("mu", max(ONE, 1 / m)), point.get("sigma_r", sigma_1)
    own = point.get("sigma_k", sigma_1)
    few = 1 if sigma_r == sigma_1 else 2 if own in (sigma_1, sigma_r) else 3
    r = int(point.get("r", few))
    least = max(r, 1 if m * mu == 1 else 2)
    sizes = [int(point["n"])] if "n" in point else [least, least + 1]
    if (r == 1) != (sigma_r == sigma_1):
        return
    for n in (n for n in sizes if least <= n <= LARGEST_SIZE):
        targets = [sigma_1 + (sigma_r - sigma_1) * Fraction(i, max(r - 1, 1)) for i in range(r)]
        if r == few == 3:
            targets[1] = own
        spectrum = (*targets, *[Fraction(0)] * (n - r))
        for i, (here, elsewhere) in product(range(n), ((1 / m, mu), (mu, 1 / m))):
            shape = tuple(here if j == i else elsewhere for j in range(n))
            alpha, eps, rate = Scale(point.get("alpha", ONE / 100)), point.get("eps", ONE), point.get("c", ONE)
            every = [k for k in range(r + 1) if "sigma_k" not in point or spectrum[max(k, 1) - 1] == own]
            yield from (Case(spectrum, shape, (), eps, alpha, rate, k) for k in every)


def descents(point: Point) -> Iterator[Case]:
    """The same of gradient descent, with modes at σ_1, σ_k, σ_{k+1} and σ_r alone, and one that is absent or none."""
    sigma_1 = point.get("sigma_1", ONE)
    told = {point.get(name, sigma_1) for name in ("sigma_1", "sigma_k", "sigma_next", "sigma_r")}
    targets = tuple(sorted(told - {ZERO}, reverse=True))
    least = 1 / point["m"] if "m" in point else point.get("nu", ONE)
    mu, step = point.get("mu", max(ONE, least)), point.get("eta", 1 / (2 * sigma_1))
    alpha, eps = Scale(point.get("alpha", ONE / 100)), point.get("eps", ONE)
    for absent, k in product((0, 1), range(len(targets) + 1)):
        spectrum = (*targets, *[ZERO] * absent)
        own, beyond = spectrum[max(k, 1) - 1], (*spectrum, ZERO)[k]
        if point.get("sigma_k", own) == own and point.get("sigma_next", beyond) == beyond:
            for i, (here, elsewhere) in product(range(len(spectrum)), ((least, mu), (mu, least))):
                shape = tuple(here if j == i else elsewhere for j in range(len(spectrum)))
                yield Case(spectrum, shape, (), eps, alpha, ONE, k, step=step)
