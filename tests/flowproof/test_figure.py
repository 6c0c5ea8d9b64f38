"""`flowproof figure`: files written whole, numbers as strings, claims with a verdict, and misuse in a sentence."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from on_paper import faults

from flowproof import cli, figures
from numeric.experiments import nonlinear
from proofs.claims.verdict import Outcome


def run(*arguments: str) -> int:
    return cli.run(["figure", *arguments])


def numbers(found: Any) -> list[str]:
    """Every number of the panels."""
    return [x for panel in found["panels"] for curve in panel["curves"] for axis in "xy" for x in curve[axis]]


@pytest.mark.parametrize(
    ("name", "panels", "claims"), [("MV:1", 4, 0), ("TFHV:1", 6, 8), ("TFHV:2", 6, 3), ("tfhv:3", 2, 2)]
)
def test_a_figure_is_a_drawing_and_its_numbers(
    name: str,
    panels: int,
    claims: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both files are written; the drawing fits a paper, the numbers are strings, and every claim holds."""
    made: list[figures.Figure] = []
    make = figures.make
    monkeypatch.setattr(figures, "make", lambda *asked: made.append(make(*asked)) or made[-1])
    folder = tmp_path / "drawn"
    assert run(name, "--output", str(folder)) == 0
    stem = name.lower().replace(":", "-")
    assert f"written to {folder}: {stem}.svg, {stem}.json" in capsys.readouterr().out
    ElementTree.parse(folder / f"{stem}.svg")  # noqa: S314 (our own drawing)
    assert faults(made[0].drawn) == []
    found = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
    assert found["figure"] == name.upper()
    assert len(found["panels"]) == panels
    assert all(isinstance(number, str) and float(number) == float(number) for number in numbers(found))
    assert len(numbers(found)) > 100
    assert [claim["outcome"] for claim in found["claims"]] == ["HOLDS"] * claims


@pytest.fixture(scope="module")
def made() -> figures.Figure:
    """The cheapest figure of an experiment, made once."""
    return figures.make("TFHV:3", 1)


def test_a_second_figure_joins_the_first(made: figures.Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One folder takes them all, and takes them again."""
    make = figures.make
    monkeypatch.setattr(figures, "make", lambda name, seed: made if name == "TFHV:3" else make(name, seed))
    for name in ("MV:1", "TFHV:3", "TFHV:3"):
        assert run(name, "--output", str(tmp_path / "drawn")) == 0
    assert len(list((tmp_path / "drawn").iterdir())) == 4


def test_the_seed_decides_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed gives the same document, another one another; on standard output it stands alone."""
    texts = []
    for seed in ("1", "1", "2"):
        assert run("TFHV:3", "--seed", seed, "--json", "-") == 0
        shown = capsys.readouterr()
        assert shown.err == ""
        texts.append(shown.out)
    assert texts[0] == texts[1]
    first, other = json.loads(texts[0]), json.loads(texts[2])
    assert (first["seed"], other["seed"]) == ("1", "2")
    assert numbers(first) != numbers(other)


def test_the_numbers_are_those_of_the_experiment() -> None:
    """A curve of the document is a thinned curve of the run."""
    made = figures.make("TFHV:3", 2)
    losses = nonlinear.NonlinearRun(2).imbalanced
    shown = made.document()["panels"][1]["curves"][0]
    assert shown["name"] == "two layers"
    assert [float(y) for y in shown["y"]] == pytest.approx([losses[int(x)] for x in map(float, shown["x"])])


def test_a_claim_that_fails_decides_the_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With another number in the caption the claim about it fails, and the command ends 1."""
    monkeypatch.setattr(nonlinear, "CAPTION", 46.0)
    assert figures.make("TFHV:3", 1).status == 1
    assert run("TFHV:3", "--json", "-") == 1
    outcomes = {claim["label"]: claim["outcome"] for claim in json.loads(capsys.readouterr().out)["claims"]}
    assert outcomes == {"nonlinear-experiment": "HOLDS", "nonlinear-imbalance-as-drawn": "FAILS"}


def test_the_status_follows_the_worst_claim(made: figures.Figure) -> None:
    """An undecided claim ends 2, unless one fails."""
    (step, certificate), *_ = made.claims
    for outcome, status in ((Outcome.HOLDS, 0), (Outcome.UNDECIDED, 2), (Outcome.FAILS, 1)):
        changed = figures.replace(certificate, outcome=outcome)
        assert figures.replace(made, claims=[(step, changed), *made.claims[1:]]).status == status


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["MV:2"], "invalid value for 'NAME': 'MV:2' is not one of 'mv:1', 'tfhv:1'"),
        (["MV:1", "--seed", "3"], "nothing in MV:1 is random, so the seed 3 has no meaning; leave --seed out"),
        (["TFHV:3", "--seed", "-1"], "-1 is not in the range"),
        (["TFHV:3", "--seed", "x"], "'x' is not a valid integer"),
        (["TFHV:3", "--json", "/nowhere/at/all.json"], "there is no folder '/nowhere/at'"),
    ],
)
def test_misuse_is_one_sentence(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the value, and the status is 3."""
    assert run(*arguments) == 3
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


def test_the_drawing_is_what_a_files_name_says(
    made: figures.Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another suffix is refused before anything is computed; without --output there is no folder."""
    monkeypatch.chdir(tmp_path)
    assert run("TFHV:3", "--plot", "x.eps") == 3
    assert "--plot is 'x.eps'; give a file whose name ends in .svg, .pdf or .png" in capsys.readouterr().err
    monkeypatch.setattr(figures, "make", lambda *_: made)
    for suffix, begins in (("pdf", b"%PDF-"), ("svg", b"<?xml"), ("png", b"\x89PNG")):
        assert run("TFHV:3", "--plot", f"x.{suffix}") == 0
        assert Path(f"x.{suffix}").read_bytes().startswith(begins)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["x.pdf", "x.png", "x.svg"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written beside what is not ours."""
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    assert run("TFHV:3", "--output", str(tmp_path)) == 3
    assert "thesis.tex" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]
