"""The sharper Theorem 4, first and last part: the windows suit the slow and the fast flow, and W(t) is between them."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtMost
from proofs.theorems.between.sharper.defaults import step
from proofs.theorems.between.sharper.quantities import Flowwise, is_between
from proofs.theorems.blocks.quantities import has_first, has_second
from proofs.theorems.shared.windowed import is_bounded


def left_end_doubled(*, left_end: Any, right_end: Any) -> AtMost:
    return AtMost(left_end * 2, right_end)


@step(
    "sharper-windows-are-not-empty",
    domain=Flowwise(is_bounded),
    canary=Canary("the left end doubled", left_end_doubled),
)
def windows_are_not_empty(*, left_end: Any, right_end: Any) -> AtMost:
    """max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}), which is the two hypotheses on α."""
    return AtMost(left_end, right_end)


def learned_halved(*, alpha: Any, norm_inverse_E1: Any, c1: Any) -> AtMost:
    return AtMost(norm_inverse_E1**2 / alpha**2, 1 / (2 * c1))


@step(
    "sharper-learned-exponentials-pay",
    domain=Flowwise(has_first),
    canary=Canary("the bound halved", learned_halved),
)
def learned_exponentials_pay(*, alpha: Any, norm_inverse_E1: Any, c1: Any) -> AtMost:
    """As in Theorem 4, with a smaller c₁."""
    return AtMost(norm_inverse_E1**2 / alpha**2, 1 / c1)


def unlearned_halved(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    return AtMost(alpha**2 * norm_E2**2, c2 / 2)


@step(
    "sharper-unlearned-exponentials-are-small",
    domain=Flowwise(has_second),
    canary=Canary("the bound halved", unlearned_halved),
)
def unlearned_exponentials_are_small(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    """As in Theorem 4, with a larger c₂."""
    return AtMost(alpha**2 * norm_E2**2, c2)


def fast_flow_forgotten(*, error: Any, norm_slow_error: Any) -> AtMost:
    return AtMost(error, norm_slow_error)


@step(
    "error-is-between",
    uses=(
        "solution-is-at-least-the-slow-flow",
        "solution-is-at-most-the-fast-flow",
        "matrix-closed-form-from-linear-system",
    ),
    domain=Flowwise(is_between),
    canary=Canary("the fast flow left out", fast_flow_forgotten),
)
def error_is_between(*, error: Any, largest_flow_error: Any) -> AtMost:
    """W⁻ − Y_k ⪯ W − Y_k ⪯ W⁺ − Y_k."""
    return AtMost(error, largest_flow_error)


def slow_within_half(*, norm_slow_error: Any, eps: Any) -> AtMost:
    return AtMost(norm_slow_error, eps / 2)


@step(
    "slow-flow-is-close",
    uses=("sharper-learned-exponentials-pay", "sharper-unlearned-exponentials-are-small"),
    domain=Flowwise(),
    canary=Canary("ε replaced by ε/2", slow_within_half),
)
def slow_flow_is_close(*, norm_slow_error: Any, eps: Any) -> AtMost:
    """It is the last to have learned: σ_i²m/(α²g) ≤ ε, g = e^{2cσ_i t}."""
    return AtMost(norm_slow_error, eps)


def fast_within_half(*, norm_fast_error: Any, eps: Any) -> AtMost:
    return AtMost(norm_fast_error, eps / 2)


@step(
    "fast-flow-is-close",
    uses=("sharper-learned-exponentials-pay", "sharper-unlearned-exponentials-are-small"),
    domain=Flowwise(),
    canary=Canary("ε replaced by ε/2", fast_within_half),
)
def fast_flow_is_close(*, norm_fast_error: Any, eps: Any) -> AtMost:
    """It is the first to exceed ε: α²μg ≤ ε. A mode that starts above σ_i falls to it, from below ε."""
    return AtMost(norm_fast_error, eps)


@step(
    "sharper-incremental-learning",
    uses=("error-is-between", "slow-flow-is-close", "fast-flow-is-close"),
    domain=Flowwise(),
    canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Flowwise(beyond=True)),
)
def sharper_incremental_learning(*, error: Any, eps: Any) -> AtMost:
    """‖W(t) − Y_k‖₂ ≤ ε for all t in T_k."""
    return AtMost(error, eps)


WINDOW_STEPS = (windows_are_not_empty, learned_exponentials_pay, unlearned_exponentials_are_small)
STEPS = (error_is_between, slow_flow_is_close, fast_flow_is_close, sharper_incremental_learning)
