"""`flowproof grade` on claims about windows, for real."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from flowproof import cli

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("short_searches")
SHARPEST = """
[[claim]]
name = "{name}"
kind = "windows"
shape = "general"
c1 = "{part}*(m*sigma_1 - alpha**2)*(sigma_1 - eps)/eps"
c2 = "eps*(sigma_1 - alpha**2*mu)/(mu*(sigma_1 - eps))"
given = ["alpha**2*mu <= eps", "eps < sigma_1"]
shows = "norm(W(t) - Y_k) <= eps"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One claim that holds, one that does not, and an inequality."""
    both = SHARPEST.format(name="it holds", part="1") + SHARPEST.format(name="it fails", part="0.99")
    inequality = '[[claim]]\nname = "a number"\nkind = "inequality"\nvariables = ["x"]\nshows = "x**2 + 1 >= 2*x"\n'
    (tmp_path / "claims.toml").write_text(both + inequality, encoding="utf-8")
    return tmp_path / "claims.toml"


def test_each_kind_gets_its_grade(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    certificates = file.with_name("certificates.json")
    arguments = ["grade", str(file), "--seconds", "40", "--jobs", "2", "--certificates", str(certificates)]
    assert cli.run([*arguments, "--json", str(file.with_name("grades.json"))]) == 1
    shown = capsys.readouterr().out
    assert "it holds: HOLDS, PROVED" in shown
    assert "it fails: FAILS, CERTIFIED" in shown
    assert "a number: HOLDS, PROVED" in shown
    assert "3 claims: 2 HOLD, 1 FAIL, 0 UNDECIDED" in shown

    holds, fails, _ = json.loads(file.with_name("grades.json").read_text(encoding="utf-8"))["claims"]
    assert (holds["outcome"], holds["strength"]) == ("HOLDS", "PROVED")
    assert holds["argument"]["holds"] is False
    assert holds["argument"]["breaks_at"] == "decaying-term-is-the-smaller"
    witness = {name: Fraction(x) for name, x in holds["argument"]["witness"].items()}
    assert witness["alpha"] ** 2 * witness["mu"] > witness["sigma_r"]
    low, high = map(Fraction, holds["tightest"]["ratio"])
    assert 0 < low <= high <= 1
    assert {"spectrum", "shape", "basis", "alpha", "epsilon", "rate", "k", "time"} <= set(holds["satisfied_at"])
    assert (fails["outcome"], fails["certificate"]) == ("FAILS", None)
    assert Fraction(fails["witness"]["error"][0]) > Fraction(fails["witness"]["epsilon"])

    checker = [sys.executable, "-I", str(ROOT / "proofs" / "checker.py"), str(certificates)]
    checked = subprocess.run(checker, capture_output=True, text=True, check=False)  # noqa: S603 (our own checker)
    assert checked.returncode == 0, checked.stdout[-2000:]
    assert "it holds" in checked.stdout


def test_misuse_is_one_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new, why in (
        (
            "sigma_1 - eps)/eps",
            "sigma_2 - eps)/eps",
            "c1: line 1, column 27: 'sigma_2' is none of the names known",
        ),
        ('"general"', '"any"', "there is no shape 'any'"),
        ("norm(W(t) - Y_k) <= eps", "norm(W(t)) <= eps", 'write "norm(W(t) - Y_k) <= eps"'),
        ("alpha**2*mu <= eps", "__import__('os').system('true') <= eps", "given, number 1: line 1, column 1"),
        ("(sigma_1 - eps)/eps", "(sigma_1 - eps)**10**10/eps", "a power of a power needs parentheses"),
    ):
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert cli.run(["grade", str(file)]) == 3
        captured = capsys.readouterr()
        assert why in captured.err
        assert captured.err.count("\n") == 1
        assert not captured.out
