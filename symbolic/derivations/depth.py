"""How long a mode takes to be learned by N ≥ 3 balanced layers that are diagonal in the basis of Y.

Each layer's singular value is x^{1/N}, and x moves by ẋ = Nx^{2−2/N}(s − x). Where two layers take a time that grows
like log(1/x₀), N take one that grows like a power of 1/x₀: with β = 1 − 2/N, no less than (x₀^{−β} − ε^{−β})/((N − 2)s)
to be as large as ε, and no more than x₀^{−β}/((N − 2)s) + (log(s/ε) + N/2)/(Ns^{1+β}) to be within ε of s. No integral
has to be known for it: a function of x that grows no more slowly than time is enough.
"""

from dataclasses import replace

from sympy import Expr, Integer, Rational, Symbol, cancel, exp, log

from symbolic.derivation import Derivation, Line, beyond_one, derivative, equal, formula, sign
from symbolic.symbols import p, s, x

MEAN_VALUE = "the mean value theorem"
N = 2 + p
"""The number of layers: more than two."""
BETA = p / N
POWER = 2 - 2 / N
EVERY = "every N > 2, whole or not, every solution with 0 < x(0) < s; t ≥ 0, 0 < ε < s"

layer = Symbol("u", positive=True)
w = Symbol("w", nonnegative=True)  # 2log(s/x)/N
eps = Symbol("varepsilon", positive=True)


def rate() -> Expr:
    """ẋ."""
    return N * x ** (1 + BETA) * (s - x)


def equation(power: Expr = POWER) -> Derivation:
    """N equal layers: each moves by the product of the others."""
    lines = (
        equal(
            N * layer ** (N - 1) * layer ** (N - 1) * (s - layer**N),
            N * layer ** cancel(N * power) * (s - layer**N),
            "x = u^N, and u̇ = (s − x)u^{N−1} for each of N equal factors",
            shown=r"\dot x",
        ),
    )
    return Derivation(
        "The flow of one mode of N balanced layers",
        "every N > 2, every u > 0",
        lines,
        formula(r"\dot x", N * x**power * (s - x)),
    )


def not_before(rest: Expr = p) -> Derivation:
    """x^{−β} falls no faster than (N − 2)s."""
    lines: tuple[Line, ...] = (
        derivative(-(x ** (-BETA)), rest * (s - x), "with β = 1 − 2/N the power of x cancels", rates={x: rate()}),
        replace(
            sign(p * s - p * (s - x), ">=", "so that −x^{−β} − (N − 2)st does not grow"),
            lemma=MEAN_VALUE,
        ),
    )
    return Derivation(
        "N layers do not learn before",
        EVERY,
        lines,
        r"t \le \frac{x_0^{-\beta} - \varepsilon^{-\beta}}{(N-2)s} \;\Longrightarrow\; x(t) \le \varepsilon",
    )


def clock(y: Expr, half: Expr) -> Expr:
    """A function of y = x/s that grows no more slowly than time, times s^{1+β}; it is at most the last two terms."""
    return -(y ** (-BETA)) / p + (-log(1 - y) + half * y ** (1 - BETA)) / N


def learned_after(half: Expr = N / 2) -> Derivation:
    """The clock's rate is 1 + y^{1+β} − y², and y^{β−1} ≥ 1."""
    y = Symbol("y", positive=True)
    growth = N * y ** (1 + BETA) * (1 - y)
    point = {y: Rational(1, 4), p: Integer(2)}
    lines: tuple[Line, ...] = (
        derivative(
            clock(y, half),
            1 + y ** (1 + BETA) - y**2,
            "y = x/s, with s^{1+β}t for time: ẏ = Ny^{1+β}(1 − y)",
            rates={y: growth},
            points=(point,),
        ),
        equal(
            exp(-cancel((1 + BETA) * N / 2) * w) - exp(-N * w),
            exp(-N * w) * (exp(w) - 1),
            "y = e^{−Nw/2} with w > 0, as y stays below 1",
            shown=r"y^{1+\beta} - y^2",
        ),
        replace(
            sign(exp(w) - 1, ">=", "so that the clock gains as much as time, at least", where=beyond_one(exp(w))),
            lemma=MEAN_VALUE,
        ),
        equal(
            (clock(y, half) + y ** (-BETA) / p).subs(y, 1 - eps / s) * N,
            -log(eps / s) + half * (1 - eps / s) ** (1 - BETA),
            "which is no more than log(s/ε) + N/2 as long as s − x > ε",
        ),
    )
    return Derivation(
        "N layers have learned after",
        EVERY,
        lines,
        r"t \ge \frac{x_0^{-\beta}}{(N-2)s} + \frac{\log(s/\varepsilon) + N/2}{N s^{1+\beta}}"
        r" \;\Longrightarrow\; s - x(t) \le \varepsilon",
    )
