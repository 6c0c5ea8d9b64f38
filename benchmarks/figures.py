"""Time against n, D, K and the number of times, for every method."""

from pathlib import Path
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from benchmarks.engine import Flowproof
from benchmarks.experiments import COMPETITORS, Results, Series
from benchmarks.method import Method
from flowproof.plots.drawn import COLOURS, MARKS, PAGE, Drawn, key, panels

HEIGHT = 5.2
"""Inches."""


def draw(results: Results) -> Drawn:
    """Four panels, both axes logarithmic."""
    plan = results.plan
    shown: tuple[tuple[str, str, Series], ...] = (
        (f"size $n$ ($D = {plan.digits}$, $K = {plan.K}$)", "a point", results.by_n),
        (f"digits $D$ ($n = {plan.n}$, $K = {plan.K}$)", "a point", results.by_digits),
        (rf"$K = \log_{{10}}(1/\alpha)$ ($n = {plan.n}$, $D = {plan.digits}$)", "a point", results.by_scale),
        (f"number of times ($n = {plan.n}$, $D = {plan.digits}$, $K = {plan.K}$)", "all, prepared", results.by_count),
    )

    def draw_all(grid: Any) -> None:
        handles: dict[str, Artist] = {}
        for axes, (label, what, series) in zip(grid.flat, shown, strict=True):
            _panel(axes, series)
            axes.set_xlabel(label)
            axes.set_ylabel(f"{what}: seconds")
            lines, names = axes.get_legend_handles_labels()
            handles |= dict(zip(names, lines, strict=True))
        key(grid[0][0].figure, list(handles.values()), list(handles), 3)

    return panels(2, 2, (PAGE, HEIGHT), draw_all)


def save(results: Results, folder: Path, stem: str) -> None:
    """The figure as SVG and PNG, the same bytes for the same numbers."""
    drawn = draw(results)
    for form in ("svg", "png"):
        (folder / f"{stem}.{form}").write_bytes(drawn.written(form))


def _panel(axes: Axes, series: Series) -> None:
    methods: tuple[type[Method], ...] = (Flowproof, *COMPETITORS)
    for method, colour, marker in zip(methods, COLOURS, MARKS, strict=True):
        measured = [(x, timings[method].seconds) for x, timings in series.items() if method in timings]
        if measured:
            width = 2 if method is Flowproof else 0.9
            axes.plot(*zip(*measured, strict=True), label=method.name, color=colour, marker=marker, linewidth=width)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(list(series), [_written(x) for x in series])
    axes.minorticks_off()
    axes.grid(alpha=0.3)


def _written(x: int) -> str:
    """10^6 for a million, as there is no room for zeros."""
    exponent = len(str(x)) - 1
    return f"$10^{exponent}$" if x == 10**exponent and exponent > 2 else str(x)
