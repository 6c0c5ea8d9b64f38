"""TFHV Proposition 2 and (10): X(t) → Ỹ, how fast, and with which constants; the letters are those of the blocks.

The limit of e^{4tσ_min}(X(t) − Ỹ) is explicit, and so is a C with which (10) holds for every t ≥ 0.
"""

from collections.abc import Mapping
from dataclasses import replace

from sympy import Expr, Integer, Matrix, Rational, S, Symbol, exp

from symbolic.derivation import Derivation, Line, equal, formula, sign
from symbolic.derivations.symmetric_blocks import (
    COUPLING,
    GM,
    REST,
    A,
    B,
    C,
    Ct,
    Delta,
    Em,
    F,
    K,
    K_inverse,
    N_inverse,
    R,
    Sigma,
    Sigma_inverse,
    Um,
    Umt,
    Up,
    Upt,
    Xmm,
    Xpm,
    Xpp,
    Z,
    block_lines,
    splitting_lines,
    values,
)
from symbolic.derivations.symmetric_condition import condition
from symbolic.noncommutative import Algebra, commute, evaluate, letters
from symbolic.symbols import least, p, t

ZERO, ONE, TWO = S.Zero, S.One, Integer(2)
CONTINUITY = "sums, products and inverses of matrices are continuous"
ORDER = "0 ≺ P ⪯ Q gives Q⁻¹ ⪯ P⁻¹"
NORMS = "‖PQ‖ ≤ ‖P‖‖Q‖, and −b ⪯ P ⪯ c gives ‖P‖ ≤ max(b, c)"

wp, wpt, wm, wmt, v, vt = letters("w_{+}", r"w_{+}^\top", "w_{-}", r"w_{-}^\top", "v", r"v^\top")
N_root, J, Jm, Pi, Pim, H = letters("N^{1/2}", "J", "J_{-}", r"\Pi", r"\Pi_{-}", "H")
C_end, C_end_t, Z_end, K_end, K_end_inverse = letters(
    r"C_{\infty}", r"C_{\infty}^\top", r"Z_{\infty}", r"K_{\infty}", r"K_{\infty}^{-1}"
)
growing, chi = Symbol("g", positive=True), Symbol("chi", positive=True)
s_1, d, h, a, b = (Symbol(name, positive=True) for name in (r"\sigma_1", "d", "h", "a", "b"))
DOMAIN = "every m and k, every invertible symmetric Y of any sign, every X₀ = U₀U₀ᵀ that meets the condition"


def _limit_model() -> Mapping[Expr, Matrix | Expr]:
    """σ_min = 1, an eigenvalue of Σ₊ = diag(1, 2) and of N = diag(1, 3)."""
    both = {Pi: Matrix.diag(1, 0), Pim: Matrix.diag(1, 0)}
    return both | {
        Sigma: Matrix.diag(1, 2),
        Sigma_inverse: Matrix.diag(1, Rational(1, 2)),
        H: Matrix([[3, 1], [1, 2]]),
        C_end: Matrix([[1, 2], [3, 4]]),
        least: ONE,
    }


FIRST = -(least**2) * Pi * H * Pi + least * Pi
ENDS = {
    J: Pi, Jm: Pim, Xpp: Sigma, Xpm: ZERO, Delta: H - Sigma_inverse, C: C_end, Ct: C_end_t, Z: Z_end
}  # fmt: skip
"""What the letters tend to."""


def sharp_constant(first: Expr = FIRST) -> Derivation:
    """The limits of e^{4tσ_min}(X(t) − Ỹ), block by block; `first` is that of X₊₊ − Σ₊."""
    scaled = Algebra({J: growing * F, Jm: growing * Em}, commute((Sigma, F)))
    at_the_end = Algebra(
        {},
        (
            Pi * Sigma - least * Pi,
            Sigma * Pi - least * Pi,
            Pi * Pi - Pi,
            Pi * Sigma_inverse - Pi / least,
            Sigma_inverse * Pi - Pi / least,
        ),
        models=[_limit_model()],
    )
    blocks = (
        (Xpp - Sigma, -Sigma * F * Delta * F * Xpp, -Sigma * J * Delta * J * Xpp, first),
        (Xpm, Xpp * F * C * Em, Xpp * J * C * Jm, least * Pi * C_end * Pim),
        (
            Xmm,
            Em * Um * Z * Umt * Em + Em * Ct * F * Xpm,
            Jm * Um * Z * Umt * Jm + Jm * Ct * J * Xpm,
            Pim * Um * Z_end * Umt * Pim,
        ),
    )
    errors = tuple(
        scaled.equal(growing**2 * error, shared, "J = gF and J₋ = gE₋", shown=formula(growing**2 * name))
        for name, error, shared, _ in blocks
    )
    limits = tuple(
        replace(
            at_the_end.equal(
                shared.xreplace(ENDS),
                end,
                "as J → Π, J₋ → Π₋, X₊₊ → Σ₊, X₊₋ → 0, B → H, C → C∞ and Z → Z∞; ΠΣ₊ = σ_min Π",
                shown=rf"\lim_{{t \to \infty}} {formula(growing**2 * name)}",
            ),
            lemma=CONTINUITY,
        )
        for name, _, shared, end in blocks
    )
    shown = [formula(end) for *_, end in blocks]
    return Derivation(
        title="The sharp constant of the convergence",
        domain=f"{DOMAIN}; Π and Π₋ project on the eigenvectors of σ_min and of −σ_min, and are 0 if there are none",
        lines=(*_end_lines(), *errors, *limits),
        conclusion=r"\lim_{t \to \infty} e^{4t\sigma_{\min}} (X(t) - \tilde{Y}) = \Phi \begin{pmatrix}"
        + rf"{shown[0]} & {shown[1]} \\ \cdot & {shown[2]}"
        + rf"\end{{pmatrix}} \Phi^\top,\quad {_ends()}",
    )


def _ends() -> str:
    return r",\ ".join(
        (
            formula(K_end, 1 + Umt * N_inverse * Um),
            formula(H, r"(U_{+} K_{\infty}^{-1} U_{+}^\top)^{-1}"),
            formula(C_end, COUPLING.subs({B: H, K_inverse: K_end_inverse})),
            formula(Z_end, REST.subs({B: H, K_inverse: K_end_inverse})),
        )
    )


def _end_lines() -> tuple[Line, ...]:
    """What gF, gE₋ and K tend to, with g = e^{2tσ_min}."""
    return (
        equal(
            exp(2 * t * least) * exp(-2 * t * (least + p)),
            exp(-2 * t * p),
            "an entry of gF or gE₋ where |σ| = σ_min + p, g = e^{2tσ_min}: it stays 1 if p = 0, and else tends to 0",
        ),
        replace(
            Algebra({}, models=[values()]).equal(
                (1 + Umt * GM * Um).subs(Em, ZERO),
                1 + Umt * N_inverse * Um,
                "as E₋ → 0; so B → H, C → C∞ and Z → Z∞, and X₊₊ → Σ₊, as F → 0",
                shown=r"\lim_{t \to \infty} K",
            ),
            lemma=CONTINUITY,
        ),
    )


def bound_lines(least_of_B: Expr = ONE) -> tuple[Line, ...]:
    """‖X(t) − Ỹ‖ in terms of a = ‖U₊‖, b = ‖U₋‖, h = ‖H‖, and χ = max(a², σ₁), for every t ≥ 0."""
    model = values()
    model |= {chi: Integer(9), K_end: evaluate(1 + Umt * N_inverse * Um, model)}
    plain = Algebra({K: 1 + Umt * GM * Um, K_end: 1 + Umt * N_inverse * Um}, commute((N_inverse, Em)), models=[model])
    ordered = Algebra({A: Up * K_inverse * Upt}, models=[model])
    reciprocal = Algebra(
        {R: Sigma_inverse + F * Delta * F, Delta: B - Sigma_inverse}, commute((F, Sigma_inverse)), models=[model]
    )
    return (
        plain.equal(K_end - K, (Umt * Em) * N_inverse * (Em * Um), "a positive semidefinite matrix, so 1 ⪯ K ⪯ K∞"),
        replace(
            ordered.equal(
                Up * Upt - A, Up * (1 - K_inverse) * Upt, "and K∞⁻¹ ⪯ K⁻¹ ⪯ 1, so this is ⪰ 0, and A ⪯ a² ⪯ χ"
            ),
            lemma=ORDER,
        ),
        replace(
            ordered.equal(
                A - Up * K_end_inverse * Upt,
                Up * (K_inverse - K_end_inverse) * Upt,
                "is ⪰ 0 too: so B = A⁻¹ lies between 1/χ and H, and Δ = B − Σ₊⁻¹ between −1/σ₊ and h: ‖Δ‖ ≤ d",
            ),
            lemma=ORDER,
        ),
        replace(
            reciprocal.equal(
                R - least_of_B / chi,
                F * (B - 1 / chi) * F + (Sigma_inverse - 1 / chi) * (1 - F * F),
                "the inverse of X₊₊, less 1/χ, is ⪰ 0, as σ_i ≤ χ and F ⪯ 1 are diagonal: so X₊₊ ⪯ χ",
            ),
            lemma=ORDER,
        ),
    )


CONSTANT = s_1 * chi * d + chi * h * a * b + b**2


def final_line(constant: Expr = CONSTANT) -> Line:
    """The blocks' norms together against `constant`·ε² with ε = e^{−2tσ_min}."""
    f, e, decay = (Symbol(name, positive=True) for name in ("f", "e", "epsilon"))
    slower, slower_still = (Symbol(name, nonnegative=True) for name in ("q_{1}", "q_{2}"))
    norms = s_1 * f**2 * d * chi + chi * f * h * a * b * e + b**2 * e**2
    line = sign(
        constant * decay**2 - norms,
        ">=",
        "‖X₊₊ − Σ₊‖ + ‖X₊₋‖ + ‖X₋₋‖ is at most what is subtracted, as ‖F‖ = f ≤ ε, ‖E₋‖ = e ≤ ε, ‖C‖ ≤ hab and "
        "M⁻¹ ⪯ 1; and ‖X − Ỹ‖_F is at most √m times that sum",
        where={f: decay / (1 + slower), e: decay / (1 + slower_still)},
    )
    return replace(line, lemma=NORMS)


BOUND = (
    r"\|X(t) - \tilde{Y}\|_F \le \sqrt{m}\, (\sigma_1 \chi d + \chi h a b + b^2)\, e^{-4t\sigma_{\min}(Y)},\quad "
    r"a = \|U_{+}\|,\ b = \|U_{-}\|,\ h = \|H\|,\ \chi = \max(a^2, \sigma_1),\ d = \max(h, 1/\sigma_{+}),\quad "
    r"H = \bigl(U_{+} (1 + U_{-}^\top N^{-1} U_{-})^{-1} U_{+}^\top\bigr)^{-1}"
)


def rate(constant: Expr = CONSTANT) -> Derivation:
    """(10) with an explicit C, for every t ≥ 0."""
    return Derivation(
        title="The rate (10), with a constant",
        domain=f"{DOMAIN}, every t ≥ 0; σ₁ and σ₊ are the largest and the least positive eigenvalue, "
        "norms of blocks that are absent are 0",
        lines=(*bound_lines(), final_line(constant)),
        conclusion=BOUND,
    )


def proposition_2(coupling: Expr = COUPLING) -> Derivation:
    """X(t) → Ỹ, by (10)."""
    return Derivation(
        title="Convergence from any start that meets the condition",
        domain=f"{DOMAIN}, every t ≥ 0",
        lines=(*condition().lines, *splitting_lines(), *block_lines(coupling), *bound_lines(), final_line()),
        conclusion=BOUND,
    )
