"""What the closed form keeps: symmetry, positivity, rank; and that it does not depend on the choice of Φ."""

from sympy import Expr, Matrix, S

from symbolic.derivation import Derivation, formula
from symbolic.derivations.closed_form import (
    K_IN_FULL,
    E,
    E_inverse,
    G,
    K,
    K_inverse,
    Phi,
    Phit,
    Sigma,
    Solution,
    W,
    W_start,
    W_tilde,
    Y,
    algebra,
    latex_inverse,
    model,
)
from symbolic.noncommutative import Algebra, evaluate, inverse_relations, letters
from symbolic.solutions import closed_form

Kt, Kt_inverse, V, Vt, M, M_inverse = letters(r"K^\top", r"K^{-\top}", "V", r"V^\top", "M", "M^{-1}")
EY, GY, KY, KY_inverse = letters("e^{cYt}", "g(Y)", "K_{Y}", "K_{Y}^{-1}")

PUSHED = Kt_inverse * W_start - W_start * K_inverse


def stays_symmetric(solution: Solution = closed_form) -> Derivation:
    """W̃ᵀ = W̃, by pushing W̃₀ through the inverse."""
    values = model()
    values |= {Kt: values[K].T, Kt_inverse: values[K_inverse].T}
    transposes = {K: Kt, K_inverse: Kt_inverse}
    inverses = (*inverse_relations(K, K_inverse), *inverse_relations(Kt, Kt_inverse))
    named = Algebra({K: K_IN_FULL, Kt: 1 + W_start * G}, models=[values])
    opaque = Algebra({}, inverses, transposes=transposes, models=[values])
    pushed = Algebra({W_tilde: solution(E, W_start, K_inverse)}, (PUSHED,), transposes=transposes, models=[values])
    return Derivation(
        title="W(t) stays symmetric",
        domain="every n, every symmetric W̃₀ for which the inverse exists",
        lines=(
            named.names(K, "the matrix to invert"),
            named.equal(Kt, named.transpose(K), "its transpose, as G and W̃₀ are symmetric"),
            named.equal(Kt * W_start, W_start * K, "both are W̃₀ + W̃₀GW̃₀"),
            opaque.equal(
                Kt_inverse * (W_start * K - Kt * W_start) * K_inverse, PUSHED, "multiply by both inverses: this is 0"
            ),
            pushed.names(W_tilde, "the closed form"),
            pushed.equal(pushed.transpose(W_tilde), W_tilde, "by that", shown=r"\tilde{W}^\top"),
        ),
        conclusion=formula(r"\tilde{W}^\top", W_tilde),
    )


def stays_positive(solution: Solution = closed_form) -> Derivation:
    """For W̃₀ = VVᵀ, W̃ = (EV)(1 + VᵀGV)⁻¹(EV)ᵀ ⪰ 0, for any number of columns of V."""
    values = model()
    values |= {V: Matrix([[1, 1], [1, 0]]), Vt: Matrix([[1, 1], [1, 0]])}
    values[W_start] = evaluate(V * Vt, values)
    values |= {letter: evaluate(of, values) for letter, of in ((K, K_IN_FULL), (M, 1 + Vt * G * V))}
    values |= {K_inverse: values[K].inv(), M_inverse: values[M].inv()}
    gram, pushed_through = {W_start: V * Vt}, M_inverse * Vt - Vt * K_inverse
    named = Algebra({K: K_IN_FULL, M: 1 + Vt * G * V, **gram}, models=[values])
    opaque = Algebra({}, (*inverse_relations(K, K_inverse), *inverse_relations(M, M_inverse)), models=[values])
    pushed = Algebra(
        {W_tilde: solution(E, W_start, K_inverse), **gram}, (pushed_through,), transposes={V: Vt}, models=[values]
    )
    return Derivation(
        title="W(t) stays positive semidefinite",
        domain="every n and h, every W̃₀ = VVᵀ with V of h columns, every G ⪰ 0",
        lines=(
            named.names(K, "n rows"),
            named.names(M, "h rows; the identity plus a positive semidefinite matrix, so M⁻¹ is positive definite"),
            named.names(W_start, "as W̃₀ ⪰ 0"),
            named.equal(Vt * K, M * Vt, "both are Vᵀ + VᵀGVVᵀ"),
            opaque.equal(
                M_inverse * (Vt * K - M * Vt) * K_inverse, pushed_through, "multiply by both inverses: this is 0"
            ),
            pushed.names(W_tilde, "the closed form"),
            pushed.equal(W_tilde, (E * V) * M_inverse * pushed.transpose(E * V), "by that"),
        ),
        conclusion=formula(W_tilde, E * V * latex_inverse(1 + Vt * G * V) * Vt * E) + r" \succeq 0",
    )


def keeps_rank(solution: Solution = closed_form) -> Derivation:
    """W̃₀ = E⁻¹ W̃ E⁻¹ K: multiplying by invertible matrices leaves the rank."""
    moving = algebra(solution)
    return Derivation(
        title="W(t) keeps its rank",
        domain="every n, every W̃₀ for which the inverse exists",
        lines=(
            moving.names(K, "an invertible matrix, as is E"),
            moving.names(W_tilde, "the closed form"),
            moving.equal(E_inverse * W_tilde * E_inverse * K, W_start, "invertible factors leave the rank"),
        ),
        conclusion=r"\operatorname{rank} W(t) = \operatorname{rank} W(0)",
    )


def does_not_depend_on_the_basis(start: Expr = Phi * W_start * Phit) -> Derivation:
    """ΦEΦᵀ and ΦGΦᵀ are functions of Y, and W(t) is made of them and of W(0) = ΦW̃₀Φᵀ."""
    W_0, power = letters("W(0)", r"\Sigma^k")
    inside, values = algebra(), model()
    values[power] = values[Sigma] ** 3
    functions = {
        EY: Phi * E * Phit,
        GY: Phi * G * Phit,
        W_0: start,
        KY_inverse: Phi * K_inverse * Phit,
    }
    both = Algebra({KY: 1 + GY * W_0, **functions, **inside.stands_for}, inside.relations, models=[values])
    return Derivation(
        title="W(t) does not depend on the choice of Φ",
        domain="every n, every symmetric Y and every Φ that diagonalizes it",
        lines=(
            both.names(Y, "the target"),
            both.equal(
                Y * (Phi * power * Phit),
                Phi * (Sigma * power) * Phit,
                "so Yᵏ = ΦΣᵏΦᵀ by induction, and f(Y) = Φf(Σ)Φᵀ for every power series f, whatever Φ",
            ),
            both.names(EY, "such a function"),
            both.names(GY, "and another"),
            both.names(W_0, "the start"),
            both.names(KY, "made of Y and W(0) alone"),
            both.names(KY_inverse, "the letter for this"),
            both.equal(KY * KY_inverse, S.One, "it is the inverse"),
            both.equal(KY_inverse * KY, S.One, "from both sides"),
            both.equal(W, closed_form(EY, W_0, KY_inverse), "so W(t) is made of Y and W(0) alone"),
        ),
        conclusion=formula("W(t)", EY * W_0 * latex_inverse(1 + GY * W_0) * EY),
    )
