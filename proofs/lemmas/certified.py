"""Each lemma, certified on instances that attain it, or nearly do."""

from typing import Any

from proofs.claim import Canary
from proofs.lemmas import instances, inverses, numbers
from proofs.lemmas.defaults import step
from proofs.lemmas.domain import Instances
from proofs.statement import AtLeast, AtMost, Equal


@step(
    "norm-of-a-product",
    domain=Instances(instances.factors),
    canary=Canary(
        "the bound halved", lambda *, norm_product, norm_X, norm_Y: AtMost(norm_product, norm_X * norm_Y / 2)
    ),
)
def norm_of_a_product(*, norm_product: Any, norm_X: Any, norm_Y: Any) -> AtMost:
    """Attained by X and Xᵀ."""
    return AtMost(norm_product, norm_X * norm_Y)


@step(
    "norm-of-a-symmetric-sum",
    domain=Instances(instances.symmetric_pairs),
    canary=Canary("the bound halved", lambda *, norm_sum, norm_X, norm_Y: AtMost(norm_sum, (norm_X + norm_Y) / 2)),
)
def norm_of_a_symmetric_sum(*, norm_sum: Any, norm_X: Any, norm_Y: Any) -> AtMost:
    """Attained where X = Y."""
    return AtMost(norm_sum, norm_X + norm_Y)


@step(
    "norm-of-a-submatrix",
    domain=Instances(instances.submatrices),
    canary=Canary("the bound halved", lambda *, norm_submatrix, norm_X: AtMost(norm_submatrix, norm_X / 2)),
)
def norm_of_a_submatrix(*, norm_submatrix: Any, norm_X: Any) -> AtMost:
    """Attained on the first singular vectors."""
    return AtMost(norm_submatrix, norm_X)


@step(
    "positive-matrix-below-another",
    domain=Instances(instances.nested_matrices),
    canary=Canary("the bound halved", lambda *, norm_X, norm_Y: AtMost(norm_X, norm_Y / 2)),
)
def positive_matrix_below_another(*, norm_X: Any, norm_Y: Any) -> AtMost:
    """Where 0 ⪯ X ⪯ Y."""
    return AtMost(norm_X, norm_Y)


@step(
    "norm-of-a-difference-of-positive-matrices",
    domain=Instances(instances.positive_pairs),
    canary=Canary("one matrix negative semidefinite", domain=Instances(instances.opposite_pairs)),
)
def norm_of_a_difference_of_positive_matrices(*, norm_difference: Any, larger_norm: Any) -> AtMost:
    """Attained where one of them is zero."""
    return AtMost(norm_difference, larger_norm)


@step(
    "inverse-of-a-positive-matrix",
    domain=Instances(inverses.positive_inverses),
    canary=Canary("one eigenvalue of the matrix negative", domain=Instances(inverses.negative_inverses)),
)
def inverse_of_a_positive_matrix(*, definiteness_of_Y: Any) -> AtLeast:
    """Y = YXY."""
    return AtLeast(definiteness_of_Y, 0, scale=1)


@step(
    "inverse-is-unique",
    domain=Instances(inverses.inverses_from_both_sides),
    canary=Canary(
        "Z + Y in place of Z − Y", lambda *, size_of_inverses_added: Equal(size_of_inverses_added, 0, scale=1)
    ),
)
def inverse_is_unique(*, size_of_inverses: Any) -> Equal:
    """Z = ZXY = Y."""
    return Equal(size_of_inverses, 0, scale=1)


@step(
    "square-of-a-bound",
    domain=Instances(numbers.ordered_pairs),
    canary=Canary("the bound halved", lambda *, x, y: AtMost(x**2, y**2 / 2)),
)
def square_of_a_bound(*, x: Any, y: Any) -> AtMost:
    """Where 0 ≤ x ≤ y."""
    return AtMost(x**2, y**2)


@step(
    "product-of-bounds",
    domain=Instances(numbers.ordered_quadruples),
    canary=Canary("the bound halved", lambda *, x, y, z, w: AtMost(x * z, y * w / 2)),
)
def product_of_bounds(*, x: Any, y: Any, z: Any, w: Any) -> AtMost:
    """Where 0 ≤ x ≤ y and 0 ≤ z ≤ w."""
    return AtMost(x * z, y * w)


@step(
    "root-of-a-bound",
    domain=Instances(numbers.ordered_positive_pairs),
    canary=Canary("the bound halved", lambda *, x, y: AtMost(x, y / 2)),
)
def root_of_a_bound(*, x: Any, y: Any) -> AtMost:
    """Where x² ≤ y²."""
    return AtMost(x, y)


@step(
    "inverse-of-a-larger-matrix",
    domain=Instances(inverses.larger_matrices),
    canary=Canary(
        "the order reversed", lambda *, definiteness_of_inversion: AtLeast(-definiteness_of_inversion, 0, scale=1)
    ),
)
def inverse_of_a_larger_matrix(*, definiteness_of_inversion: Any) -> AtLeast:
    """(C + X)⁻¹ ⪯ C⁻¹."""
    return AtLeast(definiteness_of_inversion, 0, scale=1)


@step(
    "inverse-of-a-matrix-bounded-below",
    domain=Instances(inverses.matrices_bounded_below),
    canary=Canary(
        "the bound halved", lambda *, definiteness_of_half_bound: AtLeast(definiteness_of_half_bound, 0, scale=1)
    ),
)
def inverse_of_a_matrix_bounded_below(*, definiteness_of_bound: Any) -> AtLeast:
    """Where I ⪯ uC; singular where u is the best."""
    return AtLeast(definiteness_of_bound, 0, scale=1)


@step(
    "inverse-of-a-principal-submatrix",
    domain=Instances(inverses.principal_submatrices),
    canary=Canary(
        "the bound halved", lambda *, definiteness_of_half_bound: AtLeast(definiteness_of_half_bound, 0, scale=1)
    ),
)
def inverse_of_a_principal_submatrix(*, definiteness_of_bound: Any) -> AtLeast:
    """(JᵀMJ)⁻¹ ⪯ uI where M⁻¹ ⪯ uI."""
    return AtLeast(definiteness_of_bound, 0, scale=1)


@step(
    "condition-number",
    domain=Instances(inverses.regular_inverses),
    canary=Canary("at least 2", lambda *, norm_X, norm_Y: AtMost(2, norm_X * norm_Y)),
)
def condition_number(*, norm_X: Any, norm_Y: Any) -> AtMost:
    """Attained by orthogonal matrices."""
    return AtMost(1, norm_X * norm_Y)


@step(
    "perturbation-of-an-inverse",
    domain=Instances(inverses.perturbed_inverses),
    canary=Canary(
        "the bound halved", lambda *, norm_error, norm_D, s: AtMost(norm_error, s**2 * norm_D / (1 - s * norm_D) / 2)
    ),
)
def perturbation_of_an_inverse(*, norm_error: Any, norm_D: Any, s: Any) -> AtMost:
    """Attained where D is a negative multiple of I."""
    return AtMost(norm_error, s**2 * norm_D / (1 - s * norm_D))


@step(
    "inverse-in-blocks",
    domain=Instances(inverses.matrices_in_blocks),
    canary=Canary(
        "the coupling dropped",
        lambda *, size_of_block_inverse_without_coupling: Equal(size_of_block_inverse_without_coupling, 0, scale=1),
    ),
)
def inverse_in_blocks(*, size_of_block_inverse: Any) -> Equal:
    """With P the inverse of the Schur complement A − BC⁻¹Bᵀ."""
    return Equal(size_of_block_inverse, 0, scale=1)


@step(
    "two-forms-of-the-solution",
    domain=Instances(inverses.two_forms),
    canary=Canary(
        "W and (I + GW)⁻¹ in the other order",
        lambda *, size_of_reversed_forms: Equal(size_of_reversed_forms, 0, scale=1),
    ),
)
def two_forms_of_the_solution(*, size_of_two_forms: Any) -> Equal:
    """EW(I + GW)⁻¹E = (E⁻¹W⁻¹E⁻¹ + E⁻¹GE⁻¹)⁻¹."""
    return Equal(size_of_two_forms, 0, scale=1)


@step(
    "norm-of-blocks",
    domain=Instances(inverses.block_norms),
    canary=Canary(
        "the off-diagonal block halved",
        lambda *, norm_assembled, larger_corner, norm_Q: AtMost(norm_assembled, larger_corner + norm_Q / 2),
    ),
)
def norm_of_blocks(*, norm_assembled: Any, larger_corner: Any, norm_Q: Any) -> AtMost:
    """Attained where both corners are I."""
    return AtMost(norm_assembled, larger_corner + norm_Q)


@step(
    "norm-does-not-depend-on-the-basis",
    domain=Instances(instances.turned_matrices),
    canary=Canary("the bound halved", lambda *, norm_turned, norm_X: AtMost(norm_turned, norm_X / 2)),
)
def norm_does_not_depend_on_the_basis(*, norm_turned: Any, norm_X: Any) -> AtMost:
    """The two norms are equal."""
    return AtMost(norm_turned, norm_X)


STEPS = (
    norm_of_a_product,
    norm_of_a_symmetric_sum,
    norm_of_a_submatrix,
    positive_matrix_below_another,
    norm_of_a_difference_of_positive_matrices,
    inverse_of_a_positive_matrix,
    inverse_is_unique,
    square_of_a_bound,
    product_of_bounds,
    root_of_a_bound,
    inverse_of_a_larger_matrix,
    inverse_of_a_matrix_bounded_below,
    inverse_of_a_principal_submatrix,
    condition_number,
    perturbation_of_an_inverse,
    inverse_in_blocks,
    two_forms_of_the_solution,
    norm_of_blocks,
    norm_does_not_depend_on_the_basis,
)
