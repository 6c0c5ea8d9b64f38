"""When modes are learned, and at which times a flow is worth drawing."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import mpmath

from numeric.exact import Scale

UNIFORM = 120
"""Times at equal distances, of those that are chosen."""
NEAR = [mpmath.mpf(j) / 2 for j in range(-6, 7)]
"""Times around that at which a mode is learned, in units of 1/(cσ_i), which is how long its learning takes."""
FAR = 20
"""How many times later than the first the last mode has to be learned for time to be logarithmic."""
DIGITS = 9
"""To which the times that are chosen are rounded."""
BITS = 200


def log_inverse(alpha: Scale) -> Any:
    """log(1/α), rounded: a number of mpmath."""
    with mpmath.workprec(BITS):
        mantissa = mpmath.log(mpmath.mpf(alpha.mantissa.numerator) / alpha.mantissa.denominator)
        return -mantissa - alpha.exponent * mpmath.log(10)


def learning_times(sigma: Sequence[Any], alpha: Scale, rate: Fraction) -> list[Any]:
    """log(1/α)/(cσ_i), to which the time at which mode i is half learned is close for a small α; all 0 if α ≥ 1."""
    late = max(log_inverse(alpha), mpmath.mpf(0))
    return [late * rate.denominator / (rate.numerator * x) for x in sigma]


def are_far_apart(sigma: Sequence[Any]) -> bool:
    """Whether on an axis that is not logarithmic the first mode is learned at once, or the last one never."""
    return bool(sigma[0] > FAR * sigma[-1])


def chosen(sigma: Sequence[Any], alpha: Scale, rate: Fraction, last: Any) -> tuple[Fraction, ...]:
    """Times at which to draw the flow whose modes tend to `sigma`: until all are learned, and `last` at least.

    Evenly in time, or in its logarithm where the modes are far apart, and more of them where each mode is learned.
    """
    learned = learning_times(sigma, alpha, rate)
    takes = [mpmath.mpf(rate.denominator) / (rate.numerator * x) for x in sigma]
    end = max(learned[-1] * 6 / 5 + 3 * takes[-1], last)
    if are_far_apart(sigma):
        begin = (learned[0] + takes[0]) / 10
        even = [begin * (end / begin) ** (mpmath.mpf(j) / UNIFORM) for j in range(UNIFORM + 1)]
    else:
        even = [end * j / UNIFORM for j in range(UNIFORM + 1)]
    near = [t + part * width for t, width in zip(learned, takes, strict=True) for part in NEAR]
    rounded = {Fraction(mpmath.nstr(t, DIGITS)) for t in [*even, *near] if even[0] <= t <= end}
    return tuple(sorted(rounded))
