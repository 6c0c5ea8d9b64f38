"""Plateaus for every n, Y, W ⪰ 0, ε and k, and how long they last for each theorem about windows.

The checker knows no trace, and needs none. For any n×n matrix X, X ⊗ 1 is a matrix of size n², and tr X = eᵀ(X ⊗ 1)e,
where e is the identity's entries as one column. Orders, norms and products of X ⊗ 1 are those of X. So Y, W and
`target`, which is Y_k, are read with ⊗ 1, and r as the entries of R = (Y − Y_k)^½: Y_kR = 0, and what a trace is more
than such a number is used once, as tr(AD) = tr(RDR) where A = R². Of all n eigenvalues one certificate speaks at once.
"""

from collections.abc import Callable, Iterator, Mapping

from paper.laws import law
from paper.texts import names, substituted
from paper.theorems import Theorem, labels, theorem, without_0
from proofs.certificate.argument import Argument, Line, Steps, congruence, identity, instance

LABEL = "plateaus-of-the-loss"
APART, MISSING = "(W - target)", "(Y - target)"
"""W − Y_k and Y − Y_k."""
TRACES: Mapping[str, str] = {
    "identity": "T(e)*e == n",
    "trace-is-cyclic": f"T(e)*{MISSING}*{APART}*e == T(r)*{APART}*r",
    "other trace-is-cyclic": f"T(e)*{APART}*{MISSING}*e == T(r)*{APART}*r",
    "remainder": "T(r)*r == remainder",
    "root-is-of-what-is-missing": "target*r == 0",
}
POSITIVE = {"solution-is-positive": "0 <= W"}
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(law(LABEL).hypotheses, "hypothesis"),
    **dict.fromkeys(TRACES, "notation"),
    "solution-is-positive": "solution-stays-positive",
}
"""What each given is: a hypothesis of the law, what a name stands for, or the label of the entry that shows it."""

OF_LOSS: Mapping[str, str] = {
    "error": "norm(W - target)",
    "loss": "T(e)*(Y - W)*(Y - W)*e/4",
    "plateau": f"T(e)*{MISSING}*{MISSING}*e/4",
}
CYCLIC = ("trace-is-cyclic", "other trace-is-cyclic")
"""What tr(AD) is, in both orders."""
FROM_ABOVE: tuple[Line, ...] = (
    instance("norm-bounds-the-square", X=APART, name="square"),
    instance("norm-is-not-negative", X=APART, name="sign"),
    identity("error**2 <= eps**2", "within-the-tolerance", "sign", name="squares"),
    identity(
        None,
        terms=[
            congruence("square", by="e", times="1/4"),
            congruence("squares", by="e", times="1/4"),
            congruence("solution-is-positive", by="r", times="1/2"),
            *({"equation": name, "left": "1/4"} for name in CYCLIC),
            {"equation": "root-is-of-what-is-missing", "left": "-T(r)/2"},
            {"equation": "identity", "left": "-eps**2/4"},
        ],
    ),
)
"""L − L_k = ¼tr D² − ½tr(AD), where D = W − Y_k; D² ⪯ ε², and tr(RDR) = tr(RWR) is not negative."""
FROM_BELOW: tuple[Line, ...] = (
    instance("norm-bounds-a-symmetric-matrix", X=APART, name="bound"),
    identity(
        None,
        terms=[
            congruence(by=f"{APART}*e", times="1/4"),
            congruence("bound", by="r", times="1/2"),
            congruence("within-the-tolerance", by="r", times="1/2"),
            *({"equation": name, "left": "-1/4"} for name in CYCLIC),
            {"equation": "remainder", "left": "-eps/2"},
        ],
    ),
)
"""D² ⪰ 0 and D ⪯ ε."""


def logarithm(constant: str, scale: str) -> tuple[Line, ...]:
    """log(c/α²) = log c + log(1/α²)."""
    return (instance("logarithm-of-a-product", x=constant, y=f"1/{scale}**2", name=f"log {constant} at {scale}"),)


TRANSITION: tuple[Line, ...] = (
    identity("0 < c1"),
    identity("0 < c2"),
    identity("0 < 1/alpha**2"),
    identity("0 < c1/c2"),
    *(line for constant in ("c1", "c2") for line in logarithm(constant, "alpha")),
    instance("logarithm-of-a-product", x="c1/c2", y="c2", name="ratio"),
    identity(None, "log c1 at alpha", "log c2 at alpha", "ratio"),
)
LONGER: tuple[Line, ...] = (
    identity("0 < c1"),
    identity("0 < c2"),
    identity("0 < 1/alpha**2"),
    identity("0 < 1/beta**2"),
    identity("0 < alpha/beta"),
    identity("0 < (alpha/beta)**2"),
    *(line for scale in ("alpha", "beta") for constant in ("c1", "c2") for line in logarithm(constant, scale)),
    instance("logarithm-of-a-product", x="alpha/beta", y="alpha/beta", name="twice"),
    instance("logarithm-of-a-product", x="(alpha/beta)**2", y="1/alpha**2", name="scales"),
    identity(
        None,
        *(f"log {constant} at {scale}" for scale in ("alpha", "beta") for constant in ("c1", "c2")),
        "twice",
        "scales",
    ),
)


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """What the loss is in a window, and how long it takes; `shows` and `uses` are those of a step."""
    steps, stated = Steps(shows, uses), law(LABEL)
    loss = steps.case(
        LABEL,
        "in a window",
        {"loss-on-a-plateau-from-above": FROM_ABOVE, "loss-on-a-plateau-from-below": FROM_BELOW},
        {"within-the-tolerance": stated.hypotheses["within-the-tolerance"], **POSITIVE, **TRACES},
        positive=("eps", "n"),
        scalars=("remainder",),
        matrices={**dict.fromkeys(("Y", "W", "target"), ("N", "N")), "e": ("N", "one"), "r": ("N", "one")},
        symmetric=("Y", "W", "target"),
        definitions=OF_LOSS,
    )
    ends = {name: text for name, text in stated.definitions.items() if name not in OF_LOSS}
    constants = {
        "any constants": (("c1", "c2"), ends),
        **{f"the constants of {each.label}": of_a_theorem(each, ends) for each in without_scale()},
    }
    return (loss, *(lasting(steps, f"1 <= k < r: {of}", *found) for of, found in constants.items()))


def lasting(steps: Steps, title: str, positive: tuple[str, ...], definitions: Mapping[str, str]) -> Argument:
    """How long transitions and plateaus last."""
    return steps.case(
        LABEL,
        title,
        {
            "transitions-do-not-see-the-scale": TRANSITION,
            "plateaus-are-longer-at-smaller-scales": LONGER,
            "plateaus-outgrow-transitions": (identity(None, "targets-are-distinct"),),
        },
        {"targets-are-distinct": law(LABEL).hypotheses["targets-are-distinct"]},
        positive=tuple(dict.fromkeys((*positive, "alpha", "beta", "c", "sigma_k", "sigma_next"))),
        definitions=definitions,
    )


def without_scale() -> Iterator[Theorem]:
    """The theorems whose constants do not depend on α, and whose c₂ is the same at every k."""
    for each in map(theorem, labels()):
        c1, c2 = (names(each.constants[name]) for name in ("c1", "c2"))
        if "alpha" not in c1 | c2 and not {"sigma_k", "m_k"} & c2:
            yield each


def of_a_theorem(each: Theorem, ends: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """What its constants are made of, and the ends of its windows as it declares them: c₁ and c₂ are texts here."""
    left, right = without_0(each.left_end), each.right_end
    constants = {name: each.constants[name] for name in ("c1", "c2")}
    later = {"alpha": "beta"}
    return tuple(sorted(names(constants["c1"]) | names(constants["c2"]))), {
        **ends,
        **constants,
        "previous_end": substituted(right, {"sigma_next": "sigma_k"}),
        "left_end": left,
        "lasting": f"{right} - {left}",
        "lasting_at_beta": f"{substituted(right, later)} - {substituted(left, later)}",
    }
