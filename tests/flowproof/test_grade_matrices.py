"""`flowproof grade` on claims about matrices: what is printed and written, in a paper too, and what is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from flowproof import cli
from proofs import checker

LETTERS = 'matrices = { X = ["n", "n"], Y = ["n", "n"] }\nsymmetric = ["X", "Y"]\n'
TRUE = 'kind = "matrix"\n' + LETTERS + 'given = ["0 <= X <= Y"]\nshows = "inv(Y) <= inv(X)"\n'
FALSE = 'kind = "matrix"\n' + LETTERS + 'given = ["0 <= X <= Y"]\nshows = "X**2 <= Y**2"\n'
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        (tmp_path / "claims.toml").write_text(text, encoding="utf-8")
        return tmp_path / "claims.toml"

    return written


def test_grades_certificates_and_proofs_are_told(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(f'[[claim]]\nname = "true"\n{TRUE}\n[[claim]]\nname = "false"\n{FALSE}')
    grades, certificates = (file.with_name(name) for name in ("grades.json", "certificates.json"))
    outputs = ["--json", str(grades), "--certificates", str(certificates), "--explain"]
    assert cli.run(["grade", str(file), "--jobs", "1", *outputs]) == 1
    shown = capsys.readouterr().out
    assert "true: HOLDS, PROVED" in shown
    assert "false: FAILS, PROVED" in shown
    assert "1. Y⁻¹ ⪯ X⁻¹" in shown
    true, false = json.loads(grades.read_text(encoding="utf-8"))["claims"]
    assert set(true["satisfied_at"]) == {"X", "Y", "inv(X)", "inv(Y)"}
    assert all(isinstance(x, str) for rows in false["witness"].values() for row in rows for x in row)
    assert checker.check(checker.load(certificates)) == [("1: true: the claim", "")]


def test_a_paper_has_such_claims_with_near_misses(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    claim = (
        'kind = "matrix"\nmatrices = { X = ["n", "m"] }\nscalars = ["e"]\ngiven = ["norm(X) <= e"]\n'
        'shows = "norm(T(X)*X) <= e**2"\n'
    )
    file = write(f'[paper]\nkey = "Mine"\n[[claim]]\nlabel = "square"\n{claim}')
    report = file.with_name("report")
    assert cli.run(["grade", str(file), "--jobs", "1", "--report", str(report)]) == 0
    assert "PROVED" in capsys.readouterr().out
    pages = "".join(page.read_text(encoding="utf-8") for page in report.glob("**/*.html"))
    assert "<mn>99</mn>" in pages
    (near_miss,) = (each for each in re.findall(r"<dt>near-miss</dt><dd>(.*?)</dd>", pages) if "<mn>99</mn>" in each)
    assert "⊤" in near_miss
    assert "<mi>T</mi>" not in near_miss


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('shows = "X**2 <= Y**2"', 'shows = "X <= Z"'), "line 1, column 6: 'Z' is none of the names known here"),
        (('Y = ["n", "n"]', 'Y = ["n", "m"]'), "'Y' has n rows and m columns, and so is not symmetric"),
        (('Y = ["n", "n"]', 'Y = ["n"]'), "the field 'matrices' is not a table of pairs of sizes"),
        (('symmetric = ["X", "Y"]', 'symmetric = ["X", "Y"]\nscalars = ["X"]'), "'X' is declared twice"),
        (('shows = "X**2 <= Y**2"', 'shows = "norm(X) <= Y*X"'), "have no such order"),
        (('shows = "X**2 <= Y**2"', 'shows = "X <= 10**10**10"'), "a power of a power needs parentheses"),
        (('shows = "X**2 <= Y**2"', ""), "the field 'shows' is missing"),
    ],
)
def test_what_makes_no_sense_ends_3_with_a_sentence(
    change: tuple[str, str], says: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(f'[[claim]]\nname = "it"\n{FALSE.replace(*change)}')
    assert cli.run(["grade", str(file)]) == 3
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
