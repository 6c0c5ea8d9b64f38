"""The bounds that are kept, each derived from its gain at every instant, and from where it begins."""

from collections.abc import Callable

from sympy import Integer

from proofs.claims.claim import Canary, Step
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation
from symbolic.derivations import unbalanced

GROUP = "unbalanced"
MOVES = "bounds-move-as-they-should"
"""What all of them use: how the bounds, which are functions of time, move and begin."""


def derived(
    label: str, derive: Callable[..., Derivation], near_miss: tuple[str, Callable[[], Derivation]], *uses: str
) -> Step:
    words, missed = near_miss
    return Step(
        label,
        paper="MV",
        statement=lambda: derive(),
        evidence=(Derived(),),
        canary=Canary(words, missed),
        uses=uses,
        group=GROUP,
    )


def kept(label: str, title: str, bound: str, starts: str, *uses: str, window: bool = False) -> Step:
    """A bound, with the step that shows its gain, and the one that shows that it begins so."""

    def derive(turning: int = -1) -> Derivation:
        more = (unbalanced.before_the_other_fails(),) if window else ()
        return unbalanced.kept(title, bound, starts, turning, more)

    return derived(label, derive, ("Ψ turned the other way", lambda: derive(1)), *uses)


MOTIONS = derived(
    "bounds-move-as-they-should", unbalanced.motions, ("u begins at αβ", lambda: unbalanced.motions(Integer(1)))
)
BOUNDED = (
    kept(
        "gram-is-bounded",
        "The Gram matrix stays below σ₁ + δ",
        r"R^\top R \preceq \sigma_1 + \delta",
        "it is at most α²β²; so factors never leave a ball, and the flow exists at all times",
        "gram-stays-bounded",
        "gram-starts-below-its-bound",
    ),
    kept(
        "rest-is-bounded",
        "The other rows stay below u",
        r"R_2 R_2^\top \preceq v^2 \preceq u^2",
        "it is at most α²β² = v²",
        "rest-stays-small",
        "rest-starts-below-its-bound",
        "rest-is-within-its-bound",
        MOVES,
    ),
    kept(
        "weakest-is-ahead",
        "The weakest mode stays ahead of the rest",
        r"u^2 \le \kappa \ell",
        "both sides are equal",
        "weakest-stays-ahead",
        MOVES,
    ),
    kept(
        "weakest-is-below-its-target",
        "The weakest mode stays below its target",
        r"\ell \le \sigma_k",
        "ℓ is at most α²β²",
        "weakest-stays-below-its-target",
        "start-is-below-the-targets",
        "weakest-is-at-most-the-whole",
    ),
    kept(
        "learned-is-bounded",
        "The learned part keeps up with the weakest mode",
        r"\ell \preceq P",
        "ℓ is the least eigenvalue of P",
        "learned-part-keeps-up",
        MOVES,
    ),
    kept(
        "nothing-is-overlearned",
        "The learned part exceeds its target by ω at most",
        r"P - \Sigma_1 \preceq \omega",
        "P is below its target",
        "learned-part-does-not-exceed",
        "excess-starts-below-its-bound",
    ),
    kept(
        "deficit-is-bounded",
        "What is still to be learned decays",
        r"\Sigma_1 - P \preceq a + \tfrac32 u^2",
        "it is at most σ₁",
        "deficit-decays",
        "deficit-starts-below-its-bound",
        MOVES,
    ),
    kept(
        "deficit-is-small",
        "What is still to be learned stays small in the window",
        r"\Sigma_1 - P \preceq \tfrac{\varepsilon}{4}",
        "which is at the left end, both are so",
        "deficit-is-bounded",
        "deficit-is-small-at-the-left-end",
        "deficit-stays-small",
        "mixed-part-stays-small",
        "mixed-part-is-small-at-the-left-end",
        window=True,
    ),
    kept(
        "mixed-is-bounded",
        "What mixes the modes stays small in the window",
        r"Q Q^\top \preceq \tfrac{\varepsilon^2}{144}",
        "which is at the left end, it is so",
        "deficit-is-small",
        "mixed-part-stays-small",
        "mixed-part-is-small-at-the-left-end",
    ),
)
STEPS = {step.label: step for step in (MOTIONS, *BOUNDED)}
