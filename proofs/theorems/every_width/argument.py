"""Theorem 4′ for every n, h, spectrum, factor, ε, α, k and t in T_k, case by case, with what is remarked of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from paper.theorems import Given, theorem
from proofs.certificate.argument import Argument, Lines, Steps
from proofs.theorems.blocks.names import APART, CUT, columns, one_block, sizes_of
from proofs.theorems.every_width import lines, remarks
from proofs.theorems.every_width.names import (
    ALL,
    BEST,
    DEFINITIONS,
    GROWTH_NEXT,
    HYPOTHESES,
    IN_SINGULAR_VALUES,
    LEARNED,
    NEXT,
    NOTATION,
    OF_BLOCK,
    SEEN,
    UNIT,
    UNSEEN,
    definitions,
    evolved,
    factor,
    weighed,
)
from proofs.theorems.every_width.names import ORIGINS as ORIGINS
from proofs.theorems.shared.window_argument import FROM_0, window_cases

LABEL = "theorem-4-prime"
Case = Callable[..., Argument]
KNOWN = Given({**HYPOTHESES, **NOTATION, **CUT})


def constants() -> Mapping[str, str]:
    """c₁ and c₂ as they stand now."""
    found = theorem(LABEL).constants
    return {name: found[name] for name in ("c1", "c2")}


def given(*names: str) -> dict[str, str]:
    return {name: KNOWN[name] for name in names}


@dataclass(frozen=True)
class Kind:
    """What a case of the flow has of its own; block 1 is learned, block 2 is not."""

    blocks: tuple[int, ...]
    lines: Lines
    given: tuple[str, ...]
    definitions: Mapping[str, str]
    positive: tuple[str, ...] = ()


def kinds() -> Mapping[str, Kind]:
    """The cases of the flow, by the k, r and n that they speak of."""
    end, unseen = "before-the-right-end", ("absent-modes-are-unseen", "other absent-modes-are-unseen")
    return {
        "k = 0": Kind((2,), lines.NONE_LEARNED, (end,), {}, ("sigma_next",)),
        "0 < k < r": Kind(
            (1, 2), lines.SOME_LEARNED, (end, "accumulated-growth"), {**weighed("sigma_next"), **NEXT}, ("sigma_next",)
        ),
        "0 < k = r < n": Kind(
            (1, 2), lines.ABSENT_SEEN, ("absent-modes-are-slow", "linear-growth"), {**weighed("sigma_k"), **SEEN}
        ),
        "0 < k = r < n: the absent modes are unseen": Kind((1, 2), lines.ABSENT_UNSEEN, unseen, UNSEEN),
        "0 < k = r = n": Kind((1,), lines.ALL_LEARNED, (), ALL),
    }


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Cases of windows, of the flow, of modes, and of remarks; `shows` and `uses` are those of a step."""
    steps = Steps(shows, uses)
    case = partial(steps.case, LABEL)
    windows = window_cases(
        steps,
        LABEL,
        "factor-windows-are-not-empty",
        ("alpha", "eps", "c", "mu", "sigma_next", "sigma_1", "sigma_k", "m_k"),
        **FROM_0,
    )
    return (
        *windows,
        *(flow(case, title, kind) for title, kind in kinds().items()),
        *modes(case),
        best_right_inverse(case),
        singular_values(case),
        *inverse_shapes(case),
        *(dependent_rows(case, title, blocks) for title, blocks in (("0 < k < n", (1, 2)), ("0 < k = n", (1,)))),
    )


def flow(case: Case, title: str, kind: Kind) -> Argument:
    """W(t) between the trial and the fast flow."""
    blocks = kind.blocks
    learned, sizes = 1 in blocks, sizes_of(blocks)
    letters = {name: (sizes[i], sizes[i]) for i in blocks for name in (("S1", "S1inv") if i == 1 else ("S2", "G2"))}
    asked = ("right-ends-not-negative", "time-is-not-negative", *(LEARNED if learned else ()), *kind.given)
    return case(
        title,
        kind.lines,
        {
            **given(*asked, *UNIT),
            **{name: statement for i in blocks for name, statement in OF_BLOCK[i].items()},
            **(CUT if len(blocks) > 1 else {}),
        },
        positive=("alpha", "eps", "c", "mu", *(("sigma_1", "sigma_k", "m_k") if learned else ()), *kind.positive),
        scalars=("t",),
        matrices={
            **letters,
            **columns(blocks),
            **{f"U{i}": (sizes[i], "h") for i in blocks},
            **({"F": ("h", sizes[1])} if learned else {}),
            "Z": ("h", "h"),
            **dict.fromkeys(("fast", "Phi", "Wt"), ("n", "n")),
        },
        symmetric=(*letters, "Z", "fast"),
        definitions={
            **{name: text for name, text in constants().items() if learned or name != "c1"},
            **kind.definitions,
            **definitions(blocks),
        },
    )


def modes(case: Case) -> tuple[Argument, Argument]:
    """A mode after the k-th that grows, and one that is absent."""
    label = "accumulated-growth-increases"
    growth = {"growth_next": GROWTH_NEXT}
    return (
        case(
            "k < r: a mode that grows",
            {label: lines.GROWING_MODE},
            given("later-modes-are-smaller"),
            positive=("c", "sigma", "sigma_next"),
            scalars=("t",),
            definitions={"accumulated": "(exp(2*c*sigma*t) - 1)/sigma", **growth},
        ),
        case(
            "k < r < n: an absent mode",
            {label: lines.ABSENT_MODE},
            given("absent-mode"),
            positive=("c", "sigma_next"),
            scalars=("t", "accumulated"),
            definitions=growth,
        ),
    )


BEST_GIVEN = ("weighing-inverse", "other weighing-inverse", "least-weight")
BEST_LETTERS = {"U1": ("k", "h"), "U2": ("q", "h"), "weighing_inverse": ("h", "h"), "least": ("k", "k")}


def best_right_inverse(case: Case) -> Argument:
    """The least weight, and the right inverse that has it."""
    return case(
        "0 < k < n: the best right inverse",
        {"best-right-inverse-weighs-least": remarks.BEST, "no-right-inverse-weighs-less": remarks.NO_LESS},
        given("right-inverse", "other right-inverse", *BEST_GIVEN),
        positive=("kappa",),
        matrices={**BEST_LETTERS, "F": ("h", "k")},
        symmetric=("weighing_inverse", "least"),
        definitions=BEST,
    )


def singular_values(case: Case) -> Argument:
    """F is U₁ᵀ(U₁U₁ᵀ)⁻¹."""
    return case(
        "0 < k < n: in singular values",
        remarks.SINGULAR_VALUES,
        given(*BEST_GIVEN, "other least-weight", "gram-inverse", "other gram-inverse", "m_k"),
        positive=("kappa", "m_k"),
        matrices={**BEST_LETTERS, "gram_inverse": ("k", "k")},
        symmetric=("weighing_inverse", "least", "gram_inverse"),
        definitions={"F": "T(U1)*gram_inverse", **BEST, **IN_SINGULAR_VALUES},
    )


def inverse_shapes(case: Case) -> tuple[Argument, ...]:
    """W̄₀ has the inverse M, and F is ŨᵀMJ₁: with the best weight where k < r, and with U₂F = 0 where k = r."""
    title, shape = "a shape with an inverse", ("m", "mu", "shape-inverse", "other shape-inverse")
    positive = ("eps", "sigma_1", "m", "mu", "m_k")
    bounds = {f"{name}_of_theorem_4": text for name, text in theorem("theorem-4").constants.items()}
    best = case(
        f"0 < k < r: {title}",
        remarks.INVERSE_SHAPE,
        given(*BEST_GIVEN, *APART, *shape, "m_k"),
        positive=("kappa", *positive),
        matrices={**BEST_LETTERS, **columns((1, 2)), "M": ("n", "n")},
        symmetric=("weighing_inverse", "least", "M"),
        definitions={"factor": factor((1, 2)), "F": "T(factor)*M*J1", **BEST, **constants(), **bounds},
    )

    def unseen(sizes: str, blocks: Sequence[int]) -> Argument:
        size = sizes_of(blocks)
        return case(
            f"{sizes}: {title}",
            remarks.unseen_inverse_shape(blocks),
            given(*(("J1-unit",) if len(blocks) > 1 else ()), *shape, "plain m_k"),
            positive=positive,
            matrices={**{f"U{i}": (size[i], "h") for i in blocks}, **columns(blocks), "M": ("n", "n")},
            symmetric=("M",),
            definitions={**one_block(blocks), "factor": factor(blocks), "F": "T(factor)*M*J1", **constants(), **bounds},
        )

    return best, unseen("0 < k = r < n", (1, 2)), unseen("0 < k = r = n", (1,))


def dependent_rows(case: Case, sizes: str, blocks: Sequence[int]) -> Argument:
    """xᵀU₁ = 0 for an x ≠ 0, scaled so that y = J₁E₁⁻¹x is a unit vector."""
    size = sizes_of(blocks)
    known = ("dependent-rows", "unit-vector", "closed-form", "basis-is-orthogonal", "basis-is-complete")
    return case(
        f"{sizes}: dependent rows",
        {"dependent-rows-are-never-learned": remarks.dependent(blocks)},
        {
            **given(*known, *(("J1-unit", "J-apart") if len(blocks) > 1 else ())),
            "learned-from-below": OF_BLOCK[1]["learned-from-below"],
        },
        positive=("alpha", "c", "sigma_k"),
        scalars=("t",),
        matrices={
            **{f"S{i}": (size[i], size[i]) for i in blocks},
            **{f"U{i}": (size[i], "h") for i in blocks},
            **columns(blocks),
            "x": (size[1], "one"),
            "Z": ("h", "h"),
            **dict.fromkeys(("Phi", "Wt"), ("n", "n")),
        },
        symmetric=(*(f"S{i}" for i in blocks), "Z"),
        definitions={
            **evolved(blocks),
            "inverse_E1": DEFINITIONS[1]["inverse_E1"],
            **{f"E{i}": DEFINITIONS[i][f"E{i}"] for i in blocks},
            "y": "J1*inverse_E1*x",
        },
    )
