"""Theorem 4's constants alone, as rationals: the steps that are arithmetic with m, μ, ε and σ₁. Some are attained."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from random import Random
from typing import Any, ClassVar

from numeric.exact import format_fraction
from numeric.field import Field
from paper.theorems import theorem


@dataclass(frozen=True)
class Parameters:
    """m, μ, ε and σ₁ that Theorem 4 admits: mμ ≥ 1 and 0 < ε ≤ `theorem4_largest_eps`, which is 2σ₁."""

    number: int
    m: Fraction
    mu: Fraction
    eps: Fraction
    sigma_1: Fraction

    def describe(self) -> dict[str, str]:
        """The parameters, exactly."""
        values = {"m": self.m, "mu": self.mu, "epsilon": self.eps, "sigma_1": self.sigma_1}
        return {name: format_fraction(value) for name, value in values.items()}


@dataclass
class Quantities:
    """The parameters and the constants made of them, in `field`."""

    point: Parameters
    field: Field

    @property
    def m(self) -> Any:
        return self.field.number(self.point.m)

    @property
    def mu(self) -> Any:
        return self.field.number(self.point.mu)

    @property
    def eps(self) -> Any:
        return self.field.number(self.point.eps)

    @property
    def sigma_1(self) -> Any:
        return self.field.number(self.point.sigma_1)

    @property
    def c1(self) -> Any:
        return theorem("theorem-4").value("c1", sigma_1=self.sigma_1, m=self.m, eps=self.eps)

    @property
    def c2(self) -> Any:
        return theorem("theorem-4").value("c2", m=self.m, mu=self.mu, eps=self.eps)

    @cached_property
    def root(self) -> Any:
        """√(c₂/c₁)."""
        return self.field.sqrt(self.c2 / self.c1)


def _largest(sigma_1: Fraction) -> Fraction:
    return Fraction(theorem("theorem-4").value("largest_eps", sigma_1=sigma_1))


@dataclass(frozen=True)
class Admissible:
    """Every combination of some conditions mμ from 1 up, sizes, and ε from the largest down."""

    name = "constants of theorem 4"
    description = "rational m, μ, ε, σ₁ with mμ ≥ 1 and ε ≤ 2σ₁, the extreme ones among them"
    symbols: ClassVar[Mapping[str, str]] = {
        "m": "m",
        "mu": r"\mu",
        "eps": r"\varepsilon",
        "sigma_1": r"\sigma_1",
        "c1": "c_1",
        "c2": "c_2",
        "root": r"\sqrt{c_2/c_1}",
    }

    def published(self) -> Iterator[Parameters]:
        """Conditions 1, 2 and 10⁶; the largest ε, a half of it and 10⁻¹²σ₁; σ₁ and μ small and large."""
        conditions = (Fraction(1), Fraction(2), Fraction(10**6))
        shares = (Fraction(1), Fraction(1, 2), Fraction(1, 2 * 10**12))
        sizes = (Fraction(1, 3), Fraction(50))
        for number, (condition, share, mu, sigma_1) in enumerate(product(conditions, shares, sizes, sizes)):
            yield Parameters(number, condition / mu, mu, share * _largest(sigma_1), sigma_1)

    def sample(self, seed: int, count: int) -> Iterable[Parameters]:
        """Parameters drawn from the seed."""
        generator = Random(f"constants, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for number in range(count):
            mu, sigma_1 = (Fraction(generator.randint(1, 99), generator.randint(1, 99)) for _ in range(2))
            condition = 1 + Fraction(generator.randint(0, 99), 10)
            share = Fraction(generator.randint(1, 200), 200)
            yield Parameters(number, condition / mu, mu, share * _largest(sigma_1), sigma_1)

    def quantities(self, point: Parameters, field: Field) -> Quantities:
        """The quantities of `point`."""
        return Quantities(point, field)
