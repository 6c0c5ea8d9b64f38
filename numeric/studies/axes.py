"""What the axes of the studies may hold, read and brought to one spelling. A fault raises Misuse with one sentence."""

from collections.abc import Sequence
from fractions import Fraction

import flint

from numeric.exact import Scale, format_fraction
from numeric.inputs import read_digits
from numeric.instance import THEOREMS
from numeric.matrices import Rows
from numeric.studies.scales import log_of_inverse
from paper import Misuse

LARGEST_DIGITS = 300
WRITTEN_OUT = 20
"""Powers of ten up to which α has one spelling, 0.001 or 1e-3."""
SHAPES = ("identity", "diagonal:", "random:")


def theorem(text: str) -> str:
    if text not in THEOREMS:
        raise Misuse(f"theorem is {text[:40]!r}; it is one of {', '.join(THEOREMS)}")
    return text


def whole(text: str, name: str, smallest: int, largest: int, why: str) -> int:
    """A whole number; `why` says what its limits are."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and smallest <= int(text) <= largest):
        raise Misuse(f"{name} is {text[:40]!r}; give a whole number from {smallest} to {largest}, {why}")
    return int(text)


def mode(text: str, spectrum: Sequence[Fraction]) -> int:
    """A mode by its number, with something of it to learn."""
    number = whole(text, "mode", 1, len(spectrum), "the number of singular values")
    if spectrum[number - 1] == 0:
        raise Misuse(f"mode is {number}, and σ_{number} is 0 in the spectrum; nothing is learned")
    return number


def digits(text: str) -> str:
    asked = read_digits(text)
    if not 1 <= asked <= LARGEST_DIGITS:
        raise Misuse(f"digits is {asked}; ask for 1 to {LARGEST_DIGITS}")
    return str(asked)


def require_shape(text: str) -> None:
    """A shape that is made from its name alone, so that the point says everything."""
    if not text.startswith(SHAPES):
        raise Misuse(f"shape is {text[:40]!r}; a study takes identity, diagonal:1,2,3 or random:SEED")


def shape(text: str, start: Rows) -> str:
    """The spelling of a shape that was read as `start`."""
    if text.startswith("diagonal:"):
        return "diagonal:" + ",".join(format_fraction(row[i]) for i, row in enumerate(start))
    return text


def alpha(scale: Scale, text: str) -> Scale:
    """α < 1 as it is spelled."""
    if abs(scale.exponent) <= WRITTEN_OUT:
        scale = Scale(scale.fraction)
    if not _is_below_one(scale):
        raise Misuse(f"alpha is {text[:40]}; times are measured in log(1/α), so give one below 1")
    return scale


def _is_below_one(scale: Scale) -> bool:
    if abs(scale.exponent) <= WRITTEN_OUT:
        return scale.fraction < 1
    with flint.ctx.workprec(128):
        return bool(log_of_inverse(scale) > 0)
