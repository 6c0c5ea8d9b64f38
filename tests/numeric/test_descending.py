"""Gradient descent in balls, held to exact rational iterates, to mpmath, and to orbits from within what balls allow."""

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint
import mpmath
import pytest

from numeric import matrices
from numeric.descending import blocks, exact
from numeric.descending.run import Descent, Run
from numeric.descending.values import Asked, evaluate, measure
from numeric.evaluate import Undecided
from numeric.exact import Scale, Unresolved, parse_scale
from numeric.inputs import read_shape
from numeric.matrices import Rows
from numeric.problem import Problem
from paper import Misuse

F = Fraction


def rows(*lines: Sequence[Any]) -> Rows:
    return tuple(tuple(F(x) for x in line) for line in lines)


def diagonal(*values: Any) -> Rows:
    return matrices.diagonal([F(x) for x in values])


def problem(target: Rows, start: Rows, alpha: str = "1/3", *, is_factor: bool = False) -> Problem:
    shape, factor = (None, start) if is_factor else (start, None)
    return Problem(target, shape, factor, parse_scale(alpha, "α"))


def exactly(given: Problem, step: Fraction, iterations: int) -> list[list[Fraction]]:
    """W after so many steps: the definition, in Python's own fractions."""
    n, Y = given.n, given.target
    W = [[given.alpha.fraction**2 * x for x in row] for row in given.start]
    for _ in range(iterations):
        A = [[(i == j) + step * (Y[i][j] - W[i][j]) for j in range(n)] for i in range(n)]
        AW = [[sum(A[i][k] * W[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
        W = [[sum(AW[i][k] * A[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
    return W


def holds(enclosure: Any, x: Fraction) -> bool:
    """Whether the ball has x in it, up to rounding beyond all that it tells."""
    with flint.ctx.workprec(1000):
        return bool(enclosure.overlaps(ball(x)))


DENSE = rows([2, 1, 0], [1, 2, 1], [0, 1, 1])
CASES = {
    "a dense start": problem(diagonal(3, 2, 1), read_shape("random:7", 3)),
    "a singular target": problem(diagonal(2, 0, 0), read_shape("random:3", 3)),
    "equal σ": problem(diagonal(2, 2, 1), read_shape("random:4", 3)),
    "a target of any sign": problem(diagonal(-1, 2, F(1, 2)), read_shape("random:5", 3)),
    "a dense target": problem(DENSE, read_shape("random:6", 3)),
    "a start in parts": problem(diagonal(3, 2, 1), rows([2, 0, 1], [0, 1, 0], [1, 0, 1])),
    "one column": problem(diagonal(3, 2, 1), rows([1], [2], [-1]), is_factor=True),
    "two columns, dependent rows": problem(diagonal(3, 2, 1), rows([1, 1], [2, 2], [1, -1]), is_factor=True),
    "a mode that is not reached": problem(diagonal(3, 2, 1), rows([0, 0], [1, 2], [1, 1]), is_factor=True),
    "a dense target, one column": problem(DENSE, rows([1], [0], [2]), is_factor=True),
    "a dense target, two columns": problem(DENSE, rows([1, 2], [0, 1], [2, 2]), is_factor=True),
    "more columns than rows": problem(diagonal(2, 1), rows([1, 0, 2], [1, 1, 0]), is_factor=True),
    "one mode": problem(diagonal(2), diagonal(3), "1"),
}
STEPS = (F(1, 10), F(1, 3), F(1, 2))
"""The last of these is beyond 1/σ₁ for some, and 1/(2σ) for others."""


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("step", STEPS, ids=str)
def test_balls_hold_the_exact_iterates_and_are_narrow(name: str, step: Fraction) -> None:
    given = CASES[name]
    run = Run(Descent(given, step), 15, 5)
    for iteration, iterate in run.iterates([0, 1, 2, 5], 192):
        W, wanted = iterate.frame.back(iterate.W), exactly(given, step, iteration)
        size = max(abs(x) for row in wanted for x in row)
        for i in range(given.n):
            for j in range(given.n):
                assert holds(W[i, j], wanted[i][j]), (iteration, i, j)
                assert W[i, j].rad() < float(size) * 1e-40
            if given.diagonal is not None:
                order = iterate.frame.order or ()
                gap = iterate.gaps[order.index(i)]
                assert holds(gap, wanted[i][i] - given.target[i][i])


@pytest.mark.parametrize("name", CASES)
def test_singular_values_have_the_sums_of_the_exact_iterate(name: str) -> None:
    """Their sum is its trace, that of their squares the one of its entries, whatever moves together."""
    given = CASES[name]
    wanted = exactly(given, F(1, 10), 3)
    (told,) = measure(Descent(given, F(1, 10)), (3,), Asked(singular_values=True), 15)
    values = [F(x.decimal) for x in told.singular_values or ()]
    assert values == sorted(values, reverse=True)
    assert len(values) == given.n
    trace, square = sum(wanted[i][i] for i in range(given.n)), sum(x * x for row in wanted for x in row)
    assert abs(sum(values) - trace) < trace / 10**13
    assert abs(sum(x * x for x in values) - square) < square / 10**13


def test_a_start_at_0_stays_there() -> None:
    nothing = Descent(problem(diagonal(2, 1), rows([0], [0]), is_factor=True), F(1, 10))
    assert evaluate(nothing, (9,), 5).samples[0].values == (("0", "0"), ("0", "0"))
    (told,) = measure(nothing, (9,), Asked(True, (0, 1), loss=True), 5)
    assert [x.decimal for x in told.singular_values or ()] == ["0", "0"]
    assert [x.spectral.decimal for x in told.distances] == ["0", "2.0000"]
    assert told.loss is not None
    assert told.loss.decimal == "1.2500"


def test_another_step_is_not_held() -> None:
    """What the last test would not notice if the balls were wide."""
    given = CASES["a dense start"]
    wanted = exactly(given, F(1, 10) + F(1, 10**30), 5)
    for _, iterate in Run(Descent(given, F(1, 10)), 15, 5).iterates([5], 192):
        W = iterate.frame.back(iterate.W)
        assert not any(holds(W[i, j], wanted[i][j]) for i in range(3) for j in range(3))


def modes(seed: int, others: int) -> tuple[list[Fraction], list[list[Fraction]], list[list[Fraction]]]:
    """σ in decreasing order, V and N, of modes that are learned in part."""
    draw = random.Random(seed)  # noqa: S311 (nothing to keep secret)
    sigma = sorted((F(draw.randint(0, 8), 4) for _ in range(3)), reverse=True)
    U = [[F(draw.randint(-6, 6), 5) for _ in range(3 - others)] for _ in range(3 - others)]
    V = [[sum(x * y for x, y in zip(a, b, strict=True)) + (F(1, 9) if a is b else 0) for b in U] for a in U]
    N = [[F(draw.randint(-6, 6), 6) for _ in range(3 - others)] for _ in range(others)]
    return sigma, V, N


@pytest.mark.parametrize("others", [0, 1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_orbits_from_within_the_balls_stay_within_them(seed: int, others: int) -> None:
    """The bound of errors: it holds what wide balls allow, near their ends, after every step."""
    sigma, V, N = modes(seed, others)
    size, step, width = len(V), F(1, 5), F(1, 10**5)
    draw = random.Random(seed)  # noqa: S311 (nothing to keep secret)
    widths, thin = ([[width if (i + j) % 2 == 0 else width / 100 for j in range(3)] for i in range(3)] for _ in "VN")
    start = flint.arb_mat([[ball(V[i][j], widths[i][j]) for j in range(size)] for i in range(size)])
    below = flint.arb_mat([[ball(N[i][j], thin[i][j]) for j in range(size)] for i in range(others)]) if others else None
    inside, outside = list(range(size)), list(range(size, 3))
    with flint.ctx.workprec(128):
        eta, Y, identity = ball(step), as_balls(matrices.diagonal(sigma)), as_balls(matrices.identity(3))
        block = blocks.Coupled(inside, outside, [ball(s) for s in sigma], (start, below), eta, 128)
        orbits = []
        for _ in range(8):
            near = [[V[i][j] + draw.choice((-1, 1)) * F(99, 100) * widths[i][j] for j in range(size)] for i in inside]
            near = [[near[max(i, j)][min(i, j)] for j in range(size)] for i in inside]
            rest = [[N[i][j] + draw.choice((-1, 1)) * F(99, 100) * thin[i][j] for j in inside] for i in range(others)]
            whole = [[F(i == j) for j in inside] for i in inside] + rest
            orbits.append(as_balls(matrices.product(whole, near, matrices.transpose(whole))))
        for _ in range(12):
            block.step()
            gram, combination = block.gram(), block.combination()
            for k, W in enumerate(orbits):
                A = identity + (Y - W) * eta
                orbits[k] = W = A * W * A
                assert all(gram[i, j].overlaps(W[i, j]) for i in inside for j in inside)
                if others:
                    corner = flint.arb_mat([[W[i, j] for j in inside] for i in inside])
                    moved = flint.arb_mat([[W[i, j] for j in inside] for i in outside]) * corner.inv()
                    assert all(combination[i, j].overlaps(moved[i, j]) for i in range(others) for j in inside)


def ball(x: Fraction, radius: Fraction | int = 0) -> Any:
    return flint.arb(flint.arb(flint.fmpq(x.numerator, x.denominator)), float(radius))


def as_balls(a: Any) -> Any:
    return flint.arb_mat(matrices.to_flint(a))


def by_mpmath(given: Problem, step: Fraction, iterations: Sequence[int], digits: int) -> list[Any]:
    """W in mpmath with so many digits, which bound nothing: U moves, or W where no factor is given."""
    context = mpmath.mp.clone()
    context.dps = digits

    def number(x: Fraction) -> Any:
        return context.mpf(x.numerator) / x.denominator

    def matrix(a: Rows) -> Any:
        return context.matrix([[number(x) for x in row] for row in a])

    alpha = number(given.alpha.mantissa) * context.mpf(10) ** given.alpha.exponent
    Y, identity, eta = matrix(given.target), context.eye(given.n), number(step)
    U = matrix(given.factor) if given.factor else context.cholesky(matrix(given.start))
    U, found = U * alpha, []
    for iteration in range(max(iterations) + 1):
        if iteration in iterations:
            found.append(U * U.T)
        U = (identity + eta * (Y - U * U.T)) * U
    return found


LONG = {
    "two modes from 1e-1000": (problem(diagonal(2, 1), read_shape("random:7", 2), "1e-1000"), F(9, 20), (1500, 3650)),
    "η near 1/σ₁": (problem(diagonal(1, F(1, 2)), read_shape("random:8", 2), "1e-30"), F(99, 100), (100, 400)),
    "a singular target": (problem(diagonal(1, 0), read_shape("random:9", 2), "1e-20"), F(1, 3), (300,)),
    "equal σ": (problem(diagonal(1, 1), read_shape("random:9", 2), "1e-50"), F(1, 3), (250, 500)),
    "one column": (problem(diagonal(2, 1, 0), rows([1], [2], [3]), "1e-40", is_factor=True), F(1, 4), (200, 300)),
    "two columns": (
        problem(diagonal(2, 1, F(1, 2)), rows([1, 1], [2, 2], [1, 3]), "1e-40", is_factor=True),
        F(1, 4),
        (150, 300),
    ),
    "a dense target": (problem(rows([2, 1], [1, 1]), read_shape("random:2", 2), "1e-100"), F(1, 4), (700,)),
}


@pytest.mark.parametrize("name", LONG)
def test_entries_agree_with_mpmath(name: str) -> None:
    given, step, iterations = LONG[name]
    found = evaluate(Descent(given, step), iterations, 15, certified=True)
    for sample, W in zip(found.samples, by_mpmath(given, step, iterations, 250), strict=True):
        context = W.ctx
        for i in range(given.n):
            for j in range(given.n):
                decimal, radius = context.mpf(sample.values[i][j]), context.mpf((sample.radii or ())[i][j])
                assert abs(W[i, j] - decimal) <= radius
                assert radius <= abs(decimal) * context.mpf(10) ** -14


def test_singular_values_distances_and_the_loss_agree_with_mpmath() -> None:
    given, step, iterations = LONG["two columns"]
    asked = Asked(singular_values=True, errors=(0, 1, 2), loss=True)
    found = measure(Descent(given, step), iterations, asked, 15)
    for told, W in zip(found, by_mpmath(given, step, iterations, 250), strict=True):
        context = W.ctx
        values = sorted((abs(x) for x in context.eigsy(W, eigvals_only=True)), reverse=True)
        assert [x.decimal for x in told.singular_values or ()][2:] == ["0"]
        pairs = list(zip(told.singular_values or (), values[:2], strict=False))
        for distance in told.distances:
            apart = W.copy()
            for i in range(distance.k):
                apart[i, i] -= context.mpf(given.target[i][i].numerator) / given.target[i][i].denominator
            sizes = [abs(x) for x in context.eigsy(apart, eigvals_only=True)]
            pairs += [(distance.spectral, max(sizes)), (distance.frobenius, context.mnorm(apart, "f"))]
        Y = context.diag([context.mpf(x.numerator) / x.denominator for x in given.diagonal or ()])
        assert told.loss is not None
        pairs.append((told.loss, context.mnorm(Y - W, "f") ** 2 / 4))
        for rounded, value in pairs:
            assert abs(context.mpf(rounded.decimal) - value) <= context.mpf(rounded.radius)
            assert context.mpf(rounded.radius) <= value * context.mpf(10) ** -14


def test_a_learned_mode_keeps_its_distance_to_all_digits() -> None:
    """One mode from a spectral start: its distance from σ shrinks by 1 − 2ησ a step, to below 1e-295 here."""
    given, step = problem(diagonal(1), diagonal(1), "1/10"), F(1, 4)
    (far, near) = measure(Descent(given, step), (1000, 1001), Asked(loss=True), 15)
    assert far.loss is not None
    assert near.loss is not None
    assert mpmath.mpf(far.loss.decimal) < mpmath.mpf("1e-590")
    assert abs(mpmath.mpf(near.loss.decimal) / mpmath.mpf(far.loss.decimal) - mpmath.mpf("0.25")) < 1e-14


def test_what_is_exactly_zero_is_0() -> None:
    at_once = evaluate(Descent(problem(diagonal(2), diagonal(5), "1"), F(1, 3)), (0, 1, 50), 12, certified=True)
    assert [sample.values[0][0] for sample in at_once.samples] == ["5.00000000000", "0", "0"]
    parts = evaluate(Descent(CASES["a start in parts"], F(1, 10)), (40,), 12).samples[0].values
    assert (parts[0][1], parts[1][2]) == ("0", "0")
    assert "0" not in (parts[0][2], parts[0][0])
    hidden = problem(rows([2, 1], [1, 2]), rows([1], [1]), is_factor=True)  # an eigenvector of Y
    assert measure(Descent(hidden, F(1, 10)), (60,), Asked(True), 12)[0].singular_values[1].decimal == "0"  # type: ignore[index]


def test_the_start_has_its_zeros_whatever_the_basis() -> None:
    dense = Descent(problem(DENSE, diagonal(1, 2, 3), "1e-1000"), F(1, 10))
    start, later = (sample.values for sample in evaluate(dense, (0, 1), 8).samples)
    assert start == (("1.0000000e-2000", "0", "0"), ("0", "2.0000000e-2000", "0"), ("0", "0", "3.0000000e-2000"))
    assert later[0][1] == "3.6000000e-2001"  # ηY₁₂(1 + ηY₁₁)(1 + 2), to first order
    assert later[0][2] == "2.0000000e-2002"


def test_a_start_at_rest_stays() -> None:
    at_rest = problem(diagonal(4, 1), rows([2], [0]), "1", is_factor=True)
    (told,) = measure(Descent(at_rest, F(1, 10)), (1000,), Asked(errors=(1,), loss=True), 12)
    assert (told.distances[0].spectral.decimal, told.distances[0].frobenius.decimal) == ("0", "0")
    assert told.loss is not None
    assert told.loss.decimal == "0.250000000000"


def test_exact_iterates_are_those_of_the_definition() -> None:
    given = CASES["a dense start"]
    found = exact.iterates(Descent(given, F(1, 10)), range(30))
    assert 2 <= len(found) < 12
    for iteration, W in found.items():
        assert matrices.from_flint(W) == matrices.rows_of(exactly(given, F(1, 10), iteration))
    assert exact.iterates(Descent(LONG["two modes from 1e-1000"][0], F(1, 10)), (1,)) == {}


@pytest.mark.parametrize(
    ("step", "iterations", "words"),
    [
        (F(0), (1,), "the step is 0; give a positive one"),
        (F(-1, 2), (1,), "the step is -0.5; give a positive one"),
        (F(1, 10), (-1,), "the number of iterations is -1"),
        (F(1, 10), (10**9,), "1e9 iterations for n = 3 would take about"),
        (F(1, 10), (10**400,), "1e400 iterations for n = 3 would take more than 10000 days"),
        (F(3), (10**4,), "diverges: at iteration"),
        (F(1, 10), (), "there is no iteration"),
    ],
)
def test_what_makes_no_sense_is_refused(step: Fraction, iterations: tuple[int, ...], words: str) -> None:
    with pytest.raises(Misuse, match=words):
        evaluate(Descent(CASES["a dense start"], step), iterations, 10)


def test_a_rate_other_than_1_is_refused() -> None:
    with pytest.raises(Misuse, match="the rate is 2 and the flow is descent"):
        Descent(Problem(diagonal(1), diagonal(1), None, Scale(F(1, 2)), F(2)), F(1, 10))


def test_an_error_that_outgrows_the_iterate_is_no_answer() -> None:
    """Steps between 1.2/σ and 1.5/σ lead to orbits that no precision follows for long."""
    chaotic = Descent(problem(diagonal(1), diagonal(1), "1/10"), F(149, 100))
    with pytest.raises(Unresolved):
        list(Run(chaotic, 10, 2000).iterates([2000], 64))
    (sample,) = evaluate(chaotic, (2000,), 10, certified=True).samples
    context = by_mpmath(chaotic.problem, chaotic.step, (2000,), 1500)[0]
    assert abs(context[0, 0] - context.ctx.mpf(sample.values[0][0])) <= context.ctx.mpf((sample.radii or ())[0][0])


def test_what_no_precision_settles_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numeric.descending.run.LONGEST", 0.02)
    chaotic = Descent(problem(diagonal(1), diagonal(1), "1/10"), F(149, 100))
    with pytest.raises(Undecided, match="after 2000 iterations could not be told to 10 digits"):
        evaluate(chaotic, (2000,), 10)
