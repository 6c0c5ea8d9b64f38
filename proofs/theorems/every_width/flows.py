"""Theorem 4′, first and last part: the windows suit the fast flow from above and the trial from below."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, AtMost
from proofs.theorems.between.sharper.flows import left_end_doubled
from proofs.theorems.blocks.quantities import has_first, has_second
from proofs.theorems.every_width.defaults import step
from proofs.theorems.every_width.quantities import (
    Beyond,
    Growing,
    Widthwise,
    has_end,
    has_inverse,
    has_moderate_scale,
    has_next,
    is_weighed,
    pays_for_others,
)


@step(
    "factor-windows-are-not-empty",
    domain=Widthwise(has_end),
    canary=Canary("the left end doubled", left_end_doubled),
)
def windows_are_not_empty(*, left_end: Any, right_end: Any) -> AtMost:
    """max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}), which is the two hypotheses on α; c₁ depends on k."""
    return AtMost(left_end, right_end)


def learned_halved(*, alpha: Any, norm_inverse_E1: Any, wait: Any, c1: Any) -> AtMost:
    return AtMost(norm_inverse_E1**2 * wait / alpha**2, 1 / (2 * c1))


@step(
    "factor-learned-exponentials-pay",
    domain=Widthwise(has_first),
    canary=Canary("the bound halved", learned_halved),
)
def learned_exponentials_pay(*, alpha: Any, norm_inverse_E1: Any, wait: Any, c1: Any) -> AtMost:
    """τ is 1, but where k = r and absent modes are seen: there it is 1 + x − x₀ ≤ e^{x − x₀}, with x = 2cσ_r t,
    which is x₀ at the left end.
    """
    return AtMost(norm_inverse_E1**2 * wait / alpha**2, 1 / c1)


def unlearned_halved(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    return AtMost(alpha**2 * norm_E2**2, c2 / 2)


@step(
    "factor-unlearned-exponentials-are-small",
    domain=Widthwise(has_second),
    canary=Canary("the bound halved", unlearned_halved),
)
def unlearned_exponentials_are_small(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    """As in the sharper Theorem 4; where k = r they are 1, and α²μ ≤ ε."""
    return AtMost(alpha**2 * norm_E2**2, c2)


def half_the_growth(*, accumulated: Any, growth_next: Any, sigma_next: Any) -> AtMost:
    return AtMost(accumulated, growth_next / (2 * sigma_next))


@step(
    "accumulated-growth-increases",
    domain=Growing(),
    canary=Canary("half as much", half_the_growth),
)
def accumulated_growth_increases(*, accumulated: Any, growth_next: Any, sigma_next: Any) -> AtMost:
    """(e^{2cσt} − 1)/σ ≤ e^{2cut}/u for 0 < σ ≤ u, and 2ct ≤ e^{2cut}/u, both from 1 + x ≤ eˣ."""
    return AtMost(accumulated, growth_next / sigma_next)


def half_the_accumulated(*, alpha: Any, norm_G2: Any, c2: Any, sigma_next: Any) -> AtMost:
    return AtMost(alpha**2 * norm_G2, c2 / (2 * sigma_next))


@step(
    "factor-accumulated-growth-is-small",
    uses=("accumulated-growth-increases",),
    domain=Widthwise(has_next),
    canary=Canary("the bound halved", half_the_accumulated),
)
def accumulated_growth_is_small(*, alpha: Any, norm_G2: Any, c2: Any, sigma_next: Any) -> AtMost:
    """α²‖G₂‖ ≤ c₂/σ_{k+1}."""
    return AtMost(alpha**2 * norm_G2, c2 / sigma_next)


def half_the_pay(*, alpha: Any, norm_E2: Any, norm_G2: Any, eps: Any, kappa: Any, wait: Any) -> AtMost:
    return AtMost(alpha**2 * (norm_E2**2 / eps + norm_G2), kappa * wait / 2)


@step(
    "unlearned-modes-are-paid",
    uses=("factor-unlearned-exponentials-are-small", "factor-accumulated-growth-is-small"),
    domain=Widthwise(pays_for_others),
    canary=Canary("κ/2 in place of κ", half_the_pay),
)
def unlearned_modes_are_paid(*, alpha: Any, norm_E2: Any, norm_G2: Any, eps: Any, kappa: Any, wait: Any) -> AtMost:
    """Where k = r, ‖G₂‖ = 2ct grows without end, and τ with it."""
    return AtMost(alpha**2 * (norm_E2**2 / eps + norm_G2), kappa * wait)


def fast_within_half(*, definiteness_fast_below_half: Any) -> AtLeast:
    return AtLeast(definiteness_fast_below_half, 0, scale=1)


@step(
    "fast-flow-is-close-from-above",
    uses=("factor-unlearned-exponentials-are-small",),
    domain=Widthwise(),
    canary=Canary("ε replaced by ε/2", fast_within_half),
)
def fast_flow_is_close_from_above(*, definiteness_fast_below_target: Any) -> AtLeast:
    """As in the sharper Theorem 4, of which only this half is needed."""
    return AtLeast(definiteness_fast_below_target, 0, scale=1)


def trial_within_half(*, definiteness_trial_above_half: Any) -> AtLeast:
    return AtLeast(definiteness_trial_above_half, 0, scale=1)


@step(
    "trial-is-close",
    uses=("factor-learned-exponentials-pay", "unlearned-modes-are-paid"),
    domain=Widthwise(has_first),
    canary=Canary("ε replaced by ε/2", trial_within_half),
)
def trial_is_close(*, definiteness_trial_above_target: Any) -> AtLeast:
    """What mixes the blocks is paid by ε (Young's inequality), what is lost by m_k: m_kΣ₁²/(α²g) ≤ ε, g = e^{2cΣ₁t}."""
    return AtLeast(definiteness_trial_above_target, 0, scale=1)


def twice_the_inverse_gram(*, norm_inverse_gram: Any, m_k: Any) -> AtMost:
    return AtMost(2 * norm_inverse_gram, m_k)


@step(
    "weight-is-at-least-the-inverse-gram",
    domain=Widthwise(is_weighed),
    canary=Canary("twice as much", twice_the_inverse_gram),
)
def weight_is_at_least_the_inverse_gram(*, norm_inverse_gram: Any, m_k: Any) -> AtMost:
    """U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ ⪯ U₁U₁ᵀ."""
    return AtMost(norm_inverse_gram, m_k)


def rest_forgotten(*, m_k: Any, norm_inverse_gram: Any) -> AtMost:
    return AtMost(m_k, norm_inverse_gram)


@step(
    "weight-in-singular-values",
    uses=("no-right-inverse-weighs-less",),
    domain=Widthwise(is_weighed),
    canary=Canary("U₂ forgotten", rest_forgotten),
)
def weight_in_singular_values(*, m_k: Any, kappa: Any, norm_U2: Any, norm_inverse_gram: Any) -> AtMost:
    """So much weighs U₁ᵀ(U₁U₁ᵀ)⁻¹: two singular values of blocks of the factor are enough to bound the windows."""
    return AtMost(m_k, (1 + kappa * norm_U2**2) * norm_inverse_gram)


def half_the_inverse_norm(*, m_k: Any, m: Any) -> AtMost:
    return AtMost(m_k, m / 2)


@step(
    "weight-is-at-most-the-inverse-norm",
    uses=("no-right-inverse-weighs-less",),
    domain=Widthwise(has_inverse),
    canary=Canary("m/2 in place of m", half_the_inverse_norm),
)
def weight_is_at_most_the_inverse_norm(*, m_k: Any, m: Any) -> AtMost:
    """F = ŨᵀMJ₁ has U₁F = 1, U₂F = 0 and FᵀF = J₁ᵀMJ₁: the windows contain those of the sharper Theorem 4."""
    return AtMost(m_k, m)


def left_end_much_earlier(*, c1: Any, c1_of_theorem_4: Any) -> AtMost:
    return AtMost(c1, c1_of_theorem_4 / 5)


@step(
    "factor-left-ends-are-earlier",
    uses=("weight-is-at-most-the-inverse-norm",),
    domain=Widthwise(has_inverse),
    canary=Canary("a fifth", left_end_much_earlier),
)
def left_ends_are_earlier(*, c1: Any, c1_of_theorem_4: Any) -> AtMost:
    """Each T_k begins earlier than Theorem 4's by log 4/(2cσ_k) or more."""
    return AtMost(c1, c1_of_theorem_4 / 4)


def right_end_much_later(*, c2: Any, c2_of_theorem_4: Any) -> AtMost:
    return AtMost(5 * c2_of_theorem_4, c2)


@step(
    "factor-right-ends-are-later",
    domain=Widthwise(has_inverse),
    canary=Canary("five times", right_end_much_later),
)
def right_ends_are_later(*, c2: Any, c2_of_theorem_4: Any) -> AtMost:
    """As mμ ≥ 1, each T_k ends later than Theorem 4's by log 4/(2cσ_{k+1}) or more."""
    return AtMost(4 * c2_of_theorem_4, c2)


def three_times_as_far(*, sigma_k: Any, error: Any) -> AtMost:
    return AtMost(3 * sigma_k, error)


@step(
    "dependent-rows-are-never-learned",
    uses=("rank-deficient-initialization",),
    domain=Beyond(has_moderate_scale),
    canary=Canary("3σ_k in place of σ_k", three_times_as_far),
)
def dependent_rows_are_never_learned(*, sigma_k: Any, error: Any) -> AtMost:
    """There is an x ≠ 0 with xᵀU₁ = 0, and W(t) vanishes on y = J₁E₁⁻¹x: no more than h modes are learned."""
    return AtMost(sigma_k, error)


@step(
    "factor-incremental-learning",
    uses=(
        "factor-flow-is-at-most-the-fast-flow",
        "fast-flow-is-close-from-above",
        "factor-flow-is-at-least-the-trial",
        "trial-is-close",
        "rank-deficient-initialization",
    ),
    domain=Widthwise(),
    canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Widthwise(beyond=True)),
)
def factor_incremental_learning(*, error: Any, eps: Any) -> AtMost:
    """‖W(t) − Y_k‖₂ ≤ ε for all t in T_k."""
    return AtMost(error, eps)


WINDOW_STEPS = (
    windows_are_not_empty,
    learned_exponentials_pay,
    unlearned_exponentials_are_small,
    accumulated_growth_increases,
    accumulated_growth_is_small,
    unlearned_modes_are_paid,
)
REMARKS = (
    weight_is_at_least_the_inverse_gram,
    weight_in_singular_values,
    weight_is_at_most_the_inverse_norm,
    left_ends_are_earlier,
    right_ends_are_later,
    dependent_rows_are_never_learned,
)
STEPS = (fast_flow_is_close_from_above, trial_is_close, *REMARKS, factor_incremental_learning)
