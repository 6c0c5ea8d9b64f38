"""TFHV Proposition 5: the regularized flow when all components are equally imbalanced, its end and its rate.

The rate fails as printed: what counts is the smallest singular value of Y, not its smallest eigenvalue.
"""

from sympy import Integer, sqrt

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import existence, realizable
from symbolic.derivations import uniform_convergence as rates
from symbolic.derivations import uniform_imbalance as closed
from symbolic.derivations.imbalanced_flow import Sigma
from symbolic.regularized import EIGHTH
from symbolic.symbols import imbalance, p, sigma


@step(
    "flow-with-uniform-imbalance",
    eq="29",
    **BY_DERIVATION,
    uses=("riccati-like-flow",),
    canary=Canary("twice the cubic term", lambda: closed.uniform(lambda S, R, R_t: S * R - R * R_t * R)),
)
def uniform() -> Derivation:
    """λ₀ shifts the data."""
    return closed.uniform()


@step(
    "uniform-imbalance-is-a-symmetric-problem",
    **BY_DERIVATION,
    uses=("flow-with-uniform-imbalance", "factor-flow"),
    canary=Canary("¼ for ⅛", lambda: closed.symmetric_problem(2 * EIGHTH)),
)
def symmetric_problem() -> Derivation:
    """MV (2) with another weight."""
    return closed.symmetric_problem()


@step(
    "uniform-imbalance-closed-form",
    eq="30",
    **BY_DERIVATION,
    uses=("flow-with-uniform-imbalance",),
    canary=Canary("without the last exponential", lambda: closed.closed_form(lambda E, Z, inverse: E * Z * inverse)),
)
def closed_form() -> Derivation:
    """A Riccati equation, solved and substituted back."""
    return closed.closed_form()


@step(
    "uniform-imbalance-solution-exists",
    **BY_DERIVATION,
    uses=("uniform-imbalance-closed-form",),
    canary=Canary("the other sign in Woodbury's identity", lambda: closed.exists(2 - existence.WOODBURY)),
)
def exists() -> Derivation:
    """The integral of e^{2tS̃} is positive semidefinite."""
    return closed.exists()


@step(
    "spectrum-of-the-shifted-data",
    **BY_DERIVATION,
    uses=("flow-with-uniform-imbalance",),
    canary=Canary("λ₀² for λ₀²/4", lambda: closed.spectrum(sqrt(sigma**2 + imbalance**2))),
)
def spectrum() -> Derivation:
    """A pair for each singular value, and −λ₀/2 beyond m."""
    return closed.spectrum()


@step(
    "uniform-imbalance-end",
    **BY_DERIVATION,
    uses=("spectrum-of-the-shifted-data",),
    canary=Canary("2Σ, as 2S̃ has it", lambda: closed.end(2 * Sigma)),
)
def end() -> Derivation:
    """S̃ + |S̃|, of which |S̃| has nothing beside its diagonal blocks."""
    return closed.end()


@step(
    "uniform-imbalance-hypothesis",
    **BY_DERIVATION,
    uses=("spectrum-of-the-shifted-data",),
    canary=Canary("P for 1 − P", lambda: rates.hypothesis(rates.S_hat_root * rates.P)),
)
def hypothesis() -> Derivation:
    """It needs k ≥ m for λ₀ > 0, and k ≥ n for λ₀ < 0."""
    return rates.hypothesis()


@step(
    "uniform-imbalance-convergence",
    eq="Proposition 5",
    **BY_DERIVATION,
    uses=("uniform-imbalance-closed-form",),
    expect=Outcome.FAILS,
    canary=Canary("a symmetric Y, where it holds", lambda: rates.rate_by_eigenvalues(2)),
)
def convergence_as_printed() -> Derivation:
    """Y = [[0, 5], [2, 0]] has the eigenvalues ±√10, and the singular value 2."""
    return rates.rate_by_eigenvalues(5)


@step(
    "uniform-imbalance-convergence-by-singular-values",
    **BY_DERIVATION,
    uses=(
        "uniform-imbalance-closed-form",
        "uniform-imbalance-solution-exists",
        "spectrum-of-the-shifted-data",
        "uniform-imbalance-end",
    ),
    canary=Canary("D for D²", lambda: rates.convergence(rates.D * rates.P + 1 - rates.P)),
)
def convergence() -> Derivation:
    """RRᵀ − R⋆R⋆ᵀ is between two factors e^{−t|S̃|}, and what is between them converges."""
    return rates.convergence()


@step(
    "uniform-imbalance-rate-is-attained",
    **BY_DERIVATION,
    uses=("uniform-imbalance-closed-form", "spectrum-of-the-shifted-data"),
    canary=Canary("half the factor", lambda: rates.rate_is_attained(Integer(1))),
)
def rate_is_attained() -> Derivation:
    """From an R₀R₀ᵀ that shares eigenvectors with S̃."""
    return rates.rate_is_attained()


@step(
    "data-is-learned-faster",
    **BY_DERIVATION,
    uses=("uniform-imbalance-convergence-by-singular-values", "spectrum-of-the-shifted-data"),
    canary=Canary("one of the two factors alone", lambda: rates.product_rate(rates.d_i)),
)
def product_rate() -> Derivation:
    """What V̄ alone has meets a direction of Ū, which is faster."""
    return rates.product_rate()


@step(
    "uniform-imbalance-as-it-vanishes",
    **BY_DERIVATION,
    uses=("flow-with-uniform-imbalance", "spectrum-of-the-shifted-data"),
    canary=Canary("2/t", lambda: rates.slow_without_imbalance(Integer(2))),
)
def slow_without_imbalance() -> Derivation:
    """S̃ is singular there, which Proposition 5 excludes."""
    return rates.slow_without_imbalance()


@step(
    "uniform-imbalance-on-the-factors-range",
    **BY_DERIVATION,
    uses=(
        "regularized-flow-is-the-plain-one",
        "uniform-imbalance-hypothesis",
        "uniform-imbalance-convergence-by-singular-values",
    ),
    canary=Canary("√(2λ₀) for √λ₀", lambda: realizable.on_the_factors_range(2 * p)),
)
def on_the_factors_range() -> Derivation:
    """Λ = λ₀I is needed on the range of R₀ᵀ only."""
    return realizable.on_the_factors_range()


STEPS: tuple[Step, ...] = (
    uniform,
    symmetric_problem,
    closed_form,
    exists,
    spectrum,
    end,
    hypothesis,
    convergence_as_printed,
    convergence,
    rate_is_attained,
    product_rate,
    slow_without_imbalance,
    on_the_factors_range,
)
