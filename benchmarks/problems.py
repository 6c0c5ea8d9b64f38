"""The problems that are timed: dense, exact, and the same for everyone.

Y = Φ diag(σ) Φᵀ with Φ a product of two rational Householder reflectors and σ falling linearly from 2 to 1/2; the shape
is W̄₀ = I + AAᵀ/n with A of small random integers; α = 10^−K; the flow is Ẇ = YW + WY − 2W².
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

Rows = tuple[tuple[Fraction, ...], ...]

LARGEST_SIGMA = Fraction(2)
SMALLEST_SIGMA = Fraction(1, 2)
LOG_TEN = Fraction(2302585, 1000000)
"""ln 10 to seven digits: it only sets where the times lie."""


@dataclass(frozen=True)
class Problem:
    """Exact data: σ (decreasing), Φ, Y, W̄₀, all n×n, and K = log₁₀(1/α)."""

    spectrum: tuple[Fraction, ...]
    basis: Rows
    target: Rows
    shape: Rows
    K: int

    @property
    def n(self) -> int:
        return len(self.spectrum)

    def time(self, tau: Fraction) -> Fraction:
        """t = τ·K·ln 10: mode i is learned about τ = 1/σ_i."""
        return tau * self.K * LOG_TEN


def problem(n: int, K: int, seed: int = 1) -> Problem:
    """The problem of size n ≥ 2 at α = 10^−K."""
    draw = Random(f"{seed} {n}")  # noqa: S311 - a reproducible problem, not a secret
    step = (LARGEST_SIGMA - SMALLEST_SIGMA) / (n - 1)
    spectrum = tuple(LARGEST_SIGMA - step * i for i in range(n))
    first, second = ([draw.choice((-1, 1)) * draw.randint(1, 9) for _ in range(n)] for _ in range(2))
    basis = reflect(reflect(diagonal([Fraction(1)] * n), second), first)
    half = reflect(reflect(diagonal(spectrum), second), first)
    target = reflect(reflect(transpose(half), second), first)
    a = [[draw.randint(-3, 3) for _ in range(n)] for _ in range(n)]
    shape = tuple(
        tuple(Fraction(sum(x * y for x, y in zip(a[i], a[j], strict=True)), n) + (i == j) for j in range(n))
        for i in range(n)
    )
    return Problem(spectrum, basis, target, shape, K)


def sparse(n: int, K: int, seed: int = 1) -> Problem:
    """As `problem`, with Y diagonal, and with leading terms that vanish: of n ≥ 4, in integers.

    W̄₀ is nI + AAᵀ for an A of −1, 0 and 1, with one entry or more that is 0, and then changed so that S₁₁S₃₂ = S₃₁S₁₂:
    once the first mode is learned, W₃₂ has no leading term. All is multiplied by S₁₁ to be integers again.
    """
    draw = Random(f"sparse {seed} {n}")  # noqa: S311 - a reproducible problem, not a secret
    step = (LARGEST_SIGMA - SMALLEST_SIGMA) / (n - 1)
    spectrum = tuple(LARGEST_SIGMA - step * i for i in range(n))
    rows = [[0]]
    while not any(x == 0 for row in rows[1:] for x in row) or 0 in rows[0][1:3]:
        a = [[draw.choice((-1, 0, 1)) for _ in range(n)] for _ in range(n)]
        rows = [
            [sum(x * y for x, y in zip(a[i], a[j], strict=True)) + n * (i == j) for j in range(n)] for i in range(n)
        ]
    corner = rows[0][0]
    shape = [[Fraction(corner * x) for x in row] for row in rows]
    shape[1][2] = shape[2][1] = Fraction(rows[0][1] * rows[0][2])
    one = diagonal([Fraction(1)] * n)
    return Problem(spectrum, one, diagonal(spectrum), tuple(map(tuple, shape)), K)


def times(of: Problem, count: int, start: Fraction = Fraction(1, 10), end: Fraction = Fraction(4)) -> list[Fraction]:
    """`count` times, evenly from `start` to `end` in units of K·ln 10."""
    return [of.time(start + (end - start) * j / max(1, count - 1)) for j in range(count)]


def diagonal(values: Sequence[Fraction]) -> Rows:
    return tuple(tuple(x if i == j else Fraction(0) for j in range(len(values))) for i, x in enumerate(values))


def transpose(a: Rows) -> Rows:
    return tuple(zip(*a, strict=True))


def reflect(a: Rows, v: Sequence[int]) -> Rows:
    """(I − 2vvᵀ/vᵀv) a."""
    scale = Fraction(2, sum(x * x for x in v))
    along = [scale * sum(x * row[j] for x, row in zip(v, a, strict=True)) for j in range(len(a[0]))]
    return tuple(tuple(x - vi * y for x, y in zip(row, along, strict=True)) for vi, row in zip(v, a, strict=True))
