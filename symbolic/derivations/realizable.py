"""TFHV (31) and what follows it: of which rank a conserved imbalance is, and when it can be λ₀I.

v stands for any vector, so a line vᵀ…v = … speaks of a kernel or of a quadratic form.
"""

from dataclasses import replace

from sympy import Expr, Integer, Matrix, eye, sqrt

from symbolic.derivation import Derivation, Line
from symbolic.derivations.imbalanced_flow import Sigma, Sigma_t, U, Ut, V, Vt
from symbolic.derivations.regularized import HALVES, J_m, J_mt, J_n, J_nt
from symbolic.derivations.uniform_convergence import v, v_t
from symbolic.derivations.uniform_imbalance import S_tilde
from symbolic.noncommutative import Algebra, Model, letters
from symbolic.regularized import regularized_flow, signature, stacked, stacked_data
from symbolic.symbols import imbalance, p

R, R_t, S_bar, Q, J, J_t, y, y_t = letters("R", r"R^\top", r"\bar{S}", "Q", "J", r"J^\top", "y", r"y^\top")
SIZES = "every m, n and k"


IMBALANCE = Ut * U - Vt * V  # (13)
OTHER = letters("B")[0]  # for a near-miss: any symmetric matrix


def _rank_lines(conserved: Expr) -> tuple[Line, ...]:
    """Q₀ = `conserved` is a product through m + n dimensions; m = n = 1 and k = 3 refute what is not."""
    left, right, upper, lower = Matrix([[1, 2, 0]]), Matrix([[0, 1, 3]]), Matrix([1, 0]), Matrix([0, 1])
    # a matrix of one row first: the 1 of J_mᵀJ_m = 1 is its identity
    model = {
        U: left, Ut: left.T, J_m: upper, J_mt: upper.T, J_n: lower, J_nt: lower.T, V: right, Vt: right.T, OTHER: eye(3),
    }  # fmt: skip
    stacks = {R: stacked(J_m, J_n, U, V), R_t: Ut * J_mt + Vt * J_nt, S_bar: signature(J_m, J_mt, J_n, J_nt)}
    kernel = Algebra(relations=(Ut * U * v,))
    return (
        Algebra(stacks, HALVES, models=[model]).equal(
            conserved, 2 * R_t * S_bar * R, "a product through the m + n rows of R", shown="Q_0"
        ),
        replace(
            kernel.equal(
                v_t * (Ut * U) * v, Integer(0), "if UᵀUv = 0 then |Uv|² = 0: UᵀU has the rank of U, at most m"
            ),
            lemma="the rank of a sum is at most the sum of the ranks",
        ),
    )


def rank(conserved: Expr = IMBALANCE) -> Derivation:
    """(31): rank Q₀ ≤ rank UᵀU + rank VᵀV ≤ m + n."""
    return Derivation(
        "The rank of the imbalance",
        f"{SIZES}, every U and V",
        _rank_lines(conserved),
        r"\operatorname{rank} Q_0 \le \operatorname{rank} U^T U + \operatorname{rank} V^T V \le m + n",
    )


def _kernel(side: int) -> Line:
    """λ₀ = ±p: Uv = 0 (or Vv = 0) only for v = 0."""
    law = Algebra(relations=(Ut * U - Vt * V - side * p,))
    why = "is |Uv|² − |Vv|²: where {} = 0 this says v = 0, so {} has no kernel and at least k rows"
    return replace(
        law.equal(
            side * p * v_t * v,
            (v_t * Ut) * (U * v) - (v_t * Vt) * (V * v),
            f"λ₀ = {'p > 0' if side > 0 else '−p < 0'}: " + why.format(*(("Uv", "U") if side > 0 else ("Vv", "V"))),
        ),
        lemma="a linear map without kernel does not lower the dimension",
    )


def too_many_hidden_units(conserved: Expr = IMBALANCE) -> Derivation:
    """For k > m + n and λ₀ ≠ 0 no U₀, V₀ have the imbalance λ₀I."""
    identity = Algebra({Q: imbalance * Integer(1)}, models=[{v: Matrix([1, 0]), imbalance: Integer(3)}])
    lines = (
        *_rank_lines(conserved),
        identity.equal(Q * v, imbalance * v, "λ₀I has no kernel, as λ₀ ≠ 0: its rank is k, more than m + n"),
    )
    return Derivation(
        "Too many hidden units",
        "k > m + n, λ₀ ≠ 0",
        lines,
        r"U_0^T U_0 - V_0^T V_0 \ne \lambda_0 I_k",
    )


def exactly_realizable(scale: Expr = p) -> Derivation:
    """U₀ᵀU₀ − V₀ᵀV₀ = λ₀I has a solution exactly for k ≤ m (λ₀ > 0), k ≤ n (λ₀ < 0), or λ₀ = 0."""
    columns = Algebra(relations=(J_t * J - 1,), transposes={J: J_t}, models=[_column_model()])
    lines = (
        _kernel(1),
        columns.equal(
            (sqrt(scale) * J_t) * (sqrt(scale) * J), p * Integer(1), "if k ≤ m: U₀ = √p J, J = [I; 0], V₀ = 0 do"
        ),
        _kernel(-1),
        columns.equal(
            -(sqrt(scale) * J_t) * (sqrt(scale) * J), -p * Integer(1), "if k ≤ n: V₀ = √p J, U₀ = 0; and 0 for λ₀ = 0"
        ),
    )
    return Derivation(
        "When λ₀I is an imbalance",
        "every m, n and k; with k ≥ n ≥ m: k = n = m for λ₀ > 0, and k = n for λ₀ < 0",
        lines,
        r"U_0^T U_0 - V_0^T V_0 = \lambda_0 I_k \text{ has a solution} \iff "
        r"k \le m\ (\lambda_0 > 0),\ k \le n\ (\lambda_0 < 0)",
    )


def _column_model() -> Model:
    return {J: eye(2), J_t: eye(2), p: Integer(2)}


def on_the_factors_range(scale: Expr = p) -> Derivation:
    """For every k ≥ m (λ₀ > 0) or k ≥ n (λ₀ < 0) Proposition 5 is about (15) itself, from some R₀ with R₀Δ₀ = 0."""
    rows = Algebra(relations=(J * J_t - 1,), transposes={J: J_t}, models=[_column_model()])
    form = Algebra(
        {S_tilde: stacked_data(J_m, J_mt, J_n, J_nt, Sigma, Sigma_t) + imbalance * signature(J_m, J_mt, J_n, J_nt)},
        HALVES,
    )
    zero = Integer(0)
    start, start_t = sqrt(scale) * J, sqrt(scale) * J_t
    above = regularized_flow(zero, zero, start, start_t, zero, zero, p)[0]
    below = regularized_flow(zero, zero, zero, zero, start, start_t, -p)[1]
    lines = (
        rows.equal(above, zero, "λ₀ = p, U₀ = √p J, J = [I, 0] with m rows, V₀ = 0: the pull vanishes there, R₀Δ₀ = 0"),
        rows.equal(below, zero, "λ₀ = −p, V₀ = √p J, J with n rows, U₀ = 0: likewise"),
        form.equal(
            (y_t * J_nt) * S_tilde * (J_n * y),
            -imbalance / 2 * y_t * y,
            "λ₀ > 0: R₀ᵀv = 0 leaves v = J_n y, where S̃ is not positive: so no Pv = v ≠ 0, and T is invertible",
        ),
        form.equal(
            (y_t * J_mt) * S_tilde * (J_m * y),
            imbalance / 2 * y_t * y,
            "λ₀ < 0: it leaves v = J_m y, with the same end",
        ),
    )
    return Derivation(
        "Proposition 5 for the plain flow",
        "every k ≥ m for λ₀ > 0, every k ≥ n for λ₀ < 0; S̃ invertible",
        lines,
        r"R_0(\bar{Q}_0 - \lambda_0 I) = 0 \text{ and } T \text{ invertible, for some } R_0",
    )
