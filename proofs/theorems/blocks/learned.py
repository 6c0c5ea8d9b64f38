"""Theorem 4, third part: the learned block P is within ε/2 of Σ₁, because P⁻¹ is a small perturbation of Σ₁⁻¹."""

from typing import Any

from paper.theorems import block_tolerance
from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, AtMost
from proofs.theorems.blocks.constants import Admissible
from proofs.theorems.blocks.defaults import step
from proofs.theorems.blocks.quantities import (
    Blockwise,
    has_both,
    has_first,
    has_second,
    has_started,
    is_early,
    is_moderate,
)


def minus_one(*, definiteness_of_inverse_CX: Any) -> AtLeast:
    return AtLeast(-definiteness_of_inverse_CX, 0, scale=1)


@step(
    "unlearned-block-is-positive",
    domain=Blockwise(has_second),
    canary=Canary("the order reversed", minus_one),
)
def unlearned_block_is_positive(*, definiteness_of_inverse_CX: Any) -> AtLeast:
    """0 ≺ (C + X)⁻¹, and therefore 0 ⪯ B(C + X)⁻¹Bᵀ."""
    return AtLeast(definiteness_of_inverse_CX, 0, scale=1)


def order_kept(*, definiteness_of_inversion: Any) -> AtLeast:
    return AtLeast(-definiteness_of_inversion, 0, scale=1)


@step(
    "inversion-reverses-order",
    domain=Blockwise(has_started),
    canary=Canary("the order kept", order_kept),
)
def inversion_reverses_order(*, definiteness_of_inversion: Any) -> AtLeast:
    """(C + X)⁻¹ ⪯ C⁻¹, and therefore B(C + X)⁻¹Bᵀ ⪯ BC⁻¹Bᵀ; at t = 0 the two are equal."""
    return AtLeast(definiteness_of_inversion, 0, scale=1)


def schur_reversed(*, definiteness_of_schur_complement: Any) -> AtLeast:
    return AtLeast(-definiteness_of_schur_complement, 0, scale=1)


@step(
    "schur-complement-is-positive",
    domain=Blockwise(has_both),
    canary=Canary("the order reversed", schur_reversed),
)
def schur_complement_is_positive(*, definiteness_of_schur_complement: Any) -> AtLeast:
    """BC⁻¹Bᵀ ⪯ A, since M ≻ 0."""
    return AtLeast(definiteness_of_schur_complement, 0, scale=1)


def schur_halved(*, norm_reduced_A: Any, norm_A: Any) -> AtMost:
    return AtMost(norm_reduced_A, norm_A / 2)


@step(
    "schur-term-below-block",
    uses=("unlearned-block-is-positive", "inversion-reverses-order", "schur-complement-is-positive"),
    domain=Blockwise(has_both),
    canary=Canary("the bound halved", schur_halved),
)
def schur_term_below_block(*, norm_reduced_A: Any, norm_A: Any) -> AtMost:
    """0 ⪯ A − B(C + X)⁻¹Bᵀ ⪯ A."""
    return AtMost(norm_reduced_A, norm_A)


def block_of_half(*, norm_A: Any, m: Any) -> AtMost:
    return AtMost(norm_A, m / 2)


@step(
    "norm-of-a-block",
    domain=Blockwise(has_both),
    canary=Canary("the bound halved", block_of_half),
)
def norm_of_a_block(*, norm_A: Any, m: Any) -> AtMost:
    """‖A‖ ≤ ‖M‖; with k = n the block is M itself."""
    return AtMost(norm_A, m)


def larger_term_halved(*, norm_Delta: Any, largest_term: Any) -> AtMost:
    return AtMost(norm_Delta, largest_term / 2)


@step(
    "terms-of-opposite-sign",
    uses=("inversion-reverses-order", "schur-complement-is-positive"),
    domain=Blockwise(is_moderate),
    canary=Canary("the bound halved", larger_term_halved),
)
def terms_of_opposite_sign(*, norm_Delta: Any, largest_term: Any) -> AtMost:
    """−N ⪯ L − N ⪯ L for N, L ⪰ 0."""
    return AtMost(norm_Delta, largest_term)


def decay_halved(*, norm_decay: Any, alpha: Any, c1: Any, sigma_k: Any) -> AtMost:
    return AtMost(norm_decay, alpha**2 / (2 * c1 * sigma_k))


@step(
    "decaying-term",
    uses=("learned-exponentials-pay",),
    domain=Blockwise(has_first),
    canary=Canary("the bound halved", decay_halved),
)
def decaying_term(*, norm_decay: Any, alpha: Any, c1: Any, sigma_k: Any) -> AtMost:
    """Σ₁⁻¹ ⪯ σ_k⁻¹ and ‖E₁⁻¹‖² ≤ α²/c₁."""
    return AtMost(norm_decay, alpha**2 / (c1 * sigma_k))


def start_halved(*, norm_start: Any, m: Any, c1: Any) -> AtMost:
    return AtMost(norm_start, m / (2 * c1))


@step(
    "starting-term",
    uses=(
        "learned-exponentials-pay",
        "schur-term-below-block",
        "norm-of-a-block",
        "inversion-reverses-order",
        "schur-complement-is-positive",
    ),
    domain=Blockwise(has_first),
    canary=Canary("the bound halved", start_halved),
)
def starting_term(*, norm_start: Any, m: Any, c1: Any) -> AtMost:
    """α⁻²‖E₁⁻¹‖²·‖A − B(C + X)⁻¹Bᵀ‖ ≤ (1/c₁)·m."""
    return AtMost(norm_start, m / c1)


def condition_below_one(*, m: Any, mu: Any) -> AtLeast:
    return AtLeast(m * mu, 2)


@step(
    "condition-number-is-at-least-one",
    domain=Blockwise(has_first),
    canary=Canary("at least 2", condition_below_one),
)
def condition_number_is_at_least_one(*, m: Any, mu: Any) -> AtLeast:
    """1 = ‖MM⁻¹‖ ≤ mμ."""
    return AtLeast(m * mu, 1)


def start_above_targets(*, alpha: Any, sigma_k: Any, m: Any, c1: Any) -> AtLeast:
    return AtLeast(alpha**2 / (c1 * sigma_k), m / c1)


@step(
    "decaying-term-is-the-smaller",
    uses=("condition-number-is-at-least-one",),
    domain=Blockwise(has_first),
    canary=Canary("the order reversed", start_above_targets),
)
def decaying_term_is_the_smaller(*, alpha: Any, sigma_k: Any, m: Any, c1: Any) -> AtMost:
    """α²/σ_k ≤ 1/μ by the hypothesis α²μ ≤ σ_r, and 1/μ ≤ m."""
    return AtMost(alpha**2 / (c1 * sigma_k), m / c1)


def perturbation_halved(*, norm_Delta: Any, m: Any, c1: Any) -> AtMost:
    return AtMost(norm_Delta, m / (2 * c1))


@step(
    "perturbation-is-small",
    uses=("terms-of-opposite-sign", "decaying-term", "starting-term", "decaying-term-is-the-smaller"),
    domain=Blockwise(has_first),
    canary=Canary("the bound halved", perturbation_halved),
)
def perturbation_is_small(*, norm_Delta: Any, m: Any, c1: Any) -> AtMost:
    """max(α²/(c₁σ_k), m/c₁) = m/c₁."""
    return AtMost(norm_Delta, m / c1)


def at_most_a_quarter(*, sigma_1: Any, m: Any, c1: Any) -> AtMost:
    return AtMost(4 * sigma_1 * m / c1, 1)


@step(
    "perturbation-is-at-most-half",
    domain=Admissible(),
    canary=Canary("one half replaced by one quarter", at_most_a_quarter),
)
def perturbation_is_at_most_half(*, sigma_1: Any, m: Any, c1: Any) -> AtMost:
    """σ₁m/c₁ = ε/(4σ₁) ≤ ½ by the hypothesis ε ≤ 2σ₁."""
    return AtMost(2 * sigma_1 * m / c1, 1)


def perturbed_half(*, norm_P_error: Any, sigma_1: Any, norm_Delta: Any) -> AtMost:
    return AtMost(norm_P_error, sigma_1**2 * norm_Delta / (1 - sigma_1 * norm_Delta) / 2)


@step(
    "perturbation-of-the-inverse",
    uses=(
        "resolvent-identity",
        "perturbation-is-at-most-half",
        "perturbation-is-small",
    ),
    domain=Blockwise(is_early),
    canary=Canary("the bound halved", perturbed_half),
)
def perturbation_of_the_inverse(*, norm_P_error: Any, sigma_1: Any, norm_Delta: Any) -> AtMost:
    """‖(Σ₁⁻¹ + Δ)⁻¹ − Σ₁‖ ≤ ‖Σ₁‖²‖Δ‖/(1 − ‖Σ₁‖‖Δ‖)."""
    return AtMost(norm_P_error, sigma_1**2 * norm_Delta / (1 - sigma_1 * norm_Delta))


def half_the_tolerance(*, sigma_1: Any, m: Any, c1: Any, eps: Any) -> AtMost:
    return AtMost(2 * sigma_1**2 * (m / c1), (eps / 2) * (1 - sigma_1 * (m / c1)))


@step(
    "constants-pay-for-the-learned-block",
    domain=Admissible(),
    canary=Canary("the left side doubled", half_the_tolerance),
)
def constants_pay_for_the_learned_block(*, sigma_1: Any, m: Any, c1: Any, eps: Any) -> AtMost:
    """σ₁²d/(1 − σ₁d) grows with d, and at d = m/c₁ it is at most ε/2: equal to it where ε = 2σ₁."""
    return AtMost(sigma_1**2 * (m / c1), block_tolerance(eps=eps) * (1 - sigma_1 * (m / c1)))


def learned_quartered(*, norm_P_error: Any, eps: Any) -> AtMost:
    return AtMost(norm_P_error, eps / 8)


@step(
    "learned-block-is-close",
    eq="27",
    uses=(
        "perturbation-of-the-inverse",
        "perturbation-is-small",
        "constants-pay-for-the-learned-block",
        "perturbation-is-at-most-half",
    ),
    domain=Blockwise(has_first),
    canary=Canary("ε/2 replaced by ε/8", learned_quartered),
)
def learned_block_is_close(*, norm_P_error: Any, eps: Any) -> AtMost:
    """‖P − Σ₁‖ ≤ ε/2."""
    return AtMost(norm_P_error, block_tolerance(eps=eps))


def bounded_by_half(*, norm_P: Any, sigma_1: Any) -> AtMost:
    return AtMost(norm_P, sigma_1 / 2)


@step(
    "learned-block-is-bounded",
    uses=("learned-block-is-close",),
    domain=Blockwise(has_first),
    canary=Canary("2σ₁ replaced by σ₁/2", bounded_by_half),
)
def learned_block_is_bounded(*, norm_P: Any, sigma_1: Any) -> AtMost:
    """‖P‖ = ‖(Σ₁⁻¹ + Δ)⁻¹‖ ≤ σ₁/(1 − σ₁‖Δ‖) ≤ 2σ₁."""
    return AtMost(norm_P, 2 * sigma_1)


STEPS = (
    unlearned_block_is_positive,
    inversion_reverses_order,
    schur_complement_is_positive,
    schur_term_below_block,
    norm_of_a_block,
    terms_of_opposite_sign,
    decaying_term,
    starting_term,
    condition_number_is_at_least_one,
    decaying_term_is_the_smaller,
    perturbation_is_small,
    perturbation_is_at_most_half,
    perturbation_of_the_inverse,
    constants_pay_for_the_learned_block,
    learned_block_is_close,
    learned_block_is_bounded,
)
