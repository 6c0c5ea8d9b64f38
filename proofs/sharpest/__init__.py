"""MV Theorem 4 with the best constants: ours. The proof is for any c₁ and c₂ that meet what it needs of them.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ ≻ 0 with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂, and
T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], which begins at 0 for k = 0 and has no end for k = r. For t ≥ 0 in
T_k, ‖W(t) − Y_k‖₂ ≤ ε if (mσ_1 − α²)(σ_1 − ε) ≤ εc₁ (for k ≥ 1), and if μc₂(σ_1 − ε) ≤ ε(σ_1 − α²μ) with ε ≤ σ_1
(for k < r), or α²μ ≤ ε (for k = r < n), or α²μ ≤ σ_k + ε (for k = n). Where σ_1 ≤ ε and α²μ ≤ ε it is so at all times.
"""
