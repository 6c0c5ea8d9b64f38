"""Large problems in double precision: W(t) with bounds, beside the same in NumPy without any.

Y is diagonal, σ falls from 2 to 1/2, and W̄₀ = I + AAᵀ/2^k with A of small random integers and 2^k ≥ n, so that all is
exact in doubles. Processor seconds, medians; what a user would write takes α no smaller than doubles hold.
"""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from time import process_time
from typing import Any

import flint
import numpy as np
from scipy.linalg import eigh

from numeric import matrices
from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.evaluate import FEW
from numeric.exact import parse_scale
from numeric.hardware.doubles import Doubles
from numeric.hardware.eigenpairs import eigenpairs
from numeric.hardware.enclosed import exactly
from numeric.packed import of_doubles
from numeric.problem import Problem

DIGITS = 15
FEW_DIGITS = 10
LOG_TEN = Fraction(2302585, 1000000)
TAU = Fraction(9, 10)
SAMPLED = 2000
"""Entries of the balls that are looked at."""
ALPHAS = ("1e-3", "1e-1000000")


@dataclass(frozen=True)
class Large:
    """Seconds of processor time, n×n doubles, and digits."""

    n: int
    largest: int
    ours: float
    numpy: float
    balls: float
    digits: float
    """The least number of digits that NumPy's entries have, as ours show."""
    growth: float
    """Of the seconds, from n/2 to 2n."""
    smallest_alpha: float
    pairs: float
    eigh: float
    largest_ours: float
    largest_numpy: float
    largest_bytes: float
    peak: float
    """n×n doubles that a point holds at most, the problem's own aside."""


def shape(n: int) -> Any:
    """W̄₀: every entry is a double."""
    a = np.random.default_rng(n).integers(-3, 4, (n, n)).astype(float)
    return np.eye(n) + a @ a.T / 2.0 ** int(np.ceil(np.log2(n)))


def spectrum(n: int) -> list[Fraction]:
    return [Fraction(4 * (n - 1) - 3 * i, 2 * (n - 1)) for i in range(n)]


def problem(n: int, alpha: str) -> tuple[Problem, Fraction]:
    """And the time at which the largest modes are learned."""
    scale = parse_scale(alpha, "α")
    size = -int(alpha.partition("e")[2])
    return Problem(matrices.diagonal(spectrum(n)), of_doubles(shape(n)), None, scale), TAU * size * LOG_TEN


def in_numpy(n: int, alpha: float, t: float) -> Any:
    """W by the graded form, as one would write it: nothing is known of its digits."""
    sigma, start = np.array(list(map(float, spectrum(n)))), shape(n)
    grown = alpha * np.exp(sigma * t)
    total = np.linalg.inv(start)
    total[np.diag_indices(n)] += (grown**2 - alpha**2) / sigma
    return grown[:, None] * np.linalg.inv(total) * grown


def ours(n: int, alpha: str, digits: int) -> Any:
    """W with bounds: what `evaluate` makes decimals of."""
    given, t = problem(n, alpha)
    return Doubles(given).at(t, digits, FEW)


def in_balls(given: Problem, t: Fraction) -> Any:
    """W by the engine, at the first of its precisions that tells the digits of all but as few entries as in `ours`."""
    engine, n = Engine(given, DIGITS), given.n
    places = np.random.default_rng(1).integers(0, n, (SAMPLED, 2)).tolist()
    bits = engine.first_precision(t)
    while True:
        with flint.ctx.workprec(bits):
            W = engine.enclose(t, bits)
        short = sum(W[i, j].rel_accuracy_bits() < BITS_PER_DIGIT * DIGITS + 1 for i, j in places)
        if short <= FEW * SAMPLED:
            return W
        bits *= 2


def measured(n: int, largest: int, rounds: int) -> Large:
    half, alpha = n // 2, ALPHAS[0]
    t = float(problem(2, alpha)[1])
    symmetric = shape(n)
    peak, found = held(lambda: ours(n, alpha, DIGITS))
    whole, _ = held(lambda: ours(largest, alpha, FEW_DIGITS))
    given, moment = problem(n, alpha)
    return Large(
        n,
        largest,
        seconds(lambda: ours(n, alpha, DIGITS), rounds),
        seconds(lambda: in_numpy(n, 1e-3, t), rounds),
        seconds(lambda: in_balls(given, moment), 1),
        digits_of(in_numpy(n, 1e-3, t), found),
        seconds(lambda: ours(2 * n, alpha, DIGITS), 1) / seconds(lambda: ours(half, alpha, DIGITS), rounds),
        seconds(lambda: ours(n, ALPHAS[1], DIGITS), rounds),
        seconds(lambda: eigenpairs(exactly((symmetric / 8,)), 0), rounds),
        seconds(lambda: eigh(symmetric), rounds),
        seconds(lambda: ours(largest, alpha, FEW_DIGITS), 1),
        seconds(lambda: in_numpy(largest, 1e-3, t), 1),
        whole,
        peak / (8 * n * n),
    )


def seconds(work: Callable[[], Any], rounds: int) -> float:
    """The median."""
    found = []
    for _ in range(rounds):
        begin = process_time()
        work()
        found.append(process_time() - begin)
    return median(found)


def held(work: Callable[[], Any]) -> tuple[float, Any]:
    """Bytes that are held at most while it works, beside those held before; and what it returns."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    found = work()
    most = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return float(most), found


def digits_of(plain: Any, found: Any) -> float:
    """Digits of the worst entry of NumPy's that is of ordinary size."""
    n = len(plain)
    scales = np.array([float(w.mid()) for w in found.scales])
    own = found.parts[0] * scales[:, None] * scales
    for i, x in found.own.items():
        own[i, i] = float(x.mid())
    size = np.sqrt(np.diag(own))
    ordinary = np.abs(own) > 1e-3 * size[:, None] * size
    ordinary &= np.tri(n, dtype=bool)
    return float(-np.log10(np.max(np.abs(plain - own)[ordinary] / np.abs(own)[ordinary] + 1e-17)))
