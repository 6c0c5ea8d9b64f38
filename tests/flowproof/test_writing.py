"""Files are written whole or not at all."""

import json
import math
import os
from pathlib import Path
from random import Random

import pytest

from flowproof import writing
from flowproof.writing import (
    as_json,
    pieces,
    require_replaceable,
    require_writable,
    write_folder,
    write_json,
    write_whole,
)
from paper import Misuse

OURS = {"data.json": "{", "index.html": "<html"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_holds_what_was_written(tmp_path: Path) -> None:
    """The text arrives as it is, and nothing else is left in the folder."""
    file = tmp_path / "verdicts.json"
    write_whole("σ ≤ 1\n", str(file))
    assert file.read_text(encoding="utf-8") == "σ ≤ 1\n"
    assert names(tmp_path) == ["verdicts.json"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interruption_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException] | BaseException
) -> None:
    """When writing breaks off in the middle, a reader still finds the old content, and no part of the new."""
    file = tmp_path / "verdicts.json"
    file.write_text("old", encoding="utf-8")

    def break_off(_: int) -> None:
        raise interruption

    monkeypatch.setattr(os, "fsync", break_off)
    with pytest.raises((KeyboardInterrupt, Misuse)):
        write_whole("new", str(file))
    assert file.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["verdicts.json"]


def test_a_failed_write_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is named, with the file."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Misuse, match=r"a\.json' can't be written \(No space left on device\)"):
        write_whole("new", str(tmp_path / "a.json"))
    assert names(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link points to is replaced, not the link."""
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole("new", str(tmp_path / "link"))
    assert (tmp_path / "real").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "link").is_symlink()


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """What is no regular file, such as a named pipe or a device, stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole("through", str(pipe))
    assert os.read(reading, 100) == b"through"
    os.close(reading)
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


def test_standard_output_gets_the_document_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """`-` prints the JSON with its letters as they are."""
    write_json({"σ": "1e-1000"}, "-")
    assert capsys.readouterr().out == '{\n "σ": "1e-1000"\n}\n'


def test_an_impossible_file_is_refused_beforehand(tmp_path: Path) -> None:
    """A folder, and a file in a folder that is not there, can't be written; a new file and `-` can."""
    with pytest.raises(Misuse, match="is a folder"):
        require_writable(str(tmp_path))
    with pytest.raises(Misuse, match=r"there is no folder .*nowhere"):
        require_writable(str(tmp_path / "nowhere" / "a.json"))
    with pytest.raises(Misuse, match=r"can't be written \(File name too long\)"):
        require_writable("a" * 300)
    with pytest.raises(Misuse, match=r"can't be written \(File name too long\)"):
        require_replaceable("a" * 300, OURS)
    for possible in (None, "-", str(tmp_path / "a.json")):
        require_writable(possible)
    assert names(tmp_path) == []


def test_a_protected_file_is_refused_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be written is named before any work is done for it."""
    file = tmp_path / "a.json"
    file.touch(mode=0o444)
    # the superuser may write everywhere: ask for what the file's mode says instead
    monkeypatch.setattr(os, "access", lambda path, mode: path != str(file) or not mode & os.W_OK)
    with pytest.raises(Misuse, match="may not be written"):
        require_writable(str(file))


def test_a_folder_is_made_and_made_again(tmp_path: Path) -> None:
    """A new folder, an empty one and an earlier version of itself all end up with the new files."""
    folder = tmp_path / "report"
    write_folder(str(folder), {"data.json": "{1}", "index.html": "<html 1"})
    require_replaceable(str(folder), OURS)
    write_folder(str(folder), {"data.json": "{2}", "index.html": "<html 2"})
    assert names(folder) == ["data.json", "index.html"]
    assert (folder / "index.html").read_text(encoding="utf-8") == "<html 2"
    assert names(tmp_path) == ["report"]


def test_what_a_later_version_has_no_more_is_removed(tmp_path: Path) -> None:
    """Of what is ours by its name and mark; what came between is left alone."""
    ours = {"*.html": "<html", "data.json": "{"}
    folder = tmp_path / "report"
    write_folder(str(folder), {"one.html": "<html 1", "two.html": "<html 1", "data.json": "{1}"})
    require_replaceable(str(folder), ours)
    (folder / "three.html").write_text("a page of somebody else", encoding="utf-8")
    write_folder(str(folder), {"one.html": "<html 2", "data.json": "{2}"}, ours)
    assert names(folder) == ["data.json", "one.html", "three.html"]
    with pytest.raises(Misuse, match=r"holds 'three.html', which is no part of an earlier one"):
        require_replaceable(str(folder), ours)


@pytest.mark.parametrize(("name", "text"), [("notes.txt", "{"), ("index.html", "somebody's page")])
def test_a_folder_with_other_things_is_refused(tmp_path: Path, name: str, text: str) -> None:
    """A file that is not ours, or not the one we wrote, keeps the report out of the folder."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Misuse, match=f"holds '{name}', which is no part of an earlier one"):
        require_replaceable(str(tmp_path), OURS)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A report can't go where a file stands."""
    (tmp_path / "file").touch()
    with pytest.raises(Misuse, match="is a file"):
        require_replaceable(str(tmp_path / "file"), OURS)


def test_an_interrupted_folder_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing breaks off, the earlier report stands and no half of the new one does."""
    folder = tmp_path / "report"
    write_folder(str(folder), {"data.json": "{1}", "index.html": "<html 1"})
    written = Path.write_text

    def break_off(self: Path, text: str, **how: str) -> int:
        if self.name == "index.html":
            raise KeyboardInterrupt
        return written(self, text, **how)

    monkeypatch.setattr(writing.Path, "write_text", break_off)
    with pytest.raises(KeyboardInterrupt):
        write_folder(str(folder), {"data.json": "{2}", "index.html": "<html 2"})
    assert names(tmp_path) == ["report"]
    assert (folder / "data.json").read_text(encoding="utf-8") == "{1}"


def test_json_in_pieces_is_that_of_json() -> None:
    """The same text, whatever is in it, though no more than a row is made at a time."""
    draw = Random(1)  # noqa: S311 (a seeded sample, nothing secret)
    flat = ("", 'σ"\\\n', "1e-5", 1, -2.5, None, True, math.inf)

    def made(depth: int) -> object:
        kind = draw.randint(0, 6 if depth else 3)
        if kind == 0:
            return draw.choice(flat)
        if kind < 4:
            return [draw.choice(flat) for _ in range(draw.randint(0, 3))]
        if kind == 4:
            return tuple(made(depth - 1) for _ in range(draw.randint(0, 3)))
        return {draw.choice(("k", "σ", '"', f"z{k}")): made(depth - 1) for k in range(draw.randint(0, 4))}

    for _ in range(1000):
        document = {"a": made(4), "b": made(3)}
        assert as_json(document) == json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    rows = [["1", "2"], ["3", "4"]] * 50
    assert max(map(len, pieces({"W": rows}))) < 30
