"""Theorem 4 with windows by own targets, for every n, spectrum, shape, ε, α, k and t in T_k, case by case."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paper import theorems
from proofs.certificate.argument import Argument, Written, identity
from proofs.theorems.between.own_target import lines
from proofs.theorems.between.own_target.names import LETTERS, MODES, OF_BLOCK, PAID, SHAPE
from proofs.theorems.between.own_target.names import ORIGINS as ORIGINS
from proofs.theorems.between.sharper import names as sharper
from proofs.theorems.between.sharper.argument import CASES, SIZES
from proofs.theorems.between.sharper.lines import Lines
from proofs.theorems.between.sharper.names import DEFINITIONS, TOLERANCES, flows_of
from proofs.theorems.between.sharpest.names import ORDERED
from proofs.theorems.blocks.argument.scopes import CUT
from proofs.theorems.shared import window_argument
from proofs.theorems.shared.window_argument import LEFT

POSITIVE = ("alpha", "eps", "c", "m", "mu")


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Cases of windows, of c₁, of ε, of a mode, and of blocks; `shows` and `uses` are those of a step."""
    theorem = theorems.theorem("theorem-4-own-target")
    c1, c2 = theorem.constants["c1"], theorem.constants["c2"]

    def case(title: str, of: Lines, given: Mapping[str, str], positive: Sequence[str], **names: Any) -> Argument:
        steps = tuple(Written(x, shows(x), tuple(u for u in uses(x) if u in of), of[x]) for x in of)
        return Argument(
            f"theorem-4-own-target, {title}", steps, given, positive=(*POSITIVE, *positive), case=title, **names
        )

    def stated(*names: str) -> dict[str, str]:
        return {name: theorems.Given({**theorem.all_hypotheses, **MODES})[name] for name in names}

    def matrices(title: str, blocks: Sequence[int]) -> Argument:
        learned, unlearned, both = 1 in blocks, 2 in blocks, len(blocks) > 1
        sizes = {i: SIZES[i] if both else "n" for i in blocks}
        letters = {1: ("S1", "S1inv"), 2: ("S2", "D2")}
        own = {name: (sizes[i], sizes[i]) for i in blocks for name in letters[i]}
        flows = ("M", "W", "slow", "fast")
        return case(
            title,
            lines.steps_of(blocks),
            {
                **stated("right-ends-not-negative", "time-is-not-negative"),
                **(stated("before-the-right-end") if unlearned else {}),
                **(PAID if learned else {}),
                **ORDERED,
                **{name: LETTERS[name] for name in LETTERS if learned or name != "slow-inverse"},
                **{name: statement for i in blocks for name, statement in OF_BLOCK[i].items()},
                **(CUT if both else {}),
            },
            ("sigma_k",) if learned else (),
            scalars=("t", *(("sigma_next",) if unlearned else ())),
            matrices={
                **own,
                **({f"J{i}": ("n", sizes[i]) for i in blocks} if both else {}),
                **dict.fromkeys((*flows, "Phi", "Wt"), ("n", "n")),
            },
            symmetric=(*own, *flows),
            definitions={
                "c2": c2,
                **({} if both else {f"J{blocks[0]}": "1"}),
                **{name: text for i in blocks for name, text in DEFINITIONS[i].items()},
                **flows_of(blocks),
                **TOLERANCES,
                "error": "norm(Wt - Phi*target*T(Phi))",
            },
        )

    right_end = {"right_end": theorem.right_end}
    return (
        case(
            "1 <= k < r: the window",
            {"own-target-windows-are-not-empty": window_argument.BOUNDED},
            stated("window-not-empty", "targets-are-distinct"),
            ("sigma_k", "sigma_next"),
            definitions={"c1": c1, "c2": c2, "left_end": theorem.left_end, **right_end},
        ),
        case(
            "k = 0: the window",
            {"own-target-windows-are-not-empty": window_argument.FIRST},
            stated("right-ends-not-negative"),
            ("sigma_next",),
            definitions={"c2": c2, "left_end": "0", **right_end},
        ),
        case(
            "k >= 1: the constants",
            {"own-target-left-ends-are-earlier": (identity(None, "first-target-is-largest"),)},
            stated("first-target-is-largest"),
            ("sigma_1", "sigma_k"),
            definitions={"c1": c1, "c1_of_sharper": theorems.theorem("theorem-4-sharper").constants["c1"]},
        ),
        case(
            "k >= 1: a small tolerance",
            {"small-tolerances-are-late": lines.LATE},
            {
                **stated("right-ends-not-negative", "tolerance-is-small"),
                **{name: sharper.NOTATION[name] for name in SHAPE},
            },
            ("sigma_k",),
            matrices=dict.fromkeys(("M", "Minv"), ("n", "n")),
            symmetric=("M", "Minv"),
            definitions={"c1": c1, "c2": c2, "left_exponent": LEFT},
        ),
        case(
            "k >= 1: a mode that is learned",
            {"learned-starts-are-outgrown": lines.OUTGROWN},
            stated("left-ends-are-late", "after-the-left-end", "earlier-targets-are-larger"),
            ("sigma", "sigma_k"),
            scalars=("t",),
            definitions={"c1": c1, "decay": "exp(-2*c*sigma*t)"},
        ),
        *(matrices(title, blocks) for title, blocks in CASES.items()),
    )
