"""TFHV Figure 1: one- and two-layer models from Gaussian factors of three sizes.

Y is 5×10 with entries N(0, 1), the width is k = 50, and η = 10⁻³, as in the paper; the seeds are ours, and so is the
time at which the runs end. A singular value is learned when it stays within a tenth of its target.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from numeric.descent import Array, Problem, draw, errors, one_layer, products
from numeric.experiments.panels import Curve, Panel, first_below

M, N, WIDTH, ETA, END, INTERVAL = 5, 10, 50, 1e-3, 20.0, 5e-3
SCALES = (1e-2, 1e-1, 1.0)
STEEP = (1e-2, 1e-1, 4.0)
"""Scales at which the best step size is looked for."""
STEP_SIZES = np.geomspace(1e-5, 0.4, 47)
FEW = 150
"""Steps within which the best step size converges at each of these scales."""


@dataclass(frozen=True)
class ImbalanceRun:
    """Figure 1 from one seed."""

    seed: int

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(draw(self.seed, M, N, WIDTH, scale) for scale in SCALES)

    @property
    def Y(self) -> Array:
        return self.problems[0].Y

    @cached_property
    def times(self) -> Array:
        return np.asarray(np.arange(round(END / INTERVAL) + 1) * INTERVAL, dtype=np.float64)

    @cached_property
    def found(self) -> Array:
        """X by time and scale."""
        return self._descended(ETA, END)

    def _descended(self, eta: float, end: float) -> Array:
        gram = np.array([problem.gram for problem in self.problems])
        return products(gram, self.Y, eta, round(end / eta), round(INTERVAL / eta))

    @cached_property
    def one_layer_errors(self) -> Array:
        """By time and scale."""
        return errors(one_layer(self.found[0], self.Y, ETA, round(END / ETA), round(INTERVAL / ETA)), self.Y)

    @cached_property
    def errors(self) -> Array:
        """By time and scale."""
        return errors(self.found, self.Y)

    @cached_property
    def values(self) -> Array:
        """Singular values of X by time and scale."""
        return np.asarray(np.linalg.svd(self.found, compute_uv=False))

    @cached_property
    def targets(self) -> Array:
        return np.asarray(np.linalg.svd(self.Y, compute_uv=False))

    @cached_property
    def learned(self) -> Array:
        """When each singular value is learned, by scale."""
        off = np.abs(self.values - self.targets) / self.targets
        return np.array([[first_below(self.times, off[:, s, i], 0.1) for i in range(M)] for s in range(len(SCALES))])

    def _converged(self, found: Array) -> float:
        return first_below(self.times, found, 0.01)

    @property
    def last_error(self) -> float:
        return float(self.errors[-1].max())

    @property
    def early_error(self) -> float:
        return float(self.errors[len(self.times) // 20].max())

    @property
    def least_delay(self) -> float:
        return self._least_delay(0)

    @property
    def least_delay_when_large(self) -> float:
        return self._least_delay(-1)

    def _least_delay(self, scale: int) -> float:
        """Between the times at which one singular value and the next are half learned."""
        with np.errstate(invalid="ignore"):  # two that are not learned within the run
            return float(np.diff(self._half_learned(scale)).min())

    def _half_learned(self, scale: int) -> Array:
        """When each singular value first reaches half its target; infinite if the run ends before."""
        reached = self.values[:, scale] >= self.targets / 2
        return np.where(reached.any(axis=0), self.times[np.argmax(reached, axis=0)], np.inf)

    @cached_property
    def predicted(self) -> Array:
        """When a balanced mode that starts at a_i = ¼|φ_iᵀU₀ + ψ_iᵀV₀|² is half learned: log(σ_i/a_i − 1)/(2σ_i)."""
        smallest = self.problems[0]
        left, values, right = np.linalg.svd(self.Y, full_matrices=False)
        starts = ((left.T @ smallest.U + right @ smallest.V) ** 2).sum(axis=1) / 4
        return np.asarray(np.log(values / starts - 1) / (2 * values))

    @property
    def late(self) -> float:
        return float(np.abs(self._half_learned(0) / self.predicted - 1).max())

    @property
    def late_at_twice_the_rate(self) -> float:
        return float(np.abs(2 * self._half_learned(0) / self.predicted - 1).max())

    @property
    def slowest_gain(self) -> float:
        """The largest quotient of the times of a value to be learned, at one scale and at the one before it."""
        return self._greatest_quotient(self.learned[1:], self.learned[:-1])

    @property
    def slowest_loss(self) -> float:
        return self._greatest_quotient(self.learned[:-1], self.learned[1:])

    @staticmethod
    def _greatest_quotient(times: Array, others: Array) -> float:
        """No number where neither is learned within the run."""
        with np.errstate(invalid="ignore"):
            return float((times / others).max())

    @property
    def imbalanced_time(self) -> float:
        return self._converged(self.errors[:, 2])

    @property
    def other_time(self) -> float:
        """The least time of the one-layer model and of the two smaller scales."""
        others = (self.one_layer_errors[:, 2], self.errors[:, 1], self.errors[:, 0])
        return min(map(self._converged, others))

    @property
    def nearly_balanced_time(self) -> float:
        return self._converged(self.errors[:, 0])

    @cached_property
    def change(self) -> float:
        """What half the step size changes: of errors and singular values, relative to their panels' heights."""
        return self._change(self._descended(ETA / 2, END / 2))

    @cached_property
    def change_by_coarse_steps(self) -> float:
        return self._change(self._descended(5 * ETA, END / 2))

    def _change(self, found: Array) -> float:
        count, other = len(found), np.linalg.svd(found, compute_uv=False)
        curves = np.abs(errors(found, self.Y) - self.errors[:count]).max(axis=0) / self.errors.max(axis=0)
        values = np.abs(other - self.values[:count]).max(axis=(0, 2)) / self.values.max(axis=(0, 2))
        return float(max(curves.max(), values.max()))

    @cached_property
    def fewest_steps(self) -> dict[float, tuple[float, float]]:
        """For each scale the fewest steps to an error of 1/100, and the step size that takes them."""
        best = {}
        with np.errstate(all="ignore"):  # the larger step sizes diverge
            for scale in STEEP:
                gram = draw(self.seed, M, N, WIDTH, scale).gram
                curves = errors(products(gram, self.Y, STEP_SIZES, FEW), self.Y)
                needed = [first_below(range(FEW + 1), curves[:, i], 0.01) for i in range(len(STEP_SIZES))]
                best[scale] = min(zip(needed, STEP_SIZES, strict=True))
        return best

    @property
    def steps_saved_by_imbalance(self) -> float:
        """By the largest scale over 1/10."""
        return self.fewest_steps[0.1][0] - self.fewest_steps[4.0][0]

    @property
    def steps_saved_by_escape(self) -> float:
        """By the scale 1/10 over 1/100."""
        return self.fewest_steps[0.01][0] - self.fewest_steps[0.1][0]

    def panels(self) -> tuple[Panel, ...]:
        """The six panels of the figure: errors above, singular values below."""
        top, bottom = [], []
        for s, (scale, problem) in enumerate(zip(SCALES, self.problems, strict=True)):
            shown = slice(0, 3 * round(min(self._converged(self.errors[:, s]), END) / INTERVAL))  # and a while after
            times, size = self.times[shown], np.linalg.norm(problem.imbalance)
            title = f"σ = {scale:g}, ‖Q‖ = {size:.2g}" if size < 10 else f"σ = {scale:g}, ‖Q‖ = {size:.0f}"
            both = (("two layers", self.errors), ("one layer", self.one_layer_errors))
            curves = tuple(Curve(name, times, found[shown, s]) for name, found in both)
            top.append(Panel(title, "reconstruction error", curves, logarithmic=True))
            values = tuple(Curve(f"σ{i + 1}", times, self.values[shown, s, i]) for i in range(M))
            bottom.append(Panel(title, "singular values", values))
        return (*top, *bottom)
