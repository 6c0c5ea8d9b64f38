"""The Frobenius and the spectral norm of a symmetric matrix, enclosed in double precision.

Both are taken of D = X + E, X a sum of two doubles with entries of about 1 at most, |E_ij| ≤ radius_ij.

The Frobenius norm. Each square is a sum of two doubles off by less than 2^-98 of it, and where one falls below the
normal doubles, by TINY; they are added pairwise in ⌈log₂ n²⌉ rounds. A round adds high parts without error, and low
parts, no larger than 2·2^-53 of the sum for each round before, in three roundings. Besides, |D_ij² − X_ij²| ≤
(2|X_ij| + E_ij)E_ij.

The spectral norm. From approximate eigenpairs X ≈ VΛVᵀ by LAPACK, R = XV − VΛ and VᵀV − I, of norm ρ at most, the k-th
eigenvalues of D and Λ are no further apart than w = ‖R‖(1 + ρ) + 3ρ‖Λ‖ + ‖E‖, as in eigenpairs.py. So with m values
λ_j whose sizes come near the largest, n − m eigenvalues of D are no larger than the others' sizes and w: call that τ.
The vectors V₁ of these m, refined, have residuals R₁ = XV₁ − V₁M, and ‖V₁ᵀV₁ − I‖ ≤ ρ₁. The polar factor Q of V₁ has
‖XQ − QM‖ ≤ ‖R₁‖(1 + ρ₁) + 3ρ₁‖M‖ = r, and with S = QᵀXQ − M a matrix within 2r of X has Q as an invariant subspace with
M there: X − RQᵀ − QRᵀ + QSQᵀ, R = XQ − QM. By Weyl, m eigenvalues of D are within 2r + ‖E‖ of M's. If M's are larger
than τ by more than that, these are all that are larger than τ, and ‖D‖ is within 2r + ‖E‖ of ‖M‖.
"""

from collections.abc import Sequence
from typing import Any

import flint
import numpy as np

from numeric.exact import Unresolved
from numeric.field import Balls
from numeric.graded_spectrum import spectral_norm as norm_in_balls
from numeric.hardware.eigenpairs import column_norms
from numeric.hardware.enclosed import Enclosed, exactly, minus, times
from numeric.hardware.graded import BITS
from numeric.hardware.products import Slices, product
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import TINY, UNIT, Doubles, Sum, renormalized, row_sums, two_product, two_sum, up

NEAR = 1e-5
"""Eigenvalues whose sizes fall short of the largest by no more than this share of it are refined together."""
SMALL = 2.0**-200
"""Entries below this count as errors of what is about 1."""
LARGEST_CLUSTER = 12
"""So many, at most."""
ORDER = 7
REFINEMENTS = 3


def frobenius(W: Scaled, more: Any = 0) -> Any:
    """‖W‖_F as a ball, where W is off by at most `more` in that norm besides. Raises Unresolved."""
    with flint.ctx.workprec(BITS):
        half = -(-W.largest_exponent() // 2)
        parts, radius = W.written_out([half] * W.n)
        own = list(W.own)
        for a in (*parts, radius):
            a[own, own] = 0.0
        unit = flint.arb(4) ** half
        total = sum_of_squares(parts, radius) * unit**2 + sum((x * x for x in W.own.values()), flint.arb(0))
        return _widened(root(total), more)


def sum_of_squares(parts: Sequence[Doubles], radius: Doubles) -> Any:
    """Σ D_ij² as a ball."""
    size = up(sum(np.abs(part) for part in parts))
    off = float(up(up((2 * size + radius) * radius, 4).sum(), size.size + 4))
    high, error = two_product(parts[0].ravel(), parts[0].ravel())
    high, low = two_sum(high, error + 2 * (parts[0] * parts[1]).ravel() + (parts[1] * parts[1]).ravel())
    count, rounds = len(high), 0
    while len(high) > 1:
        if len(high) % 2:
            high, low = np.append(high, 0.0), np.append(low, 0.0)
        half = len(high) // 2
        high, error = two_sum(high[:half], high[half:])
        low = low[:half] + low[half:] + error
        rounds += 1
    total = float(up(high[0] + abs(low[0])))
    off = float(up(off + total * (2.0**-98 + 16 * (rounds + 1) ** 2 * UNIT**2) + count * 8 * TINY, 8))
    return flint.arb(flint.arb(float(high[0])) + flint.arb(float(low[0])), flint.arb(off))


def root(x: Any) -> Any:
    """√x of a ball that holds a number that is not negative."""
    return x.sqrt() if x > 0 else flint.arb(0).union(x.upper().sqrt())


def spectral(W: Scaled, more: Any = 0) -> Any:
    """‖W‖ as a ball, where W is off by at most `more` in norm besides. Raises Unresolved."""
    with flint.ctx.workprec(BITS):
        half = -(-W.largest_exponent() // 2)
        parts, radius = W.written_out([half] * W.n)
        return _widened(spectral_of_sum(parts, radius) * flint.arb(4) ** half, more)


def _widened(norm: Any, more: Any) -> Any:
    found = flint.arb(norm, (norm.rad() + flint.arb(more)).abs_upper())
    return found if found > 0 else flint.arb(0).union(found.upper())


def spectral_of_sum(parts: Sequence[Doubles], radius: Doubles) -> Any:
    """‖D‖ as a ball."""
    small = np.abs(parts[0]) < SMALL
    radius = np.where(small, up(radius + up(np.abs(parts[0]) + np.abs(parts[1]))), radius)
    parts = [np.where(small, 0.0, part) for part in parts]
    values, vectors = np.linalg.eigh(parts[0])
    sizes = np.abs(values)
    off = float(row_sums(radius).max())
    weyl = _weyl(parts, values, vectors, off)
    largest = float(sizes.max())
    cluster = sizes >= largest - max(NEAR * largest, 4 * weyl)
    if not 0 < cluster.sum() <= LARGEST_CLUSTER:
        return flint.arb(largest, weyl)
    rest = float(up(sizes[~cluster].max(initial=0.0) + weyl))
    M, missed = _refined(parts, vectors, values, cluster)
    missed = float(up(2 * missed + off))
    norm, least = _norm(M)
    if not least - missed > rest:
        return flint.arb(largest, weyl)
    return flint.arb(norm, (norm.rad() + flint.arb(missed)).abs_upper())


def _weyl(parts: Sequence[Doubles], values: Doubles, vectors: Doubles, off: float) -> float:
    """w: products are rounded here, and γ bounds what that does to an inner product of n terms (Jeannerod, Rump)."""
    n = len(values)
    gamma = up((n + 4) * UNIT)
    whole, each = _frobenius(parts[0]), _frobenius(vectors)
    residual = _frobenius(parts[0] @ vectors - vectors * values) + gamma * whole * each
    largest = float(np.abs(values).max())
    residual = up(residual + 4 * UNIT * (whole + largest) * each * (1 + gamma) + n * n * TINY, 16)
    rho = up(_frobenius(vectors.T @ vectors - np.eye(n)) + (gamma + 4 * UNIT) * each * each + n * n * TINY, 16)
    if not rho < 0.01:
        raise Unresolved("eigenvectors could not be shown to be independent")
    return float(up(residual * (1 + rho) + 3 * rho * largest + _frobenius(parts[1]) + off, 8))


def _frobenius(a: Doubles) -> float:
    """An upper bound of ‖A‖_F."""
    return float(column_norms(a.ravel()[:, None])[0])


def _refined(parts: Sequence[Doubles], vectors: Doubles, values: Doubles, cluster: Any) -> tuple[Sum, float]:
    """M, m×m, a sum, and r."""
    sliced, X = Slices(parts, ORDER - 1), _without_small((vectors[:, cluster],))
    others, own = np.ascontiguousarray(vectors[:, ~cluster]), values[cluster]
    gaps = own - values[~cluster][:, None]
    with np.errstate(divide="ignore"):
        inverse = np.where(gaps == 0, 0.0, 1 / gaps)
    for _ in range(REFINEMENTS):
        residual, _, defect = _of(sliced, X)
        correction = others @ ((others.T @ residual.parts[0]) * inverse) - X[0] @ (defect.parts[0] / 2)
        X = _without_small(renormalized((*X, correction), 3))
    residual, M, defect = _of(sliced, X)
    rho = float(row_sums(defect.bounds()).max())
    if not rho < 0.01:
        raise Unresolved("eigenvectors could not be shown to be independent")
    size = float(row_sums(exactly(M).bounds()).max())
    sizes = _frobenius(residual.bounds())
    return M, float(up(sizes * (1 + rho) + 3 * rho * size, 8))


def _without_small(X: Sum) -> Sum:
    """The same without rows that vanish: any vectors will do."""
    kept = np.abs(X[0]).max(axis=1) > SMALL
    return tuple(np.where(kept[:, None], part, 0.0) for part in X)


def _of(sliced: Slices, V: Sum) -> tuple[Enclosed, Sum, Enclosed]:
    """XV₁ − V₁M, M = V₁ᵀXV₁ made symmetric, and V₁ᵀV₁ − I, for the slices of X."""
    turned = Slices([part.T for part in V], ORDER - 1)
    image = Enclosed(*product(sliced, turned, ORDER))
    inner = times(exactly(V).transposed, image, ORDER)
    M = tuple(np.tril(part) + np.tril(part, -1).T for part in inner.parts)
    defect = Enclosed(*product(turned, turned, ORDER, minus=1.0))
    return minus(image, times(exactly(V), exactly(M), ORDER)), M, defect


def _norm(M: Sum) -> tuple[Any, float]:
    """‖M‖ as a ball, and a lower bound of the sizes of all its eigenvalues."""
    m = len(M[0])
    rows = [[sum((flint.arb(float(part[i, j])) for part in M), flint.arb(0)) for j in range(m)] for i in range(m)]
    if m == 1:
        size = abs(rows[0][0])
        return size, float(size.lower()) * (1 - 4 * UNIT)
    norm = norm_in_balls(flint.arb_mat(rows), Balls(BITS))
    # by Gershgorin: M is all but diagonal
    diagonal = np.diag(M[0])
    beside = row_sums(M[0] - np.diag(diagonal)) + sum(row_sums(part) for part in M[1:])
    return norm, float((np.abs(diagonal) - up(beside, 8)).min()) * (1 - 4 * UNIT)
