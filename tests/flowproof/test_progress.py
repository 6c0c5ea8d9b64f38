"""Progress on standard error: a few lines where there is no terminal, a bar where there is one."""

import sys

import pytest

from flowproof.progress import progress


def test_a_long_run_prints_ten_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a tenth, the last when all is done, with titles as they are, and nothing on standard output."""
    with progress() as tell:
        assert tell is not None
        for done in range(1, 96):
            tell(done, 95, f"[bold]step {done}")
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert len(lines) == 10
    assert lines[0] == "10 of 95: [bold]step 10"
    assert lines[-1] == "95 of 95: [bold]step 95"


def test_a_quiet_run_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to call."""
    with progress(quiet=True) as tell:
        assert tell is None
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The bar shows how many are done, and is gone at the end."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress() as tell:
        assert tell is not None
        tell(3, 7, "[bold]step")
        drawn = capsys.readouterr().err
    assert "3/7" in drawn
    assert "[bold]step" in drawn
    assert capsys.readouterr().err.endswith("\x1b[1A\x1b[2K")  # up, and the line erased
