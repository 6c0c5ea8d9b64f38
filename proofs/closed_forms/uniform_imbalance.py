"""TFHV Proposition 5: the regularized flow when all components are equally imbalanced, its end and its rate.

The rate fails as printed: what counts is the smallest singular value of Y, not its smallest eigenvalue.
"""

from sympy import Integer, sqrt

from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from symbolic.derivations import existence, realizable
from symbolic.derivations import uniform_convergence as rates
from symbolic.derivations import uniform_imbalance as closed
from symbolic.derivations.imbalanced_flow import Sigma
from symbolic.regularized import EIGHTH
from symbolic.symbols import imbalance, p, sigma

STEPS = table(
    "TFHV",
    derived(
        "flow-with-uniform-imbalance",
        closed.uniform,
        eq="29",
        uses=("riccati-like-flow",),
        near_miss=("twice the cubic term", lambda: closed.uniform(lambda S, R, R_t: S * R - R * R_t * R)),
    ),
    derived(
        "uniform-imbalance-is-a-symmetric-problem",
        closed.symmetric_problem,
        uses=("flow-with-uniform-imbalance", "factor-flow"),
        near_miss=("¼ for ⅛", lambda: closed.symmetric_problem(2 * EIGHTH)),
    ),
    derived(
        "uniform-imbalance-closed-form",
        closed.closed_form,
        eq="30",
        uses=("flow-with-uniform-imbalance",),
        near_miss=("without the last exponential", lambda: closed.closed_form(lambda E, Z, inverse: E * Z * inverse)),
    ),
    derived(
        "uniform-imbalance-solution-exists",
        closed.exists,
        uses=("uniform-imbalance-closed-form",),
        near_miss=("the other sign in Woodbury's identity", lambda: closed.exists(2 - existence.WOODBURY)),
    ),
    derived(
        "spectrum-of-the-shifted-data",
        closed.spectrum,
        uses=("flow-with-uniform-imbalance",),
        near_miss=("λ₀² for λ₀²/4", lambda: closed.spectrum(sqrt(sigma**2 + imbalance**2))),
    ),
    derived(
        "uniform-imbalance-end",
        closed.end,
        uses=("spectrum-of-the-shifted-data",),
        near_miss=("2Σ, as 2S̃ has it", lambda: closed.end(2 * Sigma)),
    ),
    derived(
        "uniform-imbalance-hypothesis",
        rates.hypothesis,
        uses=("spectrum-of-the-shifted-data",),
        near_miss=("P for 1 − P", lambda: rates.hypothesis(rates.S_hat_root * rates.P)),
    ),
    derived(
        "uniform-imbalance-convergence",
        lambda: rates.rate_by_eigenvalues(5),  # Y = [[0, 5], [2, 0]]: the eigenvalues ±√10, a singular value 2
        eq="Proposition 5",
        uses=("uniform-imbalance-closed-form",),
        expect=Outcome.FAILS,
        near_miss=("a symmetric Y, where it holds", lambda: rates.rate_by_eigenvalues(2)),
    ),
    derived(
        "uniform-imbalance-convergence-by-singular-values",
        rates.convergence,
        uses=(
            "uniform-imbalance-closed-form",
            "uniform-imbalance-solution-exists",
            "spectrum-of-the-shifted-data",
            "uniform-imbalance-end",
        ),
        near_miss=("D for D²", lambda: rates.convergence(rates.D * rates.P + 1 - rates.P)),
    ),
    derived(
        "uniform-imbalance-rate-is-attained",
        rates.rate_is_attained,
        uses=("uniform-imbalance-closed-form", "spectrum-of-the-shifted-data"),
        near_miss=("half the factor", lambda: rates.rate_is_attained(Integer(1))),
    ),
    derived(
        "data-is-learned-faster",
        rates.product_rate,
        uses=("uniform-imbalance-convergence-by-singular-values", "spectrum-of-the-shifted-data"),
        near_miss=("one of the two factors alone", lambda: rates.product_rate(rates.d_i)),
    ),
    derived(
        "uniform-imbalance-as-it-vanishes",
        rates.slow_without_imbalance,
        uses=("flow-with-uniform-imbalance", "spectrum-of-the-shifted-data"),
        near_miss=("2/t", lambda: rates.slow_without_imbalance(Integer(2))),
    ),
    derived(
        "uniform-imbalance-on-the-factors-range",
        realizable.on_the_factors_range,
        uses=(
            "regularized-flow-is-the-plain-one",
            "uniform-imbalance-hypothesis",
            "uniform-imbalance-convergence-by-singular-values",
        ),
        near_miss=("√(2λ₀) for √λ₀", lambda: realizable.on_the_factors_range(2 * p)),
    ),
)
