"""Whether an exact symmetric matrix is positive definite.

Small ones are decided by their characteristic polynomial, whose time grows fast. For others there is nearly always a
quicker proof, in double precision: with R whatever matrix comes out of a Cholesky decomposition of B − sI, and B the
matrix scaled to a diagonal of ordinary size and rounded,

    B = RᵀR + sI + (B − sI − RᵀR),

so that no eigenvalue of B is below s less the norm of what stands in brackets. That is computed, with a bound of what
rounding does to it: of inner products of n numbers in any order, with or without fused operations (Higham, Accuracy and
Stability of Numerical Algorithms, ch. 3). How R came about does not matter. This is Rump's verification (BIT 46, 2006)
by a residual. A vector x with xᵀAx ≤ 0, which is decided exactly, is a proof of the contrary.
"""

from fractions import Fraction
from typing import TYPE_CHECKING

import flint

from numeric import machine, matrices
from numeric.cholesky import inverse_factor
from numeric.exact import Unresolved
from numeric.matrices import Rows, to_flint
from numeric.packed import Packed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

SMALL = 40
"""Rows up to which the characteristic polynomial is at once."""
ROUNDING = 2.0**-53
LARGEST_EXPONENT = 300
"""Binary exponents that the diagonal may have for double precision: squares and products are far from its ends."""
TINY = 2.0**-300
"""Far above anything that is lost below the range of doubles, once the diagonal is of ordinary size."""
SHIFT = 8
"""How many times the bound of rounding the shift is."""
BITS = (128, 1024)
VECTOR_BITS = 30


def is_positive_definite(a: Rows) -> bool:
    """Whether the symmetric `a` is positive definite, decided exactly."""
    diagonal = matrices.diagonal_of(a)
    if any(x <= 0 for x in diagonal):
        return False
    if matrices.is_diagonal(a):
        return True
    if len(a) > SMALL:
        scaled = _scaled(a, diagonal) if machine.failure() is None else None
        if scaled is not None and _is_certain(scaled):
            return True
        if scaled is not None and _has_counterexample(a, diagonal, scaled):
            return False
        if _is_certain_in_balls(a):
            return True
    return _by_characteristic_polynomial(a)


def _by_characteristic_polynomial(a: Rows) -> bool:
    """All eigenvalues are real: they are positive exactly where the coefficients of det(x − a) alternate in sign."""
    coefficients = matrices.integers(a)[0].charpoly().coeffs()
    return all(x * (-1) ** (len(a) - power) > 0 for power, x in enumerate(coefficients))


def _is_certain_in_balls(a: Rows) -> bool:
    """Whether a Cholesky decomposition in balls succeeds, at some precision."""
    for bits in BITS:
        with flint.ctx.workprec(bits):
            try:
                inverse_factor(flint.arb_mat(to_flint(a)))
            except Unresolved:
                continue
            return True
    return False


def _halved(x: Fraction) -> int:
    """Half the binary exponent of x > 0, rounded down."""
    return (x.numerator.bit_length() - x.denominator.bit_length()) // 2


def _scaled(a: Rows, diagonal: matrices.Row) -> "Doubles | None":
    """a_ij·2^(−h_i−h_j), each entry rounded to nearest, with a diagonal between 1/2 and 4; None beyond doubles."""
    import numpy as np  # which takes long, and is needed here alone

    halves = np.array([_halved(x) for x in diagonal])
    if np.abs(halves).max() > LARGEST_EXPONENT // 2:
        return None
    try:
        rounded = a.doubles if isinstance(a, Packed) else np.array([[float(x) for x in row] for row in a])
    except OverflowError:
        return None
    scaled: Doubles = np.ldexp(rounded, -halves[:, None] - halves[None, :])
    return scaled


def _is_certain(b: "Doubles") -> bool:
    """Whether every symmetric matrix with entries so close to b's as rounding puts them is positive definite."""
    import numpy as np

    n = len(b)
    # |fl(Σ xᵢyᵢ) − Σ xᵢyᵢ| ≤ γ Σ |xᵢyᵢ|, whatever the order, and twice that leaves room for the sums of bounds here
    gamma = 2 * (n + 10) * ROUNDING
    trace = float(np.trace(b))
    shift = SHIFT * gamma * trace
    shifted = b - shift * np.eye(n)
    try:
        factor = np.linalg.cholesky(shifted).T
    except np.linalg.LinAlgError:
        return False
    rest = shifted - factor.T @ factor
    # the norm of |R|ᵀ|R| is at most the sum of R's squares; b's own rounding, that of b − sI, and of the difference
    rounded = gamma * float(np.sum(factor * factor)) + 4 * ROUNDING * float(np.linalg.norm(b)) + n * TINY
    missed = float(np.linalg.norm(rest)) * (1 + gamma) + rounded
    return bool(np.isfinite(missed) and 2 * missed < shift)


def _has_counterexample(a: Rows, diagonal: matrices.Row, scaled: "Doubles") -> bool:
    """Whether a vector of integers close to an eigenvector has xᵀax ≤ 0, exactly."""
    import numpy as np

    if not np.isfinite(scaled).all():
        return False
    vector = np.linalg.eigh(scaled)[1][:, 0]
    halves = [_halved(x) for x in diagonal]
    most = max(halves)
    whole = [round(float(x) * 2**VECTOR_BITS) << (most - h) for x, h in zip(vector, halves, strict=True)]
    x = flint.fmpz_mat([[k] for k in whole])
    return any(whole) and bool((x.transpose() * matrices.integers(a)[0] * x)[0, 0] <= 0)
