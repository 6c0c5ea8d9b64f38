"""What the unbalanced law and its proof speak of: hypotheses, and what names stand for.

With R = [U; V]/√2 in an eigenbasis of 𝒮 = [0 Y; Yᵀ 0], R₁ are the k rows of the eigenvalues σ_1, …, σ_k, and R₂ the
others; Σ₁ and Σ₂ are their eigenvalues. 𝕁 = diag(1, −1) becomes [0 K; Kᵀ L], which turns 𝒮 around: 𝒮𝕁 = −𝕁𝒮. So 𝕁R has
the rows B = KR₂ and C = KᵀR₁ + LR₂, and Λ = 2Rᵀ𝕁R is UᵀU − VᵀV. N = RᵀR; P, Q and S are the blocks of RRᵀ. A rate is
what the flow Ṙ = (𝒮 − RRᵀ)R + ½𝕁RΛ makes of it; a gain is the rate of a bound M ⪰ 0, less AM + MAᵀ.
"""

from collections.abc import Mapping

from paper.laws import law
from proofs.theorems.blocks.names import CUT

LABEL = "unbalanced-law"

SWAP: Mapping[str, str] = {
    "K-unit": "K*T(K) == 1",
    "K-and-L-apart": "K*L == 0",
    "L-and-K-apart": "L*T(K) == 0",
    "swap-is-orthogonal": "T(K)*K + L*L == 1",
}
"""𝕁𝕁 = 1."""
TURNED: Mapping[str, str] = {
    "swap-turns-first": "S1*K + K*S2 == 0",
    "other swap-turns-first": "T(K)*S1 + S2*T(K) == 0",
    "swap-turns-rest": "S2*L + L*S2 == 0",
}
"""𝒮𝕁 = −𝕁𝒮."""
TARGETS: Mapping[str, str] = {
    "first-targets-are-smaller": "S1 <= sigma_1",
    "rest-targets-are-smaller": "S2 <= sigma_1",
    "first-targets-are-larger": "sigma_k <= S1",
    "rest-grows-slowly": "S2 <= tau",
    "growth-is-not-negative": "0 <= tau",
}
INSTANT: Mapping[str, str] = {
    "imbalance-is-small": "Lam*Lam <= 4*delta**2",
    "root": "root**2 == sigma_1 + delta",
    "weight-of-the-imbalance": "omega**2 == kappa*delta**2",
    "weight-is-large": "81 <= 64*kappa",
    "time-is-not-negative": "0 <= t",
}
"""ω and κ are what the law's definitions make of them."""
STARTED: Mapping[str, str] = {"start-size": "N <= (alpha*size)**2", "least-of-the-start": "(alpha*least)**2 <= P"}
NUMBERS: Mapping[str, str] = {
    "targets-are-ordered": "sigma_k <= sigma_1",
    "growth-is-below-the-target": "tau <= sigma_k",
    "at-the-left-end": "2*sigma_k*t == log(c1/alpha**2)",
}
KEPT: Mapping[str, str] = {
    "gram-is-bounded": "N <= root**2",
    "rest-is-bounded": "S <= u**2",
    "weakest-is-ahead": "u**2 <= kappa*l",
    "weakest-is-below-its-target": "l <= sigma_k",
    "learned-is-bounded": "l <= P",
    "nothing-is-overlearned": "P - S1 <= omega",
    "deficit-is-small": "S1 - P <= eps/4",
    "mixed-is-bounded": "Q*T(Q) <= q**2",
}
"""The bounds that are kept, which entries of these names show."""
MEANWHILE: Mapping[str, str] = {
    "deficit-meanwhile": "S1 - P <= 3*eps/10",
    "mixed-meanwhile": "Q*T(Q) <= q**2",
}
"""The two that keep each other, as long as they hold."""
SHOWN: Mapping[str, str] = {
    "start-is-below-the-targets": "11*(alpha*size)**2 <= tau",
    "rest-is-small-at-the-left-end": "151*sigma_1*u**2 <= eps**2",
    "rest-has-grown-little": "704*u**2 <= 81*tau",
    "rest-is-small-in-the-window": "64*u**2 <= 27*eps",
}
"""What other cases show of numbers."""
BLOCKS: Mapping[str, str] = {
    "B": "K*U2",
    "C": "T(K)*U1 + L*U2",
    "Lam": "2*(T(U1)*B + T(U2)*C)",
    "N": "T(U1)*U1 + T(U2)*U2",
    "P": "U1*T(U1)",
    "Q": "U1*T(U2)",
    "S": "U2*T(U2)",
}
RATES: Mapping[str, str] = {
    "rate_U1": "S1*U1 - U1*N + B*Lam/2",
    "rate_U2": "S2*U2 - U2*N + C*Lam/2",
    "rate_B": "K*rate_U2",
    "rate_C": "T(K)*rate_U1 + L*rate_U2",
    "imbalance_rate": "norm(rate_Lam)",
    "rate_Lam": "2*(T(rate_U1)*B + T(U1)*rate_B + T(rate_U2)*C + T(U2)*rate_C)",
    "rate_N": "T(rate_U1)*U1 + T(U1)*rate_U1 + T(rate_U2)*U2 + T(U2)*rate_U2",
    "rate_P": "rate_U1*T(U1) + U1*T(rate_U1)",
    "rate_Q": "rate_U1*T(U2) + U1*T(rate_U2)",
    "rate_S": "rate_U2*T(U2) + U2*T(rate_U2)",
    "rate_l": "2*l*(sigma_k - l - u**2 - omega)",
    "rate_v": "tau*v + delta*root",
    "a": "a_1 + delta**2*t",
    "rate_a": "delta**2 - 2*l*a_1",
    "lead_turn": "2*(sigma_k - l - u**2 - omega) - 2*u**2/kappa",
    "bar": "sigma_1 + delta",
    "q": "eps/12",
}


def gain(of: str, rate: str, turn: str) -> str:
    """The rate of M less AM + MAᵀ."""
    return f"({rate}) - ({turn})*({of}) - ({of})*T({turn})"


BOUNDS: Mapping[str, tuple[str, str, str]] = {
    "gram_gain": ("bar - N", "-rate_N", "sigma_1 - 2*bar"),
    "rest_gain": ("v**2 - S", "2*v*rate_v - rate_S", "S2 + delta*root/(2*v)"),
    "learned_gain": ("P - l", "rate_P - rate_l", "S1 - P - l - u**2 - omega/2"),
    "excess_gain": ("S1 - P + omega", "-rate_P", "-P"),
    "deficit_gain": ("a + 3*u**2/2 - S1 + P", "rate_a + 3*tau*u**2 + rate_P", "-P"),
    "mixed_gain": (
        "q**2 - Q*T(Q)",
        "-(rate_Q*T(Q) + Q*T(rate_Q))",
        "S1 - 2*P + tau + delta*(u**2 + root**2)/(2*q)",
    ),
    "late_deficit_gain": ("eps/4 - S1 + P", "rate_P", "eps/4 - P"),
}
"""M, its rate and A, of the bound that each step has."""
GAINS: Mapping[str, str] = {name: gain(*bound) for name, bound in BOUNDS.items()} | {
    "gram_gain": "-rate_N - 2*(sigma_1 - 2*bar)*(bar - N)"  # A is a number
}
FASTER: Mapping[str, str] = {
    f"definiteness_faster_{name}": f"definiteness({name} - 4*sigma_1*({bound[0]}))" for name, bound in BOUNDS.items()
}
"""Near-misses: as if M were to grow by e^{4σ₁t} more."""
STARTS: Mapping[str, str] = {
    "gram_start": "bar - N",
    "rest_start": "(alpha*size)**2 - S",
    "excess_start": "S1 - P + omega",
    "deficit_start": "sigma_1 - S1 + P",
    "mixed_start": "q**2 - Q*T(Q)",
}
"""The same bounds where they begin."""
NUMBER_SYMBOLS: Mapping[str, str] = {
    "sigma_1": r"\sigma_1",
    "sigma_k": r"\sigma_k",
    "tau": r"\tau",
    "eps": r"\varepsilon",
    "alpha": r"\alpha",
    "size": r"\beta",
    "least": r"\lambda",
    "kappa": r"\kappa",
    "omega": r"\omega",
    "u": "u",
    "v": "v",
    "l": r"\ell",
    "a": "a",
    "t": "t",
    "c1": "c_1",
    "c2": "c_2",
    "left_end": "t_k^-",
    "right_end": "t_k^+",
    "product_error": r"\lVert UV^\top - Y_k\rVert_2",
}
"""How numbers are printed."""
OTHERS: Mapping[str, str] = {
    "other_imbalance_rate": "norm(rate_N)",
    "half_lifted_mismatch": "norm(T(F)*rate_U + T(H)*rate_V - (target - R*T(R))*R - swap*R*Lam)",
    "half_imbalance_mismatch": "norm(T(R)*swap*R - Lam)",
}
"""Near-misses of equations."""
NEARER: Mapping[str, str] = {
    "nearer_gram": "(alpha*size)**2/2 - N",
    "nearer_rest": "(alpha*size)**2/1000 - S",
    "nearer_excess": "S1 - P - sigma_1",
    "nearer_deficit": "sigma_k/2 - S1 + P",
    "nearer_mixed": "q**2/10**12 - Q*T(Q)",
}
"""Near-misses of these."""
SYMBOLS: Mapping[str, str] = {
    "gram_gain": r"\dot M_N - A_NM_N - M_NA_N^\top",
    "rest_gain": r"\dot M_S - A_SM_S - M_SA_S^\top",
    "learned_gain": r"\dot M_P - A_PM_P - M_PA_P^\top",
    "excess_gain": r"\dot M_{+} - A_{+}M_{+} - M_{+}A_{+}^\top",
    "deficit_gain": r"\dot M_{-} - A_{-}M_{-} - M_{-}A_{-}^\top",
    "mixed_gain": r"\dot M_Q - A_QM_Q - M_QA_Q^\top",
    "late_deficit_gain": r"\dot M_E - A_EM_E - M_EA_E^\top",
    "gram_start": "M_N",
    "rest_start": "M_S",
    "excess_start": "M_{+}",
    "deficit_start": "M_{-}",
    "mixed_start": "M_Q",
    "nearer_gram": r"\alpha^2\beta^2/2 - R^\top R",
    "nearer_rest": r"\alpha^2\beta^2/1000 - S",
    "nearer_excess": r"\Sigma_1 - P - \sigma_1",
    "nearer_deficit": r"\sigma_k/2 - \Sigma_1 + P",
    "nearer_mixed": r"10^{-12}q^2 - QQ^\top",
}
DEFINITENESS: Mapping[str, str] = {
    f"definiteness_{name}": f"definiteness({name})" for name in (*GAINS, *STARTS, *NEARER)
}
LIFTED: Mapping[str, str] = {
    "R": "T(F)*U + T(H)*V",
    "Lam": "T(U)*U - T(V)*V",
    "swap": "2*(T(F)*F - T(H)*H)",
    "target": "2*(T(F)*Y*H + T(H)*T(Y)*F)",
    "rate_U": "(Y - U*T(V))*V",
    "rate_V": "T(Y - U*T(V))*U",
    "lifted_mismatch": "norm(T(F)*rate_U + T(H)*rate_V - (target - R*T(R))*R - swap*R*Lam/2)",
    "imbalance_mismatch": "norm(2*T(R)*swap*R - Lam)",
}
"""With Θ = √2[F; H] in place of the basis, of which R = Θᵀ[U; V]/√2 is a sum."""
HALVES: Mapping[str, str] = {
    "F-half": "F*T(F) == 1/2",
    "H-half": "H*T(H) == 1/2",
    "F-H-apart": "F*T(H) == 0",
    "H-F-apart": "H*T(F) == 0",
}
PRODUCT: Mapping[str, str] = {
    "R": "J1*U1 + J2*U2",
    "E": "J1*(P - S1)*T(J1) + J1*Q*T(J2) + J2*T(Q)*T(J1) + J2*S*T(J2)",
    "product": "4*F*R*T(R)*T(H)",
    "truncated": "4*F*J1*S1*T(J1)*T(H)",
    "centred": "E - 11*eps/128",
}
"""UVᵀ and Y_k in that basis."""
LAW: Mapping[str, str] = {
    "eta": "delta*root/tau",
    "growth": "exp(tau*t)",
    "u": "9*alpha*size*growth/8",
    "v": "(alpha*size + eta)*growth - eta",
    "kappa": "81*size**2/(64*least**2)",
    "a_1": "sigma_1*l/(alpha*least)**2*exp(u**2/tau + 2*omega*t - 2*sigma_k*t)",
    "a": "a_1 + delta**2*t",
}
"""What stands for the bounds as functions of time, of the law's own definitions."""


def defined(*names: str) -> dict[str, str]:
    """What the law or its proof calls so, as it stands now."""
    known = {**law(LABEL).definitions, **LAW}
    return {name: known[name] for name in names}


def asked() -> Mapping[str, str]:
    """All that the law asks, asides too, as it stands now."""
    stated = law(LABEL)
    aside = (hypothesis for found in stated.asides.values() for hypothesis in found)
    return {hypothesis.name: hypothesis.text for hypothesis in (*stated.asked, *aside)}


ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(asked(), "hypothesis"),
    **dict.fromkeys((*SWAP, *TURNED, *TARGETS, *INSTANT, *STARTED, *NUMBERS, *HALVES, *CUT), "notation"),
    **dict.fromkeys(("at-the-left-end", *MEANWHILE), "case"),
    **{label: label for label in (*KEPT, *SHOWN)},
}
"""What each given is: a hypothesis of the law, what a name stands for, or the label of the entry that shows it."""
