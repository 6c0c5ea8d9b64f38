"""TFHV Proposition 5: how fast the regularized flow with Λ = λ₀I comes to its end, and what must be so that it does.

S̃ is split by its signs: P is the projection on the eigenvectors of S̃ with positive eigenvalues, Ŝ is |S̃|, so that
S̃ = Ŝ(2P − 1), and D = e^{−tŜ}. All of them commute, and D decays.
"""

from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational, Symbol, eye, sqrt

from symbolic import solutions
from symbolic.derivation import Derivation, Line, derivative, equal, formula, limit, sign, solves, starts
from symbolic.derivations.regularized import HALVES, J_m, J_mt, J_n, J_nt
from symbolic.derivations.uniform_imbalance import (
    DOMAIN,
    ONE,
    TWO,
    E,
    F,
    K,
    S_hat,
    S_tilde,
    Z,
    Z_end,
    Z_start,
    exists,
    growth_exponential,
    spectrum,
)
from symbolic.noncommutative import Algebra, commute, inverse_relations, letters
from symbolic.regularized import HALF
from symbolic.rendering import rendered
from symbolic.residual import vanishes
from symbolic.symbols import a, delta, imbalance, mode, p, sigma, t, x

P, D, D_inverse, S_hat_inverse, S_hat_root = letters("P", "D", "D^{-1}", r"\hat{S}^{-1}", r"\hat{S}^{1/2}")
gap, T, K_hat, K_hat_inverse = letters(r"\Delta_{0}", "T", r"\hat{K}", r"\hat{K}^{-1}")
v, v_t, R_start, R_start_t = letters("v", r"v^\top", "R_{0}", r"R_{0}^\top")
D_m, D_n, X, X_mn, row, row_t = letters("D_{m}", "D_{n}", "X", "X_{mn}", "e_{j}", r"e_{i}^\top")
d_i, d_j = Symbol("d_i", positive=True), Symbol("d_j", positive=True)  # e^{−t s_i} and e^{−t s_j}

SPLIT = {
    K: 1 + F * Z_start,
    T: 1 + HALF * S_hat_inverse * gap,
    K_hat: 1 + HALF * S_hat_inverse * (1 - D * D) * gap,
    F: HALF * S_hat_inverse * (2 * P - 1) * (E * E - 1),
    E: D_inverse * P + D * (1 - P),
    gap: Z_start - Z_end,
    Z_end: 2 * S_hat * P,
    S_tilde: S_hat * (2 * P - 1),
}
COMMUTING = (
    P * P - P,
    *inverse_relations(S_hat, S_hat_inverse),
    *inverse_relations(D, D_inverse),
    *commute(
        (P, D), (P, D_inverse), (P, S_hat), (P, S_hat_inverse),
        (D, S_hat), (D, S_hat_inverse), (D_inverse, S_hat), (D_inverse, S_hat_inverse),
    ),
)  # fmt: skip


def _split_model() -> dict[Symbol, Matrix | Expr]:
    """S̃ = diag(2, −1) at t = log 2."""
    return {
        P: Matrix.diag(1, 0),
        S_hat: Matrix.diag(2, 1),
        S_hat_inverse: Matrix.diag(HALF, 1),
        D: Matrix.diag(Rational(1, 4), HALF),
        D_inverse: Matrix.diag(4, 2),
        Z_start: Matrix([[2, 1], [1, 3]]),
    }


def _to_the_end(factor: Expr) -> tuple[Line, ...]:
    """Z − Z⋆ = D Δ₀K̂⁻¹D, where K̂ = `factor`·K tends to T."""
    split = Algebra(SPLIT, COMMUTING, models=[_split_model()])
    opaque = Algebra({}, (*inverse_relations(K_hat, K_hat_inverse), *inverse_relations(D, D_inverse)))
    back = D_inverse * D_inverse * P + 1 - P
    return (
        split.names(S_tilde, "as |S̃| = Ŝ, and P projects on where S̃ is positive"),
        split.equal(E * (D * P + D_inverse * (1 - P)), Integer(1), "so e^{tS̃} is D⁻¹ there and D elsewhere"),
        split.names(Z_end, "S̃ + Ŝ"),
        split.names(gap, "the gap at the start"),
        split.equal(factor * K, K_hat, "with K the matrix inverted in (30)"),
        split.equal(factor * back, Integer(1), "so K̂ is invertible where K is, and"),
        split.equal(back * D, E, "K̂⁻¹D = K⁻¹e^{tS̃}"),
        split.equal(E * Z_start - Z_end * D_inverse * K_hat, D * gap, "which is DΔ₀; multiply from the right by K̂⁻¹D:"),
        opaque.equal(
            (E * Z_start - Z_end * D_inverse * K_hat) * K_hat_inverse * D,
            E * Z_start * K_hat_inverse * D - Z_end,
            "(30) gives Z − Z⋆ = DΔ₀K̂⁻¹D",
        ),
        replace(
            split.equal(
                K_hat,
                T - HALF * S_hat_inverse * D * D * gap,
                "D → 0, as no eigenvalue of Ŝ is 0: K̂ → T, which is invertible, so D⁻¹(Z − Z⋆)D⁻¹ = Δ₀K̂⁻¹ → Δ₀T⁻¹",
            ),
            lemma="the inverse of a matrix is continuous",
        ),
    )


FACTOR = D * D * P + 1 - P


def convergence(factor: Expr = FACTOR) -> Derivation:
    """‖RRᵀ − R⋆R⋆ᵀ‖ = O(e^{−2ts}), with s the smallest eigenvalue of |S̃|; and what 2s is, square and not."""
    return Derivation(
        "Convergence with uniform imbalance",
        f"{DOMAIN}, n ≥ m; S̃ and T = 1 + ½Ŝ⁻¹(R₀R₀ᵀ − R⋆R⋆ᵀ) invertible, t → ∞",
        (
            *exists().lines,
            *_to_the_end(factor),
            replace(
                equal(
                    (solutions.growth(-sigma, Integer(1), t)) ** 2,
                    1 / growth_exponential(),
                    "‖D‖² for the smallest eigenvalue σ of Ŝ: so ‖Z − Z⋆‖ ≤ e^{−2σt}‖Δ₀K̂⁻¹‖",
                ),
                lemma="the spectral norm is submultiplicative",
            ),
            *spectrum().lines,
        ),
        r"n = m:\ \|R R^T - R_\star R_\star^T\| = O(e^{-t\sqrt{4\sigma_{\min}^2 + \lambda_0^2}}),\quad "
        r"n > m:\ O(e^{-|\lambda_0| t})",
    )


def hypothesis(root_of_the_gap: Expr = S_hat_root * (1 - P)) -> Derivation:
    """T is invertible exactly where R₀ᵀ kills no eigenvector of a positive eigenvalue of S̃."""
    model = _split_model() | {S_hat: Matrix.diag(4, 1), S_hat_inverse: Matrix.diag(Rational(1, 4), 1)}
    model |= {S_hat_root: Matrix.diag(2, 1), R_start: Matrix([[1, 0], [1, 1]]), R_start_t: Matrix([[1, 1], [0, 1]])}
    model |= {Z_start: model[R_start] * model[R_start_t], v: Matrix([1, 2]), v_t: Matrix([[1, 2]])}
    split = Algebra(SPLIT, COMMUTING, models=[model])
    rooted = Algebra(
        {Z_start: R_start * R_start_t, S_hat: S_hat_root * S_hat_root},
        (P * P - P, *commute((P, S_hat_root))),
        models=[model],
    )
    lines = (
        split.equal(2 * S_hat * T, Z_start + 2 * S_hat * (1 - P), "Ŝ is invertible, so T is where this is"),
        rooted.equal(
            v_t * (Z_start + 2 * S_hat * (1 - P)) * v,
            (v_t * R_start) * (R_start_t * v) + 2 * (v_t * (1 - P) * S_hat_root) * (root_of_the_gap * v),
            "|R₀ᵀv|² + 2|Ŝ^{1/2}(1 − P)v|² is 0 exactly where v = Pv and R₀ᵀv = 0",
        ),
        sign(-p / 2, "<", "beyond m S̃ has a negative eigenvalue for λ₀ = p > 0: P has rank m, if all others are not 0"),
        sign(p / 2, ">", "and a positive one for λ₀ = −p < 0: P has rank n; a P of greater rank than k has such a v"),
    )
    return Derivation(
        "What the second hypothesis of Proposition 5 asks for",
        f"{DOMAIN}, n ≥ m, S̃ invertible",
        lines,
        r"T \text{ invertible} \iff (Pv = v,\ R_0^\top v = 0 \Rightarrow v = 0)",
    )


def rate_by_eigenvalues(b: int) -> Derivation:
    """The rate as printed, with the smallest eigenvalue of Y = [[0, b], [2, 0]] in size, √(2b), for λ₀ = 3."""
    size, level = Integer(b), Integer(3)
    Y_12, Y_21 = Symbol("Y_12"), Symbol("Y_21")  # for the witness to name Y
    Y = Matrix([[0, size], [2, 0]])
    shifted = (level / 2 * eye(2)).row_join(Y).col_join(Y.T.row_join(-level / 2 * eye(2)))
    vector = Matrix([0, 2, 1, 0])
    z = solutions.mode(Integer(5), a, HALF, t)
    slower = sqrt(4 * 2 * size + level**2) - 2
    late = z.subs(solutions.growth(Integer(5), Integer(1), t), delta**-5)
    lines = (
        equal((Y - mode * eye(2)).det(), mode**2 - 2 * size, "the eigenvalues of Y have the size √(2b)"),
        _same(Y.T * Y, Matrix.diag(4, size**2), "its singular values are 2 and b", "Y^T Y"),
        _same(shifted * vector, Rational(5, 2) * vector, "so √(2² + 3²/4) is an eigenvalue of S̃", r"\tilde{S} v"),
        solves(x, z, 5 * x - x**2, "with RRᵀ = z there, as from R₀R₀ᵀ = a·1 (30) is a function of S̃"),
        starts(x, z, a, "any a > 0"),
        limit(
            (late - 5) * delta**-slower,
            {delta: Integer(0)},
            Integer(0),
            "a gap of the printed rate, √(8b + 9), is gone when multiplied by e^{ωt} with ω less by 2; δ = e^{−t}",
            points=({Y_12: size, Y_21: TWO, imbalance: level, a: Integer(1)},),
        ),
    )
    return Derivation(
        "The rate of Proposition 5 with the smallest eigenvalue of Y",
        f"Y = [[0, {b}], [2, 0]], λ₀ = 3, R₀R₀ᵀ = a·1, k = 4",
        lines,
        r"\|R R^T - R_\star R_\star^T\| = O(e^{-t\sqrt{4\sigma_{\min}^2 + \lambda_0^2}}),\quad "
        + formula(r"\sigma_{\min}", sqrt(2 * size)),
    )


def _same(left: Matrix, right: Matrix, why: str, shown: str) -> Line:
    gaps = left - right
    return Line(formula(shown, rendered(right)), why, vanishes(sum((gap**2 for gap in gaps), start=Integer(0))))


def product_rate(entry_rate: Expr = d_i * d_j) -> Derivation:
    """(ŪV̄ᵀ − Σ)ᵢⱼ = O(e^{−t(sᵢ + sⱼ)}): the directions that V̄ alone has meet none as slow."""
    model: dict[Symbol, Matrix | Expr] = {
        row_t: Matrix([[1, 0]]), row: Matrix([0, 1]), X_mn: Matrix([[1, 2], [3, 4]]), d_i: HALF, d_j: Rational(1, 8),
        D_m: Matrix.diag(HALF, Rational(1, 4)), D_n: Matrix.diag(HALF, Rational(1, 8)),
    }  # fmt: skip
    blocks = Algebra({D: J_m * D_m * J_mt + J_n * D_n * J_nt}, HALVES)
    entries = Algebra(
        relations=(row_t * D_m - d_i * row_t, D_n * row - d_j * row),
        models=[model],
    )
    ends = (sqrt(4 * sigma**2 + p**2) + p) / 2
    lines = (
        *_to_the_end(FACTOR),
        blocks.names(D, "Ŝ has no blocks beside the diagonal ones, as the roots of S̃² have none, and so has D"),
        blocks.equal(J_mt * (D * X * D) * J_n, D_m * (J_mt * X * J_n) * D_n, "with Δ₀K̂⁻¹ for X: this is ŪV̄ᵀ − Σ"),
        entries.equal(
            row_t * (D_m * X_mn * D_n) * row,
            entry_rate * row_t * X_mn * row,
            "its entry: dᵢ = e^{−tsᵢ} times dⱼ = e^{−tsⱼ}, where sᵢ = √(σᵢ² + λ₀²/4), and sⱼ = |λ₀|/2 for j > m",
        ),
        equal((ends - p / 2) ** 2, sigma**2 + p**2 / 4, "for n > m, with p = |λ₀|, this is the smallest sᵢ + sⱼ"),
        sign((2 * ends - p) ** 2 - p**2, ">", "is greater than |λ₀|, the rate of RRᵀ, as long as σ_min > 0"),
        equal(
            _coupling(),
            Rational(25, 13),
            "and attained: (Δ₀T⁻¹)₁₃ for m = 1, n = 2, k = 3, σ = 2, λ₀ = 3 and some R₀ is not 0",
            shown=r"(\Delta_0 T^{-1})_{13}",
        ),
    )
    return Derivation(
        "How fast the data is learned",
        f"{DOMAIN}, n ≥ m; S̃ and T invertible, t → ∞",
        lines,
        r"(\bar{U} \bar{V}^T - \Sigma)_{ij} = O(e^{-t(s_i + s_j)})",
    )


def _coupling() -> Expr:
    """(Δ₀T⁻¹)₁₃ where R₀R₀ᵀ = [[2, 0, 1], [0, 1, 0], [1, 0, 1]]."""
    shifted = Matrix([[3, 4, 0], [4, -3, 0], [0, 0, -3]]) / 2
    size = Matrix.diag(5, 5, 3) / 2
    start_gap = Matrix([[2, 0, 1], [0, 1, 0], [1, 0, 1]]) - shifted - size
    return (start_gap * (eye(3) + HALF * size.inv() * start_gap).inv())[0, 2]


def rate_is_attained(factor: Expr = TWO) -> Derivation:
    """An eigenvector of S̃ and R₀R₀ᵀ stays one, with its own z: z − z⋆ is of the order e^{−2|s|t} exactly."""
    rising = solutions.mode(2 * sigma, a, HALF, t)
    falling = 2 * sigma * a / ((2 * sigma + a) * growth_exponential() - a)
    lines = (
        _shared_eigenvector(),
        solves(x, rising, 2 * sigma * x - x**2, "where s = σ > 0"),
        starts(x, rising, a, "from a > 0"),
        limit(
            (_late(rising) - 2 * sigma) / delta,
            {delta: Integer(0)},
            factor * sigma * (a - 2 * sigma) / a,
            "not 0 unless a = 2s; δ = e^{−2st}",
        ),
        solves(x, falling, -2 * sigma * x - x**2, "where s = −σ < 0"),
        starts(x, falling, a, "from a > 0"),
        limit(
            _late(falling) / delta, {delta: Integer(0)}, factor * sigma * a / (2 * sigma + a), "never 0; δ = e^{2st}"
        ),
    )
    return Derivation(
        "The rates of Proposition 5 are attained",
        f"{DOMAIN}, every eigenvector v of S̃ and R₀R₀ᵀ, with the eigenvalues s ≠ 0 and a > 0",
        lines,
        r"|z - z_\star| \simeq C e^{-2|s|t},\quad C > 0",
    )


def _shared_eigenvector() -> Line:
    """Where S̃v = sv and Zv = xv, the flow of Z = RRᵀ is one of the number x."""
    s = Symbol("s", real=True)
    model: dict[Symbol, Matrix | Expr] = {
        S_tilde: Matrix.diag(3, 5),
        Z: Matrix.diag(2, 7),
        v: Matrix([1, 0]),
        s: Integer(3),
        x: TWO,
    }
    shared = Algebra(relations=(S_tilde * v - s * v, Z * v - x * v), models=[model])
    return shared.equal(
        (S_tilde * Z + Z * S_tilde - Z * Z) * v,
        (2 * s * x - x**2) * v,
        "Z = RRᵀ maps v to xv for all t, if x moves at this rate: (30) has no other solution",
        shown=r"\dot{Z} v",
    )


def _late(expression: Expr) -> Expr:
    """With δ for e^{−2σt}."""
    return expression.subs(growth_exponential(), 1 / delta)


def slow_without_imbalance(end_of_the_ratio: Expr = ONE) -> Derivation:
    """λ₀ = 0: the directions beyond m decay like 1/t; a square Y without singular value 0 keeps the rate 2σ_min."""
    z = solutions.absent_mode(a, HALF, t)
    rate = sqrt(4 * sigma**2 + p**2)
    lines = (
        solves(x, z, -(x**2), "z where S̃ has the eigenvalue 0, from R₀R₀ᵀ = a·1"),
        starts(x, z, a, "from a > 0"),
        limit(z.subs(t, 1 / delta) / delta, {delta: Integer(0)}, end_of_the_ratio, "tz → 1 as t → ∞, with δ = 1/t"),
        limit(rate, {p: Integer(0)}, 2 * sigma, "a square Y: the rate as p = |λ₀| → 0"),
        derivative(solutions.mode(2 * sigma, a, HALF, t), _logistic(), "and at λ₀ = 0 itself, with s = σ"),
    )
    return Derivation(
        "Uniform imbalance as it vanishes",
        "λ₀ = 0, k ≥ m + n, R₀R₀ᵀ = a·1",
        lines,
        r"n > m:\ z \simeq \frac{1}{t};\quad n = m:\ O(e^{-2\sigma_{\min} t})",
    )


def _logistic() -> Expr:
    z = solutions.mode(2 * sigma, a, HALF, t)
    return 2 * sigma * z - z**2
