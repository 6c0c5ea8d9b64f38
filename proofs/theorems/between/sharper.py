"""The sharper Theorem 4 for every n, spectrum, shape, ε, α, k and t in T_k, case by case."""

from collections.abc import Callable, Mapping, Sequence

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Lines, Steps
from proofs.theorems.between.lines import BETWEEN, CONCLUSION, close, in_order
from proofs.theorems.between.names import DISTANCES, NOTATION, OF_BLOCK, SHOWN, flow_case
from proofs.theorems.blocks.argument import exponentials
from proofs.theorems.blocks.names import BLOCKS, CUT
from proofs.theorems.shared.window_argument import FROM_0, window_cases

LABEL = "theorem-4-sharper"
POSITIVE = ("alpha", "eps", "sigma_1", "c", "m", "mu")
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(theorem(LABEL).hypotheses, "hypothesis"),
    **dict.fromkeys((*OF_BLOCK[1], *OF_BLOCK[2], *CUT), "notation"),
    **SHOWN,
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""


def lines(blocks: Sequence[int]) -> Lines:
    """Those of the steps where these blocks are there."""
    exponents = {
        **(exponentials.learned("time-is-not-negative") if 1 in blocks else {}),
        **(exponentials.unlearned("time-is-not-negative") if 2 in blocks else {}),
    }
    return {
        **{f"sharper-{label}": found for label, found in exponents.items()},
        **in_order(blocks),
        **BETWEEN,
        **{f"{flow}-flow-is-close": close(blocks, flow) for flow in ("slow", "fast")},
        **CONCLUSION,
    }


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Two cases of windows, three of blocks; `shows` and `uses` say what a step states, and which steps it uses."""
    steps = Steps(shows, uses)
    windows = window_cases(
        steps,
        LABEL,
        "sharper-windows-are-not-empty",
        (*POSITIVE, "sigma_k", "sigma_next"),
        **FROM_0,
    )
    return (*windows, *(flow(steps, title, blocks) for title, blocks in BLOCKS.items()))


def flow(steps: Steps, title: str, blocks: Sequence[int]) -> Argument:
    """One case of blocks."""
    stated, learned, unlearned = theorem(LABEL), 1 in blocks, 2 in blocks
    asked = ["shape-is-positive", "right-ends-not-negative", "time-is-not-negative"]
    asked += ["after-the-left-end"] if learned else []
    asked += ["before-the-right-end"] if unlearned else []
    return flow_case(
        steps,
        LABEL,
        title,
        blocks,
        lines(blocks),
        {
            **{name: stated.hypotheses[name] for name in asked},
            **NOTATION,
            **{name: statement for i in blocks for name, statement in OF_BLOCK[i].items()},
            **(CUT if len(blocks) > 1 else {}),
        },
        definitions={**stated.constants, **DISTANCES},
        positive=POSITIVE,
    )
