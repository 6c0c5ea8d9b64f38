"""Texts of axioms and lemmas, altered one thing at a time: by hand, and through and through."""

import re
from collections.abc import Iterator
from dataclasses import replace

from proofs.lemmas.wording import BEYOND, Wording, sides

REVERSED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
STRICT = {"<=": "<", ">=": ">"}
LOOSE = {"<": "<=", ">": ">="}


def without(wording: Wording, name: str) -> Wording:
    """The wording without one of its hypotheses."""
    return replace(wording, given=tuple((other, text) for other, text in wording.given if other != name))


def altered(wording: Wording) -> Iterator[tuple[str, Wording]]:
    """Each hypothesis dropped; each relation reversed, made strict or loose; each integer one more; an order for `==`.

    What the checker has no words for can only be dropped. Two alterations of one text may be the same.
    """
    for name, text in wording.given:
        yield f"without {text}", without(wording, name)
        if text in BEYOND:
            continue
        for other in _altered_text(text):
            given = tuple((each, other if each == name else known) for each, known in wording.given)
            yield f"{other} for {text}", replace(wording, given=given)
    for other in _altered_text(wording.shows):
        yield f"{other} shown", replace(wording, shows=other)


def _altered_text(text: str) -> Iterator[str]:
    left, sign, right = sides(text)
    for table in (REVERSED, STRICT, LOOSE):
        if sign in table:
            yield f"{left} {table[sign]} {right}"
    for found in re.finditer(r"(?<![\w])\d+", text):
        yield f"{text[: found.start()]}{int(found[0]) + 1}{text[found.end() :]}"
