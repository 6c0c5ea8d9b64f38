"""The steps of Theorem 3: the windows are not empty, in them modes have grown enough, or not too much, each mode is
within ε of its target or of zero, and the error is that of the worst.
"""

from proofs.claims.canaries import saying
from proofs.theorems.shared.relations import outside, relations
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

relation = relations("theorem-3", "theorem3", Modewise)

STEPS = (
    # log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is hypothesis (ii) cleared of its denominators
    relation(
        "spectral-windows-are-not-empty",
        "left_end <= right_end",
        Whole(is_bounded),
        eq="16",
        canary=saying("the left end doubled", "left_end*2 <= right_end"),
    ),
    # g = e^{2cσ_i t} ≥ c₁/α², from t ≥ log(c₁/α²)/(2cσ_k), σ_i ≥ σ_k and log(c₁/α²) ≥ 0
    relation("learned-mode-has-grown", "growth*alpha**2 >= c1", is_learned, canary="the bound doubled"),
    # g = e^{2cσ_i t} ≤ c₂/α², from t ≤ log(c₂/α²)/(2cσ_{k+1}) and σ_i ≤ σ_{k+1}
    relation("unlearned-mode-has-not-grown", "growth*alpha**2 <= c2", is_unlearned),
    # σ − σ(t) = σ(σ − a)/(σ − a + a g), g = e^{2cσt}
    relation(
        "gap-of-a-mode",
        "sigma - value == sigma*(sigma - a)/(sigma - a + a*growth)",
        Algebraic(),
        eq="19",
        uses=("mode-closed-form",),
        canary=saying("σ(σ − a) replaced by σ²", "sigma - value == sigma**2/(sigma - a + a*growth)"),
    ),
    # σ(σ − a)/(σ − a + a g) ≤ σ²e^{−2cσt}/a
    relation("gap-decays", "sigma*(sigma - a)/(sigma - a + a*growth) <= sigma**2/(a*growth)", is_learned, eq="19"),
    # σ_i²/(α²s_i g) ≤ σ_1²/(s_min c₁) = ε
    relation(
        "growth-pays-for-the-gap",
        "sigma**2/(a*growth) <= eps",
        is_learned,
        eq="19",
        uses=("learned-mode-has-grown",),
        canary="ε replaced by ε/2",
    ),
    # σ − σ(t) = σ(σ − a)/(σ − a + a g); the growth pays for it
    relation(
        "learned-mode-is-close",
        "sigma*(sigma - a)/(sigma - a + a*growth) <= eps",
        is_learned,
        eq="19",
        uses=("gap-decays", "growth-pays-for-the-gap"),
        canary="ε replaced by ε/2",
    ),
    # σ_i(t) ≤ a_i g: the denominator of (12) is σ + a(g − 1) ≥ σ; at t = 0 both sides are a_i
    relation("mode-grows-at-most-exponentially", "value <= a*growth", is_growing, eq="20", uses=("mode-closed-form",)),
    # α²s_i g ≤ s_max c₂ = ε
    relation(
        "unlearned-exponential-is-small",
        "a*growth <= eps",
        is_unlearned,
        eq="20",
        uses=("unlearned-mode-has-not-grown",),
        canary="ε replaced by ε/2",
    ),
    # σ_i(t) ≤ a_i g ≤ ε
    relation(
        "unlearned-mode-is-small",
        "value <= eps",
        is_unlearned,
        eq="20",
        uses=("mode-grows-at-most-exponentially", "unlearned-exponential-is-small"),
        canary="ε replaced by ε/2",
    ),
    # σ_i(t) = a/(1 + 2cat) ≤ a; at t = 0 the two are equal
    relation("absent-mode-never-grows", "value <= a", is_decaying, eq="21", uses=("absent-mode-closed-form",)),
    # a_i = α²s_i ≤ α²s_max ≤ ε, a hypothesis of the theorem
    relation(
        "start-is-small", "a <= eps", is_absent, eq="21", canary=saying("ε divided by a million", "a <= eps/10**6")
    ),
    # W(t) and Y_k are diagonal in the same basis Φ
    relation(
        "error-is-that-of-the-worst-mode",
        "error == largest_entry",
        Algebraic(),
        eq="18",
        uses=("spectral-closed-form",),
        canary=saying("the learned modes left out", "error == largest_entry_without_gap"),
    ),
    # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k
    relation(
        "spectral-incremental-learning",
        "error <= eps",
        Whole(),
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
        canary=outside(Whole(beyond=True)),
    ),
)
