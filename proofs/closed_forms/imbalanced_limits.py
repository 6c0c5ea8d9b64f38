"""TFHV Proposition 3 and the limits of (17) where it has no meaning as printed: x₀ = σ, λ₀ → 0, and σ = 0.

Proposition 3 leaves out no spectral initialization. At λ₀ = 0 it fails from each start x₀ ≤ 0: the mode goes to 0, not
to σ.
"""

from sympy import Integer

from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from symbolic.derivations import imbalanced_limits as limits
from symbolic.imbalanced import printed_mode, rational_mode
from symbolic.symbols import C, a, delta, p, sigma

STEPS = table(
    "TFHV",
    derived(
        "imbalanced-convergence",
        lambda: limits.balanced_convergence(-1),
        eq="Proposition 3",
        uses=("asymmetric-flow-decouples", "imbalanced-mode-closed-form"),
        expect=Outcome.FAILS,
        near_miss=("only for starts above 0, where it holds", lambda: limits.balanced_convergence(1)),
    ),
    derived(
        "imbalanced-convergence-where-it-holds",
        lambda: limits.convergence_where_it_holds(-2 * C * printed_mode().rate ** 2, sigma * (a - sigma) / a),
        uses=(
            "asymmetric-flow-decouples",
            "imbalanced-mode-closed-form",
            "imbalanced-mode-as-imbalance-vanishes",
            "imbalance-vanishes-from-zero",
            "imbalance-vanishes-from-below",
        ),
        near_miss=(
            "half the factor",
            lambda: limits.convergence_where_it_holds(-C * printed_mode().rate ** 2, sigma * (a - sigma) / a),
        ),
    ),
    derived(
        "imbalanced-mode-started-at-its-target",
        lambda: limits.started_at_its_target(rational_mode().sigma),
        uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
        near_miss=("another limit, ω", lambda: limits.started_at_its_target(rational_mode().rate)),
    ),
    derived(
        "imbalanced-mode-without-target",
        lambda: limits.without_target(-2 * C * p**2),
        uses=("imbalanced-mode-flow", "imbalanced-letters", "imbalanced-constant"),
        near_miss=("half the factor of the decay", lambda: limits.without_target(-C * p**2)),
    ),
    derived(
        "balanced-mode-without-target",
        limits.balanced_without_target,
        uses=("imbalanced-mode-flow",),
        near_miss=("MV (13) at rate 2", lambda: limits.balanced_without_target(Integer(2))),
    ),
    derived(
        "imbalanced-mode-as-imbalance-vanishes",
        lambda: limits.from_above(limits.balanced_from_above()),
        uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
        near_miss=("MV (12) with c = 2", lambda: limits.from_above(limits.balanced_from_above(rate=Integer(2)))),
    ),
    derived(
        "imbalance-vanishes-from-zero",
        lambda: limits.from_zero(Integer(0)),
        uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
        near_miss=("another limit, σ", lambda: limits.from_zero(sigma)),
    ),
    derived(
        "imbalance-vanishes-from-below",
        lambda: limits.from_below(limits.balanced_from_below()),
        uses=("imbalanced-mode-closed-form", "imbalanced-letters"),
        near_miss=("MV (12) continued to x₀ < 0", lambda: limits.from_below(-limits.balanced_from_above().subs(a, -a))),
    ),
    derived(
        "imbalance-and-time-do-not-commute",
        lambda: limits.no_exchange(Integer(0)),
        uses=("imbalanced-mode-as-imbalance-vanishes", "imbalance-vanishes-from-zero", "imbalance-vanishes-from-below"),
        near_miss=("they may be for starts below 0 too", lambda: limits.no_exchange(sigma)),
    ),
    derived(
        "imbalance-reverses-the-order",
        lambda: limits.order_reversed(delta),
        uses=("imbalanced-rate-with-absolute-constant",),
        near_miss=("too little imbalance", lambda: limits.order_reversed(-delta)),
    ),
)
