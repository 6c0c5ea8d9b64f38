"""Evaluated matrices as text: in rows and columns where they fit, else an entry a line; large ones in short."""

from collections.abc import Sequence
from fractions import Fraction
from math import log10

from numeric.evaluate import Evaluation, Sample, moment
from numeric.exact import echoed

LARGEST_WHOLE = 12
"""Rows up to which a matrix is shown whole, unless it is asked for."""
NEAR = 1e-12
"""As a share: logarithms that are further apart are in the order of their decimals."""


def evaluation_text(evaluation: Evaluation, width: int, *, whole: bool = False) -> str:
    """W at each time, for a terminal of `width` columns; every digit is certified, with radii or without.

    Large matrices are told in short, unless `whole`.
    """
    problem = evaluation.problem
    step = evaluation.step
    what, speed = ("W(t)", f"c = {echoed(problem.rate)}") if step is None else ("descent's W", f"η = {echoed(step)}")
    head = (
        f"{what}, {problem.n}×{problem.n}, α = {echoed(problem.alpha)}, {speed}: "
        f"{evaluation.digits} digits by the method {evaluation.method}, certified, "
        f"in {evaluation.seconds:.3f} s"
    )
    if whole or problem.n <= LARGEST_WHOLE:
        return "\n\n".join([head, *(sample_text(sample, width, step) for sample in evaluation.samples)])
    hint = f"in short: --whole prints all {problem.n * (problem.n + 1) // 2} entries of each, --json FILE writes them"
    return "\n\n".join([f"{head}\n{hint}", *(in_short(sample, step) for sample in evaluation.samples)])


def title_of(t: Fraction, step: Fraction | None) -> str:
    """What stands above the numbers at a time, or with a step after so many iterations."""
    return f"{'t =' if step is None else 'iteration'} {moment(t, step)}"


def sample_text(sample: Sample, width: int, step: Fraction | None = None) -> str:
    """W at one time."""
    title = title_of(sample.time, step)
    grid = [title, *aligned(sample.values)]
    if sample.radii is None and max(map(len, grid)) <= width:
        return "\n".join(grid)
    lines = [f"{title} (W is symmetric)"]
    for i, row in enumerate(sample.values):
        lines += [_line(sample, i, j) for j in range(i, len(row))]
    return "\n".join([*lines, *_short_of_digits(sample), *_around_zero(sample)])


def in_short(sample: Sample, step: Fraction | None = None) -> str:
    """W at one time: the first entries of its diagonal, its largest and its least entry, and how many are 0."""
    n, zeros = len(sample.values), 0
    found: list[tuple[tuple[int, str], int, int]] = []
    for i, row in enumerate(sample.values):
        other = [j for j in range(i, n) if row[j] != "0"]
        zeros += n - i - len(other)
        found += [(_size(row[j]), i, j) for j in _extreme(row, other)]
        found = [extreme(found) for extreme in (max, min) if found]
    lines = [f"{title_of(sample.time, step)} (W is symmetric)"]
    lines += [_line(sample, i, i) for i in range(LARGEST_WHOLE)]
    lines += [
        f"{name}: {_line(sample, i, j)}" for name, (_, i, j) in zip(("largest", "least but 0"), found, strict=False)
    ]
    around = len(sample.around_zero) + sum(digits == 0 for _, _, digits in sample.fewer)
    lines += [f"exactly 0: {zeros - around} of {n * (n + 1) // 2} entries"]
    return "\n".join([*lines, *_short_of_digits(sample), *_around_zero(sample)])


def _short_of_digits(sample: Sample) -> list[str]:
    """A line about entries that are told to fewer digits, if there are any."""
    if not sample.fewer:
        return []
    some = ", ".join(f"W[{i + 1},{j + 1}]" for i, j, _ in sample.fewer[:3])
    more = " …" if len(sample.fewer) > 3 else ""
    return [
        f"told to fewer digits, being small beside √(W[i,i] W[j,j]): {len(sample.fewer)} ({some}{more});"
        " --every-entry computes them in balls"
    ]


def _around_zero(sample: Sample) -> list[str]:
    """A line about entries that seem to vanish, if there are any."""
    count = len(sample.around_zero)
    return [f"0 within their radius, and not shown to be 0: {count}"] if count else []


def _extreme(row: Sequence[str], places: list[int]) -> list[int]:
    """The places of what may be the largest or the least of those, as far as floats tell."""
    logarithms = [_logarithm(row[j]) for j in places]
    if not logarithms:
        return []
    near = NEAR * max(1.0, *map(abs, logarithms))
    least, largest = min(logarithms) + near, max(logarithms) - near
    return [j for j, x in zip(places, logarithms, strict=True) if not least < x < largest]


def _logarithm(decimal: str) -> float:
    """log₁₀ of the size of a decimal other than 0, about; inf where it has too many digits for a float."""
    mantissa, _, exponent = decimal.removeprefix("-").partition("e")
    return log10(float(mantissa)) + int(exponent or 0)


def _size(decimal: str) -> tuple[int, str]:
    """What orders decimals other than 0 by their size: the power of ten, however large, and the digits."""
    mantissa, _, exponent = decimal.removeprefix("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    return int(exponent or 0) + len(digits) - len(fraction), digits


def _line(sample: Sample, i: int, j: int) -> str:
    radius = f" ± {sample.radii[i][j]}" if sample.radii is not None else ""
    return f"W[{i + 1},{j + 1}] = {sample.values[i][j]}{radius}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their columns one under the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(x.ljust(width) for x, width in zip(row, widths, strict=True)).rstrip() for row in rows]
