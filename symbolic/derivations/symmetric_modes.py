"""TFHV (9) and Corollary 1: from a spectral initialization each eigenvalue of X moves alone; σ may have either sign.

How fast each comes to its end is exact: (σ_i(t) − max(σ_i, 0)) e^{4t|σ_i|} has a limit, and a bound for every t ≥ 0.
"""

from collections.abc import Callable

from sympy import Abs, Expr, Integer, Matrix, Rational, S, Symbol, exp

from symbolic.derivation import Derivation, Line, beyond_one, equal, formula, limit, sign, solves, starts
from symbolic.flows import mode_flow
from symbolic.noncommutative import Algebra, letters
from symbolic.solutions import absent_mode, closed_form, growth, growth_integral, symmetric_mode
from symbolic.symbols import a, delta, eigenvalue, mode, mode_start, mode_start_or_none, p, sigma, t

TWO, QUARTER = Integer(2), Rational(1, 4)

Y, E, G, X, X_0, K, K_inverse, v = letters("Y", "e^{2tY}", "G", "X", "X_{0}", "K", "K^{-1}", "v")
Phi, Phit, D = letters(r"\Phi", r"\Phi^\top", "D")
grown, integral, inverse = Symbol("g", positive=True), Symbol("G_{ii}", real=True), Symbol("kappa", real=True)

Mode = Callable[[Expr, Expr, Expr], Expr]


def mode_of_the_solution(solution: Mode = symmetric_mode) -> Derivation:
    """(9): X(t) has the eigenvectors of Y that X₀ has, and this is its eigenvalue."""
    value = solution(eigenvalue, mode_start, t)
    values = {G: Matrix.diag(3, 5), X_0: Matrix.diag(2, 7), v: Matrix([1, 0]), integral: Integer(3)}
    before = Algebra(
        {K: 1 + G * X_0}, (X_0 * v - mode_start * v, G * v - integral * v), models=[values | {mode_start: TWO}]
    )
    after = Algebra(
        {X: closed_form(E, X_0, K_inverse)},
        (X_0 * v - mode_start * v, E * v - grown * v, K_inverse * v - inverse * v),
    )
    return Derivation(
        title="An eigenvalue of the solution, from a spectral initialization",
        domain="σ ≠ 0 of either sign, σ₀ real, every t at which the denominator is not 0",
        lines=(
            before.equal(
                K * v, (1 + integral * mode_start) * v, "an eigenvector of Y and of X₀, so K⁻¹v = κv, κ its inverse"
            ),
            after.equal(X * v, closed_form(grown, mode_start, inverse) * v, "(8), as Ev = gv: it stays an eigenvector"),
            equal(
                closed_form(grown, mode_start, 1 / (1 + integral * mode_start)),
                value,
                "with g = e^{2tσ}: (9)",
                where={grown: growth(eigenvalue, TWO, t), integral: growth_integral(eigenvalue, TWO, t)},
            ),
            solves(mode, value, mode_flow(mode, eigenvalue, TWO), "(9) put back into (5)"),
            starts(mode, value, mode_start, "from its start"),
        ),
        conclusion=formula(r"\sigma_i(t)", value),
    )


def denominator(start: Expr = mode_start_or_none) -> Derivation:
    """1 + σ₀(e^{4tσ} − 1)/σ > 0, σ times which is the denominator of (9): its proviso is always met."""
    up, down = (1 + start * growth_integral(value, TWO, t) for value in (sigma, -p))
    return Derivation(
        title="The denominator of (9) never vanishes",
        domain="σ ≠ 0 of either sign, σ₀ ≥ 0, t ≥ 0",
        lines=(
            sign(up, ">", "σ > 0: the denominator over σ", where=beyond_one(exp(4 * sigma * t))),
            sign(down, ">", "σ = −p < 0: the denominator over σ", where=beyond_one(exp(4 * p * t))),
        ),
        conclusion=r"\sigma + \sigma_0 (e^{4t\sigma} - 1) \ne 0",
    )


def _late(value: Expr, rate: Expr) -> Expr:
    """`value` where e^{4t·`rate`} = 1/δ."""
    return value.subs(exp(4 * rate * t), 1 / delta)


def rate_lines(present: Expr, absent: Expr) -> tuple[Line, ...]:
    """The limits of a mode's error over e^{−4t|σ|}: `present` where σ > 0 and σ₀ = a > 0, `absent` where σ = −p."""
    above = _late(symmetric_mode(sigma, a, t) - sigma, sigma) / delta
    below = _late(symmetric_mode(-p, mode_start_or_none, t), p) / delta
    ends = {delta: S.Zero}
    return (
        limit(above, ends, present, "as t → ∞: σ > 0, σ₀ = a > 0, δ = e^{−4tσ}, the error over δ"),
        limit(below, ends, absent, "σ = −p < 0, σ₀ ≥ 0, δ = e^{−4tp}, the error over δ"),
    )


PRESENT = sigma * (a - sigma) / a
ABSENT = p * mode_start_or_none / (p + mode_start_or_none)


def rates(present: Expr = PRESENT) -> Derivation:
    """Each mode comes to its end at the rate e^{−4t|σ_i|}, with an exact factor."""
    return Derivation(
        title="How fast each mode comes to its end",
        domain="σ ≠ 0 of either sign, σ₀ ≥ 0; where σ > 0 = σ₀ the mode stays 0",
        lines=(
            *rate_lines(present, ABSENT),
            equal(
                symmetric_mode(sigma, S.Zero, t),
                S.Zero,
                "σ > 0 = σ₀: the mode stays at its end, 0",
                shown=r"\sigma_i(t)",
            ),
        ),
        conclusion=formula(r"\lim_{t \to \infty} (\sigma_i(t) - \sigma_i) e^{4t\sigma_i}", present)
        + r"\ (\sigma_i > 0,\ \sigma_{0,i} = a > 0),\quad "
        + formula(r"\lim_{t \to \infty} \sigma_i(t) e^{-4t\sigma_i}", ABSENT)
        + r"\ (\sigma_i = -p < 0)",
    )


def _bound_lines(factor: Expr) -> tuple[Line, ...]:
    """|σ_i(t) − max(σ_i, 0)| ≤ `factor`·c_i e^{−4t|σ_i|} for all t ≥ 0, with c = |σ(σ₀ − σ)|/min(σ, σ₀), or σ₀."""
    grown_by = beyond_one(exp(4 * sigma * t))
    decay = exp(-4 * sigma * t)
    short = {sigma: a + p}  # the start is below the target
    beyond = {a: sigma + p}
    absent = factor * mode_start_or_none * exp(-4 * p * t) - symmetric_mode(-p, mode_start_or_none, t)
    return (
        sign(
            factor * sigma * (sigma - a) / a * decay - (sigma - symmetric_mode(sigma, a, t)),
            ">=",
            "for every t ≥ 0, where the start a > 0 is below the target",
            where=grown_by | short,
        ),
        sign(
            factor * (a - sigma) * decay - (symmetric_mode(sigma, a, t) - sigma),
            ">=",
            "where it is beyond the target",
            where=grown_by | beyond,
        ),
        sign(absent, ">=", "and where σ = −p < 0", where=beyond_one(exp(4 * p * t))),
        sign(
            1 - exp(-4 * p * t),
            ">=",
            "the least |σ| has the largest e^{−4t|σ|}: the quotient of the two, where |σ| = σ_min + p",
            where=beyond_one(exp(4 * p * t)),
        ),
    )


def convergence(factor: Expr = S.One) -> Derivation:
    """Corollary 1, with its constant: where each positive σ_i has σ_{0,i} > 0, ‖X − Ỹ‖_F ≤ C e^{−4tσ_min}."""
    values = {D: Matrix.diag(2, 3), Phi: Matrix([[3, -4], [4, 3]]) / 5, Phit: Matrix([[3, 4], [-4, 3]]) / 5}
    basis = Algebra({}, (Phit * Phi - 1,), transposes={Phi: Phit}, models=[values])
    return Derivation(
        title="Convergence from a spectral initialization, with its constant",
        domain="every m, every invertible symmetric Y of any sign, every Σ₀ ⪰ 0 with rank(Σ₀Σ̃) = rank Σ̃, "
        "which says that σ_{0,i} > 0 wherever σ_i > 0; every t ≥ 0",
        lines=(
            *rate_lines(PRESENT, ABSENT),
            *_bound_lines(factor),
            basis.equal(
                (Phi * D * Phit) * (Phi * D * Phit),
                Phi * D * D * Phit,
                "with the diagonal matrix D of the errors",
                shown=r"(X(t) - \tilde{Y})^2",
            ),
            basis.trace_equal(
                Phi * D * D * Phit,
                D * D * Phit * Phi,
                "that of D², as ΦᵀΦ = 1: the sum of the squares of the errors",
                shown=r"\|X(t) - \tilde{Y}\|_F^2",
            ),
        ),
        conclusion=r"\|X(t) - \tilde{Y}\|_F \le \Bigl(\sum_i c_i^2\Bigr)^{1/2} e^{-4t\sigma_{\min}(Y)},\quad "
        rf"c_i = {_constants(factor)}",
    )


def _constants(factor: Expr) -> str:
    first = formula(factor * Abs(a - sigma)) + r" \max(1, \sigma_i / a)"
    second = formula(factor * mode_start_or_none)
    return rf"{first} \ (\sigma_i > 0,\ \sigma_{{0,i}} = a),\ {second} \ (\sigma_i < 0)"


def without_target(end: Expr = QUARTER) -> Derivation:
    """σ = 0, which an invertible Y excludes: t·σ_i(t) tends to `end` = ¼, so that no exponential rate is left."""
    value = absent_mode(a, TWO, t)
    return Derivation(
        title="A mode without target decays like 1/(4t)",
        domain="σ = 0, σ₀ = a > 0, t ≥ 0",
        lines=(
            solves(mode, value, mode_flow(mode, S.Zero, TWO), "MV (13) with c = 2 solves (5) where σ = 0"),
            starts(mode, value, a, "from its start"),
            limit(value.subs(t, 1 / delta) / delta, {delta: S.Zero}, end, "t times the mode, as t = 1/δ → ∞"),
        ),
        conclusion=formula(r"\lim_{t \to \infty} t\, \sigma_i(t)", end),
    )
