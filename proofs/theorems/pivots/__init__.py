"""MV's incremental learning, one mode at a time, at every time: a law of pivots. Ours, not the paper's.

Let W̄₀ = Φ L diag(p) Lᵀ Φᵀ with L unit lower triangular, in the basis Φ of Y. Where p_k > 0, mode k follows the scalar
flow x_k of MV (12) from α²p_k: for all t ≥ 0 its entry w_k = (ΦᵀW(t)Φ)_kk satisfies

    x_k/(1 + δ_k⁻) ≤ w_k ≤ x_k + δ_k⁺,

where δ_k⁻ is a sum over the modes after it, of the size of (α²p_k/σ_k)^{1 − σ_{k+1}/σ_k}, and δ_k⁺ one over the modes
before it, of the size of (α²‖W̄₀‖)^{1 − σ_k/σ_{k−1}}. So half of it is learned at the time log(σ_k/(α²p_k) − 1)/(2cσ_k),
but for an error that goes to 0 with α; before w_k is less than σ_k/2, and after it more. W̄₀ may be singular, of any
width. Each bound is one choice in a pair of lemmas about parallel sums; another is that the first k modes and the
others are, in the Loewner order, between two flows that do not know each other (decoupling).

The statement stands in `paper/laws.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.pivots.steps import STEPS

THEOREM = Theorem("pivot-law", paper="MV", group="pivots", steps=STEPS)
