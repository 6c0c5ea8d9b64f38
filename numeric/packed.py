"""Large exact matrices: integers over one denominator, which FLINT keeps. They read as rows of fractions do.

A Fraction takes some hundred bytes and a microsecond; of a matrix with a million entries one is made only where it is
looked at. Numbers as text are packed row by row, without a Fraction or a float on the way.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, overload

import flint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = tuple[Fraction, ...]

FEW = 64 * 64
"""Entries up to which a matrix is rows of fractions, which small ones are quicker as."""
LONGEST_CELL = 400
"""Characters of a number that is read here; what is longer is read one by one."""
LARGEST_EXPONENT = 1000
DOUBLE_BITS = 53
MOST_BITS = 2**33
"""Of all numerators together."""
BARE = b"0123456789.-\n"
"""What a number without an exponent is written with, and what parts two of them."""


class Packed(Sequence[Row]):
    """The exact n×m matrix numerators/denominator, with an fmpz_mat of numerators and a positive denominator."""

    def __init__(self, numerators: Any, denominator: int) -> None:
        self.numerators, self.denominator = numerators, denominator
        self._rows: dict[int, Row] = {}
        self.are_doubles = False
        """Whether every entry is known to be a double, so that `doubles` misses nothing."""

    @property
    def shape(self) -> tuple[int, int]:
        """n and m."""
        return int(self.numerators.nrows()), int(self.numerators.ncols())

    @cached_property
    def is_symmetric(self) -> bool:
        return bool(self.numerators == self.numerators.transpose())

    @cached_property
    def doubles(self) -> "NDArray[np.float64]":
        """The doubles nearest to the entries, n×m; an entry beyond them all raises OverflowError."""
        import numpy as np  # which takes long, and is needed here alone

        # Python divides integers of any length rightly rounded
        entries = [int(x) / self.denominator for x in self.numerators.entries()]
        return np.array(entries).reshape(self.shape)

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


def of_doubles(array: "NDArray[Any]") -> Packed | None:
    """The matrix that an array of floats is, exactly; None where one is not finite, or numerators are too long."""
    import numpy as np  # which the array is of

    doubles = array.astype(np.float64)
    if not np.isfinite(doubles).all():
        return None
    mantissas, exponents = np.frexp(doubles)
    integers = np.ldexp(mantissas, DOUBLE_BITS).astype(np.int64)
    lowest = np.where(integers == 0, 1, integers & -integers)
    integers //= lowest
    powers = exponents - DOUBLE_BITS + np.frexp(lowest.astype(np.float64))[1] - 1
    least = min(0, int(powers[integers != 0].min(initial=0)))
    n, m = integers.shape
    shifts = np.where(integers == 0, 0, powers - least)
    if n * m * (int(shifts.max()) + DOUBLE_BITS) > MOST_BITS:
        return None
    pairs = zip(integers.ravel().tolist(), shifts.ravel().tolist(), strict=True)
    found = _from_integers(n, m, [integer << shift for integer, shift in pairs], 2**-least)
    found.doubles, found.are_doubles = doubles, True
    return found


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
        self._rows: list[tuple[list[int], int]] = []
        self._bits = 0

    def add(self, integers: list[int], denominator: int) -> bool:
        """Whether the row integers/denominator was taken: not if it differs in length, or is too long."""
        if not integers or (self._rows and len(integers) != len(self._rows[0][0])):
            return False
        self._bits = max(self._bits, denominator.bit_length())
        if self._bits * len(integers) * (len(self._rows) + 1) > MOST_BITS:
            return False
        self._rows.append((integers, denominator))
        return True

    def add_texts(self, cells: Sequence[Any]) -> bool:
        """Whether the row of decimals was taken."""
        found = _integers(cells)
        return found is not None and self.add(found[0], 10 ** found[1])

    def packed(self) -> Packed | None:
        """What has been added; None where that is too little, or together too long."""
        denominator = lcm(*{each for _, each in self._rows})
        n, m = len(self._rows), len(self._rows[0][0]) if self._rows else 0
        if n * m <= FEW or denominator.bit_length() * n * m > MOST_BITS:
            return None
        flat: list[int] = []
        for row, own in self._rows:
            factor = denominator // own
            flat += row if factor == 1 else [x * factor for x in row]
        self._rows = []
        return _from_integers(n, m, flat, denominator)


def _integers(cells: Sequence[Any]) -> tuple[list[int], int] | None:
    """k and p ≥ 0 with the cells, such as 1.5, -2 or 1e-7, being k·10^−p; None where one is no such decimal."""
    if not cells or not set(map(type, cells)) <= {str} or max(map(len, cells)) > LONGEST_CELL:
        return None
    text = "\n".join(cells)
    powers = [0] * len(cells)
    if "e" in text or "E" in text:
        parts = [cell.lower().partition("e") for cell in cells]
        text = "\n".join(part[0] for part in parts)
        if "".join(part[2] for part in parts).encode("ascii", "replace").translate(None, b"0123456789+-"):
            return None
        try:
            powers = [int(power) if mark else 0 for _, mark, power in parts]
        except ValueError:
            return None
        if max(map(abs, powers)) > LARGEST_EXPONENT:
            return None
    held = f"\n{text}\n".encode("ascii", "replace")
    # every number begins with a digit, which a sign may stand before, and has no other sign
    if held.translate(None, BARE) or any(wrong in held for wrong in (b"\n\n", b"\n.", b"-.", b"-\n", b"--", b".-")):
        return None
    mantissas = text.split("\n")
    points = [x.find(".") for x in mantissas]
    if len(points) != len(cells) or text.count(".") != len(points) - points.count(-1):  # one has two, or two lines
        return None
    try:
        whole = list(map(int, text.replace(".", "").split("\n")))
    except ValueError:
        return None
    lengths = zip(mantissas, points, powers, strict=True)
    places = [(len(x) - 1 - point if point >= 0 else 0) - power for x, point, power in lengths]
    most = max(0, *places)
    if min(places) == most:
        return whole, most
    factors = {place: 10 ** (most - place) for place in set(places)}
    return [x * factors[place] for x, place in zip(whole, places, strict=True)], most
