"""Coq, for tests that ask its kernel."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

PACKAGES = Path(__file__).parents[1] / "proofs" / "formal" / "packages.txt"
CLASSICAL = {
    "propositional_extensionality",
    "functional_extensionality_dep",
    "constructive_indefinite_description",
}
"""What MathComp's analysis takes for true."""


def program(name: str) -> str:
    """Where coqc or coqtop is; without it the test is skipped."""
    folder = os.environ.get("COQBIN")
    found = shutil.which(name, path=folder or None)
    if not found:
        pytest.skip(f"no {name}: on Debian 12, apt-get install {' '.join(PACKAGES.read_text().split())}")
    return found


class Folder:
    """A project in a folder, whose modules are compiled there when they are asked for."""

    def __init__(self, path: Path, files: Mapping[str, str]) -> None:
        self.path = path
        path.mkdir(exist_ok=True)
        self.write(files)

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            if not (self.path / name).exists():
                (self.path / name).write_text(text, encoding="utf-8")

    def made(self, *modules: str) -> str:
        """What make says, where it fails; "" if the kernel has accepted the modules."""
        program("coqc")
        command = ["make", "-s", "-C", str(self.path), *(f"{module}.vo" for module in modules)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return ended.stderr if ended.returncode else ""

    def said(self, text: str) -> str:
        """What coqtop says to commands, one after the other, whatever fails."""
        command = [program("coqtop"), "-q", "-w", "none", "-R", str(self.path), "flowproof"]
        ended = subprocess.run(  # noqa: S603
            command, input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return ended.stdout

    def assumptions(self, module: str, *theorems: str) -> set[str]:
        """What theorems rest on beside Coq's logic: the last part of each axiom's name."""
        asked = "".join(f"Print Assumptions {module}.{theorem}.\n" for theorem in theorems)
        said = self.said(f"From flowproof Require {module}.\n{asked}")
        assert "Error" not in said, said
        return {name.rpartition(".")[2] for name in re.findall(r"(?m)^([\w.]+)\s*:", said.replace("Axioms:", ""))}
