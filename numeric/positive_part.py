"""Where the symmetric flow goes for a target Y of any sign, and how fast, over any field (TFHV Proposition 2 and (10)).

Y = diag(σ) with σ in decreasing order and no 0, X₀ = UUᵀ with U of any width, rate c = 2. X(t) tends to Ỹ, the positive
part of Y, if the rows of U that belong to positive σ are independent.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from numeric.closed_form import flow_at, printed
from numeric.exact import Scale
from numeric.field import Field
from numeric.matrices import Rows
from paper import implements

RATE = Fraction(2)


@dataclass
class Approach:
    """X(t) on its way to Ỹ, and the constants of (10), as numbers of `field`."""

    spectrum: tuple[Fraction, ...]
    factor: Rows
    field: Field

    @cached_property
    def positive(self) -> int:
        """How many eigenvalues are positive; the others are negative."""
        return sum(sigma > 0 for sigma in self.spectrum)

    @cached_property
    def least(self) -> Fraction:
        """σ_min, the least |σ|."""
        return min(map(abs, self.spectrum))

    @cached_property
    def gap(self) -> Fraction:
        """γ such that e^{4tσ_min}(X(t) − Ỹ) is within a multiple of e^{−2tγ} of its limit."""
        gaps = [abs(sigma) - self.least for sigma in self.spectrum if abs(sigma) > self.least]
        return min((2 * self.least, *gaps))

    @implements("symmetric-closed-form")
    def error(self, time: Fraction) -> list[list[Any]]:
        """X(t) − Ỹ, with X(t) by (8)."""
        field = self.field
        U = field.exact(self.factor)
        X = printed(flow_at(self.spectrum, RATE, Scale(Fraction(1)), time, field), U * field.transpose(U))
        Y_positive = field.diagonal([field.number(max(sigma, Fraction(0))) for sigma in self.spectrum])
        return field.entries(X - Y_positive)

    @implements("symmetric-convergence-entrywise")
    def limit(self, *, seen: bool = True) -> list[list[Any]]:
        """The limit of e^{2t|Y|}(X(t) − Ỹ)e^{2t|Y|}; `seen` = False leaves the negative σ out of K∞, which is wrong."""
        p, m = self.positive, len(self.spectrum)
        H, C, Z = self._ends(self._reduced_start(seen=seen))
        sigma, zero = [self.field.number(value) for value in self.spectrum], self.field.number(0)

        def entry(i: int, j: int) -> Any:
            if j < p:
                return (sigma[i] if i == j else zero) - sigma[i] * H[i, j] * sigma[j]
            return sigma[i] * C[i, j - p] if i < p else Z[i - p][j - p]

        return [[entry(min(i, j), max(i, j)) for j in range(m)] for i in range(m)]

    @implements("symmetric-convergence-sharp-constant")
    def sharp_constant(self, *, seen: bool = True) -> Any:
        """The limit of e^{4tσ_min}‖X(t) − Ỹ‖_F: what `limit` has where both |σ_i| and |σ_j| are σ_min."""
        rows = self.limit(seen=seen)
        last = [i for i, value in enumerate(self.spectrum) if abs(value) == self.least]
        return self.frobenius([[rows[i][j] for j in last] for i in last])

    @implements("symmetric-convergence-rate")
    def constant(self) -> Any:
        """√m (σ₁χd + χhab + b²), a C with which (10) holds for every t ≥ 0.

        χhab is what the proof pays for the block between the two parts; no start is known at which it is needed.
        """
        field, p, m = self.field, self.positive, len(self.spectrum)
        rows = field.exact(self.factor)
        zero, every = field.number(0), slice(None)
        b = field.norm(field.block(rows, slice(p, m), every)) if p < m else zero
        if p == 0:
            return field.sqrt(field.number(m)) * b**2
        a = field.norm(field.block(rows, slice(p), every))
        h = field.norm(self._ends(self._reduced_start())[0])
        largest, least_positive = field.number(self.spectrum[0]), field.number(self.spectrum[p - 1])
        chi, d = field.maximum(a**2, largest), field.maximum(h, 1 / least_positive)
        return field.sqrt(field.number(m)) * (largest * chi * d + chi * h * a * b + b**2)

    def _reduced_start(self, *, seen: bool = True) -> Any:
        """U K∞⁻¹ Uᵀ with K∞ = 1 + U₋ᵀN⁻¹U₋."""
        field = self.field
        U = field.exact(self.factor)
        weights = [field.number(-1 / sigma if sigma < 0 and seen else 0) for sigma in self.spectrum]
        K = field.identity(len(self.factor[0])) + field.transpose(U) * field.diagonal(weights) * U
        return U * field.inverse(K) * field.transpose(U)

    def _ends(self, Q: Any) -> tuple[Any, Any, list[list[Any]]]:
        """H = Q₊₊⁻¹, C∞ = HQ₊₋ and U₋Z∞U₋ᵀ = Q₋₋ − Q₋₊HQ₊₋; what belongs to an absent block is None or empty."""
        field, p, m = self.field, self.positive, len(self.spectrum)
        if p == 0:
            return None, None, field.entries(Q)
        first, rest = slice(p), slice(p, m)
        H = field.inverse(field.block(Q, first, first))
        if p == m:
            return H, None, []
        C = H * field.block(Q, first, rest)
        return H, C, field.entries(field.block(Q, rest, rest) - field.block(Q, rest, first) * C)

    def frobenius(self, rows: list[list[Any]]) -> Any:
        """‖·‖_F."""
        return self.field.sqrt(sum((x * x for row in rows for x in row), start=self.field.number(0)))
