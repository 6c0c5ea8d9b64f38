"""The steps of the theorems in which W(t) lies between two flows: the sharper, the sharpest, and that by own targets.

Each has its windows; inside them the exponentials suit the slow and the fast flow, and these are within ε of Y_k, each
on its side at least.
"""

from sympy import Rational

from proofs.claims.canaries import saying
from proofs.claims.claim import Canary, step
from proofs.evidence.derived import Derived
from proofs.theorems.between.quantities import (
    EARLY,
    TOLERANT,
    Algebraic,
    Learned,
    OwnTarget,
    Sharper,
    Sharpest,
    Stretched,
    StretchedFirst,
    has_end,
    is_before_all,
    is_between,
    is_fast,
    is_first,
    is_later,
    is_one_flow,
    is_slow,
    is_tight,
)
from proofs.theorems.blocks.quantities import has_first, has_second
from proofs.theorems.shared.relations import DOUBLED, EXCHANGED, FEW, outside, relations
from proofs.theorems.shared.windowed import is_bounded
from symbolic.derivation import Derivation
from symbolic.derivations import best_constants

HUNDREDTH = "99/100 of c₁ and 100/99 of c₂"
DROPPED = "log(c₁/α²) ≥ 2 dropped"

relation = relations("theorem-4-sharper", "sharper", Sharper)
SHARPER = (
    # max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}), which is the two hypotheses on α
    relation("sharper-windows-are-not-empty", "left_end <= right_end", is_bounded, canary=DOUBLED),
    # As in Theorem 4, with a smaller c₁
    relation("sharper-learned-exponentials-pay", "norm_inverse_E1**2/alpha**2 <= 1/c1", has_first),
    # As in Theorem 4, with a larger c₂
    relation("sharper-unlearned-exponentials-are-small", "alpha**2*norm_E2**2 <= c2", has_second),
    # M ⪯ m, so W̃⁻¹ ⪯ α⁻²mE⁻² + D, and inversion reverses the order
    relation(
        "solution-is-at-least-the-slow-flow",
        "definiteness_above_slow >= 0",
        Algebraic(),
        uses=("closed-form-for-blocks",),
        samples=FEW,
        canary=saying("the flow from 2α²/m", "definiteness_above_twice_as_early >= 0"),
    ),
    # M ⪰ 1/μ, so W̃⁻¹ ⪰ α⁻²E⁻²/μ + D
    relation(
        "solution-is-at-most-the-fast-flow",
        "definiteness_below_fast >= 0",
        Algebraic(),
        uses=("closed-form-for-blocks",),
        samples=FEW,
        canary=saying("the flow from α²μ/2", "definiteness_below_half_as_fast >= 0"),
    ),
    # W⁻ − Y_k ⪯ W − Y_k ⪯ W⁺ − Y_k
    relation(
        "error-is-between",
        "error <= largest_flow_error",
        is_between,
        uses=(
            "solution-is-at-least-the-slow-flow",
            "solution-is-at-most-the-fast-flow",
            "matrix-closed-form-from-linear-system",
        ),
        canary=saying("the fast flow left out", "error <= norm_slow_error"),
    ),
    # Y_k − ε ⪯ W⁻, as for any constants that are large and small enough, and W⁻ ⪯ W⁺
    relation(
        "slow-flow-is-close",
        "norm_slow_error <= eps",
        uses=("sharper-learned-exponentials-pay", "sharper-unlearned-exponentials-are-small"),
        canary="ε replaced by ε/2",
    ),
    # W⁺ ⪯ Y_k + ε, as for any such constants
    relation(
        "fast-flow-is-close",
        "norm_fast_error <= eps",
        uses=("sharper-learned-exponentials-pay", "sharper-unlearned-exponentials-are-small"),
        canary="ε replaced by ε/2",
    ),
    # ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k
    relation(
        "sharper-incremental-learning",
        "error <= eps",
        uses=("error-is-between", "slow-flow-is-close", "fast-flow-is-close"),
        canary=outside(Sharper(beyond=True)),
    ),
)


@step(
    "no-smaller-learned-constant",
    paper="MV",
    group="sharpest",
    uses=("spectral-closed-form",),
    evidence=(Derived(),),
    canary=Canary("99/100 of c₁", lambda: best_constants.left_end(Rational(99, 100))),
)
def no_smaller_learned_constant() -> Derivation:
    """At the left end of T_1 the error of the slow flow is ε, and larger before."""
    return best_constants.left_end()


@step(
    "no-larger-unlearned-constant",
    paper="MV",
    group="sharpest",
    uses=("spectral-closed-form",),
    evidence=(Derived(),),
    canary=Canary("100/99 of c₂", lambda: best_constants.right_end(Rational(100, 99))),
)
def no_larger_unlearned_constant() -> Derivation:
    """At the right end of T_0 the error of the fast flow is ε, and larger after."""
    return best_constants.right_end()


relation = relations("theorem-4-sharpest", "sharpest", Sharpest)
SHARPEST = (
    # for every σ₁, m, μ, α and ε that the theorem admits no constants that depend on these alone do better
    no_smaller_learned_constant,
    no_larger_unlearned_constant,
    # (mσ₁ − α²)(σ₁ − ε) ≤ mσ₁²
    relation(
        "sharpest-left-ends-are-earlier",
        "c1 <= c1_of_sharper",
        canary=saying("at most half of it", "2*c1 <= c1_of_sharper"),
    ),
    # (σ₁ − α²μ)/(σ₁ − ε) ≥ 1, as α²μ ≤ ε
    relation(
        "sharpest-right-ends-are-later",
        "c2_of_sharper <= c2",
        canary=saying("at least twice it", "2*c2_of_sharper <= c2"),
    ),
    # max(0, log(c₁/α²)/(2cσ_k)) ≤ log(c₂/α²)/(2cσ_{k+1}): by (ii), and as α²μ ≤ ε says that α² ≤ c₂
    relation("sharpest-windows-are-not-empty", "left_end <= right_end", is_bounded, canary=EXCHANGED),
    # As in Theorem 4, with a smaller c₁
    relation("sharpest-learned-exponentials-pay", "c1*norm_inverse_E1**2 <= alpha**2", has_first),
    # As in Theorem 4, with a larger c₂
    relation("sharpest-unlearned-exponentials-are-small", "alpha**2*norm_E2**2 <= c2", has_end),
    # The last mode to have learned is one of size σ₁ at the rate σ_k, had Y one
    relation(
        "slow-flow-reaches-tolerance",
        "definiteness_slow_above_target >= 0",
        uses=("sharpest-learned-exponentials-pay",),
        canary=Canary(HUNDREDTH, domain=StretchedFirst(is_first)),
    ),
    # The first mode to exceed ε saturates least, as one of size σ₁ would
    relation(
        "fast-flow-keeps-tolerance",
        "definiteness_fast_below_target >= 0",
        uses=("sharpest-unlearned-exponentials-are-small",),
        canary=Canary(HUNDREDTH, domain=StretchedFirst(is_before_all)),
    ),
    # Y_k − ε ⪯ W⁻ ⪯ W ⪯ W⁺ ⪯ Y_k + ε
    relation(
        "sharpest-incremental-learning",
        "error <= eps",
        uses=(
            "solution-is-at-least-the-slow-flow",
            "solution-is-at-most-the-fast-flow",
            "slow-flow-reaches-tolerance",
            "fast-flow-keeps-tolerance",
            "matrix-closed-form-from-linear-system",
        ),
        canary=Canary(HUNDREDTH, domain=StretchedFirst(is_one_flow)),
    ),
)

relation = relations("theorem-4-own-target", "own-target", OwnTarget)
OWN_TARGET = (
    # mσ_k²/ε ≤ mσ₁²/ε; the right ends are the same
    relation(
        "own-target-left-ends-are-earlier",
        "c1 <= c1_of_sharper",
        is_later,
        canary=saying("no earlier", "c1_of_sharper <= c1"),
    ),
    # log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is a hypothesis, and 0 ≤ log(c₂/α²)
    relation("own-target-windows-are-not-empty", "left_end <= right_end", is_bounded, canary=EXCHANGED),
    # As α²μ ≤ ε and mμ ≥ 1, c₁/α² is at least σ_k²/ε²; and e² ≤ 16
    relation(
        "small-tolerances-are-late", "left_exponent >= 2", is_tight, canary=Canary("half of σ_k", domain=TOLERANT)
    ),
    # For i = k by the choice of c₁; σ ≤ σ_k(1 + x) ≤ σ_k eˣ with x = ct(σ − σ_k), as ctσ_k ≥ 1
    relation(
        "learned-starts-are-outgrown",
        "m*sigma**2*decay <= alpha**2*eps",
        Learned(),
        canary=Canary(DROPPED, domain=EARLY),
    ),
    # As in the sharper Theorem 4
    relation("own-target-unlearned-exponentials-are-small", "alpha**2*norm_E2**2 <= c2", has_second),
    # A mode falls short by at most mσ²/(α²g), g = e^{2cσt}
    relation(
        "own-target-slow-flow-reaches-tolerance",
        "definiteness_slow_above_target >= 0",
        uses=("learned-starts-are-outgrown",),
        canary=Canary("99/100 of c₁", domain=Stretched(is_slow)),
    ),
    # As in the sharper Theorem 4, at earlier times too
    relation(
        "own-target-fast-flow-keeps-tolerance",
        "definiteness_fast_below_target >= 0",
        uses=("own-target-unlearned-exponentials-are-small",),
        canary=Canary("100/99 of c₂", domain=Stretched(is_fast)),
    ),
    # Y_k − ε ⪯ W⁻ ⪯ W ⪯ W⁺ ⪯ Y_k + ε
    relation(
        "own-target-incremental-learning",
        "error <= eps",
        uses=(
            "solution-is-at-least-the-slow-flow",
            "solution-is-at-most-the-fast-flow",
            "own-target-slow-flow-reaches-tolerance",
            "own-target-fast-flow-keeps-tolerance",
            "matrix-closed-form-from-linear-system",
        ),
        canary=Canary(DROPPED, domain=EARLY),
    ),
)
