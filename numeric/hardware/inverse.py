"""The inverse of a symmetric positive definite matrix in doubles, as a sum, with a bound for each entry.

X₀ by LAPACK, then X ← X + X₀R with the residual R = I − BX, in which all digits cancel that X has: so its products are
error-free. With X₀'s own residual R₀, the new residual is R₀R and what roundings add:

    I − B(X + fl(X₀R̂)) = R₀R − (I − R₀)δ − BΔ,   R̂ = R + δ,  fl(X₀R̂) = X₀R̂ + Δ,

so that it need not be computed to be bounded. At the end B⁻¹ − X = XT with T = R(I − R)⁻¹, and by columns, with the
largest entry as norm, ‖Te_j‖ ≤ ‖Re_j‖/(1 − ‖R‖), where ‖R‖ is the largest row sum.
"""

from collections.abc import Sequence

import numpy as np

from numeric.exact import Unresolved
from numeric.hardware.enclosed import Enclosed, exactly
from numeric.hardware.products import Slices, product
from numeric.hardware.sums import TINY, UNIT, Doubles, Sum, row_sums, up


def inverse(b: Enclosed, orders: Sequence[int], more: float = 0.0) -> Enclosed:
    """B⁻¹ of the symmetric B, n×n, whose diagonal is about 1; a residual of each order, and a refinement by it.

    `more` bounds row sums of what B misses beside its own bounds.

    Raises Unresolved where B is too ill-conditioned for doubles. That B is positive definite is not shown by this.
    """
    n = b.shape[0]
    start = _approximate(b.parts[0])
    norm_b = float(up(b.sizes().max() + b.row_error + more))
    norm_start = float(row_sums(start).max())
    gamma = up((n + 8) * UNIT)
    parts: Sum = (start,)
    sliced, first = Slices(b.parts, max(orders) - 1), 0.0
    columns = np.zeros(n)
    for order in orders:
        turned = Slices([part.T for part in parts], order - 1)
        found, rough_rows, rough_columns = product(sliced, turned, order, minus=1.0)
        residual, rounded = -found[0], up(sum(np.abs(part).max(axis=0) for part in found[1:]))
        within = (b.row_error + more) * 2 * np.abs(parts[0]).max(axis=0)
        unknown = up(rough_rows.max() * rough_columns + rounded + within, 8)
        size = up(np.abs(residual).max(axis=0) + unknown)
        norm = float(up(row_sums(residual).max() + unknown.sum(), n + 4))
        if not first:
            first = norm
        if not norm < 0.25:
            raise Unresolved("the matrix is too ill-conditioned for double precision")
        correction = start @ residual
        off = up(gamma * norm_start * np.abs(residual).max(axis=0) + n * TINY, 8)
        columns = up(first * size + (1 + first) * unknown + norm_b * off, 8)
        parts = (*parts, correction)
    norm = float(up(columns.sum(), n + 4))
    if not norm < 0.25:
        raise Unresolved("the matrix is too ill-conditioned for double precision")
    return Enclosed(parts, exactly(parts).sizes(), up(columns / (1 - norm), 8))


def _approximate(b: Doubles) -> Doubles:
    """B⁻¹ by LAPACK, symmetric to the last bit."""
    from scipy.linalg import lapack

    factor, info = lapack.dpotrf(b, lower=1, clean=0)
    if info == 0:
        found, info = lapack.dpotri(factor, lower=1)
    if info != 0 or not np.isfinite(found).all():
        raise Unresolved("the matrix is too ill-conditioned for double precision")
    lower = np.tril(found)
    return np.ascontiguousarray(lower + np.tril(found, -1).T)
