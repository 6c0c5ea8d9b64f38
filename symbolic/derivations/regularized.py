"""TFHV (24)–(28), Proposition 4: the flow that regularizes the imbalance, for factors and data of every size."""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Matrix, eye, zeros

from symbolic.derivation import Derivation, Line, equal, formula
from symbolic.derivations.imbalanced import ONE_SOLUTION
from symbolic.derivations.imbalanced_flow import (
    SIZES,
    G,
    Gt,
    H,
    Ht,
    Phi,
    Phi_t,
    Psi,
    Psi_t,
    Sigma,
    Sigma_t,
    U_bar,
    U_bar_t,
    V_bar,
    V_bar_t,
)
from symbolic.imbalanced import asymmetric_flow
from symbolic.noncommutative import Algebra, Model, evaluate, inverse_relations, letters
from symbolic.regularized import EIGHTH, HALF, penalty, regularized_flow, signature, stacked, stacked_data, stacked_flow
from symbolic.rendering import rendered
from symbolic.symbols import imbalance, kappa, u

J_m, J_mt, J_n, J_nt = letters("J_{m}", r"J_{m}^\top", "J_{n}", r"J_{n}^\top")
R, R_t, S, S_bar, Lambda, Delta = letters("R", r"R^\top", "S", r"\bar{S}", r"\Lambda", r"\Delta")
A, A_t, B = letters("A", r"A^\top", "B")

RegularizedFlow = Callable[[Expr, Expr, Expr, Expr, Expr, Expr, Expr], tuple[Expr, Expr]]
StackedFlow = Callable[[Expr, Expr, Expr, Expr, Expr], Expr]

HALVES = (J_mt * J_m - 1, J_nt * J_n - 1, J_mt * J_n, J_nt * J_m)
"""What is known of J_m and J_n: their columns are different columns of one identity."""

STACKS: dict[Expr, Expr] = {
    R: stacked(J_m, J_n, U_bar, V_bar),
    R_t: U_bar_t * J_mt + V_bar_t * J_nt,
    S: stacked_data(J_m, J_mt, J_n, J_nt, Sigma, Sigma_t),
    S_bar: signature(J_m, J_mt, J_n, J_nt),
}
TRANSPOSES = {U_bar: U_bar_t, V_bar: V_bar_t, Sigma: Sigma_t, H: Ht}
FACTORS = (Sigma, Sigma_t, U_bar, U_bar_t, V_bar, V_bar_t)
ERROR = U_bar_t * U_bar - V_bar_t * V_bar - Lambda
ZERO = Integer(0)
SQUARES = U_bar_t * U_bar + V_bar_t * V_bar
DOMAIN = f"{SIZES}, every Σ, every symmetric Λ"


def _model() -> Model:
    matrices = {
        Sigma: Matrix.diag(2, 1),
        U_bar: Matrix([[1, 2], [0, 1]]),
        V_bar: Matrix([[1, 0], [1, 3]]),
        H: Matrix([[1, -1], [2, 5]]),
    }
    matrices |= {TRANSPOSES[letter]: matrix.T for letter, matrix in matrices.items()}
    upper, lower = eye(2).col_join(zeros(2)), zeros(2).col_join(eye(2))
    matrices |= {J_m: upper, J_mt: upper.T, J_n: lower, J_nt: lower.T}
    return matrices | {Lambda: Matrix.diag(1, -2), kappa: EIGHTH, imbalance: Integer(3)}


def stacks(**more: Expr) -> Algebra:
    """R, S and S̄ in their blocks."""
    return Algebra(STACKS | more, HALVES, models=[_model()])


def _moving(rates: tuple[Expr, Expr]) -> Algebra:
    transpose = Algebra(transposes=TRANSPOSES).transpose
    U_rate, V_rate = rates
    moves = {U_bar: U_rate, V_bar: V_rate, U_bar_t: transpose(U_rate), V_bar_t: transpose(V_rate)}
    return Algebra({Delta: ERROR}, rates=moves, transposes=TRANSPOSES, models=[_model()])


def riccati_like(flow: StackedFlow) -> Derivation:
    """(25) from (15) and (16): with Λ the imbalance, the stacked factors obey `flow`."""
    blocks = Algebra({**STACKS, Lambda: U_bar_t * U_bar - V_bar_t * V_bar}, HALVES, models=[_consistent(_model())])
    lines = (
        blocks.names(R, "both factors, (24)"),
        blocks.names(S, "the data, (24)"),
        blocks.names(S_bar, "the halves told apart, (24)"),
        blocks.names(Lambda, "the conserved imbalance, (16)"),
        blocks.equal(2 * R_t * S_bar * R, Lambda, "so Λ is read off R, at the start or later"),
        blocks.equal(
            J_m * asymmetric_flow(*FACTORS)[0] + J_n * asymmetric_flow(*FACTORS)[1],
            flow(R, R_t, S, S_bar, Lambda),
            "(15) stacked: −½RRᵀR takes half of both Gram matrices, and Λ gives back the half that is not there",
            shown=r"\dot{R}",
        ),
    )
    return Derivation(
        "One equation for both factors", DOMAIN, lines, formula(r"\dot{R}", flow(R, R_t, S, S_bar, Lambda))
    )


def _consistent(model: Model) -> Model:
    return {**model, Lambda: evaluate(U_bar_t * U_bar - V_bar_t * V_bar, model)}


def _blocks(flow: RegularizedFlow) -> tuple[Line, ...]:
    blocks, right = stacks(), stacked_flow(R, R_t, S, S_bar, Lambda)
    U_rate, V_rate = flow(*FACTORS, Lambda)
    return (
        blocks.equal(J_mt * right, U_rate, "the upper half of (25), for every R and Λ", shown=r"\dot{\bar{U}}"),
        blocks.equal(J_nt * right, V_rate, "and the lower half", shown=r"\dot{\bar{V}}"),
        blocks.equal(J_m * U_rate + J_n * V_rate, right, "and back: together they are all of (25)", shown=r"\dot{R}"),
    )


def blocks(flow: RegularizedFlow = regularized_flow) -> Derivation:
    """(26) is (25), block by block."""
    U_rate, V_rate = flow(*FACTORS, Lambda)
    return Derivation(
        "The stacked flow, block by block",
        DOMAIN,
        _blocks(flow),
        formula(r"\dot{\bar{U}}", U_rate) + r",\quad " + formula(r"\dot{\bar{V}}", V_rate),
    )


def gradient_lines(weight: Expr, pull: Expr) -> tuple[Line, ...]:
    """The loss falls along every line as the flow with this `pull` says, if the penalty has this `weight`."""
    residual = Sigma - U_bar * V_bar_t
    loss = HALF * residual * (Sigma_t - V_bar * U_bar_t)
    plain = asymmetric_flow(*FACTORS)
    pulled = regularized_flow(*FACTORS, Lambda, pull)
    lines = []
    for i, (factor, factor_t) in enumerate(((U_bar, U_bar_t), (V_bar, V_bar_t))):
        along = Algebra(rates={factor: H, factor_t: Ht}, transposes=TRANSPOSES, models=[_model()])
        parts = (
            (loss, plain[i], "of ½‖Σ − ŪV̄ᵀ‖², as in (12)"),
            (
                penalty(U_bar, U_bar_t, V_bar, V_bar_t, Lambda, weight),
                pulled[i] - plain[i],
                "of the penalty, which is the rest of the flow",
            ),
        )
        for part, rate, whose in parts:
            lines.append(
                along.trace_equal(
                    along.rate(part),
                    -Ht * rate,
                    rf"along the line from \({rendered(factor)}\) in any direction H: "
                    f"beside Hᵀ stands the gradient {whose}",
                    shown=rf"\frac{{d}}{{dt}} \operatorname{{tr}}\left({rendered(part)}\right)",
                )
            )
    return tuple(lines)


def gradient(weight: Expr = EIGHTH) -> Derivation:
    """(26) is the gradient flow of (27), whose penalty has the weight ⅛."""
    return Derivation(
        "The gradient flow of the regularized loss",
        DOMAIN,
        gradient_lines(weight, HALF),
        formula("w", weight) + r",\quad " + formula(r"\dot{\bar{U}}", regularized_flow(*FACTORS, Lambda)[0]),
    )


def _error_decays(flow: RegularizedFlow, pull: Expr) -> tuple[Line, ...]:
    moving = _moving(flow(*FACTORS, Lambda))
    return (
        moving.names(Delta, "how far the imbalance is from Λ"),
        replace(
            moving.derivative(
                Delta,
                -pull * (Delta * SQUARES + SQUARES * Delta),
                "(13) cancels; what is left is linear in Δ, and Δ = 0 solves it: 0 once, it is 0 always",
            ),
            lemma=ONE_SOLUTION,
        ),
    )


def _plain_where_right(pull: Expr) -> tuple[Line, ...]:
    consistent = Algebra({Lambda: U_bar_t * U_bar - V_bar_t * V_bar}, models=[_consistent(_model())])
    return tuple(
        consistent.equal(regularized, plain, "with Δ = 0 this is (15)", shown=rf"\dot{{{rendered(factor)}}}")
        for regularized, plain, factor in zip(
            regularized_flow(*FACTORS, Lambda, pull), asymmetric_flow(*FACTORS), (U_bar, V_bar), strict=True
        )
    )


def explicit_regularization(flow: RegularizedFlow = regularized_flow) -> Derivation:
    """Proposition 4: (25) is (26), the gradient flow of (27); an imbalance right at one time is right at all times."""
    return Derivation(
        "Explicit regularization",
        f"{DOMAIN}, every solution and every t₀, before and after t₀",
        (
            *_blocks(flow),
            *gradient_lines(EIGHTH, HALF),
            *_error_decays(flow, HALF),
            *_plain_where_right(HALF),
        ),
        r"\Delta(t_0) = 0 \Rightarrow \Delta(t) = 0,\quad " + formula(Delta, ERROR),
    )


def imbalance_is_pulled(flow: RegularizedFlow = regularized_flow) -> Derivation:
    """‖Q̄ − Λ‖_F never grows, and rests exactly where R(Q̄ − Λ) = 0."""
    moving, (upper, lower) = _moving(flow(*FACTORS, Lambda)), (U_bar * Delta, V_bar * Delta)
    gram = -2 * (Delta * U_bar_t * upper + Delta * V_bar_t * lower)
    lines = (
        moving.names(Delta, "how far the imbalance is from Λ, a symmetric matrix"),
        moving.trace_equal(
            moving.rate(Delta * Delta),
            gram,
            "two Gram matrices: this is −2‖ŪΔ‖² − 2‖V̄Δ‖² = −2‖RΔ‖² ≤ 0",
            shown=r"\frac{d}{dt} \|\Delta\|_F^2",
        ),
    )
    return Derivation(
        "The imbalance is pulled",
        f"{DOMAIN}, every solution of (26)",
        lines,
        r"\frac{d}{dt} \|\Delta\|_F^2 = -2 \|R\Delta\|_F^2",
    )


def exists_for_all_time(pull: Expr, squares: Expr | None = None) -> Derivation:
    """Solutions of (26), for `pull` ½, and of (12), for `pull` 0, stay bounded: so they exist for all t ≥ 0.

    `squares` is what ‖ŪᵀŪ‖² + ‖V̄ᵀV̄‖² is the trace of.
    """
    upper, lower = U_bar_t * U_bar, V_bar_t * V_bar
    read = Algebra(transposes=TRANSPOSES, models=[_model()])
    product = U_bar * V_bar_t * V_bar * U_bar_t
    lines = (
        *gradient_lines(pull / 4, pull),
        replace(
            read.trace_equal(
                upper * upper + lower * lower if squares is None else squares,
                (upper - lower) * (upper - lower) + 2 * product,
                "with H the flow itself the loss falls, so Σ − ŪV̄ᵀ stays bounded, and Q̄ by (13) or the penalty: "
                "and with ‖Q̄‖² + 2‖ŪV̄ᵀ‖², on the right, all entries of Ū and V̄",
                shown=r"\|\bar{U}^T \bar{U}\|_F^2 + \|\bar{V}^T \bar{V}\|_F^2",
            ),
            lemma="a bounded solution of a polynomial equation exists for all time",
        ),
    )
    return Derivation(
        "Solutions exist for all time",
        f"{DOMAIN}, every start, every t ≥ 0",
        lines,
        r"\|U^T U\|_F^2 + \|V^T V\|_F^2 = \|Q\|_F^2 + 2\|U V^T\|_F^2",
    )


def same_solutions(error_of_the_start: Expr = Delta) -> Derivation:
    """(26) and (15) have the same solution exactly from the starts with R₀(Q̄₀ − Λ) = 0."""
    pulled, plain = regularized_flow(*FACTORS, Lambda), asymmetric_flow(*FACTORS)
    read = Algebra({Delta: ERROR}, models=[_model()])
    along = Algebra(
        rates={U_bar: plain[0], V_bar: plain[1]},
        models=[{**_model(), Delta: Matrix([[1, 2], [2, 5]])}],
    )
    lines = (
        read.equal(pulled[0] - plain[0], -HALF * U_bar * error_of_the_start, "the right sides differ by this"),
        read.equal(pulled[1] - plain[1], HALF * V_bar * error_of_the_start, "and this: where ŪΔ = V̄Δ = 0, not at all"),
        along.derivative(
            U_bar * Delta,
            Sigma * (V_bar * Delta) - U_bar * V_bar_t * (V_bar * Delta),
            "along (15), where Δ is constant by (13)",
        ),
        replace(
            along.derivative(
                V_bar * Delta,
                Sigma_t * (U_bar * Delta) - V_bar * U_bar_t * (U_bar * Delta),
                "linear in ŪΔ and V̄Δ: if both are 0 once they are 0 always, and the solution of (15) solves (26)",
            ),
            lemma=ONE_SOLUTION,
        ),
    )
    return Derivation(
        "Where the regularized flow is the plain one",
        f"{DOMAIN}; both flows from one start",
        lines,
        r"\text{(26) and (15) have the same solution} \iff R_0\Delta_0 = 0",
    )


def imbalance_need_not_arrive(imbalance_there: Expr = ZERO) -> Derivation:
    """From Ū = V̄ = 0 nothing moves, whatever Λ: so Δ = −Λ for ever."""
    nothing = {letter: Integer(0) for letter in (U_bar, U_bar_t, V_bar, V_bar_t)}
    U_rate, V_rate = regularized_flow(*FACTORS, Lambda)
    read = Algebra(models=[_model()])
    lines = (
        read.equal(U_rate.xreplace(nothing), Integer(0), "no term is without a factor", shown=r"\dot{\bar{U}}(0, 0)"),
        read.equal(V_rate.xreplace(nothing), Integer(0), "likewise", shown=r"\dot{\bar{V}}(0, 0)"),
        read.equal(ERROR.xreplace(nothing), imbalance_there - Lambda, "so the imbalance is never right unless Λ = 0"),
    )
    return Derivation("The imbalance need not arrive", DOMAIN, lines, formula(Delta, -Lambda))


def special_weight(pull_of_the_weight: Expr = 4 * kappa) -> Derivation:
    """With weight κ > 0 for ⅛ the gradient flow has the pull 4κ, and is (25) as an equation exactly for κ = ⅛."""
    corner = (ZERO, ZERO, u, u, ZERO, ZERO, imbalance)  # Λ has λ₀ in the corner, where Ū has u; V̄ = 0
    weighted, printed = regularized_flow(*corner, pull_of_the_weight)[0], regularized_flow(*corner)[0]
    lines = (
        *gradient_lines(kappa, pull_of_the_weight),
        equal(
            weighted - printed,
            4 * (EIGHTH - kappa) * u * (u**2 - imbalance),
            "with no entry u but in Ū's corner, and λ₀ in Λ's, it differs there from (26) by this: not 0 for every u",
        ),
        equal(4 * EIGHTH, HALF, "unless κ = ⅛; and then the pull is that of (26), which is (25)"),
    )
    return Derivation(
        "The weight of the penalty",
        f"{DOMAIN}, every weight κ > 0",
        lines,
        r"\text{(25) is the gradient flow with weight } \kappa \iff " + formula(kappa, EIGHTH),
    )


def every_weight(pull_of_the_weight: Expr = 4 * kappa) -> Derivation:
    """With any weight κ the imbalance stays right once it is, and then the flow is (15)."""

    def weighted(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr, imbalance: Expr) -> tuple[Expr, Expr]:
        return regularized_flow(Y, Yt, U, Ut, V, Vt, imbalance, 4 * kappa)

    return Derivation(
        "Every weight keeps the imbalance",
        f"{DOMAIN}, every weight κ > 0",
        (
            *gradient_lines(kappa, 4 * kappa),
            *_error_decays(weighted, pull_of_the_weight),
            *_plain_where_right(4 * kappa),
        ),
        r"\Delta(t_0) = 0 \Rightarrow \Delta(t) = 0",
    )


def data_basis(rotation: Expr, rotation_t: Expr, data_imbalance: Expr) -> Derivation:
    """(28) is (27) for U = ΦŪ·`rotation_t`, V = ΨV̄·`rotation_t` and Q₀ = `data_imbalance`.

    The paper's (14) rotates by Gᵀ, its Definition 3 by G.
    """
    turn = Matrix([[3, -4], [4, 3]]) / 5
    values = {Phi: turn, Psi: eye(2), G: turn, Sigma: Matrix.diag(2, 1), U_bar: Matrix.diag(1, 0), V_bar: zeros(2)}
    transposes = {Phi: Phi_t, Psi: Psi_t, G: Gt, Sigma: Sigma_t, U_bar: U_bar_t, V_bar: V_bar_t}
    orthogonal = tuple(
        relation for pair in ((Phi, Phi_t), (Psi, Psi_t), (G, Gt)) for relation in inverse_relations(*pair)
    )
    # Ū and Λ of the model have the imbalance right: there the penalty of (27) vanishes
    model = values | {transposes[letter]: matrix.T for letter, matrix in values.items()} | {Lambda: Matrix.diag(1, 0)}
    algebra = Algebra(relations=orthogonal, transposes=transposes, models=[model])
    opaque = Algebra(relations=orthogonal, transposes={**transposes, A: A_t})
    residual = Sigma - U_bar * V_bar_t
    turned = U_bar_t * U_bar - V_bar_t * V_bar - Lambda
    U, V = Phi * U_bar * rotation_t, Psi * V_bar * rotation_t
    U_t, V_t = rotation * U_bar_t * Phi_t, rotation * V_bar_t * Psi_t
    lines = (
        algebra.equal(
            Phi * Sigma * Psi_t - U * V_t, Phi * residual * Psi_t, "the rotation cancels", shown=r"Y - U V^\top"
        ),
        opaque.trace_equal(
            Phi * A * Psi_t * Psi * A_t * Phi_t, A * A_t, "a Frobenius norm does not see Φ and Ψ: both losses agree"
        ),
        algebra.equal(
            U_t * U - V_t * V - data_imbalance,
            rotation * turned * rotation_t,
            "for every Ū and V̄",
            shown="U^T U - V^T V - Q_0",
        ),
        opaque.trace_equal(
            rotation * B * rotation_t * rotation * B * rotation_t, B * B, "so both penalties agree, as G is orthogonal"
        ),
    )
    return Derivation(
        "The regularized problem in the data's own basis",
        f"{DOMAIN}, every SVD of Y, every orthogonal G",
        lines,
        formula("U", U) + r",\quad " + formula("Q_0", data_imbalance),
    )
