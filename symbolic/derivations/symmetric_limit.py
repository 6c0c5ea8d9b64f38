"""TFHV Proposition 2 and (10): X(t) → Ỹ, how fast, and with which constants; the letters are those of the blocks.

Explicit are the limits of e^{2t|Y|}(X(t) − Ỹ)e^{2t|Y|}, entry by entry, and of e^{4tσ_min}(X(t) − Ỹ), and a C with
which (10) holds for every t ≥ 0.
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
    Ep,
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
    Xpp,
    Z,
    block_lines,
    splitting_lines,
    values,
)
from symbolic.derivations.symmetric_condition import condition
from symbolic.noncommutative import Algebra, commute, evaluate, inverse_relations, letters
from symbolic.symbols import least, p, q, t

ZERO, ONE = S.Zero, S.One
CONTINUITY = "sums, products and inverses of matrices are continuous"
ORDER = "0 ≺ P ⪯ Q gives Q⁻¹ ⪯ P⁻¹"
NORMS = "‖PQ‖ ≤ ‖P‖‖Q‖, ‖P‖_F ≤ √m‖P‖, −b ⪯ P ⪯ c gives ‖P‖ ≤ max(b, c), and blocks P, Q, Qᵀ, R give ‖P‖ + ‖Q‖ + ‖R‖"

Pi, Pim, H, Q, Qt, Em_inverse = letters(r"\Pi", r"\Pi_{-}", "H", "Q", r"Q^\top", "E_{-}^{-1}")
C_end, C_end_t, Z_end, K_end, K_end_inverse = letters(
    r"C_{\infty}", r"C_{\infty}^\top", r"Z_{\infty}", r"K_{\infty}", r"K_{\infty}^{-1}"
)
s_1, d, h, a, b = (Symbol(name, positive=True) for name in (r"\sigma_1", "d", "h", "a", "b"))
chi = Symbol("chi", positive=True)
CONSTANT = s_1 * chi * d + chi * h * a * b + b**2
"""C over √m."""
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


ENTRYWISE = (Sigma - Sigma * H * Sigma, Sigma * C_end, Um * Z_end * Umt)
"""The limits of the blocks of e^{2t|Y|}(X(t) − Ỹ)e^{2t|Y|} in the eigenbasis of Y."""
FIRST = -(least**2) * Pi * H * Pi + least * Pi
"""The first block of the limit of e^{4tσ_min}(X(t) − Ỹ)."""
ENDS = {Q: Sigma, Qt: Sigma, F: ZERO, Delta: H - Sigma_inverse, C: C_end, Ct: C_end_t, Z: Z_end}
"""What the letters tend to."""


def entrywise(first: Expr = ENTRYWISE[0]) -> Derivation:
    """e^{2t|Y|}(X(t) − Ỹ)e^{2t|Y|} tends to the blocks of ENTRYWISE, the first of which is `first`."""
    commuting = commute((Ep, Sigma), (F, Sigma))
    inverses = (*inverse_relations(Ep, F), *inverse_relations(Em, Em_inverse))
    error = -Sigma * F * Delta * F * Xpp
    named = {Q: F * Xpp * Ep, Qt: Ep * Xpp * F}
    exact = Algebra(named, (*inverses, *commuting))
    solved = Algebra(named, (Xpp - Sigma - error, *inverses, *commuting))
    at_the_end = Algebra({}, inverse_relations(Sigma, Sigma_inverse), models=[_limit_model()])
    blocks = (
        (r"E_{+} (X_{++} - \Sigma_{+}) E_{+}", Ep * error * Ep, -Sigma * Delta * Q, first),
        ("E_{+} X_{+-} E_{-}^{-1}", Ep * Xpp * F * C * Em * Em_inverse, Qt * C, ENTRYWISE[1]),
        (
            "E_{-}^{-1} X_{--} E_{-}^{-1}",
            Em_inverse * (Em * Um * Z * Umt * Em + Em * Ct * F * Xpp * F * C * Em) * Em_inverse,
            Um * Z * Umt + Ct * F * Xpp * F * C,
            ENTRYWISE[2],
        ),
    )
    scaled = tuple(exact.equal(left, right, "Q = FX₊₊E₊", shown=shown) for shown, left, right, _ in blocks)
    limits = tuple(
        replace(
            at_the_end.equal(
                right.xreplace(ENDS),
                end,
                "as Q → Σ₊, F → 0, B → H, C → C∞ and Z → Z∞",
                shown=rf"\lim_{{t \to \infty}} {shown}",
            ),
            lemma=CONTINUITY,
        )
        for shown, _, right, end in blocks
    )
    return Derivation(
        title="How fast each entry converges, in the eigenbasis of Y",
        domain=DOMAIN,
        lines=(
            _end_of_K(),
            *scaled,
            replace(
                solved.equal(F * Xpp * Ep, Sigma - Sigma * F * F * Delta * Q, "so Q = (1 + Σ₊F²Δ)⁻¹Σ₊ → Σ₊", shown="Q"),
                lemma=CONTINUITY,
            ),
            *limits,
        ),
        conclusion=r"\lim_{t \to \infty} e^{2t|Y|} (X(t) - \tilde{Y}) e^{2t|Y|} = "
        + _in_blocks(first, *ENTRYWISE[1:])
        + rf",\quad {_ends()}",
    )


def _in_blocks(first: Expr, second: Expr, third: Expr) -> str:
    rows = rf"{formula(first)} & {formula(second)} \\ \cdot & {formula(third)}"
    return rf"\Phi \begin{{pmatrix}}{rows}\end{{pmatrix}} \Phi^\top"


def sharp_constant(first: Expr = FIRST) -> Derivation:
    """The limit of e^{4tσ_min}(X(t) − Ỹ), block by block; `first` is that of X₊₊ − Σ₊."""
    projected = Algebra({}, (Pi * Sigma - least * Pi, Sigma * Pi - least * Pi, Pi * Pi - Pi), models=[_limit_model()])
    ends = (first, least * Pi * C_end * Pim, Pim * Um * Z_end * Umt * Pim)
    whys = ("the first block, as Π projects on the eigenvectors of σ_min", "the second, likewise", "and the third")
    sides = ((Pi, Pi), (Pi, Pim), (Pim, Pim))
    return Derivation(
        title="The sharp constant of the convergence",
        domain=f"{DOMAIN}; Π and Π₋ project on the eigenvectors of σ_min and of −σ_min, and are 0 if there are none",
        lines=(
            equal(
                exp(4 * t * least) * exp(-2 * t * (least + p)) * exp(-2 * t * (least + q)),
                exp(-2 * t * (p + q)),
                "by how much an entry grows less than that of the entrywise limit, where |σ_i| = σ_min + p and "
                "|σ_j| = σ_min + q: not at all if p = q = 0, and else it tends to 0",
            ),
            *(
                projected.equal(left * block * right, end, why)
                for (left, right), block, end, why in zip(sides, ENTRYWISE, ends, whys, strict=True)
            ),
        ),
        conclusion=r"\lim_{t \to \infty} e^{4t\sigma_{\min}} (X(t) - \tilde{Y}) = "
        + _in_blocks(*ends)
        + rf",\quad {_ends()}",
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


def _end_of_K() -> Line:
    """What K tends to."""
    return replace(
        Algebra({}, models=[values()]).equal(
            (1 + Umt * GM * Um).subs(Em, ZERO),
            1 + Umt * N_inverse * Um,
            "as E₋ → 0; and with K, B → H, C → C∞ and Z → Z∞; and F → 0",
            shown=r"\lim_{t \to \infty} K",
        ),
        lemma=CONTINUITY,
    )


def bound_lines() -> tuple[Line, ...]:
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
                R - 1 / chi,
                F * (B - 1 / chi) * F + (Sigma_inverse - 1 / chi) * (1 - F * F),
                "the inverse of X₊₊, less 1/χ, is ⪰ 0, as σ_i ≤ χ and F ⪯ 1 are diagonal: so X₊₊ ⪯ χ",
            ),
            lemma=ORDER,
        ),
    )


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
