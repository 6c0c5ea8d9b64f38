"""The steps of Theorem 4′: the windows suit the fast flow from above and the trial from below; and its remarks."""

from proofs.claims.canaries import instead
from proofs.claims.claim import Canary
from proofs.theorems.between.quantities import has_end
from proofs.theorems.blocks.quantities import has_first, has_second
from proofs.theorems.every_width.quantities import (
    Algebraic,
    Beyond,
    Growing,
    Widthwise,
    has_inverse,
    has_moderate_scale,
    has_next,
    is_cut,
    is_learning,
    is_weighed,
    pays_for_others,
)
from proofs.theorems.shared.relations import FEW, relations

relation = relations("theorem-4-prime", "every-width")

STEPS = (
    relation(
        "factor-windows-are-not-empty",
        # max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}), which is the two hypotheses on α; c₁ depends on k
        "left_end <= right_end",
        domain=Widthwise(has_end),
        canary=instead("the left end doubled", "left_end*2 <= right_end"),
    ),
    relation(
        "factor-learned-exponentials-pay",
        # τ is 1, but where k = r and absent modes are seen: there it is 1 + x − x₀ ≤ e^{x − x₀}, with x = 2cσ_r t,
        # which is x₀ at the left end
        "norm_inverse_E1**2*wait/alpha**2 <= 1/c1",
        domain=Widthwise(has_first),
    ),
    relation(
        "factor-unlearned-exponentials-are-small",
        "alpha**2*norm_E2**2 <= c2",  # As in the sharper Theorem 4; where k = r they are 1, and α²μ ≤ ε
        domain=Widthwise(has_second),
    ),
    relation(
        "accumulated-growth-increases",
        # (e^{2cσt} − 1)/σ ≤ e^{2cut}/u for 0 < σ ≤ u, and 2ct ≤ e^{2cut}/u, both from 1 + x ≤ eˣ
        "accumulated <= growth_next/sigma_next",
        domain=Growing(),
        canary="half as much",
    ),
    relation(
        "factor-accumulated-growth-is-small",
        "alpha**2*norm_G2 <= c2/sigma_next",  # α²‖G₂‖ ≤ c₂/σ_{k+1}
        uses=("accumulated-growth-increases",),
        domain=Widthwise(has_next),
    ),
    relation(
        "unlearned-modes-are-paid",
        # Where k = r, ‖G₂‖ = 2ct grows without end, and τ with it
        "alpha**2*(norm_E2**2/eps + norm_G2) <= kappa*wait",
        uses=("factor-unlearned-exponentials-are-small", "factor-accumulated-growth-is-small"),
        domain=Widthwise(pays_for_others),
        canary="κ/2 in place of κ",
    ),
    relation(
        "factor-flow-is-at-most-the-fast-flow",
        # With H the fast flow's inverse, W̃ − W̃HW̃ = W̃₀Z(1 − ŨᵀŨ/μ)ZW̃₀ᵀ, which is not negative
        "definiteness_below_fast >= 0",
        samples=FEW,
        domain=Algebraic(),
        canary=instead("the flow from α²μ/2", "definiteness_below_half_as_fast >= 0"),
    ),
    relation(
        "factor-flow-is-at-least-the-trial",
        # W̃ − L = (W̃₀ − zᵀQ)Z(W̃₀ᵀ − Qz) with Q = 1 + α²ŨᵀGŨ and Z = Q⁻¹; here z = FE₁⁻¹Σ₁J₁ᵀ/α with U₁F = 1
        "definiteness_above_trial >= 0",
        samples=FEW,
        domain=Algebraic(is_learning),
        canary=instead("half of what the trial loses", "definiteness_above_half_the_loss >= 0"),
    ),
    relation(
        "no-right-inverse-weighs-less",
        "definiteness_above_best >= 0",  # Fᵀ(1 + κU₂ᵀU₂)F ⪰ (U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹ for each F with U₁F = 1
        samples=FEW,
        domain=Algebraic(is_cut),
        canary=instead("twice as much", "definiteness_above_twice_the_best >= 0"),
    ),
    relation(
        "best-right-inverse-weighs-least",
        "best_mismatch == 0",  # F = (1 + κU₂ᵀU₂)⁻¹U₁ᵀ(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹
        samples=FEW,
        domain=Algebraic(is_cut),
        canary=instead("the right inverse U₁ᵀ(U₁U₁ᵀ)⁻¹", "plain_mismatch == 0"),
    ),
    relation(
        "fast-flow-is-close-from-above",
        "definiteness_fast_below_target >= 0",  # As in the sharper Theorem 4, of which only this half is needed
        uses=("factor-unlearned-exponentials-are-small",),
        domain=Widthwise(),
        canary=instead("ε replaced by ε/2", "definiteness_fast_below_half >= 0"),
    ),
    relation(
        "trial-is-close",
        # What mixes the blocks is paid by ε (Young's inequality), what is lost by m_k: m_kΣ₁²/(α²g) ≤ ε, g = e^{2cΣ₁t}
        "definiteness_trial_above_target >= 0",
        uses=("factor-learned-exponentials-pay", "unlearned-modes-are-paid"),
        domain=Widthwise(has_first),
        canary=instead("ε replaced by ε/2", "definiteness_trial_above_half >= 0"),
    ),
    relation(
        "weight-is-at-least-the-inverse-gram",
        "norm_inverse_gram <= m_k",  # U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ ⪯ U₁U₁ᵀ
        domain=Widthwise(is_weighed),
        canary=instead("twice as much", "2*norm_inverse_gram <= m_k"),
    ),
    relation(
        "weight-in-singular-values",
        # So much weighs U₁ᵀ(U₁U₁ᵀ)⁻¹: two singular values of blocks of the factor are enough to bound the windows
        "m_k <= (1 + kappa*norm_U2**2)*norm_inverse_gram",
        uses=("no-right-inverse-weighs-less",),
        domain=Widthwise(is_weighed),
        canary=instead("U₂ forgotten", "m_k <= norm_inverse_gram"),
    ),
    relation(
        "weight-is-at-most-the-inverse-norm",
        # F = ŨᵀMJ₁ has U₁F = 1, U₂F = 0 and FᵀF = J₁ᵀMJ₁: the windows contain those of the sharper Theorem 4
        "m_k <= m",
        uses=("no-right-inverse-weighs-less",),
        domain=Widthwise(has_inverse),
        canary="m/2 in place of m",
    ),
    relation(
        "factor-left-ends-are-earlier",
        "c1 <= c1_of_theorem_4/4",  # Each T_k begins earlier than Theorem 4's by log 4/(2cσ_k) or more
        uses=("weight-is-at-most-the-inverse-norm",),
        domain=Widthwise(has_inverse),
        canary=instead("a fifth", "c1 <= c1_of_theorem_4/5"),
    ),
    relation(
        "factor-right-ends-are-later",
        "4*c2_of_theorem_4 <= c2",  # As mμ ≥ 1, each T_k ends later than Theorem 4's by log 4/(2cσ_{k+1}) or more
        domain=Widthwise(has_inverse),
        canary=instead("five times", "5*c2_of_theorem_4 <= c2"),
    ),
    relation(
        "dependent-rows-are-never-learned",
        # There is an x ≠ 0 with xᵀU₁ = 0, and W(t) vanishes on y = J₁E₁⁻¹x: no more than h modes are learned
        "sigma_k <= error",
        uses=("rank-deficient-initialization",),
        domain=Beyond(has_moderate_scale),
        canary=instead("3σ_k in place of σ_k", "3*sigma_k <= error"),
    ),
    relation(
        "factor-incremental-learning",
        "error <= eps",  # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k
        uses=(
            "factor-flow-is-at-most-the-fast-flow",
            "fast-flow-is-close-from-above",
            "factor-flow-is-at-least-the-trial",
            "trial-is-close",
            "rank-deficient-initialization",
        ),
        domain=Widthwise(),
        canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Widthwise(beyond=True)),
    ),
)
