"""Plateaus of the loss, a corollary of any theorem about windows. Ours, not the paper's.

Let L = ¼‖Y − W‖_F², and ‖W − Y_k‖₂ ≤ ε, as it is in a window T_k. With L_k = ¼Σ_{i>k}σ_i² and R_k = Σ_{i>k}σ_i

    L_k − ½εR_k ≤ L ≤ L_k + ¼nε²,

and neither constant can be smaller. Where c₁ and c₂ do not depend on α, from the end of T_{k−1} to the begin of T_k it
takes log(c₁/c₂)/(2cσ_k), whatever α is, while T_k is longer at a smaller scale β, by log(α/β)(1/σ_{k+1} − 1/σ_k)/c.

The statement stands in `paper/laws.toml`.
"""

from proofs.claims.claim import Theorem
from proofs.theorems.plateaus.steps import STEPS

THEOREM = Theorem("plateaus-of-the-loss", paper="MV", group="plateaus", steps=STEPS)
