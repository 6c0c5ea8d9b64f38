"""The steps of Theorem 4′: the windows suit the fast flow from above and the trial from below; and its remarks."""

from proofs.claims.canaries import saying
from proofs.theorems.between.quantities import has_end
from proofs.theorems.blocks.quantities import has_first, has_second, is_cut
from proofs.theorems.every_width.quantities import (
    Algebraic,
    Beyond,
    Growing,
    Widthwise,
    has_inverse,
    has_moderate_scale,
    has_next,
    is_weighed,
    pays_for_others,
)
from proofs.theorems.shared.relations import DOUBLED, FEW, outside, relations

relation = relations("theorem-4-prime", "every-width", Widthwise)

STEPS = (
    # max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}), which is the two hypotheses on α; c₁ depends on k
    relation("factor-windows-are-not-empty", "left_end <= right_end", has_end, canary=DOUBLED),
    # τ is 1, but where k = r and absent modes are seen: there it is 1 + x − x₀ ≤ e^{x − x₀}, with x = 2cσ_r t, which
    # is x₀ at the left end
    relation("factor-learned-exponentials-pay", "norm_inverse_E1**2*wait/alpha**2 <= 1/c1", has_first),
    # As in the sharper Theorem 4; where k = r they are 1, and α²μ ≤ ε
    relation("factor-unlearned-exponentials-are-small", "alpha**2*norm_E2**2 <= c2", has_second),
    # (e^{2cσt} − 1)/σ ≤ e^{2cut}/u for 0 < σ ≤ u, and 2ct ≤ e^{2cut}/u, both from 1 + x ≤ eˣ
    relation("accumulated-growth-increases", "accumulated <= growth_next/sigma_next", Growing(), canary="half as much"),
    # α²‖G₂‖ ≤ c₂/σ_{k+1}
    relation(
        "factor-accumulated-growth-is-small",
        "alpha**2*norm_G2 <= c2/sigma_next",
        has_next,
        uses=("accumulated-growth-increases",),
    ),
    # Where k = r, ‖G₂‖ = 2ct grows without end, and τ with it
    relation(
        "unlearned-modes-are-paid",
        "alpha**2*(norm_E2**2/eps + norm_G2) <= kappa*wait",
        pays_for_others,
        uses=("factor-unlearned-exponentials-are-small", "factor-accumulated-growth-is-small"),
        canary="κ/2 in place of κ",
    ),
    # With H the fast flow's inverse, W̃ − W̃HW̃ = W̃₀Z(1 − ŨᵀŨ/μ)ZW̃₀ᵀ, which is not negative
    relation(
        "factor-flow-is-at-most-the-fast-flow",
        "definiteness_below_fast >= 0",
        Algebraic(),
        samples=FEW,
        canary=saying("the flow from α²μ/2", "definiteness_below_half_as_fast >= 0"),
    ),
    # W̃ − L = (W̃₀ − zᵀQ)Z(W̃₀ᵀ − Qz) with Q = 1 + α²ŨᵀGŨ and Z = Q⁻¹; here z = FE₁⁻¹Σ₁J₁ᵀ/α with U₁F = 1
    relation(
        "factor-flow-is-at-least-the-trial",
        "definiteness_above_trial >= 0",
        Algebraic(has_first),
        samples=FEW,
        canary=saying("half of what the trial loses", "definiteness_above_half_the_loss >= 0"),
    ),
    # Fᵀ(1 + κU₂ᵀU₂)F ⪰ (U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹ for each F with U₁F = 1
    relation(
        "no-right-inverse-weighs-less",
        "definiteness_above_best >= 0",
        Algebraic(is_cut),
        samples=FEW,
        canary=saying("twice as much", "definiteness_above_twice_the_best >= 0"),
    ),
    # F = (1 + κU₂ᵀU₂)⁻¹U₁ᵀ(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹
    relation(
        "best-right-inverse-weighs-least",
        "best_mismatch == 0",
        Algebraic(is_cut),
        samples=FEW,
        canary=saying("the right inverse U₁ᵀ(U₁U₁ᵀ)⁻¹", "plain_mismatch == 0"),
    ),
    # As in the sharper Theorem 4, of which only this half is needed
    relation(
        "fast-flow-is-close-from-above",
        "definiteness_fast_below_target >= 0",
        uses=("factor-unlearned-exponentials-are-small",),
        canary=saying("ε replaced by ε/2", "definiteness_fast_below_half >= 0"),
    ),
    # What mixes the blocks is paid by ε (Young's inequality), what is lost by m_k: m_kΣ₁²/(α²g) ≤ ε, g = e^{2cΣ₁t}
    relation(
        "trial-is-close",
        "definiteness_trial_above_target >= 0",
        has_first,
        uses=("factor-learned-exponentials-pay", "unlearned-modes-are-paid"),
        canary=saying("ε replaced by ε/2", "definiteness_trial_above_half >= 0"),
    ),
    # U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ ⪯ U₁U₁ᵀ
    relation(
        "weight-is-at-least-the-inverse-gram",
        "norm_inverse_gram <= m_k",
        is_weighed,
        canary=saying("twice as much", "2*norm_inverse_gram <= m_k"),
    ),
    # So much weighs U₁ᵀ(U₁U₁ᵀ)⁻¹: two singular values of blocks of the factor are enough to bound the windows
    relation(
        "weight-in-singular-values",
        "m_k <= (1 + kappa*norm_U2**2)*norm_inverse_gram",
        is_weighed,
        uses=("no-right-inverse-weighs-less",),
        canary=saying("U₂ forgotten", "m_k <= norm_inverse_gram"),
    ),
    # F = ŨᵀMJ₁ has U₁F = 1, U₂F = 0 and FᵀF = J₁ᵀMJ₁: the windows contain those of the sharper Theorem 4
    relation(
        "weight-is-at-most-the-inverse-norm",
        "m_k <= m",
        has_inverse,
        uses=("no-right-inverse-weighs-less",),
        canary="m/2 in place of m",
    ),
    # Each T_k begins earlier than Theorem 4's by log 4/(2cσ_k) or more
    relation(
        "factor-left-ends-are-earlier",
        "c1 <= c1_of_theorem_4/4",
        has_inverse,
        uses=("weight-is-at-most-the-inverse-norm",),
        canary=saying("a fifth", "c1 <= c1_of_theorem_4/5"),
    ),
    # As mμ ≥ 1, each T_k ends later than Theorem 4's by log 4/(2cσ_{k+1}) or more
    relation(
        "factor-right-ends-are-later",
        "4*c2_of_theorem_4 <= c2",
        has_inverse,
        canary=saying("five times", "5*c2_of_theorem_4 <= c2"),
    ),
    # There is an x ≠ 0 with xᵀU₁ = 0, and W(t) vanishes on y = J₁E₁⁻¹x: no more than h modes are learned
    relation(
        "dependent-rows-are-never-learned",
        "sigma_k <= error",
        Beyond(has_moderate_scale),
        uses=("rank-deficient-initialization",),
        canary=saying("3σ_k in place of σ_k", "3*sigma_k <= error"),
    ),
    # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k
    relation(
        "factor-incremental-learning",
        "error <= eps",
        uses=(
            "factor-flow-is-at-most-the-fast-flow",
            "fast-flow-is-close-from-above",
            "factor-flow-is-at-least-the-trial",
            "trial-is-close",
            "rank-deficient-initialization",
        ),
        canary=outside(Widthwise(beyond=True)),
    ),
)
