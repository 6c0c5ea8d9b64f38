"""W(t) as decimals from double precision: what `numeric.evaluate` asks first of large problems."""

from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from math import log10
from typing import Any

import flint
import numpy as np
from threadpoolctl import ThreadpoolController

from numeric import machine
from numeric.decimals import ZERO, Rounded
from numeric.exact import Unresolved
from numeric.hardware import rounding
from numeric.hardware.data import enclosed
from numeric.hardware.dense import DenseTarget
from numeric.hardware.graded import BITS, ORDERS, GradedShape
from numeric.hardware.lowrank import LowRankStart
from numeric.hardware.scaled import Scaled
from numeric.problem import Problem

LARGEST = 5000
LARGEST_DIGITS = 30
SMALLEST_IN_THREADS = 400
"""Rows from which a BLAS may use threads."""
TOLD_AT_1000, GAINS = 10.5, (0.0, 5.2, 11.0)
"""Digits that the first level tells of nearly all entries where n = 1000, and how many more the others do."""
MATRICES = 16
"""n×n doubles that are held at once, at most."""


def obstacle(problem: Problem, digits: int) -> str | None:
    """Why W may not be asked of doubles, and what to do; None where it may: they may still not tell it."""
    if problem.n > LARGEST:
        return f"there are {problem.n}, and {LARGEST} are the most allowed; give a smaller problem"
    if digits > LARGEST_DIGITS:
        return f"for up to {LARGEST_DIGITS} digits, not {digits}; ask for fewer, or for --every-entry"
    return machine.failure()


@dataclass
class Told:
    """The lower triangle of W, row after row, as far as it is told; `fewer` has the digits of places with fewer."""

    entries: list[Rounded | None]
    fewer: dict[int, int] = field(default_factory=dict)


class Doubles:
    """W(t) of a problem that suits."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def __reduce__(self) -> tuple[Any, ...]:
        return Doubles, (self.problem,)

    @property
    def bytes(self) -> int:
        """What W at one time takes of the memory, at most."""
        return MATRICES * 8 * self.problem.n**2

    @cached_property
    def form(self) -> GradedShape | LowRankStart | DenseTarget:
        problem, start = self.problem, enclosed(self.problem.start)
        narrow = problem.factor is not None and len(problem.factor[0]) < problem.n
        factor = enclosed(problem.factor) if narrow and problem.factor else None
        if problem.diagonal is None:
            return DenseTarget(enclosed(problem.target), start, problem.alpha, problem.rate, factor)
        with flint.ctx.workprec(BITS):
            sigma = [flint.arb(flint.fmpq(x.numerator, x.denominator)) for x in problem.diagonal]
        shape = GradedShape(sigma, start, problem.alpha, problem.rate, factor)
        return shape if factor is None else LowRankStart(shape)

    def at(self, time: Fraction, digits: int, few: float = 0.0) -> Scaled | None:
        """W(t), t > 0, with so many digits in all but a share `few` of the entries, where that can be."""
        found, unclear_before = None, self.problem.n**2 + 1
        with threads(self.problem.n):
            for level in range(_first_level(self.problem.n, digits), len(ORDERS)):
                with suppress(Unresolved):
                    found = self.form.at(time, level)
                    unclear = _unclear(found, digits)
                    if unclear <= few * self.problem.n**2 or unclear == unclear_before:
                        break
                    unclear_before = unclear
        return found

    def told(self, time: Fraction, digits: int, few: float = 0.0, as_far_as_known: bool = False) -> Told:
        """W(t), t > 0, each entry to so many digits; or `as_far_as_known` to fewer, where doubles tell no more."""
        n = self.problem.n
        told = Told([None] * (n * (n + 1) // 2))
        W = self.at(time, digits, few)
        if W is None:
            return told
        waiting = _apart(self.problem, told)
        for fewer in range(digits, 0 if as_far_as_known else digits - 1, -1):
            if not waiting:
                break
            left = _fill(told, W, fewer, waiting)
            if fewer < digits:
                told.fewer.update(dict.fromkeys(set(waiting) - set(left), fewer))
            waiting = left
        if as_far_as_known:
            for k, size in zip(waiting, rounding.sizes(W, waiting), strict=True):
                told.entries[k], told.fewer[k] = size, 0
        return told


def threads(n: int) -> AbstractContextManager[Any]:
    """For small matrices, threads of a BLAS wait for each other longer than they work."""
    return _libraries().limit(limits=1) if n < SMALLEST_IN_THREADS else nullcontext()


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    """What is found of threads in this process, once: that takes longer than W of a small problem."""
    return ThreadpoolController()


def _first_level(n: int, digits: int) -> int:
    """The level that tells so many digits of all but one entry in a thousand, as was measured at n = 50..4000."""
    told = TOLD_AT_1000 - 9 * log10(n / 1000)
    return next((k for k, gain in enumerate(GAINS) if told + gain >= digits), len(ORDERS) - 1)


def _unclear(W: Scaled, digits: int) -> int:
    """How many entries are not told to so many digits."""
    wide = W.radius * (5.0 * 10.0**digits) > np.abs(W.parts[0])
    wide[list(W.own), list(W.own)] = False
    return int(wide.sum())


def _apart(problem: Problem, told: Told) -> list[int]:
    """Notes the entries that are 0 as no chain connects their coordinates, and returns the places of the others."""
    component = np.array(problem.component)
    i, j = np.tril_indices(problem.n)
    apart = component[i] != component[j]
    for k in np.flatnonzero(apart).tolist():
        told.entries[k] = ZERO
    return np.flatnonzero(~apart).tolist()


def _fill(told: Told, W: Scaled, digits: int, waiting: list[int]) -> list[int]:
    """Takes what W tells of the places that wait, and returns those that it does not tell."""
    if digits <= rounding.LARGEST_AT_ONCE:
        for k, rounded in zip(waiting, rounding.at_once(W, digits, waiting), strict=True):
            told.entries[k] = rounded
        waiting = [k for k in waiting if told.entries[k] is None]
    # diagonal entries of their own, ties, and more digits than a double holds
    hopeful = rounding.hopeful(W, digits, waiting)
    for k in hopeful:
        told.entries[k] = rounding.alone(W, digits, k)
    return [k for k in waiting if told.entries[k] is None]
