"""MV Theorem 4 with windows that begin by the scale of their own target σ_k, not by that of σ_1: ours.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ ≻ 0 with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂, and ε > 0. With
c₁ = mσ_k²/ε, which depends on k, and c₂ = ε/μ, let α be so small that α²μ ≤ ε, log(mσ_r²/(εα²)) ≥ 2, and
log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}) for 1 ≤ k < r. Then every window
T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, which begins at 0 for k = 0, is non-empty, and
‖W(t) − Y_k‖₂ ≤ ε for all t in it. It begins log(σ_1/σ_k)/(cσ_k) before that of the sharper theorem, and ends with it.

What the slow flow still lacks of a mode σ ≥ σ_k is at most mσ²/(α²g) with g = e^{2cσt}. At the left end that is ε for
σ_k, and less for the others, as σ²e^{−2cσt} falls with σ where cσt ≥ 1. Without log(c₁/α²) ≥ 2 the theorem is false;
where 4ε ≤ σ_r the others imply it.

The constants stand in `paper/theorems.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.between.own_target import flows

THEOREM = Theorem(
    "theorem-4-own-target",
    paper="MV",
    group="own-target",
    steps=flows.STEPS,
)
