"""What is assumed of maxima, reciprocals, roots, exponentials and logarithms of numbers."""

from typing import Any

from proofs.claim import Canary
from proofs.lemmas import numbers
from proofs.lemmas.defaults import step
from proofs.lemmas.domain import Instances
from proofs.statement import AtLeast, AtMost, Equal, MoreThan


@step(
    "maximum-bounds",
    title="A maximum is at least each number",
    domain=Instances(numbers.pairs),
    canary=Canary("the order reversed", lambda *, x, maximum: AtLeast(x, maximum)),
)
def maximum_bounds(*, x: Any, maximum: Any) -> AtMost:
    """max(x, y) ≥ x."""
    return AtMost(x, maximum)


@step(
    "maximum-is-the-least-bound",
    title="What bounds two numbers bounds their maximum",
    domain=Instances(numbers.bounded_pairs),
    canary=Canary("the bound halved", lambda *, maximum, e: AtMost(maximum, e / 2)),
)
def maximum_is_the_least_bound(*, maximum: Any, e: Any) -> AtMost:
    """Where x ≤ e and y ≤ e."""
    return AtMost(maximum, e)


@step(
    "antisymmetry",
    title="Two numbers, each at most the other, are equal",
    domain=Instances(numbers.equal_pairs),
    canary=Canary("x ≤ y alone", domain=Instances(numbers.pairs_apart)),
)
def antisymmetry(*, x: Any, y: Any) -> Equal:
    """Where x ≤ y and y ≤ x."""
    return Equal(x, y)


@step(
    "quotient-times-divisor",
    title="A number times its reciprocal is 1",
    domain=Instances(numbers.positive_numbers),
    canary=Canary("the divisor squared", lambda *, x, reciprocal: Equal(x**2 * reciprocal, 1)),
)
def quotient_times_divisor(*, x: Any, reciprocal: Any) -> Equal:
    """Where x > 0."""
    return Equal(x * reciprocal, 1)


@step(
    "inverse-is-positive",
    title="The reciprocal of a positive number is positive",
    domain=Instances(numbers.positive_numbers),
    canary=Canary("x < 0 in place of x > 0", domain=Instances(numbers.negative_numbers)),
)
def inverse_is_positive(*, reciprocal: Any) -> MoreThan:
    """Where x > 0."""
    return MoreThan(reciprocal, 0)


@step(
    "square-of-a-root",
    title="The square of the root is the number",
    domain=Instances(numbers.squares),
    canary=Canary("the square left out", lambda *, x, root: Equal(root, x)),
)
def square_of_a_root(*, x: Any, root: Any) -> Equal:
    """At squares of rationals, where the root is exact."""
    return Equal(root**2, x)


@step(
    "root-is-not-negative",
    title="A root is not negative",
    domain=Instances(numbers.numbers_not_negative),
    canary=Canary("not positive instead", lambda *, root: AtMost(root, 0)),
)
def root_is_not_negative(*, root: Any) -> AtLeast:
    """Zero at x = 0."""
    return AtLeast(root, 0)


@step(
    "exponential-is-positive",
    title="An exponential is positive",
    domain=Instances(numbers.exponents),
    canary=Canary("more than 1", lambda *, exp_x: MoreThan(exp_x, 1)),
)
def exponential_is_positive(*, exp_x: Any) -> MoreThan:
    """As small as e^{−1000}."""
    return MoreThan(exp_x, 0)


@step(
    "exponential-is-monotone",
    title="The exponential keeps the order",
    domain=Instances(numbers.ordered_exponents),
    canary=Canary("the order reversed", lambda *, exp_x, exp_y: AtMost(exp_y, exp_x)),
)
def exponential_is_monotone(*, exp_x: Any, exp_y: Any) -> AtMost:
    """Where x ≤ y."""
    return AtMost(exp_x, exp_y)


@step(
    "exponential-of-zero",
    title="The exponential of zero is 1",
    domain=Instances(numbers.nothing),
    canary=Canary("its value doubled", lambda *, exp_0: Equal(2 * exp_0, 1)),
)
def exponential_of_zero(*, exp_0: Any) -> Equal:
    """Exactly."""
    return Equal(exp_0, 1)


@step(
    "exponential-of-a-sum",
    title="The exponential of a sum is the product of the exponentials, to 60 decimals",
    domain=Instances(numbers.pairs_of_exponents),
    canary=Canary(
        "one exponent moved by a part in 10²⁰",
        lambda *, size_of_exponential_of_sum_moved, tolerance: AtMost(size_of_exponential_of_sum_moved, tolerance),
    ),
)
def exponential_of_a_sum(*, size_of_exponential_of_sum: Any, tolerance: Any) -> AtMost:
    """Both sides enclosed; balls can show that a difference is tiny, not that it is zero."""
    return AtMost(size_of_exponential_of_sum, tolerance)


@step(
    "exponential-is-above-its-tangent",
    title="The exponential is at least its tangent at 0",
    domain=Instances(numbers.exponents),
    canary=Canary("1 + 2x in place of 1 + x", lambda *, exp_x, x: AtMost(1 + 2 * x, exp_x)),
)
def exponential_is_above_its_tangent(*, exp_x: Any, x: Any) -> AtMost:
    """1 + x ≤ eˣ, which tells e from every other base."""
    return AtMost(1 + x, exp_x)


@step(
    "exponential-of-a-logarithm",
    title="The exponential of the logarithm is the number, to 60 decimals",
    domain=Instances(numbers.positive_numbers),
    canary=Canary(
        "the number moved by a part in 10²⁰",
        lambda *, size_of_exponential_of_logarithm_moved, tolerance: AtMost(
            size_of_exponential_of_logarithm_moved, tolerance
        ),
    ),
)
def exponential_of_a_logarithm(*, size_of_exponential_of_logarithm: Any, tolerance: Any) -> AtMost:
    """Where x > 0."""
    return AtMost(size_of_exponential_of_logarithm, tolerance)


@step(
    "logarithm-of-a-product",
    title="The logarithm of a product is the sum of the logarithms, to 60 decimals",
    domain=Instances(numbers.positive_pairs),
    canary=Canary(
        "one factor moved by a part in 10²⁰",
        lambda *, size_of_logarithm_of_product_moved, tolerance: AtMost(size_of_logarithm_of_product_moved, tolerance),
    ),
)
def logarithm_of_a_product(*, size_of_logarithm_of_product: Any, tolerance: Any) -> AtMost:
    """Where x > 0 and y > 0."""
    return AtMost(size_of_logarithm_of_product, tolerance)


STEPS = (
    maximum_bounds,
    maximum_is_the_least_bound,
    antisymmetry,
    quotient_times_divisor,
    inverse_is_positive,
    square_of_a_root,
    root_is_not_negative,
    exponential_is_positive,
    exponential_is_monotone,
    exponential_of_zero,
    exponential_of_a_sum,
    exponential_is_above_its_tangent,
    exponential_of_a_logarithm,
    logarithm_of_a_product,
)
