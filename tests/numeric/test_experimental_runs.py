"""The experiments of TFHV §6, one run at a time: what their figures are of."""

import numpy as np
import pytest

from numeric.experiments import nonlinear, regularization
from numeric.experiments.imbalance import ImbalanceRun
from numeric.experiments.nonlinear import NonlinearRun
from numeric.experiments.panels import first_below
from numeric.experiments.regularization import RegularizationRun


@pytest.mark.parametrize(
    ("values", "time"), [([3, 1, 0], 1.0), ([3, 1, 3, 0], 3.0), ([0, 0], 0.0), ([0, 3], float("inf"))]
)
def test_below_means_from_then_on(values: list[int], time: float) -> None:
    """A value that rises again has not arrived."""
    assert first_below([0.0, 1.0, 2.0, 3.0][: len(values)], values, 1) == time
    assert first_below([0.0, 1.0], [float("nan"), 0.0], 1) == 1.0


def test_the_imbalance_of_figure_one_grows_from_panel_to_panel() -> None:
    """Very small, larger, very large: below the smallest singular value, and far above the largest."""
    run = ImbalanceRun(1)
    sizes = [float((problem.imbalance**2).sum() ** 0.5) for problem in run.problems]
    assert sizes[0] < run.targets[-1] / 10
    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[2] > 10 * run.targets[0]


def test_the_best_number_of_figure_two_is_best_among_its_neighbours() -> None:
    """A step of the finer grid to either side is no better, with the paper's step size."""
    pair = RegularizationRun(1).pairs[0]
    step = pair.width / 40
    plain = pair.plain
    found = pair._descended(regularization.ETA, pair.best + 4 * step * np.array([-1, 0, 1]))
    apart = ((found - plain[:, None]) ** 2).sum(axis=(0, 2, 3))
    assert apart[1] < min(apart[0], apart[2])


def test_the_caption_of_figure_three_fits_no_other_reading() -> None:
    """With variance 1/10 the spectral norm of Q₀ is near 15 and Frobenius' near 45; with deviation 1/10 4.6 is near."""
    run = NonlinearRun(1)
    spectral = float(np.linalg.norm(run.imbalance, 2))
    assert 10 * spectral > 2 * nonlinear.CAPTION
    assert spectral < nonlinear.CAPTION / 2
    assert 10 * run.frobenius > 9 * nonlinear.CAPTION
    assert run.frobenius == pytest.approx(nonlinear.CAPTION, rel=0.1)
    assert run.balanced_imbalance < 1e-12
