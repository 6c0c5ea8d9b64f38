"""TFHV Figure 2: the flow (15) beside the regularized flow (26) with one number λ₀ in place of the imbalance Λ_Q₀.

Y is 5×10 and all entries are N(0, 1), k = 50, 100, 200 and η = 10⁻⁵, as in the paper; both systems start alike. The
paper minimizes ‖X^I(t) − X(t)‖_F over λ₀ and does not say at which t: here it is the mean square over the run, which
ends at t = 12/k, when the error is below a thousandth. λ₀ is looked for with larger steps, between −5k and 5k.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from numeric.descent import Array, Problem, draw, errors, products
from numeric.experiments.panels import Curve, Panel

M, N, WIDTHS, ETA, TIMES = 5, 10, (50, 100, 200), 1e-5, 200
COARSE = 1e-2
"""Times 1/k: the step size with which λ₀ is looked for."""


@dataclass(frozen=True)
class Pair:
    """One panel: the width k, and both systems from one start."""

    problem: Problem
    width: int

    @property
    def end(self) -> float:
        return 12 / self.width

    @cached_property
    def times(self) -> Array:
        return np.linspace(0, self.end, TIMES + 1)

    def _descended(self, eta: float, imbalance: Any = None) -> Array:
        steps = round(self.end / eta / TIMES) * TIMES
        return products(self.problem.gram, self.problem.Y, eta, steps, steps // TIMES, imbalance)

    @cached_property
    def best(self) -> float:
        """λ₀: the best of a grid, and then of a finer one around it."""
        plain = self._descended(COARSE / self.width)
        centre, reach = 0.0, 5.0 * self.width
        for points in (41, 21):
            grid = centre + np.linspace(-reach, reach, points)
            apart = np.linalg.norm(self._descended(COARSE / self.width, grid) - plain[:, None], axis=(-2, -1))
            centre, reach = float(grid[np.argmin((apart**2).mean(axis=0))]), 2 * reach / (points - 1)
        return centre

    @cached_property
    def plain(self) -> Array:
        return self._descended(ETA)

    @cached_property
    def regularized(self) -> Array:
        """By time, with the best λ₀ and with none."""
        return self._descended(ETA, np.array([self.best, 0.0]))

    def gap(self, which: int) -> float:
        """How far error curves and singular values are apart, relative to their panels' heights; 1: with λ₀ = 0."""
        Y, mine, other = self.problem.Y, self.plain, self.regularized[:, which]
        values, others = (np.linalg.svd(found, compute_uv=False) for found in (mine, other))
        curve = np.abs(errors(mine, Y) - errors(other, Y)).max() / errors(mine, Y).max()
        return float(max(curve, np.abs(values - others).max() / values.max()))

    def panels(self) -> tuple[Panel, Panel]:
        """Errors and singular values of both."""
        both = (("(15)", self.plain), (f"(26), λ₀ = {self.best:.4g}", self.regularized[:, 0]))
        title = f"k = {self.width}, ‖Q₀‖ = {np.linalg.norm(self.problem.imbalance, 2):.3g}"
        top = tuple(Curve(name, self.times, errors(found, self.problem.Y)) for name, found in both)
        values = [(name, np.linalg.svd(found, compute_uv=False)) for name, found in both]
        bottom = tuple(Curve(f"σ{i + 1} {name}", self.times, found[:, i]) for name, found in values for i in range(M))
        return Panel(title, "reconstruction error", top), Panel(title, "singular values", bottom)


@dataclass(frozen=True)
class RegularizationRun:
    """Figure 2 from one seed."""

    seed: int

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(Pair(draw(self.seed, M, N, width), width) for width in WIDTHS)

    @property
    def widest_gap(self) -> float:
        return max(pair.gap(0) for pair in self.pairs)

    @property
    def narrowest_gap(self) -> float:
        return min(pair.gap(0) for pair in self.pairs)

    @property
    def gap_without(self) -> float:
        return max(pair.gap(1) for pair in self.pairs)

    @property
    def slowest_growth(self) -> float:
        """The least quotient of the growth of |λ₀| and 1, from one width to the next, which has the larger ‖Q₀‖."""
        sizes = sorted((np.linalg.norm(pair.problem.imbalance), abs(pair.best)) for pair in self.pairs)
        return float(min(later[1] / earlier[1] for earlier, later in pairwise(sizes)))

    @property
    def fastest_fall(self) -> float:
        return 1 / self.slowest_growth

    def panels(self) -> tuple[Panel, ...]:
        """The six panels of the figure: errors above, singular values below."""
        pairs = [pair.panels() for pair in self.pairs]
        return (*(top for top, _ in pairs), *(bottom for _, bottom in pairs))
