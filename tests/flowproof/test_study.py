"""`flowproof study`: the same bytes whatever happens on the way, one sentence for what makes no sense."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.studies import request, views
from flowproof.studies import run as running
from flowproof.studies.request import Request
from flowproof.studies.store import _seal, opened
from numeric.studies.named import STUDIES
from numeric.studies.study import OUTCOME, Point, Study

GRID = """
study = "transition"
spectrum = ["3,2,1", "1,0.5,0.25"]
shape = ["identity", "random:1", "random:2"]
alpha = ["1e-10", 1e-100, "1e-1000"]
mode = [1, 2, 3]
digits = [12]
"""
POINTS = 2 * 3 * 3 * 3
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture
def grid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A small grid in the current folder, dealt out in many batches."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(STUDIES, "transition", replace(STUDIES["transition"], batch=2))
    Path("mine.toml").write_text(GRID, encoding="utf-8")
    return "mine.toml"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which one process ran alone."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "mine.toml").write_text(GRID, encoding="utf-8")
    files = [
        str(folder / f"{'mine' if ending == 'toml' else 'alone'}.{ending}") for ending in ("toml", "sqlite", "csv")
    ]
    assert cli.run(["study", files[0], "--jobs", "1", "--store", files[1], "--export", files[2]]) == 0
    return folder


@pytest.fixture
def expected(grid: str, undisturbed: Path) -> bytes:
    """What one undisturbed process exports; its store lies beside."""
    assert (undisturbed / grid).read_text(encoding="utf-8") == Path(grid).read_text(encoding="utf-8")
    shutil.copy(undisturbed / "alone.sqlite", "alone.sqlite")
    return (undisturbed / "alone.csv").read_bytes()


def exported(*arguments: str) -> bytes:
    assert cli.run(["study", *arguments, "--export", "again.csv"]) == 0
    return Path("again.csv").read_bytes()


def test_the_export_has_a_line_a_point(expected: bytes) -> None:
    """And a head with the axes and what was found."""
    lines = expected.decode().splitlines()
    assert len(lines) == POINTS + 1
    assert lines[0].startswith("spectrum,shape,alpha,mode,rate,digits,outcome,quantity,left,right,")
    assert all(",FOUND," in line for line in lines[1:])


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_processes_change_no_byte(grid: str, expected: bytes, jobs: str) -> None:
    """Two or three of them, in whatever order they finish."""
    assert exported(grid, "--jobs", jobs) == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_order_changes_no_byte(grid: str, expected: bytes, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The points computed in any order. Asked for in another order, the lines are the same, in that order."""

    def shuffled(study: Study, points: list[Point], *how: object) -> object:
        mixed = random.Random(seed).sample(points, len(points))  # noqa: S311 (an order, nothing secret)
        return computed(study, mixed, *how)

    computed = running._computed
    monkeypatch.setattr(running, "_computed", shuffled)
    assert exported(grid, "--jobs", "1", "--store", "first.sqlite") == expected
    mixed = GRID.replace('["3,2,1", "1,0.5,0.25"]', '["1,1/2,1/4", "3,2,1"]').replace("[1, 2, 3]", "[3, 1, 2]")
    Path(grid).write_text(mixed, encoding="utf-8")
    head, *lines = exported(grid, "--jobs", "1").decode().splitlines()
    assert [head, *sorted(lines)] == [expected.decode().splitlines()[0], *sorted(expected.decode().splitlines()[1:])]
    modes = [line.split('",')[1].split(",")[2] for line in lines]
    assert modes == ["3", "1", "2"] * (POINTS // 3)


def test_ten_kills_change_no_byte(grid: str) -> None:
    """SIGKILL at a random moment, ten times over, with one process and with two: nothing that was kept is lost, and the
    rest is computed, once.
    """
    points = 10 * POINTS
    Path(grid).write_text(GRID.replace("[12]", str(list(range(12, 22)))), encoding="utf-8")
    assert cli.run(["study", grid, "--jobs", "2", "--store", "alone.sqlite", "--export", "alone.csv"]) == 0
    draw = random.Random(1)  # noqa: S311 (when to strike, nothing secret)
    there, within = 0, 0
    for turn in range(10):
        with started(grid, str(1 + turn % 2)) as process:
            wait_until_kept(there + (draw.random() < 0.8), process)  # mostly after a new point
            time.sleep(draw.random() / 20)
            process.send_signal(signal.SIGKILL)
        before, there = there, kept("killed.sqlite")
        assert there >= before
        within += before < there < points
    assert within >= 3
    with started(grid, "2", "--resume", "--export", "killed.csv") as process:
        out, _ = process.communicate()
    assert f"\n{points - there} computed now, in " in out
    assert f" s, and {there} known from before\n" in out
    assert Path("killed.csv").read_bytes() == Path("alone.csv").read_bytes()


def test_an_interruption_is_one_line(grid: str, expected: bytes) -> None:
    """Exit status 130; and the next run goes on."""
    with started(grid, "2") as process:
        wait_until_kept(2, process)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode in (cli.INTERRUPTED, 0)  # it may just have ended
    if process.returncode:
        assert [line for line in err.splitlines() if " left" not in line] == ["flowproof: interrupted"]
    assert exported(grid, "--store", "killed.sqlite") == expected


def test_workers_end_with_a_killed_parent(grid: str) -> None:
    """They hold its standard error, which is closed when the last of them is gone."""
    Path(grid).write_text(GRID.replace("[12]", "[12, 13, 14, 15, 16, 17, 18, 19]"), encoding="utf-8")
    with started(grid, "3") as process:
        wait_until_kept(1, process)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL


def started(grid: str, jobs: str, *options: str) -> subprocess.Popen[str]:
    command = str(Path(sys.executable).with_name("flowproof"))
    arguments = [command, "study", grid, "--store", "killed.sqlite", "--jobs", jobs, *options]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 (ours)


def kept(store: str) -> int:
    """Points in the store, read beside whoever writes to it."""
    if not Path(store).exists():
        return 0
    connection = sqlite3.connect(store)
    try:
        return int(connection.execute("SELECT count(*) FROM found").fetchone()[0])
    except sqlite3.OperationalError:  # no tables yet
        return 0
    finally:
        connection.close()


def wait_until_kept(points: int, process: subprocess.Popen[str]) -> None:
    while kept("killed.sqlite") < points and process.poll() is None:
        time.sleep(0.01)


def test_what_is_known_is_not_computed_again(
    grid: str, expected: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run computes nothing; a wider grid computes what is new."""
    with monkeypatch.context() as patch:
        patch.setattr(running, "_answers", None)
        assert exported(grid, "--store", "alone.sqlite", "--resume") == expected
    assert "\n0 computed now, in " in capsys.readouterr().out
    Path("wider.toml").write_text(GRID.replace("[12]", "[12, 13]"), encoding="utf-8")
    assert cli.run(["study", "wider.toml", "--store", "alone.sqlite", "--jobs", "1"]) == 0
    assert f"\n{POINTS} computed now" in capsys.readouterr().out


def test_a_wrong_number_in_the_store_is_noticed(grid: str, expected: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """A digit altered: the store is refused; the export of another run is not what it was."""
    del expected
    connection = sqlite3.connect("alone.sqlite")
    with connection:
        connection.execute("UPDATE found SET found = replace(found, 'FOUND', 'NONE') WHERE point LIKE '%random:2%'")
    connection.close()
    assert cli.run(["study", grid, "--store", "alone.sqlite"]) == cli.MISUSE
    assert "was altered" in capsys.readouterr().err


def forge(**columns: object) -> None:
    """Another line for one point, its sum computed anew."""
    connection = sqlite3.connect("alone.sqlite")
    with connection:
        old = connection.execute("SELECT key, point, found FROM found ORDER BY key LIMIT 1").fetchone()
        line = {**dict(zip(("key", "point", "found"), old, strict=True)), **columns}
        connection.execute("DELETE FROM found WHERE key = ?", old[:1])
        connection.execute("INSERT INTO found VALUES (?, ?, ?, ?)", (*line.values(), _seal(*line.values())))
    connection.close()


COLUMNS = STUDIES["transition"].columns
SOUND = {**dict.fromkeys(COLUMNS, ""), OUTCOME: "FOUND"}


@pytest.mark.parametrize(
    "columns",
    [
        {"found": ""},
        {"found": "no JSON"},
        {"found": "[" * 100_000},
        {"found": "[]"},
        {"found": "7"},
        {"found": "null"},
        {"found": b"\xff"},
        {"found": json.dumps({})},
        {"found": json.dumps({OUTCOME: "FOUND"})},
        {"found": json.dumps({**SOUND, "more": ""})},
        {"found": json.dumps({**SOUND, "left": 1})},
        {"found": json.dumps({**SOUND, OUTCOME: "PROVED"})},
        {"found": json.dumps(list(COLUMNS))},
        {"key": 7},
        {"key": "0" * 64},
        {"point": "{}"},
        {"point": b"\xff"},
        {"point": 7},
    ],
)
def test_a_malformed_line_is_one_sentence(
    grid: str, expected: bytes, columns: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote it computed its sum too: no crash, and nothing of it is exported."""
    del expected
    forge(**columns)
    assert cli.run(["study", grid, "--store", "alone.sqlite", "--export", "b.csv"]) == cli.MISUSE
    assert "is none that this study writes" in (err := capsys.readouterr().err)
    assert len(err.splitlines()) == 1
    assert not Path("b.csv").exists()


def test_what_can_not_be_drawn_is_one_sentence(grid: str, expected: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """A forged line with a word for a number is exported, as it stands; drawing it fails, and costs nothing else."""
    del expected
    forge(found=json.dumps({**SOUND, "rescaled": "word", "log10_inverse_alpha": "1"}))
    arguments = ["study", grid, "--store", "alone.sqlite", "--plot", "b.svg", "--export", "b.csv"]
    assert cli.run(arguments) == cli.MISUSE
    assert "can't be drawn" in capsys.readouterr().err
    assert ",word," in Path("b.csv").read_text(encoding="utf-8")
    assert not Path("b.svg").exists()
    study = STUDIES["transition"]
    new = running.Result(Request(study, study.points(study.grid)[:1], "x"), ({**SOUND, "limit": "1"},), 1, 0)
    with pytest.raises(ValueError, match="could not convert"):  # not of the store: a bug of ours
        views.as_plot(new)


def test_the_help_says_what_sums_are_for(capsys: pytest.CaptureFixture[str]) -> None:
    """And what they are not for."""
    assert cli.run(["study", "--help"]) == 0
    assert "its sums tell damage, and no forgery" in " ".join(capsys.readouterr().out.split())


def test_damaged_and_foreign_stores_are_refused(
    grid: str, expected: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A text, a torn file, another's tables, another study, another edition: one sentence each."""
    del expected
    Path("text").write_text("no database at all, only a text that is long enough to be read\n" * 100, encoding="utf-8")
    content = Path("alone.sqlite").read_bytes()
    Path("torn").write_bytes(content[: len(content) // 2])
    connection = sqlite3.connect("foreign")
    with connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    for name in ("study", "edition", "flowproof"):
        shutil.copy("alone.sqlite", name)
        connection = sqlite3.connect(name)
        with connection:
            connection.execute("UPDATE about SET value = 'other' WHERE name = ?", (name,))
        connection.close()
    for file, sentence in {
        "text": "damaged or no store",
        "torn": "damaged or no store",
        "foreign": "no store of a study",
        "study": "is of the study other, edition 2",
        "edition": "edition other",
        "flowproof": "by flowproof other",
    }.items():
        before = Path(file).read_bytes()
        assert cli.run(["study", grid, "--store", file]) == cli.MISUSE
        err = capsys.readouterr().err
        assert sentence in err, file
        assert len(err.splitlines()) == 1
        assert Path(file).read_bytes() == before
    assert cli.run(["study", grid, "--store", "none.sqlite", "--resume"]) == cli.MISUSE
    assert "no store 'none.sqlite' to resume from" in capsys.readouterr().err
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('study = "transition"', "", "mine.toml: study is missing"),
        ('"transition"', '"transitions"', "mine.toml: study is 'transitions'"),
        ("mode = [1, 2, 3]", "mode = 1", "mine.toml: mode is 1; give a list"),
        ("mode = [1, 2, 3]", "mode = []", "mine.toml: mode is []; give a list"),
        ("mode = [1, 2, 3]", "mode = [true]", "mine.toml: mode holds True"),
        ("mode = [1, 2, 3]", "mode = [4]", "mine.toml: mode is '4'"),
        ("mode = [1, 2, 3]", "modes = [1]", "mine.toml: 'modes' is no axis of transition"),
        ("1e-100,", "2,", "mine.toml: alpha is 2"),
        ('"random:1"', '"__import__(1)"', "mine.toml: shape is '__import__(1)'"),
        ('"3,2,1"', '"3,2,1"]]', "mine.toml: is not TOML"),
        ("digits = [12]", f"digits = [{'9' * 5000}]", "mine.toml: a number in it has too many digits to be read"),
        ("digits = [12]", f"digits = {list(range(1, 200)) * 200}", "1000000 are the most allowed"),
    ],
)
def test_a_malformed_grid_is_one_sentence(
    grid: str, old: str, new: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the file and the field, exit status 3, and no store made."""
    assert old in GRID
    Path(grid).write_text(GRID.replace(old, new), encoding="utf-8")
    assert cli.run(["study", grid]) == cli.MISUSE
    err = capsys.readouterr().err
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not Path("mine.sqlite").exists()


def test_an_unknown_study_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """The studies that there are get named."""
    assert cli.run(["study", "transitions"]) == cli.MISUSE
    assert "neither a study (transition" in capsys.readouterr().err


def test_the_plot_shows_modes_and_limits(grid: str) -> None:
    """The same text twice, with a limit for each mode and a panel for each spectrum."""
    assert cli.run(["study", grid, "--plot", "a.svg", "--jobs", "1"]) == 0
    assert cli.run(["study", grid, "--plot", "b.svg"]) == 0
    drawn = Path("a.svg").read_text(encoding="utf-8")
    assert drawn == Path("b.svg").read_text(encoding="utf-8")
    assert drawn.count(r"<!-- $1/\sigma_{3}$ -->") == drawn.count("<!-- spectrum ") == 2


@pytest.mark.parametrize("name", STUDIES)
def test_each_study_has_a_plot_and_is_in_the_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A module of its name draws it, even where all is undecided; and the help says what it asks."""
    study = STUDIES[name]
    points = study.points(study.grid)[:3]
    undecided = {**dict.fromkeys(study.columns, ""), OUTCOME: "UNDECIDED"}
    result = running.Result(Request(study, points, name), (undecided,) * len(points), 0, 0)
    assert views.as_plot(result).svg().rstrip().endswith("</svg>")
    assert cli.run(["study", "--help"]) == 0
    assert f"{name}  " in (told := capsys.readouterr().out)
    assert study.question.split(",")[0] in " ".join(told.split())


def test_the_grids_that_ship_make_sense() -> None:
    """Each file of a study among the examples says how to run it, and is read."""
    files = [file for file in EXAMPLES.glob("*.toml") if "study = " in file.read_text(encoding="utf-8")]
    assert {request.read(str(file)).study.name for file in files} >= {
        "random-shapes",
        "spectral-vs-general",
        "flow-vs-descent",
    }
    assert all(f"flowproof study examples/{file.name}" in file.read_text(encoding="utf-8") for file in files)


def test_the_drawing_has_the_panels_of_its_examples_grid() -> None:
    drawn = (EXAMPLES / "random-shapes.svg").read_text(encoding="utf-8")
    assert drawn.count(r"$\alpha = 10^{-20}$") == 4
    for point in request.read(str(EXAMPLES / "random-shapes.toml")).points:
        spectrum = point["spectrum"].replace(",", ", ")
        assert rf"spectrum {spectrum}, $h$ = {point['h']}, $\varepsilon$ = {point['epsilon']}" in drawn


SMALL = {
    "flow-vs-descent": {"spectrum": ["2,1"], "alpha": ["1e-2"], "step": ["0.2", "0.1"], "samples": [5]},
    "random-shapes": {"spectrum": ["2,1"], "h": [1, 2], "alpha": ["1e-2", "1e-6"], "draws": [5]},
    "spectral-vs-general": {
        "weights": ["4,2,1"],
        "rotation": ["1/4", "random:1"],
        "alpha": ["1e-2", "1e-50"],
        "mode": [2],
    },
}


@pytest.mark.parametrize("name", SMALL)
def test_other_studies_run_alike(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes and order change no byte, a second run computes nothing, and panels are drawn for each cell."""
    monkeypatch.chdir(tmp_path)
    lines = [f'study = "{name}"', *(f"{axis} = {json.dumps(values)}" for axis, values in SMALL[name].items())]
    Path("mine.toml").write_text("\n".join(lines), encoding="utf-8")
    once, twice = (exported("mine.toml", "--jobs", jobs, "--store", f"{jobs}.sqlite") for jobs in ("1", "2"))
    assert once == twice
    assert once.count(b"\n") == 1 + len(request.read("mine.toml").points)
    with monkeypatch.context() as patch:
        patch.setattr(running, "_answers", None)
        assert exported("mine.toml", "--store", "1.sqlite", "--resume", "--plot", "a.svg") == once
    assert (
        Path("a.svg").read_text(encoding="utf-8").count("spectrum ")
        == {"random-shapes": 4, "spectral-vs-general": 1, "flow-vs-descent": 2}[name]
    )


def test_a_bug_does_not_look_like_misuse(grid: str) -> None:
    """An error of our own while the store is open comes through as it is."""
    del grid
    with pytest.raises(ZeroDivisionError), opened("broken.sqlite", STUDIES["transition"]):
        raise ZeroDivisionError
