"""The lines that concern c₁ and c₂: what is asked of them, that the theorem's meet it, and what follows for windows."""

from collections.abc import Mapping

from paper.theorems import theorem
from proofs.certificate.argument import Line, Lines, identity, instance, named
from proofs.theorems.between.lines import CONDITION
from proofs.theorems.shared.window_argument import NOT_BEFORE_0, RIGHT

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
        named("time", identity(f"0 <= {RIGHT}", "time-is-not-negative", "before-the-right-end")),
        named("grown from 0", instance("exponential-is-monotone", x="0", y=RIGHT)),
        named("one", instance("exponential-of-zero")),
        identity("0 < c2/alpha**2"),
        named("grown", instance("exponential-of-a-logarithm", x="c2/alpha**2")),
        identity(None, "grown from 0", "one", "grown"),
    ),
    "start-below-tolerance": (
        identity(None, "unlearned-constant", "tolerance-below-targets", "alpha-is-small", multiplier="sigma_1"),
    ),
}
"""Where T_k has a right end, what is asked of c₂ asks for a small start."""
ANY: Mapping[int, tuple[Line, ...]] = {i: (named(f"c{i}", identity(f"0 < c{i}")),) for i in (1, 2)}
"""c₁ and c₂ are any positive numbers, and the conditions are given."""
BEST: Mapping[int, tuple[Line, ...]] = {
    1: (
        *CONDITION,
        named(
            "below learned",
            identity(
                "0 < m*sigma_1 - alpha**2",
                "condition",
                "start-below-tolerance",
                "tolerance-below-targets",
                multiplier="mu",
            ),
        ),
        named("c1", identity("0 < c1", "below learned", "tolerance-below-targets")),
        named("learned-constant", identity(CONDITIONS["learned-constant"])),
    ),
    2: (
        identity("0 < mu*(sigma_1 - eps)", "tolerance-below-targets"),
        named("quotient", instance("quotient-times-divisor", x="mu*(sigma_1 - eps)")),
        named("reciprocal", instance("inverse-is-positive", x="mu*(sigma_1 - eps)")),
        named(
            "below targets", identity("0 < sigma_1 - alpha**2*mu", "start-below-tolerance", "tolerance-below-targets")
        ),
        named("c2", identity("0 < c2", "reciprocal", "below targets")),
        named("unlearned-constant", identity(CONDITIONS["unlearned-constant"], "quotient")),
    ),
}
"""The theorem's constants are positive, and meet the conditions with equality."""

POSITIVE_END: tuple[Line, ...] = (
    *BEST[2],
    named("small", identity("alpha**2 <= c2", "start-below-tolerance", "reciprocal", "quotient")),
    identity("0 < c2/alpha**2", "c2"),
    named("grown", instance("exponential-of-a-logarithm", x="c2/alpha**2")),
    named("inverse", instance("exponential-of-a-sum", x=RIGHT, y=f"-{RIGHT}")),
    named("one", instance("exponential-of-zero")),
    named("shrunk", identity(f"exp(-{RIGHT}) <= 1", "grown", "inverse", "one", "small", "c2", multiplier="c2")),
    named("tangent", instance("exponential-is-above-its-tangent", x=f"-{RIGHT}")),
    named("right end", identity("0 <= right_end", "shrunk", "tangent")),
)
WINDOW: tuple[Line, ...] = (
    *BEST[1],
    *POSITIVE_END,
    *NOT_BEFORE_0,
)
"""1 ≤ k < r."""
FIRST_WINDOW: tuple[Line, ...] = (*POSITIVE_END, identity(None, "right end"))
"""k = 0."""

COMPARED: Lines = {
    "sharpest-left-ends-are-earlier": (identity(None, "tolerance-below-targets"),),
    "sharpest-right-ends-are-later": (
        *BEST[2],
        identity(None, "start-below-tolerance", "reciprocal", "quotient"),
    ),
}
"""The constants beside the sharper ones."""
