"""The figures of the pages on theorems: `<!-- figure: NAME -->` asks for one where the pages are built.

All are drawn of certified numbers, but the flow of two factors, which is followed in doubles, as its caption says.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import log10
from typing import Any

import numpy as np
from matplotlib import rc_context

import flowproof
from benchmarks.unbalanced import followed
from flowproof import half_learning
from flowproof.plots import learning
from flowproof.plots.drawn import ON_A_PAGE, Drawn, inline
from flowproof.plots.learning import Names, Panel
from numeric import descent_windows, unbalanced
from numeric.exact import parse_scale
from numeric.field import Balls
from numeric.inputs import read_shape
from numeric.instance import Instance
from numeric.matrices import rows_of

TIMES = 200
KEYS = ("4s", "4opt", "4k")
SPECTRUM, SHAPE = (Fraction(3), Fraction(2), Fraction(1)), "random:7"


def html(name: str) -> str:
    """The figure of that name, as Markdown that has it as an SVG element; its caption stands in the page."""
    draw, shows = FIGURES[name]
    with rc_context(ON_A_PAGE | {"figure.facecolor": "none", "axes.facecolor": "none"}):
        element = inline(draw().svg(), f"Singular values against time, {shows}")
    return f"```{{raw}} html\n{element}\n```"


def of_theorem(key: str) -> Drawn:
    flow = flowproof.Flow(spectrum=[*SPECTRUM, 0], shape=SHAPE, alpha="1e-30")
    return flow.plot(theorem=key, epsilon="0.01", wide=True).drawn()


def every_width() -> Drawn:
    """Two columns for three modes, so that two are learned."""
    factor = [[1, 1], [1, -1], [0, 1], [1, 0]]
    flow = flowproof.Flow(spectrum=[*SPECTRUM, 0], factor=factor, alpha="1e-30")
    return flow.plot(theorem="4p", epsilon="0.01", wide=True).drawn()


def pivots() -> Drawn:
    """With an α so large that the intervals can be seen."""
    found = half_learning.read(_instance("1/30"))
    flow = flowproof.Flow(spectrum=SPECTRUM, shape=SHAPE, alpha="1/30")
    intervals = [(row.k, float(row.earliest), float(row.latest)) for row in found.rows if row.earliest and row.latest]
    times = [Fraction(5 * j, TIMES) for j in range(TIMES + 1)]
    panel = _panel([[x.decimal for x in row] for row in flow.singular_values(times, 10).values], times, intervals)
    names = Names("time $t$", windows=r"half of mode $k$ is learned at a $\tau_k$ in here")
    return learning.draw(replace(panel, letter=r"\tau"), names, wide=True)


def descent() -> Drawn:
    step, alpha = Fraction(1, 12), "1e-12"
    _, windows = descent_windows.any_start(descent_windows.Descending(_instance(alpha, Fraction(1, 10)), step))
    flow = flowproof.Flow(spectrum=SPECTRUM, shape=SHAPE, alpha=alpha, flow="descent", step=step)
    steps = list(range(0, 801, 4))
    shown = [
        (window.k, float(window.first or 0), None if window.last is None else float(window.last))
        for window in windows
        if window.is_empty is False
    ]
    panel = _panel([[x.decimal for x in row] for row in flow.singular_values(steps, 10).values], steps, shown)
    return learning.draw(panel, Names("iteration $j$", windows="$T_k$, from any start"), wide=True)


def two_factors() -> Drawn:
    """V starts three times as large as U."""
    U = rows_of([[3, 1, -2], [-1, 2, 1], [1, 1, 2]])
    V = tuple(tuple(3 * x for x in row) for row in rows_of([[2, 1, -1], [1, 2, 2], [-1, 1, 2]]))
    alpha, ends = parse_scale("1e-20", "α"), []
    for k, tau in enumerate(SPECTRUM[1:], start=1):
        start = unbalanced.Start(3, 3, SPECTRUM, U, V, alpha, k, tau, Fraction(1, 4))
        with Balls(256).working():
            if all(unbalanced.hypotheses(start, Balls(256)).values()):
                left, right = unbalanced.ends(start, Balls(256))
                ends.append((k, float(left.mid()), float(right.mid())))
    factors = tuple(1e-20 * np.array([[float(x) for x in row] for row in rows]) for rows in (U, V))
    Y, last, values = np.diag([float(x) for x in SPECTRUM]), 60.0, []
    for j in range(TIMES + 1):
        values.append(np.linalg.svd(factors[0] @ factors[1].T, compute_uv=False).tolist())
        if j < TIMES:
            factors = followed(*factors, Y, last / TIMES, 0.01)
    panel = _panel(values, [last * j / TIMES for j in range(TIMES + 1)], ends)
    return learning.draw(panel, Names("time $t$", windows="$T_k$ of the unbalanced law"), wide=True)


def _instance(alpha: str, epsilon: Fraction | None = None) -> Instance:
    return Instance(SPECTRUM, read_shape(SHAPE, 3), None, parse_scale(alpha, "α"), Fraction(1), epsilon)


def _panel(values: Any, times: Any, windows: Any) -> Panel:
    """Of the singular values at each time."""
    modes = [[float(x) for x in mode] for mode in zip(*values, strict=True)]
    logs = [[log10(x) for x in mode] for mode in modes]
    return Panel("", [float(t) for t in times], modes, windows, targets=[float(x) for x in SPECTRUM], logs=logs)


FIGURES: Mapping[str, tuple[Callable[[], Drawn], str]] = {
    **{
        f"theorem {key}": (partial(of_theorem, key), f"with the windows of Theorem {key}")
        for key in ("4s", "4opt", "4k")
    },
    "theorem 4p": (every_width, "from a factor of two columns, with the windows of Theorem 4p"),
    "pivots": (pivots, "with the intervals in which half of each mode is learned"),
    "descent": (descent, "of descent, with the windows of descent from any start"),
    "unbalanced": (two_factors, "of the product of two unbalanced factors, with the windows of the law"),
}
"""What each shows of singular values against time."""
