"""MV Theorem 4 with Theorem 3's constants: ours, and with fewer hypotheses.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ ≻ 0 with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂, and ε > 0. With
c₁ = mσ_1²/ε and c₂ = ε/μ, let α be so small that α²μ ≤ ε, which is log(c₂/α²) ≥ 0, and
log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}) for 1 ≤ k < r. Then every window
T_k = [max(0, log(c₁/α²)/(2cσ_k)), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, is non-empty, and ‖W(t) − Y_k‖₂ ≤ ε for all t in
it. Nothing is asked of α²μ and σ_r, of ε and σ_1, or of c₁ and α².

By (24) W(t) grows with its start: from 1/μ ⪯ W̄₀⁻¹ ⪯ m it lies between the slow and the fast flow, which start at
α²/m and at α²μ, the same in every direction. These are diagonal in the basis of Y, and the windows are chosen for them.

The constants stand in `paper/theorems.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.between.sharper import flows, order

THEOREM = Theorem(
    "theorem-4-sharper",
    paper="MV",
    group="sharper",
    steps=flows.WINDOW_STEPS + order.STEPS + flows.STEPS,
)
