"""The study `transition`, drawn: the rescaled times at which modes are half learned, and their limits 1/σ_i."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from flowproof.plots.drawn import COLUMN, INVERSE_SCALE, RESCALED_TIME, Drawn, key, look, panels, spoken
from numeric.exact import parse_fraction
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

HEIGHT = 2.2
"""Of a panel, in inches."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A panel for each spectrum; the shapes of one mode share its colour and its dashes."""
    rows = sorted(
        ((point, what) for point, what in zip(points, found, strict=True) if what[OUTCOME] == "FOUND"),
        key=lambda row: (*row[0].values(),),
    )
    spectra = list(dict.fromkeys(point["spectrum"] for point in points))
    modes = sorted({int(point["mode"]) for point in points})

    def draw_all(grid: Any) -> list[Text]:
        labels: list[Text] = []
        for axes, spectrum in zip(grid[:, 0], spectra, strict=True):
            labels += _draw_panel(axes, spectrum, [row for row in rows if row[0]["spectrum"] == spectrum])
        handles = [*(Line2D([], [], **look(mode - 1)) for mode in modes), Line2D([], [], color="0.4", linewidth=0.5)]
        key(grid[0][0].figure, handles, [*(f"mode {mode}" for mode in modes), r"limit $1/\sigma_i$"], 3)
        return labels

    return panels(len(spectra), 1, (COLUMN, HEIGHT * len(spectra) + 0.5), draw_all)


def _draw_panel(axes: Axes, spectrum: str, rows: Sequence[FoundAt]) -> list[Text]:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(INVERSE_SCALE)
    axes.set_ylabel(RESCALED_TIME)
    axes.set_title(rf"spectrum {spoken(spectrum)}: when $\sigma_i(t) = \sigma_i/2$")
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
                rf"$1/\sigma_{{{mode}}}$",
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
