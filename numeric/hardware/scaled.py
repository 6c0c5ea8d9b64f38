"""A symmetric matrix between two diagonals of scales of any size: W_ij = w_i P_ij w_j."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

from numeric.exact import Unresolved
from numeric.hardware.sums import Doubles, renormalized, up

LARGEST = 2.0**100
"""What the entries of P may be off by: far more than anyone has a use for."""


@dataclass
class Scaled:
    """The scales w, balls; P, n×n, a sum of doubles, off by at most `radius` in each entry; and entries W_ii of their

    own, balls, that P does not tell. P's lower triangle counts.
    """

    scales: Sequence[Any]
    parts: list[Doubles]
    radius: NDArray[np.float32]
    own: dict[int, Any] = field(default_factory=dict)

    @classmethod
    def empty(cls, scales: Sequence[Any], count: int) -> "Scaled":
        """To be filled with sums of `count` doubles."""
        n = len(scales)
        return cls(scales, [np.zeros((n, n)) for _ in range(count)], np.zeros((n, n), dtype=np.float32))

    @property
    def n(self) -> int:
        return len(self.scales)

    def put(self, rows: Any, columns: Any, parts: Sequence[Doubles], radii: Doubles, mirrored: bool = False) -> None:
        """Fills a block with a sum, renormalized; `mirrored` fills the block on the other side too."""
        ordered = renormalized(parts, len(parts)) if len(parts) > 1 else parts
        dropped = sum((np.abs(part) for part in ordered[len(self.parts) :]), np.zeros(1))
        if not (np.isfinite(radii).all() and np.abs(radii).max() < LARGEST and all(map(_is_finite, ordered))):
            raise Unresolved("numbers are not bounded in double precision")
        # single precision, rounded up
        bound = (up(radii + dropped, 8) * (1 + 2.0**-20)).astype(np.float32) + np.float32(2.0**-140)
        for part, into in zip(ordered, self.parts, strict=False):
            into[np.ix_(rows, columns)] = part
            if mirrored:
                into[np.ix_(columns, rows)] = part.T
        self.radius[np.ix_(rows, columns)] = bound
        if mirrored:
            self.radius[np.ix_(columns, rows)] = bound.T

    def ball(self, i: int, j: int) -> Any:
        """W_ij, at the working precision of balls."""
        if i == j and i in self.own:
            return self.own[i]
        total = sum((flint.arb(float(part[i, j])) for part in self.parts), flint.arb(0))
        return flint.arb(total, flint.arb(float(self.radius[i, j]))) * self.scales[i] * self.scales[j]


def _is_finite(a: Doubles) -> bool:
    return bool(np.isfinite(a).all())
