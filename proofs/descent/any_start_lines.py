"""Why descent learns from any start with independent rows: the lines by which it begins and goes on.

While the rest s = α²μ(1 + ησ_{k+1})^{2j} is small, P ⪰ ℓ and −e/5 ⪯ Σ₁ − P ⪯ e with e = a + 2s. ℓ goes to ℓc², with
c = 1 + η(σ_k − ℓ − ŝ), and a to a(1 − 2ηℓ(1 − γ)). The factor of a is at most c²(1 + u)²(1 + v)/(1 + ησ_k)², so that
a(1 + ησ_k)^{2j} is at most σ_1(ℓ/α²ν)exp(κs + 21η(σ_1 − a)/100): what u and v cost is paid by the growth of s, and by
what a loses.
"""

from collections.abc import Mapping

from proofs.certificate.argument import Line, congruence, identity, instance
from proofs.descent.induction import is_positive
from proofs.descent.level_lines import GROWTH, INVERSE, LEVEL, TURN
from proofs.descent.matrices import FIRST, P
from proofs.descent.spectral_lines import positive
from proofs.lemmas.lemma import lemma

NOT_NEGATIVE = "next-is-not-negative"
S, K = "(alpha**2*mu*growth)", "(1 + eta*sigma_1*mu/(3*nu))"
WIDTH = f"(a + 2*{S})"
LOST = f"({S} + eta*sigma_1*{S}**2/(3*l))"
RATE, NEXT = f"(1 + eta*(sigma_k - l - {LOST}))", "(1 + eta*sigma_next)"
GAMMA = f"((1 + eta*{S})*eta*{WIDTH}/10)"
SHRUNK = f"a*(1 - 2*eta*l*(1 - {GAMMA}))"
GAP, DISTANCE = "(sigma_k - sigma_next)", f"(sigma_k - sigma_next - l - {LOST})"


def potential(growth: str, a: str) -> str:
    """The exponent in the bound of a, for what these have become."""
    return f"(({K} + 1/8)/sigma_next*(alpha**2*mu*{growth}) + 21/100*eta*(sigma_1 - {a}))"


NOW, LATER = potential("growth", "a"), potential(f"(growth*{NEXT}**2)", f"({SHRUNK})")
U, V = f"(eta*{K}*{S})", f"(eta*{S}/4 + 21/50*eta**2*l*a*(1 - {GAMMA}))"

POTENTIAL = lemma(
    # 1 − 2y(1 − g) ≤ (1 − 2y)(1 + 4yg), (1 − 2y)(1 + X)² ≤ (1 + X − y)², and 1 + X + h ≤ (1 + X)(1 + h)
    "descent-potential-step",
    "A*(1 - 2*y*(1 - g))*(1 + X + h)**2 <= D*(1 + X - y)**2",
    identity("0 <= 1 - 2*y", "small", name="half"),
    identity("1 - 2*y*(1 - g) <= (1 - 2*y)*(1 + 4*y*g)", "small", name="shrunk"),
    identity("(1 - 2*y)*(1 + X)**2 <= (1 + X - y)**2", name="telescopes"),
    identity("1 + X + h <= (1 + X)*(1 + h)", name="split"),
    identity(
        "(1 + X + h)**2 <= (1 + X)**2*(1 + h)**2",
        terms=[{"facts": ["split"], "positive": "(1 + X)*(1 + h) + 1 + X + h"}],
        name="squares",
    ),
    identity("(1 + h)**2 <= (1 + u)**2", "lost", name="lost square"),
    identity(
        "A*(1 - 2*y*(1 - g)) <= A*(1 - 2*y)*(1 + v)",
        terms=[{"facts": ["shrunk"], "positive": "A"}, {"facts": ["half", "cost"], "positive": "A"}],
        name="one",
    ),
    identity(
        "(1 + X + h)**2 <= (1 + X)**2*(1 + u)**2",
        terms=[{"facts": ["squares"]}, {"facts": ["lost square"], "positive": "(1 + X)**2"}],
        name="two",
    ),
    identity(
        "A*(1 + v)*(1 + u)**2 <= D",
        terms=[{"facts": ["below"], "positive": "(1 + v)*(1 + u)**2"}, {"facts": ["grown"]}],
        name="three",
    ),
    identity(
        None,
        terms=[
            {"facts": ["one"], "positive": "(1 + X + h)**2"},
            {"facts": ["half", "two"], "positive": "A*(1 + v)"},
            {"facts": ["telescopes"], "positive": "A*(1 + v)*(1 + u)**2"},
            {"facts": ["three"], "squares": ["1 + X - y"]},
        ],
    ),
    given={
        "small": "4*y <= 1",
        "cost": "4*y*g <= v",
        "lost": "h <= u",
        "below": "A <= B",
        "grown": "B*(1 + u)**2*(1 + v) <= D",
    },
    positive=("A", "B", "y", "g", "X", "h", "u", "v"),
    scalars=("D",),
)

# ---- what is small, at one step

SMALL: tuple[Line, ...] = (
    identity(f"{S} <= mu*c3", "not-late", name="s"),
    identity(f"8*mu*c3 <= {GAP}", "c3-against-the-gap", name="c3 gap"),
    identity("8*mu*c3 <= sigma_next", "c3-against-the-next", name="c3 next"),
    identity(f"16*{S} <= sigma_k", "c3 gap", "c3 next", "s", name="s against k"),
    identity("3*eps <= sigma_1", "tolerance", "k-is-not-first", name="third"),
    identity("eps**2 <= eps*sigma_1/3", "third", name="tolerance square"),
    identity("36*mu*c3 <= sigma_1", "c3-against-the-tolerance", "third", name="c3"),
    identity(f"36*{S} <= sigma_1", "s", "c3", name="s small"),
)
LOSS: tuple[Line, ...] = (
    identity(f"eta*sigma_1*{S}**2/(3*l) <= {S}*eta*sigma_1*mu/(3*nu)", "ratio", name="second"),
    identity(f"{LOST} <= {K}*{S}", "second", name="lost"),
    identity(f"{K}*{S} <= {K}*mu*c3", "s", name="K s"),
    identity(f"8*{LOST} <= {GAP}", "lost", "K s", "c3-against-the-gap", name="lost gap"),
    identity(f"8*{LOST} <= sigma_next", "lost", "K s", "c3-against-the-next", name="lost next"),
    identity(f"16*{LOST} <= sigma_k", "lost gap", "lost next", name="lost k"),
    identity(f"32*eta*{LOST} <= 1", "lost k", "k-is-not-first", "small-steps", name="lost step"),
    identity(f"0 <= {RATE} - 31/32", "lost step", "level-is-below", name="most"),
    identity(f"0 < {RATE}", "most", name="rate"),
)
WIDE: tuple[Line, ...] = (
    identity(f"{WIDTH} <= sigma_1 + 2*{S}", "a-is-small", name="width"),
    identity(f"100*{WIDTH} <= 109*sigma_1", "width", "s small", name="width bound"),
)
STEP: tuple[Line, ...] = (
    *WIDE,
    identity(f"eta*{WIDTH} <= 264/1000", "width", "s small", "small-steps", name="eta width"),
    identity(f"eta*{S} <= 1/144", "s small", "small-steps", name="eta s"),
    identity(f"(1 + eta*{S})*eta*{WIDTH} <= 27/100", "eta width", "eta s", name="theta"),
    identity(f"{GAMMA} <= 27/1000", "theta", name="gamma"),
)
SLOW: tuple[Line, ...] = (identity("4*eta*l <= 1", "small-steps", "level-is-below", "k-is-not-first", name="slow"),)
LARGEST: tuple[Line, ...] = (
    identity("T(U1)*U1 <= sigma_1", terms=[congruence("inner"), congruence(by="U2")], name="Gram"),
    identity(
        f"{P} <= sigma_1",
        terms=[congruence(by=f"sigma_1 - {P}"), congruence("Gram", by="T(U1)")],
        multiplier="sigma_1",
    ),
)
OTHER_REST = identity(
    f"T(U2)*U2 <= {S}", terms=[congruence(by=f"{S} - T(U2)*U2"), congruence("rest", by="U2")], multiplier=S
)
ORDERED: tuple[Line, ...] = (
    identity("sigma_next <= sigma_1", "tolerance", "k-is-not-first", name="next"),
    identity("0 <= S1", terms=[congruence("targets-from-below"), congruence(positive="sigma_k")]),
    identity("S2 <= sigma_1", terms=[congruence("second-is-bounded"), congruence("next")]),
)
BELOW_FIRST = identity("l < sigma_1", "level-is-below", "k-is-not-first")
BLOCKS = {name: name for name in ("S1", "S2", "U1", "U2", "eta", "sigma_1")}


def of_blocks(label: str, *names: str, call: str = "", **others: str) -> Line:
    """An instance of what is true of one step, for these blocks."""
    return instance(label, name=call, **{name: BLOCKS[name] for name in names}, **others)


INNER_STAYS: tuple[Line, ...] = (
    *positive("eta", "sigma_1"),
    *ORDERED,
    identity("3*eta*sigma_1 <= 1", "small-steps"),
    of_blocks("descent-inner-stays-below", *BLOCKS),
)
REST_GROWS: tuple[Line, ...] = (
    *positive("eta", "sigma_1", S),
    identity("0 <= sigma_next", NOT_NEGATIVE),
    identity("eta*sigma_1 <= 1 + eta*sigma_next", "small-steps", NOT_NEGATIVE),
    of_blocks(
        "descent-rest-grows-at-most", "S2", "U1", "U2", "eta", "sigma_1", call="grown", s=S, sigma_next="sigma_next"
    ),
    identity(None, terms=[congruence("grown")]),
)
LEVEL_GROWS: tuple[Line, ...] = (
    *positive("eta", "sigma_1", "sigma_k", "l", S),
    *SMALL,
    *LOSS,
    *LARGEST,
    identity("l <= sigma_k", "level-is-below"),
    BELOW_FIRST,
    of_blocks(LEVEL.label, "S1", "U1", "U2", "eta", "sigma_1", Pinv="Pinv", sigma_k="sigma_k", l="l", s=S),
    identity(f"0 < l*{RATE}**2", "rate"),
    identity(f"{FIRST}*T(U1) == {TURN}*{P}", *INVERSE),
    identity(f"U1*T{FIRST} == {P}*T{TURN}", *INVERSE),
    instance(GROWTH.label, X=FIRST, U1="U1", M=TURN, Pinv="Pinv", Minv="Tinv", kappa=f"l*{RATE}**2"),
)
GAP_LINES: tuple[Line, ...] = (
    *positive("eta", "sigma_1", "l", WIDTH, S),
    *SMALL,
    *LARGEST,
    OTHER_REST,
    BELOW_FIRST,
)
FROM_ABOVE: tuple[Line, ...] = (
    *GAP_LINES,
    *WIDE,
    identity(f"2*{S} <= {WIDTH}"),
    of_blocks("descent-gap-shrinks-from-above", "S1", "U1", "U2", "eta", "sigma_1", call="gap", l="l", e=WIDTH, s=S),
    identity(f"{WIDTH}*(1 - 2*eta*l) + 3*eta*{S}*l <= {SHRUNK} + 2*{S}*{NEXT}**2", name="numbers"),
    identity(None, terms=[congruence("gap"), congruence("numbers")]),
)
FROM_BELOW: tuple[Line, ...] = (
    *GAP_LINES,
    *STEP,
    of_blocks("descent-gap-shrinks-from-below", "S1", "U1", "U2", "eta", "sigma_1", call="gap", l="l", e=WIDTH, s=S),
    identity(
        f"{WIDTH}*(1 - 2*eta*l + (1 + eta*{S})*eta**2*{WIDTH}/5*l) <= {SHRUNK} + 2*{S}*{NEXT}**2",
        "theta",
        name="numbers",
    ),
    identity(None, terms=[congruence("gap"), congruence("numbers", positive="1/5")]),
)
LEVEL_STAYS_BELOW: tuple[Line, ...] = (
    *SMALL,
    *LOSS,
    *positive("l", "sigma_k", "eta"),
    identity("2*eta*sigma_k <= 1", "small-steps", "k-is-not-first"),
    identity("l <= sigma_k", "level-is-below"),
    instance("descent-mode-stays-below-its-target", w="l", sigma="sigma_k", eta="eta", name="kept"),
    identity(None, "kept", "rate"),
)
RATIO: tuple[Line, ...] = (
    *SMALL,
    *LOSS,
    *SLOW,
    identity("nu*c3 <= mu*c3", "least-is-below-largest", name="smaller"),
    identity(f"8*nu*alpha**2*growth*{NEXT}**2 <= {GAP}", "still not-late", "smaller", "c3 gap", name="later"),
    identity(f"0 <= {GAP}", "tolerance", name="ordered"),
    identity(f"0 <= 2*{NEXT}*{DISTANCE} + 2*l*{NEXT}**2 - {GAP}/4", "lost gap", "ordered", name="pays"),
    identity("0 <= 1 - 2*eta*l", "slow", name="half"),
    identity(
        None,
        terms=[
            {"facts": ["half", "ratio"], "positive": f"{NEXT}**2"},
            {"facts": ["later"], "positive": "eta*l/4"},
            {"facts": ["pays"], "positive": "eta*l"},
            {"squares": [DISTANCE], "positive": "eta**2*l"},
        ],
    ),
)
A_STAYS_SMALL: tuple[Line, ...] = (
    *SMALL,
    *STEP,
    identity(f"0 <= 1 - {GAMMA}", "gamma", name="less"),
    identity(None, terms=[{"facts": ["less"], "positive": "2*eta*l*a"}, {"facts": ["a-is-small"]}]),
)
POTENTIAL_STAYS: tuple[Line, ...] = (
    *SMALL,
    *LOSS,
    *STEP,
    *SLOW,
    identity(f"0 < eta*(sigma_k - {LOST})", "lost k"),
    identity(f"eta*{LOST} <= {U}", "lost"),
    identity(f"973/1000 <= 1 - {GAMMA}", "gamma", name="most of a"),
    identity(f"4*eta*l*{GAMMA} <= {V}", "most of a", "slow", "eta s"),
    identity(f"{NOW} + 2*{U} + {V} <= {LATER}", "tolerance"),
    instance("exponential-is-monotone", x=f"{NOW} + 2*{U} + {V}", y=LATER, name="later"),
    instance("exponential-of-a-sum", x=NOW, y=f"2*{U} + {V}", name="sum"),
    instance("exponential-of-a-sum", x=f"2*{U}", y=V, name="sum of u and v"),
    instance("exponential-of-a-sum", x=U, y=U, name="twice"),
    instance("exponential-is-above-its-tangent", x=U, name="tangent u"),
    instance("exponential-is-above-its-tangent", x=V, name="tangent v"),
    instance("exponential-is-positive", x=NOW, name="positive"),
    identity(f"0 < 1 + {U}", name="one u"),
    identity(
        f"(1 + {U})**2 <= exp({U})**2",
        terms=[{"facts": ["tangent u", "tangent u"]}, {"facts": ["tangent u", "one u"], "positive": "2"}],
        name="square",
    ),
    identity(f"0 < {V}", "most of a", name="v"),
    identity(f"0 < 1 + {V}", "v", name="one v"),
    identity(
        f"(1 + {U})**2*(1 + {V}) <= exp({U})**2*exp({V})",
        terms=[{"facts": ["tangent v"], "squares": [f"exp({U})"]}, {"facts": ["square", "one v"]}],
        name="product",
    ),
    identity(
        f"exp(2*{U} + {V}) == exp({U})**2*exp({V})",
        terms=[{"equation": "sum of u and v"}, {"equation": "twice", "left": f"exp({V})"}],
        name="both",
    ),
    identity(
        f"exp({NOW} + 2*{U} + {V}) == exp({NOW})*exp({U})**2*exp({V})",
        terms=[{"equation": "sum"}, {"equation": "both", "left": f"exp({NOW})"}],
        name="all",
    ),
    identity(
        f"sigma_1*l*exp({NOW})*(1 + {U})**2*(1 + {V}) <= sigma_1*l*exp({LATER})",
        terms=[
            {"facts": ["later"], "positive": "sigma_1*l"},
            {"equation": "all", "left": "sigma_1*l"},
            {"facts": ["product", "positive"], "positive": "sigma_1*l"},
        ],
    ),
    identity(f"0 < sigma_1*l*exp({NOW})", "positive"),
    *positive("a*alpha**2*nu*pace", "eta*l", GAMMA, f"eta*{LOST}", U),
    instance(
        "descent-potential-step",
        A="a*alpha**2*nu*pace",
        B=f"sigma_1*l*exp({NOW})",
        y="eta*l",
        g=GAMMA,
        X=f"eta*(sigma_k - {LOST})",
        h=f"eta*{LOST}",
        u=U,
        v=V,
        D=f"sigma_1*l*exp({LATER})",
    ),
)
STEPS: Mapping[str, tuple[Line, ...]] = {
    is_positive("l"): (*SMALL, *LOSS, identity(None, "rate")),
    is_positive("a"): (*SLOW, identity(None, "slow")),
    is_positive("growth"): (identity(),),
    is_positive("pace"): (identity(),),
    "inner": INNER_STAYS,
    "rest": REST_GROWS,
    "level": LEVEL_GROWS,
    "level-is-below": LEVEL_STAYS_BELOW,
    "ratio": RATIO,
    "above": FROM_ABOVE,
    "below": FROM_BELOW,
    "a-is-small": A_STAYS_SMALL,
    "potential": POTENTIAL_STAYS,
}
