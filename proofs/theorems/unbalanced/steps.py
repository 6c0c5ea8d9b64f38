"""The steps of the unbalanced law, in the order in which each rests on those before it."""

from dataclasses import replace

from proofs.claims.canaries import saying
from proofs.claims.claim import Step
from proofs.evidence.balls import Certified
from proofs.theorems.shared.proved import Proved
from proofs.theorems.shared.relations import EXCHANGED, FEW, relations
from proofs.theorems.unbalanced.kept import STEPS as KEPT
from proofs.theorems.unbalanced.moments import Moments, at_the_left_end, is_soon
from proofs.theorems.unbalanced.names import LABEL, SHOWN
from proofs.theorems.unbalanced.quantities import Instants, begins, is_late

relation, at_moments = relations(LABEL, "unbalanced", Instants), relations(LABEL, "unbalanced", Moments)
FASTER = "M kept though it grows by e^{4σ₁t} more"


def gain(label: str, name: str, where: object = None, *uses: str) -> Step:
    """A bound's rate is AM + MAᵀ at least."""
    near_miss = saying(FASTER, f"definiteness_faster_{name} >= 0")
    return relation(label, f"definiteness_{name} >= 0", where, samples=FEW, canary=near_miss, uses=uses)


def begun(label: str, name: str, near_miss: str, where: object, *uses: str) -> Step:
    """A bound where it begins."""
    canary = saying("nearer to what it bounds", f"definiteness_{near_miss} >= 0")
    return relation(label, f"definiteness_{name} >= 0", where, samples=FEW, canary=canary, uses=uses)


def in_window(
    label: str, text: str, where: object = at_the_left_end, *uses: str, canary: object = "the bound halved"
) -> Step:
    return at_moments(label, text, where, samples=3, canary=canary, uses=uses)


INSTANTS = (
    # R = [U; V]/√2 in a basis of 𝒮 = [0 Y; Yᵀ 0] moves by the symmetric flow, and by 𝕁RΛ/2
    relation(
        "stacked-flow-of-any-start",
        "lifted_mismatch == 0",
        samples=FEW,
        canary=saying("twice what the imbalance adds", "half_lifted_mismatch == 0"),
    ),
    relation(
        "imbalance-in-the-stacked-flow",
        "imbalance_mismatch == 0",
        samples=FEW,
        canary=saying("half of it", "half_imbalance_mismatch == 0"),
    ),
    relation(
        "stacked-imbalance-is-conserved",
        "imbalance_rate == 0",
        samples=FEW,
        canary=saying("the Gram matrix", "other_imbalance_rate == 0"),
    ),
)
STARTS = (
    in_window(
        "start-is-below-the-targets",
        SHOWN["start-is-below-the-targets"],
        canary=saying("a millionth of τ", "11*(alpha*size)**2 <= tau/10**6"),
    ),
    relation("weakest-is-at-most-the-whole", "least <= size", begins, samples=FEW, canary="half of it"),
    begun("gram-starts-below-its-bound", "gram_start", "nearer_gram", begins, "start-is-below-the-targets"),
    begun("rest-starts-below-its-bound", "rest_start", "nearer_rest", begins),
    begun("excess-starts-below-its-bound", "excess_start", "nearer_excess", begins, "start-is-below-the-targets"),
    begun("deficit-starts-below-its-bound", "deficit_start", "nearer_deficit", begins),
)
BEFORE = (
    KEPT["bounds-move-as-they-should"],
    # M_N = σ₁ + δ − RᵀR: Λ² ⪯ 4δ² is paid by 2σ₁δ + 2δ²
    gain("gram-stays-bounded", "gram_gain"),
    KEPT["gram-is-bounded"],
    # M_S = v² − S, v̇ = τv + δρ
    gain("rest-stays-small", "rest_gain", None, "gram-is-bounded"),
    in_window("rest-is-within-its-bound", "v <= u", is_soon),
    KEPT["rest-is-bounded"],
    in_window("rest-is-small-in-the-window", SHOWN["rest-is-small-in-the-window"], None),
    # κℓ̇ − 2τu² = θ(κℓ − u²) + 2u²(σ_k − τ − u²/κ − u² − ω)
    relation(
        "weakest-stays-ahead",
        "lead_turn*(kappa*l - u**2) <= kappa*rate_l - 2*tau*u**2",
        is_late,
        samples=FEW,
        canary=saying("twice the rest's growth", "lead_turn*(kappa*l - u**2) <= kappa*rate_l - 4*sigma_1*u**2"),
        uses=("rest-is-small-in-the-window",),
    ),
    KEPT["weakest-is-ahead"],
    relation("weakest-stays-below-its-target", "rate_l <= 2*l*(sigma_k - l)", samples=FEW, canary="half of it"),
    KEPT["weakest-is-below-its-target"],
    # M_P = P − ℓ: what the imbalance takes is paid by 2ωℓ, as ω²ℓ ≥ δ²u²
    gain("learned-part-keeps-up", "learned_gain", None, "rest-is-bounded", "weakest-is-ahead"),
    KEPT["learned-is-bounded"],
    # M₊ = ω + Σ₁ − P
    gain(
        "learned-part-does-not-exceed",
        "excess_gain",
        None,
        "rest-is-bounded",
        "weakest-is-ahead",
        "learned-is-bounded",
    ),
    KEPT["nothing-is-overlearned"],
    # M₋ = a + 3u²/2 − Σ₁ + P, ȧ = δ² − 2ℓa₁
    gain("deficit-decays", "deficit_gain", None, "rest-is-bounded", "learned-is-bounded"),
    KEPT["deficit-is-bounded"],
)
WINDOW = (
    in_window("unbalanced-windows-are-not-empty", "left_end <= right_end", canary=EXCHANGED),
    in_window(
        "rest-is-small-at-the-left-end",
        SHOWN["rest-is-small-at-the-left-end"],
        canary=saying("a hundredth of ε", "151*sigma_1*u**2 <= eps**2/10000"),
    ),
    in_window(
        "rest-has-grown-little",
        SHOWN["rest-has-grown-little"],
        canary=saying("a thousandth of τ", "704*u**2 <= 81*tau/1000"),
    ),
    in_window(
        "deficit-is-small-at-the-left-end",
        "a + 3*u**2/2 <= eps/4",
        at_the_left_end,
        "rest-is-small-at-the-left-end",
        "rest-has-grown-little",
        "weakest-is-below-its-target",
        canary=saying("a twentieth of it", "a + 3*u**2/2 <= eps/80"),
    ),
    begun(
        "mixed-part-is-small-at-the-left-end",
        "mixed_start",
        "nearer_mixed",
        is_late,
        "rest-is-small-at-the-left-end",
        "rest-is-bounded",
        "gram-is-bounded",
    ),
    # M_Q = q² − QQᵀ with q = ε/12, as long as Σ₁ − P ⪯ 3ε/10
    gain(
        "mixed-part-stays-small",
        "mixed_gain",
        is_late,
        "rest-is-small-in-the-window",
        "gram-is-bounded",
        "rest-is-bounded",
    ),
    # M_E = ε/4 − Σ₁ + P, as long as QQᵀ ⪯ q²
    gain(
        "deficit-stays-small",
        "late_deficit_gain",
        is_late,
        "rest-is-small-in-the-window",
        "gram-is-bounded",
        "rest-is-bounded",
    ),
    KEPT["deficit-is-small"],
    KEPT["mixed-is-bounded"],
    # UVᵀ − Y_k is 2F(RRᵀ − diag(Σ₁, 0))Hᵀ with FHᵀ = 0: half of how far its eigenvalues are apart bounds it
    replace(
        relation(
            "unbalanced-incremental-learning",
            "product_error <= eps",
            Moments(is_soon),
            canary=saying("a twentieth of ε", "20*product_error <= eps"),
            uses=(
                "rest-is-bounded",
                "nothing-is-overlearned",
                "deficit-is-small",
                "mixed-is-bounded",
                "rest-is-small-in-the-window",
            ),
        ),
        evidence=(Certified(), Proved(LABEL)),  # the flow is enclosed, and not sampled
    ),
)
STEPS = (*INSTANTS, *STARTS, *BEFORE, *WINDOW)
