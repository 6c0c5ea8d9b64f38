"""Singular values under spectral initialization, MV (12) and (13): one scalar formula a mode, over any field."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from numeric.field import Field
from numeric.instance import Instance
from paper import Misuse, implements


@implements("mode-closed-form")
def growing_mode(field: Field, sigma: Any, start: Any, rate: Any, time: Any) -> Any:
    """σ_i(t) = σ a e^{2cσt}/(σ + a(e^{2cσt} − 1)) for σ > 0, from σ_i(0) = a, MV (12)."""
    # divided by e^{2cσt}, so that nothing overflows and nothing cancels
    shrink = 2 * rate * sigma * time
    return sigma * start / (sigma * field.exp(-shrink) - start * field.expm1(-shrink))


@implements("absent-mode-closed-form")
def absent_mode(start: Any, rate: Any, time: Any) -> Any:
    """σ_i(t) = a/(1 + 2cat) where σ_i = 0, from σ_i(0) = a, MV (13)."""
    return start / (1 + 2 * rate * start * time)


def trajectory(instance: Instance, times: Sequence[Fraction], field: Field) -> list[list[Any]]:
    """σ_1(t)..σ_n(t) for each time. Raises Misuse unless the basis of Y diagonalizes the shape."""
    if not instance.is_spectral:
        raise Misuse("the shape is not diagonal in the basis of Y; only spectral initialization has modes of its own")
    rate, square = field.number(instance.rate), field.scale(instance.alpha) ** 2
    starts = [square * field.number(instance.shape_in_basis[i][i]) for i in range(instance.n)]
    sigmas = [field.number(x) for x in instance.spectrum]
    return [
        [
            absent_mode(a, rate, t) if sigma == 0 else growing_mode(field, sigma, a, rate, t)
            for sigma, a in zip(sigmas, starts, strict=True)
        ]
        for t in map(field.number, times)
    ]
