"""TFHV §4, second routes: losses and flows as numbers, with no closed form and nothing of `symbolic`."""

from fractions import Fraction
from typing import Any

from mpmath import matrix, mp, mpf, norm, odefun, sqrt

Matrix = list[list[Fraction]]


def exact(rows: list[list[int]]) -> Matrix:
    return [[Fraction(x) for x in row] for row in rows]


def times(a: Matrix, b: Matrix) -> Matrix:
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in zip(*b, strict=True)] for row in a]


def turned(a: Matrix) -> Matrix:
    return [list(column) for column in zip(*a, strict=True)]


def minus(a: Matrix, b: Matrix) -> Matrix:
    return [[x - y for x, y in zip(*rows, strict=True)] for rows in zip(a, b, strict=True)]


def loss(Y: Matrix, U: Matrix, V: Matrix, imbalance: Matrix) -> Fraction:
    """(27) with Σ for Y, and (28)."""
    residual = minus(Y, times(U, turned(V)))
    error = minus(minus(times(turned(U), U), times(turned(V), V)), imbalance)
    return sum(x * x for row in residual for x in row) / 2 + sum(x * x for row in error for x in row) / 8


def test_regularized_problem_in_the_data_basis() -> None:
    """Under (14), with Φ = Ψ = 1, the losses differ with Q₀ = GᵀΛG and agree with Q₀ = GΛGᵀ."""
    c, s = Fraction(3, 5), Fraction(4, 5)
    G: Matrix = [[c, -s], [s, c]]
    data, U, V = (
        [[Fraction(x) for x in row] for row in rows] for rows in ([[3, 0], [0, 1]], [[1, 2], [0, 1]], [[1, 1], [2, 0]])
    )
    level: Matrix = [[Fraction(5), Fraction(0)], [Fraction(0), Fraction(-1)]]
    rotated = times(U, turned(G)), times(V, turned(G))
    right = times(times(G, level), turned(G))
    wrong = times(times(turned(G), level), G)
    assert loss(data, U, V, level) == loss(data, *rotated, right)
    assert loss(data, U, V, level) != loss(data, *rotated, wrong)


def gap_at(Y: Any, level: int, times: tuple[int, ...]) -> list[Any]:
    """The norm of RRᵀ − R⋆R⋆ᵀ along (29) from R₀ = 1, at `times`; R⋆R⋆ᵀ is where the flow itself is at t = 12."""
    shifted = matrix(4, 4)
    for i in range(2):
        shifted[i, i], shifted[i + 2, i + 2] = mpf(level) / 2, -mpf(level) / 2
        for j in range(2):
            shifted[i, j + 2] = shifted[j + 2, i] = mpf(Y[i][j])

    def flow(_: Any, entries: list[Any]) -> list[Any]:
        R = matrix(4, 4)
        for i, entry in enumerate(entries):
            R[i // 4, i % 4] = entry
        rate = shifted * R - R * R.T * R / 2
        return [rate[i // 4, i % 4] for i in range(16)]

    def product(t: int) -> Any:
        R = matrix([solution(t)[4 * i : 4 * i + 4] for i in range(4)])
        return R * R.T

    solution = odefun(flow, 0, [mpf(i // 4 == i % 4) for i in range(16)])
    return [norm(product(t) - product(12)) for t in times]


def test_uniform_imbalance_convergence() -> None:
    """For Y = [[0, 5], [2, 0]] and λ₀ = 3 the gap falls by e⁵ in unit time: √(4·2² + 9) = 5, not √(4·10 + 9) = 7."""
    with mp.workdps(20):
        early, late = gap_at([[0, 5], [2, 0]], 3, (2, 3))
        assert abs(mp.log(early / late) - 5) < 0.01
        assert sqrt(mpf(49)) - mp.log(early / late) > 1.9
