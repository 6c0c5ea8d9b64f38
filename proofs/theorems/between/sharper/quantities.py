"""The quantities that the sharper Theorem 4 speaks of: Theorem 4's, with other constants and windows, and two flows."""

from functools import cached_property
from typing import Any

from numeric.instance import SHARPER
from proofs.theorems.blocks import quantities as fourth
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import Windowed

SHARED = ("eps", "alpha", "c1", "c2", "left_end", "right_end", "norm_inverse_E1", "norm_E2", "error")
SYMBOLS = {name: fourth.SYMBOLS[name] for name in SHARED} | {
    "norm_slow_error": r"\lVert W^-(t)-Y_k\rVert_2",
    "norm_fast_error": r"\lVert W^+(t)-Y_k\rVert_2",
    "largest_flow_error": r"\max(\lVert W^-(t)-Y_k\rVert_2,\lVert W^+(t)-Y_k\rVert_2)",
}
"""W⁻ and W⁺ are the slow and the fast flow, from α²/m and α²μ."""


class Quantities(fourth.Quantities):
    """Values at a point, in a field."""

    theorem = SHARPER

    @cached_property
    def norm_slow_error(self) -> Any:
        return self._flow_error(1 / self.m)

    @cached_property
    def norm_fast_error(self) -> Any:
        return self._flow_error(self.mu)

    @cached_property
    def largest_flow_error(self) -> Any:
        return self.field.maximum(self.norm_slow_error, self.norm_fast_error)

    def _flow_error(self, s: Any) -> Any:
        """How far the flow from α²s in every direction is from Y_k."""
        return self.field.maximum(*(abs(x - target) for x, target in self._beside_target(s)))

    def _beside_target(self, s: Any) -> list[tuple[Any, Any]]:
        """Each entry of the flow from α²s in every direction, and that of Y_k: both are diagonal in one basis."""
        blocks, field = self.blocks, self.field
        grown = [1 / (1 / (blocks.alpha**2 * s * e**2) + d) for e, d in zip(blocks.E, blocks.D, strict=True)]
        kept = [sigma if i < self.point.k else field.number(0) for i, sigma in enumerate(blocks.sigma)]
        return list(zip(grown, kept, strict=True))


class Flowwise(Windowed):
    """The instances of the sharper Theorem 4 at every k and position in time."""

    theorem = SHARPER
    kind = Quantities
    symbols = SYMBOLS


def is_between(point: Point) -> bool:
    """t > 0, a shape that is not diagonal, α ≥ 10⁻²⁰⁰, and t at an end of T_k:
    else W(t) is (nearly) one of the two flows, or too close to Y_k to tell.
    """
    instance = point.instance
    early = point.k < instance.r or point.position == "left"
    return early and point.time > 0 and instance.alpha.exponent >= -200 and not instance.is_spectral
