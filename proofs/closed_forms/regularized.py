"""TFHV §4: the flow that regularizes the imbalance, Proposition 4, and which imbalances there are.

(28) fails as printed: under (14) its Q₀ is GΛGᵀ.
"""

from sympy import Expr

from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from symbolic.derivations import realizable, regularized
from symbolic.derivations.imbalanced_flow import G, Gt
from symbolic.derivations.regularized import SQUARES, Lambda
from symbolic.regularized import EIGHTH, HALF, regularized_flow, stacked_flow
from symbolic.symbols import kappa, p


def without_imbalance(R: Expr, R_t: Expr, S: Expr, _S_bar: Expr, _imbalance: Expr) -> Expr:
    """(25) without its last term."""
    return S * R - HALF * R * R_t * R


def pulled_alike(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr, imbalance: Expr) -> tuple[Expr, Expr]:
    """A near-miss of (26): both factors are pulled the same way."""
    upper, lower = regularized_flow(Y, Yt, U, Ut, V, Vt, imbalance)
    return upper, lower - V * (Ut * U - Vt * V - imbalance)


STEPS = table(
    "TFHV",
    derived(
        "riccati-like-flow",
        lambda: regularized.riccati_like(stacked_flow),
        eq="25",
        uses=("asymmetric-flow-in-singular-basis", "asymmetric-conservation-in-singular-basis"),
        near_miss=("without the imbalance", lambda: regularized.riccati_like(without_imbalance)),
    ),
    derived(
        "regularized-flow",
        regularized.blocks,
        eq="26",
        near_miss=("both factors pulled the same way", lambda: regularized.blocks(pulled_alike)),
    ),
    derived(
        "regularized-problem",
        regularized.gradient,
        eq="27",
        uses=("regularized-flow",),
        near_miss=("¼ for ⅛", lambda: regularized.gradient(2 * EIGHTH)),
    ),
    derived(
        "explicit-regularization",
        regularized.explicit_regularization,
        eq="Proposition 4",
        uses=("regularized-flow", "regularized-problem", "riccati-like-flow"),
        near_miss=("both factors pulled the same way", lambda: regularized.explicit_regularization(pulled_alike)),
    ),
    derived(
        "regularized-flow-exists",
        lambda: regularized.exists_for_all_time(HALF),
        uses=("regularized-problem",),
        near_miss=("the sum of the Gram matrices, squared", lambda: regularized.exists_for_all_time(HALF, SQUARES**2)),
    ),
    derived(
        "imbalance-is-pulled",
        regularized.imbalance_is_pulled,
        uses=("regularized-flow", "explicit-regularization"),
        near_miss=("both factors pulled the same way", lambda: regularized.imbalance_is_pulled(pulled_alike)),
    ),
    derived(
        "imbalance-need-not-arrive",
        regularized.imbalance_need_not_arrive,
        uses=("regularized-flow",),
        near_miss=("it is Λ at Ū = V̄ = 0", lambda: regularized.imbalance_need_not_arrive(Lambda)),
    ),
    derived(
        "regularized-flow-is-the-plain-one",
        regularized.same_solutions,
        uses=("regularized-flow", "asymmetric-conservation-law"),
        near_miss=("twice the pull", lambda: regularized.same_solutions(2 * regularized.Delta)),
    ),
    derived(
        "weight-of-the-penalty",
        regularized.special_weight,
        uses=("regularized-problem",),
        near_miss=("the pull 2κ for the weight κ", lambda: regularized.special_weight(2 * kappa)),
    ),
    derived(
        "every-weight-keeps-the-imbalance",
        regularized.every_weight,
        uses=("regularized-problem", "weight-of-the-penalty"),
        near_miss=("half the rate of the error", lambda: regularized.every_weight(2 * kappa)),
    ),
    derived(
        "regularized-problem-in-the-data-basis",
        lambda: regularized.data_basis(G, Gt, Gt * Lambda * G),
        eq="28",
        uses=("regularized-problem",),
        expect=Outcome.FAILS,
        near_miss=(
            "with the rotation of Definition 3, where it holds",
            lambda: regularized.data_basis(Gt, G, Gt * Lambda * G),
        ),
    ),
    derived(
        "regularized-problem-rotated-by-14",
        lambda: regularized.data_basis(G, Gt, G * Lambda * Gt),
        uses=("regularized-problem",),
        near_miss=("Q₀ = GᵀΛG", lambda: regularized.data_basis(G, Gt, Gt * Lambda * G)),
    ),
    derived(
        "imbalance-rank",
        realizable.rank,
        eq="31",
        near_miss=("any symmetric matrix added", lambda: realizable.rank(realizable.IMBALANCE + realizable.OTHER)),
    ),
    derived(
        "uniform-imbalance-and-many-hidden-units",
        realizable.too_many_hidden_units,
        uses=("imbalance-rank",),
        near_miss=(
            "any symmetric matrix added to it",
            lambda: realizable.too_many_hidden_units(realizable.IMBALANCE + realizable.OTHER),
        ),
    ),
    derived(
        "uniform-imbalance-is-realizable-exactly",
        realizable.exactly_realizable,
        uses=("asymmetric-conservation-law",),
        near_miss=("√(2λ₀) for √λ₀", lambda: realizable.exactly_realizable(2 * p)),
    ),
)
