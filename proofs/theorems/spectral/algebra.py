"""The equalities of Theorem 3, decided exactly where every exponential is rational."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from numeric.field import Field
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint


@dataclass
class Quantities:
    """One mode of an algebraic point, and the whole matrix W(t) − Y_k in the coordinates of Y."""

    point: AlgebraicPoint
    field: Field

    @cached_property
    def evolved(self) -> Any:
        """W̃(t) = E W̃₀(I + GW̃₀)⁻¹E from the diagonal of the shape: the matrix form, not (12) or (13)."""
        field, point = self.field, self.point
        E, G = (field.diagonal(list(map(field.number, x))) for x in (point.E, point.G))
        start = field.diagonal([field.number(point.alpha**2 * row[i]) for i, row in enumerate(point.shape)])
        return E * field.solve(field.identity(len(point.E)) + start * G, start) * E

    @property
    def mode(self) -> int:
        """The first mode, which every point has, and no point lacks in its target."""
        return 0

    @property
    def sigma(self) -> Any:
        return self.field.number(self.point.sigma[self.mode])

    @property
    def a(self) -> Any:
        return self.field.number(self.point.alpha**2 * self.point.shape[self.mode][self.mode])

    @property
    def growth(self) -> Any:
        return self.field.number(self.point.E[self.mode] ** 2)

    @property
    def value(self) -> Any:
        return self.evolved[self.mode, self.mode]

    @property
    def error(self) -> Any:
        """‖W(t) − Y_k‖₂ of the dense matrix."""
        kept = [sigma if i < self.point.k else 0 for i, sigma in enumerate(self.point.sigma)]
        basis = self.field.exact(self.point.basis)
        difference = self.evolved - self.field.diagonal(list(map(self.field.number, kept)))
        return self.field.norm(basis * difference * self.field.transpose(basis))

    @property
    def largest_gap(self) -> Any:
        """The largest of |σ_i − σ_i(t)|, i ≤ k."""
        return self._largest(self.field.number(s) - self.evolved[i, i] for i, s in self._modes(0, self.point.k))

    @property
    def largest_unlearned(self) -> Any:
        """The largest of σ_i(t), k < i ≤ r."""
        return self._largest(self.evolved[i, i] for i, _ in self._modes(self.point.k, self._rank))

    @property
    def largest_absent(self) -> Any:
        """The largest of σ_i(t), i > r."""
        return self._largest(self.evolved[i, i] for i, _ in self._modes(self._rank, len(self.point.sigma)))

    @property
    def largest_entry(self) -> Any:
        return self.field.maximum(self.largest_gap, self.largest_unlearned, self.largest_absent)

    @property
    def largest_entry_without_gap(self) -> Any:
        return self.field.maximum(self.largest_unlearned, self.largest_absent)

    @property
    def _rank(self) -> int:
        return sum(sigma > 0 for sigma in self.point.sigma)

    def _modes(self, begin: int, end: int) -> Iterable[tuple[int, Any]]:
        return list(enumerate(self.point.sigma))[begin:end]

    def _largest(self, values: Iterable[Any]) -> Any:
        return self.field.maximum(self.field.number(0), *(abs(x) for x in values))


@dataclass(frozen=True)
class Algebraic:
    """Rational points; the shape counts only with its diagonal, so that the initialization is spectral."""

    name = "algebra of theorem 3"
    description = "points with rational exponentials, where an equality is decided exactly"
    symbols: ClassVar[Mapping[str, str]] = {
        "sigma": r"\sigma_i",
        "a": "a_i",
        "growth": "g",
        "value": r"\sigma_i(t)",
        "error": r"\lVert W(t)-Y_k\rVert_2",
        "largest_entry": (
            r"\max\{\max_{i\le k}|\sigma_i-\sigma_i(t)|,\max_{k<i\le r}\sigma_i(t),\max_{i>r}\sigma_i(t)\}"
        ),
        "largest_entry_without_gap": r"\max\{\max_{k<i\le r}\sigma_i(t),\max_{i>r}\sigma_i(t)\}",
    }

    def published(self) -> Iterable[AlgebraicPoint]:
        """The published points."""
        return algebraic.published()

    def sample(self, seed: int, count: int) -> Iterable[AlgebraicPoint]:
        """Points drawn from the seed."""
        return algebraic.drawn(seed, count)

    def quantities(self, point: AlgebraicPoint, field: Field) -> Quantities:
        """The quantities at `point`."""
        return Quantities(point, field)
