"""The sharpest Theorem 4 for every n, spectrum, shape, ε, α, k and t in T_k, case by case.

`arguments` has the theorem's own constants. `conditional` is the same for any positive c₁ and c₂, under the conditions
that the proof needs of them: the theorem's constants are the best that meet them. D₁ and D₂ are letters, of which each
mode knows that σD = 1 − e^{−2cσt}, and that D = 2ctR² with R² = (1 − e^{−2cσt})/(2cσt), or 1 where σt = 0: R, like all
that belongs to a mode, is diagonal and commutes with the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Line, Lines, Steps
from proofs.theorems.between import sharpest_constants as constants
from proofs.theorems.between import sharpest_lines as lines
from proofs.theorems.between.names import (
    BASIS,
    IS_INVERSE,
    NOTATION,
    ORDER_ALONE,
    ORDERED,
    SHOWN,
    TOLERANCES,
    flow_case,
)
from proofs.theorems.between.sharpest_constants import CONDITIONS
from proofs.theorems.blocks.argument import exponentials
from proofs.theorems.blocks.names import APART, CUT, SHAPE
from proofs.theorems.shared.window_argument import ASKED, window_cases

LABEL, SHARPER = "theorem-4-sharpest", "theorem-4-sharper"
POSITIVE = ("alpha", "eps", "c", "m", "mu", "sigma_1")
LEARNED = {
    "learned-from-above": "S1 <= sigma_1",
    "learned-from-below": "sigma_k <= S1",
    "learned-exponentials-saturate": "S1*D1 == 1 - inverse_E1*inverse_E1",
    "learned-root": "D1 == 2*c*t*R1*R1",
    "learned-root-commutes": "R1*S1 == S1*R1",
    "other learned-root-commutes": "R1*inverse_E1 == inverse_E1*R1",
}
UNLEARNED = {
    "unlearned-from-above": "S2 <= sigma_next",
    "later-targets-are-smaller": "sigma_next <= sigma_1",
    "unlearned-exponentials-saturate": "S2*D2 == 1 - inverse_E2*inverse_E2",
    "unlearned-root": "D2 == 2*c*t*R2*R2",
    "unlearned-root-commutes": "R2*S2 == S2*R2",
}
ABSENT = {name: UNLEARNED[name] for name in ("unlearned-from-above", "unlearned-root")}
"""Block 2, where σ_{k+1} = 0 and no mode of it grows."""
HYPOTHESES = {
    name: theorem(SHARPER).hypotheses[name]
    for name in ("time-is-not-negative", "after-the-left-end", "before-the-right-end", "shape-is-positive")
}
"""What is asked of t and of the shape, whatever the constants are."""
TAKEN: Mapping[str, str] = {
    **dict.fromkeys((*LEARNED, *UNLEARNED, *APART), "notation"),
    **{name: origin for name, origin in SHOWN.items() if name not in ORDER_ALONE},
    **{label: label for label in ORDERED},
}
"""What each given is where W̃ is known to lie between the flows, hypotheses apart."""
ORIGINS: Mapping[str, str] = {**dict.fromkeys(theorem(LABEL).hypotheses, "hypothesis"), **TAKEN}
"""What each given of the theorem is: a hypothesis, what a name stands for, or the label of the entry that shows it."""


@dataclass(frozen=True)
class Case:
    """What a case has of its own; block 1 is learned, block 2 is not.

    `unlearned` bounds block 2 from above; `absent`: its modes are not in Y.
    """

    title: str
    blocks: tuple[int, ...]
    conditions: tuple[str, ...]
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

    def lines(self, known: Mapping[int, tuple[Line, ...]]) -> Lines:
        """Those of each step; `known` says what is known of c₁ and c₂, and (0) of the start where nothing is of c₂."""
        begins = "time-is-not-negative"
        start = "start-below-learned" if "start-below-learned" in self.conditions else "start-below-tolerance"
        first, second = known[1] if self.timed else (), known[2] if self.ends else known.get(0, ())
        late = exponentials.learned(begins, positive=("c1",)) if self.timed else {}
        early = exponentials.unlearned(begins, positive=("c2",)) if self.ends else {}
        return {
            **{f"sharpest-{label}": (*first, *found) for label, found in late.items()},
            **{f"sharpest-{label}": (*second, lines.EARLY, *found) for label, found in early.items()},
            "slow-flow-reaches-tolerance": (*first, *lines.below(self.blocks, self.timed)),
            "fast-flow-keeps-tolerance": (*second, *lines.above(self.blocks, start, self.unlearned)),
            "sharpest-incremental-learning": lines.WITHIN_EPS,
        }


OF_C1 = ("learned-constant", "after-the-left-end")
OF_C2 = ("unlearned-constant", "tolerance-below-targets", "before-the-right-end")
WITHIN = ("targets-below-tolerance", "start-below-tolerance")
TOLERANT = "the tolerance is at least sigma_1"
CONDITIONAL = (
    Case("0 < k < r", (1, 2), (*OF_C1, *OF_C2), lines.IN_TIME),
    Case("0 = k < r", (2,), OF_C2, lines.IN_TIME),
    Case("0 < k = r < n", (1, 2), (*OF_C1, "start-below-tolerance"), lines.NOT_GROWN, absent=True),
    Case("0 < k = r = n", (1,), (*OF_C1, "start-below-learned")),
    Case(f"0 < k < n: {TOLERANT}", (1, 2), WITHIN, lines.WITHIN),
    Case(f"k = 0: {TOLERANT}", (2,), WITHIN, lines.WITHIN),
    Case(f"k = n: {TOLERANT}", (1,), ("targets-below-tolerance", "start-below-learned")),
)
SMALL = ("start-below-tolerance", "tolerance-below-targets")
CASES = (
    Case("0 < k < r", (1, 2), (*SMALL, "after-the-left-end", "before-the-right-end"), lines.IN_TIME),
    Case("0 = k < r", (2,), (*SMALL, "before-the-right-end"), lines.IN_TIME),
    Case("0 < k = r < n", (1, 2), (*SMALL, "after-the-left-end"), lines.NOT_GROWN, absent=True),
    Case("0 < k = r = n", (1,), (*SMALL, "after-the-left-end")),
)
STATED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "alpha-is-small": ("alpha**2 <= c2", ()),
    "start-below-tolerance": (CONDITIONS["start-below-tolerance"], ("alpha-is-small",)),
}
"""The steps that stand in no theorem, where these are hypotheses: what they show, and what they use."""


def conditional(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """‖W(t) − Y_k‖ ≤ ε for positive numbers c₁, c₂ and ε, under the conditions that each case is given.

    That W̃ lies between the flows is shown too, and, from the right end, that α² ≤ c₂.
    """
    steps = Steps(
        lambda label: STATED[label][0] if label in STATED else shows(label),
        lambda label: STATED[label][1] if label in STATED else (*uses(label), "start-below-tolerance"),
    )

    def case(of: Case) -> Argument:
        found = {**(constants.START if of.ends else {}), **lines.in_order(of.blocks), **of.lines(constants.ANY)}
        asked = {name: (CONDITIONS | HYPOTHESES)[name] for name in (*of.conditions, "shape-is-positive")}
        return flow(steps, "conditional theorem 4", of, found, {**asked, **NOTATION}, {}, ("c1", "c2"))

    return tuple(map(case, CONDITIONAL))


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Two cases of windows, four of blocks; `shows` and `uses` say what a step states, and which steps it uses."""
    steps, stated, others = Steps(shows, uses), theorem(LABEL), theorem(SHARPER).constants
    later, first = window_cases(
        steps,
        LABEL,
        "sharpest-windows-are-not-empty",
        (*POSITIVE, "sigma_k", "sigma_next"),
        asked=(*SMALL, *ASKED),
        bounded=constants.WINDOW,
        asked_first=SMALL,
        first=constants.FIRST_WINDOW,
        given=SHAPE,
        matrices=dict.fromkeys(("M", "Minv"), ("n", "n")),
        symmetric=("M", "Minv"),
    )
    compared = steps.case(
        LABEL,
        "k <= r: the constants",
        constants.COMPARED,
        {name: stated.hypotheses[name] for name in SMALL},
        positive=POSITIVE,
        definitions={**stated.constants, **{f"{name}_of_sharper": text for name, text in others.items()}},
    )

    def case(of: Case) -> Argument:
        asked = {**{name: stated.hypotheses[name] for name in of.conditions}, **(SHAPE if of.timed else {})}
        return flow(steps, LABEL, of, of.lines(constants.BEST), {**asked, **between(of)}, stated.constants)

    return (later, compared, first, *map(case, CASES))


def between(case: Case) -> Mapping[str, str]:
    """That W̃ lies between the flows is given."""
    unneeded = ORDER_ALONE if case.timed else (*ORDER_ALONE, "slow-inverse")
    return {**ORDERED, **{name: text for name, text in IS_INVERSE.items() if name not in unneeded}, **BASIS}


def flow(
    steps: Steps,
    theorem: str,
    case: Case,
    found: Lines,
    given: Mapping[str, str],
    own: Mapping[str, str],
    positive: tuple[str, ...] = (),
) -> Argument:
    """W(t) between the slow and the fast flow."""
    blocks, learned, unlearned = case.blocks, 1 in case.blocks, 2 in case.blocks
    return flow_case(
        steps,
        theorem,
        case.title,
        blocks,
        found,
        {
            **given,
            "time-is-not-negative": HYPOTHESES["time-is-not-negative"],
            **(LEARNED if learned else {}),
            **({} if not unlearned else ABSENT if case.absent else UNLEARNED),
            **({name: CUT[name] for name in (APART if case.timed else CUT)} if len(blocks) > 1 else {}),
        },
        letters={i: tuple(f"{name}{i}" for name in "SDR") for i in blocks},
        definitions={**own, **({"sigma_next": "0"} if case.absent else {}), **TOLERANCES},
        positive=(*POSITIVE, *positive, *(["sigma_next"] if case.ends else [])),
    )
