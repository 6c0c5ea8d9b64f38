"""TFHV (39) and what follows from it: how fast descent on the factorized scalar problem converges."""

from sympy import Integer

from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from symbolic.derivations import descent_rates as rates
from symbolic.descent import shrinking
from symbolic.symbols import X, eta, p, q, sigma, x, y

STEPS = table(
    "TFHV",
    derived(
        "two-layer-descent-rate",
        lambda: rates.first_order(1 - 4 * eta * sigma),
        eq="39",
        uses=("two-layer-descent-of-the-square",),
        near_miss=("a factor 1 − 8ησ", lambda: rates.first_order(1 - 8 * eta * sigma)),
    ),
    derived(
        "two-layer-descent-shrinks",
        lambda: rates.shrinks(-1),
        uses=("two-layer-descent-rate",),
        expect=Outcome.FAILS,
        near_miss=("only above the target, where it holds", lambda: rates.shrinks(1)),
    ),
    derived(
        "two-layer-descent-gap",
        lambda: rates.gap_step(shrinking(X, sigma, eta)),
        uses=("two-layer-descent-of-the-square",),
        near_miss=("to first order only", lambda: rates.gap_step(1 - 4 * eta * X)),
    ),
    derived(
        "two-layer-descent-never-overshoots",
        lambda: rates.never_overshoots(Integer(4)),
        uses=("two-layer-descent-gap",),
        near_miss=("for η ≤ 1/(2 max(σ, X₀))", lambda: rates.never_overshoots(Integer(2))),
    ),
    derived(
        "two-layer-descent-converges",
        lambda: rates.converges(Integer(1)),
        uses=("two-layer-descent-gap", "two-layer-descent-never-overshoots"),
        near_miss=("at twice the rate", lambda: rates.converges(Integer(2))),
    ),
    derived(
        "two-layer-descent-shrinks-less-below",
        lambda: rates.shrinks_less_below(4 * eta * y * (1 - eta * x)),
        uses=("two-layer-descent-gap",),
        near_miss=("the excess to first order", lambda: rates.shrinks_less_below(4 * eta * y)),
    ),
    derived(
        "two-layer-descent-factor",
        lambda: rates.factor_in_the_end(1 - 4 * eta * sigma),
        uses=("two-layer-descent-gap", "two-layer-descent-converges"),
        near_miss=("1 − 2ησ", lambda: rates.factor_in_the_end(1 - 2 * eta * sigma)),
    ),
    derived(
        "two-layer-descent-leaves-its-target",
        lambda: rates.leaves_its_target(p),
        uses=("two-layer-descent-gap",),
        near_miss=("for η below 1/(2σ) too", lambda: rates.leaves_its_target(-1 / (2 * sigma + q))),
    ),
    derived(
        "two-layer-descent-first-order-error",
        lambda: rates.first_order_error(Integer(4)),
        uses=("two-layer-descent-of-the-square", "two-layer-flow-of-the-square"),
        near_miss=("half the second-order term of (38)", lambda: rates.first_order_error(Integer(2))),
    ),
)
