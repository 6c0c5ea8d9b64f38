"""TFHV (4)–(7): the one-layer flow, the flow of X = UUᵀ, and where it rests, for a target of any sign."""

from sympy import exp

from proofs.claims.claim import Canary, Step, step
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic import flows, solutions
from symbolic.derivation import Derivation
from symbolic.derivations import symmetric_flow as flow
from symbolic.symbols import eigenvalue, p, t


@step(
    "one-layer-solution",
    eq="4",
    **BY_DERIVATION,
    canary=Canary("at rate 2", lambda: flow.one_layer_solution(lambda Y, X, t: solutions.one_layer(Y, X, 2 * t))),
)
def one_layer_solution() -> Derivation:
    """Every entry moves alone."""
    return flow.one_layer_solution()


@step(
    "one-layer-distance",
    **BY_DERIVATION,
    uses=("one-layer-solution",),
    canary=Canary("by e^{−2t}", lambda: flow.one_layer_distance(exp(-2 * t))),
)
def one_layer_distance() -> Derivation:
    """In the Frobenius norm."""
    return flow.one_layer_distance(exp(-t))


@step(
    "one-layer-stays-positive",
    **BY_DERIVATION,
    uses=("one-layer-solution",),
    canary=Canary("with the weight 1 + e^{−t}", lambda: flow.one_layer_stays_positive(1 + exp(-t))),
)
def one_layer_stays_positive() -> Derivation:
    """X(t) lies on the segment from X₀ to Y."""
    return flow.one_layer_stays_positive(1 - exp(-t))


@step(
    "one-layer-leaves-the-cone",
    **BY_DERIVATION,
    uses=("one-layer-solution",),
    canary=Canary("half as far outside", lambda: flow.one_layer_leaves_the_cone(-p / 2)),
)
def one_layer_leaves_the_cone() -> Derivation:
    """So the constraint X ⪰ 0 would have to be enforced."""
    return flow.one_layer_leaves_the_cone(-p)


@step(
    "symmetric-factor-flow",
    **BY_DERIVATION,
    canary=Canary("at rate 1", lambda: flow.factor_gradient(lambda Y, U, Ut, c: flows.factor_flow(Y, U, Ut, c / 2))),
)
def factor_flow() -> Derivation:
    """MV (2) with c = 2, for a target of any sign."""
    return flow.factor_gradient()


@step(
    "symmetric-product-flow",
    eq="5",
    **BY_DERIVATION,
    uses=("symmetric-factor-flow",),
    canary=Canary("U̇ = 2(Y + UUᵀ)U", lambda: flow.product(lambda Y, U, Ut, c: flows.factor_flow(Y, U, -Ut, c))),
)
def product_flow() -> Derivation:
    """MV (3) with c = 2."""
    return flow.product()


@step(
    "symmetric-problem-is-nonconvex",
    **BY_DERIVATION,
    canary=Canary("an eigenvalue −p < 0", lambda: flow.nonconvex(-p)),
)
def nonconvex() -> Derivation:
    """0 lies between two better points."""
    return flow.nonconvex()


@step(
    "symmetric-problem-without-positive-eigenvalues",
    **BY_DERIVATION,
    canary=Canary("half of two terms", lambda: flow.convex_without_positive_eigenvalues(1)),
)
def convex() -> Derivation:
    """The case that the paper's PSD target leaves out, but for Y = 0."""
    return flow.convex_without_positive_eigenvalues()


@step(
    "symmetric-stationary-points",
    eq="6",
    **BY_DERIVATION,
    uses=("symmetric-factor-flow", "symmetric-product-flow"),
    canary=Canary(
        "(Y − X)X + X(Y + X)", lambda: flow.stationary((flow.Y - flow.X) * flow.X + flow.X * (flow.Y + flow.X))
    ),
)
def stationary() -> Derivation:
    """Both say the same."""
    return flow.stationary()


@step(
    "symmetric-stationary-points-reduced",
    eq="7",
    **BY_DERIVATION,
    uses=("symmetric-stationary-points",),
    canary=Canary("for every symmetric X", flow.not_reduced),
)
def reduced() -> Derivation:
    """Y may have any sign."""
    return flow.reduced()


@step(
    "symmetric-stationary-family",
    **BY_DERIVATION,
    uses=("symmetric-stationary-points-reduced",),
    canary=Canary("twice the eigenvalues", lambda: flow.family(2 * eigenvalue)),
)
def family() -> Derivation:
    """The others are replaced by 0."""
    return flow.family()


@step(
    "symmetric-stationary-family-is-all",
    **BY_DERIVATION,
    uses=("symmetric-stationary-points-reduced",),
    canary=Canary("from (6), for every symmetric X", lambda: flow.family_is_all((flow.Z * flow.X + flow.X * flow.Z,))),
)
def family_is_all() -> Derivation:
    """X commutes with Y."""
    return flow.family_is_all()


@step(
    "symmetric-weights-are-balanced",
    **BY_DERIVATION,
    uses=("symmetric-factor-flow",),
    canary=Canary("a target that is not symmetric", lambda: flow.balanced(flow.Yt)),
)
def balanced() -> Derivation:
    """V = U is preserved by the asymmetric flow."""
    return flow.balanced()


STEPS: tuple[Step, ...] = (
    one_layer_solution,
    one_layer_distance,
    one_layer_stays_positive,
    one_layer_leaves_the_cone,
    factor_flow,
    product_flow,
    nonconvex,
    convex,
    stationary,
    reduced,
    family,
    family_is_all,
    balanced,
)
