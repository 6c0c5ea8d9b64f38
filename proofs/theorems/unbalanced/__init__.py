"""The unbalanced law: incremental learning by the gradient flow of ½‖Y − UVᵀ‖² from any small start, balanced or not.

MV §IV leaves the asymmetric problem open. Let R₁ be the first k rows of the growing part of (Ū, V̄) in the singular
basis of Y, λ its least singular value, β = ‖(Ū, V̄)‖₂/√2, q̄ the norm of the imbalance ŪᵀŪ − V̄ᵀV̄, σ_{k+1} ≤ τ < σ_k and
τ > 0. With c₁ = 8σ_1σ_k/(λ²ε) and c₂ = ε/(3β²), ‖UVᵀ − Y_k‖₂ ≤ ε from log(c₁/α²)/(2σ_k) to log(c₂/α²)/(2τ), if α is so
small that the hypotheses of `paper/laws.toml` hold: at the first of these times the other modes are small beside ε² and
τ, and what the imbalance adds, which is of order α², is small beside the gap.

What holds at an instant is proved by certificates, for matrices of every size; that bounds are then kept is derived
(`kept.py`), and assumes three theorems of calculus.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.unbalanced.steps import STEPS as STEPS

THEOREM = Theorem("unbalanced-law", paper="MV", group="unbalanced", steps=STEPS)
"""The law for every Y, width, start, α, k, τ and t in the window, with the bounds that it consists of."""
