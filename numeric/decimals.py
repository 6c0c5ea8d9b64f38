"""Balls as decimals: so many significant digits, rounded to nearest, and a bound on what the decimal misses."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, log2, log10
from typing import Any

import flint

from numeric.field import Unresolved

PLACES_BEFORE_EXPONENT = 6
"""Numbers below 10^-6 and above 10^digits are written with a power of ten."""
DOUBLE_BITS = 53
LARGEST_DOUBLE_EXPONENT = 2**40
"""Binary exponents up to which double precision tells a decimal exponent, give or take one."""
LOG10_OF_2 = log10(2)
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
    # a power of ten loses as many bits as its exponent has
    with flint.ctx.workprec(flint.ctx.prec + 64 + abs(x.mid().man_exp()[1]).bit_length()):
        unit = _decimal_exponent(x) - digits + 1
        scaled = x * flint.arb(10) ** -unit
        whole = _nearest(scaled, digits)
        if whole is not None and abs(whole) >= flint.fmpz(10) ** digits:  # the estimate of the exponent was one too low
            unit += 1
            scaled = x * flint.arb(10) ** -unit
            whole = _nearest(scaled, digits)
        if whole is None:
            return None
        return Rounded(_write(whole, unit), _write_bound((scaled - whole).abs_upper(), unit))


def bound(x: Any) -> Rounded:
    """0, with a bound on the size of the ball x, which is finite."""
    with flint.ctx.workprec(flint.ctx.prec + 64):
        return Rounded("0", _write_bound(x.abs_upper(), 0))


def outward(x: Any, digits: int, *, up: bool) -> str:
    """The upper end of the ball x, or its lower end, to `digits` significant digits and rounded away from the ball.

    Raises Unresolved where there is no such end.
    """
    end = x.upper() if up else x.lower()
    if not end.is_finite():
        raise Unresolved("a number is not bounded at this precision")
    if end == 0:
        return "0"
    with flint.ctx.workprec(flint.ctx.prec + 64 + abs(end.man_exp()[1]).bit_length() + 4 * digits):
        unit = _decimal_exponent(end) - digits + 1
        scaled = end * flint.arb(10) ** -unit
        whole = (scaled.upper().ceil() if up else scaled.lower().floor()).unique_fmpz()
        return _write(whole, unit)


def _nearest(scaled: Any, digits: int) -> Any | None:
    """The integer nearest to the ball. None where that is not certain, unless the ball is minute: then it is a tie."""
    whole = (scaled + flint.arb(0.5)).floor().unique_fmpz()
    if whole is None and scaled.rel_accuracy_bits() >= (digits + TIE_DIGITS) * 3.33:
        # the ball lies on k + 1/2, and its midpoint a hair to either side: k + 1 either way
        whole = (scaled.mid() + 1).floor().unique_fmpz()
    return whole


def _decimal_exponent(x: Any) -> int:
    """⌊log₁₀|x|⌋, or one less."""
    mantissa, exponent = x.mid().man_exp()
    if abs(exponent) < LARGEST_DOUBLE_EXPONENT:
        more = max(0, mantissa.bit_length() - DOUBLE_BITS)
        estimate: float = (int(exponent) + more + log2(int(abs(mantissa) >> more))) * LOG10_OF_2
        return floor(estimate - abs(estimate) * 1e-14 - 1e-14)
    with flint.ctx.workprec(128 + abs(exponent).bit_length()):
        return int((abs(x.mid()).log() / flint.arb.const_log10()).lower().floor().unique_fmpz())


def _write(whole: Any, unit: int) -> str:
    """whole · 10^unit, of an fmpz: Python's own integers are not written beyond 4300 digits, and slow to come by."""
    digits = str(abs(whole))
    top = unit + len(digits) - 1
    sign = "-" if whole < 0 else ""
    if -PLACES_BEFORE_EXPONENT <= top < 0:
        return f"{sign}0.{'0' * (-top - 1)}{digits}"
    if 0 <= top < len(digits):
        fraction = digits[top + 1 :]
        return f"{sign}{digits[: top + 1]}{'.' if fraction else ''}{fraction}"
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{flint.fmpz(top)}"


def _write_bound(missed: Any, unit: int) -> str:
    """missed · 10^unit, rounded up to two digits."""
    if missed == 0:
        return "0"
    exponent = _decimal_exponent(missed) - 1
    bound = (missed * flint.arb(10) ** -exponent).upper().ceil().unique_fmpz()
    if bound > 100:
        exponent += 1
        bound = (missed * flint.arb(10) ** -exponent).upper().ceil().unique_fmpz()
    return _write(bound, unit + exponent)


def exact_fraction(x: Any) -> Fraction:
    """The exact ball x as a rational. Raises Unresolved where it is not finite: nothing is known of it."""
    if not x.is_finite():
        raise Unresolved("a number could not be bounded at this precision")
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
