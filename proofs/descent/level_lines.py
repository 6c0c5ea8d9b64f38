"""The least singular value of the learned rows grows as one mode would: lines for matrices of all sizes.

U₁⁺U₁ᵀ = MP with M = 1 + ηΣ₁ − η(P² + J)P⁻¹, so that U₁⁺U₁⁺ᵀ is at least MPMᵀ. With c = 1 + η(σ_k − ℓ − ŝ),
MᵀM is at least ℓc²P⁻¹. M is square, and that is positive definite, so that M has an inverse: then MPMᵀ is at least ℓc².
"""

from proofs.certificate.argument import congruence, identity
from proofs.descent.matrices import BLOCKS, J, P
from proofs.lemmas.lemma import lemma

TURN = f"(1 + eta*S1 - eta*{P} - eta*{J}*Pinv)"
LOST = "(s + eta*sigma_1*s**2/(3*l))"
RATE = f"(1 + eta*(sigma_k - l - {LOST}))"
LEFT_OVER = f"({RATE} - 2*eta*sigma_1)"
SHARE, TOP = "(1 - l*Pinv)", "(sigma_1*Pinv - 1)"
CENTRED = f"({J}*Pinv - s/2)"
INVERSE = ("P-inverse", "other P-inverse")
INVERSES = {"P-inverse": f"{P}*Pinv == 1", "other P-inverse": f"Pinv*{P} == 1"}

LEVEL = lemma(
    # (M − c)ᵀ(M − c) is positive, and M + Mᵀ at least c + ℓcP⁻¹
    "descent-turn-is-large",
    f"l*{RATE}**2*Pinv <= T{TURN}*{TURN}",
    identity("eta*s + eta**2*sigma_1*s**2/(3*l) <= 1/32", "rest-is-small", name="lost"),
    identity(f"0 <= {LEFT_OVER} - 15/32", "lost", "level-is-below", "small-steps", name="much"),
    identity(f"0 < {RATE}", "much", name="rate"),
    identity(f"0 < {LEFT_OVER}", "much", name="left over"),
    identity(
        f"0 <= {SHARE}",
        *INVERSE,
        terms=[congruence(by=SHARE), congruence("learned-from-below", by="Pinv", positive="l")],
        name="share",
    ),
    identity("0 <= Pinv", *INVERSE, terms=[congruence(by="T(U1)*Pinv")], name="Pinv"),
    identity(
        "T(U1)*U1 <= sigma_1",
        terms=[congruence(by="sigma_1 - T(U1)*U1"), congruence("start-is-bounded", by="U1")],
        multiplier="sigma_1",
        name="other start",
    ),
    identity("1 <= sigma_1*Pinv", *INVERSE, terms=[congruence("other start", by="T(U1)*Pinv")], name="top"),
    identity("0 <= 1 - T(U1)*Pinv*U1", *INVERSE, terms=[congruence(by="1 - T(U1)*Pinv*U1")], name="projection"),
    identity(
        "0 <= s*T(U2)*U2 - T(U2)*U2*T(U2)*U2", terms=[congruence("rest-is-bounded", by="U2")], name="square of the rest"
    ),
    identity(
        f"Pinv*{J}*Pinv*{J}*Pinv <= s*Pinv*{J}*Pinv",
        *INVERSE,
        terms=[
            congruence("square of the rest", by="T(U1)*Pinv"),
            congruence("projection", by="T(U2)*U2*T(U1)*Pinv"),
        ],
        name="square",
    ),
    identity(
        f"T{CENTRED}*{SHARE}*{CENTRED} <= sigma_1*s**2/4*Pinv",
        *INVERSE,
        terms=[
            congruence("top", by=CENTRED),
            congruence("Pinv", by=CENTRED, positive="l"),
            congruence("square", positive="sigma_1"),
        ],
        name="centred",
    ),
    identity(
        "T(U2)*U2 <= s",
        terms=[congruence(by="s - T(U2)*U2"), congruence("rest-is-bounded", by="U2")],
        multiplier="s",
        name="other rest",
    ),
    identity(f"{J} <= s*{P}", terms=[congruence("other rest", by="T(U1)")], name="J"),
    identity("0 < sigma_1 - l", "level-is-strictly-below", name="room"),
    identity(
        f"0 <= sigma_1 + l - {P} - l*sigma_1*Pinv",
        "room",
        *INVERSE,
        terms=[
            congruence("start-is-bounded", by=SHARE, positive="sigma_1"),
            congruence("learned-from-below", by=TOP, positive="l"),
        ],
        multiplier="sigma_1 - l",
        name="between",
    ),
    identity(
        f"0 <= {TURN} + T{TURN} - {RATE} - l*{RATE}*Pinv",
        "left over",
        *INVERSE,
        terms=[
            congruence("targets-from-below", positive="2*eta", facts=["left over"]),
            congruence("share", by=f"eta*{CENTRED} - {LEFT_OVER}"),
            congruence("centred", positive="eta**2"),
            congruence("between", facts=["left over"], positive="2*eta"),
            congruence("J", by="Pinv", facts=["left over"], positive="2*eta*l"),
            congruence("share", facts=["left over"], positive="eta*s + 2/3*eta**2*sigma_1*s**2/l"),
            congruence("Pinv", facts=["much"], positive="2/3*eta**2*sigma_1*s**2"),
            congruence("Pinv", positive="1/16*eta**2*sigma_1*s**2"),
        ],
        multiplier=LEFT_OVER,
        name="both",
    ),
    identity(None, *INVERSE, terms=[congruence(by=f"{TURN} - {RATE}"), congruence("both", facts=["rate"])]),
    given={
        "learned-from-below": f"l <= {P}",
        "start-is-bounded": f"{P} <= sigma_1",
        "level-is-below": "l <= sigma_k",
        "level-is-strictly-below": "l < sigma_1",
        "targets-from-below": "sigma_k <= S1",
        "rest-is-bounded": "U2*T(U2) <= s",
        "rest-is-small": f"32*eta*{LOST} <= 1",
        "small-steps": "4*eta*sigma_1 <= 1",
        **INVERSES,
    },
    matrices={**BLOCKS, "Pinv": ("k", "k")},
    symmetric=("S1", "Pinv"),
    positive=("eta", "sigma_1", "sigma_k", "l", "s"),
)

GROWTH = lemma(
    # X = U₁⁺ has XU₁ᵀ = MP. XXᵀ is at least MPMᵀ, as 1 − U₁ᵀP⁻¹U₁ is a projection; and that at least κ, as MᵀM ⪰ κP⁻¹
    "descent-learned-rows-grow",
    "kappa <= X*T(X)",
    identity("0 <= 1 - T(U1)*Pinv*U1", *INVERSE, terms=[congruence(by="1 - T(U1)*Pinv*U1")], name="projection"),
    identity(
        f"kappa <= M*{P}*T(M)",
        *("turn-inverse", "other turn-inverse", *INVERSE),
        terms=[
            congruence("turn-is-large", by="Minv", positive="kappa"),
            congruence(by="T(U1)*(T(M)*M - kappa*Pinv)*Minv"),
        ],
        name="square",
    ),
    identity(
        None,
        terms=[
            congruence("square"),
            congruence("projection", by="T(X)"),
            {"equation": "turned", "left": "1", "right": "Pinv*U1*T(X)"},
            {"equation": "P-inverse", "left": "M", "right": "U1*T(X)"},
            {"equation": "other turned", "left": "M"},
        ],
    ),
    given={
        "turned": f"X*T(U1) == M*{P}",
        "other turned": f"U1*T(X) == {P}*T(M)",
        "turn-is-large": "kappa*Pinv <= T(M)*M",
        **INVERSES,
        "turn-inverse": "M*Minv == 1",
        "other turn-inverse": "T(Minv)*T(M) == 1",
    },
    matrices={"X": ("k", "h"), "U1": ("k", "h"), **dict.fromkeys(("M", "Pinv", "Minv"), ("k", "k"))},
    symmetric=("Pinv",),
    positive=("kappa",),
)
