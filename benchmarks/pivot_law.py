"""`python -m benchmarks.pivot_law [COUNT] [SEED]`: the pivot law tried on random and adversarial flows, by balls.

Each mode of each flow is looked at when other modes disturb it most, and at the ends of its half-learning interval. A
violation would be a fault: the law is proved. What is measured is how much of each bound is used.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from benchmarks.tally import Tally
from numeric.closed_form import solution_at
from numeric.decimals import exact_fraction
from numeric.exact import Scale
from numeric.field import Balls, Unresolved
from numeric.instance import Instance, from_factor, random_factor
from numeric.matrices import Rows, times
from numeric.pivots import Mode

FIELDS = tuple(map(Balls, (512, 2048, 8192, 32768)))
"""Balls tried, one after the other, before a comparison counts as undecided: bounds that touch can't be told."""
SHARES = (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(1), Fraction(11, 10), Fraction(3, 2))
"""Times at which a mode is looked at, in half-learning times."""
EXPONENTS = (-1, -1, -2, -3, -5, -10, -40, -200, -1000)
"""Powers of ten of α."""


@dataclass
class Modes(Tally):
    """Of the modes of flows."""

    modes: int = 0

    @property
    def what(self) -> str:
        return f"{self.modes} modes, "


def flow(generator: Random) -> Instance:
    """n ≤ 8 modes, some absent or close together, from a factor of any width whose rows may differ much in size."""
    n = generator.randint(1, 8)
    r = generator.randint(1, n)
    values = sorted(generator.sample(range(1, 40), r), reverse=True)
    spectrum = [Fraction(v, 10) for v in values]
    if r > 1 and generator.random() < 0.3:  # a cluster
        i = generator.randrange(r - 1)
        spectrum[i + 1] = spectrum[i] * (1 - Fraction(1, 10 ** generator.randint(1, 6)))
        spectrum.sort(reverse=True)
    h = generator.randint(1, n + 1)
    rows = random_factor(n, h, generator.randint(1, 10**6))
    size = [Fraction(1, 30) * Fraction(10) ** generator.choice((-1, 0, 0, 0, 1)) for _ in range(n)]
    factor: Rows = tuple(tuple(s * x for x in row) for s, row in zip(size, rows, strict=True))
    if generator.random() < 0.2:
        factor = times(Fraction(1, 3), factor)
    alpha = Scale(Fraction(generator.randint(1, 9)), generator.choice(EXPONENTS) - 1)
    zeros = (Fraction(0),) * (n - r)
    return from_factor((*spectrum, *zeros), factor, None, alpha, Fraction(generator.choice((1, 2))))


def tried(count: int, seed: int = 0) -> Modes:
    """So many flows drawn from the seed."""
    generator, tally = Random(f"pivot law, {seed}"), Modes()  # noqa: S311 (a seeded sample, nothing secret)
    while tally.starts < count:
        instance = flow(generator)
        tally.starts += 1
        tally.singular += instance.r < instance.n or instance.learnable < instance.n
        for k in range(1, instance.learnable + 1):
            look_at(instance, k, tally)
    return tally


def look_at(instance: Instance, k: int, tally: Modes) -> None:
    """One mode, where the law speaks of it: its entry at several times, and the ends of its interval."""
    first = FIELDS[0]
    with first.working():
        mode = Mode(instance, k, first)
        if not all(mode.applies.values()):
            return
        half = mode.half_time()
        early, late = mode.early(), mode.late()
        moments = [exact_fraction((half * first.number(share)).mid()) for share in SHARES if half > 0]
        before = None if early is None else exact_fraction((half - early).lower())
        after = None if late is None else exact_fraction((half + late).upper())
    tally.modes += 1
    for moment in moments:
        tally.points += 1
        _entry(instance, k, _near(moment), tally)
    for end, is_before in ((before, True), (after, False)):
        if end is not None and end > 0:
            tally.points += 1
            _end(instance, k, end, is_before, tally)


def _near(moment: Fraction) -> Fraction:
    return moment.limit_denominator(10**9)


def _entry(instance: Instance, k: int, time: Fraction, tally: Modes) -> None:
    """x ≤ (1 + δ⁻)w and w ≤ x + δ⁺."""
    for bound in ("below", "above"):
        for balls in FIELDS:
            with balls.working():
                try:
                    gap, share = _gap(instance, k, time, balls, bound)
                except (Unresolved, ZeroDivisionError):
                    continue
                if gap < 0:
                    tally.violations.append(f"{bound}: {instance.name or instance}, k = {k}, t = {time}")
                if gap >= 0:
                    tally.use(bound, share)
                if gap < 0 or gap >= 0:
                    break
        else:
            tally.undecided += 1


def _gap(instance: Instance, k: int, time: Fraction, balls: Balls, bound: str) -> tuple[Any, float]:
    mode = Mode(instance, k, balls)
    x = mode.said(t=balls.number(time))["x"]
    w = solution_at(instance, time, balls)[k - 1, k - 1]
    if bound == "below":
        error = mode.delta_below
        return (1 + error) * w - x, float((x / w - 1) / error) if error > 0 else 0.0
    error = mode.delta_above
    return x + error - w, float((w - x) / error) if error > 0 else 0.0


def _end(instance: Instance, k: int, time: Fraction, is_before: bool, tally: Modes) -> None:
    """w < σ_k/2 before the interval, w > σ_k/2 after it; and how far within it half of the mode is learned."""
    for balls in FIELDS:
        with balls.working():
            try:
                w = solution_at(instance, time, balls)[k - 1, k - 1]
            except (Unresolved, ZeroDivisionError):
                continue
            sigma = balls.number(instance.spectrum[k - 1])
            missing = sigma - 2 * w if is_before else 2 * w - sigma
            if missing < 0:
                tally.violations.append(f"time {is_before}: {instance}, k = {k}, t = {time}")
            if missing < 0 or missing >= 0:
                return
    tally.undecided += 1


def lines(arguments: list[str]) -> Iterator[str]:
    count, seed = [*map(int, arguments), *(1000, 0)[len(arguments) :]][:2]
    yield str(tried(count, seed))


if __name__ == "__main__":
    for line in lines(sys.argv[1:]):
        print(line)
