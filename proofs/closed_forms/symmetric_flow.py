"""TFHV (4)–(7): the one-layer flow, the flow of X = UUᵀ, and where it rests, for a target of any sign."""

from sympy import exp

from proofs.closed_forms.table import derived, table
from symbolic import flows, solutions
from symbolic.derivations import symmetric_flow as flow
from symbolic.symbols import eigenvalue, p, t

STEPS = table(
    "TFHV",
    derived(
        "one-layer-solution",
        flow.one_layer_solution,
        eq="4",
        near_miss=("at rate 2", lambda: flow.one_layer_solution(lambda Y, X, t: solutions.one_layer(Y, X, 2 * t))),
    ),
    derived(
        "one-layer-distance",
        lambda: flow.one_layer_distance(exp(-t)),
        uses=("one-layer-solution",),
        near_miss=("by e^{−2t}", lambda: flow.one_layer_distance(exp(-2 * t))),
    ),
    derived(
        "one-layer-stays-positive",
        lambda: flow.one_layer_stays_positive(1 - exp(-t)),
        uses=("one-layer-solution",),
        near_miss=("with the weight 1 + e^{−t}", lambda: flow.one_layer_stays_positive(1 + exp(-t))),
    ),
    derived(
        "one-layer-leaves-the-cone",
        lambda: flow.one_layer_leaves_the_cone(-p),
        uses=("one-layer-solution",),
        near_miss=("half as far outside", lambda: flow.one_layer_leaves_the_cone(-p / 2)),
    ),
    derived(
        "symmetric-factor-flow",
        flow.factor_gradient,
        near_miss=("at rate 1", lambda: flow.factor_gradient(lambda Y, U, Ut, c: flows.factor_flow(Y, U, Ut, c / 2))),
    ),
    derived(
        "symmetric-product-flow",
        flow.product,
        eq="5",
        uses=("symmetric-factor-flow",),
        near_miss=("U̇ = 2(Y + UUᵀ)U", lambda: flow.product(lambda Y, U, Ut, c: flows.factor_flow(Y, U, -Ut, c))),
    ),
    derived(
        "symmetric-problem-is-nonconvex", flow.nonconvex, near_miss=("an eigenvalue −p < 0", lambda: flow.nonconvex(-p))
    ),
    derived(
        "symmetric-problem-without-positive-eigenvalues",
        flow.convex_without_positive_eigenvalues,
        near_miss=("half of two terms", lambda: flow.convex_without_positive_eigenvalues(1)),
    ),
    derived(
        "symmetric-stationary-points",
        flow.stationary,
        eq="6",
        uses=("symmetric-factor-flow", "symmetric-product-flow"),
        near_miss=(
            "(Y − X)X + X(Y + X)",
            lambda: flow.stationary((flow.Y - flow.X) * flow.X + flow.X * (flow.Y + flow.X)),
        ),
    ),
    derived(
        "symmetric-stationary-points-reduced",
        flow.reduced,
        eq="7",
        uses=("symmetric-stationary-points",),
        near_miss=("for every symmetric X", flow.not_reduced),
    ),
    derived(
        "symmetric-stationary-family",
        flow.family,
        uses=("symmetric-stationary-points-reduced",),
        near_miss=("twice the eigenvalues", lambda: flow.family(2 * eigenvalue)),
    ),
    derived(
        "symmetric-stationary-family-is-all",
        flow.family_is_all,
        uses=("symmetric-stationary-points-reduced",),
        near_miss=("from (6), for every symmetric X", lambda: flow.family_is_all((flow.Z * flow.X + flow.X * flow.Z,))),
    ),
    derived(
        "symmetric-weights-are-balanced",
        flow.balanced,
        uses=("symmetric-factor-flow",),
        near_miss=("a target that is not symmetric", lambda: flow.balanced(flow.Yt)),
    ),
)
