"""Theorem 3, last part: the error is that of the worst mode, and each mode's is at most ε."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtMost, Equal
from proofs.theorems.spectral.algebra import Algebraic
from proofs.theorems.spectral.defaults import step
from proofs.theorems.spectral.quantities import Whole


def gap_forgotten(*, error: Any, largest_entry_without_gap: Any) -> Equal:
    return Equal(error, largest_entry_without_gap)


@step(
    "error-is-that-of-the-worst-mode",
    eq="18",
    uses=("spectral-closed-form",),
    domain=Algebraic(),
    canary=Canary("the learned modes left out", gap_forgotten),
)
def error_is_that_of_the_worst_mode(*, error: Any, largest_entry: Any) -> Equal:
    """W(t) and Y_k are diagonal in the same basis Φ."""
    return Equal(error, largest_entry)


@step(
    "spectral-incremental-learning",
    eq="17",
    uses=(
        "error-is-that-of-the-worst-mode",
        "gap-of-a-mode",
        "learned-mode-is-close",
        "unlearned-mode-is-small",
        "absent-mode-never-grows",
        "start-is-small",
        "mode-closed-form",
        "absent-mode-closed-form",
    ),
    domain=Whole(),
    canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Whole(beyond=True)),
)
def spectral_incremental_learning(*, error: Any, eps: Any) -> AtMost:
    """‖W(t) − Y_k‖₂ ≤ ε for all t in T_k."""
    return AtMost(error, eps)


STEPS = (error_is_that_of_the_worst_mode, spectral_incremental_learning)
