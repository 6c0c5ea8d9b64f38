"""Theorem 4, fourth part: the blocks Q and S, of which nothing has been learned, are within ε/2 of zero."""

from typing import Any

from paper.theorems import block_tolerance
from proofs.claims.claim import Canary
from proofs.claims.statement import AtMost
from proofs.theorems.blocks.constants import Admissible
from proofs.theorems.blocks.defaults import step
from proofs.theorems.blocks.quantities import (
    Blockwise,
    has_both,
    has_comparable_terms,
    has_products,
    has_second,
    has_started,
    has_wide_products,
)


def off_diagonal_halved(*, norm_B: Any, m: Any) -> AtMost:
    return AtMost(norm_B, m / 10**6)


@step(
    "norm-of-the-off-diagonal-block",
    domain=Blockwise(has_both),
    canary=Canary("the bound divided by a million", off_diagonal_halved),
)
def norm_of_the_off_diagonal_block(*, norm_B: Any, m: Any) -> AtMost:
    """‖B‖ ≤ ‖M‖."""
    return AtMost(norm_B, m)


def interlacing_halved(*, norm_inverse_C: Any, mu: Any) -> AtMost:
    return AtMost(norm_inverse_C, mu / 2)


@step(
    "interlacing",
    domain=Blockwise(has_both),
    canary=Canary("the bound halved", interlacing_halved),
)
def interlacing(*, norm_inverse_C: Any, mu: Any) -> AtMost:
    """‖C⁻¹‖ ≤ ‖M⁻¹‖: the least eigenvalue of C is no smaller than that of M; with k = 0, C is M itself."""
    return AtMost(norm_inverse_C, mu)


def added_halved(*, norm_inverse_CX: Any, norm_inverse_C: Any) -> AtMost:
    return AtMost(norm_inverse_CX, norm_inverse_C / 2)


@step(
    "adding-shrinks-the-inverse",
    uses=(
        "inversion-reverses-order",
        "unlearned-block-is-positive",
    ),
    domain=Blockwise(has_started),
    canary=Canary("the bound halved", added_halved),
)
def adding_shrinks_the_inverse(*, norm_inverse_CX: Any, norm_inverse_C: Any) -> AtMost:
    """‖(C + X)⁻¹‖ ≤ ‖C⁻¹‖; at t = 0 the two are equal."""
    return AtMost(norm_inverse_CX, norm_inverse_C)


def coupling_of_half(
    *, norm_coupling: Any, norm_inverse_E1: Any, norm_B: Any, norm_inverse_CX: Any, norm_E2: Any
) -> AtMost:
    return AtMost(norm_coupling, norm_inverse_E1 * norm_B * norm_inverse_CX * norm_E2 / 2)


@step(
    "coupling-by-its-factors",
    uses=("coupling-without-alpha",),
    domain=Blockwise(has_products),
    canary=Canary("the bound halved", coupling_of_half),
)
def coupling_by_its_factors(
    *, norm_coupling: Any, norm_inverse_E1: Any, norm_B: Any, norm_inverse_CX: Any, norm_E2: Any
) -> AtMost:
    """‖E₁⁻¹B(C + X)⁻¹E₂‖ ≤ ‖E₁⁻¹‖‖B‖‖(C + X)⁻¹‖‖E₂‖."""
    return AtMost(norm_coupling, norm_inverse_E1 * norm_B * norm_inverse_CX * norm_E2)


def coupling_outside(*, norm_coupling: Any, m: Any, mu: Any, c1: Any, c2: Any) -> AtMost:
    return AtMost(norm_coupling**2, (m * mu) ** 2 * c2 / c1 / 10**12)


@step(
    "coupling-is-small",
    uses=(
        "coupling-by-its-factors",
        "norm-of-the-off-diagonal-block",
        "adding-shrinks-the-inverse",
        "interlacing",
        "exponentials-together",
    ),
    domain=Blockwise(has_both),
    canary=Canary("the bound divided by a million", coupling_outside),
)
def coupling_is_small(*, norm_coupling: Any, m: Any, mu: Any, c1: Any, c2: Any) -> AtMost:
    """‖B'C'⁻¹‖² ≤ (mμ)²c₂/c₁."""
    return AtMost(norm_coupling**2, (m * mu) ** 2 * c2 / c1)


def q_halved(*, norm_Q: Any, norm_P: Any, norm_coupling: Any) -> AtMost:
    return AtMost(norm_Q, norm_P * norm_coupling / 2)


@step(
    "off-diagonal-by-its-factors",
    eq="29",
    domain=Blockwise(has_wide_products),
    canary=Canary("the bound halved", q_halved),
)
def off_diagonal_by_its_factors(*, norm_Q: Any, norm_P: Any, norm_coupling: Any) -> AtMost:
    """Q = −P·B'C'⁻¹."""
    return AtMost(norm_Q, norm_P * norm_coupling)


def tolerance_eps_third(*, sigma_1: Any, m: Any, mu: Any, root: Any, eps: Any) -> AtMost:
    return AtMost(2 * sigma_1 * m * mu * root, eps / 3)


@step(
    "constants-pay-for-the-off-diagonal",
    eq="29",
    domain=Admissible(),
    canary=Canary("ε/2 replaced by ε/3", tolerance_eps_third),
)
def constants_pay_for_the_off_diagonal(*, sigma_1: Any, m: Any, mu: Any, root: Any, eps: Any) -> AtMost:
    """2σ₁mμ√(c₂/c₁) = ε/2."""
    return AtMost(2 * sigma_1 * m * mu * root, block_tolerance(eps=eps))


def off_diagonal_tiny(*, norm_Q: Any, eps: Any) -> AtMost:
    return AtMost(norm_Q, eps / 10**6)


@step(
    "off-diagonal-block-is-small",
    eq="29",
    uses=(
        "off-diagonal-by-its-factors",
        "learned-block-is-bounded",
        "coupling-is-small",
        "constants-pay-for-the-off-diagonal",
    ),
    domain=Blockwise(has_both),
    canary=Canary("ε/2 replaced by ε/10⁶", off_diagonal_tiny),
)
def off_diagonal_block_is_small(*, norm_Q: Any, eps: Any) -> AtMost:
    """‖Q‖ ≤ ‖P‖‖B'C'⁻¹‖ ≤ 2σ₁·mμ√(c₂/c₁) = ε/2."""
    return AtMost(norm_Q, block_tolerance(eps=eps))


def coupled_half(*, norm_coupled_term: Any, norm_P: Any, norm_coupling: Any) -> AtMost:
    return AtMost(norm_coupled_term, norm_P * norm_coupling**2 / 2)


@step(
    "coupled-term-by-its-factors",
    eq="30",
    domain=Blockwise(has_wide_products),
    canary=Canary("the bound halved", coupled_half),
)
def coupled_term_by_its_factors(*, norm_coupled_term: Any, norm_P: Any, norm_coupling: Any) -> AtMost:
    """‖(B'C'⁻¹)ᵀP(B'C'⁻¹)‖ ≤ ‖P‖‖B'C'⁻¹‖²; for k = 1 the two are equal."""
    return AtMost(norm_coupled_term, norm_P * norm_coupling**2)


def s_halved(*, norm_S: Any, norm_inverse_C_prime: Any, norm_coupled_term: Any) -> AtMost:
    return AtMost(norm_S, (norm_inverse_C_prime + norm_coupled_term) / 2)


@step(
    "unlearned-block-by-its-terms",
    eq="30",
    domain=Blockwise(has_comparable_terms),
    canary=Canary("the bound halved", s_halved),
)
def unlearned_block_by_its_terms(*, norm_S: Any, norm_inverse_C_prime: Any, norm_coupled_term: Any) -> AtMost:
    """S = C'⁻¹ + (B'C'⁻¹)ᵀP(B'C'⁻¹); with no learned block S is C'⁻¹."""
    return AtMost(norm_S, norm_inverse_C_prime + norm_coupled_term)


def c_prime_quartered(*, norm_inverse_C_prime: Any, c2: Any, mu: Any) -> AtMost:
    return AtMost(norm_inverse_C_prime, c2 * mu / 4)


@step(
    "unlearned-term-is-small",
    eq="30",
    uses=(
        "unlearned-exponentials-are-small",
        "adding-shrinks-the-inverse",
        "interlacing",
        "unlearned-block-is-positive",
    ),
    domain=Blockwise(has_second),
    canary=Canary("the bound divided by four", c_prime_quartered),
)
def unlearned_term_is_small(*, norm_inverse_C_prime: Any, c2: Any, mu: Any) -> AtMost:
    """C'⁻¹ = α²E₂(C + X)⁻¹E₂ ⪯ α²‖E₂‖²‖C⁻¹‖."""
    return AtMost(norm_inverse_C_prime, c2 * mu)


def first_quarter_eighth(*, c2: Any, mu: Any, eps: Any) -> AtMost:
    return AtMost(c2 * mu, eps / 8)


@step(
    "constants-pay-for-the-unlearned-term",
    eq="30",
    uses=("condition-number-is-at-least-one",),
    domain=Admissible(),
    canary=Canary("ε/4 replaced by ε/8", first_quarter_eighth),
)
def constants_pay_for_the_unlearned_term(*, c2: Any, mu: Any, eps: Any) -> AtMost:
    """c₂μ = ε/(4mμ) ≤ ε/4, since mμ ≥ 1."""
    return AtMost(c2 * mu, eps / 4)


def second_quarter_eighth(*, sigma_1: Any, m: Any, mu: Any, c1: Any, c2: Any, eps: Any) -> AtMost:
    return AtMost(2 * sigma_1 * (m * mu) ** 2 * c2 / c1, eps / 8)


@step(
    "constants-pay-for-the-coupled-term",
    eq="30",
    domain=Admissible(),
    canary=Canary("ε/4 replaced by ε/8", second_quarter_eighth),
)
def constants_pay_for_the_coupled_term(*, sigma_1: Any, m: Any, mu: Any, c1: Any, c2: Any, eps: Any) -> AtMost:
    """2σ₁m²μ²c₂/c₁ = ε²/(8σ₁) ≤ ε/4, since ε ≤ 2σ₁."""
    return AtMost(2 * sigma_1 * (m * mu) ** 2 * c2 / c1, eps / 4)


def s_tenth(*, norm_S: Any, eps: Any) -> AtMost:
    return AtMost(norm_S, eps / 10)


@step(
    "unlearned-block-is-small",
    eq="30",
    uses=(
        "coupled-term-by-its-factors",
        "unlearned-block-by-its-terms",
        "unlearned-term-is-small",
        "learned-block-is-bounded",
        "coupling-is-small",
        "constants-pay-for-the-unlearned-term",
        "constants-pay-for-the-coupled-term",
    ),
    domain=Blockwise(has_second),
    canary=Canary("ε/2 replaced by ε/10", s_tenth),
)
def unlearned_block_is_small(*, norm_S: Any, eps: Any) -> AtMost:
    """‖S‖ ≤ c₂μ + 2σ₁(mμ)²c₂/c₁ ≤ ε/4 + ε/4."""
    return AtMost(norm_S, block_tolerance(eps=eps))


STEPS = (
    norm_of_the_off_diagonal_block,
    interlacing,
    adding_shrinks_the_inverse,
    coupling_by_its_factors,
    coupling_is_small,
    off_diagonal_by_its_factors,
    constants_pay_for_the_off_diagonal,
    off_diagonal_block_is_small,
    coupled_term_by_its_factors,
    unlearned_block_by_its_terms,
    unlearned_term_is_small,
    constants_pay_for_the_unlearned_term,
    constants_pay_for_the_coupled_term,
    unlearned_block_is_small,
)
