"""TFHV (17), (22) and (23): from (21) to the closed form through a Riccati equation, and back into (21).

The domain is σ > 0, λ₀ ≠ 0 of either sign, any real x₀ but σ, and t ≥ 0. Signs are shown in the letters r₀, r_∞ > 0, in
which every root is rational: each x₀ belongs to one r₀ and each σ to one r_∞. The number q = e^{ωt} − 1 ≥ 0 stands for
the time.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sympy import Abs, Expr, Integer, Rational, cancel, log

from symbolic.derivation import Derivation, Line, beyond_one, derivative, equal, formula, limit, sign, starts
from symbolic.imbalanced import Mode, mode_flow, printed_mode, product, radicand, rational_mode, square, squares
from symbolic.rendering import rendered
from symbolic.residual import Point
from symbolic.symbols import C, delta, imbalance, mode, p, r, r_start, sigma, start, t

DOMAIN = "σ > 0, λ₀ ≠ 0, x₀ ≠ σ, t ≥ 0"
ONE_SOLUTION = "the Picard–Lindelöf theorem"

Quantity = Callable[[Mode], Expr]
"""A quantity in whichever letters."""


def beyond_the_target() -> Point:
    """A point with x₀ > σ where every root is rational: ω = 5/2 and C = −1/18."""
    return {sigma: Rational(3, 4), imbalance: Integer(2), start: Rational(15, 8)}


def letters(rational: Mode) -> Derivation:
    """In r₀ and r_∞ every root of (17) and (22) is rational; both run through all positive numbers."""
    r_start, conjugate = square(start, imbalance), -square(-start, imbalance)
    lines = (
        equal(-r_start * conjugate, imbalance**2, "r₀ = 2x₀ + √(4x₀² + λ₀²) and its conjugate, negated: their product"),
        sign(r_start - conjugate, ">", "and their sum are positive, so both are, and r₀ > 0"),
        equal(product(r_start, imbalance), start, "x₀ in terms of r₀; and alike σ in terms of r_∞"),
        equal(rational.rate**2, 4 * rational.sigma**2 + imbalance**2, "ω² in the new letters"),
        sign(rational.rate, ">", "so ω is this, and not its negative"),
        equal(
            rational.root**2,
            radicand(rational.sigma, imbalance, rational.start),
            "what stands under the root of (22) is a square",
        ),
        sign(rational.root, ">", "so the root of (22) is this, and not its negative"),
    )
    conclusion = r",\quad ".join(
        formula(old, new)
        for old, new in (
            (sigma, rational.sigma),
            (start, rational.start),
            (printed_mode().rate, rational.rate),
            (printed_mode().root, rational.root),
        )
    )
    return Derivation("Letters in which every root is rational", "σ and x₀ real, λ₀ ≠ 0", lines, conclusion)


def in_rational_letters(constant: Quantity) -> Mapping[Expr, Expr]:
    """What to put for the letters of (17), with `constant` for C, so that each sign shows."""
    printed, rational = printed_mode(), rational_mode()
    return {
        **beyond_one(printed.growth),
        printed.rate: rational.rate,
        sigma: rational.sigma,
        C: cancel(constant(rational)),
    }


def denominator(constant: Quantity) -> Derivation:
    """The denominator of (17) is a product of two factors that are positive from t = 0 on, wherever the mode starts."""
    printed = printed_mode()
    below, above = printed.factors(C, printed.growth)
    where = in_rational_letters(constant)
    lines = (
        equal(printed.denominator(C, printed.growth), below * above, "as ω² = 4σ² + λ₀²"),
        sign(below, ">", "a sum of positive terms, as q = e^{ωt} − 1 ≥ 0", where=where),
        sign(above, ">", "likewise", where=where),
    )
    conclusion = formula(printed.denominator(C, printed.growth), "0", relation=">")
    return Derivation("The denominator of (17) is positive", DOMAIN, lines, conclusion)


def along_the_flow(letters: Mode, constant: Expr, where: Mapping[Expr, Expr], point: Point) -> tuple[Line, ...]:
    """(17) in `letters` solves (21) with its root and, with `constant`, starts at x₀.

    `where` shows the sign; at `point`, where every root is rational, what is false is refuted.
    """
    points = (point,)
    solution = letters.solution(C, letters.growth)
    root = mode_flow(mode, letters.sigma, letters.imbalance) / (letters.sigma - mode)
    last = squares(letters.square(C, letters.growth), letters.imbalance)
    return (
        derivative(solution, (letters.sigma - solution) * last, "(17) substituted back into (21)", points=points),
        equal(
            last**2,
            root.subs(mode, solution) ** 2,
            "where the last factor has the square of the root in (21)",
            points=points,
        ),
        sign(last, ">", "and its sign: so it is the root", where=where),
        replace(
            starts(mode, letters.solution(constant, letters.growth), start, "with C of (22)", points=points),
            lemma=ONE_SOLUTION,
        ),
    )


def closed_form(constant: Quantity) -> Derivation:
    """From (21) to (17), with `constant` for C, and back into (21)."""
    printed = printed_mode()
    omega = printed.rate
    upper, lower = 2 * sigma + omega, 2 * sigma - omega
    ratio = (r - upper) / (r - lower)
    riccati = -(r - upper) * (r - lower) / 2
    along, solution = printed.square(C, printed.growth), printed.solution(C, printed.growth)
    point = {**beyond_the_target(), C: Rational(-1, 18), t: 2 * log(2)}
    lines = (
        derivative(
            square(mode, imbalance),
            2 * (sigma - mode) * square(mode, imbalance),
            "r = 2x + √(4x² + λ₀²), which is (u + v)², grows in proportion to itself",
            rates={mode: mode_flow(mode, sigma, imbalance)},
        ),
        equal(product(square(mode, imbalance), imbalance), mode, "x in terms of r"),
        equal(2 * (sigma - product(r, imbalance)) * r, riccati, "so ṙ is quadratic in r, with the zeros 2σ ± ω"),
        derivative(
            ratio, -omega * ratio, "the cross-ratio of a Riccati equation decays exponentially", rates={r: riccati}
        ),
        equal(
            ratio.subs(r, along),
            -2 * C * upper / printed.growth,
            "name its constant −2C(2σ + ω), and solve for r",
            points=(point,),
        ),
        equal(product(along, imbalance), solution, "back to x: this is (17)", shown="x", points=(point,)),
        *along_the_flow(printed, constant(printed), in_rational_letters(constant), point),
    )
    return Derivation("The closed form (17) of a mode", DOMAIN, lines, formula(rendered(mode) + "(t)", solution))


def constant_fits(constant: Quantity) -> Derivation:
    """`constant`, (22), is that root of the quadratic x(0) = x₀ for C which keeps r positive."""
    printed, rational = printed_mode(), rational_mode()
    half, outer = 4 * sigma * start + imbalance**2, sigma - start
    at_start = printed.numerator(C, Integer(1)) - start * printed.denominator(C, Integer(1))
    points = ({sigma: Integer(1), imbalance: Integer(1), start: Integer(0)},)
    lines = (
        equal(
            at_start, outer - 2 * half * C - 4 * imbalance**2 * outer * C**2, "(17) at t = 0 gives a quadratic for C"
        ),
        equal(
            half**2 + 4 * imbalance**2 * outer**2,
            printed.root**2,
            "a quarter of its discriminant stands under the root of (22)",
        ),
        starts(mode, printed.solution(constant(printed), printed.growth), start, "(22) solves it", points=points),
        starts(mode, printed.solution(printed.other_constant, printed.growth), start, "and so does −1/(4λ₀²C)"),
        equal(rational.square(constant(rational), Integer(1)), r_start, "with (22), r = (u + v)² starts at r₀ > 0"),
        equal(
            rational.square(rational.other_constant, Integer(1)),
            -(imbalance**2) / r_start,
            "with the other one r would start below 0, and so solve (21) with the other sign of its root",
        ),
    )
    return Derivation("The constant (22)", "σ > 0, λ₀ ≠ 0, x₀ ≠ σ", lines, formula(C, constant(printed)))


def constant_sign(regular: Quantity) -> Derivation:
    """C = (σ − x₀)/`regular`, where `regular` is positive."""
    printed = printed_mode()
    quotient = (sigma - start) / regular(printed)
    lines = (
        equal(printed.constant, quotient, "rationalized, as root² − (4σx₀ + λ₀²)² = 4λ₀²(σ − x₀)²"),
        sign(regular(rational_mode()), ">", "in the rational letters the denominator is positive"),
    )
    conclusion = formula(C, quotient)
    return Derivation("The sign of C is that of σ − x₀", "σ > 0, λ₀ ≠ 0, x₀ ≠ σ", lines, conclusion)


def constant_is_positive(letters: Mode, domain: str) -> Derivation:
    """The paper's C > 0, for the parameters that `letters` run through."""
    line = sign(letters.constant, ">", "as the paper says of (22)", points=(beyond_the_target(),))
    return Derivation("C > 0", domain, (line,), formula(C, "0", relation=">"))


def below_the_target() -> Mode:
    """The rational letters, for starts below the target only."""
    return rational_mode(r_end=r_start + p)


def rate(amplitude: Expr) -> Derivation:
    """(23) with |C|: the ratio of x(t) − σ to `amplitude`·e^{−ωt} tends to −1, so that of their sizes tends to 1."""
    return Derivation(
        "The rate (23), with |C|",
        DOMAIN,
        (_ratio_tends_to_one(amplitude),),
        formula(Abs(mode - sigma), Abs(amplitude) / printed_mode().growth, relation=r"\simeq"),
    )


def rate_as_printed(letters: Mode, domain: str) -> Derivation:
    """(23) as printed, with C: its right side must be positive, as its left side is."""
    amplitude = 2 * C * printed_mode().rate ** 2
    right = 2 * letters.constant * letters.rate**2 / letters.growth
    return Derivation(
        "The rate (23) as printed",
        domain,
        (
            _ratio_tends_to_one(amplitude),
            sign(
                right,
                ">",
                "the right side of (23) is positive, as |x − σ| is",
                points=({**beyond_the_target(), t: 2 * log(2)},),
            ),
        ),
        formula(Abs(mode - sigma), amplitude / printed_mode().growth, relation=r"\simeq"),
    )


def lifetime(end_from_below: Quantity, end_from_above: Quantity) -> Derivation:
    """Back in time (17) solves (21) until e^{ωt} is `end_from_below` (C = p > 0) or `end_from_above` (C = −p < 0)."""
    printed = printed_mode()
    omega, lines = printed.rate, []
    for constant, end, infinity in ((p, end_from_below(printed), "<"), (-p, end_from_above(printed), ">")):
        below, above = printed.factors(constant, end + delta)
        at_the_end = -2 * constant * omega**2 * end
        lines += [
            sign(below, ">", f"a factor of the denominator before the end; δ > 0 to go, C = {constant}"),
            sign(above, ">", "the other factor"),
            equal(printed.denominator(constant, end), Integer(0), "at the end the denominator vanishes"),
            equal(printed.numerator(constant, end), at_the_end, "but the numerator does not"),
            sign(at_the_end, infinity, "so x is unbounded, and of this sign"),
        ]
    conclusion = r",\quad ".join(
        formula(r"\lim x(t)", infinity) + rf"\ (e^{{\omega t}} \to {rendered(end(printed))},\ C = {rendered(constant)})"
        for constant, end, infinity in ((p, end_from_below, r"-\infty"), (-p, end_from_above, r"\infty"))
    )
    return Derivation("How far back in time", "σ > 0, λ₀ ≠ 0, x₀ ≠ σ, p = |C|", tuple(lines), conclusion)


def _ratio_tends_to_one(amplitude: Expr) -> Line:
    printed = printed_mode()
    ratio = (printed.solution(C, 1 / delta) - sigma) / (-amplitude * delta)
    return limit(ratio, {delta: Integer(0)}, Integer(1), "as t → ∞, where δ = e^{−ωt}, and C ≠ 0")
