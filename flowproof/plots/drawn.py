"""What all drawings have in common: how they look on a page of a paper, and files that are the same for the same data.

Sizes are those of a two-column paper. Colours are Okabe and Ito's, which colour-blind readers tell apart; as they look
alike in grey, whatever a colour tells is told by a line's dashes, a mark or a hatch too. Letters of formulas are set as
mathematics in STIX, which goes with Times. SVG has letters as outlines: as text, formulas fall apart wherever STIX is
not installed; what they say stands beside them as comments. PDF embeds the font as TrueType, which publishers accept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import mpmath
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from flowproof.plots.formats import FORMATS

COLUMN, PAGE = 3.3, 6.9
"""Inches: as wide as a column, or as both."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
DASHES: Sequence[Any] = ("-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (3, 3)), (0, (8, 2)))
MARKS = "osD^vxP"
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\")
GREY = "#d9d9d9"
DOTS_PER_INCH = 300
LONGEST = 12
"""Characters of a number that a formula has whole; of a longer one it has so many digits: """
DIGITS = 6
SMALL = "0.000"
"""As numbers begin that are written with a power of ten."""
STYLE: Any = {
    "svg.fonttype": "path",
    "svg.hashsalt": "flowproof",
    "pdf.fonttype": 42,
    "font.family": "serif",
    "font.serif": ["STIXGeneral", "Times New Roman", "Times"],
    "mathtext.fontset": "stix",
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "figure.titlesize": 8,
    "legend.frameon": False,
    "legend.handlelength": 2.6,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.5,
    "lines.linewidth": 1,
    "lines.markersize": 3.5,
    **{f"{axis}tick.{kind}.width": width for axis in "xy" for kind, width in (("major", 0.6), ("minor", 0.4))},
}


@dataclass(frozen=True)
class Drawn:
    """Panels that are drawn, and can be written in each of the formats."""

    figure: Figure

    def svg(self) -> str:
        return self.written("svg").decode("utf-8")

    def written(self, form: str) -> bytes:
        """The file in one of FORMATS."""
        with rc_context(STYLE):
            found = BytesIO()
            self.figure.savefig(found, format=form, metadata=FORMATS[form], dpi=DOTS_PER_INCH)
        return found.getvalue()


def panels(
    rows: int,
    columns: int,
    size: tuple[float, float],
    draw: Callable[[Any], Sequence[Text] | None],
    style: Any = STYLE,
    **sharing: Any,
) -> Drawn:
    """`draw` gets the axes, an array of rows; `size` is the drawing's, in inches; `sharing` is that of `subplots`.

    Of the texts that `draw` returns only those stay that don't overlap one before them.
    """
    with rc_context(style):
        figure = Figure(figsize=size, layout="constrained")
        optional = draw(figure.subplots(rows, columns, squeeze=False, **sharing))
        if optional:
            _keep_apart(figure, optional)
    return Drawn(figure)


def _keep_apart(figure: Figure, texts: Sequence[Text]) -> None:
    figure.draw_without_rendering()
    kept: list[Bbox] = []
    for text in texts:
        box = text.get_window_extent()
        if any(box.overlaps(other) for other in kept):
            text.remove()
        else:
            kept.append(box)


def look(i: int) -> dict[str, Any]:
    """Of the i-th curve, from 0: its colour and its dashes, no two alike of the first thirty."""
    return {"color": COLOURS[i % (len(COLOURS) - 1)], "linestyle": DASHES[i % (len(DASHES) - 1)]}


def equation(name: str, number: str) -> str:
    """`name` = the number, in the language of formulas: \\alpha = 10^{-1000} of 1e-1000. A long one is rounded."""
    relation = "="
    if len(number) > LONGEST:
        numerator, _, denominator = number.partition("/")
        rounded = mpmath.nstr(mpmath.mpf(numerator) / mpmath.mpf(denominator or 1), DIGITS)
        relation, number = r"\approx", rounded.removesuffix(".0")
    elif number.startswith(SMALL):
        number = f"{Decimal(number):e}"
    mantissa, _, exponent = number.partition("e")
    if exponent:
        power = f"10^{{{int(exponent)}}}"
        number = power if mantissa in ("1", "1.0") else rf"{mantissa}\times {power}"
    return f"{name} {relation} {number}"


def key(figure: Figure, handles: Sequence[Artist], names: Sequence[str], columns: int) -> None:
    """The legend of the whole drawing, above its panels."""
    if handles:
        figure.legend(handles, names, loc="outside upper center", ncols=min(columns, len(names)))


def note(axes: Axes, text: str) -> None:
    """Say what there is instead of curves."""
    axes.annotate(text, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center")
