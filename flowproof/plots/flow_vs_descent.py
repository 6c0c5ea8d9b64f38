"""The study `flow-vs-descent`, drawn: the largest distance seen, against the step and against η log(1/α).

Beside it stand the windows in which descent is proved to be near Y_k, for the largest step that both theorems admit.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import NullFormatter

from flowproof.plots.drawn import COLOURS, HATCHES, MARKS, PAGE, Drawn, equation, key, look, note, panels, spoken
from numeric.descent_windows import Descending, StepWindow, any_start, spectral
from numeric.exact import parse_fraction, parse_scale
from numeric.instance import Instance
from numeric.instances import make_shape
from numeric.matrices import is_diagonal
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

HEIGHT = 1.6
"""Of a panel, in inches."""
PART = 10
"""The windows' ε is σ_r over that."""
DISTANCE = r"$\max_j \|W(\eta j) - W_j\|$"


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """Three panels for each spectrum with a shape; a line for each α, and its windows."""
    cells = list(dict.fromkeys((point["spectrum"], point["shape"]) for point in points))
    scales = list(dict.fromkeys(point["alpha"] for point in points))
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]

    def draw_all(grid: Any) -> None:
        for (left, right, windows), cell in zip(grid, cells, strict=True):
            ours = [row for row in rows if (row[0]["spectrum"], row[0]["shape"]) == cell]
            _draw(left, ours, scales, "step", r"step $\eta$")
            _draw(right, ours, scales, "rescaled_step", r"$\eta\,\log(1/\alpha)$")
            _draw_windows(windows, cell, scales, [point["step"] for point in points])
            left.set_title(rf"spectrum {spoken(cell[0])}, $\bar{{W}}_0$ {spoken(cell[1])}", loc="left")
        handles = [Line2D([], [], **_look(i)) for i in range(len(scales))]
        key(grid[0][0].figure, handles, [f"${equation(chr(92) + 'alpha', alpha)}$" for alpha in scales], 6)

    return panels(len(cells), 3, (PAGE, HEIGHT * len(cells) + 0.5), draw_all)


def _draw_windows(axes: Axes, cell: tuple[str, str], scales: Sequence[str], steps: Sequence[str]) -> None:
    """A row for each α: above, the windows of Theorem 3 for descent, where it applies; below, those of any start."""
    spectrum = tuple(parse_fraction(x, "a singular value") for x in cell[0].split(","))
    eta = max((step for step in map(Fraction, steps) if 4 * step * spectrum[0] <= 1), default=None)
    if eta is None:
        note(axes, "no step is admitted")
        return
    eps = min(sigma for sigma in spectrum if sigma > 0) / PART
    shape, rows = make_shape(cell[1], len(spectrum)), []
    is_spectral = is_diagonal(shape)
    for row, alpha in enumerate(scales):
        instance = Instance(spectrum, shape, None, parse_scale(alpha, "α"), Fraction(1), eps)
        for side, theorem in enumerate((spectral, any_start) if is_spectral else (any_start,)):
            height = row + 0.2 - 0.4 * side if is_spectral else row
            rows += [(height, window) for window in _proved(theorem, Descending(instance, eta))]
    last = max((end for _, window in rows for end in (window.first, window.last) if end is not None), default=0) * 1.1
    for height, window in rows:
        begin, end = (float(eta * x) for x in (window.first or 0, last if window.last is None else window.last))
        colour, hatch = COLOURS[window.k % len(COLOURS)], HATCHES[window.k % len(HATCHES)]
        style: Any = {"fill": False, "linewidth": 0.6, "edgecolor": colour, "hatch": hatch}
        axes.barh(height, end - begin, 0.3, left=begin, **style)
    axes.set_yticks(range(len(scales)), [f"${equation('', alpha).removeprefix(' = ')}$" for alpha in scales])
    axes.set_xlabel(rf"$T_k$ in $\eta j$, $\eta = {float(eta):g}$, $\varepsilon = {float(eps):g}$")
    axes.set_ylabel(r"$\alpha$")
    axes.set_title("Theorem 3, and any start" if is_spectral else "any start", loc="left")


def _proved(theorem: Any, descending: Descending) -> list[StepWindow]:
    """The windows at whose k every hypothesis holds."""
    asked, windows = theorem(descending)
    broken = {each.k for each in asked if each.holds is not True}
    return [each for each in windows if each.is_empty is False and not {None, each.k} & broken]


def _draw(axes: Axes, rows: Sequence[FoundAt], scales: Sequence[str], column: str, name: str) -> None:
    for i, alpha in enumerate(scales):
        line = sorted(_coordinates({**point, **what}, column) for point, what in rows if point["alpha"] == alpha)
        if line:
            axes.plot(*zip(*line, strict=True), **_look(i))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel(name)
    axes.set_ylabel(DISTANCE)


def _coordinates(row: Found, column: str) -> tuple[float, float]:
    return float(parse_fraction(row[column], column)), 10 ** float(row["log10_distance"])


def _look(i: int) -> dict[str, Any]:
    return {**look(i), "linewidth": 0.7, "marker": MARKS[i % len(MARKS)], "markersize": 2.5}
