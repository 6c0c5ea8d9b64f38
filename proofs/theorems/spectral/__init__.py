"""MV Theorem 3: incremental learning under small spectral initialization.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ = Φ diag(s) Φᵀ with s_max ≥ s_i ≥ s_min > 0, and
ε > 0. With c₁ = σ_1²/(ε s_min) and c₂ = ε/s_max, let α be so small that α²s_max ≤ min(σ_r, ε), log(c₁/α²) ≥ 0,
log(c₂/α²) ≥ 0 and log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}) for 1 ≤ k < r. Then every window
T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, is non-empty, and ‖W(t) − Y_k‖₂ ≤ ε for all t in it.

The constants and the hypotheses are reconstructed: they stand in `paper/theorems.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.spectral.steps import STEPS

THEOREM = Theorem("theorem-3", paper="MV", group="theorem3", steps=STEPS)
