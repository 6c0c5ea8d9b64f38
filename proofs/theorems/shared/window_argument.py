"""Why no window T_k is empty: the lines are the same in both theorems, whatever c₁ and c₂ are."""

from paper.theorems import LEFT as LEFT
from paper.theorems import RIGHT as RIGHT
from proofs.certificate.argument import Line, identity, instance, named

ENDS: tuple[Line, ...] = (
    identity("0 < 1/alpha**2"),
    named("log c1", instance("logarithm-of-a-product", x="c1", y="1/alpha**2")),
    named("log c2", instance("logarithm-of-a-product", x="c2", y="1/alpha**2")),
    identity("0 < sigma_k - sigma_next", "targets-are-distinct"),
    named("gap", instance("quotient-times-divisor", x="sigma_k - sigma_next")),
    named(
        "room",
        identity(
            "sigma_next*log(c1) - sigma_k*log(c2) <= (sigma_k - sigma_next)*log(1/alpha**2)",
            "targets-are-distinct",
            "gap",
            "window-not-empty",
        ),
    ),
)
"""1 ≤ k < r, where c₁ and c₂ are positive: what the ends are, and that there is room between them."""
POSITIVE: tuple[Line, ...] = (identity("0 < c1"), identity("0 < c2"))
BOUNDED: tuple[Line, ...] = (*POSITIVE, *ENDS, identity(None, "log c1", "log c2", "room"))
"""1 ≤ k < r."""

FIRST: tuple[Line, ...] = (identity(None, "right-ends-not-negative"),)
"""k = 0: T_0 begins at 0."""
