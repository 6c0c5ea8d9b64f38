"""`Flow.plot(loss=True)`: the certified loss is drawn, and in each window it is within the band drawn there."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import mpmath
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from on_paper import faults, texts

from flowproof import Flow, Misuse, cli
from flowproof.library.loss_figure import LossFigure
from flowproof.plots import loss
from numeric.plateaus import plateaus

FLOW = Flow(spectrum=[3, 2, 1], shape="random:1", alpha="1e-8")


@pytest.fixture(scope="module")
def made() -> LossFigure:
    found = FLOW.plot(loss=True, epsilon="1/10", theorem="4s")
    assert isinstance(found, LossFigure)
    return found


def outlines(axes: Axes) -> Iterator[tuple[float, float, float, float]]:
    """The bands' left and right, lowest and highest."""
    for line in axes.lines:
        if isinstance(line, Line2D) and line.get_color() == loss.EDGE["color"]:
            x, y = (list(map(float, found)) for found in line.get_data())
            yield min(x), max(x), min(y), max(y)


def curve(axes: Axes) -> list[tuple[float, float]]:
    (line,) = [line for line in axes.lines if line.get_color() == loss.CURVE["color"]]
    return [(float(x), float(y)) for x, y in zip(*line.get_data(), strict=True)]


def test_the_loss_is_within_every_band_that_is_drawn(made: LossFigure) -> None:
    """On both axes, in all four windows, at several times of each."""
    for axes in made.drawn().figure.axes:
        points, bands = curve(axes), list(outlines(axes))
        assert len(bands) == 4
        for left, right, low, high in bands:
            inside = [y for x, y in points if left <= x <= right]
            assert len(inside) >= 8
            assert all(low <= y <= high + 1e-9 for y in inside)


def test_a_band_ends_where_its_window_does(made: LossFigure) -> None:
    """And no band would hold the loss a little later: the bands are tight enough to see that."""
    windows = made.windows.windows if made.windows else ()
    upper = made.drawn().figure.axes[0]
    for (left, right, low, _), window in zip(sorted(outlines(upper)), windows, strict=True):
        assert left == pytest.approx(float(window.left))
        if window.right != "inf":
            assert right == pytest.approx(float(window.right))
            later = [y for x, y in curve(upper) if x > right * 1.1][:1]
            assert later[0] < low


def test_levels_and_bounds_are_what_they_should_be(made: LossFigure) -> None:
    """¼Σ_{i>k}σ_i², ½εR_k and ¼nε², from Y and ε alone."""
    sigma, epsilon = [Fraction(3), Fraction(2), Fraction(1)], Fraction(1, 10)
    for k, plateau in enumerate(made.plateaus):
        numbers = (plateau.level, plateau.below, plateau.above)
        expected = (
            sum(x**2 for x in sigma[k:]) / 4,
            epsilon * sum(sigma[k:]) / 2,
            Fraction(3, 4) * epsilon**2,
        )
        for found, value in zip(numbers, expected, strict=True):
            assert found is not None
            assert Fraction(found.decimal) == value


def test_with_another_rate_all_of_it_is_as_many_times_as_large() -> None:
    """TFHV's loss ½‖Y − W‖_F² has the rate 2."""
    one, two = (Flow(spectrum=[2, 1], alpha="1e-9", rate=c).plot(loss=True, epsilon="0.1") for c in (1, 2))
    assert isinstance(one, LossFigure)
    assert isinstance(two, LossFigure)
    for first, second in zip(one.plateaus, two.plateaus, strict=True):
        for name in ("level", "below", "above"):
            assert Fraction(getattr(second, name).decimal) == 2 * Fraction(getattr(first, name).decimal)
    assert float(two.curves.values[0][0].decimal) == pytest.approx(2 * float(one.curves.values[0][0].decimal))


def test_levels_of_a_target_of_low_rank_and_of_any_sign() -> None:
    """What is absent from a dense Y is 0 exactly; what is negative is never learned, and stays in the loss."""
    low = Flow(target=[[2, 1, 3], [1, 2, 3], [3, 3, 6]], alpha="1e-9").plot(loss=True)
    assert isinstance(low, LossFigure)
    assert low.plateaus[-1].level.decimal == "0"
    signed = Flow(target=[[2, 0], [0, -3]], alpha="1e-9").plot(loss=True)
    assert isinstance(signed, LossFigure)
    assert [Fraction(x.level.decimal) for x in signed.plateaus] == [Fraction(13, 4), Fraction(9, 4)]
    assert all(x.below is None for x in signed.plateaus)


@pytest.mark.parametrize(
    ("changed", "has_bands"),
    [
        ({}, True),
        ({"rescaled": True, "wide": True}, True),
        ({"windows": None, "plateaus": plateaus(FLOW.problem, None, 10)}, False),
        ({"windows": FLOW.windows("4s", "1e-4"), "plateaus": plateaus(FLOW.problem, None, 10)}, False),
    ],
)
def test_it_fits_a_paper(made: LossFigure, changed: dict[str, Any], has_bands: bool) -> None:
    """With windows, rescaled, without, and where a hypothesis fails."""
    figure = replace(made, **changed)
    drawn = figure.drawn()
    assert faults(drawn) == []
    shown = [text.get_text() for text in texts(drawn.figure)]
    assert ("proved bounds" in shown) is has_bands
    assert "$L_{0}$" in shown
    assert ("lower by at most" in str(figure)) is has_bands


def test_modes_far_apart_fit_a_paper() -> None:
    """Bands are thinner than the curve there, and are seen on top of it."""
    drawn = Flow(spectrum=[100, 10, 1], alpha="1e-30").plot(loss=True, epsilon="1/100").drawn()
    assert faults(drawn) == []
    assert all(len(list(outlines(axes))) == 4 for axes in drawn.figure.axes)


def test_bands_are_told_from_curves_without_colour() -> None:
    """By their grey."""

    def grey(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(weight * part for weight, part in zip((0.299, 0.587, 0.114), parts, strict=True))

    assert abs(grey(loss.EDGE["color"]) - grey(loss.CURVE["color"])) > 0.1


def test_the_command_line_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["plot", "--spectrum", "2,1", "--alpha", "1e-9", "--epsilon", "1/10", "--jobs", "1", "--loss"]
    assert cli.run([*arguments, "--output", str(tmp_path / "x.pdf"), "--json", str(tmp_path / "x.json")]) == 0
    mine = Flow(spectrum=[2, 1], alpha="1e-9").plot(loss=True, epsilon="1/10")
    assert capsys.readouterr().out.startswith(f"{mine}\n")
    assert (tmp_path / "x.pdf").read_bytes() == mine.written("pdf")
    found = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert [plateau["k"] for plateau in found["plateaus"]] == [0, 1, 2]
    assert found["plateaus"][0]["level"]["value"] == "1.250000000"
    assert found["loss_convention"] == "(c/4)·‖Y − W‖_F²"
    losses = [mpmath.mpf(at["loss"]["value"]) for at in found["times"]]
    assert all(later <= earlier for earlier, later in pairwise(losses))


@pytest.mark.parametrize(("loss", "name"), [(True, "loss is about 5.0e\\+319"), (False, "σ_1 is about 1.0e\\+400")])
def test_what_no_float_holds_is_told(loss: bool, name: str) -> None:
    alpha = "1e80" if loss else "1e200"
    with pytest.raises(Misuse, match=name):
        Flow(spectrum=[2, 1], alpha=alpha).plot(loss=loss)
