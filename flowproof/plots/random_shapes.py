"""The study `random-shapes`, drawn: probabilities and frequencies against α, and when half of each mode is learned."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, NullFormatter

from flowproof.plots.drawn import COLOURS, GREY, INVERSE_SCALE, PAGE, Drawn, equation, key, look, note, panels, spoken
from flowproof.plots.drawn import MARKS as MARKS_OF_MODES
from numeric.exact import parse_fraction, parse_scale
from numeric.half_times import HalfTime, half_times
from numeric.inputs import read_spectrum
from numeric.studies.half_times import LEVELS
from numeric.studies.scales import ball, log_of_inverse
from numeric.studies.study import OUTCOME, Found, FoundAt, Point

LARGEST_ROW = 3
"""Panels beside each other: those of one spectrum, if there are no more."""
HEIGHT = 1.8
"""Of a panel, in inches."""
MARKS = {
    "hypotheses": ("hypotheses hold", "o", -0.006),
    "conclusion": ("conclusion seen", "x", 0),
    "learned": ("learned in order", "^", 0.006),
}
"""How a count is told, its mark, and how far beside its α it stands, for bars not to hide each other."""


CURVE = [Fraction(k, 100) for k in range(1, 100)]
"""Levels at which the exact distribution is drawn."""


def draw(points: Sequence[Point], found: Sequence[Found]) -> Drawn:
    """Two panels for each spectrum, h and ε: probabilities against α, and half-learning times at the smallest α.

    Bars are Clopper and Pearson's.
    """
    cells = list(dict.fromkeys((point["spectrum"], point["h"], point["epsilon"]) for point in points))
    rows = [row for row in zip(points, found, strict=True) if row[1][OUTCOME] == "FOUND"]
    columns = min(LARGEST_ROW, len({cell[1:] for cell in cells}))
    lines = -(-len(cells) // columns)

    def draw_all(grid: Any) -> None:
        first, second = grid[:lines].flat, grid[lines:].flat
        for above, below, cell in zip(first, second, cells, strict=False):
            ours = [row for row in rows if (row[0]["spectrum"], row[0]["h"], row[0]["epsilon"]) == cell]
            ours.sort(key=lambda row: float(row[1]["log10_inverse_alpha"]))
            _draw_panel(above, cell, ours)
            _draw_times(below, cell, ours)
        for axes in (*grid[:lines].flat[len(cells) :], *grid[lines:].flat[len(cells) :]):
            axes.set_visible(False)
        handles, labels = grid.flat[0].get_legend_handles_labels()
        exact = Line2D([], [], color="black")
        seen = Line2D([], [], color="black", linestyle="none", marker="o", markerfacecolor="none")
        names = [*labels, "half-learning times, exact law", "half-learning times, seen"]
        key(grid.flat[0].figure, [*handles, exact, seen], names, 3)

    return panels(2 * lines, columns, (PAGE, 2 * HEIGHT * lines + 0.3), draw_all)


def _draw_times(axes: Axes, cell: tuple[str, str, str], rows: Sequence[FoundAt]) -> None:
    """Curves are exact, marks are seen."""
    spectrum, h, _ = cell
    if rows:
        point, what = rows[-1]
        alpha, rate = parse_scale(point["alpha"], "alpha"), parse_fraction(point["rate"], "rate")
        for k, mode in enumerate(half_times(read_spectrum(spectrum), int(h), alpha, rate)):
            _draw_mode(axes, k, mode, point, what)
        axes.legend(loc="lower right")
        written = point["alpha"] if "/" in point["alpha"] else f"{Decimal(point['alpha']).normalize():e}"
        scale = equation(r"\alpha", written)
        axes.set_title(rf"spectrum {spoken(spectrum)}, $h$ = {h}, ${scale}$")
    else:
        note(axes, "nothing found")
    axes.set_ylim(-0.05, 1.05)
    axes.set_xlabel(r"$c\,t - \log(1/\alpha)/\sigma_k$")
    axes.set_ylabel("mode $k$ half learned by $t$")


def _draw_mode(axes: Axes, k: int, mode: HalfTime, point: Point, what: Found) -> None:
    usual = float((log_of_inverse(mode.alpha) / ball(mode.sigma)).mid())

    def place(time: float) -> float:
        return float(mode.rate) * time - usual

    axes.plot([place(float(mode.quantile(level))) for level in CURVE], [float(level) for level in CURVE], **look(k))
    draws = int(point["draws"])
    for level in LEVELS:
        time, count, low, high = (
            float(what[f"{name}_{level}{end}"].split(",")[k])
            for name, end in (("time", ""), ("by", ""), ("by", "_low"), ("by", "_high"))
        )
        share = count / draws
        axes.errorbar(
            [place(time)],
            [share],
            [[share - low], [high - share]],
            fmt=MARKS_OF_MODES[k % len(MARKS_OF_MODES)],
            color=look(k)["color"],
            markerfacecolor="none",
            linewidth=0.7,
            label=f"mode {k + 1}" if level == "50" else None,
        )


def _draw_panel(axes: Axes, cell: tuple[str, str, str], rows: Sequence[FoundAt]) -> None:
    spectrum, h, epsilon = cell
    where = [float(what["log10_inverse_alpha"]) for _, what in rows]
    low, high = ([float(what[f"probability_{end}"]) for _, what in rows] for end in ("low", "high"))
    axes.fill_between(where, low, high, color=GREY, linewidth=1, label="P(hypotheses hold), certified")
    for colour, (name, (label, mark, beside)) in zip(COLOURS, MARKS.items(), strict=False):
        shares = [int(what[name]) / int(point["draws"]) for point, what in rows]
        ends = [
            [abs(share - float(what[f"{name}_{end}"])) for share, (_, what) in zip(shares, rows, strict=True)]
            for end in ("low", "high")
        ]
        axes.errorbar(
            [x * (1 + 3 * beside) for x in where],
            shares,
            ends,
            fmt=mark,
            color=colour,
            markerfacecolor="none",
            linewidth=0.7,
            label=label,
        )
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_ylim(-0.05, 1.05)
    axes.set_xlabel(INVERSE_SCALE)
    axes.set_ylabel("probability")
    axes.set_title(rf"spectrum {spoken(spectrum)}, $h$ = {h}, $\varepsilon$ = {epsilon}")
    if not rows:
        note(axes, "nothing found")
