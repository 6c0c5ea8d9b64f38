"""TFHV (39) and what follows from it: how fast descent on the factorized scalar problem converges."""

from sympy import Integer

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import descent_rates as derived
from symbolic.descent import shrinking
from symbolic.symbols import X, eta, p, q, sigma, x, y


@step(
    "two-layer-descent-rate",
    eq="39",
    **BY_DERIVATION,
    uses=("two-layer-descent-of-the-square",),
    canary=Canary("a factor 1 − 8ησ", lambda: derived.first_order(1 - 8 * eta * sigma)),
)
def first_order() -> Derivation:
    """Read as it stands, a bound on signed distances."""
    return derived.first_order(1 - 4 * eta * sigma)


@step(
    "two-layer-descent-shrinks",
    **BY_DERIVATION,
    uses=("two-layer-descent-rate",),
    expect=Outcome.FAILS,
    canary=Canary("only above the target, where it holds", lambda: derived.shrinks(1)),
)
def shrinks_as_used() -> Derivation:
    """Below the target X̃ is negative, and an upper bound on it bounds no distance."""
    return derived.shrinks(-1)


@step(
    "two-layer-descent-gap",
    **BY_DERIVATION,
    uses=("two-layer-descent-of-the-square",),
    canary=Canary("to first order only", lambda: derived.gap_step(1 - 4 * eta * X)),
)
def gap_step() -> Derivation:
    """(39) with nothing dropped."""
    return derived.gap_step(shrinking(X, sigma, eta))


@step(
    "two-layer-descent-never-overshoots",
    **BY_DERIVATION,
    uses=("two-layer-descent-gap",),
    canary=Canary("for η ≤ 1/(2 max(σ, X₀))", lambda: derived.never_overshoots(Integer(2))),
)
def never_overshoots() -> Derivation:
    """From below and from above."""
    return derived.never_overshoots(Integer(4))


@step(
    "two-layer-descent-converges",
    **BY_DERIVATION,
    uses=("two-layer-descent-gap", "two-layer-descent-never-overshoots"),
    canary=Canary("at twice the rate", lambda: derived.converges(Integer(2))),
)
def converges() -> Derivation:
    """σ > 0, X₀ > 0, η ≤ 1/(4 max(σ, X₀))."""
    return derived.converges(Integer(1))


@step(
    "two-layer-descent-shrinks-less-below",
    **BY_DERIVATION,
    uses=("two-layer-descent-gap",),
    canary=Canary("the excess to first order", lambda: derived.shrinks_less_below(4 * eta * y)),
)
def shrinks_less_below() -> Derivation:
    """The factor of (38) less that of (39)."""
    return derived.shrinks_less_below(4 * eta * y * (1 - eta * x))


@step(
    "two-layer-descent-factor",
    **BY_DERIVATION,
    uses=("two-layer-descent-gap", "two-layer-descent-converges"),
    canary=Canary("1 − 2ησ", lambda: derived.factor_in_the_end(1 - 2 * eta * sigma)),
)
def factor_in_the_end() -> Derivation:
    """So descent is a little faster than the flow, and to first order in η as fast."""
    return derived.factor_in_the_end(1 - 4 * eta * sigma)


@step(
    "two-layer-descent-leaves-its-target",
    **BY_DERIVATION,
    uses=("two-layer-descent-gap",),
    canary=Canary("for η below 1/(2σ) too", lambda: derived.leaves_its_target(-1 / (2 * sigma + q))),
)
def leaves_its_target() -> Derivation:
    """A larger target needs a smaller step."""
    return derived.leaves_its_target(p)


@step(
    "two-layer-descent-first-order-error",
    **BY_DERIVATION,
    uses=("two-layer-descent-of-the-square", "two-layer-flow-of-the-square"),
    canary=Canary("half the second-order term of (38)", lambda: derived.first_order_error(Integer(2))),
)
def first_order_error() -> Derivation:
    """The equation of first variation, solved."""
    return derived.first_order_error(Integer(4))


STEPS: tuple[Step, ...] = (
    first_order,
    shrinks_as_used,
    gap_step,
    never_overshoots,
    converges,
    shrinks_less_below,
    factor_in_the_end,
    leaves_its_target,
    first_order_error,
)
