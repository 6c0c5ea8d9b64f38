"""MV (10)–(13) and Corollary 2: under spectral initialization the flow falls apart into one equation for each mode."""

from collections.abc import Callable

from sympy import Expr, Matrix, Rational, S, Symbol, exp

from symbolic.derivation import (
    Derivation,
    Line,
    beyond_one,
    define,
    derivative,
    equal,
    formula,
    limit,
    sign,
    solves,
    starts,
)
from symbolic.flows import mode_flow, product_flow
from symbolic.noncommutative import Algebra, commute, letters
from symbolic.rendering import rendered
from symbolic.solutions import absent_mode, closed_form, growth, growth_integral, mode
from symbolic.symbols import a, alpha, c, delta, p, phi, sigma, t, x, y

Mode = Callable[[Expr, Expr, Expr, Expr], Expr]
AbsentMode = Callable[[Expr, Expr, Expr], Expr]
ProductFlow = Callable[[Expr, Expr, Expr], Expr]

W_DOT, W_TILDE_DOT, X_DOT = r"\dot{W}", r"\dot{\tilde{W}}", r"\dot{x}"
E, G = Symbol("E"), Symbol("G")
GROWN = exp(2 * c * sigma * t)

Sigma, X, Phi, Phit, Y, W, W_tilde = letters(r"\Sigma", "X", r"\Phi", r"\Phi^\top", "Y", "W", r"\tilde{W}")
U, Ut, root, V, Vt, S_bar = letters("U(0)", r"U(0)^\top", r"\bar{S}^{1/2}", "V", r"V^\top", r"\bar{S}")


def spectral_start(scale: Expr = alpha) -> Derivation:
    """U(0) = αΦS̄^{1/2}Vᵀ gives W(0) = α²ΦS̄Φᵀ, and α²S̄ in the basis Φ (MV (10))."""
    spectral = Algebra(
        {U: scale * Phi * root * Vt, Ut: scale * V * root * Phit, S_bar: root * root},
        (Vt * V - 1, Phit * Phi - 1, Phi * Phit - 1),
        transposes={Phi: Phit, V: Vt},
        models=[
            {
                Phi: Matrix([[3, -4], [4, 3]]) / 5,
                Phit: Matrix([[3, 4], [-4, 3]]) / 5,
                V: Matrix([[5, -12], [12, 5]]) / 13,
                Vt: Matrix([[5, 12], [-12, 5]]) / 13,
                root: Matrix.diag(1, 2),
                alpha: Rational(1, 10),
            }
        ],
    )
    return Derivation(
        title="A spectral initialization",
        domain="every n and h ≥ n, every orthogonal Φ, every V with VᵀV = 1, every α",
        lines=(
            spectral.names(S_bar, "a diagonal matrix"),
            spectral.names(U, "an initialization with the singular vectors of Y"),
            spectral.equal(Ut, spectral.transpose(U), "its transpose"),
            spectral.equal(U * Ut, alpha**2 * Phi * S_bar * Phit, "as VᵀV = 1", shown="W(0)"),
            spectral.equal(Phit * U * Ut * Phi, alpha**2 * S_bar, "in the basis Φ", shown=r"\tilde{W}(0)"),
        ),
        conclusion=rf"{formula(W_DOT, product_flow(Y, W, c))},\quad {formula('W(0)', alpha**2 * Phi * S_bar * Phit)}",
    )


def general_flow_in_the_eigenbasis(flow: ProductFlow = product_flow) -> Derivation:
    """W̃ = ΦᵀWΦ obeys the flow with Σ in place of Y, whatever W (MV (22))."""
    turned = Algebra(
        {W_tilde: Phit * W * Phi, Y: Phi * Sigma * Phit},
        (Phit * Phi - 1, Phi * Phit - 1),
        rates={W: product_flow(Y, W, c)},
        models=[
            {
                Phi: Matrix([[3, -4], [4, 3]]) / 5,
                Phit: Matrix([[3, 4], [-4, 3]]) / 5,
                W: Matrix([[2, 1], [1, 5]]),
                Sigma: Matrix.diag(2, 1),
                c: S.One,
            }
        ],
    )
    return Derivation(
        title="The flow of any W in the eigenbasis of the target",
        domain="every n, every symmetric Y = ΦΣΦᵀ, every W, every c",
        lines=(
            turned.names(Y, "the target"),
            turned.names(W_tilde, "the change of variables"),
            turned.derivative(W_tilde, flow(Sigma, W_tilde, c), "as ΦΦᵀ = 1"),
        ),
        conclusion=formula(W_TILDE_DOT, flow(Sigma, W_tilde, c)),
    )


def flow_in_the_eigenbasis(flow: ProductFlow = product_flow) -> Derivation:
    """W̃ = ΦᵀWΦ obeys the flow with Σ in place of Y, which keeps diagonal matrices diagonal (MV (11))."""
    general = general_flow_in_the_eigenbasis(flow)
    diagonal = Algebra({}, commute((Sigma, X)), models=[{Sigma: Matrix.diag(2, 1), X: Matrix.diag(3, 5), c: S.One}])
    return Derivation(
        title="The flow in the eigenbasis of the target",
        domain="every n, every symmetric Y = ΦΣΦᵀ, every c",
        lines=(
            *general.lines,
            diagonal.equal(
                flow(Sigma, X, c),
                mode_flow(X, Sigma, c),
                "for diagonal X this is diagonal: one equation for each entry, and no other solution, by uniqueness",
                shown=r"\dot{X}",
            ),
        ),
        conclusion=rf"{general.conclusion},\quad {formula(X_DOT, mode_flow(x, sigma, c))}",
    )


def mode_by_bernoulli(solution: Mode = mode, flow: ProductFlow = mode_flow) -> Derivation:
    """(12): with y = 1/x the equation ẋ = 2c(σx − x²) becomes linear (Bernoulli); solved, and substituted back."""
    reciprocal, integral, linear = 1 / x, growth_integral(sigma, c, t), 2 * c - 2 * c * sigma * y
    x_t = solution(sigma, a, c, t)
    return Derivation(
        title="A mode of the target: the solution of ẋ = 2c(σx − x²), x(0) = a",
        domain="every σ > 0, every a > 0, every c > 0 (1 in MV, 2 in TFHV), every t ≥ 0",
        lines=(
            define(y, reciprocal, "Bernoulli's substitution, as x > 0"),
            derivative(reciprocal, linear.subs(y, reciprocal), "as ẋ = 2c(σx − x²)", rates={x: flow(x, sigma, c)}),
            derivative(GROWN * y, 2 * c * GROWN, "as therefore ẏ = 2c − 2cσy, a linear equation", rates={y: linear}),
            define(G, integral, "to integrate the right side from 0 to t"),
            derivative(integral, 2 * c * GROWN, "its rate is the right side"),
            starts(G, integral, S.Zero, "and it starts from 0"),
            equal(
                GROWN / (1 / a + G),
                x_t,
                "so y e^{2cσt} = 1/a + G, and x = 1/y",
                shown="x(t)",
                where={G: integral},
            ),
            solves(x, x_t, flow(x, sigma, c), "(12) put back into the equation"),
            starts(x, x_t, a, "and its start"),
            _denominator_is_positive(x_t),
        ),
        conclusion=formula("x(t)", x_t),
    )


def _denominator_is_positive(x_t: Expr) -> Line:
    _, denominator = x_t.as_numer_denom()
    return sign(denominator, ">", "so (12) has no pole: it is there for every t ≥ 0", where=beyond_one(GROWN))


def absent_mode_by_separation(solution: AbsentMode = absent_mode) -> Derivation:
    """(13): ẋ = −2cx² by separation, substituted back, and as the limit of (12) for σ → 0."""
    x_t = solution(a, c, t)
    return Derivation(
        title="A mode that the target lacks: the solution of ẋ = −2cx², x(0) = a",
        domain="every a > 0, every c > 0 (1 in MV, 2 in TFHV), every t ≥ 0",
        lines=(
            equal(mode_flow(x, S.Zero, c), -2 * c * x**2, "the equation of a mode, with σ = 0", shown=r"\dot{x}"),
            derivative(1 / x, 2 * c, "separated: so 1/x = 1/a + 2ct", rates={x: mode_flow(x, S.Zero, c)}),
            equal(1 / (1 / a + 2 * c * t), x_t, "solved for x", shown="x(t)"),
            solves(x, x_t, mode_flow(x, S.Zero, c), "(13) put back into the equation"),
            starts(x, x_t, a, "and its start"),
            sign(x_t.as_numer_denom()[1], ">", "so (13) has no pole: it is there for every t ≥ 0"),
            limit(
                mode(sigma, a, c, t).subs(GROWN, 1 + 2 * c * sigma * t * phi),
                {sigma: S.Zero, phi: S.One},
                x_t,
                "(12) tends to (13): e^z = 1 + zφ, and φ → 1 as z = 2cσt → 0",
            ),
        ),
        conclusion=formula("x(t)", x_t),
    )


def modes_of_the_closed_form(solution: Mode = mode, absent: AbsentMode = absent_mode) -> Derivation:
    """For a diagonal W̃₀ the entries of (5) are (12) and (13) (MV, Corollary 2)."""
    entry = closed_form(E, a, 1 / (1 + G * a))

    def at(spectral: Expr) -> Expr:
        return entry.subs({E: growth(spectral, c, t), G: growth_integral(spectral, c, t)})

    present, lacking = solution(sigma, a, c, t), absent(a, c, t)
    return Derivation(
        title="The solution from a spectral initialization",
        domain="every n, every Y = ΦΣΦᵀ ⪰ 0, every W(0) = α²ΦS̄Φᵀ with α²S̄ = diag(a), a > 0, every c > 0, every t ≥ 0",
        lines=(
            *spectral_start().lines[-2:],
            define(x, entry, "the diagonal entry of (5), whose factors are all diagonal"),
            equal(at(sigma), present, "where σ > 0, with (6): this is (12)", shown="x(t)"),
            equal(at(S.Zero), lacking, "where σ = 0: this is (13)", shown="x(t)"),
        ),
        conclusion=formula("W(t)", Phi * letters(r"\operatorname{diag}(x_i(t))")[0] * Phit),
    )


RISE = 2 * c * sigma**2 * a * (sigma - a) * GROWN / (sigma + a * (GROWN - 1)) ** 2
FALL = -2 * c * a**2 / (1 + 2 * c * a * t) ** 2


def mode_increases(rise: Expr = RISE) -> Derivation:
    """(12) increases strictly while 0 < a < σ, and stays below σ."""
    x_t = mode(sigma, a, c, t)
    where = {**beyond_one(GROWN), sigma: a + p}
    return Derivation(
        title="A mode that starts below its target increases strictly, and never reaches it",
        domain="0 < a < σ, written σ = a + p with p > 0; every c > 0; t ≥ 0, where e^{2cσt} = 1 + q with q ≥ 0",
        lines=(
            derivative(x_t, rise, "the quotient rule"),
            sign(rise, ">", "so x increases strictly", where=where),
            sign(sigma - x_t, ">", "and stays below σ", where=where),
        ),
        conclusion=r"0 < a < \sigma \;\Rightarrow\; \dot{x} > 0,\ x(t) < \sigma",
    )


def absent_mode_decreases(fall: Expr = FALL) -> Derivation:
    """(13) decreases strictly, and stays positive."""
    x_t = absent_mode(a, c, t)
    return Derivation(
        title="A mode that the target lacks decreases strictly, and stays positive",
        domain="every a > 0, c > 0 and t ≥ 0",
        lines=(
            derivative(x_t, fall, "the quotient rule"),
            sign(fall, "<", "so x decreases strictly"),
            sign(x_t, ">", "and stays positive"),
        ),
        conclusion=r"\dot{x} < 0,\ x(t) > 0",
    )


def mode_tends_to_its_target(target: Expr = sigma) -> Derivation:
    """(12) tends to σ as t → ∞, from any a > 0."""
    x_t = mode(sigma, a, c, t)
    shrunk = sigma * a / (sigma * delta + a * (1 - delta))
    return Derivation(
        title="A mode of the target tends to it",
        domain="every σ > 0, every a > 0, every c > 0",
        lines=(
            equal(x_t, shrunk, "divide by the exponential", shown="x(t)", where={delta: 1 / GROWN}),
            limit(shrunk, {delta: S.Zero}, target, "as t → ∞, where δ → 0, since cσ > 0"),
        ),
        conclusion=rf"\lim_{{t \to \infty}} x(t) = {rendered(target)}",
    )


def absent_mode_tends_to_zero(target: Expr = S.Zero) -> Derivation:
    """(13) tends to 0 as t → ∞."""
    x_t = absent_mode(a, c, t)
    shrunk = a * delta / (delta + 2 * c * a)
    return Derivation(
        title="A mode that the target lacks tends to zero",
        domain="every a > 0, every c > 0",
        lines=(
            equal(x_t, shrunk, "divide by t > 0", shown="x(t)", where={delta: 1 / t}),
            limit(shrunk, {delta: S.Zero}, target, "as t → ∞, where δ → 0"),
        ),
        conclusion=rf"\lim_{{t \to \infty}} x(t) = {rendered(target)}",
    )
