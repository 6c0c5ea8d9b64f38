"""The lines by which the scalar flow from its pivot bounds a mode's entry, and these bounds its half-learning time.

The entry is e^{2cσ_k t} eᵀΩe, and each bound of eᵀΩe is one trial.
"""

from collections.abc import Sequence

from proofs.certificate.argument import Line, congruence, identity, instance
from proofs.theorems.pivots.lines import ABOVE, BELOW, SHAPE, TANGENT, settling
from proofs.theorems.pivots.names import around

# ---- one mode's entry


def whole_is_positive(blocks: Sequence[int]) -> tuple[Line, ...]:
    """What the trials ask for: 0 ⪯ α²S, 0 ⪯ G."""
    return (
        *settling("sigma_k", "a", "start-below-target"),
        identity("0 <= G_k", "grown since", name="G_k"),
        identity(f"0 <= {SHAPE}", terms=[congruence("shape-is-not-negative", positive="alpha**2")]),
        identity(
            "0 <= G",
            terms=[
                congruence("G_k", by="T(e_k)"),
                *(congruence(f"G{i}-is-not-negative", by=f"T(J{i})") for i in blocks),
            ],
        ),
    )


def delta_below_is_positive(blocks: Sequence[int]) -> tuple[Line, ...]:
    """0 ≤ δ⁻, which is 0 where there are no later modes."""
    terms = [
        congruence("later-modes-are-outgrown", by="l"),
        congruence("G2-is-not-negative", by="l", facts=["inverse"], positive="sigma_k*a"),
        {"equation": "delta_below", "left": "-1"},
    ]
    return (identity("0 <= delta_below", terms=terms if 2 in blocks else (), name="positive delta"),)


def delta_above_is_positive(blocks: Sequence[int]) -> tuple[Line, ...]:
    """0 ≤ δ⁺, which is 0 where there are no earlier modes."""
    if 1 not in blocks:
        return (identity("0 <= delta_above", name="positive delta"),)
    return (
        identity(
            "0 <= Y1",
            "first-start",
            terms=[congruence(by="Y1", positive="1/a_before"), congruence("G1-is-not-negative", by="Y1")],
            name="Y1",
        ),
        identity(
            "0 <= delta_above",
            terms=[
                congruence("earlier-modes-have-settled", by="b"),
                congruence("Y1", by="b", facts=["positive growth"]),
                {"equation": "delta_above", "left": "-1"},
            ],
            name="positive delta",
        ),
    )


QUOTIENT = "(1/(sigma_k - a + a*growth))"
SHARE = "(1/(1 + delta_below))"


def entry(blocks: Sequence[int]) -> tuple[Line, ...]:
    """w = e^{2cσ_k t} eᵀΩe."""
    return (
        instance("exponential-of-a-sum", x="c*sigma_k*t", y="c*sigma_k*t", name="doubled"),
        identity(
            "growth*T(e_k)*Omega*e_k == w",
            *around(blocks),
            "basis-is-orthogonal",
            terms=[
                {"equation": "entry"},
                {"equation": "closed-form", "left": "-T(e_k)*T(Phi)", "right": "Phi*e_k"},
                {"equation": "doubled", "left": "T(e_k)*Omega*e_k"},
            ],
            name="w",
        ),
    )


def law_from_below(blocks: Sequence[int]) -> tuple[Line, ...]:
    """The trial s(e − J₁b)eᵀ, with s = (1 − G_kξ)/(1 + δ), where ξ = a/(1 + aG_k) is `settled`."""
    later = 2 in blocks
    s = f"sigma_k*{QUOTIENT}*{SHARE}"
    trial, started = f"{s}*before*T(e_k)", f"{s}*a*after*T(e_k)"
    return (
        *whole_is_positive(blocks),
        *delta_below_is_positive(blocks),
        identity("0 < 1 + delta_below", "positive delta", name="more"),
        instance("quotient-times-divisor", x="1 + delta_below", name="share"),
        instance("inverse-is-positive", x="1 + delta_below", name="positive share"),
        identity(
            f"({SHAPE})*({trial}) == {started}",
            terms=[{"equation": "pivot", "left": f"alpha**2*{s}", "right": "T(e_k)"}],
            name="tried",
        ),
        identity(
            f"T({trial})*({SHAPE}) == T({started})",
            terms=[{"equation": "other pivot", "left": f"alpha**2*{s}*e_k"}],
            name="other tried",
        ),
        instance(BELOW, V=SHAPE, G="G", W="Omega", Y=trial, Z=started, name="trial"),
        identity(
            f"settled*{SHARE} <= T(e_k)*Omega*e_k",
            *around(blocks),
            terms=[
                congruence("trial", by="e_k"),
                {"equation": "tried", "left": f"-T(e_k)*T({trial})", "right": "e_k"},
                *(
                    [
                        congruence(
                            "later-modes-are-outgrown", by="l", facts=["inverse"], squares=[SHARE], positive="a*sigma_k"
                        ),
                        {"equation": "delta_below", "left": f"-settled*{SHARE}**2"},
                    ]
                    if later
                    else []
                ),
                {"equation": "quotient", "left": f"-settled*{SHARE}**2"},
                {"equation": "share", "left": f"-settled*{SHARE}"},
            ],
            name="settled",
        ),
        *entry(blocks),
        instance("exponential-is-positive", x="2*c*sigma_k*t", name="positive growth"),
        identity(
            None,
            terms=[
                congruence("settled", facts=["positive growth", "more"]),
                {"equation": "w", "left": "-(1 + delta_below)"},
                {"equation": "share", "left": "x"},
            ],
        ),
    )


KAPPA = f"(sigma_k*{QUOTIENT})"


def law_from_above(blocks: Sequence[int]) -> tuple[Line, ...]:
    """The trial (ξe + (1 − G_kξ)J₁Y₁b)eᵀ, where Y₁ = a₁(1 + a₁G₁)⁻¹ is the flow of the earlier modes from a₁."""
    earlier = 1 in blocks
    trial = f"settled*e_k*T(e_k) + {KAPPA}*J1*Y1*b*T(e_k)" if earlier else "settled*e_k*T(e_k)"
    left = f"{KAPPA}*(e_k - J1*G1*Y1*b)" if earlier else f"{KAPPA}*e_k"
    more = f"settled + {KAPPA}**2*T(b)*Y1*b" if earlier else "settled"
    early = [congruence("earlier-start", by=f"{KAPPA}*(1 - G1*Y1)*b")] if earlier else []
    return (
        *whole_is_positive(blocks),
        instance(ABOVE, V=SHAPE, G="G", W="Omega", Y=trial, name="trial"),
        identity(
            f"(1 - G*({trial}))*e_k == {left}",
            *around(blocks),
            terms=[{"equation": "quotient", "left": "-1", "right": "e_k"}],
            name="left",
        ),
        identity(
            f"T(e_k)*T(1 - G*({trial})) == T({left})",
            *around(blocks),
            terms=[{"equation": "quotient", "left": "-1", "right": "T(e_k)"}],
            name="other left",
        ),
        identity(
            f"T(e_k)*Omega*e_k <= {more}",
            *around(blocks),
            "pivot",
            "other pivot",
            *(("first-start", "other first-start") if earlier else ()),
            terms=[
                congruence("trial", by="e_k"),
                {"equation": "left", "left": f"-T(e_k)*T(1 - G*({trial}))*({SHAPE})"},
                {"equation": "other left", "left": "-1", "right": f"({SHAPE})*{left}"},
                *early,
                {"equation": "quotient", "left": "-settled"},
            ],
            name="settled",
        ),
        *entry(blocks),
        instance("exponential-is-positive", x="2*c*sigma_k*t", name="positive growth"),
        *(KAPPA_BELOW_1 if earlier else ()),
        *(delta_above_is_positive(blocks) if earlier else ()),
        identity(
            None,
            terms=[
                congruence("settled", facts=["positive growth"]),
                {"equation": "w"},
                *(ADDED if earlier else ()),
            ],
        ),
    )


KAPPA_BELOW_1: tuple[Line, ...] = (
    identity(
        f"{KAPPA} <= 1",
        terms=[{"facts": ["inverse", "grown since"], "positive": "a"}, {"equation": "quotient", "left": "-1"}],
        name="kappa",
    ),
    identity(
        f"{KAPPA}**2 <= 1",
        terms=[{"facts": ["kappa"]}, {"facts": ["kappa", "inverse"], "positive": "sigma_k"}],
        name="kappa squared",
    ),
)
ADDED = (
    congruence("earlier-modes-have-settled", by="b", squares=[KAPPA]),
    {"equation": "delta_above", "left": f"-{KAPPA}**2"},
    {"facts": ["positive delta", "kappa squared"]},
)
"""κ² e^{2cσ_k t} bᵀY₁b ≤ δ⁺."""


# ---- half-learning times

Z, ODDS = "2*c*sigma_k*t", "(sigma_k/a - 1)"


def not_before() -> tuple[Line, ...]:
    """Where 2w ≥ σ, e^{2cσt} is at least (σ/a − 1)(σ − 2δ)/(σ + 2δ), as x ≥ w − δ."""
    ratio, v = "(sigma_k + 2*delta_above)/(sigma_k - 2*delta_above)", f"log_A - early - {Z}"
    return (
        *settling("sigma_k", "a", "start-below-target"),
        instance("exponential-is-positive", x=Z, name="positive growth"),
        instance("quotient-times-divisor", x="sigma_k - 2*delta_above", name="ratio"),
        instance("inverse-is-positive", x="sigma_k - 2*delta_above", name="positive ratio"),
        identity(f"0 < {ratio}", "error-above-is-not-negative", "positive ratio", name="more"),
        identity(
            "(sigma_k - 2*delta_above)*(sigma_k - a) <= a*growth*(sigma_k + 2*delta_above)",
            terms=[
                {"facts": ["denominator", "half-learned"]},
                {"facts": ["denominator", "entry-is-at-most-its-pivots"], "times": "2"},
                {"equation": "quotient", "left": "-2*sigma_k*a*growth"},
            ],
            name="late",
        ),
        identity(
            f"{ODDS} <= growth*{ratio}",
            terms=[
                {"facts": ["positive ratio", "late"], "positive": "1/a"},
                {"equation": "ratio", "left": ODDS},
            ],
            name="enough",
        ),
        *logarithms(ratio),
        instance("exponential-of-a-sum", x=v, y=f"{Z} + early", name="whole"),
        instance("exponential-of-a-sum", x=Z, y="early", name="parts"),
        instance(TANGENT, x=v, name="tangent"),
        identity(
            None,
            "positive growth",
            "more",
            terms=[
                {"facts": ["positive growth", "more", "tangent"]},
                {"facts": ["enough"]},
                {"equation": "A", "left": "-1"},
                {"equation": "whole"},
                {"equation": "parts", "left": f"exp({v})"},
                {"equation": "R", "left": f"exp({v})*growth"},
            ],
            multiplier=f"growth*{ratio}",
        ),
    )


def not_after() -> tuple[Line, ...]:
    """Where 2w ≤ σ, e^{2cσt} is at most (σ/a − 1)(1 + δ)/(1 − δ), as x ≤ (1 + δ)w."""
    ratio, v = "(1 + delta_below)/(1 - delta_below)", f"{Z} - log_A - late"
    return (
        *settling("sigma_k", "a", "start-below-target"),
        instance("quotient-times-divisor", x="1 - delta_below", name="ratio"),
        instance("inverse-is-positive", x="1 - delta_below", name="positive ratio"),
        identity(f"0 < {ratio}", "error-below-is-not-negative", "positive ratio", name="more"),
        identity(
            "(1 - delta_below)*a*growth <= (1 + delta_below)*(sigma_k - a)",
            terms=[
                {"facts": ["denominator", "entry-is-at-least-its-pivots"], "positive": "2/sigma_k"},
                {"facts": ["denominator", "not-half-learned"], "positive": "1/sigma_k"},
                {"facts": ["denominator", "not-half-learned", "error-below-is-not-negative"], "positive": "1/sigma_k"},
                {"equation": "quotient", "left": "2*a*growth"},
            ],
            name="late",
        ),
        identity(
            f"growth <= {ODDS}*{ratio}",
            terms=[
                {"facts": ["positive ratio", "late"], "positive": "1/a"},
                {"equation": "ratio", "left": "growth"},
            ],
            name="enough",
        ),
        *logarithms(ratio),
        instance("exponential-of-a-sum", x=v, y="log_A + late", name="whole"),
        instance("exponential-of-a-sum", x="log_A", y="late", name="parts"),
        instance(TANGENT, x=v, name="tangent"),
        identity(
            None,
            "odds",
            "more",
            terms=[
                {"facts": ["odds", "more", "tangent"]},
                {"facts": ["enough"]},
                {"equation": "whole"},
                {"equation": "parts", "left": f"exp({v})"},
                {"equation": "A", "left": f"exp({v})*exp(late)"},
                {"equation": "R", "left": f"exp({v})*{ODDS}"},
            ],
            multiplier=f"{ODDS}*{ratio}",
        ),
    )


def logarithms(ratio: str) -> tuple[Line, ...]:
    """What the logarithms are of."""
    return (
        identity(f"0 < {ODDS}", "start-below-target", name="odds"),
        instance("exponential-of-a-logarithm", x=ODDS, name="A"),
        instance("exponential-of-a-logarithm", x=ratio, name="R"),
    )
