"""The steps about plateaus: how near the loss is to one, and how long transitions and plateaus last."""

from proofs.claims.canaries import saying
from proofs.theorems.plateaus.argument import LABEL
from proofs.theorems.plateaus.quantities import InAWindow, Lasting, has_more_to_learn
from proofs.theorems.shared.relations import relations

MANY = 96
"""So many samples that some come near the bounds."""

relation = relations(LABEL, "plateaus", InAWindow)

STEPS = (
    # L − L_k = ¼tr D² − ½tr((Y − Y_k)D), D = W − Y_k, and tr((Y − Y_k)D) = tr((Y − Y_k)W) is not negative
    relation(
        "loss-on-a-plateau-from-above",
        "loss <= plateau + n*eps**2/4",
        canary=saying("a quarter as far above", "loss <= plateau + n*eps**2/16"),
        samples=MANY,
        uses=("solution-stays-positive",),
    ),
    # tr((Y − Y_k)D) ≤ ε tr(Y − Y_k)
    relation(
        "loss-on-a-plateau-from-below",
        "plateau <= loss + eps*remainder/2",
        has_more_to_learn,
        canary=saying("half as far below", "plateau <= loss + eps*remainder/4"),
        samples=MANY,
    ),
    # (log(c₁/α²) − log(c₂/α²))/(2cσ_k)
    relation(
        "transitions-do-not-see-the-scale",
        "left_end - previous_end == ratio/(2*c*sigma_k)",
        Lasting(),
        canary=saying("twice as long", "left_end - previous_end == ratio/(c*sigma_k)"),
    ),
    # Both ends move by log(α/β)/(cσ), each with its own σ
    relation(
        "plateaus-are-longer-at-smaller-scales",
        "lasting_at_beta - lasting == scales*slope",
        Lasting(),
        canary=saying("the left end left where it is", "lasting_at_beta - lasting == scales/(c*sigma_next)"),
    ),
    relation(
        "plateaus-outgrow-transitions",
        "1/(c*sigma_next) > 1/(c*sigma_k)",
        Lasting(),
        canary=saying("σ_k and σ_{k+1} exchanged", "1/(c*sigma_k) > 1/(c*sigma_next)"),
    ),
)
