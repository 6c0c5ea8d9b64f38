"""MV (4)–(6): W(t) = Φ E W̃₀ (I + GW̃₀)⁻¹ E Φᵀ, for every n, by the algebra of letters that don't commute.

Y = ΦΣΦᵀ, E = e^{cΣt}, so Ė = cΣE; Ġ = 2cE² and G(0) = 0; W(0) = ΦW̃₀Φᵀ. In the formulas 1 is the identity matrix.
"""

from collections.abc import Callable

from sympy import Expr, Matrix, Rational, S, Symbol, exp

from symbolic.derivation import Derivation, Line, derivative, formula, limit, starts
from symbolic.flows import product_flow
from symbolic.noncommutative import Algebra, commute, evaluate, inverse_relations, letters
from symbolic.rendering import rendered
from symbolic.solutions import closed_form, growth, growth_integral
from symbolic.symbols import c, phi, sigma, t

Sigma, E, G, Phi, Phit, Y, W = letters(r"\Sigma", "E", "G", r"\Phi", r"\Phi^\top", "Y", "W")
W_start, W_tilde, K = letters(r"\tilde{W}_{0}", r"\tilde{W}", "K")
E_inverse, K_inverse = letters("E^{-1}", "K^{-1}")

K_IN_FULL = 1 + G * W_start
AT_START = {E: S.One, E_inverse: S.One, G: S.Zero, K_inverse: S.One}

Solution = Callable[[Expr, Expr, Expr], Expr]
Entry = Callable[[Expr, Expr, Expr], Expr]


def model() -> dict[Symbol, Matrix | Expr]:
    """n = 2, σ = (2, 1), c = 1 at t = log 2, where E = diag(4, 2); a rational rotation Φ, a positive definite W̃₀."""
    values: dict[Symbol, Matrix | Expr] = {
        Sigma: Matrix.diag(2, 1),
        E: Matrix.diag(4, 2),
        E_inverse: Matrix.diag(Rational(1, 4), Rational(1, 2)),
        G: Matrix.diag(Rational(15, 2), 3),
        W_start: Matrix([[2, 1], [1, 3]]),
        Phi: Matrix([[3, -4], [4, 3]]) / 5,
        Phit: Matrix([[3, 4], [-4, 3]]) / 5,
        c: S.One,
    }
    values[K] = evaluate(K_IN_FULL, values)
    return values | {K_inverse: values[K].inv()}


def algebra(solution: Solution = closed_form) -> Algebra:
    """The letters of the closed form: what they stand for, what is known of them, and how they move."""
    return Algebra(
        stands_for={
            W: Phi * W_tilde * Phit,
            Y: Phi * Sigma * Phit,
            W_tilde: solution(E, W_start, K_inverse),
            K: K_IN_FULL,
        },
        relations=(
            *inverse_relations(K, K_inverse),
            *inverse_relations(E, E_inverse),
            *commute((E, Sigma), (G, Sigma), (G, E), (E_inverse, Sigma), (E_inverse, G)),
            Phi * Phit - 1,
            Phit * Phi - 1,
        ),
        rates={
            E: c * Sigma * E,
            E_inverse: -c * Sigma * E_inverse,
            G: 2 * c * E * E,
            K_inverse: -K_inverse * (2 * c * E * E * W_start) * K_inverse,
        },
        transposes={Phi: Phit},
        models=[model()],
    )


def the_growth(integral: Entry = growth_integral) -> Derivation:
    """E = e^{cΣt} and G = ∫₀ᵗ 2cE², entry by entry (MV (6))."""
    E_i, G_i, G_0 = growth(sigma, c, t), integral(sigma, c, t), integral(S.Zero, c, t)
    E_ii, G_ii = Symbol("E_{ii}"), Symbol("G_{ii}")
    return Derivation(
        title="The growth E and the integral G of its square",
        domain="every σ > 0, and σ = 0; every c > 0 and t ≥ 0",
        lines=(
            derivative(E_i, c * sigma * E_i, "so Ė = cΣE"),
            starts(E_ii, E_i, S.One, "and E(0) = 1"),
            derivative(G_i, 2 * c * E_i**2, "so Ġ = 2cE²"),
            starts(G_ii, G_i, S.Zero, "and G(0) = 0"),
            derivative(G_0, 2 * c * growth(S.Zero, c, t) ** 2, "the same where σ = 0 and E is 1"),
            starts(G_ii, G_0, S.Zero, "and G(0) = 0"),
            limit(
                G_i.subs(exp(2 * c * sigma * t), 1 + 2 * c * sigma * t * phi),
                {phi: S.One},
                G_0,
                "as σ → 0 the first G tends to the second: e^z = 1 + zφ, and φ → 1 as z = 2cσt → 0",
            ),
        ),
        conclusion=formula(E_ii, E_i) + r",\quad " + formula(G_ii, G_i) + r"\text{ or }" + rendered(G_0),
    )


def by_differentiation(solution: Solution = closed_form) -> Derivation:
    """(5) solves (4): differentiate E W̃₀ K⁻¹ E with d(K⁻¹) = −K⁻¹K̇K⁻¹ (MV (4), (5))."""
    return Derivation(
        title="The closed form, by differentiation",
        domain="every n, every symmetric Y = ΦΣΦᵀ, every W̃₀ for which the inverse exists, every c",
        lines=solution_lines(solution),
        conclusion=formula("W", Phi * solution(E, W_start, latex_inverse(K_IN_FULL)) * Phit),
    )


def solution_lines(solution: Solution) -> tuple[Line, ...]:
    """That the closed form solves the flow and starts where it should."""
    moving = algebra(solution)
    quadratic = E * W_start * K_inverse * E * E * W_start * K_inverse * E
    return (
        moving.names(K, "with the inverse K⁻¹"),
        moving.names(W_tilde, "the closed form in the basis Φ"),
        moving.derivative(K, 2 * c * E * E * W_start, "as Ġ = 2cE²"),
        moving.derivative(K * K_inverse, S.Zero, "as KK⁻¹ = 1, so K⁻¹ moves at −K⁻¹K̇K⁻¹"),
        moving.derivative(
            W_tilde,
            c * (Sigma * W_tilde + W_tilde * Sigma) - 2 * c * quadratic,
            "the product rule, as Ė = cΣE, and E and Σ commute",
        ),
        moving.equal(quadratic, W_tilde * W_tilde, "regroup"),
        moving.derivative(W_tilde, product_flow(Sigma, W_tilde, c), "so W̃ solves the flow in the basis Φ"),
        moving.names(Y, "the target"),
        moving.names(W, "back in the first basis"),
        moving.derivative(W, product_flow(Y, W, c), "as ΦᵀΦ = 1"),
        moving.equal(
            moving.read(W).subs(AT_START), Phi * W_start * Phit, "as E = 1, G = 0 and K⁻¹ = 1 at t = 0", shown="W(0)"
        ),
    )


def form_for_an_invertible_start(solution: Solution = closed_form) -> Derivation:
    """For invertible W̃₀, W̃ = (E⁻¹W̃₀⁻¹E⁻¹ + E⁻¹GE⁻¹)⁻¹, the form behind MV (24)."""
    (start_inverse,) = letters(r"\tilde{W}_{0}^{-1}")
    start = inverse_relations(W_start, start_inverse)
    values = [model() | {start_inverse: model()[W_start].inv()}]
    reciprocal = E_inverse * start_inverse * E_inverse + E_inverse * G * E_inverse
    factored = E_inverse * K * start_inverse * E_inverse
    opaque = Algebra(
        {W_tilde: solution(E, W_start, K_inverse)},
        (*start, *inverse_relations(K, K_inverse), *inverse_relations(E, E_inverse)),
        models=values,
    )
    return Derivation(
        title="The closed form for an invertible start",
        domain="every n, every invertible W̃₀ for which I + GW̃₀ is invertible",
        lines=(
            Algebra({K: K_IN_FULL}, start, models=values).equal(reciprocal, factored, "with K = 1 + GW̃₀"),
            opaque.names(W_tilde, "the closed form"),
            opaque.equal(W_tilde * factored, S.One, "its product with this is 1"),
            opaque.equal(factored * W_tilde, S.One, "from the other side too"),
        ),
        conclusion=formula(W_tilde, latex_inverse(reciprocal)),
    )


def woodbury_form(solution: Solution = closed_form) -> Derivation:
    """For W̃₀ = FFᵀ, F n×h of any width h: W̃ = EF(I_h + FᵀGF)⁻¹FᵀE (MV Remark III-C2, where F = αŨ).

    1 is the identity of either size: words that begin and end alike have one size.
    """
    F, Ft, N, N_inverse = letters("F", r"F^\top", "N", "N^{-1}")
    inner = 1 + Ft * G * F
    start = Matrix([[1, 0], [2, 0]])  # of rank 1: no inverse is needed of it
    values = model() | {F: start, Ft: start.T}
    values |= {W_start: start * start.T, N: evaluate(inner, values)}
    values |= {K: evaluate(K_IN_FULL, values)}
    values |= {K_inverse: values[K].inv(), N_inverse: values[N].inv()}
    known = Algebra({K: K_IN_FULL, N: inner, W_start: F * Ft}, transposes={F: Ft}, models=[values])
    opaque = Algebra(
        {}, (*inverse_relations(K, K_inverse), *inverse_relations(N, N_inverse)), transposes={F: Ft}, models=[values]
    )
    pushed = Algebra(
        {W_tilde: solution(E, W_start, K_inverse), W_start: F * Ft}, [N_inverse * Ft - Ft * K_inverse], models=[values]
    )
    through = Ft * K - N * Ft
    return Derivation(
        title="The closed form from a factor of any width",
        domain="every n and h, every n×h factor F, every t ≥ 0",
        lines=(
            known.names(W_start, "the start"),
            known.names(K, "has an inverse for t ≥ 0, by Proposition 1"),
            known.names(N, "h×h; it has an inverse, as FᵀGF ⪰ 0"),
            known.equal(through, S.Zero, "Fᵀ is pushed through"),
            opaque.equal(N_inverse * through * K_inverse, N_inverse * Ft - Ft * K_inverse, "so N⁻¹Fᵀ = FᵀK⁻¹"),
            pushed.names(W_tilde, "the closed form"),
            pushed.equal(W_tilde, E * F * N_inverse * Ft * E, "with the inverse of N alone"),
        ),
        conclusion=formula(W_tilde, E * F * latex_inverse(inner) * Ft * E),
    )


def latex_inverse(matrix: Expr) -> Symbol:
    """A letter that reads as the inverse of `matrix`."""
    return letters(rf"\left({rendered(matrix)}\right)^{{-1}}")[0]
