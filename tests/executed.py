"""Notebooks of notebooks/, run as a reader would, in a kernel of their own: what each cell tells."""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import jupytext
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
TEXT = "text/plain"
TIME, UNTOLD = re.compile(r"(?<=seconds=')[\d.]+"), "…"
"""What differs from run to run."""


def names() -> tuple[str, ...]:
    """Those that have something to run."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md") if "{code-cell}" in path.read_text("utf-8")))


def record(name: str) -> str:
    """The file that keeps what the notebook tells."""
    return f"notebooks/outputs/{name}.txt"


def outputs(name: str, folder: Path = FOLDER) -> str:
    """What the cells tell, each below its first line: text as it is, of a picture its kind.

    Raises CellExecutionError where one fails.
    """
    notebook = jupytext.read(folder / f"{name}.md")
    with tempfile.TemporaryDirectory() as place:
        profile = Path(place) / "profile_default"
        profile.mkdir()
        (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 40\n", encoding="utf-8")
        client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": place}})
        client.execute(env=_environment(place))
    return "\n".join(_told(cell) for cell in notebook.cells if cell.cell_type == "code")


def _environment(folder: str) -> dict[str, str]:
    """The project of these files, a cache of its own, and nothing that a user starts IPython with."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": folder, "XDG_CACHE_HOME": folder}


def _told(cell: Any) -> str:
    first, *_ = cell.source.splitlines()
    texts = "".join(_text(output) for output in cell.outputs)
    return f">>> {first}\n" + "".join(f"    {line}".rstrip() + "\n" for line in texts.splitlines())


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text) if output.name == "stdout" else ""
    shown = "".join(f"[{kind}]\n" for kind in sorted(output.data) if kind != TEXT)
    drawn = "image/" in shown  # whose text is the numbers behind it, hundreds of them
    return shown if drawn else f"{TIME.sub(UNTOLD, output.data[TEXT]).rstrip()}\n{shown}"
