"""The study `flow-vs-descent`, drawn: the largest distance seen, against the step and against η log(1/α)."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from flowproof.plots.drawn import MARKS, PAGE, Drawn, equation, key, look, panels, spoken
from numeric.exact import parse_fraction
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

HEIGHT = 1.6
"""Of a panel, in inches."""
DISTANCE = r"$\max_j \|W(\eta j) - W_j\|$"


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """Two panels for each spectrum with a shape; a line for each α."""
    cells = list(dict.fromkeys((point["spectrum"], point["shape"]) for point in points))
    scales = list(dict.fromkeys(point["alpha"] for point in points))
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]

    def draw_all(grid: Any) -> None:
        for (left, right), cell in zip(grid, cells, strict=True):
            ours = [row for row in rows if (row[0]["spectrum"], row[0]["shape"]) == cell]
            _draw(left, ours, scales, "step", r"step $\eta$")
            _draw(right, ours, scales, "rescaled_step", r"$\eta\,\log(1/\alpha)$")
            left.set_title(rf"spectrum {spoken(cell[0])}, $\bar{{W}}_0$ {spoken(cell[1])}", loc="left")
        handles = [Line2D([], [], **_look(i)) for i in range(len(scales))]
        key(grid[0][0].figure, handles, [f"${equation(chr(92) + 'alpha', alpha)}$" for alpha in scales], 6)

    return panels(len(cells), 2, (PAGE, HEIGHT * len(cells) + 0.5), draw_all)


def _draw(axes: Axes, rows: Sequence[FoundAt], scales: Sequence[str], column: str, name: str) -> None:
    for i, alpha in enumerate(scales):
        line = sorted(_coordinates({**point, **what}, column) for point, what in rows if point["alpha"] == alpha)
        if line:
            axes.plot(*zip(*line, strict=True), **_look(i))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(name)
    axes.set_ylabel(DISTANCE)


def _coordinates(row: Found, column: str) -> tuple[float, float]:
    return float(parse_fraction(row[column], column)), 10 ** float(row["log10_distance"])


def _look(i: int) -> dict[str, Any]:
    return {**look(i), "linewidth": 0.7, "marker": MARKS[i % len(MARKS)], "markersize": 2.5}
