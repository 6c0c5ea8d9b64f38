"""TFHV (4)–(7): the one-layer flow, the flow of X = UUᵀ, and where it rests; every size, and a target of any sign."""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational, S, Symbol, exp, log, sqrt

from symbolic.derivation import Derivation, Line, beyond_one, equal, formula, limit, sign, solves, starts
from symbolic.derivations.flow import FactorFlow
from symbolic.flows import factor_flow, loss, product_flow, riccati_flow
from symbolic.imbalanced import asymmetric_flow
from symbolic.noncommutative import Algebra, letters
from symbolic.rendering import rendered
from symbolic.solutions import one_layer
from symbolic.symbols import delta, eigenvalue, entry, mode, p, sigma, start, t

ZERO, HALF, TWO = S.Zero, Rational(1, 2), Integer(2)
ONE_SOLUTION = "the Picard–Lindelöf theorem"

Y, Yt, X, Xt, X_0, X_0t, H, Ht = letters("Y", r"Y^\top", "X", r"X^\top", "X_{0}", r"X_{0}^\top", "H", r"H^\top")
U, Ut, Z, N, A, At, B, Bt = letters("U", r"U^\top", "Z", "N", "A", r"A^\top", "B", r"B^\top")
v, vt = letters("v", r"v^\top")
s = Symbol("s", real=True)  # where a line through 0 is entered

TRANSPOSES = {Y: Yt, X: Xt, X_0: X_0t, H: Ht}
MODEL = {
    Y: Matrix([[3, 1], [0, -2]]),
    X: Matrix([[1, 2], [0, 1]]),
    X_0: Matrix([[2, 5], [1, 1]]),
    H: Matrix([[1, -1], [2, 5]]),
    t: log(2),
}
MODEL |= {TRANSPOSES[letter]: MODEL[letter].T for letter in TRANSPOSES}

Solution = Callable[[Expr, Expr, Expr], Expr]


def one_layer_solution(solution: Solution = one_layer) -> Derivation:
    """(4): the gradient flow of ½‖Y − X‖² is Ẋ = Y − X; each entry is solved alone, and tends to that of Y."""
    along = Algebra(rates={X: H, Xt: Ht}, transposes=TRANSPOSES, models=[MODEL])
    x_t = solution(entry, start, t)
    return Derivation(
        title="The one-layer flow",
        domain="every size, every Y and X₀, square or not, every t ≥ 0",
        lines=(
            along.trace_equal(
                along.rate((Y - X) * (Yt - Xt) * HALF),
                -Ht * (Y - X),
                "along any line X + tH: the gradient of ½‖Y − X‖² is X − Y, so Ẋ = Y − X",
                shown=r"\frac{d}{dt} \frac{1}{2} \|Y - X\|_F^2",
            ),
            solves(mode, x_t, entry - mode, "each entry of (4) solves its own equation"),
            replace(starts(mode, x_t, start, "from its start"), lemma=ONE_SOLUTION),
            limit(x_t.subs(exp(-t), delta), {delta: ZERO}, entry, "as t → ∞, where δ = e^{−t}"),
        ),
        conclusion=formula("X(t)", solution(Y, X_0, t)),
    )


def one_layer_distance(decay: Expr) -> Derivation:
    """‖X(t) − Y‖_F = `decay`·‖X₀ − Y‖_F."""
    whole = Algebra({X: one_layer(Y, X_0, t), Xt: one_layer(Yt, X_0t, t)}, transposes=TRANSPOSES, models=[MODEL])
    return Derivation(
        title="How far the one-layer flow is from its target",
        domain="every size, every Y and X₀, every t ≥ 0",
        lines=(
            whole.trace_equal(
                (X - Y) * (Xt - Yt),
                decay**2 * (X_0 - Y) * (X_0t - Yt),
                "(4), and ‖A‖² = tr(AAᵀ)",
                shown=r"\|X(t) - Y\|_F^2",
            ),
            sign(decay, ">", "so the roots of both sides are equal"),
        ),
        conclusion=rf"\|X(t) - Y\|_F = {rendered(decay)} \|X_0 - Y\|_F",
    )


def one_layer_stays_positive(weight: Expr) -> Derivation:
    """From X₀ = AAᵀ to Y = BBᵀ, X(t) = e^{−t}X₀ + `weight`·Y ⪰ 0."""
    values = {A: Matrix([1, 2]), B: Matrix([[1, 0], [3, 1]]), v: Matrix([1, -1]), t: log(2)}
    values |= {At: values[A].T, Bt: values[B].T, vt: values[v].T}
    gram = Algebra({X: one_layer(Y, X_0, t), X_0: A * At, Y: B * Bt}, models=[values])
    return Derivation(
        title="The one-layer flow stays positive semidefinite",
        domain="every size, every X₀ = AAᵀ ⪰ 0 and Y = BBᵀ ⪰ 0, every t ≥ 0",
        lines=(
            gram.equal(
                vt * X * v,
                exp(-t) * (vt * A) * (At * v) + weight * (vt * B) * (Bt * v),
                "(4): a sum of the two squares |Aᵀv|² and |Bᵀv|²",
            ),
            sign(exp(-t), ">", "with weights that are not negative"),
            sign(weight, ">=", "for t ≥ 0", where=beyond_one(exp(t))),
        ),
        conclusion=r"X_0 \succeq 0,\ Y \succeq 0 \;\Rightarrow\; X(t) \succeq 0",
    )


def one_layer_leaves_the_cone(end: Expr) -> Derivation:
    """Where vᵀYv = −p < 0, vᵀX(t)v tends to `end`, so X(t) leaves the positive semidefinite matrices."""
    whole = Algebra({X: one_layer(Y, X_0, t)}, models=[MODEL | {v: Matrix([0, 1]), vt: Matrix([[0, 1]])}])
    return Derivation(
        title="A target that is not positive semidefinite leads out of the cone",
        domain="every size, every X₀, every Y with vᵀYv = −p < 0 for some v",
        lines=(
            whole.equal(vt * X * v, vt * Y * v + exp(-t) * (vt * X_0 * v - vt * Y * v), "(4), whatever the vector v"),
            limit(-p + (start + p) * delta, {delta: ZERO}, end, "as t → ∞, where δ = e^{−t}, vᵀYv = −p and vᵀX₀v = x₀"),
            sign(end, "<", "so vᵀX(t)v < 0 from some time on"),
        ),
        conclusion=formula(r"\lim_{t \to \infty} v^\top X(t) v", end) + " < 0",
    )


FACTORS = {
    Y: Matrix([[3, 1], [1, -2]]),
    U: Matrix([[1, 2], [0, 1]]),
    Ut: Matrix([[1, 0], [2, 1]]),
    H: Matrix([[1, -1], [2, 5]]),
    Ht: Matrix([[1, 2], [-1, 5]]),
}


def factor_gradient(flow: FactorFlow = factor_flow) -> Derivation:
    """U̇ = 2(Y − UUᵀ)U is the gradient flow of (3)."""
    along = Algebra(rates={U: H, Ut: Ht}, transposes={U: Ut, H: Ht}, models=[FACTORS])
    return Derivation(
        title="The gradient flow of the symmetric problem",
        domain="every m and k, every symmetric Y of any sign, every U",
        lines=(
            along.trace_equal(
                along.rate(loss(Y, U, Ut, HALF)),
                -Ht * flow(Y, U, Ut, TWO),
                "along any line U + tH; the gradient stands beside Hᵀ",
                shown=r"\frac{d}{dt} \frac{1}{2} \|Y - U U^\top\|_F^2",
            ),
        ),
        conclusion=formula(r"\dot{U}", flow(Y, U, Ut, TWO)),
    )


def product(flow: FactorFlow = factor_flow) -> Derivation:
    """(5): Ẋ = 2YX + 2XY − 4X²."""
    velocity = flow(Y, U, Ut, TWO)
    rates = {U: velocity, Ut: Algebra(transposes={U: Ut}).transpose(velocity)}
    moving = Algebra({X: U * Ut}, rates=rates, models=[FACTORS])
    return Derivation(
        title="The flow of X = UUᵀ",
        domain="every m and k, every symmetric Y of any sign",
        lines=(
            moving.names(X, "the product"),
            moving.derivative(X, velocity * Ut + U * rates[Ut], "the product rule"),
            moving.derivative(X, 2 * Y * X + 2 * X * Y - 4 * X * X, "expand"),
            moving.equal(
                riccati_flow(X, -2 * Y, 4 * S.One, ZERO, 2 * Y),
                product_flow(Y, X, TWO),
                "MV (3) with c = 2, and a matrix Riccati equation: MV (7) with these coefficients",
            ),
        ),
        conclusion=formula(r"\dot{X}", 2 * Y * X + 2 * X * Y - 4 * X * X),
    )


RESTING = {U: Matrix([[1, 0], [0, 0]]), Ut: Matrix([[1, 0], [0, 0]]), Z: Matrix([[0, 0], [0, -2]])}
INDEFINITE = {X: Matrix([[1, 0], [0, -1]]), Z: Matrix([[0, 1], [1, 0]]), Y: Matrix([[1, 1], [1, -1]])}
"""ZX + XZ = 0 with XZ ≠ 0, where X is not positive semidefinite."""


def stationary(factored: Expr = (Y - X) * X + X * (Y - X)) -> Derivation:
    """(6), and that for X = UUᵀ it says the same as U̇ = 0."""
    plain = Algebra(models=[INDEFINITE])
    return Derivation(
        title="Where the symmetric flow rests",
        domain="every m and k, every symmetric Y of any sign, every X = UUᵀ",
        lines=(
            plain.equal(product_flow(Y, X, TWO), 2 * (Y * X + X * Y - 2 * X * X), "so (5) rests where this is 0"),
            plain.equal(Y * X + X * Y - 2 * X * X, factored, "expand"),
            *_factor_rests(),
        ),
        conclusion=formula(Y * X + X * Y - 2 * X * X, factored),
    )


def _factor_rests() -> tuple[Line, ...]:
    """With Z = Y − X: ZX + XZ = 0 if and only if ZU = 0."""
    at_rest = Algebra({X: U * Ut}, (Z * U, Ut * Z), models=[RESTING])
    product_of = Algebra({X: U * Ut}, transposes={U: Ut}, models=[{**RESTING, U: H_MODEL, Ut: H_MODEL.T}])
    return (
        at_rest.equal(Z * X + X * Z, ZERO, "with Z = Y − X: where ZU = 0, that is U̇ = 0, (6) holds"),
        product_of.trace_equal(
            (Z * X + X * Z) * Z,
            2 * (Z * U) * (Ut * Z),
            "and where (6) holds, the left side is 0, and the right one is 2‖ZU‖²: so ZU = 0",
        ),
    )


H_MODEL = Matrix([[1, 2], [3, 5]])


def reduced() -> Derivation:
    """(7): for X = UUᵀ, ZX + XZ = 0 gives XZ = 0."""
    at_rest = Algebra({X: U * Ut}, (Z * U, Ut * Z), models=[RESTING])
    back = Algebra({}, (X * Z, Z * X), models=[{X: RESTING[U], Z: RESTING[Z]}])
    return Derivation(
        title="Where the symmetric flow rests, in one product",
        domain="every m, every X ⪰ 0, every symmetric Y of any sign",
        lines=(
            *_factor_rests(),
            at_rest.equal(X * Z, ZERO, "as X = UUᵀ, and UᵀZ = (ZU)ᵀ = 0"),
            back.equal(Z * X + X * Z, ZERO, "and where XZ = 0, ZX = (XZ)ᵀ = 0, so that (6) holds"),
        ),
        conclusion=formula(X * (Y - X), ZERO),
    )


def not_reduced() -> Derivation:
    """A near-miss of (7): for any symmetric X."""
    indefinite = Algebra({}, (Z * X + X * Z,), models=[INDEFINITE])
    lines = (indefinite.equal(X * Z, ZERO, "from (6) alone, whatever the sign of X"),)
    return replace(reduced(), lines=lines)


def _modewise(why: str) -> Line:
    together = Algebra({}, (X * v - mode * v, Y * v - eigenvalue * v), models=[_eigenvector()])
    return together.equal(X * (Y - X) * v, mode * (eigenvalue - mode) * v, why)


def _eigenvector() -> dict[Symbol, Matrix | Expr]:
    return {
        X: Matrix.diag(5, 1), Y: Matrix.diag(3, 1), v: Matrix([1, 0]), mode: Integer(5), eigenvalue: Integer(3)
    }  # fmt: skip


def family(value: Expr = eigenvalue) -> Derivation:
    """Each Φ diag(x_i) Φᵀ with x_i ∈ {0, `value`} solves (7)."""
    return Derivation(
        title="A family of solutions",
        domain="every m, every symmetric Y of any sign, every orthonormal eigenbasis Φ of Y",
        lines=(
            _modewise("for a column v of Φ, with Yv = σv and Xv = xv"),
            equal(mode * (eigenvalue - mode), ZERO, "one value of x", where={mode: ZERO}),
            equal(
                mode * (eigenvalue - mode),
                ZERO,
                "and the other; both sides of (7) agree on a basis",
                where={mode: value},
            ),
        ),
        conclusion=rf"x_i \in \{{0, {rendered(value)}_i\}} \;\Rightarrow\; X (Y - X) = 0",
    )


def family_is_all(known: tuple[Expr, ...] = (X * Y - X * X, Y * X - X * X)) -> Derivation:
    """Every X ⪰ 0 that solves (7) has the form of `family`; `known` is (7) and its transpose."""
    solving = Algebra(
        {}, known, models=[INDEFINITE if len(known) == 1 else {X: Matrix.diag(2, 0), Y: Matrix.diag(2, 7)}]
    )
    return Derivation(
        title="There are no other solutions",
        domain="every m, every X ⪰ 0, every symmetric Y of any sign",
        lines=(
            replace(
                solving.equal(X * Y, Y * X, "both are X², by (7) and its transpose"),
                lemma="commuting symmetric matrices have a common orthonormal eigenbasis",
            ),
            _modewise("on it both sides of (7) give x(σ − x) = 0: x is 0, or σ where σ ≥ 0, as X ⪰ 0"),
        ),
        conclusion=r"X \succeq 0,\ X (Y - X) = 0 \;\Rightarrow\; X = \Phi \operatorname{diag}(x_i) \Phi^\top,\ "
        r"x_i \in \{0, \max(\sigma_i, 0)\}",
    )


def nonconvex(target: Expr = sigma) -> Derivation:
    """(3) is not convex where Y has an eigenvalue σ > 0: 0 lies midway between two better points. `target` is σ."""
    on_a_line = Algebra({}, (Y * v - target * v, vt * Y - target * vt, vt * v - 1), models=[])
    profile = s**4 / 2 - target * s**2
    size = sqrt(target if target.is_positive else -target)
    return Derivation(
        title="The symmetric problem is not convex",
        domain="every m and k, every symmetric Y with an eigenvalue σ > 0",
        lines=(
            on_a_line.trace_equal(
                (Y - s**2 * v * vt) * (Y - s**2 * v * vt) / 2,
                Y * Y / 2 + profile * v * vt,
                "along U = s v wᵀ with a unit eigenvector v and any unit w, where UUᵀ = s² v vᵀ",
                shown=r"\frac{1}{2} \|Y - U U^\top\|_F^2",
            ),
            sign(
                profile.subs(s, 0) - profile.subs(s, size) / 2 - profile.subs(s, -size) / 2,
                ">",
                "so at s = 0 the loss is above its mean at s = ±√σ",
            ),
        ),
        conclusion=r"\ell(0) > \frac{1}{2} \ell(U) + \frac{1}{2} \ell(-U)",
    )


def convex_without_positive_eigenvalues(curvature: int = 2) -> Derivation:
    """For Y = −AAᵀ the second derivative of the loss along each line is a sum of squares."""
    along = Algebra(
        {N: A * At},
        rates={U: H, Ut: Ht},
        transposes={U: Ut, H: Ht, A: At},
        models=[FACTORS | {A: Matrix([1, 3]), At: Matrix([[1, 3]])}],
    )
    D = H * Ut + U * Ht
    return Derivation(
        title="Without a positive eigenvalue the symmetric problem is convex",
        domain="every m and k, every Y = −AAᵀ ⪯ 0",
        lines=(
            along.names(N, "−Y"),
            along.trace_equal(
                along.rate(along.rate(loss(-N, U, Ut, HALF))),
                D * D + curvature * ((At * H) * (Ht * A) + (Ut * H) * (Ht * U)),
                "along any line U + tH: ‖D‖² + 2‖AᵀH‖² + 2‖UᵀH‖² ≥ 0, where D = HUᵀ + UHᵀ",
                shown=r"\frac{d^2}{dt^2} \frac{1}{2} \|Y - U U^\top\|_F^2",
            ),
        ),
        conclusion=r"Y \preceq 0 \;\Rightarrow\; \ell \text{ is convex}",
    )


def balanced(transposed_target: Expr = Y) -> Derivation:
    """Tied weights V = U stay tied under the asymmetric flow, and UᵀU − VᵀV = 0; there (5) runs at half the speed."""
    tied = Algebra(models=[{**FACTORS, Yt: Matrix([[3, 0], [0, -2]])}])
    U_rate, V_rate = asymmetric_flow(Y, transposed_target, U, Ut, U, Ut)
    return Derivation(
        title="Tied weights are balanced",
        domain="every m and k, every symmetric Y",
        lines=(
            tied.equal(U_rate, V_rate, "at V = U the asymmetric flow (12) moves both alike"),
            replace(
                tied.equal(2 * U_rate, factor_flow(Y, U, Ut, TWO), "and half as fast as the symmetric flow moves U"),
                lemma=ONE_SOLUTION,
            ),
        ),
        conclusion=r"U(0) = V(0) \;\Rightarrow\; U = V,\ Q = U^\top U - V^\top V = 0",
    )
