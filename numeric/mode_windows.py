"""When the modes of a diagonal flow are above or below a level: intervals of time, from MV (12) and (13) inverted.

From a = α²w a mode goes to σ (to 0 where σ = 0) and never turns back or arrives: it meets any other level at one time
at most, e^{2cσt} = x(σ − a)/(a(σ − x)), or 2ct = 1/x − 1/a where σ = 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric.exact import Scale
from numeric.field import LARGEST_EXACT_EXPONENT, Balls, Unresolved

Interval = tuple[Any | None, Any | None]
"""Its ends as balls; None where it begins at 0, or does not end."""


class Never(ArithmeticError):
    """No time is as asked for."""


@dataclass(frozen=True)
class Bound:
    """x(t) ≤ level if `above`, else x(t) ≥ level, for the mode with σ ≥ 0 that starts at α²·weight > 0.

    Any level that is not positive is below the mode for ever. All are rational, or σ and the level are balls."""

    sigma: Any
    weight: Any
    level: Any
    above: bool


def within(bounds: Sequence[Bound], alpha: Scale, rate: Fraction, field: Balls) -> Interval:
    """The times t ≥ 0 at which all bounds hold, which are an interval. To be called within `field.working()`.

    Raises Never where there is none, Unresolved where that is not certain, or the interval may be a single point.
    """
    intervals = [_within(bound, alpha, rate, field) for bound in bounds]
    begins, ends = ([x for x in side if x is not None] for side in zip(*intervals, strict=True)) if bounds else ([], [])
    left = field.maximum(*begins) if begins else None
    right = -field.maximum(*(-x for x in ends)) if ends else None
    if not all(x is None or x.is_finite() for x in (left, right)):
        raise Unresolved("when a mode meets its bound could not be told")
    if left is not None and right is not None:
        if left > right:
            raise Never("the bounds hold one after the other, and never together")
        if not left < right:
            raise Unresolved("whether the bounds ever hold together could not be told")
    return left, right


def _within(bound: Bound, alpha: Scale, rate: Fraction, field: Balls) -> Interval:
    start, end = _start_against(bound, alpha, field), _sign(bound.sigma - bound.level)
    if not bound.above:
        start, end = -start, -end
    if start <= 0:
        return (None, None) if end <= 0 else (None, _time(bound, alpha, rate, field))
    if end < 0:
        return _time(bound, alpha, rate, field), None
    raise Never("a mode is beyond its bound for ever")


def _start_against(bound: Bound, alpha: Scale, field: Balls) -> int:
    """The sign of a − level, exactly where α is of ordinary size."""
    is_exact = isinstance(bound.weight, Fraction) and isinstance(bound.level, Fraction)
    if is_exact and abs(alpha.exponent) <= LARGEST_EXACT_EXPONENT:
        return _sign(bound.weight * alpha.fraction**2 - bound.level)
    difference = field.number(bound.weight) * field.scale(alpha) ** 2 - field.number(bound.level)
    if difference > 0:
        return 1
    if difference < 0:
        return -1
    raise Unresolved("whether a mode starts above its bound could not be told")


def _time(bound: Bound, alpha: Scale, rate: Fraction, field: Balls) -> Any:
    """When the mode is at the level, which lies between its start and σ."""
    start, level = field.number(bound.weight) * field.scale(alpha) ** 2, field.number(bound.level)
    twice_rate = field.number(2 * rate)
    if bound.sigma == 0:
        return (1 / level - 1 / start) / twice_rate
    # exactly, as a level may be as near to σ as it likes
    sigma, apart = field.number(bound.sigma), field.number(bound.sigma - bound.level)
    return field.log(level * (sigma - start) / (start * apart)) / (twice_rate * sigma)


def _sign(x: Any) -> int:
    if x > 0 or x < 0 or x == 0:
        return int(x > 0) - int(x < 0)
    raise Unresolved("whether a mode ends above its bound could not be told")
