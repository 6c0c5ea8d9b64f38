"""A theorem with something else in its declaration, as if the file had it so."""

from collections.abc import Mapping
from importlib import resources
from typing import Any

import pytest

from paper import theorems

TEXT = (resources.files("paper") / theorems.FILE).read_text(encoding="utf-8")


def table(document: Mapping[str, Any], label: str) -> dict[str, Any]:
    """The theorem's part of what the file holds."""
    found: dict[str, Any] = next(table for table in document["theorem"] if table["label"] == label)
    return found


def constant(label: str, name: str) -> str:
    """Its text, in parentheses."""
    return f"({theorems.theorem(label).constants[name]})"


def declare(
    monkeypatch: pytest.MonkeyPatch,
    label: str,
    constants: Mapping[str, str] | None = None,
    limits: Mapping[str, str] | None = None,
    hypotheses: Mapping[str, str] | None = None,
    dropped: tuple[str, ...] = (),
    **others: str,
) -> None:
    """Other texts in the declaration of one theorem, and hypotheses that are not there."""
    document = theorems.read(TEXT)
    found = table(document, label)
    found["constants"] |= constants or {}
    found["limits"] = found.get("limits", {}) | (limits or {})
    own = found.setdefault("hypotheses", {})
    for name, text in (hypotheses or {}).items():
        own[name] = {**document["shared"].get(name, {}), **own.get(name, {}), "text": text}
    for names in (found["start"], found["setting"], found["time"], *found.get("asides", {}).values()):
        names[:] = [name for name in names if name not in dropped]
    found |= others
    monkeypatch.setattr(theorems, "DECLARED", theorems.declared(document))
