"""MV §III-C1: what bounds on ‖W̄₀‖ and ‖W̄₀⁻¹‖ do for Theorem 4, and such bounds for random factors.

Letters with a line of their own are what is not negative: m' = m + a is a bound above m, μ' = μ + q one above μ.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from sympy import Expr, Integer, S, Symbol, exp, log, sqrt

from paper.theorems import theorem
from symbolic.derivation import Derivation, Line, equal, formula, sign
from symbolic.symbols import alpha, c, delta, p, q, s, sigma_1, sigma_2

MONOTONE = "a probability is monotone"
SUBADDITIVE = "a probability is subadditive"
LOGARITHM = "the logarithm is increasing"
CONDITION = "Horn & Johnson, section 5.8: a condition number is at least 1"
DAVIDSON_SZAREK = "Davidson & Szarek, Local operator theory, random matrices and Banach spaces (2001), Theorem II.13"
EDELMAN = "Edelman, Eigenvalues and condition numbers of random matrices (1988), the smallest eigenvalue's density"
TRICOMI = "Tricomi's U(a, b, z) decreases in z > 0 for a ≥ 0, from Γ(1 − b)/Γ(1 + a − b) for b < 1"
LOG_CONVEX = "the logarithm of Γ is convex"
ROTATION = "the law of a Gaussian matrix does not change with the basis"
WEYL = "Weyl's inequality: adding a positive semidefinite matrix lowers no eigenvalue"

m, mu, eps = (Symbol(name, positive=True) for name in ("m", "mu", "epsilon"))
l_1, l_2, L = (Symbol(name, real=True) for name in ("ell_1", "ell_2", "L"))  # log c₁, log c₂, log(1/α²)
a, b = (Symbol(name, nonnegative=True) for name in ("a", "b"))
n, h, pi, lam = (Symbol(name, positive=True) for name in ("n", "h", "pi", "lambda"))
k, nu = (Symbol(name, positive=True) for name in ("k", "nu"))  # rows of U₁, a bound of σ_min(U₁)²
beta = Symbol("beta", nonnegative=True)  # ‖U₂‖²
g_0, g_1 = (Symbol(name, positive=True) for name in (r"\Gamma_{0}", r"\Gamma_{1}"))  # Γ(n/2), Γ((n + 1)/2)

Constant = Callable[..., Expr]


def _narrower_windows(c_1: Constant, c_2: Constant, direction: int) -> tuple[Line, ...]:
    """What is common to both theorems. A `direction` of −1 takes m' and μ' for lower bounds."""
    m_bound, mu_bound = m + direction * a, mu + direction * q
    gap = sigma_1 - sigma_2
    return (
        sign(c_1(m=m_bound) - c_1(m=m), ">=", "c₁ grows with m, where m' = m + a is the bound"),
        sign(c_2(m=m, mu=mu) - c_2(m=m_bound, mu=mu_bound), ">=", "c₂ falls as μ grows, where μ' = μ + q, and m"),
        replace(
            sign(
                (l_1 + a + L) / (2 * c * sigma_1) - (l_1 + L) / (2 * c * sigma_1),
                ">=",
                "so the left end of T_k is no earlier: log c₁ grows by some a ≥ 0; L = log(1/α²)",
            ),
            lemma=LOGARITHM,
        ),
        sign(
            (l_2 + L) / (2 * c * sigma_2) - (l_2 - b + L) / (2 * c * sigma_2),
            ">=",
            "and the right end no later, log c₂ falling by b ≥ 0: T_k' lies inside T_k, and log(c₂/α²) ≥ 0 too",
        ),
        sign(
            (sigma_2 * (l_1 + a) - sigma_1 * (l_2 - b)) / gap - (sigma_2 * l_1 - sigma_1 * l_2) / gap,
            ">=",
            "what (ii) asks of log(1/α²), here with σ_k and σ_{k+1}, is more: so the theorem's own (ii) holds too",
            where={sigma_1: sigma_2 + p},
        ),
    )


def _with_the_same_probability() -> Line:
    return replace(
        sign(
            (1 - delta + a + b) - (1 - delta),
            ">=",
            "wherever both bounds hold, of probability 1 − δ + a, the theorem's conclusion does in these windows",
        ),
        lemma=MONOTONE,
    )


def theorem_4(direction: int = 1) -> Derivation:
    """Theorem 4 with bounds in place of the norms."""

    def c_1(*, m: Expr) -> Expr:
        return theorem("theorem-4").value("c1", sigma_1=sigma_1, m=m, eps=eps)

    def c_2(*, m: Expr, mu: Expr) -> Expr:
        return theorem("theorem-4").value("c2", m=m, mu=mu, eps=eps)

    start = alpha**2 * mu
    sigma_r = Symbol("sigma_r", positive=True)
    lines = (
        *_narrower_windows(c_1, c_2, direction),
        sign(sigma_r - start, ">=", "α²μ is at most σ_r if α²μ' is", where={sigma_r: alpha**2 * (mu + q) + p}),
        replace(
            sign(
                eps * (c_1(m=m) - alpha**2),
                ">",
                "log(c₁/α²) ≥ 0 with m itself follows from ε ≤ 2σ₁, from α²μ ≤ σ₁, and from mμ ≥ 1",
                where={eps: 2 * sigma_1 - b, sigma_1: start + p, m: (1 + q) / mu},
            ),
            lemma=CONDITION,
        ),
        _with_the_same_probability(),
    )
    return Derivation(
        "Theorem 4 with bounds that hold with a probability",
        "every m' ≥ m and μ' ≥ μ at which Theorem 4's hypotheses hold, every law of the shape",
        lines,
        r"\mathbb{P}\bigl(\text{(23) for } t \in T_k'\bigr) \ge 1 - \delta",
    )


def sharper(direction: int = 1) -> Derivation:
    """The sharper theorem with bounds in place of the norms."""

    def c_1(*, m: Expr) -> Expr:
        return theorem("theorem-4-sharper").value("c1", sigma_1=sigma_1, m=m, eps=eps)

    def c_2(*, m: Expr, mu: Expr) -> Expr:
        del m
        return theorem("theorem-4-sharper").value("c2", mu=mu, eps=eps)

    return Derivation(
        "The sharper Theorem 4 with bounds that hold with a probability",
        "every m' ≥ m and μ' ≥ μ at which its hypotheses hold, every law of the shape",
        (*_narrower_windows(c_1, c_2, direction), _with_the_same_probability()),
        r"\mathbb{P}\bigl(\text{(23) for } t \in T_k',\ t \ge 0\bigr) \ge 1 - \delta",
    )


def every_width(part: Expr = S.Half) -> Derivation:
    """Theorem 4′ for a Gaussian factor of any width h ≥ k; `part` of δ for each of two bounds."""
    deviation = sqrt(2 * log(1 / (part * delta)))
    kappa = theorem("theorem-4-prime").value("kappa", mu=mu, sigma=sigma_2, eps=eps)
    weight = 2 + eps / sigma_2

    def c_1(*, m: Expr) -> Expr:
        return theorem("theorem-4-prime").value("c1", sigma_1=sigma_1, m_k=m, eps=eps)

    def c_2(*, m: Expr, mu: Expr) -> Expr:
        del m
        return theorem("theorem-4-prime").value("c2", mu=mu, eps=eps)

    lines = (
        sign(
            weight / nu - (1 + kappa * beta) / (nu + a),
            ">=",
            "m_k is at most (1 + κβ)/σ_min(U₁)², so at most (2 + ε/σ_{k+1})/ν if σ_min(U₁)² = ν + a: "
            "U₂ is a part of ΦᵀŪ, and β = ‖U₂‖² at most μ",
            where={beta: mu - q},
        ),
        *_narrower_windows(c_1, c_2, 1),
        sign(
            eps / mu - alpha**2 * (l_1 + L),
            ">=",
            "what Theorem 4′ asks of α²log(c₁/α²) where k = r < n holds too, if it does with the bounds",
            where={L: (eps / (mu + q) - b) / alpha**2 - l_1 - a},
        ),
        replace(
            equal(
                exp(-(deviation**2) / 2),
                delta / 2,
                "with s = √(2 log(2/δ)), the probability that ‖Ū‖ ≥ √h + √n + s is at most this, and so is the "
                "probability that σ_min(U₁) ≤ √h − √k − s: U₁ is k×h and Gaussian, as ΦᵀŪ is",
                shown=r"e^{-s^{2}/2}",
            ),
            lemma=f"{DAVIDSON_SZAREK}; {ROTATION}",
        ),
        replace(
            equal(
                1 / ((part * delta) / sqrt(k)) ** 2,
                4 * k / delta**2,
                "and that σ_min(U₁) ≤ δ/(2√k), by the law for h = k: more columns make it no smaller",
                shown=r"1/\nu",
            ),
            lemma=WEYL,
        ),
        replace(
            equal(
                1 - part * delta - part * delta,
                1 - delta,
                "δ/2 for each of μ and ν; δ decides which of the two bounds ν is, not the draw",
                shown=r"1 - \frac{\delta}{2} - \frac{\delta}{2}",
            ),
            lemma=SUBADDITIVE,
        ),
    )
    return Derivation(
        "Theorem 4′ for a Gaussian factor",
        "every n, every h ≥ k ≥ 1, 0 < δ < 1; the second ν where √h > √k + s",
        lines,
        r"\mu = (\sqrt{h} + \sqrt{n} + s)^2,\quad m_k = \left(2 + \frac{\epsilon}{\sigma_{k+1}}\right) "
        r"\min\left(\frac{4k}{\delta^2}, \frac{1}{(\sqrt{h} - \sqrt{k} - s)^2}\right)",
    )


def smallest_of_a_square(bound: Expr = s) -> Derivation:
    """P(√n σ_min ≤ s) ≤ s, from Edelman's density of λ = σ_min²."""
    at_zero = (sqrt(pi) / 2) / (n * g_0 / 2)  # Γ(3/2)/Γ(n/2 + 1)
    density = n / sqrt(2 * pi) * g_1 * at_zero / sqrt(lam)
    total = sqrt(2) * g_1 / (g_0 * sqrt(n)) * s
    lines = (
        replace(
            equal(
                density,
                sqrt(2) * g_1 / (2 * g_0 * sqrt(lam)),
                "an upper bound of the density: its factors e^{−nλ/2} and U are largest at λ = 0, "
                "where U = Γ(3/2)/Γ(n/2 + 1); Γ₀ = Γ(n/2), Γ₁ = Γ((n + 1)/2)",
                shown=r"f(\lambda) = \frac{n}{\sqrt{2\pi}} \Gamma_1 \lambda^{-1/2} U(0)",
            ),
            lemma=f"{EDELMAN}; {TRICOMI}",
        ),
        equal(
            (2 * density * lam).diff(lam),
            density,
            "which is the derivative of twice itself times λ",
            shown=r"\frac{d}{d\lambda} \left(2 \lambda f(\lambda)\right)",
        ),
        equal(
            2 * density * lam,
            total,
            "so this bounds the probability",
            where={lam: s**2 / n},
            shown=r"2 \lambda f(\lambda)",
        ),
        replace(
            sign(
                bound**2 - total**2,
                ">=",
                "and its square is at most s², as Γ₁² ≤ Γ(n/2)Γ(n/2 + 1) = (n/2)Γ₀²",
                where={g_1: sqrt(n * g_0**2 / 2 - q)},
            ),
            lemma=LOG_CONVEX,
        ),
    )
    return Derivation(
        "The smallest singular value of a square Gaussian matrix",
        "every n ≥ 1 and s > 0",
        lines,
        r"\mathbb{P}(\sqrt{n}\,\sigma_{\min} \le s) \le s",
    )


def gaussian_factor(part: Expr = S.Half) -> Derivation:
    """With probability 1 − δ both extreme singular values of an n×h Gaussian matrix are bounded; `part` of δ each."""
    deviation = sqrt(2 * log(1 / (part * delta)))
    lines = (
        replace(
            equal(
                exp(-(deviation**2) / 2),
                delta / 2,
                "with s = √(2 log(2/δ)), the probability that σ_max ≥ √h + √n + s is at most this, "
                "and so is the probability that σ_min ≤ √h − √n − s",
                shown=r"e^{-s^{2}/2}",
            ),
            lemma=DAVIDSON_SZAREK,
        ),
        replace(
            equal(
                1 / ((part * delta) / sqrt(n)) ** 2,
                4 * n / delta**2,
                "σ_min ≤ δ/(2√n) has no larger probability for h = n, nor for more columns, "
                "which add a positive semidefinite matrix to W̄₀",
                shown="m",
            ),
            lemma=WEYL,
        ),
        replace(
            equal(
                1 - part * delta - part * delta,
                1 - delta,
                "δ/2 for each end; δ decides which of the two bounds on σ_min is used, not the draw",
                shown=r"1 - \frac{\delta}{2} - \frac{\delta}{2}",
            ),
            lemma=SUBADDITIVE,
        ),
    )
    return Derivation(
        "A Gaussian factor's bounds",
        "every h ≥ n ≥ 1, 0 < δ < 1; the second m where √h > √n + s",
        lines,
        r"\mu = (\sqrt{h} + \sqrt{n} + s)^2,\quad "
        r"m = \min\left(\frac{4n}{\delta^2}, \frac{1}{(\sqrt{h} - \sqrt{n} - s)^2}\right),\quad "
        + formula("s", sqrt(2 * log(2 / delta))),
    )


def sign_factor(singular: int = 8) -> Derivation:
    """A square factor of random signs is singular with positive probability."""
    signs = tuple(product((1, -1), repeat=4))
    count = sum(1 for w, x, y, z in signs if w * z == x * y)
    half = Symbol("k", positive=True, integer=True)
    lines = (
        equal(Integer(count), Integer(singular), "2×2 matrices of signs that are singular", shown=r"\#\{\det = 0\}"),
        equal(Integer(len(signs)), Integer(16), "of all that there are: a probability of 1/2", shown=r"2^4"),
        equal(
            2 * S.Half**half,
            S.Half ** (half - 1),
            "for every n = h = k ≥ 2, the probability that the first two columns are equal or opposite: then "
            "W̄₀ is singular, and no m bounds its inverse",
        ),
    )
    return Derivation(
        "A factor of random signs may be singular",
        "every n = h ≥ 2, entries ±1 with probability 1/2 each, independent",
        lines,
        r"\mathbb{P}(\det \bar W_0 = 0) \ge 2^{1-n}, \quad \text{and } \tfrac12 \text{ for } n = 2",
    )
