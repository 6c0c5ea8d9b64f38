"""Claims about flows of matrices, true by construction, or false because one number in them was changed.

Each maker says of both how Python sees it: by doubles, as a difference quotient of the solution beside the flow.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from scipy.linalg import expm

from proofs.grading.flows.claims import MatrixSolution

Matrix = Any
SQUARE = ("n", "n")
NOW, STEP = 0.4, 1e-4


@dataclass(frozen=True)
class Pair:
    true: MatrixSolution
    false: MatrixSolution
    residuals: Callable[[], tuple[float, float]]
    """How far each is from what it claims, at a drawn instance."""


def drawn(random: Random, *, symmetric: bool = False, positive: bool = False) -> Matrix:
    found = np.array([[random.uniform(-1, 1) for _ in range(3)] for _ in range(3)])
    if positive:
        return found @ found.T
    return (found + found.T) / 2 if symmetric else found


def residual(solution: Callable[[float], Matrix], flow: Callable[[float, Matrix], Matrix]) -> float:
    quotient = (solution(NOW + STEP) - solution(NOW - STEP)) / (2 * STEP)
    return float(np.abs(quotient - flow(NOW, solution(NOW))).max())


def claim(matrices: Sequence[str], symmetric: Sequence[str], **fields: Any) -> MatrixSolution:
    return MatrixSolution("drawn", dict.fromkeys(matrices, SQUARE), symmetric=tuple(symmetric), **fields)


def other(random: Random, number: int) -> int:
    return random.choice([each for each in range(-4, 5) if each not in (0, number)])


def two_sided(random: Random) -> Pair:
    """exp(atA)·X₀·exp(btB), where the flow has another number."""
    a, b = (random.choice([-3, -2, -1, 1, 2, 3]) for _ in range(2))
    wrong, left = other(random, a), random.random() < 0.5
    solved = f"exp({a}*t*A)*X0*exp({b}*t*B)" if left else f"exp({b}*t*B)*X0*exp({a}*t*A)"

    def made(number: int) -> MatrixSolution:
        flow = f"{number}*A*X + {b}*X*B" if left else f"{number}*X*A + {b}*B*X"
        return claim(("X", "X0", "A", "B"), (), flow={"X": flow}, start={"X": "X0"}, solution={"X": solved})

    def residuals() -> tuple[float, float]:
        A, B, X0 = drawn(random), drawn(random), drawn(random)

        def solution(t: float) -> Matrix:
            one, two = expm(a * t * A), expm(b * t * B)
            return one @ X0 @ two if left else two @ X0 @ one

        def flow(number: int) -> Callable[[float, Matrix], Matrix]:
            return lambda _, X: number * (A @ X if left else X @ A) + b * (X @ B if left else B @ X)

        return residual(solution, flow(a)), residual(solution, flow(wrong))

    return Pair(made(a), made(wrong), residuals)


def riccati(random: Random) -> Pair:
    """MV (5) with a rate, where the inverse has another number."""
    rate = random.randint(1, 4)
    wrong = random.choice([k for k in range(1, 9) if k != 2 * rate])

    def made(number: int) -> MatrixSolution:
        return claim(
            ("W", "Y", "W0"),
            ("W", "Y", "W0"),
            given=("0 <= W0",),
            integral={"G": f"{number}*exp({2 * rate}*t*Y)"},
            flow={"W": f"{rate}*(Y*W + W*Y - 2*W*W)"},
            start={"W": "W0"},
            solution={"W": f"exp({rate}*t*Y)*W0*inv(1 + G*W0)*exp({rate}*t*Y)"},
        )

    def residuals() -> tuple[float, float]:
        Y, W0 = drawn(random, symmetric=True), drawn(random, positive=True)

        def solution(number: int) -> Callable[[float], Matrix]:
            def at(t: float) -> Matrix:
                grown, doubled = expm(rate * t * Y), expm(2 * rate * t * Y)
                G = number * (doubled - np.eye(3)) @ np.linalg.inv(2 * rate * Y)
                return grown @ W0 @ np.linalg.inv(np.eye(3) + G @ W0) @ grown

            return at

        def flow(_: float, W: Matrix) -> Matrix:
            return rate * (Y @ W + W @ Y - 2 * W @ W)

        return residual(solution(2 * rate), flow), residual(solution(wrong), flow)

    return Pair(made(2 * rate), made(wrong), residuals)


def product(random: Random) -> Pair:
    """What U·Uᵀ does along a flow (aY + bUUᵀ)U, where it is said to do it with another number."""
    a, b = (random.choice([-3, -2, -1, 1, 2, 3]) for _ in range(2))
    wrong = other(random, 2 * b)

    def made(number: int) -> MatrixSolution:
        flow = {"U": f"({a}*Y + {b}*U*T(U))*U", "W": f"{a}*Y*W + {a}*W*Y + {number}*W*W"}
        start = {"U": "U0", "W": "U0*T(U0)"}
        return claim(("U", "W", "Y", "U0"), ("Y",), flow=flow, start=start, solution={"W": "U*T(U)"})

    def residuals() -> tuple[float, float]:
        Y, U = drawn(random, symmetric=True), drawn(random)
        W = U @ U.T
        rate = (a * Y + b * W) @ U
        moved = rate @ U.T + U @ rate.T
        said = a * (Y @ W + W @ Y)
        return float(np.abs(moved - said - 2 * b * W @ W).max()), float(np.abs(moved - said - wrong * W @ W).max())

    return Pair(made(2 * b), made(wrong), residuals)


def conserved(random: Random) -> Pair:
    """The imbalance of two factors that move at rates a and b, where it is weighed in another way."""
    a, b = (random.randint(1, 4) for _ in range(2))
    wrong = random.choice([k for k in range(-4, 5) if k != a])

    def made(number: int) -> MatrixSolution:
        flow = {"U": f"{a}*(Y - U*T(V))*V", "V": f"{b}*(T(Y) - V*T(U))*U"}
        return claim(("U", "V", "Y"), (), flow=flow, conserved=(f"{b}*T(U)*U - {number}*T(V)*V",))

    def residuals() -> tuple[float, float]:
        Y, U, V = drawn(random), drawn(random), drawn(random)
        u, v = a * (Y - U @ V.T) @ V, b * (Y.T - V @ U.T) @ U
        moved, other_one = b * (u.T @ U + U.T @ u), v.T @ V + V.T @ v
        return float(np.abs(moved - a * other_one).max()), float(np.abs(moved - wrong * other_one).max())

    return Pair(made(a), made(wrong), residuals)


MAKERS = {each.__name__: each for each in (two_sided, riccati, product, conserved)}
