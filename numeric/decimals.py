"""Balls as decimals: so many significant digits, rounded to nearest, and a bound on what the decimal misses."""

from dataclasses import dataclass
from typing import Any

import flint

PLACES_BEFORE_EXPONENT = 6
"""Numbers below 10^-6 and above 10^digits are written with a power of ten."""
TIE_DIGITS = 30
"""A ball so many digits narrower than asked for that still straddles a rounding boundary is taken to lie on it."""


@dataclass(frozen=True)
class Rounded:
    """A decimal, and a bound on its distance from the true value; both as text."""

    decimal: str
    radius: str


ZERO = Rounded("0", "0")


def round_ball(x: Any, digits: int) -> Rounded | None:
    """The ball x to `digits` significant digits, or None where it is too wide to tell them. An exact zero is `0`."""
    if x == 0:
        return ZERO
    if not x.is_finite() or x.rel_accuracy_bits() < digits * 3.32:
        return None
    with flint.ctx.workprec(flint.ctx.prec + 64):
        exponent = _decimal_exponent(x)
        unit = exponent - digits + 1
        whole = _nearest(x * flint.arb(10) ** -unit, digits)
        if whole is not None and abs(whole) >= 10**digits:  # the estimate of the exponent was one too low
            unit += 1
            whole = _nearest(x * flint.arb(10) ** -unit, digits)
        if whole is None:
            return None
        missed = (x * flint.arb(10) ** -unit - whole).abs_upper()
        return Rounded(_write(whole, unit), _write_bound(missed, unit))


def _nearest(scaled: Any, digits: int) -> int | None:
    """The integer nearest to the ball. None where that is not certain, unless the ball is minute: then it is a tie."""
    whole = (scaled + flint.arb(0.5)).floor().unique_fmpz()
    if whole is None and scaled.rel_accuracy_bits() >= (digits + TIE_DIGITS) * 3.33:
        # the ball lies on k + 1/2, and its midpoint a hair to either side: k + 1 either way
        whole = (scaled.mid() + 1).floor().unique_fmpz()
    return None if whole is None else int(whole)


def _decimal_exponent(x: Any) -> int:
    """⌊log₁₀|x|⌋, or one less."""
    with flint.ctx.workprec(128):
        return _integer((abs(x.mid()).log() / flint.arb.const_log10()).lower().floor())


def _write(whole: int, unit: int) -> str:
    """whole · 10^unit."""
    digits = str(flint.fmpz(abs(whole)))  # Python's own str stops at 4300 digits
    top = unit + len(digits) - 1
    sign = "-" if whole < 0 else ""
    if -PLACES_BEFORE_EXPONENT <= top < 0:
        return f"{sign}0.{'0' * (-top - 1)}{digits}"
    if 0 <= top < len(digits):
        fraction = digits[top + 1 :]
        return f"{sign}{digits[: top + 1]}{'.' if fraction else ''}{fraction}"
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{top}"


def _write_bound(missed: Any, unit: int) -> str:
    """missed · 10^unit, rounded up to two digits."""
    if missed == 0:
        return "0"
    exponent = _decimal_exponent(missed) - 1
    return _write(_integer((missed * flint.arb(10) ** -exponent).upper().ceil()), unit + exponent)


def _integer(x: Any) -> int:
    """The exact ball x, an integer."""
    return int(x.unique_fmpz())
