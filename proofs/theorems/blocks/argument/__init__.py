"""Theorem 4 for every n, spectrum, shape, ε, α and t in T_k: the lines from its hypotheses to its conclusion.

Each step's lines end with what the step states. Where k = 0 or k = n fewer steps are needed, and most have the same
lines.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Condition, Lines, Steps, identity, instance
from proofs.theorems.blocks.argument import conclusion, exponentials, identities, learned, rest
from proofs.theorems.blocks.names import (
    BLOCK_INVERSES,
    BLOCKS,
    CUT,
    LEARNED_INVERSES,
    LEARNED_SPECTRUM,
    SHAPE,
    SOLVED,
    UNLEARNED_INVERSES,
    UNLEARNED_SPECTRUM,
    columns,
    definitions,
    sizes_of,
)
from proofs.theorems.blocks.names import ORIGINS as ORIGINS
from proofs.theorems.shared.window_argument import window_cases

LABEL = "theorem-4"
FIRST, LATER = ("in-the-first-window",), ("left-ends-not-negative", "after-the-left-end")
"""What makes t ≥ 0 in T_0, and in every other window."""
POSITIVE = ("alpha", "eps", "sigma_1")


def lines(blocks: Sequence[int], begun: Sequence[str]) -> Lines:
    """The lines of each step, where `begun` is what makes t ≥ 0."""
    match tuple(blocks):
        case (1, 2):
            return {
                **exponentials.learned(*begun),
                **exponentials.unlearned(*begun),
                **exponentials.TOGETHER,
                **identities.BOTH,
                **identities.RESOLVENT,
                **learned.UNLEARNED,
                **learned.BOTH,
                **learned.learned(*learned.REDUCED),
                **rest.INTERLACING,
                **rest.UNLEARNED,
                **rest.BOTH,
                **conclusion.BOTH,
            }
        case (2,):
            return {
                **exponentials.unlearned(*begun),
                **identities.closed_form(2),
                **learned.UNLEARNED,
                "condition-number-is-at-least-one": learned.CONDITION,
                **rest.UNLEARNED,
                **rest.NONE_LEARNED,
                **conclusion.NONE_LEARNED,
            }
    return {
        **exponentials.learned(*begun),
        **identities.closed_form(1),
        **identities.ALL_LEARNED,
        **identities.RESOLVENT,
        **learned.ALL_LEARNED,
        **learned.learned(*learned.WHOLE),
        **conclusion.ALL_LEARNED,
    }


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """The cases: two of windows, three of blocks. `shows` gives what a step states, `uses` what it rests on."""
    steps, stated = Steps(shows, uses), theorem(LABEL)
    positive = (*POSITIVE, "sigma_k", "sigma_next", "c", "m", "mu")
    windows = window_cases(steps, LABEL, "general-windows-are-not-empty", positive)
    return (*windows, *(flow(steps, title, stated.hypotheses, stated.constants) for title in BLOCKS))


def flow(
    steps: Steps,
    title: str,
    hypotheses: Mapping[str, str],
    constants: Mapping[str, str],
    begun: Sequence[str] = LATER,
    positive: Sequence[str] = (),
    besides: Lines = MappingProxyType({}),
) -> Argument:
    """W̃(t) in its blocks; of the hypotheses those are asked that there are. `begun` makes t ≥ 0 where k ≥ 1."""
    blocks, size = BLOCKS[title], sizes_of(BLOCKS[title])
    begun = begun if 1 in blocks else FIRST
    asked = (*begun, *(("tolerance-not-too-large", "start-below-targets") if 1 in blocks else ()))
    asked += ("before-the-right-end",) if 2 in blocks else ()
    letters = {1: ("S1", "S1inv", "D1", "P"), 2: ("S2", "D2", *(("Cinv",) if 1 in blocks else ()), "CXinv", "Cpinv")}
    own = {name: (size[i], size[i]) for i in blocks for name in letters[i]}
    return steps.case(
        LABEL,
        f"{title}, k = r" if besides else title,
        {**besides, **lines(blocks, begun)},
        {
            **{name: hypotheses[name] for name in (*asked, NO_END, "shape-is-positive") if name in hypotheses},
            **(LEARNED_SPECTRUM if 1 in blocks else {}),
            **(UNLEARNED_SPECTRUM if 2 in blocks else {}),
            **SHAPE,
            **({**CUT, **BLOCK_INVERSES} if len(blocks) > 1 else {}),
            **(UNLEARNED_INVERSES if 2 in blocks else {}),
            **(LEARNED_INVERSES if 1 in blocks else {}),
            **SOLVED,
        },
        positive=(*POSITIVE, *(("sigma_k", "sigma_r") if 1 in blocks else ()), "c", "m", "mu", *positive),
        scalars=("t", *(("sigma_next",) if 2 in blocks else ())),
        matrices={
            **own,
            **dict.fromkeys(("M", "Minv", "K", "V", "Phi", "Wt"), ("n", "n")),
            **columns(blocks),
        },
        symmetric=(*own, "M", "Minv"),
        definitions={**constants, **definitions(blocks)},
    )


TIME, NO_END, END_NOT_NEGATIVE = "time-is-not-negative", "no-right-end", "right-ends-not-negative"
SMALL = "unlearned-exponentials-are-small"
CONDITIONS = (
    Condition("start-below-targets", "alpha**2*mu <= sigma_r", "decaying-term-is-the-smaller"),
    Condition("c1 pays for half", "2*m*sigma_1 <= c1", "perturbation-is-at-most-half"),
    Condition("c1 pays", "2*m*sigma_1**2 + m*sigma_1*eps <= c1*eps", "constants-pay-for-the-learned-block"),
    Condition("tolerance-not-too-large", "eps <= 2*sigma_1", "learned-block-is-bounded"),
    Condition("c2 pays", "4*mu*c2 <= eps", "constants-pay-for-the-unlearned-term"),
    Condition("both pay", "16*(m*mu*sigma_1)**2*c2 <= eps**2*c1", "constants-pay-for-the-off-diagonal"),
    Condition("both pay twice", "8*sigma_1*(m*mu)**2*c2 <= eps*c1", "constants-pay-for-the-coupled-term"),
)
"""What is asked of any positive c₁, c₂ and ε."""
AT_THE_END = Condition(END_NOT_NEGATIVE, "alpha**2 <= c2", SMALL)
"""What is asked of c₂ besides where k = r < n, and there is no right end."""
RATIO = "c2/alpha**2"
WITHOUT_END: Lines = {
    "before-the-right-end": (
        identity(f"0 < {RATIO}"),
        instance("exponential-of-a-logarithm", x=RATIO, name="growth"),
        instance("exponential-is-above-its-tangent", x=f"-log({RATIO})", name="tangent"),
        instance("exponential-of-a-sum", x=f"log({RATIO})", y=f"-log({RATIO})", name="inverse"),
        instance("exponential-of-zero", name="one"),
        identity(f"exp(-log({RATIO})) == alpha**2/c2", "growth", "inverse", "one", name="shrunk"),
        identity("alpha**2/c2 <= 1", END_NOT_NEGATIVE, name="small"),
        identity(f"0 <= log({RATIO})", "tangent", "shrunk", "small", name="end"),
        identity(None, "end", NO_END),
    )
}
"""That σ_{k+1} = 0 stands in for a right end, as log(c₂/α²) ≥ 0."""


def conditional(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """‖W(t) − Y_k‖ ≤ ε for positive numbers c₁, c₂ and ε, under the conditions that each case is given.

    Time counts from 0, so that no left end has to be positive. Where there are both blocks there is another case
    without a right end.
    """
    known = {**theorem(LABEL).hypotheses, TIME: "0 <= t"}
    end = "before-the-right-end"
    steps = Steps(shows, uses, CONDITIONS)
    endless = Steps(
        lambda label: known[end] if label == end else shows(label),
        lambda label: () if label == end else (*uses(label), *((end,) if label == SMALL else ())),
        (*CONDITIONS, AT_THE_END),
    )
    no_end = {name: text for name, text in known.items() if name != end} | {NO_END: "sigma_next == 0"}

    def case(steps: Steps, title: str, hypotheses: Mapping[str, str], **others: Any) -> Argument:
        return flow(steps, title, hypotheses, {}, (TIME, "after-the-left-end"), ("c1", "c2"), **others)

    both, *whole = (case(steps, title, known) for title in BLOCKS)
    return both, case(endless, "0 < k < n", no_end, besides=WITHOUT_END), *whole
