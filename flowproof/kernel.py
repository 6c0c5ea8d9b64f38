"""The record of what Coq's kernel has accepted, kept by `flowproof formal` in the user's cache folder.

It speaks of this code alone: a change of certificates, exporter, library, theorems or assumptions takes it away.
"""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from flowproof import records
from flowproof.writing import as_json, write_whole
from paper import Misuse

NAME = "KERNEL"
SIGN = "∎"
MEANING = "Coq's kernel has accepted the proof, too"
DATA = (*records.DATA, ".v")


def folder() -> Path:
    """Where the exported files are kept with what Coq made of them. Raises Misuse where there is no place for it."""
    place = records.place()
    return place.with_name(f"{place.stem}-formal")


def _file() -> Path:
    return folder().with_suffix(".json")


def begin() -> str:
    """What tells this code from others, before anything is judged; an earlier record is no more."""
    try:
        _file().unlink(missing_ok=True)
    except OSError as error:
        raise Misuse(f"{str(_file())!r} can't be removed ({error.strerror}); set XDG_CACHE_HOME to another") from error
    return records.fingerprint(DATA)


def keep(code: str, labels: Collection[str]) -> None:
    """Record the entries. Raises Misuse where that can't be written, and where the code is no longer what it was."""
    if records.fingerprint(DATA) != code:
        raise Misuse("the code was changed while it ran, so nothing is on record; run it again")
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    write_whole(as_json({"fingerprint": code, "ended": ended, "entries": sorted(labels)}), str(_file()))


def accepted() -> frozenset[str] | None:
    """The labels of the entries on record; None where there is no record of this code, or it was damaged."""
    try:
        document = json.loads(_file().read_text(encoding="utf-8"))
        if document["fingerprint"] == records.fingerprint(DATA):
            return frozenset(map(str, document["entries"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # Misuse is a ValueError: no place, no record
        pass
    return None
