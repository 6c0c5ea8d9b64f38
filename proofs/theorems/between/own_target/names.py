"""What the proof with windows by own targets speaks of; all but what stands here is the sharper theorem's.

c₁ depends on k, and σ is a mode that T_k has learned. What is shown of each such σ holds for all of them together, as
what belongs to a mode is diagonal in the basis Φ.
"""

from collections.abc import Mapping

from paper.theorems import theorem
from proofs.theorems.between.sharper import names as sharper
from proofs.theorems.between.sharpest.names import ORDER_ALONE, ORDERED
from proofs.theorems.blocks.argument.scopes import CUT

HYPOTHESES = theorem("theorem-4-own-target").all_hypotheses
MODES = {"earlier-targets-are-larger": "sigma_k <= sigma", "first-target-is-largest": "sigma_k <= sigma_1"}
"""The order of the singular values."""
PAID = {"learned-starts-are-outgrown": "m*S1*inverse_E1*inverse_E1*S1 <= alpha**2*eps"}
"""The step of that name, for all modes of block 1 together."""
OF_BLOCK: Mapping[int, Mapping[str, str]] = {
    1: {name: statement for name, statement in sharper.OF_BLOCK[1].items() if name != "learned-from-above"},
    2: sharper.OF_BLOCK[2],
}
SHAPE = ("m", "mu", "M-inverse", "other M-inverse")
LETTERS = {name: statement for name, statement in sharper.NOTATION.items() if name not in (*ORDER_ALONE, *SHAPE)}
"""What the flows and the basis are."""
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(HYPOTHESES, "hypothesis"),
    **dict.fromkeys((*MODES, *OF_BLOCK[1], *OF_BLOCK[2], *CUT), "notation"),
    **{name: sharper.ORIGINS[name] for name in (*SHAPE, *LETTERS)},
    **{label: label for label in (*ORDERED, *PAID)},
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""
