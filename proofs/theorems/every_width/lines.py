"""The lines of each step of Theorem 4′, for the blocks that there are; block 1 is learned, block 2 is not.

From above: with H the fast flow's inverse, W − WHW = W̃₀Z(1 − ŨᵀŨ/μ)ZW̃₀ᵀ and V − W = (V − W)H(V − W) + (W − WHW).
From below: W − trial is a square, and in the trial the terms that mix the blocks are paid by ε (Young's inequality).
"""

from collections.abc import Sequence

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.certificate.finder import Term
from proofs.theorems.between.lines import (
    POSITIVE_SPECTRUM,
    SQUARED_SPECTRUM,
    START_BELOW,
    close_to_target,
    fast_below_target,
    whole,
)
from proofs.theorems.blocks.argument import exponentials
from proofs.theorems.blocks.argument.identities import exponentials as inverses
from proofs.theorems.shared.window_argument import LEFT

PAY, SMALL = "factor-learned-exponentials-pay", "factor-unlearned-exponentials-are-small"


def names_of_inverses(blocks: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"{name}{i}" for i in blocks for name in ("E", "inverse E"))


def inner_is_positive(blocks: Sequence[int]) -> tuple[Line, ...]:
    """0 ⪯ Z, as 1 + α²(U₁ᵀG₁U₁ + U₂ᵀG₂U₂) is positive."""
    gained: dict[int, Term] = {
        1: congruence("learned-saturation", by="alpha*E1*U1"),
        2: congruence("growth-is-not-negative", by="alpha*U2"),
    }
    return (
        *inverses(*blocks),
        identity(
            "0 <= inner", *names_of_inverses(blocks), terms=[congruence(), *(gained[i] for i in blocks)], name="inner"
        ),
        instance("inverse-of-a-positive-matrix", X="inner", Y="Z", name="Z"),
    )


def above(blocks: Sequence[int]) -> tuple[Line, ...]:
    """W ⪯ V, the fast flow, as ŨᵀŨ ⪯ μ."""
    factors = " + ".join(f"T(U{i})*U{i}" for i in blocks)
    saturation: dict[int, Term] = {
        1: congruence("learned-saturation", by="T(J1)"),
        2: congruence("growth-is-not-negative", by="inverse_E2*T(J2)"),
    }
    shrunk = [congruence(by=f"inverse_E{i}*T(J{i})", positive="1/(alpha**2*mu)") for i in blocks]
    return (
        instance("norm-bounds-a-symmetric-matrix", X="factor*T(factor)", name="largest"),
        identity("0 <= mu"),
        instance("square-of-a-root", x="mu", name="root squared"),
        instance("root-is-not-negative", x="mu", name="root"),
        identity(
            "factor*T(factor) <= sqrt(mu)**2",
            terms=[congruence("largest"), {"equation": "mu", "left": "-1"}, {"equation": "root squared"}],
        ),
        instance("norm-is-the-least-bound", X="T(factor)", e="sqrt(mu)", name="norm"),
        instance("norm-is-not-negative", X="T(factor)", name="sign"),
        instance("norm-bounds-the-other-square", X="T(factor)", name="square"),
        identity("norm(T(factor))**2 <= mu", "root squared", "root", "norm", "sign", name="squares"),
        identity(f"{factors} <= mu", *whole(blocks), terms=[congruence("square"), congruence("squares")], name="size"),
        *inverses(*blocks),
        identity(
            f"T(grown)*fast_inverse*grown == inner - 1 + ({factors})/mu",
            *names_of_inverses(blocks),
            *whole(blocks),
            name="weighed",
        ),
        identity("0 <= fast_inverse", terms=[*shrunk, *(saturation[i] for i in blocks)], name="fast"),
        identity(
            "0 <= fast - W",
            terms=[
                congruence("fast", by="fast - W"),
                {"equation": "fast-inverse", "left": "-1", "right": "fast"},
                {"equation": "fast-inverse", "right": "W"},
                {"equation": "other fast-inverse", "left": "W"},
                {"equation": "weighed", "left": "-grown*Z", "right": "Z*T(grown)"},
                {"equation": "other inner-inverse", "left": "-grown", "right": "Z*T(grown)"},
                congruence("size", positive="1/mu", by="Z*T(grown)"),
            ],
        ),
        instance("least-pivot-is-not-negative", X="fast - W"),
    )


def fast_is_close(blocks: Sequence[int]) -> tuple[Line, ...]:
    """V ⪯ Y_k + ε."""
    grown = identity(
        "0 <= D2", terms=[congruence("growth-is-not-negative", by="inverse_E2")], name="unlearned-saturation"
    )
    return (*((grown,) if 2 in blocks else ()), *fast_below_target(blocks, SMALL))


def square(blocks: Sequence[int]) -> tuple[Line, ...]:
    """W − trial = (W̃₀ − zᵀQ)Z(W̃₀ᵀ − Qz), with Q for the inverse of Z."""
    return (
        *inner_is_positive(blocks),
        identity(
            "0 <= W - trial",
            terms=[
                congruence("Z", by="T(grown) - inner*z"),
                {"equation": "other inner-inverse", "left": "grown", "right": "z"},
                {"equation": "inner-inverse", "left": "T(z)", "right": "T(grown)"},
                {"equation": "inner-inverse", "left": "-T(z)", "right": "inner*z"},
            ],
        ),
        instance("least-pivot-is-not-negative", X="W - trial"),
    )


def trial_is_close(blocks: Sequence[int], waited: tuple[Line, ...], *, unseen: bool = False) -> tuple[Line, ...]:
    """Y_k − ε ⪯ trial; `waited` are the lines that say so of `wait` ≥ 1, and `unseen` says that U₂F = 0."""
    known = [
        *names_of_inverses((1,)),
        *whole(blocks),
        "S1-inverse",
        "other S1-inverse",
        "right-inverse",
        "other right-inverse",
    ]
    mixed = 2 in blocks and not unseen
    paid: list[Term] = []
    lines: list[Line] = [*inverses(1), *POSITIVE_SPECTRUM, *SQUARED_SPECTRUM, *waited]
    if mixed:
        lines += [
            instance("norm-bounds-the-square", X="E2", name="E2 squared"),
            instance("norm-bounds-a-symmetric-matrix", X="G2", name="G2"),
        ]
        paid += [
            congruence(positive="eps", by="T(J2) + E2*U2*F*v/eps"),
            congruence("E2 squared", positive="1/eps", by="U2*F*v"),
            congruence("G2", by="U2*F*v"),
            congruence("unlearned-modes-are-paid", positive="1/alpha**2", by="U2*F*v"),
        ]
    elif 2 in blocks:
        known += ["absent-modes-are-unseen", "other absent-modes-are-unseen"]
        paid.append(congruence(positive="eps", by="T(J2)"))
    return (
        *lines,
        identity(
            "0 <= trial - target + eps",
            *known,
            terms=[
                congruence("S1inv", by="v"),
                *paid,
                *([congruence("waiting", positive="1/alpha**2", by="F*v")] if mixed else []),
                congruence("weight-is-bounded", positive="1/alpha**2", facts=["waited"], by="v"),
                congruence("decay", positive="m_k/alpha**2", facts=["waited"], by="S1*T(J1)"),
                congruence(PAY, positive="m_k", by="S1*T(J1)"),
                congruence("square", positive="m_k/c1", by="T(J1)"),
                congruence("squares", positive="m_k/c1", by="T(J1)"),
            ],
        ),
        instance("least-pivot-is-not-negative", X="trial - target + eps"),
    )


AT_ONCE: tuple[Line, ...] = (identity("0 <= wait", name="waited"), identity("1 <= wait", name="waiting"))
"""Where `wait` is 1."""
WAITED: tuple[Line, ...] = (
    identity("0 <= 2*c*sigma_k*t", "time-is-not-negative"),
    instance("maximum-is-the-least-bound", x="0", y=LEFT, e="2*c*sigma_k*t", name="after both"),
    identity("1 <= wait", "after both", name="waiting"),
    identity("0 <= wait", "waiting", name="waited"),
)
"""Where `wait` is 1 and the growth of σ_k's exponent since the left end of T_k."""


def pays(waited: tuple[Line, ...]) -> tuple[Line, ...]:
    """e^{−x} pays for `wait` = 1 + x − x₀ ≤ e^{x − x₀}, where x = 2cσ_k t is at least x₀ = max(0, log(c₁/α²))."""
    if waited == AT_ONCE:
        return exponentials.learned("time-is-not-negative")["learned-exponentials-pay"]
    x, x0 = "2*c*sigma_k*t", f"max(0, {LEFT})"
    return (
        *waited,
        instance("exponential-is-above-its-tangent", x=f"{x} - {x0}", name="tangent"),
        instance("exponential-of-a-sum", x=x, y=f"-{x0}", name="since"),
        instance("exponential-of-a-sum", x=x0, y=f"-{x0}", name="from the end"),
        instance("exponential-of-a-sum", x=x, y=f"-{x}", name="back"),
        instance("exponential-of-zero", name="one"),
        instance("maximum-bounds", x=LEFT, y="0", name="left"),
        instance("exponential-is-monotone", x=LEFT, y=x0, name="left end"),
        identity("0 < c1/alpha**2"),
        instance("exponential-of-a-logarithm", x="c1/alpha**2", name="logarithm"),
        identity("-S1 <= -sigma_k", terms=[congruence("learned-from-below")]),
        identity("0 <= c*t", "time-is-not-negative"),
        instance("norm-of-a-matrix-exponential", X="-S1", s="c*t", b="-sigma_k", name="norm"),
        instance("norm-is-not-negative", X="inverse_E1", name="sign"),
        instance("exponential-of-a-sum", x="-c*t*sigma_k", y="-c*t*sigma_k", name="twice"),
        identity(f"norm_inverse_E1**2 <= exp(-{x})", "norm", "sign", "twice", name="decayed"),
        instance("exponential-is-positive", x=f"-{x}", name="positive decay"),
        instance("exponential-is-positive", x=f"-{x0}", name="positive end"),
        identity(
            f"wait*exp(-{x}) <= exp(-{x0})", "tangent", "since", "back", "one", "positive decay", degree=3, name="paid"
        ),
        identity(
            f"exp(-{x0})*c1/alpha**2 <= 1", "from the end", "one", "left end", "logarithm", "positive end", name="end"
        ),
        identity(f"norm_inverse_E1**2*wait <= exp(-{x0})", "decayed", "paid", "waited", name="waited out"),
        identity(None, "end", "waited out"),
    )


GROWN = "c2/(alpha**2*sigma_next)"
BOUNDED_GROWTH: tuple[Line, ...] = (
    identity("0 < c2/alpha**2"),
    instance("exponential-of-a-logarithm", x="c2/alpha**2", name="end"),
    instance("exponential-is-monotone", x="2*c*sigma_next*t", y="log(c2/alpha**2)", name="early"),
    identity(f"exp(2*c*sigma_next*t)/sigma_next <= {GROWN}", "end", "early", name="small"),
    identity(f"G2 <= {GROWN}", terms=[congruence("accumulated-growth"), congruence("small")]),
    identity(f"-G2 <= {GROWN}", terms=[congruence("growth-is-not-negative"), congruence(positive=GROWN)]),
    instance("norm-is-the-least-symmetric-bound", X="G2", e=GROWN, name="norm"),
    identity(None, "norm"),
)
PAID_LATER: tuple[Line, ...] = (
    *WAITED,
    *START_BELOW,
    identity("0 <= eps/(alpha**2*mu)"),
    identity(f"{LEFT} <= eps/(alpha**2*mu)", "absent-modes-are-slow"),
    instance("maximum-is-the-least-bound", x="0", y=LEFT, e="eps/(alpha**2*mu)", name="end"),
    identity("0 <= 2*c*t", "time-is-not-negative", name="later"),
    identity("-G2 <= 2*c*t", terms=[congruence("growth-is-not-negative"), congruence("later")]),
    instance("norm-is-the-least-symmetric-bound", X="G2", e="2*c*t", name="growth"),
    identity(None, SMALL, "end", "growth", "start", "waiting", "waited"),
)


def conclusion(blocks: Sequence[int]) -> tuple[Line, ...]:
    """−ε ⪯ W − Y_k ⪯ ε, in any basis."""
    known: tuple[Line, ...] = (
        instance("least-pivot-tells-the-sign", X="W - trial", name="above the trial"),
        instance("least-pivot-tells-the-sign", X="trial - target + eps", name="trial"),
    )
    below = (congruence("above the trial"), congruence("trial"))
    if 1 not in blocks:
        known, below = inner_is_positive(blocks), (congruence("Z", by="T(grown)"), congruence(positive="eps"))
    return (
        *known,
        instance("least-pivot-tells-the-sign", X="fast - W", name="W"),
        instance("least-pivot-tells-the-sign", X="target + eps - fast", name="fast"),
        *close_to_target(*below, above=[congruence("W"), congruence("fast")]),
    )


def _learned(blocks: Sequence[int], waited: tuple[Line, ...], *, unseen: bool = False) -> Lines:
    return {
        "factor-flow-is-at-most-the-fast-flow": above(blocks),
        "fast-flow-is-close-from-above": fast_is_close(blocks),
        "factor-flow-is-at-least-the-trial": square(blocks),
        "trial-is-close": trial_is_close(blocks, waited, unseen=unseen),
        "factor-incremental-learning": conclusion(blocks),
    }


UNLEARNED: Lines = {SMALL: exponentials.unlearned("time-is-not-negative")["unlearned-exponentials-are-small"]}
NONE_LEARNED: Lines = {
    **UNLEARNED,
    "factor-flow-is-at-most-the-fast-flow": above((2,)),
    "fast-flow-is-close-from-above": fast_is_close((2,)),
    "factor-incremental-learning": conclusion((2,)),
}
SOME_LEARNED: Lines = {
    PAY: pays(AT_ONCE),
    **UNLEARNED,
    "factor-accumulated-growth-is-small": BOUNDED_GROWTH,
    "unlearned-modes-are-paid": (identity(None, SMALL, "factor-accumulated-growth-is-small"),),
    **_learned((1, 2), AT_ONCE),
}
ABSENT_SEEN: Lines = {
    PAY: pays(WAITED),
    **UNLEARNED,
    "unlearned-modes-are-paid": PAID_LATER,
    **_learned((1, 2), WAITED),
}
ABSENT_UNSEEN: Lines = {PAY: pays(AT_ONCE), **UNLEARNED, **_learned((1, 2), AT_ONCE, unseen=True)}
ALL_LEARNED: Lines = {PAY: pays(AT_ONCE), **_learned((1,), AT_ONCE)}

ABSENT_MODE: tuple[Line, ...] = (
    instance("exponential-is-above-its-tangent", x="2*c*sigma_next*t", name="tangent"),
    identity(None, "tangent", "absent-mode"),
)
GROWING_MODE: tuple[Line, ...] = (
    instance("exponential-is-above-its-tangent", x="2*c*(sigma_next - sigma)*t", name="ahead"),
    instance("exponential-is-above-its-tangent", x="-2*c*sigma*t", name="behind"),
    instance("exponential-of-a-sum", x="2*c*sigma*t", y="2*c*(sigma_next - sigma)*t", name="sum"),
    instance("exponential-of-a-sum", x="2*c*sigma*t", y="-2*c*sigma*t", name="zero"),
    instance("exponential-of-zero", name="one"),
    instance("exponential-is-positive", x="2*c*sigma*t", name="positive"),
    identity(
        "exp(2*c*sigma*t)*(1 + 2*c*(sigma_next - sigma)*t) <= growth_next", "ahead", "sum", "positive", name="grown"
    ),
    identity("exp(2*c*sigma*t) - 1 <= 2*c*sigma*t*exp(2*c*sigma*t)", "behind", "zero", "one", "positive", name="slow"),
    identity("0 <= sigma_next - sigma", "later-modes-are-smaller", name="gap"),
    identity(None, "grown", "slow", "gap"),
)
