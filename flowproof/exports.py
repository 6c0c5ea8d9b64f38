"""What `flowproof export` reads, and refuses before it writes anything."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from paper import Misuse
from proofs import checker
from proofs.formal import worded
from proofs.formal.accepted import accepted
from proofs.formal.project import MARK, MODULES, Project, library, project
from proofs.formal.terms import Inexpressible

Claim = Mapping[str, Any]
PRODUCTS = (".vo", ".vok", ".vos", ".glob", ".aux")
"""What Coq leaves beside a file that it has checked."""
WRITERS = "write one with `flowproof certificates` or `flowproof grade --certificates`"


def ours(folder: str) -> dict[str, str]:
    """Of what is in `folder`: what an earlier export may have left, or Coq after it, and what tells it for ours."""
    try:
        found = os.listdir(folder)
    except (OSError, ValueError):
        return {}  # which is told by whoever is to write there
    marks = {name: "" if name.endswith(PRODUCTS) else MARK for name in found if name.endswith((".v", *PRODUCTS))}
    marks |= {"_CoqProject": "-R . flowproof", "Makefile": MARK, "index.json": '"theorems"'}
    by_hand = {name: library(name) for name in MODULES}
    by_hand |= {name: text for name, text in worded.texts().items() if f"{name}.v" in found}
    marks |= {f"{name}.v": text.partition("\n")[0] for name, text in by_hand.items()}
    return marks


def require_same(folder: str, files: Mapping[str, str]) -> None:
    """Raises Misuse where an earlier export has files of claims that this one has not."""
    for name in sorted(ours(folder)):
        if name.endswith(".v") and name not in files:
            raise Misuse(f"{folder!r} holds {name!r} of another export; give an empty or a new folder")


def exported(files: Sequence[str]) -> tuple[Project, tuple[str, ...]]:
    """The project of the claims in `files`, or of the suite's, with the theorems that rest on them; and a sentence for
    each step that has no certificate.
    """
    missing: tuple[str, ...] = ()
    further: Mapping[str, str] = {}
    if files:
        claims = _together({file: _read(file) for file in files})
    else:
        from proofs.judging import certificates

        document, missing = certificates.everything()
        claims, further = accepted(document), {} if missing else worded.texts()
    try:
        return project(claims, further), missing
    except Inexpressible as error:
        raise Misuse(f"{error}; nothing is exported") from error


def _read(file: str) -> list[Claim]:
    """The claims in a file. Raises Misuse unless the checker accepts them all."""
    try:
        return accepted(checker.load(file))
    except Misuse as error:
        raise Misuse(f"{file!r}: {error}") from error
    except (checker.Invalid, OSError, ValueError, LookupError, TypeError, RecursionError, MemoryError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error) or repr(error)
        raise Misuse(f"{file!r} is no file of certificates ({why}); {WRITERS}") from error


def _together(read: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """The claims of all files, each once. Raises Misuse where a name that may be cited has two meanings."""
    claims: dict[str, Claim] = {}
    lemmas: dict[str, str] = {}
    for file, found in read.items():
        for claim in found:
            text = json.dumps(claim, sort_keys=True)
            if not claim.get("definitions") and lemmas.setdefault(claim["label"], text) != text:
                raise Misuse(f"{file!r} has another {claim['label']!r} than a file before it; export them apart")
            claims.setdefault(text, claim)
    return list(claims.values())
