"""The study `windows`, drawn: each T_k as a bar in the true window of its k, against rescaled time."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from flowproof.plots.drawn import Drawn, panels
from flowproof.plots.figure1 import COLOURS
from numeric.exact import parse_fraction
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

TRUE = "#dddddd"
BAND = 0.8
"""The height of a true window, of 1 for each α."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """A row of panels for each spectrum and ε, a panel for each shape."""
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    lines = list(dict.fromkeys((point["spectrum"], point["epsilon"]) for point in points))
    shapes = list(dict.fromkeys(point["shape"] for point in points))
    scales = sorted({float(what["log10_inverse_alpha"]) for _, what in rows})
    theorems = sorted({point["theorem"] for point, _ in rows})

    def draw_all(grid: Any) -> None:
        for (spectrum, epsilon), line in zip(lines, grid, strict=True):
            for shape, axes in zip(shapes, line, strict=True):
                wanted = {"spectrum": spectrum, "epsilon": epsilon, "shape": shape}
                _draw_panel(axes, [row for row in rows if wanted.items() <= row[0].items()], scales, theorems)
                axes.set_title(f"Y: {spectrum}; ε = {epsilon}\nW̄₀: {shape}")
            line[0].set_ylabel("log₁₀(1/α)")
        handles, names = _legend(grid[0][0], theorems)
        grid[0][0].figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)

    return panels(len(lines), len(shapes), (3.1, 1.2 + 0.36 * len(scales)), draw_all, sharey=True)


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
        _bar(axes, first, last, edge, scales.index(float(scale)), BAND, TRUE, zorder=1)
    height = BAND / (len(theorems) + 1)
    for point, what in rows:
        if what["empty"] == "no":
            at = scales.index(float(what["log10_inverse_alpha"]))
            place = at + height * (theorems.index(point["theorem"]) - (len(theorems) - 1) / 2)
            colour = COLOURS[theorems.index(point["theorem"])]
            _bar(axes, what["rescaled_left"], what["rescaled_right"], edge, place, height * 0.7, colour, zorder=2)
    for text in rows[0][0]["spectrum"].split(",") if rows else ():
        if (sigma := parse_fraction(text, "a singular value")) > 0:
            axes.axvline(1 / float(sigma), color="black", linestyle=":", linewidth=0.8, zorder=3)
    axes.set_xlim(0, edge)
    axes.set_ylim(-0.6, len(scales) - 0.5)
    axes.set_yticks(range(len(scales)), [f"{scale:g}" for scale in scales])
    axes.set_xlabel("t·c/log(1/α)")


def _bar(
    axes: Axes, left: str, right: str, edge: float, place: float, height: float, colour: str, *, zorder: int
) -> None:
    begin = float(left)
    end = edge if right == "inf" else float(right)
    axes.barh(place, end - begin, height, begin, color=colour, zorder=zorder, linewidth=0)


def _legend(axes: Axes, theorems: Sequence[str]) -> tuple[list[Any], list[str]]:
    named = {"true window": TRUE} | {f"T_k of Theorem {name}": COLOURS[i] for i, name in enumerate(theorems)}
    handles = [axes.barh(0, 0, color=colour) for colour in named.values()]
    return [*handles, axes.plot([], [], "k:", linewidth=0.8)[0]], [*named, "1/σ_i"]
