"""MV's Figure 1: the learned singular values against time for several scales α, with the windows T_k shaded.

The curves are MV (12), the windows those of Theorem 3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numeric import windows
from numeric.exact import Scale, format_fraction
from numeric.field import Balls
from numeric.instance import Instance
from numeric.matrices import identity
from numeric.trajectory import trajectory
from paper.theorems import MV_RATE

SPECTRUM = (Fraction(3), Fraction(2), Fraction(1))
EPSILON = Fraction(1, 10)
ALPHA_EXPONENTS = (-2, -4, -8, -16)
TIMES = 300

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Told apart by colour-blind readers too, on white and on black."""
INK = "#010203"
"""Stands for the colour of the text around the figure."""
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Panel:
    """One scale: `values[i][j]` is the (i+1)-th singular value at `times[j]`; windows are (k, left, right or None)."""

    title: str
    times: Sequence[float]
    values: Sequence[Sequence[float]]
    windows: Sequence[tuple[int, float, float | None]]
    remark: str = ""


@dataclass(frozen=True)
class Drawing:
    """A figure for a page, as an SVG element, and what it shows."""

    svg: str
    caption: str


def figure1() -> Drawing:
    """MV's Figure 1, computed and drawn."""
    spectrum = ", ".join(map(format_fraction, SPECTRUM))
    caption = (
        f"The learned singular values σᵢ(t), MV (12), of a target with spectrum {spectrum}, started at the identity "
        f"times α², at rate c = {MV_RATE}, for a smaller and smaller scale α. Shaded: the windows Tₖ of Theorem 3 for "
        f"ε = {format_fraction(EPSILON)}, in which W(t) is within ε of the best rank-k approximation of the target. "
        "Curves and windows are computed by the code that is checked."
    )
    return Drawing(draw([panel(exponent) for exponent in ALPHA_EXPONENTS]), caption)


def panel(exponent: int) -> Panel:
    """The panel of α = 10^exponent, as far as the last mode takes to be learned and a little longer."""
    instance = Instance(
        SPECTRUM, identity(len(SPECTRUM)), None, Scale(Fraction(1), exponent), Fraction(MV_RATE), epsilon=EPSILON
    )
    field = Balls(128)
    with field.working():
        end = -field.log(field.scale(instance.alpha)) / field.number(instance.rate * SPECTRUM[-1]) * 7 / 5
        times = [windows.exact_fraction(end.mid()) * j / TIMES for j in range(TIMES + 1)]
        modes = zip(*trajectory(instance, times, field), strict=True)
        values = [[float(x.mid()) for x in mode] for mode in modes]
    admissible = all(hypothesis.holds for hypothesis in windows.hypotheses(3, instance))
    return Panel(
        f"α = 10{str(exponent).translate(SUPERSCRIPTS)}",
        [float(time) for time in times],
        values,
        _windows(instance, field) if admissible else (),
        remark="" if admissible else "α is too large for Theorem 3",
    )


def _windows(instance: Instance, field: Balls) -> list[tuple[int, float, float | None]]:
    def near(x: Any) -> float:
        return float(x.mid()) if hasattr(x, "mid") else float(x)

    with field.working():
        found = [windows.window(3, instance, k, field) for k in range(instance.r + 1)]
        return [(w.k, near(w.left), None if w.right is None else near(w.right)) for w in found]


def draw(panels: Sequence[Panel]) -> str:
    """The panels, one above the other, as an SVG element for a page: it takes the page's colour and fonts."""
    return _inline(_drawn(panels))


def draw_file(panels: Sequence[Panel]) -> str:
    """The same as the text of an SVG file."""
    return _drawn(panels).replace(INK, "#000000")


def _drawn(panels: Sequence[Panel]) -> str:
    style: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "flowproof",
        "font.family": "sans-serif",
        "text.color": INK,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }
    with rc_context(style):
        figure = Figure(figsize=(9, 2.1 * len(panels)), layout="constrained")
        figure.patch.set_alpha(0)
        for axes, panel in zip(figure.subplots(len(panels), 1, squeeze=False)[:, 0], panels, strict=True):
            _draw_panel(axes, panel)
        axes.set_xlabel("time t")
        text = StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return text.getvalue()


def _draw_panel(axes: Axes, panel: Panel) -> None:
    end = panel.times[-1]
    axes.patch.set_alpha(0)
    axes.spines[["top", "right"]].set_visible(False)
    for k, left, right in panel.windows:
        last = end if right is None else min(right, end)
        if left >= last:
            continue
        axes.axvspan(left, last, color=INK, alpha=0.12, linewidth=0)
        axes.annotate(
            f"T{k}".translate(SUBSCRIPTS),
            ((left + last) / 2, 1),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
        )
    for i, values in enumerate(panel.values):
        axes.plot(panel.times, values, color=COLOURS[i % len(COLOURS)])
        axes.annotate(
            f"σ{i + 1}(t)".translate(SUBSCRIPTS),
            (end, values[-1]),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=COLOURS[i % len(COLOURS)],
        )
    axes.set_xlim(0, end)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(panel.title)
    if panel.remark:
        axes.annotate(
            panel.remark, (0, 1), xycoords="axes fraction", xytext=(4, 0), textcoords="offset points", va="bottom"
        )


def _inline(svg: str) -> str:
    """The element alone, without what a file of its own needs."""
    element = svg[svg.index("<svg") :]
    element = re.sub(r"<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    element = re.sub(r' xmlns(:xlink)?="[^"]*"', "", element)
    head, body = element.split(">", 1)
    head = re.sub(r' (width|height|version)="[^"]*"', "", head)
    label = "Singular values against time, one panel for each initialization scale, with the windows shaded"
    return f'{head} role="img" aria-label="{label}">{body}'.replace(INK, "currentColor")
