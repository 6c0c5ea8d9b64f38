"""Instances of descent from starts of any shape, run step by step in the basis of Y: how far W_j is from Y_k.

U is run, and not W: its rows keep what is small of them. ν and μ are exact bounds of the first rows and of the whole.
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
from numeric.matrices import Rows, rows_of
from proofs.descent.runs import LEAST_ACCURACY, LONGEST_EXACT, MARGIN

LONG = 60
"""Steps in a window that has no end."""


@dataclass(frozen=True)
class DenseStart:
    """A spectrum, a factor Ū, k, ε, α² and η, with ν ≤ σ_min(Ū₁)² and ‖Ū‖² ≤ μ; for k = r also τ, any below σ_r."""

    number: int
    spectrum: tuple[Fraction, ...]
    factor: Rows
    k: int
    epsilon: Fraction
    alpha_squared: Fraction
    eta: Fraction
    nu: Fraction
    mu: Fraction
    tau: Fraction = Fraction(0)

    @property
    def is_last(self) -> bool:
        """Whether k = r."""
        return not any(self.spectrum[self.k :])

    @property
    def after(self) -> Fraction:
        """σ_{k+1}, or τ."""
        return self.tau if self.is_last else self.spectrum[self.k]

    @property
    def c1(self) -> Fraction:
        return 4 * self.spectrum[0] * self.spectrum[self.k - 1] / (self.nu * self.epsilon)

    @property
    def c2(self) -> Fraction:
        return self.epsilon / (2 * self.mu)

    @property
    def c3(self) -> Fraction:
        first, last, after = self.spectrum[0], self.spectrum[self.k - 1], self.after
        K = 1 + self.eta * first * self.mu / (3 * self.nu)
        return min(self.epsilon**2 / (4 * first), min(last - after, after) / (8 * K)) / self.mu

    def steps_to(self, constant: Fraction, sigma: Fraction) -> float:
        """log(constant/α²)/(2 log(1 + ησ))."""
        ratio, b = constant / self.alpha_squared, 1 + self.eta * sigma
        return float(flint.arb(flint.fmpq(*ratio.as_integer_ratio())).log()) / (
            2 * float(flint.arb(flint.fmpq(*b.as_integer_ratio())).log())
        )

    @property
    def first(self) -> int:
        """j₀, or 0 for k = 0."""
        return ceil(self.steps_to(self.c1, self.spectrum[self.k - 1]) + MARGIN) if self.k else 0

    @property
    def last(self) -> int:
        """The last step in T_k, which has no end for k = r."""
        if self.is_last:
            return self.first + LONG
        constant = self.c2 if self.k else 2 * self.c2
        return floor(self.steps_to(constant, self.spectrum[self.k]) - MARGIN)

    @property
    def is_admitted(self) -> bool:
        """Whether the theorem speaks of it."""
        small = 4 * self.eta * self.spectrum[0] <= 1
        if self.k == 0:
            return small and self.alpha_squared * self.mu <= self.spectrum[0]
        small = small and 3 * self.epsilon <= self.spectrum[self.k - 1] - self.after
        return small and self.first <= floor(self.steps_to(self.c3, self.after) - MARGIN)


@dataclass(frozen=True)
class DenseRun:
    """A start, followed for j steps."""

    start: DenseStart
    j: int

    @property
    def number(self) -> int:
        return self.start.number

    def __hash__(self) -> int:
        return hash((self.start.number, self.start.eta, self.j))

    def describe(self) -> dict[str, str]:
        start = self.start
        rows = {f"factor row {i + 1}": ", ".join(map(format_fraction, row)) for i, row in enumerate(start.factor)}
        numbers = {"eps": start.epsilon, "alpha^2": start.alpha_squared, "eta": start.eta}
        return {
            "sigma": ", ".join(map(format_fraction, start.spectrum)),
            **rows,
            **{name: format_fraction(value) for name, value in numbers.items()},
            "k": str(start.k),
            "j": str(self.j),
        }


@dataclass
class DenseErrors:
    """‖W_j − Y_k‖₂ on one run, in `field`, what is not learned yet of the first k modes, and ε."""

    run: DenseRun
    field: Field

    @cached_property
    def _factor(self) -> Any:
        field, start = self.field, self.run.start
        if isinstance(field, Rationals) and self.run.j > LONGEST_EXACT - 2:
            raise Irrational
        U = field.exact(start.factor) * field.sqrt(field.number(start.alpha_squared))
        target, eta = field.diagonal([field.number(x) for x in start.spectrum]), field.number(start.eta)
        for _ in range(self.run.j):
            U = U + (target * U - U * (field.transpose(U) * U)) * eta
            if (
                isinstance(U, flint.arb_mat)
                and max(x.rad() for row in field.entries(U) for x in row) > 2**-LEAST_ACCURACY
            ):
                raise Unresolved
        return U

    def _distance(self, rows: int) -> Any:
        field, start = self.field, self.run.start
        U = field.block(self._factor, slice(0, rows), slice(None))
        kept = field.diagonal([field.number(x if i < start.k else 0) for i, x in enumerate(start.spectrum[:rows])])
        return field.norm(U * field.transpose(U) - kept)

    @cached_property
    def error(self) -> Any:
        return self._distance(len(self.run.start.spectrum))

    @cached_property
    def gap(self) -> Any:
        return self._distance(self.run.start.k)

    @property
    def eps(self) -> Any:
        return self.field.number(self.run.start.epsilon)


def dense(number: int, spectrum: str, factor: str, k: int, others: str) -> DenseStart:
    """`factor` has its rows; `others` are ε, α², η, ν and μ, and for k = r also τ."""
    sigma = tuple(map(Fraction, spectrum.split()))
    rows = rows_of([list(map(Fraction, row.split())) for row in factor.split(";")])
    return DenseStart(number, sigma, rows, k, *map(Fraction, others.split()))


STARTS = (
    dense(0, "1 1/2", "1; 1", 1, "3/20 1e-10 1/4 1 2"),
    dense(1, "1 1/3 0", "1; 1/2; -1/3", 1, "1/10 1e-10 1/4 1 49/36"),
    dense(2, "2 1 1/2", "1 1; 1 -1; 1/2 1", 1, "1/10 1e-12 1/8 2 4"),
    dense(3, "1 4/5 1/4", "1 0; 1/2 1; 1 1", 2, "1/10 1e-16 1/4 1/2 4"),
    dense(4, "3 2 1/2 0", "1 0 1; 0 1 1; 1 1 0; 1 -1 1", 2, "1/5 1e-16 1/12 1 6"),
    dense(5, "1 1/2", "1; 1", 0, "1/10 1e-10 1/4 1 2"),
    dense(6, "2 1 0", "1 1; 1 -1; 1/2 1", 0, "1/100 1e-12 1/8 2 4"),
    dense(7, "1 1/2 0", "1 0; 1/2 1; 1 1", 2, "1/10 1e-10 1/4 1/2 4 1/10"),
    dense(8, "2 0", "1; 1", 1, "1/10 1e-8 1/8 1 2 1/10"),
)


@dataclass(frozen=True)
class DenseRuns:
    """The published starts of any shape: at j₀, at the last step at which the rest is small, and at one between."""

    whole: bool = True
    before_any: bool = False  # of k = 0 alone, else of k > 0

    description: ClassVar[str] = "published starts of any shape that the theorem admits, from j₀ to the end of T_k"
    symbols: ClassVar[dict[str, str]] = {
        "error": r"\lVert W_j - Y_k\rVert_2",
        "gap": r"\lVert \Sigma_1 - U_1U_1^{\top}\rVert_2",
        "eps": r"\varepsilon",
    }
    name: ClassVar[str] = "descent from any start"

    def published(self) -> Iterator[DenseRun]:
        """The first step and, of the `whole`, the last and one between."""
        for start in self._starts:
            if start.is_admitted:
                first, last = start.first, start.last
                steps = (first, (first + last) // 2, last) if self.whole else (first, first + 1)
                yield from (DenseRun(start, j) for j in dict.fromkeys(steps))

    def sample(self, seed: int, count: int) -> Iterator[DenseRun]:
        """Such starts with step sizes drawn at random, below those published."""
        generator = Random(f"{self.name}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for number in range(count):
            start = self._starts[number % len(self._starts)]
            yield DenseRun(start, generator.randint(start.first, start.last))

    @property
    def _starts(self) -> tuple[DenseStart, ...]:
        return tuple(start for start in STARTS if (start.k == 0) == self.before_any)

    def quantities(self, point: DenseRun, field: Field) -> DenseErrors:
        """The error of `point`."""
        return DenseErrors(point, field)
