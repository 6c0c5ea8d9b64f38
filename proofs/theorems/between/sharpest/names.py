"""What the proof of the sharpest Theorem 4 speaks of; all but what stands here is the sharper theorem's.

c₁ and c₂ are any positive numbers that meet the conditions: the theorem's constants are the best that do. D₁ and D₂ are
letters, of which each mode knows that σD = 1 − e^{−2cσt}, and that D = 2ctR² with R² = (1 − e^{−2cσt})/(2cσt), or 1
where σt = 0: R, like all that belongs to a mode, is diagonal and commutes with the rest.
"""

from collections.abc import Mapping

from paper.theorems import theorem
from proofs.theorems.between.sharper import names as sharper
from proofs.theorems.blocks.argument.scopes import APART

STATED = theorem("theorem-4-sharpest").hypotheses
CONDITIONS = {
    "learned-constant": "(m*sigma_1 - alpha**2)*(sigma_1 - eps) <= eps*c1",
    "unlearned-constant": "mu*c2*(sigma_1 - eps) <= eps*(sigma_1 - alpha**2*mu)",
    "tolerance-below-targets": "eps <= sigma_1",
    "targets-below-tolerance": "sigma_1 <= eps",
    "start-below-tolerance": STATED["start-below-tolerance"],
    "start-below-learned": "alpha**2*mu <= sigma_k + eps",
}
"""What is asked of c₁, c₂ and α, of which each case needs its own."""
HYPOTHESES = {
    name: sharper.HYPOTHESES[name]
    for name in ("time-is-not-negative", "after-the-left-end", "before-the-right-end", "shape-is-positive")
}
LEARNED = {
    "learned-from-above": "S1 <= sigma_1",
    "learned-from-below": "sigma_k <= S1",
    "learned-exponentials-saturate": "S1*D1 == 1 - inverse_E1*inverse_E1",
    "learned-root": "D1 == 2*c*t*R1*R1",
    "learned-root-commutes": "R1*S1 == S1*R1",
    "other learned-root-commutes": "R1*inverse_E1 == inverse_E1*R1",
}
UNLEARNED = {
    "unlearned-from-above": "S2 <= sigma_next",
    "later-targets-are-smaller": "sigma_next <= sigma_1",
    "unlearned-exponentials-saturate": "S2*D2 == 1 - inverse_E2*inverse_E2",
    "unlearned-root": "D2 == 2*c*t*R2*R2",
    "unlearned-root-commutes": "R2*S2 == S2*R2",
}
ABSENT = {name: UNLEARNED[name] for name in ("unlearned-from-above", "unlearned-root")}
"""Block 2, where σ_{k+1} = 0 and no mode of it grows."""

STRICTLY = {"tolerance-below-targets": STATED["tolerance-below-targets"]}
"""What the theorem, whose c₂ divides by σ₁ − ε, has in place of the condition."""
ORDERED = {
    "solution-is-at-least-the-slow-flow": "definiteness_above_slow >= 0",
    "solution-is-at-most-the-fast-flow": "definiteness_below_fast >= 0",
}
"""What the sharper theorem shows."""
ORDER_ALONE = ("W-inverse", "other W-inverse")
"""What only the order of the flows rests on."""
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(STATED, "hypothesis"),
    **dict.fromkeys((*LEARNED, *UNLEARNED, *APART), "notation"),
    **{name: sharper.ORIGINS[name] for name in sharper.NOTATION if name not in ORDER_ALONE},
    **{label: label for label in ORDERED},
}
"""What each given of the theorem is: a hypothesis, what a name stands for, or the label of the entry that shows it."""
