"""A copy of the project in which a fault is planted, and the commands that should notice it are run."""

import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from mutants.faults import Fault, Misuse

LEFT_OUT = {"__pycache__"}
AT_THE_TOP = {"build", "dist", "report"}
"""What a copy goes without: what is hidden, compiled, or made from the rest."""
PACKAGES = ("paper", "symbolic", "numeric", "proofs", "flowproof")
LARGEST_MEMORY = 8 * 2**30
"""Bytes that a command may take: a fault may ask for any number."""
LEAST_TIME, SLOWER = 20, 8
"""Seconds that a command may take in any case; and how many times as long as without a fault."""


@dataclass
class Copy:
    """A folder of its own with the project's files. `stop` ends what runs in it."""

    folder: Path
    running: subprocess.Popen[str] | None = field(default=None, repr=False)
    stopped: bool = False

    @classmethod
    def of(cls, source: Path, folder: Path) -> "Copy":
        """A new copy. Raises Misuse where Python would import the project from elsewhere."""

        def ignored(where: str, names: list[str]) -> set[str]:
            out = LEFT_OUT | (AT_THE_TOP if Path(where) == source else set())
            return {name for name in names if name in out or name.startswith(".")}

        shutil.copytree(source, folder, ignore=ignored)
        copy = cls(folder)
        asked = f"import {', '.join(PACKAGES)}; print(*({', '.join(f'{p}.__file__' for p in PACKAGES)},), sep='\\n')"
        found = subprocess.run(  # noqa: S603 (our own question)
            [sys.executable, "-c", asked], cwd=folder, env=copy.environment, capture_output=True, text=True, check=False
        )
        if any(folder.resolve() not in Path(file).resolve().parents for file in found.stdout.split("\n") if file):
            raise Misuse(f"the packages of the copy in {folder} are not those that Python imports there")
        if found.returncode:
            raise Misuse(f"the packages can't be imported: {found.stderr.strip().splitlines()[-1]}")
        return copy

    @property
    def environment(self) -> dict[str, str]:
        """That of this process, with the copy's packages first; compiled files are kept as they are."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
        cache = {"XDG_CACHE_HOME": str(self.folder / ".cache")}
        return kept | cache | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, noticer: str, limit: float = 3600) -> str:
        """Who noticed: "" where the command ends with 0; else the command, or the first test of it that failed."""
        command = command_of(noticer)
        if self.stopped:
            raise KeyboardInterrupt
        self.running = subprocess.Popen(  # noqa: S603 (commands of our own files)
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_limit_memory,
        )
        try:
            output, _ = self.running.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            self._kill()
            self.running.communicate()
            return f"{noticer}: not done in time"
        if self.stopped:
            raise KeyboardInterrupt
        if self.running.returncode == 0:
            return ""
        failed = re.search(r"(?m)^(?:FAILED|ERROR) ([^\s\[]+(?:\[.*?\])?)(?: - |$)", output)
        return failed[1] if failed else f"{noticer}: ends with {self.running.returncode}"

    def noticed(self, fault: Fault, limits: dict[str, float]) -> dict[str, str]:
        """What `run` says of each noticer with the fault planted; afterwards the copy is as before."""
        planted = fault.planted(self.folder)
        before = {file: (self.folder / file).read_bytes() for file in planted}
        for file, text in planted.items():
            self._write(file, text.encode())
        found: dict[str, str] = {}
        try:
            for noticer in fault.noticed_by:
                found[noticer] = self.run(noticer, limits[noticer])
                if found[noticer] and not fault.each:
                    break
        finally:
            for file, content in before.items():
                self._write(file, content)
        return found

    def stop(self) -> None:
        self.stopped = True
        self._kill()

    def _write(self, file: str, content: bytes) -> None:
        """Without what was compiled of it: a file of the same second and length would count as the same."""
        path = self.folder / file
        path.write_bytes(content)
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()

    def _kill(self) -> None:
        if self.running is not None and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)


def command_of(noticer: str) -> list[str]:
    """`flowproof ...` and `python ...` are commands; anything else is what pytest is to run, or one test's name."""
    first, *rest = [noticer] if noticer.endswith("]") else shlex.split(noticer)
    if first == "python":
        return [sys.executable, *rest]
    if first == "flowproof":
        return [sys.executable, "-c", "import sys; from flowproof.cli import main; sys.exit(main())", *rest]
    return [sys.executable, "-m", "pytest", "-x", "-n", "0", "--tb=no", "-p", "no:cacheprovider", first, *rest]


def limit_of(copy: Copy, noticer: str) -> float:
    """Seconds that the command may take with a fault. Raises Misuse where it does not end well without any."""
    begun = time.monotonic()
    found = copy.run(noticer)
    if found:
        raise Misuse(f"without any fault, {noticer!r} does not end well: {found}")
    return LEAST_TIME + SLOWER * (time.monotonic() - begun)


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
