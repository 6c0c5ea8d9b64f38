"""The study `spectral-vs-general`, drawn: how much later each mode is half learned, and that as a part of log(1/α)."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from flowproof.plots.drawn import Drawn, panels
from flowproof.plots.figure1 import COLOURS
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

Cell = tuple[str, str]


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """Two panels for each spectrum with weights; a line for each mode and rotation."""
    cells: list[Cell] = list(dict.fromkeys((point["spectrum"], point["weights"]) for point in points))
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]

    def draw_all(grid: Any) -> None:
        for (left, right), cell in zip(grid, cells, strict=True):
            ours = [row for row in rows if (row[0]["spectrum"], row[0]["weights"]) == cell]
            _draw_delays(left, cell, ours)
            _draw_shares(right, ours)

    return panels(len(cells), 2, (4, 2.6), draw_all)


def _draw_delays(axes: Axes, cell: Cell, rows: Sequence[FoundAt]) -> None:
    axes.axhline(0, color="0.7", linewidth=0.8)
    for mode, line in _lines(rows):
        axes.plot(
            [float(what["log10_inverse_alpha"]) for _, what in line],
            [float(what["delay"]) for _, what in line],
            color=_colour(mode),
            linewidth=0.7,
        )
        axes.plot(
            1.02,
            float(line[-1][1]["limit"]),
            "<",
            color=_colour(mode),
            markersize=3,
            clip_on=False,
            transform=axes.get_yaxis_transform(),
        )
    axes.set_xscale("log")
    axes.set_xlabel("log₁₀(1/α)")
    axes.set_ylabel("delay c(t′ − t)")
    axes.set_title(f"spectrum {cell[0]}, eigenvalues of W̄₀ {cell[1]}; ◂ the limits", loc="left")


def _draw_shares(axes: Axes, rows: Sequence[FoundAt]) -> None:
    named = set()
    for mode, line in _lines(rows):
        axes.plot(
            [float(what["log10_inverse_alpha"]) for _, what in line],
            [float(what["log10_rescaled_delay"]) for _, what in line],
            color=_colour(mode),
            linewidth=0.7,
            label=None if mode in named else f"mode {mode}",
        )
        named.add(mode)
    axes.set_xscale("log")
    axes.set_xlabel("log₁₀(1/α)")
    axes.set_ylabel("log₁₀ |delay|/log(1/α)")
    if named:
        axes.legend(frameon=False)


def _lines(rows: Sequence[FoundAt]) -> list[tuple[int, list[FoundAt]]]:
    """By mode, then by rotation; α decreases along a line."""
    lines: dict[tuple[int, str, str, str], list[FoundAt]] = {}
    for point, what in rows:
        name = int(point["mode"]), point["rotation"], point["rate"], point["digits"]
        lines.setdefault(name, []).append((point, what))
    return [
        (name[0], sorted(lines[name], key=lambda row: float(row[1]["log10_inverse_alpha"]))) for name in sorted(lines)
    ]


def _colour(mode: int) -> str:
    return COLOURS[(mode - 1) % len(COLOURS)]
