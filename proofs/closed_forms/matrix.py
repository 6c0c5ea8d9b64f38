"""MV §II: the gradient flow, the flow of W = UUᵀ, and its closed form, for matrices of every size."""

from sympy import Expr, S

from proofs.closed_forms.table import derived, table
from symbolic import flows, solutions
from symbolic.derivations import closed_form, existence, flow, learning, properties, radon, two_modes

CLOSED_FORM = "matrix-closed-form"


def without_the_last_growth(E: Expr, start: Expr, inverse: Expr) -> Expr:
    """A near-miss of a closed form."""
    return E * start * inverse


STEPS = table(
    "MV",
    derived(
        "svd-solves-the-problem",
        learning.spectral_factor,
        near_miss=("ΦΣ in place of ΦΣ^{1/2}", lambda: learning.spectral_factor(learning.root**2)),
    ),
    derived(
        "factor-flow",
        flow.gradient_of_the_loss,
        eq="2",
        near_miss=(
            "half the rate",
            lambda: flow.gradient_of_the_loss(lambda Y, U, Ut, c: flows.factor_flow(Y, U, Ut, c / 2)),
        ),
    ),
    derived(
        "product-flow",
        flow.flow_of_the_product,
        eq="3",
        uses=("factor-flow",),
        near_miss=(
            "U̇ = c(Y + UUᵀ)U",
            lambda: flow.flow_of_the_product(lambda Y, U, Ut, c: flows.factor_flow(Y, U, -Ut, c)),
        ),
    ),
    derived(
        "matrix-closed-form",
        closed_form.by_differentiation,
        eq="5",
        uses=("product-flow", "growth-and-its-integral"),
        near_miss=(
            "without the last E",
            lambda: closed_form.by_differentiation(without_the_last_growth),
        ),
    ),
    derived(
        "growth-and-its-integral",
        closed_form.the_growth,
        eq="6",
        near_miss=(
            "G at half the time",
            lambda: closed_form.the_growth(lambda s, c, t: solutions.growth_integral(s, c, t / 2)),
        ),
    ),
    derived(
        "general-riccati",
        radon.radons_lemma,
        eq="7",
        near_miss=(
            "B with the other sign",
            lambda: radon.radons_lemma(lambda X1, X2, A, B, C, D: flows.linear_flow(X1, X2, A, -B, C, D)),
        ),
    ),
    derived(
        "linear-system",
        radon.linear_system,
        eq="8",
        uses=("general-riccati", "product-flow", "growth-and-its-integral"),
        near_miss=(
            "2G in place of G",
            lambda: radon.linear_system(lambda E, F, G, W0: solutions.linear_solution(E, F, 2 * G, W0)),
        ),
    ),
    derived(
        "matrix-closed-form-from-linear-system",
        radon.quotient_of_the_linear_solution,
        eq="9",
        uses=("linear-system", CLOSED_FORM),
        near_miss=(
            "E on one side only",
            lambda: radon.quotient_of_the_linear_solution(lambda E, W0, inverse: E * E * W0 * inverse),
        ),
    ),
    derived(
        "closed-form-exists",
        existence.invertible_for_all_time,
        uses=("growth-and-its-integral",),
        near_miss=(
            "the other sign in Woodbury's identity",
            lambda: existence.invertible_for_all_time(2 - existence.WOODBURY),
        ),
    ),
    derived(
        "product-has-no-negative-eigenvalue",
        existence.eigenvalues_of_the_product,
        uses=("growth-and-its-integral",),
        near_miss=("twice the eigenvalue", lambda: existence.eigenvalues_of_the_product(2)),
    ),
    derived(
        "solution-is-unique",
        existence.nothing_else_solves_it,
        uses=("product-flow",),
        near_miss=(
            "twice the difference of the flows",
            lambda: existence.nothing_else_solves_it(2 * existence.GAP_RATE),
        ),
    ),
    derived(
        "closed-form-theorem",
        existence.proposition_1,
        eq="Proposition 1",
        uses=(CLOSED_FORM, "closed-form-exists", "solution-is-unique"),
        near_miss=("without the first E", lambda: existence.proposition_1(lambda E, W0, inverse: W0 * inverse * E)),
    ),
    derived(
        "closed-form-entry-by-entry",
        two_modes.entry_by_entry,
        uses=("product-flow", "growth-and-its-integral"),
        near_miss=("with E² on the left", lambda: two_modes.entry_by_entry(solution=lambda E, W0, K: E * E * W0 * K)),
    ),
    derived(
        "closed-form-entry-by-entry-singular",
        lambda: two_modes.entry_by_entry(S.Zero),
        uses=("product-flow", "growth-and-its-integral"),
        near_miss=("with E² on the right", lambda: two_modes.entry_by_entry(S.Zero, lambda E, W0, K: W0 * K * E * E)),
    ),
    derived(
        "closed-form-for-an-invertible-start",
        closed_form.form_for_an_invertible_start,
        uses=(CLOSED_FORM,),
        near_miss=(
            "without the last E",
            lambda: closed_form.form_for_an_invertible_start(without_the_last_growth),
        ),
    ),
    derived(
        "solution-stays-symmetric",
        properties.stays_symmetric,
        uses=(CLOSED_FORM,),
        near_miss=("without the last E", lambda: properties.stays_symmetric(without_the_last_growth)),
    ),
    derived(
        "solution-stays-positive",
        properties.stays_positive,
        uses=(CLOSED_FORM, "growth-and-its-integral"),
        near_miss=("without the inverse", lambda: properties.stays_positive(lambda E, W0, _inverse: E * W0 * E)),
    ),
    derived(
        "solution-keeps-its-rank",
        properties.keeps_rank,
        uses=(CLOSED_FORM, "closed-form-exists"),
        near_miss=("without the last E", lambda: properties.keeps_rank(without_the_last_growth)),
    ),
    derived(
        "solution-does-not-depend-on-the-basis",
        properties.does_not_depend_on_the_basis,
        uses=(CLOSED_FORM,),
        near_miss=("W̃₀ in place of W(0)", lambda: properties.does_not_depend_on_the_basis(start=closed_form.W_start)),
    ),
)
