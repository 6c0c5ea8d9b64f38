"""What the proofs speak of in which W(t) lies between two diagonal flows: hypotheses apart, what names stand for.

Names are those of Theorem 4's argument, and all is in the basis Φ but Wt, which is W(t). The slow and the fast flow
start at α²/m and α²μ; like W they are letters, given by what they are the inverses of. The first k modes are block 1,
the others block 2; where k = 0 or k = n one block is the whole, and its J is 1. That D₁ and D₂ are not negative is
(1 − e^{−2cσt})/σ ≥ 0, or 2ct ≥ 0 where σ = 0, in each mode.
"""

from collections.abc import Mapping, Sequence

from proofs.certificate.argument import Argument, Lines, Steps
from proofs.theorems.blocks.names import SHAPE, columns, one_block, sizes_of
from proofs.theorems.spectral.names import diagonal

DECAY = "exp(-2*c*sigma*t)"
"""Of a mode."""
OF_BLOCK: Mapping[int, Mapping[str, str]] = {
    1: {
        "learned-from-above": "S1 <= sigma_1",
        "learned-from-below": "sigma_k <= S1",
        "S1-inverse": "S1*S1inv == 1",
        "other S1-inverse": "S1inv*S1 == 1",
        "learned-saturation": "0 <= D1",
    },
    2: {"unlearned-from-above": "S2 <= sigma_next", "unlearned-saturation": "0 <= D2"},
}
INVERSES = {"W": "W_inverse", "slow": "slow_inverse", "fast": "fast_inverse"}
IS_INVERSE = {
    f"{side}{flow}-inverse": f"{product} == 1"
    for flow, inverse in INVERSES.items()
    for side, product in (("", f"{flow}*{inverse}"), ("other ", f"{inverse}*{flow}"))
}
BASIS = {
    "closed-form": "Wt == Phi*W*T(Phi)",
    "basis-is-orthogonal": "T(Phi)*Phi == 1",
    "basis-is-complete": "Phi*T(Phi) == 1",
}
NOTATION = {**SHAPE, **IS_INVERSE, **BASIS}
ORDER_ALONE = ("W-inverse", "other W-inverse")
"""What only the order of the flows rests on."""
SHOWN = {
    **dict.fromkeys(NOTATION, "notation"),
    **dict.fromkeys(ORDER_ALONE, "closed-form-for-blocks"),
    "closed-form": "matrix-closed-form-from-linear-system",
}
"""What each of these is: what a name stands for, or the label of the entry that shows it."""
ORDERED = {
    "solution-is-at-least-the-slow-flow": "definiteness_above_slow >= 0",
    "solution-is-at-most-the-fast-flow": "definiteness_below_fast >= 0",
}
"""What the sharper theorem shows, and the others take from it."""

WEIGHTS = {"slow": "m/alpha**2", "fast": "1/(alpha**2*mu)"}
"""What weighs E⁻² in the flows' inverses."""
DEFINITIONS: Mapping[int, Mapping[str, str]] = {
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
LETTERS: Mapping[int, Sequence[str]] = {1: ("S1", "S1inv"), 2: ("S2", "D2")}
"""Those of a block, where D₁ is made of others."""
DISTANCES = {
    "norm_slow_error": "norm(slow - target)",
    "norm_fast_error": "norm(fast - target)",
    "largest_flow_error": "max(norm_slow_error, norm_fast_error)",
}
TOLERANCES = {
    "definiteness_slow_above_target": "definiteness(slow - target + eps)",
    "definiteness_fast_below_target": "definiteness(target + eps - fast)",
}
"""How far within ε of Y_k the flows are, each on its side."""


def flows_of(blocks: Sequence[int]) -> Mapping[str, str]:
    """W̃, the two flows and Y_k, made of the blocks that there are."""
    return {
        **one_block(blocks),
        **{name: text for i in blocks for name, text in DEFINITIONS[i].items()},
        "F": diagonal(blocks, "inverse_E{}"),
        "D": diagonal(blocks, "D{}"),
        "W_inverse": "F*M*F/alpha**2 + D",
        "slow_inverse": diagonal(blocks, "slow_{}"),
        "fast_inverse": diagonal(blocks, "fast_{}"),
        "target": "J1*S1*T(J1)" if 1 in blocks else "0",
        "definiteness_above_slow": "definiteness(W - slow)",
        "definiteness_below_fast": "definiteness(fast - W)",
        "error": "norm(Wt - Phi*target*T(Phi))",
    }


def flow_case(
    steps: Steps,
    theorem: str,
    title: str,
    blocks: Sequence[int],
    lines: Lines,
    given: Mapping[str, str],
    *,
    positive: Sequence[str],
    letters: Mapping[int, Sequence[str]] = LETTERS,
    whole: Sequence[str] = ("M", "Minv", "W", "slow", "fast"),
    definitions: Mapping[str, str],
) -> Argument:
    """W(t) between the flows: `letters` are those of each block, `whole` those of all modes.

    What is a letter of a block is not defined, but known by what is given. Of σ_{k+1} it is known that
    it is `positive`, or what it stands for, or nothing.
    """
    is_any = 2 in blocks and "sigma_next" not in (*positive, *definitions)
    own = {name: (size, size) for i, size in sizes_of(blocks).items() for name in letters[i]}
    return steps.case(
        theorem,
        title,
        lines,
        given,
        matrices={
            **own,
            **columns(blocks),
            **dict.fromkeys((*whole, "Phi", "Wt"), ("n", "n")),
        },
        symmetric=(*own, *whole),
        definitions={**definitions, **{name: text for name, text in flows_of(blocks).items() if name not in own}},
        positive=(*positive, *(("sigma_k",) if 1 in blocks else ())),
        scalars=("t", *(("sigma_next",) if is_any else ())),
    )
