"""TFHV (39) and what it is to show: how fast descent on the factorized scalar problem converges, exactly.

With X̃ = X − σ, (38) is X̃_{k+1} = ρ X̃_k with ρ = 1 − 4ηX + 4η²XX̃. Below the target X = x and σ = x + y; above it
X = σ + y. Steps up to η = 1/(4 max(σ, X)) are written as η = 1/(4 max(σ, X) + q).
"""

from collections.abc import Mapping
from dataclasses import replace

from sympy import Expr, Integer, Rational, exp

from symbolic import descent
from symbolic.derivation import Derivation, derivative, equal, formula, limit, sign
from symbolic.symbols import X, X_start, a, eta, gap, k, p, q, sigma, x, y

ZERO, ONE = Integer(0), Integer(1)
SMALL_STEPS = "σ > 0, X₀ > 0, 0 < η ≤ 1/(4 max(σ, X₀))"
GRAGG = "the asymptotic expansion of the error of one-step methods"


def first_order(factor: Expr) -> Derivation:
    """(39): what is dropped is 4η²X̃²(σ + X̃), and what is left is at most `factor`·X̃."""
    kept = descent.first_order_step(gap, sigma, eta)
    lines = (
        equal(
            descent.square_step(sigma + gap, sigma, eta) - sigma,
            kept + 4 * eta**2 * gap**2 * (sigma + gap),
            "(38) for the distance: what (39) keeps, and a term of second order",
            shown=r"\tilde{X}_{k+1}",
        ),
        sign(factor * gap - kept, ">=", "what it keeps is at most this: a square is left out"),
    )
    conclusion = formula(r"\tilde{X}_{k+1}", kept, relation=r"\approx") + r" \le " + formula(factor * gap)
    return Derivation("The rate (39)", "σ > 0, η > 0, every X̃", lines, conclusion)


def shrinks(side: int) -> Derivation:
    """|X̃_{k+1}| ≤ (1 − 4ησ)|X̃_k|, as (39) is used, above the target (`side` 1) or below (−1), where X̃ keeps sign."""
    target = sigma if side > 0 else x + y
    distance = side * y
    after = descent.first_order_step(distance, target, eta)
    lines = (
        sign((1 - 4 * eta * target) * distance - after, ">=", "(39) holds: the next signed distance is at most this"),
        sign(
            (1 - 4 * eta * target) * y - side * after,
            ">=",
            "so the next distance is at most this",
            points=({x: ONE, y: ONE, eta: Rational(1, 100)},),
        ),
    )
    shown = formula(r"|\tilde{X}_{k+1}|", (1 - 4 * eta * sigma) * abs(gap), relation=r"\le")
    return Derivation("The distance shrinks by 1 − 4ησ", "σ > 0, X > 0, every X̃", lines, shown)


def gap_step(factor: Expr) -> Derivation:
    """(38) multiplies X̃ by `factor`, exactly."""
    lines = (
        equal(
            descent.square_step(X, sigma, eta) - sigma,
            factor * (X - sigma),
            "(38) less the target, with nothing left out",
            shown=r"\tilde{X}_{k+1}",
        ),
    )
    return Derivation(
        "The distance, exactly",
        "every σ, X and η",
        lines,
        formula(r"\tilde{X}_{k+1}", rf"\left({formula(factor)}\right) \tilde{{X}}_k"),
    )


def _below(most: Expr) -> tuple[Expr, Mapping[Expr, Expr]]:
    """σ below which X = x lies, and η with 1/η = `most`·σ + q."""
    return x + y, {eta: 1 / (most * (x + y) + q)}


def _above(most: Expr) -> tuple[Expr, Mapping[Expr, Expr]]:
    """X = σ + y above the target, and η with 1/η = `most`·X + q."""
    return sigma + y, {eta: 1 / (most * (sigma + y) + q)}


def never_overshoots(most: Expr) -> Derivation:
    """For 1/η ≥ `most`·max(σ, X₀), with `most` = 4, X_k moves towards σ and never past it."""
    target, below = _below(most)
    start, above = _above(most)
    lines = (
        sign(descent.shrinking(x, target, eta), ">=", "below, σ = X + y: the distance keeps its sign", where=below),
        sign(descent.square_step(x, target, eta) - x, ">", "and X grows", where=below),
        sign(descent.shrinking(start, sigma, eta), ">=", "above, X = σ + y: it keeps its sign", where=above),
        sign(
            descent.square_step(start, sigma, eta) - start,
            "<",
            "and X falls, so that the bound on η stays true",
            where=above,
        ),
    )
    conclusion = r"X_0 \le \sigma:\ X_k \le X_{k+1} \le \sigma;\quad X_0 \ge \sigma:\ X_k \ge X_{k+1} \ge \sigma"
    return Derivation("Descent never overshoots", SMALL_STEPS, lines, conclusion)


def converges(multiple: Expr) -> Derivation:
    """|X̃_k| ≤ |X̃₀| e^{max(σ/X₀ − 1, 0)} e^{−4σηk}: the rate of (39) with a constant; `multiple` of it is claimed."""
    target, below = _below(Integer(4))
    start, above = _above(Integer(4))
    ratio = descent.shrinking(x, target, eta)
    claimed = 1 - 4 * multiple * eta * sigma
    exponent = 4 * eta * sigma
    lines = (
        sign((1 - 4 * eta * x) - ratio, ">=", "below: ρ ≤ 1 − 4ηX ≤ 1 − 4ηX₀, as X grows"),
        equal(
            4 * eta * y / (1 - (1 - 4 * eta * a)),
            y / a,
            "so 4η times the sum of all distances is at most this: a geometric series from y at X₀ = a",
        ),
        sign(
            claimed.subs(sigma, target) + 4 * eta * y - ratio,
            ">=",
            "and ρ ≤ 1 − 4ησ + 4ηy ≤ e^{−4ησ + 4ηy}; multiply over all steps",
            where=below,
        ),
        sign(claimed - descent.shrinking(start, sigma, eta), ">=", "above: ρ ≤ 1 − 4ησ at once", where=above),
        equal((exp(-exponent) - 1 + exponent).subs(eta, ZERO), ZERO, "and 1 − z ≤ e^{−z}: equal for z = 0"),
        sign(
            (exp(-exponent) - 1 + exponent).diff(eta),
            ">=",
            "and the difference grows",
            where={exp(exponent): 1 + q},
        ),
    )
    bound = r"|\tilde{X}_0|\, e^{\max(\sigma/X_0 - 1,\, 0)}" + formula(exp(-4 * multiple * sigma * eta * k))
    return Derivation(
        "Descent converges at the rate of the flow",
        SMALL_STEPS,
        lines,
        formula(r"|\tilde{X}_k|", bound, relation=r"\le"),
    )


def factor_in_the_end(factor: Expr) -> Derivation:
    """X̃_{k+1}/X̃_k tends to `factor`, 1 − 4ησ, which is less than e^{−4ησ}."""
    exponent = 4 * eta * sigma
    excess = exp(-exponent) - factor
    (target, below), (start, above) = _below(Integer(4)), _above(Integer(4))
    lines = (
        sign(descent.shrinking(x, target, eta), ">", "X̃ₖ is never 0: not below, where σ = X + y", where=below),
        sign(descent.shrinking(start, sigma, eta), ">", "nor above, where X = σ + y", where=above),
        limit(descent.shrinking(sigma + gap, sigma, eta), {gap: ZERO}, factor, "as X̃ₖ → 0"),
        equal(excess.subs(eta, ZERO), ZERO, "e^{−4ησ} less this is 0 for η = 0"),
        sign(excess.diff(eta), ">", "and grows", where={exp(exponent): 1 + p}),
        limit(excess.diff(eta), {eta: ZERO}, ZERO, "but its slope is 0 there: to first order they agree"),
    )
    conclusion = formula(r"\lim_{k \to \infty} \tilde{X}_{k+1} / \tilde{X}_k", factor) + " < " + formula(exp(-exponent))
    return Derivation("The factor in the end", f"{SMALL_STEPS}, X₀ ≠ σ", lines, conclusion)


def shrinks_less_below(excess: Expr) -> Derivation:
    """Below the target ρ − (1 − 4ησ) is `excess` > 0: there (39) is no bound on the distance."""
    target = x + y
    lines = (
        equal(
            descent.shrinking(x, target, eta) - (1 - 4 * eta * target),
            excess,
            "σ = X + y: ρ less the factor of (39)",
            shown=r"\rho - (1 - 4\eta\sigma)",
        ),
        sign(excess, ">", "is positive for η < 1/σ", where={eta: 1 / (x + y + p)}),
    )
    shown = formula(r"|\tilde{X}_{k+1}|", (1 - 4 * eta * sigma) * abs(gap), relation=">")
    return Derivation("Below the target descent is slower", "0 < X < σ, 0 < η < 1/σ", lines, shown)


def leaves_its_target(slack: Expr) -> Derivation:
    """For η > 1/(2σ) the factor at the target is below −1. η = 1/(2σ) + `slack`."""
    factor = limit(
        descent.shrinking(sigma + gap, sigma, eta), {gap: ZERO}, 1 - 4 * eta * sigma, "the factor at the target"
    )
    lines = (
        factor,
        sign(1 - 4 * eta * sigma + 1, "<", "is below −1: the distance grows", where={eta: 1 / (2 * sigma) + slack}),
    )
    return Derivation("Steps too large", "σ > 0, η > 1/(2σ)", lines, formula(1 - 4 * eta * sigma, "-1", relation="<"))


def first_order_error(second: Expr) -> Derivation:
    """X_k − X(ηk) = η E(X(ηk)) + O(η²) at each ηk, where `second`, 4, is what η²(σ − X)²X has before it in (38)."""
    lines = []
    for side in (1, -1):  # X₀ = a, |σ − X₀| = p and |σ − X| = y
        target, X_rate = x + side * y, side * 4 * x * y
        error = descent.first_order_error(x, side * y, a, side * p)
        slope = 4 * target - 8 * x
        lines += [
            equal(
                descent.square_step(x, target, eta) - (x + eta * X_rate + eta**2 * slope * X_rate / 2),
                eta**2 * (second * x * y**2 - slope * X_rate / 2),
                f"{'below' if side > 0 else 'above'} the target: (38) less what the flow moves, to second order",
                points=({x: ONE, y: ONE, eta: ONE},),
            ),
            replace(
                derivative(
                    error,
                    slope * error + second * x * y**2 - slope * X_rate / 2,
                    "E obeys the equation of first variation with that as its source",
                    rates={x: X_rate, y: -4 * x * y},
                    points=({x: a, y: p, a: ONE, p: ONE},),
                ),
                lemma=GRAGG,
            ),
            equal(error.subs({x: a, y: p}), ZERO, "and starts at 0"),
        ]
    error = descent.first_order_error(X, sigma - X, X_start, sigma - X_start)
    conclusion = r"X_k = X(\eta k) + \eta E(X(\eta k)) + O(\eta^2),\quad " + formula("E(X)", error)
    return Derivation("How far descent is ahead of the flow", "σ > 0, X₀ > 0, X₀ ≠ σ", tuple(lines), conclusion)
