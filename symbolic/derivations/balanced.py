"""MV §IV: balanced factors, the symmetric flow that they follow, and how far any other start stays from one.

The factors U and V of a square Y = ΦΣΨᵀ are written in its singular basis, so that Y is Σ ⪰ 0, and split into
P = (U + V)/2, which grows, and N = (U − V)/2, which does not. Where N = 0 the factors are equal, hence balanced, and
the asymmetric flow is MV (2). A Y that is not square is padded by zeros, and a factor by zero rows: these rest.
"""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Matrix, Rational, S, Symbol, exp, sqrt

from symbolic.derivation import Derivation, derivative, equal, formula, sign
from symbolic.flows import factor_flow, product_flow
from symbolic.imbalanced import asymmetric_flow
from symbolic.noncommutative import Algebra, letters
from symbolic.symbols import alpha, q, sigma, t

Blocks = tuple[tuple[Expr, ...], ...]

MEAN_VALUE = "the mean value theorem"
NORM = "the spectral norm is submultiplicative"
SQUARE = "every square Y = ΦΣΨᵀ in its singular basis, every width of the factors, every solution of TFHV (12)"

Y, Yt, U, Ut, V, Vt, Q = letters("Y", r"Y^\top", "U", r"U^\top", "V", r"V^\top", "Q")
P, Pt, N, Nt, Sigma, e = letters("P", r"P^\top", "N", r"N^\top", r"\Sigma", r"e^\top")
A, At, B, Bt = letters("A", r"A^\top", "B", r"B^\top")

size = Symbol("y", nonnegative=True)  # ‖N‖²_F
start_size = Symbol("y_0", nonnegative=True)
imbalance = Symbol("q", nonnegative=True)  # ‖Q‖²_F
dropped = Symbol("d", nonnegative=True)
distance = Symbol("d", nonnegative=True)

EIGHTH = Rational(1, 8)
IMBALANCE = 2 * (Pt * N + Nt * P)
"""UᵀU − VᵀV for U = P + N and V = P − N."""
QUADRATIC = N * Nt * P - P * Nt * N + N * Pt * N
"""What N adds to the rate of P."""
N_RATE = -Sigma * N - N * Pt * P + P * Nt * P + P * Pt * N - N * Nt * N


def _factors(*, balanced: bool) -> dict[Symbol, Matrix | Expr]:
    first = Matrix([[1, 2], [0, 1]])
    second = Matrix([[0, -1], [1, 0]]) * first if balanced else Matrix([[1, 0], [1, 3]])
    target = Matrix([[3, 1], [0, 2]])
    return {Y: target, Yt: target.T, U: first, Ut: first.T, V: second, Vt: second.T}


def _moving(*, balanced: bool) -> Algebra:
    """U and V move along TFHV (12); where `balanced`, UᵀU = VᵀV."""
    transposes = {Y: Yt, U: Ut, V: Vt}
    U_rate, V_rate = asymmetric_flow(Y, Yt, U, Ut, V, Vt)
    transpose = Algebra(transposes=transposes).transpose
    rates = {U: U_rate, V: V_rate, Ut: transpose(U_rate), Vt: transpose(V_rate)}
    relations = (Ut * U - Vt * V,) if balanced else ()
    return Algebra({Q: Ut * U - Vt * V}, relations, rates, transposes, [_factors(balanced=balanced)])


def _blocks(square: Expr) -> tuple[tuple[str, Expr, Expr], ...]:
    """Name, block of Z = RRᵀ, and that block of SZ + ZS − `square`·Z²; S = [0 Y; Yᵀ 0], R = [U; V]."""
    Z, S_ = ((U * Ut, U * Vt), (V * Ut, V * Vt)), ((S.Zero, Y), (Yt, S.Zero))

    def product(left: Blocks, right: Blocks, i: int, j: int) -> Expr:
        return left[i][0] * right[0][j] + left[i][1] * right[1][j]

    def rate(i: int, j: int) -> Expr:
        return product(S_, Z, i, j) + product(Z, S_, i, j) - square * product(Z, Z, i, j)

    return tuple((f"Z_{{{i + 1}{j + 1}}}", Z[i][j], rate(i, j)) for i, j in ((0, 0), (0, 1), (1, 1)))


def symmetric_flow(square: Expr = S.One) -> Derivation:
    """Balanced factors stay balanced, and Z = RRᵀ follows MV (3) with the target 2S and c = ½."""
    Z, target = letters("Z", "S")
    shown = target * Z + Z * target - square * Z * Z
    moving = _moving(balanced=True)
    lines = (
        _moving(balanced=False).derivative(Ut * U - Vt * V, S.Zero, "balanced factors stay so, as TFHV (13) says"),
        *(
            moving.derivative(block, right, f"block {name} of SZ + ZS − Z², as UᵀU = VᵀV")
            for name, block, right in _blocks(square)
        ),
        Algebra().equal(shown, product_flow(2 * target, Z, Rational(1, 2)), "and this is MV (3), for 2S and c = ½"),
    )
    return Derivation(
        "Balanced factors follow a symmetric flow",
        "every m, n and k, every solution of TFHV (12) with UᵀU = VᵀV at one time",
        lines,
        formula(r"\dot{Z}", shown),
    )


def only_balanced(sign_of_V: int = -1) -> Derivation:
    """Any other pair fails it: tr(Q²) is the trace of what is left over in the diagonal blocks."""
    moving = _moving(balanced=False)
    (one, Z_11, first), (_, Z_12, mixed), (two, Z_22, second) = _blocks(S.One)
    lines = (
        moving.names(Q, "the imbalance"),
        moving.derivative(Z_11, first + U * Q * Ut, f"block {one}: it has one term more than the symmetric flow"),
        moving.derivative(Z_12, mixed, "the other two have none"),
        moving.derivative(Z_22, second - V * Q * Vt, f"block {two}: nor has this one any other"),
        moving.trace_equal(
            Q * Q,
            U * Q * Ut + sign_of_V * V * Q * Vt,
            "if both terms vanish, so does the sum of the squares of Q's entries",
        ),
    )
    return Derivation(
        "No other factors follow the symmetric flow",
        "every m, n and k, every Y, U and V",
        lines,
        r"\dot{Z} = S Z + Z S - Z^{2} \iff Q = 0",
    )


def _scaled() -> Algebra:
    return Algebra(models=[_factors(balanced=False) | {alpha: Rational(1, 2)}])


def small_scale(power: int = 2) -> Derivation:
    """The imbalance shrinks like α², and a balanced pair lies within √2‖N‖_F = O(α)."""
    split, factors = _split()
    lines = (
        _scaled().equal(
            (alpha * Ut) * (alpha * U) - (alpha * Vt) * (alpha * V),
            alpha**power * (Ut * U - Vt * V),
            "the imbalance of (αŪ, αV̄); both bars are left out",
        ),
        split.equal(
            Pt * P - Pt * P,
            S.Zero,
            "in the singular basis of Y, the pair (P, P) is balanced",
            shown=r"P^\top P - P^\top P",
        ),
        split.trace_equal(
            (factors[1] - Pt) * (factors[0] - P) + (factors[3] - Pt) * (factors[2] - P),
            2 * Nt * N,
            "as U − P = N and V − P = −N, which are of order α",
            shown=r"\lVert (U, V) - (P, P) \rVert_F^2",
        ),
    )
    return Derivation(
        "A small start is near a balanced one",
        "every square Y = ΦΣΨᵀ in its singular basis, every width of the factors, every α > 0",
        lines,
        r"\lVert Q \rVert = \alpha^{2} \lVert \bar{Q} \rVert,\quad "
        r"\lVert (U, V) - (P, P) \rVert_F = \alpha \sqrt{2} \lVert \bar{N} \rVert_F",
    )


def relative_distance(power: int = 2) -> Derivation:
    """Relative to its own size no start comes nearer to a balanced one as α shrinks."""
    shape_imbalance = Symbol(r"\bar{q}", positive=True)  # ‖Q̄‖
    length = Symbol(r"\bar{\rho}", positive=True)  # ‖R̄‖
    transposes = {U: Ut, V: Vt, A: At, B: Bt}
    matrices = {A: Matrix([[1, 1], [0, 2]]), B: Matrix([[2, 0], [1, 1]])}
    matrices |= {letter: value for letter, value in _factors(balanced=False).items() if letter in (U, V, Ut, Vt)}
    letters_ = Algebra(transposes=transposes, models=[matrices | {At: matrices[A].T, Bt: matrices[B].T}])
    lines = (
        letters_.equal(
            (Ut * U - Vt * V) - ((Ut - At) * (U - A) - (Vt - Bt) * (V - B)),
            Ut * A + At * U - At * A - (Vt * B + Bt * V - Bt * B),
            "by how much the imbalance of R = [U; V] differs from that of R − D, where D = [A; B]",
        ),
        replace(
            sign(
                (1 + distance) ** 2 - 1 - q,
                ">=",
                "so if R − D is balanced, q = ‖Q‖/‖R‖² and d = ‖D‖/‖R‖ satisfy q ≤ 2d + d²: d ≥ √(1 + q) − 1",
                where={q: 2 * distance + distance**2 - Symbol("p", nonnegative=True)},
            ),
            lemma=NORM,
        ),
        equal(
            alpha**power * shape_imbalance / (alpha * length) ** 2,
            shape_imbalance / length**2,
            "and q does not depend on α",
        ),
    )
    return Derivation(
        "Relative to its size a start stays as far from balance as its shape",
        "every m, n and k, every shape (Ū, V̄) other than 0, every α > 0",
        lines,
        formula(r"\frac{\lVert D \rVert}{\lVert R \rVert}", sqrt(1 + shape_imbalance / length**2) - 1, relation=r"\ge"),
    )


def _split() -> tuple[Algebra, tuple[Expr, Expr, Expr, Expr]]:
    """P and N with rates that asymmetric_flow gives to (U + V)/2 and (U − V)/2; and U, Uᵀ, V, Vᵀ in them."""
    factors = (P + N, Pt + Nt, P - N, Pt - Nt)
    U_rate, V_rate = asymmetric_flow(Sigma, Sigma, *factors)
    transposes = {P: Pt, N: Nt}
    transpose = Algebra(transposes=transposes).transpose
    P_rate, N_rate = (U_rate + V_rate) / 2, (U_rate - V_rate) / 2
    rates = {P: P_rate, N: N_rate, Pt: transpose(P_rate), Nt: transpose(N_rate)}
    matrices = {P: Matrix([[1, 2], [0, 1]]), N: Matrix([[1, 0], [1, 3]]), Sigma: Matrix.diag(2, 1)}
    model = matrices | {Pt: matrices[P].T, Nt: matrices[N].T, alpha: Rational(1, 2)}
    return Algebra(rates=rates, transposes=transposes, models=[model]), factors


def nominal_flow(flow: Callable[..., tuple[Expr, Expr]] = asymmetric_flow) -> Derivation:
    """Equal factors in the singular basis stay equal, and each follows MV (2) with Σ for Y."""
    split, _ = _split()
    padded = Algebra(relations=(e * Y, e * U))
    U_rate, V_rate = flow(Sigma, Sigma, P, Pt, P, Pt)
    lines = (
        padded.equal(
            e * asymmetric_flow(Y, Yt, U, Ut, V, Vt)[0],
            S.Zero,
            "where Y is padded by a zero row, to be square, and U too, that row of U stays zero",
            shown=r"e^\top \dot{U}",
        ),
        split.equal(U_rate, factor_flow(Sigma, P, Pt, S.One), "U = V = P: (12) is (2)", shown=r"\dot{U}"),
        split.equal(V_rate, factor_flow(Sigma, P, Pt, S.One), "and the same for V", shown=r"\dot{V}"),
    )
    return Derivation(
        "Equal factors follow the paper's own flow",
        "every Y in its singular basis, padded to be square; every width of the factors",
        lines,
        formula(r"\dot{P}", factor_flow(Sigma, P, Pt, S.One)),
    )


def perturbed_flow(quadratic: Expr = QUADRATIC) -> Derivation:
    """What N adds to the flow of P is of second order in N, and so is what it adds to the product's symmetric part."""
    split, factors = _split()
    U_, Ut_, V_, Vt_ = factors
    P_rate = factor_flow(Sigma, P, Pt, S.One) + quadratic
    lines = (
        split.derivative(P, P_rate, "half the sum of (12): MV (2), and terms with two factors N"),
        split.derivative(N, N_RATE, "half the difference: every term has an N, so that N = 0 stays 0"),
        split.equal(Ut_ * U_ - Vt_ * V_, IMBALANCE, "the imbalance, which is constant", shown="Q"),
        split.equal(U_ * Vt_, P * Pt - N * Nt + N * Pt - P * Nt, "the product of the factors", shown=r"U V^\top"),
        split.equal(
            (U_ * Vt_ + V_ * Ut_) / 2, P * Pt - N * Nt, "its symmetric part", shown=r"\frac{U V^\top + V U^\top}{2}"
        ),
    )
    return Derivation("Any start perturbs a balanced flow", SQUARE, lines, formula(r"\dot{P}", P_rate))


def stays_small(factor: Expr = EIGHTH) -> Derivation:
    """‖N‖² never exceeds what it began as by more than ‖Q‖²t/4, or ‖Q‖²/(8σ) where every σᵢ ≥ σ > 0."""
    split, _ = _split()
    grown = exp(2 * sigma * t)
    paid = size * grown - factor * imbalance * (grown - 1) / sigma
    lines = (
        split.trace_equal(
            Nt * N_RATE,
            factor * IMBALANCE * IMBALANCE - Nt * Sigma * N - P * Nt * N * Pt - Nt * N * Nt * N,
            "the flow of N, and Q = 2(PᵀN + NᵀP); what is subtracted is never negative",
            shown=r"\frac{1}{2} \frac{d}{dt} \lVert N \rVert_F^2",
        ),
        derivative(
            paid,
            -dropped * grown,
            "with y = ‖N‖², q = ‖Q‖², and tr(NᵀΣN) ≥ σy where every σᵢ is at least σ: d ≥ 0 is what that drops",
            rates={size: 2 * factor * imbalance - 2 * sigma * size - dropped},
        ),
        replace(
            sign(-dropped * grown, "<=", "so this does not increase from y₀, its value at t = 0"), lemma=MEAN_VALUE
        ),
        equal(
            (start_size + factor * imbalance * (grown - 1) / sigma) / grown,
            start_size / grown + imbalance * (1 - 1 / grown) / (8 * sigma),
            "which, divided by the exponential, is the bound on y",
        ),
        derivative(
            size - 2 * factor * imbalance * t,
            -dropped,
            "the same where nothing is known of the σᵢ but that none is negative",
            rates={size: 2 * factor * imbalance - dropped},
        ),
    )
    bound = r"e^{-2\sigma t} \lVert N_0 \rVert^2 + \frac{1 - e^{-2\sigma t}}{8\sigma} \lVert Q \rVert^2"
    return Derivation(
        "What does not grow stays small",
        f"{SQUARE}; t ≥ 0, σ > 0 with Σ ⪰ σI for the first bound, Σ ⪰ 0 for the second",
        lines,
        rf"\lVert N \rVert_F^2 \le {bound},\quad "
        r"\lVert N \rVert_F^2 \le \lVert N_0 \rVert^2 + \frac{t}{4} \lVert Q \rVert^2",
    )
