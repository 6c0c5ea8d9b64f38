"""What the proof of Theorem 4′ speaks of: its hypotheses, and what its names stand for.

ΦᵀŪ = J₁U₁ + J₂U₂, of any width h: U₁ has the rows of the first k modes, U₂ those of the others. F is any right inverse
of U₁, and m_k any bound of Fᵀ(1 + κU₂ᵀU₂)F. `grown` is αEΦᵀŪ, Z the inverse in Woodbury's form, and `trial` the bound
that completing the square gives for z = Fv/α. All is in the basis Φ but Wt, which is W(t). Where k = 0 or k = n one
block is the whole, and its J is 1. That D₁ and G₂ are not negative is (1 − e^{−2cσt})/σ ≥ 0 and (e^{2cσt} − 1)/σ ≥ 0,
or 2ct ≥ 0, in each mode.
"""

from collections.abc import Mapping, Sequence

from paper.theorems import TRANSPOSED, Given, theorem
from proofs.certificate.argument import substituted
from proofs.theorems.between import names as between
from proofs.theorems.blocks.names import CUT, one_block
from proofs.theorems.shared.window_argument import LEFT
from proofs.theorems.spectral.names import diagonal

LEARNED = ("after-the-left-end", "right-inverse", "other right-inverse", "weight-is-bounded")

HYPOTHESES = Given({**theorem("theorem-4-prime").all_hypotheses, **TRANSPOSED})
OF_BLOCK: Mapping[int, Mapping[str, str]] = {
    1: between.OF_BLOCK[1],
    2: {"unlearned-from-above": "S2 <= sigma_next", "growth-is-not-negative": "0 <= G2"},
}
UNIT = (
    "mu",
    "inner-inverse",
    "other inner-inverse",
    "fast-inverse",
    "other fast-inverse",
    "closed-form",
    "basis-is-orthogonal",
    "basis-is-complete",
)
"""What every case of the flow knows of its letters."""
NOTATION = {
    "mu": "norm(factor*T(factor)) == mu",
    "m": "norm(M) == m",
    "m_k": "norm(least) == m_k",
    "gram-inverse": "gram_inverse*U1*T(U1) == 1",
    "other gram-inverse": "U1*T(U1)*gram_inverse == 1",
    "plain m_k": "norm(T(F)*F) == m_k",
    "inner-inverse": "inner*Z == 1",
    "other inner-inverse": "Z*inner == 1",
    **{name: between.NOTATION[name] for name in UNIT[3:]},
    "accumulated-growth": "G2 <= exp(2*c*sigma_next*t)/sigma_next",
    "linear-growth": "G2 <= 2*c*t",
    "later-modes-are-smaller": "sigma <= sigma_next",
    "absent-mode": "accumulated == 2*c*t",
    "weighing-inverse": "weighing*weighing_inverse == 1",
    "other weighing-inverse": "weighing_inverse*weighing == 1",
    "other least-weight": "least*U1*weighing_inverse*T(U1) == 1",
    "least-weight": "U1*weighing_inverse*T(U1)*least == 1",
    "shape-inverse": "factor*T(factor)*M == 1",
    "other shape-inverse": "M*factor*T(factor) == 1",
    "unit-vector": "T(x)*inverse_E1*inverse_E1*x == 1",
}
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(HYPOTHESES, "hypothesis"),
    **dict.fromkeys((*OF_BLOCK[1], *OF_BLOCK[2], *NOTATION, *CUT), "notation"),
    "accumulated-growth": "accumulated-growth-increases",
    "closed-form": "rank-deficient-initialization",
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""

DEFINITIONS: Mapping[int, Mapping[str, str]] = {
    1: {
        "E1": "exp(c*t*S1)",
        "inverse_E1": "exp(-c*t*S1)",
        "norm_inverse_E1": "norm(inverse_E1)",
        "D1": "S1inv - inverse_E1*S1inv*inverse_E1",
        "G1": "E1*S1inv*E1 - S1inv",
        "fast_1": "inverse_E1*inverse_E1/(alpha**2*mu) + D1",
    },
    2: {
        "E2": "exp(c*t*S2)",
        "inverse_E2": "exp(-c*t*S2)",
        "norm_E2": "norm(E2)",
        "norm_G2": "norm(G2)",
        "D2": "inverse_E2*G2*inverse_E2",
        "fast_2": "inverse_E2*inverse_E2/(alpha**2*mu) + D2",
    },
}
TRIAL = {
    "v": "inverse_E1*S1*T(J1)",
    "z": "F*v/alpha",
    "trial": "grown*z + T(z)*T(grown) - T(z)*inner*z",
    "definiteness_above_trial": "definiteness(W - trial)",
    "definiteness_trial_above_target": "definiteness(trial - target + eps)",
}
BEST = {
    "weighing": "1 + kappa*T(U2)*U2",
    "definiteness_above_best": "definiteness(T(F)*weighing*F - least)",
    "best": "weighing_inverse*T(U1)*least",
    "best_mismatch": "norm(T(best)*weighing*best - least)",
}
IN_SINGULAR_VALUES = {"norm_U2": "norm(U2)", "norm_inverse_gram": "norm(gram_inverse)"}
GROWTH_NEXT = "exp(2*c*sigma_next*t)"
INVERSES = {"fast": "fast_inverse", "Z": "inner", "weighing_inverse": "weighing", "least": "U1*weighing_inverse*T(U1)"}
"""Letters that are inverses of these."""


def factor(blocks: Sequence[int]) -> str:
    return " + ".join(f"J{i}*U{i}" for i in blocks)


def evolved(blocks: Sequence[int]) -> Mapping[str, str]:
    """W̃ and Y_k, made of the blocks that there are."""
    return {
        **one_block(blocks),
        "grown": " + ".join(f"alpha*J{i}*E{i}*U{i}" for i in blocks),
        "W": "grown*Z*T(grown)",
        "target": "J1*S1*T(J1)" if 1 in blocks else "0",
        "error": "norm(Wt - Phi*target*T(Phi))",
    }


def definitions(blocks: Sequence[int]) -> Mapping[str, str]:
    """What the flow, its bounds, and the quantities made of them stand for where there are these blocks."""
    return {
        **evolved(blocks),
        **{name: text for i in blocks for name, text in DEFINITIONS[i].items()},
        "factor": factor(blocks),
        "inner": " + ".join(("1", *(f"alpha**2*T(U{i})*G{i}*U{i}" for i in blocks))),
        "fast_inverse": diagonal(blocks, "fast_{}"),
        **(TRIAL if 1 in blocks else {}),
        "definiteness_below_fast": "definiteness(fast - W)",
        "definiteness_fast_below_target": "definiteness(target + eps - fast)",
    }


def weighed(sigma: str) -> Mapping[str, str]:
    """κ as it stands now, and what it weighs."""
    kappa = substituted(theorem("theorem-4-prime").constants["kappa"], {"sigma": sigma})
    return {"kappa": kappa, "weighing": BEST["weighing"]}


NEXT = {"wait": "1"}
SEEN = {"sigma_next": "0", "wait": f"1 + 2*c*sigma_k*t - max(0, {LEFT})"}
UNSEEN = {"sigma_next": "0", "weighing": "1", "wait": "1"}
ALL = {"weighing": "1", "wait": "1"}
"""What differs where k < r, where k = r and absent modes are seen or unseen, and where k = n."""
