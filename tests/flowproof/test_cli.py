"""The command line as people and scripts meet it: how each command ends, and what misuse looks like."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.commands import where as where_module
from flowproof.program import COMMANDS
from paper import load

HEAVY = ("sympy", "mpmath", "flint", "numpy", "matplotlib", "rich", "jinja2", "symbolic", "numeric", "proofs")
EVALUATE = ("evaluate", "--spectrum", "3,2,1,0", "--shape", "identity", "--alpha", "1e-10", "--time", "1")
LONG = "a" * 300
"""A name that is too long for a file."""
WINDOWS = (
    "windows",
    "--theorem",
    "3",
    "--spectrum",
    "3,2",
    "--shape",
    "identity",
    "--alpha",
    "1e-9",
    "--epsilon",
    "1/10",
)


def changed(arguments: Sequence[str], option: str, value: str) -> tuple[str, ...]:
    """The arguments with another value for one option."""
    at = arguments.index(option) + 1
    return (*arguments[:at], value, *arguments[at + 1 :])


def execute(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """`flowproof ARGUMENTS` in a process of its own."""
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-c", "from flowproof.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )


MISUSES = [
    ((), "name a command"),
    (("nonsense",), "nonsense"),
    (("whre", "12"), "did you mean 'where'"),
    (("verify", "--nonsense"), "--nonsense"),
    (("verify", "--jobs", "0"), "--jobs"),
    (("verify", "--jobs", "x"), "--jobs"),
    (("verify", "--seed", "-1"), "--seed"),
    (("verify", "--paper", "ABC"), "ABC"),
    (("verify", "no-such-label"), "no-such-label"),
    (("verify", "MV:99"), "MV:99"),
    (("verify", "theorem5"), "theorem5"),
    (("verify", "--json", "nowhere/a.json"), "nowhere"),
    (("verify", "--json", "."), "is a folder"),
    (("verify", "--report", "nowhere/report"), "nowhere"),
    (("where",), "NUMBER|LABEL"),
    (("where", "no-such-label"), "no-such-label"),
    (("where", "learning-window"), "learning-windows"),
    (("show", "TFHV:77"), "TFHV:77"),
    (("show", "12", "13"), "13"),
    (("doctor", "now"), "now"),
    (("evaluate",), "--alpha"),
    (EVALUATE[:-2], "--time"),
    ((*EVALUATE, "--jobs", "0"), "--jobs"),
    ((*EVALUATE, "--jobs", "2.5"), "--jobs"),
    (("measure", *EVALUATE[1:], "--loss", "--jobs", "-1"), "--jobs"),
    (changed(EVALUATE, "--alpha", "0"), "α"),
    (changed(EVALUATE, "--alpha", "-1e-5"), "α"),
    (changed(EVALUATE, "--alpha", "nan"), "nan"),
    (changed(EVALUATE, "--alpha", "inf"), "inf"),
    (changed(EVALUATE, "--alpha", "1/0"), "zero"),
    (changed(EVALUATE, "--alpha", "small"), "small"),
    (changed(EVALUATE, "--alpha", "__import__('os')"), "__import__"),
    (changed(EVALUATE, "--time", "-1"), "time"),
    (changed(EVALUATE, "--time", "soon"), "soon"),
    (changed(EVALUATE, "--spectrum", "1,2,3"), "decreasing"),
    (changed(EVALUATE, "--spectrum", "3,2,-1"), "-1"),
    (changed(EVALUATE, "--spectrum", "3,,1"), "spectrum"),
    (changed(EVALUATE, "--spectrum", ""), "spectrum"),
    (changed(EVALUATE, "--shape", "diagonal:1,2"), "shape"),
    (changed(EVALUATE, "--shape", "diagonal:1,2,3,0"), "positive definite"),
    (changed(EVALUATE, "--shape", "random:x"), "x"),
    (changed(EVALUATE, "--shape", "nowhere.json"), "nowhere.json"),
    (changed(EVALUATE, "--shape", "ragged.json"), "ragged.json"),
    (changed(EVALUATE, "--shape", "lopsided.json"), "symmetric"),
    (changed(EVALUATE, "--shape", "indefinite.json"), "positive definite"),
    (changed(EVALUATE, "--shape", "text.json"), "text.json"),
    (changed(EVALUATE, "--shape", "object.json"), "object.json"),
    (changed(EVALUATE, "--shape", "small.json"), "1 rows"),
    (changed(EVALUATE, "--shape", "huge.json"), "huge.json"),
    (changed(EVALUATE, "--shape", "."), "."),
    ((*EVALUATE, "--digits", "0"), "digits"),
    ((*EVALUATE, "--digits", "-3"), "digits"),
    ((*EVALUATE, "--digits", "many"), "digits"),
    ((*EVALUATE, "--rate", "0"), "rate"),
    ((*EVALUATE, "--method", "magic"), "magic"),
    ((*EVALUATE, "--method", "woodbury"), "factor"),
    ((*EVALUATE, "--target", "identity.json"), "target"),
    ((*EVALUATE, "--factor", "identity.json"), "factor"),
    ((*EVALUATE, "--json", "nowhere/a.json"), "nowhere"),
    *(
        (arguments, name)
        for name in ("loop", "empty/", "pipe", "binary.json", LONG[:60])
        for path in (LONG if name in LONG else name,)
        for arguments in (
            changed(EVALUATE, "--shape", path),
            (*EVALUATE[:3], *EVALUATE[5:], "--factor", path),
            ("evaluate", "--target", path, *EVALUATE[3:]),
            ("measure", "--loss", "--target", path, *EVALUATE[3:]),
            changed(WINDOWS, "--shape", path),
            ("study", path),
        )
    ),
    *((("grade", path), path[:40].strip("\0")) for path in ("loop", "empty/", "binary.json", LONG, "nul\0")),
    *(
        ((command, path), "nothing is called")
        for command in ("verify", "show", "where", "derive")
        for path in ("nul\0", "\udcff")
    ),
    (changed(EVALUATE, "--shape", "nul\0"), "nul"),
    (("study", "nul\0"), "nul"),
    (("study", "long.toml"), "too many digits"),
    *(
        ((*arguments, path), why)
        for path, why in (
            *(("loop", "Too many levels"), ("empty/", "is a folder"), ("new/", "is a folder"), ("", "names no file")),
            *((LONG, "name too long"), ("nul\0", "null"), ("nowhere/a", "nowhere"), ("dangling", "nowhere")),
            ("text.json/a", "Not a directory"),
        )
        for arguments in (
            (*EVALUATE, "--json"),
            ("verify", "MV:2", "--json"),
            ("errata", "--json"),
            ("coverage", "--json"),
            ("certificates",),
            ("study", "grid.toml", "--export"),
            ("study", "grid.toml", "--export", "new.csv", "--plot"),
        )
    ),
    *(
        ((*arguments, path), why)
        for path, why in (
            *(("loop", "Too many levels"), ("", "names no folder"), (LONG, "name too long"), ("nul\0", "null")),
            *(("nowhere/a", "nowhere"), ("dangling", "nowhere"), ("text.json", "is a file"), ("pipe", "is a file")),
        )
        for arguments in (("verify", "MV:2", "--report"), ("figure", "MV:1", "--output"))
    ),
    *(
        (("study", "grid.toml", "--store", path), why)
        for path, why in (
            *((":memory:", "names none"), ("", "names none"), ("-", "names none"), ("file:a", "names none")),
            *(("file::memory:?cache=shared", "names none"), ("empty", "is something else")),
            *(("pipe", "is something else"), ("/dev/null", "is something else"), ("loop", "Too many levels")),
            *((LONG, "name too long"), ("nowhere/a", "nowhere"), ("new/", "is a folder"), ("text.json", "no store")),
        )
    ),
    (changed(WINDOWS, "--theorem", "5"), "5"),
    (changed(WINDOWS, "--spectrum", "2,2"), "repeated"),
    (changed(WINDOWS, "--spectrum", "0,0"), "Y ≠ 0"),
    (changed(WINDOWS, "--spectrum", "2,3"), "decreasing"),
    (changed(WINDOWS, "--epsilon", "0"), "ε"),
    (changed(WINDOWS, "--epsilon", "-1"), "ε"),
    (changed(WINDOWS, "--alpha", "0"), "α"),
    (changed(WINDOWS, "--shape", "random:1"), "Theorem 3"),
    ((*WINDOWS, "--rate", "-1"), "rate"),
    (WINDOWS[:-2], "--epsilon"),
]

MATRICES = {
    "ragged.json": '[["1", "0"], ["0"]]',
    "lopsided.json": '[["1","1","0","0"],["0","1","0","0"],["0","0","1","0"],["0","0","0","1"]]',
    "indefinite.json": '[["1","2","0","0"],["2","1","0","0"],["0","0","1","0"],["0","0","0","1"]]',
    "identity.json": '[["1","0","0","0"],["0","1","0","0"],["0","0","1","0"],["0","0","0","1"]]',
    "text.json": "one two",
    "object.json": '{"a": "1"}',
    "small.json": "[[0.1]]",
    "huge.json": "[" * 100_000,
    "grid.toml": 'study = "transition"\nspectrum = ["2,1"]\nshape = ["identity"]\nalpha = ["1e-9"]\nmode = [1]\n',
    "long.toml": f"mode = [{'1' * 5000}]",
}


@pytest.mark.parametrize(("arguments", "named"), MISUSES)
def test_misuse_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    named: str,
) -> None:
    """Status 3, one line on standard error that names what is wrong, nothing on standard output, no file left."""
    monkeypatch.chdir(tmp_path)
    for name, text in MATRICES.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("binary.json").write_bytes(b"\xff\xfe\0")
    Path("empty").mkdir()
    Path("loop").symlink_to("loop")
    Path("dangling").symlink_to("/nowhere/a")
    os.mkfifo("pipe")
    before = sorted(path.name for path in tmp_path.iterdir())
    status = cli.run(arguments)
    out, err = capsys.readouterr()
    assert status == 3
    assert out == ""
    assert err.startswith("flowproof: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert named in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_bug_is_no_verdict(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An error of ours keeps its traceback, and its status is none of 0 to 3."""

    def broken(_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr("paper.load", lambda: broken(None))
    with pytest.raises(SystemExit) as ending:
        cli.main(["where", "12"])
    assert ending.value.code == cli.BUG == 70
    assert "Traceback" in capsys.readouterr().err
    assert where_module.where.name == "where"


def test_the_help_lists_every_command_by_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Each once, with what one gets from it, whole; and says where else to look."""
    assert cli.run(["--help"]) == 0
    told = capsys.readouterr().out
    lines = told.partition("\nThe papers:\n")[2].splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(command.name or "" for command in COMMANDS)
    assert [line for line in lines if line.endswith("...")] == []
    assert "make bench" in " ".join(told.split())


def test_an_interruption_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends with 130, as in a shell."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("paper.load", interrupted)
    with pytest.raises(SystemExit) as ending:
        cli.main(["where", "12"])
    assert ending.value.code == 130
    assert capsys.readouterr().err == "flowproof: interrupted\n"


def test_help_imports_nothing_heavy() -> None:
    """`--help`, for the whole and for each command, answers without the packages that do the work."""
    program = (
        "import sys\nfrom flowproof.cli import run\n"
        "for arguments in ([], ['verify'], ['where'], ['show'], ['evaluate'], ['windows'], ['doctor']):\n"
        "    assert run([*arguments, '--help']) == 0\n"
        f"print('heavy:', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    assert result.stdout.endswith("heavy: []\n")
    assert "Exit status of every command" in result.stdout


def test_where_imports_nothing_heavy() -> None:
    """`where` reads the source and does not run it."""
    program = (
        "import sys\nfrom flowproof.cli import run\nassert run(['where', '28']) == 0\n"
        f"print('heavy:', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert result.stdout.endswith("heavy: []\n")


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` names the program and its version."""
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == "flowproof 0.1.0\n"


def test_doctor_names_faults_and_limits(capsys: pytest.CaptureFixture[str]) -> None:
    """On a sound installation the limits are listed and the status is 0."""
    assert cli.run(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "python-flint" in out
    assert "limit, worked around: mpmath's interval exponential" in out
    assert out.endswith("nothing that matters is wrong\n")


def test_doctor_ends_1_where_something_matters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault that makes answers wrong fails the examination."""
    monkeypatch.setattr("flowproof.diagnosis.OLDEST_PYTHON", (99, 0))
    assert cli.run(["doctor"]) == 1
    assert "fault: Python is older" in capsys.readouterr().out


def test_doctor_answers_where_our_packages_are_hidden(tmp_path: Path) -> None:
    """Another package called `paper` in front of ours is named, and is no reason to crash."""
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "__init__.py").touch()
    result = execute("doctor", cwd=tmp_path)
    assert result.returncode == 1
    assert f"fault: the package paper is found in {tmp_path / 'paper'}" in result.stdout
    assert result.stderr == ""


def test_where_names_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Each owner of each entry of the number has a line, and the line is that of the function, or of a table's row."""
    assert cli.run(["where", "MV:28"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 3
    for line in lines:
        place, function, paper, number, label = line.split()
        assert (paper, number) == ("MV", "(28)")
        file, at = place.split(":")
        source = (Path(cli.__file__).parent.parent / file).read_text(encoding="utf-8").splitlines()
        row = "".join(source[int(at) - 1 : int(at) + 1])
        assert row.startswith(f"def {function}(") or (function in row and f'"{label}"' in row)


def test_where_says_so_when_no_code_answers(capsys: pytest.CaptureFixture[str]) -> None:
    """An entry that nothing checks is named with its reason."""
    assert cli.run(["where", "TFHV:1"]) == 0
    assert capsys.readouterr().out.startswith("no code  TFHV (1) gradient-flow-of-a-loss: a definition")


@pytest.mark.parametrize("command", ["verify", "errata", "coverage", "evaluate", "measure", "grade", "study", "formal"])
def test_jobs_are_j_for_short(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In every command that has them; what is no number of processes is refused by either name."""
    assert cli.run([command, "--help"]) == 0
    assert "-j, --jobs INTEGER RANGE" in " ".join(capsys.readouterr().out.split())
    assert cli.run([command, "-j", "0"]) == 3
    assert "invalid value for '--jobs' / '-j'" in capsys.readouterr().err


def test_every_command_with_jobs_is_tried_above() -> None:
    shared = {command.name for command in COMMANDS for option in command.params if option.name == "jobs"}
    assert shared == {"verify", "errata", "coverage", "evaluate", "measure", "plot", "grade", "study", "formal"}


SPELT = {
    "theorem-3": ("theorem3", "Theorem 3", "THEOREM_3", "thm 3", "MV:theorem3"),
    "theorem-4-sharper": ("4s", "sharper", "theorem 4s", "4, sharper", "the sharper Theorem 4", "theorem-4-sharper"),
    "theorem-4-prime": ("4p", "4′", "Theorem 4'", "every-width", "every_width", "theorem-4-prime"),
    "closed-form-theorem": ("MV:Proposition 1", "mv proposition 1", "MV:prop. 1", "closed_form_theorem"),
}


@pytest.mark.parametrize("label", SPELT)
def test_a_name_is_understood_by_every_command(label: str, capsys: pytest.CaptureFixture[str]) -> None:
    """However it is spelt, and the commands about windows know the same names of theorems."""
    for command in (["verify", "--list"], ["where"], ["show"]):
        found = set()
        for name in SPELT[label]:
            assert cli.run([*command, name]) == 0
            found.add(capsys.readouterr().out)
        assert len(found) == 1
        assert label in found.pop()
    assert {labelled(name) for name in SPELT[label]} == {(label,)}
    start = ["--spectrum", "1", "--shape", "identity", "--alpha", "1e-9"]
    for name in SPELT[label] if label.startswith("theorem") else ():
        plain = name.removeprefix("MV:")
        assert cli.run(["windows", "--theorem", plain, *start, "--epsilon", "1/10"]) == 0
        assert cli.run(["measure", *start, "--windows", f"{plain}:1/10"]) == 0


def labelled(name: str) -> tuple[str, ...]:
    return tuple(entry.label for entry in load().find(name))


def test_what_has_no_derivation_is_told_beside_what_has(capsys: pytest.CaptureFixture[str]) -> None:
    """`derive` takes each name that `where` takes."""
    with_one = [entry.label for entry in load().find("3") if entry.promises]
    assert 0 < len(with_one) < len(load().find("3"))
    assert cli.run(["derive", "3"]) == 0
    told = capsys.readouterr()
    assert "has no derivation" in told.err
    assert "The flow of the product" in told.out


def test_a_broken_pipe_is_quiet() -> None:
    """When the reader goes away, nothing is said, and the status is no verdict."""
    reading, writing = os.pipe()
    os.close(reading)
    program = "from flowproof.cli import main; main(['where', '28'])"
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, "")
