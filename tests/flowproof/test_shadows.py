"""A module that hides a package of ours: flowproof says which and what to do, before anything of it is used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flowproof import shadows

ROOT = Path(__file__).resolve().parents[2]


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python started in a folder, which it looks for modules in first."""
    places = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["paper", "symbolic", "numeric", "proofs"])
def test_a_file_of_the_same_name_is_named(name: str, tmp_path: Path) -> None:
    """With status 3 at the command line and an ImportError in Python, in one sentence with the remedy."""
    file = tmp_path / f"{name}.py"
    file.write_text("x = 1\n", encoding="utf-8")
    told = python(tmp_path, "-m", "flowproof", "where", "28")
    assert (told.returncode, told.stdout) == (3, "")
    assert told.stderr == (
        f"flowproof: the package {name} is found in {file}, not in {ROOT / name}; "
        "rename it, or start Python in another folder; `flowproof doctor` says more\n"
    )
    raised = python(tmp_path, "-c", "import flowproof; flowproof.Flow")
    assert raised.stderr.splitlines()[-1].startswith(
        f"flowproof.shadows.Shadowed: the package {name} is found in {file}"
    )
    loaded = python(tmp_path, "-c", f"import {name}, flowproof; flowproof.Misuse")
    assert f"the package {name} is found in {file}" in loaded.stderr.splitlines()[-1]


def test_an_import_alone_and_the_doctor_do_not_mind(tmp_path: Path) -> None:
    """The doctor is there to be asked about it."""
    (tmp_path / "numeric.py").touch()
    assert python(tmp_path, "-c", "import flowproof").returncode == 0
    told = python(tmp_path, "-m", "flowproof", "doctor")
    assert told.returncode == 1
    assert f"fault: the package numeric is found in {tmp_path / 'numeric.py'}" in told.stdout


def test_elsewhere_the_remedy_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not in the current folder is likely another distribution's."""
    monkeypatch.chdir(tmp_path)
    (sentence,) = {found.partition("; ")[2] for found in shadows.shadows(tmp_path / "elsewhere")}
    assert sentence == "rename it, or install flowproof alone, in a new virtual environment"


def test_nothing_is_found_where_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is missing altogether; and a module that someone made by hand has no file."""
    monkeypatch.setattr(shadows, "OURS", ("no_such_package",))
    assert list(shadows.shadows()) == [f"the package no_such_package is not found in {ROOT}; install flowproof again"]
    monkeypatch.setitem(sys.modules, "no_such_package", type(sys)("no_such_package"))
    assert "is not found" in next(shadows.shadows())


def test_here_nothing_is_hidden() -> None:
    """Where the tests run."""
    shadows.require_ours()
