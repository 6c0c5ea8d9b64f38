"""The closed form again for n = 2, entry by entry: rational functions of the entries of W̃₀, the σ's and exponentials.

Nothing here knows that matrices were meant: each entry solves its own scalar equation.
"""

from sympy import Expr, Matrix, Symbol, eye

from symbolic.derivation import Derivation, define, equal, formula, solves, starts
from symbolic.derivations.closed_form import Solution
from symbolic.flows import product_flow
from symbolic.solutions import closed_form, growth, growth_integral
from symbolic.symbols import c, sigma_1, sigma_2, t

E_1, E_2, G_1, G_2, D = (Symbol(name) for name in ("E_1", "E_2", "G_1", "G_2", "D"))
a_11, a_12, a_22 = (Symbol(name) for name in ("a_11", "a_12", "a_22"))
w_11, w_12, w_22 = (Symbol(name) for name in ("w_11", "w_12", "w_22"))

START = Matrix([[a_11, a_12], [a_12, a_22]])
UNKNOWN = Matrix([[w_11, w_12], [w_12, w_22]])
STARTS = {w_11: a_11, w_12: a_12, w_22: a_22}

DETERMINANT = a_11 * a_22 - a_12**2
DENOMINATOR = 1 + G_1 * a_11 + G_2 * a_22 + G_1 * G_2 * DETERMINANT
ENTRIES = {
    w_11: E_1**2 * (a_11 + G_2 * DETERMINANT) / D,
    w_12: E_1 * E_2 * a_12 / D,
    w_22: E_2**2 * (a_22 + G_1 * DETERMINANT) / D,
}


def entry_by_entry(second: Expr = sigma_2, solution: Solution = closed_form) -> Derivation:
    """Each entry of W̃ for Σ = diag(σ₁, `second`) solves its own equation and starts where W̃₀ does (MV (5))."""
    diagonal = {
        E_1: growth(sigma_1, c, t),
        E_2: growth(second, c, t),
        G_1: growth_integral(sigma_1, c, t),
        G_2: growth_integral(second, c, t),
    }
    K = eye(2) + Matrix.diag(G_1, G_2) * START
    W = solution(Matrix.diag(E_1, E_2), START, K.adjugate() / D)
    in_full = {w: entry.subs(D, DENOMINATOR).subs(diagonal) for w, entry in ENTRIES.items()}
    field = product_flow(Matrix.diag(sigma_1, second), UNKNOWN, c).expand()
    places = {w_11: (0, 0), w_12: (0, 1), w_22: (1, 1)}
    return Derivation(
        title="The closed form for n = 2, entry by entry" + (", with σ₂ = 0" if second == 0 else ""),
        domain=f"{'σ₁ > 0 = σ₂' if second == 0 else 'every σ₁, σ₂ > 0'}, every symmetric W̃₀, c and t with D ≠ 0",
        lines=(
            equal(K.det(), DENOMINATOR, "the determinant of 1 + GW̃₀", shown="D"),
            *(equal(W[at], ENTRIES[w], "by Cramer's rule", shown=formula(w)) for w, at in places.items()),
            equal(W[1, 0], ENTRIES[w_12], "the matrix is symmetric", shown="w_{21}"),
            *(define(symbol, entry, "by (6)") for symbol, entry in diagonal.items()),
            *(solves(w, in_full[w], field[at], "the entry, put in", others=in_full) for w, at in places.items()),
            *(starts(w, in_full[w], start, "its start") for w, start in STARTS.items()),
        ),
        conclusion=r",\quad ".join(formula(w, entry) for w, entry in ENTRIES.items())
        + r",\quad "
        + formula(D, DENOMINATOR),
    )
