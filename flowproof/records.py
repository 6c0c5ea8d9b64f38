"""Where records are kept between runs, and what tells the code that they speak of from other code."""

import hashlib
import json
import os
from pathlib import Path

from flowproof.shadows import CHECKOUT, OURS
from flowproof.versions import suite
from paper import Misuse

DATA = (".py", ".toml", ".txt", ".json")


def place() -> Path:
    """The record's file: one for each installation. Raises Misuse where there is no folder for it."""
    name = f"{hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:16]}.json"
    cache = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        # by its specification a path that is not absolute is ignored
        folder = cache if cache.is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        folder = Path()
    if not folder.is_absolute():
        raise Misuse("there is no home folder to keep it in; set XDG_CACHE_HOME to a folder of yours")
    return folder / "flowproof" / name


def fingerprint(data: tuple[str, ...] = DATA) -> str:
    """What tells this code, ledger and packages from others: all files of these kinds."""
    digest = hashlib.sha256(json.dumps(suite()).encode())
    files = (file for package in OURS for file in (CHECKOUT / package).rglob("*"))
    for file in sorted(file for file in files if file.suffix in data and file.is_file()):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
