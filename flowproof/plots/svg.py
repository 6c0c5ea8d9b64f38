"""Panels in rows and columns, as the text of an SVG file that is the same for the same data."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "flowproof", "font.family": "sans-serif", "font.size": 8}


def panels(rows: int, columns: int, size: tuple[float, float], draw: Callable[[Any], None], **sharing: Any) -> str:
    """`draw` gets the axes, an array of rows; `size` is a panel's, in inches; `sharing` is that of `subplots`."""
    with rc_context(STYLE):
        figure = Figure(figsize=(size[0] * columns, size[1] * rows), layout="constrained")
        grid = figure.subplots(rows, columns, squeeze=False, **sharing)
        for axes in np.ravel(grid):
            axes.spines[["top", "right"]].set_visible(False)
        draw(grid)
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def note(axes: Axes, text: str) -> None:
    """Say what there is instead of curves."""
    axes.annotate(text, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center")
