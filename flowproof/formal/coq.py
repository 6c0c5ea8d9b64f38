"""Coq as it is installed here, or one sentence that says how to get it."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paper import Misuse
from proofs import formal

VERSION = "8.16.1"
"""Of Coq, for which the library is written: others rename its lemmas."""
PARTS = ("ssreflect", "algebra", "analysis", "algebra_tactics", "zify")
"""Of MathComp, as its folders are called."""
ERROR = re.compile(r'File "(?:\./)?(?P<file>[^"]+)", line (?P<line>\d+)[^\n]*\n(?P<what>Error:.*)', re.DOTALL)
NO_VERDICT = ("No space left", "Out of memory", "Cannot allocate", "Disk quota", "Read-only file", "Input/output")
"""What Coq calls an error, and is one of the machine."""


def packages() -> str:
    """What is to be installed, as arguments."""
    return " ".join((Path(formal.__file__).parent / "packages.txt").read_text(encoding="utf-8").split())


def how() -> str:
    return f"on Debian 12 `apt-get install --no-install-recommends {packages()}` installs all that is needed"


@dataclass(frozen=True)
class Coq:
    """The program, and what tells it and its libraries from others."""

    program: str
    libraries: str


def installed() -> Coq:
    """Coq. Raises Misuse where it is missing, is another version, or has no MathComp."""
    bin_folder = os.environ.get("COQBIN")
    program = shutil.which("coqc", path=bin_folder or None)
    if program is None:
        raise Misuse(f"there is no coqc {'in COQBIN' if bin_folder else 'on the PATH'}; {how()}")
    found = re.search(r"version (\S+)", said([program, "--version"]))
    version = found[1].rstrip(",") if found else "of an unknown version"
    if version != VERSION:
        raise Misuse(f"the proofs are written for Coq {VERSION}, and {program} is {version}; {how()}")
    libraries = Path(said([program, "-where"]).strip()) / "user-contrib" / "mathcomp"
    missing = [part for part in PARTS if not any((libraries / part).glob("*.vo"))]
    if missing:
        raise Misuse(f"Coq has no MathComp with {', '.join(missing)}; {how()}")
    if shutil.which("make") is None:
        raise Misuse(f"there is no make; {how()}")
    return Coq(program, _digest(version, libraries))


def _digest(version: str, libraries: Path) -> str:
    """What was compiled with other libraries can't be loaded with these."""
    digest = hashlib.sha256(version.encode())
    for file in sorted(libraries.rglob("*.vo")):
        about = file.stat()
        digest.update(f"{file} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def said(command: Sequence[str], folder: Path | None = None) -> str:
    """What a program says. Raises Misuse where it can't be run, and ChildProcessError where it is killed."""
    try:
        ended = subprocess.run(  # noqa: S603
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise Misuse(f"{command[0]} can't be run ({error.strerror}); {how()}") from error
    if ended.returncode < 0:
        raise ChildProcessError(f"{command[0]} was killed by signal {-ended.returncode}; nothing is known by this run")
    require_a_verdict(ended.stderr)
    return ended.stdout + ended.stderr


def require_a_verdict(text: str) -> None:
    """Raises Misuse where Coq has failed for want of room."""
    for want in NO_VERDICT:
        if want in text:
            raise Misuse(
                f"Coq could not go on ({want.lower()}), so nothing is known by this run; make room, and run it again"
            )
