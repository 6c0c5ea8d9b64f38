"""Panels in rows and columns, as a file that is the same for the same data: SVG, PDF or PNG."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from flowproof.plots.formats import FORMATS

STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "flowproof", "font.family": "sans-serif", "font.size": 8}


DOTS_PER_INCH = 200


@dataclass(frozen=True)
class Drawn:
    """Panels that are drawn, and can be written in each of the formats."""

    figure: Figure

    def svg(self) -> str:
        return self.written("svg").decode("utf-8")

    def written(self, form: str) -> bytes:
        with rc_context(STYLE):
            found = BytesIO()
            self.figure.savefig(found, format=form, metadata=FORMATS[form], dpi=DOTS_PER_INCH)
        return found.getvalue()


def panels(rows: int, columns: int, size: tuple[float, float], draw: Callable[[Any], None], **sharing: Any) -> Drawn:
    """`draw` gets the axes, an array of rows; `size` is a panel's, in inches; `sharing` is that of `subplots`."""
    with rc_context(STYLE):
        figure = Figure(figsize=(size[0] * columns, size[1] * rows), layout="constrained")
        grid = figure.subplots(rows, columns, squeeze=False, **sharing)
        for axes in np.ravel(grid):
            axes.spines[["top", "right"]].set_visible(False)
        draw(grid)
    return Drawn(figure)


def note(axes: Axes, text: str) -> None:
    """Say what there is instead of curves."""
    axes.annotate(text, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center")
