"""Methods timed side by side: in turn, at the same times, on the same problem, each answer held against the engine's.

Processor time is measured, so that what else the machine does counts little.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from statistics import median
from time import process_time
from typing import Any

from mpmath import mp

from benchmarks.method import Method, Numbers
from benchmarks.problems import Problem, times

NUDGE = Fraction(1, 1_000_000)
"""Each round is at a time of its own, so that nothing is gained by remembering an answer."""


@dataclass
class Timing:
    """What came of one method: a time for each round, and how many digits its answers have."""

    method: type[Method]
    digits: int
    rounds: list[float] = field(default_factory=list)
    measured: int = 1
    """How many times were evaluated in a round."""
    asked: int = 1
    """How many the seconds are for: where it is more than `measured`, they are scaled."""
    agreed: float = inf
    """Digits to which the worst entry agrees with the engine's."""
    certified: float | None = None
    """Digits that the worst entry has for certain, by the method's own account."""

    @property
    def seconds(self) -> float:
        return median(self.rounds)

    @property
    def agrees(self) -> bool:
        """Whether the answers are what they should be, to the digits asked for."""
        return self.agreed >= self.digits and (not self.method.certifies or (self.certified or 0) >= self.digits)


def points(
    methods: Sequence[type[Method]], problem: Problem, tau: Fraction, digits: int, rounds: int, budget: float
) -> dict[type[Method], Timing]:
    """Seconds a point at τ, preparation aside. A method whose rounds have used up `budget` seconds takes part no more.

    The first method is the one that the others must agree with.
    """
    prepared = {method: method(problem, digits) for method in methods}
    timings = {method: Timing(method, digits) for method in methods}
    for number in range(rounds + 1):
        t = problem.time(tau * (1 + number * NUDGE))
        right: Numbers = []
        for method, timing in timings.items():
            if sum(timing.rounds) > budget and method is not methods[0]:
                continue
            seconds, answers = prepared[method].timed([t])
            if number > 0 or seconds > budget:  # the first round warms up, but for the slow
                timing.rounds.append(seconds)
            right = right or prepared[method].numbers(answers[0])
            _examine(timing, prepared[method], answers[0], right)
    return timings


def trajectories(
    methods: Sequence[type[Method]],
    problem: Problem,
    count: int,
    digits: int,
    rounds: int,
    budget: float,
    sampled: dict[type[Method], int],
) -> dict[type[Method], Timing]:
    """Seconds for `count` times from 0.1 to 4 times K·ln 10, with the preparation.

    The methods in `sampled` are timed at so many of them only, evenly chosen, and their time is scaled up.
    """
    every = times(problem, count)
    timings = {
        method: Timing(method, digits, measured=min(count, sampled.get(method, count)), asked=count)
        for method in methods
    }
    for number in range(rounds):
        right: dict[Fraction, Numbers] = {}
        for method, timing in timings.items():
            if number and sum(timing.rounds) * timing.measured > budget * timing.asked:
                continue
            chosen = [every[(2 * k + 1) * count // (2 * timing.measured)] for k in range(timing.measured)]
            begin = process_time()
            prepared = method(problem, digits)
            preparation = process_time() - begin
            seconds, answers = prepared.timed(chosen)
            timing.rounds.append(preparation + seconds * count / len(chosen))
            if number == 0:
                for t, answer in zip(chosen, answers, strict=True):
                    if method is methods[0]:
                        right[t] = prepared.numbers(answer)
                    _examine(timing, prepared, answer, right[t])
    return timings


def agreement(a: Numbers, b: Numbers, digits: int) -> float:
    """Digits to which the worst entry of a agrees with b's, ∞ for the same numbers; digits + 20 is all that it sees."""
    with mp.workdps(digits + 20):
        worst = mp.zero
        for x, y in zip((x for row in a for x in row), (y for row in b for y in row), strict=True):
            if x != y:
                worst = max(worst, abs(x - y) / max(abs(x), abs(y)))
        return inf if worst == 0 else float(-mp.log10(worst))


def _examine(timing: Timing, prepared: Method, answer: Any, right: Numbers) -> None:
    timing.agreed = min(timing.agreed, agreement(prepared.numbers(answer), right, timing.digits))
    certified = prepared.certified_digits(answer)
    if certified is not None:
        timing.certified = certified if timing.certified is None else min(timing.certified, certified)
