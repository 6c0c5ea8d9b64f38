"""Whole numbers that people give, and how what they give instead is told."""

import operator
from typing import Any

from paper import Misuse

LARGEST_BITS = 50_000
"""Bits that a numerator or a denominator may have."""
LARGEST_WHOLE = 10**9
"""What a count or an index may be."""


def whole(x: Any, name: str) -> int:
    """An int. Raises Misuse for anything else."""
    try:
        found = operator.index(x)
    except TypeError as error:
        raise Misuse(f"{name} is {shown(x)}; give a whole number") from error
    if abs(found) > LARGEST_WHOLE:
        raise Misuse(f"{name} is {shown(found)}; give a whole number of at most {LARGEST_WHOLE}")
    return found


def shown(x: Any) -> str:
    """Its beginning, in one line."""
    if isinstance(x, int) and x.bit_length() > LARGEST_BITS // 10:  # Python does not write it
        return f"an int of {x.bit_length()} bits"
    return " ".join(repr(x).split())[:40]
