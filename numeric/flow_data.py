"""What the theorems about windows ask of a flow, whether its data are known exactly or in balls."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol, Self

from numeric.exact import Scale
from numeric.field import Balls, Field, Rationals
from numeric.matrices import Rows

PRECISIONS = (192, 384, 768, 1536)
"""Bits at which balls are tried, one after the other, before something is left undecided."""
FIELDS: tuple[Field, ...] = (Rationals(), *map(Balls, PRECISIONS))


class FlowData(Protocol):
    """Y = Φ diag(σ₁..σ_n)Φᵀ, W(0) = α²W̄₀, c and ε: exactly in an `Instance`, in balls in an `EnclosedInstance`."""

    def __hash__(self) -> int: ...

    @property
    def n(self) -> int: ...
    @property
    def r(self) -> int:
        """The rank of Y."""

    @property
    def learnable(self) -> int:
        """The most modes that can be learned: the first rows of ΦᵀŪ that are independent, and no more than r."""

    @property
    def alpha(self) -> Scale: ...
    @property
    def rate(self) -> Fraction: ...
    @property
    def epsilon(self) -> Fraction | None: ...
    @property
    def target(self) -> Rows:
        """Y."""

    @property
    def shape(self) -> Rows:
        """W̄₀."""

    @property
    def factor(self) -> Rows | None: ...
    @property
    def is_spectral(self) -> bool: ...
    @property
    def has_invertible_shape(self) -> bool: ...
    @property
    def repeated(self) -> str | None:
        """A singular value that is not 0 and repeated, as text, if there is one."""

    @property
    def has_own_modes(self) -> bool:
        """Whether each mode goes its own way, as the basis of Y that is used diagonalizes the shape."""

    def mode_weights(self, field: Field) -> Sequence[Any]:
        """Where they do, the s_i with W̄₀ = Φ diag(s_i)Φᵀ, exact or of the field; of absent modes, the largest."""

    def at_most(self, i: int) -> Fraction:
        """The i-th singular value, from 0, or a rational hardly above it; 0 where it is 0."""

    def spectrum_in(self, field: Field) -> Sequence[Any]:
        """σ₁..σ_n, decreasing: exact, or numbers of the field. Raises Irrational where there are none."""

    def congruent(self, a: Rows, field: Field) -> Any:
        """ΦᵀAΦ, n×n, in the field."""

    def inverse_norm(self, field: Field) -> Any:
        """m = ‖W̄₀⁻¹‖₂, of an invertible shape."""

    def start_norm(self, field: Field) -> Any:
        """μ = ‖W̄₀‖₂."""

    def starting_at(self, alpha: Scale) -> Self:
        """The same from another α."""
