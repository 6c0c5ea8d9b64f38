"""What all drawings have in common: how they look on a page of a paper, and files that are the same for the same data.

Sizes are those of a two-column paper. Colours are Okabe and Ito's, which colour-blind readers tell apart; as they look
alike in grey, whatever a colour tells is told by a line's dashes, a mark or a hatch too. Letters of formulas are set as
mathematics in STIX, which goes with Times. SVG has letters as outlines: as text, formulas fall apart wherever STIX is
not installed; what they say stands beside them as comments. PDF embeds the font as TrueType, which publishers accept.
"""

import re
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
from flowproof.writing import write_whole

COLUMN, PAGE = 3.3, 6.9
"""Inches: as wide as a column, or as both."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
DASHES: Sequence[Any] = ("-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (3, 3)), (0, (8, 2)))
MARKS = "osD^vxP"
HATCHES = ("", "////", "||||", "xxxx", "----")
GREY = "#d9d9d9"
DOTS_PER_INCH = 300
GREEK = {"α": r"\alpha", "ε": r"\varepsilon", "λ": r"\lambda", "σ": r"\sigma"}
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
FORMULA = re.compile(r"(?P<norm>‖)?(?P<letter>[αελσ]|\b[A-Za-z](?![a-z]))(?P<index>[\d₀-₉]*)(?(norm)‖)")
MINUS = re.compile(r"(?<![\w-])-(?=\d)")
LONGEST = 12
"""Characters of a number that a formula has whole; of a longer one it has so many digits: """
DIGITS = 6
SMALL = "0.000"
"""As numbers begin that are written with a power of ten."""
RESCALED_TIME, INVERSE_SCALE = r"$c\,t/\log(1/\alpha)$", r"$\log_{10}(1/\alpha)$"
RESCALED_STEPS = r"$\eta j/\log(1/\alpha)$"
"""What axes are called."""
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

INK = "#010203"
"""Stands for the colour of the text around a drawing on a page."""
ON_A_PAGE: Any = {
    **STYLE,
    **{f"{what}color": INK for what in ("text.", "axes.edge", "axes.label", "xtick.", "ytick.")},
}
"""So that all of it is in the colour of the text around it."""


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

    def lay_out(self) -> None:
        """Find the place of everything, as it is when it is written."""
        with rc_context(STYLE):
            self.figure.draw_without_rendering()

    def write(self, file: str, form: str) -> None:
        """The file, whole or not at all; - is standard output, where SVG can go. Raises Misuse where it can't be."""
        write_whole(self.svg() if form == "svg" else self.written(form), file)


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


def inline(svg: str, label: str) -> str:
    """The SVG element alone, for a page: without what a file of its own needs, and in the page's colour."""
    element = svg[svg.index("<svg") :]
    element = re.sub(r"<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    element = re.sub(r' xmlns(:xlink)?="[^"]*"', "", element)
    head, body = element.split(">", 1)
    head = re.sub(r' (width|height|version)="[^"]*"', "", head)
    return f'{head} role="img" aria-label="{label}">{body}'.replace(INK, "currentColor")


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


def spoken(numbers: str) -> str:
    """Numbers or a shape as they are given, such as 3,2,1,0 or random:12, for people."""
    kind, colon, rest = numbers.partition(":")
    if kind == "random" and colon:
        return f"{kind}, seed {rest}"
    return numbers.replace(":", " ").replace(",", ", ")


def mathematical(text: str) -> str:
    """Words with formulas of one letter, such as σ1, ‖Q₀‖ or time t, with these set as mathematics."""

    def formula(found: re.Match[str]) -> str:
        letter = GREEK.get(found["letter"], found["letter"])
        index = f"_{{{found['index'].translate(LOWERED)}}}" if found["index"] else ""
        return f"$\\|{letter}{index}\\|$" if found["norm"] else f"${letter}{index}$"

    return FORMULA.sub(formula, MINUS.sub("−", text))


def key(figure: Figure, handles: Sequence[Artist], names: Sequence[str], columns: int) -> None:
    """The legend of the whole drawing, above its panels."""
    if handles:
        figure.legend(handles, names, loc="outside upper center", ncols=min(columns, len(names)))


def note(axes: Axes, text: str) -> None:
    """Say what there is instead of curves."""
    axes.annotate(text, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center")
