"""What the unbalanced law rests on besides what holds at an instant: bounds that are kept, and how they move.

A bound M ⪰ 0 of a differentiable symmetric M is kept where Ṁ ⪰ AM + MAᵀ for a continuous A: in coordinates that move
with A the left side less the right one is the rate of M. Two theorems of books carry this from an instant to all times.
"""

from collections.abc import Sequence
from dataclasses import replace

from sympy import Expr, Matrix, Rational, Symbol, exp, sqrt

from symbolic.derivation import Derivation, Line, derivative, equal, formula, sign
from symbolic.noncommutative import Algebra, letters
from symbolic.symbols import alpha, delta, t

LINEAR = "the Picard–Lindelöf theorem"
MEAN_VALUE = "the mean value theorem"
BETWEEN = "the intermediate value theorem"
M, A, At, Psi, Psit, rate = letters("M", "A", r"A^\top", r"\Psi", r"\Psi^\top", r"\dot M")

tau = Symbol("tau", positive=True)
size = Symbol("beta", positive=True)
least = Symbol("lambda", positive=True)
root = Symbol("rho", positive=True)
omega = Symbol("omega", positive=True)
sigma_1, sigma_k = Symbol("sigma_1", positive=True), Symbol("sigma_k", positive=True)
ell, u = Symbol("ell", positive=True), Symbol("u", positive=True)
eps = Symbol("varepsilon", positive=True)
GROWTH = exp(tau * t)
FORCED = delta * root / tau
NINE_EIGHTHS = Rational(9, 8)


def kept(title: str, bound: str, starts: str, turning: int = -1, more: Sequence[Line] = ()) -> Derivation:
    """`bound`, in LaTeX, holds at all times, as its gain is positive; `starts` says why it does at first."""
    moving = {A: Matrix([[1, 2], [0, 1]]), M: Matrix([[2, 1], [1, 3]]), Psi: Matrix([[1, 1], [0, 1]])}
    model = {**moving, At: moving[A].T, Psit: moving[Psi].T, rate: Matrix([[1, 0], [0, 2]])}
    algebra = Algebra(
        rates={M: rate, Psi: turning * At * Psi, Psit: turning * Psit * A},
        transposes={A: At, Psi: Psit},
        models=[model],
    )
    zero = Symbol("g", nonnegative=True)
    lines = (
        replace(
            algebra.derivative(
                Psit * M * Psi,
                Psit * (rate - A * M - M * At) * Psi,
                "where Ψ solves Ψ̇ = −AᵀΨ, which exists at all times and has an inverse",
            ),
            lemma=LINEAR,
        ),
        replace(
            sign(zero, ">=", f"so no number xᵀΨᵀMΨx decreases, where g = xᵀΨᵀ(Ṁ − AM − MAᵀ)Ψx; at first {starts}"),
            lemma=MEAN_VALUE,
        ),
        *more,
    )
    return Derivation(title, "every differentiable M and continuous A, of every size", lines, bound)


def before_the_other_fails() -> Line:
    """Of two bounds that keep each other, one with room to spare."""
    return replace(
        sign(
            3 * eps / 10 - eps / 4,
            ">",
            "as long as Σ₁ − P ⪯ 3ε/10 both are kept, and Σ₁ − P ⪯ ε/4: so it never comes to 3ε/10",
        ),
        lemma=BETWEEN,
    )


def motions(larger: Expr = NINE_EIGHTHS) -> Derivation:
    """How the functions of time move with which matrices are compared, and where they begin."""
    fine = (alpha * size + FORCED) * GROWTH - FORCED
    coarse = larger * alpha * size * GROWTH
    weight = Rational(81, 64) * size**2 / least**2
    decayed = sigma_1 * ell / (alpha * least) ** 2 * exp(u**2 / tau + 2 * omega * t - 2 * sigma_k * t)
    rates = {ell: 2 * ell * (sigma_k - ell - u**2 - omega), u: tau * u}
    start = {t: 0}
    lines = (
        derivative(fine, tau * fine + delta * root, "v: it bounds ‖R₂‖ finely"),
        equal(fine.subs(start), alpha * size, "and begins at αβ"),
        derivative(coarse, tau * coarse, "u: it bounds it by one exponential"),
        equal(
            weight * (alpha * least) ** 2,
            coarse.subs(start) ** 2,
            "ℓ begins at α²λ², so that κℓ begins at u²; and ω² = κδ²",
        ),
        equal(sqrt(weight) * delta, Rational(9, 8) * size * delta / least, "ω"),
        derivative(
            decayed,
            -2 * ell * decayed,
            "a₁, where ℓ̇ = 2ℓ(σ_k − ℓ − u² − ω) and u̇ = τu",
            rates=rates,
        ),
        sign(
            sigma_1 * exp(u**2 / tau) - sigma_1,
            ">=",
            "it begins at σ₁ or above",
            where={exp(u**2 / tau): 1 + Symbol("q", nonnegative=True)},
        ),
        derivative(
            decayed + delta**2 * t,
            delta**2 - 2 * ell * decayed,
            "and a = a₁ + δ²t, which begins there too",
            rates=rates,
        ),
    )
    return Derivation(
        "How the bounds move",
        "all α, β, λ, τ, δ, ρ, σ_1, σ_k > 0, t ≥ 0",
        lines,
        formula(r"\dot{a}", r"\delta^{2} - 2 \ell a_1"),
    )
