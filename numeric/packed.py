"""Large exact matrices: integers over one denominator, which FLINT keeps. They read as rows of fractions do.

A Fraction takes some hundred bytes and a microsecond; of a matrix with a million entries one is made only where it is
looked at. Numbers as text are packed row by row, without a Fraction or a float on the way.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, overload

import flint

Row = tuple[Fraction, ...]

FEW = 64 * 64
"""Entries up to which a matrix is rows of fractions, which small ones are quicker as."""
LONGEST_CELL = 400
"""Characters of a number that is read here; what is longer is read one by one."""
LARGEST_EXPONENT = 1000
MOST_BITS = 2**33
"""Of all numerators together."""
BARE = b"0123456789.-\n"
"""What a number without an exponent is written with, and what parts two of them."""


class Packed(Sequence[Row]):
    """The exact n×m matrix numerators/denominator, with an fmpz_mat of numerators and a positive denominator."""

    def __init__(self, numerators: Any, denominator: int) -> None:
        self.numerators, self.denominator = numerators, denominator
        self._rows: dict[int, Row] = {}

    @property
    def shape(self) -> tuple[int, int]:
        """n and m."""
        return int(self.numerators.nrows()), int(self.numerators.ncols())

    @cached_property
    def flint(self) -> Any:
        """The same as an fmpq_mat."""
        return flint.fmpq_mat(self.numerators) / flint.fmpz(self.denominator)

    def __len__(self) -> int:
        return int(self.numerators.nrows())

    @overload
    def __getitem__(self, i: int) -> Row: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, i: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(i, slice):
            return tuple(self[k] for k in range(*i.indices(len(self))))
        k = range(len(self))[i]
        if k not in self._rows:
            entries = (self.numerators[k, j] for j in range(self.shape[1]))
            self._rows[k] = tuple(Fraction(int(x), self.denominator) for x in entries)
        return self._rows[k]

    def __iter__(self) -> Iterator[Row]:
        return (self[k] for k in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed):
            return bool(self.numerators * other.denominator == other.numerators * self.denominator)
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<Packed: {self.shape[0]}×{self.shape[1]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_integers, (*self.shape, [int(x) for x in self.numerators.entries()], self.denominator)


def _from_integers(n: int, m: int, integers: list[int], denominator: int) -> Packed:
    return Packed(flint.fmpz_mat(n, m, integers), denominator)


def diagonal(values: Sequence[Fraction]) -> Packed:
    """The n×n matrix with these on its diagonal."""
    denominator = lcm(*(x.denominator for x in values))
    numerators = flint.fmpz_mat(len(values), len(values))
    for i, x in enumerate(values):
        numerators[i, i] = x.numerator * (denominator // x.denominator)
    return Packed(numerators, denominator)


def of_rationals(a: Any) -> Packed:
    """A matrix of FLINT's rationals."""
    numerators, denominator = a.numer_denom()
    return Packed(numerators, int(denominator))


def of_numbers(rows: Sequence[Sequence[Any]]) -> Packed | None:
    """The matrix with these rows of floats, ints or Fractions, which are exactly what they are.

    None where there is something else among them, or what is not finite, or too long to have one denominator.
    """
    packer = Packer()
    for row in rows:
        if not set(map(type, row)) <= {float, int, Fraction}:
            return None
        try:
            ratios = [x.as_integer_ratio() for x in row]
        except (ValueError, OverflowError):  # nan, or infinity
            return None
        denominator = lcm(*{q for _, q in ratios})
        if not packer.add([p * (denominator // q) for p, q in ratios], denominator):
            return None
    return packer.packed()


def of_texts(rows: Sequence[Sequence[Any]]) -> Packed | None:
    """The matrix with these rows of decimals; None where a cell is not one, or too long."""
    packer = Packer()
    return packer.packed() if all(packer.add_texts(row) for row in rows) else None


class Packer:
    """A matrix that is packed row by row; each row has a denominator of its own until the end."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, int]] = []
        self._bits = 0

    def add(self, integers: Sequence[int], denominator: int) -> bool:
        """Whether the row integers/denominator was packed: not if it differs in length, or is too long."""
        if self._rows and len(integers) != self._rows[0][0].ncols():
            return False
        self._bits = max(self._bits, denominator.bit_length())
        if self._bits * len(integers) * (len(self._rows) + 1) > MOST_BITS or not integers:
            return False
        self._rows.append((flint.fmpz_mat(1, len(integers), integers), denominator))
        return True

    def add_texts(self, cells: Sequence[Any]) -> bool:
        """Whether the row of decimals was packed."""
        found = _integers(cells)
        return found is not None and self.add(found[0], 10 ** found[1])

    def packed(self) -> Packed | None:
        """What has been added; None where that is too little, or together too long."""
        denominator = lcm(*{each for _, each in self._rows})
        n, m = len(self._rows), int(self._rows[0][0].ncols()) if self._rows else 0
        if n * m <= FEW or denominator.bit_length() * n * m > MOST_BITS:
            return None
        numerators = flint.fmpz_mat(n, m)
        for i, (row, own) in enumerate(self._rows):
            for j, x in enumerate((row * (denominator // own) if own != denominator else row).entries()):
                numerators[i, j] = x
        return Packed(numerators, denominator)


def _integers(cells: Sequence[Any]) -> tuple[list[int], int] | None:
    """k and p ≥ 0 with the cells, such as 1.5, -2 or 1e-7, being k·10^−p; None where one is no such decimal."""
    if not set(map(type, cells)) <= {str}:
        return None
    parts = [cell.lower().partition("e") for cell in cells]
    mantissas = "\n".join(part[0] for part in parts)
    held = f"\n{mantissas}\n".encode("ascii", "replace")
    # every number begins with a digit, which a sign may stand before, and has no other sign
    if held.translate(None, BARE) or any(wrong in held for wrong in (b"\n\n", b"\n.", b"-.", b"-\n", b"--")):
        return None
    powers = "".join(part[2] for part in parts).encode("ascii", "replace")
    if powers.translate(None, b"0123456789+-"):
        return None
    halves = [part[0].partition(".") for part in parts]
    try:
        exponents = [int(power) if mark else 0 for _, mark, power in parts]
        if max(map(len, cells)) > LONGEST_CELL or max(map(abs, exponents)) > LARGEST_EXPONENT:
            return None
        places = [len(after) - power for (_, _, after), power in zip(halves, exponents, strict=True)]
        most = max(0, *places)
        pairs = zip(halves, places, strict=True)
        return [int(before + after) * 10 ** (most - place) for (before, _, after), place in pairs], most
    except ValueError:
        return None
