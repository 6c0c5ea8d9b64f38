"""MV §III-C1 in numbers: the exact probability of the event behind the bounds for Gaussian factors, in balls.

It is known for one row and two, and the law of σ_min for a square matrix of any size. None of it is used in the
bounds' derivation but Edelman's density, which agrees with the law of two rows where both speak.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from numeric import wishart
from numeric.exact import format_fraction
from numeric.field import Balls, Field, Irrational
from proofs.claims.canaries import divided, instead
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.evidence.balls import Certified

SHAPES = ((1, 1), (1, 2), (1, 30), (2, 2), (2, 3), (2, 12), (2, 40))
DELTAS = tuple(Fraction(1, x) for x in (2, 10, 1000))
SIZES = (1, 2, 3, 5, 10, 20, 50)
DISTANCES = tuple(Fraction(1, x) for x in (1, 4, 1000))


@dataclass(frozen=True)
class Draw:
    """An n×h Gaussian matrix, and the δ or s of a bound."""

    number: int
    n: int
    h: int
    share: Fraction

    def describe(self) -> dict[str, str]:
        return {"n": str(self.n), "h": str(self.h), "delta or s": format_fraction(self.share)}


@dataclass
class Law:
    """Exact probabilities at `draw`, in `field`."""

    draw: Draw
    field: Field

    @property
    def balls(self) -> Balls:
        if not isinstance(self.field, Balls):
            raise Irrational("probabilities are integrals")
        return self.field

    @property
    def share(self) -> Any:
        return self.field.number(self.draw.share)

    @property
    def confidence(self) -> Any:
        return 1 - self.share

    @property
    def probability(self) -> Any:
        """Of the event that the bounds hold."""
        return self._within(1)

    @property
    def narrow_probability(self) -> Any:
        """The same for a quarter of s."""
        return self._within(4)

    @property
    def small(self) -> Any:
        """P(√n σ_min ≤ s), for a square matrix."""
        return wishart.smallest_within(self.draw.n, self.balls.number(self.draw.share))

    def _within(self, narrowed: int) -> Any:
        n, h = self.draw.n, self.draw.h
        low, high = wishart.bounds(self.balls, n, h, self.draw.share, narrowed)
        return wishart.both_within(n, h, low, high)


@dataclass(frozen=True)
class Draws:
    """Published sizes with published δ or s."""

    name: str
    description: str
    shapes: tuple[tuple[int, int], ...]
    shares: tuple[Fraction, ...]

    symbols = {  # noqa: RUF012 (read only)
        "share": "s",
        "confidence": r"1 - \delta",
        "probability": r"\mathbb{P}(\lVert\bar W_0\rVert \le \mu, \lVert\bar W_0^{-1}\rVert \le m)",
        "small": r"\mathbb{P}(\sqrt{n}\,\sigma_{\min} \le s)",
    }

    def published(self) -> Iterator[Draw]:
        """Each size with each δ or s."""
        for number, (n, h) in enumerate(self.shapes):
            for share in self.shares:
                yield Draw(number, n, h, share)

    def sample(self, seed: int, count: int) -> Iterator[Draw]:
        """Published sizes with other δ or s."""
        generator = Random(f"{self.name}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for _ in range(count):
            number = generator.randrange(len(self.shapes))
            yield Draw(number, *self.shapes[number], Fraction(generator.randint(1, 999), 1000))

    def quantities(self, point: Draw, field: Field) -> Law:
        """The probabilities at `point`."""
        return Law(point, field)


FACTORS = Draws("gaussian factors", "one row and two, 1 to 40 columns, δ from 1/2 to 1/1000", SHAPES, DELTAS)
SQUARES = Draws(
    "square gaussian factors", "n from 1 to 50, s from 1 to 1/1000", tuple((n, n) for n in SIZES), DISTANCES
)
CERTIFIED: dict[str, Any] = {
    "paper": "MV",
    "group": "numeric",
    "evidence": (Certified(ladder=(Balls(192), Balls(384), Balls(768))),),
}
STEPS: tuple[Step, ...] = (
    # the joint law of both extreme singular values
    relation(
        "gaussian-bounds-hold-often-enough",
        "probability >= confidence",
        domain=FACTORS,
        uses=("gaussian-factor-is-bounded",),
        canary=instead(
            "a quarter of s, and four times the least σ_min for square matrices", probability="narrow_probability"
        ),
        **CERTIFIED,
    ),
    # the density as it stands, integrated
    relation(
        "smallest-singular-value-is-seldom-small",
        "small <= share",
        domain=SQUARES,
        uses=("smallest-singular-value-of-a-square-gaussian",),
        canary=divided("s/2 in place of s", by=2),
        **CERTIFIED,
    ),
)
