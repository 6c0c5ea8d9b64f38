"""MV §III-C1: Theorem 4 with bounds that hold with a probability, and such bounds for Gaussian factors of any size."""

from sympy import S

from proofs.claims.claim import Canary, Step, step
from proofs.closed_forms.balanced import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import random_start as random
from symbolic.symbols import s


@step(
    "random-initialization",
    eq="Remark III-C1",
    **BY_DERIVATION,
    uses=("general-incremental-learning", "condition-number"),
    canary=Canary("bounds from below", lambda: random.theorem_4(-1)),
)
def theorem_4() -> Derivation:
    """With larger m and μ the windows are narrower, and the hypotheses stricter."""
    return random.theorem_4()


@step(
    "random-initialization-in-wider-windows",
    **BY_DERIVATION,
    uses=("sharper-incremental-learning",),
    canary=Canary("bounds from below", lambda: random.sharper(-1)),
)
def sharper() -> Derivation:
    """The same lines, and no other hypothesis to look after."""
    return random.sharper()


@step(
    "smallest-singular-value-of-a-square-gaussian",
    **BY_DERIVATION,
    canary=Canary("s/2 in place of s", lambda: random.smallest_of_a_square(s / 2)),
)
def smallest_of_a_square() -> Derivation:
    """Edelman's density is at most what it is near 0."""
    return random.smallest_of_a_square()


@step(
    "gaussian-factor-is-bounded",
    **BY_DERIVATION,
    uses=("smallest-singular-value-of-a-square-gaussian",),
    canary=Canary("all of δ for each end", lambda: random.gaussian_factor(S.One)),
)
def gaussian_factor() -> Derivation:
    """Davidson and Szarek for the largest; for the smallest, whichever of two bounds says more."""
    return random.gaussian_factor()


@step(
    "random-factor-of-every-width",
    **BY_DERIVATION,
    uses=(
        "factor-incremental-learning",
        "weight-in-singular-values",
        "smallest-singular-value-of-a-square-gaussian",
    ),
    canary=Canary("all of δ for each bound", lambda: random.every_width(S.One)),
)
def every_width() -> Derivation:
    """Whatever μ is, κ‖U₂‖² is at most 1 + ε/σ_{k+1}: only σ_min(U₁) has to be bounded."""
    return random.every_width()


@step(
    "sign-factor-may-be-singular",
    **BY_DERIVATION,
    canary=Canary("four singular matrices in place of eight", lambda: random.sign_factor(4)),
)
def sign_factor() -> Derivation:
    """Its first two columns may be equal."""
    return random.sign_factor()


STEPS: tuple[Step, ...] = (theorem_4, sharper, smallest_of_a_square, gaussian_factor, every_width, sign_factor)
