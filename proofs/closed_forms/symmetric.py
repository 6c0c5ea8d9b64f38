"""TFHV (8), (9), Proposition 1 and Corollary 1: the symmetric flow in closed form; and all steps of §2 by derivation.

The target may have eigenvalues of either sign. Proposition 1 fails as printed where its matrix has been singular before
t: there the solution has ended.
"""

from sympy import Expr, Rational, S

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms import symmetric_flow, symmetric_limit
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic import solutions
from symbolic.derivation import Derivation
from symbolic.derivations import symmetric_modes as modes
from symbolic.derivations import symmetric_solution as solution
from symbolic.derivations.existence import WOODBURY
from symbolic.symbols import mode_start_or_none, t


def without_the_last_growth(E: Expr, start: Expr, inverse: Expr) -> Expr:
    """A near-miss of (8)."""
    return E * start * inverse


@step(
    "symmetric-closed-form",
    eq="8",
    **BY_DERIVATION,
    uses=("symmetric-product-flow",),
    canary=Canary("without the last e^{2tY}", lambda: solution.by_differentiation(without_the_last_growth)),
)
def closed_form() -> Derivation:
    """As long as Y and the matrix in brackets are invertible."""
    return solution.by_differentiation()


@step(
    "symmetric-closed-form-of-a-singular-target",
    **BY_DERIVATION,
    uses=("symmetric-product-flow",),
    canary=Canary("2t in place of 4t", lambda: solution.of_a_singular_target(2 * t)),
)
def singular_target() -> Derivation:
    """Nothing breaks: (e^{4tσ} − 1)/σ tends to 4t."""
    return solution.of_a_singular_target()


@step(
    "symmetric-solution-exists",
    eq="Proposition 1",
    **BY_DERIVATION,
    uses=("symmetric-closed-form",),
    expect=Outcome.FAILS,
    canary=Canary("only from starts above 0, where it is so", lambda: solution.stays_on_its_side(1)),
)
def exists_as_printed() -> Derivation:
    """After a blow-up (8) has the sign that no solution from below 0 can have."""
    return solution.stays_on_its_side(-1)


@step(
    "symmetric-solution-until-it-ends",
    **BY_DERIVATION,
    uses=("symmetric-closed-form", "symmetric-closed-form-of-a-singular-target", "solution-is-unique"),
    canary=Canary("another image of E⁻¹Kv", lambda: solution.until_it_ends(2 * solution.E * solution.X_0 * solution.v)),
)
def until_it_ends() -> Derivation:
    """From any X₀."""
    return solution.until_it_ends()


@step(
    "symmetric-solution-exists-for-all-time",
    **BY_DERIVATION,
    uses=("symmetric-closed-form-of-a-singular-target", "solution-is-unique"),
    canary=Canary("the other sign in Woodbury's identity", lambda: solution.for_all_time(2 - WOODBURY)),
)
def for_all_time() -> Derivation:
    """(e^{4tσ} − 1)/σ is never negative."""
    return solution.for_all_time()


@step(
    "symmetric-flow-preserves-rank",
    **BY_DERIVATION,
    uses=("symmetric-closed-form", "symmetric-closed-form-of-a-singular-target"),
    canary=Canary("without the last e^{2tY}", lambda: solution.keeps_rank(without_the_last_growth)),
)
def keeps_rank() -> Derivation:
    """Invertible factors leave the rank."""
    return solution.keeps_rank()


@step(
    "symmetric-start-misses-a-component",
    **BY_DERIVATION,
    uses=("symmetric-solution-exists-for-all-time",),
    canary=Canary("a component that it has", lambda: solution.not_started(S.One)),
)
def not_started() -> Derivation:
    """It stays 0, exactly."""
    return solution.not_started()


@step(
    "symmetric-spectral-mode",
    eq="9",
    **BY_DERIVATION,
    uses=("symmetric-closed-form",),
    canary=Canary(
        "at half the time", lambda: modes.mode_of_the_solution(lambda s, x, t: solutions.symmetric_mode(s, x, t / 2))
    ),
)
def spectral_mode() -> Derivation:
    """And the eigenvectors stay."""
    return modes.mode_of_the_solution()


@step(
    "symmetric-spectral-denominator",
    **BY_DERIVATION,
    uses=("symmetric-spectral-mode",),
    canary=Canary("for starts below 0", lambda: modes.denominator(-mode_start_or_none)),
)
def spectral_denominator() -> Derivation:
    """As Σ₀ ⪰ 0."""
    return modes.denominator()


@step(
    "symmetric-spectral-convergence",
    eq="Corollary 1",
    **BY_DERIVATION,
    uses=("symmetric-spectral-mode", "symmetric-spectral-denominator"),
    canary=Canary("half the constants", lambda: modes.convergence(Rational(1, 2))),
)
def spectral_convergence() -> Derivation:
    """At the rate e^{−4tσ_min}."""
    return modes.convergence()


@step(
    "symmetric-mode-rates",
    **BY_DERIVATION,
    uses=("symmetric-spectral-mode", "symmetric-start-misses-a-component"),
    canary=Canary("half the factor", lambda: modes.rates(modes.PRESENT / 2)),
)
def mode_rates() -> Derivation:
    """For eigenvalues of either sign."""
    return modes.rates()


@step(
    "symmetric-mode-without-target",
    **BY_DERIVATION,
    uses=("symmetric-closed-form-of-a-singular-target",),
    canary=Canary("twice as slow", lambda: modes.without_target(Rational(1, 2))),
)
def mode_without_target() -> Derivation:
    """The mode decays like 1/(4t)."""
    return modes.without_target()


STEPS: tuple[Step, ...] = (
    *symmetric_flow.STEPS,
    closed_form,
    singular_target,
    exists_as_printed,
    until_it_ends,
    for_all_time,
    keeps_rank,
    not_started,
    spectral_mode,
    spectral_denominator,
    spectral_convergence,
    mode_rates,
    mode_without_target,
    *symmetric_limit.STEPS,
)
