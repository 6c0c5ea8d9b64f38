"""What results are made into: JSON as the command writes it, tables, and DataFrames where pandas is installed."""

import dataclasses
import json
import pickle
import sys
from math import inf
from types import SimpleNamespace
from typing import Any

import pytest

import flowproof
from flowproof import cli
from flowproof.library.results import Result

START = {"spectrum": "3,2,1,0", "shape": "random:7", "alpha": "1e-30"}
COMMAND = ("--spectrum", "3,2,1,0", "--shape", "random:7", "--alpha", "1e-30")
RESULTS = {
    "at": lambda flow: flow.at("1/3", 12),
    "trajectory": lambda flow: flow.trajectory([0, 20], 12),
    "singular_values": lambda flow: flow.singular_values([0, 20], 12),
    "error": lambda flow: flow.error(1, [0, 20], 12),
    "loss": lambda flow: flow.loss([0, 20], 12),
    "reach": lambda flow: flow.reach(2, "1/2", 12),
    "another form": lambda flow: flow.trajectory("0:20:20", 12, method="graded"),
    "windows": lambda flow: flow.windows("4", "1e-2"),
    "true_windows": lambda flow: flow.true_windows("1e-2", digits=12),
    "a true window": lambda flow: flow.true_windows("1e-2", 2, digits=12),
}
AT_TWO = ("--time", "0", "--time", "20", "--digits", "12")
COMMANDS = {
    "at": ("evaluate", "--time", "1/3", "--digits", "12", "--certified"),
    "trajectory": ("evaluate", *AT_TWO, "--certified"),
    "singular_values": ("measure", *AT_TWO, "--singular-values"),
    "error": ("measure", *AT_TWO, "--error", "1"),
    "loss": ("measure", *AT_TWO, "--loss"),
    "reach": ("measure", "--reach", "2:1/2", "--digits", "12"),
    "another form": ("evaluate", *AT_TWO, "--certified", "--method", "graded"),
    "windows": ("windows", "--theorem", "4", "--epsilon", "1e-2"),
    "true_windows": ("measure", "--true-windows", "1e-2", "--digits", "12"),
    "a true window": ("measure", "--true-windows", "2:1e-2", "--digits", "12"),
}


@pytest.fixture(params=RESULTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def result(name: str) -> Any:
    return RESULTS[name](flowproof.Flow(**START))


def test_json_is_what_the_command_writes(name: str, result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    """To the byte, but for the seconds."""
    assert cli.run([*COMMANDS[name], *COMMAND, "--json", "-"]) == 0
    lines = (line for line in zip(capsys.readouterr().out.split("\n"), result.to_json().split("\n"), strict=True))
    assert [pair for pair in lines if pair[0] != pair[1] and '"seconds"' not in pair[0]] == []


def test_a_result_is_a_value(name: str, result: Any) -> None:
    """Equal to one that was found otherwise, whatever the seconds; hashed, pickled, and not to be changed."""
    again = RESULTS[name](flowproof.Flow(**START))
    assert again == result
    assert hash(again) == hash(result)
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.document = {}


def test_html_is_a_table(result: Any) -> None:
    html = result._repr_html_()
    assert html.startswith("<table><tr><th>")
    assert html.endswith("</td></tr></table>")
    assert html.count("<tr>") == len(result.table())


def test_text_shows_every_digit(result: Any) -> None:
    lines = str(result).splitlines()
    assert len(lines) == len(result.table())
    assert str(result.table()[1][-1]) in lines[1]


def test_a_table_is_small() -> None:
    """Twelve rows and columns of entries, in ten digits; the radius is told where the mouse is."""
    html = flowproof.Flow(spectrum=[1] * 20, alpha=1).at("1/3")._repr_html_()
    assert html.count("<tr>") == 1 + 12 + 1
    assert html.count("⋮") == html.split("</tr>")[0].count("<th>") == 1 + 12 + 1
    assert ">1.00000000…</td>" in html or ">1</td>" in html


def test_html_is_escaped() -> None:
    class Sly(Result):
        def table(self) -> Any:
            return [["<b>"], ["<script>"]]

        def to_numpy(self) -> Any:
            raise NotImplementedError

    assert Sly()._repr_html_() == "<table><tr><th>&lt;b&gt;</th></tr><tr><td>&lt;script&gt;</td></tr></table>"


def test_pandas_that_is_missing_is_told(result: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(
        flowproof.Misuse, match=r"^to_pandas needs pandas, which is not installed here; `pip install pan"
    ):
        result.to_pandas()


def test_pandas_gets_a_column_for_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The decimal as text, its radius, its sign and its logarithm."""
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    found = flowproof.Flow(spectrum=[2, 1], shape=[[100, 0], [0, 1]], alpha=1).at(0, 5).to_pandas()
    assert found[0] == {
        "W": "1",
        "1": "100.00",
        "1 radius": "0",
        "1 sign": 1,
        "1 log10": 2.0,
        "2": "0",
        "2 radius": "0",
        "2 sign": 0,
        "2 log10": -inf,
    }


def test_windows_for_numpy() -> None:
    """The last has no right end."""
    ends = flowproof.Flow(**START).windows("4", "1e-2").to_numpy()
    assert ends.sign.shape == (4, 2)
    assert (ends.log10[3, 1], ends.sign[3, 1]) == (inf, 1)
    assert (10 ** ends.log10[1:3]).ravel() == pytest.approx([24.3489237, 31.8390058, 36.5233856, 63.6780115])


def test_json_is_whole(result: Any) -> None:
    assert json.loads(result.to_json()) == result.document
