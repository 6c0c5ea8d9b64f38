"""The sharpest Theorem 4: its constants, its windows, and how close the slow and the fast flow are inside them."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, AtMost
from proofs.theorems.between.sharpest.defaults import step
from proofs.theorems.between.sharpest.quantities import Flowwise, Stretched, has_end, is_fast, is_one_flow, is_slow
from proofs.theorems.blocks.quantities import has_first
from proofs.theorems.shared.windowed import is_bounded

HUNDREDTH = "99/100 of c₁ and 100/99 of c₂"


def left_end_much_earlier(*, c1: Any, c1_of_sharper: Any) -> AtMost:
    return AtMost(2 * c1, c1_of_sharper)


@step(
    "sharpest-left-ends-are-earlier",
    domain=Flowwise(),
    canary=Canary("at most half of it", left_end_much_earlier),
)
def left_ends_are_earlier(*, c1: Any, c1_of_sharper: Any) -> AtMost:
    """(mσ₁ − α²)(σ₁ − ε) ≤ mσ₁²."""
    return AtMost(c1, c1_of_sharper)


def right_end_much_later(*, c2: Any, c2_of_sharper: Any) -> AtMost:
    return AtMost(2 * c2_of_sharper, c2)


@step(
    "sharpest-right-ends-are-later",
    domain=Flowwise(),
    canary=Canary("at least twice it", right_end_much_later),
)
def right_ends_are_later(*, c2: Any, c2_of_sharper: Any) -> AtMost:
    """(σ₁ − α²μ)/(σ₁ − ε) ≥ 1, as α²μ ≤ ε."""
    return AtMost(c2_of_sharper, c2)


def ends_exchanged(*, left_end: Any, right_end: Any) -> AtMost:
    return AtMost(right_end, left_end)


@step(
    "sharpest-windows-are-not-empty",
    domain=Flowwise(is_bounded),
    canary=Canary("the ends exchanged", ends_exchanged),
)
def windows_are_not_empty(*, left_end: Any, right_end: Any) -> AtMost:
    """max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}): by (ii), and as α²μ ≤ ε says that α² ≤ c₂."""
    return AtMost(left_end, right_end)


def learned_halved(*, alpha: Any, norm_inverse_E1: Any, c1: Any) -> AtMost:
    return AtMost(2 * c1 * norm_inverse_E1**2, alpha**2)


@step(
    "sharpest-learned-exponentials-pay",
    domain=Flowwise(has_first),
    canary=Canary("the bound halved", learned_halved),
)
def learned_exponentials_pay(*, alpha: Any, norm_inverse_E1: Any, c1: Any) -> AtMost:
    """As in Theorem 4, with a smaller c₁."""
    return AtMost(c1 * norm_inverse_E1**2, alpha**2)


def unlearned_halved(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    return AtMost(2 * alpha**2 * norm_E2**2, c2)


@step(
    "sharpest-unlearned-exponentials-are-small",
    domain=Flowwise(has_end),
    canary=Canary("the bound halved", unlearned_halved),
)
def unlearned_exponentials_are_small(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    """As in Theorem 4, with a larger c₂."""
    return AtMost(alpha**2 * norm_E2**2, c2)


@step(
    "slow-flow-reaches-tolerance",
    uses=("sharpest-learned-exponentials-pay",),
    domain=Flowwise(),
    canary=Canary(HUNDREDTH, domain=Stretched(is_slow)),
)
def slow_flow_reaches_tolerance(*, definiteness_slow_above_target: Any) -> AtLeast:
    """The last mode to have learned is one of size σ₁ at the rate σ_k, had Y one."""
    return AtLeast(definiteness_slow_above_target, 0, scale=1)


@step(
    "fast-flow-keeps-tolerance",
    uses=("sharpest-unlearned-exponentials-are-small",),
    domain=Flowwise(),
    canary=Canary(HUNDREDTH, domain=Stretched(is_fast)),
)
def fast_flow_keeps_tolerance(*, definiteness_fast_below_target: Any) -> AtLeast:
    """The first mode to exceed ε saturates least, as one of size σ₁ would."""
    return AtLeast(definiteness_fast_below_target, 0, scale=1)


@step(
    "sharpest-incremental-learning",
    uses=(
        "solution-is-at-least-the-slow-flow",
        "solution-is-at-most-the-fast-flow",
        "slow-flow-reaches-tolerance",
        "fast-flow-keeps-tolerance",
        "matrix-closed-form-from-linear-system",
    ),
    domain=Flowwise(),
    canary=Canary(HUNDREDTH, domain=Stretched(is_one_flow)),
)
def sharpest_incremental_learning(*, error: Any, eps: Any) -> AtMost:
    """Y_k − ε ⪯ W⁻ ⪯ W ⪯ W⁺ ⪯ Y_k + ε."""
    return AtMost(error, eps)


STEPS = (
    left_ends_are_earlier,
    right_ends_are_later,
    windows_are_not_empty,
    learned_exponentials_pay,
    unlearned_exponentials_are_small,
    slow_flow_reaches_tolerance,
    fast_flow_keeps_tolerance,
    sharpest_incremental_learning,
)
