"""The record: a file of JSON lines for each area, a line for each fault, sorted, so that it reads well in a diff."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from mutants.faults import HERE, Fault, Misuse

FOLDER = HERE / "record"


@dataclass(frozen=True)
class Line:
    """What became of a fault: which noticer noticed it by which test, which did not, and why it is harmless."""

    name: str
    noticed_by: dict[str, str]
    missed_by: list[str]
    harmless: str
    stamp: str

    @property
    def is_settled(self) -> bool:
        """Noticed by all that should, or by none and harmless."""
        return bool(self.noticed_by) != bool(self.harmless) and not (self.noticed_by and self.missed_by)

    def stands(self, fault: Fault, root: Path) -> bool:
        """Whether it is still about this fault, and about these noticers."""
        return set(self._asked) <= set(fault.noticed_by) and self.stamp == fault.stamp(root, self._asked)

    @property
    def _asked(self) -> list[str]:
        return sorted([*self.noticed_by, *self.missed_by])


def line(fault: Fault, found: dict[str, str], root: Path) -> Line:
    """Of one that any may notice, only who did: what the others would say no longer matters."""
    noticed = {noticer: who for noticer, who in found.items() if who}
    missed = [noticer for noticer in found if noticer not in noticed and (fault.each or not noticed)]
    return Line(fault.name, noticed, missed, fault.harmless, fault.stamp(root, sorted([*noticed, *missed])))


def load(folder: Path = FOLDER) -> dict[str, dict[str, Line]]:
    """The lines of each area by their faults' names. Raises Misuse."""
    found: dict[str, dict[str, Line]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        try:
            rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
            found[file.stem] = {row["name"]: Line(**row) for row in rows}
        except (ValueError, TypeError, KeyError) as error:
            raise Misuse(f"{file.name} is no record: {error}; remove it, and it is made again") from error
    return found


def save(area: str, lines: Iterable[Line], folder: Path = FOLDER) -> None:
    """In one piece, so that whoever is interrupted has the record before or after."""
    folder.mkdir(exist_ok=True)
    rows = [json.dumps(asdict(each), ensure_ascii=False) for each in sorted(lines, key=lambda each: each.name)]
    part = folder / f"{area}.part"
    part.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    os.replace(part, folder / f"{area}.jsonl")
