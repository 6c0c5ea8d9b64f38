"""Theorem 4 by own targets: its windows, what a learned mode still lacks, and how close the two flows are inside."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, AtMost
from proofs.theorems.between.own_target.defaults import step
from proofs.theorems.between.own_target.quantities import (
    EARLY,
    TOLERANT,
    Flowwise,
    Learned,
    Stretched,
    is_fast,
    is_later,
    is_slow,
    is_tight,
)
from proofs.theorems.between.sharpest.flows import ends_exchanged, unlearned_halved
from proofs.theorems.blocks.quantities import has_second
from proofs.theorems.shared.windowed import is_bounded

DROPPED = "log(c₁/α²) ≥ 2 dropped"


def left_end_no_earlier(*, c1: Any, c1_of_sharper: Any) -> AtMost:
    return AtMost(c1_of_sharper, c1)


@step(
    "own-target-left-ends-are-earlier",
    domain=Flowwise(is_later),
    canary=Canary("no earlier", left_end_no_earlier),
)
def left_ends_are_earlier(*, c1: Any, c1_of_sharper: Any) -> AtMost:
    """mσ_k²/ε ≤ mσ₁²/ε; the right ends are the same."""
    return AtMost(c1, c1_of_sharper)


@step(
    "own-target-windows-are-not-empty",
    domain=Flowwise(is_bounded),
    canary=Canary("the ends exchanged", ends_exchanged),
)
def windows_are_not_empty(*, left_end: Any, right_end: Any) -> AtMost:
    """log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is a hypothesis, and 0 ≤ log(c₂/α²)."""
    return AtMost(left_end, right_end)


@step(
    "small-tolerances-are-late",
    domain=Flowwise(is_tight),
    canary=Canary("half of σ_k", domain=TOLERANT),
)
def small_tolerances_are_late(*, left_exponent: Any) -> AtLeast:
    """As α²μ ≤ ε and mμ ≥ 1, c₁/α² is at least σ_k²/ε²; and e² ≤ 16."""
    return AtLeast(left_exponent, 2)


@step(
    "learned-starts-are-outgrown",
    domain=Learned(),
    canary=Canary(DROPPED, domain=EARLY),
)
def learned_starts_are_outgrown(*, alpha: Any, eps: Any, m: Any, sigma: Any, decay: Any) -> AtMost:
    """For i = k by the choice of c₁; σ ≤ σ_k(1 + x) ≤ σ_k eˣ with x = ct(σ − σ_k), as ctσ_k ≥ 1."""
    return AtMost(m * sigma**2 * decay, alpha**2 * eps)


@step(
    "own-target-unlearned-exponentials-are-small",
    domain=Flowwise(has_second),
    canary=Canary("the bound halved", unlearned_halved),
)
def unlearned_exponentials_are_small(*, alpha: Any, norm_E2: Any, c2: Any) -> AtMost:
    """As in the sharper Theorem 4."""
    return AtMost(alpha**2 * norm_E2**2, c2)


@step(
    "own-target-slow-flow-reaches-tolerance",
    uses=("learned-starts-are-outgrown",),
    domain=Flowwise(),
    canary=Canary("99/100 of c₁", domain=Stretched(is_slow)),
)
def slow_flow_reaches_tolerance(*, definiteness_slow_above_target: Any) -> AtLeast:
    """A mode falls short by at most mσ²/(α²g), g = e^{2cσt}."""
    return AtLeast(definiteness_slow_above_target, 0, scale=1)


@step(
    "own-target-fast-flow-keeps-tolerance",
    uses=("own-target-unlearned-exponentials-are-small",),
    domain=Flowwise(),
    canary=Canary("100/99 of c₂", domain=Stretched(is_fast)),
)
def fast_flow_keeps_tolerance(*, definiteness_fast_below_target: Any) -> AtLeast:
    """As in the sharper Theorem 4, at earlier times too."""
    return AtLeast(definiteness_fast_below_target, 0, scale=1)


@step(
    "own-target-incremental-learning",
    uses=(
        "solution-is-at-least-the-slow-flow",
        "solution-is-at-most-the-fast-flow",
        "own-target-slow-flow-reaches-tolerance",
        "own-target-fast-flow-keeps-tolerance",
        "matrix-closed-form-from-linear-system",
    ),
    domain=Flowwise(),
    canary=Canary(DROPPED, domain=EARLY),
)
def own_target_incremental_learning(*, error: Any, eps: Any) -> AtMost:
    """Y_k − ε ⪯ W⁻ ⪯ W ⪯ W⁺ ⪯ Y_k + ε."""
    return AtMost(error, eps)


STEPS = (
    left_ends_are_earlier,
    windows_are_not_empty,
    small_tolerances_are_late,
    learned_starts_are_outgrown,
    unlearned_exponentials_are_small,
    slow_flow_reaches_tolerance,
    fast_flow_keeps_tolerance,
    own_target_incremental_learning,
)
