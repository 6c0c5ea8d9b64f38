"""TFHV §4: the flow that regularizes the imbalance, Proposition 4, and which imbalances there are.

(28) fails as printed: under (14) its Q₀ is GΛGᵀ.
"""

from sympy import Expr

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import realizable, regularized
from symbolic.derivations.imbalanced_flow import G, Gt
from symbolic.derivations.regularized import SQUARES, Lambda
from symbolic.regularized import EIGHTH, HALF, regularized_flow, stacked_flow
from symbolic.symbols import kappa, p


def without_imbalance(R: Expr, R_t: Expr, S: Expr, _S_bar: Expr, _imbalance: Expr) -> Expr:
    """(25) without its last term."""
    return S * R - HALF * R * R_t * R


@step(
    "riccati-like-flow",
    eq="25",
    **BY_DERIVATION,
    uses=("asymmetric-flow-in-singular-basis", "asymmetric-conservation-in-singular-basis"),
    canary=Canary("without the imbalance", lambda: regularized.riccati_like(without_imbalance)),
)
def riccati_like() -> Derivation:
    """(15) where (16) holds."""
    return regularized.riccati_like(stacked_flow)


def pulled_alike(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr, imbalance: Expr) -> tuple[Expr, Expr]:
    """A near-miss of (26): both factors are pulled the same way."""
    upper, lower = regularized_flow(Y, Yt, U, Ut, V, Vt, imbalance)
    return upper, lower - V * (Ut * U - Vt * V - imbalance)


@step(
    "regularized-flow",
    eq="26",
    **BY_DERIVATION,
    canary=Canary("both factors pulled the same way", lambda: regularized.blocks(pulled_alike)),
)
def blocks() -> Derivation:
    """For every R and Λ, whether or not the imbalance is Λ."""
    return regularized.blocks()


@step(
    "regularized-problem",
    eq="27",
    **BY_DERIVATION,
    uses=("regularized-flow",),
    canary=Canary("¼ for ⅛", lambda: regularized.gradient(2 * EIGHTH)),
)
def gradient() -> Derivation:
    """Along every line through (Ū, V̄) the loss falls as the flow says."""
    return regularized.gradient()


@step(
    "explicit-regularization",
    eq="Proposition 4",
    **BY_DERIVATION,
    uses=("regularized-flow", "regularized-problem", "riccati-like-flow"),
    canary=Canary("both factors pulled the same way", lambda: regularized.explicit_regularization(pulled_alike)),
)
def explicit_regularization() -> Derivation:
    """The error of the imbalance obeys a linear equation."""
    return regularized.explicit_regularization()


@step(
    "regularized-flow-exists",
    **BY_DERIVATION,
    uses=("regularized-problem",),
    canary=Canary("the sum of the Gram matrices, squared", lambda: regularized.exists_for_all_time(HALF, SQUARES**2)),
)
def exists_for_all_time() -> Derivation:
    """The regularized loss bounds the factors."""
    return regularized.exists_for_all_time(HALF)


@step(
    "imbalance-is-pulled",
    **BY_DERIVATION,
    uses=("regularized-flow", "explicit-regularization"),
    canary=Canary("both factors pulled the same way", lambda: regularized.imbalance_is_pulled(pulled_alike)),
)
def imbalance_is_pulled() -> Derivation:
    """Its square falls at the rate 2‖RΔ‖²."""
    return regularized.imbalance_is_pulled()


@step(
    "imbalance-need-not-arrive",
    **BY_DERIVATION,
    uses=("regularized-flow",),
    canary=Canary("it is Λ at Ū = V̄ = 0", lambda: regularized.imbalance_need_not_arrive(Lambda)),
)
def imbalance_need_not_arrive() -> Derivation:
    """Ū = V̄ = 0 is at rest."""
    return regularized.imbalance_need_not_arrive()


@step(
    "regularized-flow-is-the-plain-one",
    **BY_DERIVATION,
    uses=("regularized-flow", "asymmetric-conservation-law"),
    canary=Canary("twice the pull", lambda: regularized.same_solutions(2 * regularized.Delta)),
)
def same_solutions() -> Derivation:
    """What the pull acts on vanishes for ever if it does once."""
    return regularized.same_solutions()


@step(
    "weight-of-the-penalty",
    **BY_DERIVATION,
    uses=("regularized-problem",),
    canary=Canary("the pull 2κ for the weight κ", lambda: regularized.special_weight(2 * kappa)),
)
def special_weight() -> Derivation:
    """As an equation: at some R every other weight gives another right side."""
    return regularized.special_weight()


@step(
    "every-weight-keeps-the-imbalance",
    **BY_DERIVATION,
    uses=("regularized-problem", "weight-of-the-penalty"),
    canary=Canary("half the rate of the error", lambda: regularized.every_weight(2 * kappa)),
)
def every_weight() -> Derivation:
    """So the weight matters only while the imbalance is wrong."""
    return regularized.every_weight()


@step(
    "regularized-problem-in-the-data-basis",
    eq="28",
    **BY_DERIVATION,
    uses=("regularized-problem",),
    expect=Outcome.FAILS,
    canary=Canary(
        "with the rotation of Definition 3, where it holds", lambda: regularized.data_basis(Gt, G, Gt * Lambda * G)
    ),
)
def data_basis_as_printed() -> Derivation:
    """(14) rotates by Gᵀ."""
    return regularized.data_basis(G, Gt, Gt * Lambda * G)


@step(
    "regularized-problem-rotated-by-14",
    **BY_DERIVATION,
    uses=("regularized-problem",),
    canary=Canary("Q₀ = GᵀΛG", lambda: regularized.data_basis(G, Gt, Gt * Lambda * G)),
)
def data_basis() -> Derivation:
    """As (16) has it: Λ = GᵀQ₀G."""
    return regularized.data_basis(G, Gt, G * Lambda * Gt)


@step(
    "imbalance-rank",
    eq="31",
    **BY_DERIVATION,
    canary=Canary(
        "any symmetric matrix added",
        lambda: realizable.rank(realizable.IMBALANCE + realizable.OTHER),
    ),
)
def imbalance_rank() -> Derivation:
    """A product through the m + n rows of R."""
    return realizable.rank()


@step(
    "uniform-imbalance-and-many-hidden-units",
    **BY_DERIVATION,
    uses=("imbalance-rank",),
    canary=Canary(
        "any symmetric matrix added to it",
        lambda: realizable.too_many_hidden_units(realizable.IMBALANCE + realizable.OTHER),
    ),
)
def too_many_hidden_units() -> Derivation:
    """λ₀I has rank k."""
    return realizable.too_many_hidden_units()


@step(
    "uniform-imbalance-is-realizable-exactly",
    **BY_DERIVATION,
    uses=("asymmetric-conservation-law",),
    canary=Canary("√(2λ₀) for √λ₀", lambda: realizable.exactly_realizable(2 * p)),
)
def exactly_realizable() -> Derivation:
    """One factor has no kernel."""
    return realizable.exactly_realizable()


STEPS: tuple[Step, ...] = (
    riccati_like,
    blocks,
    gradient,
    explicit_regularization,
    exists_for_all_time,
    imbalance_is_pulled,
    imbalance_need_not_arrive,
    same_solutions,
    special_weight,
    every_weight,
    data_basis_as_printed,
    data_basis,
    imbalance_rank,
    too_many_hidden_units,
    exactly_realizable,
)
