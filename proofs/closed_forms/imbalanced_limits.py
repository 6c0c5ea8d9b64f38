"""TFHV Proposition 3 and the limits of (17) where it has no meaning as printed: x₀ = σ, λ₀ → 0, and σ = 0.

Proposition 3 leaves out no spectral initialization. At λ₀ = 0 it fails from each start x₀ ≤ 0: the mode goes to 0, not
to σ.
"""

from sympy import Integer

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import imbalanced_limits as limits
from symbolic.imbalanced import printed_mode, rational_mode
from symbolic.symbols import C, a, delta, p, sigma


@step(
    "imbalanced-convergence",
    eq="Proposition 3",
    **BY_DERIVATION,
    uses=("asymmetric-flow-decouples", "imbalanced-mode-closed-form"),
    expect=Outcome.FAILS,
    canary=Canary("only for starts above 0, where it holds", lambda: limits.balanced_convergence(1)),
)
def convergence_as_printed() -> Derivation:
    """U₀ = −V₀ is a spectral initialization, and so is U₀ = V₀ = 0."""
    return limits.balanced_convergence(-1)


@step(
    "imbalanced-convergence-where-it-holds",
    **BY_DERIVATION,
    uses=(
        "asymmetric-flow-decouples",
        "imbalanced-mode-closed-form",
        "imbalanced-mode-as-imbalance-vanishes",
        "imbalance-vanishes-from-zero",
        "imbalance-vanishes-from-below",
    ),
    canary=Canary(
        "half the factor",
        lambda: limits.convergence_where_it_holds(-C * printed_mode().rate ** 2, sigma * (a - sigma) / a),
    ),
)
def convergence_where_it_holds() -> Derivation:
    """x − σ over e^{−ωt} has a limit."""
    return limits.convergence_where_it_holds(-2 * C * printed_mode().rate ** 2, sigma * (a - sigma) / a)


@step(
    "imbalanced-mode-started-at-its-target",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
    canary=Canary("another limit, ω", lambda: limits.started_at_its_target(rational_mode().rate)),
)
def started_at_its_target() -> Derivation:
    """The mode rests at its target."""
    return limits.started_at_its_target(rational_mode().sigma)


@step(
    "imbalanced-mode-without-target",
    **BY_DERIVATION,
    uses=("imbalanced-mode-flow", "imbalanced-letters", "imbalanced-constant"),
    canary=Canary("half the factor of the decay", lambda: limits.without_target(-C * p**2)),
)
def without_target() -> Derivation:
    """An imbalanced mode decays exponentially."""
    return limits.without_target(-2 * C * p**2)


@step(
    "balanced-mode-without-target",
    **BY_DERIVATION,
    uses=("imbalanced-mode-flow",),
    canary=Canary("MV (13) at rate 2", lambda: limits.balanced_without_target(Integer(2))),
)
def balanced_without_target() -> Derivation:
    """What (17) leaves out at σ = 0: λ₀ = 0, and x₀ = 0."""
    return limits.balanced_without_target()


@step(
    "imbalanced-mode-as-imbalance-vanishes",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
    canary=Canary(
        "MV (12) with c = 2",
        lambda: limits.from_above(limits.balanced_from_above(rate=Integer(2))),
    ),
)
def imbalance_vanishes_from_above() -> Derivation:
    """The limit is the solution for λ₀ = 0."""
    return limits.from_above(limits.balanced_from_above())


@step(
    "imbalance-vanishes-from-zero",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
    canary=Canary("another limit, σ", lambda: limits.from_zero(sigma)),
)
def imbalance_vanishes_from_zero() -> Derivation:
    """The limit is the solution for λ₀ = 0."""
    return limits.from_zero(Integer(0))


@step(
    "imbalance-vanishes-from-below",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
    canary=Canary("MV (12) continued to x₀ < 0", lambda: limits.from_below(-limits.balanced_from_above().subs(a, -a))),
)
def imbalance_vanishes_from_below() -> Derivation:
    """The limit is the solution for λ₀ = 0."""
    return limits.from_below(limits.balanced_from_below())


@step(
    "imbalance-and-time-do-not-commute",
    **BY_DERIVATION,
    uses=(
        "imbalanced-mode-as-imbalance-vanishes",
        "imbalance-vanishes-from-zero",
        "imbalance-vanishes-from-below",
    ),
    canary=Canary("they may be for starts below 0 too", lambda: limits.no_exchange(sigma)),
)
def no_exchange() -> Derivation:
    """From 0 and below, one order gives 0, the other σ."""
    return limits.no_exchange(Integer(0))


@step(
    "imbalance-reverses-the-order",
    **BY_DERIVATION,
    uses=("imbalanced-rate-with-absolute-constant",),
    canary=Canary("too little imbalance", lambda: limits.order_reversed(-delta)),
)
def order_reversed() -> Derivation:
    """The rates are √(4σ² + λ₀²)."""
    return limits.order_reversed(delta)


STEPS: tuple[Step, ...] = (
    convergence_as_printed,
    convergence_where_it_holds,
    started_at_its_target,
    without_target,
    balanced_without_target,
    imbalance_vanishes_from_above,
    imbalance_vanishes_from_zero,
    imbalance_vanishes_from_below,
    no_exchange,
    order_reversed,
)
