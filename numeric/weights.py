"""What Theorem 4′ pays with in place of m = ‖W̄₀⁻¹‖₂: m_k = ‖(U₁(I + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹‖₂, from the shape alone.

ΦᵀŪ = [U₁; U₂], cut after row k, and S = ΦᵀW̄₀Φ = [[S₁₁, S₁₂], [S₂₁, S₂₂]] cut alike. Then U₁(I + κU₂ᵀU₂)⁻¹U₁ᵀ is
S₁₁ − S₁₂(κ⁻¹ + S₂₂)⁻¹S₂₁, which needs no factor. F = (I + κU₂ᵀU₂)⁻¹U₁ᵀ(…)⁻¹ is the right inverse of U₁ with the
least Fᵀ(I + κU₂ᵀU₂)F. Where k = r and some right inverse has U₂F = 0 the absent modes are unseen: κ may be infinite.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import flint

from numeric import matrices, texts
from numeric.field import Field
from numeric.flow_data import FlowData
from numeric.matrices import Rows
from paper.theorems import theorem


@dataclass(frozen=True)
class Weight:
    """m_k and what it is made of, at one k ≥ 1, as numbers and matrices of `field`."""

    instance: FlowData
    k: int
    field: Field

    @cached_property
    def m_k(self) -> Any:
        return self.field.norm(self.least)

    @cached_property
    def kappa(self) -> Any:
        """κ; to be asked for where there are unlearned modes."""
        sigma = self.instance.spectrum_in(self.field)[min(self.k, self.instance.r - 1)]
        eps = self.field.number(self.instance.epsilon or Fraction(0))
        known = {"mu": start_size(self.instance, self.field), "sigma": self.field.number(sigma), "eps": eps}
        return texts.value(theorem("theorem-4-prime").constants["kappa"], known, self.field)

    @cached_property
    def least(self) -> Any:
        """Fᵀ(I + κU₂ᵀU₂)F, k×k, of the best F."""
        if self._unseen is not None:
            first = slice(0, self.k)
            return self.field.block(self.instance.congruent(self._unseen, self.field), first, first)
        mixed = self._corner(slice(0, self.k), self._rest)
        return self.field.inverse(self._corner(slice(0, self.k), slice(0, self.k)) - self._share * mixed.transpose())

    @cached_property
    def plain(self) -> Any:
        """FᵀF, k×k."""
        if self._unseen is not None:
            return self.least
        first, X = slice(0, self.k), self._share
        mixed, rest = self._corner(first, self._rest), self._corner(self._rest, self._rest)
        transposed = self.field.transpose(X)
        square = self._corner(first, first) - X * mixed.transpose() - mixed * transposed + X * rest * transposed
        return self.least * square * self.least

    @cached_property
    def seen(self) -> Any:
        """U₂F, (n − k)×k."""
        if self._unseen is not None:
            zero = self.field.number(0)
            return self.field.matrix([[zero] * self.k for _ in range(self.instance.n - self.k)])
        mixed, rest = self._corner(slice(0, self.k), self._rest), self._corner(self._rest, self._rest)
        return (mixed.transpose() - rest * self.field.transpose(self._share)) * self.least

    @property
    def _unseen(self) -> Rows | None:
        """W̄₀⁺, where the absent modes are unseen."""
        return unseen_inverse(self.instance) if self.k == self.instance.r else None

    @property
    def _rest(self) -> slice:
        return slice(self.k, None)

    @cached_property
    def _share(self) -> Any:
        """S₁₂(κ⁻¹ + S₂₂)⁻¹."""
        rest = self._corner(self._rest, self._rest)
        pace = self.field.identity(self.instance.n - self.k) * (1 / self.kappa)
        return self._corner(slice(0, self.k), self._rest) * self.field.inverse(pace + rest)

    def _corner(self, rows: slice, columns: slice) -> Any:
        return self.field.block(self._shape, rows, columns)

    @cached_property
    def _shape(self) -> Any:
        return self.instance.congruent(self.instance.shape, self.field)


def weight(instance: FlowData, k: int, field: Field) -> Weight:
    """m_k at one k, kept for the precision that it is computed at."""
    return _weight(instance, k, field, flint.ctx.prec)


@lru_cache(maxsize=512)
def _weight(instance: FlowData, k: int, field: Field, precision: int) -> Weight:
    del precision
    return Weight(instance, k, field)


def start_size(instance: FlowData, field: Field) -> Any:
    """μ = ‖W̄₀‖₂, kept for the precision that it is computed at."""
    return _size(instance, field, flint.ctx.prec)


@lru_cache(maxsize=256)
def _size(instance: FlowData, field: Field, precision: int) -> Any:
    del precision
    return instance.start_norm(field)


@lru_cache(maxsize=512)
def unseen_inverse(instance: FlowData) -> Rows | None:
    """W̄₀⁺, exactly, where all of Y's range is in W̄₀'s, so that ŪF = Φ_r has a solution, for which U₂F = 0; else None.

    The best F then has FᵀF = Φ_rᵀW̄₀⁺Φ_r, with Φ_r the first r columns of Φ. With a basis B of W̄₀'s range W̄₀⁺ is
    B(BᵀW̄₀B)⁻¹Bᵀ.
    """
    start = instance.shape
    both = [[*row, *more] for row, more in zip(start, instance.target, strict=True)]
    chosen = matrices.independent_columns(start)
    if matrices.rank(both) > len(chosen):
        return None
    B = tuple(tuple(row[j] for j in chosen) for row in start)
    inner = matrices.inverse(matrices.product(matrices.transpose(B), start, B))
    return matrices.product(B, inner, matrices.transpose(B))
