"""The sharpest Theorem 4 for every n, spectrum, shape, ε, α, k and t in T_k, case by case: for c₁ and c₂ that are any
positive numbers, under the conditions that the proof needs of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from proofs.argument import Argument, Line, Written
from proofs.sharper import names as sharper
from proofs.sharper.lines import Lines
from proofs.sharpest import lines
from proofs.sharpest.names import ABSENT, CONDITIONS, HYPOTHESES, LEARNED, UNLEARNED
from proofs.theorem3.argument import diagonal
from proofs.theorem4.argument import exponentials
from proofs.theorem4.argument.scopes import APART, CUT

POSITIVE = ("alpha", "eps", "c", "c1", "c2", "m", "mu", "sigma_1")
SIZES = {1: "k", 2: "q"}
ORDER = ("solution-is-at-least-the-slow-flow", "solution-is-at-most-the-fast-flow")
CLOSE = ("slow-flow-reaches-tolerance", "fast-flow-keeps-tolerance")
PAY, SMALL = "sharper-learned-exponentials-pay", "sharper-unlearned-exponentials-are-small"
STATES: Mapping[str, str] = {
    "alpha-is-small": "alpha**2 <= c2",
    "start-below-tolerance": CONDITIONS["start-below-tolerance"],
    PAY: "norm_inverse_E1**2/alpha**2 <= 1/c1",
    SMALL: "alpha**2*norm_E2**2 <= c2",
    ORDER[0]: "definiteness_above_slow >= 0",
    ORDER[1]: "definiteness_below_fast >= 0",
    CLOSE[0]: "definiteness_slow_above_target >= 0",
    CLOSE[1]: "definiteness_fast_below_target >= 0",
    "sharpest-incremental-learning": "error <= eps",
}
"""What each step shows."""


@dataclass(frozen=True)
class Case:
    """What a case has of its own; block 1 is learned, block 2 is not.

    `unlearned` bounds block 2 from above; `absent`: its modes are not in Y.
    """

    title: str
    blocks: tuple[int, ...]
    conditions: tuple[str, ...]
    start: str = "start-below-tolerance"
    unlearned: tuple[Line, ...] = ()
    absent: bool = False

    @property
    def timed(self) -> bool:
        """Whether the learned modes have had their time."""
        return "after-the-left-end" in self.conditions

    @property
    def ends(self) -> bool:
        """Whether the window has a right end."""
        return "before-the-right-end" in self.conditions


AFTER = ("learned-constant", "after-the-left-end")
BEFORE = ("unlearned-constant", "tolerance-below-targets", "before-the-right-end")
WITHIN = ("targets-below-tolerance", "start-below-tolerance")
TOLERANT = "the tolerance is at least sigma_1"
CASES = (
    Case("0 < k < n, k < r", (1, 2), (*AFTER, *BEFORE), unlearned=lines.IN_TIME),
    Case("k = 0 < r", (2,), BEFORE, unlearned=lines.IN_TIME),
    Case("0 < k = r < n", (1, 2), (*AFTER, "start-below-tolerance"), unlearned=lines.NOT_GROWN, absent=True),
    Case("k = n", (1,), (*AFTER, "start-below-learned"), start="start-below-learned"),
    Case(f"0 < k < n: {TOLERANT}", (1, 2), WITHIN, unlearned=lines.WITHIN),
    Case(f"k = 0: {TOLERANT}", (2,), WITHIN, unlearned=lines.WITHIN),
    Case(f"k = n: {TOLERANT}", (1,), (WITHIN[0], "start-below-learned"), start="start-below-learned"),
)


def conditional() -> tuple[Argument, ...]:
    """‖W(t) − Y_k‖ ≤ ε for positive numbers c₁, c₂ and ε, under the conditions that each case is given."""
    return tuple(map(_argument, CASES))


def _steps(case: Case) -> Lines:
    """The lines of each step, those that others use before them."""
    given = "time-is-not-negative"
    timed = {
        **(exponentials.learned(given) if case.timed else {}),
        **(exponentials.unlearned(given) if case.ends else {}),
    }
    return {
        **(lines.START if case.ends else {}),
        **{f"sharper-{label}": found for label, found in timed.items()},
        **lines.in_order(case.blocks),
        CLOSE[0]: lines.below(case.blocks, case.timed),
        CLOSE[1]: lines.above(case.blocks, case.start, case.unlearned),
        "sharpest-incremental-learning": lines.WITHIN_EPS,
    }


USES: Mapping[str, tuple[str, ...]] = {
    "start-below-tolerance": ("alpha-is-small",),
    CLOSE[0]: (PAY,),
    CLOSE[1]: ("start-below-tolerance", SMALL),
    "sharpest-incremental-learning": (*ORDER, *CLOSE),
}


def _argument(case: Case) -> Argument:
    blocks, steps = case.blocks, _steps(case)
    learned, both = 1 in blocks, len(blocks) > 1
    sizes = {i: SIZES[i] if both else "n" for i in blocks}
    letters = {f"{name}{i}": (sizes[i], sizes[i]) for i in blocks for name in "SDR"}
    flows = ("M", "Minv", "W", "slow", "fast")
    hypotheses = CONDITIONS | HYPOTHESES
    return Argument(
        f"conditional theorem 4, {case.title}",
        tuple(
            Written(label, STATES[label], tuple(x for x in USES.get(label, ()) if x in steps), found)
            for label, found in steps.items()
        ),
        given={
            **{name: hypotheses[name] for name in (*case.conditions, "time-is-not-negative", "shape-is-positive")},
            **sharper.NOTATION,
            **(LEARNED if learned else {}),
            **({} if 2 not in blocks else ABSENT if case.absent else UNLEARNED),
            **({name: CUT[name] for name in (CUT if not case.timed else APART)} if both else {}),
        },
        positive=(*POSITIVE, *(["sigma_k"] if learned else []), *(["sigma_next"] if case.ends else [])),
        scalars=("t", *(["sigma_next"] if 2 in blocks and not case.ends and not case.absent else [])),
        matrices={
            **letters,
            **({f"J{i}": ("n", sizes[i]) for i in blocks} if both else {}),
            **dict.fromkeys((*flows, "Phi", "Wt"), ("n", "n")),
        },
        symmetric=(*letters, *flows),
        definitions={
            **({"sigma_next": "0"} if case.absent else {}),
            **({} if both else {f"J{blocks[0]}": "1"}),
            **{name: text for i in blocks for name, text in sharper.DEFINITIONS[i].items() if name != f"D{i}"},
            "F": diagonal(blocks, "inverse_E{}"),
            "D": diagonal(blocks, "D{}"),
            "W_inverse": "F*M*F/alpha**2 + D",
            "slow_inverse": diagonal(blocks, "slow_{}"),
            "fast_inverse": diagonal(blocks, "fast_{}"),
            "target": "J1*S1*T(J1)" if learned else "0",
            "definiteness_above_slow": "definiteness(W - slow)",
            "definiteness_below_fast": "definiteness(fast - W)",
            "definiteness_slow_above_target": "definiteness(slow - (target - eps))",
            "definiteness_fast_below_target": "definiteness(target + eps - fast)",
            "error": "norm(Wt - Phi*target*T(Phi))",
        },
        case=case.title,
    )
