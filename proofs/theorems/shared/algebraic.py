"""Points at which every quantity of a closed form is rational, so that an equality can be decided exactly.

The identities of the proofs hold whatever the exponentials are; here e^{cσ_i t} is any rational ≥ 1, and 2ct any
rational ≥ 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from numeric.exact import format_fraction
from numeric.instance import random_basis, random_shape
from numeric.matrices import Row, Rows

PUBLISHED_SEED = 0
PUBLISHED_COUNT = 24


@dataclass(frozen=True)
class AlgebraicPoint:
    """σ, E = diag(e^{cσ_i t}), the shape in the basis Φ, and 2ct: rational, and free but for e⁰ = 1 where σ_i = 0."""

    number: int
    sigma: Row
    E: Row
    shape: Rows
    basis: Rows
    alpha: Fraction
    twice_ct: Fraction
    k: int

    def describe(self) -> dict[str, str]:
        """The point's numbers, exactly."""
        lists = {"sigma": self.sigma, "E": self.E, **{f"shape row {i + 1}": row for i, row in enumerate(self.shape)}}
        numbers = {"alpha": self.alpha, "2ct": self.twice_ct, "k": Fraction(self.k)}
        return {name: ", ".join(map(format_fraction, row)) for name, row in lists.items()} | {
            name: format_fraction(value) for name, value in numbers.items()
        }

    @property
    def D(self) -> Row:
        """D_i = (1 − e^{−2cσ_i t})/σ_i, and 2ct where σ_i = 0."""
        return tuple((1 - 1 / e**2) / s if s else self.twice_ct for s, e in zip(self.sigma, self.E, strict=True))

    @property
    def G(self) -> Row:
        """G_i = (e^{2cσ_i t} − 1)/σ_i, and 2ct where σ_i = 0."""
        return tuple((e**2 - 1) / s if s else self.twice_ct for s, e in zip(self.sigma, self.E, strict=True))


@cache
def drawn(seed: int, count: int) -> tuple[AlgebraicPoint, ...]:
    """`count` points of sizes 1 to 6 with small numerators and denominators; k is 0..r."""
    generator = Random(f"algebraic, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
    return tuple(_draw(generator, number) for number in range(count))


def published() -> Iterable[AlgebraicPoint]:
    """The published points."""
    return drawn(PUBLISHED_SEED, PUBLISHED_COUNT)


def _draw(generator: Random, number: int) -> AlgebraicPoint:
    n = generator.randint(1, 6)
    r = generator.randint(1, n)
    sigma = tuple(Fraction(v, 4) for v in sorted(generator.sample(range(1, 30), r), reverse=True))
    growth = tuple(1 + Fraction(generator.randint(0, 40), generator.randint(1, 9)) for _ in range(r))
    return AlgebraicPoint(
        number,
        sigma + (Fraction(0),) * (n - r),
        growth + (Fraction(1),) * (n - r),
        random_shape(n, generator.randint(1, 10**6)),
        random_basis(n, generator.randint(1, 10**6)),
        Fraction(1, generator.randint(1, 100)),
        Fraction(generator.randint(0, 20), 7),
        generator.randint(0, r),
    )
