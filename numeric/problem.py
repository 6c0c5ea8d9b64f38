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
from paper import Misuse

PRIME = 2**61 - 1
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
    def _component(self) -> list[int]:
        """For each coordinate the least one that non-zero entries of Y and W̄₀ connect it with."""
        component = list(range(self.n))
        if matrices.is_diagonal(self.target) and matrices.is_diagonal(self.start):
            return component
        left = set(component)
        while left:
            first = min(left)
            left.remove(first)
            waiting = [first]
            while waiting and left:
                i = waiting.pop()
                found = matrices.nonzero(self.target, i, left) | matrices.nonzero(self.start, i, left)
                left -= found
                waiting += found
                for j in found:
                    component[j] = first
        return component

    def is_apart(self, i: int, j: int) -> bool:
        """Whether no chain of non-zero entries of Y and W̄₀ connects i and j, so that W_ij(t) = 0 for all t."""
        return self._component[i] != self._component[j]

    def vanishes(self, i: int, j: int) -> bool:
        """Whether W_ij(t) = 0 for all t because every product of Y's and W̄₀'s with a W̄₀ in it has a zero there.

        W(t) is analytic, and its Taylor coefficients at 0 are sums of such products. Decided exactly, in the subspace
        that they make of the j-th unit vector.
        """
        # most columns are seen not to vanish by their remainders, which are quick
        return all(all(vector[i, 0] == 0 for vector in self._images(j, modulus)) for modulus in (PRIME, None))

    def _images(self, j: int, modulus: int | None) -> list[Any]:
        """A basis of what those products make of the j-th unit vector, over the rationals or modulo a prime."""
        if (j, modulus) not in self._known_images:
            # a common denominator changes no subspace
            Y, start = (_numerators(a, modulus) for a in (self.target, self.start))
            unit = _numerators(tuple((Fraction(k == j),) for k in range(self.n)), modulus)
            reached = _closure([unit], [Y])
            self._known_images[j, modulus] = _closure([start * vector for vector in reached], [Y, start])
        return self._known_images[j, modulus]

    @cached_property
    def _known_images(self) -> dict[tuple[int, int | None], list[Any]]:
        return {}


def _numerators(a: Rows, modulus: int | None) -> Any:
    numerators = matrices.integers(a)[0]
    return flint.fmpq_mat(numerators) if modulus is None else flint.nmod_mat(numerators, modulus)


def _closure(vectors: list[Any], operators: list[Any]) -> list[Any]:
    """A basis of the smallest subspace that holds the vectors and is mapped into itself by the operators, exactly."""
    echelon: dict[int, Any] = {}
    waiting = list(vectors)
    while waiting:
        vector = waiting.pop()
        for pivot in sorted(echelon):  # in this order no pivot comes back
            if vector[pivot, 0] != 0:
                vector = vector - echelon[pivot] * vector[pivot, 0]
        leading = next((k for k in range(vector.nrows()) if vector[k, 0] != 0), None)
        if leading is not None:
            vector = vector * (1 / vector[leading, 0])
            echelon[leading] = vector
            waiting += [operator * vector for operator in operators]
    return list(echelon.values())
