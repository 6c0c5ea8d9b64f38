"""The largest eigenvalue of a positive semidefinite matrix of balls, which is the square of a spectral norm."""

from math import inf, isfinite
from typing import Any

import flint

from numeric.exact import Unresolved
from numeric.matrices import pivots_are_positive


def largest_eigenvalue(a: Any) -> Any:
    """A ball that holds the largest eigenvalue of the symmetric positive semidefinite `a`.

    An approximate eigenvector, whose origin does not matter, gives the lower end (Rayleigh). The upper end τ is one for
    which τI − a has a ball LDLᵀ with positive pivots, so that τI − a is positive definite. The relative width is about
    2^(−bits/2), where `a` is known that well.
    """
    import numpy as np  # which takes long, and is needed here alone

    n = int(a.nrows())
    if not (largest := max(float(_top_bits(a[i, i])) for i in range(n))) > -inf:
        return flint.arb(0)
    unit = flint.arb(2) ** int(-largest)
    scaled = flint.arb_mat([[a[i, j] * unit for j in range(n)] for i in range(n)])
    approximate = np.array([[float(scaled[i, j].mid()) for j in range(n)] for i in range(n)])
    if not np.isfinite(approximate).all():
        raise Unresolved("the matrix is not bounded")
    x = _refine(scaled.mid(), np.linalg.eigh(approximate)[1][:, -1])
    rayleigh = (x.transpose() * scaled * x)[0, 0] / (x.transpose() * x)[0, 0]
    known = min(flint.ctx.prec, max(int(rayleigh.rel_accuracy_bits()), 8))
    for slack in sorted({known // 2, known // 4, 40, 30, 20, 10, 4}, reverse=True):
        tau = (rayleigh * (1 + flint.arb(2) ** -slack)).upper()
        if pivots_are_positive([[(tau if i == j else 0) - scaled[i, j] for j in range(n)] for i in range(n)]):
            return flint.arb.union(rayleigh.lower(), tau) / unit
    # too little is known: no eigenvalue exceeds the largest row sum, and none of a Gram matrix is negative
    row_sum = max(sum((abs(x).upper() for x in row), flint.arb(0)).upper() for row in scaled.tolist())
    return flint.arb.union(flint.arb(0), row_sum) / unit


def _refine(a: Any, vector: Any) -> Any:
    """A better approximation of the eigenvector, in exact balls, by Rayleigh quotient iteration, which is cubic."""
    n = len(vector)
    x = flint.arb_mat([[flint.arb(float(entry))] for entry in vector])
    accuracy = 40
    while accuracy < flint.ctx.prec:
        quotient = (x.transpose() * a * x)[0, 0] / (x.transpose() * x)[0, 0]
        shifted = flint.arb_mat([[a[i, j] - (quotient if i == j else 0) for j in range(n)] for i in range(n)]).mid()
        try:
            y = shifted.solve(x, algorithm="approx")
        except ZeroDivisionError:  # the quotient is an eigenvalue to the last bit
            return x
        size = max(_top_bits(y[i, 0]) for i in range(n))
        if not isfinite(size):
            return x
        x = (y * flint.arb(2) ** int(-size)).mid()
        accuracy *= 3
    return x


def _top_bits(x: Any) -> float:
    """log₂ of the largest magnitude in the ball x, rounded up; −∞ for exactly 0. It only chooses a scaling."""
    mantissa, exponent = x.abs_upper().man_exp()
    return -inf if mantissa == 0 else int(exponent) + int(mantissa).bit_length()
