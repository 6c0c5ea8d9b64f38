"""MV (7)–(9): a matrix Riccati equation is solved through a linear system of twice the size (Radon's lemma)."""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Matrix, S

from symbolic.derivation import Derivation, formula
from symbolic.derivations.closed_form import (
    AT_START,
    K_IN_FULL,
    E,
    E_inverse,
    G,
    K,
    K_inverse,
    Phi,
    Phit,
    Solution,
    W_start,
    W_tilde,
    Y,
    algebra,
    latex_inverse,
)
from symbolic.flows import hamiltonian_blocks, linear_flow, product_flow, riccati_flow
from symbolic.noncommutative import Algebra, inverse_relations, letters
from symbolic.solutions import closed_form, linear_solution
from symbolic.symbols import c

A, B, C, D, X1, X2, X1_inverse, W = letters("A", "B", "C", "D", "X_{1}", "X_{2}", "X_{1}^{-1}", "W")

LinearFlow = Callable[..., tuple[Expr, Expr]]


def radons_lemma(linear: LinearFlow = linear_flow) -> Derivation:
    """If (X₁, X₂) solves the linear system, X₂X₁⁻¹ solves the Riccati equation (MV (7), (8))."""
    X1_rate, X2_rate = linear(X1, X2, A, B, C, D)
    values = {
        A: Matrix([[1, 2], [0, 1]]),
        B: Matrix([[2, 0], [1, 1]]),
        C: Matrix([[0, 1], [3, 1]]),
        D: Matrix([[1, 1], [1, 4]]),
        X1: Matrix([[1, 1], [0, 2]]),
        X2: Matrix([[3, 1], [1, 1]]),
        X1_inverse: Matrix([[1, 1], [0, 2]]).inv(),
    }
    moving = Algebra(
        {W: X2 * X1_inverse},
        inverse_relations(X1, X1_inverse),
        rates={X1: X1_rate, X2: X2_rate, X1_inverse: -X1_inverse * X1_rate * X1_inverse},
        models=[values],
    )
    return Derivation(
        title="A Riccati equation through a linear system",
        domain="every n, every coefficient matrix (they may depend on t), as long as X₁ is invertible",
        lines=(
            moving.derivative(X1, linear_flow(X1, X2, A, B, C, D)[0], "the first row of (8)"),
            moving.derivative(X2, linear_flow(X1, X2, A, B, C, D)[1], "the second row of (8)"),
            moving.derivative(X1 * X1_inverse, S.Zero, "so X₁⁻¹ moves at −X₁⁻¹Ẋ₁X₁⁻¹"),
            moving.names(W, "the quotient"),
            moving.derivative(
                W, (C * X1 + D * X2) * X1_inverse - W * (A * X1 + B * X2) * X1_inverse, "the product rule"
            ),
            moving.derivative(W, riccati_flow(W, A, B, C, D), "expand, and read X₂X₁⁻¹ as W"),
        ),
        conclusion=formula(r"\dot{W}", riccati_flow(W, A, B, C, D)),
    )


def linear_system(solution: Callable[..., tuple[Expr, Expr]] = linear_solution) -> Derivation:
    """The blocks c[[−Y, 2], [0, Y]] give (4), and this is the linear system's solution (MV (8))."""
    inside = algebra()
    first, second = (Phi * X * Phit for X in solution(E, E_inverse, G, W_start))
    moving = replace(inside, stands_for={X1: first, X2: second, **inside.stands_for})
    first_rate, second_rate = linear_flow(X1, X2, *hamiltonian_blocks(Y, c))
    return Derivation(
        title="The linear system and its solution",
        domain="every n, every symmetric Y = ΦΣΦᵀ, every W(0) = ΦW̃₀Φᵀ, every c",
        lines=(
            Algebra().equal(
                riccati_flow(W, *hamiltonian_blocks(Y, c)), product_flow(Y, W, c), "with these blocks (7) is (4)"
            ),
            moving.names(Y, "the target"),
            moving.names(X1, "the upper half"),
            moving.names(X2, "the lower half"),
            moving.derivative(X1, first_rate, "the first row"),
            moving.derivative(X2, second_rate, "the second row"),
            moving.equal(first.subs(AT_START), S.One, "as E = 1 and G = 0 at t = 0", shown="X_{1}(0)"),
            moving.equal(second.subs(AT_START), Phi * W_start * Phit, "this is W(0)", shown="X_{2}(0)"),
        ),
        conclusion=formula(X1, first) + r",\quad " + formula(X2, second),
    )


def quotient_of_the_linear_solution(solution: Solution = closed_form) -> Derivation:
    """X₂X₁⁻¹ is the closed form (MV (9))."""
    inside = algebra(solution)
    first, second = (Phi * X * Phit for X in linear_solution(E, E_inverse, G, W_start))
    inverse = Phi * K_inverse * E * Phit
    known = replace(inside, stands_for={X1: first, X2: second, X1_inverse: inverse, **inside.stands_for})
    return Derivation(
        title="The closed form, through the linear system",
        domain="every n, every symmetric Y = ΦΣΦᵀ, every W̃₀ for which I + GW̃₀ is invertible",
        lines=(
            known.names(X1, "(8)"),
            known.names(X2, "(8)"),
            known.names(K, "which has the inverse K⁻¹"),
            known.names(X1_inverse, "the letter for this"),
            known.equal(X1 * X1_inverse, S.One, "it is the inverse of X₁"),
            known.equal(X1_inverse * X1, S.One, "from both sides"),
            known.equal(X2 * X1_inverse, Phi * W_tilde * Phit, "as ΦᵀΦ = 1, with W̃ of (5)"),
        ),
        conclusion=formula("W", X2 * X1_inverse, Phi * solution(E, W_start, latex_inverse(K_IN_FULL)) * Phit),
    )
