"""A symmetric matrix between two diagonals of scales of any size: W_ij = w_i P_ij w_j."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

from numeric.exact import Unresolved
from numeric.hardware.sums import Doubles, binary_exponent, renormalized, scaled_by, up

LARGEST = 2.0**100
"""What the entries of P may be off by: far more than anyone has a use for."""


@dataclass
class Scaled:
    """The scales w, balls; P, n×n, a sum of doubles, off by at most `radius` in each entry; and entries W_ii of their

    own, balls, that P does not tell. P's lower triangle counts. `beyond` has W_ii − σ_i, balls, without cancellation
    where that can be.
    """

    scales: Sequence[Any]
    parts: list[Doubles]
    radius: NDArray[np.float32]
    own: dict[int, Any] = field(default_factory=dict)
    beyond: Sequence[Any] = ()

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
        return self.own[i] if i == j and i in self.own else self.told(i, j)

    def told(self, i: int, j: int) -> Any:
        """w_i P_ij w_j, whatever the entry is."""
        total = sum((flint.arb(float(part[i, j])) for part in self.parts), flint.arb(0))
        return flint.arb(total, flint.arb(float(self.radius[i, j]))) * self.scales[i] * self.scales[j]

    def less(self, modes: Iterable[int]) -> "Scaled":
        """W − Σ_i σ_i e_i e_iᵀ over these modes; P is shared."""
        return Scaled(self.scales, self.parts, self.radius, {**self.own, **{i: self.beyond[i] for i in modes}})

    def block(self, places: Sequence[int]) -> "Scaled":
        """The rows and columns with these indices."""
        ix = np.ix_(places, places)
        own = {k: self.own[i] for k, i in enumerate(places) if i in self.own}
        return Scaled([self.scales[i] for i in places], [part[ix] for part in self.parts], self.radius[ix], own)

    def written_out(self, exponents: Sequence[int]) -> tuple[list[Doubles], Doubles]:
        """W_ij/2^(k_i + k_j) for the exponents k as a symmetric sum of two doubles, and what each entry is off by.

        To be called at a working precision of balls. Raises Unresolved where the scales are not within reach then.
        """
        units = [flint.arb(2) ** -int(k) for k in exponents]
        scales = [w * unit for w, unit in zip(self.scales, units, strict=True)]
        if any(not abs(w) < LARGEST for w in scales):
            raise Unresolved("numbers are too far apart for double precision")
        parts, radius = scaled_by(self.parts, self.radius, scales)
        for i, own in self.own.items():
            rest = own * units[i] * units[i]
            for part in parts:
                part[i, i] = float(rest.mid())
                rest = rest - flint.arb(float(part[i, i]))
            radius[i, i] = up(float(rest.abs_upper()))
        if not (np.isfinite(radius).all() and all(map(_is_finite, parts))):
            raise Unresolved("numbers are not bounded in double precision")
        lower = np.tril(radius)
        return [np.tril(part) + np.tril(part, -1).T for part in parts], lower + np.tril(lower, -1).T

    def largest_exponent(self) -> int:
        """k with the largest |W_ij| at most 2^k, and not much less."""
        exponents = np.array([binary_exponent(w) for w in self.scales], dtype=np.int64)
        size = up(sum(np.abs(part) for part in self.parts) + self.radius, 8)
        own = list(self.own)
        size[own, own] = 0
        largest = int((exponents[:, None] + exponents + np.frexp(size)[1])[size > 0].max(initial=-(2**62)))
        return max([largest, *(binary_exponent(x) for x in self.own.values())])


def _is_finite(a: Doubles) -> bool:
    return bool(np.isfinite(a).all())
