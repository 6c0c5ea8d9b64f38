"""Descent from any start learns mode after mode, up to the k-th, if the first k rows are independent enough: 1 ≤ k ≤ r.

In a basis of Y, V₁ are the first k rows of Ū and V₂ the others, σ_min(V₁)² ≥ ν > 0 and ‖Ū‖² ≤ μ. With
4ησ_1 ≤ 1, 3ε ≤ σ_k − σ_{k+1}, K = 1 + ησ_1μ/(3ν), c₁ = 4σ_1σ_k/(νε), c₂ = ε/(2μ) and
c₃ = min(ε²/(4σ_1), min(σ_k − σ_{k+1}, σ_{k+1})/(8K))/μ: if for some step j₀
α²(1 + ησ_k)^{2j₀} ≥ c₁ and α²(1 + ησ_{k+1})^{2j₀} ≤ c₃, then ‖W_j − Y_k‖₂ ≤ ε for all integers j ≥ j₀ with
α²(1 + ησ_{k+1})^{2j} ≤ c₂. That is shown by two inductions: up to j₀, and from there.

In the first of them σ_{k+1} may be any τ > 0 that no target of the other rows exceeds. So it speaks of k = r too, with
a τ < σ_r of one's choice; and in the second σ_{r+1} = 0, so that what holds at j₀ stays for ever. Where k = r = n, a
row of zeros, whose target is 0, stands for the others. For k = 0 an induction of its own says that nothing is learned.
"""

from collections.abc import Mapping

from proofs.certificate.argument import congruence, identity, instance
from proofs.descent import any_start_lines as lines
from proofs.descent.any_start_lines import NOT_NEGATIVE, K, S
from proofs.descent.induction import Induction, State, is_positive, moved
from proofs.descent.level_lines import TURN
from proofs.descent.matrices import FIRST, INNER, SECOND, WHOLE, E, J, P
from proofs.descent.spectral_lines import positive

BEGINS, GOES_ON = "descent-learns-from-any-start", "descent-incremental-learning"
STAYS_SMALL = "descent-stays-small"
SIZES = {"S1": ("k", "k"), "S2": ("q", "q"), "V1": ("k", "h"), "V2": ("q", "h")}
POSITIVE = ("alpha", "eta", "eps", "mu", "sigma_1", "sigma_k", "sigma_next")
TARGETS: Mapping[str, str] = {
    "small-steps": "4*eta*sigma_1 <= 1",
    "tolerance": "3*eps <= sigma_k - sigma_next",
    "k-is-not-first": "sigma_k <= sigma_1",
    "targets-from-below": "sigma_k <= S1",
    "first-is-bounded": "S1 <= sigma_1",
    "second-is-positive": "0 <= S2",
    "second-is-bounded": "S2 <= sigma_next",
    NOT_NEGATIVE: "0 <= sigma_next",
}
START: Mapping[str, str] = {
    "whole-start": "T(V1)*V1 + T(V2)*V2 <= mu",
    "first-start": "V1*T(V1) <= mu",
    "rest-of-the-start": "V2*T(V2) <= mu",
    "independent": "nu <= V1*T(V1)",
    "least-is-below-largest": "nu <= mu",
    "c3-against-the-tolerance": "4*sigma_1*mu*c3 <= eps**2",
    "c3-against-the-gap": f"8*{K}*mu*c3 <= sigma_k - sigma_next",
    "c3-against-the-next": f"8*{K}*mu*c3 <= sigma_next",
}
FACTOR = {"U1": State("alpha*V1", FIRST, shape=("k", "h")), "U2": State("alpha*V2", SECOND, shape=("q", "h"))}
REACHED = {"above": f"{E} <= eps/2", "below": f"-eps/2 <= {E}", "mixed": f"{J} <= eps**2/4"}
"""What is shown of the step j₀, and stays true."""

SMALL = (
    identity("alpha**2*mu <= mu*c3", "not-late", name="s"),
    identity("8*mu*c3 <= sigma_k - sigma_next", "c3-against-the-gap", name="c3 gap"),
    identity("8*mu*c3 <= sigma_next", "c3-against-the-next", name="c3 next"),
    identity("16*alpha**2*mu <= sigma_k", "s", "c3 gap", "c3 next", name="small"),
)
AT_THE_START = {
    **{is_positive(state): (identity(),) for state in ("l", "a", "growth", "pace")},
    "inner": (
        *SMALL,
        identity("alpha**2*mu <= sigma_1", "small", "k-is-not-first", name="below"),
        identity(None, terms=[congruence("whole-start", positive="alpha**2"), congruence("below")]),
    ),
    "rest": (identity(None, terms=[congruence("rest-of-the-start", positive="alpha**2")]),),
    "level": (identity(None, terms=[congruence("independent", positive="alpha**2")]),),
    "level-is-below": (
        *SMALL,
        identity("alpha**2*nu <= alpha**2*mu", "least-is-below-largest", name="nu"),
        identity(None, "small", "nu"),
    ),
    "ratio": (identity(),),
    "above": (
        identity(
            None,
            terms=[
                congruence("first-is-bounded"),
                congruence(by="T(V1)", positive="alpha**2"),
                congruence(positive="2*alpha**2*mu"),
            ],
        ),
    ),
    "below": (
        *SMALL,
        identity("0 <= sigma_k + (sigma_1 + 2*alpha**2*mu)/5 - alpha**2*mu", "small", name="numbers"),
        identity(
            None,
            terms=[
                congruence("targets-from-below"),
                congruence("first-start", positive="alpha**2"),
                congruence("numbers"),
            ],
        ),
    ),
    "a-is-small": (identity(),),
    "potential": (
        instance("exponential-is-above-its-tangent", x=f"({K} + 1/8)/sigma_next*alpha**2*mu", name="tangent"),
        identity(None, "tangent"),
    ),
}
WIDTH = lines.WIDTH
NARROW = (
    *lines.SMALL,
    identity(f"({K} + 1/8)/sigma_next*{S} <= 9/64", "s", "c3-against-the-next", name="grown"),
    identity("21/100*eta*(sigma_1 - a) <= 21/400", "small-steps", name="lost"),
    identity(f"{lines.NOW} <= 1/5", "grown", "lost", name="exponent"),
    instance("exponential-is-monotone", x=lines.NOW, y="1/5", name="monotone"),
    instance("exponential-is-above-its-tangent", x="-1/5", name="tangent"),
    instance("exponential-of-a-sum", x="1/5", y="-1/5", name="sum"),
    instance("exponential-of-zero", name="one"),
    instance("exponential-is-positive", x="1/5", name="positive"),
    identity(
        "4*exp(1/5) <= 5",
        terms=[
            {"facts": ["tangent", "positive"], "positive": "5"},
            {"equation": "sum", "left": "5"},
            {"equation": "one", "left": "-5"},
        ],
        name="number",
    ),
    identity(f"exp({lines.NOW}) <= 5/4", "monotone", "number", name="factor"),
    identity(
        "a*alpha**2*nu*pace <= 5/4*sigma_1*sigma_k",
        terms=[
            {"facts": ["potential"]},
            {"facts": ["factor"], "positive": "sigma_1*l"},
            {"facts": ["level-is-below"], "positive": "5/4*sigma_1"},
        ],
        name="bound",
    ),
    identity("4*sigma_1*sigma_k <= eps*nu*alpha**2*pace", "after-the-left-end", name="pace"),
    identity("16*a <= 5*eps", "bound", "pace", multiplier="alpha**2*nu*pace", name="a"),
    identity(f"12*{S} <= eps", "s", "c3-against-the-tolerance", "third", name="rest is small"),
    identity(f"{WIDTH} <= eps/2", "a", "rest is small", name="width"),
)


STATES = {
    **FACTOR,
    "l": State("alpha**2*nu", f"l*{lines.RATE}**2", positive=True),
    "a": State("sigma_1", lines.SHRUNK, positive=True),
    "growth": State("1", f"growth*{lines.NEXT}**2", positive=True),
    "pace": State("1", "pace*(1 + eta*sigma_k)**2", positive=True),
}
INVARIANTS = {
    "inner": f"{INNER} <= sigma_1",
    "rest": f"U2*T(U2) <= {S}",
    "level": f"l <= {P}",
    "level-is-below": "l < sigma_k",
    "ratio": "nu*alpha**2*growth <= l",
    "above": f"{E} <= {WIDTH}",
    "below": f"-{WIDTH}/5 <= {E}",
    "a-is-small": "a <= sigma_1",
    "potential": f"a*alpha**2*nu*pace <= sigma_1*l*exp({lines.NOW})",
}
ALWAYS = {
    "reached above": (*NARROW, identity(None, terms=[congruence("above"), congruence("width")])),
    "reached below": (
        *NARROW,
        identity(f"{WIDTH}/5 <= eps/2", "width", name="fifth"),
        identity(None, terms=[congruence("below"), congruence("fifth")]),
    ),
    "reached mixed": (
        *lines.SMALL,
        *lines.LARGEST,
        lines.OTHER_REST,
        identity(f"{S}*sigma_1 <= eps**2/4", "s", "c3-against-the-tolerance", name="numbers"),
        identity(
            f"{P} <= sigma_1",
            terms=[congruence(by=f"sigma_1 - {P}"), congruence("Gram", by="T(U1)")],
            multiplier="sigma_1",
            name="P",
        ),
        identity(
            f"T(U2)*U2 <= {S}",
            terms=[congruence(by=f"{S} - T(U2)*U2"), congruence("rest", by="U2")],
            multiplier=S,
            name="other rest",
        ),
        identity(
            None,
            terms=[congruence("other rest", by="T(U1)"), congruence("P", positive=S), congruence("numbers")],
        ),
    ),
    BEGINS: (
        identity(f"-{E} <= eps/2", terms=[congruence("reached below")]),
        identity(f"{E} <= eps/2", terms=[congruence("reached above")]),
        instance("norm-is-the-least-symmetric-bound", X=E, e="eps/2"),
    ),
}
BESIDE = {
    "P-inverse": f"{P}*Pinv == 1",
    "other P-inverse": f"Pinv*{P} == 1",
    "turn-inverse": f"{TURN}*Tinv == 1",
    "other turn-inverse": f"T(Tinv)*T{TURN} == 1",
}


def unlearned() -> Induction:
    """For k = 0: nothing grows faster than the first mode would alone."""
    growth = "growth*(1 + eta*sigma_1)**2"
    of_whole = {name: name for name in ("Y", "U", "eta", "sigma_1")}
    size = "(alpha**2*mu*growth)"
    return Induction(
        STAYS_SMALL,
        "k = 0",
        {
            "small-steps": TARGETS["small-steps"],
            "target-is-positive": "0 <= Y",
            "target-is-bounded": "Y <= sigma_1",
            "start-is-bounded": "V*T(V) <= mu",
            "start-below-targets": "alpha**2*mu <= sigma_1",
        },
        {"U": State("alpha*V", WHOLE, shape=("n", "h")), "growth": State("1", growth, positive=True)},
        {"whole": "U*T(U) <= sigma_1", "small": f"U*T(U) <= {size}"},
        {"before-the-right-end": f"{size} <= eps"},
        "error <= eps",
        {
            is_positive("growth"): (identity(),),
            "whole": (
                identity(
                    None, terms=[congruence("start-is-bounded", positive="alpha**2"), congruence("start-below-targets")]
                ),
            ),
            "small": (identity(None, terms=[congruence("start-is-bounded", positive="alpha**2")]),),
        },
        {
            is_positive("growth"): (identity(),),
            "whole": (
                *positive("eta", "sigma_1"),
                identity("3*eta*sigma_1 <= 1", "small-steps"),
                instance("descent-stays-below-the-largest-target", **of_whole),
            ),
            "small": (
                *positive("eta", "sigma_1", size),
                instance("descent-grows-at-most", **of_whole, s=size, name="grown"),
                identity(None, terms=[congruence("grown")]),
            ),
        },
        {
            STAYS_SMALL: (
                identity("0 <= eps"),
                identity("U*T(U) <= eps", terms=[congruence("small"), congruence("before-the-right-end")]),
                identity("-(U*T(U)) <= eps", terms=[congruence(by="T(U)"), congruence(positive="eps")]),
                instance("norm-is-the-least-symmetric-bound", X="U*T(U)", e="eps"),
            )
        },
        positive=("alpha", "eta", "eps", "mu", "sigma_1"),
        matrices={"Y": ("n", "n"), "V": ("n", "h")},
        symmetric=("Y",),
        definitions={"error": "norm(U*T(U))"},
    )


def begins() -> Induction:
    """Up to j₀: what is not learned yet of the first k modes comes down to ε/2, and the rest is still small."""
    return Induction(
        BEGINS,
        "1 <= k <= r, until the first k modes are learned",
        {**TARGETS, **START},
        STATES,
        INVARIANTS,
        {"after-the-left-end": "c1 <= alpha**2*pace"},
        "gap <= eps/2",
        AT_THE_START,
        lines.STEPS,
        ALWAYS,
        positive=(*POSITIVE, "nu", "c3"),
        matrices=SIZES,
        symmetric=("S1", "S2"),
        definitions={"c1": "4*sigma_1*sigma_k/(nu*eps)", "gap": f"norm({E})"},
        also={f"reached {name}": text for name, text in REACHED.items()},
        as_long_as={"not-late": "alpha**2*growth <= c3"},
        before={"not-late": (identity(None, "still not-late"),)},
        beside=BESIDE,
        matrices_beside={"Pinv": ("k", "k"), "Tinv": ("k", "k")},
        symmetric_beside=("Pinv",),
        origins={"inner": ("descent-in-blocks",)},
    )


HALF = "eps/2"
HALVES = (
    identity(f"{S} <= {HALF}", "not-late"),
    identity(f"6*({HALF}) <= sigma_k", "tolerance", NOT_NEGATIVE),
    identity(f"6*({HALF}) <= sigma_k - sigma_next", "tolerance"),
    identity("0 <= sigma_next", NOT_NEGATIVE),
    identity(f"{J} <= ({HALF})**2", terms=[congruence("mixed")]),
    identity(f"-({HALF}) <= {E}", terms=[congruence("below")]),
    *positive("eta", "sigma_1", "sigma_k", HALF, S),
    *lines.LARGEST,
)
LATE = {"sigma_k": "sigma_k", "e": HALF}
BLOCKED = "J1*({X})*T(J1) + J2*U2*T(U2)*T(J2) + J1*U1*T(U2)*T(J2) + J2*T(U1*T(U2))*T(J1)"
ERROR = BLOCKED.format(X="U1*T(U1) - S1")
CUT = {
    "J1-unit": "T(J1)*J1 == 1",
    "J2-unit": "T(J2)*J2 == 1",
    "J-apart": "T(J1)*J2 == 0",
    "other J-apart": "T(J2)*J1 == 0",
    "J-whole": "J1*T(J1) + J2*T(J2) == 1",
}
CLOSE = (
    identity("0 <= eps/2"),
    identity(f"{S} <= {HALF}", "not-late", name="s"),
    identity(f"{P} - S1 <= {HALF}", terms=[congruence("below")]),
    identity(f"-({P} - S1) <= {HALF}", terms=[congruence("above")]),
    instance("norm-is-the-least-symmetric-bound", X=f"{P} - S1", e=HALF, name="first"),
    identity(f"U2*T(U2) <= {HALF}", terms=[congruence("rest"), congruence("s")]),
    identity(f"-(U2*T(U2)) <= {HALF}", terms=[congruence(by="T(U2)"), congruence(positive=HALF)]),
    instance("norm-is-the-least-symmetric-bound", X="U2*T(U2)", e=HALF, name="second"),
    identity(
        f"T(U1*T(U2))*(U1*T(U2)) <= ({HALF})**2",
        terms=[congruence(by="eps**2/4 - U2*T(U1)*U1*T(U2)"), congruence("mixed", by="U1*T(U2)")],
        multiplier="eps**2/4",
    ),
    instance("norm-is-the-least-bound", X="U1*T(U2)", e=HALF, name="mixed norm"),
    instance("maximum-is-the-least-bound", x=f"norm({P} - S1)", y="norm(U2*T(U2))", e=HALF, name="blocks"),
    instance("norm-of-blocks", J="J1", K="J2", X=f"{P} - S1", S="U2*T(U2)", Q="U1*T(U2)", name="whole"),
    identity(None, "whole", "blocks", "mixed norm"),
)


def goes_on() -> Induction:
    """From j₀: the factor there, V, is any of which that is true which was shown; the rest grows up to ε/2."""
    reached = {**REACHED, "inner": f"{INNER} <= sigma_1", "rest": f"U2*T(U2) <= {S}"}
    at_j0 = moved(reached, {"U1": "V1", "U2": "V2", "growth": "growth_0"})
    same = {name: (identity(None, terms=[congruence(f"{name} at j0")]),) for name in reached}
    return Induction(
        GOES_ON,
        "1 <= k <= r, from there on",
        {**TARGETS, **{f"{name} at j0": text for name, text in at_j0.items()}},
        {
            "U1": State("V1", FIRST, shape=("k", "h")),
            "U2": State("V2", SECOND, shape=("q", "h")),
            "growth": State("growth_0", f"growth*{lines.NEXT}**2", positive=True),
        },
        reached,
        CUT,
        "error <= eps",
        {is_positive("growth"): (identity(),), **same},
        {
            is_positive("growth"): (identity(None, NOT_NEGATIVE),),
            "inner": lines.INNER_STAYS,
            "rest": lines.REST_GROWS,
            "above": (
                *HALVES,
                lines.of_blocks("descent-gap-stays-from-above", "S1", "U1", "U2", "eta", "sigma_1", **LATE),
            ),
            "below": (
                *HALVES,
                lines.of_blocks(
                    "descent-gap-stays-from-below", "S1", "U1", "U2", "eta", "sigma_1", call="kept", s=S, **LATE
                ),
                identity(None, terms=[congruence("kept")]),
            ),
            "mixed": (
                *HALVES,
                lines.of_blocks(
                    "descent-mixed-stays", *lines.BLOCKS, call="kept", s=S, sigma_next="sigma_next", **LATE
                ),
                identity(None, terms=[congruence("kept")]),
            ),
        },
        {GOES_ON: CLOSE},
        positive=(*(name for name in POSITIVE if name != "sigma_next"), "growth_0"),
        scalars=("sigma_next",),
        matrices={**SIZES, "J1": ("n", "k"), "J2": ("n", "q")},
        symmetric=("S1", "S2"),
        definitions={"error": f"norm({ERROR})"},
        as_long_as={"not-late": "2*alpha**2*mu*growth <= eps"},
        before={"not-late": (identity(None, "still not-late", NOT_NEGATIVE),)},
        origins={f"{name} at j0": (BEGINS, "descent-in-blocks") for name in reached},
    )
