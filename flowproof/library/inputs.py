"""What people have in Python, as exact data: numbers of any kind, and arrays, matrices and lists of them.

A float is the binary rational that it is, and nothing else passes through one. A fault raises Misuse with one sentence.
"""

import os
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor, inf, log10
from numbers import Complex, Rational
from typing import Any

import flint

from flowproof.library import files
from flowproof.library.counts import LARGEST_BITS, shown
from flowproof.library.counts import whole as whole
from numeric import matrices
from numeric.decimals import round_ball
from numeric.exact import Scale, format_fraction, parse_fraction, parse_scale
from numeric.inputs import (
    NUMBER_OF_ITERATIONS,
    SHAPES,
    read_iterations,
    read_shape,
    read_spectrum,
    read_times,
    require_allowed,
    require_few,
    require_size,
    require_times,
    require_whole,
    shape_file,
)
from numeric.instance import require_spectrum
from numeric.matrices import Row, Rows
from numeric.packed import FEW, Packed, of_doubles, of_numbers, of_texts
from paper import Misuse

LARGEST_PLAIN_EXPONENT = 20
"""Powers of ten up to which α is a plain rational."""
Require = Callable[[int, str], None]
"""Raises Misuse where so many are too many."""
NUMBERS = "an int, a float, a Fraction, a Decimal, text such as '1/3', or a rational of NumPy, mpmath or SymPy"


def rational(x: Any, name: str) -> Fraction:
    """The number x exactly. Raises Misuse, with `name` in its message, for what is no rational number, or too long."""
    x = _bare(x)
    if isinstance(x, str | Decimal):
        if isinstance(x, Decimal):
            _require_finite(x.is_finite(), x, name)
        return parse_fraction(str(x), name)
    if isinstance(x, bool):
        raise Misuse(f"{name} is {x}, no number; give {NUMBERS}")
    if isinstance(x, float) or _is(x, "floating", "numpy"):
        _require_finite(bool(x == x and abs(x) != inf), x, name)
        return _short(Fraction(*x.as_integer_ratio()), name)
    if isinstance(x, flint.fmpz | flint.fmpq):
        x = Fraction(int(x.numerator), int(x.denominator)) if isinstance(x, flint.fmpq) else int(x)
    if isinstance(x, Rational):
        return _short(Fraction(int(x.numerator), int(x.denominator)), name)
    if _is(x, "_constant", "mpmath.ctx_mp_python"):
        raise Misuse(f"{name} is {x}, which is no rational number; give a number such as +mpmath.pi, which is rounded")
    if hasattr(x, "_mpf_"):
        return _binary(x, name)
    if (isinstance(x, Complex) and not hasattr(x, "_mpi_")) or hasattr(x, "_mpc_"):
        raise Misuse(f"{name} is {x}, a complex number; give real ones, such as its real part")
    if getattr(x, "is_number", False):  # of SymPy
        raise Misuse(f"{name} is {shown(x)}, which is no rational number; give one, such as sympy.Rational(1, 3)")
    raise Misuse(f"{name} is {shown(x)}, of the type {type(x).__name__}; give {NUMBERS}")


def scale(x: Any, name: str) -> Scale:
    """α exactly. As text it may be as small as 1e-1000000, which no float is."""
    bare = _bare(x)
    if isinstance(bare, Decimal):
        _require_finite(bare.is_finite(), bare, name)
    if isinstance(bare, str | Decimal):
        return parse_scale(str(bare), name)
    value = rational(bare, name)
    if value == 0:
        raise Misuse(f'{name} is {bare}; it must be positive, and what is too small for a float is text: "1e-1000"')
    exponent = floor((value.numerator.bit_length() - value.denominator.bit_length()) * log10(2))
    if abs(exponent) <= LARGEST_PLAIN_EXPONENT:
        return Scale(value)
    return Scale(value / Fraction(10) ** exponent, exponent)


def wholes(x: Any, name: str) -> tuple[int, ...]:
    """Ints, of a list or an array of one dimension; an int is one. Raises Misuse for anything else."""
    x = _listed(_bare(x), name, 1, require_few)
    return tuple(whole(each, name) for each in (x if isinstance(x, list) else [x]))


def moment(x: Any) -> Fraction:
    """A time. Raises Misuse for a negative one."""
    t = rational(x, "the time")
    require_times((t,))
    return t


def moments(x: Any) -> tuple[Fraction, ...]:
    """Times in increasing order, of an array of one dimension, a list, or text such as 0,1,2 or the grid 0:10:0.5.

    A number is one time.
    """
    x = _bare(x)
    if isinstance(x, str):
        return read_times(x)
    if not isinstance(_listed(x, "the list of times", 1, require_allowed), list):
        return (moment(x),)
    found = vector(x, "the list of times", require_allowed)
    if not found:
        raise Misuse("there is no time; give at least one")
    require_times(found)
    return found


def times_of(texts: Sequence[str]) -> tuple[Fraction, ...]:
    """Times as they are given at the command line, where `--time` may be repeated, in whatever order."""
    found = tuple(t for text in texts for t in read_times(text))
    require_allowed(len(found), "the list of times")
    return found


def iterations_of(texts: Sequence[str]) -> tuple[int, ...]:
    """Numbers of iterations, as `--iterations` gives them at the command line, in whatever order."""
    found = tuple(j for text in texts for j in read_iterations(text))
    require_allowed(len(found), "the list of iterations")
    return found


def iteration(x: Any) -> Fraction:
    """A number of iterations. Raises Misuse for one that is negative, or not whole."""
    return Fraction(require_whole(rational(x, NUMBER_OF_ITERATIONS), NUMBER_OF_ITERATIONS))


def iterations(x: Any) -> tuple[Fraction, ...]:
    """Numbers of iterations, of an array of one dimension, a list, or text; a number is one."""
    x = _bare(x)
    if isinstance(x, str):
        return tuple(map(Fraction, read_iterations(x)))
    if not isinstance(_listed(x, "the list of iterations", 1, require_allowed), list):
        return (iteration(x),)
    values = vector(x, "the list of iterations", require_allowed)
    if not values:
        raise Misuse("there is no iteration; give at least one")
    return tuple(Fraction(require_whole(value, NUMBER_OF_ITERATIONS)) for value in values)


def spectrum(x: Any) -> Row:
    """σ in decreasing order, none of them negative, of an array of one dimension, a list, or text such as 3,2,1,0."""
    if isinstance(x, str):
        return read_spectrum(x)
    values = vector(x, "the spectrum", require_few)
    require_spectrum(values)
    return values


def target(x: Any, *, symmetrize: bool) -> Rows:
    """Y, n×n and symmetric, of a matrix or the name of a file."""
    return symmetric(matrix(x, "the target"), "the target", symmetrize=symmetrize)


def shape(x: Any, n: int, *, symmetrize: bool) -> Rows:
    """W̄₀, n×n and symmetric, of a matrix, the name of a file, or of text as in `flowproof evaluate --shape`."""
    if isinstance(x, str):
        file = shape_file(x)
        if file is None:
            return read_shape(x, n)
        if not os.path.exists(file):
            raise Misuse(f"the shape is {x[:60]!r}, and there is no such file; write {SHAPES}, or the name of a file")
    return symmetric(matrix(x, "the shape"), "the shape", symmetrize=symmetrize)


def factor(x: Any) -> Rows:
    """Ū, n×h, of a matrix or the name of a file."""
    return matrix(x, "the factor")


def matrix(x: Any, name: str) -> Rows:
    """The matrix that an array, a matrix of NumPy, SciPy, mpmath or SymPy, a list of rows, or a file holds."""
    if isinstance(x, str | os.PathLike):
        file = str(os.fspath(x))
        return _matrix(files.contents(file, name), f"{name} in {file}")
    return _matrix(x, name)


def _matrix(x: Any, name: str) -> Rows:
    if isinstance(x, Packed):
        return x
    if _is(x, "ndarray", "numpy") and x.ndim == 2 and x.dtype.kind == "f" and x.dtype.itemsize <= 8 and x.size > FEW:
        require_size(x.shape[0], x.shape[1], name)
        exact = of_doubles(x)
        if exact is not None:
            return exact
    rows = _listed(x, name, 2)
    if isinstance(rows, list):
        rows = [_listed(row, f"row {i + 1} of {name}", 1, require_few) for i, row in enumerate(rows)]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise Misuse(f"{name} does not hold a matrix; give a non-empty list of non-empty rows")
    if len({len(row) for row in rows}) != 1:
        raise Misuse(f"{name} is ragged; give every row the same number of entries")
    require_size(len(rows), len(rows[0]), name)
    if len(rows) * len(rows[0]) > FEW:
        at_once = of_numbers(rows) or of_texts(rows)
        if at_once is not None:
            return at_once
    found = tuple(
        tuple(rational(x, f"entry ({i + 1}, {j + 1}) of {name}") for j, x in enumerate(row))
        for i, row in enumerate(rows)
    )
    return (of_numbers(found) if len(rows) * len(rows[0]) > FEW else None) or found


def vector(x: Any, name: str, require: Require) -> Row:
    """The numbers of an array of one dimension or of a list, of which there are not too many."""
    values = _listed(x, name, 1, require)
    if not isinstance(values, list):
        raise Misuse(f"{name} is {shown(x)}, of the type {type(x).__name__}; give a list or an array of numbers")
    return tuple(rational(value, f"value {i + 1} of {name}") for i, value in enumerate(values))


def symmetric(a: Rows, name: str, *, symmetrize: bool) -> Rows:
    """The square matrix a, or (a + aᵀ)/2 if so asked. Raises Misuse where it is not symmetric, with the difference."""
    if len(a) != len(a[0]):
        raise Misuse(f"{name} has {len(a)} rows and {len(a[0])} columns; give a square matrix")
    if symmetrize:
        return matrices.times(Fraction(1, 2), matrices.plus(a, matrices.transpose(a)))
    found = matrices.differences(a)
    if found is not None:
        size, i, j = found[0], found[1] + 1, found[2] + 1
        raise Misuse(
            f"{name} is not symmetric: entries ({i}, {j}) and ({j}, {i}) differ by {_about(size)}, and no others by"
            " more; give a symmetric matrix, or ask for (A + Aᵀ)/2, exactly, by symmetrize=True, or --symmetrize"
        )
    return a


def _is(x: Any, name: str, module: str) -> bool:
    """Whether x is of a type of a module that takes long to import: of one that nobody has, nothing is."""
    there = sys.modules.get(module)
    return there is not None and isinstance(x, getattr(there, name))


def _bare(x: Any) -> Any:
    """A scalar of NumPy, or an array of no dimensions, as Python has it."""
    return x.item() if getattr(x, "ndim", None) == 0 and hasattr(x, "item") else x


def _listed(x: Any, name: str, dimensions: int, require: Require | None = None) -> Any:
    """The list that a sequence or an array is; anything else as it is. Raises Misuse for an array of other dimensions.

    That there is too much in it is told before it is gone through.
    """
    size = getattr(x, "shape", (x.rows, x.cols) if _is(x, "matrix", "mpmath") else None)
    if isinstance(size, tuple) and all(isinstance(k, int) for k in size):
        if len(size) != dimensions:
            raise Misuse(f"{name} has the shape {size}; give an array of {dimensions} dimension{'s'[: dimensions - 1]}")
        if dimensions == 2:
            require_size(size[0], size[1], name)
        elif require is not None:
            require(size[0], name)
    for convert in ("toarray", "to_numpy"):  # what is sparse, what is of pandas
        x = getattr(x, convert)() if hasattr(x, convert) else x
    if hasattr(x, "tolist"):
        return x.tolist()
    if not isinstance(x, Sequence) or isinstance(x, str | bytes) or (dimensions == 2 and isinstance(x, range)):
        return x
    if require is not None:
        require(_count(x), name)
    return list(x)


def _count(x: Sequence[Any]) -> int:
    try:
        return len(x)
    except OverflowError:  # a range
        return sys.maxsize


def _binary(x: Any, name: str) -> Fraction:
    """A number of mpmath, or a float of SymPy, which are m·2^e."""
    sign, mantissa, exponent, bits = x._mpf_
    _require_finite(bool(mantissa) or not exponent, x, name)
    if abs(exponent) + bits > LARGEST_BITS:
        raise Misuse(f"{name} is about 2^{exponent + bits}; {LARGEST_BITS} bits are the most allowed: write it as text")
    return Fraction(-int(mantissa) if sign else int(mantissa)) * Fraction(2) ** int(exponent)


def _short(x: Fraction, name: str) -> Fraction:
    bits = max(x.numerator.bit_length(), x.denominator.bit_length())
    if bits > LARGEST_BITS:
        raise Misuse(f"{name} has {bits} bits; {LARGEST_BITS} are the most allowed, so give a shorter number")
    return x


def _require_finite(finite: bool, x: Any, name: str) -> None:
    if not finite:
        raise Misuse(f"{name} is {x}; give a finite number")


def _about(x: Fraction) -> str:
    """To two digits."""
    with flint.ctx.workprec(64):
        rounded = round_ball(flint.arb(flint.fmpq(x.numerator, x.denominator)), 2)
    return format_fraction(x) if rounded is None else rounded.decimal
