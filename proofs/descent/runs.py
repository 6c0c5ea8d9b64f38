"""Instances of descent from spectral starts, run step by step: how far W_j is from Y_k at the ends of its windows.

Everything of an instance is an exact rational. W_j is diagonal in the basis of Y, so that its modes descend one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from random import Random
from typing import Any, ClassVar

import flint

from numeric.exact import format_fraction
from numeric.field import Field, Irrational, Rationals, Unresolved

LONGEST_EXACT = 6
"""Steps after which exact iterates have outgrown what is worth writing out: each has three times the digits."""
LEAST_ACCURACY = 16
"""Bits."""
MARGIN = Fraction(1, 10**12)
"""How far from an integer a window's end has to be: nearer, the integer beside it is taken."""


@dataclass(frozen=True)
class Start:
    """A spectrum with σ_1 > … > σ_r > 0 and zeros after it, a diagonal shape, ε, α² and a step size η."""

    number: int
    spectrum: tuple[Fraction, ...]
    shape: tuple[Fraction, ...]
    epsilon: Fraction
    alpha_squared: Fraction
    eta: Fraction

    @property
    def r(self) -> int:
        return sum(sigma > 0 for sigma in self.spectrum)

    def growth(self, k: int) -> flint.arb:
        """2 log(1 + ησ_k)."""
        b = 1 + self.eta * self.spectrum[k - 1]
        return 2 * flint.arb(flint.fmpq(b.numerator, b.denominator)).log()

    def end(self, constant: Fraction, k: int) -> flint.arb:
        """log(constant/α²)/(2 log(1 + ησ_k))."""
        ratio = constant / self.alpha_squared
        return flint.arb(flint.fmpq(ratio.numerator, ratio.denominator)).log() / self.growth(k)

    def window(self, k: int) -> tuple[int, int | None]:
        """The least and the largest integer that are certainly in T_k; the latter None for k = r."""
        c1 = self.spectrum[0] ** 2 / (self.epsilon * min(self.shape))
        c2 = self.epsilon / max(self.shape)
        first = max(0, ceil(float(self.end(c1, k)) + MARGIN)) if k else 0
        last = floor(float(self.end(c2, k + 1)) - MARGIN) if k < self.r else None
        return first, last


@dataclass(frozen=True)
class Run:
    """A start, followed for j steps, and the k whose window j is in or next to."""

    start: Start
    k: int
    j: int

    @property
    def number(self) -> int:
        return self.start.number

    def describe(self) -> dict[str, str]:
        start = self.start
        rows = {"sigma": start.spectrum, "shape": start.shape}
        numbers = {"eps": start.epsilon, "alpha^2": start.alpha_squared, "eta": start.eta}
        return {
            **{name: ", ".join(map(format_fraction, row)) for name, row in rows.items()},
            **{name: format_fraction(value) for name, value in numbers.items()},
            "k": str(self.k),
            "j": str(self.j),
        }


@dataclass
class Errors:
    """‖W_j − Y_k‖₂ on one run, in `field`, and ε."""

    run: Run
    field: Field

    @cached_property
    def error(self) -> Any:
        """The largest distance of a mode from its target, or from 0."""
        run, start = self.run, self.run.start
        kept = [sigma if i < run.k else Fraction(0) for i, sigma in enumerate(start.spectrum)]
        modes = zip(start.spectrum, start.shape, kept, strict=True)
        return self.field.maximum(*(abs(self._mode(sigma, s) - self.field.number(y)) for sigma, s, y in modes))

    @property
    def eps(self) -> Any:
        return self.field.number(self.run.start.epsilon)

    def _mode(self, sigma: Fraction, s: Fraction) -> Any:
        if isinstance(self.field, Rationals) and self.run.j > LONGEST_EXACT:
            raise Irrational
        target, eta = self.field.number(sigma), self.field.number(self.run.start.eta)
        w = self.field.number(self.run.start.alpha_squared * s)
        for _ in range(self.run.j):
            factor = 1 + eta * (target - w)
            w = w * factor * factor
            if isinstance(w, flint.arb) and w.rel_accuracy_bits() < LEAST_ACCURACY:
                raise Unresolved  # from here on balls only widen, until nothing is left of them
        return w


def start(number: int, spectrum: str, shape: str, epsilon: str, alpha_squared: str, eta: str) -> Start:
    lists = [tuple(map(Fraction, text.split(","))) for text in (spectrum, shape)]
    return Start(number, lists[0], lists[1], Fraction(epsilon), Fraction(alpha_squared), Fraction(eta))


STARTS = (
    start(0, "1", "1", "1/100", "1/10000", "1/100"),
    start(1, "1,0", "1,1", "1/100", "1/1000", "1/2"),
    start(2, "2,1", "1,1/4", "1/10", "1e-9", "1/4"),
    start(3, "2,1", "1/4,1", "1/1000", "1e-30", "1/100"),
    start(4, "3,2,1,0", "1,2,3,4", "1/100", "1e-20", "1/6"),
    start(5, "1,1/2", "1,1", "1/1000000", "1e-40", "1/2"),
    start(6, "4,2,1,1/2,0,0", "1,2,1/3,1,2,1", "1/20", "1e-24", "1/8"),
)
"""Steps up to the largest that the theorem admits, ησ_1 = ½, and small ones, which are near the flow."""
BEYOND = start(0, "1", "1", "10001/1000000000", "67291/10000000000", "3/4")
"""ησ_1 = ¾: all other hypotheses of the theorem hold."""


@dataclass(frozen=True)
class Runs:
    """The published starts in each window T_k, k = 0..r: its first and last step, one between; or `only` some."""

    starts: tuple[Start, ...] = STARTS
    name: str = "descent from spectral starts"
    description: str = "published starts with ησ_1 up to ½, in every window: its first step, its last and one between"
    only: tuple[tuple[int, int], ...] = ()

    symbols: ClassVar[dict[str, str]] = {"error": r"\lVert W_j - Y_k\rVert_2", "eps": r"\varepsilon"}

    def published(self) -> Iterator[Run]:
        """Each window of each start that has a step in it."""
        for begin in self.starts:
            for k in range(begin.r + 1):
                yield from (Run(begin, k, j) for j in _steps(*begin.window(k)) if not self.only)
            yield from (Run(begin, k, j) for k, j in self.only)

    def sample(self, seed: int, count: int) -> Iterator[Run]:
        """Starts drawn at random, with one step inside one window each."""
        generator = Random(f"{self.name}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for number in range(count):
            sigma = sorted(generator.sample(range(1, 40), generator.randint(1, 4)), reverse=True)
            shape = [Fraction(generator.randint(1, 30), 10) for _ in sigma]
            eta = Fraction(generator.randint(1, 50), 100 * sigma[0])
            scale = Fraction(1, 10 ** generator.randint(20, 60))
            begin = Start(number, tuple(map(Fraction, sigma)), tuple(shape), Fraction(1, 50), scale, eta)
            k = generator.randint(0, begin.r)
            yield from (Run(begin, k, j) for j in _steps(*begin.window(k))[:1])

    def quantities(self, point: Run, field: Field) -> Errors:
        """The error of `point`."""
        return Errors(point, field)


def _steps(first: int, last: int | None) -> tuple[int, ...]:
    """Some integers of a window; none if it has none."""
    if last is None:
        return (first, first + 7)
    return tuple(dict.fromkeys((first, (first + last) // 2, last))) if first <= last else ()
