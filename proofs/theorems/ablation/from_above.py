"""The pivot law where mode k starts at σ_k or above it: what a mode after it costs is bounded there by the same.

This step, `later-modes-are-outgrown`, is the only one of both bounds that needs to know where mode k starts: the others
have certificates in which nothing is known of it.
"""

from collections.abc import Mapping

from proofs.certificate.argument import Argument, Line, Written, identity, instance
from proofs.theorems.pivots.lines import TANGENT, settling
from proofs.theorems.pivots.names import GROWN, OF_ABSENT, OF_LATER, OF_MODE, asked, defined

S, LESS, GROWTH, LOG = "sigma/sigma_k", "(1 - sigma/sigma_k)", "(2*c*sigma_k*t)", "log(sigma_k/a)"
SHARE = f"exp({S}*{LOG})"


def powers(z: str, name: str) -> tuple[Line, ...]:
    """e^{sz} ≤ 1 − s + s e^z, with s = σ/σ_k."""
    return (
        instance(TANGENT, x=f"{LESS}*{z}", name=f"ahead {name}"),
        instance(TANGENT, x=f"-{S}*{z}", name=f"behind {name}"),
        instance("exponential-is-positive", x=f"{S}*{z}", name=f"positive {name}"),
        instance("exponential-of-a-sum", x=f"{S}*{z}", y=f"{LESS}*{z}", name=f"whole {name}"),
        instance("exponential-of-a-sum", x=f"{S}*{z}", y=f"-{S}*{z}", name=f"back {name}"),
        identity(
            f"exp({S}*{z}) <= {LESS} + {S}*exp({z})",
            terms=[
                {"facts": [f"positive {name}", f"ahead {name}"], "positive": S},
                {"facts": [f"positive {name}", f"behind {name}", "no larger"]},
                {"equation": f"whole {name}", "left": S},
                {"equation": f"back {name}", "left": LESS},
                {"equation": "one", "left": f"-{LESS}"},
            ],
            name=name,
        ),
    )


OF_LATER_LINES: tuple[Line, ...] = (
    identity(f"0 <= {LESS}", "later-modes-are-smaller", name="no larger"),
    identity("0 < sigma_k/a"),
    instance("exponential-of-a-logarithm", x="sigma_k/a", name="ratio"),
    instance("exponential-of-zero", name="one"),
    *powers(GROWTH, "grown power"),
    *powers(f"(-{LOG})", "inverse power"),
    instance("exponential-of-a-sum", x=LOG, y=f"-{LOG}", name="inverse ratio"),
    instance("exponential-is-positive", x=f"{S}*{LOG}", name="positive share"),
    identity(
        f"1 <= {SHARE}*({LESS} + {S}*a/sigma_k)",
        terms=[
            {"facts": ["positive share", "inverse power"]},
            {"equation": "back inverse power", "left": "-1"},
            {"equation": "one", "left": "1"},
            {"equation": "inverse ratio", "left": f"{SHARE}*{S}*a/sigma_k"},
            {"equation": "one", "left": f"-{SHARE}*{S}*a/sigma_k"},
            {"equation": "ratio", "left": f"{SHARE}*{S}*a/sigma_k*exp(-{LOG})"},
        ],
        name="share",
    ),
    *settling("sigma_k", "a", "grown since"),
    identity(
        f"sigma_k*(exp(2*c*sigma*t) - 1) <= (sigma_k - a + a*growth)*{SHARE}",
        terms=[
            {"facts": ["grown power"], "positive": "sigma_k"},
            {"facts": ["grown since", "share"], "positive": "sigma"},
            {"facts": ["positive share"], "positive": "sigma_k"},
            {"facts": ["positive share", "grown since", "no larger"], "positive": "a"},
            {"facts": ["positive share", "grown since", "no larger", "from-above"], "positive": S},
        ],
        name="outgrown",
    ),
    identity(
        None,
        terms=[
            {"facts": ["inverse", "outgrown"], "positive": "a/sigma"},
            {"equation": "quotient", "left": f"-a*{SHARE}/sigma"},
        ],
    ),
)
"""With s = σ/σ_k, A = a/σ_k ≥ 1 and g = e^{2cσ_k t} it is A^s(g^s − 1) ≤ 1 − A + Ag, by y^s ≤ 1 − s + sy of both."""
OF_ABSENT_LINES: tuple[Line, ...] = (
    *settling("sigma_k", "a", "grown since"),
    identity("0 < sigma_k/a"),
    instance("exponential-of-a-logarithm", x="sigma_k/a", name="ratio"),
    instance("exponential-of-zero", name="one"),
    instance(TANGENT, x=LOG, name="log"),
    identity(f"a - sigma_k <= -a*{LOG}", "log", "ratio", name="late"),
    identity(f"0 < -{LOG}", "late", "from-above", multiplier="a", name="negative"),
    instance(TANGENT, x=f"{GROWTH}", name="growth again"),
    identity(
        f"2*c*sigma_k*t*(a - sigma_k) <= -{LOG}*(sigma_k - a + a*growth)",
        terms=[
            {"facts": ["growth again", "from-above"]},
            {"facts": ["grown since", "late"]},
            {"facts": ["negative"], "positive": "sigma_k"},
        ],
        name="enough",
    ),
    instance("quotient-times-divisor", x="a - sigma_k", name="gap"),
    instance("inverse-is-positive", x="a - sigma_k", name="gap inverse"),
    identity(
        None,
        terms=[
            {"facts": ["inverse", "gap inverse", "enough"], "positive": "a"},
            {"equation": "quotient", "left": "-absent_tail"},
            {"equation": "gap", "left": "2*c*t*settled"},
        ],
    ),
)


def outgrown(
    label: str,
    tail: str,
    lines: tuple[Line, ...],
    given: Mapping[str, str],
    definitions: Mapping[str, str],
    positive: tuple[str, ...] = (),
) -> Argument:
    """A claim about one mode after the k-th, with the k-th's start a as a letter."""
    return Argument(
        label,
        (Written(label, f"settled*accumulated <= {tail}", (), lines),),
        given={**given, "time-is-not-negative": asked()["time-is-not-negative"]},
        positive=("a", "c", "sigma_k", *positive),
        scalars=("t",),
        definitions={name: text for name, text in definitions.items() if name != "a"},
    )


LATER = outgrown(
    "a-later-mode-from-above",
    "tail",
    OF_LATER_LINES,
    {"from-above": "sigma_k <= a", "later-modes-are-smaller": OF_MODE["later-modes-are-smaller"]},
    {**defined(*OF_LATER), **GROWN},
    positive=("sigma",),
)
ABSENT = outgrown(
    "an-absent-mode-from-above",
    "absent_tail",
    OF_ABSENT_LINES,
    {"from-above": "sigma_k < a"},
    {**defined(*OF_ABSENT), "accumulated": "2*c*t"},
)
