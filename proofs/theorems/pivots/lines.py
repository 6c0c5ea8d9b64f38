"""The lines by which flows are decoupled, and those of one mode beside another.

Ω = α²S(1 + α²GS)⁻¹ is the parallel sum of V = α²S and G⁻¹, and so lies between trials, for any matrix Y:
VY + YᵀV − Yᵀ(V + VGV)Y ⪯ Ω ⪯ (1 − GY)ᵀV(1 − GY) + YᵀGY. Nothing in it is inverted. Decoupling is one choice of Y from
below and one from above, and the two bounds of a mode's entry are others.
"""

from proofs.certificate.argument import Line, congruence, identity, instance
from proofs.theorems.blocks.argument.identities import exponentials
from proofs.theorems.blocks.names import APART

SHAPE = "alpha**2*shape"
BELOW, ABOVE = "parallel-sum-is-at-least-a-trial", "parallel-sum-is-at-most-a-trial"

# ---- decoupling

BLOCKS: tuple[Line, ...] = (
    identity(
        f"0 <= {SHAPE}",
        terms=[
            congruence("first-block-is-not-negative", by="T(J1) + T(ell)*T(J2)", positive="alpha**2"),
            congruence("rest-is-not-negative", by="T(J2)", positive="alpha**2"),
        ],
    ),
    identity(
        "0 <= G",
        terms=[congruence("G1-is-not-negative", by="T(J1)"), congruence("G2-is-not-negative", by="T(J2)")],
    ),
)
SOLVED = tuple(f"{side}{name}" for name in ("first-solution", "second-solution") for side in ("", "other "))
INVERTED = ("E1", "inverse E1", "E2", "inverse E2")
LEFT_1, LEFT_2 = "(1 - G1*Omega1)", "(1 - G2*Omega2)"
FROM_BELOW = f"(J1*{LEFT_1}*T(J1) + (J2 - J1*T(ell))*{LEFT_2}*T(J2))"
STARTED = "((J1 + J2*ell)*Omega1*T(J1) + J2*Omega2*T(J2))"
FROM_ABOVE = f"(J1*Omega1*(T(J1) + T(ell)*{LEFT_2}*T(J2)) + J2*Omega2*T(J2))"
REST = f"(1 - J1*G1*Omega1*(T(J1) + T(ell)*{LEFT_2}*T(J2)) - J2*G2*Omega2*T(J2))"
REMAINING = f"((J1 + J2*ell)*Omega1*(T(J1) + T(ell)*{LEFT_2}*T(J2)) + J2*Omega2*T(J2))"
STRIPPED = "J1*Omega1*T(J1) + J2*Omega2*T(J2)"
COUPLED = f"{LEFT_2.replace('G2*Omega2', 'Omega2*G2')}*ell*Omega1"
NOMINAL = f"(J1*Omega1*T(J1) + J2*Omega2*T(J2) + J2*{COUPLED}*T(J1) + J1*T({COUPLED})*T(J2))"
LOST = "J1*Omega1*T(ell)*G2*ell*Omega1*T(J1)"
GAINED = f"J2*{COUPLED}*T(ell)*{LEFT_2}*T(J2)"
DECOUPLED_BELOW: tuple[Line, ...] = (
    *BLOCKS,
    identity(f"({SHAPE})*{FROM_BELOW} == {STARTED}", *APART, *SOLVED, name="tried"),
    identity(f"T({FROM_BELOW})*({SHAPE}) == T({STARTED})", *APART, *SOLVED, name="other tried"),
    instance(BELOW, V=SHAPE, G="G", W="Omega", Y=FROM_BELOW, Z=STARTED, name="trial"),
    identity(
        f"{NOMINAL} - {LOST} <= Omega",
        *APART,
        *SOLVED,
        terms=[congruence("trial"), {"equation": "tried", "left": f"-T({FROM_BELOW})"}],
        name="stripped",
    ),
    *exponentials(1, 2),
    identity("0 <= W - nominal + lost", *INVERTED, *APART, terms=[congruence("stripped", by="E")]),
    instance("least-pivot-is-not-negative", X="W - nominal + lost"),
)
DECOUPLED_ABOVE: tuple[Line, ...] = (
    *BLOCKS,
    instance(ABOVE, V=SHAPE, G="G", W="Omega", Y=FROM_ABOVE, name="trial"),
    identity(f"1 - G*{FROM_ABOVE} == {REST}", *APART, name="rest"),
    identity(f"({SHAPE})*{REST} == {REMAINING}", *APART, *SOLVED, name="remaining"),
    identity(
        f"Omega <= {NOMINAL} + {GAINED}",
        *APART,
        *SOLVED,
        terms=[
            congruence("trial"),
            {"equation": "rest", "left": f"-T(1 - G*{FROM_ABOVE})*({SHAPE})"},
            {"equation": "remaining", "left": f"-T(1 - G*{FROM_ABOVE})"},
        ],
        name="stripped",
    ),
    *exponentials(1, 2),
    identity("0 <= nominal + gained - W", *INVERTED, *APART, terms=[congruence("stripped", by="E")]),
    instance("least-pivot-is-not-negative", X="nominal + gained - W"),
)


# ---- one mode's numbers

TANGENT = "exponential-is-above-its-tangent"


def settling(target: str, start: str, below: str) -> tuple[Line, ...]:
    """What a mode is divided by, σ − a + a e^{2cσt}, is positive, and has an inverse; `below` is that a ≤ σ."""
    grown, denominator = f"exp(2*c*{target}*t)", f"{target} - {start} + {start}*exp(2*c*{target}*t)"
    return (
        instance(TANGENT, x=f"2*c*{target}*t", name="growth"),
        identity(f"1 <= {grown}", "growth", "time-is-not-negative", name="grown since"),
        identity(f"0 < {denominator}", "grown since", below, name="denominator"),
        instance("quotient-times-divisor", x=denominator, name="quotient"),
        instance("inverse-is-positive", x=denominator, name="inverse"),
    )


def outgrown(target: str, start: str, other: str, below: str, larger: str) -> tuple[Line, ...]:
    """σ e^{2cτt} ≤ (σ − a + a e^{2cσt}) e^{(τ/σ) log(σ/a)} for 0 < a ≤ σ and 0 ≤ τ ≤ σ, which `below` and `larger` say.

    With y = e^u, where u = 2cσt − log(σ/a), and s = τ/σ it is y^s ≤ 1 − a/σ + y: the tangents of e^{(1−s)u} and e^{−su}
    at 0, times y^s, give y^s ≤ 1 − s + sy, and y ≥ a/σ.
    """
    log = f"log({target}/{start})"
    u, s, less = f"(2*c*{target}*t - {log})", f"{other}/{target}", f"(1 - {other}/{target})"
    share = f"exp({s}*{log})"
    return (
        identity(f"0 <= {less}", larger, name="no larger"),
        identity(f"0 < {target}/{start}"),
        instance("exponential-of-a-logarithm", x=f"{target}/{start}", name="ratio"),
        instance(TANGENT, x=f"{less}*{u}", name="ahead"),
        instance(TANGENT, x=f"-{s}*{u}", name="behind"),
        instance("exponential-is-positive", x=f"{s}*{u}", name="positive power"),
        instance("exponential-of-a-sum", x=f"{s}*{u}", y=f"{less}*{u}", name="whole"),
        instance("exponential-of-a-sum", x=f"{s}*{u}", y=f"-{s}*{u}", name="back"),
        instance("exponential-of-zero", name="one"),
        identity(
            f"exp({s}*{u}) <= 1 - {s} + {s}*exp({u})",
            terms=[
                {"facts": ["positive power", "ahead"], "positive": s},
                {"facts": ["positive power", "behind", "no larger"]},
                {"equation": "whole", "left": s},
                {"equation": "back", "left": less},
                {"equation": "one", "left": f"-{less}"},
            ],
            name="power",
        ),
        instance("exponential-of-a-sum", x=u, y=log, name="grown"),
        instance("exponential-of-a-sum", x=f"{s}*{u}", y=f"{s}*{log}", name="grown power"),
        instance("exponential-is-positive", x=f"{s}*{log}", name="positive share"),
        identity(
            f"{target}*exp(2*c*{other}*t) <= ({target} - {start} + {start}*exp(2*c*{target}*t))*{share}",
            terms=[
                {"facts": ["positive share", "power"], "positive": target},
                {"facts": ["positive share", "no larger", "grown since"], "positive": start},
                {"facts": ["positive share", below], "positive": s},
                {"equation": "ratio", "left": f"{share}*{s}*{start}*exp({u})"},
                {"equation": "grown", "left": f"{share}*{s}*{start}"},
                {"equation": "grown power", "left": f"-{target}"},
            ],
            name="outgrown",
        ),
    )


LATER: tuple[Line, ...] = (
    *settling("sigma_k", "a", "start-below-target"),
    *outgrown("sigma_k", "a", "sigma", "start-below-target", "later-modes-are-smaller"),
    identity(
        None,
        terms=[
            {"facts": ["inverse", "outgrown"], "positive": "a/sigma"},
            {"facts": ["inverse"], "positive": "sigma_k*a/sigma"},
            {"equation": "quotient", "left": "-a*exp(sigma/sigma_k*log(sigma_k/a))/sigma"},
        ],
    ),
)
"""A mode after the k-th, that grows."""
EARLIER: tuple[Line, ...] = (
    identity("a_before <= sigma", "earlier-start-below-targets", "earlier-modes-are-larger", name="start"),
    identity("sigma_k <= sigma", "targets-are-ordered", "earlier-modes-are-larger", name="larger"),
    *settling("sigma", "a_before", "start"),
    *outgrown("sigma", "a_before", "sigma_k", "start", "larger"),
    identity(
        None,
        terms=[
            {"facts": ["inverse", "outgrown"], "positive": "a_before"},
            {"equation": "quotient", "left": "-head"},
        ],
    ),
)
"""A mode before it."""
LOG = "log(sigma_k/a)"
ABSENT: tuple[Line, ...] = (
    *settling("sigma_k", "a", "start-below-target"),
    identity("0 < sigma_k/a"),
    instance("exponential-of-a-logarithm", x="sigma_k/a", name="ratio"),
    instance(TANGENT, x=f"2*c*sigma_k*t - {LOG}", name="since"),
    instance("exponential-of-a-sum", x=f"2*c*sigma_k*t - {LOG}", y=LOG, name="grown"),
    instance(TANGENT, x=f"-{LOG}", name="behind"),
    instance("exponential-of-a-sum", x=LOG, y=f"-{LOG}", name="back"),
    instance("exponential-of-zero", name="one"),
    instance("exponential-is-positive", x=f"2*c*sigma_k*t - {LOG}", name="positive"),
    identity(f"sigma_k - a <= sigma_k*{LOG}", "behind", "back", "ratio", "one", name="late"),
    identity(
        f"2*c*sigma_k*t*(sigma_k - a) <= {LOG}*(sigma_k - a + a*growth)",
        terms=[
            {"facts": ["late", "positive"]},
            {"facts": ["start-below-target", "since"]},
            {"facts": ["start-below-target"]},
            {"equation": "grown", "left": f"a*{LOG}"},
            {"equation": "ratio", "left": f"a*{LOG}*exp(2*c*sigma_k*t - {LOG})"},
        ],
        name="enough",
    ),
    instance("quotient-times-divisor", x="sigma_k - a", name="gap"),
    instance("inverse-is-positive", x="sigma_k - a", name="gap inverse"),
    identity(
        None,
        terms=[
            {"facts": ["inverse", "gap inverse", "enough"], "positive": "a"},
            {"equation": "quotient", "left": "-absent_tail"},
            {"equation": "gap", "left": "2*c*t*settled"},
            {"equation": "absent-mode", "left": "-settled"},
        ],
    ),
)
"""One that is absent from Y."""
