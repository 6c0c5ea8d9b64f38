"""A paper of one's own as LaTeX: what was checked of each claim, its verdict and proof."""

from pathlib import Path

import pytest

import flowproof
from flowproof import cli
from flowproof.own_words import words
from flowproof.papers import latex
from proofs.grading.papers.judging import Judged, judge
from proofs.grading.papers.paper import parse
from tests.latex import compiled, faults

PAPER = r"""
[paper]
key = "Own"
title = "100% of Grönwall & more: x_1^2 \\evil{"

[[claim]]
label = "closed-form"
number = "1"
section = "one mode"
item = "theorem"
kind = "solution"
gloss = "It grows as exp(2*s*t), and sigma_1 is not {closed."
latex = '\dot x = 2 x (s - x)'
variables = ["s", "a"]
given = ["0 < a", "a < s"]
flow = { x = "2*x*(s - x)" }
start = { x = "a" }
solution = { x = "s*a*exp(2*s*t)/(s - a + a*exp(2*s*t))" }
limit = { x = "s" }

[[claim]]
label = "lemma-of-powers"
section = "one mode"
item = "lemma"
kind = "inequality"
latex = '\begin{broken'
variables = ["lambda", "k"]
given = ["lambda > 1", "k >= 1"]
uses = ["closed-form"]
shows = "lambda**k >= 1"

[[claim]]
label = "wrong"
kind = "inequality"
variables = ["u0", "eps"]
shows = "u0**2 >= eps*u0"
correction = "definition"
cause = "overstated"

[[claim]]
label = "definition"
item = "definition"
unchecked = "it defines sigma_k, α and 50% of it"
"""
WORDS = {
    "from u0 to s": r"from \(u_{0}\) to s",
    "no more than (tau/2s) log(s/u0).": None,
    "at x**2 >= 2*y - 1, say": r"at \(x^{2} \ge 2 y - 1\), say",
    "50% & #1 $x_ {a} \\input{f} ~^": None,
    "Grönwall, naïve, Ångström, α": None,
    "a re-start, 3-fold": "a re-start, 3-fold",
    "NUL \x00 and 統計": None,
}


@pytest.fixture(scope="module")
def judged() -> Judged:
    return judge(parse(PAPER), 30.0, 1)


@pytest.mark.parametrize("said", WORDS, ids=range(len(WORDS)))
def test_words_of_an_author_are_latex(said: str) -> None:
    """Formulas in the grammar are mathematics, and no character is a command of TeX's."""
    found = words(said)
    assert [fault for fault in faults(found) if "is escaped" not in fault] == []
    assert WORDS[said] in (None, found)
    assert r"\input" not in found


def test_each_claim_is_told_with_its_proof(judged: Judged) -> None:
    """In ASCII, without what does not compile; an author's LaTeX stands there where it is a formula."""
    found = latex(judged)
    assert [fault for fault in faults(found) if "is escaped" not in fault] == []
    assert found.startswith(r"% needs \usepackage{amsmath,amssymb}")
    assert r"\paragraph*{Theorem (1) (closed-form).}" in found
    assert r"As printed: \(\dot x = 2 x (s - x)\)." in found
    assert r"\begin{broken" not in found
    assert r"\par As checked: \(\text{for all real }" in found
    assert r"\textbf{This holds} (PROVED, with what it uses PROVED)." in found
    assert r"\paragraph*{the derivative of \(x\)}" in found
    assert r"\textbf{This fails}." in found
    assert "It fails at " in found
    assert "In its place: definition." in found
    assert "Not checked: " in found


def test_as_a_whole_document_it_compiles(judged: Judged, tmp_path: Path) -> None:
    assert "Overfull" not in compiled(latex(judged, document=True), tmp_path)


def test_the_command_writes_it_or_prints_it_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = '[paper]\nkey = "Own"\n[[claim]]\nlabel = "it"\nkind = "identity"\nshows = "1 + 1 == 2"\n'
    (tmp_path / "own.toml").write_text(claims, encoding="utf-8")
    assert cli.run(["grade", str(tmp_path / "own.toml"), "--latex", "-", "--document"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(r"\documentclass")
    assert printed.endswith("\\end{document}\n")
    assert cli.run(["grade", str(tmp_path / "own.toml"), "--latex", str(tmp_path / "own.tex")]) == 0
    written = (tmp_path / "own.tex").read_text(encoding="ascii")
    assert written.strip() in printed
    assert flowproof.paper(tmp_path / "own.toml").to_latex() == written.strip()
    assert cli.run(["grade", "x**2 >= 0", "--latex", "-"]) == 3
    assert "there is no paper to write" in capsys.readouterr().err
