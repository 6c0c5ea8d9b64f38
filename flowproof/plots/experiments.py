"""The figures of TFHV §6, drawn from the panels of an experiment as SVG files of their own."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from flowproof.plots import drawn
from flowproof.plots.figure1 import COLOURS, SUBSCRIPTS
from numeric.experiments.panels import Panel

DASHED = ("one layer", "(26)")
"""What is drawn dashed: the model that another one is compared with."""


def draw(panels: Sequence[Panel], columns: int) -> str:
    """The panels in rows of `columns`, as the text of an SVG file. The same panels give the same text."""

    def draw_all(grid: Any) -> None:
        for axes, panel in zip(grid.flat, panels, strict=True):
            _draw_panel(axes, panel)

    return drawn.panels(-(-len(panels) // columns), columns, (3.2, 2.4), draw_all).svg()


def _draw_panel(axes: Axes, panel: Panel) -> None:
    """Curves that have a name in common, such as σ1 of both systems, share a colour."""
    colours: dict[str, str] = {}
    compared = {curve.name.partition(" ")[0] for curve in panel.curves}
    for curve in panel.curves:
        key = curve.name.partition(" ")[0] if len(compared) < len(panel.curves) else curve.name
        colour = colours.setdefault(key, COLOURS[len(colours) % len(COLOURS)])
        style = "--" if any(word in curve.name for word in DASHED) else "-"
        axes.plot(
            np.asarray(curve.times),
            np.asarray(curve.values),
            style,
            color=colour,
            label=_label(curve.name),
            linewidth=1,
        )
    axes.set_title(panel.title)
    axes.set_xlabel(panel.horizontal)
    axes.set_ylabel(panel.vertical)
    if panel.logarithmic:
        axes.set_yscale("log")
    if len(panel.curves) <= 2:
        axes.legend(frameon=False)
    elif len(panel.curves) <= 5:  # beside the curves, which leave no room for it
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))


def _label(name: str) -> str:
    """A curve's name as a legend has it: σ₁, and a true minus."""
    return re.sub(r"(?<=σ)\d", lambda match: match[0].translate(SUBSCRIPTS), name).replace("-", "−")
