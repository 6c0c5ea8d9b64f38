"""MV (1)–(3): from the loss to its gradient flow, and from there to the flow of W = UUᵀ, for any n and h."""

from collections.abc import Callable

from sympy import Expr, Matrix, Rational, S

from symbolic.derivation import Derivation, equal, formula
from symbolic.flows import factor_flow, loss, product_flow
from symbolic.noncommutative import Algebra, letters
from symbolic.symbols import c, kappa

Y, U, Ut, H, Ht, R, W = letters("Y", "U", r"U^\top", "H", r"H^\top", "R", "W")

TRANSPOSES = {U: Ut, H: Ht}
MODEL = {
    Y: Matrix([[3, 1], [1, 2]]),
    U: Matrix([[1, 2], [0, 1]]),
    Ut: Matrix([[1, 0], [2, 1]]),
    H: Matrix([[1, -1], [2, 5]]),
    Ht: Matrix([[1, 2], [-1, 5]]),
    kappa: Rational(1, 4),
    c: S.One,
}

FactorFlow = Callable[[Expr, Expr, Expr, Expr], Expr]


def gradient_of_the_loss(flow: FactorFlow = factor_flow) -> Derivation:
    """U̇ = −∇(κ‖Y − UUᵀ‖²) is U̇ = c(Y − UUᵀ)U with c = 4κ (MV (2))."""
    along = Algebra({R: Y - U * Ut}, rates={U: H, Ut: Ht}, transposes=TRANSPOSES, models=[MODEL])
    rate = -H * Ut - U * Ht
    return Derivation(
        title="The gradient flow of the loss",
        domain="every n and h, every symmetric Y, every U; the loss is κ‖Y − UUᵀ‖² with any κ > 0",
        lines=(
            along.names(R, "the residual, a symmetric matrix"),
            along.derivative(R, rate, "along any line U + tH"),
            along.trace_equal(
                along.rate(loss(Y, U, Ut, kappa)),
                2 * kappa * R * rate,
                "the loss is tr(κR²), and tr(ṘR) = tr(RṘ)",
                shown=r"\frac{d}{dt} \kappa \|R\|_F^2",
            ),
            along.trace_equal(
                2 * kappa * R * rate,
                Ht * -flow(Y, U, Ut, 4 * kappa),
                "both terms have the same trace, so this is the inner product of H and the gradient",
            ),
            equal(4 * kappa, S.One, "the loss ¼‖Y − UUᵀ‖²", shown="c", where={kappa: Rational(1, 4)}),
            equal(4 * kappa, S(2), "the loss ½‖Y − UUᵀ‖²", shown="c", where={kappa: Rational(1, 2)}),
        ),
        conclusion=formula(r"\dot{U}", flow(Y, U, Ut, c)) + r",\quad " + formula(c, 4 * kappa),
    )


def flow_of_the_product(flow: FactorFlow = factor_flow) -> Derivation:
    """U̇ = c(Y − UUᵀ)U makes W = UUᵀ obey Ẇ = c(YW + WY − 2W²) (MV (3))."""
    velocity = flow(Y, U, Ut, c)
    rates = {U: velocity, Ut: Algebra(transposes=TRANSPOSES).transpose(velocity)}
    moving = Algebra({W: U * Ut}, rates=rates, transposes=TRANSPOSES, models=[MODEL])
    return Derivation(
        title="The flow of the product W = UUᵀ",
        domain="every n and h, every symmetric Y, every solution U(t) of (2), every c",
        lines=(
            moving.names(W, "the product"),
            moving.derivative(U, factor_flow(Y, U, Ut, c), "(2)"),
            moving.derivative(Ut, c * Ut * (Y - U * Ut), "its transpose, as Y and UUᵀ are symmetric"),
            moving.derivative(W, c * (Y - W) * W + c * W * (Y - W), "the product rule"),
            moving.derivative(W, product_flow(Y, W, c), "expand"),
        ),
        conclusion=formula(r"\dot{W}", product_flow(Y, W, c)),
    )
