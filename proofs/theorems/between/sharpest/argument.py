"""The sharpest Theorem 4 for every n, spectrum, shape, ε, α, k and t in T_k, case by case.

`arguments` has the theorem's own constants. `conditional` is the same for any positive c₁ and c₂, under the conditions
that the proof needs of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from paper.theorems import Given, theorem
from proofs.certificate.argument import Argument, Line, Written
from proofs.claims.claim import Step
from proofs.claims.texts import text_of
from proofs.theorems.between.sharper import names as sharper
from proofs.theorems.between.sharper.lines import Lines
from proofs.theorems.between.sharpest import constants, lines
from proofs.theorems.between.sharpest.names import ABSENT, CONDITIONS, HYPOTHESES, LEARNED, ORDERED, UNLEARNED
from proofs.theorems.between.sharpest.names import ORIGINS as ORIGINS
from proofs.theorems.blocks.argument import exponentials
from proofs.theorems.blocks.argument.scopes import APART, CUT

SIZES = {1: "k", 2: "q"}
POSITIVE = ("alpha", "eps", "c", "m", "mu", "sigma_1")
SHAPE = ("m", "mu", "M-inverse", "other M-inverse")
FLOWS = ("slow-inverse", "other slow-inverse", "fast-inverse", "other fast-inverse")
BASIS = ("closed-form", "basis-is-orthogonal", "basis-is-complete")
STATED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "alpha-is-small": ("alpha**2 <= c2", ()),
    "start-below-tolerance": (CONDITIONS["start-below-tolerance"], ("alpha-is-small",)),
}
"""The steps that stand in no theorem, where these are hypotheses: what they show, and what they use."""


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

    def steps(self, known: Mapping[int, tuple[Line, ...]]) -> Lines:
        """The lines of each step, those that others use before them; `known` says what is known of c₁ and c₂."""
        begins = "time-is-not-negative"
        start = "start-below-learned" if "start-below-learned" in self.conditions else "start-below-tolerance"
        first, second = known[1] if self.timed else (), known[2] if self.ends else ()
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


def own_constants() -> Mapping[str, str]:
    """c₁ and c₂ as they stand now."""
    return theorem("theorem-4-sharpest").constants


def conditional(steps: Mapping[str, Step]) -> tuple[Argument, ...]:
    """‖W(t) − Y_k‖ ≤ ε for positive numbers c₁, c₂ and ε, under the conditions that each case is given.

    That W̃ lies between the flows is shown too, and, from the right end, that α² ≤ c₂. `steps` are those of all rooms.
    """

    def flow(case: Case) -> Argument:
        found = {**(constants.START if case.ends else {}), **lines.in_order(case.blocks), **case.steps(constants.ANY)}

        def written(label: str) -> Written:
            if label in STATED:
                return Written(label, *STATED[label], found[label])
            used = (*steps[label].uses, "start-below-tolerance")
            return Written(label, text_of(steps[label]), tuple(x for x in used if x in found), found[label])

        return _flow(
            "conditional theorem 4",
            case,
            tuple(map(written, found)),
            given={
                **{name: (CONDITIONS | HYPOTHESES)[name] for name in (*case.conditions, "shape-is-positive")},
                **sharper.NOTATION,
            },
            positive=("c1", "c2"),
        )

    return tuple(map(flow, CONDITIONAL))


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Two cases of windows, four of blocks; `shows` and `uses` say what a step states, and which steps it uses."""
    stated = theorem("theorem-4-sharpest")
    hypotheses = stated.hypotheses
    notation = sharper.NOTATION

    def written(found: Lines) -> tuple[Written, ...]:
        return tuple(Written(x, shows(x), tuple(u for u in uses(x) if u in found), found[x]) for x in found)

    def window(title: str, found: tuple[Line, ...], left_end: str, *given: str, **names: Any) -> Argument:
        ends = {"left_end": left_end, "right_end": stated.right_end}
        return Argument(
            f"theorem-4-sharpest, {title}",
            written({"sharpest-windows-are-not-empty": found}),
            {name: Given({**hypotheses, **notation})[name] for name in given},
            definitions={**own_constants(), **ends},
            case=title,
            **names,
        )

    def flow(case: Case) -> Argument:
        of_flows = (*SHAPE, *FLOWS) if case.timed else FLOWS[1:]
        return _flow(
            "theorem-4-sharpest",
            case,
            written(case.steps(constants.BEST)),
            given={
                **{name: hypotheses[name] for name in case.conditions},
                **ORDERED,
                **{name: notation[name] for name in (*of_flows, *BASIS)},
            },
            definitions=own_constants(),
        )

    return (
        window(
            "1 <= k < r: the window",
            constants.WINDOW,
            stated.left_end,
            *(*SMALL, "window-not-empty", "targets-are-distinct", *SHAPE),
            positive=(*POSITIVE, "sigma_k", "sigma_next"),
            matrices=dict.fromkeys(("M", "Minv"), ("n", "n")),
            symmetric=("M", "Minv"),
        ),
        Argument(
            "theorem-4-sharpest, k <= r: the constants",
            written(constants.COMPARED),
            {name: hypotheses[name] for name in SMALL},
            positive=POSITIVE,
            definitions={
                **own_constants(),
                **{f"{name}_of_sharper": text for name, text in theorem("theorem-4-sharper").constants.items()},
            },
            case="k <= r: the constants",
        ),
        window("k = 0: the window", constants.FIRST_WINDOW, "0", *SMALL, positive=(*POSITIVE, "sigma_next")),
        *map(flow, CASES),
    )


def _flow(
    label: str,
    case: Case,
    steps: tuple[Written, ...],
    given: Mapping[str, str],
    positive: tuple[str, ...] = (),
    definitions: Mapping[str, str] = MappingProxyType({}),
) -> Argument:
    """W(t) between the slow and the fast flow."""
    blocks = case.blocks
    learned, both = 1 in blocks, len(blocks) > 1
    sizes = {i: SIZES[i] if both else "n" for i in blocks}
    letters = {f"{name}{i}": (sizes[i], sizes[i]) for i in blocks for name in "SDR"}
    flows = ("M", "Minv", "W", "slow", "fast")
    any_next = 2 in blocks and not case.ends and not case.absent
    return Argument(
        f"{label}, {case.title}",
        steps,
        given={
            **given,
            "time-is-not-negative": HYPOTHESES["time-is-not-negative"],
            **(LEARNED if learned else {}),
            **({} if 2 not in blocks else ABSENT if case.absent else UNLEARNED),
            **({name: CUT[name] for name in (APART if case.timed else CUT)} if both else {}),
        },
        positive=(*POSITIVE, *positive, *(["sigma_k"] if learned else []), *(["sigma_next"] if case.ends else [])),
        scalars=("t", *(["sigma_next"] if any_next else [])),
        matrices={
            **letters,
            **({f"J{i}": ("n", sizes[i]) for i in blocks} if both else {}),
            **dict.fromkeys((*flows, "Phi", "Wt"), ("n", "n")),
        },
        symmetric=(*letters, *flows),
        definitions={
            **definitions,
            **({"sigma_next": "0"} if case.absent else {}),
            **({} if both else {f"J{blocks[0]}": "1"}),
            **{name: text for i in blocks for name, text in sharper.DEFINITIONS[i].items() if name != f"D{i}"},
            **sharper.flows_of(blocks),
            **sharper.TOLERANCES,
            "error": "norm(Wt - Phi*target*T(Phi))",
        },
        case=case.title,
    )
