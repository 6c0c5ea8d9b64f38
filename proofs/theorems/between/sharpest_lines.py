"""The lines of each step of the sharpest Theorem 4, for the blocks that there are.

Where V, H = V⁻¹ and X commute, V − X = V(H − HXH)V. For the slow flow and X = Y_k − ε, and for the fast one and
X = Y_k + ε, what stands between the Vs is a sum of products of what commutes and is not negative, or not positive. Each
product is a congruence, as D₁ and D₂ have roots.
"""

from collections.abc import Sequence

from proofs.certificate.argument import Line, Lines, congruence, identity, instance, named
from proofs.certificate.finder import Term
from proofs.theorems.between import lines
from proofs.theorems.between.lines import whole
from proofs.theorems.between.names import WEIGHTS
from proofs.theorems.blocks.argument.identities import exponentials
from proofs.theorems.blocks.argument.learned import SPECTRUM
from proofs.theorems.shared.window_argument import RIGHT

NAMES = {1: "learned", 2: "unlearned"}
SLOW, FAST = WEIGHTS["slow"], WEIGHTS["fast"]


def saturated(i: int) -> tuple[Line, ...]:
    """0 ⪯ D_i."""
    root: list[Term] = [
        congruence(by=f"R{i}", positive="2*c", facts=["time-is-not-negative"]),
        {"equation": f"{NAMES[i]}-root"},
    ]
    return (identity(f"0 <= D{i}", terms=root, name=f"{NAMES[i]}-saturation"),)


def in_order(blocks: Sequence[int]) -> Lines:
    """W̃ lies between the flows."""
    positive = tuple(line for i in blocks for line in saturated(i))
    return {label: (*positive, *found) for label, found in lines.in_order(blocks).items()}


def _weighed(i: int) -> Line:
    """1 − E_i⁻² ⪯ σ₁D_i, which is S_iD_i ⪯ σ₁D_i."""
    name, root = NAMES[i], f"{NAMES[i]}-root"
    terms: list[Term] = [
        congruence("below sigma_1", by=f"R{i}", positive="2*c", facts=["time-is-not-negative"]),
        {"equation": root, "left": f"sigma_1 - S{i}"},
        {"equation": f"{name}-exponentials-saturate"},
    ]
    shows = f"1 - inverse_E{i}*inverse_E{i} <= sigma_1*D{i}"
    return identity(shows, f"{root}-commutes", terms=terms, name="weighed")


def _commutes_with_saturation(x: str, commutes: str) -> Line:
    terms: list[Term] = [{"equation": "learned-root", "right": x}, {"equation": "learned-root", "left": f"-{x}"}]
    return identity(f"D1*{x} == {x}*D1", commutes, terms=terms)


COMMUTING: tuple[Line, ...] = (
    instance("matrix-exponential-commutes", X="S1", s="-c*t", name="spectrum commutes"),
    named("saturation commutes", _commutes_with_saturation("S1", "learned-root-commutes")),
    named("other saturation commutes", _commutes_with_saturation("inverse_E1", "other learned-root-commutes")),
)
"""That S₁, D₁ and E₁⁻¹ commute."""
COMMUTE = ("spectrum commutes", "saturation commutes", "other saturation commutes", "learned-exponentials-saturate")

FROM_BELOW: tuple[Line, ...] = (
    *saturated(1),
    *COMMUTING,
    identity("S1 <= sigma_1", terms=[congruence("learned-from-above")], name="below sigma_1"),
    _weighed(1),
    instance("norm-bounds-the-square", X="inverse_E1", name="square"),
    identity(
        "c1*inverse_E1*inverse_E1 <= alpha**2",
        terms=[congruence("square", facts=["c1"]), congruence("sharpest-learned-exponentials-pay")],
        name="decayed",
    ),
    identity(
        "c1*inverse_E1*D1*inverse_E1 <= alpha**2*D1",
        "other learned-root-commutes",
        terms=[
            congruence("decayed", by="R1", positive="2*c", facts=["time-is-not-negative"]),
            {"equation": "learned-root", "left": "alpha**2"},
            {"equation": "learned-root", "left": "-c1*inverse_E1", "right": "inverse_E1"},
        ],
        name="saturation decayed",
    ),
    identity(
        "0 <= slow_1 - slow_1*(S1 - eps)*slow_1",
        *COMMUTE,
        terms=[
            congruence("weighed", positive=f"({SLOW})*(eps/sigma_1 + 1)", by="inverse_E1"),
            congruence("decayed", positive=f"({SLOW})*eps/(alpha**2*sigma_1)", by="inverse_E1"),
            congruence(facts=["learned-constant"], positive=f"({SLOW})/(alpha**2*sigma_1)", by="inverse_E1*inverse_E1"),
            congruence("below sigma_1", positive=f"({SLOW})**2", by="inverse_E1*inverse_E1"),
            congruence("below sigma_1", positive="eps/sigma_1", by="D1"),
            congruence("saturation decayed", positive="eps/(alpha**2*sigma_1)"),
            congruence(
                "learned-saturation", facts=["learned-constant"], positive="1/(alpha**2*sigma_1)", by="inverse_E1"
            ),
        ],
        name="block 1 from below",
    ),
)
"""H₁ = wG + D₁ with w = m/α², G = E₁⁻² and S₁D₁ = 1 − G. σ₁(H₁ − H₁(S₁ − ε)H₁) is H₁ times
ε(σ₁ − S₁)D₁ + wσ₁(σ₁ − S₁)G + (ε/α²)(α² − c₁G) + (εc₁/α² − κ)G, where κ = (wσ₁ − 1)(σ₁ − ε) is at most εc₁/α².
"""
START_OF_LEARNED = {
    "start-below-tolerance": ("S1", "start-below-tolerance"),
    "start-below-learned": ("learned-from-below", "start-below-learned"),
}
"""What makes α²μ ⪯ S₁ + ε, by the condition on the start."""


def learned_from_above(start: str) -> tuple[Line, ...]:
    """H₁ ⪯ H₁(S₁ + ε)H₁, as H₁ is positive and (S₁ + ε)H₁ − 1 = w(S₁ + ε − α²μ)G + εD₁, with w = 1/(α²μ)."""
    return (
        *saturated(1),
        *COMMUTING,
        SPECTRUM,
        identity("alpha**2*mu <= S1 + eps", terms=[*map(congruence, START_OF_LEARNED[start])], name="start"),
        identity(
            "alpha**2*mu*D1 <= 1 - inverse_E1*inverse_E1 + eps*D1",
            "learned-root-commutes",
            terms=[
                congruence("start", by="R1", positive="2*c", facts=["time-is-not-negative"]),
                {"equation": "learned-root", "left": "S1 + eps - alpha**2*mu"},
                {"equation": "learned-exponentials-saturate", "left": "-1"},
            ],
            name="started",
        ),
        identity(
            "0 <= fast_1*(S1 + eps)*fast_1 - fast_1",
            *COMMUTE,
            terms=[
                congruence("start", positive=f"({FAST})**2", by="inverse_E1*inverse_E1"),
                congruence("started", positive=FAST, by="inverse_E1"),
                congruence("learned-saturation", positive=f"{FAST}*eps", by="inverse_E1"),
                congruence(positive="eps", by="D1"),
            ],
            name="block 1 from above",
        ),
    )


NOT_GROWN: tuple[Line, ...] = (
    identity("0 <= c*t", "time-is-not-negative", name="time"),
    instance("norm-of-a-matrix-exponential", X="S2", s="c*t", b="0", name="bound"),
    instance("exponential-of-zero", name="one"),
    instance("norm-is-not-negative", X="E2", name="sign"),
    identity("norm_E2**2 <= 1", "bound", "one", "sign", name="size"),
    instance("norm-bounds-the-square", X="E2", name="growth"),
    identity("E2*E2 <= 1", terms=[congruence("growth"), congruence("size")], name="not grown"),
    *saturated(2),
    *exponentials(2),
    identity(
        "1 <= inverse_E2*inverse_E2", "E2", "inverse E2", terms=[congruence("not grown", by="inverse_E2")], name="kept"
    ),
    identity(f"1 <= eps*{FAST}", "start-below-tolerance", name="small"),
    identity(
        "1 <= eps*fast_2",
        terms=[
            congruence("kept", positive=f"eps*{FAST}"),
            congruence("small"),
            congruence("unlearned-saturation", positive="eps"),
        ],
        name="unlearned",
    ),
)
"""1 ⪯ εH₂ where no mode of block 2 ever grows."""
EARLY = identity(f"2*c*sigma_next*t <= {RIGHT}", "before-the-right-end")
"""The hypothesis by its name, which the axiom's instance does not call: so it is known what falls without it."""
BELOW_SIGMA_1 = identity(
    "S2 <= sigma_1",
    terms=[congruence("unlearned-from-above"), congruence("later-targets-are-smaller")],
    name="below sigma_1",
)
IN_TIME: tuple[Line, ...] = (
    BELOW_SIGMA_1,
    _weighed(2),
    instance("norm-bounds-the-square", X="E2", name="growth"),
    identity(
        "alpha**2*E2*E2 <= c2",
        terms=[congruence("growth", positive="alpha**2"), congruence("sharpest-unlearned-exponentials-are-small")],
        name="grown",
    ),
    *exponentials(2),
    identity(
        "alpha**2 <= c2*inverse_E2*inverse_E2",
        "E2",
        "inverse E2",
        terms=[congruence("grown", by="inverse_E2")],
        name="kept",
    ),
    identity("alpha**2*mu <= sigma_1", "start-below-tolerance", "tolerance-below-targets", name="start"),
    identity(
        "1 <= eps*fast_2",
        "c2",
        terms=[
            congruence("weighed", facts=["c2"], positive="eps/sigma_1"),
            congruence("kept", facts=["start"], positive=f"{FAST}*eps/sigma_1"),
            congruence("unlearned-constant", positive="1/(mu*sigma_1)"),
        ],
        multiplier="c2",
        name="unlearned",
    ),
)
"""1 ⪯ εH₂ where α² ⪯ c₂G, G = E₂⁻²: c₂σ₁(εH₂ − 1) is c₂ε(σ₁D₂ − (1 − G)) + ε(σ₁w − 1)(c₂G − α²), with
w = 1/(α²μ), and what remains is the condition on c₂.
"""
WITHIN: tuple[Line, ...] = (
    BELOW_SIGMA_1,
    _weighed(2),
    *saturated(2),
    identity(f"1 <= eps*{FAST}", "start-below-tolerance", name="small"),
    identity(
        "1 <= eps*fast_2",
        terms=[
            congruence("weighed"),
            congruence("unlearned-saturation", facts=["targets-below-tolerance"]),
            congruence("small", by="inverse_E2"),
        ],
        name="unlearned",
    ),
)
"""1 ⪯ εH₂ where σ₁ ≤ ε."""
UNLEARNED_FROM_BELOW: tuple[Line, ...] = (
    *saturated(2),
    identity(
        "0 <= slow_2 + slow_2*eps*slow_2",
        terms=[
            congruence(by="inverse_E2", positive=SLOW),
            congruence("unlearned-saturation"),
            congruence(by="slow_2", positive="eps"),
        ],
        name="block 2 from below",
    ),
)


def above(blocks: Sequence[int], start: str, unlearned: Sequence[Line]) -> tuple[Line, ...]:
    """V⁺ ⪯ Y_k + ε."""
    return (
        *(learned_from_above(start) if 1 in blocks else ()),
        *((*unlearned, lines.BEYOND_EPS) if 2 in blocks else ()),
        *lines.together(blocks, "fast"),
        *lines.LEAST_PIVOT,
    )


def below(blocks: Sequence[int], timed: bool) -> tuple[Line, ...]:
    """Y_k − ε ⪯ V⁻; where nothing is learned, or σ₁ ≤ ε, it is because Y_k − ε is not positive."""
    found = _below_in_time(blocks) if timed else _below_always(blocks)
    return (*found, instance("least-pivot-is-not-negative", X="slow - (target - eps)"))


def _below_always(blocks: Sequence[int]) -> tuple[Line, ...]:
    small = {
        1: [congruence(fact, by="T(J1)") for fact in ("learned-from-above", "targets-below-tolerance")],
        2: [congruence(by="T(J2)", positive="eps")],
    }
    return (
        *(line for i in blocks for line in saturated(i)),
        *lines.positive_flow(blocks),
        identity(
            "0 <= slow - (target - eps)",
            *whole(blocks),
            terms=[congruence("positive"), *(term for i in blocks for term in small[i])],
            name="below",
        ),
    )


def _below_in_time(blocks: Sequence[int]) -> tuple[Line, ...]:
    return (
        *FROM_BELOW,
        *(UNLEARNED_FROM_BELOW if 2 in blocks else ()),
        *lines.together(blocks, "slow", "(target - eps)", "below"),
    )


WITHIN_EPS: tuple[Line, ...] = (
    instance("least-pivot-tells-the-sign", X="W - slow", name="W above"),
    instance("least-pivot-tells-the-sign", X="fast - W", name="W below"),
    instance("least-pivot-tells-the-sign", X="slow - (target - eps)", name="slow"),
    instance("least-pivot-tells-the-sign", X="target + eps - fast", name="fast"),
    *lines.close_to_target(
        congruence("W above"), congruence("slow"), above=[congruence("W below"), congruence("fast")]
    ),
)
