"""The study `windows`, drawn: each T_k as a bar in the true window of its k, against rescaled time, or steps."""

from collections.abc import Sequence
from math import log1p
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from flowproof.plots.drawn import (
    COLOURS,
    GREY,
    HATCHES,
    INVERSE_SCALE,
    PAGE,
    RESCALED_STEPS,
    RESCALED_TIME,
    Drawn,
    key,
    panels,
    spoken,
)
from numeric.exact import parse_fraction
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

BAND = 0.8
"""The height of a true window, of 1 for each α."""
TRUE: Any = {"facecolor": GREY, "linewidth": 0, "zorder": 1}
LIMIT: Any = {"color": "black", "linestyle": ":", "linewidth": 0.8}


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A row of panels for each spectrum and ε, a panel for each shape."""
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    lines = list(dict.fromkeys((point["spectrum"], point["epsilon"], point.get("step", "")) for point in points))
    shapes = list(dict.fromkeys(point["shape"] for point in points))
    scales = sorted({float(what["log10_inverse_alpha"]) for _, what in rows})
    theorems = sorted({point["theorem"] for point in points})

    def draw_all(grid: Any) -> None:
        for (spectrum, epsilon, step), line in zip(lines, grid, strict=True):
            for shape, axes in zip(shapes, line, strict=True):
                wanted = {"spectrum": spectrum, "epsilon": epsilon, "shape": shape, **({"step": step} if step else {})}
                _draw_panel(axes, [row for row in rows if wanted.items() <= row[0].items()], scales, theorems)
                at = rf", $\eta$ = {step}" if step else ""
                first = rf"spectrum {spoken(spectrum)}, $\varepsilon$ = {epsilon}{at}"
                second = rf"$\bar{{W}}_0$ {spoken(shape)}"
                axes.set_title(f"{first}\n{second}")
            line[0].set_ylabel(INVERSE_SCALE)
        handles = [Patch(**TRUE), *(Patch(**_look(i)) for i in range(len(theorems))), Line2D([], [], **LIMIT)]
        limit = r"$\eta/\log(1 + \eta\sigma_i)$" if "step" in points[0] else r"$1/\sigma_i$"
        names = ["true window", *(f"$T_k$ of Theorem {name}" for name in theorems), limit]
        key(grid[0][0].figure, handles, names, len(names))

    height = (0.9 + 0.25 * max(len(scales), 1)) * len(lines) + 0.3
    return panels(len(lines), len(shapes), (PAGE, height), draw_all, sharey=True)


def _draw_panel(axes: Axes, rows: Sequence[FoundAt], scales: Sequence[float], theorems: Sequence[str]) -> None:
    finite = [
        float(what[f"rescaled_{name}"])
        for _, what in rows
        for name in ("left", "first", "right", "last")
        if what[f"rescaled_{name}"] not in ("", "inf")
    ]
    edge = 1.15 * max(finite, default=1.0)
    # the same for every theorem
    true = {(what["log10_inverse_alpha"], what["rescaled_first"], what["rescaled_last"]) for _, what in rows}
    for scale, first, last in sorted(true):
        _bar(axes, first, last, edge, scales.index(float(scale)), BAND, TRUE)
    height = BAND / (len(theorems) + 1)
    for point, what in rows:
        if what["empty"] == "no":
            i = theorems.index(point["theorem"])
            place = scales.index(float(what["log10_inverse_alpha"])) + height * (i - (len(theorems) - 1) / 2)
            _bar(axes, what["rescaled_left"], what["rescaled_right"], edge, place, height * 0.8, _look(i))
    for text in rows[0][0]["spectrum"].split(",") if rows else ():
        if (sigma := parse_fraction(text, "a singular value")) > 0:
            step = float(parse_fraction(rows[0][0].get("step", "0"), "the step"))
            axes.axvline(step / log1p(step * float(sigma)) if step else 1 / float(sigma), zorder=3, **LIMIT)
    axes.set_xlim(0, edge)
    axes.set_ylim(-0.6, max(len(scales), 1) - 0.5)
    axes.set_yticks(range(len(scales)), [f"{scale:g}" for scale in scales])
    axes.set_xlabel(RESCALED_STEPS if rows and "step" in rows[0][0] else RESCALED_TIME)


def _bar(axes: Axes, left: str, right: str, edge: float, place: float, height: float, how: Any) -> None:
    begin = float(left)
    end = edge if right == "inf" else float(right)
    axes.barh(place, end - begin, height, begin, **how)


def _look(i: int) -> dict[str, Any]:
    """Of the i-th theorem's bars."""
    hatch = HATCHES[i % len(HATCHES)]
    return {"facecolor": COLOURS[i % len(COLOURS)], "hatch": hatch, "edgecolor": "white", "linewidth": 0, "zorder": 2}
