"""The asymmetric problem with its imbalance regularized: TFHV §4, equations (24)–(27).

The factors are stacked into R = [Ū; V̄]. With J_m = [1; 0] and J_n = [0; 1], the columns of the identity that belong
to either half, this is R = J_mŪ + J_nV̄: so matrices of blocks are letters too, and hold for blocks of every size.
"""

from sympy import Expr, Rational

from paper import implements
from symbolic.imbalanced import asymmetric_flow

HALF = Rational(1, 2)
EIGHTH = Rational(1, 8)  # the weight of the penalty in (27)


@implements("stacked-factors")
def stacked(J_m: Expr, J_n: Expr, upper: Expr, lower: Expr) -> Expr:
    """[upper; lower], such as R of TFHV (24)."""
    return J_m * upper + J_n * lower


@implements("stacked-factors")
def stacked_data(J_m: Expr, J_mt: Expr, J_n: Expr, J_nt: Expr, Sigma: Expr, Sigma_t: Expr) -> Expr:
    """S = [[0, Σ], [Σᵀ, 0]] of TFHV (24)."""
    return J_m * Sigma * J_nt + J_n * Sigma_t * J_mt


@implements("stacked-factors")
def signature(J_m: Expr, J_mt: Expr, J_n: Expr, J_nt: Expr) -> Expr:
    """S̄ = ½[[1, 0], [0, −1]] of TFHV (24)."""
    return HALF * (J_m * J_mt - J_n * J_nt)


@implements("riccati-like-flow")
def stacked_flow(R: Expr, R_t: Expr, S: Expr, S_bar: Expr, imbalance: Expr) -> Expr:
    """Ṙ = SR − ½RRᵀR + S̄RΛ, TFHV (25)."""
    return S * R - HALF * R * R_t * R + S_bar * R * imbalance


@implements("regularized-flow")
def regularized_flow(
    Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr, imbalance: Expr, pull: Expr = HALF
) -> tuple[Expr, Expr]:
    """TFHV (26): the asymmetric flow, and `pull` times the imbalance's error; the paper's `pull` is ½."""
    U_rate, V_rate = asymmetric_flow(Y, Yt, U, Ut, V, Vt)
    error = Ut * U - Vt * V - imbalance
    return U_rate - pull * U * error, V_rate + pull * V * error


@implements("regularized-problem")
def penalty(U: Expr, Ut: Expr, V: Expr, Vt: Expr, imbalance: Expr, weight: Expr = EIGHTH) -> Expr:
    """The matrix whose trace is the penalty of TFHV (27), ⅛‖ŪᵀŪ − V̄ᵀV̄ − Λ‖²_F."""
    error = Ut * U - Vt * V - imbalance
    return weight * error * error


@implements("flow-with-uniform-imbalance")
def uniform_flow(S_tilde: Expr, R: Expr, R_t: Expr) -> Expr:
    """Ṙ = S̃R − ½RRᵀR, TFHV (29)."""
    return S_tilde * R - HALF * R * R_t * R


@implements("uniform-imbalance-closed-form")
def growth_integral(S_tilde_inverse: Expr, growth: Expr) -> Expr:
    """½S̃⁻¹(e^{2tS̃} − I) of TFHV (30), given e^{tS̃}: the integral of its square."""
    return HALF * S_tilde_inverse * (growth * growth - 1)
