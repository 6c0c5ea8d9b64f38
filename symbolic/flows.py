"""The differential equations, written once: the loss and its gradient flow, the flow of W = UUᵀ, and its modes.

The arguments are numbers, matrices or letters of any kind that adds and multiplies.
"""

from sympy import Expr, S

from paper import implements


@implements("symmetric-problem")
def loss(Y: Expr, U: Expr, U_transposed: Expr, weight: Expr) -> Expr:
    """The matrix whose trace is the loss ‖Y − UUᵀ‖²_F times `weight`, Y symmetric (MV (1): weight ¼; TFHV §2: ½)."""
    residual = Y - U * U_transposed
    return weight * residual * residual


@implements("factor-flow")
def factor_flow(Y: Expr, U: Expr, U_transposed: Expr, rate: Expr) -> Expr:
    """U̇ = c(Y − UUᵀ)U, the gradient flow (MV (2))."""
    return rate * (Y - U * U_transposed) * U


@implements("product-flow", "initial-value-problem")
def product_flow(Y: Expr, W: Expr, rate: Expr) -> Expr:
    """Ẇ = c(YW + WY − 2W²), the flow of W = UUᵀ (MV (3), (4))."""
    return rate * (Y * W + W * Y - 2 * W * W)


@implements("general-riccati")
def riccati_flow(W: Expr, A: Expr, B: Expr, C: Expr, D: Expr) -> Expr:
    """Ẇ = C + DW − WA − WBW, the general matrix Riccati equation (MV (7))."""
    return C + D * W - W * A - W * B * W


@implements("linear-system")
def linear_flow(X1: Expr, X2: Expr, A: Expr, B: Expr, C: Expr, D: Expr) -> tuple[Expr, Expr]:
    """(Ẋ₁, Ẋ₂) = (AX₁ + BX₂, CX₁ + DX₂), the linear system of twice the size (MV (8))."""
    return A * X1 + B * X2, C * X1 + D * X2


@implements("linear-system")
def hamiltonian_blocks(Y: Expr, rate: Expr) -> tuple[Expr, Expr, Expr, Expr]:
    """The blocks c[[−Y, 2], [0, Y]] with which (7) becomes (4)."""
    return -rate * Y, 2 * rate * S.One, S.Zero, rate * Y


def mode_flow(x: Expr, sigma: Expr, rate: Expr) -> Expr:
    """ẋ = 2c(σx − x²): one diagonal entry of the flow where Y and W are diagonal (MV (11))."""
    return 2 * rate * (sigma * x - x**2)
