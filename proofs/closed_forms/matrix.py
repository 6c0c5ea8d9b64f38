"""MV §II: the gradient flow, the flow of W = UUᵀ, and its closed form, for matrices of every size."""

from sympy import S

from proofs.claims.claim import Canary, step
from proofs.evidence.derived import Derived
from symbolic import flows, solutions
from symbolic.derivation import Derivation
from symbolic.derivations import closed_form, existence, flow, learning, properties, radon, two_modes

EVIDENCE = (Derived(),)
CLOSED_FORM = "matrix-closed-form"


@step(
    "svd-solves-the-problem",
    paper="MV",
    evidence=EVIDENCE,
    canary=Canary("ΦΣ in place of ΦΣ^{1/2}", lambda: learning.spectral_factor(learning.root**2)),
    group="symbolic",
)
def svd_solves_the_problem() -> Derivation:
    return learning.spectral_factor()


@step(
    "factor-flow",
    eq="2",
    paper="MV",
    evidence=EVIDENCE,
    canary=Canary(
        "half the rate",
        lambda: flow.gradient_of_the_loss(lambda Y, U, Ut, c: flows.factor_flow(Y, U, Ut, c / 2)),
    ),
    group="symbolic",
)
def factor_flow() -> Derivation:
    return flow.gradient_of_the_loss()


@step(
    "product-flow",
    eq="3",
    paper="MV",
    uses=("factor-flow",),
    evidence=EVIDENCE,
    canary=Canary(
        "U̇ = c(Y + UUᵀ)U",
        lambda: flow.flow_of_the_product(lambda Y, U, Ut, c: flows.factor_flow(Y, U, -Ut, c)),
    ),
    group="symbolic",
)
def product_flow() -> Derivation:
    return flow.flow_of_the_product()


@step(
    "growth-and-its-integral",
    eq="6",
    paper="MV",
    evidence=EVIDENCE,
    canary=Canary(
        "G at half the time", lambda: closed_form.the_growth(lambda s, c, t: solutions.growth_integral(s, c, t / 2))
    ),
    group="symbolic",
)
def growth_and_its_integral() -> Derivation:
    return closed_form.the_growth()


@step(
    "matrix-closed-form",
    eq="5",
    paper="MV",
    uses=("product-flow", "growth-and-its-integral"),
    evidence=EVIDENCE,
    canary=Canary(
        "without the last E", lambda: closed_form.by_differentiation(lambda E, W0, inverse: E * W0 * inverse)
    ),
    group="symbolic",
)
def matrix_closed_form() -> Derivation:
    return closed_form.by_differentiation()


@step(
    "closed-form-entry-by-entry",
    paper="MV",
    uses=("product-flow", "growth-and-its-integral"),
    evidence=EVIDENCE,
    canary=Canary("with E² on the left", lambda: two_modes.entry_by_entry(solution=lambda E, W0, K: E * E * W0 * K)),
    group="symbolic",
)
def closed_form_entry_by_entry() -> Derivation:
    return two_modes.entry_by_entry()


@step(
    "closed-form-entry-by-entry-singular",
    paper="MV",
    uses=("product-flow", "growth-and-its-integral"),
    evidence=EVIDENCE,
    canary=Canary("with E² on the right", lambda: two_modes.entry_by_entry(S.Zero, lambda E, W0, K: W0 * K * E * E)),
    group="symbolic",
)
def closed_form_entry_by_entry_singular() -> Derivation:
    return two_modes.entry_by_entry(S.Zero)


@step(
    "general-riccati",
    eq="7",
    paper="MV",
    evidence=EVIDENCE,
    canary=Canary(
        "B with the other sign",
        lambda: radon.radons_lemma(lambda X1, X2, A, B, C, D: flows.linear_flow(X1, X2, A, -B, C, D)),
    ),
    group="symbolic",
)
def general_riccati() -> Derivation:
    return radon.radons_lemma()


@step(
    "linear-system",
    eq="8",
    paper="MV",
    uses=("general-riccati", "product-flow", "growth-and-its-integral"),
    evidence=EVIDENCE,
    canary=Canary(
        "2G in place of G", lambda: radon.linear_system(lambda E, F, G, W0: solutions.linear_solution(E, F, 2 * G, W0))
    ),
    group="symbolic",
)
def linear_system() -> Derivation:
    return radon.linear_system()


@step(
    "matrix-closed-form-from-linear-system",
    eq="9",
    paper="MV",
    uses=("linear-system", CLOSED_FORM),
    evidence=EVIDENCE,
    canary=Canary(
        "E on one side only",
        lambda: radon.quotient_of_the_linear_solution(lambda E, W0, inverse: E * E * W0 * inverse),
    ),
    group="symbolic",
)
def matrix_closed_form_from_linear_system() -> Derivation:
    return radon.quotient_of_the_linear_solution()


@step(
    "closed-form-exists",
    paper="MV",
    uses=("growth-and-its-integral",),
    evidence=EVIDENCE,
    canary=Canary(
        "the other sign in Woodbury's identity", lambda: existence.invertible_for_all_time(2 - existence.WOODBURY)
    ),
    group="symbolic",
)
def closed_form_exists() -> Derivation:
    return existence.invertible_for_all_time()


@step(
    "product-has-no-negative-eigenvalue",
    paper="MV",
    uses=("growth-and-its-integral",),
    evidence=EVIDENCE,
    canary=Canary("twice the eigenvalue", lambda: existence.eigenvalues_of_the_product(2)),
    group="symbolic",
)
def product_has_no_negative_eigenvalue() -> Derivation:
    return existence.eigenvalues_of_the_product()


@step(
    "solution-is-unique",
    paper="MV",
    uses=("product-flow",),
    evidence=EVIDENCE,
    canary=Canary(
        "twice the difference of the flows",
        lambda: existence.nothing_else_solves_it(2 * existence.GAP_RATE),
    ),
    group="symbolic",
)
def solution_is_unique() -> Derivation:
    return existence.nothing_else_solves_it()


@step(
    "closed-form-theorem",
    eq="Proposition 1",
    paper="MV",
    uses=(CLOSED_FORM, "closed-form-exists", "solution-is-unique"),
    evidence=EVIDENCE,
    canary=Canary("without the first E", lambda: existence.proposition_1(lambda E, W0, inverse: W0 * inverse * E)),
    group="symbolic",
)
def closed_form_theorem() -> Derivation:
    return existence.proposition_1()


@step(
    "closed-form-for-an-invertible-start",
    paper="MV",
    uses=(CLOSED_FORM,),
    evidence=EVIDENCE,
    canary=Canary(
        "without the last E", lambda: closed_form.form_for_an_invertible_start(lambda E, W0, inverse: E * W0 * inverse)
    ),
    group="symbolic",
)
def closed_form_for_an_invertible_start() -> Derivation:
    return closed_form.form_for_an_invertible_start()


@step(
    "solution-stays-symmetric",
    paper="MV",
    uses=(CLOSED_FORM,),
    evidence=EVIDENCE,
    canary=Canary("without the last E", lambda: properties.stays_symmetric(lambda E, W0, inverse: E * W0 * inverse)),
    group="symbolic",
)
def solution_stays_symmetric() -> Derivation:
    return properties.stays_symmetric()


@step(
    "solution-stays-positive",
    paper="MV",
    uses=(CLOSED_FORM, "growth-and-its-integral"),
    evidence=EVIDENCE,
    canary=Canary("without the inverse", lambda: properties.stays_positive(lambda E, W0, _inverse: E * W0 * E)),
    group="symbolic",
)
def solution_stays_positive() -> Derivation:
    return properties.stays_positive()


@step(
    "solution-keeps-its-rank",
    paper="MV",
    uses=(CLOSED_FORM, "closed-form-exists"),
    evidence=EVIDENCE,
    canary=Canary("without the last E", lambda: properties.keeps_rank(lambda E, W0, inverse: E * W0 * inverse)),
    group="symbolic",
)
def solution_keeps_its_rank() -> Derivation:
    return properties.keeps_rank()


@step(
    "solution-does-not-depend-on-the-basis",
    paper="MV",
    uses=(CLOSED_FORM,),
    evidence=EVIDENCE,
    canary=Canary(
        "W̃₀ in place of W(0)",
        lambda: properties.does_not_depend_on_the_basis(start=closed_form.W_start),
    ),
    group="symbolic",
)
def solution_does_not_depend_on_the_basis() -> Derivation:
    return properties.does_not_depend_on_the_basis()


STEPS = (
    svd_solves_the_problem,
    factor_flow,
    product_flow,
    matrix_closed_form,
    growth_and_its_integral,
    general_riccati,
    linear_system,
    matrix_closed_form_from_linear_system,
    closed_form_exists,
    product_has_no_negative_eigenvalue,
    solution_is_unique,
    closed_form_theorem,
    closed_form_entry_by_entry,
    closed_form_entry_by_entry_singular,
    closed_form_for_an_invertible_start,
    solution_stays_symmetric,
    solution_stays_positive,
    solution_keeps_its_rank,
    solution_does_not_depend_on_the_basis,
)
