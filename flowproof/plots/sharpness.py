"""The study `sharpness`, drawn: a theorem's constants over what an instance needs, against each parameter."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from flowproof.plots.drawn import Drawn, panels
from flowproof.plots.figure1 import COLOURS
from numeric.exact import parse_fraction, parse_scale
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

PARAMETERS = {"epsilon": "ε/σ₁", "gap": "gap", "condition": "condition", "n": "n"}
OTHERS = ("n", "gap", "condition", "epsilon", "alpha")
SHOWN = {
    "log10_c1_slack": "c₁ over the least\nthat is enough",
    "log10_c2_slack": "the largest that is\nallowed over c₂",
    "log10_inverse_largest_alpha": "log₁₀(1/α) of the\nlargest α admitted",
}
"""The columns drawn, one row each; the slacks as numbers, not as logarithms."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A panel for each column and parameter; what it does not vary is in the middle.

    A line for each theorem and shape, at the smallest k at which there is anything to draw.
    """
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    theorems = sorted({point["theorem"] for point, _ in rows})
    middle = {axis: _middle({point[axis] for point in points}) for axis in OTHERS}

    def draw_all(grid: Any) -> None:
        for column, line in zip(SHOWN, grid, strict=True):
            k = min((int(point["k"]) for point, what in rows if what[column]), default=0)
            for parameter, axes in zip(PARAMETERS, line, strict=True):
                fixed = {axis: value for axis, value in middle.items() if axis != parameter} | {"k": str(k)}
                chosen = [row for row in rows if fixed.items() <= row[0].items()]
                _draw_panel(axes, chosen, parameter, column, theorems)
            line[0].set_ylabel(SHOWN[column] + ("" if "alpha" in column else f", k = {k}"))
        for parameter, axes in zip(PARAMETERS, grid[-1], strict=True):
            axes.set_xlabel(PARAMETERS[parameter])
            ticks = sorted({point[parameter] for point, _ in rows}, key=_size)
            axes.set_xticks([_size(text) for text in ticks], [f"{_size(text):g}" for text in ticks])
            axes.minorticks_off()
        handles, names = _legend(grid[0][0], theorems)
        figure = grid[0][0].figure
        figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)
        figure.suptitle("where not varied: " + ", ".join(f"{PARAMETERS[axis]} = {middle[axis]}" for axis in PARAMETERS))

    return panels(len(SHOWN), len(PARAMETERS), (2.5, 2.3), draw_all, sharey="row", sharex="col")


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
                # theorems whose constants are the same are told apart by the size of their marks
                look = {**_look(shape), "markersize": 8 - 2 * i}
                axes.plot(*zip(*curve, strict=True), color=COLOURS[i], markerfacecolor="none", **look)


def _look(shape: str) -> Mapping[str, Any]:
    if shape == "worst":
        return {"linestyle": "-", "marker": "o", "linewidth": 1.2}
    return {"linestyle": ":", "marker": "x", "linewidth": 0.8}


def _legend(axes: Axes, theorems: Sequence[str]) -> tuple[list[Any], list[str]]:
    handles = [axes.plot([], [], color=COLOURS[i])[0] for i in range(len(theorems))]
    handles += [axes.plot([], [], color="grey", markerfacecolor="none", **_look(shape))[0] for shape in ("worst", "")]
    return handles, [*(f"Theorem {name}" for name in theorems), "the shape that needs most", "random shapes"]


def _middle(values: set[str]) -> str:
    """The middle one, by size; the larger of two."""
    return sorted(values, key=lambda text: parse_scale(text, "a value").fraction)[len(values) // 2]


def _size(text: str) -> float:
    return float(parse_fraction(text, "a value"))
