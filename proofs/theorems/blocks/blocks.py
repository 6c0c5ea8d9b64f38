"""The closed form cut into blocks after row k, MV §III-B, over any field: A, B, C of M, and P, Q, S of W̃(t).

The first k modes are the learned ones. With k = 0 there is no first block and with k = n no second; what needs an
absent block raises.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from numeric.field import Field


@dataclass
class Blocks:
    """E = diag(E), D = diag(D) and M, n×n, in `field`; σ are Y's singular values. All in the basis Φ."""

    field: Field
    k: int
    alpha: Any
    sigma: Sequence[Any]
    E: Sequence[Any]
    D: Sequence[Any]
    M: Any

    @property
    def first(self) -> slice:
        return slice(0, self.k)

    @property
    def second(self) -> slice:
        return slice(self.k, None)

    @cached_property
    def A(self) -> Any:
        return self.field.block(self.M, self.first, self.first)

    @cached_property
    def B(self) -> Any:
        return self.field.block(self.M, self.first, self.second)

    @cached_property
    def C(self) -> Any:
        return self.field.block(self.M, self.second, self.second)

    @cached_property
    def inverse_E1(self) -> Any:
        return self.field.diagonal([1 / e for e in self.E[self.first]])

    @cached_property
    def E2(self) -> Any:
        return self.field.diagonal(self.E[self.second])

    @cached_property
    def inverse_E2(self) -> Any:
        return self.field.diagonal([1 / e for e in self.E[self.second]])

    @cached_property
    def sigma_1_block(self) -> Any:
        """Σ₁."""
        return self.field.diagonal(self.sigma[self.first])

    @cached_property
    def A_prime(self) -> Any:
        d1 = self.field.diagonal(self.D[self.first])
        return d1 + self.inverse_E1 * self.A * self.inverse_E1 * self.alpha**-2

    @cached_property
    def B_prime(self) -> Any:
        return self.inverse_E1 * self.B * self.inverse_E2 * self.alpha**-2

    @cached_property
    def C_prime(self) -> Any:
        d2 = self.field.diagonal(self.D[self.second])
        return d2 + self.inverse_E2 * self.C * self.inverse_E2 * self.alpha**-2

    @cached_property
    def inverse_C_prime(self) -> Any:
        return self.field.inverse(self.C_prime)

    @cached_property
    def coupling(self) -> Any:
        """B'C'⁻¹."""
        return self.B_prime * self.inverse_C_prime

    @cached_property
    def inverse_P(self) -> Any:
        """P⁻¹ = A' − B'C'⁻¹B'ᵀ, the Schur complement of C' (just A' where there is no second block)."""
        if self.k == len(self.sigma):
            return self.A_prime
        return self.A_prime - self.coupling * self.field.transpose(self.B_prime)

    @cached_property
    def P(self) -> Any:
        return self.field.inverse(self.inverse_P)

    @cached_property
    def Q(self) -> Any:
        return self.P * self.coupling * self.field.number(-1)

    @cached_property
    def S(self) -> Any:
        if self.k == 0:
            return self.inverse_C_prime
        return self.inverse_C_prime + self.coupled_term

    @cached_property
    def coupled_term(self) -> Any:
        """(B'C'⁻¹)ᵀP(B'C'⁻¹)."""
        return self.field.transpose(self.coupling) * self.P * self.coupling

    @cached_property
    def X(self) -> Any:
        """X = α²E₂D₂E₂."""
        return self.field.diagonal(
            [self.alpha**2 * e * d * e for e, d in zip(self.E, self.D, strict=True)][self.second]
        )

    @cached_property
    def inverse_C(self) -> Any:
        return self.field.inverse(self.C)

    @cached_property
    def inverse_CX(self) -> Any:
        """(C + X)⁻¹."""
        return self.field.inverse(self.C + self.X)

    @cached_property
    def inversion(self) -> Any:
        """C⁻¹ − (C + X)⁻¹."""
        return self.inverse_C - self.inverse_CX

    @cached_property
    def schur_complement(self) -> Any:
        """A − BC⁻¹Bᵀ."""
        return self.A - self.B * self.inverse_C * self.field.transpose(self.B)

    @cached_property
    def reduced_A(self) -> Any:
        """A − B(C + X)⁻¹Bᵀ (just A where there is no second block)."""
        if self.k == len(self.sigma):
            return self.A
        return self.A - self.B * self.inverse_CX * self.field.transpose(self.B)

    @cached_property
    def decay(self) -> Any:
        """Σ₁⁻¹e^{−2cΣ₁t}: what the learned modes still miss."""
        pairs = zip(self.sigma[self.first], self.E[self.first], strict=True)
        return self.field.diagonal([1 / (s * e * e) for s, e in pairs])

    @cached_property
    def start(self) -> Any:
        """α⁻²E₁⁻¹(A − B(C + X)⁻¹Bᵀ)E₁⁻¹: what the initialization still weighs."""
        return self.inverse_E1 * self.reduced_A * self.inverse_E1 * self.alpha**-2

    @cached_property
    def Delta(self) -> Any:
        """Δ = P⁻¹ − Σ₁⁻¹, from its two terms."""
        return self.start - self.decay

    @cached_property
    def P_error(self) -> Any:
        """P − Σ₁ = −PΔΣ₁: the difference itself would cancel once P is close to Σ₁."""
        return self.P * self.Delta * self.sigma_1_block * self.field.number(-1)

    @cached_property
    def assembled(self) -> Any:
        """[[P, Q], [Qᵀ, S]], n×n."""
        return self.join(self.P, self.Q, self.S)

    @cached_property
    def assembled_error(self) -> Any:
        """[[P − Σ₁, Q], [Qᵀ, S]] = W̃ − diag(Σ₁, 0)."""
        return self.join(self.P_error, self.Q, self.S)

    def direct_coupling(self, inverse: Any) -> Any:
        """E₁⁻¹B·inverse·E₂, which is B'C'⁻¹ when `inverse` is (C + X)⁻¹."""
        return self.inverse_E1 * self.B * inverse * self.E2

    def join(self, corner: Any, side: Any, rest: Any) -> Any:
        return self.field.assemble([[corner, side], [self.field.transpose(side), rest]])
