"""`flowproof study --plot FILE`: the file is what its suffix says."""

from pathlib import Path

import pytest

from flowproof import cli

GRID = """
study = "transition"
alpha = ["1e-10"]
spectrum = ["2,1"]
shape = ["identity"]
mode = [1]
digits = [12]
"""
BEGINS = {"svg": b"<?xml", "SVG": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG\r\n"}


@pytest.fixture(autouse=True)
def grid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("grid.toml").write_text(GRID, encoding="utf-8")


@pytest.mark.parametrize("suffix", BEGINS)
def test_a_plot_is_what_its_suffix_says(suffix: str) -> None:
    """And the same bytes each time."""
    for name in "ab":
        assert cli.run(["study", "grid.toml", "--jobs", "1", "--plot", f"{name}.{suffix}"]) == 0
    drawn = Path(f"a.{suffix}").read_bytes()
    assert drawn.startswith(BEGINS[suffix])
    assert drawn == Path(f"b.{suffix}").read_bytes()


@pytest.mark.parametrize("name", ["plot.jpg", "plot", "plot.svg.gz", ".pdf", "plot.", "svg"])
def test_another_suffix_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is computed."""
    assert cli.run(["study", "grid.toml", "--plot", name]) == 3
    assert f"--plot is {name!r}; give a file whose name ends in .svg, .pdf or .png" in capsys.readouterr().err
    assert [path.name for path in Path().iterdir()] == ["grid.toml"]


def test_standard_output_gets_svg(capsys: pytest.CaptureFixture[str]) -> None:
    """And a device or a pipe, which have no suffix."""
    assert cli.run(["study", "grid.toml", "--jobs", "1", "--plot", "-"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("</svg>")
    assert cli.run(["study", "grid.toml", "--jobs", "1", "--plot", "/dev/null"]) == 0
