"""The lines by which the bounds are small in the window: e^{2τt} until its right end, and at its left end."""

from proofs.certificate.argument import Line, identity, instance


def grown(constant: str, *known: Line) -> tuple[Line, ...]:
    """e^{2τt} is at most a constant over α², as the line before says of its logarithm, called time."""
    return (
        *known,
        instance("exponential-is-monotone", x="2*tau*t", y=f"log({constant}/alpha**2)", name="grown"),
        identity(f"0 < {constant}/alpha**2"),
        instance("exponential-of-a-logarithm", x=f"{constant}/alpha**2", name="is"),
        instance("exponential-of-a-sum", x="tau*t", y="tau*t", name="square"),
        identity(f"exp(tau*t)**2 <= {constant}/alpha**2", "grown", "is", "square", name="bound"),
        identity(None, "bound"),
    )


def at_the_left_end(constant: str, hypothesis: str) -> tuple[Line, ...]:
    """The same at the left end, by a hypothesis about its logarithm."""
    time = identity(
        f"2*tau*t <= log({constant}/alpha**2)",
        terms=[
            {"facts": [hypothesis], "positive": "1/sigma_k"},
            {"equation": "at-the-left-end", "left": "-tau/sigma_k"},
        ],
    )
    return grown(constant, time)


WINDOW = grown("c2", identity("2*tau*t <= log(c2/alpha**2)", "before-the-right-end"))
FINE = (
    identity(
        "(4*alpha*imbalance*root)**2 <= (tau*size)**2",
        terms=[{"facts": ["imbalance-is-slow"]}, {"equation": "root", "left": "-16*alpha**2*imbalance**2"}],
    ),
    identity("0 < tau*size"),
    instance("root-of-a-bound", x="4*alpha*imbalance*root", y="tau*size", name="forced"),
    identity("8*eta <= alpha*size", terms=[{"facts": ["forced"], "positive": "alpha/tau"}], name="eta"),
    instance("exponential-is-positive", x="tau*t", name="growth"),
    identity(
        None,
        terms=[{"facts": ["eta", "growth"], "positive": "1/8"}, {"positive": "delta*root/tau"}],
    ),
)


def above_the_scale(c: str, hypothesis: str) -> tuple[Line, ...]:
    """α² ≤ c, from a hypothesis that τL ≤ σ_k log(c/α²), as 0 ≤ L."""
    logarithm = f"log({c}/alpha**2)"
    return (
        identity(
            f"0 <= {logarithm}",
            terms=[
                {"facts": [hypothesis], "positive": "1/sigma_k"},
                {"facts": ["left-end-not-negative"], "positive": "tau/sigma_k"},
            ],
        ),
        instance("exponential-is-monotone", x="0", y=logarithm, name="grown"),
        instance("exponential-of-zero", name="one"),
        identity(f"0 < {c}/alpha**2"),
        instance("exponential-of-a-logarithm", x=f"{c}/alpha**2", name="is"),
        identity(f"1 <= {c}/alpha**2", "grown", "one", "is", name="bound"),
    )


BELOW_TARGETS = (*above_the_scale("c4", "start-is-early"), identity(None, "bound"))
RATIO = "64*sigma_1/eps"
NOT_EMPTY = (
    identity("eps <= sigma_1", "tolerance-below-gap", "targets-are-ordered", name="tolerance"),
    identity("0 < c3/alpha**2"),
    identity(f"0 < {RATIO}"),
    instance("logarithm-of-a-product", x="c3/alpha**2", y=RATIO, name="product"),
    instance("exponential-of-a-logarithm", x=RATIO, name="is"),
    instance("exponential-is-above-its-tangent", x=f"-log({RATIO})", name="tangent"),
    instance("exponential-of-a-sum", x=f"log({RATIO})", y=f"-log({RATIO})", name="inverse"),
    instance("exponential-of-zero", name="one"),
    instance("exponential-is-positive", x=f"-log({RATIO})", name="positive"),
    identity(
        f"exp(-log({RATIO})) <= 1",
        "tolerance",
        terms=[
            {"facts": ["positive", "tolerance"], "positive": "1/eps"},
            {"facts": ["positive"], "positive": "63*sigma_1/eps"},
            {"equation": "inverse", "left": "1"},
            {"equation": "one", "left": "-1"},
            {"equation": "is", "left": f"exp(-log({RATIO}))"},
        ],
        name="small",
    ),
    identity(f"0 <= log({RATIO})", "small", "tangent", name="log"),
    identity(
        None,
        terms=[
            {"facts": ["rest-is-late"], "positive": "1/(2*sigma_k*tau)"},
            {"facts": ["log"], "positive": "1/(2*tau)"},
            {"equation": "product", "left": "1/(2*tau)"},
        ],
    ),
)
GROWTH = "(u**2/tau + 2*omega*t)"
EXPONENT = "u**2/tau + 2*omega*t - 2*sigma_k*t"
DECAY = "exp(-2*sigma_k*t)"
DEFICIT = (
    identity(
        f"{GROWTH} <= 169/704",
        terms=[
            {"facts": ["rest-has-grown-little"], "positive": "1/(704*tau)"},
            {"facts": ["weight-is-slow"], "positive": "1/(8*sigma_k)"},
            {"equation": "at-the-left-end", "left": "-omega/sigma_k"},
        ],
        name="exponent",
    ),
    instance("exponential-is-monotone", x=GROWTH, y="169/704", name="larger"),
    instance("exponential-is-above-its-tangent", x="-169/704", name="tangent"),
    instance("exponential-of-a-sum", x="169/704", y="-169/704", name="inverse"),
    instance("exponential-of-zero", name="one"),
    instance("exponential-is-positive", x="169/704", name="positive"),
    identity("535*exp(169/704) <= 704", "tangent", "inverse", "one", "positive", name="number"),
    instance("exponential-of-a-sum", x=GROWTH, y="-2*sigma_k*t", name="split"),
    identity("0 < c1/alpha**2"),
    instance("exponential-of-a-logarithm", x="c1/alpha**2", name="is"),
    identity("log(c1/alpha**2) <= 2*sigma_k*t", "at-the-left-end"),
    instance("exponential-is-monotone", x="log(c1/alpha**2)", y="2*sigma_k*t", name="late"),
    instance("exponential-of-a-sum", x="2*sigma_k*t", y="-2*sigma_k*t", name="decay"),
    instance("exponential-is-positive", x="-2*sigma_k*t", name="decays"),
    identity(
        f"{DECAY}*c1 <= alpha**2",
        terms=[
            {"facts": ["late", "decays"], "positive": "alpha**2"},
            {"equation": "decay", "left": "alpha**2"},
            {"equation": "one", "left": "-alpha**2"},
            {"equation": "is", "left": f"alpha**2*{DECAY}"},
        ],
        name="small",
    ),
    identity(
        f"exp({EXPONENT}) <= 704*alpha**2/(535*c1)",
        terms=[
            {"equation": "split", "left": "-1"},
            {"facts": ["larger", "decays"]},
            {"facts": ["number", "decays"], "positive": "1/535"},
            {"facts": ["small"], "positive": "704/(535*c1)"},
        ],
        name="together",
    ),
    identity(
        "a_1 <= 88*eps/535",
        terms=[
            {"facts": ["together"], "positive": "sigma_1*l/(alpha*least)**2"},
            {"facts": ["weakest-is-below-its-target"], "positive": "704*sigma_1/(535*c1*least**2)"},
        ],
        name="decayed",
    ),
    identity(
        "16*delta**2*t <= eps",
        terms=[
            {"facts": ["imbalance-adds-little"], "positive": "1/sigma_k"},
            {"equation": "at-the-left-end", "left": "-8*delta**2/sigma_k"},
        ],
        name="added",
    ),
    identity("eps <= sigma_1", "tolerance-below-gap", "targets-are-ordered", name="tolerance"),
    identity(
        "151*u**2 <= eps",
        terms=[
            {"facts": ["rest-is-small-at-the-left-end"], "positive": "1/sigma_1"},
            {"facts": ["tolerance"], "positive": "eps/sigma_1"},
        ],
        name="rest",
    ),
    identity(None, "decayed", "added", "rest"),
)
