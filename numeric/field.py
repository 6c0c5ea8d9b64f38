"""The three kinds of numbers that a formula is evaluated in: exact rationals, balls, and mpmath numbers.

A formula is written once, over a `Field`, and read three ways:
- `Rationals` are exact and know no exponentials but e⁰; where a value is irrational they raise `Irrational`;
- `Balls` (Arb, through python-flint) enclose the true value, always;
- `Multiprecision` (mpmath) computes with so many digits and bounds nothing.

Matrices are the library's own and multiply with `*`. Arb's precision is global to the process, so balls are used inside
`with field.working():`, and never from two threads.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import isqrt
from typing import Any

import flint

from numeric import cholesky
from numeric.exact import Scale
from numeric.exact import Unresolved as Unresolved  # for those who compute in a field
from numeric.largest_eigenvalue import largest_eigenvalue
from numeric.matrices import to_flint

LARGEST_EXACT_EXPONENT = 5000
"""Powers of ten beyond this are not written out as exact rationals: balls hold them at no cost."""

LARGEST_CHARACTERISTIC = 6
"""Size up to which exact eigenvalues are looked for."""


class Irrational(ArithmeticError):
    """The value asked for is no rational number (or none that is worth writing out)."""


class Field(ABC):
    """Numbers and matrices of one kind. Matrices have at least one row and one column."""

    key: tuple[str, int]

    @contextmanager
    def working(self) -> Iterator[None]:
        """Within this context, arithmetic on the field's numbers has the field's precision."""
        yield

    @abstractmethod
    def number(self, value: Any) -> Any:
        """A Fraction or an int as a number of this field. A ball is one of any field of balls."""

    @abstractmethod
    def scale(self, value: Scale) -> Any: ...

    @abstractmethod
    def exp(self, x: Any) -> Any: ...

    def matrix_exp(self, a: Any) -> Any:
        """The exponential of a square matrix; of a diagonal one entry by entry, however much these differ in size."""
        rows = self.entries(a)
        if all(x == 0 for i, row in enumerate(rows) for j, x in enumerate(row) if i != j):
            return self.diagonal([self.exp(row[i]) for i, row in enumerate(rows)])
        return self._dense_exp(a)

    @abstractmethod
    def _dense_exp(self, a: Any) -> Any: ...

    @abstractmethod
    def expm1(self, x: Any) -> Any:
        """eˣ − 1, accurate for small x."""

    @abstractmethod
    def log(self, x: Any) -> Any: ...

    @abstractmethod
    def sqrt(self, x: Any) -> Any: ...

    @abstractmethod
    def maximum(self, *values: Any) -> Any: ...

    @abstractmethod
    def matrix(self, rows: Sequence[Sequence[Any]]) -> Any: ...

    @abstractmethod
    def shape(self, a: Any) -> tuple[int, int]: ...

    @abstractmethod
    def inverse(self, a: Any) -> Any:
        """The inverse of a symmetric positive definite matrix, however graded. Raises Unresolved if not certain."""

    def graded_inverse(self, a: Any, scale: Sequence[Any], diagonal: Sequence[Any]) -> Any:
        """(SAS + D)⁻¹ for a positive definite A, with S = diag(scale) and D = diag(diagonal), both positive."""
        rows = [
            [x * s * t for x, t in zip(row, scale, strict=True)] for row, s in zip(self.entries(a), scale, strict=True)
        ]
        for i, d in enumerate(diagonal):
            rows[i][i] = rows[i][i] + d
        return self.inverse(self.matrix(rows))

    @abstractmethod
    def solve(self, a: Any, b: Any) -> Any:
        """The matrix X with a·X = b, for any regular square matrix. Raises Unresolved if not certain."""

    @abstractmethod
    def norm(self, a: Any) -> Any:
        """The spectral norm ‖a‖₂ of any matrix."""

    def definiteness(self, a: Any) -> Any:
        """The least pivot of the LDLᵀ of the symmetric `a`, scaled to a unit diagonal: positive if and only if a ≻ 0.

        It is not negative if and only if a ⪰ 0: a pivot that is 0 counts as 0 where its column is 0 too, else as the
        negative of the column's largest entry. Where a pivot is not certainly positive or 0, that pivot is the answer.
        """
        rows = self.entries(a)
        least = self.number(1)
        for k, row in enumerate(rows):
            if row[k] == 0:
                column = [abs(below[k]) for below in rows[k + 1 :]]
                if not all(x == 0 for x in column):
                    return -self.maximum(*column)
                least = self.number(0)
                continue
            if not row[k] > 0:
                return row[k]
            for i in range(k + 1, len(rows)):
                factor = rows[i][k] / row[k]
                for j in range(k + 1, i + 1):
                    rows[i][j] = rows[i][j] - factor * rows[j][k]
            # by how much the pivot has shrunk from the diagonal entry that it came from
            least = -self.maximum(-least, -row[k] / a[k, k])
        return least

    def entries(self, a: Any) -> list[list[Any]]:
        n, m = self.shape(a)
        return [[a[i, j] for j in range(m)] for i in range(n)]

    def diagonal(self, values: Sequence[Any]) -> Any:
        zero = self.number(0)
        return self.matrix([[x if i == j else zero for j in range(len(values))] for i, x in enumerate(values)])

    def identity(self, n: int) -> Any:
        return self.diagonal([self.number(1)] * n)

    def exact(self, rows: Sequence[Sequence[Fraction]]) -> Any:
        """A matrix of exact rationals as one of this field."""
        return self.matrix([[self.number(x) for x in row] for row in rows])

    def transpose(self, a: Any) -> Any:
        return a.transpose()

    def block(self, a: Any, rows: slice, columns: slice) -> Any:
        return self.matrix([row[columns] for row in self.entries(a)[rows]])

    def assemble(self, blocks: Sequence[Sequence[Any]]) -> Any:
        """One matrix from a grid of blocks."""
        rows: list[list[Any]] = []
        for line in blocks:
            parts = [self.entries(block) for block in line]
            rows += [[x for part in parts for x in part[i]] for i in range(len(parts[0]))]
        return self.matrix(rows)


class Rationals(Field):
    """Exact rationals (FLINT's fmpq)."""

    key = ("rational", 0)

    def number(self, value: Fraction | int) -> Any:
        return flint.fmpq(value.numerator, value.denominator)

    def scale(self, value: Scale) -> Any:
        if abs(value.exponent) > LARGEST_EXACT_EXPONENT:
            raise Irrational(f"{value} is not written out")
        return self.number(value.fraction)

    def exp(self, x: Any) -> Any:
        if x != 0:
            raise Irrational("exp of a non-zero rational")
        return flint.fmpq(1)

    def _dense_exp(self, a: Any) -> Any:
        del a
        raise Irrational("exp of a non-zero rational matrix")

    def expm1(self, x: Any) -> Any:
        return self.exp(x) - 1

    def log(self, x: Any) -> Any:
        if x != 1:
            raise Irrational("log of a rational other than 1")
        return flint.fmpq(0)

    def sqrt(self, x: Any) -> Any:
        p, q = int(x.p), int(x.q)
        if p < 0 or isqrt(p) ** 2 != p or isqrt(q) ** 2 != q:
            raise Irrational("no rational square root")
        return flint.fmpq(isqrt(p), isqrt(q))

    def maximum(self, *values: Any) -> Any:
        return max(values)

    def matrix(self, rows: Sequence[Sequence[Any]]) -> Any:
        return flint.fmpq_mat([list(row) for row in rows])

    def shape(self, a: Any) -> tuple[int, int]:
        return int(a.nrows()), int(a.ncols())

    def inverse(self, a: Any) -> Any:
        return a.inv()

    def solve(self, a: Any, b: Any) -> Any:
        return a.solve(b)

    def norm(self, a: Any) -> Any:
        n, m = self.shape(a)
        if all(a[i, j] == 0 for i in range(n) for j in range(m) if i != j):
            return max(abs(a[i, i]) for i in range(min(n, m)))
        if min(n, m) > LARGEST_CHARACTERISTIC:
            raise Irrational("the characteristic polynomial is not worth factoring")
        gram = a * a.transpose() if n <= m else a.transpose() * a
        roots = gram.charpoly().roots()
        if sum(multiplicity for _, multiplicity in roots) < min(n, m):
            raise Irrational("an eigenvalue is irrational")
        return self.sqrt(max(root for root, _ in roots))


class Multiprecision(Field):
    """mpmath numbers with `digits` significant digits, in a context of their own."""

    def __init__(self, digits: int) -> None:
        import mpmath  # which takes long, and is needed here alone

        self.context = mpmath.mp.clone()
        self.context.dps = digits
        self.key = ("mpmath", digits)

    def number(self, value: Fraction | int) -> Any:
        value = Fraction(value)
        return self.context.mpf(value.numerator) / value.denominator

    def scale(self, value: Scale) -> Any:
        return self.number(value.mantissa) * self.context.mpf(10) ** value.exponent

    def exp(self, x: Any) -> Any:
        return self.context.exp(x)

    def _dense_exp(self, a: Any) -> Any:
        return self.context.expm(a)

    def expm1(self, x: Any) -> Any:
        return self.context.expm1(x)

    def log(self, x: Any) -> Any:
        return self.context.log(x)

    def sqrt(self, x: Any) -> Any:
        return self.context.sqrt(x)

    def maximum(self, *values: Any) -> Any:
        if any(map(self.context.isnan, values)):  # which max would drop, unless it is the first
            return self.context.nan
        return max(values)

    def matrix(self, rows: Sequence[Sequence[Any]]) -> Any:
        return self.context.matrix([list(row) for row in rows])

    def shape(self, a: Any) -> tuple[int, int]:
        return int(a.rows), int(a.cols)

    def inverse(self, a: Any) -> Any:
        # scaled to a unit diagonal first: an LU of the graded matrix itself loses every digit
        scaling = [self.context.ldexp(1, -(self.context.frexp(a[i, i])[1] // 2)) for i in range(a.rows)]
        d = self.diagonal(scaling)
        return d * self.context.inverse(d * a * d) * d

    def solve(self, a: Any, b: Any) -> Any:
        return self.context.inverse(a) * b

    def norm(self, a: Any) -> Any:
        gram = a * a.T if a.rows <= a.cols else a.T * a
        largest = max(abs(x) for x in gram)
        if largest == 0:
            return self.number(0)
        return self.sqrt(max(self.context.eigsy(gram / largest, eigvals_only=True)) * largest)


class Balls(Field):
    """Balls with `bits` of precision (Arb). Every value encloses the true one."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.key = ("balls", bits)

    @contextmanager
    def working(self) -> Iterator[None]:
        with flint.ctx.workprec(self.bits):
            yield

    def number(self, value: Any) -> Any:
        if isinstance(value, flint.arb):
            return value
        return flint.arb(flint.fmpq(value.numerator, value.denominator))

    def scale(self, value: Scale) -> Any:
        return self.number(value.mantissa) * flint.arb(10) ** value.exponent

    def exp(self, x: Any) -> Any:
        return x.exp()

    def _dense_exp(self, a: Any) -> Any:
        return a.exp()

    def expm1(self, x: Any) -> Any:
        return x.expm1()

    def log(self, x: Any) -> Any:
        return x.log()

    def sqrt(self, x: Any) -> Any:
        return x.sqrt()

    def maximum(self, *values: Any) -> Any:
        largest = values[0]
        for value in values[1:]:
            largest = largest.max(value)
        return largest

    def matrix(self, rows: Sequence[Sequence[Any]]) -> Any:
        return flint.arb_mat([list(row) for row in rows])

    def exact(self, rows: Sequence[Sequence[Fraction]]) -> Any:
        return flint.arb_mat(to_flint(rows))

    def shape(self, a: Any) -> tuple[int, int]:
        return int(a.nrows()), int(a.ncols())

    def inverse(self, a: Any) -> Any:
        return cholesky.inverse(a)

    def graded_inverse(self, a: Any, scale: Sequence[Any], diagonal: Sequence[Any]) -> Any:
        return cholesky.graded_inverse(a, scale, diagonal)

    def solve(self, a: Any, b: Any) -> Any:
        try:
            # FLINT's other algorithm, which it would choose for large matrices, loses entries of very different size
            return a.solve(b, algorithm="lu")
        except ZeroDivisionError as error:
            raise Unresolved("the matrix could not be shown to be invertible") from error

    def norm(self, a: Any) -> Any:
        n, m = self.shape(a)
        if all(a[i, j] == 0 for i in range(n) for j in range(m) if i != j):
            return self.maximum(*(abs(a[i, i]) for i in range(min(n, m))))
        gram = a * a.transpose() if n <= m else a.transpose() * a
        square = largest_eigenvalue(gram)
        if square > 0:
            return square.sqrt()
        return flint.arb.union(flint.arb(0), square.upper().sqrt())
