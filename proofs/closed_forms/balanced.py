"""MV §IV: the asymmetric problem as a perturbation of balanced factors, which follow the paper's own flow.

What the paper says in words holds for every size: balanced factors, and no others, follow a symmetric flow, and a
small start is near a balanced one. Relative to its own size it is not. What keeps the flow near a balanced one is that
the part of a start that is not balanced does not grow, however long the flow takes.
"""

from typing import Any

from sympy import Expr, Integer, Rational

from proofs.claims.claim import Canary, Step, step
from proofs.closed_forms.imbalanced_flow import reversed_in_V
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation
from symbolic.derivations import balanced

BY_DERIVATION: dict[str, Any] = {"paper": "MV", "evidence": (Derived(),), "group": "symbolic"}
FLOW = ("asymmetric-flow", "asymmetric-flow-in-singular-basis")


@step(
    "balanced-factors-follow-a-symmetric-flow",
    **BY_DERIVATION,
    uses=("asymmetric-flow", "asymmetric-conservation-law"),
    canary=Canary("2Z² in place of Z²", lambda: balanced.symmetric_flow(Integer(2))),
)
def symmetric_flow() -> Derivation:
    """Block by block, with c = ½ and a target of both signs."""
    return balanced.symmetric_flow()


@step(
    "only-balanced-factors-follow-it",
    **BY_DERIVATION,
    uses=("asymmetric-flow",),
    canary=Canary("the sum of the traces left over", lambda: balanced.only_balanced(1)),
)
def only_balanced() -> Derivation:
    """The square of the imbalance is the trace of what is left over."""
    return balanced.only_balanced()


@step(
    "small-scale-is-nearly-balanced",
    **BY_DERIVATION,
    uses=FLOW,
    canary=Canary("an imbalance of order α", lambda: balanced.small_scale(1)),
)
def small_scale() -> Derivation:
    """The pair that is near is the growing part of the start."""
    return balanced.small_scale()


@step(
    "relative-imbalance-is-that-of-the-shape",
    **BY_DERIVATION,
    canary=Canary("an imbalance of order α", lambda: balanced.relative_distance(1)),
)
def relative_distance() -> Derivation:
    """Balanced pairs form a cone."""
    return balanced.relative_distance()


@step(
    "nominal-flow-is-the-papers-own",
    **BY_DERIVATION,
    uses=(*FLOW, "factor-flow"),
    canary=Canary("V climbs", lambda: balanced.nominal_flow(reversed_in_V)),
)
def nominal_flow() -> Derivation:
    """So its product has the closed form (5), and Theorems 3 and 4 speak of it."""
    return balanced.nominal_flow()


def without_its_last_term() -> Expr:
    """What N adds to the rate of P, less NPᵀN."""
    return balanced.QUADRATIC - balanced.N * balanced.Pt * balanced.N


@step(
    "general-initialization-perturbs-a-balanced-flow",
    **BY_DERIVATION,
    uses=(*FLOW, "nominal-flow-is-the-papers-own"),
    canary=Canary("without NPᵀN", lambda: balanced.perturbed_flow(without_its_last_term())),
)
def perturbed_flow() -> Derivation:
    """The flow in the sum and the difference of the factors."""
    return balanced.perturbed_flow()


@step(
    "perturbation-stays-small",
    **BY_DERIVATION,
    uses=("general-initialization-perturbs-a-balanced-flow", "asymmetric-conservation-law"),
    canary=Canary("half of what the imbalance adds", lambda: balanced.stays_small(Rational(1, 16))),
)
def stays_small() -> Derivation:
    """What feeds it is the square of the imbalance, which is conserved."""
    return balanced.stays_small()


STEPS: tuple[Step, ...] = (
    symmetric_flow,
    only_balanced,
    small_scale,
    relative_distance,
    nominal_flow,
    perturbed_flow,
    stays_small,
)
