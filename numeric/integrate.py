"""An independent integrator of Ẇ = c(YW + WY − 2W²): Taylor series of any order, in mpmath. It knows no closed form.

The coefficients of W(t + h) = Σ W_k h^k follow from the equation, (k + 1) W_{k+1} = c(YW_k + W_kY − 2 Σ_j W_j W_{k−j}),
and the step from their decay.
"""

from fractions import Fraction
from typing import Any

from numeric.field import Multiprecision
from numeric.matrices import Rows
from paper import Misuse

GUARD_DIGITS = 15
LARGEST_STEPS = 100_000


def integrate(
    target: Rows, start: Rows, rate: Fraction, time: Fraction, digits: int, order: int | None = None
) -> list[list[Any]]:
    """W(time) from W(0) = `start`, n×n and not zero, as rows of mpmath numbers.

    They are good to about `digits` digits of every entry not much smaller than the start's largest. Raises Misuse
    for a negative time and for an order below 2.
    """
    if time < 0:
        raise Misuse(f"the time is {time}; it must not be negative")
    largest = max(abs(x) for row in start for x in row)
    # errors are measured against entries that may stay as small as the start
    smallness = max(0, len(str(largest.denominator)) - len(str(largest.numerator)))
    precision = digits + smallness + GUARD_DIGITS
    order = precision + 10 if order is None else order
    if order < 2:
        raise Misuse(f"the order is {order}; a Taylor series needs at least 2")
    field = Multiprecision(precision + 5)
    Y, W = field.entries(field.exact(target)), field.entries(field.exact(start))
    tolerance, left, c = field.context.mpf(10) ** -precision, field.number(time), field.number(rate)
    for _ in range(LARGEST_STEPS):
        if left <= 0:
            return W
        coefficients = _coefficients(field, Y, W, c, order)
        step = min(left, _step(field, coefficients, tolerance))
        W = _sum(coefficients, step)
        left -= step
    raise Misuse(f"the time {time} is more than {LARGEST_STEPS} steps away; give an earlier one")


def _coefficients(field: Multiprecision, Y: list[list[Any]], W: list[list[Any]], c: Any, order: int) -> list[Any]:
    """W_0 … W_order, each n×n and symmetric."""
    n, dot = len(Y), field.context.fdot
    series = [W]
    for k in range(order):
        # a row of every earlier coefficient against a column (a row, by symmetry) of its partner
        forward = [[x for term in series for x in term[i]] for i in range(n)]
        backward = [[x for term in reversed(series) for x in term[i]] for i in range(n)]
        last = series[-1]
        following = [[field.number(0)] * n for _ in range(n)]
        for i in range(n):
            for j in range(i + 1):
                linear = dot(Y[i], last[j]) + dot(last[i], Y[j])
                following[i][j] = following[j][i] = c * (linear - 2 * dot(forward[i], backward[j])) / (k + 1)
        series.append(following)
    return series


def _step(field: Multiprecision, series: list[Any], tolerance: Any) -> Any:
    """A step at which the last two terms fall below the tolerance, relative to W."""
    sizes = [max(abs(x) for row in term for x in row) for term in (series[0], series[-2], series[-1])]
    steps = [
        (tolerance * sizes[0] / size) ** (field.number(1) / power)
        for size, power in zip(sizes[1:], (len(series) - 2, len(series) - 1), strict=True)
        if size > 0
    ]
    return min(steps, default=field.context.inf)


def _sum(series: list[Any], step: Any) -> list[list[Any]]:
    """Horner's rule, entry by entry."""
    n = len(series[0])
    total = [list(row) for row in series[-1]]
    for term in reversed(series[:-1]):
        for i in range(n):
            for j in range(n):
                total[i][j] = total[i][j] * step + term[i][j]
    return total


def exact(x: Any) -> Fraction:
    """The mpmath number x, exactly."""
    sign, mantissa, exponent, _ = x._mpf_
    return Fraction(int(-mantissa if sign else mantissa)) * Fraction(2) ** int(exponent)
