"""What Theorem 4's proof speaks of: its names, its hypotheses, and what stands for what, in each of three cases.

Σ₁, Σ₂ are the learned and the other singular values at a given k, E₁ = e^{cΣ₁t}, E₂ = e^{cΣ₂t}; J₁, J₂ cut a matrix
after row k, so that A = J₁ᵀMJ₁. The letters Cinv, CXinv, Cpinv are inverses, of C, C + X and C'; P is that of the Schur
complement of C'; K = (I + GW̃₀)⁻¹, V the inverse of the sum in (24). Where k = 0 or k = n one block is the whole, and
its J is 1. All of it is in the basis Φ but Wt, which is W(t), and the error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from paper.theorems import theorem

LATER = ("left-ends-not-negative", "after-the-left-end")
"""What makes t ≥ 0 in every window but T_0."""

CUT = {
    "J1-unit": "T(J1)*J1 == 1",
    "J2-unit": "T(J2)*J2 == 1",
    "J-apart": "T(J1)*J2 == 0",
    "other J-apart": "T(J2)*J1 == 0",
    "J-whole": "J1*T(J1) + J2*T(J2) == 1",
}
"""J₁ and J₂ are the first k columns of an identity, and the others."""
APART = tuple(name for name in CUT if name != "J-whole")

LEARNED = {
    "E1": "exp(c*t*S1)",
    "inverse_E1": "exp(-c*t*S1)",
    "A": "T(J1)*M*J1",
    "decay": "inverse_E1*S1inv*inverse_E1",
    "start": "inverse_E1*reduced_A*inverse_E1/alpha**2",
    "Delta": "start - decay",
}
UNLEARNED = {
    "E2": "exp(c*t*S2)",
    "inverse_E2": "exp(-c*t*S2)",
    "C": "T(J2)*M*J2",
    "X": "alpha**2*E2*D2*E2",
    "Cp": "D2 + inverse_E2*C*inverse_E2/alpha**2",
}
SOLUTION = {"G": "E*D*E", "W0": "alpha**2*Minv", "W": "E*W0*K*E"}
NORMS_OF_LEARNED = {
    **{f"norm_{x}": f"norm({x})" for x in ("inverse_E1", "A", "reduced_A", "Delta", "decay", "start", "P")},
    "norm_P_error": "norm(P - S1)",
    "largest_term": "max(norm_decay, norm_start)",
    "perturbation": "norm(inverse_P - S1inv - Delta)",
    "resolvent": "norm(P - S1 + P*Delta*S1)",
}
NORMS_OF_UNLEARNED = {
    "norm_E2": "norm(E2)",
    "norm_S": "norm(S)",
    "norm_inverse_C": "norm(Cinv)",
    "norm_inverse_CX": "norm(CXinv)",
    "norm_inverse_C_prime": "norm(Cpinv)",
    "definiteness_of_inverse_CX": "definiteness(CXinv)",
    "definiteness_of_inversion": "definiteness(Cinv - CXinv)",
}

SHAPE = {
    "m": "norm(M) == m",
    "mu": "norm(Minv) == mu",
    "M-inverse": "M*Minv == 1",
    "other M-inverse": "Minv*M == 1",
}
OF_LEARNED = ("left-ends-not-negative", "after-the-left-end", "tolerance-not-too-large", "start-below-targets")
"""What is asked where modes are learned."""
LEARNED_SPECTRUM = {
    "learned-are-learnable": "sigma_r <= sigma_k",
    "learned-from-above": "S1 <= sigma_1",
    "learned-from-below": "sigma_k <= S1",
    "S1-inverse": "S1*S1inv == 1",
    "other S1-inverse": "S1inv*S1 == 1",
    "learned-saturation": "D1 == S1inv - inverse_E1*S1inv*inverse_E1",
}
UNLEARNED_SPECTRUM = {
    "unlearned-from-above": "S2 <= sigma_next",
    "unlearned-saturation": "0 <= D2",
}
UNLEARNED_INVERSES = {
    "CX-inverse": "(C + X)*CXinv == 1",
    "other CX-inverse": "CXinv*(C + X) == 1",
    "Cp-inverse": "Cp*Cpinv == 1",
}
SOLVED = {
    "closed-form": "Wt == Phi*W*T(Phi)",
    "resolvent-exists": "(1 + G*W0)*K == 1",
    "sum-inverse": "V*(F*M*F/alpha**2 + F*G*F) == 1",
    "basis-is-orthogonal": "T(Phi)*Phi == 1",
    "basis-is-complete": "Phi*T(Phi) == 1",
}

BLOCK_INVERSES = {
    "C-inverse": "C*Cinv == 1",
    "other C-inverse": "Cinv*C == 1",
}
LEARNED_INVERSES = {
    "P-inverse": "inverse_P*P == 1",
    "other P-inverse": "P*inverse_P == 1",
}
NOTATION = (
    *(*LEARNED_SPECTRUM, *UNLEARNED_SPECTRUM, *SHAPE, *CUT, *SOLVED),
    *(*BLOCK_INVERSES, *LEARNED_INVERSES, *UNLEARNED_INVERSES),
)
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(NOTATION, "notation"),
    "closed-form": "matrix-closed-form-from-linear-system",
    **dict.fromkeys(theorem("theorem-4").hypotheses, "hypothesis"),
}
"""What each given is: a hypothesis, what a name stands for, or the label of the entry that shows it.

With σ_{k+1} = 0, before-the-right-end says that log(c₂/α²) is not negative, which is a hypothesis too.
"""


@dataclass(frozen=True)
class Scope:
    """The fields of an `Argument`, but for its steps."""

    label: str
    given: Mapping[str, str]
    positive: tuple[str, ...]
    definitions: Mapping[str, str]
    scalars: tuple[str, ...] = ()
    matrices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    symmetric: tuple[str, ...] = ()


def constants() -> dict[str, str]:
    """c₁ and c₂ as the theorem has them."""
    return dict(theorem("theorem-4").constants)


def asked(*names: str) -> dict[str, str]:
    """The hypotheses of these names, as the theorem has them."""
    return {name: theorem("theorem-4").hypotheses[name] for name in names}


def ends() -> dict[str, str]:
    """Those of T_k for k ≥ 1, as the theorem has them."""
    return {"left_end": theorem("theorem-4").left_end, "right_end": theorem("theorem-4").right_end}


def window() -> Scope:
    """1 ≤ k < r: both ends of T_k."""
    return Scope(
        "theorem-4, 1 <= k < r: the window",
        given=asked("window-not-empty", "targets-are-distinct"),
        positive=("alpha", "eps", "sigma_1", "sigma_k", "sigma_next", "c", "m", "mu"),
        definitions={**constants(), **ends()},
    )


def first_window() -> Scope:
    """k = 0: T_0 begins at 0."""
    return Scope(
        "theorem-4, k = 0: the window",
        given=asked("right-ends-not-negative"),
        positive=("alpha", "eps", "sigma_1", "sigma_next", "c", "m", "mu"),
        definitions={**constants(), **ends(), "left_end": "0"},
    )


def both() -> Scope:
    """0 < k < n: some modes are learned, others not."""
    learned, rest, whole = ("k", "k"), ("q", "q"), ("n", "n")
    return Scope(
        "theorem-4, 0 < k < n",
        given={
            **asked(*OF_LEARNED),
            **LEARNED_SPECTRUM,
            **asked("before-the-right-end"),
            **UNLEARNED_SPECTRUM,
            **asked("shape-is-positive"),
            **SHAPE,
            **CUT,
            **BLOCK_INVERSES,
            **UNLEARNED_INVERSES,
            **LEARNED_INVERSES,
            **SOLVED,
        },
        positive=("alpha", "eps", "sigma_1", "sigma_k", "sigma_r", "c", "m", "mu"),
        scalars=("t", "sigma_next"),
        matrices={
            **dict.fromkeys(("S1", "S1inv", "D1", "P"), learned),
            **dict.fromkeys(("S2", "D2", "Cinv", "CXinv", "Cpinv"), rest),
            **dict.fromkeys(("M", "Minv", "K", "V", "Phi", "Wt"), whole),
            "J1": ("n", "k"),
            "J2": ("n", "q"),
        },
        symmetric=("S1", "S1inv", "D1", "P", "S2", "D2", "Cinv", "CXinv", "Cpinv", "M", "Minv"),
        definitions={
            **constants(),
            **UNLEARNED,
            "B": "T(J1)*M*J2",
            "reduced_A": "T(J1)*M*J1 - B*CXinv*T(B)",
            **LEARNED,
            "Ap": "D1 + inverse_E1*A*inverse_E1/alpha**2",
            "Bp": "inverse_E1*B*inverse_E2/alpha**2",
            "inverse_P": "Ap - Bp*Cpinv*T(Bp)",
            "coupled": "Bp*Cpinv",
            "Q": "-P*coupled",
            "coupled_term": "T(coupled)*P*coupled",
            "S": "Cpinv + coupled_term",
            "E": "J1*E1*T(J1) + J2*E2*T(J2)",
            "F": "J1*inverse_E1*T(J1) + J2*inverse_E2*T(J2)",
            "D": "J1*D1*T(J1) + J2*D2*T(J2)",
            **SOLUTION,
            "assembled": "J1*P*T(J1) + J1*Q*T(J2) + J2*T(Q)*T(J1) + J2*S*T(J2)",
            "assembled_error": "assembled - J1*S1*T(J1)",
            **NORMS_OF_LEARNED,
            **NORMS_OF_UNLEARNED,
            "norm_B": "norm(B)",
            "norm_Q": "norm(Q)",
            "norm_coupling": "norm(coupled)",
            "norm_coupled_term": "norm(coupled_term)",
            "norm_assembled_error": "norm(assembled_error)",
            "largest_corner": "max(norm_P_error, norm_S)",
            "definiteness_of_schur_complement": "definiteness(A - B*Cinv*T(B))",
            "closed_form": "norm(W - V)",
            "block_inverse": "norm(W - assembled)",
            "coupling": "norm(coupled - inverse_E1*B*CXinv*E2)",
            "error": "norm(Wt - Phi*J1*S1*T(J1)*T(Phi))",
            "root": "sqrt(c2/c1)",
        },
    )


def none_learned() -> Scope:
    """k = 0: the block C is all of M."""
    whole = ("n", "n")
    return Scope(
        "theorem-4, k = 0",
        given={
            **asked("in-the-first-window", "before-the-right-end"),
            **UNLEARNED_SPECTRUM,
            **asked("shape-is-positive"),
            **SHAPE,
            **UNLEARNED_INVERSES,
            **SOLVED,
        },
        positive=("alpha", "eps", "sigma_1", "c", "m", "mu"),
        scalars=("t", "sigma_next"),
        matrices=dict.fromkeys(("S2", "D2", "CXinv", "Cpinv", "M", "Minv", "K", "V", "Phi", "Wt"), whole),
        symmetric=("S2", "D2", "CXinv", "Cpinv", "M", "Minv"),
        definitions={
            **constants(),
            "J2": "1",
            **UNLEARNED,
            "Cinv": "Minv",
            "S": "Cpinv",
            "E": "E2",
            "F": "inverse_E2",
            "D": "D2",
            **SOLUTION,
            **NORMS_OF_UNLEARNED,
            "closed_form": "norm(W - V)",
            "error": "norm(Wt)",
        },
    )


def all_learned() -> Scope:
    """k = n: the block A is all of M."""
    whole = ("n", "n")
    return Scope(
        "theorem-4, k = n",
        given={
            **asked(*OF_LEARNED),
            **LEARNED_SPECTRUM,
            **asked("shape-is-positive"),
            **SHAPE,
            **LEARNED_INVERSES,
            **SOLVED,
        },
        positive=("alpha", "eps", "sigma_1", "sigma_k", "sigma_r", "c", "m", "mu"),
        scalars=("t",),
        matrices=dict.fromkeys(("S1", "S1inv", "D1", "P", "M", "Minv", "K", "V", "Phi", "Wt"), whole),
        symmetric=("S1", "S1inv", "D1", "P", "M", "Minv"),
        definitions={
            **constants(),
            "J1": "1",
            "reduced_A": "M",
            **LEARNED,
            "inverse_P": "D1 + inverse_E1*A*inverse_E1/alpha**2",
            "E": "E1",
            "F": "inverse_E1",
            "D": "D1",
            **SOLUTION,
            **NORMS_OF_LEARNED,
            "closed_form": "norm(W - V)",
            "error": "norm(Wt - Phi*S1*T(Phi))",
        },
    )
