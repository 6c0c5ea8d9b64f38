"""The exchange of learned modes tells entries whose leading terms vanish, and holds the true value in any case."""

from fractions import Fraction
from random import Random
from typing import Any

import flint
import pytest
from brute_force import cancelled_bits, printed, radon
from random_problems import draw

from numeric import exchange, matrices, minors
from numeric.closed_form import flow_at
from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.evaluate import evaluate
from numeric.exact import Scale
from numeric.exchange import Exchange, exchanged
from numeric.field import Balls, Unresolved
from numeric.matrices import Rows, rows_of
from numeric.problem import Problem

DIGITS = 30
PATH = rows_of([[4, 1, 0, 0, 0], [1, 4, 1, 0, 0], [0, 1, 4, 1, 0], [0, 0, 1, 4, 1], [0, 0, 0, 1, 4]])
"""A shape that connects each coordinate with the next alone."""
MINOR = rows_of([[2, 1, 2, 1], [1, 5, 1, 2], [2, 1, 6, 1], [1, 2, 1, 7]])
"""S₁₁S₂₃ = S₂₁S₁₃: once the first mode is learned, the leading term of W₂₃ vanishes."""


def flat(*values: Fraction | int) -> Rows:
    return matrices.diagonal([Fraction(x) for x in values])


def of_scale(exponent: int, target: Rows, shape: Rows | None, factor: Rows | None = None, known: Any = None) -> Problem:
    return Problem(target, shape, factor, Scale(Fraction(1), exponent), Fraction(1), known)


@pytest.mark.parametrize("L", [(), (0,), (0, 1), (1, 3), (0, 1, 2, 3)])
def test_the_exchange_solves_the_relation(L: tuple[int, ...]) -> None:
    """For y = Su it takes (y_L, u_R) to (u_L, y_R)."""
    S = matrices.to_flint(MINOR)
    u = flint.fmpq_mat([[3], [-1], [4], [7]])
    y = S * u
    given = flint.fmpq_mat([[y[k, 0] if k in L else u[k, 0]] for k in range(4)])
    found = flint.fmpq_mat([[u[k, 0] if k in L else y[k, 0]] for k in range(4)])
    assert exchanged(S, L) * given == found
    assert exchanged(S, L) * found != given


@pytest.mark.parametrize("exponent", [-3, -50, -1_000_000])
@pytest.mark.parametrize("shape", [PATH, MINOR], ids=["path", "minor"])
def test_entries_without_a_leading_term_are_told_at_once(shape: Rows, exponent: int) -> None:
    """At the first precision, whatever α: before, while and after modes are learned; as minors have them."""
    n = len(shape)
    problem = of_scale(exponent, flat(*range(n, 0, -1)), shape)
    engine = Engine(problem, DIGITS)
    for tau in (Fraction(1, 10), Fraction(21, 100), Fraction(3, 10), Fraction(2, 5), Fraction(7, 5)):
        time = tau * -exponent * Fraction(2302585, 1000000)
        bits = next(engine.precisions(time))
        field = Balls(2 * bits)
        with flint.ctx.workprec(bits):
            W = engine.enclose(time, bits, "exchanged")
        with field.working():
            flow = flow_at(problem.diagonal or (), problem.rate, problem.alpha, time, field)
            lower = [(i, j) for i in range(n) for j in range(i + 1)]
            for (i, j), exact in minors.entries(flow, shape, lower).items():
                assert W[i, j].overlaps(exact)
                assert exact.rel_accuracy_bits() > bits
                assert W[i, j].rel_accuracy_bits() > DIGITS * BITS_PER_DIGIT
        found = engine.at(time)
        assert found.bits == bits


def test_the_graded_form_alone_does_not_tell_them() -> None:
    """What the exchange is for: without it these entries take bits that grow with log 1/α."""
    problem = of_scale(-1000, flat(5, 4, 3, 2, 1), PATH)
    engine, time = Engine(problem, DIGITS), Fraction(300)
    bits = next(engine.precisions(time))
    with flint.ctx.workprec(bits):
        wide, narrow = (engine.enclose(time, bits, path)[4, 0] for path in ("full", "exchanged"))
    assert wide.contains(0)
    assert wide.contains(narrow)
    assert narrow < 0 or narrow > 0


def sparse(seed: int) -> tuple[Problem, Fraction]:
    """Small integers and many zeros: a definite shape or a factor; σ that may repeat, be 0 or negative."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    n = draw.randint(2, 6)
    sigma = sorted((Fraction(draw.choice((-1, 0, 1, 2, 2, 3, 4, 5, 7)), 2) for _ in range(n)), reverse=True)
    A = [[draw.choice((0, 0, 0, 1, -1, 2)) for _ in range(n)] for _ in range(n)]
    shape: Rows | None = None
    factor: Rows | None = None
    if seed % 3:
        width = draw.randint(1, n)
        factor = rows_of([row[:width] for row in A])
    else:
        shape = matrices.plus(matrices.product(rows_of(A), matrices.transpose(rows_of(A))), flat(*[n] * n))
    exponent = draw.choice((0, -2, -30, -200))
    time = Fraction(draw.randint(1, 400), 100) * (1 - exponent)
    return Problem(flat(*sigma), shape, factor, Scale(Fraction(1), exponent), Fraction(draw.choice((1, 2)))), time


@pytest.mark.parametrize("seed", range(60))
def test_every_ball_holds_what_minors_give(seed: int) -> None:
    """And is narrow, but where modes of one σ cancel; an exact 0 is one of all minors."""
    problem, time = sparse(seed)
    engine = Engine(problem, DIGITS)
    bits = 256
    with flint.ctx.workprec(bits):
        W = engine.enclose(time, bits, "exchanged")
    field = Balls(4 * bits)
    with field.working():
        flow = flow_at(problem.diagonal or (), problem.rate, problem.alpha, time, field)
        lower = [(i, j) for i in range(problem.n) for j in range(i + 1)]
        for (i, j), exact in minors.entries(flow, problem.start, lower).items():
            assert W[i, j].contains(exact) or W[i, j].overlaps(exact)
            assert not W[i, j].is_zero() or exact.contains(0)
            told = W[i, j].is_zero() or W[i, j].rel_accuracy_bits() > DIGITS * BITS_PER_DIGIT
            assert told or len(set(problem.diagonal or ())) < problem.n


@pytest.mark.parametrize("number", range(0, 200, 3))
def test_random_problems_are_held_too(number: int) -> None:
    """Dense and diagonal targets of every kind, α from 1 to 10^-100000, shapes and factors of any rank."""
    drawn = draw(number)
    problem = drawn.problem
    if abs(problem.alpha.exponent) > 1000 or not exchange.applies(problem):
        pytest.skip("brute force takes long there, or there is no exchange")
    for time in drawn.times:
        bits = 400
        with flint.ctx.workprec(bits):
            try:
                W = Engine(problem, 15).enclose(time, bits, "exchanged")
            except Unresolved:
                continue
        true = printed(problem, drawn.eigenbasis, time, cancelled_bits(problem, drawn.eigenbasis[0], time) + 500)
        for ball, exact in zip(W.entries(), true.entries(), strict=True):
            assert not ball.is_finite() or ball.overlaps(exact)


@pytest.mark.parametrize("modes", [(), (0,), (0, 2, 4), (0, 1, 2, 3, 4)])
def test_nothing_rests_on_what_is_exchanged(modes: tuple[int, ...]) -> None:
    """Any modes may be: the balls hold the true value, however wide they become."""
    problem = of_scale(-5, flat(5, 4, 3, 2, 1), PATH)
    for time in (Fraction(1), Fraction(3), Fraction(8)):
        engine = Engine(problem, DIGITS)
        with flint.ctx.workprec(400):
            found = Exchange(problem, engine.frame(400))
            found._independent = modes  # type: ignore[misc]
            W = found.at(flow_at((Fraction(5), 4, 3, 2, 1), problem.rate, problem.alpha, time, Balls(400)), DIGITS)
        true = radon(problem, time, 3000)
        assert all(ball.contains(exact) for ball, exact in zip(W.entries(), true.entries(), strict=True))


def reflected(values: tuple[int, ...]) -> tuple[Rows, Any]:
    """Y = ΦΣΦᵀ and (σ, Φ), for a Φ of two blocks: entries of Y that are 0, and coordinates that miss modes."""
    third = Fraction(1, 3)
    block = [[third, 2 * third, 2 * third], [2 * third, third, -2 * third], [2 * third, -2 * third, third]]
    small = [[Fraction(3, 5), Fraction(4, 5)], [Fraction(4, 5), Fraction(-3, 5)]]
    basis = rows_of([[*row, 0, 0] for row in block] + [[0, 0, 0, *row] for row in small])
    order = sorted(range(5), key=lambda k: -values[k])
    basis = tuple(tuple(row[k] for k in order) for row in basis)
    sigma = tuple(Fraction(values[k]) for k in order)
    return matrices.product(basis, flat(*sigma), matrices.transpose(basis)), (sigma, basis)


@pytest.mark.parametrize("exponent", [-20, -200])
def test_a_known_basis_serves_dense_targets(exponent: int) -> None:
    """Where Y's learned part has zeros, the rest is told at the first precision, and holds what brute force gives."""
    target, known = reflected((5, 3, 1, 4, 2))
    assert target[0][3] == 0
    factor = rows_of([[1, 2], [0, 1], [2, -1], [1, 1], [0, 3]])
    for shape, Ū in ((PATH, None), (None, factor)):
        problem = of_scale(exponent, target, shape, Ū, known)
        engine = Engine(problem, DIGITS)
        for tau in (Fraction(1, 4), Fraction(2, 5), Fraction(6, 5)):
            time = tau * -exponent * Fraction(2302585, 1000000)
            bits = next(engine.precisions(time))
            with flint.ctx.workprec(bits):
                W = engine.enclose(time, bits, "exchanged")
            true = printed(problem, known, time, cancelled_bits(problem, known[0], time) + 400)
            for ball, exact in zip(W.entries(), true.entries(), strict=True):
                assert ball.overlaps(exact)
                assert ball.rel_accuracy_bits() > DIGITS * BITS_PER_DIGIT
            assert engine.at(time).bits == bits


def test_once_all_is_learned_no_basis_need_be_known() -> None:
    """W is Y and what is left of it, which tells the entries where Y is 0: e^{-2σ₃t} in size."""
    target = rows_of([[2, 1, 0], [1, 2, 1], [0, 1, 2]])
    problem = Problem(target, MINOR_OF_THREE, None, Scale(Fraction(1), -1))
    engine, time = Engine(problem, 20), Fraction(200)
    found = engine.at(time)
    assert (found.path, found.bits) == ("exchanged", next(engine.precisions(time)))
    true = radon(problem, time, 6000)
    assert all(ball.contains(exact) for ball, exact in zip(found.balls.entries(), true.entries(), strict=True))
    with flint.ctx.workprec(128), pytest.raises(Unresolved, match="not all modes are learned"):
        engine.enclose(Fraction(3), 128, "exchanged")


@pytest.mark.parametrize("factor", [False, True])
def test_all_is_learned_at_once_from_a_large_start(factor: bool) -> None:
    """Whatever the signs of Y's eigenvalues, which are −0.65, 2.27 and 3.38; from a shape or a factor of full rank."""
    target = rows_of([[3, 0, 1], [0, 2, 1], [1, 1, 0]])
    start = MINOR_OF_THREE
    problem = Problem(target, None if factor else start, start if factor else None, Scale(Fraction(1), 40))
    for time in (Fraction(1), Fraction(1, 100)):
        with flint.ctx.workprec(256):
            W = Engine(problem, 20).enclose(time, 256, "exchanged")
        true = radon(problem, time, 3000)
        assert all(ball.contains(exact) for ball, exact in zip(W.entries(), true.entries(), strict=True))
        assert min(ball.rel_accuracy_bits() for ball in W.entries()) > 100


MINOR_OF_THREE = rows_of([[2, 0, 1], [0, 1, 0], [1, 0, 3]])


def test_twenty_modes_with_zeros_at_the_smallest_scale() -> None:
    """Fifty digits of every entry at α = 10⁻¹⁰⁰⁰⁰⁰⁰, for an n beyond what minors can do: from 10α 10⁴ times as much."""
    draw, n = Random(1), 20  # noqa: S311 (a seeded sample, nothing secret)
    A = rows_of([[draw.choice((-1, 0, 1)) for _ in range(n)] for _ in range(n)])
    shape = matrices.plus(matrices.product(A, matrices.transpose(A)), flat(*[n] * n))
    empty = [(i, j) for i in range(n) for j in range(i) if shape[i][j] == 0]
    assert len(empty) > 10
    sigma = [2 - Fraction(3 * i, 2 * (n - 1)) for i in range(n)]
    time = Fraction(1, 1000)
    values = [
        evaluate(of_scale(exponent, flat(*sigma), shape), [time], 50).samples[0].values
        for exponent in (-1_000_000, -999_999)
    ]
    for i, j in empty:
        # the first term is −α⁴ Σ_k e_ie_jG_k S_ikS_kj
        (small, exponent), (large, other) = (value[i][j].split("e") for value in values)
        assert small[:45] == large[:45]
        assert int(other) - int(exponent) == 4
