"""`make` installs when it has to and only then. A shim stands in for Python, so nothing is downloaded here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# creates environments whose commands write down what they are asked for; `-c` goes to a real Python
SHIM = f"""#!/bin/sh
if [ "$1" = -c ]; then exec "{sys.executable}" "$@"; fi
printf '%s\\n' "$*" >> log
if [ "$2" = venv ]; then
    if [ "$3" = --clear ]; then rm -rf "$4"; fi
    mkdir -p "$4/bin"
    for tool in python flowproof pytest sphinx-build; do cp "$0" "$4/bin/$tool"; done
fi
if [ "$2" = pip ] && [ -e pip-waits ]; then sleep 3; fi
if [ "$2" = pip ] && [ -e pip-fails ]; then exit 1; fi
"""
CREATE = "-m venv --clear .venv"
INSTALL = "-m pip install -q --disable-pip-version-check -c constraints.txt -e .[dev]"


class Checkout:
    """A folder with the project's own Makefile, and with nothing installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        shutil.copy(ROOT / "Makefile", folder)
        for name in ("pyproject.toml", "constraints.txt"):
            (folder / name).touch()
        shim = folder / "python"
        shim.write_text(SHIM, encoding="utf-8")
        shim.chmod(0o755)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "ARGS")}
        return subprocess.run(  # noqa: S603 - our own Makefile
            ["make", "PYTHON=./python", *arguments],  # noqa: S607
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """What the shims were asked for since the last look."""
        log = self.folder / "log"
        calls = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return calls


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a checkout")


def test_a_fresh_clone_is_installed_once(checkout: Checkout) -> None:
    """The first command creates the environment and installs; the next runs at once."""
    first = checkout.make("verify")
    assert first.returncode == 0
    assert "installing flowproof" in first.stderr
    assert checkout.calls() == [CREATE, INSTALL, "verify"]
    second = checkout.make("verify", "ARGS=theorem3 --jobs 1")
    assert (second.stdout, second.stderr) == ("", "")
    assert checkout.calls() == ["verify theorem3 --jobs 1"]


def test_an_installation_shows_that_it_goes_on(checkout: Checkout) -> None:
    """A dot every two seconds; and it ends as the installation does."""
    (checkout.folder / "pip-waits").touch()
    (checkout.folder / "pip-fails").touch()
    failed = checkout.make("verify")
    assert failed.returncode != 0
    assert ".\n" in failed.stderr.partition("a minute or two ...\n")[2]
    assert checkout.calls() == [CREATE, INSTALL]


def test_tests_install_too(checkout: Checkout) -> None:
    """`make test` works from a fresh clone, as `make verify` does."""
    assert checkout.make("test").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "-n auto --dist loadfile"]


def test_the_newest_versions_are_tried_apart(checkout: Checkout) -> None:
    """`make test-newest` takes no notice of the pinned versions, and leaves the environment that has them alone."""
    assert checkout.make("test-newest", "ARGS=-k windows").returncode == 0
    assert checkout.calls() == [
        "-m venv --clear .venv-newest",
        INSTALL.replace("-c constraints.txt ", ""),
        "-n auto --dist loadfile -k windows",
    ]
    assert not (checkout.folder / ".venv").exists()


def test_approval_installs_too(checkout: Checkout) -> None:
    """`make approve` works from a fresh clone, as `make verify` does."""
    assert checkout.make("approve").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "tests/approved.py"]


def test_pages_install_too(checkout: Checkout) -> None:
    """`make docs` works from a fresh clone, and a warning is an error there."""
    assert checkout.make("docs").returncode == 0
    assert checkout.calls() == [
        CREATE,
        INSTALL,
        "-q -W --keep-going -j auto -d build/doctrees docs build/docs",
    ]


def test_coq_s_run_installs_too(checkout: Checkout) -> None:
    """`make formal` works from a fresh clone, and passes on what it is told."""
    assert checkout.make("formal", "ARGS=--jobs 1").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "formal --jobs 1"]


def test_benchmarks_install_too(checkout: Checkout) -> None:
    """`make bench` works from a fresh clone, and passes on what it is told."""
    assert checkout.make("bench", "ARGS=--quick").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "-m benchmarks --quick"]


def test_planted_faults_install_too(checkout: Checkout) -> None:
    """`make mutants` works from a fresh clone, and passes on which faults are meant."""
    assert checkout.make("mutants", "ARGS=--area checker").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "-m mutants --area checker"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed(checkout: Checkout, name: str) -> None:
    """When the requirements are newer than the environment, they are installed into it, once."""
    checkout.make("verify")
    checkout.calls()
    for file in ("pyproject.toml", "constraints.txt"):
        os.utime(checkout.folder / file, (1000, 1000))
    os.utime(checkout.folder / ".venv/.installed", (2000, 2000))
    checkout.make("verify")
    assert checkout.calls() == ["verify"]
    os.utime(checkout.folder / name, (3000, 3000))
    checkout.make("verify")
    checkout.make("verify")
    assert checkout.calls() == [INSTALL, "verify", "verify"]


def test_a_half_made_environment_does_not_count(checkout: Checkout) -> None:
    """Where the installation fails the command fails, and the next one starts from nothing."""
    (checkout.folder / "pip-fails").touch()
    assert checkout.make("verify").returncode != 0
    assert checkout.calls() == [CREATE, INSTALL]
    (checkout.folder / "pip-fails").unlink()
    assert checkout.make("verify").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "verify"]


def test_a_failed_upgrade_does_not_count(checkout: Checkout) -> None:
    """Where an installation over an old one fails, the next command starts from nothing."""
    checkout.make("verify")
    os.utime(checkout.folder / ".venv/.installed", (1000, 1000))
    (checkout.folder / "pip-fails").touch()
    assert checkout.make("verify").returncode != 0
    (checkout.folder / "pip-fails").unlink()
    checkout.calls()
    assert checkout.make("verify").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "verify"]


def test_an_environment_without_python_is_stale(checkout: Checkout) -> None:
    """An environment whose interpreter has gone is made again."""
    checkout.make("verify")
    (checkout.folder / ".venv/bin/python").unlink()
    checkout.calls()
    assert checkout.make("verify").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "verify"]


def test_a_copied_environment_is_stale(checkout: Checkout, tmp_path: Path) -> None:
    """An environment that came with a copy of the folder would run the original's code, so it is made again."""
    checkout.make("verify")
    checkout.calls()
    shutil.copytree(checkout.folder, tmp_path / "copy")
    checkout.folder = tmp_path / "copy"
    assert checkout.make("verify").returncode == 0
    assert checkout.calls() == [CREATE, INSTALL, "verify"]


def test_an_old_python_is_refused(checkout: Checkout) -> None:
    """A Python before 3.11 is named as the cause, and nothing is created."""
    pretend = 'exec "{}" -c "import sys; sys.version_info = (3, 9); $2"'
    old = SHIM.replace(f'exec "{sys.executable}" "$@"', pretend.format(sys.executable))
    assert old != SHIM
    (checkout.folder / "python").write_text(old, encoding="utf-8")
    refused = checkout.make("verify")
    assert refused.returncode != 0
    assert "flowproof needs Python 3.11 or newer" in refused.stderr
    assert not (checkout.folder / ".venv").exists()


def test_a_failing_command_fails(checkout: Checkout) -> None:
    """`make` passes on that the command it runs did not succeed."""
    checkout.make("verify")
    (checkout.folder / ".venv/bin/flowproof").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert checkout.make("verify").returncode != 0
