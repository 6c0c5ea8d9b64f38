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


def holds(ball: Any, x: Fraction) -> bool:
    return bool(ball.contains(flint.arb(flint.fmpq(x.numerator, x.denominator)).mid())) or bool(
        ball.overlaps(flint.arb(flint.fmpq(x.numerator, x.denominator)))
    )


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


def test_another_step_is_not_held() -> None:
    """What the last test would not notice if the balls were wide."""
    given = CASES["a dense start"]
    wanted = exactly(given, F(1, 10) + F(1, 10**30), 5)
    for _, iterate in Run(Descent(given, F(1, 10)), 15, 5).iterates([5], 192):
        W = iterate.frame.back(iterate.W)
        assert not any(holds(W[i, j], wanted[i][j]) for i in range(3) for j in range(3))


def modes(seed: int, others: int) -> tuple[list[Fraction], list[list[Fraction]], list[list[Fraction]]]:
    """σ in decreasing order, V and N, of modes that are learned in part."""
    draw = random.Random(seed)
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
    draw = random.Random(seed)
    with flint.ctx.workprec(128):

        def ball(x: Fraction, r: Fraction = width) -> Any:
            return flint.arb(flint.arb(flint.fmpq(x.numerator, x.denominator)), float(r))

        widths = [[width if (i + j) % 2 == 0 else width / 100 for j in range(size)] for i in range(size)]
        start = flint.arb_mat(
            [[ball(x, r) for x, r in zip(*both, strict=True)] for both in zip(V, widths, strict=True)]
        )
        below = flint.arb_mat([[ball(x) for x in row] for row in N]) if others else None
        inside, outside = list(range(size)), list(range(size, 3))
        block = blocks.Coupled(inside, outside, [ball(s, F(0)) for s in sigma], (start, below), ball(step, F(0)), 128)
        orbits = []
        for _ in range(8):
            W = [
                [x + draw.choice((-1, 1)) * r * F(99, 100) for x, r in zip(*both, strict=True)]
                for both in zip(V, widths, strict=True)
            ]
            W = [[W[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]
            rest = [[x + draw.choice((-1, 1)) * width * F(99, 100) for x in row] for row in N]
            whole = [[F(i == j) for j in range(size)] for i in range(size)] + rest
            product = matrices.product(whole, W, matrices.transpose(whole))
            orbits.append(flint.arb_mat(matrices.to_flint(product)))
        Y = flint.arb_mat(matrices.to_flint(matrices.diagonal(sigma)))
        identity = flint.arb_mat(matrices.to_flint(matrices.identity(3)))
        for _ in range(12):
            block.step()
            gram, combination = block.gram(), block.combination()
            for k, W in enumerate(orbits):
                A = identity + (Y - W) * ball(step, F(0))
                orbits[k] = W = A * W * A
                assert all(gram[i, j].overlaps(W[i, j]) for i in range(size) for j in range(size))
                if others:
                    corner = flint.arb_mat([[W[i, j] for j in range(size)] for i in range(size)])
                    side = flint.arb_mat([[W[i, j] for j in range(size)] for i in outside])
                    moved = side * corner.inv()
                    assert all(combination[i, j].overlaps(moved[i, j]) for i in range(others) for j in range(size))
