"""The eigenvalues of a positive definite matrix in doubles, each with a relative bound, whatever they span.

Let W = sPs, s powers of 2 so that P has a diagonal near 1. Any X, n×n, with columns of about unit norm, and for each
column a power of 2, 2^m, give U_ij = s_i X_ij/2^(m_j), and XᵀWX = 2^m(UᵀPU)2^m. With the diagonals ν² of XᵀX and ρ² of
UᵀPU, to some digits, let λ_j = (2^(m_j)ρ_j/ν_j)², and

    XᵀX = ν(I + E₂)ν,   UᵀPU = ρ(I + E₁)ρ,   ‖E₁‖ ≤ ε₁ < 1,   ‖E₂‖ ≤ ε₂ < 1.

Xν⁻¹ has singular values within √(1 ± ε₂), so that by Ostrowski the k-th eigenvalue of (Xν⁻¹)ᵀWXν⁻¹ is that of W times
a factor within 1 ± ε₂; and as that is Λ^½(I + E₁)Λ^½, it is the k-th of the λ times a factor within 1 ± ε₁. So

    (1 − ε₁)/(1 + ε₂) ≤ λ_k(W)/λ_k ≤ (1 + ε₁)/(1 − ε₂),

however X was found. Where U is small beside X, or X beside U, by a power of 2 that is beyond doubles, it counts as 0,
and adds to the bound: what is kept is the larger of the two, T_ij = max(1, 2^(m_j)/s_i) U_ij.

X is found so: P = LLᵀ, with s decreasing, and F = Lᵀs has W = FᵀF. Its left singular vectors Z give X = sLZΛ^(−½) and
U = L⁻ᵀZΛ^½2^(−m). LAPACK's one-sided Jacobi (dgejsv) has them accurate however s is graded, within the range of
doubles; of modes that are 2^MARGIN larger or smaller nothing is noticed but their Schur complement, which L has
already. So windows of modes are solved one after the other, and the modes in the middle of each taken.

The same holds of a pencil: with XᵀGX in XᵀX's place, G = M⁻¹, these are the eigenvalues of MW. With M = CCᵀ, C lower
triangular, F is LᵀsC, in which s_iC_ij/s_j is small off the diagonal, and X = CV with F's right singular vectors V.

Either way X is refined by X(I + C), which
is what Ogita and Aishima do, in the metric of W: E₂ + C + Cᵀ and ΛC + CᵀΛ + Λ^½E₁Λ^½ vanish off the diagonal for
c_ij = (λ_j e₂_ij − √(λ_iλ_j) e₁_ij)/(λ_i − λ_j).
"""

from dataclasses import dataclass
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

from numeric.exact import Unresolved
from numeric.hardware.enclosed import Enclosed, exactly, times
from numeric.hardware.graded import BITS, ORDERS, half_exponent
from numeric.hardware.inverse import inverse
from numeric.hardware.products import Slices, product
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import Doubles, Sum, binary_exponent, renormalized, up

MARGIN = 70
"""Binary orders of s beyond which a window does not notice modes."""
WIDEST = 460
"""Binary orders of s within a window."""
LOST = -480
"""Powers of 2 below this make a number 0 beside one that is about 1."""
CLOSE = 1e-9
"""Eigenvalues no further apart than this share are not turned towards each other."""
REFINEMENTS = (0, 1, 2, 2)
"""By level."""


@dataclass(frozen=True)
class Columns:
    """T, n×n, a sum; the exponents k of s, and m."""

    T: Sum
    k: NDArray[np.int64]
    m: NDArray[np.int64]

    def shifts(self) -> Any:
        """m_j − k_i."""
        return np.clip(self.m - self.k[:, None], 2 * LOST, -2 * LOST)

    def sides(self) -> tuple[Sum, Sum]:
        """U and X, as far as they are not lost."""
        shift = self.shifts()
        return tuple(_shrunk(part, -shift) for part in self.T), tuple(_shrunk(part, shift) for part in self.T)


def eigenvalues(W: Scaled, level: int, share: Any = 0, metric: Enclosed | None = None) -> list[Any]:
    """Balls that hold the eigenvalues of the positive definite W, in decreasing order; with a `metric` M, positive

    definite too, those of MW. Each may be off by a factor within 1 + share besides. Raises Unresolved.
    """
    with flint.ctx.workprec(BITS):
        k = np.array([_half_exponent(W.ball(i, i)) for i in range(W.n)], dtype=np.int64)
        parts, radius = W.written_out(k.tolist())
        order = np.argsort(-k, kind="stable")
        ix = np.ix_(order, order)
        P, R = tuple(np.ascontiguousarray(part[ix]) for part in parts), radius[ix]
        M = None if metric is None else metric.block(order, order)
        G = None if M is None else _inverse(M, level)
        found = first_columns(P[0], k[order], None if M is None else M.parts[0])
        for left in range(REFINEMENTS[level], -1, -1):
            inner, gram = products(P, found, ORDERS[level][-1], G)
            if left:
                found = refined(found, inner.parts[0], gram.parts[0])
        return enclose(found, inner, gram, R, share, 1.0 if G is None else float(G.bounds().max()))


def _half_exponent(x: Any) -> int:
    """As half_exponent has it, for a ball of any size. Raises Unresolved where that is out of all bounds."""
    binary_exponent(x)
    return half_exponent(x)


def _inverse(M: Enclosed, level: int) -> Enclosed:
    halves = np.frexp(np.diag(M.parts[0]))[1] // 2
    if not np.abs(halves).max() < -LOST // 4:
        raise Unresolved("numbers are too far apart for double precision")
    powers = np.ldexp(1.0, -halves)
    return inverse(M.scaled(powers, powers), ORDERS[level]).scaled(powers, powers)


def enclose(
    found: Columns, inner: Enclosed, gram: Enclosed, radius: Doubles, share: Any = 0, largest: float = 1.0
) -> list[Any]:
    """The eigenvalues from UᵀP'U and XᵀGX, where P is off P' by at most `radius` in each entry, and |G_ij| ≤ largest.

    Raises Unresolved where X is not good enough.
    """
    U, X = found.sides()
    sizes: list[Doubles] = [up(sum(np.abs(part) for part in side), 4) for side in (U, X)]
    lost = float(up(sum(np.abs(part).max() for part in found.T) * 2.0 ** (LOST + 1)))
    n, values, bounds = len(found.k), [], []
    for a, size, most in zip((inner, gram), sizes, (2.0, largest), strict=True):
        diagonal = _positive(np.diag(a.parts[0]))
        values.append(a.diagonal())
        scale = up(1 / np.sqrt(diagonal))
        beside = up(sum(np.abs(part - np.diag(np.diag(part))) for part in a.parts) + a.radii(), 8)
        bound = beside @ scale
        if a is inner:
            # |Uᵀ(P − P')U|
            bound = bound + up(size.T @ up(radius @ up(size @ scale, n), n), n)
        # what the columns have lost, on either side of a matrix with entries of `most` at most
        bound = bound + most * n**3 * lost * (2 * float(size.max()) + lost) * float(scale.max())
        bounds.append(float(up(up(scale * up(bound, 2 * n)).max(), 8)))
    first, second = (flint.arb(x) for x in bounds)
    if not (first < 0.5 and second < 0.5):
        raise Unresolved("the eigenvectors of W could not be found in double precision")
    more = 1 + flint.arb(share)
    high, low = more * (1 + first) / (1 - second), (1 - first) / (1 + second) / more
    factor = low.union(high)
    squares = (flint.arb(4) ** int(m) for m in found.m)
    centers = [rho / nu * square for rho, nu, square in zip(*values, squares, strict=True)]
    return [x * factor for x in sorted(centers, key=flint.arb.mid, reverse=True)]


def products(P: Sum, found: Columns, order: int, G: Enclosed | None = None) -> tuple[Enclosed, Enclosed]:
    """UᵀPU and XᵀGX; G is I where it is not given."""
    U, X = (exactly(side) for side in found.sides())
    inner = times(U.transposed, times(exactly(P), U, order), order)
    if G is not None:
        return inner, times(X.transposed, times(G, X, order), order)
    turned = Slices([part.T for part in X.parts], order - 1)
    return inner, Enclosed(*product(turned, turned, order, symmetric=True))


def refined(found: Columns, inner: Doubles, gram: Doubles) -> Columns:
    """X(I + C); what UᵀPU and XᵀX are off is not looked at, as nothing rests on this."""
    rho, nu = np.sqrt(_positive(np.diag(inner))), np.sqrt(_positive(np.diag(gram)))
    e1, e2 = inner / (rho[:, None] * rho), gram / (nu[:, None] * nu)
    # by the larger of λ_i and λ_j: r² their ratio, at most 1
    log = found.m + np.log2(rho / nu)
    apart = np.clip(log[:, None] - log, LOST, -LOST)
    r, larger = np.exp2(-np.abs(apart)), apart >= 0
    gap = -np.expm1(-2 * np.log(2) * np.abs(apart))
    close = gap < CLOSE
    gap[close] = 1.0
    # C, and the same in U's columns, where it is √(λ_i/λ_j) c_ij
    C = np.where(larger, r * r * e2 - r * e1, r * e1 - e2) / gap
    D = np.where(larger, r * e2 - e1, r * r * e1 - r * e2) / gap
    for a in (C, D):
        a[close] = -e2[close] / 2
        np.fill_diagonal(a, 0.0)
    U, X = (side[0] for side in found.sides())
    moved = np.where(found.shifts() <= 0, U @ (D * (rho / rho[:, None])), X @ (C * (nu / nu[:, None])))
    return Columns(renormalized((*found.T, moved), 3), found.k, found.m)


def first_columns(P: Doubles, k: NDArray[np.int64], M: Doubles | None = None) -> Columns:
    """From P and M, rounded, and decreasing exponents k."""
    from scipy.linalg import lapack, solve_triangular

    n = len(k)
    try:
        L, C = np.linalg.cholesky(P), None if M is None else np.linalg.cholesky(M)
    except np.linalg.LinAlgError as error:
        raise Unresolved("W is too ill-conditioned for double precision") from error
    Z, X, m, scale = np.zeros((n, n)), np.zeros((n, n)), np.zeros(n, dtype=np.int64), np.zeros(n)
    begin = 0
    while begin < n:
        first = int(np.searchsorted(-k, -(k[begin] + MARGIN)))
        least = max(int(k[-1]), int(k[begin]) + MARGIN - WIDEST)
        last = int(np.searchsorted(-k, -least, side="right"))
        end = n if last == n else max(begin + 1, int(np.searchsorted(-k, -(least + MARGIN), side="right")))
        middle = (int(k[first]) + int(k[last - 1])) // 2
        F, own = L[first:last, first:last].T, k[first:last]
        if C is not None:
            F = F @ np.ldexp(C[first:last, first:last], np.minimum(own[:, None] - own, 0))
        F = np.asfortranarray(F * np.ldexp(1.0, own - middle))
        values, left, right, work, _, info = lapack.dgejsv(F, joba=0, jobu=0, jobv=3 if C is None else 0)
        if info != 0 or not np.isfinite(left).all():
            raise Unresolved("singular values could not be found in double precision")
        values = values * (work[0] / work[1])
        if end < last:
            cuts = np.arange((begin + end + 1) // 2, end + 1)
            end = int(cuts[np.argmax(values[cuts - first - 1] / values[cuts - first])])
        taken = slice(begin - first, end - first)
        Z[first:last, begin:end] = left[:, taken]
        if C is not None:
            X[:, begin:end] = C[:, first:last] @ right[:, taken]
        mantissas, exponents = np.frexp(values[taken])
        m[begin:end], scale[begin:end] = exponents + middle, mantissas
        begin = end
    upper = solve_triangular(L, Z, lower=True, trans="T") * scale
    found = Columns((upper,), k, m)
    lower = _shrunk((L @ Z) / scale, -found.shifts()) if C is None else X
    return Columns((np.where(found.shifts() <= 0, upper, lower),), k, m)


def _positive(diagonal: Doubles) -> Doubles:
    if not diagonal.min() > 0:
        raise Unresolved("the eigenvectors of W could not be found in double precision")
    return diagonal


def _shrunk(a: Doubles, shift: Any) -> Doubles:
    """a·2^shift where the shift is negative, or 0 where it is lost."""
    return np.where(shift < LOST, 0.0, np.ldexp(a, np.minimum(shift, 0)))
