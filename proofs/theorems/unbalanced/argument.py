"""The unbalanced law: the flow in its basis, bounds that are kept from an instant on, and what they are in the window.

A bound M ⪰ 0 of the flow is kept where Ṁ ⪰ AM + MAᵀ, which `bounds-are-kept` derives with two theorems of books; its
gain, Ṁ − AM − MAᵀ, is shown here to be positive at every instant at which the bounds that it rests on hold. They do so
in this order: the Gram matrix, the rest, the learned part, what it lacks; in the window the last two keep each other.
"""

from collections.abc import Callable
from functools import partial

from proofs.certificate.argument import NAME, Argument, Lines, Steps
from proofs.theorems.blocks.names import CUT
from proofs.theorems.unbalanced import lines, number_lines
from proofs.theorems.unbalanced.names import (
    BLOCKS,
    DEFINITENESS,
    GAINS,
    HALVES,
    INSTANT,
    KEPT,
    LABEL,
    LIFTED,
    MEANWHILE,
    NUMBERS,
    PRODUCT,
    RATES,
    SHOWN,
    STARTED,
    STARTS,
    SWAP,
    TARGETS,
    TURNED,
    asked,
    defined,
)
from proofs.theorems.unbalanced.names import ORIGINS as ORIGINS

Case = Callable[..., Argument]
MATRICES = {"U1": ("k", "h"), "U2": ("p", "h"), "S1": ("k", "k"), "S2": ("p", "p"), "K": ("k", "p"), "L": ("p", "p")}
SIZES = ("sigma_1", "sigma_k", "delta")
LAW_NUMBERS = ("alpha", "eps", "sigma_1", "sigma_k", "tau", "size", "least", "imbalance")


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """The cases; `shows` and `uses` are those of a step."""
    case = partial(Steps(shows, uses).case, LABEL)
    return (lifted(case), start(case), *before(case), *window(case), weakest(case), *numbers(case), product(case))


def given(*names: str) -> dict[str, str]:
    known = {
        **asked(),
        **SWAP,
        **TURNED,
        **TARGETS,
        **INSTANT,
        **STARTED,
        **NUMBERS,
        **SHOWN,
        **HALVES,
        **CUT,
        **KEPT,
        **MEANWHILE,
    }
    return {name: known[name] for name in names}


def lifted(case: Case) -> Argument:
    """Both factors as one matrix R, in a basis in which [0 Y; Yᵀ 0] is diagonal."""
    return case(
        "the stacked flow",
        {"stacked-flow-of-any-start": lines.LIFTED, "imbalance-in-the-stacked-flow": lines.IMBALANCE},
        HALVES,
        matrices={"U": ("m", "h"), "V": ("n", "h"), "Y": ("m", "n"), "F": ("m", "s"), "H": ("n", "s")},
        definitions=LIFTED,
    )


def instant(
    case: Case, title: str, found: Lines, *names: str, numbers: tuple[str, ...], scalars: tuple[str, ...] = ()
) -> Argument:
    """The blocks of R at an instant; their rates are those of the flow."""
    return case(
        title,
        found,
        given(*names),
        positive=numbers,
        scalars=scalars,
        matrices=MATRICES,
        symmetric=("S1", "S2", "L"),
        definitions=needed({**BLOCKS, **RATES, **GAINS, **STARTS, **DEFINITENESS}, numbers + scalars),
    )


def needed(definitions: dict[str, str], known: tuple[str, ...]) -> dict[str, str]:
    """The definitions that speak of what there is."""
    here = {*MATRICES, *known, "T", "norm", "definiteness"}
    while more := {x for x, text in definitions.items() if x not in here and set(NAME.findall(text)) <= here}:
        here |= more
    return {name: text for name, text in definitions.items() if name in here}


def start(case: Case) -> Argument:
    """The bounds at time 0."""
    return instant(
        case,
        "the start",
        lines.STARTS,
        *STARTED,
        "start-is-below-the-targets",
        "growth-is-below-the-target",
        "targets-are-ordered",
        "first-targets-are-larger",
        "first-targets-are-smaller",
        numbers=(*SIZES, "alpha", "size", "least", "tau", "omega"),
    )


def before(case: Case) -> tuple[Argument, ...]:
    """What keeps each bound from the start on."""
    at, small = partial(instant, case), "imbalance-is-small"
    return (
        at("the imbalance", {"stacked-imbalance-is-conserved": lines.CONSERVED}, *SWAP, *TURNED, numbers=()),
        at(
            "the Gram matrix",
            {"gram-stays-bounded": lines.GRAM},
            small,
            "first-targets-are-smaller",
            "rest-targets-are-smaller",
            numbers=("sigma_1", "delta"),
        ),
        at(
            "the rest",
            {"rest-stays-small": lines.SMALL},
            *SWAP,
            small,
            "rest-grows-slowly",
            "gram-is-bounded",
            numbers=("delta", "root", "v"),
            scalars=("tau",),
        ),
        at(
            "the learned part",
            {"learned-part-keeps-up": lines.LEARNED},
            "K-unit",
            small,
            "rest-is-bounded",
            "weakest-is-ahead",
            "weight-of-the-imbalance",
            "first-targets-are-larger",
            numbers=("sigma_k", "delta", "u", "l", "kappa", "omega"),
        ),
        at(
            "what is learned too much",
            {"learned-part-does-not-exceed": lines.NOT_OVER},
            "K-unit",
            small,
            "rest-is-bounded",
            "weakest-is-ahead",
            "learned-is-bounded",
            "weight-of-the-imbalance",
            numbers=("delta", "u", "l", "kappa", "omega"),
        ),
        at(
            "what is still to be learned",
            {"deficit-decays": lines.SETTLES},
            "K-unit",
            small,
            "rest-is-bounded",
            "learned-is-bounded",
            "time-is-not-negative",
            "growth-is-not-negative",
            numbers=("delta", "u", "l", "a_1"),
            scalars=("t", "tau"),
        ),
    )


def window(case: Case) -> tuple[Argument, ...]:
    """What keeps two bounds in the window, and that one of them begins there."""
    at = partial(instant, case)
    small, imbalance = (
        "imbalance-is-small",
        ("rest-is-small-in-the-window", "imbalance-pays", "tolerance-below-gap", "growth-is-not-negative"),
    )
    turning = ("root", "targets-are-ordered", "gram-is-bounded", "rest-is-bounded", "first-targets-are-larger")
    return (
        at(
            "the left end",
            {"mixed-part-is-small-at-the-left-end": lines.MIXED_START},
            "rest-is-small-at-the-left-end",
            "rest-is-bounded",
            "gram-is-bounded",
            "root",
            "imbalance-pays",
            "tolerance-below-gap",
            "targets-are-ordered",
            "growth-is-not-negative",
            numbers=(*SIZES, "root", "u", "eps"),
            scalars=("tau",),
        ),
        at(
            "the window: what mixes the modes",
            {"mixed-part-stays-small": lines.MIXED},
            *SWAP,
            small,
            *imbalance,
            *turning,
            "deficit-meanwhile",
            "rest-grows-slowly",
            numbers=(*SIZES, "root", "u", "eps"),
            scalars=("tau",),
        ),
        at(
            "the window: what is still to be learned",
            {"deficit-stays-small": lines.LATE},
            "K-unit",
            small,
            *imbalance,
            *turning,
            "mixed-meanwhile",
            numbers=(*SIZES, "root", "u", "eps"),
            scalars=("tau",),
        ),
    )


def weakest(case: Case) -> Argument:
    """The number ℓ that the learned part is kept above."""
    return case(
        "the weakest mode",
        {"weakest-stays-ahead": lines.AHEAD, "weakest-stays-below-its-target": lines.BELOW},
        given("rest-is-small-in-the-window", "weight-is-large", "weight-is-paid", "tolerance-below-gap"),
        positive=("eps", "sigma_k", "kappa", "omega", "l", "u"),
        scalars=("tau",),
        definitions={name: RATES[name] for name in ("rate_l", "lead_turn")},
    )


def numbers(case: Case) -> tuple[Argument, ...]:
    """The bounds as functions of time: at the left end, in the window."""

    def of(
        title: str,
        found: Lines,
        *names: str,
        means: tuple[str, ...],
        scalars: tuple[str, ...] = (),
        more: tuple[str, ...] = (),
    ) -> Argument:
        return case(
            title,
            found,
            given(*names),
            positive=(*LAW_NUMBERS, *more),
            scalars=scalars,
            definitions=defined(*means),
        )

    return (
        of(
            "0 < k <= r: windows",
            {"unbalanced-windows-are-not-empty": number_lines.NOT_EMPTY},
            "rest-is-late",
            "tolerance-below-gap",
            "targets-are-ordered",
            means=("c1", "c2", "c3", "left_end", "right_end"),
        ),
        of(
            "0 < k <= r: the start",
            {"start-is-below-the-targets": number_lines.BELOW_TARGETS},
            "left-end-not-negative",
            "start-is-early",
            means=("c1", "c4"),
        ),
        of(
            "0 < k <= r: the rest",
            {"rest-is-within-its-bound": number_lines.FINE},
            "imbalance-is-slow",
            "root",
            means=("delta", "eta", "growth", "u", "v"),
            scalars=("t",),
            more=("root",),
        ),
        of(
            "0 < k <= r: the left end",
            {
                "rest-is-small-at-the-left-end": number_lines.at_the_left_end("c3", "rest-is-late"),
                "rest-has-grown-little": number_lines.at_the_left_end("c4", "start-is-early"),
                "deficit-is-small-at-the-left-end": number_lines.DEFICIT,
            },
            "rest-is-late",
            "start-is-early",
            "at-the-left-end",
            "weight-is-slow",
            "weakest-is-below-its-target",
            "imbalance-adds-little",
            "tolerance-below-gap",
            "targets-are-ordered",
            means=("c1", "c3", "c4", "delta", "omega", "growth", "u", "a_1", "a"),
            scalars=("t",),
            more=("l",),
        ),
        of(
            "0 < k <= r: the window",
            {"rest-is-small-in-the-window": number_lines.WINDOW},
            "before-the-right-end",
            means=("c2", "growth", "u"),
            scalars=("t",),
        ),
    )


def product(case: Case) -> Argument:
    """UVᵀ beside Y_k."""
    return case(
        "0 < k <= r: the product",
        {"unbalanced-incremental-learning": lines.LEARNS},
        given(
            *(name for name in HALVES if name != "H-F-apart"),
            "J-whole",
            "rest-is-bounded",
            "nothing-is-overlearned",
            "deficit-is-small",
            "mixed-is-bounded",
            "rest-is-small-in-the-window",
            "weight-is-paid",
        ),
        positive=("eps", "omega", "u"),
        matrices={
            **{name: MATRICES[name] for name in ("U1", "U2", "S1")},
            "J1": ("s", "k"),
            "J2": ("s", "p"),
            "F": ("m", "s"),
            "H": ("n", "s"),
        },
        symmetric=("S1",),
        definitions={
            **{name: BLOCKS[name] for name in ("P", "Q", "S")},
            **{name: text for name, text in PRODUCT.items() if name != "centred"},
            "q": RATES["q"],
            "product_error": "norm(product - truncated)",
        },
    )
