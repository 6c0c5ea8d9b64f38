"""Search for an instance, a k and a time at which a claim about windows is false, or else nearly so.

Instances are screened in double precision by the thousand, with α the largest that the hypotheses admit, or less. The
best of them are changed a little, again and again. What looks false is made exact with few digits, and then judged:
only a certain violation counts. The same seed means the same search for ever, as long as the time lasts.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from math import exp, floor, log

import numpy as np

from numeric.batches import Array, Batch, Truths, changed, drawn, picked
from numeric.exact import Scale
from proofs.grading.windows.cases import Case, Judge, Measured, rounded
from proofs.grading.windows.claims import Windows
from proofs.grading.windows.screening import OFFSETS, Screen
from proofs.grading.windows.shortening import shortened

SIZE = 1024
"""Instances of one batch."""
FEWER = 4
"""The part of these of which descent is run, step by step."""
ANYWHERE = 0.25
"""How many of them have an α that is admitted, but not near the largest."""
SIZES = (1, 2, 3, 4, 5, 6)
"""Those of n."""
ALL_RANKS = 4
"""For n up to this, every r and k is screened; for larger ones SOME that are drawn."""
SOME = 4
ROUNDS = 3
CLIMBS = 3
"""How many of the best batches of each n are climbed from."""
GENERATIONS = 30
PARENTS, CHILDREN = 24, 8
CONFIRMED = 3
"""How many of the best are made exact."""
VISIBLE = 1e-8
"""By which log(error/bound) has to be positive, for doubles to be worth a check."""
DOUBTED = 1.1
"""What the next one has to exceed where a check confirmed nothing, times its log(error/bound)."""
DIGITS = (1, 2, 3, 5, 8, 12)
LAST_PART = 0.05
"""Of the time, in which what was screened is measured."""
TOLD = 6
"""Decimals of log(error/bound) by which the best are told apart."""
AS_LARGE = Fraction(9999, 10_000)
"""Ratios that differ by less are the same: the case that was found first is told, which is shorter."""


@dataclass(frozen=True)
class Found:
    """How many instances were screened that satisfy the hypotheses, and what was found.

    `satisfying` is certainly the claim's: without one, the claim may be vacuous. `largest` is where error/bound was
    largest, or hardly less, among those that were measured; a counterexample is its own.
    """

    tries: int
    satisfying: Case | None
    counterexample: Measured | None
    largest: Measured | None


def search(windows: Windows, seconds: float, seed: int) -> Found:
    """Ends at the first counterexample, after all rounds, or when the time is over."""
    with np.errstate(all="ignore"):
        return _Search(windows, time.monotonic() + (1 - LAST_PART) * seconds, seed).run()


class _Ended(Exception):
    """The search ends here, with what it has."""


class _Search:
    def __init__(self, windows: Windows, deadline: float, seed: int) -> None:
        self.windows, self.deadline = windows, deadline
        self.screen, self.judge = Screen(windows), Judge(windows)
        self.generator = np.random.default_rng(seed)
        self.tries = 0
        self.satisfying: Case | None = None
        self.counterexample: Measured | None = None
        self.tops: list[tuple[float, Batch]] = []
        self.doubt = VISIBLE

    def run(self) -> Found:
        with suppress(_Ended):
            for _ in range(ROUNDS):
                before = self.tries
                for n in SIZES:
                    found = sorted(self._screened(n), key=lambda scored: -scored[0].max(initial=-np.inf))
                    self._climb_from(found[:CLIMBS])
                if self.tries == before:
                    self._climb_from(self._repaired(n, r, k) for n in SIZES for r in range(1, n + 1) for k in (r, 0))
        return Found(self.tries, self.satisfying, self.counterexample, self.counterexample or self._largest())

    def _screened(self, n: int) -> list[tuple[Array, Batch]]:
        kinds = [(r, k) for r in range(1, n + 1) for k in range(r + 1)]
        if n > ALL_RANKS:
            kinds = [kinds[i] for i in self.generator.choice(len(kinds), SOME, replace=False)]
        turns = (False, True) if self.windows.shape == "general" and n > 1 else (False,)
        return [self._weighed(*self._drawn(n, r, k, turned), (0.0, 1.0, 0.5)) for r, k in kinds for turned in turns]

    def _drawn(self, n: int, r: int, k: int, turned: bool) -> tuple[Batch, Truths]:
        """Instances, mostly with α near the largest that is admitted, and which of them are admitted."""
        descends = self.windows.is_of_descent
        size = SIZE // FEWER if descends else SIZE
        rate = self.screen.speaks_of_rate
        batch = self.screen.pinned(drawn(n, r, k, size, turned, rate, self.generator, descends))
        highest, admitted = self.screen.with_largest_alpha(batch)
        weights = self.generator.random((len(OFFSETS), batch.size))
        anywhere, fits = self.screen.admitted_somewhere(batch, weights)
        other = self.generator.random(batch.size) < ANYWHERE
        batch = replace(batch, log_square=np.where(other, anywhere.log_square, highest.log_square))
        return batch, np.where(other, fits, admitted)

    def _repaired(self, n: int, r: int, k: int) -> tuple[Array, Batch]:
        """Where none was admitted: from those that violate the hypotheses least to some that don't, or to none."""
        batch, violations = self.screen.violations(self._drawn(n, r, k, False)[0])
        for _ in range(GENERATIONS):
            violations, batch = _least(violations, batch)
            self._go_on()
            if violations[0] == 0:
                break
            children, more = self.screen.violations(self._children(batch))
            batch, violations = batch.joined(children), np.concatenate([violations, more])
        return self._weighed(*self.screen.with_largest_alpha(batch))

    def _climb_from(self, starts: Iterable[tuple[Array, Batch]]) -> None:
        for ratios, batch in starts:
            for _ in range(GENERATIONS if batch.size else 0):
                more, children = self._weighed(*self.screen.with_largest_alpha(self._children(batch)))
                falling, batch = _least(-np.concatenate([ratios, more]), batch.joined(children))
                ratios = -falling

    def _children(self, parents: Batch) -> Batch:
        repeated = parents.chosen(np.repeat(np.arange(parents.size), CHILDREN))
        return self.screen.pinned(changed(repeated, self.screen.speaks_of_rate, self.generator))

    def _weighed(
        self, batch: Batch, admitted: Truths, positions: tuple[float, ...] = (0.0, 1.0)
    ) -> tuple[Array, Batch]:
        """The best of those admitted, in falling order of log(error/bound), each at its best position."""
        batch = batch.chosen(admitted & batch.is_possible)
        self.tries += batch.size
        choices = np.array([batch.position, *(np.full(batch.size, position) for position in positions)])
        ratios = np.array([self.screen.log_ratios(replace(batch, position=position)) for position in choices])
        best = ratios.argmax(axis=0)
        batch = replace(batch, position=picked(choices, best))
        falling, batch = _least(-picked(ratios, best), batch)
        self._look_at(-falling, batch)
        return -falling, batch

    def _look_at(self, ratios: Array, batch: Batch) -> None:
        """Keep the best of a batch, and make exact what may decide something. Raises _Ended where all is decided."""
        self._go_on()
        for i in range(min(CONFIRMED, batch.size)):
            if self.satisfying is None and ratios[i] > -np.inf:
                self.satisfying = next((case for case in self._exact(batch, i) if self.judge.measure(case)), None)
                if self.satisfying is not None:
                    self._try([_at_the_start(self.satisfying)])
            if ratios[i] > self.doubt:
                self._try(self._exact(batch, i))
                if np.isfinite(ratios[i]):
                    self.doubt = DOUBTED * ratios[i]
        if batch.size:
            tops = [*self.tops, (float(ratios[0]), batch.chosen([0]))]
            # of those as large, the earlier, which are of a smaller n
            self.tops = sorted(tops, key=lambda top: -round(top[0], TOLD))[:CONFIRMED]

    def _try(self, cases: Iterable[Case]) -> None:
        """Raises _Ended if one of them refutes the claim."""
        for found in map(self.judge.measure, filter(self.judge.refutes, cases)):
            if found is not None:
                self.counterexample = shortened(found, self.judge)
                raise _Ended

    def _go_on(self) -> None:
        """Raises _Ended when the time is over."""
        if time.monotonic() > self.deadline:
            raise _Ended

    def _largest(self) -> Measured | None:
        """The largest ratio among short exact cases near the best that were screened."""
        best, largest = None, Fraction(0)
        for screened, batch in self.tops:
            for found in map(self.judge.measure, self._exact(batch, 0)):
                if found is None or found.ratio is None:
                    continue
                if found.ratio[0] * AS_LARGE > largest:
                    best, largest = found, found.ratio[0]
                if found.ratio[0] > AS_LARGE * Fraction(exp(min(screened, 0))):
                    break
        return best

    def _exact(self, batch: Batch, index: int) -> Iterator[Case]:
        """Cases near an instance of a batch that satisfy the hypotheses, with more and more digits."""
        for digits in DIGITS:
            for less in (0, 1, 3):
                case = self.judge.pinned(_case(batch, index, digits, less))
                if self.judge.admits(case):
                    yield from (replace(case, time=t) for t in self.judge.times(case, float(batch.position[index])))
                    break


def _least(values: Array, batch: Batch) -> tuple[Array, Batch]:
    """The instances with the least values, in their order."""
    order = np.argsort(values, kind="stable")[:PARENTS]
    return values[order], batch.chosen(order)


def _at_the_start(case: Case) -> Case:
    """With k = 0, t = 0 and ε = α²μ, which is the error then: what is claimed with < may fail here by nothing."""
    return replace(case, epsilon=case.alpha.fraction**2 * max(case.shape), k=0, time=Fraction(0))


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
        step=near(batch.step[index]),
    )
