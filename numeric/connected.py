"""The eigenbasis of a matrix that falls into parts, which no non-zero entry connects.

An eigenvector of a part is exactly 0 elsewhere, which balls of one of the whole matrix would not tell: so entries of
W(t) between parts of Y, to which no learned mode adds, are as narrow as others.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

import flint

from numeric.eigenbasis import Eigenbasis, distinct_eigenvalues, eigenbasis, parted
from numeric.field import Balls, Unresolved
from numeric.matrices import Rows, least_connected, to_flint


def eigenbasis_by_parts(target: Rows, field: Balls) -> Eigenbasis:
    """As `eigenbasis`, with exact zeros where an eigenvector of one part has the coordinates of another.

    Eigenvalues of different parts may be equal: then they are in the same ball. Raises Unresolved as `eigenbasis` does.
    """
    n = len(target)
    least = least_connected(target)
    parts = [[i for i in range(n) if least[i] == first] for first in sorted(set(least))]
    if len(parts) == 1:
        return eigenbasis(target, field)
    with field.working():
        found = [pair for part in parts for pair in _pairs(target, part, field)]
        groups = parted(sorted(found, key=lambda pair: pair.value.mid(), reverse=True))
        # each group of balls has an eigenvalue of its own, and only one where there are no more
        if len(groups) < n and len(groups) < distinct_eigenvalues(to_flint(target)):
            raise Unresolved("eigenvalues of different parts could not be told apart")
        values = [reduce(lambda x, y: x.intersection(y), (pair.value for pair in group)) for group in groups]
        return Eigenbasis(
            tuple(value for value, group in zip(values, groups, strict=True) for _ in group),
            flint.arb_mat([pair.vector for group in groups for pair in group]).transpose(),
        )


@dataclass(frozen=True)
class _Pair:
    """An eigenvalue, and an eigenvector in all n coordinates."""

    value: Any
    vector: list[Any]

    @property
    def lower(self) -> Any:
        return self.value.lower()

    @property
    def upper(self) -> Any:
        return self.value.upper()


def _pairs(target: Rows, part: list[int], field: Balls) -> list[_Pair]:
    basis = eigenbasis(tuple(tuple(target[i][j] for j in part) for i in part), field)
    pairs = []
    for value, column in zip(basis.values, basis.vectors.transpose().tolist(), strict=True):
        vector = [flint.arb(0)] * len(target)
        for i, x in zip(part, column, strict=True):
            vector[i] = x
        pairs.append(_Pair(value, vector))
    return pairs
