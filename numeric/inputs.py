"""What people type, as exact data: lists of numbers, shapes by name, times, digits. A fault raises Misuse with one

sentence; nothing is evaluated.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from numeric import matrices
from numeric.exact import format_fraction, parse_fraction, parse_scale
from numeric.instance import Instance, random_shape, require_positive, require_spectrum
from numeric.matrices import Row, Rows
from numeric.problem import Problem
from paper import Misuse
from paper.theorems import MV_RATE

LARGEST_SIZE = 5000
"""Rows and columns that a matrix may have."""
LARGEST_IN_BALLS = 300
"""Rows that may be given for what has no way in double precision, as `evaluate` has, and `measure` for some of it."""
LARGEST_COUNT = 100_000
"""Times that may be given at once."""
NUMBER_OF_ITERATIONS = "the number of iterations"
SHAPES = "identity, diagonal:1,2,3,4 or random:SEED"
GRID = "start:end:step, as in 0:10:0.5"
LIST = re.compile(r"[,\[(]|\S\s+[^\s%]")
"""What only a list has."""
BRACKETS = (("[", "]"), ("(", ")"))
SEED = re.compile(r"random:(\d{1,18})", re.ASCII)


def read_problem(*, spectrum: str, shape: str, alpha: str, rate: str = str(MV_RATE)) -> Problem:
    """The flow with a diagonal Y, from the notations of `flowproof evaluate`."""
    Y = matrices.diagonal(read_spectrum(spectrum))
    scale, speed = parse_scale(alpha, "α"), parse_fraction(rate, "the rate")
    return Problem(Y, shape=read_shape(shape, len(Y)), factor=None, alpha=scale, rate=speed)


def read_instance(*, spectrum: str, shape: str, epsilon: str, alpha: str, rate: str = str(MV_RATE)) -> Instance:
    """The same with a tolerance, from the notations of `flowproof windows`."""
    values = read_spectrum(spectrum)
    scale, speed, tolerance = parse_scale(alpha, "α"), parse_fraction(rate, "the rate"), read_epsilon(epsilon)
    return Instance(values, read_shape(shape, len(values)), None, scale, speed, tolerance)


def read_epsilon(text: str) -> Fraction:
    epsilon = parse_fraction(text, "ε")
    require_positive(epsilon, "ε", text)
    return epsilon


def read_spectrum(text: str) -> Row:
    """`3,2,1,0`, `3 2 1 0` or `[3,2,1,0]` as exact numbers, in decreasing order and none of them negative."""
    values = _numbers(text, "the spectrum")
    require_spectrum(values)
    return values


def read_times(text: str) -> tuple[Fraction, ...]:
    """`7`, `0,1,2` or `0:10:0.5`, a grid, which has its end where a step hits it: exact times that do not descend."""
    if ":" in text:
        return _grid(text)
    times = _numbers(text, "the time", require_allowed, "0,1,2") if re.search(LIST, text) else (_time(text),)
    require_times(times)
    return times


def read_iterations(text: str) -> tuple[int, ...]:
    """`1000`, `0,10,100` or `0:1000:100`, a grid: how many steps of gradient descent, in the order given."""
    if ":" not in text:
        listed = _numbers(text, NUMBER_OF_ITERATIONS, require_allowed, "0,10,100")
        return tuple(require_whole(x, NUMBER_OF_ITERATIONS) for x in listed)
    parts = text.split(":")
    if len(parts) != 3:
        raise Misuse(f"the iterations are {text[:40]!r}; write start:end:step, as in 0:1000:100")
    begin, end, step = (require_whole(parse_fraction(x, NUMBER_OF_ITERATIONS), NUMBER_OF_ITERATIONS) for x in parts)
    if step == 0 or end < begin:
        raise Misuse(f"the iterations are {text[:40]!r}; write start:end:step, increasing, as in 0:1000:100")
    if (end - begin) // step >= LARGEST_COUNT:
        raise Misuse(f"the iterations {text[:40]!r} are more than {LARGEST_COUNT}, the most allowed; step further")
    return tuple(range(begin, end + 1, step))


def require_whole(x: Fraction, name: str) -> int:
    """The whole number x, which is not negative. Raises Misuse for any other."""
    if x.denominator != 1 or x < 0:
        raise Misuse(f"{name} is {format_fraction(x)}; give a whole number that is not negative, such as 1000")
    return x.numerator


def _grid(text: str) -> tuple[Fraction, ...]:
    parts = text.split(":")
    if len(parts) != 3:
        raise Misuse(f"the times are {text[:40]!r}; write {GRID}")
    begin, end, step = map(_time, parts)
    if begin < 0:
        raise Misuse(f"the times begin at {format_fraction(begin)}; give a start that is not negative")
    if step <= 0:
        raise Misuse(f"the step between times is {format_fraction(step)}; give a positive one, as in 0:10:0.5")
    if end < begin:
        raise Misuse(
            f"the times end at {format_fraction(end)} and begin at {format_fraction(begin)}; write {GRID}, increasing"
        )
    last = (end - begin) // step
    if last >= LARGEST_COUNT:
        raise Misuse(f"the times {text[:40]!r} are more than {LARGEST_COUNT}, the most allowed; give a larger step")
    return tuple(begin + k * step for k in range(last + 1))


def _time(text: str) -> Fraction:
    return parse_fraction(text, "the time")


def require_times(times: Sequence[Fraction]) -> None:
    """Raises Misuse for a time that is negative, or less than the one before it."""
    for i, t in enumerate(times, start=1):
        if t < 0:
            name = "the time" if len(times) == 1 else f"time {i}"
            raise Misuse(f"{name} is {format_fraction(t)}; give one that is not negative")
    for i, (before, after) in enumerate(pairwise(times), start=1):
        if after < before:
            values = f"{format_fraction(before)} and {format_fraction(after)}"
            raise Misuse(f"times {i} and {i + 1} are {values}, which descend; give them in increasing order")


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
    raise Misuse(f"the shape is {text[:60]!r}; write {SHAPES}")


def shape_file(text: str | None) -> str | None:
    """The file that the text names, if it is no notation of `read_shape`."""
    return None if text is None or text == "identity" or text.startswith(("diagonal:", "random:")) else text


def require_size(rows: int, columns: int, name: str) -> None:
    """Raises Misuse for a matrix that is too large."""
    if max(rows, columns) > LARGEST_SIZE:
        raise Misuse(f"{name} has {rows} rows and {columns} columns; {LARGEST_SIZE} are the most allowed")


def require_in_balls(rows: int, what: str) -> None:
    """Raises Misuse for a flow that is too large for `what`, which is computed in balls."""
    if rows > LARGEST_IN_BALLS:
        raise Misuse(
            f"the target has {rows} rows; {LARGEST_IN_BALLS} are the most for {what}, and {LARGEST_SIZE} for evaluate"
            " and for singular values, errors, the loss and --reach of measure"
        )


def require_allowed(times: int, name: str) -> None:
    """Raises Misuse for too many times."""
    if times > LARGEST_COUNT:
        raise Misuse(f"{name} has {times} values; {LARGEST_COUNT} are the most allowed at once")


def require_few(values: int, name: str) -> None:
    """Raises Misuse for too many values on a diagonal."""
    if values > LARGEST_SIZE:
        raise Misuse(f"{name} has {values} values; {LARGEST_SIZE} are the most allowed")


def _numbers(text: str, name: str, require: Callable[[int, str], None] = require_few, like: str = "3,2,1,0") -> Row:
    """The numbers of a list, which commas or blanks part, and brackets may enclose."""
    listed = text.strip()
    for opening, closing in BRACKETS:
        if len(listed) > 1 and listed[0] == opening and listed[-1] == closing:
            listed = listed[1:-1].strip()
    parts = re.split(r"\s*,\s*|\s+(?!%)", listed)
    if not all(parts):
        raise Misuse(f"{name} is {text[:40]!r}, where a number is missing; write a list such as {like}")
    require(len(parts), name)
    return tuple(parse_fraction(part, name) for part in parts)
