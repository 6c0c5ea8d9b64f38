"""The record of what `flowproof verify` found, kept between runs in the user's cache folder.

Runs of the same code add to one record; a change of code, ledger or packages begins a new one.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flowproof.document import suite
from flowproof.findings import Finding
from flowproof.writing import as_json, write_whole
from paper import Misuse

ROOMS = ("paper", "symbolic", "numeric", "proofs")
"""What a verdict depends on."""


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


def place() -> Path:
    """The record's file: one for each installation."""
    root = Path(__file__).resolve().parent.parent
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "flowproof" / f"{hashlib.sha256(str(root).encode()).hexdigest()[:16]}.json"


def fingerprint() -> str:
    """What tells this code, ledger and packages from others."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(json.dumps(suite()).encode())
    for file in sorted(file for room in ROOMS for file in (root / room).rglob("*") if file.suffix in DATA):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


DATA = (".py", ".toml", ".txt", ".json")


def keep(findings: Sequence[Finding]) -> str:
    """Add the findings to the record; why that could not be done, or ""."""
    known = _read()
    found = known.found if known else {}
    for finding in findings:
        found[finding.entry.label] = Found(finding.outcome, finding.verdict.strength.name, finding.expected)
    document = {
        "fingerprint": fingerprint(),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "found": {
            label: [one.outcome, one.strength, "expected" if one.expected else ""] for label, one in found.items()
        },
    }
    try:
        place().parent.mkdir(parents=True, exist_ok=True)
        write_whole(as_json(document), str(place()))
    except (OSError, Misuse) as error:
        return f"this run is not on record for `flowproof coverage`: {error}"
    return ""


def last() -> Record:
    """The record. Raises Misuse where there is none of this code."""
    record = _read()
    if record is None:
        raise Misuse("no run of this code is on record; run `flowproof verify` first")
    return record


def _read() -> Record | None:
    """The record, unless there is none, or it is another code's, or it was damaged."""
    try:
        document = json.loads(place().read_text(encoding="utf-8"))
        if document["fingerprint"] != fingerprint():
            return None
        found = {
            str(label): Found(str(outcome), str(strength), bool(expected))
            for label, (outcome, strength, expected) in document["found"].items()
        }
        return Record(str(document["ended"]), found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
