"""MV Theorem 4 with the best constants that depend on σ_1, m, μ, α and ε alone: ours.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ ≻ 0 with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂, and
α²μ ≤ ε < σ_1. With c₁ = (mσ_1 − α²)(σ_1 − ε)/ε, c₂ = ε(σ_1 − α²μ)/(μ(σ_1 − ε)), and
log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}) for 1 ≤ k < r, every window
T_k = [max(0, log(c₁/α²)/(2cσ_k)), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, is non-empty, and ‖W(t) − Y_k‖₂ ≤ ε for all t in
it. It contains that of the sharper theorem.

The proof is for any c₁, c₂ > 0 with (mσ_1 − α²)(σ_1 − ε) ≤ εc₁ and μc₂(σ_1 − ε) ≤ ε(σ_1 − α²μ), where ε ≤ σ_1; for
ε ≥ σ_1 and α²μ ≤ ε the conclusion holds at all times (see `argument.conditional`).

The constants stand in `paper/theorems.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.between.sharpest import best, flows

THEOREM = Theorem(
    "theorem-4-sharpest",
    paper="MV",
    group="sharpest",
    steps=best.STEPS + flows.STEPS,
)
