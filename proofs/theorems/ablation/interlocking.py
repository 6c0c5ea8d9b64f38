"""What the unbalanced law asks, and others of its hypotheses imply, by certificates."""

from proofs.certificate.argument import Argument, Line, Written, identity, instance
from proofs.theorems.unbalanced.names import asked, defined
from proofs.theorems.unbalanced.number_lines import above_the_scale

MEANT = {
    "weakest-is-at-most-the-whole": "least <= size",
    "targets-are-ordered": "sigma_k <= sigma_1",
    "growth-is-below-the-target": "tau < sigma_k",
    "imbalance-is-not-negative": "0 <= imbalance",
    "imbalance-is-at-most-the-whole": "imbalance <= 2*size**2",
}
"""What its names stand for, if q̄ is no larger than it has to be."""
NUMBERS = ("alpha", "eps", "sigma_1", "sigma_k", "tau", "size", "least")
LOG, RATIO = "log(c1/alpha**2)", "(88*sigma_1*sigma_k*size**2/(tau*least**2*eps))"
"""What stands in both, and c₁/c₄."""


def implied(label: str, lines: tuple[Line, ...], *given: str) -> Argument:
    """A hypothesis of the law, or what a name stands for, from others."""
    return Argument(
        label,
        (Written(label, {**MEANT, **asked()}[label], (), lines),),
        given={name: {**MEANT, **asked()}[name] for name in given},
        positive=NUMBERS,
        scalars=("imbalance",),
        definitions=defined("delta", "omega", "c1", "c3", "c4"),
    )


LEFT_END = implied(
    "left-end-not-negative",
    (
        identity("eps <= sigma_k", "tolerance-below-gap", name="tolerance"),
        identity(
            "tau*eps <= sigma_1*sigma_k",
            "tolerance",
            "growth-is-below-the-target",
            "targets-are-ordered",
            name="product",
        ),
        identity("least**2 <= size**2", "weakest-is-at-most-the-whole", name="squares"),
        identity(
            f"1 <= {RATIO}",
            terms=[
                {"facts": ["squares"], "positive": "1/least**2"},
                {"facts": ["product"], "positive": "88*size**2/(tau*least**2*eps)"},
                {"positive": "87*size**2/least**2"},
            ],
            name="large",
        ),
        identity(f"0 < {RATIO}"),
        instance("exponential-of-a-logarithm", x=RATIO, name="is"),
        instance("exponential-is-above-its-tangent", x=f"-log({RATIO})", name="tangent"),
        instance("exponential-of-a-sum", x=f"log({RATIO})", y=f"-log({RATIO})", name="inverse"),
        instance("exponential-of-zero", name="one"),
        instance("exponential-is-positive", x=f"-log({RATIO})", name="positive"),
        identity(
            f"exp(-log({RATIO})) <= 1",
            terms=[
                {"facts": ["positive", "large"]},
                {"equation": "inverse", "left": "1"},
                {"equation": "one", "left": "-1"},
                {"equation": "is", "left": f"exp(-log({RATIO}))"},
            ],
            name="small",
        ),
        identity(f"0 <= log({RATIO})", "small", "tangent", name="log"),
        identity("0 < c4/alpha**2"),
        instance("logarithm-of-a-product", x="c4/alpha**2", y=RATIO, name="both"),
        instance("quotient-times-divisor", x="sigma_k - tau", name="quotient"),
        instance("inverse-is-positive", x="sigma_k - tau", name="gap"),
        identity(
            None,
            terms=[
                {"facts": ["gap", "start-is-early"]},
                {"facts": ["gap", "log"], "positive": "sigma_k"},
                {"equation": "both", "left": "sigma_k*(1/(sigma_k - tau))"},
                {"equation": "quotient", "left": f"-{LOG}"},
            ],
        ),
    ),
    "tolerance-below-gap",
    "start-is-early",
    "weakest-is-at-most-the-whole",
    "targets-are-ordered",
    "growth-is-below-the-target",
)
"""As c₄ ≤ c₁, τL ≤ σ_k log(c₄/α²) ≤ σ_kL."""
PAYS = implied(
    "imbalance-pays",
    (
        *above_the_scale("c3", "rest-is-late"),
        identity(
            "192*sigma_1*(alpha*size)**2 <= eps**2",
            terms=[{"facts": ["bound"], "positive": "192*sigma_1*size**2*alpha**2"}],
            name="small",
        ),
        identity(
            "delta <= (alpha*size)**2",
            terms=[{"facts": ["imbalance-is-at-most-the-whole"], "positive": "alpha**2/2"}],
            name="delta",
        ),
        identity("eps <= sigma_1", "tolerance-below-gap", "targets-are-ordered", name="tolerance"),
        identity(
            "192*delta <= sigma_1",
            terms=[
                {"facts": ["delta"], "positive": "192"},
                {"facts": ["small"], "positive": "1/sigma_1"},
                {"facts": ["tolerance"], "positive": "eps/sigma_1"},
                {"facts": ["tolerance"]},
            ],
            name="level",
        ),
        identity(
            "192*sigma_1*delta <= eps*(sigma_k - tau)",
            terms=[
                {"facts": ["delta"], "positive": "192*sigma_1"},
                {"facts": ["small"]},
                {"facts": ["tolerance-below-gap"], "positive": "eps"},
            ],
            name="mixed",
        ),
        identity(
            None,
            terms=[
                {"facts": ["level", "imbalance-is-not-negative"], "positive": "alpha**2/8"},
                {"facts": ["mixed"], "positive": "193/768"},
                {"facts": ["tolerance-below-gap"], "positive": "575*eps/768"},
                {"positive": "575*eps**2/768"},
            ],
        ),
    ),
    "left-end-not-negative",
    "rest-is-late",
    "tolerance-below-gap",
    "targets-are-ordered",
    "imbalance-is-not-negative",
    "imbalance-is-at-most-the-whole",
)
"""As α² ≤ c₃, δ ≤ (αβ)² ≤ ε²/(192σ₁)."""
LITTLE = implied(
    "imbalance-adds-little",
    (
        identity(
            "9*delta <= 8*omega",
            terms=[
                {
                    "facts": ["imbalance-is-not-negative", "weakest-is-at-most-the-whole"],
                    "positive": "9*alpha**2/(2*least)",
                }
            ],
            name="weight",
        ),
        identity("5*delta <= eps", "weight", "weight-is-paid", name="paid"),
        identity(
            f"9*delta*{LOG} <= sigma_k",
            terms=[{"facts": ["weight", "left-end-not-negative"]}, {"facts": ["weight-is-slow"]}],
            name="slow",
        ),
        identity(
            None,
            terms=[
                {"facts": ["slow", "imbalance-is-not-negative"], "positive": "4*alpha**2/9"},
                {"facts": ["paid"], "positive": "8*sigma_k/45"},
                {"positive": "37*sigma_k*eps/45"},
            ],
        ),
    ),
    "left-end-not-negative",
    "weight-is-paid",
    "weight-is-slow",
    "weakest-is-at-most-the-whole",
    "imbalance-is-not-negative",
)
"""δ ≤ 8ω/9."""
BELOW_TARGET = implied("growth-is-below-the-target", (identity(None, "tolerance-below-gap"),), "tolerance-below-gap")
"""As ε is positive."""
