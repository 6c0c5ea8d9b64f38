"""Theorem 4′: MV Theorem 4 for factors of every width, which MV leaves open (Remark III-C2). Ours, not the paper's.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ = ŪŪᵀ ≠ 0 with Ū n×h for any h ≥ 1, μ = ‖W̄₀‖₂, ε > 0,
and U₁, U₂ the first k rows of ΦᵀŪ and the others. For k ≥ 1 let F be any right inverse of U₁: there is one if and only
if these rows are independent. With κ = (1 + ε/σ_{k+1})/μ, or (1 + ε/σ_r)/μ where k = r, let
m_k ≥ ‖Fᵀ(1 + κU₂ᵀU₂)F‖₂; where k = r and U₂F = 0, or k = n, m_k ≥ ‖FᵀF‖₂ will do. With c₁ = m_kσ_1²/ε and c₂ = ε/μ, and
T_k as in the sharper Theorem 4, ‖W(t) − Y_k‖₂ ≤ ε for all t ≥ 0 in T_k, if α²μ ≤ ε and, where k = r < n and U₂F ≠ 0,
α² log(c₁/α²) ≤ ε/μ. T_k is not empty where, for k ≥ 1,
log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}).

The best F gives m_k = ‖(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹‖₂, never more than m = ‖W̄₀⁻¹‖₂ where W̄₀ has an inverse. Where the first
k rows are dependent, as they are for k > h, W(t) never comes closer to Y_k than σ_k.

The constants stand in `paper/theorems.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.every_width.steps import STEPS

THEOREM = Theorem("theorem-4-prime", paper="MV", group="every-width", steps=STEPS)
