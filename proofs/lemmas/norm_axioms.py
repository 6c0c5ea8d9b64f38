"""What is assumed of norms, of the order of symmetric matrices, and of their exponentials."""

from typing import Any

from proofs.claim import Canary
from proofs.lemmas import instances
from proofs.lemmas.defaults import step
from proofs.lemmas.domain import Instances
from proofs.statement import AtLeast, AtMost, Equal


@step(
    "norm-is-not-negative",
    title="A norm is not negative",
    domain=Instances(instances.any_matrices),
    canary=Canary("not positive instead", lambda *, norm_X: AtMost(norm_X, 0)),
)
def norm_is_not_negative(*, norm_X: Any) -> AtLeast:
    """Zero at X = 0."""
    return AtLeast(norm_X, 0)


@step(
    "norm-bounds-the-square",
    title="XᵀX is at most ‖X‖²",
    domain=Instances(instances.any_matrices),
    canary=Canary(
        "the bound halved",
        lambda *, definiteness_of_half_square_gap: AtLeast(definiteness_of_half_square_gap, 0, scale=1),
    ),
)
def norm_bounds_the_square(*, definiteness_of_square_gap: Any) -> AtLeast:
    """‖X‖²I − XᵀX ⪰ 0, which is always singular: decided with rational norms."""
    return AtLeast(definiteness_of_square_gap, 0, scale=1)


@step(
    "norm-bounds-the-other-square",
    title="XXᵀ is at most ‖X‖²",
    domain=Instances(instances.any_matrices),
    canary=Canary(
        "the bound halved",
        lambda *, definiteness_of_other_half_square_gap: AtLeast(definiteness_of_other_half_square_gap, 0, scale=1),
    ),
)
def norm_bounds_the_other_square(*, definiteness_of_other_square_gap: Any) -> AtLeast:
    """‖X‖²I − XXᵀ ⪰ 0: the norm of Xᵀ is that of X."""
    return AtLeast(definiteness_of_other_square_gap, 0, scale=1)


@step(
    "norm-bounds-a-symmetric-matrix",
    title="A symmetric X is at most ‖X‖",
    domain=Instances(instances.symmetric_matrices),
    canary=Canary(
        "the bound halved", lambda *, definiteness_of_half_gap: AtLeast(definiteness_of_half_gap, 0, scale=1)
    ),
)
def norm_bounds_a_symmetric_matrix(*, definiteness_of_gap: Any) -> AtLeast:
    """‖X‖I − X ⪰ 0."""
    return AtLeast(definiteness_of_gap, 0, scale=1)


@step(
    "norm-is-the-least-bound",
    title="Whatever bounds XᵀX bounds the norm",
    domain=Instances(instances.bounded_matrices),
    canary=Canary("the bound halved", lambda *, norm_X, e: AtMost(norm_X, e / 2)),
)
def norm_is_the_least_bound(*, norm_X: Any, e: Any) -> AtMost:
    """Where XᵀX ⪯ e²I and e ≥ 0."""
    return AtMost(norm_X, e)


@step(
    "norm-of-a-diagonal-matrix",
    title="The norm of a diagonal matrix is its largest entry",
    domain=Instances(instances.diagonal_matrices),
    canary=Canary("half the largest entry", lambda *, norm_X, e: Equal(norm_X, e / 2)),
)
def norm_of_a_diagonal_matrix(*, norm_X: Any, e: Any) -> Equal:
    """The one thing that Theorem 3's certificates take as given and the checker has no words for."""
    return Equal(norm_X, e)


@step(
    "norm-is-the-least-symmetric-bound",
    title="What bounds a symmetric matrix and its opposite bounds its norm",
    domain=Instances(instances.bounded_symmetric_matrices),
    canary=Canary("the bound halved", lambda *, norm_X, e: AtMost(norm_X, e / 2)),
)
def norm_is_the_least_symmetric_bound(*, norm_X: Any, e: Any) -> AtMost:
    """Where −eI ⪯ X ⪯ eI."""
    return AtMost(norm_X, e)


@step(
    "norm-of-equals",
    title="Equal matrices have equal norms",
    domain=Instances(instances.equal_matrices),
    canary=Canary("one norm doubled", lambda *, norm_X, norm_Y: Equal(norm_X, 2 * norm_Y)),
)
def norm_of_equals(*, norm_X: Any, norm_Y: Any) -> Equal:
    """The norm is a function of the matrix."""
    return Equal(norm_X, norm_Y)


@step(
    "norm-of-zero",
    title="The zero matrix has the norm zero",
    domain=Instances(instances.zero_matrices),
    canary=Canary("one entry of the matrix replaced by 1e-12", domain=Instances(instances.nearly_zero_matrices)),
)
def norm_of_zero(*, norm_X: Any) -> Equal:
    """Of every shape."""
    return Equal(norm_X, 0)


@step(
    "zero-norm",
    title="Only the zero matrix has the norm zero",
    domain=Instances(instances.matrices_of_norm_zero),
    canary=Canary("a norm of 1e-12 in place of 0", domain=Instances(instances.nearly_zero_matrices)),
)
def zero_norm(*, size_of_X: Any) -> Equal:
    """Each entry is zero."""
    return Equal(size_of_X, 0)


@step(
    "least-pivot-is-not-negative",
    title="The least pivot of a positive semidefinite matrix is not negative",
    domain=Instances(instances.semidefinite_matrices),
    canary=Canary("the hypothesis dropped", domain=Instances(instances.symmetric_candidates)),
)
def least_pivot_is_not_negative(*, definiteness: Any) -> AtLeast:
    """By LDLᵀ, with exact pivots."""
    return AtLeast(definiteness, 0, scale=1)


@step(
    "least-pivot-tells-the-sign",
    title="A matrix whose least pivot is not negative is positive semidefinite",
    domain=Instances(instances.matrices_of_least_pivot_not_negative),
    canary=Canary("the hypothesis dropped", domain=Instances(instances.symmetric_candidates)),
)
def least_pivot_tells_the_sign(*, least_coefficient_of_X: Any) -> AtLeast:
    """Judged without pivots: X ⪰ 0 if and only if no e_k of its eigenvalues is negative."""
    return AtLeast(least_coefficient_of_X, 0, scale=1)


@step(
    "norm-of-a-matrix-exponential",
    title="The exponential of a matrix is at most that of a bound",
    domain=Instances(instances.bounded_exponents),
    canary=Canary("the bound halved", lambda *, norm_exponential, exp_bound: AtMost(norm_exponential, exp_bound / 2)),
)
def norm_of_a_matrix_exponential(*, norm_exponential: Any, exp_bound: Any) -> AtMost:
    """The eigenvalues of e^{sX} are e^{sλ}."""
    return AtMost(norm_exponential, exp_bound)


@step(
    "inverse-of-a-matrix-exponential",
    title="The exponential of −X inverts that of X, to 60 decimals",
    domain=Instances(instances.exponents),
    canary=Canary(
        "one exponent moved by a part in 10²⁰",
        lambda *, size_of_inverse_exponential_moved, tolerance: AtMost(size_of_inverse_exponential_moved, tolerance),
    ),
)
def inverse_of_a_matrix_exponential(*, size_of_inverse_exponential: Any, tolerance: Any) -> AtMost:
    """Both exponentials enclosed by their Taylor series; balls can show that an entry is tiny, not that it is zero."""
    return AtMost(size_of_inverse_exponential, tolerance)


@step(
    "matrix-exponential-commutes",
    title="A matrix commutes with its exponential, to 60 decimals",
    domain=Instances(instances.scaled_exponents),
    canary=Canary(
        "X on one side moved by a part in 10²⁰",
        lambda *, size_of_commutator_moved, tolerance: AtMost(size_of_commutator_moved, tolerance),
    ),
)
def matrix_exponential_commutes(*, size_of_commutator: Any, tolerance: Any) -> AtMost:
    """Xe^{sX} − e^{sX}X, with the exponential enclosed by its Taylor series."""
    return AtMost(size_of_commutator, tolerance)


STEPS = (
    norm_is_not_negative,
    norm_bounds_the_square,
    norm_bounds_the_other_square,
    norm_bounds_a_symmetric_matrix,
    norm_is_the_least_bound,
    norm_of_a_diagonal_matrix,
    norm_is_the_least_symmetric_bound,
    norm_of_equals,
    norm_of_zero,
    zero_norm,
    least_pivot_is_not_negative,
    least_pivot_tells_the_sign,
    norm_of_a_matrix_exponential,
    inverse_of_a_matrix_exponential,
    matrix_exponential_commutes,
)
