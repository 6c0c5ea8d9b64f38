"""The quantities that plateaus speak of: the loss in the windows of Theorem 4′, from factors of every width, and times.

Logarithms are rational where c₁, c₂, α and β are powers of two and times are counted in units of log 2: there the
equations between times are decided exactly, and in balls as they stand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any, ClassVar

from numeric.closed_form import solution_at
from numeric.exact import format_fraction
from numeric.field import Field, Rationals
from numeric.instances import Point
from numeric.plateaus import level, remainder
from paper.laws import law
from proofs.theorems.shared.values import Values, Vocabulary, numbers, where
from proofs.theorems.shared.windowed import LETTERS, Windowed

LABEL = "plateaus-of-the-loss"
COUNT, SEED = 24, 0
LARGEST, ENDS = 5, ("left", "right")
"""The most rows of an instance, and where in a window it is looked at."""


def loss(at: Values) -> Any:
    """¼‖Y − W‖_F², in the basis of Y."""
    n = len(at["spectrum"])
    apart = at.field.diagonal(at["spectrum"]) - solution_at(at.point.instance, at.point.time, at.field)
    return sum((apart[i, j] ** 2 for i in range(n) for j in range(n)), at.field.number(0)) / 4


class InAWindow(Windowed):
    """The instances of Theorem 4′ at every k and position in time: there ‖W(t) − Y_k‖₂ ≤ ε."""

    theorem = "theorem-4-prime"
    points_are = "every k, both ends of each window"
    vocabulary = Vocabulary(
        {
            **LETTERS,
            "n": lambda at: at.field.number(at.point.instance.n),
            "loss": loss,
            "plateau": lambda at: level(at["spectrum"], at.point.k),
            "remainder": lambda at: remainder(at["spectrum"], at.point.k),
        }
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "loss": "L(t)",
        "plateau": "L_k",
        "remainder": "R_k",
        "n": "n",
        "eps": r"\varepsilon",
        "error": r"\lVert W(t)-Y_k\rVert_2",
    }

    @property
    def name(self) -> str:
        """Its own, as its points are those of other steps too."""
        return f"plateaus of {super().name}"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        return (point for point in super()._chosen(points) if point.instance.n <= LARGEST and point.position in ENDS)


has_more_to_learn = where("k < r.", lambda p: p.k < p.instance.r)


NAMES = ("c1", "c2", "alpha", "beta", "sigma_k", "sigma_next", "c")


@dataclass(frozen=True)
class Scales:
    """c₁, c₂, α and β, which are powers of two, and σ_k > σ_{k+1} > 0."""

    number: int
    c1: Fraction
    c2: Fraction
    alpha: Fraction
    beta: Fraction
    sigma_k: Fraction
    sigma_next: Fraction
    c: Fraction

    def describe(self) -> dict[str, str]:
        """The point's numbers, exactly."""
        return {name: format_fraction(getattr(self, name)) for name in NAMES}


class Binary(Rationals):
    """Rationals, with logarithms of powers of two in units of log 2."""

    def log(self, x: Any) -> Any:
        above, below = int(x.p), int(x.q)
        if above <= 0 or above & (above - 1) or below & (below - 1):
            return super().log(x)
        return self.number(above.bit_length() - below.bit_length())


@cache
def drawn(seed: int, count: int) -> tuple[Scales, ...]:
    """`count` points, with β less than α."""
    generator = Random(f"plateaus, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
    return tuple(_draw(generator, number) for number in range(count))


def _draw(generator: Random, number: int) -> Scales:
    def power(low: int, high: int) -> Fraction:
        return Fraction(2) ** generator.randint(low, high)

    alpha = power(-60, -1)
    small, large = sorted(Fraction(v, 8) for v in generator.sample(range(1, 40), 2))
    scales = (power(-5, 30), power(-30, 5), alpha, alpha * power(-40, -1))
    return Scales(number, *scales, large, small, Fraction(generator.choice((1, 2))))


@dataclass(frozen=True)
class Lasting:
    """Constants and scales that are powers of two: a theorem's constants may be any positive numbers here."""

    needs: Callable[[Any], bool] = lambda _: True

    name: ClassVar[str] = "ends of windows"
    description: ClassVar[str] = "constants and scales that are powers of two, at which logarithms are exact"
    symbols: ClassVar[Mapping[str, str]] = {
        "c1": "c_1",
        "c2": "c_2",
        "left_end": "t_k^-",
        "previous_end": "t_{k-1}^+",
        "ratio": r"\log(c_1/c_2)",
        "scales": r"\log(\alpha/\beta)",
        "lasting": "d_k",
        "lasting_at_beta": "d_k'",
        "slope": "s_k",
        "c": "c",
        "sigma_k": r"\sigma_k",
        "sigma_next": r"\sigma_{k+1}",
    }

    def published(self) -> Iterator[Scales]:
        """The published points."""
        return iter(drawn(SEED, COUNT))

    def sample(self, seed: int, count: int) -> Iterator[Scales]:
        """Points drawn from the seed."""
        return iter(drawn(seed + 1, count))

    def quantities(self, point: Scales, field: Field) -> Values:
        """The quantities at `point`; exact ones count times in units of log 2."""
        vocabulary = Vocabulary(numbers(*NAMES), texts=lambda _: law(LABEL).definitions)
        return Values(point, Binary() if isinstance(field, Rationals) else field, vocabulary)
