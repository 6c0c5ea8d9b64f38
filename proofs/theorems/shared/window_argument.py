"""Why no window T_k is empty: two cases of each theorem, with lines that are the same whatever c₁ and c₂ are."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from paper.theorems import LEFT as LEFT
from paper.theorems import RIGHT as RIGHT
from paper.theorems import theorem
from proofs.certificate.argument import NAME, Argument, Line, Steps, identity, instance

ENDS: tuple[Line, ...] = (
    identity("0 < 1/alpha**2"),
    instance("logarithm-of-a-product", x="c1", y="1/alpha**2", name="log c1"),
    instance("logarithm-of-a-product", x="c2", y="1/alpha**2", name="log c2"),
    identity("0 < sigma_k - sigma_next", "targets-are-distinct"),
    instance("quotient-times-divisor", x="sigma_k - sigma_next", name="gap"),
    identity(
        "sigma_next*log(c1) - sigma_k*log(c2) <= (sigma_k - sigma_next)*log(1/alpha**2)",
        "targets-are-distinct",
        "gap",
        "window-not-empty",
        name="room",
    ),
)
"""1 ≤ k < r, where c₁ and c₂ are positive: what the ends are, and that there is room between them."""
POSITIVE: tuple[Line, ...] = (identity("0 < c1"), identity("0 < c2"))
BOUNDED: tuple[Line, ...] = (*POSITIVE, *ENDS, identity(None, "log c1", "log c2", "room"))
"""1 ≤ k < r."""
NOT_BEFORE_0: tuple[Line, ...] = (
    *ENDS,
    identity(f"{LEFT}/(2*c*sigma_k) <= right_end", "log c1", "log c2", "room"),
    instance("maximum-is-the-least-bound", x="0", y=f"{LEFT}/(2*c*sigma_k)", e="right_end"),
)
"""The same where a left end that is negative counts as 0, and it is known that 0 <= right_end."""
WITHIN_TIME: tuple[Line, ...] = (*POSITIVE, identity("0 <= right_end", "right-ends-not-negative"), *NOT_BEFORE_0)

SINCE_0: tuple[Line, ...] = (
    instance("exponential-is-monotone", x="0", y=RIGHT, name="grown from 0"),
    instance("exponential-of-zero", name="one"),
    identity("0 < c2/alpha**2"),
    instance("exponential-of-a-logarithm", x="c2/alpha**2", name="grown"),
)
"""What makes 1 ≤ c₂/α², where 0 ≤ log(c₂/α²)."""
FIRST: tuple[Line, ...] = (identity(None, "right-ends-not-negative"),)
"""k = 0: T_0 begins at 0."""

ASKED = ("window-not-empty", "targets-are-distinct")
FROM_0: Mapping[str, Any] = {"asked": (*ASKED, "right-ends-not-negative"), "bounded": WITHIN_TIME}
"""Of a theorem whose windows begin no earlier than at time 0."""


def window_cases(
    steps: Steps,
    label: str,
    step: str,
    positive: Sequence[str],
    *,
    asked: Sequence[str] = ASKED,
    bounded: tuple[Line, ...] = BOUNDED,
    asked_first: Sequence[str] = ("right-ends-not-negative",),
    first: tuple[Line, ...] = FIRST,
    given: Mapping[str, str] = MappingProxyType({}),
    **fields: Any,
) -> tuple[Argument, Argument]:
    """The cases 1 ≤ k < r and k = 0 of a step: in the latter there is no σ_k, and no m_k.

    What is `asked` are hypotheses; `given` and `fields` are what the first case knows besides.
    """
    stated, of_k = theorem(label), ("sigma_k", "m_k")
    later = tuple(name for name in positive if name not in of_k)

    def definitions(left_end: str, *missing: str) -> dict[str, str]:
        made = {name: text for name, text in stated.constants.items() if not set(NAME.findall(text)) & set(missing)}
        return {**made, "left_end": left_end, "right_end": stated.right_end}

    return (
        steps.case(
            label,
            "1 <= k < r: the window",
            {step: bounded},
            {**{name: stated.hypotheses[name] for name in asked}, **given},
            positive=tuple(positive),
            definitions=definitions(stated.left_end, "sigma"),
            **fields,
        ),
        steps.case(
            label,
            "k = 0: the window",
            {step: first},
            {name: stated.hypotheses[name] for name in asked_first},
            positive=later,
            definitions=definitions("0", "sigma", *of_k),
        ),
    )
