"""The figures of TFHV §6, drawn from the panels of an experiment."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from flowproof.plots.drawn import COLOURS, COLUMN, PAGE, Drawn, key, look, mathematical, panels
from numeric.experiments.panels import Panel

HEIGHT = 1.9
"""Of a panel, in inches."""
STYLES = ("-", (0, (4, 1.5)))
"""Of the first model and of the one that it is compared with."""
NAME = re.compile(r"(?P<quantity>σ\d+)?\s?(?P<model>[^,]*)(?:, (?P<detail>.*))?")


class Name(NamedTuple):
    """A curve's name in its parts, each of which may be empty: σ1, the model, and what is said of it in this panel."""

    quantity: str
    model: str
    detail: str


def draw(shown: Sequence[Panel], columns: int) -> Drawn:
    """The panels in rows of `columns`. A colour tells a singular value, a style the model."""
    names = [_name(curve.name) for panel in shown for curve in panel.curves]
    quantities, models = (list(dict.fromkeys(filter(None, part))) for part in list(zip(*names, strict=True))[:2])
    looks: dict[str, Any] = {quantity: {"color": COLOURS[i % len(COLOURS)]} for i, quantity in enumerate(quantities)}
    if not any(name.quantity and name.model for name in names):  # dashes are free to tell values in grey print too
        looks = {quantity: look(i) for i, quantity in enumerate(quantities)}
    styles: dict[str, Any] = {model: {"color": "black", "linestyle": STYLES[i]} for i, model in enumerate(models)}

    def draw_all(grid: Any) -> None:
        for axes, panel in zip(grid.flat, shown, strict=True):
            _draw_panel(axes, panel, looks, styles)
        entries = {**styles, **looks}
        handles = [Line2D([], [], **how) for how in entries.values()]
        told = [f"TFHV {name}" if name.startswith("(") else mathematical(name) for name in entries]
        key(grid.flat[0].figure, handles, told, len(entries))

    rows = -(-len(shown) // columns)
    return panels(rows, columns, (COLUMN if columns == 1 else PAGE, HEIGHT * rows + 0.3), draw_all)


def _draw_panel(axes: Axes, panel: Panel, looks: dict[str, Any], styles: dict[str, Any]) -> None:
    details = []
    for curve in panel.curves:
        name = _name(curve.name)
        how = {**styles.get(name.model, {}), **looks.get(name.quantity, {})}
        axes.plot(np.asarray(curve.times), np.asarray(curve.values), **how)
        details.append(name.detail)
    axes.set_title(mathematical(", ".join(dict.fromkeys(filter(None, [panel.title, *details])))))
    axes.set_xlabel(mathematical(panel.horizontal))
    axes.set_ylabel(panel.vertical)
    if panel.logarithmic:
        axes.set_yscale("log")


def _name(text: str) -> Name:
    found = NAME.fullmatch(text)
    return Name("", text, "") if found is None else Name(*(part or "" for part in found.groups()))
