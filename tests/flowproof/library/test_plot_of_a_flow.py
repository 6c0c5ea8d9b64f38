"""`Flow.plot`: a drawing that fits a paper, from numbers that are certified."""

import json
from fractions import Fraction
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import pytest
from on_paper import faults

import flowproof
from flowproof.library.figure import Figure
from flowproof.plots import learning

FLOWS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "tiny": ({"spectrum": [3, 2, 1, 0], "alpha": "1e-1000"}, {"epsilon": "0.1", "rescaled": True}),
    "dense start": ({"spectrum": "3,2,1,0", "shape": "random:1", "alpha": "1e-8"}, {"epsilon": "0.1"}),
    "a hypothesis fails": ({"spectrum": [3, 2, 1], "alpha": 0.001}, {"epsilon": 0.1, "theorem": "4opt"}),
    "dense target": ({"target": [[2.0, 0.1], [0.1, 0.7]], "alpha": "1e-9"}, {"wide": True, "epsilon": 0.1}),
    "far apart": ({"spectrum": [5, "4.6", "4.5", "0.01"], "alpha": "1e-9"}, {"epsilon": "0.001", "theorem": "4s"}),
    "missed by a factor": ({"spectrum": [3, 2, 1], "factor": [[1], [2], [3]], "alpha": "1e-6"}, {"epsilon": "1/7"}),
    "many": ({"spectrum": range(12, 0, -1), "alpha": "1e-300"}, {"epsilon": "0.1", "times": range(0, 900, 100)}),
    "α above 1": ({"spectrum": [3, -0.0], "alpha": 2}, {}),
}


@pytest.fixture(scope="module", params=FLOWS)
def drawn(request: pytest.FixtureRequest) -> Figure:
    """Each flow, drawn once."""
    flow, asked = FLOWS[request.param]
    return flowproof.Flow(**flow).plot(**asked)


@pytest.fixture(scope="module")
def tiny() -> Figure:
    flow, asked = FLOWS["tiny"]
    return flowproof.Flow(**flow).plot(**asked)


def test_it_fits_a_paper(drawn: Figure) -> None:
    """No text lies on another, axes have labels, there is a legend, and the width is a column's or a page's."""
    assert faults(drawn.drawn()) == []


def test_the_times_show_each_mode_before_and_after_it_is_learned(drawn: Figure) -> None:
    """They ascend from 0, or nearly, to where all that is ever learned is within one percent of its target."""
    times = drawn.curves.times
    assert all(before < after for before, after in pairwise(times))
    reached = [float(x.decimal) for x in drawn.curves.values[-1]]
    for i, target in enumerate(drawn.targets):
        assert reached[i] == pytest.approx(float(target.decimal), rel=0.02) or drawn.curves.names[i] in ("σ_2", "σ_3")


def test_the_drawing_is_made_of_the_certified_numbers(tiny: Figure) -> None:
    """Curves, targets and windows are those of `singular_values` and `windows`, in c·t/log(1/α)."""
    flow = flowproof.Flow(spectrum=[3, 2, 1, 0], alpha="1e-1000")
    t = tiny.curves.times[57]
    assert tiny.curves.values[57] == flow.singular_values([t], digits=10).values[0]
    assert tiny.windows == flow.windows("3", "0.1")
    panel = tiny._panel("")
    unit = 1000 * log(10)
    assert panel.times[57] == pytest.approx(float(t) / unit)
    assert panel.marks == pytest.approx([1 / 3, 1 / 2, 1])
    assert panel.targets == [3, 2, 1]
    assert [x[0] for x in panel.logs] == pytest.approx([-2000] * 4)
    assert panel.windows[1][1] == pytest.approx(float(tiny.windows.windows[1].left) / unit)
    assert [k for k, _, _ in panel.shown] == [0, 1, 2, 3]


def test_windows_are_of_the_theorem_that_fits_the_start() -> None:
    """Theorem 3 for a spectral start, also of a dense Y, 4 for another, ours for a factor, and any that is named."""
    asked = {"epsilon": "1/10", "times": [0, 9]}
    starts: list[dict[str, Any]] = [{}, {"shape": "random:1"}, {"factor": [[1, 0], [0, 1]]}]
    flows = [flowproof.Flow(spectrum=[3, 2], alpha="1e-9", **start) for start in starts]
    assert [_theorem(flow.plot(**asked)) for flow in flows] == ["3", "4", "4′"]
    assert _theorem(flows[0].plot(theorem=4, **asked)) == "4"
    assert _theorem(flowproof.Flow([[2, 1], [1, 3]], alpha="1e-9").plot(**asked)) == "3"


def _theorem(figure: Figure) -> str:
    assert figure.windows is not None
    return figure.windows.theorem


def test_windows_are_drawn_only_where_the_theorem_applies() -> None:
    """The drawing says so instead, and the status is that of the command `windows`."""
    flow, asked = FLOWS["a hypothesis fails"]
    figure = flowproof.Flow(**flow).plot(**asked)
    assert (figure.status, figure._panel("").windows) == (1, [])
    assert "no $T_k$ of Theorem" in figure._repr_svg_()
    assert ": a hypothesis fails" in str(figure)


def test_far_modes_get_a_logarithmic_axis_of_time() -> None:
    near, far = (flowproof.Flow(spectrum=spectrum, alpha="1e-9").plot() for spectrum in ([3, 1], [3, "0.01"]))
    assert [figure._panel("").logarithmic for figure in (near, far)] == [False, True]
    assert near.curves.times[0] == 0 < far.curves.times[0]


def test_a_notebook_shows_it_and_files_are_what_their_names_say(tiny: Figure, tmp_path: Path) -> None:
    """The same bytes each time."""
    assert tiny._repr_svg_().rstrip().endswith("</svg>")
    for suffix, begins in (("svg", b"<?xml"), ("pdf", b"%PDF-"), ("PNG", b"\x89PNG")):
        file = tmp_path / f"x.{suffix}"
        tiny.save(file)
        assert file.read_bytes().startswith(begins)
        assert file.read_bytes() == tiny.written(suffix.lower())


def test_the_pdf_embeds_its_fonts_as_true_type(tiny: Figure) -> None:
    """Type 3 fonts are refused by publishers."""
    written = tiny.written("pdf")
    assert b"/Type3" not in written
    assert b"/FontFile2" in written


def test_the_numbers_are_given_as_text(tiny: Figure) -> None:
    found = json.loads(tiny.to_json())
    assert found["targets"][0]["value"] == "3.000000000"
    assert found["learning_times"][2].startswith("2302.585")
    assert len(found["times"]) == len(tiny.curves.times)
    assert found["windows"]["theorem"] == "3"


def test_a_file_is_written_on_the_way(tmp_path: Path) -> None:
    file = tmp_path / "mine.pdf"
    flowproof.Flow(spectrum=[2, 1], alpha="1e-6").plot(file, times=[0, 5, 10])
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("flow", "asked", "complaint"),
    [
        ({}, {"file": "x.jpg"}, "the file is 'x.jpg'; give a file whose name ends in .svg, .pdf or .png"),
        ({}, {"file": "/nowhere/x.svg"}, "there is no folder '/nowhere' to write 'x.svg' in; create it first"),
        ({"alpha": "x"}, {}, "α is 'x'; write an exact number"),
        ({"spectrum": [0, 0]}, {}, "the target has no positive eigenvalue"),
        ({}, {"times": [2, 1]}, "times 1 and 2 are 2 and 1, which descend"),
        ({}, {"times": [1]}, "there is one time, 1; give at least two"),
        ({"spectrum": ["1e400"]}, {}, "a time is about"),
        ({"alpha": 3}, {"rescaled": True}, "α is 3, and time can be rescaled by log(1/α) only for α < 1"),
        ({}, {"theorem": "4"}, "windows need a tolerance; give epsilon too"),
        ({}, {"theorem": "9", "epsilon": 1}, "not for 9"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    flow: dict[str, Any], asked: dict[str, Any], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is computed for it."""

    def compute(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("flowproof.library.flow.measure", compute)
    with pytest.raises(flowproof.Misuse) as told:
        flowproof.Flow(**{"spectrum": [3, 1], "alpha": "1e-6", **flow}).plot(**asked)
    assert complaint in str(told.value)
    assert "\n" not in str(told.value)


def test_labels_that_would_lie_on_others_are_left_out() -> None:
    """Those of close targets; the first of them stays."""
    panel = learning.Panel("", [0, 1], [[0, 1]] * 3, [], targets=[1, 0.99, 0.5], logs=[[0, 1]] * 3)
    figure = learning.draw(panel, learning.Names("time"), wide=False).figure
    labels = [text.get_text() for text in figure.axes[0].texts]
    assert labels == [r"$\sigma_{1}$", r"$\sigma_{3}$"]


def test_times_beyond_floats_are_as_good_as_others() -> None:
    """α = 1e-1000000 is drawn against c·t/log(1/α) like any other."""
    figure = flowproof.Flow(spectrum=[2, 1], alpha="1e-1000000").plot(rescaled=True, epsilon="1e-30")
    assert figure._panel("").times[-1] == pytest.approx(1.2, abs=0.01)
    assert min(figure._panel("").logs[0]) == -2_000_000
    assert figure.curves.times[0] == Fraction(0)
