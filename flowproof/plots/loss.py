"""The loss against time: its plateaus, and in each window T_k the band in which it is proved to be."""

from collections.abc import Mapping
from math import log10
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from flowproof.plots.drawn import COLOURS, COLUMN, PAGE, Drawn, key, look, panels
from flowproof.plots.learning import MARK, SHADE, TARGET, Names, Panel, name_levels, name_windows, shade

FILL: Any = {"color": COLOURS[1], "alpha": 0.35, "linewidth": 0, "zorder": 2}
EDGE: Any = {"color": COLOURS[1], "linewidth": 0.8}
"""On top of the curve, so that a band that is thinner than it is seen."""
HEIGHT = 4.3
"""Of a drawing, in inches."""
CURVE = look(0)
Bands = Mapping[int, tuple[float, float]]
"""Between what the loss is in T_k, by k."""


def draw(panel: Panel, bands: Bands, names: Names, *, wide: bool) -> Drawn:
    """The loss above, and its logarithm below; `panel` has it as its one curve, and the levels as its targets."""

    def draw_all(grid: Any) -> list[Text]:
        upper, lower = grid[:, 0]
        if panel.logarithmic:
            lower.set_xscale("log")
        labels = _draw_loss(upper, panel, bands)
        _draw_logarithm(lower, panel, bands)
        lower.set_xlabel(names.time)
        handles = _legend(panel, bands, names)
        key(upper.figure, list(handles.values()), list(handles), 5 if wide else 2)
        return labels

    return panels(2, 1, (PAGE if wide else COLUMN, HEIGHT), draw_all, sharex=True, height_ratios=(2.4, 1))


def _draw_loss(axes: Axes, panel: Panel, bands: Bands) -> list[Text]:
    shade(axes, panel)
    for level in panel.targets:
        axes.axhline(level, **TARGET)
    axes.plot(panel.times, panel.values[0], zorder=3, **CURVE)
    axes.set_xlim(panel.begin, panel.times[-1])
    top = 1.05 * max(*panel.targets, *panel.values[0], *(high for _, high in bands.values()))
    axes.set_ylim(-top / 20, top)  # what is 0 is seen
    _draw_bands(axes, panel, {k: (max(low, 0.0), high) for k, (low, high) in bands.items()})
    axes.set_ylabel("loss $L(t)$")
    axes.set_title(panel.title, pad=13 if panel.windows else None)
    first, *others = name_levels(axes, panel.targets, "L", 0)
    return [*name_windows(axes, panel), first, *reversed(others)]


def _draw_logarithm(axes: Axes, panel: Panel, bands: Bands) -> None:
    shade(axes, panel)
    for place in panel.marks:
        axes.axvline(place, **MARK)
    for level in panel.targets:
        if level > 0:
            axes.axhline(log10(level), **TARGET)
    axes.plot(panel.times, panel.logs[0], zorder=3, **CURVE)
    bottom, top = axes.get_ylim()
    highest = max([top, *(log10(high) for _, high in bands.values() if high > 0)])
    axes.set_ylim(bottom, highest)
    logs = {k: (log10(low) if low > 0 else bottom, log10(high)) for k, (low, high) in bands.items() if high > 0}
    _draw_bands(axes, panel, logs)
    axes.set_ylabel(r"$\log_{10}\,L(t)$")


def _draw_bands(axes: Axes, panel: Panel, bands: Bands) -> None:
    for k, left, right in panel.shown:
        if k in bands:
            low, high = bands[k]
            axes.fill_between([left, right], low, high, **FILL)
            axes.plot([left, right, right, left, left], [low, low, high, high, low], zorder=4, **EDGE)


def _legend(panel: Panel, bands: Bands, names: Names) -> dict[str, Artist]:
    """What is drawn, by its name."""
    found: dict[str, Artist] = {"loss $L(t)$": Line2D([], [], **CURVE), "levels $L_k$": Line2D([], [], **TARGET)}
    if panel.marks:
        found[names.marks] = Line2D([], [], **MARK)
    if bands and panel.shown:
        found["proved bounds"] = Patch(
            facecolor=(COLOURS[1], FILL["alpha"]), edgecolor=COLOURS[1], linewidth=EDGE["linewidth"]
        )
    if panel.windows:
        found[names.windows] = Patch(**SHADE)
    return found
