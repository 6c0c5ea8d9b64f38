"""The sharpest Theorem 4, last part: no other constants that depend on σ_1, m, μ, α and ε alone do better."""

from sympy import Rational

from proofs.claims.claim import Canary, step
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation
from symbolic.derivations import best_constants


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


STEPS = (no_smaller_learned_constant, no_larger_unlearned_constant)
"""For every σ₁, m, μ, α and ε that the theorem admits."""
