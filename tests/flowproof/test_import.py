"""`import flowproof` costs nothing, `python -m flowproof` is the program."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import flowproof
from flowproof.library.flow import Flow
from numeric.evaluate import Undecided
from paper import Misuse

ROOT = Path(__file__).resolve().parents[2]
SLOW = ("sympy", "numpy", "scipy", "mpmath", "z3", "clarabel", "matplotlib", "rich", "jinja2", "latex2mathml", "pandas")
HEAVY = ("numeric", "sympy", "numpy", "mpmath", "flint", "click", "rich", "matplotlib", "paper")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_an_import_loads_nothing_but_the_package() -> None:
    """Neither numeric nor any package that takes time, nor paper, which `doctor` must do without."""
    found = python("-c", f"import flowproof, sys; print([name for name in {HEAVY} if name in sys.modules])")
    assert (found.stdout, found.stderr) == ("[]\n", "")


def loaded(*arguments: str) -> tuple[str, list[str]]:
    """What `flowproof` with these arguments prints, and what is slow of all that its process has loaded then."""
    program = (
        f"import sys\nfrom flowproof.cli import run\nstatus = run({list(arguments)!r})\n"
        f"print([name for name in {SLOW} if name in sys.modules], file=sys.stderr)\nsys.exit(status)"
    )
    found = python("-c", program)
    assert found.returncode == 0, found.stderr
    return found.stdout, ast.literal_eval(found.stderr)


EASY = (
    ("grade", "x + 1 > 0", "--given", "x >= 0"),
    ("grade", "2*a < b + c", "--given", "a < b", "--given", "b <= c + 1 - 1"),
    ("evaluate", "--spectrum", "3,2,1,0", "--shape", "identity", "--alpha", "1e-10", "--time", "10"),
    ("windows", "--theorem", "4", "--spectrum", "2,1", "--shape", "identity", "--alpha", "1e-9", "--epsilon", "1/10"),
)


@pytest.mark.parametrize("arguments", EASY, ids=lambda each: " ".join(each[:2]))
def test_what_is_easy_starts_at_once(arguments: tuple[str, ...]) -> None:
    """An easy claim, W(t) of a diagonal Y and its windows need nothing that takes long to import."""
    told, slow = loaded(*arguments)
    assert "HOLDS, PROVED" in told or arguments[0] != "grade"
    assert slow == []


def test_what_is_not_easy_is_noticed() -> None:
    """A claim that needs a sum of squares loads what finds one: the test above would see it."""
    told, slow = loaded("grade", "x**4 + y**4 + z**4 >= x*y*z*(x + y + z)")
    assert "HOLDS, PROVED" in told
    assert {"numpy", "scipy", "clarabel"} <= set(slow)


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
