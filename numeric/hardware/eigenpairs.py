"""Eigenvalues and orthonormal eigenvectors of a large symmetric matrix, enclosed in double precision.

Approximate ones by LAPACK are refined once by Ogita and Aishima's iteration (Japan J. Indust. Appl. Math. 35, 2018); how
they came about does not matter. With R = YX − XΛ, computed without error but for a bound, there is an eigenvalue within
‖r_j‖/‖x_j‖ of λ_j (Parlett, The Symmetric Eigenvalue Problem, ch. 4); where intervals, grouped as far as they meet or
nearly do, are apart, a group of m holds m eigenvalues, as the X of full rank spans everything. The eigenspace of a group
is no further from its vectors than ‖r_j‖ over the gap, and the eigenvalues of a group are taken for one, at its center:
what that changes in the flow is bounded by how far they spread (`spread`).
"""

from dataclasses import dataclass

import numpy as np

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
    sum `vectors`, n×n, in norm; `rows` bounds the norm of each row of their difference.
    """

    values: Sum
    vectors: Sum
    distances: Doubles
    spread: float

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
    sizes, off = _norms(residual.bounds()), defect.bounds()
    rho = float(row_sums(off).max())
    if not rho < 0.01:
        raise Unresolved("eigenvectors could not be shown to be independent")
    reach = up(sizes * (1 + rho))
    groups = _groups(values[0], reach)
    gaps, spread, centers = _apart(groups, values, reach)
    offsets = up(sizes / gaps, 8)
    distances = up(2 * offsets + _norms(off), 8)
    for group in groups:
        if len(group) > 1:  # P X_c is made orthonormal by its polar factor: no column moves by more than all together
            together = float(_norms(offsets[group]) + _norms(off[np.ix_(group, group)].ravel()))
            distances[group] = up(distances[group] + 2 * together)
    return Eigenpairs(centers, X, distances, spread)


def _norms(a: Doubles) -> Doubles:
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


def _groups(values: Doubles, reach: Doubles) -> list[list[int]]:
    """Indices of values, which decrease, that nearly meet."""
    near = CLOSE * max(1.0, float(np.abs(values).max()))
    order = np.argsort(-values, kind="stable").tolist()
    groups, floor = [[order[0]]], values[order[0]] - reach[order[0]]
    for j in order[1:]:
        if values[j] + reach[j] + near < floor:
            groups.append([])
        groups[-1].append(j)
        floor = min(floor, values[j] - reach[j])
    return groups


def _apart(groups: list[list[int]], values: Sum, reach: Doubles) -> tuple[Doubles, float, Sum]:
    """For each value a lower bound of its distance from the eigenvalues of other groups; the spread; and the centers."""
    slack = 8 * UNIT * (1 + float(np.abs(values[0]).max()))
    tops = [max(values[0][j] + reach[j] for j in group) + slack for group in groups]
    floors = [min(values[0][j] - reach[j] for j in group) - slack for group in groups]
    gaps, spread = np.empty(len(reach)), 0.0
    centers = tuple(part.copy() for part in values)
    for k, group in enumerate(groups):
        above = floors[k - 1] - tops[k] if k else np.inf
        below = floors[k] - tops[k + 1] if k + 1 < len(groups) else np.inf
        gaps[group] = min(above, below)
        first = group[0]
        if len(group) > 1:
            for part in centers:
                part[group] = part[first]
            apart = [sum(abs(part[j] - part[first]) for part in values) for j in group]
            spread = max(spread, *apart)
        spread = max(spread, 2 * float(reach[group].max()))
    if not gaps.min() > 0:
        raise Unresolved("eigenvalues could not be told apart")
    return gaps, float(up(spread, 8)), centers
