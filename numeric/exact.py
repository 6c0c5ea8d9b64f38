"""Numbers as people write them, read exactly: integers, decimals, rationals, powers of ten. No float on the way.

`Fraction` serves for everything of ordinary size. The scale α may be 10^-1000000, which no one wants to write out in
binary, so it keeps its power of ten apart.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

import flint

from paper import Misuse

NUMBER = re.compile(
    r"\s*(?P<sign>[+-]?)(?:(?P<numerator>\d+)/(?P<denominator>\d+)"
    r"|(?P<whole>\d+)(?:\.(?P<decimals>\d*))?(?:[eE](?P<exponent>[+-]?\d{1,12}))?)"
    r"(?:\*10(?:\^|\*\*)(?P<power>[+-]?\d{1,12}|\([+-]?\d{1,12}\)))?(?P<percent>\s*%)?\s*",
    re.ASCII,
)
SMALL_EXPONENT = 20
"""Exponent up to which a number such as 5e-1 is not kept apart from its power of ten."""
POWER = re.compile(r"^(?P<before>\s*[+-]?)10(?P<after>\^|\*\*)", re.ASCII)
"""A power of ten that stands alone."""
LONGEST = 4000
"""Digits that a number may be written with (Python reads integers of up to 4300 digits)."""
LONGEST_PLAIN = 60
"""Digits up to which a number is written without a power of ten."""
MANY_ZEROS = 6
"""In a row, after the point or at the end, which people no longer count."""
PLAIN = re.compile(r"(?P<sign>-?)(?P<whole>\d+)(?:\.(?P<decimals>\d+))?", re.ASCII)
LARGEST_EXPONENT = 10_000
"""Powers of ten that an ordinary number (all but α) may reach."""
LARGEST_SCALE_EXPONENT = 1_000_000_000


class Unresolved(ArithmeticError):
    """The balls are too wide to go on: more precision may help."""


@dataclass(frozen=True)
class Scale:
    """The exact number `mantissa · 10^exponent`; the mantissa is non-zero unless the number is 0."""

    mantissa: Fraction
    exponent: int = 0

    def __str__(self) -> str:
        if self.exponent == 0:
            return format_fraction(self.mantissa)
        mantissa = format_fraction(self.mantissa)
        return f"{mantissa}*10^{self.exponent}" if "/" in mantissa or "e" in mantissa else f"{mantissa}e{self.exponent}"

    @property
    def fraction(self) -> Fraction:
        """The same number as a rational; its size is that of 10^|exponent|."""
        return self.mantissa * Fraction(10) ** self.exponent

    def times(self, factor: Fraction) -> Self:
        return type(self)(self.mantissa * factor, self.exponent)


def parse_scale(text: str, name: str) -> Scale:
    """Read `text` (`3`, `-1/3`, `2.5e-7`, `1%`, `10^-1000000` or `10**-1000000`, `1/3*10^-7`) exactly.

    `name` is used in messages.
    Raises Misuse for anything else, and for exponents beyond a thousand million.
    """
    found = NUMBER.fullmatch(POWER.sub(r"\g<before>1*10\g<after>", text.replace("−", "-"), count=1))
    if found is None or len(text) > LONGEST:
        shown = text if len(text) <= 40 else f"{text[:37]}..."
        raise Misuse(
            f"{name} is {shown!r}; write an exact number of at most {LONGEST} digits, such as 3, 1/3, 2.5 or 1e-1000"
        )
    sign = (-1 if found["sign"] == "-" else 1) * Fraction(1, 100 if found["percent"] else 1)
    power = int((found["power"] or "0").strip("()"))
    if found["numerator"] is not None:
        if int(found["denominator"]) == 0:
            raise Misuse(f"{name} is {text!r}, a division by zero; give a non-zero denominator")
        mantissa = Fraction(int(found["numerator"]), int(found["denominator"]))
    else:
        decimals, exponent = found["decimals"] or "", int(found["exponent"] or 0)
        mantissa = Fraction(int(found["whole"] + decimals), 10 ** len(decimals))
        if abs(exponent) <= SMALL_EXPONENT:
            mantissa *= Fraction(10) ** exponent  # so that 0.5 is 1/2 and not 5e-1
        else:
            power += exponent
    scale = Scale(sign * mantissa, power if mantissa else 0)
    if abs(scale.exponent) > LARGEST_SCALE_EXPONENT:
        raise Misuse(f"{name} is {text!r}; its power of ten may be at most {LARGEST_SCALE_EXPONENT}")
    return scale


def parse_fraction(text: str, name: str) -> Fraction:
    """Read `text` exactly as a rational. Raises Misuse as `parse_scale` does, and for powers of ten beyond 10000."""
    scale = parse_scale(text, name)
    if abs(scale.exponent) > LARGEST_EXPONENT:
        raise Misuse(f"{name} is {text!r}; its power of ten may be at most {LARGEST_EXPONENT}")
    return scale.fraction


def format_fraction(value: Fraction) -> str:
    """`value` as an exact decimal where that is short, else as `p/q`; `parse_fraction` reads both."""
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{_digits(value.numerator)}/{_digits(value.denominator)}"
    digits = _digits(abs(value.numerator) * 10**places // value.denominator)
    sign = "-" if value < 0 else ""
    if places == 0 and len(digits) <= LONGEST_PLAIN:
        return sign + digits
    if 0 < places <= LONGEST_PLAIN:
        padded = digits.rjust(places + 1, "0")
        return f"{sign}{padded[:-places]}.{padded[-places:]}"
    significant = digits.rstrip("0")
    return f"{sign}{significant}e{len(digits) - len(significant) - places}"


def echoed(value: Fraction | Scale) -> str:
    """`value` for people: exact as by `format_fraction` and `str`, with a power of ten instead of many zeros."""
    text = format_fraction(value) if isinstance(value, Fraction) else str(value)
    found = PLAIN.fullmatch(text)
    if found is None:
        return text
    whole, decimals = found["whole"], found["decimals"] or ""
    digits = (whole + decimals).strip("0")
    below = len(decimals) - len(decimals.lstrip("0")) if whole == "0" else 0
    above = 0 if decimals else len(whole) - len(whole.rstrip("0"))
    if not digits or max(below, above) < MANY_ZEROS:
        return text
    exponent = len(whole) - 1 if whole != "0" else -below - 1
    return f"{found['sign']}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{exponent}"


def _decimal_places(denominator: int) -> int | None:
    """How many decimal places a number with this denominator has; None if it has infinitely many."""
    twos = (denominator & -denominator).bit_length() - 1
    fives, rest = 0, denominator >> twos
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    return max(twos, fives) if rest == 1 else None


def _digits(value: int) -> str:
    return str(flint.fmpz(value))  # Python's own str stops at 4300 digits
