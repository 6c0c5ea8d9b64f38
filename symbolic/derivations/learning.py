"""MV §III-A, what it says in words: when the flow learns Y, and that a smaller α sets its transitions farther apart."""

from dataclasses import replace

from sympy import Expr, Matrix, Rational, S, Symbol

from symbolic.derivation import Derivation, equal, formula, limit, sign
from symbolic.derivations.modes import absent_mode_tends_to_zero, mode_tends_to_its_target
from symbolic.flows import factor_flow
from symbolic.noncommutative import Algebra, letters
from symbolic.symbols import c, delta, p, sigma, sigma_1, sigma_2

ONE_SOLUTION = "the Picard–Lindelöf theorem"
CONTINUOUS = "a determinant is continuous"

gap = Symbol("delta_2", positive=True)
l_1, l_2, L = (Symbol(name, real=True) for name in ("ell_1", "ell_2", "L"))  # log c₁, log c₂, log(1/α²)

Y, U, Ut, W, z, x = letters("Y", "U", r"U^\top", "W", r"z^\top", r"x^\top")
root, Phi, Phit, Sigma, F = letters(r"\Sigma_r^{1/2}", r"\Phi_r", r"\Phi_r^\top", r"\Sigma_r", r"e^{-c\Sigma_r t}")


def spectral_factor(of_the_root: Expr = root) -> Derivation:
    """ΦΣ^{1/2}, padded by zero columns, makes the loss zero."""
    values = {Phi: Matrix([[3, -4], [4, 3]]) / 5, root: Matrix.diag(2, 1)}
    values |= {Phit: values[Phi].T}
    svd = Algebra(
        {U: Phi * of_the_root, Ut: of_the_root * Phit, Y: Phi * Sigma * Phit, Sigma: root * root},
        models=[values],
    )
    return Derivation(
        "The SVD of Y solves the problem",
        "every Y ⪰ 0 of rank r, with Φ and Σ from its SVD, and every width h ≥ r of the factor",
        (
            svd.names(U, "r columns are enough, as the others are zero"),
            svd.equal(Y - U * Ut, S.Zero, "so the loss, which is a square, is 0"),
        ),
        formula("U", Phi * of_the_root) + r"\;\Longrightarrow\; U U^\top = Y",
    )


def spectral_flow_learns(target: Expr = sigma) -> Derivation:
    """Every mode tends to that of Y, and W(t) to Y with them."""
    return Derivation(
        "The spectral flow learns the target",
        "every spectral initialization with s_i > 0 for each i ≤ r, every α > 0 and c > 0",
        (
            *mode_tends_to_its_target(target).lines,
            *absent_mode_tends_to_zero().lines,
            limit(
                delta**2 + gap**2,
                {delta: S.Zero, gap: S.Zero},
                S.Zero,
                "so Φᵀ(W − Y)Φ, which is diagonal, tends to 0 with its entries, here two, and W − Y has the same norm",
            ),
        ),
        r"\lim_{t \to \infty} W(t) = Y",
    )


def learning_needs_full_rank(rate: Expr = c) -> Derivation:
    """What Φᵣᵀ annihilates of the start on the left, it annihilates at every time, but for a scaling."""
    rows = {
        Y: Matrix([[2, 0], [0, 1]]), Phi: Matrix([[1, 0], [0, 1]]), Sigma: Matrix([[2, 0], [0, 1]]),
        U: Matrix([[1, 2], [0, 1]]), F: Matrix([[3, 0], [0, 5]]), z: Matrix([[1, 1]]), c: Rational(1),
    }  # fmt: skip
    rows |= {Phit: rows[Phi].T, Ut: rows[U].T}
    moving = Algebra(
        {x: z * F * Phit * U, W: U * Ut},
        (Phit * Y - Sigma * Phit,),
        rates={U: factor_flow(Y, U, Ut, c), F: -rate * F * Sigma},
        models=[rows],
    )
    fixed = Algebra({W: U * Ut}, (z * F * Phit * U,))
    lines = (
        moving.names(x, "for any z with zᵀΦᵣᵀŪ = 0; it is 0 at t = 0"),
        replace(
            moving.derivative(x, -c * x * Ut * U, "by (2), as ΦᵣᵀY = ΣᵣΦᵣᵀ: linear in x, so that x stays 0"),
            lemma=ONE_SOLUTION,
        ),
        fixed.equal(
            z * F * (Phit * W * Phi),
            S.Zero,
            "so if z ≠ 0, ΦᵣᵀWΦᵣ is singular at every time, as e^{−cΣᵣt} is invertible",
        ),
        replace(
            sign(
                sigma_1 * sigma_2, ">", "but where W(t) tends to Y it tends to Σᵣ, whose determinant is a product of σᵢ"
            ),
            lemma=CONTINUOUS,
        ),
    )
    return Derivation(
        "Learning the target needs a start that reaches all of its range",
        "every n and h, every Y ⪰ 0 of rank r, every Ū and α > 0",
        lines,
        r"W(t) \to Y \;\Longrightarrow\; \operatorname{rank} \Phi_r^\top \bar U = r",
    )


def separation(slower: Expr = sigma_2) -> Derivation:
    """T_k grows with log(1/α²), and the time between two windows does not."""
    left, right = (l_1 + L) / (2 * c * sigma_1), (l_2 + L) / (2 * c * slower)
    following = (l_1 + L) / (2 * c * sigma_2)
    gained = (right - left).diff(L)
    lines = (
        sign(
            gained,
            ">",
            "by how much T_k = [(log c₁ + L)/(2cσ_k), (log c₂ + L)/(2cσ_{k+1})] grows with L = log(1/α²): its "
            "length tends to infinity as α tends to 0",
            where={sigma_1: sigma_2 + p},
        ),
        equal(
            following - right,
            (l_1 - l_2) / (2 * c * sigma_2),
            "the time between T_k and T_{k+1}, in which a mode is learned: L is gone",
        ),
    )
    return Derivation(
        "A smaller scale sets the transitions farther apart",
        "every σ_k > σ_{k+1} > 0, every c₁, c₂ and c",
        lines,
        formula(r"\frac{d}{dL} |T_k|", gained) + " > 0",
    )
