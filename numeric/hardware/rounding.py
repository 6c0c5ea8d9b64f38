"""Entries of W as decimals, all at once: the same as numeric.decimals writes, where doubles tell them for certain."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

from numeric.decimals import PLACES_BEFORE_EXPONENT, Rounded, round_ball
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import UNIT, Doubles, of_arbs, of_fractions, two_product, two_sum, up

LARGEST_AT_ONCE = 15
"""Digits that a double holds as a whole number; more are rounded one by one, in balls."""
LARGEST_EXPONENT = 2**60
LARGEST_POWER = 280
"""Decades by which an entry may be smaller than its scales, to be told here."""


@dataclass(frozen=True)
class Decimals:
    """The lower triangle of W, row after row: whole·10^unit, and `missed`·10^unit what that misses, where `certain`."""

    whole: NDArray[np.int64]
    unit: NDArray[np.int64]
    missed: Doubles
    certain: NDArray[np.bool_]

    def texts(self) -> list[str]:
        """What is certain, as text."""
        return list(map(_written, self.whole.tolist(), self.unit.tolist()))


def decimals(W: Scaled, digits: int) -> Decimals:
    """To at most LARGEST_AT_ONCE significant digits, rounded to nearest."""
    i, j = np.tril_indices(W.n)
    tens, mantissas, missed = _decimal_scales(W.scales)
    values = [part[i, j] for part in W.parts]
    high, low = two_sum(values[0], values[1])
    low = low + sum(values[2:], np.zeros_like(low))
    size = np.abs(high)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        # relative: of P, of the scales, and of the products below
        share = up(W.radius[i, j] / size) + 2 * missed + 2.0**-96
        for side in (i, j):
            high, low = _times(high, low, mantissas[0][side], mantissas[1][side])
        exponent = np.floor(np.log10(np.abs(high))).astype(np.int64)
        usable = (size > 0) & np.isfinite(high) & (np.abs(exponent) < LARGEST_POWER) & (share < 1)
        exponent = np.where(usable, exponent, 0)
        whole, off, exponent = _scaled_to_digits(high, low, exponent, digits)
        error = up(np.abs(whole + off) * share, 8)
        certain = usable & (np.abs(off) + error < 0.5) & (np.abs(whole) < 10**digits) & (np.abs(whole) >= 10 ** (digits - 1))
    own = [k * (k + 1) // 2 + k for k in W.own]
    certain[own] = False
    units = exponent + tens[i] + tens[j] - digits + 1
    return Decimals(np.where(certain, whole, 0).astype(np.int64), units, up(np.abs(off) + error), certain)


def _scaled_to_digits(high: Doubles, low: Doubles, exponent: Any, digits: int) -> tuple[Doubles, Doubles, Any]:
    """The nearest whole number to x·10^(digits − 1 − exponent), what is left, and the exponent, corrected by one."""
    for _ in range(2):
        top, bottom = _times(high, low, *(part[digits - 1 - exponent + LARGEST_POWER] for part in _POWERS))
        whole = np.rint(top)
        off = (top - whole) + bottom
        # what is left may be a whole and more
        step = np.rint(off)
        whole, off = whole + step, off - step
        wrong = np.where(np.abs(whole) >= 10**digits, 1, np.where(np.abs(whole) < 10 ** (digits - 1), -1, 0))
        if not wrong.any():
            break
        exponent = exponent + wrong
    return whole, off, exponent


def _times(a: Any, b: Any, c: Any, d: Any) -> tuple[Any, Any]:
    """(a + b)(c + d), off by less than 2^-100 of it."""
    p, e = two_product(a, c)
    return two_sum(p, e + (a * d + b * c))


def _decimal_scales(scales: Any) -> tuple[Any, Any, float]:
    """Exponents k and m between about 1 and 10 with w = m·10^k, m as sums of two doubles, and how far off, relatively."""
    tens, mantissas = [], []
    with flint.ctx.workprec(256):
        for w in scales:
            power = int((w.mid().log() / flint.arb.const_log10()).mid().floor().unique_fmpz())
            if abs(power) > LARGEST_EXPONENT:
                raise OverflowError
            tens.append(power)
            mantissas.append(w * flint.arb(10) ** -power)
        parts, missed = of_arbs(mantissas, 2)
    return np.array(tens, dtype=np.int64), parts, float(up(missed.max() * 2))


_POWERS = of_fractions([Fraction(10) ** k for k in range(-LARGEST_POWER, LARGEST_POWER + 20)], 2)


def one_by_one(W: Scaled, digits: int, where: Any) -> dict[tuple[int, int], Rounded]:
    """Entries of the lower triangle in balls, so far as they are told to so many digits."""
    found = {}
    with flint.ctx.workprec(256 + 4 * digits):
        for i, j in where:
            rounded = round_ball(W.ball(i, j), digits)
            if rounded is not None:
                found[i, j] = rounded
    return found


def _written(whole: int, unit: int) -> str:
    """whole·10^unit."""
    digits = str(abs(whole))
    top = unit + len(digits) - 1
    sign = "-" if whole < 0 else ""
    if -PLACES_BEFORE_EXPONENT <= top < 0:
        return f"{sign}0.{'0' * (-top - 1)}{digits}"
    if 0 <= top < len(digits):
        fraction = digits[top + 1 :]
        return f"{sign}{digits[: top + 1]}{'.' if fraction else ''}{fraction}"
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{top}"
