"""The record of what `flowproof verify` found, kept between runs in the user's cache folder.

Runs of the same code add to one record; a change of code, ledger or packages begins a new one.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flowproof.records import fingerprint, place
from flowproof.writing import as_json, require_writable, write_whole
from paper import Misuse

if TYPE_CHECKING:  # a run begins here, before what it runs is imported
    from flowproof.findings import Finding


@dataclass(frozen=True)
class Found:
    """What was found of one entry, and whether the ledger expects that outcome."""

    outcome: str
    strength: str
    expected: bool


@dataclass(frozen=True)
class Record:
    """When the last run ended, and what was found of each entry by it and earlier ones of the same code."""

    ended: str
    found: dict[str, Found]


@dataclass(frozen=True)
class Run:
    """A run at its beginning: its code, the record's file if there can be one, and why nothing can be kept, or ""."""

    code: str
    file: str | None
    trouble: str

    def keep(self, findings: "Sequence[Finding]") -> str:
        """Add the findings to the record, unless that was trouble from the start; why it could not be done, or ""."""
        if self.file is None or self.trouble:
            return ""
        if fingerprint() != self.code:
            return _unkept("the code was changed while it ran, so the verdicts may be of a mixture; run it again")
        known = _read(Path(self.file), self.code)
        now = record_of(findings)
        found = {**(known.found if known else {}), **now.found}
        document = {
            "fingerprint": self.code,
            "ended": now.ended,
            "found": {
                label: [one.outcome, one.strength, "expected" if one.expected else ""] for label, one in found.items()
            },
        }
        try:
            write_whole(as_json(document), self.file)
        except Misuse as error:
            return _unkept(error)
        return ""


def record_of(findings: "Sequence[Finding]") -> Record:
    """What was found, by a run that ends now."""
    found = {each.entry.label: Found(each.outcome, each.verdict.strength.name, each.expected) for each in findings}
    return Record(datetime.now(UTC).isoformat(timespec="seconds"), found)


def begin() -> Run:
    """To be called before anything is imported that a verdict depends on."""
    file, trouble = None, ""
    try:
        file = str(place())
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        require_writable(file)
    except (OSError, Misuse) as error:
        trouble = _unkept(error)
    return Run(fingerprint(), file, trouble)


def _unkept(why: object) -> str:
    return f"this run is not on record for `flowproof coverage`: {why}"


def last() -> Record:
    """The record. Raises Misuse where there is none of this code."""
    record = _read(place(), fingerprint())
    if record is None:
        raise Misuse("no run of this code is on record; run `flowproof verify` first")
    return record


def _read(file: Path, code: str) -> Record | None:
    """The record, unless there is none, or it is another code's, or it was damaged."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document["fingerprint"] != code:
            return None
        found = {
            str(label): Found(str(outcome), str(strength), bool(expected))
            for label, (outcome, strength, expected) in document["found"].items()
        }
        return Record(str(document["ended"]), found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
