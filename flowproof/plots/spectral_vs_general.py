"""The study `spectral-vs-general`, drawn: how much later each mode is half learned, and that as a part of log(1/α)."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from flowproof.plots.drawn import INVERSE_SCALE, PAGE, Drawn, key, look, panels, spoken
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

Cell = tuple[str, str]
HEIGHT = 1.45
"""Of a panel, in inches."""
LIMIT: Any = {"marker": "<", "markersize": 3, "linestyle": "none"}


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """Two panels for each spectrum with weights; a line for each mode and rotation."""
    cells: list[Cell] = list(dict.fromkeys((point["spectrum"], point["weights"]) for point in points))
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    modes = sorted({int(point["mode"]) for point in points})

    def draw_all(grid: Any) -> None:
        for (left, right), cell in zip(grid, cells, strict=True):
            ours = [row for row in rows if (row[0]["spectrum"], row[0]["weights"]) == cell]
            _draw_delays(left, ours)
            _draw_shares(right, ours)
            left.set_title(rf"spectrum {spoken(cell[0])}, eigenvalues of $\bar{{W}}_0$ {spoken(cell[1])}", loc="left")
        handles = [*(Line2D([], [], **look(mode - 1)) for mode in modes), Line2D([], [], color="black", **LIMIT)]
        names = [*(f"mode {mode}" for mode in modes), r"limit as $\alpha \to 0$"]
        key(grid[0][0].figure, handles, names, len(names))

    return panels(len(cells), 2, (PAGE, HEIGHT * len(cells) + 0.4), draw_all)


def _draw_delays(axes: Axes, rows: Sequence[FoundAt]) -> None:
    axes.axhline(0, color="0.7", linewidth=0.5)
    for mode, line in _lines(rows):
        _plot(axes, mode, line, "delay")
        axes.plot(
            1.02,
            float(line[-1][1]["limit"]),
            color=look(mode - 1)["color"],
            clip_on=False,
            transform=axes.get_yaxis_transform(),
            **LIMIT,
        )
    axes.set_xscale("log")
    axes.set_xlabel(INVERSE_SCALE)
    axes.set_ylabel(r"delay $c\,\Delta t$")


def _draw_shares(axes: Axes, rows: Sequence[FoundAt]) -> None:
    for mode, line in _lines(rows):
        _plot(axes, mode, line, "log10_rescaled_delay")
    axes.set_xscale("log")
    axes.set_xlabel(INVERSE_SCALE)
    axes.set_ylabel(r"$\log_{10}\,\frac{|\mathrm{delay}|}{\log(1/\alpha)}$", fontsize=9)


def _plot(axes: Axes, mode: int, line: Sequence[FoundAt], column: str) -> None:
    where = [float(what["log10_inverse_alpha"]) for _, what in line]
    axes.plot(where, [float(what[column]) for _, what in line], **{**look(mode - 1), "linewidth": 0.7})


def _lines(rows: Sequence[FoundAt]) -> list[tuple[int, list[FoundAt]]]:
    """By mode, then by rotation; α decreases along a line."""
    lines: dict[tuple[int, str, str, str], list[FoundAt]] = {}
    for point, what in rows:
        name = int(point["mode"]), point["rotation"], point["rate"], point["digits"]
        lines.setdefault(name, []).append((point, what))
    return [
        (name[0], sorted(lines[name], key=lambda row: float(row[1]["log10_inverse_alpha"]))) for name in sorted(lines)
    ]
