"""Theorem 4 with windows by own targets, for every n, spectrum, shape, ε, α, k and t in T_k, case by case.

c₁ depends on k, and σ is a mode that T_k has learned. What is shown of each such σ holds for all of them together, as
what belongs to a mode is diagonal in the basis Φ.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paper.theorems import Given, theorem
from proofs.certificate.argument import Argument, Lines, Steps, identity
from proofs.theorems.between import own_target_lines as lines
from proofs.theorems.between.names import (
    DECAY,
    NOTATION,
    OF_BLOCK,
    ORDER_ALONE,
    ORDERED,
    SHOWN,
    TOLERANCES,
    flow_case,
)
from proofs.theorems.blocks.names import BLOCKS, CUT, SHAPE
from proofs.theorems.shared.window_argument import LEFT, window_cases

LABEL = "theorem-4-own-target"
POSITIVE = ("alpha", "eps", "c", "m", "mu")
MODES = {"earlier-targets-are-larger": "sigma_k <= sigma", "first-target-is-largest": "sigma_k <= sigma_1"}
"""The order of the singular values."""
PAID = {"learned-starts-are-outgrown": "m*S1*inverse_E1*inverse_E1*S1 <= alpha**2*eps"}
"""The step of that name, for all modes of block 1 together."""
IN_BLOCK = {
    1: {name: statement for name, statement in OF_BLOCK[1].items() if name != "learned-from-above"},
    2: OF_BLOCK[2],
}
LETTERS = {name: statement for name, statement in NOTATION.items() if name not in (*ORDER_ALONE, *SHAPE)}
"""What the flows and the basis are."""
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(theorem(LABEL).all_hypotheses, "hypothesis"),
    **dict.fromkeys((*MODES, *IN_BLOCK[1], *IN_BLOCK[2], *CUT), "notation"),
    **{name: SHOWN[name] for name in (*SHAPE, *LETTERS)},
    **{label: label for label in (*ORDERED, *PAID)},
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Cases of windows, of c₁, of ε, of a mode, and of blocks; `shows` and `uses` are those of a step."""
    steps, stated = Steps(shows, uses), theorem(LABEL)
    known = Given({**stated.all_hypotheses, **MODES})

    def case(title: str, of: Lines, *asked: str, given: Mapping[str, str] = SHAPE, **fields: Any) -> Argument:
        return steps.case(LABEL, title, of, {**{name: known[name] for name in asked}, **given}, **fields)

    windows = window_cases(steps, LABEL, "own-target-windows-are-not-empty", (*POSITIVE, "sigma_k", "sigma_next"))
    return (
        *windows,
        case(
            "k >= 1: the constants",
            {"own-target-left-ends-are-earlier": (identity(None, "first-target-is-largest"),)},
            "first-target-is-largest",
            given={},
            positive=(*POSITIVE, "sigma_1", "sigma_k"),
            definitions={"c1": stated.constants["c1"], "c1_of_sharper": theorem("theorem-4-sharper").constants["c1"]},
        ),
        case(
            "k >= 1: a small tolerance",
            {"small-tolerances-are-late": lines.LATE},
            "right-ends-not-negative",
            "tolerance-is-small",
            positive=(*POSITIVE, "sigma_k"),
            matrices=dict.fromkeys(("M", "Minv"), ("n", "n")),
            symmetric=("M", "Minv"),
            definitions={**stated.constants, "left_exponent": LEFT},
        ),
        case(
            "k >= 1: a mode that is learned",
            {"learned-starts-are-outgrown": lines.OUTGROWN},
            *("left-ends-are-late", "after-the-left-end", "earlier-targets-are-larger"),
            given={},
            positive=(*POSITIVE, "sigma", "sigma_k"),
            scalars=("t",),
            definitions={"c1": stated.constants["c1"], "decay": DECAY},
        ),
        *(flow(steps, title, blocks) for title, blocks in BLOCKS.items()),
    )


def flow(steps: Steps, title: str, blocks: Sequence[int]) -> Argument:
    """One case of blocks."""
    stated, learned, unlearned = theorem(LABEL), 1 in blocks, 2 in blocks
    asked = ("right-ends-not-negative", "time-is-not-negative", *(["before-the-right-end"] if unlearned else []))
    return flow_case(
        steps,
        LABEL,
        title,
        blocks,
        lines.of_blocks(blocks),
        {
            **{name: stated.hypotheses[name] for name in asked},
            **(PAID if learned else {}),
            **ORDERED,
            **{name: text for name, text in LETTERS.items() if learned or name != "slow-inverse"},
            **{name: statement for i in blocks for name, statement in IN_BLOCK[i].items()},
            **(CUT if len(blocks) > 1 else {}),
        },
        whole=("M", "W", "slow", "fast"),
        definitions={"c2": stated.constants["c2"], **TOLERANCES},
        positive=POSITIVE,
    )
