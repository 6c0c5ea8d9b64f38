"""A certified orthonormal eigenbasis of a symmetric rational matrix, whatever its eigenvalues' multiplicities.

Approximate eigenvectors come from double precision, refined with matrix products until they are good to every bit; how
they came about does not matter. What is certain rests on residuals (Parlett, The Symmetric Eigenvalue Problem, ch. 4
and 11): within ‖Yx − ρx‖/‖x‖ of ρ there is an eigenvalue, so disjoint intervals hold different ones. As many as there
are distinct eigenvalues, which is counted exactly, hold one each, of whatever multiplicity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, pairwise
from math import log2
from typing import Any, Protocol, TypeVar

import flint

from numeric.field import Balls, Unresolved
from numeric.matrices import Rows, to_flint

DOUBLE_BITS = 53
CLOSE = 2.0**-16
"""Eigenvalues no further apart than this (in units of the largest entry) are first separated as a block."""

NOISE_BITS = 8
"""Bits of an approximate block's entries below which they are taken for noise."""


@dataclass(frozen=True)
class Eigenbasis:
    """Eigenvalues in decreasing order, each as often as its multiplicity, and Φ, n×n, whose columns go with them."""

    values: tuple[Any, ...]
    vectors: Any


def eigenbasis(target: Rows, field: Balls) -> Eigenbasis:
    """Balls that hold the eigenvalues and an exactly orthonormal eigenbasis of the symmetric n×n `target`.

    An eigenvalue that is zero is exactly 0, and no other's ball holds 0. Radii are about 2^−bits‖Y‖ for eigenvalues,
    also for small ones (e^{cσt} asks for no more), and that over the gap to the next eigenvalue for the entries of Φ.
    Raises Unresolved where the precision does not separate the eigenvalues from each other and from 0.
    """
    exact = to_flint(target)
    n = len(target)
    with flint.ctx.workprec(field.bits + _guard(n)):
        Y = flint.arb_mat(exact)
        X = _approximate(Y.mid(), field.bits)
        pairs = sorted(_pairs(Y, X), key=lambda pair: pair.center, reverse=True)
        groups = parted(pairs)
        rank = int(exact.numer_denom()[0].rank())
        _require_one_eigenvalue_each(groups, exact, rank)
        values: list[Any] = []
        columns: list[list[Any]] = []
        for group, inverse_gap in zip(groups, _inverse_gaps(groups), strict=True):
            values += [_eigenvalue(group, inverse_gap, singular=rank < n)] * len(group)
            columns += _eigenvectors(group, inverse_gap)
    with field.working():
        found = Eigenbasis(tuple(value * 1 for value in values), flint.arb_mat(columns).transpose() * 1)  # rounded
    if any(value.contains(0) and not value.is_zero() for value in found.values):
        raise Unresolved("an eigenvalue could not be told from zero")
    return found


# What is certain: everything below, up to the approximation, holds for any X.


class Ends(Protocol):
    """What is known to lie in an interval."""

    @property
    def lower(self) -> Any: ...

    @property
    def upper(self) -> Any: ...


HasEnds = TypeVar("HasEnds", bound=Ends)


@dataclass(frozen=True)
class _Pair:
    """An approximate eigenvector x, n×1 and exact, with its Rayleigh quotient xᵀYx/xᵀx.

    `center` is a number close to the quotient, `residual` bounds ‖Yx − center·x‖, and `reach` that over ‖x‖.
    """

    vector: Any
    quotient: Any
    center: Any
    residual: Any
    reach: Any

    @property
    def lower(self) -> Any:
        return self.center - self.reach

    @property
    def upper(self) -> Any:
        return self.center + self.reach


def _pairs(Y: Any, X: Any) -> list[_Pair]:
    images = (Y * X).transpose().tolist()
    pairs = []
    for entries, image in zip(X.transpose().tolist(), images, strict=True):
        x, y = flint.arb_mat([[e] for e in entries]), flint.arb_mat([[e] for e in image])
        square = _inner(x, x)
        if not square > 0:
            raise Unresolved("an approximate eigenvector is zero")
        quotient = _inner(x, y) / square
        center = quotient.mid()
        rest = y - x * center
        residual = _square_sum(rest.entries()).sqrt().upper()
        pairs.append(_Pair(x, quotient, center, residual, (residual / square.sqrt()).upper()))
    return pairs


def parted(pairs: Sequence[HasEnds]) -> list[list[HasEnds]]:
    """Pairs in decreasing order, parted wherever all their intervals before lie certainly above all that follow."""
    floors = list(accumulate((pair.lower for pair in pairs), lambda x, y: x.min(y)))
    ceilings = list(accumulate((pair.upper for pair in reversed(pairs)), lambda x, y: x.max(y)))[::-1]
    groups = [[pairs[0]]]
    for k, pair in enumerate(pairs[1:], start=1):
        if floors[k - 1] > ceilings[k]:
            groups.append([])
        groups[-1].append(pair)
    return groups


def _require_one_eigenvalue_each(groups: Sequence[Sequence[_Pair]], exact: Any, rank: int) -> None:
    """Each group's intervals hold an eigenvalue; there is only one in each where no more than the groups are distinct.

    Raises Unresolved if there are more.
    """
    n = int(exact.nrows())
    if len(groups) == rank + (rank < n):  # rank many non-zero eigenvalues, and perhaps 0: there can't be more
        return
    distinct = distinct_eigenvalues(exact)
    if len(groups) < distinct:
        raise Unresolved(f"{distinct} distinct eigenvalues could not be told apart")


def distinct_eigenvalues(exact: Any) -> int:
    """How many different ones the rational matrix has: a multiple root is one of the derivative too."""
    polynomial = exact.numer_denom()[0].charpoly()
    return int(polynomial.degree()) - int(polynomial.gcd(polynomial.derivative()).degree())


def _inverse_gaps(groups: Sequence[Sequence[_Pair]]) -> list[Any]:
    """For each group, a bound of 1/(distance of its intervals from all others); 0 for a group that is alone."""
    inverse = [flint.arb(0)] * len(groups)
    for k, (above, below) in enumerate(pairwise(groups)):
        floor = reduce(lambda x, y: x.min(y), (pair.lower for pair in above))
        ceiling = reduce(lambda x, y: x.max(y), (pair.upper for pair in below))
        between = (1 / (floor - ceiling)).upper()
        inverse[k] = inverse[k].max(between)
        inverse[k + 1] = between
    return inverse


def _eigenvalue(group: Sequence[_Pair], inverse_gap: Any, singular: bool) -> Any:
    """The group's only eigenvalue λ: |λ − ρ| ≤ reach²/gap for each of its quotients ρ (Kato and Temple).

    Where Y is singular 0 is an eigenvalue, and in one group's intervals only.
    """
    if singular and any(pair.lower <= 0 <= pair.upper for pair in group):
        return flint.arb(0)
    balls = [flint.arb(pair.quotient, pair.reach * pair.reach * inverse_gap) for pair in group]
    return reduce(lambda x, y: x.intersection(y), balls)


def _eigenvectors(group: Sequence[_Pair], inverse_gap: Any) -> list[list[Any]]:
    """An orthonormal basis of the eigenspace: as many vectors of length n as the group has members.

    With P the projection onto the eigenspace, each member x has ‖x − Px‖ ≤ δ = ‖Yx − center·x‖/gap. Let the x form X
    and M = XᵀPX. Then PXM^(−1/2) is orthonormal, and no column is further from PX than ‖I − M^½‖ ≤ ‖I − M‖.
    """
    X = flint.arb_mat([[x[i, 0] for x in (pair.vector for pair in group)] for i in range(int(group[0].vector.nrows()))])
    defect = X.transpose() * X - _identity(len(group))
    offsets = [pair.residual * inverse_gap for pair in group]
    distance = _square_sum(defect.entries()).sqrt() + _square_sum(offsets)
    if not distance < 1:
        raise Unresolved("eigenvectors could not be shown to be independent")
    return [
        [flint.arb(entry, offset + distance) for entry in pair.vector.entries()]
        for pair, offset in zip(group, offsets, strict=True)
    ]


def _square_sum(values: Sequence[Any]) -> Any:
    return sum((x * x for x in values), flint.arb(0)).upper()


def _inner(x: Any, y: Any) -> Any:
    return (x.transpose() * y)[0, 0]


def _approximate(Y: Any, bits: int) -> Any:
    """An exact n×n matrix whose columns are, to about `bits` bits, orthonormal eigenvectors of the exact symmetric Y.

    Ogita and Aishima's iteration (Japan J. Indust. Appl. Math. 35, 2018), which doubles the bits at each step, from
    double precision. Eigenvalues that double precision can't tell apart are separated by the same means in the space
    that belongs to them, once it is known well enough.
    """
    import numpy as np  # which takes long, and is needed here alone

    n = int(Y.nrows())
    largest = max(abs(x) for x in Y.entries())
    if largest == 0:
        return _identity(n)
    Y = Y * flint.arb(2) ** -_exponent(largest)
    start = np.linalg.eigh(np.array([float(x) for x in Y.entries()]).reshape(n, n))
    X, values = flint.arb_mat(start[1].tolist()), [flint.arb(x) for x in start[0].tolist()]
    known, within_reach = 0, 2 * DOUBLE_BITS
    while known + NOISE_BITS < bits:
        aim = min(within_reach, bits)
        with flint.ctx.workprec(aim + _guard(n)):
            rounded = (Y * 1).mid()
            residual = (rounded * X - X * _diagonal(values)).mid()
            step = _step((X.transpose() * X).mid(), (X.transpose() * residual).mid(), values, aim)
            X = (X + X * step.correction).mid()
            if step.clusters:
                X = _separate(rounded, X, step.clusters, step.reached)
        if step.reached <= known:  # no use: the certificate will tell
            break
        values, known, within_reach = step.values, step.reached, 2 * step.reached
        with flint.ctx.workprec(known + _guard(n)):
            X = (X * 1).mid()
    return X


@dataclass(frozen=True)
class _Step:
    """One iteration: X(I + E) diagonalizes Y to `reached` bits, except within clusters.

    `values` are X's Rayleigh quotients, `clusters` those that are no single point as far as is known.
    """

    correction: Any
    values: list[Any]
    clusters: list[list[int]]
    reached: int


def _step(gram: Any, residual: Any, shifts: Sequence[Any], aim: int) -> _Step:
    """From G = XᵀX and T = Xᵀ(YX − X diag(shifts)), which is small and short where the shifts are good.

    E_ij = (S_ij − λ_jG_ij)/(λ_j − λ_i) with S = XᵀYX, and E + Eᵀ = I − G; within a cluster E is symmetric.
    """
    n = len(shifts)
    G, T = gram.tolist(), residual.tolist()
    changes = [T[i][i] / G[i][i] for i in range(n)]
    values = [(shift + change).mid() for shift, change in zip(shifts, changes, strict=True)]
    clusters, gap = _clusters([float(x) for x in values])
    cluster_of = {i: k for k, cluster in enumerate(clusters) for i in cluster}
    rows = [[flint.arb(0)] * n for _ in range(n)]
    with flint.ctx.workprec(aim // 2 + _guard(n)):  # E is half as long
        for i in range(n):
            rows[i][i] = (1 - G[i][i]) / 2
            for j in range(i):
                if cluster_of[i] == cluster_of[j]:
                    rows[i][j] = rows[j][i] = G[i][j] / -2
                else:
                    rows[i][j] = (T[i][j] - changes[j] * G[i][j]) / (values[j] - values[i])
                    rows[j][i] = -G[i][j] - rows[i][j]
        correction = flint.arb_mat(rows).mid()
    size = max(abs(x) for x in correction.entries())
    # the next error is quadratic in this one, and divided by the gap
    reached = min(aim, -2 * _exponent(size) + int(log2(gap / n)) - 1) if size > 0 else aim
    wide = []
    for cluster in clusters:
        center = values[cluster[0]]
        spread = max(abs(T[i][j] + (shifts[j] - center) * G[i][j]) for i in cluster for j in cluster)
        if len(cluster) > 1 and spread > flint.arb(2) ** (NOISE_BITS - reached):
            wide.append(cluster)
    return _Step(correction, values, wide, reached)


def _clusters(values: Sequence[float]) -> tuple[list[list[int]], float]:
    """Indices of values that a chain of close ones connects, and the smallest gap between two chains, at most 1."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    clusters, gap = [[order[0]]], 1.0
    for i, j in pairwise(order):
        if values[j] - values[i] > CLOSE:
            gap = min(gap, values[j] - values[i])
            clusters.append([])
        clusters[-1].append(j)
    return clusters, gap


def _separate(Y: Any, X: Any, clusters: list[list[int]], bits: int) -> Any:
    """X with the columns of each cluster turned among themselves, so that they too diagonalize Y as far as is known."""
    rows = X.tolist()
    for cluster in clusters:
        block = flint.arb_mat([[row[j] for j in cluster] for row in rows])
        inner = block.transpose() * Y * block
        center = (inner.trace() / len(cluster)).mid()
        inner = (inner - _identity(len(cluster)) * center).mid()
        size = max(abs(x) for x in inner.entries())
        left = bits + _exponent(size) if size > 0 else 0
        if left <= NOISE_BITS:
            continue
        turn = _orthonormal(_approximate(inner, left), left, bits)
        turned = (block * turn).mid().tolist()
        for row, new in zip(rows, turned, strict=True):
            for j, entry in zip(cluster, new, strict=True):
                row[j] = entry
    return flint.arb_mat(rows)


def _orthonormal(Q: Any, known: int, bits: int) -> Any:
    """The orthogonal matrix closest to Q, to `bits` bits, if Q is orthogonal to `known` (Newton and Schulz)."""
    identity = _identity(int(Q.nrows()))
    while known < bits:
        Q = (Q + Q * (identity - Q.transpose() * Q) / 2).mid()
        known *= 2
    return Q


def _identity(n: int) -> Any:
    return _diagonal([1] * n)


def _diagonal(values: Sequence[Any]) -> Any:
    return flint.arb_mat([[x if i == j else 0 for j in range(len(values))] for i, x in enumerate(values)])


def _exponent(x: Any) -> int:
    """The binary exponent e of x > 0: 2^(e−1) ≤ x < 2^e."""
    mantissa, exponent = x.mid().man_exp()
    return int(exponent) + int(mantissa).bit_length()


def _guard(n: int) -> int:
    """Bits that the rounding of n×n products may cost, and a few."""
    return 2 * n.bit_length() + 10
