"""MV Theorem 4: incremental learning under general small initialization.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ ≻ 0 with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂, and
0 < ε ≤ 2σ_1. With c₁ = 4mσ_1²/ε and c₂ = ε/(4mμ²), let α be so small that α²μ ≤ σ_r, log(c₁/α²) ≥ 0, log(c₂/α²) ≥ 0 and
log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}) for 1 ≤ k < r. Then every window
T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, is non-empty, and ‖W(t) − Y_k‖₂ ≤ ε for all t in it.

The constants and the hypotheses are reconstructed: they stand in `paper/theorems.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.blocks.steps import STEPS

THEOREM = Theorem("theorem-4", paper="MV", group="theorem4", steps=STEPS)
