"""What the proof of the sharper Theorem 4 speaks of: its hypotheses, and what its names stand for.

Names are those of Theorem 4's argument, and all is in the basis Φ but Wt, which is W(t). The slow and the fast flow
start at α²/m and α²μ; like W they are letters, given by what they are the inverses of. The first k modes are block 1,
the others block 2; where k = 0 or k = n one block is the whole, and its J is 1. That D₁ and D₂ are not negative is
(1 − e^{−2cσt})/σ ≥ 0, or 2ct ≥ 0 where σ = 0, in each mode.
"""

from collections.abc import Mapping, Sequence

from paper.theorems import theorem
from proofs.theorems.blocks.argument.scopes import CUT, SHAPE
from proofs.theorems.spectral.argument import diagonal

HYPOTHESES = theorem("theorem-4-sharper").hypotheses
OF_BLOCK = {
    1: {
        "learned-from-above": "S1 <= sigma_1",
        "learned-from-below": "sigma_k <= S1",
        "S1-inverse": "S1*S1inv == 1",
        "other S1-inverse": "S1inv*S1 == 1",
        "learned-saturation": "0 <= D1",
    },
    2: {"unlearned-from-above": "S2 <= sigma_next", "unlearned-saturation": "0 <= D2"},
}
NOTATION = {
    **SHAPE,
    **{
        f"{side}{flow}-inverse": f"{product} == 1"
        for flow, inverse in (("W", "W_inverse"), ("slow", "slow_inverse"), ("fast", "fast_inverse"))
        for side, product in (("", f"{flow}*{inverse}"), ("other ", f"{inverse}*{flow}"))
    },
    "closed-form": "Wt == Phi*W*T(Phi)",
    "basis-is-orthogonal": "T(Phi)*Phi == 1",
    "basis-is-complete": "Phi*T(Phi) == 1",
}
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(HYPOTHESES, "hypothesis"),
    **dict.fromkeys((*OF_BLOCK[1], *OF_BLOCK[2], *NOTATION, *CUT), "notation"),
    "W-inverse": "closed-form-for-blocks",
    "other W-inverse": "closed-form-for-blocks",
    "closed-form": "matrix-closed-form-from-linear-system",
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""

DEFINITIONS = {
    1: {
        "inverse_E1": "exp(-c*t*S1)",
        "norm_inverse_E1": "norm(inverse_E1)",
        "D1": "S1inv - inverse_E1*S1inv*inverse_E1",
        "slow_1": "m*inverse_E1*inverse_E1/alpha**2 + D1",
        "fast_1": "inverse_E1*inverse_E1/(alpha**2*mu) + D1",
    },
    2: {
        "E2": "exp(c*t*S2)",
        "inverse_E2": "exp(-c*t*S2)",
        "norm_E2": "norm(E2)",
        "slow_2": "m*inverse_E2*inverse_E2/alpha**2 + D2",
        "fast_2": "inverse_E2*inverse_E2/(alpha**2*mu) + D2",
    },
}
TOLERANCES = {
    "definiteness_slow_above_target": "definiteness(slow - target + eps)",
    "definiteness_fast_below_target": "definiteness(target + eps - fast)",
}
"""How far within ε of Y_k the flows are, each on its side."""


def flows_of(blocks: Sequence[int]) -> Mapping[str, str]:
    """W̃, the two flows and Y_k, made of the blocks that there are."""
    return {
        "F": diagonal(blocks, "inverse_E{}"),
        "D": diagonal(blocks, "D{}"),
        "W_inverse": "F*M*F/alpha**2 + D",
        "slow_inverse": diagonal(blocks, "slow_{}"),
        "fast_inverse": diagonal(blocks, "fast_{}"),
        "target": "J1*S1*T(J1)" if 1 in blocks else "0",
        "definiteness_above_slow": "definiteness(W - slow)",
        "definiteness_below_fast": "definiteness(fast - W)",
    }
