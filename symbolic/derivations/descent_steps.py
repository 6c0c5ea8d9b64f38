"""What one step of descent on ¼‖Y − UUᵀ‖² can do that the flow never does: exact counterexamples, n = 2 or 3.

U⁺ = (1 + η(Y − UUᵀ))U, and so W⁺ = (1 + η(Y − W))W(1 + η(Y − W)) for W = UUᵀ. Y is diagonal.
"""

from sympy import Expr, Integer, Matrix, Rational, Symbol, eye, ones

from symbolic.derivation import Derivation, equal, formula, sign
from symbolic.symbols import alpha, eta, p, q, sigma_1, sigma_2

tau, mu = Symbol("tau", positive=True), Symbol("mu", positive=True)
sigma_3 = Symbol("sigma_3", nonnegative=True)
slack = Symbol("p", nonnegative=True)  # what 1/η exceeds 1 by
QUARTER = Rational(1, 4)
HALF = Rational(1, 2)


def factor_step(U: Matrix, Y: Matrix, step: Expr) -> Matrix:
    """U⁺."""
    return U + step * (Y - U * U.T) * U


def product_step(W: Matrix, Y: Matrix, step: Expr) -> Matrix:
    """W⁺."""
    factor = eye(W.rows) + step * (Y - W)
    return factor * W * factor


def order_is_lost(lower_by: Matrix) -> Derivation:
    """W₁ = W₂ − τ·`lower_by` ⪯ W₂, and zᵀ(W₂⁺ − W₁⁺)z < 0; `lower_by` is that of (1, 1) with itself."""
    Y, upper, z = Matrix.diag(2, 1), Matrix.diag(2, HALF), Matrix([1 + eta / 2, -1])
    lower = upper - tau * lower_by
    value = (z.T * (product_step(upper, Y, eta) - product_step(lower, Y, eta)) * z)[0]
    lost = eta**2 * tau * (8 * eta**2 * tau**2 - 5 * eta**2 * tau - 6 * eta - 12) / 8
    small = {tau: Rational(2, 5) / (1 + q)}
    shown = r"z^\top (W_2^+ - W_1^+) z"
    lines = (
        equal(lower_by.det(), Integer(0), "what W₂ exceeds W₁ by is τ times a matrix of rank one"),
        sign(lower_by.trace(), ">", "of trace > 0, so that W₁ is below W₂ in the Loewner order"),
        sign(lower[0, 0], ">", "W₁ is a start: its first entry is positive", where=small),
        sign(lower.det(), ">=", "and its determinant is not negative, for τ ≤ 2/5", where=small),
        equal(value, lost, "what the step leaves in the direction z", shown=shown),
        sign(lost, "<", "the order is lost, for η ≤ 1", where={eta: 1 / (1 + slack), **small}),
    )
    return Derivation(
        "A step does not keep the Loewner order",
        "Y = diag(2, 1), W₂ = diag(2, 1/2), W₁ = W₂ − τ(1, 1)(1, 1)ᵀ, 0 < τ ≤ 2/5, 0 < η ≤ 1, z = (1 + η/2, −1)",
        lines,
        formula(shown, lost) + " < 0",
    )


def rows_come_apart(third: Matrix) -> Derivation:
    """The first two rows of U are equal; after a step they are not dependent. `third` is the third row over α."""
    U = alpha * Matrix.vstack(Matrix([[1, 0], [1, 0]]), third)
    after = factor_step(U, Matrix.diag(sigma_1, sigma_2, sigma_3), eta)[:2, :].det()
    lines = (
        equal(U[:2, :].det(), Integer(0), "the first two rows are dependent: the flow never learns two modes"),
        equal(after, -(alpha**4) * eta**2 * (sigma_1 - sigma_2), "after one step their determinant is"),
        sign(after.subs(sigma_1, sigma_2 + p), "<", "which is not 0, as σ₁ = σ₂ + p"),
    )
    return Derivation(
        "Dependent rows come apart",
        "σ₁ > σ₂ > 0, σ₃ ≥ 0, U = α[(1, 0), (1, 0), (1, 1)], every α and η > 0",
        lines,
        formula(r"\det (U^+)_{1,2}", after.factor()) + r" \ne 0",
    )


def rows_become_dependent(ends: tuple[Rational, Rational]) -> Derivation:
    """For some μ between the `ends` the first two rows of U are independent, and after one step they are dependent."""
    third = 1 / (2 * Integer(10) ** HALF)
    U = Matrix([[HALF, -mu], [HALF, mu], [third, third]])
    after = factor_step(U, Matrix.diag(1, Rational(1, 5), Rational(1, 10)), QUARTER)[:2, :].det().expand()
    low, high = ends
    lines = (
        equal(U[:2, :].det(), mu, "the determinant of the first two rows, which is not 0"),
        sign(after.subs(mu, low), "<", "after a step it is negative at the one end"),
        sign(after.subs(mu, high), ">", "and positive at the other: a polynomial in μ has a zero between them"),
    )
    return Derivation(
        "Independent rows become dependent",
        rf"σ = (1, 1/5, 1/10), η = 1/4, rows (1/2, −μ), (1/2, μ) and (1, 1)/√40; μ from {low} to {high}",
        lines,
        formula(r"\det (U^+)_{1,2}(\mu)", after),
    )


EQUAL_PARTS, ROOT = ones(2, 2), (Rational(2705262, 10**10), Rational(2705263, 10**10))
