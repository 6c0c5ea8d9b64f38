"""How sharp the unbalanced law is: `python -m benchmarks.unbalanced [COUNT]` follows starts drawn from a seed.

Each is followed in double precision by the classical Runge–Kutta method: so it bounds nothing, but a violation beyond
rounding would be seen. Of each bound the largest share that was used is told: 1 would say that it can't be improved.
Every twentieth start has an α that is smaller by a power of ten, or six. `python -m benchmarks.unbalanced 0 COUNT`
follows starts by balls instead, which hold the true solution: where they say that a bound holds, it does.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import flint
import numpy as np

from benchmarks.tally import Tally
from numeric import unbalanced
from numeric.exact import Unresolved, format_fraction, parse_scale
from numeric.field import Balls
from paper import Misuse

COUNT, STEP, MOMENTS = 1000, 0.02, 40
FIELD = Balls(64)
ROUNDING = 1e-12
"""Of an eigenvalue in double precision, where the bound may be far smaller."""
BOUNDS = ("gram", "rest", "excess", "deficit at the left end", "deficit", "mixed", "error", "error at the left end")


PRECISIONS = (Balls(64), Balls(96), Balls(192))
NARROW = Fraction(1, 1000)
"""How well a share has to be known, to be told."""
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


@dataclass
class Starts(Tally):
    """Of the asymmetric flow, with the least α."""

    least_alpha: float = 1.0

    @property
    def what(self) -> str:
        return f"α from {self.least_alpha:.1e}, "


def shares_by_balls(start: unbalanced.Start) -> dict[str, tuple[float, bool]] | None:
    """What part of each bound is used, at three times of the window, and whether the bound is certainly kept.

    Where it is not, it is certainly violated. None where no balls tell of all.
    """
    for field in PRECISIONS:
        try:
            with field.working():
                times = unbalanced.times(start, field, tuple(WITHIN.values()))
                found = {
                    f"{name}, {where}": share
                    for where, time, factors in zip(
                        WITHIN, times, unbalanced.followed(start, field, times), strict=True
                    )
                    for name, share in _used(start, field, time, factors).items()
                }
                if all((x <= 1 or x > 1) and x.rad() < field.number(NARROW) for x in found.values()):
                    return {name: (float(x.upper()), bool(x <= 1)) for name, x in found.items()}
        except (Unresolved, Misuse):  # of too many steps, as balls that are wide make them short
            continue
    return None


def _used(start: unbalanced.Start, field: Balls, time: Fraction, factors: tuple[Any, Any]) -> dict[str, Any]:
    """Of ε, and of what the proof has of its parts: Σ₁ − R₁R₁ᵀ ≤ ε/4, ‖R₁R₂ᵀ‖ ≤ ε/12 and ‖R₂‖ ≤ (9/8)αβe^{τt}."""
    said, k, r = unbalanced.names(start, field), start.k, len(start.spectrum)
    U, V = (x.tolist() for x in factors)
    root = field.sqrt(field.number(2))
    signs = [[[(a + sign * b) / 2 for a, b in zip(U[i], V[i], strict=True)] for i in range(r)] for sign in (1, -1)]
    padding = [[x / root for x in row] for row in (*U[r:], *V[r:])]
    first, rest = (flint.arb_mat(rows) for rows in (signs[0][:k], [*signs[0][k:], *signs[1], *padding]))
    missing = field.diagonal([field.number(x) for x in start.spectrum[:k]]) - first * first.transpose()
    eps, grown = said["eps"], (said["tau"] * field.number(time)).exp()
    return {
        "ε": unbalanced.error(start, factors, field) / eps,
        "ε/4 of what is not learned": 4 * field.norm(missing) / eps,
        "ε/12 of what is mixed": 12 * field.norm(first * rest.transpose()) / eps,
        "the rest": 8 * field.norm(rest) / (9 * said["alpha"] * said["size"] * grown),
    }


def by_balls(count: int) -> Starts:
    """What comes of so many starts."""
    tally = Starts()
    for start in starts(count, "unbalanced, by balls"):
        look_at(start, tally)
    return tally


def look_at(start: unbalanced.Start, tally: Starts) -> None:
    """Follow the start, and count it."""
    tally.starts += 1
    tally.singular += max(len(start.spectrum), len(start.U[0])) < min(start.m, start.n)
    tally.points += len(WITHIN)
    tally.least_alpha = min(tally.least_alpha, float(start.alpha.fraction))
    found = shares_by_balls(start)
    if found is None:
        tally.undecided += len(WITHIN)
        return
    for name, (share, kept) in found.items():
        tally.use(name, share)
        if not kept:
            tally.violations.append(f"{name}: {start.describe()}")


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
    status = main(counts[0]) if counts[0] else 0
    if counts[1]:
        print(found := by_balls(counts[1]))
        status = max(status, int(bool(found.violations)))
    sys.exit(status)
