"""The folder that keeps the exported files with what Coq made of them, so that only what has changed is made again."""

import fcntl
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flowproof.exports import PRODUCTS
from flowproof.formal.coq import ERROR, Coq, require_a_verdict, said
from flowproof.writing import write_whole
from paper import Misuse

Report = Callable[[int, int, str], None]
STAMP = ".libraries"
LOCK = ".lock"
LOST = re.compile(r"\*\*\* \[.*?(\w+)\.vo\] (?:Killed|Terminated|Error 1(?:3[0-9]|4[0-9]))")
CUT_OFF = re.compile(r"Error:\s+\S*?(\w+\.vo): premature end")
COMMAND = re.compile(r"^\S*coqc .*?(\w+)\.v$")
DECLARED = re.compile(r"^\s*(?:Theorem|Lemma|Corollary|Definition|Let)\s+([\w']+)", re.MULTILINE)
ALONE = ("env", "-u", "MAKEFLAGS", "-u", "MFLAGS", "-u", "MAKELEVEL")
"""Without what a `make` that has started us, such as that of `make formal`, tells the makes below it."""
LINES = 8
"""Of what Coq says of a file that it refuses."""


@dataclass(frozen=True)
class Refusal:
    """What the kernel does not accept: the file, the theorem in or before the line, and Coq's own words."""

    module: str
    theorem: str
    text: str

    @property
    def where(self) -> str:
        return f"{self.theorem} in {self.module}.v" if self.theorem else f"{self.module}.v"


@contextmanager
def alone(folder: Path) -> Iterator[IO[str]]:
    """The folder, made if need be, and no other run in it. Raises Misuse where there is one or it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w")
    except OSError as error:
        raise Misuse(f"{str(folder)!r} can't be written ({error.strerror}); set XDG_CACHE_HOME to another") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Misuse(f"another run is at work in {str(folder)!r}; wait until it has ended") from error
        yield lock


def write(folder: Path, files: Mapping[str, str], libraries: str) -> None:
    """The files as they are now: those that are the same keep their times, and what Coq made of others goes."""
    stamp = folder / STAMP
    made_by = f"{libraries}\n{files['Makefile'].partition('all:')[0]}"
    same = stamp.exists() and stamp.read_text(encoding="utf-8") == made_by
    for file in folder.iterdir():
        known_source = f"{file.stem.removeprefix('.')}.v" in files
        stale = file.suffix in PRODUCTS and not (known_source and same)
        if stale or (file.suffix == ".v" and not known_source):
            file.unlink()
    for name, text in files.items():
        place = folder / name
        if not (place.exists() and place.read_text(encoding="utf-8") == text):
            place.with_suffix(".vo").unlink(missing_ok=True)
            write_whole(text, str(place))
    write_whole(made_by, str(stamp))


def compiled(folder: Path, coq: Coq, jobs: int, lock: IO[str], tell: Report | None = None) -> Refusal | None:
    """Have every file compiled that is not yet; what is refused, or None.

    Raises ChildProcessError where Coq is killed, and Misuse where it lacks room.
    """
    make = [*ALONE, "make", "-C", str(folder), f"COQC={coq.program}"]
    planned = said([*make, "-n"])
    total, said_by_make, done = sum(map(bool, map(COMMAND.match, planned.splitlines()))), list[str](), 0
    with _running([*make, f"-j{jobs}", "--output-sync"], lock) as process:
        for line in process.stdout or ():
            said_by_make.append(line)
            if tell and (found := COMMAND.match(line)):
                done += 1
                tell(done, total, f"{found[1]}.v")
    text = "".join(said_by_make)
    if process.returncode and (found := CUT_OFF.search(text)):  # both make and Coq were killed while it was written
        (folder / found[1]).unlink(missing_ok=True)
        return compiled(folder, coq, jobs, lock, tell)
    return _refusal(folder, text) if process.returncode else None


@contextmanager
def _running(command: Sequence[str], lock: IO[str]) -> Iterator["subprocess.Popen[str]"]:
    """A process that is ended with all that it runs, if we are; the folder is locked as long as it lives."""
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # so that an interruption comes to us alone
        pass_fds=[lock.fileno()],
    )
    with process:
        try:
            yield process
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)  # on which make removes what is half written
            raise


def _refusal(folder: Path, said_by_make: str) -> Refusal:
    require_a_verdict(said_by_make)
    if found := ERROR.search(said_by_make):
        text = found[0].partition("\nmake: ")[0].strip().splitlines()[:LINES]
        return Refusal(
            Path(found["file"]).stem, theorem_at(folder / found["file"], int(found["line"])), "\n".join(text)
        )
    if found := LOST.search(said_by_make):
        raise ChildProcessError(
            f"Coq was killed while it compiled {found[1]}.v; run it again, with --jobs 1 if memory was short: "
            "what was compiled is kept"
        )
    raise Misuse(f"make has failed: {' '.join(said_by_make.splitlines()[-3:])}")


def theorem_at(file: Path, line: int) -> str:
    """What is declared last up to a line."""
    found = DECLARED.findall("\n".join(file.read_text(encoding="utf-8").splitlines()[:line]))
    return found[-1] if found else ""
