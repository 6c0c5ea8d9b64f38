"""`flowproof verify`, for real, on entries that take little time."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flowproof import cli
from paper import load


def test_the_main_equations_are_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """MV (12), (13) and TFHV (17) are PROVED, TFHV (23) fails as recorded, (24) is unchecked: the status is 0."""
    file = tmp_path / "v.json"
    wanted = ("MV:12", "MV:13", "TFHV:17", "TFHV:23", "TFHV:24")
    assert cli.run(["verify", *wanted, "--jobs", "1", "--json", str(file)]) == 0
    out, err = capsys.readouterr()
    entries = json.loads(file.read_text(encoding="utf-8"))["entries"]
    assert [(e["paper"], e["number"], e["outcome"], e["strength"]) for e in entries if e["number"]] == [
        ("MV", "12", "HOLDS", "PROVED"),
        ("MV", "13", "HOLDS", "PROVED"),
        ("TFHV", "17", "HOLDS", "PROVED"),
        ("TFHV", "23", "FAILS", "PROVED"),
        ("TFHV", "24", "UNCHECKED", "NONE"),
    ]
    assert [e["canary"]["evidence"][0]["outcome"] for e in entries[:-1]] == ["FAILS", "FAILS", "FAILS", "HOLDS"]
    assert all(e["owners"] for e in entries[:-1])
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[0] == "paper number label/title outcome strength margin seconds"
    assert "not checked: (24)" in lines
    assert any(line.startswith("in its place: ") for line in lines)
    assert "5 entries: 3 HOLD, 1 FAIL as recorded, 0 UNDECIDED, 1 UNCHECKED" in lines
    progress = [tuple(map(int, line.split(":")[0].split(" of "))) for line in err.splitlines()]
    assert progress[-1][0] == progress[-1][1]
    assert len(progress) <= 10


def test_json_and_report_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json -` prints the document alone, and nothing on standard error; a second run replaces the report."""
    folder = tmp_path / "report"
    for _ in range(2):
        assert cli.run(["verify", "TFHV:13", "--jobs", "1", "--json", "-", "--report", str(folder)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        reported = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
        assert without_seconds(json.loads(out)) == without_seconds(reported)
    (entry,) = reported["entries"]
    assert f'<article id="{entry["label"]}">' in (folder / "section-tfhv-3.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def without_seconds(value: Any) -> Any:
    """The document but for times, which differ from run to run."""
    if isinstance(value, dict):
        return {key: without_seconds(part) for key, part in value.items() if key != "seconds"}
    return [without_seconds(part) for part in value] if isinstance(value, list) else value


def test_the_report_is_said_to_be_written_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the last line of what is piped, which has no advice."""
    folder = tmp_path / "report"
    assert cli.run(["verify", "MV:13", "--jobs", "1", "--report", str(folder)]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == f"report written to {folder / 'index.html'}"
    assert (folder / "index.html").exists()
    assert "next: " not in told.out + told.err


def test_a_terminal_is_told_what_to_do_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the last line."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert cli.run(["verify", "MV:13", "--jobs", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("next: `flowproof verify --report DIR`")


def test_a_folder_of_others_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report never goes where other files are, and nothing is checked before that is told."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert cli.run(["verify", "MV:13", "--report", str(tmp_path)]) == 3
    assert "notes.txt" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["theorem3", "Theorem 3", "gap-decays", "MV:12", "symbolic"])
@pytest.mark.parametrize("option", ["--json", "--report"])
def test_what_is_to_be_verified_is_not_taken_for_a_file(
    option: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`verify --json theorem3` would run all and write a file of that name: it asks what was meant."""
    monkeypatch.chdir(tmp_path)
    assert cli.run(["verify", option, name]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{option} is {name!r}, which names entries" in line
    assert f"./{name}" in line
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_named_as_an_entry_is_written_where_its_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["verify", "MV:13", "--jobs", "1", "--json", "./theorem3", "--report", "./MV:12"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"theorem3", "MV:12"}


def test_the_list_names_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    """`--list` checks nothing and names each label and group."""
    assert cli.run(["verify", "--list"]) == 0
    out = capsys.readouterr().out
    assert [entry.label for entry in load().entries if entry.label not in out] == []
    assert "groups: symbolic, numeric, proofs, theorem3, theorem4" in out


def test_an_interrupted_run_ends_at_once_in_one_line(tmp_path: Path) -> None:
    """Ctrl-C in the middle: workers end without a word, status 130, and no file."""
    labels = [entry.label for entry in load().entries if (entry.paper, entry.section[:1]) == ("TFHV", "5")]
    arguments = ["verify", *labels, "--jobs", "2", "--json", str(tmp_path / "v.json")]
    running = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-c", "from flowproof.cli import main; main()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stderr is not None
    assert " of " in running.stderr.readline()  # it is in the middle
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == ""
    assert err.splitlines()[-1] == "flowproof: interrupted"
    assert all(" of " in line for line in err.splitlines()[:-1])
    assert list(tmp_path.iterdir()) == []
