"""Theorem 4, last part: three small blocks make a small whole."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtMost
from proofs.theorems.blocks.defaults import step
from proofs.theorems.blocks.quantities import Blockwise, has_both, has_comparable_blocks


def bound_halved(*, norm_assembled_error: Any, largest_corner: Any, norm_Q: Any) -> AtMost:
    return AtMost(norm_assembled_error, (largest_corner + norm_Q) / 2)


@step(
    "block-norm",
    eq="27",
    domain=Blockwise(has_comparable_blocks),
    canary=Canary("the bound halved", bound_halved),
)
def block_norm(*, norm_assembled_error: Any, largest_corner: Any, norm_Q: Any) -> AtMost:
    """‖[[X, Q], [Qᵀ, S]]‖ ≤ max(‖X‖, ‖S‖) + ‖Q‖ with X = P − Σ₁."""
    return AtMost(norm_assembled_error, largest_corner + norm_Q)


def blocks_tenth(*, norm_assembled_error: Any, eps: Any) -> AtMost:
    return AtMost(norm_assembled_error, eps / 10)


@step(
    "blocks-are-close",
    eq="26",
    uses=("block-norm", "learned-block-is-close", "off-diagonal-block-is-small", "unlearned-block-is-small"),
    domain=Blockwise(has_both),
    canary=Canary("ε replaced by ε/10", blocks_tenth),
)
def blocks_are_close(*, norm_assembled_error: Any, eps: Any) -> AtMost:
    """‖W̃ − diag(Σ₁, 0)‖ ≤ ε/2 + ε/2."""
    return AtMost(norm_assembled_error, eps)


@step(
    "general-incremental-learning",
    eq="23",
    uses=(
        "blocks-are-close",
        "learned-block-is-close",
        "unlearned-block-is-small",
        "matrix-closed-form-from-linear-system",
        "block-inverse",
        "closed-form-for-blocks",
    ),
    domain=Blockwise(),
    canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Blockwise(beyond=True)),
)
def general_incremental_learning(*, error: Any, eps: Any) -> AtMost:
    """‖W(t) − Y_k‖₂ ≤ ε for all t in T_k; with k = 0 or k = n one block is the whole."""
    return AtMost(error, eps)


STEPS = (block_norm, blocks_are_close, general_incremental_learning)
