"""The steps of the pivot law: decoupling; what other modes cost one; its entry; and when half of it is learned."""

from proofs.claims.canaries import saying
from proofs.theorems.pivots.names import LABEL
from proofs.theorems.pivots.quantities import (
    Decoupled,
    Earlier,
    Later,
    Pivotal,
    has_others_before,
    interferes,
    is_after,
    is_before,
    is_cut,
)
from proofs.theorems.shared.relations import FEW, relations

relation = relations(LABEL, "pivots", Pivotal)

STEPS = (
    # The trial (1 − J₁ℓᵀJ₂ᵀ)(1 − G diag(Ω₁, Ω₂)), so that what is lost is of second order
    relation(
        "decoupled-from-below",
        "definiteness_above_decoupled >= 0",
        Decoupled(is_cut),
        samples=FEW,
        canary=saying("half of what is lost", "definiteness_above_less_lost >= 0"),
    ),
    # The trial diag(Ω₁, Ω₂) + J₁Ω₁ℓᵀ(1 − G₂Ω₂)J₂ᵀ
    relation(
        "decoupled-from-above",
        "definiteness_below_decoupled >= 0",
        Decoupled(is_cut),
        samples=FEW,
        canary=saying("half of what is gained", "definiteness_below_less_gained >= 0"),
    ),
    # With y = (a/σ_k)e^{2cσ_k t} and s = σ_i/σ_k it is y^s ≤ 1 − a/σ_k + y: weighted means
    relation(
        "later-modes-are-outgrown",
        "settled*accumulated <= tail",
        Later(),
        samples=FEW,
        canary=saying("a quarter of it", "4*settled*accumulated <= tail"),
    ),
    # The same of mode i, with s = σ_k/σ_i
    relation(
        "earlier-modes-have-settled",
        "settled_before*growth <= head",
        Earlier(),
        samples=FEW,
        canary=saying("a quarter of it", "4*settled_before*growth <= head"),
    ),
    # w ≥ 2eᵀVy − yᵀ(V + VGV)y with y = s(e − b), and V(e − b) = a(e + l)
    relation(
        "entry-is-at-least-its-pivots",
        "x <= (1 + delta_below)*w",
        interferes,
        samples=FEW,
        uses=("later-modes-are-outgrown", "matrix-closed-form-from-linear-system"),
    ),
    # w ≤ |V^{1/2}(e − Gy)|² + yᵀGy with y = ξe + (1 − G_kξ)Y₁b, where Y₁ is the flow of the earlier modes from a₋
    relation(
        "entry-is-at-most-its-pivots",
        "w <= x + delta_above",
        has_others_before,
        samples=FEW,
        uses=("earlier-modes-have-settled", "matrix-closed-form-from-linear-system"),
    ),
    # Where w ≥ σ_k/2, x ≥ σ_k/2 − δ⁺, and x/(σ_k − x) is e^{2cσ_k t}/(σ_k/a − 1)
    relation(
        "not-half-learned-before",
        "log_A - early <= 2*c*sigma_k*t",
        is_after,
        samples=FEW,
        uses=("entry-is-at-most-its-pivots",),
    ),
    # Where w ≤ σ_k/2, x ≤ (1 + δ⁻)σ_k/2
    relation(
        "half-learned-after",
        "2*c*sigma_k*t <= log_A + late",
        is_before,
        samples=FEW,
        uses=("entry-is-at-least-its-pivots",),
        canary=saying("twice as late", "4*c*sigma_k*t <= log_A + late"),
    ),
)
