"""No c₁ smaller than the sharpest Theorem 4's, and no larger c₂, will do, whatever σ₁, m, μ, α and ε are.

Where n = 1, 1/m = μ = W̄₀. Elsewhere Y = diag(σ₁, 0, …, 0) with W̄₀ = diag(1/m, μ, …) for c₁, at k = 1 = r, and with
W̄₀ = diag(μ, 1/m, …) for c₂, at k = 0: m and μ need only mμ ≥ 1, and the error is at least that of the first mode.
Where c₁ ≤ α², T₁ begins at 0, and with a smaller c₁ too.
"""

from dataclasses import replace

from sympy import Expr, S, Symbol, exp

from paper.theorems import theorem
from symbolic.derivation import Derivation, define, equal, sign
from symbolic.solutions import mode
from symbolic.symbols import alpha, c, delta, p, sigma_1, t

m, mu, eps, g, y = (Symbol(name, positive=True) for name in ("m", "mu", "epsilon", "g", "y"))
GROWN = exp(2 * c * sigma_1 * t)
DOMAIN = (
    "n = 1 with W̄₀ = {0}, and every n with Y = diag(σ₁, 0, …, 0), W̄₀ = diag({0}, …); every α²μ ≤ ε < σ₁, every c > 0"
)
LARGEST_ENTRY = "Horn & Johnson, section 5.6: the norm of a diagonal matrix is its largest |entry|"


def left_end(part: Expr = S.One) -> Derivation:
    """Before e^{2cσ₁t} = c₁/α² a mode that starts at α²/m is farther than ε from σ₁; `part` of c₁ is tried."""
    c_1 = part * theorem("theorem-4-sharpest").value("c1", alpha=alpha, sigma_1=sigma_1, m=m, eps=eps)
    short = sigma_1 - mode(sigma_1, alpha**2 / m, c, t).subs(GROWN, g)
    above = {m: (alpha**2 + p) / sigma_1}
    through = sigma_1 * p / (p + y + delta)
    return Derivation(
        "The sharpest c₁ is the smallest",
        DOMAIN.format("1/m"),
        (
            define(g, GROWN, "what the first mode's exponential has grown to"),
            equal(short.subs(g, c_1 / alpha**2), eps, "at g = c₁/α² it is ε from σ₁", shown=r"\sigma_1 - x"),
            sign(short.diff(g), "<", "and it comes closer all the time: mσ₁ = α² + p", where=above),
            equal(
                c_1.subs(eps, through),
                y + delta,
                "any smaller y is c₁ − δ with δ > 0, and this is ε in terms of it",
                shown="c_1",
                where=above,
            ),
            replace(
                sign(
                    short.subs(g, y / alpha**2) - through,
                    ">",
                    "so at g = y/α², where T₁ would begin with y in place of c₁, the error exceeds ε",
                    where=above,
                ),
                lemma=LARGEST_ENTRY,
            ),
        ),
        r"\lVert W(t) - Y_1\rVert_2 > \epsilon \quad \text{while } e^{2c\sigma_1t} < c_1/\alpha^2",
    )


def right_end(part: Expr = S.One) -> Derivation:
    """After e^{2cσ₁t} = c₂/α² a mode that starts at α²μ is larger than ε; `part` of c₂ is tried."""
    c_2 = part * theorem("theorem-4-sharpest").value("c2", alpha=alpha, sigma_1=sigma_1, mu=mu, eps=eps)
    grown = mode(sigma_1, alpha**2 * mu, c, t).subs(GROWN, g)
    above = {sigma_1: alpha**2 * mu + p}
    through = sigma_1 * mu * y / (p + mu * y)
    return Derivation(
        "The sharpest c₂ is the largest",
        DOMAIN.format("μ"),
        (
            define(g, GROWN, "what the first mode's exponential has grown to"),
            equal(grown.subs(g, c_2 / alpha**2), eps, "at g = c₂/α² it is ε", shown="x"),
            sign(grown.diff(g), ">", "and it grows all the time: σ₁ = α²μ + p", where=above),
            equal(
                c_2.subs(eps, through),
                y,
                "with y for c₂, this is ε in terms of it",
                shown="c_2",
                where=above,
            ),
            replace(
                sign(
                    grown.subs(g, (y + delta) / alpha**2) - through,
                    ">",
                    "so at g = (c₂ + δ)/α², where T₀ would end with c₂ + δ in place of c₂, the error exceeds ε",
                    where=above,
                ),
                lemma=LARGEST_ENTRY,
            ),
        ),
        r"\lVert W(t) - Y_0\rVert_2 > \epsilon \quad \text{once } e^{2c\sigma_1t} > c_2/\alpha^2",
    )
