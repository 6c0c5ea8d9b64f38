"""MV's Figure 1: what is drawn is what the other packages computed."""

from math import log
from xml.etree import ElementTree

import pytest

from flowproof.plots.figure1 import Panel, draw, figure1, panel


def test_modes_are_learned_one_after_the_other() -> None:
    """Each curve starts near 0 and ends near its singular value, 3, 2 or 1; the larger is learned earlier."""
    drawn = panel(-8)
    assert [curve[0] for curve in drawn.values] == pytest.approx([1e-16] * 3, rel=1e-9, abs=0)
    assert [curve[-1] for curve in drawn.values] == pytest.approx([3, 2, 1], rel=1e-3)
    half = [next(t for t, x in zip(drawn.times, curve, strict=True) if 2 * x > curve[-1]) for curve in drawn.values]
    assert half == sorted(half)


def test_curves_within_a_window_are_where_the_theorem_says() -> None:
    """At times in T_k the first k curves are within ε = 1/10 of their targets, and the others below it."""
    drawn = panel(-8)
    assert [k for k, _, _ in drawn.windows] == [0, 1, 2, 3]
    _, left, right = drawn.windows[1]
    assert (left, right) == pytest.approx((log(90e16) / 6, log(0.1e16) / 4))
    for k, left, right in drawn.windows:
        inside = [j for j, t in enumerate(drawn.times) if left <= t <= (right or drawn.times[-1])]
        assert len(inside) > 10
        for i, target in enumerate((3, 2, 1)):
            assert all(abs(drawn.values[i][j] - (target if i < k else 0)) <= 0.1 for j in inside)


def test_a_scale_that_is_too_large_has_no_windows() -> None:
    """At α = 1e-2 Theorem 3 does not apply, and the panel's title says so."""
    drawn = panel(-2)
    assert list(drawn.windows) == []
    assert drawn.title.endswith(", too large for Theorem 3")
    assert len(panel(-4).windows) == 4


def test_the_drawing_is_an_element_of_the_page() -> None:
    """It is well-formed, has no address and no size of its own, and takes the page's colour."""
    svg = draw([Panel("α = 1", [0, 1, 2], [[0, 1, 2], [0, 0, 1]], [(0, 0, 0.5), (1, 1, None), (2, 3, 4)])])
    ElementTree.fromstring(svg.replace("xlink:href", "href"))  # noqa: S314 (our own drawing)
    assert "http" not in svg
    assert "currentColor" in svg
    assert svg.startswith("<svg viewBox=")
    there = ("$T_{0}$", "$T_{1}$", r"$\sigma_{1}(t)$", r"$\sigma_{2}(t)$", "time $t$")
    assert [label for label in there if f"<!-- {label} -->" not in svg] == []
    assert "$T_{2}$" not in svg


def test_the_figure_has_a_panel_for_every_scale() -> None:
    """Four scales are drawn, and the caption says of what; a second drawing is the same."""
    drawing = figure1()
    assert [scale in drawing.svg for scale in ("10^{-2}", "10^{-4}", "10^{-8}", "10^{-16}")] == [True] * 4
    assert "spectrum 3, 2, 1" in drawing.caption
    assert "ε = 0.1" in drawing.caption
    assert figure1() == drawing
