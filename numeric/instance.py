"""One instance of MV's setting, exact: the target's spectrum and basis, the shape, the scale α, the rate c and ε.

Y = Φ diag(σ₁..σ_n) Φᵀ is the target and W(0) = α² W̄₀ the start of Ẇ = c(YW + WY − 2W²).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Any, Final

from numeric import matrices
from numeric.exact import Scale, format_fraction
from numeric.matrices import Row, Rows
from paper import Misuse

TheoremName = int | str
"""3, 4 or SHARPER."""
SHARPER: Final = "4, sharper"
"""Theorem 4 with Theorem 3's constants, which is ours."""


@dataclass(frozen=True)
class Instance:
    """Exact data of one flow; n is the size of the matrices. Raises Misuse for data that make no sense.

    `shape` is W̄₀ in the coordinates of Y; `basis` is Φ (None: the identity); `epsilon` matters to the theorems only.
    """

    spectrum: Row
    shape: Rows
    basis: Rows | None
    alpha: Scale
    rate: Fraction
    epsilon: Fraction | None = None
    name: str = ""

    def __post_init__(self) -> None:
        _validate(self)

    def __hash__(self) -> int:
        return self._hash

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what is cached holds in one process only."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.spectrum, self.alpha, self.rate, self.epsilon))

    @property
    def n(self) -> int:
        return len(self.spectrum)

    @property
    def r(self) -> int:
        """The rank of Y."""
        return sum(sigma > 0 for sigma in self.spectrum)

    @cached_property
    def target(self) -> Rows:
        """Y."""
        sigma = matrices.diagonal(self.spectrum)
        return sigma if self.basis is None else matrices.product(self.basis, sigma, matrices.transpose(self.basis))

    @cached_property
    def shape_in_basis(self) -> Rows:
        """ΦᵀW̄₀Φ."""
        return (
            self.shape
            if self.basis is None
            else matrices.product(matrices.transpose(self.basis), self.shape, self.basis)
        )

    @cached_property
    def inverse_shape_in_basis(self) -> Rows:
        """M = (ΦᵀW̄₀Φ)⁻¹, MV §III-B."""
        return matrices.inverse(self.shape_in_basis)


def _validate(instance: Instance) -> None:
    spectrum, shape, n = instance.spectrum, instance.shape, instance.n
    require_spectrum(spectrum)
    if len(shape) != n or any(len(row) != n for row in shape):
        raise Misuse(
            f"the shape has {len(shape)} rows and the spectrum {n} values; give a square shape of the spectrum's size"
        )
    require_positive_definite(shape, "the shape")
    require_positive(instance.alpha.mantissa, "α", str(instance.alpha))
    require_positive(instance.rate, "the rate")
    if instance.epsilon is not None:
        require_positive(instance.epsilon, "ε")
    if instance.basis is not None:
        if len(instance.basis) != n or any(len(row) != n for row in instance.basis):
            raise Misuse(f"the basis has {len(instance.basis)} rows and the spectrum {n} values; give a square one")
        if not matrices.is_orthogonal(instance.basis):
            raise Misuse("the basis is not orthogonal; give Φ with ΦᵀΦ = I exactly")


def require_spectrum(spectrum: Row) -> None:
    """Raises Misuse unless the spectrum is non-empty, non-increasing and not negative."""
    if not spectrum:
        raise Misuse("the spectrum is empty; give at least one singular value")
    for value in spectrum:
        if value < 0:
            raise Misuse(
                f"the spectrum has the negative value {format_fraction(value)}; Y must be positive semidefinite"
            )
    for larger, smaller in pairwise(spectrum):
        if larger < smaller:
            later, earlier = format_fraction(smaller), format_fraction(larger)
            raise Misuse(f"the spectrum has {earlier} before {later}; give it in decreasing order")


def require_positive(value: Fraction, name: str, shown: str | None = None) -> None:
    """Raises Misuse unless the value is positive."""
    if value <= 0:
        raise Misuse(f"{name} is {shown or format_fraction(value)}; it must be positive")


def require_positive_definite(a: Rows, name: str) -> None:
    """Raises Misuse unless the square matrix is symmetric and positive definite, both decided exactly."""
    require_symmetric(a, name)
    if not matrices.is_positive_definite(a):
        raise Misuse(f"{name} is not positive definite; every eigenvalue must be positive")


def require_symmetric(a: Rows, name: str) -> None:
    """Raises Misuse unless the square matrix is symmetric."""
    for i, row in enumerate(a):
        for j in range(i):
            if row[j] != a[j][i]:
                raise Misuse(
                    f"{name} is not symmetric: entries ({i + 1}, {j + 1}) and ({j + 1}, {i + 1}) differ;"
                    " it must equal its transpose"
                )


def require_theorem(theorem: TheoremName, instance: Instance) -> None:
    """Raises Misuse unless the theorem speaks of the instance: distinct non-zero singular values, Y ≠ 0, an ε,

    and, for Theorem 3, a shape that the basis diagonalizes. Whether the theorem's hypotheses hold is another question.
    """
    if theorem not in (3, 4, SHARPER):
        raise Misuse(f"there are windows for Theorems 3 and 4, not for {theorem}")
    if instance.r == 0:
        raise Misuse("the spectrum is zero; the theorems need a target Y ≠ 0")
    positive = instance.spectrum[: instance.r]
    for larger, smaller in pairwise(positive):
        if larger == smaller:
            raise Misuse(
                f"the singular value {format_fraction(larger)} is repeated; the theorems need distinct non-zero ones"
            )
    if instance.epsilon is None:
        raise Misuse("there is no ε; the theorems need one")
    if theorem == 3 and not matrices.is_diagonal(instance.shape_in_basis):
        raise Misuse(
            "the shape is not diagonal in the basis of Y; Theorem 3 needs spectral initialization, Theorem 4 does not"
        )


def householder_basis(n: int, vectors: Sequence[Sequence[int]]) -> Rows:
    """The product of the reflectors I − 2vvᵀ/vᵀv, from left to right, one for each non-zero v: exactly orthogonal."""
    basis = matrices.identity(n)
    for v in vectors:
        square = sum(x * x for x in v)
        reflector = tuple(tuple(int(i == j) - Fraction(2 * v[i] * v[j], square) for j in range(n)) for i in range(n))
        basis = matrices.product(basis, reflector)
    return basis


def random_basis(n: int, seed: int) -> Rows:
    """An exact orthogonal n×n matrix, not diagonal unless n = 1: two reflectors of small integer vectors."""
    draw = _small_integers(seed)
    while True:
        basis = householder_basis(n, [[next(draw) or 1 for _ in range(n)] for _ in range(2)])
        if n == 1 or not matrices.is_diagonal(basis):
            return basis


def random_shape(n: int, seed: int) -> Rows:
    """The n×n matrix I + AAᵀ/n, with A of the integers ⌊7u⌋ − 3, row after row.

    u runs through `random.Random(seed).random()`, which Python promises to keep: a seed means the same shape for ever.
    """
    draw = _small_integers(seed)
    a = [[next(draw) for _ in range(n)] for _ in range(n)]
    return tuple(
        tuple(int(i == j) + Fraction(sum(x * y for x, y in zip(a[i], a[j], strict=True)), n) for j in range(n))
        for i in range(n)
    )


def _small_integers(seed: int) -> Any:
    generator = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    while True:
        yield int(7 * generator.random()) - 3
