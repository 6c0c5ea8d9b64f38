"""Matrices as unevaluated sums of doubles, and what is exact among doubles.

A matrix is a tuple of float64 arrays of one shape, largest first, whose exact sum it is. Rounding is to nearest, which
`numeric.machine` tries; NumPy computes each operation by itself, so that no two are fused.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

from numeric.exact import Unresolved

Doubles = NDArray[np.float64]
Sum = tuple[Doubles, ...]

UNIT = 2.0**-53
"""A rounded operation is off by at most this share of its result, unless that is below the normal doubles."""
TINY = 2.0**-1000
"""Far above what is lost where a product falls below the normal doubles, and far below all that matters."""
LARGEST_EXPONENT = 2**58
"""Of scales, in binary: sums of some of them fit into 64 bits."""
SPLITTER = 2.0**27 + 1


def two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    """s and e with s = fl(a + b) and s + e = a + b exactly (Knuth)."""
    s = a + b
    c = s - a
    return s, (a - (s - c)) + (b - c)


def two_product(a: Any, b: Any) -> tuple[Any, Any]:
    """p and e with p = fl(ab) and p + e = ab exactly (Dekker, Veltkamp), for a, b that are 0 or within 2^±450."""
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


def binary_exponent(x: Any) -> int:
    """k with |x| ≤ 2^k for all of the ball x, and not much less; −LARGEST_EXPONENT for 0.

    Raises Unresolved where it is not finite, or so large, or so small, that exponents would not fit into 64 bits.
    """
    if not x.is_finite():
        raise Unresolved("numbers are not bounded in double precision")
    mantissa, exponent = x.abs_upper().man_exp()
    if not mantissa:
        return -LARGEST_EXPONENT
    size = int(exponent) + int(mantissa).bit_length()
    if abs(size) >= LARGEST_EXPONENT:
        raise Unresolved("numbers are too large, or too small, for double precision")
    return size


def up(x: Any, operations: int = 4) -> Any:
    """At least what x ≥ 0 is exactly, where it was computed by so many roundings of numbers that are not negative."""
    return x * (1 + operations * 2.0**-52) + TINY


def row_sums(a: Doubles) -> Doubles:
    """Upper bounds of Σ_j |a_ij|, n numbers."""
    return np.asarray(up(np.abs(a).sum(axis=1), a.shape[1] + 4))


def times_sum(a: tuple[Any, Any], b: tuple[Any, Any]) -> tuple[Any, Any]:
    """(a₁ + a₂)(b₁ + b₂) as a sum of two, off by less than 2^-100 of it, where no product is below 2^-900."""
    p, e = two_product(a[0], b[0])
    return two_sum(p, e + (a[0] * b[1] + a[1] * b[0]))


def scaled_by(parts: Sequence[Doubles], radius: Any, scales: Sequence[Any]) -> tuple[list[Doubles], Doubles]:
    """w_i P_ij w_j as sums of two doubles, and what they are off by, for P off by `radius` and balls w below 2^100."""
    w, missed = of_arbs([x if x > flint.arb(2) ** -400 else flint.arb(0, x.abs_upper()) for x in scales], 2)
    size = up(np.abs(w[0]) + np.abs(w[1]) + missed)
    value = two_sum(parts[0], parts[1]) if len(parts) > 1 else (parts[0], np.zeros_like(parts[0]))
    dropped = up(sum((np.abs(part) for part in parts[2:]), np.zeros_like(parts[0])))
    whole = up(np.abs(value[0]) + np.abs(value[1]) + radius)
    value = times_sum(value, (w[0][:, None], w[1][:, None]))
    value = times_sum(value, (w[0], w[1]))
    error = up(radius + dropped, 4) * (size[:, None] * size) + whole * (
        size[:, None] * up(missed) + up(missed)[:, None] * size + 2.0**-98 * size[:, None] * size
    )
    return list(value), up(error, 16)
