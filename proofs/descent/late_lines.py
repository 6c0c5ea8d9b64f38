"""What stays small once the first k modes are learned: lines for matrices of all sizes; and one inequality of numbers.

E = Σ₁ − P is at most e in norm, Q = U₁U₂ᵀ too, S = U₂U₂ᵀ at most s ≤ e, and σ_k − σ_{k+1} at least 6e.
"""

from collections.abc import Mapping
from typing import Any

from proofs.certificate.argument import Line, congruence, identity, instance
from proofs.certificate.finder import Term
from proofs.descent.matrices import BLOCKS, FIRST, SECOND, E, J, P
from proofs.lemmas.lemma import lemma

SUM = lemma(
    "descent-sum-of-bounded",
    "(X + Y)*T(X + Y) <= (x + y)**2",
    identity(
        None,
        terms=[
            congruence("first", positive="1 + y/x"),
            congruence("second", positive="1 + x/y"),
            congruence(by="T(y*X - x*Y)", positive="1/x/y"),
        ],
    ),
    given={"first": "X*T(X) <= x**2", "second": "Y*T(Y) <= y**2"},
    matrices={"X": ("k", "q"), "Y": ("k", "q")},
    positive=("x", "y"),
)

REST, KAPPA = f"({P} - sigma_k + e)", "(1 - 2*eta*(sigma_k - e))"
"""R = P − λ and 1 − 2ηλ, with λ = σ_k − e."""
GIVEN: Mapping[str, str] = {
    "gap-from-above": f"{E} <= e",
    "gap-from-below": f"-e <= {E}",
    "start-is-bounded": f"{P} <= sigma_1",
    "targets-from-below": "sigma_k <= S1",
    "mixed-is-small": f"{J} <= e**2",
    "gap-is-small": "6*e <= sigma_k",
    "k-is-not-first": "sigma_k <= sigma_1",
    "small-steps": "4*eta*sigma_1 <= 1",
}
REST_GIVEN = {"rest-is-bounded": "U2*T(U2) <= s", "rest-is-small": "s <= e"}
OF_GAP: Mapping[str, Any] = {"matrices": BLOCKS, "symmetric": ("S1",)}


def _between(gap: str, lower: str, upper: str) -> tuple[Line, ...]:
    """K = `gap` lies between 0 and 2e, and R between 0 and σ_1 − λ: what that says of their squares, and of E's."""
    return (
        identity(f"0 <= {REST}", terms=[congruence("targets-from-below"), congruence("gap-from-above")], name="R"),
        identity(f"0 <= {gap}", terms=[congruence(lower)], name="K"),
        identity(f"{gap} <= 2*e", terms=[congruence(upper)], name="K above"),
        identity(
            f"{gap}*{gap} <= 2*e*{gap}",
            terms=[congruence("K", by=f"2*e - {gap}"), congruence("K above", by=gap)],
            multiplier="2*e",
            name="K square",
        ),
        identity("0 < sigma_1 - sigma_k + e", "k-is-not-first", name="room"),
        identity(
            f"{REST}*{REST} <= (sigma_1 - sigma_k + e)*{REST}",
            "room",
            terms=[congruence("R", by=f"sigma_1 - {P}"), congruence("start-is-bounded", by=REST)],
            multiplier="sigma_1 - sigma_k + e",
            name="R square",
        ),
        identity(
            f"{E}*{E} <= e**2",
            terms=[congruence("gap-from-above", by=f"e + {E}"), congruence("gap-from-below", by=f"e - {E}")],
            multiplier="2*e",
            name="E square",
        ),
        identity("4*eta*sigma_k <= 1", "k-is-not-first", "small-steps", name="slow"),
        identity(f"0 < {KAPPA} - 1/4", "slow", name="quarter"),
        identity(f"0 < {KAPPA}", "quarter", name="kappa"),
        identity(f"0 <= {KAPPA} - eta*(sigma_1 - sigma_k + e)", "slow", "small-steps", name="paid"),
        identity("24*eta*e <= 1", "gap-is-small", "slow", name="tiny"),
    )


def _square(gap: str) -> list[Term]:
    """κK²/(2e) − η(RK + KR) as a square, and what that costs."""
    return [
        congruence("K square", positive="1/2/e", facts=["kappa", "kappa"]),
        congruence(by=f"{KAPPA}*{gap} - 2*eta*e*{REST}", positive="1/2/e"),
        congruence("R square", positive="2*eta**2*e"),
        congruence("R", positive="2*eta*e", facts=["paid"]),
    ]


ABOVE = lemma(
    "descent-gap-stays-from-above",
    f"S1 - {FIRST}*T{FIRST} <= e",
    *_between(f"(e - {E})", "gap-from-above", "gap-from-below"),
    identity("0 <= sigma_k - 2*e - eta*e**2", "gap-is-small", "tiny", name="constant"),
    identity(
        None,
        "kappa",
        terms=[
            congruence(by=f"T(U1)*{E}", positive="eta**2", facts=["kappa"]),
            congruence(by="T(U2)*U2*T(U1)", positive="eta**2", facts=["kappa"]),
            congruence(by=f"U2*T(U1)*(e - {E})", positive="eta**2/e", facts=["kappa"]),
            congruence("mixed-is-small", positive="2*eta + eta**2*e", facts=["kappa"]),
            congruence("mixed-is-small", by=E, positive="eta**2/e", facts=["kappa"]),
            congruence("E square", positive="eta**2*e", facts=["kappa"]),
            {"facts": ["kappa", "constant"], "positive": "2*eta*e"},
            *_square(f"(e - {E})"),
        ],
        multiplier=KAPPA,
    ),
    given=GIVEN,
    positive=("eta", "sigma_1", "sigma_k", "e"),
    **OF_GAP,
)

BELOW = lemma(
    "descent-gap-stays-from-below",
    f"-e <= S1 - {FIRST}*T{FIRST}",
    *_between(f"({E} + e)", "gap-from-below", "gap-from-above"),
    identity("0 <= 1 - eta*s", "rest-is-small", "tiny", name="rest"),
    identity(
        "0 <= 2*(sigma_k - e) - eta*sigma_1*e - eta**2*e**3",
        *("gap-is-small", "tiny", "small-steps"),
        degree=3,
        name="constant",
    ),
    identity(f"U1*T(U2)*U2*T(U2)*U2*T(U1) <= s*{J}", terms=[congruence("rest-is-bounded", by="U2*T(U1)")], name="QSQ"),
    identity(
        None,
        "kappa",
        terms=[
            congruence("start-is-bounded", by=E, positive="eta**2", facts=["kappa"]),
            congruence("E square", positive="eta**2*sigma_1 + eta**3*e**2", facts=["kappa"]),
            congruence(by=f"U2*T(U1)*(1 + eta*{E})", positive="eta", facts=["kappa"]),
            congruence(by="U2*T(U1)", positive="eta", facts=["kappa", "rest"]),
            congruence("QSQ", positive="eta**2", facts=["kappa"]),
            congruence("mixed-is-small", by=E, positive="eta**3", facts=["kappa"]),
            {"facts": ["kappa", "constant"], "positive": "eta*e"},
            *_square(f"({E} + e)"),
        ],
        multiplier=KAPPA,
    ),
    given={**GIVEN, **REST_GIVEN},
    positive=("eta", "sigma_1", "sigma_k", "e", "s"),
    **OF_GAP,
)

# ---- Q⁺ is a sum of four, with Z = (½ − ηP)Q + Q(½ + ηΣ₂): (1 + ηE)Z − η(1 + ηE)QS − ηQS(1 + ηΣ₂ − ηS) + η²JQ

Q, S, ONE = "U1*T(U2)", "U2*T(U2)", f"(1 + eta*{E})"
PULL, PUSH, OTHER = f"(1/2 - eta*{P})", "(1/2 + eta*S2)", f"(1 + eta*S2 - eta*{S})"
LEAST, MOST, RATE = "(1/2 - eta*sigma_k + eta*e)", "(1/2 + eta*sigma_next)", "(1 + eta*sigma_next)"
Z, SIZE = f"({PULL}*{Q} + {Q}*{PUSH})", f"(e*{LEAST} + e*{MOST})"
PARTS = (f"({ONE}*{Z})", f"(-eta*{ONE}*{Q}*{S})", f"(-eta*{Q}*{S}*{OTHER})", f"(eta**2*{J}*{Q})")
SIZES = (f"({SIZE}*(1 + eta*e))", "(eta*e*s*(1 + eta*e))", f"(eta*e*s*{RATE})", "(eta**2*e**3)")
NEXT_GAP = {"gap-is-small": "6*e <= sigma_k - sigma_next", "next-is-not-negative": "0 <= sigma_next"}


def _squared(matrix: str, most: str, at_least: str, at_most: str, *known: str) -> Line:
    """X² ⪯ bX for 0 ⪯ X ⪯ b."""
    terms = [congruence(at_least, by=f"{most} - {matrix}"), congruence(at_most, by=matrix)]
    return identity(
        f"{matrix}*{matrix} <= {most}*{matrix}", *known, terms=terms, multiplier=most, name=f"{at_least} square"
    )


BOUNDS: tuple[Line, ...] = (
    identity("24*eta*e <= 1", "gap-is-small", "k-is-not-first", "small-steps", "next-is-not-negative", name="tiny"),
    identity("eta*s <= 1/24", "tiny", "rest-is-small", name="rest"),
    identity("4*eta*sigma_k <= 1", "k-is-not-first", "small-steps", name="slow"),
    identity(f"0 < {LEAST} - 1/5", "slow", name="fifth"),
    identity(f"0 < {LEAST}", "fifth", name="least"),
    identity(f"0 < {MOST}", "next-is-not-negative", name="most"),
    identity(f"0 < {SIZE}", "least", "most", name="size"),
    identity(f"0 < {RATE}", "next-is-not-negative", name="rate"),
    identity(
        f"0 <= {PULL}",
        terms=[
            congruence("start-is-bounded", positive="eta"),
            {"facts": ["small-steps"], "positive": "1/4"},
            congruence(positive="1/4"),
        ],
        name="pull",
    ),
    identity(
        f"{PULL} <= {LEAST}",
        terms=[congruence("gap-from-above", positive="eta"), congruence("targets-from-below", positive="eta")],
        name="pull above",
    ),
    _squared(PULL, LEAST, "pull", "pull above", "least"),
    identity(
        f"0 <= {PUSH}",
        terms=[congruence("second-is-positive", positive="eta"), congruence(positive="1/2")],
        name="push",
    ),
    identity(f"{PUSH} <= {MOST}", terms=[congruence("second-is-bounded", positive="eta")], name="push above"),
    _squared(PUSH, MOST, "push", "push above", "most"),
    identity(
        f"0 <= {ONE}",
        terms=[
            congruence("gap-from-below", positive="eta"),
            {"facts": ["tiny"], "positive": "1/24"},
            congruence(positive="23/24"),
        ],
        name="one",
    ),
    identity(f"{ONE} <= 1 + eta*e", terms=[congruence("gap-from-above", positive="eta")], name="one above"),
    _squared(ONE, "(1 + eta*e)", "one", "one above"),
    identity(
        f"{ONE}*{ONE} <= (1 + eta*e)**2",
        terms=[congruence("one square"), congruence("one above", positive="1 + eta*e")],
        name="one twice",
    ),
    identity(
        f"0 <= {OTHER}",
        terms=[
            congruence("second-is-positive", positive="eta"),
            congruence("rest-is-bounded", positive="eta"),
            {"facts": ["rest"]},
            congruence(positive="23/24"),
        ],
        name="other",
    ),
    identity(
        f"{OTHER} <= {RATE}",
        terms=[congruence("second-is-bounded", positive="eta"), congruence(by="T(U2)", positive="eta")],
        name="other above",
    ),
    _squared(OTHER, RATE, "other", "other above", "rate"),
    identity(
        f"{OTHER}*{OTHER} <= {RATE}**2",
        terms=[congruence("other square"), congruence("other above", facts=["rate"])],
        name="other twice",
    ),
)
EACH: tuple[Line, ...] = (
    identity(
        f"({PULL}*{Q})*T({PULL}*{Q}) <= (e*{LEAST})**2",
        terms=[
            congruence("mixed-is-small", by=PULL),
            congruence("pull square", positive="e**2"),
            congruence("pull above", facts=["least"], positive="e**2"),
        ],
    ),
    identity(
        f"({Q}*{PUSH})*T({Q}*{PUSH}) <= (e*{MOST})**2",
        terms=[
            congruence("push square", by="U2*T(U1)"),
            congruence("push above", by="U2*T(U1)", facts=["most"]),
            congruence("mixed-is-small", facts=["most", "most"]),
        ],
    ),
    identity("0 < e"),
    identity(f"0 < e*{LEAST}", "least"),
    identity(f"0 < e*{MOST}", "most"),
    instance("descent-sum-of-bounded", X=f"{PULL}*{Q}", Y=f"{Q}*{PUSH}", x=f"e*{LEAST}", y=f"e*{MOST}", name="Z"),
    identity(
        f"{PARTS[0]}*T{PARTS[0]} <= {SIZES[0]}**2",
        terms=[congruence("Z", by=ONE), congruence("one twice", facts=["size", "size"])],
    ),
    identity(
        "T(U2)*U2 <= s",
        terms=[congruence(by="s - T(U2)*U2"), congruence("rest-is-bounded", by="U2")],
        multiplier="s",
        name="other rest",
    ),
    identity(
        f"{S}*{S} <= s**2",
        terms=[congruence("other rest", by="T(U2)"), congruence("rest-is-bounded", positive="s")],
        name="S square",
    ),
    identity(
        f"{Q}*{S}*{S}*T({Q}) <= (e*s)**2",
        terms=[congruence("S square", by="U2*T(U1)"), congruence("mixed-is-small", positive="s**2")],
        name="QS",
    ),
    identity(
        f"{PARTS[1]}*T{PARTS[1]} <= {SIZES[1]}**2",
        terms=[congruence("QS", by=ONE, positive="eta**2"), congruence("one twice", positive="eta**2*e**2*s**2")],
    ),
    identity(
        f"{PARTS[2]}*T{PARTS[2]} <= {SIZES[2]}**2",
        terms=[
            congruence("other twice", by=f"{S}*U2*T(U1)", positive="eta**2"),
            congruence("QS", positive="eta**2", facts=["rate", "rate"]),
        ],
    ),
    identity(
        "U2*T(U1)*U1*T(U2) <= e**2",
        terms=[congruence(by="e**2 - U2*T(U1)*U1*T(U2)"), congruence("mixed-is-small", by=Q)],
        multiplier="e**2",
        name="other mixed",
    ),
    identity(
        f"{J}*{J} <= e**4",
        terms=[congruence("other mixed", by="U2*T(U1)"), congruence("mixed-is-small", positive="e**2")],
        name="J square",
    ),
    identity(
        f"{PARTS[3]}*T{PARTS[3]} <= {SIZES[3]}**2",
        terms=[
            congruence("mixed-is-small", by=J, positive="eta**4"),
            congruence("J square", positive="eta**4*e**2"),
        ],
    ),
)
FIRST_TWO, LAST_TWO = " + ".join(PARTS[:2]), " + ".join(PARTS[2:])
SIZE_OF_TWO, SIZE_OF_LAST = " + ".join(SIZES[:2]), " + ".join(SIZES[2:])
MIXED = lemma(
    "descent-mixed-stays",
    f"{FIRST}*T{SECOND}*{SECOND}*T{FIRST} <= e**2",
    *BOUNDS,
    *EACH,
    *(identity(f"0 < {size}", "size", "rate") for size in (*SIZES, SIZE_OF_TWO, SIZE_OF_LAST)),
    *(instance("descent-sum-of-bounded", X=PARTS[i], Y=PARTS[i + 1], x=SIZES[i], y=SIZES[i + 1]) for i in (0, 2)),
    instance("descent-sum-of-bounded", X=FIRST_TWO, Y=LAST_TWO, x=SIZE_OF_TWO, y=SIZE_OF_LAST, name="all"),
    identity(
        "eta*sigma_next <= 1/4", "gap-is-small", "k-is-not-first", "small-steps", "next-is-not-negative", name="next"
    ),
    identity(
        f"{SIZE_OF_TWO} + {SIZE_OF_LAST} <= e",
        *("gap-is-small", "rest-is-small", "tiny", "next", "next-is-not-negative"),
        degree=3,
        name="total",
    ),
    identity(f"0 < {SIZE_OF_TWO} + {SIZE_OF_LAST}", "size", "rate", name="positive"),
    identity(
        f"({SIZE_OF_TWO} + {SIZE_OF_LAST})**2 <= e**2",
        terms=[{"facts": ["total", "total"]}, {"facts": ["total", "positive"], "positive": "2"}],
        name="square",
    ),
    identity(None, terms=[congruence("all"), congruence("square")]),
    given={
        **GIVEN,
        **REST_GIVEN,
        **NEXT_GAP,
        "second-is-positive": "0 <= S2",
        "second-is-bounded": "S2 <= sigma_next",
    },
    matrices={**BLOCKS, "S2": ("q", "q")},
    symmetric=("S1", "S2"),
    positive=("eta", "sigma_1", "sigma_k", "e", "s"),
    scalars=("sigma_next",),
)
