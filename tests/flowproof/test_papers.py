"""Papers of one's own, by the command and from Python: the table, the JSON, the report, and the file to begin with."""

import json
import re
from pathlib import Path

import pytest

import flowproof
from flowproof import cli
from proofs import checker

PAPER = """
[paper]
key = "Own2026"
title = "A paper of my own"
authors = "A. Author"

[[claim]]
label = "bound"
number = "1"
section = "bounds"
kind = "inequality"
gloss = "The geometric mean is at most the arithmetic one."
latex = 'xy \\le (x^2 + y^2)/2'
variables = ["x", "y"]
given = ["x >= 0"]
shows = "x*y <= (x**2 + y**2)/2"

[[claim]]
label = "setting"
unchecked = "it is a definition"

[[claim]]
label = "conclusion"
item = "theorem"
kind = "inequality"
variables = ["u"]
given = ["u >= 1"]
uses = [{ label = "bound", with = { x = "u", y = "1/u" } }]
shows = "1 <= (u**2 + 1/u**2)/2"
"""
FALSE = """
[[claim]]
label = "too-much"
kind = "inequality"
variables = ["x"]
shows = "x**2 >= x"
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "paper.toml"
    file.write_text(PAPER, encoding="utf-8")
    return file


def test_a_paper_gets_a_table_json_certificates_and_a_report(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, proofs, folder = (tmp_path / name for name in ("v.json", "c.json", "report"))
    places = ["--json", str(data), "--certificates", str(proofs), "--report", str(folder)]
    assert cli.run(["grade", str(paper), "--seconds", "20", *places]) == 0
    shown = capsys.readouterr().out
    assert "3 entries: 2 HOLD, 0 FAIL, 0 UNDECIDED, 1 UNCHECKED" in shown
    assert "bound: nothing rests on the hypothesis x >= 0" in shown
    assert f"report written to {folder / 'index.html'}" in shown

    found = json.loads(data.read_text(encoding="utf-8"))
    assert found["paper"]["key"] == "Own2026"
    assert {each["label"]: each["outcome"] for each in found["entries"]} == {
        "bound": "HOLDS",
        "setting": "UNCHECKED",
        "conclusion": "HOLDS",
    }
    assert ["conclusion", "bound"] in found["graph"]["edges"]
    statements = {each["label"]: each["statement"] for each in found["entries"]}
    assert statements["bound"].endswith(r"\text{ with }x \ge 0\text{: }x y \le \frac{x^{2} + y^{2}}{2}")
    assert r"\text{ by bound}" in statements["conclusion"]
    assert statements["setting"] == ""
    assert {why for _, why in checker.check(checker.load(proofs))} == {""}

    start = (folder / "index.html").read_text(encoding="utf-8")
    assert "<h1>A paper of my own</h1>" in start
    assert "<p>A. Author</p>" in start
    assert "Min &amp; Vidal" not in start
    assert "graph-conclusion.html" in start
    bounds = (folder / "section-own2026-bounds.html").read_text(encoding="utf-8")
    assert 'id="bound"' in bounds
    assert "As checked, rendered from its texts:" in bounds
    assert "promised" not in bounds
    assert 'class="proof"' in bounds
    names = {file.name for file in folder.iterdir()}
    for file in folder.glob("*.html"):
        for link in re.findall(r'href="([^"#:]+\.html)', file.read_text(encoding="utf-8")):
            assert link in names, (file.name, link)


def test_the_same_from_python(paper: Path) -> None:
    found = flowproof.paper(paper, seconds=20, jobs=1)
    assert (found.status, found.holds, len(found)) == (0, True, 3)
    assert found["conclusion"].uses == ("bound",)
    assert found.table()[1][:5] == ["bound", "(1)", "HOLDS", "PROVED", "PROVED"]
    assert "as ([u + y])" not in found.explained()
    assert "Hence" in found.explained()
    assert json.loads(found.to_json())["paper"]["title"] == "A paper of my own"
    assert "<table>" in found._repr_html_()


def test_a_paper_with_a_false_claim_ends_1(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper.write_text(PAPER + FALSE, encoding="utf-8")
    assert cli.run(["grade", str(paper), "--seconds", "20", "--json", "-"]) == 1
    entries = {each["label"]: each for each in json.loads(capsys.readouterr().out)["entries"]}
    assert entries["too-much"]["outcome"] == "FAILS"
    assert entries["too-much"]["witness"].keys() == {"x"}


def test_a_proof_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["grade", "x + 1/x >= 2", "--given", "x > 0", "--explain"]) == 0
    shown = capsys.readouterr().out
    assert "for all positive x" in shown
    assert "as (x)(x + 1/x − 2) = (−1 + x)²" in shown


def test_what_makes_no_sense_is_told_in_a_sentence(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--report", str(tmp_path / "report")]
    for arguments, why in (
        ([str(paper), "x > 0"], "is a paper, which is graded by itself"),
        (["x**2 >= 0", *places], "there is no paper to report on"),
    ):
        assert cli.run(["grade", *arguments]) == 3
        told = capsys.readouterr().err
        assert why in told
        assert told.count("\n") == 1
    assert not (tmp_path / "report").exists()


def test_what_init_writes_holds_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "draft"
    assert cli.run(["init", str(folder)]) == 0
    file = folder / "paper.toml"
    assert capsys.readouterr().out == f"flowproof grade {file}\n"
    found = flowproof.paper(file, seconds=60, jobs=1)
    assert found.status == 0, str(found)
    assert all(each.chain.name == "PROVED" for each in found if each.outcome is not None)
    assert cli.run(["init", str(folder)]) == 3
    assert "is there already, and is not overwritten" in capsys.readouterr().err


WRONG = """
[[claim]]
label = "as-printed"
number = "2"
kind = "inequality"
gloss = "A bound without its hypothesis."
latex = 'x \\le x^2'
variables = ["x"]
shows = "x <= x**2"
correction = "as-it-should-be"
cause = "missing hypothesis"

[[claim]]
label = "as-it-should-be"
kind = "inequality"
variables = ["x"]
given = ["x >= 1"]
shows = "x <= x**2"

[[claim]]
label = "rests-on-it"
kind = "inequality"
variables = ["x"]
uses = ["as-printed"]
shows = "x**2 >= 0"
"""


def test_what_is_recorded_to_fail_is_an_erratum(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is refuted, what holds in its place is checked, and that it fails is then no news."""
    paper.write_text(PAPER + WRONG, encoding="utf-8")
    found = flowproof.paper(paper, seconds=20, jobs=1)
    assert found.status == 0, str(found)
    (one,) = found.errata()
    assert (one.label, one.cause, one.outcome, one.downstream) == (
        "as-printed",
        "missing hypothesis",
        "FAILS",
        "rests-on-it",
    )
    assert one.instead is not None
    assert (one.instead["label"], one.instead["outcome"]) == ("as-it-should-be", "HOLDS")
    assert found["rests-on-it"].chain.name == "NONE"
    assert "1 FAIL as recorded" in str(found)

    assert cli.run(["errata", str(paper), "--jobs", "1"]) == 0
    shown = capsys.readouterr().out
    assert "Own2026 (2)  as-printed: missing hypothesis" in shown
    assert "as printed: x ≤ x²" in shown
    assert "instead (HOLDS, PROVED): for all real x with x ≥ 1: x ≤ x²  [as-it-should-be]" in shown
    assert "1 errata: 1 missing hypothesis" in shown


def test_what_fails_unrecorded_is_an_erratum_too(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command and in the report, which has a page of them."""
    paper.write_text(PAPER + FALSE, encoding="utf-8")
    assert cli.run(["errata", str(paper), "--json", "-", "--jobs", "1"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)["errata"]
    assert (entry["label"], entry["cause"], entry["instead"]) == ("too-much", None, None)
    assert entry["printed"] == r"\text{for all real }x\text{: }x^{2} \ge x"
    assert cli.run(["grade", str(paper), "--report", str(tmp_path / "report"), "--jobs", "1"]) == 1
    page = (tmp_path / "report" / "errata.html").read_text(encoding="utf-8")
    assert "not on record" in page
    assert "fails at" in page


def test_what_is_recorded_to_fail_and_holds_is_not_as_recorded(paper: Path) -> None:
    paper.write_text(PAPER + WRONG.replace("x <= x**2", "x <= x**2 + 1"), encoding="utf-8")
    found = flowproof.paper(paper, seconds=20, jobs=1)
    assert (found["as-printed"].outcome.value, found.status) == ("HOLDS", 1)


def test_the_coverage_of_a_paper_counts_each_claim_once(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper.write_text(PAPER + FALSE, encoding="utf-8")
    assert cli.run(["coverage", str(paper), "--json", "-", "--jobs", "1"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(row["section"], row["PROVED"], row["fails"], row["total"]) for row in found["sections"]] == [
        ("bounds", 1, 0, 1),
        ("claims", 1, 1, 3),
    ]
    assert (found["total"]["PROVED"], found["total"]["unchecked"], found["total"]["total"]) == (2, 1, 4)
    assert found["open"]["fails"] == ["too-much"]


def test_a_long_chain_is_listed_and_not_drawn(tmp_path: Path) -> None:
    """Its report is written in a time that grows with its length alone."""
    chain = "".join(
        f'[[claim]]\nlabel = "c{k}"\nunchecked = "x"\nuses = [{f"{chr(34)}c{k - 1}{chr(34)}" if k else ""}]\n'
        for k in range(3000)
    )
    last = '[[claim]]\nlabel = "top"\nitem = "theorem"\nunchecked = "x"\nuses = ["c2999"]\n'
    flowproof.paper(f'[paper]\nkey = "Own"\n{chain}{last}', jobs=1).report(str(tmp_path / "report"))
    page = (tmp_path / "report" / "graph-top.html").read_text(encoding="utf-8")
    assert "too many statements to be drawn" in page
    assert "<svg" not in page
    assert page.count("<li>") == 3001
