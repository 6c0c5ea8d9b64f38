"""Eigenvalues and orthonormal eigenvectors of a large symmetric matrix, enclosed in double precision.

Approximate ones by LAPACK are refined by Ogita and Aishima's iteration (Japan J. Indust. Appl. Math. 35, 2018); how
they came about does not matter. Let the norms of R = YX − XΛ and XᵀX − I be known to be small, the second at most ρ.
The polar factor Q of X is orthonormal, and ‖QᵀYQ − Λ‖ ≤ ‖R‖(1 + ρ) + 3ρ‖Λ‖, so that by Weyl the k-th eigenvalues of Y
and of Λ are no further apart than that. Intervals about the λ_j are grouped where they meet or nearly do: a group of m
of them holds m eigenvalues. The vectors of a group are no further from its eigenspace than ‖r_j‖ over the distance to
other groups; a group's eigenvalues are taken for one, at its center, and what that changes in the flow is bounded by
how far they `spread`. Within ‖r_j‖/‖x_j‖ of λ_j there is an eigenvalue: that of a group of one.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from numeric.exact import Unresolved
from numeric.hardware.enclosed import Enclosed, exactly, minus
from numeric.hardware.products import Slices, product
from numeric.hardware.sums import UNIT, Doubles, Sum, renormalized, row_sums, two_product, up

CLOSE = 1e-12
"""Eigenvalues no further apart than this share of the largest are one group."""
ORDERS = ((5, 6), (5, 6, 7), (5, 7, 8))
"""By level, the orders of the products of each refinement, and of what bounds are made of."""


@dataclass(frozen=True)
class Eigenpairs:
    """Y = ΦHΦᵀ: H is block diagonal, a block a group of eigenvalues, and off diag(values) by at most `spread` in norm.

    values: sums of doubles, decreasing. Φ is orthonormal, and its j-th column within distances_j of the j-th of the
    sum `vectors`, n×n, in norm. H's block of j is off values_j by at most radii_j in norm: where j is not `grouped`,
    it is an eigenvalue of Y.
    """

    values: Sum
    vectors: Sum
    distances: Doubles
    radii: Doubles
    grouped: NDArray[np.bool_]

    @property
    def spread(self) -> float:
        return float(self.radii.max())

    @property
    def distance(self) -> float:
        """A bound of ‖Φ − X‖, in the Frobenius norm."""
        return float(up(np.sqrt(up((self.distances**2).sum(), len(self.distances))), 4))


def eigenpairs(Y: Enclosed, level: int) -> Eigenpairs:
    """Of the symmetric Y, n×n, whose largest entry is near 1. Raises Unresolved where doubles don't tell them.

    A level is how many refinements there are beyond the first, each as good as the one before squared, over the gaps.
    """
    *orders, last = ORDERS[level]
    sliced = Slices(Y.parts, last - 1)
    start, vectors = np.linalg.eigh(Y.parts[0])
    order = np.argsort(-start, kind="stable")
    values: Sum = (start[order],)
    X: Sum = (np.ascontiguousarray(vectors[:, order]),)
    for each in orders:
        values, X = _refined(Y, sliced, X, values, each)
    residual, defect = _residual_and_defect(Y, sliced, X, values, last)
    sizes, off = column_norms(residual.bounds()), defect.bounds()
    rho = float(row_sums(off).max())
    if not rho < 0.01:
        raise Unresolved("eigenvectors could not be shown to be independent")
    largest = float(up(sum(np.abs(part).max() for part in values)))
    weyl = float(up(column_norms(sizes[:, None])[0] * (1 + rho) + 3 * rho * largest, 8))
    groups = _groups(values[0], weyl)
    gaps, radii, centers = _apart(groups, values, weyl, up(sizes * (1 + rho)))
    offsets = up(sizes / gaps, 8)
    distances = up(2 * offsets + column_norms(off), 8)
    for group in groups:
        if len(group) > 1:  # P X_c is made orthonormal by its polar factor: no column moves by more than all together
            together = float(column_norms(offsets[group]) + column_norms(off[np.ix_(group, group)].ravel()))
            distances[group] = up(distances[group] + 2 * together)
    grouped = np.zeros(len(distances), dtype=bool)
    for group in groups:
        grouped[group] = len(group) > 1
    return Eigenpairs(centers, X, distances, radii, grouped)


def column_norms(a: Doubles) -> Doubles:
    """Upper bounds of the Euclidean norms of the columns."""
    return np.asarray(up(np.sqrt(up((a * a).sum(axis=0), len(a) + 2)), 2))


def _refined(Y: Enclosed, sliced: Slices, X: Sum, values: Sum, order: int) -> tuple[Sum, Sum]:
    """Better eigenvalues and vectors, each sum with one double more."""
    residual, defect = _residual_and_defect(Y, sliced, X, values, order)
    inner, off = X[0].T @ residual.parts[0], defect.parts[0]
    changes = np.diag(inner).copy()
    close = np.abs(values[0][:, None] - values[0]) <= CLOSE * max(1.0, float(np.abs(values[0]).max()))
    with np.errstate(divide="ignore", invalid="ignore"):
        turned = (inner - changes * off) / (values[0] - values[0][:, None])
    correction = np.where(close, -off / 2, turned)
    return renormalized((*values, changes), len(values) + 1), (*X, X[0] @ correction)


def _residual_and_defect(Y: Enclosed, sliced: Slices, X: Sum, values: Sum, order: int) -> tuple[Enclosed, Enclosed]:
    """YX − XΛ and XᵀX − I, for Y and its slices."""
    n = len(X[0])
    turned = Slices([part.T for part in X], order - 1)
    image, rows, columns = product(sliced, turned, order)
    known = up(Y.rows * float(up(Y.columns @ np.abs(X[0]), n).max()) * 2)
    along = Enclosed(image, up(rows * columns.max() + known), np.ones(n))
    scaled = [x for part in X for value in values for x in two_product(part, value)]
    gram, rows, columns = product(turned, turned, order, minus=1.0, symmetric=True)
    return minus(along, exactly(tuple(scaled))), Enclosed(gram, rows, columns)


def _groups(values: Doubles, weyl: float) -> list[list[int]]:
    """Indices of the values, by decreasing size, together where they nearly meet."""
    near = 2 * weyl + CLOSE * max(1.0, float(np.abs(values).max()))
    order = np.argsort(-values, kind="stable").tolist()
    groups = [[order[0]]]
    for before, j in pairwise(order):
        if values[before] - values[j] > near:
            groups.append([])
        groups[-1].append(j)
    return groups


def _apart(groups: list[list[int]], values: Sum, weyl: float, reach: Doubles) -> tuple[Doubles, Doubles, Sum]:
    """For each value a lower bound of its distance from eigenvalues of other groups; its radius; and the centers."""
    slack = weyl + 16 * UNIT * max(1.0, float(np.abs(values[0]).max()))
    gaps, radii = np.empty(len(reach)), np.array(up(reach, 8))
    centers = tuple(part.copy() for part in values)
    for k, group in enumerate(groups):
        above = values[0][groups[k - 1][-1]] - values[0][group[0]] if k else np.inf
        below = values[0][group[-1]] - values[0][groups[k + 1][0]] if k + 1 < len(groups) else np.inf
        gaps[group] = min(above, below) - slack
        if len(group) == 1:
            continue
        first = group[0]
        for part in centers:
            part[group] = part[first]
        spread = weyl + max(sum(abs(part[j] - part[first]) for part in values) for j in group)
        radii[group] = up(spread, 8)
    if not gaps.min() > 0:
        raise Unresolved("eigenvalues could not be told apart")
    return gaps, radii, centers
