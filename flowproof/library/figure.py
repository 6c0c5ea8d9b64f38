"""A flow drawn: its singular values against time with a theorem's windows, and the numbers behind it."""

import os
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import mpmath

from flowproof.learning_times import are_far_apart, chosen, learning_times, log_inverse
from flowproof.library.number import Number
from flowproof.library.results import Series, Windows
from flowproof.matrices import aligned
from flowproof.plots.formats import format_of
from flowproof.writing import as_json, require_writable
from numeric import quantities
from numeric.exact import Scale, echoed, format_fraction
from numeric.inputs import require_in_balls
from numeric.problem import Problem
from paper import Misuse

if TYPE_CHECKING:
    from flowproof.plots.drawn import Drawn  # which is slow to import
    from flowproof.plots.learning import Names, Panel

LARGEST = 300
"""The largest power of ten that is drawn on an axis, and the smallest is its inverse."""
DIGITS = 10
ROUNDED = 12
"""Digits of learning times, which are approximations anyway."""
ALPHA, EPSILON = r"\alpha", r"\varepsilon"
PLAIN = ("time $t$", r"$\log(1/\alpha)/(c\,\sigma_i)$")
RESCALED = (r"$c\,t/\log(1/\alpha)$", r"$1/\sigma_i$")
"""What the axis of time is called, and the times at which modes are learned."""
REMARK = {None: "whether all hypotheses hold is undecided", False: "a hypothesis fails"}
"""Why there are no windows."""


@dataclass(frozen=True)
class Figure:
    """A drawing of one flow, which shows itself in a notebook. `curves` has n singular values at T times, certified.

    `targets` are Y's positive eigenvalues σ_1..σ_r. `windows` are those that were asked for, and not drawn where a
    hypothesis fails or is undecided. `rescaled`: time is drawn as c·t/log(1/α), in which mode i is learned at 1/σ_i as
    α tends to 0. `wide`: as wide as a page, not a column.
    """

    problem: Problem = field(repr=False)
    curves: Series
    targets: tuple[Number, ...]
    windows: Windows | None
    rescaled: bool
    wide: bool

    def __post_init__(self) -> None:
        self._panel("")  # so that what can't be drawn is told at once

    @property
    def learning_times(self) -> tuple[str, ...]:
        """log(1/α)/(cσ_i), rounded: near it mode i is learned, if α is small. None where α ≥ 1."""
        return tuple(mpmath.nstr(t, ROUNDED) for t in self._learned)

    @property
    def status(self) -> int:
        """0, but 1 where a hypothesis of the windows' theorem fails, and 2 where one is undecided."""
        return 0 if self.windows is None else {True: 0, False: 1, None: 2}[self.windows.holds]

    @property
    def document(self) -> dict[str, Any]:
        """The numbers, as `flowproof measure` and `flowproof windows` have them."""
        return {
            **self.curves.document,
            "targets": [{"value": x.decimal, "radius": x.radius} for x in self.targets],
            "learning_times": list(self.learning_times),
            **({} if self.windows is None else {"windows": self.windows.document}),
        }

    def __str__(self) -> str:
        """What is drawn, in a few lines."""
        problem, count = self.problem, len(self.curves.times)
        head = f"n = {problem.n}, α = {echoed(problem.alpha)}, c = {echoed(problem.rate)}"
        learned = ["learned near t", *(self.learning_times or ("",) * len(self.targets))]
        sigma = ["target", *(x.decimal for x in self.targets)]
        names = ["", *(f"σ_{i + 1}" for i in range(len(self.targets)))]
        lines = [
            f"{head}: {count} times, {DIGITS} digits, certified",
            *aligned(list(zip(names, sigma, learned, strict=True))),
        ]
        if self.windows is not None:
            told = {True: "every hypothesis holds", **REMARK}[self.windows.holds]
            epsilon = self.windows.document["epsilon"]
            lines += ["", f"Theorem {self.windows.theorem}, ε = {epsilon}: {told}", str(self.windows)]
        return "\n".join(lines)

    def to_json(self) -> str:
        """The text that `flowproof plot` would write by `--json`: every number but a count is a string in it."""
        return as_json(self.document)

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write the drawing as the file's name ends, in .svg, .pdf or .png. Raises Misuse where that can't be done."""
        form = require_drawable(file)
        self.drawn().write(str(os.fspath(file)), form)

    def written(self, form: str) -> bytes:
        """The content of a file; `form` is svg, pdf or png. The same numbers give the same bytes."""
        return self.drawn().written(form)

    def drawn(self) -> "Drawn":
        """The drawing, whose `figure` is Matplotlib's own, to be changed before it is `written`."""
        from flowproof.plots import learning
        from flowproof.plots.drawn import equation

        title = [f"${equation(ALPHA, echoed(self.problem.alpha))}$"]
        theorem = ""
        if self.windows is not None:
            theorem = f"Theorem {self.windows.theorem}, ${equation(EPSILON, self.windows.document['epsilon'])}$"
            if not self.windows.holds:
                title += [f"no $T_k$ of {theorem}:", REMARK[self.windows.holds]]
        time, marks = RESCALED if self.rescaled else PLAIN
        names = learning.Names(time, marks, f"$T_k$ of {theorem}")
        return self._drawn(self._panel("\n".join(title)), names)

    def _drawn(self, panel: "Panel", names: "Names") -> "Drawn":
        from flowproof.plots import learning

        return learning.draw(panel, names, wide=self.wide)

    def _repr_svg_(self) -> str:
        return self.written("svg").decode("utf-8")

    def _repr_png_(self) -> bytes:
        return self.written("png")

    @property
    def _sigma(self) -> list[Any]:
        return [mpmath.mpf(x.decimal) for x in self.targets]

    @property
    def _learned(self) -> list[Any]:
        return [t for t in learning_times(self._sigma, self.problem.alpha, self.problem.rate) if t > 0]

    def _panel(self, title: str) -> "Panel":
        """The numbers as floats, on the axes on which they are drawn. Raises Misuse for those that no float is near."""
        from flowproof.plots.learning import Panel

        unit = mpmath.mpf(1)
        if self.rescaled:
            unit = log_inverse(self.problem.alpha) * self.problem.rate.denominator / self.problem.rate.numerator

        def time(t: Any) -> float:
            return drawable(mpmath.mpf(t) / unit, "a time")

        windows = self.windows.windows if self.windows is not None and self.windows.holds else ()
        modes = list(zip(*self.curves.values, strict=True))
        return Panel(
            title,
            [time(mpmath.mpf(t.numerator) / t.denominator) for t in self.curves.times],
            [[_value(x, self.curves.names[i]) for x in mode] for i, mode in enumerate(modes)],
            [(w.k, time(w.left), None if w.right == "inf" else time(w.right)) for w in windows if w.empty is False],
            targets=[drawable(x, "an eigenvalue of the target") for x in self._sigma],
            logs=[[x.log10 for x in mode] for mode in modes],
            marks=[time(t) for t in self._learned],
            logarithmic=are_far_apart(self._sigma),
        )


def require_drawable(file: str | os.PathLike[str]) -> str:
    """The format that the file's name asks for. Raises Misuse where there is none, or the file can't be written."""
    place = str(os.fspath(file))
    form = format_of(place, "the file")
    require_writable(place)
    return form


def require_rescalable(alpha: Scale) -> None:
    """Raises Misuse where log(1/α) is not positive."""
    if log_inverse(alpha) <= 0:
        raise Misuse(f"α is {alpha}, and time can be rescaled by log(1/α) only for α < 1; leave time as it is")


def require_curves(times: tuple[Fraction, ...], sigma: tuple[Number, ...]) -> None:
    """Raises Misuse for one time, between which and itself there is no curve, and for what is no place on an axis."""
    if times[0] == times[-1]:
        raise Misuse(f"there is one time, {format_fraction(times[0])}; give at least two, with curves between them")
    for t in (times[0], times[1], times[-1]):
        drawable(mpmath.mpf(t.numerator) / t.denominator, "a time")
    for x in sigma:
        drawable(mpmath.mpf(x.decimal), "an eigenvalue of the target")


def targets(problem: Problem) -> tuple[Number, ...]:
    """Y's positive eigenvalues, in decreasing order. Raises Misuse where there is none: then W(t) tends to 0."""
    require_in_balls(problem.n, "a figure")
    found = quantities.targets(problem, DIGITS)
    if not found:
        raise Misuse("the target has no positive eigenvalue, so nothing is learned; give one that has")
    return tuple(Number(x.decimal, x.radius) for x in found)


def times(problem: Problem, sigma: tuple[Number, ...], windows: Windows | None) -> tuple[Fraction, ...]:
    """Times at which to draw the flow: until its modes are learned, and the last window of the theorem has begun."""
    begins = [mpmath.mpf(w.left) for w in windows.windows if w.left != "undecided"] if windows and windows.holds else []
    last = max([mpmath.mpf(0), *(left * 11 / 10 for left in begins)])
    return chosen([mpmath.mpf(x.decimal) for x in sigma], problem.alpha, problem.rate, last)


def _value(x: Number, name: str) -> float:
    """x as a float, which is 0 where x is too small for one. Raises Misuse where it is too large."""
    return float(x.sign * 10**x.log10) if x.log10 <= LARGEST else drawable(mpmath.mpf(x.decimal), name)


def drawable(x: Any, name: str) -> float:
    """x as a float. Raises Misuse where it is too large or too small for one."""
    if x and abs(mpmath.log10(abs(x))) > LARGEST:
        about = mpmath.nstr(x, 3)
        raise Misuse(f"{name} is about {about}, and can be drawn from 1e-{LARGEST} to 1e{LARGEST}; choose other units")
    return float(x)
