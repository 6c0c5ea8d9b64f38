"""Gradient descent and gradient flow on one number, TFHV §5: (32)–(38), written once.

The arguments are numbers or symbols. X is what is learned, U its factor (X = U²), σ the target and η the step size.
"""

from sympy import Expr, log

from paper import implements


@implements("one-layer-descent")
def one_layer_step(X: Expr, sigma: Expr, eta: Expr) -> Expr:
    """X_{k+1} of TFHV (32)."""
    return X + eta * (sigma - X)


@implements("two-layer-descent")
def two_layer_step(U: Expr, sigma: Expr, eta: Expr) -> Expr:
    """U_{k+1} of TFHV (33)."""
    return U + 2 * eta * (sigma - U**2) * U


@implements("one-layer-scalar-flow")
def one_layer_flow(X: Expr, sigma: Expr) -> Expr:
    """Ẋ of TFHV (34)."""
    return sigma - X


@implements("two-layer-scalar-flow")
def two_layer_flow(U: Expr, sigma: Expr) -> Expr:
    """U̇ of TFHV (35)."""
    return 2 * (sigma - U**2) * U


@implements("two-layer-flow-of-the-square")
def square_flow(X: Expr, sigma: Expr) -> Expr:
    """Ẋ of X = U², the sentence before TFHV (37)."""
    return 4 * sigma * X - 4 * X**2


@implements("two-layer-scalar-solution")
def square_solution(sigma: Expr, c: Expr, decay: Expr) -> Expr:
    """X(t) of TFHV (37), where `decay` is e^{−4σt}."""
    return sigma / (1 - c * decay)


@implements("two-layer-descent-of-the-square")
def square_step(X: Expr, sigma: Expr, eta: Expr) -> Expr:
    """X_{k+1} of TFHV (38)."""
    return X + 4 * eta * (sigma - X) * X + 4 * eta**2 * (sigma - X) ** 2 * X


@implements("two-layer-descent-rate")
def first_order_step(gap: Expr, sigma: Expr, eta: Expr) -> Expr:
    """X̃_{k+1} of TFHV (39), without the terms of second order."""
    return gap - 4 * eta * gap * (sigma + gap)


@implements("two-layer-descent-gap")
def shrinking(X: Expr, sigma: Expr, eta: Expr) -> Expr:
    """What (38) multiplies the distance X̃ = X − σ by."""
    return 1 - 4 * eta * X + 4 * eta**2 * X * (X - sigma)


@implements("two-layer-descent-first-order-error")
def first_order_error(X: Expr, gap: Expr, X_start: Expr, gap_start: Expr) -> Expr:
    """How far (38) is ahead of the flow, over η: −X(σ − X)(log(X/X₀) + 2 log((σ − X)/(σ − X₀))). `gap` is σ − X."""
    return -X * gap * (log(X / X_start) + 2 * log(gap / gap_start))
