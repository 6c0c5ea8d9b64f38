"""Points at which every quantity of a closed form is rational, so that an equality can be decided exactly.

The identities of the proofs hold whatever the exponentials are; here e^{cσ_i t} is any rational ≥ 1, and 2ct any
rational ≥ 0.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any, ClassVar

from numeric.exact import format_fraction
from numeric.field import Field
from numeric.instance import random_basis, random_shape
from numeric.matrices import Row, Rows
from proofs.theorems.shared.values import IN_BLOCKS, Letter, Values, Vocabulary, first, numbers, part, second

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

    @property
    def rank(self) -> int:
        return sum(sigma > 0 for sigma in self.sigma)


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


def listed(name: str) -> Letter:
    """The list of numbers that the point has by this name."""
    return lambda at: [at.field.number(x) for x in getattr(at.point, name)]


LETTERS: Mapping[str, Letter] = {
    "spectrum": listed("sigma"),
    "growths": listed("E"),
    "decays": lambda at: [1 / e for e in at["growths"]],
    "saturation": listed("D"),
    "accumulated_growth": listed("G"),
    **numbers("alpha"),
    "E1": lambda at: part(at, "growths", first(at)),
    "inverse_E1": lambda at: part(at, "decays", first(at)),
    "E2": lambda at: part(at, "growths", second(at)),
    "inverse_E2": lambda at: part(at, "decays", second(at)),
    "Minv": lambda at: at.field.exact(at.point.shape),
    "M": lambda at: at.field.inverse(at["Minv"]),
    "m": lambda at: at.field.norm(at["M"]),
    "mu": lambda at: at.field.norm(at["Minv"]),
    "Phi": lambda at: at.field.exact(at.point.basis),
    **IN_BLOCKS,
}
"""What a point gives, with exponentials that are free."""


@dataclass(frozen=True)
class Algebraic:
    """Rational points; `needs` keeps those where a step has a meaning."""

    needs: Callable[[Any], bool] = lambda _: True

    name: ClassVar[str]
    description: ClassVar[str]
    symbols: ClassVar[Mapping[str, str]]
    vocabulary: ClassVar[Vocabulary]

    def published(self) -> Iterator[Any]:
        """The published points that are needed."""
        return filter(self.needs, map(self.changed, published()))

    def sample(self, seed: int, count: int) -> Iterator[Any]:
        """Those of the points drawn from the seed."""
        return filter(self.needs, map(self.changed, drawn(seed, count)))

    def quantities(self, point: Any, field: Field) -> Values:
        """The quantities at `point`."""
        return Values(point, field, type(self).vocabulary)

    def changed(self, point: AlgebraicPoint) -> Any:
        """The point with what else the steps need of it."""
        return point
