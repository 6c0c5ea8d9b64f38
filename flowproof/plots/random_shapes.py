"""The study `random-shapes`, drawn: probabilities and frequencies against α."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter

from flowproof.plots.drawn import COLOURS, GREY, INVERSE_SCALE, PAGE, Drawn, key, note, panels, spoken
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

LARGEST_ROW = 3
"""Panels beside each other: those of one spectrum, if there are no more."""
HEIGHT = 1.8
"""Of a panel, in inches."""
MARKS = {
    "hypotheses": ("hypotheses hold", "o", -0.006),
    "conclusion": ("conclusion seen", "x", 0),
    "learned": ("learned in order", "^", 0.006),
}
"""How a count is told, its mark, and how far beside its α it stands, for bars not to hide each other."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A panel for each spectrum, h and ε; bars are Clopper and Pearson's."""
    cells = list(dict.fromkeys((point["spectrum"], point["h"], point["epsilon"]) for point in points))
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    columns = min(LARGEST_ROW, len({cell[1:] for cell in cells}))

    def draw_all(grid: Any) -> None:
        for axes, cell in zip(grid.flat, cells, strict=False):
            ours = [row for row in rows if (row[0]["spectrum"], row[0]["h"], row[0]["epsilon"]) == cell]
            _draw_panel(axes, cell, sorted(ours, key=lambda row: float(row[1]["log10_inverse_alpha"])))
        for axes in grid.flat[len(cells) :]:
            axes.set_visible(False)
        handles, labels = grid.flat[0].get_legend_handles_labels()
        key(grid.flat[0].figure, handles, labels, len(labels))

    lines = -(-len(cells) // columns)
    return panels(lines, columns, (PAGE, HEIGHT * lines + 0.3), draw_all)


def _draw_panel(axes: Axes, cell: tuple[str, str, str], rows: Sequence[FoundAt]) -> None:
    spectrum, h, epsilon = cell
    where = [float(what["log10_inverse_alpha"]) for _, what in rows]
    low, high = ([float(what[f"probability_{end}"]) for _, what in rows] for end in ("low", "high"))
    axes.fill_between(where, low, high, color=GREY, linewidth=1, label="P(hypotheses hold), certified")
    for colour, (name, (label, mark, beside)) in zip(COLOURS, MARKS.items(), strict=False):
        shares = [int(what[name]) / int(point["draws"]) for point, what in rows]
        ends = [
            [abs(share - float(what[f"{name}_{end}"])) for share, (_, what) in zip(shares, rows, strict=True)]
            for end in ("low", "high")
        ]
        axes.errorbar(
            [x * (1 + 3 * beside) for x in where],
            shares,
            ends,
            fmt=mark,
            color=colour,
            markerfacecolor="none",
            linewidth=0.7,
            label=label,
        )
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_ylim(-0.05, 1.05)
    axes.set_xlabel(INVERSE_SCALE)
    axes.set_ylabel("probability")
    axes.set_title(rf"spectrum {spoken(spectrum)}, $h$ = {h}, $\varepsilon$ = {epsilon}")
    if not rows:
        note(axes, "nothing found")
