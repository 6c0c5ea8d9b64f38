"""`flowproof grade`, for real."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.grades import document, text
from flowproof.window_grades import decimals
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import decision
from proofs.grading.numbers.decision import Grade

CHECKER = Path(__file__).resolve().parents[2] / "proofs" / "checker.py"
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
    assert [each["outcome"] for each in found] == [
        *("HOLDS", "HOLDS", "FAILS", "HOLDS", "HOLDS", "HOLDS", "FAILS", "HOLDS", "UNDECIDED")
    ]
    assert all(each["certificate"] for each in found if each["outcome"] == "HOLDS")
    assert "vacuous" in found[-1]["reason"]
    sigma, a, growth, eps = (Fraction(found[2]["witness"][name]) for name in ("sigma", "a", "growth", "eps"))
    assert 0 < a < sigma
    assert growth >= 1
    assert eps > 0
    assert eps * a * growth >= sigma**2
    assert sigma - sigma * a * growth / (sigma - a + a * growth) > eps * Fraction(9, 10)


def test_certificates_are_for_the_checker_alone(write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of all claims of all files in one, whatever they are called; nothing is written where there are none."""
    file = tmp_path / "certificates.json"
    odd = write("odd.toml", HOLDS.replace("sum", "σ 'and' \\\\ more"))
    assert cli.run(["grade", write("1.toml", HOLDS), odd, "--certificates", str(file), "--jobs", "2"]) == 0
    checked = subprocess.run([sys.executable, "-I", "-S", CHECKER, file], capture_output=True, text=True)  # noqa: S603
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(": the claim\n") == 2
    assert "2: ? ?and? ? more: the claim" in checked.stdout
    file.unlink()
    capsys.readouterr()
    assert cli.run(["grade", write("2.toml", FAILS), "--certificates", str(file)]) == 1
    assert "no claim has a certificate" in capsys.readouterr().err
    assert not file.exists()


def test_several_claims_at_a_time_are_graded_as_one_by_one(write, capsys: pytest.CaptureFixture[str]) -> None:
    files = [write(f"{i}.toml", each) for i, each in enumerate((HOLDS, FAILS, VACUOUS))]
    shown = []
    for jobs in ("1", "3"):
        assert cli.run(["grade", *files, "--jobs", jobs, "--json", "-"]) == 1
        shown.append([each["outcome"] for each in json.loads(capsys.readouterr().out)["claims"]])
    assert shown == [["HOLDS", "FAILS", "UNDECIDED"]] * 2


@pytest.mark.parametrize(("jobs", "by"), [("1", signal.SIGINT), ("2", signal.SIGINT), ("1", signal.SIGTERM)])
def test_an_interruption_leaves_nothing_behind(jobs: str, by: signal.Signals, write) -> None:
    """From the keyboard, that is to all processes, or of the first alone, which can't tell the others any more.

    A pipe that each of them holds open tells when all are gone.
    """
    many = "*".join(f"abs({x})" for x in "uvwxyz")
    hard = "\n".join(claim(f"abs(u*v*w*x*y*z) == {many}", f"{[*'uvwxyz']}", name=f'"{name}"') for name in "ab")
    program = str(Path(sys.executable).with_name("flowproof"))
    command = [program, "grade", write("hard.toml", hard), "--seconds", "600", "--jobs", jobs]
    ours, theirs = os.pipe()
    started = subprocess.Popen(  # noqa: S603 (our own program)
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, pass_fds=[theirs], start_new_session=True
    )
    os.close(theirs)
    time.sleep(2)  # grading, or still importing: either way it ends
    (os.killpg if by == signal.SIGINT else os.kill)(started.pid, by)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out) == (cli.INTERRUPTED if by == signal.SIGINT else -by, "")
    assert by != signal.SIGINT or err.splitlines()[-1] == "flowproof: interrupted"
    ready, _, _ = select.select([ours], [], [], 60)
    assert ready
    assert os.read(ours, 1) == b""
    os.close(ours)


def test_every_number_of_the_json_is_a_text(write, capsys: pytest.CaptureFixture[str]) -> None:
    files = [write(f"{i}.toml", each) for i, each in enumerate((HOLDS, FAILS, VACUOUS))]
    cli.run(["grade", *files, "--json", "-"])
    found = json.loads(capsys.readouterr().out)

    def leaves(value: object) -> Iterator[object]:
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from leaves(each)
        else:
            yield value

    assert all(leaf is None or isinstance(leaf, str) for leaf in leaves(found))
    assert [set(each) >= {"name", "outcome", "strength", "reason", "witness"} for each in found["claims"]] == [True] * 3


def test_misuse_is_one_sentence(write, capsys: pytest.CaptureFixture[str]) -> None:
    windows = write("windows.toml", HOLDS.replace('"inequality"', '"windows"'))
    unknown = write("unknown.toml", HOLDS.replace("x + 1", "z + 1"))
    for arguments, why in (
        (["grade"], "missing argument"),
        (["grade", "no such file"], "can't be read"),
        (["grade", windows], "there is no field 'variables'; a claim of this kind has name, kind, shape, c1, c2"),
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


def test_ratios_are_rounded_outward() -> None:
    low, high = map(Fraction, decimals((Fraction(1, 3), Fraction(2, 3))))
    assert Fraction(333332, 10**6) < low < Fraction(1, 3)
    assert Fraction(2, 3) < high < Fraction(666668, 10**6)


def test_what_cant_be_told_of_one_claim_costs_no_other_its_verdict(
    write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault in grading it, or in writing down what was found; the report is written, and the status says that."""

    def decide(name: str, *_: object) -> Grade:
        if name == "a":
            raise TypeError("nobody thought of this")
        point = {"x": Fraction(10**5000 if name == "b" else 1)}
        return Grade(name, Outcome.HOLDS, Strength.PROVED, "it is so", instance=point)

    monkeypatch.setattr(decision, "decide", decide)
    file = write("claims.toml", "".join(claim(name=f'"{name}"') for name in "abc"))
    for arguments in (["--json", "-"], []):
        assert cli.run(["grade", file, "--seconds", "1", "--jobs", "1", *arguments]) == 70
        shown = capsys.readouterr().out
        assert "TypeError: nobody thought of this" in shown
        assert "ValueError: Exceeds the limit" in shown
        if arguments:
            found = {each["name"]: each["outcome"] for each in json.loads(shown)["claims"]}
            assert found == {"a": "INTERNAL", "b": "INTERNAL", "c": "HOLDS"}


# ---- hostile files


def claim(shows: str = "x < 1", variables: str = '["x"]', given: str = "[]", name: str = '"c"') -> str:
    return (
        f'[[claim]]\nname = {name}\nkind = "inequality"\nvariables = {variables}\ngiven = {given}\nshows = "{shows}"\n'
    )


HOSTILE = {
    claim("__import__('os').system('touch touched') < 1"): "shows: line 1, column 12",
    claim("x.__class__ < 1"): "line 1, column 2: '.' has no meaning here",
    claim("(lambda: x)() < 1"): "line 1, column 8",
    claim("10^10^10 > x"): "line 1, column 3: '^' has no meaning here; write ** for a power",
    claim("10**10**10 > x"): "line 1, column 5: a power of a power needs parentheses",
    claim("9**9**9 > x"): "line 1, column 4: a power of a power needs",
    claim("((10**40)**40)**40 > x"): "multiplies more than 1000 numbers",
    claim("(" * 100_000 + "x" + ")" * 100_000 + " < 1"): "a text of 200005 characters is too long",
    claim("(" * 4_000 + "x" + ")" * 4_000 + " < 1"): "line 1, column 101: parentheses are nested more than 100 deep",
    claim("x + " * 2_500_000 + "x < 1"): "has more than 1000000 bytes",
    claim(" + ".join(["x"] * 10_000) + " < 1"): "is too long; at most 10000 are read",
    claim("z < 1"): "line 1, column 1: 'z' is none of the names known here",
    claim("х < 1"): "line 1, column 1: '\\u0445' has no meaning here",
    claim("x \\u0000 < 1"): "line 1, column 3: '\\x00' has no meaning here",
    claim("x \0 < 1"): "this is no TOML",
    claim("max < 1", '["max"]'): "the variable 'max' is called as a function is",
    claim(variables='["x", "x"]'): "the variable 'x' is declared twice",
    claim(""): "the field 'shows' is not a text",
    claim("1/0 <= 1"): "it divides by '0', which is always 0",
    claim("x < 1", given='["1/(x - x) < 1"]'): "it divides by 'x - x', which is always 0",
    claim("1/((x + 1)**2 - x**2 - 2*x - 1) < 1"): "which is always 0",
    claim("1/(log(x) - log(x)) < 1"): "it divides by 'log(x) - log(x)', which is always 0",
    claim(name="9" * 5_000): "a number in it has too many digits to be read",
    claim() + "seconds = " + "9" * 5_000 + "\n": "a number in it has too many digits to be read",
    claim().replace("inequality", "x" * 5_000): "there is no kind 'xxx",
    claim("0." + "1" * 5_000 + " < x"): "line 1, column 1: a number has 5002 characters",
    claim("1e9999 > x"): "line 1, column 6",
    claim("0 < x or x < 1") + 'integers = ["x"]\n': "a conclusion with `or` or != can't be graded here",
    claim(name='["c"]'): "claim number 1: the field 'name' is not a text",
    claim(name='"\\u001b[31m"'): "characters that can't be printed",
    claim(given="[1]"): "the field 'given' is not a list of texts",
    claim().replace('"x < 1"', "inf"): "the field 'shows' is not a text",
    claim() + "seconds = 3\n": "there is no field 'seconds'",
    "x = " + "[" * 100_000: "lists are nested too deeply",
    "[" + ".".join(["a"] * 5_000) + "]\n": "there is no table 'a' here",
    "[[claim": "this is no TOML",
}


@pytest.mark.parametrize("content", HOSTILE, ids=map(str, range(len(HOSTILE))))
def test_hostile_files_end_with_a_sentence(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "claims.toml"
    file.write_text(content, encoding="utf-8")
    assert cli.run(["grade", str(file)]) == 3
    told = capsys.readouterr()
    assert HOSTILE[content] in told.err
    assert told.err.count("\n") == 1
    assert len(told.err) < 1000
    assert told.out == ""
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_too_large_for_a_float_is_graded(write, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither infinite nor zero: 1e999 and 1e-999 are numbers as all others are."""
    large = write("large.toml", claim("1e999 > x"))
    small = write("small.toml", claim("x >= 1e-999", given='["x > 0"]'))
    assert cli.run(["grade", large, small, "--json", "-"]) == 1
    above, below = (Fraction(each["witness"]["x"]) for each in json.loads(capsys.readouterr().out)["claims"])
    assert above >= 10**999
    assert 0 < below < Fraction(1, 10**999)
