"""`flowproof grade`, for real."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.grades import document, text
from proofs.grading.inequality import Grade
from proofs.verdict import Outcome, Strength

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "inequalities.toml"
HOLDS = '[[claim]]\nname = "sum"\nkind = "inequality"\nvariables = ["x"]\ngiven = ["x > 0"]\nshows = "x + 1 > 1"\n'
FAILS = HOLDS.replace("sum", "too much").replace("x + 1 > 1", "x > 1")
VACUOUS = HOLDS.replace("sum", "nothing").replace("x > 0", "x > x")


@pytest.fixture
def write(tmp_path: Path):
    def written(name: str, content: str) -> str:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return str(tmp_path / name)

    return written


def test_the_exit_status_says_how_it_ended(write, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, three = write("1.toml", HOLDS), write("2.toml", FAILS), write("3.toml", VACUOUS)
    for files, status in (([one], 0), ([three, one], 2), ([three, two], 1)):
        assert cli.run(["grade", *files, "--seconds", "4"]) == status
    shown = capsys.readouterr().out
    for part in ("sum: HOLDS, PROVED", "nothing: UNDECIDED", "vacuous", "too much: FAILS, PROVED", "fails at x = "):
        assert part in shown
    assert "2 claims: 0 HOLD, 1 FAIL, 1 UNDECIDED" in shown


def test_the_examples_come_out_as_their_names_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["grade", str(EXAMPLES), "--seconds", "12", "--json", "-"]) == 1
    found = json.loads(capsys.readouterr().out)["claims"]
    assert [each["outcome"] for each in found] == ["HOLDS", "HOLDS", "FAILS", "HOLDS", "UNDECIDED", "UNDECIDED"]
    assert all(each["certificate"] for each in found if each["outcome"] == "HOLDS")
    assert "vacuous" in found[-1]["reason"]
    sigma, a, growth, eps = (Fraction(found[2]["witness"][name]) for name in ("sigma", "a", "growth", "eps"))
    assert 0 < a < sigma
    assert growth >= 1
    assert eps > 0
    assert eps * a * growth >= sigma**2
    assert sigma - sigma * a * growth / (sigma - a + a * growth) > eps * Fraction(9, 10)


def test_misuse_is_one_sentence(write, capsys: pytest.CaptureFixture[str]) -> None:
    windows = write("windows.toml", HOLDS.replace('"inequality"', '"windows"'))
    unknown = write("unknown.toml", HOLDS.replace("x + 1", "z + 1"))
    for arguments, why in (
        (["grade"], "missing argument"),
        (["grade", "no such file"], "can't be read"),
        (["grade", windows], "does not grade claims of kind 'windows' yet"),
        (["grade", unknown], "claim 'sum': shows: line 1, column 1: 'z' is none of the names known here"),
        (["grade", windows, "--seconds", "0"], "--seconds"),
    ):
        assert cli.run(arguments) == 3
        told = capsys.readouterr()
        assert why in told.err
        assert told.err.count("\n") == 1
        assert told.out == ""


def test_what_is_undecided_shows_how_near_it_comes() -> None:
    point = {"x": Fraction(1, 3)}
    tightest = ((Fraction(1, 3), Fraction(2, 3)), point)
    found = Grade("near", Outcome.UNDECIDED, Strength.NONE, "who knows", tightest=tightest)
    assert "0.333333 to 0.666667, at x = 1/3" in " ".join(text([found]).split())
    assert document([found])["claims"][0]["tightest"] == {
        "ratio": ["0.333333", "0.666667"],
        "instance": {"x": "1/3"},
    }
