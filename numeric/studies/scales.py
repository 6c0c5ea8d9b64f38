"""Logarithms that studies of small α measure in and plot."""

from fractions import Fraction
from typing import Any

import flint

from numeric.decimals import round_ball
from numeric.exact import Scale

LOGARITHM_DIGITS = 12


def ball(x: Fraction) -> Any:
    return flint.arb(flint.fmpq(x.numerator, x.denominator))


def log_of_inverse(alpha: Scale) -> Any:
    """log(1/α)."""
    return -ball(alpha.mantissa).log() - alpha.exponent * flint.arb(10).log()


def log10_text(logarithm: Any) -> str | None:
    """The natural logarithm as one to base ten, None where it is not told."""
    told = round_ball(logarithm / flint.arb.const_log10(), LOGARITHM_DIGITS)
    return None if told is None else told.decimal


def log10_size(x: Any) -> str | None:
    """log₁₀|x|: empty where x is not told from 0, which has none; None where it is not told itself."""
    return "" if x.contains(0) else log10_text(abs(x).log())
