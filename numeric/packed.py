"""Large exact matrices: integers over one denominator, which FLINT keeps. They read as rows of fractions do.

A Fraction takes some hundred bytes and a microsecond; of a matrix with a million entries one is made only where it is
looked at. Numbers as text are packed row by row, without a Fraction or a float on the way.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, overload

import flint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

Row = tuple[Fraction, ...]

FEW = 64 * 64
"""Entries up to which a matrix is rows of fractions, which small ones are quicker as."""
LONGEST_CELL = 400
"""Characters of a number that is read here; what is longer is read one by one."""
LARGEST_EXPONENT = 1000
DOUBLE_BITS = 53
FEW_ROWS = 16
MOST_BITS = 2**33
"""Of all numerators together."""
BARE = b"0123456789.-\n"
"""What a number without an exponent is written with, and what parts two of them."""


class Packed(Sequence[Row]):
    """The exact n×m matrix numerators/denominator, with an fmpz_mat of numerators and a positive denominator.

    One whose entries are all doubles is kept as these, and has its integers when they are asked for.
    """

    def __init__(self, numerators: Any, denominator: int, exact: "Doubles | None" = None) -> None:
        """The integers, or None where there are `exact` doubles in their place."""
        self._integers = None if numerators is None else (numerators, denominator)
        self._exact = exact
        self._rows: dict[int, Row] = {}

    @property
    def are_doubles(self) -> bool:
        """Whether every entry is known to be a double, so that `doubles` misses nothing."""
        return self._exact is not None

    @property
    def numerators(self) -> Any:
        return self._whole[0]

    @property
    def denominator(self) -> int:
        return self._whole[1]

    @property
    def _whole(self) -> tuple[Any, int]:
        if self._integers is None:
            self._integers = _integers_of(self.doubles)
        return self._integers

    @property
    def shape(self) -> tuple[int, int]:
        """n and m."""
        if self._exact is not None:
            n, m = self._exact.shape
            return int(n), int(m)
        return int(self.numerators.nrows()), int(self.numerators.ncols())

    @cached_property
    def doubles(self) -> "Doubles":
        """The doubles nearest to the entries, n×m; an entry beyond them all raises OverflowError."""
        import numpy as np  # which takes long, and is needed here alone

        if self._exact is not None:
            return self._exact
        (n, m), (numerators, denominator) = self.shape, self._whole
        # Python divides integers of any length rightly rounded
        entries = (int(numerators[i, j]) / denominator for i in range(n) for j in range(m))
        return np.fromiter(entries, np.float64, n * m).reshape(n, m)

    @cached_property
    def is_symmetric(self) -> bool:
        if self._exact is not None:
            return bool((self._exact == self._exact.T).all())
        return bool(self.numerators == self.numerators.transpose())

    @cached_property
    def is_diagonal(self) -> bool:
        if self._exact is not None:
            kept = min(self.shape)
            return int((self._exact != 0).sum()) == int((self._exact.diagonal()[:kept] != 0).sum())
        return bool(self.numerators.is_diagonal())

    def at(self, i: int, j: int) -> Fraction:
        """The entry, from 0."""
        if self._exact is not None:
            return Fraction(float(self._exact[i, j]))
        return Fraction(int(self.numerators[i, j]), self.denominator)

    def nonzero(self, i: int, among: Iterable[int]) -> set[int]:
        """The columns among those given where row i is not 0."""
        if self._exact is not None:
            row = self._exact[i].tolist()
            return {j for j in among if row[j]}
        numerators = self.numerators
        return {j for j in among if numerators[i, j]}

    @cached_property
    def largest_row_sum(self) -> Fraction:
        """The largest Σ_j |a_ij|."""
        n, m = self.shape
        if self._exact is not None:
            import numpy as np

            with np.errstate(over="ignore"):  # then rows are all near
                rough = abs(self._exact).sum(axis=1)
            # by so much no sum of doubles is off, whatever its order
            near = (rough >= rough.max() * (1 - 4 * m * 2.0**-DOUBLE_BITS)).nonzero()[0].tolist()
            if len(near) <= FEW_ROWS:
                return max(sum(map(Fraction, abs(self._exact[i]).tolist()), Fraction(0)) for i in near)
        numerators, denominator = self._whole
        sums = (sum((abs(numerators[i, j]) for j in range(m)), flint.fmpz(0)) for i in range(n))
        return Fraction(int(max(sums)), denominator)

    def transposed(self) -> "Packed":
        if self._exact is not None:
            return Packed(None, 1, self._exact.T)
        return Packed(self.numerators.transpose(), self.denominator)

    def reordered(self, order: Sequence[int]) -> "Packed":
        """The square matrix with its rows and columns in that order."""
        if self._exact is not None:
            return Packed(None, 1, self._exact[list(order)][:, list(order)])
        n = len(self)
        numerators = self.numerators
        entries = [numerators[i, j] for i in order for j in order]
        return Packed(flint.fmpz_mat(n, n, entries), self.denominator)

    @cached_property
    def flint(self) -> Any:
        """The same as an fmpq_mat."""
        return flint.fmpq_mat(self.numerators) / flint.fmpz(self.denominator)

    def __len__(self) -> int:
        return self.shape[0]

    @overload
    def __getitem__(self, i: int) -> Row: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, i: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(i, slice):
            return tuple(self[k] for k in range(*i.indices(len(self))))
        k = range(len(self))[i]
        if k not in self._rows:
            self._rows[k] = tuple(self.at(k, j) for j in range(self.shape[1]))
        return self._rows[k]

    def __iter__(self) -> Iterator[Row]:
        return (self[k] for k in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed):
            if self._exact is not None and other._exact is not None:
                return self.shape == other.shape and bool((self._exact == other._exact).all())
            return bool(self.numerators * other.denominator == other.numerators * self.denominator)
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<Packed: {self.shape[0]}×{self.shape[1]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self._exact is not None:
            return Packed, (None, 1, self._exact)
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
    exponents = np.frexp(doubles)[1][doubles != 0]
    span = int(exponents.max()) - int(exponents.min()) if exponents.size else 0
    return Packed(None, 1, doubles) if doubles.size * (span + 2 * DOUBLE_BITS) <= MOST_BITS else None


def _integers_of(doubles: "Doubles") -> tuple[Any, int]:
    """Numerators, and a denominator, which is a power of two."""
    import numpy as np

    mantissas, exponents = np.frexp(doubles)
    integers = np.ldexp(mantissas, DOUBLE_BITS).astype(np.int64)
    lowest = np.where(integers == 0, 1, integers & -integers)
    integers //= lowest
    powers = exponents - DOUBLE_BITS + np.frexp(lowest.astype(np.float64))[1] - 1
    least = min(0, int(powers[integers != 0].min(initial=0)))
    shifts = np.where(integers == 0, 0, powers - least)
    pairs = zip(integers.ravel().tolist(), shifts.ravel().tolist(), strict=True)
    n, m = integers.shape
    return flint.fmpz_mat(n, m, [integer << shift for integer, shift in pairs]), int(2**-least)


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
