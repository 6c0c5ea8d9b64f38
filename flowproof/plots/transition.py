"""The study `transition`, drawn: the rescaled times at which modes are half learned, and their limits.

Of the flow these are 1/σ_i, and of gradient descent η/log(1 + ησ_i).
"""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from flowproof.plots.drawn import COLUMN, INVERSE_SCALE, RESCALED_STEPS, RESCALED_TIME, Drawn, key, look, panels, spoken
from numeric.exact import parse_fraction
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

HEIGHT = 2.2
"""Of a panel, in inches."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A panel for each spectrum, and step; the shapes of one mode share its colour and its dashes."""
    rows = sorted(
        ((point, what) for point, what in zip(points, found, strict=True) if what[OUTCOME] == "FOUND"),
        key=lambda row: (*row[0].values(),),
    )
    cells = list(dict.fromkeys(map(_cell, points)))
    modes = sorted({int(point["mode"]) for point in points})

    def draw_all(grid: Any) -> list[Text]:
        labels: list[Text] = []
        for axes, cell in zip(grid[:, 0], cells, strict=True):
            labels += _draw_panel(axes, *cell, [row for row in rows if _cell(row[0]) == cell])
        handles = [*(Line2D([], [], **look(mode - 1)) for mode in modes), Line2D([], [], color="0.4", linewidth=0.5)]
        key(grid[0][0].figure, handles, [*(f"mode {mode}" for mode in modes), f"limit ${_limit(cells[0][1], 'i')}$"], 3)
        return labels

    return panels(len(cells), 1, (COLUMN, HEIGHT * len(cells) + 0.5), draw_all)


def _cell(point: Point) -> tuple[str, str]:
    """The spectrum and the step, empty for the flow."""
    return point["spectrum"], point.get("step", "")


def _limit(step: str, i: int | str) -> str:
    return rf"\eta/\log(1 + \eta\sigma_{{{i}}})" if step else rf"1/\sigma_{{{i}}}"


def _draw_panel(axes: Axes, spectrum: str, step: str, rows: Sequence[FoundAt]) -> list[Text]:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(INVERSE_SCALE)
    axes.set_ylabel(RESCALED_STEPS if step else RESCALED_TIME)
    at = rf", $\eta = {step}$" if step else ""
    axes.set_title(rf"spectrum {spoken(spectrum)}{at}: when mode $i$ is half learned")
    labels: list[Text] = []
    for mode in sorted({int(point["mode"]) for point, _ in rows}):
        ours = [row for row in rows if int(row[0]["mode"]) == mode]
        limit = float(parse_fraction(ours[0][1]["limit"], "the limit"))
        axes.axhline(limit, color="0.4", linewidth=0.5)
        for shape in dict.fromkeys(point["shape"] for point, _ in ours):
            curve = sorted(_coordinates(what) for point, what in ours if point["shape"] == shape)
            axes.plot(*zip(*curve, strict=True), marker=".", markersize=1.5, **{**look(mode - 1), "linewidth": 0.6})
        labels.append(
            axes.annotate(
                f"${_limit('', mode)}$" if not step else f"$i = {mode}$",
                (1, limit),
                xytext=(3, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
            )
        )
    return labels


def _coordinates(found: Found) -> tuple[float, float]:
    return float(found["log10_inverse_alpha"]), float(found["rescaled"])
