"""The sharpest Theorem 4 has the best constants: ours, as the theorem is."""

from sympy import Rational

from proofs.claim import Canary, Step, step
from proofs.closed_forms.balanced import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import best_constants

USES = ("spectral-closed-form",)


@step(
    "no-smaller-learned-constant",
    title="With a smaller c₁ than the sharpest one, Theorem 4 fails",
    **BY_DERIVATION,
    uses=USES,
    canary=Canary("99/100 of c₁", lambda: best_constants.left_end(Rational(99, 100))),
)
def no_smaller_learned_constant() -> Derivation:
    """At the left end of T_1 the error of the slow flow is ε, and larger before."""
    return best_constants.left_end()


@step(
    "no-larger-unlearned-constant",
    title="With a larger c₂ than the sharpest one, Theorem 4 fails",
    **BY_DERIVATION,
    uses=USES,
    canary=Canary("100/99 of c₂", lambda: best_constants.right_end(Rational(100, 99))),
)
def no_larger_unlearned_constant() -> Derivation:
    """At the right end of T_0 the error of the fast flow is ε, and larger after."""
    return best_constants.right_end()


STEPS: tuple[Step, ...] = (no_smaller_learned_constant, no_larger_unlearned_constant)
"""For every σ₁, m, μ, α and ε that the theorem admits."""
