"""The pivot law for every n, spectrum, factor, α, k and t, case by case: decoupling, modes, entries, times."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from proofs.certificate.argument import Argument, Line, Steps
from proofs.theorems.pivots import entry_lines, lines
from proofs.theorems.pivots.names import (
    BOUNDS,
    DECOUPLED,
    ERRORS,
    GROWN,
    IN_BLOCKS,
    LABEL,
    NOTATION,
    OF_ABSENT,
    OF_BLOCK,
    OF_EARLIER,
    OF_ENTRY,
    OF_LATER,
    OF_MODE,
    OF_TIME,
    around,
    asked,
    defined,
    together,
)
from proofs.theorems.pivots.names import ORIGINS as ORIGINS

Case = Callable[..., Argument]
SIZES = {"1 < k < n": (1, 2), "1 = k < n": (2,), "1 < k = n": (1,), "1 = k = n": ()}
"""Which modes there are beside the k-th: block 1 before it, block 2 after it."""
OTHERS = {1: "f", 2: "q"}
"""How many these are."""


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """The cases; `shows` and `uses` are those of a step."""
    case = partial(Steps(shows, uses).case, LABEL)
    return (
        decoupling(case),
        *modes(case),
        *(entry(case, title, blocks) for title, blocks in SIZES.items()),
        *times(case),
    )


def given(*names: str) -> dict[str, str]:
    known = {**asked(), **OF_MODE}
    return {name: known[name] for name in names}


def decoupling(case: Case) -> Argument:
    """W(t) beside two flows, of the first k modes and of the others."""
    square = {"J1": "k", "J2": "q"}
    letters = {
        **dict.fromkeys(("S1", "G1", "A", "Omega1"), ("k", "k")),
        **dict.fromkeys(("S2", "G2", "rest", "Omega2"), ("q", "q")),
        "Omega": ("n", "n"),
    }
    return case(
        "0 < k < n: decoupling",
        {"decoupled-from-below": lines.DECOUPLED_BELOW, "decoupled-from-above": lines.DECOUPLED_ABOVE},
        DECOUPLED,
        positive=("alpha", "c"),
        scalars=("t",),
        matrices={**letters, **{name: ("n", size) for name, size in square.items()}, "ell": ("q", "k")},
        symmetric=tuple(letters),
        definitions=IN_BLOCKS,
    )


def modes(case: Case) -> tuple[Argument, ...]:
    """One mode after the k-th, that grows or is absent, and one before it."""
    later, earlier = "later-modes-are-outgrown", "earlier-modes-have-settled"
    started = ("start-below-target", "time-is-not-negative")
    numbers = ("alpha", "c", "p", "sigma_k")
    absent = defined(*OF_ABSENT)
    return (
        case(
            "1 <= k < r: a mode that grows",
            {later: lines.LATER},
            given(*started, "later-modes-are-smaller"),
            positive=(*numbers, "sigma"),
            scalars=("t",),
            definitions={**defined(*OF_LATER), **GROWN},
        ),
        case(
            "1 <= k <= r < n: an absent mode",
            {later: lines.ABSENT},
            given(*started, "absent-mode"),
            positive=numbers,
            scalars=("t", "accumulated"),
            definitions={**absent, "tail": "absent_tail"},
        ),
        case(
            "1 < k <= r: an earlier mode",
            {earlier: lines.EARLIER},
            given(
                "earlier-start-below-targets",
                "time-is-not-negative",
                "earlier-modes-are-larger",
                "targets-are-ordered",
            ),
            positive=("c", "sigma_k", "sigma", "sigma_before", "a_before"),
            scalars=("t",),
            definitions=defined(*OF_EARLIER),
        ),
    )


def entry(case: Case, title: str, blocks: Sequence[int]) -> Argument:
    """The k-th diagonal entry of ΦᵀW(t)Φ, where there are these other modes."""
    own: Mapping[int, Mapping[str, tuple[str, str]]] = {
        1: {"b": ("f", "one"), "J1": ("n", "f")},
        2: {"l": ("q", "one"), "J2": ("n", "q")},
    }
    square = {1: ("S1", "G1", "Y1", "heads"), 2: ("S2", "G2", "tails")}
    symmetric = {name: (OTHERS[i], OTHERS[i]) for i in blocks for name in square[i]}
    symmetric |= dict.fromkeys(("shape", "Omega"), ("n", "n"))
    numbers = {1: "delta_above", 2: "delta_below"}
    return case(
        title,
        {
            "entry-is-at-least-its-pivots": entry_lines.law_from_below(blocks),
            "entry-is-at-most-its-pivots": entry_lines.law_from_above(blocks),
        },
        {
            **given("start-below-target", "time-is-not-negative"),
            **NOTATION,
            **around(blocks),
            **{name: text for i in blocks for name, text in OF_BLOCK[i].items()},
        },
        positive=("alpha", "c", "p", "sigma_k", *(("a_before",) if 1 in blocks else ())),
        scalars=("t", "w", *(numbers[i] for i in blocks)),
        matrices={
            **symmetric,
            **{name: size for i in blocks for name, size in own[i].items()},
            **dict.fromkeys(("Phi", "Wt"), ("n", "n")),
            **({"e_k": ("n", "one")} if blocks else {}),
        },
        symmetric=tuple(symmetric),
        definitions={**defined(*OF_ENTRY), **together(blocks)},
    )


def times(case: Case) -> tuple[Argument, Argument]:
    """When a mode is half learned, by the bounds of its entry alone."""

    def of_time(title: str, step: str, proof: tuple[Line, ...], bound: str, error: str, off: str) -> Argument:
        conditions = [name for name in asked() if name in AT_A_TIME[step]]
        side = f"{error.replace('delta', 'error').replace('_', '-')}-is-not-negative"
        return case(
            f"1 <= k <= r: {title}",
            {step: proof},
            {
                **given("start-below-target", "time-is-not-negative", *conditions),
                bound: BOUNDS[bound],
                side: ERRORS[side],
            },
            positive=("alpha", "c", "p", "sigma_k"),
            scalars=("t", "w", error),
            definitions=defined(*OF_TIME, off),
        )

    return (
        of_time(
            "half-learned",
            "not-half-learned-before",
            entry_lines.not_before(),
            "entry-is-at-most-its-pivots",
            "delta_above",
            "early",
        ),
        of_time(
            "not half-learned",
            "half-learned-after",
            entry_lines.not_after(),
            "entry-is-at-least-its-pivots",
            "delta_below",
            "late",
        ),
    )


AT_A_TIME = {
    "not-half-learned-before": ("half-learned", "small-error-above"),
    "half-learned-after": ("not-half-learned", "small-error-below"),
}
"""What each bound of the time asks besides."""
