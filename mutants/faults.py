"""The faults: those with names of their own (`faults/*.toml`), and those that `targets.toml` has made of a file."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from mutants.operators import Change, in_python, in_statement

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
DECLARED = re.compile(
    r'(?m)^\[(?:shared|theorem\.hypotheses)\.([\w-]+)\].*\ntext = "(.*)"'
    r'|^((?:constants|limits)\.\w+|block_tolerance|left_end|right_end) = "(.*?)"'
)
ASKED = re.compile(r"(?ms)^(?:start|setting|time|asides[\w.-]+) = \[(.*?)\]")
NAME = re.compile(r'"[\w-]+",?\s*')
AXIOM = re.compile(r"(?m)^([\w-]+)( *: *)(.*?)( *\|- )(.*)$")


class Misuse(Exception):
    """A fault that is not well described; the message says what is wrong."""


@dataclass(frozen=True)
class Edit:
    """`put` stands for the characters of the file from `start` to `end`."""

    file: str
    start: int
    end: int
    put: str


@dataclass(frozen=True)
class Fault:
    """What is planted, and who should notice: every one of them (`each`), or the first of them that does.

    `harmless` is the reason why nothing can notice it.
    """

    area: str
    name: str
    edits: tuple[Edit, ...]
    noticed_by: tuple[str, ...]
    each: bool = False
    harmless: str = ""

    def planted(self, root: Path) -> dict[str, str]:
        """The files that it changes, as they are with it."""
        texts = {edit.file: read(root, edit.file) for edit in self.edits}
        for edit in sorted(self.edits, key=lambda edit: -edit.start):
            texts[edit.file] = texts[edit.file][: edit.start] + edit.put + texts[edit.file][edit.end :]
        return texts

    def stamp(self, root: Path, noticers: Iterable[str]) -> str:
        """The same as long as the fault, the files that it changes, and the files that these noticers name are."""
        noticers = list(noticers)
        files = sorted({part.partition("::")[0] for noticer in noticers for part in noticer.split()})
        known = [*noticers, self.harmless, *(x for pair in sorted(self.planted(root).items()) for x in pair)]
        known += [read(root, file) for file in files if (root / file).is_file()]
        return sha256("\0".join(known).encode()).hexdigest()[:12]


def read(root: Path, file: str) -> str:
    try:
        return (root / file).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Misuse(f"{file} can't be read: {error}") from error


def every(root: Path = ROOT) -> list[Fault]:
    """All faults in the order of their names. Raises Misuse where one is not well described, or a name comes twice."""
    faults = [fault for file in sorted((HERE / "faults").glob("*.toml")) for fault in named(file, root)]
    reasons = {each["name"]: each["reason"] for each in tables(HERE / "harmless.toml", "harmless", root)}
    for target in tables(HERE / "targets.toml", "target", root):
        faults += made(target, reasons, root)
    twice = [name for name, count in Counter(fault.name for fault in faults).items() if count > 1]
    if twice:
        raise Misuse(f"two faults are called {twice[0]!r}")
    unknown = reasons.keys() - {fault.name for fault in faults}
    if unknown:
        raise Misuse(f"harmless.toml speaks of a fault that is not there: {min(unknown)!r}")
    return sorted(faults, key=lambda fault: (fault.area, fault.name))


def tables(file: Path, key: str, root: Path) -> list[dict[str, Any]]:
    """The tables [[key]] of a file."""
    try:
        found = tomllib.loads(read(root, str(file)))
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"{file.name} is no TOML: {error}") from error
    if set(found) - {key} or not all(isinstance(each, dict) for each in found.get(key, [])):
        raise Misuse(f"{file.name} holds something other than [[{key}]]")
    return list(found.get(key, []))


def named(file: Path, root: Path = ROOT) -> Iterator[Fault]:
    """The faults of a file of them. Raises Misuse."""
    for each in tables(file, "fault", root):
        name = each.get("name")
        if not isinstance(name, str) or not name:
            raise Misuse(f"{file.name}: a fault has no name")
        edits = each.get("edits", [{key: each.get(key) for key in ("file", "find", "put")}])
        noticed_by, harmless = each.get("noticed_by", []), each.get("harmless", "")
        if unknown := set(each) - {"name", "file", "find", "put", "edits", "noticed_by", "harmless"}:
            raise Misuse(f"{file.name}: {name!r} has an unknown key {min(unknown)!r}")
        if bool(noticed_by) == bool(harmless):
            raise Misuse(f"{file.name}: {name!r} needs noticed_by or harmless, and not both")
        if not all(isinstance(edit.get(key), str) for edit in edits for key in ("file", "find", "put")):
            raise Misuse(f"{file.name}: {name!r} needs a file, what to find there, and what to put")
        found = tuple(_edit(edit, name, root) for edit in edits)
        yield Fault(file.stem, name, found, tuple(noticed_by), each=True, harmless=harmless)


def _edit(edit: dict[str, str], name: str, root: Path) -> Edit:
    text, find = read(root, edit["file"]), edit["find"]
    if text.count(find) != 1 or not find:
        raise Misuse(f"{name!r}: what it finds stands {text.count(find)} times in {edit['file']}, and not once")
    start = text.index(find)
    return Edit(edit["file"], start, start + len(find), edit["put"])


def made(target: dict[str, Any], reasons: dict[str, str], root: Path = ROOT) -> Iterator[Fault]:
    """The faults that a target has made of its file. Raises Misuse."""
    file, functions = target["file"], tuple(target.get("functions", ()))
    text = read(root, file)
    holds = {"axioms": _axioms, "declarations": _declarations}
    if target.get("holds", "") not in {"", *holds}:
        raise Misuse(f"targets.toml: {file} holds {target['holds']!r}; say one of {', '.join(holds)}, or nothing")
    changes = list(holds[target["holds"]](text)) if "holds" in target else in_python(text, functions)
    for function in functions:
        if not any(change.where == function or change.where.startswith(f"{function}.") for change in changes):
            raise Misuse(f"targets.toml: {file} has no {function!r} in which anything could be changed")
    seen: Counter[str] = Counter()
    for change in changes:
        what = f"{file}: {change.where or 'outside of functions'}: {change.what}"
        seen[what] += 1
        name = what if seen[what] == 1 else f"{what} [{seen[what]}]"
        edit = Edit(file, change.start, change.end, change.put)
        noticed_by = tuple(noticer.replace("{where}", change.where) for noticer in target["noticed_by"])
        yield Fault(target["area"], name, (edit,), noticed_by, harmless=reasons.get(name, ""))


def _axioms(text: str) -> Iterator[Change]:
    """Each hypothesis dropped, and each change of what a hypothesis or a conclusion says."""
    for line in AXIOM.finditer(text):
        label, at = line[1], line.start(3)
        pieces = line[3].split(";") if line[3].strip() else []
        for number, piece in enumerate(pieces):
            rest = ";".join(x for i, x in enumerate(pieces) if i != number)
            yield Change(label, f"without {piece.strip()}", line.start(3), line.end(3), rest)
            yield from in_statement(piece.strip(), label, at + len(piece) - len(piece.lstrip()))
            at += len(piece) + 1
        yield from in_statement(line[5].strip(), label, line.start(5))


def _declarations(text: str) -> Iterator[Change]:
    """Each change of a text of `paper/theorems.toml`, and each hypothesis that a theorem does not ask."""
    for found in DECLARED.finditer(text):
        name, said = (found[1], 2) if found[1] else (found[3], 4)
        yield from in_statement(found[said], name, found.start(said))
    for found in ASKED.finditer(text):
        names = [
            (name[0], found.start(1) + name.start(), found.start(1) + name.end()) for name in NAME.finditer(found[1])
        ]
        for name, start, end in names:
            yield Change(name.strip('", \n'), "not asked", start, end, "")
