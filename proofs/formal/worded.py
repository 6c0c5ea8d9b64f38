"""The theorems in the papers' words: written by hand, as `theorems/*.v`, and proved from what is exported."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("theorems")
NEEDS = re.compile(r"^From flowproof Require Import ([\w\s]+)\.$", re.MULTILINE)
THEOREM = re.compile(r"^Theorem (?P<name>\w+)\b.*?\.(?=\nProof\b)", re.DOTALL | re.MULTILINE)
HEADER = re.compile(r"\A\(\*(.*?)\*\)", re.DOTALL)


class Worded(NamedTuple):
    """A theorem as a paper has it: where Coq finds it, what it says there, and what its file says of it in LaTeX."""

    module: str
    name: str
    statement: str
    latex: str

    @property
    def place(self) -> str:
        return f"{self.module}.{self.name}"


@cache
def texts() -> Mapping[str, str]:
    """The modules."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.v"))}


def needs(text: str) -> tuple[str, ...]:
    """The modules of the project that a module imports."""
    return tuple(dict.fromkeys(name for found in NEEDS.findall(text) for name in found.split()))


def theorems(modules: Mapping[str, str] | None = None) -> tuple[Worded, ...]:
    """All that these modules call a theorem."""
    found = texts() if modules is None else modules
    return tuple(each for module, text in found.items() for each in _theorems(module, text))


def _theorems(module: str, text: str) -> list[Worded]:
    header = HEADER.match(text)
    latex = header[1].strip() if header else ""
    return [Worded(module, found["name"], found[0], latex) for found in THEOREM.finditer(text)]
