"""How sharp the unbalanced law is: `python -m benchmarks.unbalanced [COUNT]` follows starts drawn from a seed.

Each is followed in double precision by the classical Runge–Kutta method: so it bounds nothing, but a violation beyond
rounding would be seen. Of each bound the largest share that was used is told: 1 would say that it can't be improved.
Every twentieth start has an α that is smaller by a power of ten, or six. `python -m benchmarks.unbalanced 0 COUNT`
follows starts of sizes up to 3 by balls instead, which hold the true solution: where the error is ε at most, it is.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from numeric import unbalanced
from numeric.exact import Unresolved, format_fraction, parse_scale
from numeric.field import Balls
from paper import Misuse

COUNT, STEP, MOMENTS = 1000, 0.02, 40
FIELD = Balls(64)
ROUNDING = 1e-12
"""Of an eigenvalue in double precision, where the bound may be far smaller."""
BOUNDS = ("gram", "rest", "excess", "deficit at the left end", "deficit", "mixed", "error", "error at the left end")


PRECISIONS, MOST_STEPS = (Balls(96), Balls(256)), 600
WITHIN = {"left end": Fraction(0), "between": Fraction(1, 2), "right end": Fraction(1)}
"""Where in a window the balls look."""


def starts(
    count: int, seed: str = "unbalanced", sizes: tuple[int, ...] = (1, 2, 3, 5, 8)
) -> Iterator[unbalanced.Start]:
    """`count` starts to which the law applies; of such sizes, and V̄ up to 30 times as large as Ū, or as small."""
    generator, found = Random(seed), 0  # noqa: S311 (a seeded sample, nothing secret)
    while found < count:
        with FIELD.working():
            start = unbalanced.draw(generator, unbalanced.Kind(most=generator.choice(sizes)), FIELD)
            if start is not None and found % 20 == 0:
                smaller = start.alpha.fraction / 10 ** generator.randint(1, 6)
                start = replace(start, alpha=parse_scale(format_fraction(smaller), "α"))
        if start is not None:
            found += 1
            yield start


def shares(start: unbalanced.Start, step: float = STEP) -> dict[str, float]:
    """What part of each bound is used, in the window or until its right end."""
    with FIELD.working():
        said = {name: float(value.mid()) for name, value in unbalanced.names(start, FIELD).items()}
    k = start.k
    Y = np.zeros((start.m, start.n))
    for i, sigma in enumerate(start.spectrum):
        Y[i, i] = float(sigma)
    truncated = Y.copy()
    truncated[k:, :] = 0
    U, V = (said["alpha"] * np.array([[float(x) for x in row] for row in rows]) for rows in (start.U, start.V))
    found = dict.fromkeys(BOUNDS, 0.0)
    left, right = said["left_end"], said["right_end"]
    times = [*np.linspace(0, left, MOMENTS), *np.linspace(left, right, MOMENTS)[1:]]
    for before, time in zip((0.0, *times), times, strict=False):
        U, V = followed(U, V, Y, time - before, step)
        record(found, said, time, (U, V), (Y, truncated), k)
    return found


def followed(U: Any, V: Any, Y: Any, length: float, step: float) -> tuple[Any, Any]:
    """(U, V) after a time."""
    count = max(1, int(np.ceil(length / step)))
    h = length / count

    def rate(a: Any, b: Any) -> tuple[Any, Any]:
        left = Y - a @ b.T
        return left @ b, left.T @ a

    for _ in range(count if length else 0):
        a1, b1 = rate(U, V)
        a2, b2 = rate(U + h / 2 * a1, V + h / 2 * b1)
        a3, b3 = rate(U + h / 2 * a2, V + h / 2 * b2)
        a4, b4 = rate(U + h * a3, V + h * b3)
        U, V = U + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4), V + h / 6 * (b1 + 2 * b2 + 2 * b3 + b4)
    return U, V


def record(
    found: dict[str, float],
    said: dict[str, float],
    time: float,
    factors: tuple[Any, Any],
    targets: tuple[Any, Any],
    k: int,
) -> None:
    """Keep the larger share of each bound, of those that hold at this time."""
    U, V = factors
    r = min(targets[0].shape)
    plus, minus = (U[:r] + V[:r]) / 2, (U[:r] - V[:r]) / 2
    R1, R2 = plus[:k], np.vstack((plus[k:], minus, U[r:] / 2**0.5, V[r:] / 2**0.5))
    E = np.diag(np.diag(targets[0])[:k]) - R1 @ R1.T
    low, high = np.linalg.eigvalsh(E)[[0, -1]]
    eps, u = said["eps"], 9 / 8 * said["alpha"] * said["size"] * np.exp(said["tau"] * time)
    seen = {
        "gram": np.linalg.norm(np.vstack((R1, R2)), 2) ** 2 / (said["sigma_1"] + said["delta"]),
        "rest": np.linalg.norm(R2, 2) / u,
        "excess": max(0, -low - ROUNDING) / said["omega"],
    }
    if time >= said["left_end"]:
        error = np.linalg.norm(U @ V.T - targets[1], 2) / eps
        seen |= {"deficit": 4 * high / eps, "mixed": 12 * np.linalg.norm(R1 @ R2.T, 2) / eps, "error": error}
        if time == said["left_end"]:
            seen |= {"deficit at the left end": 4 * high / eps, "error at the left end": error}
    for name, share in seen.items():
        found[name] = max(found[name], float(share))


def shares_by_balls(start: unbalanced.Start) -> dict[str, float] | None:
    """What part of ε the error is, at three times of the window; more than 1 where it certainly is beyond.

    None where no ball tells.
    """
    for field in PRECISIONS:
        try:
            with field.working():
                times = unbalanced.times(start, field, tuple(WITHIN.values()))
                followed = unbalanced.followed(start, field, times, MOST_STEPS)
                ratios = [unbalanced.error(start, factors, field) / field.number(start.eps) for factors in followed]
        except (Unresolved, Misuse):  # of too many steps, as balls that are wide make them short
            continue
        if all(ratio <= 1 or ratio > 1 for ratio in ratios):
            return {where: float(ratio.upper()) for where, ratio in zip(WITHIN, ratios, strict=True)}
    return None


def by_balls(count: int) -> int:
    """Tell the largest shares; 1 if the law is violated."""
    most, undecided = dict.fromkeys(WITHIN, 0.0), 0
    for start in starts(count, "unbalanced, by balls", (1, 2, 3)):
        found = shares_by_balls(start)
        undecided += found is None
        for where, share in (found or {}).items():
            most[where] = max(most[where], share)
    print(f"{count} starts by balls, {undecided} undecided: the largest share of ε")
    print(*(f"{share:8.4f}  {where}" for where, share in most.items()), sep="\n")
    return int(max(most.values()) > 1)


def main(count: int) -> int:
    """Tell the largest shares; 1 if any bound is violated by more than rounding."""
    most, least_alpha = dict.fromkeys(BOUNDS, 0.0), 1.0
    for start in starts(count):
        for name, share in shares(start).items():
            most[name] = max(most[name], share)
        least_alpha = min(least_alpha, float(start.alpha.fraction))
    print(f"{count} starts, α from {least_alpha:.1e}: the largest share of each bound")
    print(*(f"{share:8.4f}  {name}" for name, share in most.items()), sep="\n")
    return int(max(most.values()) > 1 + 1e-9)


if __name__ == "__main__":
    counts = [*map(int, sys.argv[1:]), *(COUNT, 0)[len(sys.argv) - 1 :]]
    sys.exit(max(main(counts[0]) if counts[0] else 0, by_balls(counts[1]) if counts[1] else 0))
