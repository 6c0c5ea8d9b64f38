"""Theorem 4, first part: the windows are not empty, and in them the exponentials are as large, or as small, as
the rest needs.
"""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtMost
from proofs.theorems.blocks.defaults import step
from proofs.theorems.blocks.quantities import Blockwise, has_both, has_first, has_second
from proofs.theorems.shared.windowed import is_bounded


def left_end_doubled(*, left_end: Any, right_end: Any) -> AtMost:
    return AtMost(left_end * 2, right_end)


@step(
    "general-windows-are-not-empty",
    eq="16",
    domain=Blockwise(is_bounded),
    canary=Canary("the left end doubled", left_end_doubled),
)
def windows_are_not_empty(*, left_end: Any, right_end: Any) -> AtMost:
    """log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is hypothesis (ii) cleared of its denominators."""
    return AtMost(left_end, right_end)


def learned_halved(*, alpha: Any, norm_inverse_E1: Any, c1: Any) -> AtMost:
    return AtMost(norm_inverse_E1**2 / alpha**2, 1 / (2 * c1))


@step(
    "learned-exponentials-pay",
    eq="28",
    domain=Blockwise(has_first),
    canary=Canary("the bound halved", learned_halved),
)
def learned_exponentials_pay(*, alpha: Any, norm_inverse_E1: Any, c1: Any) -> AtMost:
    """‖E₁⁻¹‖ = e^{−cσ_k t}, and t ≥ log(c₁/α²)/(2cσ_k)."""
    return AtMost(norm_inverse_E1**2 / alpha**2, 1 / c1)


def unlearned_halved(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    return AtMost(alpha**2 * norm_E2**2, c2 / 2)


@step(
    "unlearned-exponentials-are-small",
    eq="28",
    domain=Blockwise(has_second),
    canary=Canary("the bound halved", unlearned_halved),
)
def unlearned_exponentials_are_small(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    """‖E₂‖ = e^{cσ_{k+1}t}, and t ≤ log(c₂/α²)/(2cσ_{k+1}); where σ_{k+1} = 0 it is α² ≤ c₂."""
    return AtMost(alpha**2 * norm_E2**2, c2)


def product_halved(*, norm_inverse_E1: Any, norm_E2: Any, c1: Any, c2: Any) -> AtMost:
    return AtMost(4 * (norm_inverse_E1 * norm_E2) ** 2, c2 / c1)


@step(
    "exponentials-together",
    eq="28",
    uses=("learned-exponentials-pay", "unlearned-exponentials-are-small"),
    domain=Blockwise(has_both),
    canary=Canary("the bound on ‖E₁⁻¹‖‖E₂‖ halved", product_halved),
)
def exponentials_together(*, norm_inverse_E1: Any, norm_E2: Any, c1: Any, c2: Any) -> AtMost:
    """The product of the two bounds before it, squared: α cancels."""
    return AtMost((norm_inverse_E1 * norm_E2) ** 2, c2 / c1)


STEPS = (windows_are_not_empty, learned_exponentials_pay, unlearned_exponentials_are_small, exponentials_together)
