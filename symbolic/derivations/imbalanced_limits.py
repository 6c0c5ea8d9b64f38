"""Where (17) has no meaning as printed, or not the one that the paper gives it: x₀ = σ, σ = 0, λ₀ → 0, t → ∞.

At λ₀ = 0 equation (21) is ẋ = 2(σ − x)|x|. For x ≥ 0 this is the flow of the symmetric problem at rate 1, for x ≤ 0 it
is that flow backwards in time, and 0 is at rest in both.
"""

from dataclasses import replace

from sympy import Expr, Integer, Rational, Symbol, exp, factor, log, sqrt

from symbolic import flows, solutions
from symbolic.derivation import Derivation, Line, beyond_one, equal, formula, limit, sign, solves, starts
from symbolic.derivations.imbalanced import ONE_SOLUTION, along_the_flow
from symbolic.imbalanced import Mode, mode_flow, printed_mode, product, radicand, rational_mode, square
from symbolic.rendering import rendered
from symbolic.residual import vanishes
from symbolic.symbols import C, a, delta, imbalance, mode, p, q, r, r_end, r_start, sigma, start, t, x, y

ZERO, ONE = Integer(0), Integer(1)


def balanced_from_above(rate: Expr = ONE) -> Expr:
    """The solution of (21) with λ₀ = 0 from x₀ = a > 0: MV (12) at rate c = 1."""
    return solutions.mode(sigma, a, rate, t)


def balanced_from_below() -> Expr:
    """y = −x for the solution of (21) with λ₀ = 0 from x₀ = −a < 0."""
    return sigma * a / ((sigma + a) * exp(2 * sigma * t) - a)


def along(rational: Mode) -> Expr:
    """(17) in terms of q = e^{ωt} − 1: x = ¼(r − λ₀²/r), and r = (u + v)² by its own closed form."""
    return product(factor(rational.square(rational.constant, 1 + q)), rational.imbalance)


def started_at_its_target(end: Expr) -> Derivation:
    """As x₀ → σ, where (22) is 0/0, (17) tends to `end`, which is σ in the rational letters; and σ is the solution."""
    lines = (
        equal(
            radicand(sigma, imbalance, sigma),
            (4 * sigma**2 + imbalance**2) ** 2,
            "at x₀ = σ the root of (22) is 4σ² + λ₀², and (22) is 0/0",
        ),
        limit(
            along(rational_mode()),
            {r_start: r_end},
            end,
            "but r₀ depends continuously on x₀, and (17) on r₀, for each q = e^{ωt} − 1; the limit is σ",
        ),
        _vanishes_at(mode_flow(mode, sigma, imbalance), mode, sigma, "and the constant σ solves (21)"),
    )
    return Derivation(
        "A mode that starts at its target", "σ > 0, λ₀ ≠ 0, t ≥ 0", lines, formula(r"\lim_{x_0 \to \sigma} x(t)", sigma)
    )


def without_target(amplitude: Expr) -> Derivation:
    """With σ = 0, (17) solves (21) and decays like `amplitude`·e^{−|λ₀|t}, where p stands for |λ₀|."""
    letters = Mode(ZERO, p, start, p, sqrt(radicand(ZERO, p, start)))
    rational = rational_mode(p, p, r_start)
    where = {**beyond_one(letters.growth), C: rational.constant}
    lines = (
        _vanishes_at(product(r_end, p), r_end, p, "r_∞ = |λ₀| belongs to σ = 0"),
        *along_the_flow(
            letters, letters.constant, where, {p: Integer(3), start: Integer(2), C: Rational(-1, 12), t: log(2)}
        ),
        limit(letters.solution(C, 1 / delta) / delta, {delta: ZERO}, amplitude, "as t → ∞, where δ = e^{−|λ₀|t}"),
    )
    return Derivation(
        "A mode without target",
        "σ = 0, λ₀ ≠ 0, x₀ ≠ 0, t ≥ 0",
        lines,
        formula("x(t)", letters.solution(C, letters.growth)),
    )


def balanced_without_target(rate: Expr = ONE) -> Derivation:
    """σ = 0 = λ₀: a mode decays like 1/(2t) from either side, MV (13) at rate c = 1. And 0 is at rest for every λ₀."""
    size = solutions.absent_mode(a, rate, t)
    lines = (
        solves(x, size, mode_flow(x, ZERO, ZERO), "from x₀ = a > 0: (21) with σ = λ₀ = 0"),
        solves(y, size, -mode_flow(-y, ZERO, ZERO), "from x₀ = −a < 0 the same for y = −x, as √(x²) = y"),
        replace(starts(x, size, a, "from the same start"), lemma=ONE_SOLUTION),
        limit(size.subs(t, 1 / delta) / delta, {delta: ZERO}, Rational(1, 2), "2t|x| → 1 as t → ∞, with δ = 1/t"),
        _vanishes_at(mode_flow(mode, ZERO, imbalance), mode, ZERO, "σ = 0 = x₀, where (22) is 0/0: at rest"),
    )
    return Derivation("A balanced mode without target", "σ = 0; λ₀ = 0 or x₀ = 0", lines, formula(r"|x(t)|", size))


def _balanced_square(x: Expr) -> Expr:
    """r = (u + v)² where u = v and uv = x > 0."""
    return 4 * x


def _letters_tend() -> tuple[Line, ...]:
    """What becomes of r_∞ and of 1 + q = e^{ωt} as λ₀ → 0."""
    return (
        limit(square(sigma, imbalance), {imbalance: ZERO}, _balanced_square(sigma), "r_∞ is continuous in λ₀"),
        limit(printed_mode().growth, {imbalance: ZERO}, exp(2 * sigma * t), "and so is the growth, 1 + q"),
    )


def _with_growth(expression: Expr) -> Expr:
    return expression.subs(beyond_one(exp(2 * sigma * t)))


def from_above(claimed: Expr) -> Derivation:
    """x₀ = a > 0: as λ₀ → 0, (17) tends to `claimed`, which solves (21) with λ₀ = 0: the symmetric problem."""
    limits = {r_end: _balanced_square(sigma), r_start: _balanced_square(a), imbalance: ZERO}
    lines = (
        *_letters_tend(),
        limit(square(a, imbalance), {imbalance: ZERO}, _balanced_square(a), "and so is r₀"),
        limit(along(rational_mode()), limits, _with_growth(claimed), "so (17) tends to MV (12), for each q"),
        sign(_with_growth(claimed), ">", "which stays positive"),
        solves(x, claimed, mode_flow(x, sigma, ZERO), "so it solves (21) with λ₀ = 0, where √(x²) = x"),
        equal(
            mode_flow(x, sigma, ZERO), flows.mode_flow(x, sigma, ONE), "the flow of the symmetric problem at rate c = 1"
        ),
        replace(starts(x, claimed, a, "from the same start"), lemma=ONE_SOLUTION),
    )
    return Derivation(
        "No imbalance, from a start above 0",
        "σ > 0, x₀ = a > 0, t ≥ 0",
        lines,
        formula(r"\lim_{\lambda_0 \to 0} x(t)", claimed),
    )


def from_zero(claimed: Expr) -> Derivation:
    """x₀ = 0: as λ₀ → 0, (17) tends to `claimed`, which is 0 and solves (21) with λ₀ = 0. δ stands for |λ₀|."""
    rational = rational_mode(delta, r_end, delta)
    lines = (
        _vanishes_at(product(r_start, delta), r_start, delta, "r₀ = |λ₀| = δ belongs to x₀ = 0"),
        *_letters_tend(),
        limit(
            along(rational), {r_end: _balanced_square(sigma), delta: ZERO}, claimed, "so (17) tends to 0, for each q"
        ),
        _vanishes_at(mode_flow(mode, sigma, ZERO), mode, claimed, "and 0 is at rest when λ₀ = 0"),
    )
    return Derivation(
        "No imbalance, from the start 0",
        "σ > 0, x₀ = 0, t ≥ 0",
        lines,
        formula(r"\lim_{\lambda_0 \to 0} x(t)", claimed),
    )


def from_below(claimed: Expr) -> Derivation:
    """x₀ = −a < 0: as λ₀ → 0, (17) tends to −`claimed`, which solves (21) with λ₀ = 0: not the symmetric problem."""
    rational = rational_mode(imbalance, r_end, imbalance**2 / r)
    limits = {r_end: _balanced_square(sigma), r: _balanced_square(a), imbalance: ZERO}
    lines = (
        equal(rational.start, -product(r, imbalance), "r₀ = λ₀²/r belongs to −a if r belongs to a"),
        *_letters_tend(),
        limit(square(a, imbalance), {imbalance: ZERO}, _balanced_square(a), "and so is this r"),
        limit(along(rational), limits, -_with_growth(claimed), "so this is the limit of (17), for each q"),
        sign(_with_growth(claimed), ">", "x = −y stays negative"),
        solves(y, claimed, -mode_flow(-y, sigma, ZERO), "y solves (21) for x = −y and λ₀ = 0, where √(x²) = y"),
        replace(starts(y, claimed, a, "from the same start"), lemma=ONE_SOLUTION),
        equal(flows.mode_flow(-y, sigma, ONE), -mode_flow(-y, sigma, ZERO), "the symmetric problem's flow is opposite"),
        sign(mode_flow(-y, sigma, ZERO), ">", "and not zero: x comes to 0 where that one would run away"),
    )
    return Derivation(
        "No imbalance, from a start below 0",
        "σ > 0, x₀ = −a < 0, t ≥ 0",
        lines,
        formula(r"\lim_{\lambda_0 \to 0} x(t)", -claimed),
    )


def no_exchange(end_from_below: Expr) -> Derivation:
    """λ₀ → 0, then t → ∞ gives σ from above, but `end_from_below`, 0, from below; in the other order always σ."""
    printed = printed_mode()
    lines = (
        _in_the_end(printed.solution(C, 1 / delta), sigma, "λ₀ ≠ 0, δ = e^{−ωt}: σ from every start, and so as λ₀ → 0"),
        _in_the_end(_late(balanced_from_above()), sigma, "λ₀ = 0, δ = e^{−2σt}: from above the same"),
        _in_the_end(
            _late(-balanced_from_below()), end_from_below, "but from below it is 0; and from 0 the mode never moves"
        ),
        _vanishes_at(mode_flow(mode, sigma, ZERO), mode, ZERO, "as 0 is at rest when λ₀ = 0"),
        sign(sigma, ">", "and σ is not 0"),
    )
    conclusion = (
        formula(r"x_0 \le 0:\quad \lim_{t \to \infty} \lim_{\lambda_0 \to 0} x(t)", end_from_below)
        + r",\quad "
        + formula(r"\lim_{\lambda_0 \to 0} \lim_{t \to \infty} x(t)", sigma)
    )
    return Derivation("No imbalance and long time", "σ > 0, x₀ real", lines, conclusion)


def balanced_convergence(side: int) -> Derivation:
    """Proposition 3 at λ₀ = 0, which it does not leave out, from x₀ = a (`side` 1) or −a (−1): x comes to σ."""
    size = balanced_from_above() if side > 0 else balanced_from_below()
    lines = (
        solves(y, size, side * mode_flow(side * y, sigma, ZERO), "|x| = y obeys (21) with λ₀ = 0"),
        starts(mode, side * size, side * a, "a mode with u₀ = ± v₀"),
        limit(_late(side * size), {delta: ZERO}, sigma, "as t → ∞, where δ = e^{−2σt}", points=({sigma: ONE, a: ONE},)),
    )
    return Derivation(
        "Convergence without imbalance", "λ₀ = 0, σ > 0, t ≥ 0", lines, formula(r"\lim_{t \to \infty} x(t)", sigma)
    )


def convergence_where_it_holds(amplitude: Expr, balanced_amplitude: Expr) -> Derivation:
    """(x − σ)e^{ωt} tends to `amplitude` for λ₀ ≠ 0, to `balanced_amplitude` for λ₀ = 0 < x₀; else x tends to 0."""
    printed = printed_mode()
    lines = (
        _in_the_end((printed.solution(C, 1 / delta) - sigma) / delta, amplitude, "λ₀ ≠ 0, every x₀, δ = e^{−ωt}"),
        _in_the_end(
            (_late(balanced_from_above()) - sigma) / delta, balanced_amplitude, "λ₀ = 0, x₀ = a > 0, δ = e^{−2σt}"
        ),
        _in_the_end(_late(-balanced_from_below()), ZERO, "λ₀ = 0, x₀ = −a < 0: another end"),
        _vanishes_at(mode_flow(mode, sigma, ZERO), mode, ZERO, "λ₀ = 0 = x₀: at rest"),
    )
    return Derivation(
        "Where a mode converges to its target",
        "σ > 0, every λ₀ and x₀",
        lines,
        formula(r"\lambda_0 \ne 0:\ \lim_{t \to \infty} (x(t) - \sigma) e^{\omega t}", amplitude)
        + formula(
            r";\quad \lambda_0 = 0 < x_0 = a:\ \lim_{t \to \infty} (x(t) - \sigma) e^{2\sigma t}", balanced_amplitude
        )
        + formula(r";\quad \lambda_0 = 0 \ge x_0:\ \lim_{t \to \infty} x(t)", ZERO),
    )


def order_reversed(excess: Expr) -> Derivation:
    """Targets σ < σ + p with imbalances λ₀ and r: some λ₀ gives the smaller target the larger rate."""
    slower = 4 * (sigma + p) ** 2 + r**2
    square_of_imbalance = slower - 4 * sigma**2 + excess
    lines = (
        sign(square_of_imbalance, ">", "some λ₀ has this square"),
        equal(
            (printed_mode().rate ** 2).subs(imbalance**2, square_of_imbalance),
            slower + excess,
            "with it the square of the smaller target's rate is that of the larger one's, and more",
        ),
        sign(excess, ">", "as the excess is positive"),
    )
    conclusion = formula(sqrt(slower), printed_mode().rate, relation="<")
    return Derivation("Imbalance can reverse the order", "σ₁ > σ₂ > 0", lines, conclusion)


def _vanishes_at(expression: Expr, symbol: Symbol, value: Expr, why: str) -> Line:
    shown = rf"\left[{rendered(expression)}\right]_{{{formula(symbol, value)}}}"
    return Line(formula(shown, ZERO), why, vanishes(expression.subs(symbol, value)))


def _late(expression: Expr) -> Expr:
    """With δ for e^{−2σt}."""
    return expression.subs(exp(2 * sigma * t), 1 / delta)


def _in_the_end(expression: Expr, value: Expr, why: str) -> Line:
    return limit(expression, {delta: ZERO}, value, why)
