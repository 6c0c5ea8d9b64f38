"""The lines that prove what holds at an instant: each bound M ⪰ 0 has a rate of at least AM + MAᵀ.

What the imbalance adds is a product of two matrices and of Λ, paid by both squares (Young's inequality). So a square
with Λ is left over, and Λ² ⪯ 4δ².
"""

from collections.abc import Mapping, Sequence

from proofs.certificate.argument import Line, congruence, identity, instance
from proofs.certificate.finder import Term
from proofs.theorems.unbalanced.names import HALVES, SWAP, TURNED


def flipped(X: str, e: str, name: str, *terms: Term, known: Sequence[str] = ()) -> tuple[Line, ...]:
    """XXᵀ ⪯ e², as XᵀX ⪯ e² by these terms; e is positive."""
    return (
        identity(f"T({X})*({X}) <= {e}**2", *known, terms=terms),
        identity(f"0 <= {e}"),
        instance("norm-is-the-least-bound", X=X, e=e, name=f"norm of {name}"),
        instance("norm-is-not-negative", X=X, name=f"sign of {name}"),
        instance("norm-bounds-the-other-square", X=X, name=f"square of {name}"),
        identity(f"norm({X})**2 <= {e}**2", f"norm of {name}", f"sign of {name}", name=f"size of {name}"),
        identity(
            f"({X})*T({X}) <= {e}**2",
            terms=[congruence(f"square of {name}"), congruence(f"size of {name}")],
            name=name,
        ),
    )


def positive(what: str, *terms: Term, known: Sequence[str] = ()) -> tuple[Line, ...]:
    """`what`, such as a gain, is a sum of positive terms."""
    return identity(f"0 <= {what}", *known, terms=terms), instance("least-pivot-is-not-negative", X=what)


def paid(by: str, weight: str, rows: str) -> tuple[Term, Term]:
    """A square with Λ in it, and what bounds Λ² there."""
    return congruence(by=by, positive=weight), congruence("imbalance-is-small", by=rows, positive=weight)


# ---- what bounds on one product say of the other

REST = flipped("T(U2)", "u", "rest", congruence("rest-is-bounded"))
FIRST = flipped("U1", "root", "first", congruence("gram-is-bounded"), congruence(by="U2"))
SWAPPED = flipped("C", "root", "swapped", congruence("gram-is-bounded"), congruence(by="B"), known=tuple(SWAP))
TAKEN = identity(
    "B*T(B) <= u**2",
    terms=[congruence("rest-is-bounded", by="T(K)"), {"equation": "K-unit", "left": "-u**2"}],
    name="taken",
)
TOLERANCE = identity(
    "eps <= sigma_1", "tolerance-below-gap", "targets-are-ordered", "growth-is-not-negative", name="tolerance"
)
PAYS = identity(
    "0 <= omega*l - delta**2*u**2/omega",
    "weight-of-the-imbalance",
    "weakest-is-ahead",
    terms=[
        {"facts": ["weakest-is-ahead"], "positive": "delta**2/omega"},
        {"equation": "weight-of-the-imbalance", "left": "l/omega"},
    ],
    name="weakest pays",
)

# ---- at every instant

CONSERVED = (
    identity("rate_Lam == 0", *SWAP, *TURNED),
    instance("norm-of-zero", X="rate_Lam"),
)
GRAM = positive(
    "gram_gain",
    congruence(by="bar - N", positive="2"),
    congruence("first-targets-are-smaller", by="U1", positive="2"),
    congruence("rest-targets-are-smaller", by="U2", positive="2"),
    congruence("imbalance-is-small", positive="1/2"),
    congruence(positive="2*sigma_1*delta"),
)
SMALL = (
    *SWAPPED,
    *positive(
        "rest_gain",
        congruence("rest-grows-slowly", positive="2*v**2"),
        congruence(by="U1*T(U2)", positive="2"),
        congruence(by="U2*T(U2)", positive="2"),
        *paid("Lam*T(C) - (2*delta*root/v)*T(U2)", "v/(4*delta*root)", "T(C)"),
        congruence("swapped", positive="v*delta/root"),
    ),
)
LEARNED = (
    *REST,
    TAKEN,
    PAYS,
    *positive(
        "learned_gain",
        congruence("rest", by="T(U1)", positive="2"),
        congruence("first-targets-are-larger", positive="2*l"),
        *paid("Lam*T(B) + 2*omega*T(U1)", "1/(4*omega)", "T(B)"),
        congruence("taken", positive="delta**2/omega"),
        congruence("weakest pays"),
    ),
)
NOT_OVER = (
    TAKEN,
    PAYS,
    *positive(
        "excess_gain",
        congruence(by="U2*T(U1)", positive="2"),
        *paid("Lam*T(B) - 2*omega*T(U1)", "1/(4*omega)", "T(B)"),
        congruence("taken", positive="delta**2/omega"),
        congruence("learned-is-bounded", positive="omega"),
        congruence("weakest pays"),
    ),
)
SETTLES = (
    *REST,
    TAKEN,
    identity("0 <= a", "time-is-not-negative", name="deficit"),
    *positive(
        "deficit_gain",
        congruence("learned-is-bounded", facts=["deficit"], positive="2"),
        congruence("rest", by="T(U1)", positive="2"),
        congruence("time-is-not-negative", positive="2*l*delta**2"),
        congruence("growth-is-not-negative", positive="3*u**2"),
        *paid("Lam*T(B) + (2*u**2)*T(U1)", "1/(4*u**2)", "T(B)"),
        congruence("taken", positive="delta**2/u**2"),
    ),
)
SIZES: tuple[Line, ...] = (
    TOLERANCE,
    identity("64*u**2 <= 27*(sigma_1 + delta)", "rest-is-small-in-the-window", "tolerance", name="rest size"),
    identity(
        "delta*(u**2 + root**2) <= 91*eps*(sigma_k - tau)/3072", "rest size", "imbalance-pays", "root", name="forced"
    ),
)
MIXED = (
    *REST,
    TAKEN,
    *FIRST,
    *SWAPPED,
    *SIZES,
    identity(
        "0 <= 2*q*(q*(sigma_k - tau - 3*eps/5) - delta*(u**2 + root**2))",
        "forced",
        "tolerance-below-gap",
        "growth-is-not-negative",
        name="mixed pays",
    ),
    *positive(
        "mixed_gain",
        congruence("rest-grows-slowly", by="T(Q)", positive="2"),
        congruence(by="T(U2)*T(Q)", positive="4"),
        *paid("Lam*T(B) - (2*delta/q)*T(U2)*T(Q)", "q/(4*delta)", "T(B)"),
        *paid("Lam*T(U1) - (2*delta/q)*T(C)*T(Q)", "q/(4*delta)", "T(U1)"),
        congruence("rest-is-bounded", by="T(Q)", positive="delta/q"),
        congruence("swapped", by="T(Q)", positive="delta/q"),
        congruence("taken", positive="delta*q"),
        congruence("first", positive="delta*q"),
        congruence("deficit-meanwhile", positive="4*q**2"),
        congruence("first-targets-are-larger", positive="2*q**2"),
        congruence("mixed pays"),
    ),
)
LATE = (
    TAKEN,
    *FIRST,
    *SIZES,
    identity(
        "0 <= eps/2*(sigma_k - eps/4) - 2*q**2 - delta*(u**2 + root**2)",
        "forced",
        "tolerance-below-gap",
        "growth-is-not-negative",
        name="late pays",
    ),
    *positive(
        "late_deficit_gain",
        congruence("mixed-meanwhile", positive="2"),
        congruence("first-targets-are-larger", positive="eps/2"),
        *paid("Lam*T(B) + 2*delta*T(U1)", "1/(4*delta)", "T(B)"),
        congruence("taken", positive="delta"),
        congruence("first", positive="delta"),
        congruence("late pays"),
    ),
)

AHEAD = (
    identity(
        "0 <= 2*u**2*(sigma_k - tau - u**2/kappa - u**2 - omega)",
        "rest-is-small-in-the-window",
        "weight-is-large",
        "weight-is-paid",
        "tolerance-below-gap",
        degree=3,
        name="lead",
    ),
    identity(None, "lead"),
)

BELOW = (identity(),)

# ---- of the whole flow

LIFTED = (
    identity(
        "T(F)*rate_U + T(H)*rate_V - (target - R*T(R))*R - swap*R*Lam/2 == 0",
        *HALVES,
    ),
    instance("norm-of-zero", X="T(F)*rate_U + T(H)*rate_V - (target - R*T(R))*R - swap*R*Lam/2"),
)
IMBALANCE = (
    identity("2*T(R)*swap*R - Lam == 0", *HALVES),
    instance("norm-of-zero", X="2*T(R)*swap*R - Lam"),
)
CENTRED = "E - 11*eps/128"
CROSS = "J1*Q*T(J2) + J2*T(Q)*T(J1)"


def crossed(sign: str) -> Line:
    """What mixes the blocks is at most q, with either sign."""
    return identity(
        f"{sign}({CROSS}) <= q",
        "J-whole",
        terms=[
            congruence(by=f"q*T(J1) - ({sign}1)*Q*T(J2)", positive="1/q"),
            congruence("mixed", by="T(J2)", positive="1/q"),
            {"equation": "J-whole", "left": "-q"},
        ],
        name=f"cross {sign}",
    )


LEARNS = (
    *flipped("T(Q)", "q", "mixed", congruence("mixed-is-bounded")),
    crossed(""),
    crossed("-"),
    identity("0 <= 27*eps/64 - omega", "weight-is-paid", name="omega"),
    identity("0 <= 27*eps/64 - u**2", "rest-is-small-in-the-window", name="rest"),
    identity(
        f"{CENTRED} <= eps/2",
        "J-whole",
        terms=[
            congruence("cross "),
            congruence("nothing-is-overlearned", by="T(J1)"),
            congruence("omega", by="T(J1)"),
            congruence("rest-is-bounded", by="T(J2)"),
            congruence("rest", by="T(J2)"),
            {"equation": "J-whole", "left": "-27*eps/64"},
            congruence(positive="31*eps/384"),
        ],
        name="above",
    ),
    identity(
        f"-({CENTRED}) <= eps/2",
        "J-whole",
        terms=[
            congruence("cross -"),
            congruence("deficit-is-small", by="T(J1)"),
            congruence(by="T(U2)*T(J2)"),
            congruence(by="T(J2)", positive="eps/4"),
            {"equation": "J-whole", "left": "-eps/4"},
            congruence(positive="31*eps/384"),
        ],
        name="below",
    ),
    instance("norm-is-the-least-symmetric-bound", X=CENTRED, e="eps/2", name="centred"),
    instance("norm-is-not-negative", X=CENTRED, name="sign"),
    instance("norm-bounds-the-square", X=CENTRED, name="square"),
    identity(f"norm({CENTRED})**2 <= eps**2/4", "centred", "sign", name="small"),
    identity(f"product - truncated == 4*F*({CENTRED})*T(H)", "F-H-apart", name="is"),
    identity(
        f"T(4*F*({CENTRED})*T(H))*(4*F*({CENTRED})*T(H)) <= eps**2",
        "F-half",
        "H-half",
        terms=[
            congruence(by=f"(1/2 - T(F)*F)*({CENTRED})*T(H)", positive="32"),
            congruence("square", by="T(H)", positive="8"),
            congruence("small", by="T(H)", positive="8"),
        ],
        name="all",
    ),
    identity("0 <= eps"),
    instance("norm-is-the-least-bound", X=f"4*F*({CENTRED})*T(H)", e="eps", name="bound"),
    instance("norm-of-equals", X="product - truncated", Y=f"4*F*({CENTRED})*T(H)", name="equal"),
    identity(None, "bound", "equal"),
)

# ---- where the bounds begin

SMALL_START = identity(
    "0 <= sigma_k - (alpha*size)**2",
    "start-is-below-the-targets",
    "growth-is-below-the-target",
    terms=[
        {"facts": ["start-is-below-the-targets"]},
        {"facts": ["growth-is-below-the-target"]},
        {"positive": "10*alpha**2*size**2"},
    ],
    name="small start",
)
FIRST_START: tuple[Line, ...] = (
    identity("0 <= alpha*size"),
    *flipped("U1", "(alpha*size)", "first", congruence("start-size"), congruence(by="U2")),
)
STARTS: Mapping[str, tuple[Line, ...]] = {
    "weakest-is-at-most-the-whole": (
        *FIRST_START,
        identity(
            "(alpha*least)**2 <= (alpha*size)**2",
            terms=[congruence("least-of-the-start"), congruence("first")],
            name="squares",
        ),
        identity(None, terms=[{"facts": ["squares"], "positive": "1/alpha**2"}], multiplier="size + least"),
    ),
    "gram-starts-below-its-bound": (
        SMALL_START,
        *positive(
            "gram_start",
            congruence("start-size"),
            congruence("small start"),
            congruence("targets-are-ordered"),
            congruence(positive="delta"),
        ),
    ),
    "rest-starts-below-its-bound": (
        *flipped("U2", "(alpha*size)", "rest", congruence("start-size"), congruence(by="U1")),
        *positive("rest_start", congruence("rest")),
    ),
    "excess-starts-below-its-bound": (
        SMALL_START,
        *FIRST_START,
        *positive(
            "excess_start",
            congruence("first"),
            congruence("small start"),
            congruence("first-targets-are-larger"),
            congruence(positive="omega"),
        ),
    ),
    "deficit-starts-below-its-bound": positive(
        "deficit_start", congruence("first-targets-are-smaller"), congruence(by="T(U1)")
    ),
}
MIXED_START = (
    *REST,
    *FIRST,
    TOLERANCE,
    identity(
        "48*delta*root**2 <= sigma_1*root**2",
        "imbalance-pays",
        "root",
        "tolerance-below-gap",
        "targets-are-ordered",
        "growth-is-not-negative",
        "tolerance",
        degree=2,
        name="imbalance",
    ),
    identity("48*delta <= sigma_1", terms=[{"facts": ["imbalance"], "positive": "1/root**2"}], name="small imbalance"),
    identity(
        "u**2*root**2 <= q**2",
        terms=[
            {"equation": "root", "left": "-u**2"},
            {"facts": ["small imbalance"], "positive": "u**2/48"},
            {"facts": ["rest-is-small-at-the-left-end"], "positive": "49/7248"},
            {"positive": "eps**2*(1/144 - 49/7248)"},
        ],
        name="size",
    ),
    *positive(
        "mixed_start",
        congruence("rest", by="T(U1)"),
        congruence("first", positive="u**2"),
        congruence("size"),
    ),
)
