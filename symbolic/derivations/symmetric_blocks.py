"""TFHV Proposition 2, the algebra: X(t) in blocks, cut between the positive and the negative eigenvalues of Y.

In the eigenbasis of Y let Σ₊ ≻ 0 and −N ≺ 0 be the blocks of Y, U₊ and U₋ those of ΦᵀU₀, E₊ = e^{2tΣ₊}, F = E₊⁻¹ and
E₋ = e^{−2tN}. With
    K = 1 + U₋ᵀG₋U₋,  A = U₊K⁻¹U₊ᵀ,  B = A⁻¹,  Δ = B − Σ₊⁻¹,  C = BU₊K⁻¹U₋ᵀ,  Z = K⁻¹ − K⁻¹U₊ᵀBU₊K⁻¹
the blocks of X(t) are, exactly,
    X₊₊ = (Σ₊⁻¹ + FΔF)⁻¹,  X₊₋ = X₊₊ F C E₋,  X₋₋ = E₋(U₋ZU₋ᵀ)E₋ + E₋CᵀF X₊₋,
as soon as U₊ has independent rows, for any number of columns.
"""

from dataclasses import replace

from sympy import Expr, Matrix, Rational, S

from symbolic.derivation import Derivation, Line, formula
from symbolic.noncommutative import Algebra, commute, evaluate, inverse_relations, letters
from symbolic.rendering import rendered

ONE = S.One

Sigma, Sigma_inverse, N, N_inverse = letters(r"\Sigma_{+}", r"\Sigma_{+}^{-1}", "N", "N^{-1}")
Up, Upt, Um, Umt = letters("U_{+}", r"U_{+}^\top", "U_{-}", r"U_{-}^\top")
Ep, F, Em, Gp, Gm = letters("E_{+}", "F", "E_{-}", "G_{+}", "G_{-}")
K, K_inverse, M, M_inverse = letters("K", "K^{-1}", "M", "M^{-1}")
A, B, C, Ct, Delta, Z = letters("A", "B", "C", r"C^\top", r"\Delta", "Z")
Xpp, Xpm, Xmp, Xmm, R = letters("X_{++}", "X_{+-}", r"X_{+-}^\top", "X_{--}", "R")

TRANSPOSES = {Up: Upt, Um: Umt, C: Ct, Xpm: Xmp}

GP = Sigma_inverse * (Ep * Ep - 1)
GM = N_inverse * (1 - Em * Em)
COUPLING = B * Up * K_inverse * Umt
REST = K_inverse - K_inverse * Upt * B * Up * K_inverse
PUSHED = (B + Gp) * Up * M_inverse - B * Up * K_inverse
"""The identity from which all blocks follow: this is 0."""

GIVEN = {
    Xpp: Ep * Up * M_inverse * Upt * Ep,
    Xpm: Ep * Up * M_inverse * Umt * Em,
    Xmm: Em * Um * M_inverse * Umt * Em,
}
"""The blocks of (8), written as EU₀(1 + U₀ᵀGU₀)⁻¹U₀ᵀE."""


def values() -> dict[Expr, Matrix | Expr]:
    """Σ₊ = diag(1, 2), N = diag(2, 1) and width 2, at t = ½ log 2: all blocks are 2×2, of the model's one size."""
    model: dict[Expr, Matrix | Expr] = {
        Sigma: Matrix.diag(1, 2),
        Sigma_inverse: Matrix.diag(1, Rational(1, 2)),
        N: Matrix.diag(2, 1),
        N_inverse: Matrix.diag(Rational(1, 2), 1),
        Ep: Matrix.diag(2, 4),
        F: Matrix.diag(Rational(1, 2), Rational(1, 4)),
        Em: Matrix.diag(Rational(1, 4), Rational(1, 2)),
        Up: Matrix([[1, 2], [0, 1]]),
        Um: Matrix([[1, 1], [3, 0]]),
    }
    model |= {Upt: model[Up].T, Umt: model[Um].T}
    for letter, of in (
        (Gp, GP),
        (Gm, GM),
        (K, 1 + Umt * Gm * Um),
        (M, 1 + Upt * Gp * Up + Umt * Gm * Um),
    ):
        model[letter] = evaluate(of, model)
    model |= {K_inverse: model[K].inv(), M_inverse: model[M].inv()}
    model[A] = evaluate(Up * K_inverse * Upt, model)
    model[B] = model[A].inv()
    for letter, of in ((C, COUPLING), (Delta, B - Sigma_inverse), (Z, REST), *GIVEN.items()):
        model[letter] = evaluate(of, model)
    return model | {Ct: model[C].T, Xmp: model[Xpm].T, R: model[Xpp].inv()}


def splitting_lines() -> tuple[Line, ...]:
    """UᵀGU falls into the two blocks' terms, and M = K + U₊ᵀG₊U₊ with K and M positive definite."""
    model = values()
    named = Algebra({K: 1 + Umt * Gm * Um}, models=[model])
    return (
        named.names(K, "the identity plus a Gram matrix, as G₋ ⪰ 0: it has an inverse, and so has M"),
        named.equal(
            1 + Upt * Gp * Up + Umt * Gm * Um,
            K + Upt * Gp * Up,
            "what is inverted in X = EU₀(1 + U₀ᵀGU₀)⁻¹U₀ᵀE, as G is diagonal",
            shown="M",
        ),
    )


def block_lines(coupling: Expr = COUPLING) -> tuple[Line, ...]:
    """The three blocks, from U₊ with independent rows."""
    model = values()
    opaque = Algebra({M: K + Upt * Gp * Up}, inverse_relations(K, K_inverse), models=[model])
    inverse_of_A = Algebra({}, inverse_relations(A, B), models=[model])
    pushed = Algebra(
        {C: coupling, Z: REST, **GIVEN},
        (PUSHED, *inverse_relations(Ep, F), Up * K_inverse * Upt - A, *inverse_relations(A, B)),
        models=[model],
    )
    woodbury = Algebra({}, (*inverse_relations(K, K_inverse), PUSHED), models=[model])
    factored = F * (B + Gp) * F
    saturated = Algebra(
        {Gp: GP, Delta: B - Sigma_inverse},
        (*inverse_relations(Ep, F), *inverse_relations(Sigma, Sigma_inverse), *_commuting()),
        models=[model],
    )
    solved = Algebra(
        {}, (Sigma_inverse * Xpp + F * Delta * F * Xpp - 1, *inverse_relations(Sigma, Sigma_inverse)), models=[model]
    )
    transposed = K_inverse * Upt * B
    return (
        opaque.equal((1 + Up * K_inverse * Upt * Gp) * Up, Up * K_inverse * M, "expand, with K⁻¹K = 1"),
        inverse_of_A.equal(
            B * (1 + A * Gp) * Up * M_inverse,
            (B + Gp) * Up * M_inverse,
            "so this is BU₊K⁻¹, with A = U₊K⁻¹U₊ᵀ, which is positive definite as U₊ has independent rows, and B = A⁻¹",
        ),
        pushed.equal(factored * Xpp, ONE, "so X₊₊ is the inverse of R = F(B + G₊)F; both are square"),
        saturated.equal(factored, Sigma_inverse + F * Delta * F, "with Δ = B − Σ₊⁻¹ and F = E₊⁻¹", shown="R"),
        solved.equal(Xpp - Sigma, -Sigma * F * Delta * F * Xpp, "as RX₊₊ = 1"),
        pushed.equal(factored * Xpm, F * C * Em, "with C = BU₊K⁻¹U₋ᵀ: so X₊₋ = X₊₊FCE₋"),
        woodbury.equal(
            K_inverse * (K + Upt * Gp * Up) * M_inverse,
            M_inverse + K_inverse * Upt * (B * Up * K_inverse - B * Up * M_inverse),
            "this is K⁻¹, as MM⁻¹ = 1: so M⁻¹ = Z + K⁻¹U₊ᵀBU₊M⁻¹, with Z = K⁻¹ − K⁻¹U₊ᵀBU₊K⁻¹",
        ),
        replace(
            pushed,
            stands_for={Z: REST, Xpm: GIVEN[Xpm], Xmm: GIVEN[Xmm]},
            relations=(K_inverse * Upt * B * Up * M_inverse - M_inverse + REST, *inverse_relations(Ep, F)),
        ).equal(
            Xmm,
            Em * Um * Z * Umt * Em + Em * (Um * transposed) * F * Xpm,
            "put in; CᵀF X₊₋ = U₋K⁻¹U₊ᵀB F X₊₋",
        ),
    )


def _commuting() -> tuple[Expr, ...]:
    return commute((Ep, Sigma), (F, Sigma), (Ep, Sigma_inverse), (F, Sigma_inverse))


def blocks(coupling: Expr = COUPLING) -> Derivation:
    """The blocks of X(t), for every t ≥ 0."""
    return Derivation(
        title="The solution in blocks",
        domain="every size and width, every invertible symmetric Y of any sign, every U₀ whose positive part U₊ has "
        "independent rows, every t ≥ 0",
        lines=(*splitting_lines(), *block_lines(coupling)),
        conclusion=formula(Xpp, rf"\left({rendered(Sigma_inverse + F * Delta * F)}\right)^{{-1}}")
        + r",\quad "
        + formula(Xpm, Xpp * F * C * Em)
        + r",\quad "
        + formula(Xmm, Em * Um * Z * Umt * Em + Em * Ct * F * Xpm),
    )
