"""Every drawing of the program fits a paper: nothing on top of other things, labels, legends, sizes."""

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.axes import Axes
from on_paper import faults
from sampling import some

from flowproof.plots import drawn, figure1
from flowproof.plots.drawn import Drawn
from flowproof.studies import run, views
from flowproof.studies.request import Request
from numeric.studies.named import STUDIES

GRIDS: dict[str, dict[str, tuple[str, ...]]] = {
    "transition": {
        "spectrum": ("10,9,3,2.9,0.1", "5,4,3,2,1"),
        "shape": ("identity",),
        "alpha": ("1e-2", "1e-100"),
        "digits": ("12",),
    },
    "windows": {"alpha": ("1e-10", "1e-100000"), "shape": ("identity", "random:12"), "digits": ("8",)},
    "sharpness": {
        "n": ("2", "4"),
        "gap": ("0.2",),
        "condition": ("10",),
        "epsilon": ("0.9", "0.1", "1e-8"),
        "shape": ("worst",),
        "digits": ("5",),
    },
    "random-shapes": {"spectrum": ("2,1", "3,2,1"), "alpha": ("1e-1", "1e-20"), "draws": ("2",)},
    "flow-vs-descent": {"alpha": ("1e-2", "1e-8"), "step": ("0.2", "0.1"), "samples": ("5",), "digits": ("5",)},
    "descent-transition": {"alpha": ("1e-2", "1e-8"), "step": ("0.2", "0.1")},
    "descent-windows": {"alpha": ("1e-8", "1e-32")},
    "spectral-vs-general": {"alpha": ("1e-2", "1e-100"), "rotation": ("1/4",)},
}
"""Small, but with all panels of the study's own grid, and with what lies close together there."""


def drawing(name: str) -> Drawn:
    study = STUDIES[name]
    points = study.points({**study.grid, **GRIDS[name]})
    return views.as_plot(run.Result(Request(study, points, name), tuple(map(study.compute, points)), len(points), 0))


@pytest.mark.parametrize("name", some(list(STUDIES), 2))
def test_what_a_study_found_fits_a_paper(name: str) -> None:
    """With all panels of the study's own grid; the papers' figures are asked the same where they are made."""
    assert faults(drawing(name)) == []


def crowded(axes: Axes) -> None:
    axes.plot([0, 1], [0, 1], label="a")
    axes.set(xlabel="x", ylabel="y")
    axes.legend(loc="lower right")
    for place in (0.5, 0.52):
        axes.annotate("a long label", (place, 0.5))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (crowded, "'a long label' lies on 'a long label'"),
        (crowded, "a legend lies on the axes"),
        (lambda axes: axes.annotate("far", (1.4, 0.5), annotation_clip=False), "goes beyond the edge"),
        (lambda axes: axes.set_xlabel("x"), "have no y-label"),
        (lambda axes: axes.set_title("large", fontsize=12), "'large' is set in 12"),
        (lambda axes: axes.figure.set_figwidth(5), "it is 5.0 in wide"),
        (Axes.grid, "there is no legend"),
    ],
)
def test_what_does_not_fit_is_noticed(spoil: Callable[[Axes], object], told: str) -> None:
    """The check above can fail."""

    def draw(grid: Any) -> None:
        spoil(grid[0][0])

    made = drawn.panels(1, 1, (drawn.COLUMN, 2), draw)
    assert any(told in fault for fault in faults(made))


@pytest.mark.parametrize(
    ("text", "equation"),
    [
        ("1e-1000", "x = 10^{-1000}"),
        ("2.5e-7", r"x = 2.5\times 10^{-7}"),
        ("1/3", "x = 1/3"),
        ("0.000001", "x = 10^{-6}"),
        ("0.001000000000000000020816681711721685", r"x \approx 0.001"),
        ("3602879701896397/36028797018963968", r"x \approx 0.1"),
    ],
)
def test_numbers_are_set_as_mathematics(text: str, equation: str) -> None:
    """None is said to be equal to what it is rounded to."""
    assert drawn.equation("x", text) == equation


def test_letters_of_formulas_are_set_as_mathematics() -> None:
    """And words are left as they are."""
    assert drawn.mathematical("σ = 0.1, ‖Q₀‖ = -2") == r"$\sigma$ = 0.1, $\|Q_{0}\|$ = −2"
    assert drawn.mathematical("σ12") == r"$\sigma_{12}$"
    assert drawn.mathematical("time t of two-layer nets") == "time $t$ of two-layer nets"


def test_curves_are_told_apart_without_colour() -> None:
    """The first thirty differ in colour and dashes together, the first five in dashes alone."""
    looks = [drawn.look(i) for i in range(30)]
    assert len({str(look) for look in looks}) == 30
    assert len({str(look["linestyle"]) for look in looks[:5]}) == 5


def test_the_figure_of_a_page_has_the_colour_of_its_text() -> None:
    """In a file it is nearly black."""
    panels = [figure1.panel(-8)]
    assert "currentColor" in figure1.draw(panels)
    assert drawn.INK not in figure1.draw(panels)
    assert drawn.INK in figure1.drawn(panels).svg()
