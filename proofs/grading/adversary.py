"""Search for an instance, a k and a time at which a claim about windows is false, or else nearly so.

Instances are screened in double precision by the thousand, with α the largest that the hypotheses admit, or less. The
best of them are changed a little, again and again. What looks false is made exact with few digits, and then judged: only
a certain violation counts. The same seed means the same search for ever, as long as the time lasts.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, log
from typing import Any

import numpy as np

from numeric.exact import Scale
from proofs.grading.batches import Batch, changed, drawn
from proofs.grading.cases import Case, Judge, Measured, WindowsStatement, rounded
from proofs.grading.screening import OFFSETS, Screen

SIZE = 1024
"""Instances of one batch."""
SIZES = (1, 2, 3, 4, 5, 6)
ALL_RANKS = 4
"""For n up to this, every r and k is screened; for larger ones, some that are drawn."""
SOME = 4
ROUNDS = 3
CLIMBS = 3
"""How many of the best batches of each n are climbed from."""
GENERATIONS = 30
PARENTS, CHILDREN = 24, 8
CONFIRMED = 3
"""How many of the best in a batch are made exact."""
VISIBLE = 1e-8
"""By which log(error/bound) has to be positive, for doubles to be worth a check."""
DIGITS = (1, 2, 3, 5, 8, 12)


@dataclass(frozen=True)
class Found:
    """How many instances were screened that satisfy the hypotheses, and what was found.

    `satisfying` is certainly the claim's: without one, the claim may be vacuous. `largest` is where error/bound came out
    largest among those that were measured.
    """

    tries: int
    satisfying: Case | None
    counterexample: Measured | None
    largest: Measured | None


def search(
    statement: WindowsStatement, seconds: float, seed: int, progress: Callable[[int], None] | None = None
) -> Found:
    """Ends at the first counterexample, after all rounds, or when the time is over; `progress` is told the tries."""
    with np.errstate(all="ignore"):
        return _Search(statement, time.monotonic() + seconds, seed, progress or (lambda _: None)).run()


class _OutOfTime(Exception):
    """The search ends here, with what it has."""


class _Search:
    def __init__(
        self, statement: WindowsStatement, deadline: float, seed: int, progress: Callable[[int], None]
    ) -> None:
        self.statement, self.deadline, self.progress = statement, deadline, progress
        self.screen, self.judge = Screen(statement), Judge(statement)
        self.generator = np.random.default_rng(seed)
        self.with_rate = "c" in self.screen.names
        self.tries = 0
        self.satisfying: Case | None = None
        self.counterexample: Measured | None = None
        self.tops: list[tuple[float, Batch]] = []

    def run(self) -> Found:
        try:
            for _ in range(ROUNDS):
                for n in SIZES:
                    self._climb_from(sorted(self._screened(n), key=lambda scored: -scored[0][0])[:CLIMBS])
        except _OutOfTime:
            pass
        return Found(self.tries, self.satisfying, self.counterexample, self._largest())

    def _screened(self, n: int) -> list[tuple[Any, Batch]]:
        kinds = [(r, k) for r in range(1, n + 1) for k in range(r + 1)]
        if n > ALL_RANKS:
            kinds = [kinds[i] for i in self.generator.choice(len(kinds), SOME, replace=False)]
        found = []
        for r, k in kinds:
            for rotated in (False, True) if self.statement.shape == "general" and n > 1 else (False,):
                batch = drawn(n, r, k, SIZE, rotated, self.with_rate, self.generator)
                highest, admitted = self.screen.with_largest_alpha(batch)
                weights = self.generator.random((len(OFFSETS), batch.size))
                anywhere, fits = self.screen.admitted_somewhere(batch, weights)
                half = self.generator.random(batch.size) < 0.25
                batch = replace(batch, log_square=np.where(half, anywhere.log_square, highest.log_square))
                found.append(self._weighed(batch, np.where(half, fits, admitted), (0.0, 1.0, 0.5)))
        return found

    def _weighed(self, batch: Batch, admitted: Any, positions: tuple[float, ...] = (0.0, 1.0)) -> tuple[Any, Batch]:
        """The best of a batch in falling order of log(error/bound), each at its best position."""
        batch = batch.chosen(admitted & batch.is_possible)
        self.tries += batch.size
        choices = [batch.position, *(np.full(batch.size, position) for position in positions)]
        ratios = np.array([self.screen.log_ratios(replace(batch, position=position)) for position in choices])
        best = ratios.argmax(axis=0)[None, :]
        batch = replace(batch, position=np.take_along_axis(np.array(choices), best, axis=0)[0])
        ratios = np.take_along_axis(ratios, best, axis=0)[0]
        order = np.argsort(-ratios, kind="stable")[:PARENTS]
        batch, ratios = batch.chosen(order), ratios[order]
        self._look_at(ratios, batch)
        return np.append(ratios, -np.inf), batch

    def _look_at(self, ratios: Any, batch: Batch) -> None:
        """Keep the best of a batch, and make some of it exact where that may decide something."""
        self.progress(self.tries)
        if time.monotonic() > self.deadline:
            raise _OutOfTime
        if not batch.size:
            return
        self.tops = sorted([*self.tops, (float(ratios[0]), batch.chosen([0]))], key=lambda top: -top[0])[:CONFIRMED]
        for i in range(min(CONFIRMED, batch.size)):
            if self.satisfying is None:
                self.satisfying = next(filter(self.judge.is_of_the_claim, self._exact(batch, i)), None)
            if ratios[i] > VISIBLE:
                witness = next(filter(self.judge.refutes, self._exact(batch, i)), None)
                if witness is not None:
                    self.counterexample = self.judge.measure(self._shortened(witness))
                    raise _OutOfTime

    def _climb_from(self, starts: list[tuple[Any, Batch]]) -> None:
        for ratios, batch in starts:
            for _ in range(GENERATIONS if batch.size else 0):
                parents = np.repeat(np.arange(batch.size), CHILDREN)
                children = changed(batch.chosen(parents), self.generator, self.with_rate)
                more, children = self._weighed(*self.screen.with_largest_alpha(children))
                both, all_ratios = batch.joined(children), np.concatenate([ratios[:-1], more[:-1]])
                order = np.argsort(-all_ratios, kind="stable")[:PARENTS]
                batch, ratios = both.chosen(order), np.append(all_ratios[order], -np.inf)

    def _largest(self) -> Measured | None:
        """The largest ratio among exact cases near the best that were screened."""
        if self.counterexample is not None:
            return self.counterexample
        best: Measured | None = None
        for _, batch in self.tops:
            for case in self._exact(batch, 0):
                found = self.judge.measure(case) if self.judge.is_of_the_claim(case) else None
                if found is None or found.ratio is None:
                    continue
                if best is None or best.ratio is None or found.ratio[0] > best.ratio[0]:
                    best = found
        return best

    def _exact(self, batch: Batch, index: int) -> Iterator[Case]:
        """Cases near an instance of a batch that satisfy the hypotheses, with more and more digits."""
        for digits in DIGITS:
            for less in (0, 1, 3):
                case = _case(batch, index, digits, less)
                if self.judge.admits(case):
                    yield from (replace(case, time=t) for t in self.judge.times(case, float(batch.position[index])))
                    break

    def _shortened(self, witness: Case) -> Case:
        """With shorter numbers, where it still refutes."""
        return witness


def _case(batch: Batch, index: int, digits: int, less: int) -> Case:
    """The instance with numbers of so many digits, and α less by so many units of the last one."""

    def near(x: float) -> Fraction:
        return rounded(Fraction(x), digits)

    power = float(batch.log_square[index]) / (2 * log(10))
    exponent = floor(power)
    leading = rounded(Fraction(10 ** (power - exponent)), digits, floor)
    return Case(
        tuple(near(x) for x in batch.spectrum[:, index]),
        tuple(near(x) for x in batch.shape[:, index]),
        tuple(Fraction(x).limit_denominator(10**digits) for x in batch.tangents[:, index]),
        near(batch.epsilon[index]),
        Scale(leading * (1 - Fraction(less, 10**digits)), exponent),
        near(batch.rate[index]),
        batch.k,
    )
