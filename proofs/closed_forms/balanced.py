"""MV §IV: the asymmetric problem as a perturbation of balanced factors, which follow the paper's own flow.

What the paper says in words holds for every size: balanced factors, and no others, follow a symmetric flow, and a
small start is near a balanced one. Relative to its own size it is not. What keeps the flow near a balanced one is that
the part of a start that is not balanced does not grow, however long the flow takes.
"""

from sympy import Expr, Integer, Rational

from proofs.closed_forms.imbalanced_flow import reversed_in_V
from proofs.closed_forms.table import derived, table
from symbolic.derivations import balanced

FLOW = ("asymmetric-flow", "asymmetric-flow-in-singular-basis")


def without_its_last_term() -> Expr:
    """What N adds to the rate of P, less NPᵀN."""
    return balanced.QUADRATIC - balanced.N * balanced.Pt * balanced.N


STEPS = table(
    "MV",
    derived(
        "balanced-factors-follow-a-symmetric-flow",
        balanced.symmetric_flow,
        uses=("asymmetric-flow", "asymmetric-conservation-law"),
        near_miss=("2Z² in place of Z²", lambda: balanced.symmetric_flow(Integer(2))),
    ),
    derived(
        "only-balanced-factors-follow-it",
        balanced.only_balanced,
        uses=("asymmetric-flow",),
        near_miss=("the sum of the traces left over", lambda: balanced.only_balanced(1)),
    ),
    derived(
        "small-scale-is-nearly-balanced",
        balanced.small_scale,
        uses=FLOW,
        near_miss=("an imbalance of order α", lambda: balanced.small_scale(1)),
    ),
    derived(
        "relative-imbalance-is-that-of-the-shape",
        balanced.relative_distance,
        near_miss=("an imbalance of order α", lambda: balanced.relative_distance(1)),
    ),
    derived(
        "nominal-flow-is-the-papers-own",
        balanced.nominal_flow,
        uses=(*FLOW, "factor-flow"),
        near_miss=("V climbs", lambda: balanced.nominal_flow(reversed_in_V)),
    ),
    derived(
        "general-initialization-perturbs-a-balanced-flow",
        balanced.perturbed_flow,
        uses=(*FLOW, "nominal-flow-is-the-papers-own"),
        near_miss=("without NPᵀN", lambda: balanced.perturbed_flow(without_its_last_term())),
    ),
    derived(
        "perturbation-stays-small",
        balanced.stays_small,
        uses=("general-initialization-perturbs-a-balanced-flow", "asymmetric-conservation-law"),
        near_miss=("half of what the imbalance adds", lambda: balanced.stays_small(Rational(1, 16))),
    ),
)
