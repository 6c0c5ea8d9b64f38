"""TFHV Proposition 2: what its condition on X₀ says, what happens without it, and that Ỹ is what one would want.

The letters are those of the blocks: U₊ holds the rows of ΦᵀU₀ that belong to positive eigenvalues of Y.
"""

from dataclasses import replace

from sympy import Expr, Integer, Matrix, S, Symbol, exp, eye

from symbolic.derivation import Derivation, limit, solves, starts
from symbolic.derivations.symmetric_blocks import GIVEN, Ep, F, N, Um, Umt, Up, Upt, Xpp, values
from symbolic.flows import product_flow
from symbolic.noncommutative import Algebra, letters
from symbolic.solutions import growth, growth_integral
from symbolic.symbols import delta, t

ZERO, ONE, TWO = S.Zero, S.One, Integer(2)

wp, wpt, wm, wmt, v, vt = letters("w_{+}", r"w_{+}^\top", "w_{-}", r"w_{-}^\top", "v", r"v^\top")
P, Pt, J, Jt = letters("P", r"P^\top", "J", r"J^\top")
N_root, X, Y_plus, Y_minus, V, Vt = letters("N^{1/2}", "X", r"\tilde{Y}", "Y_{-}", "V", r"V^\top")


def condition(weight: Expr = ONE) -> Derivation:
    """L = Ŷ + X₀ − Ỹ = diag(0, N) + X₀ is nonsingular if and only if U₊ has independent rows."""
    model = {N: Matrix([[4, 0], [0, 9]]), N_root: Matrix([[2, 0], [0, 3]]), Up: eye(2), Upt: eye(2), Um: eye(2)}
    vectors = {wp: Matrix([1, 1]), wm: Matrix([1, 2])}
    model |= {Umt: eye(2)} | vectors | {wpt: vectors[wp].T, wmt: vectors[wm].T}
    parts = Algebra({N: N_root * N_root}, transposes={Up: Upt, Um: Umt, wp: wpt, wm: wmt}, models=[model])
    image = Upt * wp + Umt * wm
    missing = Algebra({}, (Upt * v, vt * Up), models=[])
    return Derivation(
        title="What the condition on the start says",
        domain="every m and k, every invertible symmetric Y of any sign, every X₀ = U₀U₀ᵀ ⪰ 0",
        lines=(
            parts.equal(
                wpt * Up * image + wmt * Um * image + weight * wmt * N * wm,
                parts.transpose(image) * image + (wmt * N_root) * (N_root * wm),
                "wᵀLw for the matrix L = Ŷ + X₀ − Ỹ, Ŷ times the one of the condition: |U₀ᵀw|² + |N^{1/2}w₋|², "
                "so Lw = 0 needs w₋ = 0 and U₊ᵀw₊ = 0",
            ),
            missing.equal(Up * Upt * v, ZERO, "and where U₊ᵀv = 0, L maps (v, 0) to 0 in the first block"),
            missing.equal(Um * Upt * v, ZERO, "and in the second"),
        ),
        conclusion=r"\det\bigl(I + \hat{Y}^{-1} (X_0 - \tilde{Y})\bigr) \ne 0 \;\Leftrightarrow\; "
        r"U_{+} U_{+}^\top \succ 0",
    )


def needs_its_condition(missed: Expr = ZERO) -> Derivation:
    """If vᵀU₊ = `missed`·vᵀ with 0, then X₊₊ is singular for every t, and Σ₊ is not."""
    model = values() | {v: Matrix([0, 1]), vt: Matrix([[0, 1]])}
    known = Algebra({Xpp: GIVEN[Xpp]}, (F * Ep - 1, vt * Up - missed * vt), models=[model])
    return Derivation(
        title="Without the condition X(t) does not converge to Ỹ",
        domain="every m and k, every invertible symmetric Y of any sign, every X₀ = U₀U₀ᵀ with vᵀU₊ = 0 for some v ≠ 0",
        lines=(
            replace(
                known.equal(
                    (vt * F) * Xpp,
                    ZERO,
                    "X₊₊ is singular for every t, so det X₊₊ = 0; in the limit too, but det Σ₊ > 0",
                ),
                lemma="the determinant is continuous",
            ),
        ),
        conclusion=r"U_{+}^\top v = 0 \ne v \;\Rightarrow\; X(t) \not\to \tilde{Y}",
    )


def missed(second: Expr = ZERO) -> Derivation:
    """Y = diag(2, 1) from u = (1, 1), X₀ = uuᵀ: X(t) → diag(2, `second`) with 0, although u misses no eigenvector."""
    E, G = (Matrix([entry(TWO, TWO, t), entry(ONE, TWO, t)]) for entry in (growth, growth_integral))
    X_t = E * E.T / (1 + sum(G))
    field = product_flow(Matrix.diag(2, 1), X_t, TWO)
    entries = {
        (0, 0): (Symbol("x_{11}"), TWO),
        (0, 1): (Symbol("x_{12}"), ZERO),
        (1, 1): (Symbol("x_{22}"), second),
    }
    late = {exp(2 * n * t): delta**-n for n in (2, 3, 4)}
    return Derivation(
        title="A start of too low a rank",
        domain="Y = diag(2, 1), U₀ = (1, 1)ᵀ (and columns of zeros), t ≥ 0",
        lines=(
            *(solves(x, X_t[at], field[at], "X = Euuᵀ E/(1 + uᵀGu), put into (5)") for at, (x, _) in entries.items()),
            *(starts(x, X_t[at], ONE, "from uuᵀ") for at, (x, _) in entries.items()),
            *(
                limit(X_t[at].subs(late), {delta: ZERO}, end, "as t → ∞, where δ = e^{−2t}")
                for at, (_, end) in entries.items()
            ),
        ),
        conclusion=rf"\lim_{{t \to \infty}} X(t) = \operatorname{{diag}}(2, {second}) \ne Y",
    )


def projection(cross: int = 2) -> Derivation:
    """‖Y − X‖² = ‖Y − Ỹ‖² + ‖X − Ỹ‖² + 2 tr(Y₋X) for Y = Ỹ − Y₋ with ỸY₋ = 0: Ỹ is the one nearest X ⪰ 0."""
    model = {
        Y_plus: Matrix.diag(2, 0),
        Y_minus: Matrix.diag(0, 4),
        N_root: Matrix.diag(0, 2),
        V: Matrix([[1, 1], [1, 0]]),
    }
    model |= {Vt: model[V].T, X: model[V] * model[V].T}
    apart = Algebra({}, (Y_plus * Y_minus, Y_minus * Y_plus), models=[model])
    gram = Algebra({Y_minus: N_root * N_root, X: V * Vt}, transposes={V: Vt}, models=[model])
    residual = Y_plus - Y_minus - X
    return Derivation(
        title="The positive part is the projection on the positive semidefinite matrices",
        domain="every m, every symmetric Y = Ỹ − Y₋ with Ỹ, Y₋ ⪰ 0 and ỸY₋ = 0, every X = VVᵀ ⪰ 0",
        lines=(
            apart.trace_equal(
                residual * residual,
                Y_minus * Y_minus + (X - Y_plus) * (X - Y_plus) + cross * Y_minus * X,
                "expand, with ỸY₋ = 0; under the trace factors may be turned around",
                shown=r"\|Y - X\|_F^2",
            ),
            gram.trace_equal(
                Y_minus * X,
                (N_root * V) * (Vt * N_root),
                "the last term is ‖Y₋^{1/2}V‖² ≥ 0: so no X is nearer to Y than Ỹ, and none but Ỹ is as near",
            ),
        ),
        conclusion=r"\|Y - X\|_F^2 = \|Y - \tilde{Y}\|_F^2 + \|X - \tilde{Y}\|_F^2 + "
        + rf"{cross} \operatorname{{tr}}(Y_{{-}} X)",
    )


def almost_surely(unit: Expr = Jt * J) -> Derivation:
    """det U₊U₊ᵀ is 1 at some U₀ if k ≥ p, so it is no zero polynomial, and always 0 if k < p; `unit` is what is 1."""
    model = {P: Matrix([[3, 0], [4, 0], [0, 5]]) / 5, J: Matrix([[1, 0], [0, 1], [0, 0]])}
    model |= {Pt: model[P].T, Jt: model[J].T}
    somewhere = Algebra({}, (Pt * P - 1, Jt * J - 1), transposes={P: Pt, J: Jt}, models=[model])
    deficient = Algebra({}, (vt * Up,))
    return Derivation(
        title="A random start meets the condition",
        domain="every m, p positive eigenvalues among them, every width k ≥ p (so every k ≥ m), every density of U₀",
        lines=(
            somewhere.equal(unit, ONE, "p ≤ k orthonormal columns J of length k; P are the eigenvectors with σ_i > 0"),
            replace(
                somewhere.equal(
                    (Pt * (P * Jt)) * ((J * Pt) * P),
                    ONE,
                    "at U₀ = PJᵀ, where U₊ = PᵀU₀: the determinant of U₊U₊ᵀ, a polynomial in the entries of U₀, "
                    "is 1 there, so it is not 0, and vanishes almost nowhere",
                    shown=r"U_{+} U_{+}^\top",
                ),
                lemma="the zeros of a polynomial that is not 0 have measure 0",
            ),
            deficient.equal(
                vt * Up * Upt, ZERO, "for k < p the p rows depend, vᵀU₊ = 0 for some v ≠ 0, and det U₊U₊ᵀ = 0 always"
            ),
        ),
        conclusion=r"k \ge p \;\Rightarrow\; U_{+} U_{+}^\top \succ 0 \text{ almost surely}",
    )
