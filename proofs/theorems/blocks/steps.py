"""The steps of Theorem 4: its windows, the equalities that its proof rests on, the blocks, and the whole.

P is within ε/2 of Σ₁ because P⁻¹ is a small perturbation of Σ₁⁻¹; Q and S, of which nothing has been learned, are
within ε/2 of zero; and three small blocks make a small whole.
"""

from paper.theorems import theorem
from proofs.claims.canaries import saying
from proofs.claims.claim import Canary, step
from proofs.evidence.derived import Derived
from proofs.theorems.blocks.quantities import (
    Admissible,
    Algebraic,
    Blockwise,
    has_both,
    has_comparable_blocks,
    has_comparable_terms,
    has_first,
    has_products,
    has_second,
    has_started,
    has_wide_products,
    is_cut,
    is_early,
    is_moderate,
)
from proofs.theorems.shared.relations import DOUBLED, outside, relations
from proofs.theorems.shared.windowed import is_bounded
from symbolic import flows
from symbolic.derivation import Derivation
from symbolic.derivations import modes

relation = relations("theorem-4", "theorem4", Blockwise)


def block_tolerance() -> str:
    """As it stands now."""
    return theorem("theorem-4").block_tolerance


@step(
    "general-flow-in-the-eigenbasis",
    eq="22",
    paper="MV",
    group="theorem4",
    uses=("product-flow",),
    evidence=(Derived(),),
    canary=Canary(
        "c in place of 2c before W̃²",
        lambda: modes.general_flow_in_the_eigenbasis(lambda Y, W, c: flows.product_flow(Y, W, c) + c * W * W),
    ),
)
def general_flow_in_the_eigenbasis() -> Derivation:
    """d/dt(ΦᵀWΦ) = c(ΣW̃ + W̃Σ − 2W̃²)."""
    return modes.general_flow_in_the_eigenbasis()


STEPS = (
    # log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is hypothesis (ii) cleared of its denominators
    relation("general-windows-are-not-empty", "left_end <= right_end", is_bounded, eq="16", canary=DOUBLED),
    # ‖E₁⁻¹‖ = e^{−cσ_k t}, and t ≥ log(c₁/α²)/(2cσ_k)
    relation("learned-exponentials-pay", "norm_inverse_E1**2/alpha**2 <= 1/c1", has_first, eq="28"),
    # ‖E₂‖ = e^{cσ_{k+1}t}, and t ≤ log(c₂/α²)/(2cσ_{k+1}); where σ_{k+1} = 0 it is α² ≤ c₂
    relation("unlearned-exponentials-are-small", "alpha**2*norm_E2**2 <= c2", has_second, eq="28"),
    # The product of the two bounds before it, squared: α cancels
    relation(
        "exponentials-together",
        "(norm_inverse_E1*norm_E2)**2 <= c2/c1",
        has_both,
        eq="28",
        uses=("learned-exponentials-pay", "unlearned-exponentials-are-small"),
        canary=saying("the bound on ‖E₁⁻¹‖‖E₂‖ halved", "4*(norm_inverse_E1*norm_E2)**2 <= c2/c1"),
    ),
    general_flow_in_the_eigenbasis,
    # E W̃₀(I + GW̃₀)⁻¹E = [E⁻¹W̃₀⁻¹E⁻¹ + E⁻¹GE⁻¹]⁻¹, with W̃₀⁻¹ = α⁻²M
    relation(
        "closed-form-for-blocks",
        "closed_form == 0",
        Algebraic(),
        eq="24",
        canary=saying("E⁻¹ dropped on both sides of M", "without_growth == 0"),
    ),
    # P inverts the Schur complement of C', Q = −PB'C'⁻¹ and S = C'⁻¹ + (B'C'⁻¹)ᵀP(B'C'⁻¹)
    relation(
        "block-inverse",
        "block_inverse == 0",
        Algebraic(is_cut),
        eq="25",
        uses=("closed-form-for-blocks",),
        canary=saying("the off-diagonal block Q dropped", "without_Q == 0"),
    ),
    # D₁ = Σ₁⁻¹(I − E₁⁻²), and B'C'⁻¹B'ᵀ = α⁻²E₁⁻¹B(C + X)⁻¹BᵀE₁⁻¹
    relation(
        "perturbed-inverse",
        "perturbation == 0",
        Algebraic(is_cut),
        uses=("coupling-without-alpha",),
        canary=saying("the term Σ₁⁻¹e^{−2cΣ₁t} of Δ dropped", "without_decay == 0"),
    ),
    # P − Σ₁ = P(Σ₁⁻¹ − P⁻¹)Σ₁ = −PΔΣ₁
    relation(
        "resolvent-identity",
        "resolvent == 0",
        Algebraic(is_cut),
        uses=("perturbed-inverse",),
        canary=saying("the sign of Δ flipped", "resolvent_of_opposite_sign == 0"),
    ),
    # C' = α⁻²E₂⁻¹(C + X)E₂⁻¹ with X = α²E₂D₂E₂
    relation(
        "coupling-without-alpha", "coupling == 0", Algebraic(is_cut), canary=saying("X dropped", "without_X == 0")
    ),
    # 0 ≺ (C + X)⁻¹, and therefore 0 ⪯ B(C + X)⁻¹Bᵀ
    relation(
        "unlearned-block-is-positive",
        "definiteness_of_inverse_CX >= 0",
        has_second,
        canary=saying("the order reversed", "-definiteness_of_inverse_CX >= 0"),
    ),
    # (C + X)⁻¹ ⪯ C⁻¹, and therefore B(C + X)⁻¹Bᵀ ⪯ BC⁻¹Bᵀ; at t = 0 the two are equal
    relation(
        "inversion-reverses-order",
        "definiteness_of_inversion >= 0",
        has_started,
        canary=saying("the order kept", "-definiteness_of_inversion >= 0"),
    ),
    # BC⁻¹Bᵀ ⪯ A, since M ≻ 0
    relation(
        "schur-complement-is-positive",
        "definiteness_of_schur_complement >= 0",
        has_both,
        canary=saying("the order reversed", "-definiteness_of_schur_complement >= 0"),
    ),
    # 0 ⪯ A − B(C + X)⁻¹Bᵀ ⪯ A
    relation(
        "schur-term-below-block",
        "norm_reduced_A <= norm_A",
        has_both,
        uses=("unlearned-block-is-positive", "inversion-reverses-order", "schur-complement-is-positive"),
    ),
    # ‖A‖ ≤ ‖M‖; with k = n the block is M itself
    relation("norm-of-a-block", "norm_A <= m", has_both),
    # −N ⪯ L − N ⪯ L for N, L ⪰ 0
    relation(
        "terms-of-opposite-sign",
        "norm_Delta <= largest_term",
        is_moderate,
        uses=("inversion-reverses-order", "schur-complement-is-positive"),
    ),
    # Σ₁⁻¹ ⪯ σ_k⁻¹ and ‖E₁⁻¹‖² ≤ α²/c₁
    relation("decaying-term", "norm_decay <= alpha**2/(c1*sigma_k)", has_first, uses=("learned-exponentials-pay",)),
    # α⁻²‖E₁⁻¹‖²·‖A − B(C + X)⁻¹Bᵀ‖ ≤ (1/c₁)·m
    relation(
        "starting-term",
        "norm_start <= m/c1",
        has_first,
        uses=(
            "learned-exponentials-pay",
            "schur-term-below-block",
            "norm-of-a-block",
            "inversion-reverses-order",
            "schur-complement-is-positive",
        ),
    ),
    # 1 = ‖MM⁻¹‖ ≤ mμ
    relation("condition-number-is-at-least-one", "m*mu >= 1", has_first, canary="at least 2"),
    # α²/σ_k ≤ 1/μ by the hypothesis α²μ ≤ σ_r, and 1/μ ≤ m
    relation(
        "decaying-term-is-the-smaller",
        "alpha**2/(c1*sigma_k) <= m/c1",
        has_first,
        uses=("condition-number-is-at-least-one",),
        canary=saying("the order reversed", "alpha**2/(c1*sigma_k) >= m/c1"),
    ),
    # max(α²/(c₁σ_k), m/c₁) = m/c₁
    relation(
        "perturbation-is-small",
        "norm_Delta <= m/c1",
        has_first,
        uses=("terms-of-opposite-sign", "decaying-term", "starting-term", "decaying-term-is-the-smaller"),
    ),
    # σ₁m/c₁ = ε/(4σ₁) ≤ ½ by the hypothesis ε ≤ 2σ₁
    relation(
        "perturbation-is-at-most-half",
        "2*sigma_1*m/c1 <= 1",
        Admissible(),
        canary=saying("one half replaced by one quarter", "4*sigma_1*m/c1 <= 1"),
    ),
    # ‖(Σ₁⁻¹ + Δ)⁻¹ − Σ₁‖ ≤ ‖Σ₁‖²‖Δ‖/(1 − ‖Σ₁‖‖Δ‖)
    relation(
        "perturbation-of-the-inverse",
        "norm_P_error <= sigma_1**2*norm_Delta/(1 - sigma_1*norm_Delta)",
        is_early,
        uses=("resolvent-identity", "perturbation-is-at-most-half", "perturbation-is-small"),
    ),
    # σ₁²d/(1 − σ₁d) grows with d, and at d = m/c₁ it is at most ε/2: equal to it where ε = 2σ₁
    relation(
        "constants-pay-for-the-learned-block",
        lambda: f"sigma_1**2*(m/c1) <= ({block_tolerance()})*(1 - sigma_1*(m/c1))",
        Admissible(),
        canary=saying("the left side doubled", "2*sigma_1**2*(m/c1) <= eps/2*(1 - sigma_1*(m/c1))"),
    ),
    # ‖P − Σ₁‖ ≤ ε/2
    relation(
        "learned-block-is-close",
        lambda: f"norm_P_error <= {block_tolerance()}",
        has_first,
        eq="27",
        uses=(
            "perturbation-of-the-inverse",
            "perturbation-is-small",
            "constants-pay-for-the-learned-block",
            "perturbation-is-at-most-half",
        ),
        canary=saying("ε/2 replaced by ε/8", "norm_P_error <= eps/8"),
    ),
    # ‖P‖ = ‖(Σ₁⁻¹ + Δ)⁻¹‖ ≤ σ₁/(1 − σ₁‖Δ‖) ≤ 2σ₁
    relation(
        "learned-block-is-bounded",
        "norm_P <= 2*sigma_1",
        has_first,
        uses=("learned-block-is-close",),
        canary=saying("2σ₁ replaced by σ₁/2", "norm_P <= sigma_1/2"),
    ),
    # ‖B‖ ≤ ‖M‖
    relation(
        "norm-of-the-off-diagonal-block",
        "norm_B <= m",
        has_both,
        canary=saying("the bound divided by a million", "norm_B <= m/10**6"),
    ),
    # ‖C⁻¹‖ ≤ ‖M⁻¹‖: the least eigenvalue of C is no smaller than that of M; with k = 0, C is M itself
    relation("interlacing", "norm_inverse_C <= mu", has_both),
    # ‖(C + X)⁻¹‖ ≤ ‖C⁻¹‖; at t = 0 the two are equal
    relation(
        "adding-shrinks-the-inverse",
        "norm_inverse_CX <= norm_inverse_C",
        has_started,
        uses=("inversion-reverses-order", "unlearned-block-is-positive"),
    ),
    # ‖E₁⁻¹B(C + X)⁻¹E₂‖ ≤ ‖E₁⁻¹‖‖B‖‖(C + X)⁻¹‖‖E₂‖
    relation(
        "coupling-by-its-factors",
        "norm_coupling <= norm_inverse_E1*norm_B*norm_inverse_CX*norm_E2",
        has_products,
        uses=("coupling-without-alpha",),
    ),
    # ‖B'C'⁻¹‖² ≤ (mμ)²c₂/c₁
    relation(
        "coupling-is-small",
        "norm_coupling**2 <= (m*mu)**2*c2/c1",
        has_both,
        uses=(
            "coupling-by-its-factors",
            "norm-of-the-off-diagonal-block",
            "adding-shrinks-the-inverse",
            "interlacing",
            "exponentials-together",
        ),
        canary=saying("the bound divided by a million", "norm_coupling**2 <= (m*mu)**2*c2/c1/10**12"),
    ),
    # Q = −P·B'C'⁻¹
    relation("off-diagonal-by-its-factors", "norm_Q <= norm_P*norm_coupling", has_wide_products, eq="29"),
    # 2σ₁mμ√(c₂/c₁) = ε/2
    relation(
        "constants-pay-for-the-off-diagonal",
        lambda: f"2*sigma_1*m*mu*root <= {block_tolerance()}",
        Admissible(),
        eq="29",
        canary=saying("ε/2 replaced by ε/3", "2*sigma_1*m*mu*root <= eps/3"),
    ),
    # ‖Q‖ ≤ ‖P‖‖B'C'⁻¹‖ ≤ 2σ₁·mμ√(c₂/c₁) = ε/2
    relation(
        "off-diagonal-block-is-small",
        lambda: f"norm_Q <= {block_tolerance()}",
        has_both,
        eq="29",
        uses=(
            "off-diagonal-by-its-factors",
            "learned-block-is-bounded",
            "coupling-is-small",
            "constants-pay-for-the-off-diagonal",
        ),
        canary=saying("ε/2 replaced by ε/10⁶", "norm_Q <= eps/10**6"),
    ),
    # ‖(B'C'⁻¹)ᵀP(B'C'⁻¹)‖ ≤ ‖P‖‖B'C'⁻¹‖²; for k = 1 the two are equal
    relation("coupled-term-by-its-factors", "norm_coupled_term <= norm_P*norm_coupling**2", has_wide_products, eq="30"),
    # S = C'⁻¹ + (B'C'⁻¹)ᵀP(B'C'⁻¹); with no learned block S is C'⁻¹
    relation(
        "unlearned-block-by-its-terms",
        "norm_S <= norm_inverse_C_prime + norm_coupled_term",
        has_comparable_terms,
        eq="30",
    ),
    # C'⁻¹ = α²E₂(C + X)⁻¹E₂ ⪯ α²‖E₂‖²‖C⁻¹‖
    relation(
        "unlearned-term-is-small",
        "norm_inverse_C_prime <= c2*mu",
        has_second,
        eq="30",
        uses=(
            "unlearned-exponentials-are-small",
            "adding-shrinks-the-inverse",
            "interlacing",
            "unlearned-block-is-positive",
        ),
        canary=saying("the bound divided by four", "norm_inverse_C_prime <= c2*mu/4"),
    ),
    # c₂μ = ε/(4mμ) ≤ ε/4, since mμ ≥ 1
    relation(
        "constants-pay-for-the-unlearned-term",
        "c2*mu <= eps/4",
        Admissible(),
        eq="30",
        uses=("condition-number-is-at-least-one",),
        canary="ε/4 replaced by ε/8",
    ),
    # 2σ₁m²μ²c₂/c₁ = ε²/(8σ₁) ≤ ε/4, since ε ≤ 2σ₁
    relation(
        "constants-pay-for-the-coupled-term",
        "2*sigma_1*(m*mu)**2*c2/c1 <= eps/4",
        Admissible(),
        eq="30",
        canary="ε/4 replaced by ε/8",
    ),
    # ‖S‖ ≤ c₂μ + 2σ₁(mμ)²c₂/c₁ ≤ ε/4 + ε/4
    relation(
        "unlearned-block-is-small",
        lambda: f"norm_S <= {block_tolerance()}",
        has_second,
        eq="30",
        uses=(
            "coupled-term-by-its-factors",
            "unlearned-block-by-its-terms",
            "unlearned-term-is-small",
            "learned-block-is-bounded",
            "coupling-is-small",
            "constants-pay-for-the-unlearned-term",
            "constants-pay-for-the-coupled-term",
        ),
        canary=saying("ε/2 replaced by ε/10", "norm_S <= eps/10"),
    ),
    # ‖[[X, Q], [Qᵀ, S]]‖ ≤ max(‖X‖, ‖S‖) + ‖Q‖ with X = P − Σ₁
    relation("block-norm", "norm_assembled_error <= largest_corner + norm_Q", has_comparable_blocks, eq="27"),
    # ‖W̃ − diag(Σ₁, 0)‖ ≤ ε/2 + ε/2
    relation(
        "blocks-are-close",
        "norm_assembled_error <= eps",
        has_both,
        eq="26",
        uses=("block-norm", "learned-block-is-close", "off-diagonal-block-is-small", "unlearned-block-is-small"),
        canary=saying("ε replaced by ε/10", "norm_assembled_error <= eps/10"),
    ),
    # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k; with k = 0 or k = n one block is the whole
    relation(
        "general-incremental-learning",
        "error <= eps",
        eq="23",
        uses=(
            "blocks-are-close",
            "learned-block-is-close",
            "unlearned-block-is-small",
            "matrix-closed-form-from-linear-system",
            "block-inverse",
            "closed-form-for-blocks",
        ),
        canary=outside(Blockwise(beyond=True)),
    ),
)
