"""What people type, or keep in files, as exact data. A fault raises Misuse with one sentence; nothing is evaluated."""

import json
import os
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from numeric import matrices
from numeric.exact import parse_fraction, parse_scale
from numeric.instance import Instance, from_factor, random_shape, require_positive, require_spectrum
from numeric.matrices import Row, Rows
from numeric.problem import Problem
from paper import Misuse
from paper.theorems import MV_RATE

LARGEST_SIZE = 300
"""Rows and columns that a matrix may have."""
LARGEST_FILE = 50_000_000
"""Bytes that a matrix file may have."""
SHAPES = "identity, diagonal:1,2,3,4, random:SEED, or the name of a file that holds a JSON matrix"
BRACKETS = (("[", "]"), ("(", ")"))
SEED = re.compile(r"random:(\d{1,18})", re.ASCII)


def read_problem(
    *,
    spectrum: str | None,
    target: str | None,
    shape: str | None,
    factor: str | None,
    alpha: str,
    rate: str = str(MV_RATE),
) -> Problem:
    """The problem of `flowproof evaluate`, from its options: one of spectrum and target, one of shape and factor."""
    if (spectrum is None) == (target is None):
        raise Misuse("give either --spectrum or --target, and not both")
    if (shape is None) == (factor is None):
        raise Misuse("give either --shape or --factor, and not both")
    Y = matrices.diagonal(read_spectrum(spectrum)) if spectrum is not None else read_target(target or "")
    return Problem(
        target=Y,
        shape=None if shape is None else read_shape(shape, len(Y)),
        factor=None if factor is None else read_matrix(factor, "the factor"),
        alpha=parse_scale(alpha, "α"),
        rate=parse_fraction(rate, "the rate"),
    )


def read_instance(
    *,
    spectrum: str,
    epsilon: str,
    alpha: str,
    shape: str | None = None,
    factor: str | None = None,
    rate: str = str(MV_RATE),
) -> Instance:
    """The instance of `flowproof windows`, from its options, one of shape and factor; Y is diagonal."""
    if (shape is None) == (factor is None):
        raise Misuse("give either --shape or --factor, and not both")
    values = read_spectrum(spectrum)
    scale, speed, tolerance = parse_scale(alpha, "α"), parse_fraction(rate, "the rate"), read_epsilon(epsilon)
    if factor is not None:
        return from_factor(values, read_matrix(factor, "the factor"), None, scale, speed, tolerance)
    return Instance(values, read_shape(shape or "", len(values)), None, scale, speed, tolerance)


def read_epsilon(text: str) -> Fraction:
    epsilon = parse_fraction(text, "ε")
    require_positive(epsilon, "ε", text)
    return epsilon


def read_spectrum(text: str) -> Row:
    """`3,2,1,0`, `3 2 1 0` or `[3,2,1,0]` as exact numbers, in decreasing order and none of them negative."""
    values = _numbers(text, "the spectrum")
    require_spectrum(values)
    return values


def read_times(texts: Sequence[str]) -> tuple[Fraction, ...]:
    """Exact times; that they are not negative is checked where they are used."""
    return tuple(parse_fraction(text, "the time") for text in texts)


def read_digits(text: str) -> int:
    """A number of digits; its range is checked where it is used."""
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise Misuse(f"the digits are {text[:40]!r}; give a whole number such as 30")
    return int(text)


def read_shape(text: str, n: int) -> Rows:
    """W̄₀, n×n, from one of the notations in SHAPES. That it is positive definite is checked where it is used."""
    if text == "identity":
        return matrices.identity(n)
    if text.startswith("diagonal:"):
        values = _numbers(text.removeprefix("diagonal:"), "the shape")
        if len(values) != n:
            raise Misuse(f"the shape has {len(values)} diagonal entries and the target {n} rows; give as many")
        return matrices.diagonal(values)
    if text.startswith("random:"):
        seed = SEED.fullmatch(text)
        if seed is None:
            raise Misuse(f"the shape is {text[:40]!r}; a seed is a whole number, as in random:7")
        return random_shape(n, int(seed[1]))
    if not os.path.exists(text):
        raise Misuse(f"the shape is {text[:60]!r}, and there is no such file; write {SHAPES}")
    return read_matrix(text, "the shape")


def shape_file(text: str | None) -> str | None:
    """The file that `read_shape` reads, if the text names one."""
    return None if text is None or text == "identity" or text.startswith(("diagonal:", "random:")) else text


def read_target(path: str) -> Rows:
    """Y from a file; that it is symmetric is checked where it is used."""
    Y = read_matrix(path, "the target")
    if len(Y) != len(Y[0]):
        raise Misuse(f"the target in {path} has {len(Y)} rows and {len(Y[0])} columns; give a square matrix")
    return Y


def read_matrix(path: str, name: str) -> Rows:
    """The matrix in a JSON file: rows of numbers, as strings (`"1/3"`, `"1e-20"`) or JSON numbers, exactly."""
    text = read_bytes(path, name, "a JSON file")
    try:
        # numbers stay text until they are read exactly
        content = json.loads(text.decode("utf-8"), parse_float=_Digits, parse_int=_Digits, parse_constant=_Digits)
    except (ValueError, RecursionError) as error:
        raise Misuse(f'{path} is not JSON; give rows of numbers, such as [["1", "0"], ["0", "1"]]') from error
    return matrix_of(content, path, f"{name} in {path}", _entry)


def read_bytes(path: str, name: str, kind: str) -> bytes:
    """What the file of a matrix holds, which is to be of that `kind`. Raises Misuse where that can't be read."""
    if not os.path.isfile(path):
        raise Misuse(f"{name} is to be read from {path[:60]!r}, which is no file; give the name of {kind}")
    try:
        if os.path.getsize(path) > LARGEST_FILE:
            raise Misuse(f"{path} has more than {LARGEST_FILE} bytes; give a smaller matrix")
        return Path(path).read_bytes()
    except OSError as error:
        raise Misuse(f"{path[:60]!r} cannot be read: {error.strerror}; give a file that can") from error


class _Digits(str):
    """The text of a JSON number."""


def matrix_of(content: Any, place: str, name: str, entry: Callable[[Any, str], Fraction]) -> Rows:
    """The matrix that lists of `content` hold, each entry read by `entry`; `place` and `name` are used in messages."""
    if not isinstance(content, list) or not content or not all(isinstance(row, list) and row for row in content):
        raise Misuse(f"{place} does not hold a matrix; give a non-empty list of non-empty rows")
    if len({len(row) for row in content}) != 1:
        raise Misuse(f"{name} is ragged; give every row the same number of entries")
    require_size(len(content), len(content[0]), name)
    return tuple(
        tuple(entry(x, f"entry ({i + 1}, {j + 1}) of {name}") for j, x in enumerate(row))
        for i, row in enumerate(content)
    )


def require_size(rows: int, columns: int, name: str) -> None:
    """Raises Misuse for a matrix that is too large."""
    if max(rows, columns) > LARGEST_SIZE:
        raise Misuse(f"{name} has {rows} rows and {columns} columns; {LARGEST_SIZE} are the most allowed")


def require_few(values: int, name: str) -> None:
    """Raises Misuse for too many values on a diagonal."""
    if values > LARGEST_SIZE:
        raise Misuse(f"{name} has {values} values; {LARGEST_SIZE} are the most allowed")


def _entry(x: Any, name: str) -> Fraction:
    if not isinstance(x, str):
        raise Misuse(f"{name} is {json.dumps(x)[:40]}; give a number")
    return parse_fraction(x, name)


def _numbers(text: str, name: str) -> Row:
    """The numbers of a list, which commas or blanks part, and brackets may enclose."""
    listed = text.strip()
    for opening, closing in BRACKETS:
        if len(listed) > 1 and listed[0] == opening and listed[-1] == closing:
            listed = listed[1:-1].strip()
    parts = re.split(r"\s*,\s*|\s+(?!%)", listed)
    if not all(parts):
        raise Misuse(f"{name} is {text[:40]!r}, where a number is missing; write a list such as 3,2,1,0")
    require_few(len(parts), name)
    return tuple(parse_fraction(part, name) for part in parts)
