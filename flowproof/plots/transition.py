"""The study `transition`, drawn: the rescaled times at which modes are half learned, and their limits 1/σ_i."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from flowproof.plots.drawn import Drawn, panels
from flowproof.plots.figure1 import COLOURS
from numeric.exact import parse_fraction
from numeric.studies.study import OUTCOME, Found, FoundAt, Point


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A panel for each spectrum; the shapes of one mode share its colour."""
    rows = sorted(
        ((point, what) for point, what in zip(points, found, strict=True) if what[OUTCOME] == "FOUND"),
        key=lambda row: (*row[0].values(),),
    )
    spectra = list(dict.fromkeys(point["spectrum"] for point in points))

    def draw_all(grid: Any) -> None:
        for axes, spectrum in zip(grid[:, 0], spectra, strict=True):
            _draw_panel(axes, spectrum, [row for row in rows if row[0]["spectrum"] == spectrum])

    return panels(len(spectra), 1, (7, 2.8), draw_all)


def _draw_panel(axes: Axes, spectrum: str, rows: Sequence[FoundAt]) -> None:
    for mode in sorted({int(point["mode"]) for point, _ in rows}):
        colour, ours = COLOURS[(mode - 1) % len(COLOURS)], [row for row in rows if int(row[0]["mode"]) == mode]
        limit = float(parse_fraction(ours[0][1]["limit"], "the limit"))
        axes.axhline(limit, color=colour, linestyle="--", linewidth=0.8)
        axes.annotate(f"1/σ_{mode}", (1, limit), xycoords=("axes fraction", "data"), va="center", color=colour)
        for shape in dict.fromkeys(point["shape"] for point, _ in ours):
            curve = sorted(_coordinates(what) for point, what in ours if point["shape"] == shape)
            axes.plot(*zip(*curve, strict=True), ".-", color=colour, linewidth=0.6, markersize=2)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("log₁₀(1/α)")
    axes.set_ylabel("t·c/log(1/α)")
    axes.set_title(f"when σ_i(t) = σ_i/2, for the spectrum {spectrum}")


def _coordinates(found: Found) -> tuple[float, float]:
    return float(found["log10_inverse_alpha"]), float(found["rescaled"])
