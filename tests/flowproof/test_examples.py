"""`flowproof examples`: the files that the help cites, written where they are wanted."""

from pathlib import Path

import pytest

from flowproof.cli import run

SHIPPED = Path(__file__).resolve().parents[2] / "examples"


def test_the_examples_are_written_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them, as they are, each with the command that reads it; and again, where nothing was changed."""
    monkeypatch.chdir(tmp_path)
    assert run(["examples"]) == run(["examples", "examples"]) == 0
    shipped = list(SHIPPED.rglob("*.toml"))
    for file in shipped:
        assert (tmp_path / "examples" / file.name).read_bytes() == file.read_bytes()
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 2 * len(shipped)
    assert "flowproof grade examples/saxe-2014.toml" in told
    assert "flowproof grade examples/windows.toml" in told
    assert "flowproof study examples/sharpness.toml" in told


def test_what_was_changed_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim that was added, and a file of one's own, make it another folder."""
    folder = tmp_path / "mine"
    assert run(["examples", str(folder)]) == 0
    changed = folder / "windows.toml"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    assert run(["examples", str(folder)]) == 3
    assert "is no longer the example; give an empty or a new folder" in capsys.readouterr().err
    assert changed.read_text(encoding="utf-8").endswith("# mine\n")
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").touch()
    assert run(["examples", str(other)]) == 3
    assert [file.name for file in other.iterdir()] == ["notes.txt"]
