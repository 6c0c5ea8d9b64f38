"""MV Theorem 4 three times, with better constants than the paper's: ours. W(t) lies between two diagonal flows.

Let σ_1 > … > σ_r > 0 be the non-zero singular values of Y, W̄₀ ≻ 0 with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂, and ε > 0. By (24)
W(t) grows with its start: from 1/μ ⪯ W̄₀⁻¹ ⪯ m it lies between the slow and the fast flow, which start at α²/m and at
α²μ, the same in every direction. These are diagonal in the basis of Y, and the windows are chosen for them: where
log(1/α²) ≥ (σ_{k+1} log c₁ − σ_k log c₂)/(σ_k − σ_{k+1}) for 1 ≤ k < r, every window
T_k = [max(0, log(c₁/α²)/(2cσ_k)), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, is non-empty, and ‖W(t) − Y_k‖₂ ≤ ε for all t in
it. The constants stand in `paper/theorems.toml`.

- Sharper: c₁ = mσ_1²/ε and c₂ = ε/μ, which are Theorem 3's, and α²μ ≤ ε, which is log(c₂/α²) ≥ 0. Nothing is asked of
  α²μ and σ_r, of ε and σ_1, or of c₁ and α². It follows from what is shown below for any c₁ and c₂.
- Sharpest: c₁ = (mσ_1 − α²)(σ_1 − ε)/ε and c₂ = ε(σ_1 − α²μ)/(μ(σ_1 − ε)), where α²μ ≤ ε < σ_1: the best that depend on
  σ_1, m, μ, α and ε alone. Its windows contain those of the sharper theorem. The proof is for any c₁, c₂ > 0 with
  (mσ_1 − α²)(σ_1 − ε) ≤ εc₁ and μc₂(σ_1 − ε) ≤ ε(σ_1 − α²μ), where ε ≤ σ_1; for ε ≥ σ_1 and α²μ ≤ ε the conclusion
  holds at all times (see `sharpest.conditional`).
- By own targets: c₁ = mσ_k²/ε, which depends on k, and c₂ = ε/μ, where α²μ ≤ ε and log(mσ_r²/(εα²)) ≥ 2. T_k begins
  log(σ_1/σ_k)/(cσ_k) before that of the sharper theorem, and ends with it. What the slow flow still lacks of a mode
  σ ≥ σ_k is at most mσ²/(α²g) with g = e^{2cσt}. At the left end that is ε for σ_k, and less for the others, as
  σ²e^{−2cσt} falls with σ where cσt ≥ 1. Without log(c₁/α²) ≥ 2 it is false; where 4ε ≤ σ_r the others imply that.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.between import own_target, sharper, sharpest, steps
from proofs.theorems.between.corollaries import COROLLARIES
from proofs.theorems.shared.proof import Written

SHARPER = Theorem("theorem-4-sharper", paper="MV", group="sharper", steps=steps.SHARPER)
SHARPEST = Theorem("theorem-4-sharpest", paper="MV", group="sharpest", steps=steps.SHARPEST)
OWN_TARGET = Theorem("theorem-4-own-target", paper="MV", group="own-target", steps=steps.OWN_TARGET)
ROOM: tuple[tuple[Theorem, Written], ...] = (
    (SHARPER, sharper),
    (SHARPEST, sharpest),
    (OWN_TARGET, own_target),
    *((each.theorem, each) for each in COROLLARIES),
)
"""Each theorem with its argument."""
