"""The sharper Theorem 4, second part: W(t) lies between two diagonal flows, decided exactly at rational points.

W̃ − slow and fast − W̃ are singular, as M − m and M − 1/μ are, so no ball can show that they are not negative. Here
exponentials are rational, and the shape has rational eigenvalues.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any, ClassVar

from numeric.field import Field
from numeric.matrices import diagonal, product, transpose
from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast
from proofs.theorems.between.sharper.defaults import FEW, step
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint


@dataclass
class Quantities:
    """W̃(t) and its bounds at an algebraic point."""

    point: AlgebraicPoint
    field: Field

    @cached_property
    def shape(self) -> Any:
        return self.field.exact(self.point.shape)

    @cached_property
    def M(self) -> Any:
        return self.field.inverse(self.shape)

    @cached_property
    def evolved(self) -> Any:
        return self.flow(self.M)

    @property
    def definiteness_above_slow(self) -> Any:
        return self.field.definiteness(self.evolved - self.from_size(1 / self.field.norm(self.M)))

    @property
    def definiteness_above_twice_as_early(self) -> Any:
        return self.field.definiteness(self.evolved - self.from_size(2 / self.field.norm(self.M)))

    @property
    def definiteness_below_fast(self) -> Any:
        return self.field.definiteness(self.from_size(self.field.norm(self.shape)) - self.evolved)

    @property
    def definiteness_below_half_as_fast(self) -> Any:
        return self.field.definiteness(self.from_size(self.field.norm(self.shape) / 2) - self.evolved)

    def from_size(self, s: Any) -> Any:
        """The diagonal flow from α²s in every direction."""
        return self.flow(self.field.identity(len(self.point.E)) * (1 / s))

    def flow(self, M: Any) -> Any:
        """[α⁻²E⁻¹ME⁻¹ + D]⁻¹, MV (24)."""
        field, alpha = self.field, self.field.number(self.point.alpha)
        shrink = field.diagonal([1 / (alpha * field.number(e)) for e in self.point.E])
        return field.inverse(shrink * M * shrink + field.diagonal(list(map(field.number, self.point.D))))


@dataclass(frozen=True)
class Algebraic:
    """Rational points whose shapes have rational eigenvalues, drawn for each point, in a dense basis."""

    name = "algebra of theorem 4, sharper"
    description = "points with rational exponentials and rational eigenvalues of the shape, where an order is decided"
    symbols: ClassVar[Mapping[str, str]] = {
        "definiteness_above_slow": r"\delta(\tilde W(t)-\tilde W^-(t))",
        "definiteness_below_fast": r"\delta(\tilde W^+(t)-\tilde W(t))",
        "definiteness_above_twice_as_early": r"\delta(\tilde W(t)-\tilde W^{2-}(t))",
        "definiteness_below_half_as_fast": r"\delta(\tilde W^{+/2}(t)-\tilde W(t))",
    }

    def published(self) -> Iterable[AlgebraicPoint]:
        """The published points, with other shapes."""
        return map(_with_rational_eigenvalues, algebraic.published())

    def sample(self, seed: int, count: int) -> Iterable[AlgebraicPoint]:
        """Points drawn from the seed, with other shapes."""
        return map(_with_rational_eigenvalues, algebraic.drawn(seed, count))

    def quantities(self, point: AlgebraicPoint, field: Field) -> Quantities:
        """The quantities at `point`."""
        return Quantities(point, field)


def _with_rational_eigenvalues(point: AlgebraicPoint) -> AlgebraicPoint:
    generator = Random(f"order, {point.number}")  # noqa: S311 (a seeded sample, nothing secret)
    values = [Fraction(generator.randint(1, 99), generator.randint(1, 9)) for _ in point.sigma]
    return replace(point, shape=product(point.basis, diagonal(values), transpose(point.basis)))


def twice_as_early(*, definiteness_above_twice_as_early: Any) -> AtLeast:
    return AtLeast(definiteness_above_twice_as_early, 0, scale=1)


@step(
    "solution-is-at-least-the-slow-flow",
    uses=("closed-form-for-blocks",),
    evidence=FEW,
    domain=Algebraic(),
    canary=Canary("the flow from 2α²/m", twice_as_early),
)
def solution_is_at_least_the_slow_flow(*, definiteness_above_slow: Any) -> AtLeast:
    """M ⪯ m, so W̃⁻¹ ⪯ α⁻²mE⁻² + D, and inversion reverses the order."""
    return AtLeast(definiteness_above_slow, 0, scale=1)


def half_as_fast(*, definiteness_below_half_as_fast: Any) -> AtLeast:
    return AtLeast(definiteness_below_half_as_fast, 0, scale=1)


@step(
    "solution-is-at-most-the-fast-flow",
    uses=("closed-form-for-blocks",),
    evidence=FEW,
    domain=Algebraic(),
    canary=Canary("the flow from α²μ/2", half_as_fast),
)
def solution_is_at_most_the_fast_flow(*, definiteness_below_fast: Any) -> AtLeast:
    """M ⪰ 1/μ, so W̃⁻¹ ⪰ α⁻²E⁻²/μ + D."""
    return AtLeast(definiteness_below_fast, 0, scale=1)


STEPS = (solution_is_at_least_the_slow_flow, solution_is_at_most_the_fast_flow)
