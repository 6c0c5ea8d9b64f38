"""What Theorem 4's proof speaks of: its names, its hypotheses, and what stands for what, in each of three cases.

Σ₁, Σ₂ are the learned and the other singular values at a given k, E₁ = e^{cΣ₁t}, E₂ = e^{cΣ₂t}; J₁, J₂ cut a matrix
after row k, so that A = J₁ᵀMJ₁. The letters Cinv, CXinv, Cpinv are inverses, of C, C + X and C'; P is that of the Schur
complement of C'; K = (I + GW̃₀)⁻¹, V the inverse of the sum in (24). Where k = 0 or k = n one block is the whole, and
its J is 1. All of it is in the basis Φ but Wt, which is W(t), and the error.
"""

from collections.abc import Mapping, Sequence

from paper.theorems import theorem

BLOCKS = {"0 < k < n": (1, 2), "k = 0": (2,), "k = n": (1,)}
"""The blocks that there are: 1 is learned, 2 is not."""
CUT = {
    "J1-unit": "T(J1)*J1 == 1",
    "J2-unit": "T(J2)*J2 == 1",
    "J-apart": "T(J1)*J2 == 0",
    "other J-apart": "T(J2)*J1 == 0",
    "J-whole": "J1*T(J1) + J2*T(J2) == 1",
}
"""J₁ and J₂ are the first k columns of an identity, and the others."""
APART = tuple(name for name in CUT if name != "J-whole")

DIFFERENCES = {
    "closed_form": "W - V",
    "block_inverse": "W - assembled",
    "perturbation": "inverse_P - S1inv - Delta",
    "resolvent": "P - S1 + P*Delta*S1",
    "coupling": "coupled - inverse_E1*B*CXinv*E2",
}
"""What is shown to be zero: its norm is the quantity of that name."""
OF_BLOCK = {
    1: {
        "E1": "exp(c*t*S1)",
        "inverse_E1": "exp(-c*t*S1)",
        "A": "T(J1)*M*J1",
        "decay": "inverse_E1*S1inv*inverse_E1",
        "start": "inverse_E1*reduced_A*inverse_E1/alpha**2",
        "Delta": "start - decay",
    },
    2: {
        "E2": "exp(c*t*S2)",
        "inverse_E2": "exp(-c*t*S2)",
        "C": "T(J2)*M*J2",
        "X": "alpha**2*E2*D2*E2",
        "Cp": "D2 + inverse_E2*C*inverse_E2/alpha**2",
    },
}
TOGETHER = {
    "B": "T(J1)*M*J2",
    "reduced_A": "T(J1)*M*J1 - B*CXinv*T(B)",
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
    "assembled": "J1*P*T(J1) + J1*Q*T(J2) + J2*T(Q)*T(J1) + J2*S*T(J2)",
    "assembled_error": "assembled - J1*S1*T(J1)",
    "root": "sqrt(c2/c1)",
}
NONE_LEARNED = {"J2": "1", "Cinv": "Minv", "S": "Cpinv", "E": "E2", "F": "inverse_E2", "D": "D2"}
ALL_LEARNED = {
    "J1": "1",
    "reduced_A": "M",
    "inverse_P": "D1 + inverse_E1*A*inverse_E1/alpha**2",
    "E": "E1",
    "F": "inverse_E1",
    "D": "D1",
}
SOLUTION = {"G": "E*D*E", "W0": "alpha**2*Minv", "W": "E*W0*K*E"}
MEASURES: Mapping[int, Mapping[str, str]] = {
    1: {
        **{f"norm_{x}": f"norm({x})" for x in ("inverse_E1", "A", "reduced_A", "Delta", "decay", "start", "P")},
        "norm_P_error": "norm(P - S1)",
        "largest_term": "max(norm_decay, norm_start)",
        **{name: f"norm({DIFFERENCES[name]})" for name in ("perturbation", "resolvent")},
    },
    2: {
        "norm_E2": "norm(E2)",
        "norm_S": "norm(S)",
        "norm_inverse_C": "norm(Cinv)",
        "norm_inverse_CX": "norm(CXinv)",
        "norm_inverse_C_prime": "norm(Cpinv)",
        "definiteness_of_inverse_CX": "definiteness(CXinv)",
        "definiteness_of_inversion": "definiteness(Cinv - CXinv)",
    },
}
MEASURES_TOGETHER = {
    "norm_B": "norm(B)",
    "norm_Q": "norm(Q)",
    "norm_coupling": "norm(coupled)",
    "norm_coupled_term": "norm(coupled_term)",
    "norm_assembled_error": "norm(assembled_error)",
    "largest_corner": "max(norm_P_error, norm_S)",
    "definiteness_of_schur_complement": "definiteness(A - B*Cinv*T(B))",
    **{name: f"norm({DIFFERENCES[name]})" for name in ("block_inverse", "coupling")},
}
ERRORS = {(1, 2): "norm(Wt - Phi*J1*S1*T(J1)*T(Phi))", (2,): "norm(Wt)", (1,): "norm(Wt - Phi*S1*T(Phi))"}
INVERSES = {"Cinv": "C", "CXinv": "C + X", "Cpinv": "Cp", "P": "inverse_P", "V": "F*M*F/alpha**2 + F*G*F"}
"""Letters that are inverses of these; so is K, of 1 + GW̃₀."""


def there(k: int, n: int) -> tuple[int, ...]:
    """The blocks that there are."""
    return tuple(i for i, size in ((1, k), (2, n - k)) if size)


def sizes_of(blocks: Sequence[int]) -> Mapping[int, str]:
    return {i: {1: "k", 2: "q"}[i] if len(blocks) > 1 else "n" for i in blocks}


def columns(blocks: Sequence[int]) -> Mapping[str, tuple[str, str]]:
    """J₁ and J₂, where there are two blocks."""
    return {f"J{i}": ("n", size) for i, size in sizes_of(blocks).items()} if len(blocks) > 1 else {}


def one_block(blocks: Sequence[int]) -> Mapping[str, str]:
    """J, where one block is the whole."""
    return {} if len(blocks) > 1 else {f"J{blocks[0]}": "1"}


def definitions(blocks: Sequence[int]) -> Mapping[str, str]:
    """What the names of matrices, and the quantities made of them, stand for where there are these blocks."""
    together = {(1, 2): TOGETHER, (2,): NONE_LEARNED, (1,): ALL_LEARNED}[tuple(blocks)]
    return {
        **together,
        **{name: text for i in blocks for name, text in {**OF_BLOCK[i], **MEASURES[i]}.items()},
        **SOLUTION,
        **(MEASURES_TOGETHER if len(blocks) > 1 else {}),
        "closed_form": f"norm({DIFFERENCES['closed_form']})",
        "error": ERRORS[tuple(blocks)],
    }


SHAPE = {"m": "norm(M) == m", "mu": "norm(Minv) == mu", "M-inverse": "M*Minv == 1", "other M-inverse": "Minv*M == 1"}
LEARNED_SPECTRUM = {
    "learned-are-learnable": "sigma_r <= sigma_k",
    "learned-from-above": "S1 <= sigma_1",
    "learned-from-below": "sigma_k <= S1",
    "S1-inverse": "S1*S1inv == 1",
    "other S1-inverse": "S1inv*S1 == 1",
    "learned-saturation": "D1 == S1inv - inverse_E1*S1inv*inverse_E1",
}
UNLEARNED_SPECTRUM = {"unlearned-from-above": "S2 <= sigma_next", "unlearned-saturation": "0 <= D2"}
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

BLOCK_INVERSES = {"C-inverse": "C*Cinv == 1", "other C-inverse": "Cinv*C == 1"}
LEARNED_INVERSES = {"P-inverse": "inverse_P*P == 1", "other P-inverse": "P*inverse_P == 1"}
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
