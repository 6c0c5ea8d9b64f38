"""A certified number: a decimal, and how far the true value may be from it. And many of them, for NumPy."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, inf, log2, log10, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import flint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GUARD_BITS = 64
LEADING = 18
"""Digits from which a logarithm is computed."""


@dataclass(frozen=True)
class Number:
    """The true value is within `radius` of `decimal`; both are text, as 1e-1000 is no float."""

    decimal: str
    radius: str

    def __str__(self) -> str:
        return f"{self.decimal} ± {self.radius}"

    @property
    def sign(self) -> int:
        """−1, 0 or 1: that of the true value, as every decimal has a digit that is right, and 0 is exactly 0."""
        mantissa, _ = _parts(self.decimal)
        return int(mantissa > 0) - int(mantissa < 0)

    @property
    def log10(self) -> float:
        """log₁₀|decimal| as a float; −inf for 0."""
        mantissa, exponent = _parts(self.decimal)
        if mantissa == 0:
            return -inf
        digits = str(abs(mantissa))
        leading = digits[:LEADING]
        return exponent + len(digits) - len(leading) + log10(int(leading))

    def to_mpmath(self) -> tuple[Any, Any]:
        """A middle and a radius, numbers of mpmath, with the true value within the radius of the middle.

        The radius is a little larger than the text's, by what a decimal loses in binary.
        """
        with flint.ctx.workprec(ceil(len(self.decimal) * log2(10)) + GUARD_BITS):
            ball, missed = _ball(self.decimal), _ball(self.radius)
            return _mpf(ball.mid()), _mpf((ball.rad() + missed).upper())


class SignLog10(NamedTuple):
    """sign·10^log10, two arrays of floats of one shape. What is 0 has the sign 0 and −inf; what is unknown, NaN."""

    sign: "NDArray[np.float64]"
    log10: "NDArray[np.float64]"


def sign_log10(numbers: Iterable[Number | None], shape: tuple[int, ...]) -> SignLog10:
    """Numbers in the order of an array of that shape; None is what is unknown."""
    import numpy as np  # which takes long, and is needed here alone

    pairs = [(nan, nan) if x is None else (float(x.sign), x.log10) for x in numbers]
    both = np.array(pairs, dtype=np.float64).reshape((*shape, 2))
    return SignLog10(both[..., 0], both[..., 1])


def _parts(decimal: str) -> tuple[Any, int]:
    """Integers m and e with the decimal m·10^e; m is FLINT's, as Python's own are not written beyond 4300 digits."""
    written, _, exponent = decimal.partition("e")
    before, _, after = written.partition(".")
    return flint.fmpz(before + after), int(exponent or 0) - len(after)


def _ball(decimal: str) -> Any:
    mantissa, exponent = _parts(decimal)
    return flint.arb(mantissa) * flint.arb(10) ** exponent


def _mpf(x: Any) -> Any:
    """The exact ball x, without rounding."""
    import mpmath  # which takes long, and is needed here alone

    mantissa, exponent = x.man_exp()
    return mpmath.mp.make_mpf(mpmath.libmp.from_man_exp(int(mantissa), int(exponent)))
