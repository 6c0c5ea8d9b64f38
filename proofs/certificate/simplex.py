"""A small linear program solved exactly: by Dantzig's simplex method in rationals, with Bland's rule, which ends.

What has some ten rows and columns is solved here in less time than a program for large ones needs to set itself up.
"""

from collections.abc import Mapping, Sequence

import flint

Row = dict[int, flint.fmpq]
MOST_ENTRIES = 400
"""Rows times columns of what is small."""
RIGHT = -1
"""The column of a row that has its right-hand side."""


class Unbounded(Exception):
    """The cost can be made as small as one likes."""


def vertex(rows: Sequence[Mapping[int, flint.fmpq]], right: Sequence[flint.fmpq], cost: Sequence[int]) -> Row | None:
    """The numbers x >= 0 of least cost with rows·x = right, those that are 0 left out; or None.

    Raises Unbounded.
    """
    count = len(cost)
    table = [_scaled({**row, RIGHT: b}, -1 if b < 0 else 1) for row, b in zip(rows, right, strict=True)]
    for i, row in enumerate(table):
        row[count + i] = flint.fmpq(1)
    basis = [count + i for i in range(len(table))]
    artificial = _reduced(dict.fromkeys(basis, flint.fmpq(1)), table, basis)
    _descend(table, basis, artificial, count)
    if artificial.get(RIGHT, 0) != 0:
        return None
    _driven_out(table, basis, count)
    _descend(table, basis, _reduced({j: flint.fmpq(c) for j, c in enumerate(cost) if c}, table, basis), count)
    return {j: row[RIGHT] for j, row in zip(basis, table, strict=True) if j < count and row.get(RIGHT, 0) != 0}


def _descend(table: list[Row], basis: list[int], cost: Row, count: int) -> None:
    """Pivots until no cost is negative, among the first `count` columns."""
    while True:
        entering = min((j for j, c in cost.items() if 0 <= j < count and c < 0), default=None)
        if entering is None:
            return
        ratios = [
            (row.get(RIGHT, flint.fmpq(0)) / row[entering], basis[i], i)
            for i, row in enumerate(table)
            if row.get(entering, 0) > 0
        ]
        if not ratios:
            raise Unbounded
        least = min(ratio for ratio, _, _ in ratios)
        _, i = min((leaving, i) for ratio, leaving, i in ratios if ratio == least)
        _pivot(table, basis, i, entering)
        _eliminate(cost, table[i], entering)


def _driven_out(table: list[Row], basis: list[int], count: int) -> None:
    """No artificial unknown is in the basis, but where the row says nothing; then all of them are left out."""
    for i, row in enumerate(table):
        entering = min((j for j in row if 0 <= j < count), default=None)
        if basis[i] >= count and entering is not None:
            _pivot(table, basis, i, entering)
    table[:] = [{j: x for j, x in row.items() if j < count} for row in table]


def _pivot(table: list[Row], basis: list[int], i: int, entering: int) -> None:
    table[i] = _scaled(table[i], 1 / table[i][entering])
    for k, row in enumerate(table):
        if k != i:
            _eliminate(row, table[i], entering)
    basis[i] = entering


def _reduced(cost: Row, table: Sequence[Row], basis: Sequence[int]) -> Row:
    """The cost in the other unknowns than those of the basis."""
    for j, row in zip(basis, table, strict=True):
        _eliminate(cost, row, j)
    return cost


def _eliminate(row: Row, pivot: Row, j: int) -> None:
    factor = row.get(j)
    if factor is None:
        return
    for k, x in pivot.items():
        value = row.get(k, 0) - factor * x
        if value == 0:
            row.pop(k, None)
        else:
            row[k] = value


def _scaled(row: Mapping[int, flint.fmpq], factor: flint.fmpq | int) -> Row:
    return {j: x * factor for j, x in row.items() if x != 0}
