"""What studies of small α share: log(1/α) as a ball, α in one spelling, logarithms for plotting, modes by number."""

from fractions import Fraction
from typing import Any

import flint

from numeric.decimals import outward, round_ball
from numeric.enclosed_instance import with_tolerance
from numeric.exact import Scale, Unresolved
from numeric.field import Balls
from numeric.inputs import read_digits
from numeric.pivots import half_learned
from numeric.problem import Problem
from paper import Misuse

LARGEST_DIGITS = 300
LOGARITHM_DIGITS = 12
WRITTEN_OUT = 20
"""Powers of ten up to which α has one spelling, 0.001 or 1e-3."""


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


def by_the_law(problem: Problem, mode: int) -> tuple[Any | None, Any | None]:
    """c times the first and the last time at which half of the mode's entry (ΦᵀWΦ)_ii may be learned, by the pivot law.

    None where it says nothing. At the precision that is being worked at.
    """
    ends = half_learned(with_tolerance(problem, Fraction(1)), mode, Balls(flint.ctx.prec))
    first, last = (None if x is None else x * ball(problem.rate) for x in ends)
    return first, last


def outward_or_empty(x: Any | None, digits: int, *, up: bool) -> str:
    """The end of a ball, as `numeric.decimals.outward` writes it; empty where there is none, or it is out of bounds."""
    try:
        return "" if x is None else outward(x, digits, up=up)
    except Unresolved:
        return ""


def canonical_alpha(alpha: Scale, written: str) -> str:
    """Raises Misuse unless α < 1, as times are measured in log(1/α)."""
    if abs(alpha.exponent) <= WRITTEN_OUT:
        alpha = Scale(alpha.fraction)
        below = alpha.fraction < 1
    else:
        with flint.ctx.workprec(128):
            below = bool(log_of_inverse(alpha) > 0)
    if not below:
        raise Misuse(f"alpha is {written[:40]}; times are measured in log(1/α), so give one below 1")
    return str(alpha)


def read_mode(text: str, spectrum: tuple[Fraction, ...]) -> int:
    """A mode by its number. Raises Misuse unless there is one, and something of it to learn."""
    n = len(spectrum)
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= n):
        raise Misuse(f"mode is {text[:40]!r}; give a whole number from 1 to {n}, the number of singular values")
    if spectrum[int(text) - 1] == 0:
        raise Misuse(f"mode is {text}, and σ_{text} is 0 in the spectrum; nothing is learned")
    return int(text)


def read_few_digits(text: str) -> int:
    digits = read_digits(text)
    if not 1 <= digits <= LARGEST_DIGITS:
        raise Misuse(f"digits is {digits}; ask for 1 to {LARGEST_DIGITS}")
    return digits
