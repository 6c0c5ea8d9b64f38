"""The lines of each step of the theorem with windows by own targets, for the blocks that there are."""

from collections.abc import Sequence

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.certificate.finder import Term
from proofs.theorems.between.lines import (
    CONDITION,
    POSITIVE_SPECTRUM,
    START_BELOW,
    fast_below_target,
    positive_flow,
    whole,
)
from proofs.theorems.between.sharpest_lines import EARLY, WITHIN_EPS
from proofs.theorems.blocks.argument import exponentials
from proofs.theorems.shared.window_argument import LEFT

AHEAD = "c*t*(sigma - sigma_k)"
OUTGROWN: tuple[Line, ...] = (
    *exponentials.PAID,
    identity(f"-2*c*sigma_k*t <= -{LEFT}", "after-the-left-end"),
    instance("exponential-is-monotone", x="-2*c*sigma_k*t", y=f"-{LEFT}", name="late"),
    identity("1 <= c*t*sigma_k", "left-ends-are-late", "after-the-left-end", name="wait"),
    instance("exponential-is-above-its-tangent", x=AHEAD, name="tangent"),
    identity(f"sigma <= sigma_k*exp({AHEAD})", "tangent", "wait", "earlier-targets-are-larger", name="ahead"),
    identity("0 <= sigma"),
    instance("square-of-a-bound", x="sigma", y=f"sigma_k*exp({AHEAD})", name="square"),
    instance("exponential-of-a-sum", x=AHEAD, y=AHEAD, name="twice"),
    instance("exponential-of-a-sum", x=f"2*{AHEAD}", y="-2*c*sigma*t", name="together"),
    instance("exponential-is-positive", x="-2*c*sigma*t", name="decay"),
    identity(
        "sigma**2*decay <= sigma_k**2*exp(-2*c*sigma_k*t)", "square", "twice", "together", "decay", name="decayed"
    ),
    identity(None, "decayed", "late", "paid"),
)
"""σ ≤ σ_k(1 + x) ≤ σ_k eˣ with x = ct(σ − σ_k), as ctσ_k ≥ 1; so σ²e^{−2cσt} ≤ σ_k²e^{−2cσ_k t}."""
LATE: tuple[Line, ...] = (
    *START_BELOW,
    *CONDITION,
    identity("alpha**2 <= m*eps", "start", "condition", name="room"),
    identity("16*eps**2 <= sigma_k**2", "tolerance-is-small", name="squares"),
    identity("16*alpha**2 <= c1", "room", "squares", name="sixteen"),
    instance("exponential-is-above-its-tangent", x="-1/2", name="half"),
    instance("exponential-of-a-sum", x="-1/2", y="-1/2", name="halves"),
    identity("1 <= 4*exp(-1)", "half", "halves", name="quarter"),
    instance("exponential-of-a-sum", x="-1", y="-1", name="quarters"),
    identity("1 <= 16*exp(-2)", "quarter", "quarters", name="sixteenth"),
    instance("exponential-of-a-sum", x="2", y="-2", name="two"),
    instance("exponential-of-zero", name="one"),
    instance("exponential-is-positive", x="2", name="sign"),
    identity("exp(2) <= 16", "sixteenth", "two", "one", "sign", name="square of e"),
    *exponentials.PAID,
    instance("exponential-is-positive", x=f"-{LEFT}", name="decay"),
    identity(f"16*exp(-{LEFT}) <= 1", "sixteen", "paid", "decay", multiplier="alpha**2", name="little"),
    instance("exponential-of-a-sum", x="2", y=f"-{LEFT}", name="shifted"),
    instance("exponential-is-above-its-tangent", x=f"2 - {LEFT}", name="tangent"),
    identity(None, "tangent", "shifted", "square of e", "little", "decay"),
)
"""L = log(c₁/α²) is at least 3 − e²e^{−L}, and e² ≤ 16 ≤ e^L, as c₁ ≥ 16mε ≥ 16α²."""
FROM_BELOW: tuple[Line, ...] = (
    *POSITIVE_SPECTRUM,
    identity(
        "S1*slow_1*S1 <= S1 + eps",
        "S1-inverse",
        "other S1-inverse",
        terms=[
            congruence("S1inv", by="inverse_E1*S1"),
            congruence("learned-starts-are-outgrown", positive="1/alpha**2"),
        ],
        name="block 1 from below",
    ),
)
"""S₁H₁S₁ ⪯ S₁ + ε, where H₁ = (m/α²)E₁⁻² + S₁⁻¹(1 − E₁⁻²)."""


def _slow_above_target(blocks: Sequence[int]) -> tuple[Line, ...]:
    """Y_k − ε ⪯ V⁻, as V − 2Y_k + Y_kHY_k = (Y_kH − 1)V(HY_k − 1) with H = V⁻¹, and Y_kHY_k ⪯ Y_k + ε."""
    left, right = "slow-inverse", "other slow-inverse"
    learned: list[Term] = [
        congruence("positive", by="slow_inverse*target - 1"),
        {"equation": left, "left": "-target*slow_inverse", "right": "target"},
        {"equation": right, "left": "target"},
        {"equation": left, "right": "target"},
        congruence("block 1 from below", by="T(J1)"),
        *([congruence(positive="eps", by="T(J2)")] if 2 in blocks else []),
    ]
    terms = learned if 1 in blocks else [congruence("positive"), congruence(positive="eps")]
    return (
        *positive_flow(blocks),
        identity("0 <= slow - target + eps", *(whole(blocks) if 1 in blocks else ()), terms=terms),
        instance("least-pivot-is-not-negative", X="slow - target + eps"),
    )


def of_blocks(blocks: Sequence[int]) -> Lines:
    """The steps where these blocks are there, those that others use before them."""
    early = exponentials.unlearned("time-is-not-negative") if 2 in blocks else {}
    return {
        **{f"own-target-{label}": (EARLY, *found) for label, found in early.items()},
        "own-target-slow-flow-reaches-tolerance": (
            *(FROM_BELOW if 1 in blocks else ()),
            *_slow_above_target(blocks),
        ),
        "own-target-fast-flow-keeps-tolerance": fast_below_target(
            blocks, "own-target-unlearned-exponentials-are-small"
        ),
        "own-target-incremental-learning": WITHIN_EPS,
    }
