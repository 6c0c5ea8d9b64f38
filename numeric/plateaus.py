"""Plateaus of the loss ¼‖Y − W‖_F²: their levels, and how far from one the loss may be where ‖W − Y_k‖₂ ≤ ε.

The formulas are over numbers of any kind; `spectrum` has all n singular values of Y, in decreasing order. For the loss
with the rate c, (c/4)‖Y − W‖_F², each is c times as large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log2
from typing import Any

from numeric.decimals import Rounded
from numeric.field import Balls
from numeric.frame import frame_of
from numeric.problem import Problem
from numeric.quantities import precisions, settle, targets


def level(spectrum: Sequence[Any], k: int) -> Any:
    """L_k = ¼Σ_{i>k}σ_i², the loss at Y_k."""
    return sum((sigma * sigma for sigma in spectrum[k:]), spectrum[0] * 0) / 4


def remainder(spectrum: Sequence[Any], k: int) -> Any:
    """R_k = Σ_{i>k}σ_i."""
    return sum(spectrum[k:], spectrum[0] * 0)


def deviations(spectrum: Sequence[Any], k: int, epsilon: Any) -> tuple[Any, Any]:
    """½εR_k and ¼nε²: how far the loss may be below L_k, and above it."""
    return epsilon * remainder(spectrum, k) / 2, len(spectrum) * epsilon * epsilon / 4


@dataclass(frozen=True)
class Plateau:
    """(c/4)‖Y − Y_k‖_F², and how far below and above it the loss may be where ‖W − Y_k‖₂ ≤ ε; None without an ε."""

    k: int
    level: Rounded
    below: Rounded | None
    above: Rounded | None


def plateaus(problem: Problem, epsilon: Fraction | None, digits: int) -> tuple[Plateau, ...]:
    """One for each k up to the number of positive eigenvalues of Y, to `digits` digits; ε is for Y ⪰ 0 alone.

    Raises Undecided, Misuse for digits that make no sense.
    """
    positive = len(targets(problem, digits))
    absent = problem.n - problem.rank

    def numbers(field: Balls) -> list[Any]:
        sigma, zero = frame_of(problem, field).sigma, field.number(0)
        spectrum = [*sigma[:positive], *[zero] * absent, *sigma[positive + absent :]]
        rate, found = field.number(problem.rate), list[Any]()
        for k in range(positive + 1):
            found.append(rate * level(spectrum, k))
            if epsilon is not None:
                low, high = deviations(spectrum, k, field.number(epsilon))
                found += [rate * low, rate * high]
        return found

    attempts = ((field, numbers) for field in map(Balls, precisions(problem.n, ceil(digits * log2(10)))))
    found = iter(settle(attempts, digits, "the level of a plateau"))
    return tuple(
        Plateau(k, next(found), *((next(found), next(found)) if epsilon is not None else (None, None)))
        for k in range(positive + 1)
    )
