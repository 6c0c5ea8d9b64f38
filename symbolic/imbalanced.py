"""One mode of the asymmetric problem, in closed form: TFHV §3, equations (17)–(23).

A mode is x = uv, where u̇ = (σ − uv)v and v̇ = (σ − uv)u. Its imbalance λ₀ = u² − v² is constant, and x obeys an
equation of its own, (21): ẋ = 2(σ − x)√(x² + λ₀²/4). With ω = √(4σ² + λ₀²), (17) solves it, and (22) fits its constant
C to the start x₀.

The roots √(4σ² + λ₀²) and √(4x₀² + λ₀²) hide every sign. They become rational in r = (u + v)²: since 4x = r − λ₀²/r and
√(4x² + λ₀²) = u² + v² = ½(r + λ₀²/r), each real x belongs to one r > 0 as long as λ₀ ≠ 0. In r the mode obeys a Riccati
equation with constant coefficients, and each factor of the denominator of (17) is a sum of positive terms.
"""

from dataclasses import dataclass

from sympy import Expr, exp, sqrt

from paper import implements
from symbolic.symbols import imbalance, r_end, r_start, sigma, start, t


@implements(
    "asymmetric-flow", "asymmetric-flow-in-singular-basis", "asymmetric-flow-decouples", "asymmetric-scalar-flow"
)
def asymmetric_flow(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr) -> tuple[Expr, Expr]:
    """(U̇, V̇) of TFHV (12), where Yt, Ut, Vt are the transposes; with Σ for Y it is (15), with numbers (19)."""
    return (Y - U * Vt) * V, (Yt - V * Ut) * U


@implements("imbalanced-mode-flow")
def mode_flow(x: Expr, sigma: Expr, imbalance: Expr) -> Expr:
    """ẋ of x = uv, TFHV (21)."""
    return 2 * (sigma - x) * sqrt(x**2 + imbalance**2 / 4)


def square(x: Expr, imbalance: Expr) -> Expr:
    """r = (u + v)² = 2x + u² + v² where uv = x."""
    return 2 * x + 2 * sqrt(x**2 + imbalance**2 / 4)


def product(r: Expr, imbalance: Expr) -> Expr:
    """x = uv where (u + v)² = r."""
    return (r - imbalance**2 / r) / 4


def squares(r: Expr, imbalance: Expr) -> Expr:
    """u² + v² = √(4x² + λ₀²) where (u + v)² = r."""
    return (r + imbalance**2 / r) / 2


def radicand(sigma: Expr, imbalance: Expr, start: Expr) -> Expr:
    """What stands under the root of TFHV (22)."""
    return 4 * sigma**2 * imbalance**2 + 16 * sigma**2 * start**2 + imbalance**4 + 4 * start**2 * imbalance**2


@dataclass(frozen=True)
class Mode:
    """The letters that (17) and (22) are written in: symbols, or what is put in their place."""

    sigma: Expr
    imbalance: Expr
    start: Expr
    rate: Expr  # ω
    root: Expr  # of (22)

    @property
    def growth(self) -> Expr:
        """e^{ωt}."""
        return exp(self.rate * t)

    @property
    @implements("imbalanced-constant")
    def constant(self) -> Expr:
        """C of TFHV (22)."""
        return (self.root - 4 * self.sigma * self.start - self.imbalance**2) / (
            4 * self.imbalance**2 * (self.sigma - self.start)
        )

    @property
    def other_constant(self) -> Expr:
        """The other root of the quadratic for C that (17) at t = 0 gives: there u² + v² would be negative."""
        return -1 / (4 * self.imbalance**2 * self.constant)

    @property
    def regular_denominator(self) -> Expr:
        """What C is σ − x₀ over: it has no zero, so that C is defined at x₀ = σ too."""
        return self.root + 4 * self.sigma * self.start + self.imbalance**2

    def numerator(self, C: Expr, growth: Expr) -> Expr:
        """The numerator of TFHV (17)."""
        return self.sigma * growth**2 - 2 * C * self.imbalance**2 * growth - 4 * self.sigma * self.imbalance**2 * C**2

    def denominator(self, C: Expr, growth: Expr) -> Expr:
        """The denominator of TFHV (17)."""
        return growth**2 + 8 * self.sigma * C * growth - 4 * self.imbalance**2 * C**2

    @implements("imbalanced-mode-closed-form")
    def solution(self, C: Expr, growth: Expr) -> Expr:
        """x(t) of TFHV (17)."""
        return self.numerator(C, growth) / self.denominator(C, growth)

    def factors(self, C: Expr, growth: Expr) -> tuple[Expr, Expr]:
        """The denominator's factors. Back in time x runs to −∞ where the first vanishes, to ∞ where the second does."""
        return growth + 2 * C * (2 * self.sigma - self.rate), growth + 2 * C * (2 * self.sigma + self.rate)

    def square(self, C: Expr, growth: Expr) -> Expr:
        """r = (u + v)² along (17): from r₀ to r_∞ = 2σ + ω."""
        below, above = self.factors(C, growth)
        return (2 * self.sigma + self.rate) * below / above


def printed_mode() -> Mode:
    """The letters as the paper has them."""
    return Mode(sigma, imbalance, start, sqrt(4 * sigma**2 + imbalance**2), sqrt(radicand(sigma, imbalance, start)))


def rational_mode(imbalance: Expr = imbalance, r_end: Expr = r_end, r_start: Expr = r_start) -> Mode:
    """The letters as rational functions of λ₀, r_∞ and r₀."""
    rate, norm = squares(r_end, imbalance), squares(r_start, imbalance)
    return Mode(product(r_end, imbalance), imbalance, product(r_start, imbalance), rate, rate * norm)
