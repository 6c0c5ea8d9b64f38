"""The steps of Theorem 4: its windows, the equalities that its proof rests on, the blocks, and the whole.

P is within ε/2 of Σ₁ because P⁻¹ is a small perturbation of Σ₁⁻¹; Q and S, of which nothing has been learned, are
within ε/2 of zero; and three small blocks make a small whole.
"""

from paper import reconstructed
from proofs.claims.canaries import instead
from proofs.claims.claim import Canary, step
from proofs.claims.texts import constant
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
from proofs.theorems.shared.relations import relations
from proofs.theorems.shared.windowed import is_bounded
from symbolic import flows
from symbolic.derivation import Derivation
from symbolic.derivations import modes

relation = relations("theorem-4", "theorem4")


def block_tolerance() -> str:
    """As it stands now."""
    return constant(reconstructed.block_tolerance)


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
    relation(
        "general-windows-are-not-empty",
        # log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is hypothesis (ii) cleared of its denominators
        "left_end <= right_end",
        eq="16",
        domain=Blockwise(is_bounded),
        canary=instead("the left end doubled", "left_end*2 <= right_end"),
    ),
    relation(
        "learned-exponentials-pay",
        "norm_inverse_E1**2/alpha**2 <= 1/c1",  # ‖E₁⁻¹‖ = e^{−cσ_k t}, and t ≥ log(c₁/α²)/(2cσ_k)
        eq="28",
        domain=Blockwise(has_first),
    ),
    relation(
        "unlearned-exponentials-are-small",
        # ‖E₂‖ = e^{cσ_{k+1}t}, and t ≤ log(c₂/α²)/(2cσ_{k+1}); where σ_{k+1} = 0 it is α² ≤ c₂
        "alpha**2*norm_E2**2 <= c2",
        eq="28",
        domain=Blockwise(has_second),
    ),
    relation(
        "exponentials-together",
        "(norm_inverse_E1*norm_E2)**2 <= c2/c1",  # The product of the two bounds before it, squared: α cancels
        eq="28",
        uses=("learned-exponentials-pay", "unlearned-exponentials-are-small"),
        domain=Blockwise(has_both),
        canary=instead("the bound on ‖E₁⁻¹‖‖E₂‖ halved", "4*(norm_inverse_E1*norm_E2)**2 <= c2/c1"),
    ),
    general_flow_in_the_eigenbasis,
    relation(
        "closed-form-for-blocks",
        "closed_form == 0",  # E W̃₀(I + GW̃₀)⁻¹E = [E⁻¹W̃₀⁻¹E⁻¹ + E⁻¹GE⁻¹]⁻¹, with W̃₀⁻¹ = α⁻²M
        eq="24",
        domain=Algebraic(),
        canary=instead("E⁻¹ dropped on both sides of M", "without_growth == 0"),
    ),
    relation(
        "block-inverse",
        "block_inverse == 0",  # P inverts the Schur complement of C', Q = −PB'C'⁻¹ and S = C'⁻¹ + (B'C'⁻¹)ᵀP(B'C'⁻¹)
        eq="25",
        uses=("closed-form-for-blocks",),
        domain=Algebraic(is_cut),
        canary=instead("the off-diagonal block Q dropped", "without_Q == 0"),
    ),
    relation(
        "perturbed-inverse",
        "perturbation == 0",  # D₁ = Σ₁⁻¹(I − E₁⁻²), and B'C'⁻¹B'ᵀ = α⁻²E₁⁻¹B(C + X)⁻¹BᵀE₁⁻¹
        uses=("coupling-without-alpha",),
        domain=Algebraic(is_cut),
        canary=instead("the term Σ₁⁻¹e^{−2cΣ₁t} of Δ dropped", "without_decay == 0"),
    ),
    relation(
        "resolvent-identity",
        "resolvent == 0",  # P − Σ₁ = P(Σ₁⁻¹ − P⁻¹)Σ₁ = −PΔΣ₁
        uses=("perturbed-inverse",),
        domain=Algebraic(is_cut),
        canary=instead("the sign of Δ flipped", "resolvent_of_opposite_sign == 0"),
    ),
    relation(
        "coupling-without-alpha",
        "coupling == 0",  # C' = α⁻²E₂⁻¹(C + X)E₂⁻¹ with X = α²E₂D₂E₂
        domain=Algebraic(is_cut),
        canary=instead("X dropped", "without_X == 0"),
    ),
    relation(
        "unlearned-block-is-positive",
        "definiteness_of_inverse_CX >= 0",  # 0 ≺ (C + X)⁻¹, and therefore 0 ⪯ B(C + X)⁻¹Bᵀ
        domain=Blockwise(has_second),
        canary=instead("the order reversed", "-definiteness_of_inverse_CX >= 0"),
    ),
    relation(
        "inversion-reverses-order",
        # (C + X)⁻¹ ⪯ C⁻¹, and therefore B(C + X)⁻¹Bᵀ ⪯ BC⁻¹Bᵀ; at t = 0 the two are equal
        "definiteness_of_inversion >= 0",
        domain=Blockwise(has_started),
        canary=instead("the order kept", "-definiteness_of_inversion >= 0"),
    ),
    relation(
        "schur-complement-is-positive",
        "definiteness_of_schur_complement >= 0",  # BC⁻¹Bᵀ ⪯ A, since M ≻ 0
        domain=Blockwise(has_both),
        canary=instead("the order reversed", "-definiteness_of_schur_complement >= 0"),
    ),
    relation(
        "schur-term-below-block",
        "norm_reduced_A <= norm_A",  # 0 ⪯ A − B(C + X)⁻¹Bᵀ ⪯ A
        uses=("unlearned-block-is-positive", "inversion-reverses-order", "schur-complement-is-positive"),
        domain=Blockwise(has_both),
    ),
    relation(
        "norm-of-a-block",
        "norm_A <= m",  # ‖A‖ ≤ ‖M‖; with k = n the block is M itself
        domain=Blockwise(has_both),
    ),
    relation(
        "terms-of-opposite-sign",
        "norm_Delta <= largest_term",  # −N ⪯ L − N ⪯ L for N, L ⪰ 0
        uses=("inversion-reverses-order", "schur-complement-is-positive"),
        domain=Blockwise(is_moderate),
    ),
    relation(
        "decaying-term",
        "norm_decay <= alpha**2/(c1*sigma_k)",  # Σ₁⁻¹ ⪯ σ_k⁻¹ and ‖E₁⁻¹‖² ≤ α²/c₁
        uses=("learned-exponentials-pay",),
        domain=Blockwise(has_first),
    ),
    relation(
        "starting-term",
        "norm_start <= m/c1",  # α⁻²‖E₁⁻¹‖²·‖A − B(C + X)⁻¹Bᵀ‖ ≤ (1/c₁)·m
        uses=(
            "learned-exponentials-pay",
            "schur-term-below-block",
            "norm-of-a-block",
            "inversion-reverses-order",
            "schur-complement-is-positive",
        ),
        domain=Blockwise(has_first),
    ),
    relation(
        "condition-number-is-at-least-one",
        "m*mu >= 1",  # 1 = ‖MM⁻¹‖ ≤ mμ
        domain=Blockwise(has_first),
        canary="at least 2",
    ),
    relation(
        "decaying-term-is-the-smaller",
        "alpha**2/(c1*sigma_k) <= m/c1",  # α²/σ_k ≤ 1/μ by the hypothesis α²μ ≤ σ_r, and 1/μ ≤ m
        uses=("condition-number-is-at-least-one",),
        domain=Blockwise(has_first),
        canary=instead("the order reversed", "alpha**2/(c1*sigma_k) >= m/c1"),
    ),
    relation(
        "perturbation-is-small",
        "norm_Delta <= m/c1",  # max(α²/(c₁σ_k), m/c₁) = m/c₁
        uses=("terms-of-opposite-sign", "decaying-term", "starting-term", "decaying-term-is-the-smaller"),
        domain=Blockwise(has_first),
    ),
    relation(
        "perturbation-is-at-most-half",
        "2*sigma_1*m/c1 <= 1",  # σ₁m/c₁ = ε/(4σ₁) ≤ ½ by the hypothesis ε ≤ 2σ₁
        domain=Admissible(),
        canary=instead("one half replaced by one quarter", "4*sigma_1*m/c1 <= 1"),
    ),
    relation(
        "perturbation-of-the-inverse",
        # ‖(Σ₁⁻¹ + Δ)⁻¹ − Σ₁‖ ≤ ‖Σ₁‖²‖Δ‖/(1 − ‖Σ₁‖‖Δ‖)
        "norm_P_error <= sigma_1**2*norm_Delta/(1 - sigma_1*norm_Delta)",
        uses=("resolvent-identity", "perturbation-is-at-most-half", "perturbation-is-small"),
        domain=Blockwise(is_early),
    ),
    relation(
        "constants-pay-for-the-learned-block",
        # σ₁²d/(1 − σ₁d) grows with d, and at d = m/c₁ it is at most ε/2: equal to it where ε = 2σ₁
        lambda: f"sigma_1**2*(m/c1) <= ({block_tolerance()})*(1 - sigma_1*(m/c1))",
        domain=Admissible(),
        canary=instead("the left side doubled", "2*sigma_1**2*(m/c1) <= eps/2*(1 - sigma_1*(m/c1))"),
    ),
    relation(
        "learned-block-is-close",
        lambda: f"norm_P_error <= {block_tolerance()}",  # ‖P − Σ₁‖ ≤ ε/2
        eq="27",
        uses=(
            "perturbation-of-the-inverse",
            "perturbation-is-small",
            "constants-pay-for-the-learned-block",
            "perturbation-is-at-most-half",
        ),
        domain=Blockwise(has_first),
        canary=instead("ε/2 replaced by ε/8", "norm_P_error <= eps/8"),
    ),
    relation(
        "learned-block-is-bounded",
        "norm_P <= 2*sigma_1",  # ‖P‖ = ‖(Σ₁⁻¹ + Δ)⁻¹‖ ≤ σ₁/(1 − σ₁‖Δ‖) ≤ 2σ₁
        uses=("learned-block-is-close",),
        domain=Blockwise(has_first),
        canary=instead("2σ₁ replaced by σ₁/2", "norm_P <= sigma_1/2"),
    ),
    relation(
        "norm-of-the-off-diagonal-block",
        "norm_B <= m",  # ‖B‖ ≤ ‖M‖
        domain=Blockwise(has_both),
        canary=instead("the bound divided by a million", "norm_B <= m/10**6"),
    ),
    relation(
        "interlacing",
        # ‖C⁻¹‖ ≤ ‖M⁻¹‖: the least eigenvalue of C is no smaller than that of M; with k = 0, C is M itself
        "norm_inverse_C <= mu",
        domain=Blockwise(has_both),
    ),
    relation(
        "adding-shrinks-the-inverse",
        "norm_inverse_CX <= norm_inverse_C",  # ‖(C + X)⁻¹‖ ≤ ‖C⁻¹‖; at t = 0 the two are equal
        uses=("inversion-reverses-order", "unlearned-block-is-positive"),
        domain=Blockwise(has_started),
    ),
    relation(
        "coupling-by-its-factors",
        # ‖E₁⁻¹B(C + X)⁻¹E₂‖ ≤ ‖E₁⁻¹‖‖B‖‖(C + X)⁻¹‖‖E₂‖
        "norm_coupling <= norm_inverse_E1*norm_B*norm_inverse_CX*norm_E2",
        uses=("coupling-without-alpha",),
        domain=Blockwise(has_products),
    ),
    relation(
        "coupling-is-small",
        "norm_coupling**2 <= (m*mu)**2*c2/c1",  # ‖B'C'⁻¹‖² ≤ (mμ)²c₂/c₁
        uses=(
            "coupling-by-its-factors",
            "norm-of-the-off-diagonal-block",
            "adding-shrinks-the-inverse",
            "interlacing",
            "exponentials-together",
        ),
        domain=Blockwise(has_both),
        canary=instead("the bound divided by a million", "norm_coupling**2 <= (m*mu)**2*c2/c1/10**12"),
    ),
    relation(
        "off-diagonal-by-its-factors",
        "norm_Q <= norm_P*norm_coupling",  # Q = −P·B'C'⁻¹
        eq="29",
        domain=Blockwise(has_wide_products),
    ),
    relation(
        "constants-pay-for-the-off-diagonal",
        lambda: f"2*sigma_1*m*mu*root <= {block_tolerance()}",  # 2σ₁mμ√(c₂/c₁) = ε/2
        eq="29",
        domain=Admissible(),
        canary=instead("ε/2 replaced by ε/3", "2*sigma_1*m*mu*root <= eps/3"),
    ),
    relation(
        "off-diagonal-block-is-small",
        lambda: f"norm_Q <= {block_tolerance()}",  # ‖Q‖ ≤ ‖P‖‖B'C'⁻¹‖ ≤ 2σ₁·mμ√(c₂/c₁) = ε/2
        eq="29",
        uses=(
            "off-diagonal-by-its-factors",
            "learned-block-is-bounded",
            "coupling-is-small",
            "constants-pay-for-the-off-diagonal",
        ),
        domain=Blockwise(has_both),
        canary=instead("ε/2 replaced by ε/10⁶", "norm_Q <= eps/10**6"),
    ),
    relation(
        "coupled-term-by-its-factors",
        # ‖(B'C'⁻¹)ᵀP(B'C'⁻¹)‖ ≤ ‖P‖‖B'C'⁻¹‖²; for k = 1 the two are equal
        "norm_coupled_term <= norm_P*norm_coupling**2",
        eq="30",
        domain=Blockwise(has_wide_products),
    ),
    relation(
        "unlearned-block-by-its-terms",
        # S = C'⁻¹ + (B'C'⁻¹)ᵀP(B'C'⁻¹); with no learned block S is C'⁻¹
        "norm_S <= norm_inverse_C_prime + norm_coupled_term",
        eq="30",
        domain=Blockwise(has_comparable_terms),
    ),
    relation(
        "unlearned-term-is-small",
        "norm_inverse_C_prime <= c2*mu",  # C'⁻¹ = α²E₂(C + X)⁻¹E₂ ⪯ α²‖E₂‖²‖C⁻¹‖
        eq="30",
        uses=(
            "unlearned-exponentials-are-small",
            "adding-shrinks-the-inverse",
            "interlacing",
            "unlearned-block-is-positive",
        ),
        domain=Blockwise(has_second),
        canary=instead("the bound divided by four", "norm_inverse_C_prime <= c2*mu/4"),
    ),
    relation(
        "constants-pay-for-the-unlearned-term",
        "c2*mu <= eps/4",  # c₂μ = ε/(4mμ) ≤ ε/4, since mμ ≥ 1
        eq="30",
        uses=("condition-number-is-at-least-one",),
        domain=Admissible(),
        canary="ε/4 replaced by ε/8",
    ),
    relation(
        "constants-pay-for-the-coupled-term",
        "2*sigma_1*(m*mu)**2*c2/c1 <= eps/4",  # 2σ₁m²μ²c₂/c₁ = ε²/(8σ₁) ≤ ε/4, since ε ≤ 2σ₁
        eq="30",
        domain=Admissible(),
        canary="ε/4 replaced by ε/8",
    ),
    relation(
        "unlearned-block-is-small",
        lambda: f"norm_S <= {block_tolerance()}",  # ‖S‖ ≤ c₂μ + 2σ₁(mμ)²c₂/c₁ ≤ ε/4 + ε/4
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
        domain=Blockwise(has_second),
        canary=instead("ε/2 replaced by ε/10", "norm_S <= eps/10"),
    ),
    relation(
        "block-norm",
        # ‖[[X, Q], [Qᵀ, S]]‖ ≤ max(‖X‖, ‖S‖) + ‖Q‖ with X = P − Σ₁
        "norm_assembled_error <= largest_corner + norm_Q",
        eq="27",
        domain=Blockwise(has_comparable_blocks),
    ),
    relation(
        "blocks-are-close",
        "norm_assembled_error <= eps",  # ‖W̃ − diag(Σ₁, 0)‖ ≤ ε/2 + ε/2
        eq="26",
        uses=("block-norm", "learned-block-is-close", "off-diagonal-block-is-small", "unlearned-block-is-small"),
        domain=Blockwise(has_both),
        canary=instead("ε replaced by ε/10", "norm_assembled_error <= eps/10"),
    ),
    relation(
        "general-incremental-learning",
        "error <= eps",  # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k; with k = 0 or k = n one block is the whole
        eq="23",
        uses=(
            "blocks-are-close",
            "learned-block-is-close",
            "unlearned-block-is-small",
            "matrix-closed-form-from-linear-system",
            "block-inverse",
            "closed-form-for-blocks",
        ),
        domain=Blockwise(),
        canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Blockwise(beyond=True)),
    ),
)
