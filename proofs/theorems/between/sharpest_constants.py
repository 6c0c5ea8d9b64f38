"""The lines that concern c₁ and c₂: what is asked of them, that the theorem's meet it, and what follows for windows."""

from collections.abc import Mapping

from paper.theorems import theorem
from proofs.certificate.argument import Line, Lines, identity, instance
from proofs.theorems.between.lines import CONDITION
from proofs.theorems.shared.window_argument import NOT_BEFORE_0, RIGHT, SINCE_0

CONDITIONS = {
    "learned-constant": "(m*sigma_1 - alpha**2)*(sigma_1 - eps) <= eps*c1",
    "unlearned-constant": "mu*c2*(sigma_1 - eps) <= eps*(sigma_1 - alpha**2*mu)",
    "tolerance-below-targets": "eps <= sigma_1",
    "targets-below-tolerance": "sigma_1 <= eps",
    "start-below-tolerance": theorem("theorem-4-sharpest").hypotheses["start-below-tolerance"],
    "start-below-learned": "alpha**2*mu <= sigma_k + eps",
}
"""What is asked of c₁, c₂ and α, of which each case needs its own."""
START: Lines = {
    "alpha-is-small": (
        identity(f"0 <= {RIGHT}", "time-is-not-negative", "before-the-right-end", name="time"),
        *SINCE_0,
        identity(None, "grown from 0", "one", "grown"),
    ),
    "start-below-tolerance": (
        identity(None, "unlearned-constant", "tolerance-below-targets", "alpha-is-small", multiplier="sigma_1"),
    ),
}
"""Where T_k has a right end, what is asked of c₂ asks for a small start."""
ANY: Mapping[int, tuple[Line, ...]] = {i: (identity(f"0 < c{i}", name=f"c{i}"),) for i in (1, 2)}
"""c₁ and c₂ are any positive numbers, and the conditions are given."""
BEST: Mapping[int, tuple[Line, ...]] = {
    1: (
        *CONDITION,
        identity(
            "0 < m*sigma_1 - alpha**2",
            "condition",
            "start-below-tolerance",
            "tolerance-below-targets",
            multiplier="mu",
            name="below learned",
        ),
        identity("0 < c1", "below learned", "tolerance-below-targets", name="c1"),
        identity(CONDITIONS["learned-constant"], name="learned-constant"),
    ),
    2: (
        identity("0 < mu*(sigma_1 - eps)", "tolerance-below-targets"),
        instance("quotient-times-divisor", x="mu*(sigma_1 - eps)", name="quotient"),
        instance("inverse-is-positive", x="mu*(sigma_1 - eps)", name="reciprocal"),
        identity("0 < sigma_1 - alpha**2*mu", "start-below-tolerance", "tolerance-below-targets", name="below targets"),
        identity("0 < c2", "reciprocal", "below targets", name="c2"),
        identity(CONDITIONS["unlearned-constant"], "quotient", name="unlearned-constant"),
    ),
}
"""The theorem's constants are positive, and meet the conditions with equality."""

POSITIVE_END: tuple[Line, ...] = (
    *BEST[2],
    identity("alpha**2 <= c2", "start-below-tolerance", "reciprocal", "quotient", name="small"),
    identity("0 < c2/alpha**2", "c2"),
    instance("exponential-of-a-logarithm", x="c2/alpha**2", name="grown"),
    instance("exponential-of-a-sum", x=RIGHT, y=f"-{RIGHT}", name="inverse"),
    instance("exponential-of-zero", name="one"),
    identity(f"exp(-{RIGHT}) <= 1", "grown", "inverse", "one", "small", "c2", multiplier="c2", name="shrunk"),
    instance("exponential-is-above-its-tangent", x=f"-{RIGHT}", name="tangent"),
    identity("0 <= right_end", "shrunk", "tangent", name="right end"),
)
WINDOW: tuple[Line, ...] = (*BEST[1], *POSITIVE_END, *NOT_BEFORE_0)
"""1 ≤ k < r."""
FIRST_WINDOW: tuple[Line, ...] = (*POSITIVE_END, identity(None, "right end"))
"""k = 0."""

COMPARED: Lines = {
    "sharpest-left-ends-are-earlier": (identity(None, "tolerance-below-targets"),),
    "sharpest-right-ends-are-later": (*BEST[2], identity(None, "start-below-tolerance", "reciprocal", "quotient")),
}
"""The constants beside the sharper ones."""
