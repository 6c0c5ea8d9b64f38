"""MV's Figure 1: the learned singular values against time for several scales α, with the windows T_k shaded.

The curves are MV (12), the windows those of Theorem 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.text import Text

from flowproof.plots.drawn import ON_A_PAGE, PAGE, Drawn, inline, key
from flowproof.plots.drawn import panels as drawn_panels
from flowproof.plots.learning import Names, Panel, draw_values, legend
from numeric import windows
from numeric.decimals import exact_fraction
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

HEIGHT = 1.6
"""Of a panel, in inches."""


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
        times = [exact_fraction(end.mid()) * j / TIMES for j in range(TIMES + 1)]
        modes = zip(*trajectory(instance, times, field), strict=True)
        values = [[float(x.mid()) for x in mode] for mode in modes]
    admissible = all(hypothesis.holds for hypothesis in windows.hypotheses(3, instance))
    return Panel(
        f"$\\alpha = 10^{{{exponent}}}$" + ("" if admissible else ", too large for Theorem 3"),
        [float(time) for time in times],
        values,
        _windows(instance, field) if admissible else (),
        targets=[float(x) for x in SPECTRUM],
    )


def _windows(instance: Instance, field: Balls) -> list[tuple[int, float, float | None]]:
    def near(x: Any) -> float:
        return float(x.mid()) if hasattr(x, "mid") else float(x)

    with field.working():
        found = [windows.window(3, instance, k, field) for k in range(instance.r + 1)]
        return [(w.k, near(w.left), None if w.right is None else near(w.right)) for w in found]


def draw(panels: Sequence[Panel]) -> str:
    """The panels, one above the other, as an SVG element for a page: it takes the page's colour."""
    label = "Singular values against time, one panel for each initialization scale, with the windows shaded"
    return inline(drawn(panels).svg(), label)


def drawn(panels: Sequence[Panel]) -> Drawn:
    """The same to be written into a file."""

    def draw_all(grid: Any) -> list[Text]:
        labels: list[Text] = []
        for axes, panel in zip(grid[:, 0], panels, strict=True):
            axes.patch.set_alpha(0)
            labels += draw_values(axes, panel)
            axes.set_xlabel("time $t$")
        entries = legend(next((panel for panel in panels if panel.windows), panels[0]), Names("", "", "$T_k$"))
        axes.figure.patch.set_alpha(0)
        key(axes.figure, list(entries.values()), list(entries), len(entries))
        return labels

    return drawn_panels(len(panels), 1, (PAGE, HEIGHT * len(panels) + 0.3), draw_all, ON_A_PAGE)
