"""No command's output is what it reads, or another output; and each is written whatever becomes of the others."""

import os
import sqlite3
from pathlib import Path
from unicodedata import normalize

import pytest

from flowproof import cli, outputs, records
from flowproof.outputs import Outputs, identity
from flowproof.program import COMMANDS
from paper import Misuse

GRID = 'study = "transition"\nspectrum = ["2,1"]\nshape = ["identity"]\nalpha = ["1e-10"]\nmode = [1]\ndigits = [12]\n'
CLAIM = '[[claim]]\nname = "{}"\nkind = "inequality"\nvariables = ["x"]\ngiven = []\nshows = "x >= x"\n'
FILES = {
    "g.toml": GRID,
    "g.sqlite": GRID,
    "c.toml": CLAIM.format("c"),
    "d.toml": CLAIM.format("d"),
    "m.json": '[["2", "0"], ["0", "1"]]',
    "rep/verdicts.json": '{"suite": 1}',
    "s.sqlite": "",
}
LINKS = {"soft": "m.json", "softer": "soft"}

START = ("--alpha", "1e-3")
FLOW = (*START, "--time", "1", "--digits", "5")
EVALUATE = ("evaluate", "--spectrum", "2,1", "--shape", "identity", *FLOW)
MEASURE = ("measure", "--loss", *FLOW)
WINDOWS = ("windows", "--theorem", "4", "--spectrum", "2,1", "--epsilon", "1/10", *START)
STUDY = ("study", "g.toml", "--store", "s.sqlite")
GRADE = ("grade", "c.toml", "d.toml")
TARGET = ("evaluate", "--target", "m.json", "--shape", "identity", *FLOW)

READ = "which this command reads"
TWICE = "are to write to the same place"
CLASHES = [
    ((*STUDY, "--export", "s.sqlite"), TWICE),
    ((*STUDY, "--plot", "s.sqlite"), TWICE),
    ((*STUDY, "--export", "a.csv", "--plot", "a.csv"), TWICE),
    ((*STUDY, "--export", "a.csv", "--plot", "A.CSV"), TWICE),
    ((*STUDY, "--export", "-", "--plot", "-"), TWICE),
    ((*STUDY, "--export", "g.toml"), READ),
    ((*STUDY, "--plot", "rep/../g.toml"), READ),
    ((*STUDY, "--export", "s.sqlite-wal"), READ),
    ((*STUDY, "--plot", "./s.sqlite-shm"), READ),
    ((*STUDY, "--export", "s.sqlite-journal"), READ),
    (("study", "g.toml", "--store", "g.toml"), READ),
    (("study", "g.sqlite"), READ),
    (("study", "transition", "--export", "transition.sqlite"), TWICE),
    ((*GRADE, "--json", "c.toml"), READ),
    ((*GRADE, "--json", "d.toml"), READ),
    ((*GRADE, "--certificates", "c.toml"), READ),
    ((*GRADE, "--json", "new.json", "--certificates", "./new.json"), TWICE),
    ((*GRADE, "--json", "-", "--certificates", "-"), TWICE),
    ((*TARGET, "--json", "m.json"), READ),
    ((*TARGET, "--json", "soft"), READ),
    ((*TARGET, "--json", "softer"), READ),
    ((*TARGET, "--json", "hard"), READ),
    ((*TARGET, "--json", "rep/../m.json"), READ),
    (("evaluate", "--target", "softer", "--shape", "identity", *FLOW, "--json", "hard"), READ),
    (("evaluate", "--spectrum", "2,1", "--shape", "m.json", *FLOW, "--json", "m.json"), READ),
    (("evaluate", "--spectrum", "2,1", "--factor", "m.json", *FLOW, "--json", "m.json"), READ),
    ((*MEASURE, "--target", "m.json", "--shape", "identity", "--json", "m.json"), READ),
    ((*MEASURE, "--spectrum", "2,1", "--shape", "m.json", "--json", "m.json"), READ),
    ((*MEASURE, "--spectrum", "2,1", "--factor", "m.json", "--json", "m.json"), READ),
    ((*WINDOWS, "--shape", "m.json", "--json", "m.json"), READ),
    ((*WINDOWS, "--factor", "m.json", "--json", "m.json"), READ),
    (("verify", "MV:2", "--json", "new", "--report", "new"), TWICE),
    (("verify", "MV:2", "--json", "rep/verdicts.json", "--report", "rep"), TWICE),
    (("verify", "MV:2", "--json", "rep/more.json", "--report", "rep"), TWICE),
    (("figure", "TFHV:1", "--json", "empty/more.json", "--output", "empty"), TWICE),
    (("verify", "MV:2", "--json", "RECORD"), READ),
    (("coverage", "--json", "RECORD"), READ),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the commands read, under several names each, in the current folder; with a record of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here" / "rep").mkdir(parents=True)
    (tmp_path / "here" / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    for name, target in LINKS.items():
        Path(name).symlink_to(target)
    Path("hard").hardlink_to("m.json")
    records.place().parent.mkdir(parents=True)
    records.place().write_text("{}", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    places = (folder / "here", folder / "cache" / "flowproof")
    return {str(path): path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("arguments", "why"), CLASHES)
def test_nothing_is_lost_by_writing(
    folder: Path, arguments: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, status 3, before any work: every file is as it was, and there is no new one."""
    before = contents(folder)
    assert cli.run([str(records.place()) if word == "RECORD" else word for word in arguments]) == cli.MISUSE
    out, err = capsys.readouterr()
    assert out == ""
    assert why in err
    assert err.count("\n") == 1
    assert contents(folder) == before


READS = {"--target", "--factor", "claims", "files", "--shape"}
CALLS = {
    "verify": ["MV:2"],
    "where": ["MV:2"],
    "show": ["MV:2"],
    "derive": ["MV:2"],
    "examples": [],
    "coverage": [],
    "errata": [],
    "evaluate": EVALUATE[1:],
    "measure": [*MEASURE[1:], "--spectrum", "2,1", "--shape", "identity"],
    "windows": [*WINDOWS[1:], "--shape", "identity"],
    "grade": ["c.toml"],
    "study": ["g.toml"],
    "figure": ["TFHV:1"],
    "plot": ["--spectrum", "2,1", "--alpha", "1e-10"],
    "certificates": [],
    "formal": [],
    "export": [],
    "ablation": [],
}
"""Every command that writes, called in a way that makes sense."""
DRAWINGS = (("figure", "--plot"), ("plot", "--output"))
"""Files whose names say the format, which is asked about first."""
PARAMETERS = [
    (command.name or "", parameter.opts[0])
    for command in COMMANDS
    for parameter in command.params
    if (parameter.metavar or "").startswith(("FILE", "DIR", "[DIR")) or parameter.name == "file"
]


NEW = ("init", "folder")
"""What writes a new file only."""


@pytest.mark.parametrize(("command", "option"), [pair for pair in PARAMETERS if pair[1] not in READS and pair != NEW])
@pytest.mark.usefixtures("folder")
def test_no_option_overwrites_the_program(
    command: str, option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever writes, of any command: a file or folder of the packages is refused."""
    monkeypatch.setattr(outputs, "CHECKOUT", Path.cwd())  # so that no fault here costs the program itself
    drawing = (command, option) in DRAWINGS
    module = Path("numeric") / ("exact.svg" if drawing else "exact.py")
    module.parent.mkdir()
    module.write_text("ours", encoding="utf-8")
    place = str(module.parent if option in ("--report", "--output", "--coq", "folder") and not drawing else module)
    words = [place] if option in ("file", "folder") else [option, place]
    assert cli.run([command, *CALLS[command], *words]) == cli.MISUSE
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "a part of flowproof itself" in err or "which is no part of an earlier one" in err
    assert module.read_text(encoding="utf-8") == "ours"


def test_what_writes_is_known() -> None:
    """Every command's parameters that name files: those that are written are in the test above."""
    written = {f"{command} {option}" for command, option in PARAMETERS if option not in READS}
    assert written == {
        *(f"{name} --json" for name in CALLS if name not in ("certificates", "export", "examples")),
        *(
            "verify --report",
            "grade --report",
            "grade --certificates",
            "grade --latex",
            "study --store",
            "study --export",
            "study --plot",
        ),
        *("figure --plot", "plot --output"),
        *("figure --output", "certificates file", "export --coq", "examples folder", "init folder"),
    }
    named = {parameter.name for command in COMMANDS for parameter in command.params}
    assert {name for name in named if name and "file" in name} == {
        *("json_file", "latex_file", "certificates_file", "csv_file", "plot_file", "file", "files")
    }


def test_names_that_are_told_apart(folder: Path) -> None:
    """Other files, pipes and devices are no clash: nothing is lost there."""
    os.mkfifo("pipe")
    Outputs({"--json": "a.json", "--certificates": "b.json"}, reads=["m.json", None, "pipe"])
    Outputs({"--json": "/dev/null", "--certificates": "/dev/null"}, reads=["/dev/null"])
    Outputs({"--json": "pipe"}, reads=["pipe"])
    Outputs({"--json": None, "--certificates": "-"}, reads=["", "x" * 300, "nul\0"])
    assert identity(str(folder / "here" / "m.json")) == identity("hard") != identity("c.toml")
    assert identity(normalize("NFC", "é")) == identity(normalize("NFD", "é"))


def test_where_standard_output_goes_is_not_replaced(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`flowproof … --json out > out` would print into a file that is no more."""
    kept = os.dup(1)
    try:
        with Path("out").open("w", encoding="utf-8") as out:
            os.dup2(out.fileno(), 1)
        with pytest.raises(Misuse, match="where standard output or error goes"):
            Outputs({"--json": str(folder / "here" / "out")})
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    capfd.readouterr()


@pytest.mark.usefixtures("folder")
def test_what_can_not_be_written_stops_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """A full device takes no JSON; the certificates are written, the grades are printed, and the status is 3."""
    assert cli.run(["grade", "c.toml", "--json", "/dev/full", "--certificates", "new.json"]) == cli.MISUSE
    out, err = capsys.readouterr()
    assert "1 claim: 1 HOLD" in out
    assert err == "flowproof: '/dev/full' can't be written (No space left on device); give another place\n"
    assert '"claims"' in Path("new.json").read_text(encoding="utf-8")


def test_each_has_its_turn() -> None:
    """What fails as misuse is told together; a bug is raised as it is; standard output comes last."""
    turns = []

    def fail(place: str) -> None:
        turns.append(place)
        raise Misuse(f"no {place}")

    def crash(place: str) -> None:
        turns.append(place)
        raise ZeroDivisionError

    several = Outputs({"--a": "-", "--b": "b", "--c": "c"})
    with pytest.raises(Misuse, match=r"^no b; no c; no -$"):
        several.deliver({"--a": fail, "--b": fail, "--c": fail}, lambda: turns.append("shown"))
    with pytest.raises(ZeroDivisionError):
        several.deliver({"--a": fail, "--b": crash, "--c": fail}, lambda: turns.append("shown"))
    assert turns == ["b", "c", "-"] * 2
    with pytest.raises(ZeroDivisionError):
        Outputs({"--a": "a"}).deliver({"--a": crash}, lambda: turns.append("shown"))
    assert turns[-2:] == ["a", "shown"]


@pytest.mark.usefixtures("folder")
def test_an_interruption_is_not_put_off() -> None:
    """It ends everything at once."""

    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Outputs({"--a": "a"}).deliver({"--a": interrupted}, lambda: pytest.fail("shown"))


@pytest.mark.usefixtures("folder")
def test_a_store_in_use_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A store that exists is found by its link too, and is still one afterwards."""
    assert cli.run([*STUDY, "--jobs", "1"]) == 0
    Path("other.sqlite").symlink_to("s.sqlite")
    for options in (["--export", "other.sqlite"], ["--store", "other.sqlite", "--export", "s.sqlite-wal"]):
        assert cli.run([*STUDY, *options]) == cli.MISUSE
    connection = sqlite3.connect("s.sqlite")
    assert connection.execute("SELECT count(*) FROM found").fetchone() == (1,)
    connection.close()
    assert capsys.readouterr().err.count("overwrite") == 1
