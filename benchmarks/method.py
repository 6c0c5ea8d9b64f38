"""What is timed: a way to evaluate W(t). It prepares once for a problem and then answers time after time."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, log2, log10
from time import process_time
from typing import Any, ClassVar

import flint
import mpmath

from benchmarks.problems import LOG_TEN, Problem

Numbers = list[list[Any]]
"""A matrix of mpmath numbers, converted without rounding: the common language in which answers are compared."""


class Method(ABC):
    """One way to W(t); creating it is the preparation that all times share."""

    name: ClassVar[str]
    certifies: ClassVar[bool] = False

    @abstractmethod
    def __init__(self, problem: Problem, digits: int) -> None: ...

    @abstractmethod
    def at(self, t: Fraction) -> Any:
        """W(t), n×n, as the library at hand has it."""

    @abstractmethod
    def numbers(self, answer: Any) -> Numbers: ...

    def certified_digits(self, answer: Any) -> float | None:
        """Digits that the answer itself guarantees in its worst entry; None where it guarantees nothing."""
        del answer
        return None

    def timed(self, times: Sequence[Fraction]) -> tuple[float, list[Any]]:
        """Seconds of processor time for all the times, and the answers."""
        begin = process_time()
        answers = [self.at(t) for t in times]
        return process_time() - begin, answers

    @classmethod
    def version(cls) -> str | None:
        """What runs it; None where it is not installed."""
        return f"mpmath {mpmath.__version__} ({mpmath.libmp.BACKEND})"


def magnitude_digits(problem: Problem, t: Fraction) -> int:
    """Digits before the point of the largest exponent: what an exponential loses."""
    return max(0, ceil(log10(float(t * problem.spectrum[0] + problem.K + 1))))


def cancelled_digits(problem: Problem, t: Fraction) -> int:
    """Digits that the printed formula cancels at t. Its user would have to find them out; here they are given.

    2K·max(0, min(τ(σ₁ − σ_n), τσ₁ − 1)), where t = τ·K·ln 10.
    """
    spread = (problem.spectrum[0] - problem.spectrum[-1]) * t / LOG_TEN
    beyond = problem.spectrum[0] * t / LOG_TEN - problem.K
    return ceil(2 * max(Fraction(0), min(spread, beyond)))


def flint_version() -> str:
    return f"python-flint {flint.__version__} (FLINT {flint.__FLINT_VERSION__})"


def balls_to_mpmath(a: Any) -> Numbers:
    """The midpoints, without rounding."""
    return [[mpmath.mp.make_mpf(_midpoint(x)) for x in row] for row in a.tolist()]


def digits_of_balls(a: Any) -> float:
    """Digits that the worst entry of the matrix of balls has for certain."""
    return min(float(x.rel_accuracy_bits()) for x in a.entries()) / log2(10)


def _midpoint(x: Any) -> Any:
    mantissa, exponent = x.mid().man_exp()
    return mpmath.libmp.from_man_exp(mpmath.libmp.MPZ(int(mantissa)), int(exponent))
