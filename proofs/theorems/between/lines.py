"""The lines by which W(t) is between the flows, and these are close to Y_k, for the blocks that there are.

A flow V with V⁻¹ = H is bounded from above without a square root: V, H and R = Y_k + ε commute, so that
R − V = V(HRH − H)V.
"""

from collections.abc import Sequence

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.certificate.finder import Term
from proofs.theorems.between.names import WEIGHTS
from proofs.theorems.blocks.argument import learned
from proofs.theorems.blocks.argument.identities import exponentials
from proofs.theorems.blocks.names import APART, CUT
from proofs.theorems.shared.window_argument import SINCE_0

FAST = WEIGHTS["fast"]
SATURATION = {1: "learned-saturation", 2: "unlearned-saturation"}


def whole(blocks: Sequence[int]) -> tuple[str, ...]:
    """The facts that put blocks together."""
    return tuple(CUT) if len(blocks) > 1 else ()


def apart(blocks: Sequence[int]) -> tuple[str, ...]:
    """The facts by which blocks are multiplied."""
    return APART if len(blocks) > 1 else ()


def saturated(blocks: Sequence[int]) -> tuple[Term, ...]:
    """D, as a sum of what is positive."""
    return tuple(congruence(SATURATION[i], by=f"T(J{i})") for i in blocks)


def in_order(blocks: Sequence[int]) -> Lines:
    """W grows with its start: 1/μ ⪯ M ⪯ m, and inversion reverses the order."""
    return {
        "solution-is-at-least-the-slow-flow": (
            instance("norm-bounds-a-symmetric-matrix", X="M", name="size"),
            identity("M <= m", terms=[congruence("size"), {"equation": "m", "left": "-1"}], name="M"),
            identity("0 <= W_inverse", terms=[congruence("shape-is-positive", by="F/alpha"), *saturated(blocks)]),
            identity("0 <= slow_inverse - W_inverse", *apart(blocks), terms=[congruence("M", by="F/alpha")]),
            instance(
                "inverse-of-a-larger-matrix", C="W_inverse", X="slow_inverse - W_inverse", Y="W", R="slow", name="order"
            ),
            identity("0 <= W - slow", terms=[congruence("order")]),
            instance("least-pivot-is-not-negative", X="W - slow"),
        ),
        "solution-is-at-most-the-fast-flow": (
            instance("norm-bounds-a-symmetric-matrix", X="Minv", name="size"),
            identity("Minv <= mu", terms=[congruence("size"), {"equation": "mu", "left": "-1"}], name="Minv"),
            identity(
                "1 <= mu*M",
                "M-inverse",
                "other M-inverse",
                terms=[congruence("shape-is-positive", by="mu - Minv"), congruence("Minv")],
                multiplier="mu",
                name="M",
            ),
            positive(blocks, "fast"),
            identity(
                "0 <= W_inverse - fast_inverse", *apart(blocks), terms=[congruence("M", by="F/alpha", positive="1/mu")]
            ),
            instance(
                "inverse-of-a-larger-matrix",
                C="fast_inverse",
                X="W_inverse - fast_inverse",
                Y="fast",
                R="W",
                name="order",
            ),
            identity("0 <= fast - W", terms=[congruence("order")]),
            instance("least-pivot-is-not-negative", X="fast - W"),
        ),
    }


def positive(blocks: Sequence[int], flow: str) -> Line:
    """The flow's inverse is positive."""
    weighed = (congruence(by=f"inverse_E{i}*T(J{i})", positive=WEIGHTS[flow]) for i in blocks)
    return identity(f"0 <= {flow}_inverse", terms=[*weighed, *saturated(blocks)])


def in_the_basis(*bounds: str) -> tuple[Line, ...]:
    """What the norm of W̃ − Y_k is, that of W(t) − ΦY_kΦᵀ is: so what `bounds` say of the one is shown of the other."""
    return (
        identity("Wt - Phi*target*T(Phi) == Phi*(W - target)*T(Phi)", terms=[{"equation": "closed-form"}]),
        instance("norm-of-equals", X="Wt - Phi*target*T(Phi)", Y="Phi*(W - target)*T(Phi)", name="turned"),
        instance("norm-does-not-depend-on-the-basis", V="Phi", X="W - target", name="kept"),
        identity(None, *bounds, "turned", "kept"),
    )


def close_to_target(*below: Term, above: Sequence[Term]) -> tuple[Line, ...]:
    """−ε ⪯ W̃ − Y_k ⪯ ε by these terms, so ‖W(t) − Y_k‖₂ ≤ ε in any basis."""
    return (
        identity("-(W - target) <= eps", terms=below),
        identity("W - target <= eps", terms=above),
        instance("norm-is-the-least-symmetric-bound", X="W - target", e="eps", name="norm"),
        *in_the_basis("norm"),
    )


BETWEEN: Lines = {
    "error-is-between": (
        instance("least-pivot-tells-the-sign", X="W - slow", name="W above"),
        instance("least-pivot-tells-the-sign", X="fast - W", name="W below"),
        instance("norm-bounds-a-symmetric-matrix", X="-(slow - target)", name="slow"),
        instance("norm-bounds-a-symmetric-matrix", X="fast - target", name="fast"),
        instance("maximum-bounds", x="norm_slow_error", y="norm_fast_error", name="largest slow"),
        instance("maximum-bounds", x="norm_fast_error", y="norm_slow_error", name="largest fast"),
        identity(
            "-(W - target) <= largest_flow_error",
            terms=[congruence(fact) for fact in ("W above", "slow", "largest slow")],
        ),
        identity(
            "W - target <= largest_flow_error", terms=[congruence(fact) for fact in ("W below", "fast", "largest fast")]
        ),
        instance("norm-is-the-least-symmetric-bound", X="W - target", e="largest_flow_error", name="norm"),
        *in_the_basis("norm"),
    )
}
CONCLUSION: Lines = {
    "sharper-incremental-learning": (
        instance("maximum-is-the-least-bound", x="norm_slow_error", y="norm_fast_error", e="eps", name="both"),
        identity(None, "both", "error-is-between"),
    )
}


def flows_in_order(blocks: Sequence[int]) -> tuple[Line, ...]:
    """V⁻ ⪯ V⁺, as mμ ≥ 1."""
    later = [congruence(facts=["condition"], by=f"inverse_E{i}*T(J{i})", positive=FAST) for i in blocks]
    larger = "slow_inverse - fast_inverse"
    return (
        *CONDITION,
        positive(blocks, "fast"),
        identity(f"0 <= {larger}", terms=later),
        instance("inverse-of-a-larger-matrix", C="fast_inverse", X=larger, Y="fast", R="slow", name="order"),
    )


def close(flow: str) -> tuple[Line, ...]:
    """V is within ε of Y_k, where V⁻ is from below, V⁺ is from above, and they are in order."""
    below, above = {"slow": (["below"], ["above", "order"]), "fast": (["order", "below"], ["above"])}[flow]
    return (
        identity(f"-({flow} - target) <= eps", terms=[*map(congruence, below)]),
        identity(f"{flow} - target <= eps", terms=[*map(congruence, above)]),
        instance("norm-is-the-least-symmetric-bound", X=f"{flow} - target", e="eps"),
    )


def positive_flow(blocks: Sequence[int]) -> tuple[Line, ...]:
    """V⁻ is positive, as its inverse is."""
    return (
        positive(blocks, "slow"),
        instance("inverse-of-a-positive-matrix", X="slow_inverse", Y="slow", name="positive"),
    )


def fast_below_target(blocks: Sequence[int], small: str) -> tuple[Line, ...]:
    """V⁺ ⪯ Y_k + ε, by its least pivot; `small` is the step that says that the unlearned exponentials are."""
    return (
        *START_BELOW,
        *((*POSITIVE_SPECTRUM, *LEARNED_FROM_ABOVE) if 1 in blocks else ()),
        *(_unlearned_from_above(small) if 2 in blocks else ()),
        *together(blocks, "fast"),
        *LEAST_PIVOT,
    )


LEAST_PIVOT: tuple[Line, ...] = (
    identity("0 <= target + eps - fast", terms=[congruence("above")]),
    instance("least-pivot-is-not-negative", X="target + eps - fast"),
)


def together(blocks: Sequence[int], flow: str, bound: str = "(target + eps)", side: str = "above") -> tuple[Line, ...]:
    """V ⪯ X, from H ⪯ HXH in each block, where X is the bound; or the other way round, `below`."""
    inverse, sign = f"{flow}_inverse", {"above": "1", "below": "-1"}[side]
    left, right = f"{flow}-inverse", f"other {flow}-inverse"
    return (
        identity(
            f"0 <= {sign}*({inverse}*{bound}*{inverse} - {inverse})",
            *apart(blocks),
            terms=[congruence(f"block {i} from {side}", by=f"T(J{i})") for i in blocks],
            name="commuting",
        ),
        identity(
            f"0 <= {sign}*({bound} - {flow})",
            terms=[
                congruence("commuting", by=flow),
                {"equation": left, "left": f"-({sign})", "right": f"{bound}*{inverse}*{flow}"},
                {"equation": right, "left": f"-({sign})*{bound}"},
                {"equation": left, "left": sign, "right": flow},
            ],
            name=side,
        ),
    )


CONDITION: tuple[Line, ...] = (
    instance("condition-number", X="M", Y="Minv", name="condition number"),
    identity("1 <= m*mu", "condition number", "m", "mu", name="condition"),
)


START_BELOW: tuple[Line, ...] = (
    *SINCE_0,
    identity("alpha**2*mu <= eps", "grown from 0", "one", "grown", name="start"),
    identity(f"1 <= eps*{FAST}", "start", name="small"),
)
"""The start is at most α²μ, which is at most ε."""


POSITIVE_SPECTRUM: tuple[Line, ...] = (
    learned.SPECTRUM,
    learned.INVERSE,
    instance("norm-bounds-the-square", X="inverse_E1", name="decay"),
)
"""0 ⪯ S₁, and what E₁⁻² is at most."""
SQUARED_SPECTRUM: tuple[Line, ...] = (
    *learned.WITHIN_SIGMA_1,
    instance("norm-is-not-negative", X="S1", name="sign"),
    instance("norm-bounds-the-square", X="S1", name="square"),
    identity("norm(S1)**2 <= sigma_1**2", "size", "sign", name="squares"),
)
"""S₁² ⪯ σ₁²."""
LEARNED_FROM_ABOVE: tuple[Line, ...] = (
    identity("0 <= c*t", "time-is-not-negative"),
    instance("norm-of-a-matrix-exponential", X="-S1", s="c*t", b="0", name="norm"),
    instance("norm-is-not-negative", X="inverse_E1", name="norms"),
    instance("exponential-of-zero", name="one"),
    identity("norm_inverse_E1**2 <= 1", "norm", "norms", "one", name="norm squared"),
    identity("inverse_E1*inverse_E1 <= 1", terms=[congruence("decay"), congruence("norm squared")], name="decayed"),
    instance("matrix-exponential-commutes", X="S1", s="-c*t", name="commutes"),
    identity(
        "inverse_E1*S1inv == S1inv*inverse_E1",
        "S1-inverse",
        "other S1-inverse",
        terms=[{"equation": "commutes", "left": "S1inv", "right": "S1inv"}],
        name="inverse commutes",
    ),
    identity(
        "0 <= fast_1*(S1 + eps)*fast_1 - fast_1",
        "S1-inverse",
        "other S1-inverse",
        "commutes",
        "inverse commutes",
        terms=[
            congruence("S1", positive=f"({FAST})**2", by="inverse_E1*inverse_E1"),
            congruence("decayed", positive=FAST, by="inverse_E1"),
            congruence("small", positive=FAST, by="inverse_E1*inverse_E1"),
            congruence("learned-saturation", facts=["small"], by="inverse_E1"),
            congruence("learned-saturation", positive=f"eps*{FAST}", by="inverse_E1"),
            congruence(positive="eps", by="D1"),
        ],
        name="block 1 from above",
    ),
)
"""H₁ ⪯ H₁(S₁ + ε)H₁, where H₁ = E₁⁻²/(α²μ) + D₁."""


def _unlearned_from_above(small: str) -> tuple[Line, ...]:
    """H₂ ⪯ εH₂², as 1 ⪯ εH₂, where H₂ = E₂⁻²/(α²μ) + D₂."""
    return (
        instance("norm-bounds-the-square", X="E2", name="growth"),
        identity(
            "alpha**2*mu*E2*E2 <= eps",
            terms=[congruence("growth", positive="alpha**2*mu"), congruence(small, positive="mu")],
            name="unlearned growth",
        ),
        *exponentials(2),
        identity(
            "1 <= eps*fast_2",
            "E2",
            "inverse E2",
            terms=[
                congruence("unlearned growth", positive=FAST, by="inverse_E2"),
                congruence("unlearned-saturation", positive="eps"),
            ],
            name="unlearned",
        ),
        BEYOND_EPS,
    )


BEYOND_EPS = identity(
    "0 <= fast_2*eps*fast_2 - fast_2",
    terms=[congruence(positive="1/eps", by="eps*fast_2 - 1"), congruence("unlearned", positive="1/eps")],
    name="block 2 from above",
)
"""H₂ ⪯ εH₂², as 1 ⪯ εH₂."""
