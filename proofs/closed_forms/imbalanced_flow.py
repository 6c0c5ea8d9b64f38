"""TFHV (12)–(21): the flow of the asymmetric problem, its conservation law, and how it falls apart into modes.

The paper takes the law for a consequence of rotational symmetry, which is not enough for it.
"""

from typing import Any

from sympy import Expr, Integer, sqrt

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation
from symbolic.derivations import imbalanced_flow as flow
from symbolic.derivations import regularized, symmetry
from symbolic.imbalanced import asymmetric_flow, mode_flow
from symbolic.regularized import HALF
from symbolic.symbols import u, v

BY_DERIVATION: dict[str, Any] = {"paper": "TFHV", "evidence": (Derived(),), "group": "symbolic"}


def reversed_in_V(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr) -> tuple[Expr, Expr]:
    """A near-miss of the flow: V climbs."""
    U_rate, V_rate = asymmetric_flow(Y, Yt, U, Ut, V, Vt)
    return U_rate, -V_rate


@step(
    "asymmetric-flow",
    eq="12",
    **BY_DERIVATION,
    canary=Canary("V climbs", lambda: flow.gradient_of_the_loss(reversed_in_V)),
)
def gradient_flow() -> Derivation:
    """Along every line through (U, V) the loss falls as the flow says."""
    return flow.gradient_of_the_loss(asymmetric_flow)


@step(
    "asymmetric-conservation-law",
    eq="13",
    **BY_DERIVATION,
    uses=("asymmetric-flow",),
    canary=Canary("the sum of the Gram matrices", lambda: flow.conservation(flow.Ut * flow.U + flow.Vt * flow.V)),
)
def conservation_law() -> Derivation:
    """UᵀU and VᵀV grow alike."""
    return flow.conservation(flow.Ut * flow.U - flow.Vt * flow.V)


@step(
    "asymmetric-flow-exists",
    **BY_DERIVATION,
    uses=("asymmetric-flow", "asymmetric-conservation-law"),
    canary=Canary(
        "the sum of the Gram matrices, squared",
        lambda: regularized.exists_for_all_time(Integer(0), regularized.SQUARES**2),
    ),
)
def exists_for_all_time() -> Derivation:
    """The loss and the conserved imbalance bound the factors; the letters are those of (15), of the same form."""
    return regularized.exists_for_all_time(Integer(0))


@step(
    "asymmetric-flow-is-rotation-invariant",
    **BY_DERIVATION,
    uses=("asymmetric-flow",),
    canary=Canary("V is turned by another rotation than U", lambda: symmetry.rotation((flow.G_other, flow.G_other_t))),
)
def rotation() -> Derivation:
    """Hidden units may be turned into one another."""
    return symmetry.rotation()


@step(
    "rotation-is-the-origin-of-the-law",
    **BY_DERIVATION,
    uses=("asymmetric-flow-is-rotation-invariant", "asymmetric-conservation-law"),
    expect=Outcome.FAILS,
    canary=Canary("for the plain problem, where it is conserved", lambda: symmetry.law_from_rotations(Integer(0))),
)
def law_from_rotations() -> Derivation:
    """(27) with Λ = λ₀I has the same invariance, and does not conserve it."""
    return symmetry.law_from_rotations(HALF)


@step(
    "linear-symmetry-is-the-origin-of-the-law",
    **BY_DERIVATION,
    uses=("asymmetric-flow",),
    canary=Canary("V turned by A too", lambda: symmetry.law_from_linear_maps(symmetry.A_t * flow.Vt)),
)
def law_from_linear_maps() -> Derivation:
    """The symmetric generators matter, and rotations have none."""
    return symmetry.law_from_linear_maps()


@step(
    "asymmetric-flow-in-singular-basis",
    eq="15",
    **BY_DERIVATION,
    uses=("asymmetric-flow",),
    canary=Canary(
        "V is turned by another rotation than U",
        lambda: flow.flow_in_the_singular_basis((flow.G_other, flow.G_other_t)),
    ),
)
def singular_basis() -> Derivation:
    """Φ, Ψ and G cancel, as they are orthogonal and constant."""
    return flow.flow_in_the_singular_basis((flow.G, flow.Gt))


@step(
    "asymmetric-conservation-in-singular-basis",
    eq="16",
    **BY_DERIVATION,
    uses=("asymmetric-conservation-law",),
    canary=Canary("the sum of the Gram matrices", lambda: flow.conservation_in_the_singular_basis(1)),
)
def conservation_in_singular_basis() -> Derivation:
    """Q turns with G, which is constant."""
    return flow.conservation_in_the_singular_basis(-1)


@step(
    "asymmetric-flow-decouples",
    eq="18",
    **BY_DERIVATION,
    uses=("asymmetric-flow-in-singular-basis",),
    canary=Canary("v̄ climbs", lambda: flow.decoupling(reversed_in_V)),
)
def decoupling() -> Derivation:
    """The flow of diagonal factors is diagonal."""
    return flow.decoupling(asymmetric_flow)


@step(
    "fewer-hidden-units-than-modes",
    **BY_DERIVATION,
    uses=("asymmetric-flow-decouples",),
    canary=Canary("v̄ climbs", lambda: flow.fewer_hidden_units(reversed_in_V)),
)
def fewer_hidden_units() -> Derivation:
    """A mode without a hidden unit never begins."""
    return flow.fewer_hidden_units(asymmetric_flow)


@step(
    "asymmetric-scalar-flow",
    eq="19",
    **BY_DERIVATION,
    uses=("asymmetric-flow-decouples",),
    canary=Canary("v climbs", lambda: flow.scalar_flow(reversed_in_V)),
)
def scalar_flow() -> Derivation:
    """(12) with numbers for matrices."""
    return flow.scalar_flow(asymmetric_flow)


@step(
    "imbalance-is-conserved",
    eq="20",
    **BY_DERIVATION,
    uses=("asymmetric-scalar-flow",),
    canary=Canary("the sum of the squares", lambda: flow.imbalance_is_conserved(u**2 + v**2)),
)
def imbalance_is_conserved() -> Derivation:
    """Both squares grow alike."""
    return flow.imbalance_is_conserved(u**2 - v**2)


@step(
    "imbalanced-mode-flow",
    eq="21",
    **BY_DERIVATION,
    uses=("asymmetric-scalar-flow", "imbalance-is-conserved"),
    canary=Canary(
        "λ₀² for λ₀²/4 under the root",
        lambda: flow.flow_of_the_mode(lambda x, sigma, imbalance: 2 * (sigma - x) * sqrt(x**2 + imbalance**2)),
    ),
)
def flow_of_the_mode() -> Derivation:
    """u² + v² is the root, as it is never negative."""
    return flow.flow_of_the_mode(mode_flow)


STEPS: tuple[Step, ...] = (
    gradient_flow,
    conservation_law,
    exists_for_all_time,
    rotation,
    law_from_rotations,
    law_from_linear_maps,
    singular_basis,
    conservation_in_singular_basis,
    decoupling,
    fewer_hidden_units,
    scalar_flow,
    imbalance_is_conserved,
    flow_of_the_mode,
)
