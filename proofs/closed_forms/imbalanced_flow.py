"""TFHV (12)–(21): the flow of the asymmetric problem, its conservation law, and how it falls apart into modes.

The paper takes the law for a consequence of rotational symmetry, which is not enough for it.
"""

from sympy import Expr, Integer, sqrt

from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from symbolic.derivations import imbalanced_flow as flow
from symbolic.derivations import regularized, symmetry
from symbolic.imbalanced import asymmetric_flow, mode_flow
from symbolic.regularized import HALF
from symbolic.symbols import u, v


def reversed_in_V(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr) -> tuple[Expr, Expr]:
    """A near-miss of the flow: V climbs."""
    U_rate, V_rate = asymmetric_flow(Y, Yt, U, Ut, V, Vt)
    return U_rate, -V_rate


STEPS = table(
    "TFHV",
    derived(
        "asymmetric-flow",
        lambda: flow.gradient_of_the_loss(asymmetric_flow),
        eq="12",
        near_miss=("V climbs", lambda: flow.gradient_of_the_loss(reversed_in_V)),
    ),
    derived(
        "asymmetric-conservation-law",
        lambda: flow.conservation(flow.Ut * flow.U - flow.Vt * flow.V),
        eq="13",
        uses=("asymmetric-flow",),
        near_miss=("the sum of the Gram matrices", lambda: flow.conservation(flow.Ut * flow.U + flow.Vt * flow.V)),
    ),
    derived(
        "asymmetric-flow-exists",
        lambda: regularized.exists_for_all_time(Integer(0)),  # in the letters of (15), which has the same form
        uses=("asymmetric-flow", "asymmetric-conservation-law"),
        near_miss=(
            "the sum of the Gram matrices, squared",
            lambda: regularized.exists_for_all_time(Integer(0), regularized.SQUARES**2),
        ),
    ),
    derived(
        "asymmetric-flow-is-rotation-invariant",
        symmetry.rotation,
        uses=("asymmetric-flow",),
        near_miss=("V is turned by another rotation than U", lambda: symmetry.rotation((flow.G_other, flow.G_other_t))),
    ),
    derived(
        "rotation-is-the-origin-of-the-law",
        lambda: symmetry.law_from_rotations(HALF),
        uses=("asymmetric-flow-is-rotation-invariant", "asymmetric-conservation-law"),
        expect=Outcome.FAILS,
        near_miss=("for the plain problem, where it is conserved", lambda: symmetry.law_from_rotations(Integer(0))),
    ),
    derived(
        "linear-symmetry-is-the-origin-of-the-law",
        symmetry.law_from_linear_maps,
        uses=("asymmetric-flow",),
        near_miss=("V turned by A too", lambda: symmetry.law_from_linear_maps(symmetry.A_t * flow.Vt)),
    ),
    derived(
        "asymmetric-flow-in-singular-basis",
        lambda: flow.flow_in_the_singular_basis((flow.G, flow.Gt)),
        eq="15",
        uses=("asymmetric-flow",),
        near_miss=(
            "V is turned by another rotation than U",
            lambda: flow.flow_in_the_singular_basis((flow.G_other, flow.G_other_t)),
        ),
    ),
    derived(
        "asymmetric-conservation-in-singular-basis",
        lambda: flow.conservation_in_the_singular_basis(-1),
        eq="16",
        uses=("asymmetric-conservation-law",),
        near_miss=("the sum of the Gram matrices", lambda: flow.conservation_in_the_singular_basis(1)),
    ),
    derived(
        "asymmetric-flow-decouples",
        lambda: flow.decoupling(asymmetric_flow),
        eq="18",
        uses=("asymmetric-flow-in-singular-basis",),
        near_miss=("v̄ climbs", lambda: flow.decoupling(reversed_in_V)),
    ),
    derived(
        "fewer-hidden-units-than-modes",
        lambda: flow.fewer_hidden_units(asymmetric_flow),
        uses=("asymmetric-flow-decouples",),
        near_miss=("v̄ climbs", lambda: flow.fewer_hidden_units(reversed_in_V)),
    ),
    derived(
        "asymmetric-scalar-flow",
        lambda: flow.scalar_flow(asymmetric_flow),
        eq="19",
        uses=("asymmetric-flow-decouples",),
        near_miss=("v climbs", lambda: flow.scalar_flow(reversed_in_V)),
    ),
    derived(
        "imbalance-is-conserved",
        lambda: flow.imbalance_is_conserved(u**2 - v**2),
        eq="20",
        uses=("asymmetric-scalar-flow",),
        near_miss=("the sum of the squares", lambda: flow.imbalance_is_conserved(u**2 + v**2)),
    ),
    derived(
        "imbalanced-mode-flow",
        lambda: flow.flow_of_the_mode(mode_flow),
        eq="21",
        uses=("asymmetric-scalar-flow", "imbalance-is-conserved"),
        near_miss=(
            "λ₀² for λ₀²/4 under the root",
            lambda: flow.flow_of_the_mode(lambda x, sigma, imbalance: 2 * (sigma - x) * sqrt(x**2 + imbalance**2)),
        ),
    ),
)
