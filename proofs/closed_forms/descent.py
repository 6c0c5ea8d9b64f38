"""TFHV (32)–(38): gradient descent on one number, its continuum limit, and what the paper says of their solutions.

Three sentences fail as printed: which equation is squared, the sign of what (37) does at late times, and the rate that
(37) is said to imply, for σ ≤ 0 and for U₀ = 0.
"""

from sympy import Integer, Rational

from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from symbolic.derivations import descent as scalar
from symbolic.descent import (
    one_layer_flow,
    one_layer_step,
    square_flow,
    square_step,
    two_layer_flow,
    two_layer_step,
)
from symbolic.symbols import U, X, a, c_start, sigma

STEPS = table(
    "TFHV",
    derived(
        "one-layer-descent",
        lambda: scalar.descends(X, X, one_layer_step),
        eq="32",
        near_miss=(
            "twice the step",
            lambda: scalar.descends(X, X, lambda X, sigma, eta: one_layer_step(X, sigma, 2 * eta)),
        ),
    ),
    derived(
        "two-layer-descent",
        lambda: scalar.descends(U, U**2, two_layer_step),
        eq="33",
        near_miss=(
            "half the step",
            lambda: scalar.descends(U, U**2, lambda U, sigma, eta: two_layer_step(U, sigma, eta / 2)),
        ),
    ),
    derived(
        "one-layer-scalar-flow",
        lambda: scalar.continuum(X, X, one_layer_step, one_layer_flow),
        eq="34",
        uses=("one-layer-descent",),
        near_miss=(
            "twice as fast",
            lambda: scalar.continuum(X, X, one_layer_step, lambda X, sigma: 2 * one_layer_flow(X, sigma)),
        ),
    ),
    derived(
        "two-layer-scalar-flow",
        lambda: scalar.continuum(U, U**2, two_layer_step, two_layer_flow),
        eq="35",
        uses=("two-layer-descent",),
        near_miss=(
            "half as fast",
            lambda: scalar.continuum(U, U**2, two_layer_step, lambda U, sigma: two_layer_flow(U, sigma) / 2),
        ),
    ),
    derived(
        "one-layer-scalar-solution",
        scalar.one_layer_solution,
        uses=("one-layer-scalar-flow",),
        near_miss=("twice the rate", lambda: scalar.one_layer_solution(Integer(2))),
    ),
    derived(
        "one-layer-descent-rate",
        scalar.one_layer_rate,
        uses=("one-layer-descent",),
        near_miss=("at twice the rate", lambda: scalar.one_layer_rate(Integer(2))),
    ),
    derived(
        "one-layer-descent-follows-the-flow",
        scalar.one_layer_error,
        uses=("one-layer-descent-rate", "one-layer-scalar-solution"),
        near_miss=("a third for a half", lambda: scalar.one_layer_error(Rational(1, 3))),
    ),
    derived(
        "scalar-flow-of-the-square",
        lambda: scalar.flow_of_the_square(one_layer_flow(U, sigma)),
        expect=Outcome.FAILS,
        near_miss=("of (35), where it holds", lambda: scalar.flow_of_the_square(two_layer_flow(U, sigma))),
    ),
    derived(
        "two-layer-flow-of-the-square",
        lambda: scalar.flow_of_the_square(two_layer_flow(U, sigma)),
        uses=("two-layer-scalar-flow",),
        near_miss=("half the field", lambda: scalar.flow_of_the_square(two_layer_flow(U, sigma) / 2)),
    ),
    derived(
        "two-layer-scalar-solution",
        lambda: scalar.solution(square_flow),
        eq="37",
        uses=("two-layer-flow-of-the-square",),
        near_miss=("of half the flow", lambda: scalar.solution(lambda X, sigma: square_flow(X, sigma) / 2)),
    ),
    derived(
        "two-layer-scalar-solution-late",
        lambda: scalar.late(-c_start),
        eq="37",
        uses=("two-layer-scalar-solution",),
        expect=Outcome.FAILS,
        near_miss=("with the other sign and a factor σ, where it holds", lambda: scalar.late(sigma * c_start)),
    ),
    derived(
        "two-layer-scalar-solution-expanded",
        lambda: scalar.late(sigma * c_start),
        uses=("two-layer-scalar-solution",),
        near_miss=("without the factor σ", lambda: scalar.late(c_start)),
    ),
    derived(
        "two-layer-scalar-flow-rate",
        lambda: scalar.convergence(1),
        uses=("two-layer-scalar-solution",),
        near_miss=("for σ < 0 too, where it converges to 0", lambda: scalar.convergence(-1)),
    ),
    derived(
        "two-layer-scalar-flow-rate-where-it-holds",
        lambda: scalar.convergence_where_it_holds(sigma * (a - sigma) / a),
        uses=("two-layer-scalar-solution",),
        near_miss=("another factor", lambda: scalar.convergence_where_it_holds(sigma * (sigma - a) / a)),
    ),
    derived(
        "two-layer-descent-of-the-square",
        lambda: scalar.descent_of_the_square(square_step),
        eq="38",
        uses=("two-layer-descent",),
        near_miss=(
            "without the term of second order",
            lambda: scalar.descent_of_the_square(lambda X, sigma, eta: X + eta * square_flow(X, sigma)),
        ),
    ),
)
