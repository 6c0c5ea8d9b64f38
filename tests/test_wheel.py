"""The wheel, installed outside the checkout: what the README and the help promise is in it.

The environment is new and has no pip; the packages that flowproof needs are those of the environment that tests it, so
that nothing is downloaded.
"""

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import pytest

from flowproof.shadows import OURS

ROOT = Path(__file__).resolve().parent.parent
UNSET = ("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and a folder of a user's."""

    wheel: Path
    environment: Path
    folder: Path

    @property
    def packages(self) -> Path:
        (folder,) = self.environment.glob("lib/python*/site-packages")
        return folder

    def run(self, program: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A program of the environment, as a user runs it."""
        variables = {name: value for name, value in os.environ.items() if name not in UNSET}
        variables["XDG_CACHE_HOME"] = str(self.environment / "cache")
        return subprocess.run(  # noqa: S603 (our own program)
            [self.environment / "bin" / program, *arguments],
            cwd=cwd or self.folder,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Built and installed once for all tests, without network."""
    place = tmp_path_factory.mktemp("wheel")
    for command in (
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place],
        [sys.executable, "-m", "venv", "--without-pip", place / "environment"],
    ):
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
        assert made.returncode == 0, made.stderr
    (wheel,) = place.glob("*.whl")
    command = [sys.executable, "-m", "pip", "--python", place / "environment" / "bin" / "python", "install", "-q"]
    command += ["--no-deps", "--no-index", "--no-cache-dir", "--disable-pip-version-check", wheel]
    made = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)  # noqa: S603
    assert made.returncode == 0, made.stderr
    (place / "user").mkdir()
    found = Installed(wheel, place / "environment", place / "user")
    needed = sysconfig.get_path("purelib")  # a .pth file in it, such as an editable flowproof's, is not read from here
    (found.packages / "needed.pth").write_text(f"{needed}\n", encoding="utf-8")
    return found


def test_every_file_of_the_packages_is_in_the_wheel(installed: Installed) -> None:
    """Each that is kept in the checkout, and the examples; no test, and nothing else at the top."""
    held = set(zipfile.ZipFile(installed.wheel).namelist())
    assert {name.partition("/")[0] for name in held} == {*OURS, "flowproof-0.1.0.dist-info"}
    ours = {file.relative_to(ROOT) for package in OURS for file in (ROOT / package).rglob("*") if file.is_file()}
    assert {str(file) for file in ours if "__pycache__" not in file.parts} <= held
    assert {f"flowproof/examples/{file.name}" for file in (ROOT / "examples").glob("*.toml")} <= held


def test_what_the_wheel_says_of_itself(installed: Installed) -> None:
    """Its licence, what it is about, and an address."""
    archive = zipfile.ZipFile(installed.wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    said = message_from_bytes(archive.read(name))
    assert said["License-Expression"] == "MIT"
    assert "Typing :: Typed" in said.get_all("Classifier", ())
    assert all(re.search(r", https://\S+$", url) for url in said.get_all("Project-URL", ()))
    assert "gradient flow" in said["Keywords"]


def test_the_program_tells_of_itself(installed: Installed) -> None:
    """Its help, and the doctor, who says where it runs from and finds nothing wrong."""
    assert "Exit status of every command" in installed.run("flowproof", "--help").stdout
    told = installed.run("flowproof", "doctor")
    assert (told.returncode, told.stderr) == (0, "")
    assert f"flowproof runs from {installed.packages}\n" in told.stdout
    assert told.stdout.endswith("nothing that matters is wrong\n")


def test_an_entry_is_verified_shown_and_derived(installed: Installed) -> None:
    """By what the wheel holds alone: ledger, derivations and code."""
    verified = installed.run("flowproof", "verify", "MV:12", "--jobs", "1")
    assert verified.returncode == 0, verified.stderr
    assert "1 entry: 1 HOLD, 0 FAIL" in verified.stdout
    assert "mode-closed-form" in installed.run("flowproof", "show", "MV:12").stdout
    assert installed.run("flowproof", "derive", "MV:12", "--document").stdout.startswith(r"\documentclass")
    assert re.match(r"symbolic/\S+\.py:\d+ ", installed.run("flowproof", "where", "MV:12").stdout)


def test_the_examples_are_graded_and_the_checker_accepts(installed: Installed) -> None:
    """As the help says: near-misses fail, so it ends 1; what holds has a certificate for proofs/checker.py."""
    assert installed.run("flowproof", "examples").returncode == 0
    graded = installed.run(
        "flowproof", "grade", "examples/inequalities.toml", "--seconds", "5", "--certificates", "kept.json"
    )
    assert graded.returncode == 1, graded.stderr
    assert re.search(r"9 claims: [5-9] HOLD, 2 FAIL", graded.stdout)
    checked = installed.run("python", str(installed.packages / "proofs" / "checker.py"), "kept.json")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_python_evaluates_a_matrix(installed: Installed) -> None:
    """The README's example: a NumPy Y, and digits that are certified."""
    program = (
        "import flowproof, numpy\n"
        "flow = flowproof.Flow(target=numpy.diag([3.0, 2.0, 1.0]), alpha='1e-1000')\n"
        "print(flow.at(958, digits=12))\n"
    )
    told = installed.run("python", "-c", program)
    assert (told.returncode, told.stderr) == (0, "")
    assert "W" in told.stdout


def test_a_file_of_the_users_is_no_matter_for_the_program(installed: Installed, tmp_path: Path) -> None:
    """The installed program does not look in the current folder; `python -m` and notebooks do, and are told."""
    (tmp_path / "numeric.py").write_text("raise SystemExit('not this one')\n", encoding="utf-8")
    assert installed.run("flowproof", "where", "MV:12", cwd=tmp_path).returncode == 0
    told = installed.run("python", "-m", "flowproof", "where", "MV:12", cwd=tmp_path)
    assert told.returncode == 3
    assert told.stderr.startswith(f"flowproof: the package numeric is found in {tmp_path / 'numeric.py'}, not in ")
    assert told.stderr.count("\n") == 1
    told = installed.run("python", "-c", "import flowproof; flowproof.Flow(spectrum=[1])", cwd=tmp_path)
    assert "rename it, or start Python in another folder" in told.stderr.splitlines()[-1]
    safe = installed.run("python", "-P", "-m", "flowproof", "where", "MV:12", cwd=tmp_path)
    assert safe.returncode == 0, safe.stderr


def test_an_export_of_the_wheel_has_all_files(installed: Installed) -> None:
    """What Coq is given is read from the installed packages."""
    program = (
        "from proofs.formal import project, worded\n"
        "assert worded.texts() and (project.LIBRARY / 'NCRing.v').is_file()\n"
    )
    told = installed.run("python", "-c", program)
    assert (told.returncode, told.stderr) == (0, "")
