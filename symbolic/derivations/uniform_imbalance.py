"""TFHV (29), (30): the regularized flow when Λ = λ₀I, its closed form, the spectrum behind it, and its end.

Then Z = RRᵀ obeys Ż = S̃Z + ZS̃ − Z² with the symmetric matrix S̃ = S + λ₀S̄, whose eigenvalues have both signs.
"""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational, Symbol, eye, sqrt

from symbolic import flows, solutions
from symbolic.derivation import Derivation, beyond_one, equal, formula, sign
from symbolic.derivations import existence, flow
from symbolic.derivations.closed_form import latex_inverse
from symbolic.derivations.imbalanced_flow import Sigma, Sigma_t, e_m, e_n
from symbolic.derivations.regularized import HALVES, STACKS, J_m, J_mt, J_n, J_nt, R, R_t, S, S_bar, stacks
from symbolic.noncommutative import Algebra, commute, evaluate, inverse_relations, letters
from symbolic.regularized import EIGHTH, growth_integral, stacked_flow, uniform_flow
from symbolic.rendering import rendered
from symbolic.symbols import imbalance, q, sigma, t

S_tilde, S_tilde_inverse, S_hat, E, F = letters(r"\tilde{S}", r"\tilde{S}^{-1}", r"\hat{S}", r"e^{t\tilde{S}}", "F")
Z, Z_start, Z_end, K, K_inverse, A, B = letters("Z", "Z_{0}", r"Z_\star", "K", "K^{-1}", "A", "B")

Solution = Callable[[Expr, Expr, Expr], Expr]
DOMAIN = "every m, n and k, every Σ, every λ₀ of either sign or 0"
ONE, TWO = Integer(1), Integer(2)
SHIFTED = {S_tilde: S + imbalance * S_bar}


def uniform(flow_of_R: Callable[[Expr, Expr, Expr], Expr] = uniform_flow) -> Derivation:
    """(29): with Λ = λ₀I the flow (25) is that of a symmetric factorization."""
    blocks = stacks()
    named = Algebra({**SHIFTED, **STACKS}, HALVES, models=blocks.models)
    lines = (
        named.names(S_tilde, "a symmetric matrix, in which λ₀ shifts the data"),
        named.equal(
            stacked_flow(R, R_t, S, S_bar, imbalance),
            flow_of_R(S_tilde, R, R_t),
            "(25) with λ₀I for Λ",
            shown=r"\dot{R}",
        ),
    )
    return Derivation("Uniform imbalance", DOMAIN, lines, formula(r"\dot{R}", flow_of_R(S_tilde, R, R_t)))


def symmetric_problem(weight: Expr = EIGHTH) -> Derivation:
    """(29) is the gradient flow of ⅛‖2S̃ − RRᵀ‖²."""
    read = Algebra(models=[{S_tilde: Matrix([[3, 1], [1, -2]]), R: eye(2), R_t: eye(2)}])
    lines = (
        *flow.gradient_of_the_loss().lines[:4],
        read.equal(
            flows.factor_flow(2 * S_tilde, R, R_t, 4 * weight),
            uniform_flow(S_tilde, R, R_t),
            "with 2S̃ for Y, R for U, and the rate 4κ",
        ),
    )
    return Derivation(
        "Uniform imbalance as a symmetric problem",
        "every symmetric S̃, every R",
        lines,
        formula(r"\dot{R}", r"-\nabla_R \frac{1}{8} \|2\tilde{S} - R R^\top\|_F^2"),
    )


def _growth_model() -> dict[Symbol, Matrix | Expr]:
    """S̃ = diag(1, −1) at t = log 2."""
    values = {
        S_tilde: Matrix.diag(1, -1),
        S_tilde_inverse: Matrix.diag(1, -1),
        E: Matrix.diag(2, Rational(1, 2)),
        Z_start: Matrix([[2, 1], [1, 3]]),
    }
    values[F] = evaluate(growth_integral(S_tilde_inverse, E), values)
    values[K] = evaluate(1 + F * Z_start, values)
    return values | {K_inverse: values[K].inv()}


def closed_form(solution: Solution = solutions.closed_form) -> Derivation:
    """(30) solves the flow that (29) gives Z = RRᵀ, for every invertible symmetric S̃."""
    models, step = [_growth_model()], uniform_flow(S_tilde, R, R_t)
    factors = Algebra({Z: R * R_t}, rates={R: step, R_t: Algebra(transposes={R: R_t}).transpose(step)})
    riccati = S_tilde * Z + Z * S_tilde - Z * Z
    growing = Algebra(
        {F: growth_integral(S_tilde_inverse, E)},
        (*inverse_relations(S_tilde, S_tilde_inverse), *commute((E, S_tilde), (E, S_tilde_inverse))),
        rates={E: S_tilde * E},
        models=models,
    )
    moving = Algebra(
        {Z: solution(E, Z_start, K_inverse), K: 1 + F * Z_start},
        (*inverse_relations(K, K_inverse), *commute((E, S_tilde))),
        rates={E: S_tilde * E, F: E * E, K_inverse: -K_inverse * (E * E * Z_start) * K_inverse},
        models=models,
    )
    at_start = {E: Integer(1), F: Integer(0), K_inverse: Integer(1)}
    lines = (
        factors.names(Z, "the product of the stacked factors"),
        factors.derivative(Z, riccati, "(29) and its transpose"),
        growing.names(F, "where S̃ is singular, F is the integral of e^{2tS̃}, of which nothing but its rate is used"),
        growing.derivative(F, E * E, "as S̃ and its exponential commute"),
        growing.equal(growing.read(F).subs(E, 1), Integer(0), "at t = 0", shown="F(0)"),
        moving.names(K, "the matrix to invert"),
        moving.derivative(K * K_inverse, Integer(0), "as KK⁻¹ = 1, so K⁻¹ moves at −K⁻¹K̇K⁻¹"),
        moving.names(Z, "(30)"),
        moving.derivative(Z, riccati, "the product rule: the right flow"),
        replace(
            moving.equal(moving.read(Z).subs(at_start), Z_start, "from the right start", shown="Z(0)"),
            lemma="the Picard–Lindelöf theorem",
        ),
    )
    return Derivation(
        "The closed form (30)",
        "every symmetric S̃, whatever the signs of its eigenvalues, every R₀, every t with an invertible K",
        lines,
        formula("R R^T(t)", solution(E, Z_start, latex_inverse(1 + growth_integral(S_tilde_inverse, E) * Z_start))),
    )


def exists(inverse: Expr = existence.WOODBURY) -> Derivation:
    """The inverse in (30) exists for every t ≥ 0: the integral of e^{2tS̃} is never negative, whatever S̃."""
    growth = growth_integral(1 / sigma, solutions.growth(sigma, Integer(1), t))
    decay = growth_integral(-1 / sigma, solutions.growth(-sigma, Integer(1), t))
    lines = (
        sign(growth, ">=", "an eigenvalue of F where S̃ has s = σ > 0", where=beyond_one(growth_exponential())),
        sign(
            decay,
            ">=",
            "where S̃ has s = −σ < 0",
            where={growth_exponential() ** -1: 1 / (1 + q)},
        ),
        sign(t, ">=", "and where S̃ has s = 0, as there F is the integral of 1: so F has a root, G^{1/2} below"),
        *existence.woodbury_lines(inverse),
    )
    return Derivation(
        "The inverse in (30) exists",
        "every symmetric S̃, every R₀, every t ≥ 0; G stands for ½S̃⁻¹(e^{2tS̃} − I), W̃₀ for R₀R₀ᵀ",
        lines,
        r"\det(1 + \frac{1}{2} \tilde{S}^{-1} (e^{2t\tilde{S}} - 1) R_0 R_0^T) \ne 0,\quad t \ge 0",
    )


def growth_exponential() -> Expr:
    """e^{2σt}."""
    return solutions.growth(TWO * sigma, Integer(1), t)


ROOT = sqrt(sigma**2 + imbalance**2 / 4)


def spectrum(size: Expr = ROOT) -> Derivation:
    """The eigenvalues of S̃: ±√(σᵢ² + λ₀²/4) for i ≤ m, and −λ₀/2 for m < i ≤ n."""
    shifted = {**SHIFTED, **STACKS}
    blocks = Algebra(shifted, HALVES, models=stacks().models)
    paired = Algebra(shifted, (*HALVES, Sigma * e_n - sigma * e_m, Sigma_t * e_m - sigma * e_n), models=[_pair_model()])
    lonely = Algebra(shifted, (*HALVES, Sigma * e_n))
    unseen = Algebra(shifted, (*HALVES, Sigma * e_n, Sigma_t * e_m))
    lines = [
        blocks.names(S_tilde, "the shifted data"),
        blocks.equal(
            S_tilde * S_tilde,
            J_m * Sigma * Sigma_t * J_mt + J_n * Sigma_t * Sigma * J_nt + imbalance**2 / 4 * (J_m * J_mt + J_n * J_nt),
            "its square has no blocks beside the diagonal ones, whose eigenvalues are σᵢ² + λ₀²/4, and λ₀²/4 beyond m",
        ),
    ]
    for side in (1, -1):
        vector = sigma * J_m * e_m + (side * size - imbalance / 2) * J_n * e_n
        lines.append(
            paired.equal(S_tilde * vector, side * size * vector, "i ≤ m: one eigenvector of either sign, σᵢ = σ > 0")
        )
    lines += [
        unseen.equal(S_tilde * (J_m * e_m), imbalance / 2 * J_m * e_m, "i ≤ m with σᵢ = 0: the same two eigenvalues"),
        unseen.equal(S_tilde * (J_n * e_n), -imbalance / 2 * J_n * e_n, "which are then ±λ₀/2"),
        lonely.equal(S_tilde * (J_n * e_n), -imbalance / 2 * J_n * e_n, "m < i ≤ n, where Σ has a column of zeros"),
        sign(
            size**2, ">", "never 0 where σᵢ > 0, even for λ₀ = 0: S̃ is singular only where λ₀ = 0 meets n > m or σᵢ = 0"
        ),
        equal(4 * size**2, 4 * sigma**2 + imbalance**2, "twice the size is √(4σ² + λ₀²)"),
        sign(4 * size**2 - imbalance**2, ">", "so the smallest eigenvalue in size is that beyond m, if n > m"),
    ]
    return Derivation(
        "The eigenvalues of S̃",
        f"{DOMAIN}, n ≥ m",
        tuple(lines),
        formula(r"s_i", r"\pm" + rendered(size))
        + r"\ (i \le m),\quad "
        + formula("s_i", -imbalance / 2)
        + r"\ (i > m)",
    )


def _pair_model() -> dict[Symbol, Matrix | Expr]:
    """m = n = 1, σ = 2, λ₀ = 3."""
    one, upper, lower = Matrix([[1]]), Matrix([1, 0]), Matrix([0, 1])
    two = Matrix([[2]])
    return {
        e_m: one, e_n: one, Sigma: two, Sigma_t: two, J_m: upper, J_mt: upper.T, J_n: lower, J_nt: lower.T,
        sigma: TWO, imbalance: Integer(3),
    }  # fmt: skip


def end(off_diagonal: Expr = Sigma) -> Derivation:
    """R⋆R⋆ᵀ = S̃ + |S̃|, the projection of 2S̃: its block beside the diagonal is Σ, so ŪV̄ᵀ → Σ."""
    shifted = {Z_end: S_tilde + S_hat, S_hat: J_m * A * J_mt + J_n * B * J_nt, **SHIFTED, **STACKS}
    quarter = imbalance**2 / 4
    roots = (A * A - Sigma * Sigma_t - quarter, B * B - Sigma_t * Sigma - quarter)
    pushed = (A * Sigma - Sigma * B, Sigma_t * A - B * Sigma_t)
    model = {**_pair_model(), A: Matrix([[Rational(5, 2)]]), B: Matrix([[Rational(5, 2)]])}
    blocks = Algebra(shifted, (*HALVES, *roots, *pushed), models=[model])
    lines = (
        blocks.names(S_hat, "A and B are the roots of ΣΣᵀ + λ₀²/4 and ΣᵀΣ + λ₀²/4, so AΣ = ΣB"),
        replace(
            blocks.equal(S_hat * S_hat, S_tilde * S_tilde, "and none of its eigenvalues is negative: it is |S̃|"),
            lemma="the uniqueness of the positive semidefinite root",
        ),
        replace(
            blocks.names(Z_end, "the positive part of 2S̃"),
            lemma="the projection on the positive semidefinite cone is the positive part",
        ),
        blocks.equal(
            S_tilde * Z_end + Z_end * S_tilde, Z_end * Z_end, "so it is at rest: the right side of the flow vanishes"
        ),
        blocks.equal(J_mt * Z_end * J_n, off_diagonal, "ŪV̄ᵀ comes to Σ: the data is learned, whatever λ₀"),
        blocks.equal(J_mt * Z_end * J_m, A + imbalance / 2, "ŪŪᵀ"),
        blocks.equal(J_nt * Z_end * J_n, B - imbalance / 2, "V̄V̄ᵀ"),
        blocks.equal(
            2 * Z_end * S_bar * Z_end,
            imbalance * Z_end,
            "R⋆(Q̄⋆ − λ₀)R⋆ᵀ = 0: on the factors' range the imbalance is λ₀ in the end, even where none can be λ₀I",
        ),
    )
    return Derivation("Where the factors end", DOMAIN, lines, formula(r"\bar{U}_\star \bar{V}_\star^T", off_diagonal))
