"""The steps of Theorem 3: the windows are not empty, in them modes have grown enough, or not too much, each mode is
within ε of its target or of zero, and the error is that of the worst.
"""

from proofs.claims.canaries import instead
from proofs.claims.claim import Canary
from proofs.theorems.shared.relations import relations
from proofs.theorems.shared.windowed import is_bounded
from proofs.theorems.spectral.quantities import (
    Algebraic,
    Modewise,
    Whole,
    is_absent,
    is_decaying,
    is_growing,
    is_learned,
    is_unlearned,
)

relation = relations("theorem-3", "theorem3")

STEPS = (
    relation(
        "spectral-windows-are-not-empty",
        # log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is hypothesis (ii) cleared of its denominators
        "left_end <= right_end",
        eq="16",
        domain=Whole(is_bounded),
        canary=instead("the left end doubled", "left_end*2 <= right_end"),
    ),
    relation(
        "learned-mode-has-grown",
        "growth*alpha**2 >= c1",  # g = e^{2cσ_i t} ≥ c₁/α², from t ≥ log(c₁/α²)/(2cσ_k), σ_i ≥ σ_k and log(c₁/α²) ≥ 0
        domain=Modewise(is_learned),
        canary="the bound doubled",
    ),
    relation(
        "unlearned-mode-has-not-grown",
        "growth*alpha**2 <= c2",  # g = e^{2cσ_i t} ≤ c₂/α², from t ≤ log(c₂/α²)/(2cσ_{k+1}) and σ_i ≤ σ_{k+1}
        domain=Modewise(is_unlearned),
    ),
    relation(
        "gap-of-a-mode",
        # σ − σ(t) = σ(σ − a)/(σ − a + a g), g = e^{2cσt}
        "sigma - value == sigma*(sigma - a)/(sigma - a + a*growth)",
        eq="19",
        uses=("mode-closed-form",),
        domain=Algebraic(),
        canary=instead("σ(σ − a) replaced by σ²", "sigma - value == sigma**2/(sigma - a + a*growth)"),
    ),
    relation(
        "gap-decays",
        "sigma*(sigma - a)/(sigma - a + a*growth) <= sigma**2/(a*growth)",  # σ(σ − a)/(σ − a + a g) ≤ σ²e^{−2cσt}/a
        eq="19",
        domain=Modewise(is_learned),
    ),
    relation(
        "growth-pays-for-the-gap",
        "sigma**2/(a*growth) <= eps",  # σ_i²/(α²s_i g) ≤ σ_1²/(s_min c₁) = ε
        eq="19",
        uses=("learned-mode-has-grown",),
        domain=Modewise(is_learned),
        canary="ε replaced by ε/2",
    ),
    relation(
        "learned-mode-is-close",
        # σ − σ(t) = σ(σ − a)/(σ − a + a g); the growth pays for it
        "sigma*(sigma - a)/(sigma - a + a*growth) <= eps",
        eq="19",
        uses=("gap-decays", "growth-pays-for-the-gap"),
        domain=Modewise(is_learned),
        canary="ε replaced by ε/2",
    ),
    relation(
        "mode-grows-at-most-exponentially",
        # σ_i(t) ≤ a_i g: the denominator of (12) is σ + a(g − 1) ≥ σ; at t = 0 both sides are a_i
        "value <= a*growth",
        eq="20",
        uses=("mode-closed-form",),
        domain=Modewise(is_growing),
    ),
    relation(
        "unlearned-exponential-is-small",
        "a*growth <= eps",  # α²s_i g ≤ s_max c₂ = ε
        eq="20",
        uses=("unlearned-mode-has-not-grown",),
        domain=Modewise(is_unlearned),
        canary="ε replaced by ε/2",
    ),
    relation(
        "unlearned-mode-is-small",
        "value <= eps",  # σ_i(t) ≤ a_i g ≤ ε
        eq="20",
        uses=("mode-grows-at-most-exponentially", "unlearned-exponential-is-small"),
        domain=Modewise(is_unlearned),
        canary="ε replaced by ε/2",
    ),
    relation(
        "absent-mode-never-grows",
        "value <= a",  # σ_i(t) = a/(1 + 2cat) ≤ a; at t = 0 the two are equal
        eq="21",
        uses=("absent-mode-closed-form",),
        domain=Modewise(is_decaying),
    ),
    relation(
        "start-is-small",
        "a <= eps",  # a_i = α²s_i ≤ α²s_max ≤ ε, a hypothesis of the theorem
        eq="21",
        domain=Modewise(is_absent),
        canary=instead("ε divided by a million", "a <= eps/10**6"),
    ),
    relation(
        "error-is-that-of-the-worst-mode",
        "error == largest_entry",  # W(t) and Y_k are diagonal in the same basis Φ
        eq="18",
        uses=("spectral-closed-form",),
        domain=Algebraic(),
        canary=instead("the learned modes left out", "error == largest_entry_without_gap"),
    ),
    relation(
        "spectral-incremental-learning",
        "error <= eps",  # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k
        eq="17",
        uses=(
            "error-is-that-of-the-worst-mode",
            "gap-of-a-mode",
            "learned-mode-is-close",
            "unlearned-mode-is-small",
            "absent-mode-never-grows",
            "start-is-small",
            "mode-closed-form",
            "absent-mode-closed-form",
        ),
        domain=Whole(),
        canary=Canary("t a tenth before the left end of T_k or beyond its right end", domain=Whole(beyond=True)),
    ),
)
