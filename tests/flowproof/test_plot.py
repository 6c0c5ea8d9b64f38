"""`flowproof plot`: what `Flow.plot` draws, at the command line."""

import json
from pathlib import Path

import pytest

import flowproof
from flowproof import cli

FLOW = ("plot", "--spectrum", "3,2", "--alpha", "1e-20", "--jobs", "1")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_is_the_figure_of_python(capsys: pytest.CaptureFixture[str]) -> None:
    """Drawing, numbers and text, byte for byte but for the seconds."""
    assert cli.run([*FLOW, "--epsilon", "1/10", "--output", "x.pdf", "--json", "x.json"]) == 0
    told = capsys.readouterr().out
    mine = flowproof.Flow(spectrum=[3, 2], alpha="1e-20").plot(epsilon="1/10")
    assert told == f"{mine}\nwritten to x.pdf\n"
    assert Path("x.pdf").read_bytes() == mine.written("pdf")
    found = json.loads(Path("x.json").read_text(encoding="utf-8"))
    assert {**found, "seconds": ""} == {**mine.document, "seconds": ""}


def test_without_a_name_it_is_drawn_to_one(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json alone nothing is drawn; on standard output JSON and SVG stand alone."""
    assert cli.run([*FLOW, "--time", "0", "--time", "9"]) == 0
    assert Path("flow.svg").read_text(encoding="utf-8").startswith("<?xml")
    Path("flow.svg").unlink()
    assert capsys.readouterr().out.endswith("written to flow.svg\n")
    assert cli.run([*FLOW, "--time", "0", "--time", "9", "--json", "-"]) == 0
    assert len(json.loads(capsys.readouterr().out)["times"]) == 2
    assert cli.run([*FLOW, "--time", "0", "--time", "9", "--output", "-"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("</svg>")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(("alpha", "status"), [("1e-20", 0), ("0.1", 1)])
def test_the_status_is_that_of_the_hypotheses(alpha: str, status: int) -> None:
    """It is drawn all the same."""
    arguments = ["plot", "--spectrum", "3,2", "--alpha", alpha, "--epsilon", "0.1", "--time", "0", "--time", "9"]
    assert cli.run([*arguments, "--theorem", "4", "--output", "x.png"]) == status
    assert Path("x.png").exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--output", "x.jpg"], "the file is 'x.jpg'; give a file whose name ends in .svg, .pdf or .png"),
        (["--output", "/nowhere/x.svg"], "there is no folder '/nowhere' to write 'x.svg' in"),
        (["--alpha", "tiny"], "α is 'tiny'; write an exact number"),
        (["--time", "2", "--time", "1"], "2 and 1, which descend"),
        (["--theorem", "4"], "windows need a tolerance; give epsilon too"),
        (["--spectrum", "0"], "no positive eigenvalue"),
        (["--theorem", "9", "--epsilon", "1"], "'9' is not one of '3', '4'"),
    ],
)
def test_misuse_is_one_sentence(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The status is 3, and nothing is written."""
    assert cli.run([*FLOW, *arguments]) == cli.MISUSE
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1
    assert list(Path().iterdir()) == []
