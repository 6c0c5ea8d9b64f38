"""Entries of W as decimals, all at once: the same as numeric.decimals writes, where doubles tell them for certain."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from numeric.decimals import Rounded, round_ball, spelled
from numeric.hardware.scaled import Scaled
from numeric.hardware.sums import Doubles, of_arbs, of_fractions, times_sum, two_sum, up

LARGEST_AT_ONCE = 15
"""Digits that a double holds as a whole number; more are rounded one by one, in balls."""
CHUNK = 2**18
"""Entries that are looked at together: what is computed with them takes many times their own memory."""
LARGEST_EXPONENT = 2**60
BALL_BITS = 512
LARGEST_POWER = 280
"""Decades by which an entry may be smaller than its scales, to be told here."""


def at_once(W: Scaled, digits: int, places: Sequence[int]) -> list[Rounded | None]:
    """Entries of the lower triangle to at most LARGEST_AT_ONCE digits, rounded to nearest; None where that is unclear.

    Places count its entries row after row.
    """
    try:
        scales = _decimal_scales(W.scales)
    except OverflowError:
        return [None] * len(places)
    found: list[Rounded | None] = []
    for begin in range(0, len(places), CHUNK):
        found += _some_at_once(W, digits, np.asarray(places[begin : begin + CHUNK]), *scales)
    return found


def _some_at_once(
    W: Scaled, digits: int, places: Any, tens: Any, mantissas: Any, missed: float
) -> list[Rounded | None]:
    i, j = _at(places)
    values = [part[i, j] for part in W.parts]
    high, low = two_sum(values[0], values[1]) if len(values) > 1 else (values[0], np.zeros(len(places)))
    low = low + sum(values[2:], np.zeros(len(places)))
    with np.errstate(all="ignore"):
        # of P, of the scales, and of the products below, each as a share
        share = up(W.radius[i, j] / np.abs(high)) + 2 * missed + 2.0**-96
        for side in (i, j):
            high, low = times_sum((high, low), (mantissas[0][side], mantissas[1][side]))
        exponent = np.floor(np.log10(np.abs(high)))
        usable = np.isfinite(exponent) & (np.abs(exponent) < LARGEST_POWER) & (share < 1)
        exponent = np.where(usable, exponent, 0).astype(np.int64)
        whole, off, exponent = _to_digits(high, low, exponent, digits)
        error = up(np.abs(whole + off) * share, 8)
        usable &= (np.abs(off) + error < 0.5) & (np.abs(whole) < 10**digits) & (np.abs(whole) >= 10 ** (digits - 1))
        missed_by = np.where(usable, up(np.abs(off) + error), 1.0)
        below = np.floor(np.log10(missed_by)).astype(np.int64) - 1
        most = np.ceil(up(missed_by * 10.0**-below, 8))
    usable &= ~((i == j) & np.isin(i, list(W.own)))
    unit = exponent + tens[i] + tens[j] - digits + 1
    columns = (np.where(usable, whole, 0).astype(np.int64), unit, most.astype(np.int64), unit + below, usable)
    return [
        Rounded(spelled("-" if x < 0 else "", str(abs(x)), power), spelled("", str(limit), place)) if sure else None
        for x, power, limit, place, sure in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _at(places: Any) -> tuple[Any, Any]:
    """Rows and columns of places in the lower triangle."""
    i = ((np.sqrt(8.0 * places + 1) - 1) / 2).astype(np.int64)
    i = np.where(i * (i + 1) // 2 > places, i - 1, i)
    i = np.where((i + 1) * (i + 2) // 2 <= places, i + 1, i)
    return i, places - i * (i + 1) // 2


def hopeful(W: Scaled, digits: int, places: Sequence[int]) -> list[int]:
    """The places of entries that so many digits may be told of: by their bounds, or as they stand by themselves."""
    i, j = _at(np.asarray(places, dtype=np.int64))
    clear = W.radius[i, j] * 10.0**digits < 5 * np.abs(W.parts[0][i, j])
    clear |= (i == j) & np.isin(i, list(W.own))
    return np.asarray(places, dtype=np.int64)[clear].tolist()  # type: ignore[no-any-return]


def alone(W: Scaled, digits: int, place: int) -> Rounded | None:
    """One entry, in balls."""
    i, j = (int(x) for x in _at(np.array(place)))
    with flint.ctx.workprec(BALL_BITS):
        return round_ball(W.ball(i, j), digits)


def sizes(W: Scaled, places: Sequence[int]) -> list[Rounded]:
    """0 for each of these entries, which P tells, with how large it may be."""
    i, j = _at(np.asarray(places, dtype=np.int64))
    tens, mantissas, missed = _decimal_scales(W.scales)
    bound = up(sum(np.abs(part[i, j]) for part in W.parts) + W.radius[i, j], 8)
    bound = up(bound * mantissas[0][i] * mantissas[0][j] * (1 + 4 * missed), 8)
    below = np.floor(np.log10(bound)).astype(np.int64) - 1
    most = np.ceil(up(bound * 10.0**-below, 8)).astype(np.int64)
    units = below + tens[i] + tens[j]
    return [Rounded("0", spelled("", str(x), unit)) for x, unit in zip(most.tolist(), units.tolist(), strict=True)]


def _to_digits(high: Doubles, low: Doubles, exponent: Any, digits: int) -> tuple[Doubles, Doubles, Any]:
    """The nearest whole number to x·10^(digits − 1 − exponent), what is left, and the exponent, corrected by one."""
    for _ in range(2):
        power = digits - 1 - exponent + LARGEST_POWER
        top, bottom = times_sum((high, low), (_POWERS[0][power], _POWERS[1][power]))
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


def _decimal_scales(scales: Any) -> tuple[Any, Any, float]:
    """k and m with w = m·10^k, m between about 1 and 10 as sums of two doubles, and how far off these are."""
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
