"""Matrices as unevaluated sums of doubles, and what is exact among doubles.

A matrix is a tuple of float64 arrays of one shape, largest first, whose exact sum it is. Rounding is to nearest, which
`selftest` tries; NumPy computes each operation by itself, so that no two are fused.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Sum = tuple[Doubles, ...]

UNIT = 2.0**-53
"""A rounded operation is off by at most this share of its result, unless that is below the normal doubles."""
TINY = 2.0**-1000
"""Far above what is lost where a product falls below the normal doubles, and far below all that matters."""
SPLITTER = 2.0**27 + 1


def two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    """s and e with s = fl(a + b) and s + e = a + b exactly (Knuth)."""
    s = a + b
    c = s - a
    return s, (a - (s - c)) + (b - c)


def two_product(a: Any, b: Any) -> tuple[Any, Any]:
    """p and e with p = fl(ab) and p + e = ab exactly (Dekker, Veltkamp), for |a|, |b| between 2^-450 and 2^450, or 0."""
    p = a * b
    a1, a2 = _halves(a)
    b1, b2 = _halves(b)
    return p, a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2)


def _halves(a: Any) -> tuple[Any, Any]:
    c = SPLITTER * a
    high = c - (c - a)
    return high, a - high


def renormalized(parts: Sequence[Any], count: int) -> tuple[Any, ...]:
    """At most `count` arrays with the same sum up to about 2^(−53·count) of it, the largest first."""
    parts = list(parts)
    for _ in range(2):
        for k in range(len(parts) - 1, 0, -1):
            parts[k - 1], parts[k] = two_sum(parts[k - 1], parts[k])
    return tuple(parts[:count])


def of_arbs(values: Sequence[Any], count: int = 3) -> tuple[Sum, Doubles]:
    """Balls whose size is within a double's reach, as sums of `count` doubles and bounds of what these miss."""
    parts, missed = [], []
    for ball in values:
        rest, found = ball, []
        for _ in range(count):
            found.append(float(rest.mid()))
            rest = rest - flint.arb(found[-1])
        parts.append(found)
        missed.append(up(float(rest.abs_upper())))
    return tuple(np.array(parts, dtype=float).reshape(len(values), count).T.copy()), np.array(missed)


def of_fractions(values: Sequence[Fraction], count: int = 3) -> Sum:
    """Fractions as sums of `count` doubles, each the nearest to what the ones before leave."""
    parts = np.empty((count, len(values)))
    for i, x in enumerate(values):
        rest: Any = x
        for k in range(count):
            parts[k, i] = float(rest) if rest else 0.0
            rest = rest and rest - Fraction(parts[k, i])
    return tuple(parts)


def up(x: Any, operations: int = 4) -> Any:
    """At least what x ≥ 0 is exactly, where it was computed by so many roundings of numbers that are not negative."""
    return x * (1 + operations * 2.0**-52) + TINY


def row_sums(a: Doubles) -> Doubles:
    """Upper bounds of Σ_j |a_ij|, n numbers."""
    return np.asarray(up(np.abs(a).sum(axis=1), a.shape[1] + 4))
