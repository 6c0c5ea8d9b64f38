"""Balls as decimals: so many significant digits, rounded to nearest, and a bound on what the decimal misses."""

from fractions import Fraction
from functools import cache
from math import floor, log2, log10
from typing import Any, NamedTuple

import flint

from numeric.field import Unresolved

PLACES_BEFORE_EXPONENT = 6
"""Numbers below 10^-6 and above 10^digits are written with a power of ten."""
DOUBLE_BITS = 53
LARGEST_DOUBLE_EXPONENT = 2**40
"""Binary exponents up to which double precision tells a decimal exponent, give or take one."""
LOG10_OF_2 = log10(2)
MORE_DIGITS = 32
"""Digits that are looked at beyond those asked for."""
LONG = flint.fmpz(10) ** 4000
TIE_DIGITS = 30
"""A ball so many digits narrower than asked for that still straddles a rounding boundary is taken to lie on it."""


class Rounded(NamedTuple):
    """A decimal, and a bound on its distance from the true value; both as text."""

    decimal: str
    radius: str


ZERO = Rounded("0", "0")


def round_ball(x: Any, digits: int) -> Rounded | None:
    """The ball x to `digits` significant digits, or None where it is too wide to tell them. An exact zero is `0`."""
    if x.rel_accuracy_bits() < digits * 3.32 or not x.is_finite():
        return ZERO if x == 0 else None
    # FLINT writes the ball in decimal, in integers: |x| lies within `radius` of the digits, in units of 10^exponent
    middle, radius, exponent = (_integer(part) for part in x.mid_rad_10exp(digits + MORE_DIGITS))
    if not middle:
        return ZERO
    written = str(middle).lstrip("-")
    cut = len(written) - digits
    head, rest, unit = written[:digits], int(written[digits:]), _power_of_ten(cut)
    from_tie = 2 * rest - unit
    up = from_tie > 0
    if abs(from_tie) <= 2 * radius:
        if x.rel_accuracy_bits() < (digits + TIE_DIGITS) * 3.33:
            return None
        # the ball lies on k + 1/2, and its midpoint a hair to either side: k + 1 either way
        up = middle > 0
    if up:
        head = str(_integer(flint.fmpz(head)) + 1)
    missed = (unit - rest if up else rest) + radius
    # 9.99 may have become 10.0
    decimal = spelled("-" if middle < 0 else "", head[:digits], exponent + cut + len(head) - digits)
    return Rounded(decimal, _write_bound(missed, exponent))


def bound(x: Any) -> Rounded:
    """0, with a bound on the size of the ball x, which is finite."""
    middle, radius, exponent = (int(part) for part in x.abs_upper().mid_rad_10exp(MORE_DIGITS))
    return Rounded("0", _write_bound(middle + radius, exponent))


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
        return spelled("-" if whole < 0 else "", str(abs(whole)), int(unit))


def _decimal_exponent(x: Any) -> int:
    """⌊log₁₀|x|⌋, or one less."""
    mantissa, exponent = x.mid().man_exp()
    if abs(exponent) < LARGEST_DOUBLE_EXPONENT:
        more = max(0, mantissa.bit_length() - DOUBLE_BITS)
        estimate: float = (int(exponent) + more + log2(int(abs(mantissa) >> more))) * LOG10_OF_2
        return floor(estimate - abs(estimate) * 1e-14 - 1e-14)
    with flint.ctx.workprec(128 + abs(exponent).bit_length()):
        return int((abs(x.mid()).log() / flint.arb.const_log10()).lower().floor().unique_fmpz())


def spelled(sign: str, digits: str, unit: int) -> str:
    """digits · 10^unit."""
    top = unit + len(digits) - 1
    if -PLACES_BEFORE_EXPONENT <= top < 0:
        return f"{sign}0.{'0' * (-top - 1)}{digits}"
    if 0 <= top < len(digits):
        fraction = digits[top + 1 :]
        return f"{sign}{digits[: top + 1]}{'.' if fraction else ''}{fraction}"
    shown = top if -LARGEST_DOUBLE_EXPONENT < top < LARGEST_DOUBLE_EXPONENT else flint.fmpz(top)
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{shown}"


def _write_bound(missed: int, unit: int) -> str:
    """missed · 10^unit, of what is not negative, rounded up to two digits."""
    if missed == 0:
        return "0"
    cut = len(str(missed)) - 2
    bound = -(-missed // _power_of_ten(cut)) if cut >= 0 else missed * 10
    return spelled("", str(bound), unit + cut)


def _integer(x: Any) -> Any:
    """An fmpz as Python's own integer, which is quicker where it is short; long ones Python does not write."""
    return x if abs(x) >= LONG else int(x)


@cache
def _power_of_ten(exponent: int) -> int:
    return int(10**exponent)


def exact_fraction(x: Any) -> Fraction:
    """The exact ball x as a rational. Raises Unresolved where it is not finite: nothing is known of it."""
    if not x.is_finite():
        raise Unresolved("a number could not be bounded at this precision")
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
