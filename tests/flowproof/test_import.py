"""`import flowproof` costs nothing, `python -m flowproof` is the program."""

import subprocess
import sys
from pathlib import Path

import pytest

import flowproof
from flowproof.library.flow import Flow
from numeric.evaluate import Undecided
from paper import Misuse

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numeric", "sympy", "numpy", "mpmath", "flint", "click", "rich", "matplotlib", "paper")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_an_import_loads_nothing_but_the_package() -> None:
    """Neither numeric nor any package that takes time, nor paper, which `doctor` must do without."""
    found = python("-c", f"import flowproof, sys; print([name for name in {HEAVY} if name in sys.modules])")
    assert (found.stdout, found.stderr) == ("[]\n", "")


def test_the_names_are_those_of_the_modules() -> None:
    """Misuse is paper's, so that one `except` does for both."""
    assert (flowproof.Flow, flowproof.Misuse, flowproof.Undecided) == (Flow, Misuse, Undecided)
    assert set(flowproof.__all__) <= set(dir(flowproof))


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module 'flowproof' has no attribute 'Flows'"):
        _ = flowproof.Flows  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", ["flowproof", "numeric", "paper"])
def test_types_are_announced(package: str) -> None:
    """PEP 561: a checker reads the annotations of what has a name in `flowproof`."""
    assert (ROOT / package / "py.typed").is_file()


def test_the_package_runs_as_a_program() -> None:
    """With the same output and the same exit status."""
    told = python("-m", "flowproof", "--version")
    assert (told.returncode, told.stdout[:10]) == (0, "flowproof ")
    refused = python("-m", "flowproof", "windows", "--theorem", "4")
    assert refused.returncode == 3
    assert refused.stderr.startswith("flowproof: missing option ")
