"""Time against n, D, K and the number of times, for every method."""

from pathlib import Path

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.engine import Flowproof
from benchmarks.experiments import COMPETITORS, Results, Series
from benchmarks.method import Method

COLOURS = ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555")
"""Told apart by colour-blind readers too."""
MARKERS = "osD^v<>"


def draw(results: Results) -> Figure:
    """Four panels, both axes logarithmic."""
    plan = results.plan
    panels: tuple[tuple[str, str, Series], ...] = (
        (f"size n (D = {plan.digits}, K = {plan.K})", "a point", results.by_n),
        (f"digits D (n = {plan.n}, K = {plan.K})", "a point", results.by_digits),
        (f"K = log₁₀ 1/α (n = {plan.n}, D = {plan.digits})", "a point", results.by_scale),
        (f"number of times (n = {plan.n}, D = {plan.digits}, K = {plan.K})", "all, prepared", results.by_count),
    )
    figure = Figure(figsize=(10, 8), layout="constrained")
    for axes, (label, what, series) in zip(figure.subplots(2, 2).flat, panels, strict=True):
        _panel(axes, series)
        axes.set_xlabel(label)
        axes.set_ylabel(f"{what}: seconds")
    handles: dict[str, Artist] = {}
    for axes in figure.axes:
        lines, names = axes.get_legend_handles_labels()
        handles.update(zip(names, lines, strict=True))
    figure.legend(list(handles.values()), list(handles), loc="outside lower center", ncols=3, frameon=False)
    return figure


def save(results: Results, folder: Path, stem: str) -> None:
    """The figure as SVG and PNG, the same bytes for the same numbers."""
    with rc_context({"svg.hashsalt": stem, "svg.fonttype": "none"}):
        figure = draw(results)
        figure.savefig(folder / f"{stem}.svg", metadata={"Date": None})
        figure.savefig(folder / f"{stem}.png", dpi=120, metadata={"Software": None})


def _panel(axes: Axes, series: Series) -> None:
    methods: tuple[type[Method], ...] = (Flowproof, *COMPETITORS)
    for method, colour, marker in zip(methods, COLOURS, MARKERS, strict=True):
        measured = [(x, timings[method].seconds) for x, timings in series.items() if method in timings]
        if measured:
            width = 2.5 if method is Flowproof else 1.2
            axes.plot(*zip(*measured, strict=True), label=method.name, color=colour, marker=marker, linewidth=width)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(list(series), [f"{x:,}".replace(",", " ") for x in series])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
