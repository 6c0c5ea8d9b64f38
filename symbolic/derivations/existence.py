"""MV Proposition 1: the closed form is there for all t ≥ 0, and nothing else solves the initial value problem (4)."""

from dataclasses import replace

from sympy import Expr, Integer, Matrix, S, Symbol, exp

from symbolic.derivation import Derivation, Line, beyond_one, formula, sign
from symbolic.derivations.closed_form import (
    K_IN_FULL,
    E,
    G,
    Phi,
    Phit,
    Solution,
    W_start,
    latex_inverse,
    solution_lines,
)
from symbolic.flows import product_flow
from symbolic.noncommutative import Algebra, evaluate, inverse_relations, letters
from symbolic.rendering import rendered
from symbolic.solutions import closed_form, growth_integral
from symbolic.symbols import c, sigma, t

root, N, N_inverse, F, Ft = letters("G^{1/2}", "N", "N^{-1}", "F", r"F^\top")
V, Vt, v, vt, u = letters("V", r"V^\top", "v", r"v^\top", "u")
Y, first, second, gap = letters("Y", "W_{1}", "W_{2}", r"\Delta")

N_IN_FULL = 1 + root * W_start * root
WOODBURY = 1 - root * N_inverse * root * W_start


def _inverse_algebra() -> Algebra:
    values = {root: Matrix.diag(3, 2), W_start: Matrix([[2, 1], [1, 3]])}
    return Algebra(
        {G: root * root, N: N_IN_FULL},
        inverse_relations(N, N_inverse),
        models=[values | {N_inverse: evaluate(N_IN_FULL, values).inv()}],
    )


def _gram_algebra() -> Algebra:
    values = {
        root: Matrix.diag(3, 2),
        V: Matrix([[1, 1], [0, 2]]),
        Vt: Matrix([[1, 0], [1, 2]]),
        v: Matrix([1, 2]),
        vt: Matrix([[1, 2]]),
    }
    return Algebra(
        {F: root * V, Ft: Vt * root, N: N_IN_FULL, W_start: V * Vt}, transposes={V: Vt, v: vt}, models=[values]
    )


def invertible_for_all_time(inverse: Expr = WOODBURY) -> Derivation:
    """I + GW̃₀ has an inverse for every t ≥ 0, as G ⪰ 0 and W̃₀ ⪰ 0 (MV, proof of Proposition 1)."""
    return Derivation(
        title="The inverse in the closed form exists for all t ≥ 0",
        domain="every n, every W̃₀ ⪰ 0, every σ ≥ 0, every t ≥ 0",
        lines=_inverse_lines(inverse),
        conclusion=formula(latex_inverse(K_IN_FULL), inverse),
    )


def _inverse_lines(inverse: Expr) -> tuple[Line, ...]:
    return (
        sign(growth_integral(sigma, c, t), ">=", "an entry of G", where=beyond_one(exp(2 * c * sigma * t))),
        sign(growth_integral(S.Zero, c, t), ">=", "also where σ = 0"),
        *woodbury_lines(inverse),
    )


def woodbury_lines(inverse: Expr = WOODBURY) -> tuple[Line, ...]:
    """I + GW̃₀ is invertible for all G ⪰ 0 and W̃₀ ⪰ 0, by Woodbury's identity."""
    woodbury = _inverse_algebra()
    gram = _gram_algebra()
    return (
        woodbury.names(G, "so G ⪰ 0, and has a real root"),
        woodbury.names(N, "a symmetric matrix"),
        gram.names(W_start, "as W̃₀ ⪰ 0"),
        gram.names(F, "a real matrix"),
        gram.equal(Ft, gram.transpose(F), "its transpose"),
        gram.equal(N, 1 + F * Ft, "so N is the identity plus a Gram matrix"),
        gram.equal(
            vt * N * v,
            vt * v + (vt * F) * (Ft * v),
            "which is |v|² + |Fᵀv|² > 0 for every vector v ≠ 0: N is invertible",
        ),
        woodbury.equal(K_IN_FULL * inverse, S.One, "and with N, 1 + GW̃₀ has an inverse (Woodbury)"),
        woodbury.equal(inverse * K_IN_FULL, S.One, "from both sides"),
    )


def eigenvalues_of_the_product(factor: int = 1) -> Derivation:
    """Those of GW̃₀ that are not 0 are eigenvalues of G^{1/2}W̃₀G^{1/2}, hence real and positive."""
    value = Symbol("lambda")
    values = {root: Matrix.diag(2, 2), W_start: Matrix([[2, 1], [1, 2]]), v: Matrix([1, 1]), value: Integer(12)}
    eigen = Algebra({u: root * W_start * v}, (root * root * W_start * v - value * v,), models=[values])
    lines = (
        eigen.names(u, "for an eigenvector v of GW̃₀, where G is the square of a symmetric matrix"),
        eigen.equal(root * u, value * v, "so u ≠ 0 if λ ≠ 0"),
        replace(
            eigen.equal(root * W_start * root * u, factor * value * u, "λ is an eigenvalue of a matrix ⪰ 0"),
            lemma="the spectral theorem",
        ),
    )
    return Derivation(
        title="The eigenvalues of GW̃₀ are real and not negative",
        domain="every n, every G ⪰ 0 and W̃₀ ⪰ 0, every eigenvalue λ, real or not",
        lines=lines,
        conclusion=r"G \tilde{W}_0 v = \lambda v,\ v \ne 0 \Rightarrow \lambda \ge 0",
    )


GAP_RATE = Y * gap + gap * Y - 2 * (first * gap + gap * second)


def nothing_else_solves_it(rate_of_the_gap: Expr = GAP_RATE) -> Derivation:
    """The flow is a polynomial, hence locally Lipschitz: there is at most one solution (MV, Proposition 1)."""
    return Derivation(
        title="The initial value problem has at most one solution",
        domain="every n, every symmetric Y, every c",
        lines=_uniqueness_lines(rate_of_the_gap),
        conclusion=r"W_{1}(0) = W_{2}(0) \Rightarrow W_{1} = W_{2}",
    )


def _uniqueness_lines(rate_of_the_gap: Expr) -> tuple[Line, ...]:
    values = {
        Y: Matrix([[3, 1], [1, 2]]),
        first: Matrix([[1, 2], [2, 7]]),
        second: Matrix([[2, 0], [0, 5]]),
        c: S.One,
    }
    two = Algebra({gap: first - second}, models=[values])
    line = two.equal(
        product_flow(Y, first, c) - product_flow(Y, second, c),
        c * rate_of_the_gap,
        "the flow's difference is at most a constant times Δ where W₁ and W₂ are bounded: it is locally Lipschitz",
    )
    return (two.names(gap, "the gap between two solutions"), replace(line, lemma="the Picard–Lindelöf theorem"))


def proposition_1(solution: Solution = closed_form) -> Derivation:
    """(4) has exactly one solution, on all of t ≥ 0, and it is (5) (MV, Proposition 1)."""
    return Derivation(
        title="Existence, uniqueness and form of the solution",
        domain="every n, every symmetric Y = ΦΣΦᵀ ⪰ 0, every W(0) ⪰ 0, every c > 0, every t ≥ 0",
        lines=(
            *_inverse_lines(WOODBURY),
            *solution_lines(solution),
            *nothing_else_solves_it().lines,
        ),
        conclusion=formula("W(t)", Phi * solution(E, W_start, latex_inverse(K_IN_FULL)) * Phit)
        + rf",\quad {rendered(t)} \ge 0",
    )
