"""What `evaluate` is asked to compute: an exact target, an exact start, α, the rate; and which entries vanish."""

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint

from numeric import matrices
from numeric.exact import Scale
from numeric.instance import require_positive, require_positive_definite, require_symmetric
from numeric.matrices import Row, Rows
from numeric.reach import Reach
from numeric.vanishing import Words
from paper import Misuse

LARGEST_EXACT_EXPONENT = 30_000
"""Powers of ten in α that are written out: no Y that is read is within reach of a start beyond them."""


@dataclass(frozen=True)
class Problem:
    """Ẇ = c(YW + WY − 2W²), W(0) = α² W̄₀ with W̄₀ a positive definite `shape`, or ŪŪᵀ for a `factor` Ū, n×h, any h.

    Y, n×n, is any symmetric matrix. Raises Misuse for data that make no sense.
    """

    target: Rows
    shape: Rows | None
    factor: Rows | None
    alpha: Scale
    rate: Fraction = Fraction(1)
    eigenbasis: tuple[Row, Rows] | None = None  # σ decreasing and Φ with Y = ΦΣΦᵀ, where they are known exactly

    def __post_init__(self) -> None:
        n = len(self.target)
        if matrices.size(self.target) != (n, n):
            raise Misuse("the target is not square; give an n×n matrix")
        require_symmetric(self.target, "the target")
        if (self.shape is None) == (self.factor is None):
            raise Misuse("give the start either as a shape W̄₀ or as a factor Ū, and not both")
        start = self.factor if self.shape is None else self.shape
        if start is not None and len(start) != n:
            name = "factor" if self.shape is None else "shape"
            raise Misuse(f"the {name} has {len(start)} rows and the target {n}; give both the same number")
        if self.factor is not None and matrices.size(self.factor) is None:
            raise Misuse("the rows of the factor differ in length, or are empty; give an n×h matrix with h ≥ 1")
        if self.shape is not None:
            if matrices.size(self.shape) != (n, n):
                raise Misuse("the shape is not square; give an n×n matrix")
            require_positive_definite(self.shape, "the shape")
        if self.eigenbasis is not None:
            sigma, basis = self.eigenbasis
            if matrices.product(basis, matrices.diagonal(sigma), matrices.transpose(basis)) != self.target:
                raise Misuse("the eigenbasis is not that of the target; give σ and Φ with Y = ΦΣΦᵀ exactly")
            if not matrices.is_orthogonal(basis) or list(sigma) != sorted(sigma, reverse=True):
                raise Misuse("the eigenbasis must be orthogonal, with its eigenvalues in decreasing order")
        require_positive(self.alpha.mantissa, "α", str(self.alpha))
        require_positive(self.rate, "the rate")

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what is cached holds in one process only."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def n(self) -> int:
        return len(self.target)

    def starting_at(self, alpha: Scale) -> "Problem":
        """The same from another α; the basis of Y that is known is kept."""
        other = replace(self, alpha=alpha)
        other.frames.update(self.frames)
        return other

    @cached_property
    def diagonal(self) -> Row | None:
        """Y's diagonal where Y is diagonal, else None."""
        return matrices.diagonal_of(self.target) if matrices.is_diagonal(self.target) else None

    @cached_property
    def start(self) -> Rows:
        """W̄₀."""
        if self.shape is not None:
            return self.shape
        factor = self.factor or ()
        return matrices.product(factor, matrices.transpose(factor))

    @cached_property
    def is_regular(self) -> bool:
        """Whether W̄₀ is positive definite, as every shape is."""
        return self.factor is None or matrices.rank(self.factor) == self.n

    @cached_property
    def inverse_start(self) -> Rows:
        """W̄₀⁻¹, of a positive definite W̄₀."""
        return matrices.inverse(self.start)

    @cached_property
    def reach(self) -> Reach:
        """What the factor reaches of the eigenspaces of Y; to be asked for where balls cannot tell."""
        return Reach(self.target, self.factor or ())

    @cached_property
    def is_stationary(self) -> bool:
        """Whether W(t) = W(0) for all t, decided exactly: W(0) is 0, or made of eigenpairs of Y that are positive.

        In W(0)'s own basis YW + WY = 2W² says that Y has no entry beside W's, and W's own: the same as YW = W².
        A W(0) whose α is too small to be written out is taken for one that moves.
        """
        start = matrices.to_flint(self.start)
        if all(x == 0 for x in start.entries()):
            return True
        if abs(self.alpha.exponent) > LARGEST_EXACT_EXPONENT:
            return False
        square = flint.fmpq(self.alpha.fraction.numerator, self.alpha.fraction.denominator) ** 2
        return bool(matrices.to_flint(self.target) * start == start * start * square)

    @cached_property
    def largest_row_sum(self) -> Fraction:
        """Of Y, in absolute value: no eigenvalue exceeds it."""
        return matrices.largest_row_sum(self.target)

    @cached_property
    def rank(self) -> int:
        """Of Y."""
        return int(matrices.integers(self.target)[0].rank())

    @cached_property
    def characteristic(self) -> Any:
        """The characteristic polynomial of an integer multiple of Y."""
        return matrices.integers(self.target)[0].charpoly()

    @cached_property
    def frames(self) -> dict[int, Any]:
        """What numeric.frame keeps: the basis of Y in balls, by their bits."""
        return {}

    @cached_property
    def component(self) -> list[int]:
        """For each coordinate the least one that non-zero entries of Y and W̄₀ connect it with."""
        return matrices.least_connected(self.target, self.start)

    def is_apart(self, i: int, j: int) -> bool:
        """Whether no chain of non-zero entries of Y and W̄₀ connects i and j, so that W_ij(t) = 0 for all t."""
        return self.component[i] != self.component[j]

    def vanishes(self, i: int, j: int) -> bool:
        """Whether W_ij(t) = 0 for all t, by proof: every word in Y and W̄₀ with a W̄₀ in it has a zero there."""
        return self._words.vanish(i, j) is True

    def is_known_zero(self, i: int, j: int) -> bool:
        """Whether `vanishes` was asked of the column j before, and is true."""
        return self._words.is_known_zero(i, j)

    def may_vanish(self, i: int, j: int) -> bool:
        """Whether all those words have a zero there modulo primes, which nothing proves over the rationals."""
        return self._words.vanish(i, j) is None

    @property
    def has_doubts(self) -> bool:
        """Whether that was found of an entry."""
        return bool(self._words.doubts)

    @cached_property
    def _words(self) -> Words:
        return Words(self.target, self.start)
