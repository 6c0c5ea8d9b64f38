"""TFHV Figure 3: one and two layers below a sigmoid, from balanced and from imbalanced factors.

n = 1000 samples, d = 10, k = 100 and noise 10⁻³, as in the paper, which gives no step size: η = 10⁻³ is ours. The
factors are d×k, as UVᵀ has to be W. Entries of size 10⁻¹ give ‖Q₀‖_F near 4.6, the caption's number, as they are drawn.
The balanced start has the same product UVᵀ, so that all models start with one loss.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from numeric.descent import Array, Samples, balanced, draw_samples
from numeric.experiments.panels import Curve, Panel, first_below

SAMPLES, SIZE, WIDTH, SCALE, NOISE = 1000, 10, 100, 1e-1, 1e-3
ETA, STEPS_RUN = 1e-3, 500
CAPTION = 4.6
"""What the caption says of ‖Q₀‖₂ in the bottom row."""
LEARNED = 1.0
"""The loss that counts as learned, of more than 1000 at the start."""


@dataclass(frozen=True)
class NonlinearRun:
    """Figure 3 from one seed."""

    seed: int

    @cached_property
    def _drawn(self) -> tuple[Samples, Array, Array]:
        return draw_samples(self.seed, SAMPLES, SIZE, WIDTH, SCALE, NOISE)

    @cached_property
    def one_layer(self) -> Array:
        samples, U, V = self._drawn
        return samples.one_layer_losses(U @ V.T, ETA, STEPS_RUN)

    @cached_property
    def imbalanced(self) -> Array:
        samples, U, V = self._drawn
        return samples.two_layer_losses(U, V, ETA, STEPS_RUN)

    @cached_property
    def balanced(self) -> Array:
        samples, U, V = self._drawn
        return samples.two_layer_losses(*balanced(U, V), ETA, STEPS_RUN)

    @cached_property
    def imbalance(self) -> Array:
        _, U, V = self._drawn
        return U.T @ U - V.T @ V

    @property
    def balanced_imbalance(self) -> float:
        U, V = balanced(*self._drawn[1:])
        return float(np.linalg.norm(U.T @ U - V.T @ V))

    @property
    def frobenius(self) -> float:
        return float(np.linalg.norm(self.imbalance))

    @property
    def off_the_caption(self) -> float:
        return abs(self.frobenius - CAPTION)

    @property
    def spectral_off_the_caption(self) -> float:
        return abs(float(np.linalg.norm(self.imbalance, 2)) - CAPTION)

    def _learned(self, losses: Array) -> float:
        """Steps to the loss that counts as learned; the run's length, at least, if it is not reached."""
        return min(first_below(range(STEPS_RUN), losses, LEARNED), float(STEPS_RUN))

    @property
    def imbalanced_steps(self) -> float:
        return self._learned(self.imbalanced)

    @property
    def other_steps(self) -> float:
        """The fewer of the steps from the balanced start and of the one-layer model."""
        return min(self._learned(self.balanced), self._learned(self.one_layer))

    @property
    def balanced_steps(self) -> float:
        return self._learned(self.balanced)

    @property
    def steps_but_balanced(self) -> float:
        return min(self._learned(self.imbalanced), self._learned(self.one_layer))

    def panels(self) -> tuple[Panel, ...]:
        """The training loss: balanced above, imbalanced below."""
        steps, one = range(STEPS_RUN), self.one_layer
        return tuple(
            Panel(
                f"‖Q₀‖ = {abs(size):.2g}",
                "training loss",
                (Curve("two layers", steps, two), Curve("one layer", steps, one)),
                logarithmic=True,
                horizontal="steps",
            )
            for size, two in ((0.0, self.balanced), (self.frobenius, self.imbalanced))
        )
