"""The sharper Theorem 4 for every n, spectrum, shape, ε, α, k and t in T_k, case by case."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Line, Written
from proofs.theorems.between.sharper.lines import WINDOW, Lines, steps_of
from proofs.theorems.between.sharper.names import DEFINITIONS, HYPOTHESES, NOTATION, OF_BLOCK, flows_of
from proofs.theorems.between.sharper.names import ORIGINS as ORIGINS
from proofs.theorems.blocks.argument.scopes import CUT
from proofs.theorems.shared import window_argument

CASES = {"0 < k < n": (1, 2), "k = 0": (2,), "k = n": (1,)}
"""The blocks that there are."""
SIZES = {1: "k", 2: "q"}


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Two cases of windows, three of blocks; `shows` and `uses` say what a step states, and which steps it uses."""
    stated = theorem("theorem-4-sharper")
    constants = stated.constants

    def case(title: str, lines: Lines, given: Mapping[str, str], positive: Sequence[str], **names: Any) -> Argument:
        steps = tuple(Written(x, shows(x), tuple(u for u in uses(x) if u in lines), lines[x]) for x in lines)
        positive = ("alpha", "eps", "sigma_1", "c", "m", "mu", *positive)
        return Argument(f"theorem-4-sharper, {title}", steps, given, tuple(positive), case=title, **names)

    def window(title: str, lines: tuple[Line, ...], left_end: str, *given: str) -> Argument:
        ends = {"left_end": left_end, "right_end": stated.right_end}
        hypotheses = {name: HYPOTHESES[name] for name in given}
        return case(
            f"{title}: the window",
            {"sharper-windows-are-not-empty": lines},
            hypotheses,
            ("sigma_k", "sigma_next"),
            definitions={**constants, **ends},
        )

    def matrices(title: str, blocks: Sequence[int]) -> Argument:
        learned, unlearned = 1 in blocks, 2 in blocks
        given = ["shape-is-positive", "right-ends-not-negative", "time-is-not-negative"]
        given += ["after-the-left-end"] if learned else []
        given += ["before-the-right-end"] if unlearned else []
        sizes = {i: SIZES[i] if len(blocks) > 1 else "n" for i in blocks}
        letters = {1: ("S1", "S1inv"), 2: ("S2", "D2")}
        own = {name: (sizes[i], sizes[i]) for i in blocks for name in letters[i]}
        cuts = {f"J{i}": ("n", sizes[i]) for i in blocks} if len(blocks) > 1 else {}
        flows = ("M", "Minv", "W", "slow", "fast")
        return case(
            title,
            steps_of(blocks),
            {
                **{name: HYPOTHESES[name] for name in given},
                **NOTATION,
                **{name: statement for i in blocks for name, statement in OF_BLOCK[i].items()},
                **(CUT if len(blocks) > 1 else {}),
            },
            ("sigma_k",) if learned else (),
            scalars=("t", *(("sigma_next",) if unlearned else ())),
            matrices={**own, **cuts, **dict.fromkeys((*flows, "Phi", "Wt"), ("n", "n"))},
            symmetric=(*own, *flows),
            definitions={
                **constants,
                **({} if len(blocks) > 1 else {f"J{blocks[0]}": "1"}),
                **{name: text for i in blocks for name, text in DEFINITIONS[i].items()},
                **flows_of(blocks),
                "norm_slow_error": "norm(slow - target)",
                "norm_fast_error": "norm(fast - target)",
                "largest_flow_error": "max(norm_slow_error, norm_fast_error)",
                "error": "norm(Wt - Phi*target*T(Phi))",
            },
        )

    return (
        window(
            "1 <= k < r",
            WINDOW,
            stated.left_end,
            *("window-not-empty", "targets-are-distinct", "right-ends-not-negative"),
        ),
        window("k = 0", window_argument.FIRST, "0", "right-ends-not-negative"),
        *(matrices(title, blocks) for title, blocks in CASES.items()),
    )
