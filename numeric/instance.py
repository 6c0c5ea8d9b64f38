"""One instance of MV's setting, exact: the target's spectrum and basis, the shape, the scale α, the rate c and ε.

Y = Φ diag(σ₁..σ_n) Φᵀ is the target and W(0) = α² W̄₀ the start of Ẇ = c(YW + WY − 2W²).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Any

import flint

from numeric import matrices, texts
from numeric.definite import is_positive_definite
from numeric.exact import Scale, format_fraction
from numeric.field import Field, Irrational
from numeric.flow_data import FIELDS, FlowData
from numeric.matrices import Row, Rows
from numeric.packed import FEW, Packed
from paper import Misuse
from paper.texts import holds, names_of_statement
from paper.theorems import Theorem, about, named

TheoremName = int | str
"""Any name of a theorem that `paper.theorems` knows."""


@dataclass(frozen=True)
class Instance:
    """Exact data of one flow; n is the size of the matrices. Raises Misuse for data that make no sense.

    `shape` is W̄₀ in the coordinates of Y; `basis` is Φ (None: the identity); `epsilon` matters to the theorems only.
    Where the start is given by a `factor` Ū, n×h, the shape is ŪŪᵀ, and may be singular: see `from_factor`.
    """

    spectrum: Row
    shape: Rows
    basis: Rows | None
    alpha: Scale
    rate: Fraction
    epsilon: Fraction | None = None
    name: str = ""
    factor: Rows | None = None

    def __post_init__(self) -> None:
        _validate(self)

    def __hash__(self) -> int:
        return self._hash

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what is cached holds in one process only."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.spectrum, self.alpha, self.rate, self.epsilon, self.factor))

    @property
    def n(self) -> int:
        return len(self.spectrum)

    @cached_property
    def r(self) -> int:
        """The rank of Y."""
        return sum(sigma > 0 for sigma in self.spectrum)

    @cached_property
    def target(self) -> Rows:
        """Y."""
        sigma = matrices.diagonal(self.spectrum)
        return sigma if self.basis is None else matrices.product(self.basis, sigma, matrices.transpose(self.basis))

    @cached_property
    def is_spectral(self) -> bool:
        """Whether the basis of Y diagonalizes the shape."""
        return matrices.is_diagonal(self.shape_in_basis)

    @cached_property
    def has_invertible_shape(self) -> bool:
        return is_positive_definite(self.shape)

    @cached_property
    def shape_in_basis(self) -> Rows:
        """ΦᵀW̄₀Φ."""
        return (
            self.shape
            if self.basis is None
            else matrices.product(matrices.transpose(self.basis), self.shape, self.basis)
        )

    @cached_property
    def factor_in_basis(self) -> Rows | None:
        """ΦᵀŪ, where the start is given by a factor."""
        if self.factor is None or self.basis is None:
            return self.factor
        return matrices.product(matrices.transpose(self.basis), self.factor)

    @cached_property
    def learnable(self) -> int:
        """The most modes that can be learned: the first rows of ΦᵀŪ that are independent, and no more than r."""
        rows = self.factor_in_basis
        if rows is None:
            return self.r
        return next((k for k in range(self.r) if matrices.rank(rows[: k + 1]) <= k), self.r)

    @property
    def has_own_modes(self) -> bool:
        return self.is_spectral

    def mode_weights(self, field: Field) -> Row:
        del field
        return tuple(self.shape_in_basis[i][i] for i in range(self.n))

    def at_most(self, i: int) -> Fraction:
        return self.spectrum[i]

    @property
    def repeated(self) -> str | None:
        return next((format_fraction(x) for x, y in pairwise(self.spectrum[: self.r]) if x == y), None)

    def spectrum_in(self, field: Field) -> Row:
        del field
        return self.spectrum

    def congruent(self, a: Rows, field: Field) -> Any:
        if a is self.shape:
            return field.exact(self.shape_in_basis)
        return field.exact(a if self.basis is None else matrices.product(matrices.transpose(self.basis), a, self.basis))

    def inverse_norm(self, field: Field) -> Any:
        return field.norm(field.exact(self.inverse_shape_in_basis))

    def start_norm(self, field: Field) -> Any:
        return field.norm(field.exact(self.shape_in_basis))

    def starting_at(self, alpha: Scale) -> "Instance":
        return replace(self, alpha=alpha)

    @cached_property
    def inverse_shape_in_basis(self) -> Rows:
        """M = (ΦᵀW̄₀Φ)⁻¹, MV §III-B."""
        return matrices.inverse(self.shape_in_basis)


def from_factor(
    spectrum: Row,
    factor: Rows,
    basis: Rows | None,
    alpha: Scale,
    rate: Fraction,
    epsilon: Fraction | None = None,
    name: str = "",
) -> Instance:
    """The instance that starts from W̄₀ = ŪŪᵀ. Raises Misuse as Instance does."""
    if not factor or not factor[0] or len({len(row) for row in factor}) > 1:
        raise Misuse("the rows of the factor differ in length, or are empty; give an n×h matrix with h ≥ 1")
    shape = matrices.product(factor, matrices.transpose(factor))
    return Instance(spectrum, shape, basis, alpha, rate, epsilon, name, factor)


def _validate(instance: Instance) -> None:
    spectrum, shape, n = instance.spectrum, instance.shape, instance.n
    require_spectrum(spectrum)
    if len(shape) != n or any(len(row) != n for row in shape):
        what, wanted = ("factor", "one with as many") if instance.factor else ("shape", "a square one of that size")
        raise Misuse(f"the {what} has {len(shape)} rows and the spectrum {n} values; give {wanted}")
    if instance.factor is None:
        require_positive_definite(shape, "the shape")
    elif not any(x for row in instance.factor for x in row):
        raise Misuse("the factor is zero; W(t) would stay 0, so give one with an entry that is not")
    elif shape != matrices.product(instance.factor, matrices.transpose(instance.factor)):
        raise Misuse("the shape is not ŪŪᵀ; give the factor alone")
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
    if not is_positive_definite(a):
        raise Misuse(f"{name} is not positive definite; every eigenvalue must be positive")


def require_symmetric(a: Rows, name: str) -> None:
    """Raises Misuse unless the square matrix is symmetric."""
    found = matrices.differences(a)
    if found is not None:
        _, i, j = found
        raise Misuse(
            f"{name} is not symmetric: entries ({i + 1}, {j + 1}) and ({j + 1}, {i + 1}) differ;"
            " it must equal its transpose"
        )


def require_theorem(theorem: TheoremName, instance: FlowData) -> Theorem:
    """The theorem of that name, if it speaks of the instance: distinct non-zero singular values, Y ≠ 0, an ε that its

    setting admits, and a start of the shape that it asks for. Else raises Misuse. Whether the theorem's hypotheses hold
    is another question.
    """
    stated = named(theorem)
    if instance.r == 0:
        raise Misuse("the spectrum is zero; the theorems need a target Y ≠ 0")
    if instance.repeated is not None:
        raise Misuse(f"the singular value {instance.repeated} is repeated; the theorems need distinct non-zero ones")
    if instance.epsilon is None:
        raise Misuse("there is no ε; the theorems need one")
    for hypothesis in stated.setting:
        _require_setting(stated, hypothesis.text, instance)
    _require_shape(stated, instance)
    return stated


def _require_setting(stated: Theorem, text: str, instance: FlowData) -> None:
    """Raises Misuse where what goes without saying, and is about ε, σ₁ and σ_r alone, does not hold for certain."""
    spoken = names_of_statement(text)
    if not spoken <= {"eps", "sigma_1", "sigma_r"}:
        return
    numbers = dict[str, Any]()
    for field in FIELDS:
        with field.working():
            try:
                sigma = instance.spectrum_in(field)
            except Irrational:
                continue
            numbers = {"eps": instance.epsilon, "sigma_1": sigma[0], "sigma_r": sigma[instance.r - 1]}
            if holds(text, {name: field.number(x) for name, x in numbers.items() if name in spoken}):
                return
        if field is FIELDS[0]:
            break  # exactly
    told = (f"{texts.told(name)} is {_shown(x)}" for name, x in numbers.items() if name in spoken)
    raise Misuse(f"{' and '.join(told)}; {stated.called} needs {texts.told(text)}")


def _shown(x: Any) -> str:
    return format_fraction(x) if isinstance(x, Fraction) else str(x.str(10, radius=False))


def _require_shape(stated: Theorem, instance: FlowData) -> None:
    if stated.shape != "factor":
        other = about("factor")
        needed = f"Theorem {stated.shown} needs one with an inverse, {other.called} ({other.key}) does not"
        require_inverse(instance, needed)
    if stated.shape == "spectral" and not instance.is_spectral:
        needed = f"{stated.called} needs spectral initialization, {about('invertible').called} does not"
        raise Misuse(f"the shape is not diagonal in the basis of Y; {needed}")


def require_inverse(instance: FlowData, needed: str) -> None:
    """Raises Misuse where the start is given by a factor of too low a rank."""
    if instance.factor is not None and not instance.has_invertible_shape:
        rank = matrices.rank(instance.shape)
        raise Misuse(f"the shape ŪŪᵀ has rank {rank} and n is {instance.n}; {needed}")


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
    draw = Random(seed).random  # noqa: S311 (a seeded sample, nothing secret)
    a = flint.fmpz_mat(n, n, [int(7 * draw()) - 3 for _ in range(n * n)])
    numerators = a * a.transpose()
    for i in range(n):
        numerators[i, i] += n
    return Packed(numerators, n) if n * n > FEW else matrices.from_flint(flint.fmpq_mat(numerators) / n)


def graded_values(n: int, condition: Fraction) -> tuple[Fraction, ...]:
    """Powers of two from 1 down, as even as they come, and last 1/condition ≤ 1; for n = 1 that alone."""
    bits = condition.numerator.bit_length() - condition.denominator.bit_length()
    return (*(1 / Fraction(2) ** (bits * i // (n - 1)) for i in range(n - 1)), 1 / condition)


def random_factor(n: int, h: int, seed: int) -> Rows:
    """An n×h matrix of integers from −48 to 48, none of them zero, so large that hardly any minor vanishes."""
    draw = Random(seed).random  # noqa: S311 (a seeded sample, nothing secret)
    return matrices.rows_of([[int(97 * draw()) - 48 or 1 for _ in range(h)] for _ in range(n)])


def _small_integers(seed: int) -> Any:
    generator = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    while True:
        yield int(7 * generator.random()) - 3
