"""What `flowproof export` reads, and refuses, before it writes anything."""

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

from paper import Misuse
from proofs import checker
from proofs.formal.project import MARK, Project, project

Claim = Mapping[str, Any]
PRODUCTS = (".vo", ".vok", ".vos", ".glob", ".aux")
"""What Coq leaves beside a file that it has checked."""


def ours(folder: str) -> dict[str, str]:
    """The files in `folder` that an earlier export, or Coq after it, may have left, with what tells them for ours."""
    try:
        found = os.listdir(folder)
    except (OSError, ValueError):
        return {}  # which whoever writes there will tell
    marks = {".v": "", "": MARK}
    return {name: "" for name in found if name.endswith(PRODUCTS)} | {
        name: marks.get(os.path.splitext(name)[1], MARK) for name in found if name.endswith(".v")
    }


def require_no_other(folder: str, files: Mapping[str, str]) -> None:
    del folder, files


def written(files: Iterable[str]) -> tuple[Project, tuple[str, ...]]:
    """The project of the claims in `files`, or of the suite's; and a sentence for each step that has no certificate."""
    if not files:
        from proofs.judging import certificates

        document, missing = certificates.everything()
        return project(document["claims"]), missing
    claims: dict[str, Claim] = {}
    for file in files:
        for claim in _accepted(file):
            claims.setdefault(json.dumps(claim, sort_keys=True), claim)
    return project(list(claims.values())), ()


def _accepted(file: str) -> list[Claim]:
    """The claims in a file. Raises Misuse unless the checker accepts them all."""
    try:
        document = checker.load(file)
        verdicts = checker.check(document)
    except (checker.Invalid, OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise Misuse(f"{file!r} is no file of certificates ({str(error) or repr(error)})") from error
    for label, why in verdicts:
        if why:
            raise Misuse(f"{file!r} has a claim that the checker refuses, {label!r}: {why}")
    claims: list[Claim] = document["claims"]
    return claims
