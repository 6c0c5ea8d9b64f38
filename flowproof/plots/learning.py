"""Singular values of W(t) against time, with what they tend to and the windows T_k: as MV's Figure 1, for any flow."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from flowproof.plots.drawn import COLUMN, INK, PAGE, Drawn, key, look, panels

SHADE: Any = {"facecolor": INK, "alpha": 0.12, "linewidth": 0}
TARGET: Any = {"color": INK, "linewidth": 0.5, "linestyle": (0, (6, 3))}
MARK: Any = {"color": INK, "linewidth": 0.5, "linestyle": ":"}
MOST_NAMED = 8
"""Curves that the legend names one by one. Of more, it names the first and the last."""
HEIGHT = 3.5
"""Of a drawing, in inches."""


@dataclass(frozen=True)
class Panel:
    """One flow: `values[i][j]` is the (i+1)-th singular value at `times[j]`, and `logs` has their log₁₀.

    `targets` are σ_1..σ_r; windows are (k, left, right or None); `marks` are log(1/α)/(cσ_i) on the axis of the times,
    which may be logarithmic. `letter` is what a window is called by.
    """

    title: str
    times: Sequence[float]
    values: Sequence[Sequence[float]]
    windows: Sequence[tuple[int, float, float | None]]
    targets: Sequence[float] = ()
    logs: Sequence[Sequence[float]] = ()
    marks: Sequence[float] = ()
    logarithmic: bool = False
    letter: str = "T"

    @property
    def begin(self) -> float:
        """The first time that is on the axis."""
        return next(t for t in self.times if t > 0) if self.logarithmic else self.times[0]

    @property
    def shown(self) -> list[tuple[int, float, float]]:
        """The windows as far as they are on the axis, without those that are empty."""
        end = self.times[-1]
        cut = [(k, max(left, self.begin), end if right is None else min(right, end)) for k, left, right in self.windows]
        return [(k, left, right) for k, left, right in cut if left < right]


@dataclass(frozen=True)
class Names:
    """What the axis of time, the times at which modes are learned, and the windows are called."""

    time: str
    marks: str = ""
    windows: str = ""


def draw(panel: Panel, names: Names, *, wide: bool) -> Drawn:
    """The values above, and their logarithms below."""

    def draw_all(grid: Any) -> list[Text]:
        upper, lower = grid[:, 0]
        if panel.logarithmic:
            lower.set_xscale("log")
        labels = draw_values(upper, panel)
        shade(lower, panel)
        for place in panel.marks:
            lower.axvline(place, **MARK)
        for i, values in enumerate(panel.logs):
            lower.plot(panel.times, values, **line(i, len(panel.logs)))
        lower.set_ylabel(r"$\log_{10}\,\sigma_i(t)$")
        lower.set_xlabel(names.time)
        handles = legend(panel, names)
        key(upper.figure, list(handles.values()), list(handles), 6 if wide else 3)
        return labels

    return panels(2, 1, (PAGE if wide else COLUMN, HEIGHT), draw_all, sharex=True, height_ratios=(1.2, 1))


def draw_values(axes: Axes, panel: Panel) -> list[Text]:
    """The curves in the windows, with their targets; given back are the labels, of which some may lie on others."""
    shade(axes, panel)
    for target in panel.targets:
        axes.axhline(target, **TARGET)
    for i, values in enumerate(panel.values):
        axes.plot(panel.times, values, **line(i, len(panel.values)))
    axes.set_xlim(panel.begin, panel.times[-1])
    top = axes.get_ylim()[1]
    axes.set_ylim(-top / 30, top)  # what is 0 is seen
    axes.set_ylabel(r"$\sigma_i(t)$")
    axes.set_title(panel.title, pad=13 if panel.windows else None)
    return [*name_windows(axes, panel), *name_levels(axes, panel.targets, r"\sigma", 1)]


def legend(panel: Panel, names: Names) -> dict[str, Artist]:
    """What is drawn, by its name."""
    n = len(panel.values)
    named = range(n) if n <= MOST_NAMED else (0, n - 1)
    found: dict[str, Artist] = {rf"$\sigma_{{{i + 1}}}(t)$": Line2D([], [], **line(i, n)) for i in named}
    if panel.targets:
        found[r"targets $\sigma_i$"] = Line2D([], [], **TARGET)
    if panel.marks:
        found[names.marks] = Line2D([], [], **MARK)
    if panel.windows:
        found[names.windows] = Patch(**SHADE)
    return found


def line(i: int, n: int) -> dict[str, Any]:
    """How the (i+1)-th of n curves is drawn."""
    return look(i) if n <= MOST_NAMED else {**look(i), "color": colormaps["cividis"](0.9 * i / (n - 1))}


def shade(axes: Axes, panel: Panel) -> None:
    """The windows."""
    for _, left, right in panel.shown:
        axes.axvspan(left, right, **SHADE)


def name_windows(axes: Axes, panel: Panel) -> list[Text]:
    """Above each."""
    return [
        axes.annotate(
            f"${panel.letter}_{{{k}}}$",
            (sqrt(left * right) if panel.logarithmic else (left + right) / 2, 1),
            xytext=(0, 1),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="bottom",
        )
        for k, left, right in panel.shown
    ]


def name_levels(axes: Axes, levels: Sequence[float], letter: str, first: int) -> list[Text]:
    """To the right of each its letter, with indices from the first on."""
    return [
        axes.annotate(
            f"${letter}_{{{i}}}$",
            (1, level),
            xytext=(3, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
        )
        for i, level in enumerate(levels, start=first)
    ]
