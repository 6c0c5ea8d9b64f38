"""TFHV (12)–(21): from the loss ½‖Y − UVᵀ‖² to one equation for each mode, for factors of any size.

Rectangular matrices are letters that don't commute. A rectangular diagonal matrix D is one with D eᵢ = dᵢ eᵢ for each
i, where the eᵢ are the columns of identity matrices of the sizes that fit. So a statement about one eᵢ, which is itself
a letter, is one about every diagonal entry and every zero beside it.
"""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational, eye, factor_terms

from symbolic.derivation import Derivation, derivative, equal, formula, sign
from symbolic.derivations.imbalanced import ONE_SOLUTION
from symbolic.imbalanced import asymmetric_flow
from symbolic.noncommutative import Algebra, Model, inverse_relations, letters
from symbolic.rendering import rendered
from symbolic.symbols import imbalance, mode, sigma, u, v

AsymmetricFlow = Callable[[Expr, Expr, Expr, Expr, Expr, Expr], tuple[Expr, Expr]]
ModeFlow = Callable[[Expr, Expr, Expr], Expr]

Y, Yt, U, Ut, V, Vt, H, Ht = letters("Y", r"Y^\top", "U", r"U^\top", "V", r"V^\top", "H", r"H^\top")
Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t = letters(
    r"\Sigma", r"\Sigma^\top", r"\bar{U}", r"\bar{U}^\top", r"\bar{V}", r"\bar{V}^\top"
)
Phi, Phi_t, Psi, Psi_t, G, Gt, G_other, G_other_t = letters(
    r"\Phi", r"\Phi^\top", r"\Psi", r"\Psi^\top", "G", r"G^\top", "G'", r"G'^\top"
)
e_m, e_n, e_k = letters("e^{(m)}_i", "e^{(n)}_i", "e^{(k)}_i")

TRANSPOSES = {Y: Yt, U: Ut, V: Vt, H: Ht}
SIZES = "every m, n and k"


def _model() -> Model:
    matrices = {
        Y: Matrix([[3, 1], [0, 2]]),
        U: Matrix([[1, 2], [0, 1]]),
        V: Matrix([[1, 0], [1, 3]]),
        H: Matrix([[1, -1], [2, 5]]),
    }
    return matrices | {TRANSPOSES[letter]: matrix.T for letter, matrix in matrices.items()}


def _moving() -> Algebra:
    """Y rests; U, V and their transposes move along the flow."""
    U_rate, V_rate = asymmetric_flow(Y, Yt, U, Ut, V, Vt)
    transpose = Algebra(transposes=TRANSPOSES).transpose
    rates = {U: U_rate, V: V_rate, Ut: transpose(U_rate), Vt: transpose(V_rate)}
    return Algebra(rates=rates, transposes=TRANSPOSES, models=[_model()])


def gradient_of_the_loss(flow: AsymmetricFlow) -> Derivation:
    """(12) is the gradient flow of ½‖Y − UVᵀ‖²."""
    residual, residual_t = Y - U * Vt, Yt - V * Ut
    loss = residual * residual_t / 2
    U_rate, V_rate = flow(Y, Yt, U, Ut, V, Vt)
    lines = []
    for factor, factor_t, rate in ((U, Ut, U_rate), (V, Vt, V_rate)):
        along = Algebra(rates={factor: H, factor_t: Ht}, transposes=TRANSPOSES, models=[_model()])
        lines.append(
            along.trace_equal(
                along.rate(loss),
                -Ht * rate,
                f"along the line from {factor} in any direction H, with parameter t; the gradient stands beside Hᵀ",
                shown=rf"\frac{{d}}{{dt}} \operatorname{{tr}}\left({rendered(loss)}\right)",
            )
        )
    return Derivation(
        "The gradient flow of the asymmetric loss",
        f"{SIZES}, every Y, U and V",
        tuple(lines),
        formula(r"\dot{U}", U_rate) + r",\quad " + formula(r"\dot{V}", V_rate),
    )


def conservation(conserved: Expr) -> Derivation:
    """(13): the flow leaves `conserved`, the difference of the Gram matrices, as it is."""
    moving = _moving()
    lines = (
        moving.derivative(
            conserved, Integer(0), "the product rule, with (12) and its transpose: every word occurs twice"
        ),
    )
    return Derivation("The conservation law", f"{SIZES}, every solution of (12)", lines, formula("Q", conserved))


def _orthogonal(*pairs: tuple[Expr, Expr]) -> tuple[Expr, ...]:
    return tuple(relation for matrix, transposed in pairs for relation in inverse_relations(matrix, transposed))


def _singular_basis(V_rotation: tuple[Expr, Expr]) -> tuple[Algebra, tuple[Expr, ...]]:
    """The letters Φ, Ψ, G are orthogonal; Y, U, V and their transposes by (14), where V is rotated by `V_rotation`."""
    turn = Matrix([[0, -1], [1, 0]])
    diagonal = Matrix([[2, 0], [0, 1]])
    matrices = {Phi: turn, Psi: eye(2), G: turn, G_other: eye(2), Sigma: diagonal}
    matrices |= {U_bar: Matrix([[1, 2], [0, 1]]), V_bar: Matrix([[1, 0], [1, 3]])}
    transposes = {
        Phi: Phi_t, Psi: Psi_t, G: Gt, G_other: G_other_t, Sigma: Sigma_t, U_bar: U_bar_t, V_bar: V_bar_t,
    }  # fmt: skip
    rotation, rotation_t = V_rotation
    algebra = Algebra(
        relations=_orthogonal((Phi, Phi_t), (Psi, Psi_t), (G, Gt), (G_other, G_other_t)),
        transposes=transposes,
        models=[matrices | {transposes[letter]: matrix.T for letter, matrix in matrices.items()}],
    )
    return algebra, (
        Phi * Sigma * Psi_t,
        Psi * Sigma_t * Phi_t,
        Phi * U_bar * Gt,
        G * U_bar_t * Phi_t,
        Psi * V_bar * rotation_t,
        rotation * V_bar_t * Psi_t,
    )


def flow_in_the_singular_basis(V_rotation: tuple[Expr, Expr]) -> Derivation:
    """(15): Ū = ΦᵀUG and V̄ = ΨᵀVG obey (12) with Σ in the place of Y."""
    algebra, turned = _singular_basis(V_rotation)
    U_rate, V_rate = asymmetric_flow(*turned)
    U_bar_rate, V_bar_rate = asymmetric_flow(Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t)
    lines = (
        algebra.equal(Phi_t * turned[2] * G, U_bar, "(14), solved for Ū"),
        algebra.equal(Psi_t * turned[4] * V_rotation[0], V_bar, "and for V̄"),
        algebra.equal(
            Phi_t * U_rate * G, U_bar_rate, "Φᵀ U̇ G, as Φ, Ψ and G are orthogonal and constant", shown=r"\dot{\bar{U}}"
        ),
        algebra.equal(Psi_t * V_rate * V_rotation[0], V_bar_rate, "Ψᵀ V̇ G likewise", shown=r"\dot{\bar{V}}"),
    )
    conclusion = formula(r"\dot{\bar{U}}", U_bar_rate) + r",\quad " + formula(r"\dot{\bar{V}}", V_bar_rate)
    return Derivation(
        "The flow in the singular basis", f"{SIZES}, every SVD of Y and every orthogonal G", lines, conclusion
    )


def conservation_in_the_singular_basis(sign_of_V: int) -> Derivation:
    """(16): GᵀQG is the difference of the Gram matrices of Ū and V̄, and constant."""
    algebra, (_, _, U_, Ut_, V_, Vt_) = _singular_basis((G, Gt))
    difference = U_bar_t * U_bar + sign_of_V * V_bar_t * V_bar
    moving = _moving()
    lines = (
        algebra.equal(
            Gt * (Ut_ * U_ - Vt_ * V_) * G, difference, "(14), as Φ, Ψ and G are orthogonal", shown="G^T Q G"
        ),
        replace(
            moving.derivative(
                Ut * U - Vt * V, Integer(0), "Q is constant, and so is GᵀQG; a G that diagonalizes Q₀ keeps it diagonal"
            ),
            lemma="the spectral theorem",
        ),
    )
    return Derivation(
        "The conservation law in the singular basis",
        f"{SIZES}, every SVD of Y and every orthogonal G",
        lines,
        formula(r"\Lambda_Q", r"G^T Q G", difference),
    )


def decoupling(scalar_flow: AsymmetricFlow) -> Derivation:
    """(18): on diagonal factors the flow is diagonal, with each diagonal pair moving by itself."""
    diagonal = Algebra(
        relations=(
            U_bar * e_k - u * e_m, U_bar_t * e_m - u * e_k,
            V_bar * e_k - v * e_n, V_bar_t * e_n - v * e_k,
            Sigma * e_n - sigma * e_m, Sigma_t * e_m - sigma * e_n,
        ),
        models=[_diagonal_model()],
    )  # fmt: skip
    beyond_m = Algebra(relations=(U_bar * e_k, V_bar * e_k - v * e_n, V_bar_t * e_n - v * e_k, Sigma * e_n))
    U_rate, V_rate = asymmetric_flow(Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t)
    u_rate, v_rate = scalar_flow(sigma, sigma, u, u, v, v)
    lines = (
        diagonal.equal(
            U_rate * e_k,
            u_rate * e_m,
            "column i ≤ m of the right side of (15): nothing but its diagonal entry",
            shown=r"\dot{\bar{U}} e^{(k)}_i",
        ),
        diagonal.equal(V_rate * e_k, v_rate * e_n, "the same for V̄", shown=r"\dot{\bar{V}} e^{(k)}_i"),
        beyond_m.equal(
            U_rate * e_k, Integer(0), "a column i > m of Ū is zero, and stays so", shown=r"\dot{\bar{U}} e^{(k)}_i"
        ),
        beyond_m.equal(V_rate * e_k, Integer(0), "and that of V̄ rests", shown=r"\dot{\bar{V}} e^{(k)}_i"),
    )
    lines = (*lines[:-1], replace(lines[-1], lemma=ONE_SOLUTION))
    return Derivation(
        "The modes decouple",
        f"{SIZES} with k ≥ n ≥ m, spectral initialization (Definition 3)",
        lines,
        formula(r"\dot{\bar{U}}_{ii}", u_rate) + r",\quad " + formula(r"\dot{\bar{V}}_{ii}", v_rate),
    )


def fewer_hidden_units(flow: AsymmetricFlow) -> Derivation:
    """k < m: (18) is as it was for i ≤ k, and the modes i > k, for which there is no hidden unit, stay at 0."""
    row = Algebra(
        relations=(U_bar_t * e_m, V_bar_t * e_n, Sigma * e_n - sigma * e_m, Sigma_t * e_m - sigma * e_n),
        transposes={U_bar: U_bar_t, V_bar: V_bar_t, Sigma: Sigma_t},
        models=[_short_model()],
    )
    U_rate, V_rate = flow(Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t)
    lines = (
        row.equal(
            row.transpose(U_rate) * e_m,
            Integer(0),
            "row i > k of Ū, all zeros",
            shown=r"\dot{\bar{U}}^T e^{(m)}_i",
        ),
        replace(
            row.equal(
                row.transpose(V_rate) * e_n, Integer(0), "and of V̄: both stay so", shown=r"\dot{\bar{V}}^T e^{(n)}_i"
            ),
            lemma=ONE_SOLUTION,
        ),
        row.equal(U_bar * V_bar_t * e_n, Integer(0), "so the mode i is 0 for ever, and determined"),
        *decoupling(flow).lines[:2],
    )
    return Derivation(
        "Fewer hidden units than modes",
        "k < m ≤ n, spectral initialization (Definition 3); the last two lines are for i ≤ k",
        lines,
        formula(r"\sigma_i(t)", "0") + r"\ (i > k)",
    )


def scalar_flow(flow: AsymmetricFlow) -> Derivation:
    """(19): one mode is the gradient flow of ½(σ − uv)²."""
    loss = (sigma - u * v) ** 2 / 2
    u_rate, v_rate = flow(sigma, sigma, u, u, v, v)
    lines = (
        equal(-loss.diff(u), u_rate, "the slope of ½(σ − uv)² in u", shown=r"\dot{u}"),
        equal(-loss.diff(v), v_rate, "and in v", shown=r"\dot{v}"),
    )
    return Derivation(
        "One mode alone",
        "every σ, u and v",
        lines,
        formula(r"\dot{u}", u_rate) + r",\quad " + formula(r"\dot{v}", v_rate),
    )


def _rates() -> dict[Expr, Expr]:
    u_rate, v_rate = asymmetric_flow(sigma, sigma, u, u, v, v)
    return {u: u_rate, v: v_rate}


def imbalance_is_conserved(conserved: Expr) -> Derivation:
    """(20): u² − v² is constant along (19)."""
    lines = (derivative(conserved, Integer(0), "along (19): both squares grow by 2(σ − uv)uv", rates=_rates()),)
    return Derivation("The imbalance is constant", "every solution of (19)", lines, formula(conserved, imbalance))


def flow_of_the_mode(mode_flow: ModeFlow) -> Derivation:
    """(21): x = uv obeys an equation of its own, in which the root is that of a square which is never negative."""
    gap, total = sigma - u * v, u**2 + v**2
    root = factor_terms(mode_flow(u * v, sigma, u**2 - v**2) / gap)
    lines = (
        derivative(u * v, gap * total, "the product rule, with (19)", rates=_rates()),
        equal(
            total**2,
            root**2,
            "with x = uv and λ₀ = u² − v² from (20), the last factor has the square of the root in (21)",
        ),
        sign(total, ">=", "and is never negative"),
        sign(root, ">=", "no more than the root is: so they are equal"),
    )
    return Derivation(
        "The flow of a mode", "every solution of (19)", lines, formula(r"\dot{x}", mode_flow(mode, sigma, imbalance))
    )


def _diagonal_model() -> Model:
    """Column 1 of diagonal factors with m = 2, n = k = 3."""
    wide, square, tall = Matrix([[3, 0, 0], [0, 1, 0]]), Matrix.diag(5, 1, 2), Matrix([[2, 0, 0], [0, 1, 0]])
    first = Matrix([1, 0, 0])
    return {
        U_bar: wide, U_bar_t: wide.T, V_bar: square, V_bar_t: square.T, Sigma: tall, Sigma_t: tall.T,
        e_m: Matrix([1, 0]), e_n: first, e_k: first,
        u: Rational(3), v: Rational(5), sigma: Rational(2),
    }  # fmt: skip


def _short_model() -> Model:
    """Row 2 of diagonal factors with m = n = 2, k = 1."""
    factor, data, second = Matrix([3, 0]), Matrix.diag(2, 1), Matrix([0, 1])
    return {
        U_bar: factor, U_bar_t: factor.T, V_bar: factor, V_bar_t: factor.T, Sigma: data, Sigma_t: data,
        e_m: second, e_n: second, sigma: Integer(1),
    }  # fmt: skip
