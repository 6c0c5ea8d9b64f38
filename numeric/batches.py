"""Batches of instances in double precision: drawn at many scales, and changed a little.

What is drawn is rounded to few digits, so that a witness is short and that equalities such as ε = 2σ₁ occur.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Array = NDArray[np.float64]
Truths = NDArray[np.bool_]

DIGITS = 2
LARGEST_CONDITION = 1e6
"""Of a shape that Φ does not diagonalize: the errors in the screening are about 1e-16 times this."""


@dataclass(frozen=True)
class Batch:
    """N instances: `spectrum` is n×N, `shape` (the eigenvalues of W̄₀) n×N, `tangents` n(n−1)/2×N, all else N.

    `tangents` make Φ as in `cases.Case`. `position` says where in T_k the time is, as in `Judge.times`; `below` is by
    how much log α² is less than the largest that is admitted. `step` is that of descent, or 0.
    """

    r: int
    k: int
    spectrum: Array
    shape: Array
    tangents: Array
    epsilon: Array
    rate: Array
    log_square: Array
    below: Array
    position: Array
    step: Array

    @property
    def n(self) -> int:
        return int(self.spectrum.shape[0])

    @property
    def size(self) -> int:
        return int(self.epsilon.shape[0])

    @property
    def is_possible(self) -> Truths:
        """Whether the spectrum decreases strictly, and the shape is not so nearly singular that doubles don't do."""
        decreases = np.all(np.diff(self.spectrum[: self.r], axis=0) < 0, axis=0)
        spectral = np.all(self.tangents == 0, axis=0)
        found: Truths = decreases & (
            spectral | (np.ptp(self.shape, axis=0) < LARGEST_CONDITION * self.shape.min(axis=0))
        )
        return found

    def arrays(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("r", "k")}

    def chosen(self, which: Any) -> "Batch":
        """The instances with these indices."""
        chosen: dict[str, Any] = {name: array[..., which] for name, array in self.arrays().items()}
        return replace(self, **chosen)

    def joined(self, other: "Batch") -> "Batch":
        mine, theirs = self.arrays(), other.arrays()
        both: dict[str, Any] = {name: np.concatenate([mine[name], theirs[name]], axis=-1) for name in mine}
        return replace(self, **both)


def drawn(
    n: int, r: int, k: int, size: int, rotated: bool, with_rate: bool, generator: Generator, with_step: bool = False
) -> Batch:
    """Instances of all kinds; `rotated` with a Φ that is not I, `with_rate` with a c that may differ from 1."""

    def either(chance: float, one: Array | float, other: Array | float) -> Array:
        return np.where(generator.random(np.broadcast(one, other).shape or size) < chance, one, other)

    def scale(lowest: float, highest: float, *shape: int) -> Array:
        return np.asarray(10 ** generator.uniform(lowest, highest, (*shape, size)))

    spectrum = np.zeros((n, size))
    spectrum[0] = either(0.5, 1.0, rounded(scale(-2, 2)))
    for i in range(1, r):
        near, far = 1 - scale(-4, -0.5), scale(-5, 0)
        spectrum[i] = rounded(spectrum[i - 1] * either(0.3, near, either(0.5, far, generator.random(size))), DIGITS + 1)
    spread = generator.choice([0, 0.3, 1, 3], size)
    shape = rounded(either(0.5, 1.0, scale(-2, 2)) * 10 ** (spread * generator.uniform(-1, 1, (n, size))))
    pairs = n * (n - 1) // 2
    tangents = either(
        0.7, generator.uniform(-1, 1, (pairs, size)), scale(-4, 0, pairs) * generator.choice([-1, 1], size)
    )
    tangents = rounded(tangents) * (generator.random((pairs, size)) < either(0.5, 1.0, 0.4)) * rotated
    factor = either(0.5, generator.choice([0.5, 0.9, 0.99, 1, 1.01, 1.5, 2], size), rounded(scale(-5, 1)))
    epsilon = either(0.7, spectrum[0], either(0.7, spectrum[r - 1], 1.0)) * factor
    rate = either(0.5, generator.choice([1.0, 2.0], size), rounded(scale(-2, 2))) if with_rate else np.ones(size)
    below = either(0.6, 0.0, scale(-4, 1.3))
    nowhere, position = np.full(size, np.nan), generator.random(size)
    step = np.zeros(size)
    if with_step:
        step = either(0.5, generator.choice([0.25, 0.5, 0.75, 1, 0.1], size), rounded(scale(-2.5, 0.3))) / spectrum[0]
    return Batch(r, k, spectrum, shape, tangents, epsilon, rate, nowhere, below, position, rounded(step, 4))


def changed(batch: Batch, with_rate: bool, generator: Generator) -> Batch:
    """The instances with some of their numbers a little larger or smaller, each by its own step."""
    size = 10 ** generator.uniform(-4, 0, batch.size)

    def factor(array: Array, chance: float = 0.5) -> Array:
        moved = generator.random(array.shape) < chance
        return np.exp(np.where(moved, size * generator.standard_normal(array.shape), 0))

    def step(array: Array) -> Array:
        return np.log(factor(array))

    position = np.clip(batch.position + step(batch.position), 0, 1)
    position = np.where(generator.random(batch.size) < 0.3, generator.integers(0, 2, batch.size), position)
    return replace(
        batch,
        spectrum=-np.sort(-batch.spectrum * factor(batch.spectrum), axis=0),
        shape=batch.shape * factor(batch.shape),
        tangents=np.clip(np.where(batch.tangents == 0, 0, batch.tangents + step(batch.tangents)), -1, 1),
        epsilon=batch.epsilon * factor(batch.epsilon),
        rate=batch.rate * factor(batch.rate) if with_rate else batch.rate,
        below=np.where(generator.random(batch.size) < 0.3, 0, batch.below * factor(batch.below)),
        position=position,
        step=batch.step * factor(batch.step) if batch.step.any() else batch.step,
    )


def picked(arrays: Any, which: Any) -> Any:
    """Of each instance the one of its values that its index says."""
    return np.take_along_axis(arrays, which[None, :], axis=0)[0]


def rounded(x: Array, digits: int = DIGITS) -> Array:
    """Decimals of so many digits near x."""
    size = np.floor(np.log10(np.maximum(np.abs(x), 1e-300)))
    unit = 10 ** (digits - 1 - size)
    return np.asarray(np.round(x * unit) / unit)
