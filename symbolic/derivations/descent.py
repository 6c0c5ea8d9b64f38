"""TFHV (32)–(38): gradient descent on one number, its continuum limit, and the solution of that limit.

The one-layer problem is ½(σ − X)², the factorized one ½(σ − U²)², with X = U².
"""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Rational, Symbol, exp

from symbolic import descent
from symbolic.derivation import Derivation, Line, beyond_one, derivative, equal, formula, limit, sign, solves, starts
from symbolic.derivations.imbalanced import ONE_SOLUTION
from symbolic.symbols import U, X, X_start, a, c_start, delta, eta, gap, k, p, q, sigma, t, x

EULER = "the convergence of Euler's method"
MEAN_VALUE = "the mean value theorem"
ZERO, ONE, HALF = Integer(0), Integer(1), Rational(1, 2)
FIRST_GAP = Symbol(r"|\tilde{X}_0|", nonnegative=True)

Step = Callable[[Expr, Expr, Expr], Expr]
ScalarFlow = Callable[[Expr, Expr], Expr]


def descends(variable: Symbol, product: Expr, step: Step) -> Derivation:
    """`step` goes η times against the slope of ½(σ − `product`)²: TFHV (32) and (33)."""
    after = step(variable, sigma, eta)
    loss = (sigma - product) ** 2 / 2
    lines = (equal(variable - eta * loss.diff(variable), after, "a step against the slope of the loss"),)
    return Derivation("Gradient descent", "every σ, start and η", lines, formula(f"{variable}_{{k+1}}", after))


def continuum(variable: Symbol, product: Expr, step: Step, flow: ScalarFlow) -> Derivation:
    """The step over η is `flow`, whatever η, and `flow` is the gradient flow of the loss: TFHV (34) and (35)."""
    rate = flow(variable, sigma)
    loss = (sigma - product) ** 2 / 2
    lines = (
        equal(-loss.diff(variable), rate, "the gradient flow of the loss"),
        replace(
            equal((step(variable, sigma, eta) - variable) / eta, rate, "whose Euler steps of size η are descent"),
            lemma=EULER,
        ),
    )
    return Derivation("The continuum limit", "every σ and start", lines, formula(rf"\dot{{{variable}}}", rate))


def one_layer_solution(rate: Expr = ONE) -> Derivation:
    """X(t) − σ = (X₀ − σ)e^{−t} solves (34)."""
    distance = (X_start - sigma) * exp(-rate * t)
    lines = (
        solves(X, sigma + distance, descent.one_layer_flow(X, sigma), "a linear equation"),
        replace(starts(X, sigma + distance, X_start, "from the start"), lemma=ONE_SOLUTION),
    )
    return Derivation("One layer", "every σ and start", lines, formula(r"X(t) - \sigma", distance))


def one_layer_rate(multiple: Expr = ONE) -> Derivation:
    """(32) multiplies the distance by 1 − η, and 0 ≤ 1 − η ≤ e^{−η} for 0 < η ≤ 1. `multiple` of η in the exponent."""
    lines = (
        equal(descent.one_layer_step(sigma + gap, sigma, eta) - sigma, (1 - eta) * gap, "the distance to the target"),
        *_factor_is_at_most(multiple),
    )
    conclusion = (
        formula(r"|\tilde{X}_k|", (1 - eta) ** k * FIRST_GAP) + r" \le " + formula(exp(-multiple * eta * k) * FIRST_GAP)
    )
    return Derivation("The rate of one-layer descent", "every σ and start, 0 < η ≤ 1", lines, conclusion)


def _factor_is_at_most(multiple: Expr = ONE) -> tuple[Line, ...]:
    """0 ≤ 1 − η ≤ e^{−η} for 0 < η ≤ 1. `multiple` of η in the exponent."""
    excess = exp(-multiple * eta) - (1 - eta)
    return (
        sign(1 - eta, ">=", "a factor that is not negative for η ≤ 1", where={eta: 1 / (1 + q)}),
        equal(excess.subs(eta, ZERO), ZERO, "e^{−η} − (1 − η) is 0 for η = 0"),
        sign(
            excess.diff(eta),
            ">=",
            "and grows with η: so 1 − η ≤ e^{−η}",
            where=beyond_one(exp(eta)),
            points=({q: Rational(1, 3)},),
        ),
    )


def one_layer_error(half: Expr = HALF) -> Derivation:
    """0 ≤ e^{−ηk} − (1 − η)^k ≤ ½ η e^{η−1}: descent (32) stays within O(η) of the flow at all times."""
    square = half * eta**2
    local = square - exp(-eta) + 1 - eta
    s = sigma  # any positive number: ηk
    lines = (
        *_factor_is_at_most(),
        equal(local.subs(eta, ZERO), ZERO, "½η² − (e^{−η} − 1 + η) is 0 for η = 0"),
        equal(local.diff(eta).subs(eta, ZERO), ZERO, "with slope 0"),
        sign(
            local.diff(eta, 2),
            ">=",
            "and convex: so the factors of one step differ by at most ½η²",
            where=beyond_one(exp(eta)),
            points=({q: Rational(1, 3)},),
        ),
        replace(
            equal(
                k * exp(-eta * (k - 1)) * square,
                half * eta * exp(eta) * (eta * k * exp(-eta * k)),
                "and their k-th powers by at most k e^{−η(k−1)} times that",
            ),
            lemma=MEAN_VALUE,
        ),
        sign((s * exp(-s)).diff(s), "<", "where s e^{−s} falls beyond s = 1", where={s: 1 + p}),
        sign((s * exp(-s)).diff(s), ">", "rises before it", where={s: 1 / (1 + p)}),
        equal((s * exp(-s)).subs(s, ONE), exp(-ONE), "and so is at most 1/e, for every s = ηk"),
    )
    conclusion = formula("0", exp(-eta * k) - (1 - eta) ** k, half * eta * exp(eta - 1), relation=r"\le")
    return Derivation("How far one-layer descent is from the flow", "0 < η ≤ 1, every k", lines, conclusion)


def flow_of_the_square(field: Expr) -> Derivation:
    """X = U² obeys Ẋ = 4σX − 4X² if U moves at `field`."""
    lines = (derivative(U**2, descent.square_flow(U**2, sigma), "the product rule", rates={U: field}),)
    return Derivation(
        "The flow of the square", "every σ and U", lines, formula(r"\dot{X}", descent.square_flow(X, sigma))
    )


def fitted(start: Expr) -> Expr:
    """The constant c of (37) for X₀ = `start`."""
    return 1 - sigma / start


def solution(flow: ScalarFlow) -> Derivation:
    """(37) solves `flow` and, with c = 1 − σ/X₀, starts at X₀; its denominator is positive from t = 0 on."""
    decay = exp(-4 * sigma * t)
    printed = descent.square_solution(sigma, c_start, decay)
    lines = (
        solves(X, printed, flow(X, sigma), "a logistic equation, for every constant c"),
        replace(
            starts(
                X, descent.square_solution(sigma, fitted(X_start), decay), X_start, "with c = 1 − σ/X₀ from the start"
            ),
            lemma=ONE_SOLUTION,
        ),
        sign(
            1 - fitted(X_start) * decay,
            ">",
            "and its denominator has no zero",
            where=beyond_one(exp(4 * sigma * t)),
        ),
    )
    return Derivation("The factorized flow in closed form", "σ > 0, X₀ > 0, t ≥ 0", lines, formula("X(t)", printed))


def late(amplitude: Expr) -> Derivation:
    """(X(t) − σ)e^{4σt} tends to `amplitude` for (37)."""
    lines = (
        limit(
            (descent.square_solution(sigma, c_start, delta) - sigma) / delta,
            {delta: ZERO},
            amplitude,
            "as t → ∞, where δ = e^{−4σt}",
            points=({sigma: Integer(2), c_start: Rational(1, 2)},),
        ),
    )
    shown = formula("X(t)", sigma + amplitude * exp(-4 * sigma * t), relation=r"\approx")
    return Derivation("The factorized flow at late times", "σ > 0, X₀ > 0", lines, shown)


def below_zero(time_factor: Expr) -> Expr:
    """(37) for the target −σ < 0 from X₀ = a, where `time_factor` is e^{4σt}."""
    return sigma * a / ((a + sigma) * time_factor - a)


def convergence(side: int) -> Derivation:
    """X(t) → the target, for the target σ > 0 (`side` 1) or −σ < 0 (−1), from X₀ = a > 0."""
    target = side * sigma
    grown = exp(4 * sigma * t)
    found = descent.square_solution(sigma, fitted(a), 1 / grown) if side > 0 else below_zero(grown)
    lines = (
        solves(x, found, descent.square_flow(x, target), "the solution"),
        starts(x, found, a, "from the start"),
        limit(
            found.subs(grown, 1 / delta).subs(1 / grown, delta),
            {delta: ZERO},
            target,
            "as t → ∞, where δ = e^{−4|σ|t}",
            points=({sigma: ONE, a: ONE},),
        ),
        limit(
            ((found - target) * grown).subs(grown, 1 / delta).subs(1 / grown, delta),
            {delta: ZERO},
            sigma * (a - sigma) / a,
            "so X − σ is O(e^{−4σt}), and for a ≠ σ no less",
            points=({sigma: ONE, a: Integer(2)},),
        ),
    )
    domain = "every target σ > 0, every X₀ = a > 0" if side > 0 else "every target −σ < 0, every X₀ = a > 0"
    shown = formula(r"\lim_{t \to \infty} (X(t) - \sigma)\, e^{4\sigma t}", sigma * (a - sigma) / a)
    return Derivation("Convergence to the target", domain, lines, shown)


def convergence_where_it_holds(factor: Expr) -> Derivation:
    """σ > 0: (X − σ)e^{4σt} → `factor`; σ < 0: X → 0 like e^{−4|σ|t}; σ = 0: like 1/(4t); from X₀ = 0 X rests."""
    at_zero, negative, slow = a / (1 + 4 * a * t), sigma * a / (a + sigma), Rational(1, 4)
    falling = below_zero(exp(4 * sigma * t))
    lines = (
        limit(
            (descent.square_solution(sigma, fitted(a), delta) - sigma) / delta,
            {delta: ZERO},
            factor,
            "σ > 0, X₀ = a > 0, δ = e^{−4σt}: to the target",
        ),
        solves(x, falling, descent.square_flow(x, -sigma), "the target −σ < 0: the solution"),
        replace(starts(x, falling, a, "from the start"), lemma=ONE_SOLUTION),
        limit(
            below_zero(1 / delta) / delta,
            {delta: ZERO},
            negative,
            "to 0 at the same rate",
        ),
        solves(x, at_zero, descent.square_flow(x, ZERO), "σ = 0: the solution is another one"),
        replace(starts(x, at_zero, a, "from the same start"), lemma=ONE_SOLUTION),
        limit(at_zero.subs(t, 1 / delta) / delta, {delta: ZERO}, slow, "δ = 1/t: to 0, and slowly"),
        equal(descent.square_flow(ZERO, sigma), ZERO, "X₀ = 0: it rests there, whatever the target"),
    )
    conclusion = (
        formula(r"\sigma > 0:\ \lim_{t \to \infty} (X(t) - \sigma) e^{4\sigma t}", factor)
        + formula(r";\quad -\sigma < 0:\ \lim_{t \to \infty} X(t) e^{4\sigma t}", negative)
        + formula(r";\quad \sigma = 0:\ \lim_{t \to \infty} t X(t)", slow)
    )
    return Derivation("Where the factorized flow converges", "X₀ > 0, every σ", lines, conclusion)


def descent_of_the_square(step: Step) -> Derivation:
    """(38): the square of the iterate of (33) obeys a recurrence of its own."""
    after = step(U**2, sigma, eta)
    lines = (equal(descent.two_layer_step(U, sigma, eta) ** 2, after, "(33), squared", shown="U_{k+1}^2"),)
    return Derivation("Descent of the square", "every σ, U and η", lines, formula("X_{k+1}", step(X, sigma, eta)))
