"""The lines by which W(t) is between the flows, and these are close to Y_k, for the blocks that there are.

A flow V with V⁻¹ = H is bounded without a square root: V − 2Y + YHY = (YH − 1)V(HY − 1) from below, and, as V, H and R
commute, R − V = V(HRH − H)V from above, with Y = Y_k and R = Y_k + ε.
"""

from collections.abc import Sequence

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.certificate.finder import Term
from proofs.theorems.between.names import WEIGHTS
from proofs.theorems.blocks.argument import learned
from proofs.theorems.blocks.argument.identities import exponentials
from proofs.theorems.blocks.names import APART, CUT
from proofs.theorems.shared.window_argument import SINCE_0

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


def close(blocks: Sequence[int], flow: str) -> tuple[Line, ...]:
    """A flow from α²s is within ε of Y_k: its weight is 1/(α²s), with 1/m ≤ s ≤ μ."""
    return (
        *_start_above(WEIGHTS[flow]),
        *start_below(flow, "condition"),
        *(positive_spectrum() if 1 in blocks else ()),
        *(_learned_from_below(f"{flow}_1") if 1 in blocks else ()),
        *positive_flow(blocks, flow),
        from_below(blocks, flow),
        *from_above(blocks, flow, "sharper-unlearned-exponentials-are-small"),
        instance("norm-is-the-least-symmetric-bound", X=f"{flow} - target", e="eps"),
    )


def positive_flow(blocks: Sequence[int], flow: str) -> tuple[Line, ...]:
    """V is positive, as its inverse is."""
    return (
        positive(blocks, flow),
        instance("inverse-of-a-positive-matrix", X=f"{flow}_inverse", Y=flow, name="positive"),
    )


def from_above(blocks: Sequence[int], flow: str, small: str) -> tuple[Line, ...]:
    """V ⪯ Y_k + ε, where V is not negative; `small` is the step that says so of the unlearned exponentials."""
    return (
        *(_learned_from_above(f"{flow}_1", WEIGHTS[flow]) if 1 in blocks else ()),
        *(_unlearned_from_above(f"{flow}_2", WEIGHTS[flow], small) if 2 in blocks else ()),
        *together(blocks, flow),
    )


def fast_below_target(blocks: Sequence[int], small: str) -> tuple[Line, ...]:
    """V⁺ ⪯ Y_k + ε, by its least pivot."""
    return (
        *start_below("fast"),
        *(positive_spectrum() if 1 in blocks else ()),
        *from_above(blocks, "fast", small),
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


def _start_above(weight: str) -> tuple[Line, ...]:
    """The start is at least α²/m."""
    return (*CONDITION, identity(f"alpha**2*{weight} <= m", "condition", name="not too late"))


def start_below(flow: str, *condition: str) -> tuple[Line, ...]:
    """The start is at most α²μ, which is at most ε."""
    weight = WEIGHTS[flow]
    return (
        identity(f"1 <= alpha**2*mu*{weight}", *condition, name="not too early"),
        *SINCE_0,
        identity("alpha**2*mu <= eps", "grown from 0", "one", "grown", name="start"),
        identity(f"1 <= eps*{weight}", "start", "not too early", name="small"),
    )


def from_below(blocks: Sequence[int], flow: str) -> Line:
    """Y_k − ε ⪯ V, from S₁H₁S₁ ⪯ S₁ + ε where there is a Y_k."""
    inverse, left, right = f"{flow}_inverse", f"{flow}-inverse", f"other {flow}-inverse"
    if 1 not in blocks:
        return identity(f"target - eps <= {flow}", terms=[congruence("positive"), congruence(positive="eps")])
    return identity(
        f"target - eps <= {flow}",
        *whole(blocks),
        terms=[
            congruence("positive", by=f"{inverse}*target - 1"),
            {"equation": left, "left": f"-target*{inverse}", "right": "target"},
            {"equation": right, "left": "target"},
            {"equation": left, "right": "target"},
            congruence("block 1 from below", by="T(J1)"),
            *([congruence(positive="eps", by="T(J2)")] if 2 in blocks else []),
        ],
    )


def positive_spectrum() -> tuple[Line, ...]:
    """0 ⪯ S₁, and what E₁⁻² is at most."""
    return (
        learned.SPECTRUM,
        learned.INVERSE,
        instance("norm-bounds-the-square", X="inverse_E1", name="decay"),
    )


def squared_spectrum() -> tuple[Line, ...]:
    """S₁² ⪯ σ₁²."""
    return (
        *learned.WITHIN_SIGMA_1,
        instance("norm-is-not-negative", X="S1", name="sign"),
        instance("norm-bounds-the-square", X="S1", name="square"),
        identity("norm(S1)**2 <= sigma_1**2", "size", "sign", name="squares"),
    )


def _learned_from_below(inverse: str) -> tuple[Line, ...]:
    """S₁H₁S₁ ⪯ S₁ + ε, where D₁ = S₁⁻¹(1 − E₁⁻²) and H₁ = sE₁⁻² + D₁, s at most m/α²."""
    return (
        *squared_spectrum(),
        identity(
            f"S1*{inverse}*S1 <= S1 + eps",
            "S1-inverse",
            "other S1-inverse",
            terms=[
                congruence("S1inv", by="inverse_E1*S1"),
                congruence("not too late", positive="1/alpha**2", by="inverse_E1*S1"),
                congruence("decay", positive="m/alpha**2", by="S1"),
                congruence("sharper-learned-exponentials-pay", positive="m", by="S1"),
                congruence("square", positive="m/c1"),
                congruence("squares", positive="m/c1"),
            ],
            name="block 1 from below",
        ),
    )


def _learned_from_above(inverse: str, weight: str) -> tuple[Line, ...]:
    """H₁ ⪯ H₁(S₁ + ε)H₁, where H₁ = `weight` E₁⁻² + D₁."""
    return (
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
            f"0 <= {inverse}*(S1 + eps)*{inverse} - {inverse}",
            "S1-inverse",
            "other S1-inverse",
            "commutes",
            "inverse commutes",
            terms=[
                congruence("S1", positive=f"({weight})**2", by="inverse_E1*inverse_E1"),
                congruence("decayed", positive=weight, by="inverse_E1"),
                congruence("small", positive=weight, by="inverse_E1*inverse_E1"),
                congruence("learned-saturation", facts=["small"], by="inverse_E1"),
                congruence("learned-saturation", positive=f"eps*{weight}", by="inverse_E1"),
                congruence(positive="eps", by="D1"),
            ],
            name="block 1 from above",
        ),
    )


def _unlearned_from_above(inverse: str, weight: str, small: str) -> tuple[Line, ...]:
    """H₂ ⪯ εH₂², as 1 ⪯ εH₂, where H₂ = `weight` E₂⁻² + D₂."""
    return (
        instance("norm-bounds-the-square", X="E2", name="growth"),
        identity(
            "alpha**2*mu*E2*E2 <= eps",
            terms=[congruence("growth", positive="alpha**2*mu"), congruence(small, positive="mu")],
            name="unlearned growth",
        ),
        *exponentials(2),
        identity(
            f"1 <= eps*{inverse}",
            "E2",
            "inverse E2",
            terms=[
                congruence("unlearned growth", positive=weight, by="inverse_E2"),
                congruence("not too early"),
                congruence("unlearned-saturation", positive="eps"),
            ],
            name="unlearned",
        ),
        beyond_eps(inverse),
    )


def beyond_eps(inverse: str) -> Line:
    """H₂ ⪯ εH₂², as 1 ⪯ εH₂."""
    return identity(
        f"0 <= {inverse}*eps*{inverse} - {inverse}",
        terms=[congruence(positive="1/eps", by=f"eps*{inverse} - 1"), congruence("unlearned", positive="1/eps")],
        name="block 2 from above",
    )
