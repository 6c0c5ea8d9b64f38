"""The study `sharpness`, drawn: a theorem's constants over what an instance needs, against each parameter."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from flowproof.plots.drawn import COLOURS, MARKS, PAGE, Drawn, key, panels
from numeric.exact import parse_fraction, parse_scale
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

PARAMETERS = {"epsilon": r"$\varepsilon/\sigma_1$", "gap": "gap", "condition": r"condition $\kappa$", "n": "$n$"}
OTHERS = ("n", "gap", "condition", "epsilon", "alpha")
SHOWN = {
    "log10_c1_slack": "$c_1$ over the least\nthat is enough",
    "log10_c2_slack": "the largest that is\nallowed over $c_2$",
    "log10_inverse_largest_alpha": "$\\log_{10}(1/\\alpha)$ of the\nlargest $\\alpha$ admitted",
}
"""The columns drawn, one row each; the slacks as numbers, not as logarithms."""
HEIGHT = 5.0
"""Of the drawing, in inches."""
LABELLED = 0.16
"""How far apart values with a number on the axis are, of 1 for all of it."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A panel for each column and parameter; what it does not vary is in the middle.

    A line for each theorem and shape, at the smallest k at which there is anything to draw.
    """
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    theorems = sorted({point["theorem"] for point in points})
    middle = {axis: _middle({point[axis] for point in points}) for axis in OTHERS}

    def draw_all(grid: Any) -> None:
        for column, line in zip(SHOWN, grid, strict=True):
            k = min((int(point["k"]) for point, what in rows if what[column]), default=0)
            for parameter, axes in zip(PARAMETERS, line, strict=True):
                fixed = {axis: value for axis, value in middle.items() if axis != parameter} | {"k": str(k)}
                chosen = [row for row in rows if fixed.items() <= row[0].items()]
                _draw_panel(axes, chosen, parameter, column, theorems)
            line[0].set_ylabel(SHOWN[column] + ("" if "alpha" in column else f", $k = {k}$"))
        for parameter, axes in zip(PARAMETERS, grid[-1], strict=True):
            axes.set_xlabel(PARAMETERS[parameter])
            _number(axes, sorted({_size(point[parameter]) for point in points}))
        figure = grid[0][0].figure
        key(figure, *_legend(theorems), 5)
        rest = ", ".join(f"{PARAMETERS[axis]} = {middle[axis]}" for axis in PARAMETERS)
        figure.supxlabel(f"where not varied: {rest}", fontsize=8)

    return panels(len(SHOWN), len(PARAMETERS), (PAGE, HEIGHT), draw_all, sharey="row", sharex="col")


def _draw_panel(axes: Axes, rows: Sequence[FoundAt], parameter: str, column: str, theorems: Sequence[str]) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    for i, theorem in enumerate(theorems):
        for shape in dict.fromkeys(point["shape"] for point, _ in rows):
            curve = sorted(
                (_size(point[parameter]), float(what[column]) if "alpha" in column else 10 ** float(what[column]))
                for point, what in rows
                if point["theorem"] == theorem and point["shape"] == shape and what[column]
            )
            if curve:
                axes.plot(*zip(*curve, strict=True), **_look(i, shape))


def _number(axes: Axes, values: Sequence[float]) -> None:
    """A tick for each value, and a number where there is room."""
    labelled = [values[-1]]
    for value in reversed(values[:-1]):
        if log10(labelled[-1] / value) >= LABELLED * log10(values[-1] / values[0]):
            labelled.append(value)
    axes.set_xticks(values, [_written(value) if value in labelled else "" for value in values])
    axes.minorticks_off()


def _written(value: float) -> str:
    exponent = round(log10(value))
    return f"$10^{{{exponent}}}$" if value == 10.0**exponent and abs(exponent) > 1 else f"{value:g}"


def _look(i: int, shape: str) -> Mapping[str, Any]:
    """Theorems whose constants are the same are told apart by the size of their marks."""
    worst = shape == "worst"
    return {
        "color": COLOURS[i % len(COLOURS)],
        "marker": MARKS[i % len(MARKS)],
        "markersize": 6.5 - 1.5 * min(i, 3),
        "markerfacecolor": "none",
        "markeredgewidth": 0.8 if worst else 0.5,
        "linestyle": "-" if worst else ":",
        "linewidth": 1 if worst else 0.7,
    }


def _legend(theorems: Sequence[str]) -> tuple[list[Any], list[str]]:
    handles = [Line2D([], [], **_look(i, "worst")) for i in range(len(theorems))]
    handles += [Line2D([], [], **{**_look(0, shape), "color": "0.4", "marker": ""}) for shape in ("worst", "")]
    return handles, [*(f"Theorem {name}" for name in theorems), "the shape that needs most", "random shapes"]


def _middle(values: set[str]) -> str:
    """The middle one, by size; the larger of two."""
    return sorted(values, key=lambda text: parse_scale(text, "a value").fraction)[len(values) // 2]


def _size(text: str) -> float:
    return float(parse_fraction(text, "a value"))
