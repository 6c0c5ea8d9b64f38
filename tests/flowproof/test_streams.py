"""Standard output that is closed or full, an error stream that is, and an interruption at once: none is a verdict."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.program import COMMANDS

FLOW = ("--spectrum", "2,1", "--shape", "identity", "--alpha", "1e-3")
CLAIM = '[[claim]]\nname = "c"\nkind = "inequality"\nvariables = ["x"]\ngiven = []\nshows = "x >= x"\n'
GRID = 'study = "transition"\nspectrum = ["2,1"]\nshape = ["identity"]\nalpha = ["1e-10"]\nmode = [1]\ndigits = [12]\n'
PRINTING = [
    ("--version",),
    ("--help",),
    *((command.name or "", "--help") for command in COMMANDS),
    ("doctor",),
    ("where", "28"),
    ("show", "12"),
    ("verify", "--list"),
    ("verify", "MV:2", "--jobs", "1"),
    ("coverage",),
    ("evaluate", *FLOW, "--time", "1", "--digits", "5"),
    ("evaluate", *FLOW, "--time", "1", "--digits", "3000", "--json", "-"),
    ("measure", *FLOW, "--time", "1", "--digits", "5", "--loss"),
    ("windows", *FLOW, "--theorem", "4", "--epsilon", "1/10"),
    ("grade", "c.toml", "--certificates", "-"),
    ("study", "g.toml", "--jobs", "1", "--export", "-"),
]


@pytest.fixture
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.toml").write_text(CLAIM, encoding="utf-8")
    Path("g.toml").write_text(GRID, encoding="utf-8")


@pytest.fixture
def full() -> Iterator[object]:
    """What takes no byte."""
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        yield stream


def ended(*arguments: str) -> object:
    with pytest.raises(SystemExit) as ending:
        cli.main(arguments)
    return ending.value.code


@pytest.mark.parametrize("arguments", PRINTING)
@pytest.mark.usefixtures("_files")
def test_a_full_standard_output_is_one_sentence(
    arguments: tuple[str, ...], full: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of every command: status 3, and no traceback."""
    if arguments == ("coverage",):
        cli.run(["verify", "MV:2", "--jobs", "1"])
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdout", full)
    assert ended(*arguments) == cli.MISUSE
    *progress, last = capsys.readouterr().err.splitlines()
    assert last.startswith("flowproof: standard output can't be written (No space left on device)")
    assert all(" of " in line for line in progress)


@pytest.mark.usefixtures("_files")
def test_a_full_standard_output_costs_no_file(
    full: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was to be written elsewhere is there."""
    monkeypatch.setattr(sys, "stdout", full)
    assert ended("grade", "c.toml", "--json", "-", "--certificates", "c.json") == cli.MISUSE
    assert '"claims"' in Path("c.json").read_text(encoding="utf-8")
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "status"), [(("nonsense",), 3), (("verify", "MV:2", "--jobs", "1"), 0)])
def test_an_error_stream_that_takes_nothing_changes_no_status(
    arguments: tuple[str, ...], status: int, full: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nowhere to tell it; the verdict, or the misuse, is as it was."""
    monkeypatch.setattr(sys, "stderr", full)
    assert ended(*arguments) == status


@pytest.mark.parametrize(
    ("closed", "arguments", "status", "told"),
    [
        (1, ("where", "28"), 3, "flowproof: standard output can't be written (it is closed)"),
        (2, ("nonsense",), 3, ""),
        (0, ("certificates", "/dev/full/no"), 3, "flowproof: '/dev/full/no'"),
    ],
)
def test_a_closed_stream_is_no_crash(closed: int, arguments: tuple[str, ...], status: int, told: str) -> None:
    """Nor does a file take its number."""
    program = (
        f"import os; os.close({closed}); os.execv({sys.executable!r}, [{sys.executable!r}, '-c', "
        f"'from flowproof.cli import main; main()', *{list(arguments)}])"
    )
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (status, "")
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == bool(told)


def test_nothing_is_imported_before_an_interruption_is_told() -> None:
    """But what Python has loaded itself."""
    program = "import sys; before = set(sys.modules); import flowproof.cli; print(sorted(set(sys.modules) - before))"
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    loaded = result.stdout.replace("'__future__', ", "")  # a few lines
    assert loaded == "['flowproof', 'flowproof.cli']\n"


@pytest.mark.parametrize("module", ["click", "flowproof.streams", "flowproof.program", "paper"])
def test_an_interruption_while_importing_is_one_line(module: str) -> None:
    """The same line and status as one that comes later."""
    program = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from flowproof.cli import main\n"
        "main(['where', '28'])"
    )
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "flowproof: interrupted\n")


def test_a_relative_base_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """By whatever library, for as long as the program runs."""
    for base in cli.BASES:
        monkeypatch.setenv(base, "here")
    seen = []
    monkeypatch.setattr(cli, "run", lambda _: seen.append({base for base in cli.BASES if base in cli.os.environ}) or 0)
    assert ended() == 0
    assert seen == [set()]
    assert capsys.readouterr().err == ""
