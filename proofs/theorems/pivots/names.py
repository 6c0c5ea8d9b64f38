"""What the pivot law and its proof speak of: hypotheses, and what names stand for.

With G = ∫₀ᵗ 2c e^{2cΣs} ds and S = ΦᵀW̄₀Φ the solution in the basis Φ is W̃ = EΩE, where Ω = α²S(1 + α²GS)⁻¹: Ω is a
letter, and `solution` is this equation for it. Cut after row k, A is the first block of S, ℓ any matrix with ℓA = S₂₁,
and `rest` what is left, S₂₂ − ℓAℓᵀ; Ω₁ and Ω₂ are for A and G₁, and for `rest` and G₂, what Ω is for S and G. For one
mode, e is its column, J₁ has those before it, and J₂ those after it; S(e − J₁b) = p(e + J₂l) says that it has the
pivot p, as b is the column of (Lᵀ)⁻¹ with the other sign, and l that of L. `heads` and `tails` are diagonal, and have
for each mode the bound that its step shows. That G₁ and G₂ are not negative is (e^{2cσt} − 1)/σ ≥ 0, or 2ct ≥ 0.
"""

from collections.abc import Mapping, Sequence

from paper.laws import law
from proofs.theorems.blocks.names import APART, CUT

LABEL = "pivot-law"
SOLVED = "{0} + alpha**2*{0}*{1}*{2} == alpha**2*{2}"
OTHER = "{0} + alpha**2*{2}*{1}*{0} == alpha**2*{2}"


def solves(name: str, omega: str, growth: str, start: str) -> Mapping[str, str]:
    """Ω = α²S(1 + α²GS)⁻¹ from both sides."""
    return {name: SOLVED.format(omega, growth, start), f"other {name}": OTHER.format(omega, growth, start)}


SOLUTION = solves("solution", "Omega", "G", "shape")
DECOUPLED: Mapping[str, str] = {
    **{name: CUT[name] for name in APART},
    "first-block-is-not-negative": "0 <= A",
    "rest-is-not-negative": "0 <= rest",
    "G1-is-not-negative": "0 <= G1",
    "G2-is-not-negative": "0 <= G2",
    **SOLUTION,
    **solves("first-solution", "Omega1", "G1", "A"),
    **solves("second-solution", "Omega2", "G2", "rest"),
}
"""What decoupling takes as given."""
IN_BLOCKS: Mapping[str, str] = {
    "E1": "exp(c*t*S1)",
    "inverse_E1": "exp(-c*t*S1)",
    "E2": "exp(c*t*S2)",
    "inverse_E2": "exp(-c*t*S2)",
    "E": "J1*E1*T(J1) + J2*E2*T(J2)",
    "G": "J1*G1*T(J1) + J2*G2*T(J2)",
    "shape": "(J1 + J2*ell)*A*(T(J1) + T(ell)*T(J2)) + J2*rest*T(J2)",
    "W": "E*Omega*E",
    "X1": "E1*Omega1*E1",
    "X2": "E2*Omega2*E2",
    "D2": "inverse_E2*G2*inverse_E2",
    "mixed": "E2*ell*inverse_E1",
    "coupled": "(1 - X2*D2)*mixed*X1",
    "nominal": "J1*X1*T(J1) + J1*T(coupled)*T(J2) + J2*coupled*T(J1) + J2*X2*T(J2)",
    "lost": "J1*X1*T(mixed)*D2*mixed*X1*T(J1)",
    "gained": "J2*(1 - X2*D2)*mixed*X1*T(mixed)*(1 - D2*X2)*T(J2)",
    "definiteness_above_decoupled": "definiteness(W - nominal + lost)",
    "definiteness_below_decoupled": "definiteness(nominal + gained - W)",
}

OF_LATER, OF_ABSENT = ("a", "growth", "settled", "tail"), ("a", "growth", "settled", "absent_tail")
OF_EARLIER = ("growth", "settled_before", "head")
OF_ENTRY = ("a", "growth", "settled", "x")
OF_TIME = (*OF_ENTRY, "log_A")
"""Which of the law's definitions speak of a mode after the k-th, of one before it, of the entry, and of its time."""
GROWN = {"accumulated": "(exp(2*c*sigma*t) - 1)/sigma"}


def defined(*names: str) -> dict[str, str]:
    """What the law calls so, as it stands now."""
    found = law(LABEL).definitions
    return {name: found[name] for name in names}


def around(blocks: Sequence[int]) -> Mapping[str, str]:
    """The k-th column, the modes before it (block 1) and after it (block 2), all of which are an identity."""
    names = {1: "J1", 2: "J2"}
    there = ["e_k", *(names[i] for i in blocks)] if blocks else []
    units = {f"{x}-unit": f"T({x})*{x} == 1" for x in there}
    apart = {f"{x}-{y}-apart": f"T({x})*{y} == 0" for x in there for y in there if x != y}
    return {**units, **apart}


def together(blocks: Sequence[int]) -> Mapping[str, str]:
    """E, G and the matrices made of them, where there are these modes before and after the k-th."""
    growths = {1: "J1*E1*T(J1)", 2: "J2*E2*T(J2)"}
    accumulated = {1: "J1*G1*T(J1)", 2: "J2*G2*T(J2)"}
    return {
        **{f"E{i}": f"exp(c*t*S{i})" for i in blocks},
        "E": " + ".join(("exp(c*sigma_k*t)*e_k*T(e_k)", *(growths[i] for i in blocks))),
        "G": " + ".join(("G_k*e_k*T(e_k)", *(accumulated[i] for i in blocks))),
        "W": "E*Omega*E",
        "before": "e_k - J1*b" if 1 in blocks else "e_k",
        "after": "e_k + J2*l" if 2 in blocks else "e_k",
        "G_k": "(growth - 1)/sigma_k",
        **({} if blocks else {"e_k": "1"}),
        **({} if 1 in blocks else {"delta_above": "0"}),
        **({} if 2 in blocks else {"delta_below": "0"}),
    }


OF_MODE: Mapping[str, str] = {
    "later-modes-are-smaller": "sigma <= sigma_k",
    "earlier-modes-are-larger": "sigma_before <= sigma",
    "targets-are-ordered": "sigma_k <= sigma_before",
    "absent-mode": "accumulated == 2*c*t",
}
OF_BLOCK: Mapping[int, Mapping[str, str]] = {
    1: {
        "G1-is-not-negative": "0 <= G1",
        "earlier-start": "alpha**2*T(J1)*shape*J1 <= a_before",
        "first-start": "Y1 + a_before*Y1*G1 == a_before",
        "other first-start": "Y1 + a_before*G1*Y1 == a_before",
        "earlier-modes-have-settled": "growth*Y1 <= heads",
        "delta_above": "T(b)*heads*b == delta_above",
    },
    2: {
        "G2-is-not-negative": "0 <= G2",
        "later-modes-are-outgrown": "settled*G2 <= tails",
        "delta_below": "T(l)*tails*l == delta_below",
    },
}
NOTATION: Mapping[str, str] = {
    "shape-is-not-negative": "0 <= shape",
    "pivot": "shape*before == p*after",
    "other pivot": "T(before)*shape == p*T(after)",
    **SOLUTION,
    "closed-form": "Wt == Phi*W*T(Phi)",
    "basis-is-orthogonal": "T(Phi)*Phi == 1",
    "entry": "T(e_k)*T(Phi)*Wt*Phi*e_k == w",
}
ERRORS: Mapping[str, str] = {
    "error-above-is-not-negative": "0 <= delta_above",
    "error-below-is-not-negative": "0 <= delta_below",
}
"""They are sums of squares times positive numbers."""
SHOWN = ("later-modes-are-outgrown", "earlier-modes-have-settled")
BOUNDS: Mapping[str, str] = {
    "entry-is-at-least-its-pivots": "x <= (1 + delta_below)*w",
    "entry-is-at-most-its-pivots": "w <= x + delta_above",
}
"""What the entry's cases show, and those of its time take from them."""


def asked() -> Mapping[str, str]:
    """All that the law asks, asides too, as it stands now."""
    stated = law(LABEL)
    aside = (hypothesis for found in stated.asides.values() for hypothesis in found)
    return {hypothesis.name: hypothesis.text for hypothesis in (*stated.asked, *aside)}


ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(asked(), "hypothesis"),
    **dict.fromkeys((*DECOUPLED, *OF_MODE, *OF_BLOCK[1], *OF_BLOCK[2], *NOTATION, *ERRORS), "notation"),
    **dict.fromkeys((*around((1, 2)),), "notation"),
    **{label: label for label in (*SHOWN, *BOUNDS)},
    "closed-form": "matrix-closed-form-from-linear-system",
}
"""What each given is: a hypothesis of the law, what a name stands for, or the label of the entry that shows it."""
