"""`flowproof grade` on differential equations of matrices: what is printed and written, in a paper too."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.report.mathml import is_converted
from proofs import checker
from proofs.grading.papers.near_misses import changed, dropped
from proofs.grading.papers.paper import parse
from proofs.grading.papers.statements import statement

ROOT = Path(__file__).resolve().parents[2]
CLOSED = """kind = "matrix-solution"
matrices = { W = ["n", "n"], Y = ["n", "n"], W0 = ["n", "n"] }
symmetric = ["W", "Y", "W0"]
given = ["0 <= W0"]
integral = { G = "2*exp(2*t*Y)" }
flow = { W = "Y*W + W*Y - 2*W*W" }
start = { W = "W0" }
solution = { W = "grown*inv(1 + G*W0)*exp(t*Y)" }
"""
BALANCED = """kind = "matrix-solution"
matrices = { U = ["n", "h"], V = ["m", "h"], Y = ["n", "m"] }
flow = { U = "(Y - U*T(V))*V", V = "(T(Y) - V*T(U))*U" }
conserved = ["T(U)*U - T(V)*V"]
"""
SUPPOSED = """kind = "matrix-solution"
matrices = { X = ["n", "n"], A = ["n", "n"] }
flow = { X = "X*A*X" }
start = { X = "1" }
solution = { X = "inv(1 - t*A)" }
invertible = ["1 - t*A"]
"""
PAPER = f"""[paper]
key = "Mine"
[definitions]
grown = "exp(t*Y)*W0"
[[claim]]
label = "closed"
{CLOSED}
[[claim]]
label = "balanced"
uses = ["closed"]
{BALANCED}
[[claim]]
label = "supposed"
{SUPPOSED}
[[claim]]
label = "wrong"
{CLOSED.replace("2*exp(2*t*Y)", "exp(2*t*Y)")}
"""
LATEX = {
    "closed": r"\text{for all }Y \in \mathbb{R}^{n \times n}\text{ symmetric},\ W_{0} \in \mathbb{R}^{n \times n}"
    r"\text{ symmetric}\text{ with }0 \preceq W_{0}\text{: }W = e^{t Y} W_{0} (1 + G W_{0})^{-1} e^{t Y}"
    r"\text{ solves }\frac{d W}{d t} = Y W + W Y - 2 W W\text{ for }t \ge 0,\ W = W_{0}\text{ at }t = 0,"
    r"\ W = W^{\top},\ \text{where }\frac{d G}{d t} = 2 e^{2 t Y},\ G = 0\text{ at }t = 0",
    "balanced": r"\text{for all }U \in \mathbb{R}^{n \times h},\ V \in \mathbb{R}^{m \times h},\ "
    r"Y \in \mathbb{R}^{n \times m}\text{: }\text{where }\frac{d U}{d t} = (Y - U V^{\top}) V,\ "
    r"\frac{d V}{d t} = (Y^{\top} - V U^{\top}) U,\ U^{\top} U - V^{\top} V\text{ does not change}",
    "supposed": r"\text{for all }A \in \mathbb{R}^{n \times n}\text{: }X = (1 - t A)^{-1}\text{ solves }"
    r"\frac{d X}{d t} = X A X\text{ for }t \ge 0,\ X = 1\text{ at }t = 0,\ "
    r"\text{as long as there is an inverse of }1 - t A",
}


def test_a_paper_has_verdicts_with_near_misses_certificates_and_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, found, proofs, report = (tmp_path / name for name in ("paper.toml", "found.json", "proofs.json", "report"))
    file.write_text(PAPER, encoding="utf-8")
    outputs = ["--json", str(found), "--certificates", str(proofs), "--report", str(report)]
    assert cli.run(["grade", str(file), "--jobs", "1", *outputs]) == 1
    assert "4 entries: 3 HOLD, 1 FAIL" in capsys.readouterr().out
    entries = {each["label"]: each for each in json.loads(found.read_text(encoding="utf-8"))["entries"]}
    assert [entries[x]["outcome"] for x in (*LATEX, "wrong")] == ["HOLDS", "HOLDS", "HOLDS", "FAILS"]
    assert "is supposed" in entries["supposed"]["reason"]
    assert "no near-miss was told apart" not in json.dumps(entries)
    checked = [sys.executable, "-I", "-S", str(ROOT / "proofs/checker.py"), str(proofs)]
    told = subprocess.run(checked, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603
    assert all(line.startswith(("valid", "self-test")) for line in told)
    assert sum("the derivative of W" in line for line in told) == 1
    pages = "".join(page.read_text(encoding="utf-8") for page in report.glob("**/*.html"))
    assert "101/100 of W" in re.sub(r"<[^>]+>|&nbsp;", "", pages).replace("\u00a0", " ")


def test_the_statement_is_what_was_checked() -> None:
    paper = parse(PAPER)
    for label, latex in LATEX.items():
        claim = paper[label].claim
        assert claim is not None
        assert statement(claim) == latex
        assert is_converted(latex)


def test_near_misses_change_the_solution_or_the_flow_and_drop_hypotheses() -> None:
    claims = {each.label: each.claim for each in parse(PAPER).claims if each.claim is not None}
    assert [near.changes for near in changed(claims["closed"])] == ["101/100 of W"]
    assert [near.changes for near in changed(claims["balanced"])] == [
        "U/100 more in the flow of U",
        "V/100 more in the flow of V",
    ]
    assert [near.changes for near in dropped(claims["closed"])] == ["without 0 <= W0"]


def test_a_proof_is_told_with_its_exponentials(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, proofs = tmp_path / "claims.toml", tmp_path / "proofs.json"
    file.write_text(f'[[claim]]\nname = "it"\n{CLOSED.replace("grown", "exp(t*Y)*W0")}', encoding="utf-8")
    assert cli.run(["grade", str(file), "--jobs", "1", "--explain", "--certificates", str(proofs)]) == 0
    assert "e^(tY)Y = Ye^(tY)" in capsys.readouterr().out
    assert all(not why for _, why in checker.check(checker.load(proofs)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('start = { W = "W0" }\n', ""), "start says nothing of 'W'"),
        (('flow = { W = "Y*W + W*Y - 2*W*W" }\n', ""), "the field 'flow' is missing"),
        (('W = "Y*W + W*Y - 2*W*W"', "W = 1"), "the field 'flow' is not a table of texts"),
        (("exp(2*t*Y)", "exp(2*t*Z)"), "integral, G: line 1, column 11: 'Z' is none of the names known here"),
        (('W0 = ["n", "n"]', 'W0 = ["m", "m"]'), "start, W: it has m rows and m columns, and 'W' has n and n"),
        (('given = ["0 <= W0"]', 'given = ["0 <= t*W0"]'), "a hypothesis is about what is at rest"),
        (("integral = { G", "integral = { W"), "'W' is declared twice"),
        (("integral", "integrals"), "there is no field 'integrals' (is 'integral' meant?)"),
    ],
)
def test_what_makes_no_sense_ends_3_with_a_sentence(
    change: tuple[str, str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "claims.toml"
    claim = CLOSED.replace("grown", "exp(t*Y)*W0")
    file.write_text(f'[[claim]]\nname = "it"\n{claim.replace(*change)}', encoding="utf-8")
    assert cli.run(["grade", str(file)]) == 3
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
