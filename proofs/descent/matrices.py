"""What one step of descent does to the blocks of its factor, for matrices of all sizes: the lines of each claim.

In a basis of Y, U₁ has the rows of the first k modes, with the targets Σ₁, and U₂ the others', with Σ₂. P = U₁U₁ᵀ and
E = Σ₁ − P are what is learned and what is not yet, S = U₂U₂ᵀ the rest, J = U₁U₂ᵀU₂U₁ᵀ. After a step they are those of
U⁺ = U + η(ΣU − U(U₁ᵀU₁ + U₂ᵀU₂)). X is less than Y if Y − X is positive semidefinite.
"""

from collections.abc import Mapping
from typing import Any

from proofs.certificate.argument import Line, congruence, identity
from proofs.lemmas.lemma import lemma

P, J, E = "U1*T(U1)", "U1*T(U2)*U2*T(U1)", "(S1 - U1*T(U1))"
INNER = "(T(U1)*U1 + T(U2)*U2)"
FIRST, SECOND = f"(U1 + eta*(S1*U1 - U1*{INNER}))", f"(U2 + eta*(S2*U2 - U2*{INNER}))"
"""U₁ and U₂ after a step."""
WHOLE = "(U + eta*(Y - U*T(U))*U)"
BLOCKS: Mapping[str, tuple[str, str]] = {"S1": ("k", "k"), "U1": ("k", "h"), "U2": ("q", "h")}

# ---- the whole stays below the largest target

X, W = "eta*sigma_1", "U*T(U)"


def _kept(start: str) -> Line:
    """The part 1 − ησ_1 of the bound that 1 − ηW leaves of W, or of UᵀU."""
    return identity(
        f"(1 - eta*({start}))*({start})*(1 - eta*({start})) <= sigma_1*(1 - {X})**2",
        terms=[
            congruence("start-is-bounded", facts=["small-steps", "rest"]),
            congruence("start-is-bounded", by=f"sigma_1 - ({start})", positive="eta**2"),
            congruence(by=f"sigma_1 - ({start})", positive="2*eta", facts=["small-steps"]),
            congruence(by=f"sigma_1 - ({start})", positive="3*eta**2*sigma_1"),
        ],
        name="kept",
    )


BOUNDED = lemma(
    # (1 + η(Y − W))U = ηYU + (1 − ηW)U, of which the first is at most ησ_1 of the bound, and the other 1 − ησ_1 of it
    "descent-stays-below-the-largest-target",
    f"{WHOLE}*T{WHOLE} <= sigma_1",
    identity(f"0 < 1 - {X}", "small-steps", name="rest"),
    identity(
        "Y*Y <= sigma_1*Y",
        terms=[congruence("target-is-positive", by="sigma_1 - Y"), congruence("target-is-bounded", by="Y")],
        multiplier="sigma_1",
        name="square",
    ),
    identity(
        "Y*U*T(U)*Y <= sigma_1**3",
        terms=[
            congruence("start-is-bounded", by="Y"),
            congruence("square", positive="sigma_1"),
            congruence("target-is-bounded", positive="sigma_1**2"),
        ],
        name="pulled",
    ),
    _kept(W),
    identity(
        None,
        "rest",
        terms=[
            congruence(by=f"T(U)*((1 - {X})*eta*Y - {X}*(1 - eta*{W}))"),
            congruence("pulled", positive="eta**2", facts=["rest"]),
            congruence("kept", positive=X),
        ],
        multiplier=f"{X}*(1 - {X})",
    ),
    given={
        "target-is-positive": "0 <= Y",
        "target-is-bounded": "Y <= sigma_1",
        "start-is-bounded": f"{W} <= sigma_1",
        "small-steps": "3*eta*sigma_1 <= 1",
    },
    matrices={"Y": ("n", "n"), "U": ("n", "h")},
    symmetric=("Y",),
    positive=("eta", "sigma_1"),
)

PULL, MOST = "(1 + eta*(Y - U*T(U)))", "(1 + eta*sigma_1)"
GROWS = lemma(
    # 1 + η(Y − W) lies between −b and b = 1 + ησ_1, and 2b(b² − X²) is (b + X)(b − X)(b + X) + (b − X)(b + X)(b − X)
    "descent-grows-at-most",
    f"{WHOLE}*T{WHOLE} <= s*{MOST}**2",
    identity(
        f"-{PULL} <= {MOST}",
        terms=[
            congruence("target-is-positive", positive="eta"),
            congruence("start-is-bounded", positive="eta"),
            congruence(positive="2"),
        ],
        name="least",
    ),
    identity(
        f"{PULL} <= {MOST}",
        terms=[congruence("target-is-bounded", positive="eta"), congruence(by="T(U)", positive="eta")],
        name="most",
    ),
    identity(
        f"{PULL}*{PULL} <= {MOST}**2",
        terms=[congruence("most", by=f"{MOST} + {PULL}"), congruence("least", by=f"{MOST} - {PULL}")],
        multiplier=f"2*{MOST}",
        name="square",
    ),
    identity(None, terms=[congruence("start-is-small", by=PULL), congruence("square", positive="s")]),
    given={
        "target-is-positive": "0 <= Y",
        "target-is-bounded": "Y <= sigma_1",
        "start-is-bounded": f"{W} <= sigma_1",
        "start-is-small": f"{W} <= s",
    },
    matrices={"Y": ("n", "n"), "U": ("n", "h")},
    symmetric=("Y",),
    positive=("eta", "sigma_1", "s"),
)

INNER_STAYS = lemma(
    # the same of UᵀU, in blocks
    "descent-inner-stays-below",
    f"T{FIRST}*{FIRST} + T{SECOND}*{SECOND} <= sigma_1",
    identity(f"0 < 1 - {X}", "small-steps", name="rest"),
    *(
        identity(
            f"S{i}*S{i} <= sigma_1*S{i}",
            terms=[
                congruence(f"{which}-is-positive", by=f"sigma_1 - S{i}"),
                congruence(f"{which}-is-bounded", by=f"S{i}"),
            ],
            multiplier="sigma_1",
            name=f"square {i}",
        )
        for i, which in ((1, "first"), (2, "second"))
    ),
    identity(
        "T(U1)*S1*S1*U1 + T(U2)*S2*S2*U2 <= sigma_1**3",
        terms=[
            congruence("square 1", by="U1"),
            congruence("square 2", by="U2"),
            congruence("first-is-bounded", by="U1", positive="sigma_1"),
            congruence("second-is-bounded", by="U2", positive="sigma_1"),
            congruence("start-is-bounded", positive="sigma_1**2"),
        ],
        name="pulled",
    ),
    _kept(INNER),
    identity(
        None,
        "rest",
        terms=[
            *(congruence(by=f"(1 - {X})*eta*S{i}*U{i} - {X}*U{i}*(1 - eta*{INNER})") for i in (1, 2)),
            congruence("pulled", positive="eta**2", facts=["rest"]),
            congruence("kept", positive=X),
        ],
        multiplier=f"{X}*(1 - {X})",
    ),
    given={
        "first-is-positive": "0 <= S1",
        "first-is-bounded": "S1 <= sigma_1",
        "second-is-positive": "0 <= S2",
        "second-is-bounded": "S2 <= sigma_1",
        "start-is-bounded": f"{INNER} <= sigma_1",
        "small-steps": "3*eta*sigma_1 <= 1",
    },
    matrices={**BLOCKS, "S2": ("q", "q")},
    symmetric=("S1", "S2"),
    positive=("eta", "sigma_1"),
)

ROWS, AFTER = "(J1*U1 + J2*U2)", f"(J1*{FIRST} + J2*{SECOND})"
PULLED = f"(1 + eta*(J1*S1*T(J1) + J2*S2*T(J2) - {ROWS}*T{ROWS}))"
IN_BLOCKS = lemma(
    # W = UUᵀ with U = J₁U₁ + J₂U₂, and Y = J₁Σ₁J₁ᵀ + J₂Σ₂J₂ᵀ
    "descent-in-blocks",
    f"{PULLED}*{ROWS}*T{ROWS}*{PULLED} == {AFTER}*T{AFTER}",
    identity(None, "J1-unit", "J2-unit", "J-apart", "other J-apart"),
    given={
        "J1-unit": "T(J1)*J1 == 1",
        "J2-unit": "T(J2)*J2 == 1",
        "J-apart": "T(J1)*J2 == 0",
        "other J-apart": "T(J2)*J1 == 0",
    },
    matrices={**BLOCKS, "S2": ("q", "q"), "J1": ("n", "k"), "J2": ("n", "q")},
    symmetric=("S1", "S2"),
    scalars=("eta",),
)

# ---- the rest grows no faster than its largest mode

RATE = "(1 + eta*sigma_next)"
LEFT, RIGHT = f"(2*(1 + eta*S2) - {RATE})", f"({RATE} - 2*eta*{INNER})"
REST = lemma(
    # U₂⁺ is half of (2(1 + ηΣ₂) − b)U₂ + U₂(b − 2ηUᵀU), with b = 1 + ησ_{k+1}, and neither bracket is larger than b
    "descent-rest-grows-at-most",
    f"{SECOND}*T{SECOND} <= s*{RATE}**2",
    identity(f"0 < {RATE}", "next-is-not-negative", name="rate"),
    identity(
        f"{LEFT}*{LEFT} <= {RATE}**2",
        "rate",
        terms=[
            congruence("rest-is-bounded", by="1 + eta*S2", positive="4*eta"),
            congruence(by="eta*(sigma_next - S2)", positive="4"),
            congruence("rest-is-positive", by="eta*(sigma_next - S2)", positive="4*eta"),
        ],
        multiplier=RATE,
        name="left",
    ),
    identity(
        f"eta*{INNER} <= {RATE}",
        terms=[congruence("start-is-bounded", positive="eta"), {"facts": ["small-steps"]}],
        name="slow",
    ),
    identity(
        f"{RIGHT}*{RIGHT} <= {RATE}**2",
        "rate",
        terms=[
            congruence(by=f"U1*({RATE} - eta*{INNER})", positive="4*eta"),
            congruence(by=f"U2*({RATE} - eta*{INNER})", positive="4*eta"),
            congruence("slow", by=f"eta*{INNER}", positive="4"),
        ],
        multiplier=RATE,
        name="right",
    ),
    identity(
        None,
        terms=[
            congruence(by=f"T({LEFT}*U2 - U2*{RIGHT})", positive="1/4"),
            congruence("rest-of-the-start", by=LEFT, positive="1/2"),
            congruence("left", positive="s/2"),
            congruence("right", by="T(U2)", positive="1/2"),
            congruence("rest-of-the-start", facts=["rate", "rate"], positive="1/2"),
        ],
    ),
    given={
        "next-is-not-negative": "0 <= sigma_next",
        "rest-is-positive": "0 <= S2",
        "rest-is-bounded": "S2 <= sigma_next",
        "start-is-bounded": f"{INNER} <= sigma_1",
        "small-steps": "eta*sigma_1 <= 1 + eta*sigma_next",
        "rest-of-the-start": "U2*T(U2) <= s",
    },
    matrices={"S2": ("q", "q"), "U1": ("k", "h"), "U2": ("q", "h")},
    symmetric=("S2",),
    positive=("eta", "sigma_1", "s"),
    scalars=("sigma_next",),
)

# ---- what is not learned yet

GAP_GIVEN: Mapping[str, str] = {
    "learned-from-below": f"l <= {P}",
    "start-is-bounded": f"{P} <= sigma_1",
    "level-is-below": "l < sigma_1",
    "gap-from-above": f"{E} <= e",
    "gap-from-below": f"-e/5 <= {E}",
    "gap-is-bounded": "100*e <= 109*sigma_1",
    "rest-is-small": "T(U2)*U2 <= s",
    "rest-below-target": "36*s <= sigma_1",
    "small-steps": "4*eta*sigma_1 <= 1",
}
REST_BELOW_GAP = {"rest-below-gap": "2*s <= e"}
GAP: Mapping[str, Any] = {
    "matrices": BLOCKS,
    "symmetric": ("S1",),
    "positive": ("eta", "sigma_1", "l", "e", "s"),
}
LEARNED = f"({P} - l)"


def _between(gap: str, lower: str, upper: str) -> tuple[Line, ...]:
    """K = `gap` lies between 0 and 6e/5, and R = P − ℓ between 0 and σ_1 − ℓ: what that says of squares, and J."""
    return (
        identity(f"{J} <= s*{P}", terms=[congruence("rest-is-small", by="T(U1)")], name="J"),
        identity(f"0 <= {gap}", terms=[congruence(lower)], name="K"),
        identity(f"{gap} <= 6*e/5", terms=[congruence(upper)], name="K above"),
        identity(
            f"{gap}*{gap} <= 6*e/5*{gap}",
            terms=[congruence("K", by=f"6*e/5 - {gap}"), congruence("K above", by=gap)],
            multiplier="6*e/5",
            name="K square",
        ),
        identity("0 < sigma_1 - l", "level-is-below", name="room"),
        identity(
            f"{LEARNED}*{LEARNED} <= (sigma_1 - l)*{LEARNED}",
            "room",
            terms=[
                congruence("learned-from-below", by=f"sigma_1 - {P}"),
                congruence("start-is-bounded", by=LEARNED),
            ],
            multiplier="sigma_1 - l",
            name="R square",
        ),
        identity("0 <= 1 - 4*eta*l", "small-steps", "level-is-below", name="slow"),
    )


ABOVE, KAPPA = f"(e - {E})", "(1 - 2*eta*l - eta**2*s*sigma_1)"
GAP_ABOVE = lemma(
    # E⁺ = E − η(PE + EP) − η²EPE + η((1 + ηE)J + J(1 + ηE)) − η²QSQᵀ, with E = e − K and P = ℓ + R
    "descent-gap-shrinks-from-above",
    f"S1 - {FIRST}*T{FIRST} <= e*(1 - 2*eta*l) + 3*eta*s*l",
    *_between(ABOVE, "gap-from-above", "gap-from-below"),
    identity(
        f"{ABOVE}*{J}*{ABOVE} <= 6*e/5*s*sigma_1*{ABOVE}",
        terms=[
            congruence("J", by=ABOVE),
            congruence("start-is-bounded", by=ABOVE, positive="s"),
            congruence("K square", positive="s*sigma_1"),
        ],
        name="KJK",
    ),
    identity("576*eta**2*s*sigma_1 <= 1", "small-steps", "rest-below-target", name="tiny"),
    identity(f"0 < {KAPPA}", "slow", "tiny", name="kappa"),
    identity("eta*e <= 2725/10000", "small-steps", "gap-is-bounded", name="step"),
    identity("0 <= 289/100 - 2 - 16/5*eta*e", "step", name="mixed"),
    identity("111/200*e <= 2*e - 289/100*s", "rest-below-gap", name="pulled"),
    identity(f"0 <= 111/200*{KAPPA} - 6/5*eta*(sigma_1 - l)", "small-steps", "tiny", name="kept"),
    identity(f"0 <= {KAPPA}*(2*e - 289/100*s) - 6/5*eta*e*(sigma_1 - l)", "pulled", "kept", "kappa", name="paid"),
    identity(
        None,
        "kappa",
        terms=[
            congruence(by=f"T(U1)*{E}", positive="eta**2", facts=["kappa"]),
            congruence(by="T(U2)*U2*T(U1)", positive="eta**2", facts=["kappa"]),
            congruence(by=f"U2*T(U1)*(6*e/5 + {ABOVE})", positive="5/6*eta**2/e", facts=["kappa"]),
            congruence("KJK", positive="5/6*eta**2/e", facts=["kappa"]),
            congruence("J", positive="2*eta + 16/5*eta**2*e", facts=["kappa"]),
            congruence(by="T(U1)", positive="eta*s", facts=["mixed", "kappa"]),
            {"facts": ["kappa"], "positive": "11/100*eta*s*l"},
            congruence("K square", positive="5/6/e", facts=["kappa", "kappa"]),
            congruence(by=f"{KAPPA}*{ABOVE} - 6/5*eta*e*{LEARNED}", positive="5/6/e"),
            congruence("R square", positive="6/5*eta**2*e"),
            congruence("learned-from-below", positive="eta", facts=["paid"]),
        ],
        multiplier=KAPPA,
    ),
    given={**GAP_GIVEN, **REST_BELOW_GAP},
    **GAP,
)

BELOW, THETA = f"({E} + e/5)", "(1 + eta*s)"
TURNED = f"(1 - {THETA}*eta*e/5)"
LAMBDA = f"(1 - 2*eta*l + 2*{THETA}*eta**2*e/5*l - {THETA}*eta**2*sigma_1*6*e/5)"
GAP_BELOW = lemma(
    # (1 + ηE)J + J(1 + ηE) − ηQSQᵀ is at least −η²sEPE, and E = K − e/5
    "descent-gap-shrinks-from-below",
    f"-e/5*(1 - 2*eta*l + {THETA}*eta**2*e/5*l) <= S1 - {FIRST}*T{FIRST}",
    *_between(BELOW, "gap-from-below", "gap-from-above"),
    identity(
        f"{BELOW}*{P}*{BELOW} <= 6*e/5*sigma_1*{BELOW}",
        terms=[congruence("start-is-bounded", by=BELOW), congruence("K square", positive="sigma_1")],
        name="KPK",
    ),
    identity("eta*e <= 2725/10000", "small-steps", "gap-is-bounded", name="step"),
    identity("eta*s <= 1/144", "small-steps", "rest-below-target", name="tiny"),
    identity("0 <= 1 - eta*s", "tiny", name="positive"),
    identity(f"{THETA}*eta*e <= 28/100", "step", "tiny", name="theta"),
    identity(f"{THETA}*eta**2*sigma_1*e <= 7/100", "theta", "small-steps", name="square"),
    identity(f"0 < {LAMBDA}", "slow", "square", name="lambda"),
    identity(
        f"0 <= (2 - {THETA}*eta*e/5)*{LAMBDA} - 6*eta*{TURNED}**2*(sigma_1 - l)",
        *("theta", "square", "small-steps", "slow", "lambda", "room"),
        name="paid",
    ),
    identity(
        "U2*T(U2) <= s",
        terms=[congruence(by="s - U2*T(U2)"), congruence("rest-is-small", by="T(U2)")],
        multiplier="s",
        name="other rest",
    ),
    identity(f"U1*T(U2)*U2*T(U2)*U2*T(U1) <= s*{J}", terms=[congruence("other rest", by="U2*T(U1)")], name="QSQ"),
    identity(
        None,
        "lambda",
        terms=[
            congruence(by=f"U2*T(U1)*(1 + eta*{E})", positive="eta", facts=["lambda"]),
            congruence(by="U2*T(U1)", positive="eta", facts=["lambda", "positive"]),
            congruence("QSQ", positive="eta**2", facts=["lambda"]),
            congruence("J", by=E, positive="eta**3", facts=["lambda"]),
            congruence("KPK", positive=f"{THETA}*eta**2", facts=["lambda"]),
            congruence("K square", positive="5/6/e", facts=["lambda", "lambda"]),
            congruence(by=f"{LAMBDA}*{BELOW} - 6/5*eta*e*{TURNED}*{LEARNED}", positive="5/6/e"),
            congruence("R square", positive="6/5*eta**2*e", squares=[TURNED]),
            congruence("learned-from-below", positive="eta*e/5", facts=["paid"]),
        ],
        multiplier=LAMBDA,
    ),
    given=GAP_GIVEN,
    **GAP,
)
