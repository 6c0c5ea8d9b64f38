"""The sharper Theorem 4, which follows from the conditional one, case by case.

On the way it shows what the others take from it, that W(t) lies between the flows, and that each flow is within ε of
Y_k from both sides, as Y_k − ε ⪯ V⁻ ⪯ V⁺ ⪯ Y_k + ε.
"""

from collections.abc import Callable, Mapping

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Line, Lines, Steps, identity
from proofs.theorems.between import corollaries
from proofs.theorems.between.corollaries import REGIMES
from proofs.theorems.between.lines import BETWEEN, CONCLUSION, SATURATION, close, flows_in_order, in_order
from proofs.theorems.between.names import DISTANCES, NOTATION, SHOWN
from proofs.theorems.between.sharpest import LEARNED, UNLEARNED, Case
from proofs.theorems.blocks.names import CUT

LABEL = "theorem-4-sharper"
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(REGIMES, "case"),
    **dict.fromkeys((*LEARNED, *UNLEARNED, *SATURATION.values(), *CUT), "notation"),
    **dict.fromkeys(theorem(LABEL).hypotheses, "hypothesis"),
    **SHOWN,
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""
SHARPEST: Mapping[str, str] = {
    "learned-exponentials-pay": "c1*norm_inverse_E1**2 <= alpha**2",
    "unlearned-exponentials-are-small": "alpha**2*norm_E2**2 <= c2",
}
"""What the conditional theorem's lines call what is said of exponentials, and how they have it."""


def lines(case: Case) -> Lines:
    """The conditional theorem's, where its steps are called and put otherwise, and those of the other steps."""
    found = corollaries.lines(case)
    known = [label for label in SHARPEST if f"sharpest-{label}" in found]
    flows: tuple[Line, ...] = (
        *(identity(SHARPEST[label], f"sharper-{label}", name=f"sharpest-{label}") for label in known),
        *found["slow-flow-reaches-tolerance"][:-1],  # the last line is on a least pivot, which is not needed here
        *found["fast-flow-keeps-tolerance"][:-1],
        *flows_in_order(case.blocks),
    )
    return {
        **{f"sharper-{label}": found[f"sharpest-{label}"] for label in known},
        **in_order(case.blocks),
        **BETWEEN,
        **{f"{flow}-flow-is-close": (*flows, *close(flow)) for flow in ("slow", "fast")},
        **CONCLUSION,
    }


def given(case: Case) -> Mapping[str, str]:
    """All that makes W̃, and the flows, what they are; D₁ and D₂ are not negative, whether or not time is."""
    shape = {"shape-is-positive": theorem(LABEL).hypotheses["shape-is-positive"]}
    return {**shape, **NOTATION, **{SATURATION[i]: f"0 <= D{i}" for i in case.blocks}}


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """`shows` and `uses` say what a step states, and which steps it uses."""
    windows = "sharper-windows-are-not-empty"
    return corollaries.arguments(Steps(shows, uses), LABEL, windows, lines, given, **DISTANCES)
