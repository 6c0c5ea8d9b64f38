"""TFHV (8) and Proposition 1: X(t) = E X₀ (1 + GX₀)⁻¹ E with E = e^{2tY} and G = ∫₀ᵗ 4E², which is Y⁻¹(E² − 1) if Y
has an inverse.

Nothing here assumes that X₀ or Y is symmetric, unless it says so. From X₀ ⪰ 0 the inverse exists for all t ≥ 0. From
other starts it may not, and there the solution ends: what (8) gives later is a solution too, but from another start.
"""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational, S, Symbol, exp, log

from symbolic.derivation import Derivation, Line, beyond_one, derivative, equal, formula, limit, sign, starts
from symbolic.derivations.closed_form import latex_inverse
from symbolic.derivations.existence import nothing_else_solves_it, woodbury_lines
from symbolic.derivations.symmetric_flow import ONE_SOLUTION
from symbolic.flows import mode_flow, product_flow
from symbolic.noncommutative import Algebra, commute, evaluate, inverse_relations, letters
from symbolic.rendering import rendered
from symbolic.solutions import closed_form, growth, growth_integral
from symbolic.symbols import a, eigenvalue, p, phi, sigma, t, x

TWO = Integer(2)

Y, Y_inverse, E, E_inverse, G, X, X_0, K, K_inverse = letters(
    "Y", "Y^{-1}", "e^{2tY}", "e^{-2tY}", "G", "X", "X_{0}", "K", "K^{-1}"
)
v, at_v = letters("v", "X_{0} v")

K_IN_FULL = 1 + G * X_0
INTEGRAL = Y_inverse * (E * E - 1)
G_ii = Symbol("G_{ii}")
growing = Symbol("g", positive=True)  # an eigenvalue of E
AT_START = {E: S.One, G: S.Zero, K_inverse: S.One}

Solution = Callable[[Expr, Expr, Expr], Expr]


def _model() -> dict[Expr, Matrix | Expr]:
    """Y = diag(1, −1) at t = ½ log 2, and a start that is not symmetric."""
    values = {
        Y: Matrix.diag(1, -1),
        Y_inverse: Matrix.diag(1, -1),
        E: Matrix.diag(2, Rational(1, 2)),
        E_inverse: Matrix.diag(Rational(1, 2), 2),
        G: Matrix.diag(3, Rational(3, 4)),
        X_0: Matrix([[2, 1], [0, 4]]),
    }
    values[K] = evaluate(K_IN_FULL, values)
    return values | {K_inverse: values[K].inv()}


def solution_algebra(solution: Solution = closed_form) -> Algebra:
    """The letters of (8), with Ė = 2YE and Ġ = 4E²."""
    return Algebra(
        {X: solution(E, X_0, K_inverse), K: K_IN_FULL},
        (
            *inverse_relations(K, K_inverse),
            *inverse_relations(E, E_inverse),
            *commute((E, Y), (E_inverse, Y)),
        ),
        rates={E: 2 * Y * E, G: 4 * E * E, K_inverse: -K_inverse * (4 * E * E * X_0) * K_inverse},
        models=[_model()],
    )


def integral_of_an_invertible_target(integral: Expr = INTEGRAL) -> tuple[Line, ...]:
    """G = Y⁻¹(e^{4tY} − 1) moves at 4e^{4tY} from 0."""
    moving = Algebra(
        {G: integral},
        (*inverse_relations(Y, Y_inverse), *commute((E, Y), (E, Y_inverse))),
        rates={E: 2 * Y * E},
        models=[_model()],
    )
    return (
        moving.derivative(E * E, 4 * Y * E * E, "as e^{4tY} = E², where E = e^{2tY} commutes with Y and Y⁻¹"),
        moving.names(G, "the matrix before X₀ in (8)"),
        moving.derivative(G, 4 * E * E, "so G moves at 4E²"),
        moving.equal(integral.subs(AT_START), S.Zero, "as E = 1 at t = 0", shown="G(0)"),
    )


def solution_lines(solution: Solution = closed_form) -> tuple[Line, ...]:
    """That E X₀ (1 + GX₀)⁻¹ E solves (5) from X₀; of G only its rate and start are used."""
    moving = solution_algebra(solution)
    return (
        moving.names(K, "the matrix that is inverted"),
        moving.derivative(K, 4 * E * E * X_0, "as Ġ = 4E²"),
        moving.derivative(K * K_inverse, S.Zero, "as KK⁻¹ = 1, so K⁻¹ moves at −K⁻¹K̇K⁻¹"),
        moving.names(X, "(8)"),
        moving.derivative(X, product_flow(Y, X, TWO), "the product rule: X solves (5)"),
        moving.equal(moving.read(X).subs(AT_START), X_0, "as E = 1, G = 0 and K = 1 at t = 0", shown="X(0)"),
    )


def by_differentiation(solution: Solution = closed_form) -> Derivation:
    """(8) solves (5), for an invertible Y of any sign and any X₀."""
    return Derivation(
        title="The closed form of the symmetric flow",
        domain="every size, every invertible Y, every X₀, symmetric or not, and every t at which the inverse exists",
        lines=(*integral_of_an_invertible_target(), *solution_lines(solution)),
        conclusion=formula("X(t)", solution(E, X_0, latex_inverse(1 + INTEGRAL * X_0))),
    )


def of_a_singular_target(at_zero: Expr = 4 * t) -> Derivation:
    """Where σ = 0 the entry of G is `at_zero`, 4t, the limit of (e^{4tσ} − 1)/σ; with it (8) holds for every Y."""
    integral, grown = growth_integral(eigenvalue, TWO, t), growth(eigenvalue, TWO, t)
    return Derivation(
        title="The closed form where the target is singular",
        domain="every size, every symmetric Y of any sign, singular or not, every X₀",
        lines=(
            derivative(grown, 2 * eigenvalue * grown, "an entry of E in the eigenbasis of Y, σ of either sign"),
            derivative(integral, 4 * grown**2, "an entry of G = Y⁻¹(E² − 1)"),
            derivative(at_zero, 4 * growth(S.Zero, TWO, t) ** 2, "where σ = 0, E is 1, and this has the rate 4E²"),
            starts(G_ii, at_zero, S.Zero, "from 0"),
            limit(
                integral.subs(exp(4 * eigenvalue * t), 1 + 4 * eigenvalue * t * phi),
                {phi: S.One},
                at_zero,
                "as σ → 0 the one tends to the other: e^z = 1 + zφ, and φ → 1 as z = 4σt → 0",
            ),
            *solution_lines(),
        ),
        conclusion=formula("X(t)", closed_form(E, X_0, latex_inverse(K_IN_FULL)))
        + r",\quad "
        + rf"G = \Phi \operatorname{{diag}}(g_i) \Phi^\top,\ {formula('g_i', integral)}"
        + rf"\text{{ or }} {rendered(at_zero)}",
    )


def positive_integral_lines() -> tuple[Line, ...]:
    """G ⪰ 0 for t ≥ 0, whatever the sign of an eigenvalue."""
    down = growth_integral(-p, TWO, t)
    return (
        sign(growth_integral(sigma, TWO, t), ">=", "an entry of G, σ > 0", where=beyond_one(exp(4 * sigma * t))),
        sign(growth_integral(S.Zero, TWO, t), ">=", "one where σ = 0"),
        sign(down, ">=", "one where σ = −p < 0", where=beyond_one(exp(4 * p * t))),
    )


def for_all_time(inverse: Expr | None = None) -> Derivation:
    """From X₀ ⪰ 0 the solution exists for all t ≥ 0, whatever the sign of Y, and there is no other."""
    inverse_lines = woodbury_lines() if inverse is None else woodbury_lines(inverse)
    return Derivation(
        title="From a positive semidefinite start the solution exists for all time",
        domain="every size, every symmetric Y of any sign, singular or not, every X₀ ⪰ 0, every t ≥ 0; "
        "W̃₀ is X₀ in the eigenbasis of Y, where G is diagonal",
        lines=(*positive_integral_lines(), *inverse_lines, *solution_lines(), *nothing_else_solves_it().lines),
        conclusion=formula("X(t)", closed_form(E, X_0, latex_inverse(K_IN_FULL))) + r",\quad t \ge 0",
    )


def stays_on_its_side(side: int) -> Derivation:
    """For m = 1 and x₀ = `side`·a, (8) has the sign of x₀ wherever its inverse exists, as the solution has."""
    start = side * a
    value = closed_form(growth(sigma, TWO, t), start, 1 / (1 + growth_integral(sigma, TWO, t) * start))
    return Derivation(
        title="The solution stays on its side of 0",
        domain=f"m = 1, Y = σ > 0, X₀ = {'a' if side > 0 else '−a'}, a > 0, every t ≥ 0 at which the inverse exists",
        lines=(
            replace(
                equal(
                    mode_flow(x, sigma, TWO), S.Zero, "0 is at rest, so no other solution meets it", where={x: S.Zero}
                ),
                lemma=ONE_SOLUTION,
            ),
            sign(
                side * value,
                ">",
                "so (8), where it is the solution, has the sign of X₀",
                where=beyond_one(exp(4 * sigma * t)) if side > 0 else None,
                points=({sigma: S.One, a: S.One, t: log(2)},),
            ),
        ),
        conclusion=formula("X(t)", value),
    )


def until_it_ends(end: Expr = E * X_0 * v) -> Derivation:
    """Up to the first t at which K = 1 + GX₀ is singular, (8) is the solution; there X(t) is unbounded."""
    known = solution_algebra()
    values = _model() | {
        X_0: Matrix.diag(-Rational(1, 3), 1), v: Matrix([1, 0]), at_v: Matrix([-Rational(1, 3), 0])
    }  # fmt: skip
    singular = Algebra({}, (X_0 * v - at_v, G * at_v + v), models=[values])
    return Derivation(
        title="The solution from any start, until it ends",
        domain="every size, every symmetric Y of any sign, singular or not, every X₀; t* is the first zero of det K",
        lines=(
            *solution_lines(),
            *nothing_else_solves_it().lines,
            singular.equal(K_IN_FULL * v, S.Zero, "if K(t*)v = 0 with v ≠ 0, then v = −GX₀v, so that X₀v ≠ 0"),
            replace(known, models=[_model() | {v: Matrix([1, 2])}]).equal(
                X * E_inverse * K * v,
                end,
                "as t → t*, X maps E⁻¹Kv → 0 to EX₀v, whose limit is not 0: X is unbounded, and the solution ends",
            ),
        ),
        conclusion=formula("X(t)", closed_form(E, X_0, latex_inverse(K_IN_FULL)))
        + r",\quad 0 \le t < t^*,\quad \lim_{t \to t^*} \|X(t)\| = \infty",
    )


def keeps_rank(solution: Solution = closed_form) -> Derivation:
    """rank X(t) = rank X₀, and a limit has no higher rank."""
    moving = solution_algebra(solution)
    return Derivation(
        title="The symmetric flow keeps the rank, and a limit does not raise it",
        domain="every size, every symmetric Y of any sign, singular or not, every X₀, as long as the solution exists",
        lines=(
            moving.names(K, "an invertible matrix, as is E"),
            moving.names(X, "(8)"),
            replace(
                moving.equal(E_inverse * X * E_inverse * K, X_0, "invertible factors leave the rank"),
                lemma="the matrices of rank at most r are closed",
            ),
        ),
        conclusion=r"\operatorname{rank} X(t) = \operatorname{rank} X_0,\quad "
        r"\operatorname{rank} \lim_{t \to \infty} X(t) \le \operatorname{rank} X_0",
    )


def not_started(start: Expr = S.Zero) -> Derivation:
    """Where X₀v = `start`·v with `start` = 0, X(t)v = 0 for every t."""
    values = {G: Matrix.diag(3, Rational(3, 4)), X_0: Matrix.diag(3, start), v: Matrix([0, 1])}
    missed = Algebra({}, (X_0 * v - start * v,), models=[values])
    then = Algebra({X: closed_form(E, X_0, K_inverse)}, (X_0 * v - start * v, E * v - growing * v, K_inverse * v - v))
    return Derivation(
        title="What the start misses is never learned",
        domain="every size, every symmetric Y of any sign, every X₀ and every eigenvector v of Y with X₀v = 0, every t",
        lines=(
            missed.equal(K_IN_FULL * v, v, "with K = 1 + GX₀: so K⁻¹v = v"),
            then.equal(X * v, S.Zero, "(8), as Ev is a multiple of v"),
        ),
        conclusion=r"X_0 v = 0 \;\Rightarrow\; X(t) v = 0",
    )
