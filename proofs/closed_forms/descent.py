"""TFHV (32)–(38): gradient descent on one number, its continuum limit, and what the paper says of their solutions.

Three sentences fail as printed: which equation is squared, the sign of what (37) does at late times, and the rate that
(37) is said to imply, for σ ≤ 0 and for U₀ = 0.
"""

from sympy import Integer, Rational

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import descent as derived
from symbolic.descent import (
    one_layer_flow,
    one_layer_step,
    square_flow,
    square_step,
    two_layer_flow,
    two_layer_step,
)
from symbolic.symbols import U, X, a, c_start, sigma


@step(
    "one-layer-descent",
    eq="32",
    **BY_DERIVATION,
    canary=Canary(
        "twice the step", lambda: derived.descends(X, X, lambda X, sigma, eta: one_layer_step(X, sigma, 2 * eta))
    ),
)
def one_layer_descent() -> Derivation:
    """The scalar case of (2)."""
    return derived.descends(X, X, one_layer_step)


@step(
    "two-layer-descent",
    eq="33",
    **BY_DERIVATION,
    canary=Canary(
        "half the step",
        lambda: derived.descends(U, U**2, lambda U, sigma, eta: two_layer_step(U, sigma, eta / 2)),
    ),
)
def two_layer_descent() -> Derivation:
    """The scalar case of (3)."""
    return derived.descends(U, U**2, two_layer_step)


@step(
    "one-layer-scalar-flow",
    eq="34",
    **BY_DERIVATION,
    uses=("one-layer-descent",),
    canary=Canary(
        "twice as fast", lambda: derived.continuum(X, X, one_layer_step, lambda X, sigma: 2 * one_layer_flow(X, sigma))
    ),
)
def one_layer_limit() -> Derivation:
    """Euler's method of step η."""
    return derived.continuum(X, X, one_layer_step, one_layer_flow)


@step(
    "two-layer-scalar-flow",
    eq="35",
    **BY_DERIVATION,
    uses=("two-layer-descent",),
    canary=Canary(
        "half as fast",
        lambda: derived.continuum(U, U**2, two_layer_step, lambda U, sigma: two_layer_flow(U, sigma) / 2),
    ),
)
def two_layer_limit() -> Derivation:
    """Euler's method of step η."""
    return derived.continuum(U, U**2, two_layer_step, two_layer_flow)


@step(
    "one-layer-scalar-solution",
    **BY_DERIVATION,
    uses=("one-layer-scalar-flow",),
    canary=Canary("twice the rate", lambda: derived.one_layer_solution(Integer(2))),
)
def one_layer_solution() -> Derivation:
    """The distance to the target decays like e^{−t}, exactly."""
    return derived.one_layer_solution()


@step(
    "one-layer-descent-rate",
    **BY_DERIVATION,
    uses=("one-layer-descent",),
    canary=Canary("at twice the rate", lambda: derived.one_layer_rate(Integer(2))),
)
def one_layer_rate() -> Derivation:
    """(1 − η)^k ≤ e^{−ηk} for η ≤ 1."""
    return derived.one_layer_rate()


@step(
    "one-layer-descent-follows-the-flow",
    **BY_DERIVATION,
    uses=("one-layer-descent-rate", "one-layer-scalar-solution"),
    canary=Canary("a third for a half", lambda: derived.one_layer_error(Rational(1, 3))),
)
def one_layer_error() -> Derivation:
    """The difference of e^{−ηk} and (1 − η)^k."""
    return derived.one_layer_error()


@step(
    "scalar-flow-of-the-square",
    **BY_DERIVATION,
    expect=Outcome.FAILS,
    canary=Canary("of (35), where it holds", lambda: derived.flow_of_the_square(two_layer_flow(U, sigma))),
)
def flow_of_the_square_as_printed() -> Derivation:
    """If U moves by (34), X = U² does not move by 4σX − 4X²."""
    return derived.flow_of_the_square(one_layer_flow(U, sigma))


@step(
    "two-layer-flow-of-the-square",
    **BY_DERIVATION,
    uses=("two-layer-scalar-flow",),
    canary=Canary("half the field", lambda: derived.flow_of_the_square(two_layer_flow(U, sigma) / 2)),
)
def flow_of_the_square() -> Derivation:
    """The product rule."""
    return derived.flow_of_the_square(two_layer_flow(U, sigma))


@step(
    "two-layer-scalar-solution",
    eq="37",
    **BY_DERIVATION,
    uses=("two-layer-flow-of-the-square",),
    canary=Canary("of half the flow", lambda: derived.solution(lambda X, sigma: square_flow(X, sigma) / 2)),
)
def solution() -> Derivation:
    """The first equation of (37), with c = 1 − σ/X₀."""
    return derived.solution(square_flow)


@step(
    "two-layer-scalar-solution-late",
    eq="37",
    **BY_DERIVATION,
    uses=("two-layer-scalar-solution",),
    expect=Outcome.FAILS,
    canary=Canary("with the other sign and a factor σ, where it holds", lambda: derived.late(sigma * c_start)),
)
def late_as_printed() -> Derivation:
    """The second half of (37): X ≈ σ − ce^{−4σt}."""
    return derived.late(-c_start)


@step(
    "two-layer-scalar-solution-expanded",
    **BY_DERIVATION,
    uses=("two-layer-scalar-solution",),
    canary=Canary("without the factor σ", lambda: derived.late(c_start)),
)
def late() -> Derivation:
    """The first terms of a geometric series."""
    return derived.late(sigma * c_start)


@step(
    "two-layer-scalar-flow-rate",
    **BY_DERIVATION,
    uses=("two-layer-scalar-solution",),
    canary=Canary("for σ < 0 too, where it converges to 0", lambda: derived.convergence(-1)),
)
def rate() -> Derivation:
    """From X₀ > 0."""
    return derived.convergence(1)


@step(
    "two-layer-scalar-flow-rate-where-it-holds",
    **BY_DERIVATION,
    uses=("two-layer-scalar-solution",),
    canary=Canary("another factor", lambda: derived.convergence_where_it_holds(sigma * (sigma - a) / a)),
)
def rate_where_it_holds() -> Derivation:
    """For σ < 0 to 0 at the same rate, for σ = 0 to 0 like 1/(4t), and from 0 never."""
    return derived.convergence_where_it_holds(sigma * (a - sigma) / a)


@step(
    "two-layer-descent-of-the-square",
    eq="38",
    **BY_DERIVATION,
    uses=("two-layer-descent",),
    canary=Canary(
        "without the term of second order",
        lambda: derived.descent_of_the_square(lambda X, sigma, eta: X + eta * square_flow(X, sigma)),
    ),
)
def descent_of_the_square() -> Derivation:
    """Nothing is dropped."""
    return derived.descent_of_the_square(square_step)


STEPS: tuple[Step, ...] = (
    one_layer_descent,
    two_layer_descent,
    one_layer_limit,
    two_layer_limit,
    one_layer_solution,
    one_layer_rate,
    one_layer_error,
    flow_of_the_square_as_printed,
    flow_of_the_square,
    solution,
    late_as_printed,
    late,
    rate,
    rate_where_it_holds,
    descent_of_the_square,
)
