"""Theorem 4′, second part: orders between matrices that are singular, decided exactly at rational points.

W⁺ − W̃ is singular, as μ is an eigenvalue of ŨŨᵀ, and so is W̃ − L where Ũ has fewer columns than rows: no ball can show
that they are not negative. Here exponentials are rational, and the factor has rational singular values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any, ClassVar

from numeric.exact import format_fraction
from numeric.field import Field
from numeric.instance import random_basis, random_factor
from numeric.matrices import Rows, product, rank, rows_of, transpose
from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, Equal
from proofs.theorems.every_width.defaults import FEW, step
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint


@dataclass(frozen=True)
class FactorPoint(AlgebraicPoint):
    """An algebraic point with a factor Ũ of its shape, n×h, whose first k rows are independent, any κ > 0, and a
    matrix from which a right inverse of those rows is made.
    """

    factor: Rows = ()
    kappa: Fraction = Fraction(1)
    chosen: Rows = ()

    def describe(self) -> dict[str, str]:
        """The point's numbers, exactly."""
        rows = {f"factor row {i + 1}": ", ".join(map(format_fraction, row)) for i, row in enumerate(self.factor)}
        return super().describe() | rows | {"kappa": format_fraction(self.kappa)}


@dataclass
class Quantities:
    """W̃(t), its bounds, and right inverses of U₁, at a rational point."""

    point: FactorPoint
    field: Field

    @cached_property
    def grown(self) -> Any:
        """W̃₀ = αEŨ, of which the start is a part."""
        field, point = self.field, self.point
        return field.diagonal([field.number(point.alpha * e) for e in point.E]) * field.exact(point.factor)

    @cached_property
    def inner(self) -> Any:
        """1 + α²ŨᵀGŨ, h×h."""
        field, point = self.field, self.point
        weighed = field.diagonal([field.number(point.alpha**2 * g) for g in point.G]) * field.exact(point.factor)
        return field.identity(len(point.factor[0])) + field.exact(transpose(point.factor)) * weighed

    @cached_property
    def evolved(self) -> Any:
        """W̃, by Woodbury's form."""
        return self.grown * self.field.inverse(self.inner) * self.field.transpose(self.grown)

    @property
    def definiteness_below_fast(self) -> Any:
        return self.field.definiteness(self._from_size(1) - self.evolved)

    @property
    def definiteness_below_half_as_fast(self) -> Any:
        return self.field.definiteness(self._from_size(Fraction(1, 2)) - self.evolved)

    @property
    def definiteness_above_trial(self) -> Any:
        return self.field.definiteness(self.evolved - self._trial(1))

    @property
    def definiteness_above_half_the_loss(self) -> Any:
        return self.field.definiteness(self.evolved - self._trial(Fraction(1, 2)))

    @property
    def definiteness_above_best(self) -> Any:
        return self.field.definiteness(self._weigh(self.right_inverse) - self.least)

    @property
    def definiteness_above_twice_the_best(self) -> Any:
        return self.field.definiteness(self._weigh(self.right_inverse) - self.least * self.field.number(2))

    @property
    def best_mismatch(self) -> Any:
        return self.field.norm(self._weigh(self.best) - self.least)

    @property
    def plain_mismatch(self) -> Any:
        return self.field.norm(self._weigh(self.plain) - self.least)

    @cached_property
    def first(self) -> Any:
        """U₁."""
        return self.field.exact(self.point.factor[: self.point.k])

    @cached_property
    def plain(self) -> Any:
        """The right inverse of U₁ with the least entries."""
        transposed = self.field.transpose(self.first)
        return transposed * self.field.inverse(self.first * transposed)

    @cached_property
    def right_inverse(self) -> Any:
        """One among all."""
        chosen = self.field.exact(self.point.chosen)
        return self.plain + chosen - self.plain * (self.first * chosen)

    @cached_property
    def weighing(self) -> Any:
        """1 + κU₂ᵀU₂."""
        field, point = self.field, self.point
        rest = field.exact(point.factor[point.k :])
        return field.identity(len(point.factor[0])) + field.transpose(rest) * rest * field.number(point.kappa)

    @cached_property
    def least(self) -> Any:
        """(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹."""
        inverse = self.field.inverse(self.weighing)
        return self.field.inverse(self.first * inverse * self.field.transpose(self.first))

    @cached_property
    def best(self) -> Any:
        """(1 + κU₂ᵀU₂)⁻¹U₁ᵀ(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹."""
        return self.field.inverse(self.weighing) * self.field.transpose(self.first) * self.least

    def _weigh(self, F: Any) -> Any:
        return self.field.transpose(F) * self.weighing * F

    def _from_size(self, part: Fraction | int) -> Any:
        """The diagonal flow from that part of α²μ."""
        field, point = self.field, self.point
        mu = field.norm(field.exact(point.shape)) * field.number(part)
        inverses = [
            1 / (field.number(point.alpha * e) ** 2 * mu) + field.number(d)
            for e, d in zip(point.E, point.D, strict=True)
        ]
        return field.diagonal([1 / x for x in inverses])

    def _trial(self, part: Fraction | int) -> Any:
        """W̃₀z + zᵀW̃₀ᵀ less that part of zᵀ(1 + α²ŨᵀGŨ)z, where z = FE₁⁻¹Σ₁J₁ᵀ/α."""
        field, point = self.field, self.point
        n = len(point.sigma)
        v = [
            [field.number(point.sigma[i] / point.E[i] / point.alpha if i == j else 0) for j in range(n)]
            for i in range(point.k)
        ]
        z = self.right_inverse * field.matrix(v)
        mixed = self.grown * z
        loss = field.transpose(z) * self.inner * z
        return mixed + field.transpose(mixed) - loss * field.number(part)


@dataclass(frozen=True)
class Algebraic:
    """Rational points, whose factors have fewer columns than rows, as many, or more."""

    needs: Callable[[FactorPoint], bool] = lambda _: True

    name = "algebra of theorem 4′"
    description = (
        "points with rational exponentials and factors with rational singular values, where an order is decided"
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "definiteness_below_fast": r"\delta(W^+(t)-\tilde W(t))",
        "definiteness_below_half_as_fast": r"\delta(W^{+/2}(t)-\tilde W(t))",
        "definiteness_above_trial": r"\delta(\tilde W(t)-L(t))",
        "definiteness_above_half_the_loss": r"\delta(\tilde W(t)-L_{1/2}(t))",
        "definiteness_above_best": (
            r"\delta(F^{\top}(1+\kappa U_2^{\top}U_2)F-(U_1(1+\kappa U_2^{\top}U_2)^{-1}U_1^{\top})^{-1})"
        ),
        "definiteness_above_twice_the_best": (
            r"\delta(F^{\top}(1+\kappa U_2^{\top}U_2)F-2(U_1(1+\kappa U_2^{\top}U_2)^{-1}U_1^{\top})^{-1})"
        ),
        "best_mismatch": (
            r"\lVert F_*^{\top}(1+\kappa U_2^{\top}U_2)F_*-(U_1(1+\kappa U_2^{\top}U_2)^{-1}U_1^{\top})^{-1}\rVert"
        ),
        "plain_mismatch": (
            r"\lVert F_0^{\top}(1+\kappa U_2^{\top}U_2)F_0-(U_1(1+\kappa U_2^{\top}U_2)^{-1}U_1^{\top})^{-1}\rVert"
        ),
    }

    def published(self) -> Iterator[FactorPoint]:
        """The published points, with factors."""
        return self._chosen(algebraic.published())

    def sample(self, seed: int, count: int) -> Iterator[FactorPoint]:
        """Points drawn from the seed, with factors."""
        return self._chosen(algebraic.drawn(seed, count))

    def quantities(self, point: FactorPoint, field: Field) -> Quantities:
        """The quantities at `point`."""
        return Quantities(point, field)

    def _chosen(self, points: Iterable[AlgebraicPoint]) -> Iterator[FactorPoint]:
        return filter(self.needs, map(_with_factor, points))


def _with_factor(point: AlgebraicPoint) -> FactorPoint:
    """Ũ is an orthogonal matrix, n×n, times a diagonal one, n×h, times an orthogonal one, h×h."""
    generator = Random(f"factor, {point.number}")  # noqa: S311 (a seeded sample, nothing secret)
    n = len(point.sigma)
    h = generator.randint(1, n + 2)
    values = [Fraction(generator.randint(1, 30), generator.randint(1, 9)) for _ in range(min(n, h))]
    middle = rows_of([[values[i] if i == j else 0 for j in range(h)] for i in range(n)])
    factor = product(point.basis, middle, random_basis(h, generator.randint(1, 10**6)))
    k = next((k for k in range(point.k) if rank(factor[: k + 1]) <= k), point.k)
    own = {field.name: getattr(point, field.name) for field in fields(AlgebraicPoint)}
    chosen = random_factor(h, max(k, 1), generator.randint(1, 10**6))
    kappa = Fraction(generator.randint(1, 50), generator.randint(1, 50))
    point = FactorPoint(**own, factor=factor, kappa=kappa, chosen=chosen)
    return replace(point, k=k, shape=product(factor, transpose(factor)))


def has_first(point: FactorPoint) -> bool:
    """k ≥ 1: there are learned modes."""
    return point.k >= 1


def has_both(point: FactorPoint) -> bool:
    """0 < k < n."""
    return 0 < point.k < len(point.sigma)


def half_as_fast(*, definiteness_below_half_as_fast: Any) -> AtLeast:
    return AtLeast(definiteness_below_half_as_fast, 0, scale=1)


@step(
    "factor-flow-is-at-most-the-fast-flow",
    evidence=FEW,
    domain=Algebraic(),
    canary=Canary("the flow from α²μ/2", half_as_fast),
)
def factor_flow_is_at_most_the_fast_flow(*, definiteness_below_fast: Any) -> AtLeast:
    """With H the fast flow's inverse, W̃ − W̃HW̃ = W̃₀Z(1 − ŨᵀŨ/μ)ZW̃₀ᵀ, which is not negative."""
    return AtLeast(definiteness_below_fast, 0, scale=1)


def half_the_loss(*, definiteness_above_half_the_loss: Any) -> AtLeast:
    return AtLeast(definiteness_above_half_the_loss, 0, scale=1)


@step(
    "factor-flow-is-at-least-the-trial",
    evidence=FEW,
    domain=Algebraic(has_first),
    canary=Canary("half of what the trial loses", half_the_loss),
)
def factor_flow_is_at_least_the_trial(*, definiteness_above_trial: Any) -> AtLeast:
    """W̃ − L = (W̃₀ − zᵀQ)Z(W̃₀ᵀ − Qz) with Q = 1 + α²ŨᵀGŨ and Z = Q⁻¹; here z = FE₁⁻¹Σ₁J₁ᵀ/α with U₁F = 1."""
    return AtLeast(definiteness_above_trial, 0, scale=1)


def twice_the_best(*, definiteness_above_twice_the_best: Any) -> AtLeast:
    return AtLeast(definiteness_above_twice_the_best, 0, scale=1)


@step(
    "no-right-inverse-weighs-less",
    evidence=FEW,
    domain=Algebraic(has_both),
    canary=Canary("twice as much", twice_the_best),
)
def no_right_inverse_weighs_less(*, definiteness_above_best: Any) -> AtLeast:
    """Fᵀ(1 + κU₂ᵀU₂)F ⪰ (U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹ for each F with U₁F = 1."""
    return AtLeast(definiteness_above_best, 0, scale=1)


def the_plain_one(*, plain_mismatch: Any) -> Equal:
    return Equal(plain_mismatch, 0, scale=1)


@step(
    "best-right-inverse-weighs-least",
    evidence=FEW,
    domain=Algebraic(has_both),
    canary=Canary("the right inverse U₁ᵀ(U₁U₁ᵀ)⁻¹", the_plain_one),
)
def best_right_inverse_weighs_least(*, best_mismatch: Any) -> Equal:
    """F = (1 + κU₂ᵀU₂)⁻¹U₁ᵀ(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹."""
    return Equal(best_mismatch, 0, scale=1)


STEPS = (
    factor_flow_is_at_most_the_fast_flow,
    factor_flow_is_at_least_the_trial,
    no_right_inverse_weighs_less,
    best_right_inverse_weighs_least,
)
