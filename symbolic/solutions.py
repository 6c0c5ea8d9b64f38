"""The closed forms of MV and of TFHV §2, written once.

The arguments are numbers, matrices or letters that add and multiply.
"""

from sympy import Expr, exp

from paper import implements


@implements("growth-and-its-integral")
def growth(sigma: Expr, rate: Expr, time: Expr) -> Expr:
    """A diagonal entry of E(t): e^{cσt} (MV (6))."""
    return exp(rate * sigma * time)


@implements("growth-and-its-integral")
def growth_integral(sigma: Expr, rate: Expr, time: Expr) -> Expr:
    """A diagonal entry of G(t) = ∫₀ᵗ 2cE²: (e^{2cσt} − 1)/σ, and 2ct where σ = 0 (MV (6))."""
    return 2 * rate * time if sigma == 0 else (exp(2 * rate * sigma * time) - 1) / sigma


@implements("matrix-closed-form", "symmetric-closed-form")
def closed_form(E: Expr, W0: Expr, inverse: Expr) -> Expr:
    """E W̃₀ (I + GW̃₀)⁻¹ E, the solution, given the inverse, in the eigenbasis of Y (MV (5)) or any other (TFHV (8))."""
    return E * W0 * inverse * E


@implements("matrix-closed-form-from-linear-system")
def linear_solution(E: Expr, E_inverse: Expr, G: Expr, W0: Expr) -> tuple[Expr, Expr]:
    """(X₁, X₂) = (E⁻¹(I + GW̃₀), EW̃₀), of which (9) is the quotient X₂X₁⁻¹, in the eigenbasis of Y (MV (8), (9))."""
    return E_inverse * (1 + G * W0), E * W0


@implements("mode-closed-form")
def mode(sigma: Expr, a: Expr, rate: Expr, time: Expr) -> Expr:
    """σ a e^{2cσt} / (σ + a(e^{2cσt} − 1)), a mode with σ > 0 (MV (12))."""
    grown = exp(2 * rate * sigma * time)
    return sigma * a * grown / (sigma + a * (grown - 1))


@implements("absent-mode-closed-form")
def absent_mode(a: Expr, rate: Expr, time: Expr) -> Expr:
    """a / (1 + 2cat), a mode with σ = 0 (MV (13))."""
    return a / (1 + 2 * rate * a * time)


@implements("symmetric-spectral-mode")
def symmetric_mode(sigma: Expr, start: Expr, time: Expr) -> Expr:
    """σ + σ(σ₀ − σ) / (σ + σ₀(e^{4tσ} − 1)), a mode with σ of either sign (TFHV (9))."""
    return sigma + sigma * (start - sigma) / (sigma + start * (exp(4 * time * sigma) - 1))


@implements("one-layer-solution")
def one_layer(target: Expr, start: Expr, time: Expr) -> Expr:
    """Y + (X₀ − Y)e^{−t}, the solution of the one-layer problem, or an entry of it (TFHV (4))."""
    return target + (start - target) * exp(-time)


@implements("before-the-transition", "after-the-transition")
def transition_time(sigma: Expr, rate: Expr, log_of_inverse_scale: Expr) -> Expr:
    """log(1/α)/(cσ), when a mode that started near α² rises (MV (14), (15))."""
    return log_of_inverse_scale / (rate * sigma)
