"""What people give as claims, read: an inequality as text, the fields of a claim, TOML, or a file of it."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from paper import Misuse
from proofs.grading.files import AnyClaim, parse, read
from proofs.grading.files import claims as of_tables
from proofs.grading.numbers.expression import RELATIONS, names_in

Claim = str | os.PathLike[str] | Mapping[str, Any]
TABLE = "[["
"""What a text in TOML has, and neither an inequality nor the name of most files."""


def claims_of(
    claims: Sequence[Claim | Sequence[Claim]],
    given: Sequence[str] | None = None,
    variables: Sequence[str] | None = None,
) -> list[AnyClaim]:
    """The claims, read in their order; `given` and `variables` are those of the inequalities that are texts.

    Raises Misuse for what can't be read, and where there is none.
    """
    alone = [part for each in claims for part in (each if isinstance(each, list | tuple) else (each,))]
    if not alone:
        raise Misuse("there is no claim to grade; give one as text, such as 'x + 1 > x', or the name of a file")
    if (given is not None or variables is not None) and not any(map(is_inequality, alone)):
        raise Misuse(
            "hypotheses and variables can be given for an inequality as text alone; others have fields for them"
        )
    return [claim for each in alone for claim in _read(each, given, variables)]


def is_inequality(claim: object) -> bool:
    """Whether it is a text with a relation, and neither TOML nor the name of a file that is there."""
    return (
        isinstance(claim, str)
        and TABLE not in claim
        and any(relation in claim for relation in RELATIONS)
        and not os.path.exists(claim)
    )


def _read(claim: Any, given: Sequence[str] | None, variables: Sequence[str] | None) -> Sequence[AnyClaim]:
    """The claims that one of what was given stands for."""
    if isinstance(claim, Mapping):
        return of_tables([{str(name): list(x) if isinstance(x, tuple) else x for name, x in claim.items()}])
    if is_inequality(claim):
        return of_tables([_table(claim, _texts(given or (), "given"), variables)])
    if isinstance(claim, str) and TABLE in claim and not os.path.exists(claim):
        return parse(claim)
    if isinstance(claim, str | os.PathLike):
        return read(os.fspath(claim))
    raise Misuse(f"{claim!r:.60} is no claim; give a text, a dict with its fields, or the name of a file")


def _table(text: str, given: Sequence[str], variables: Sequence[str] | None) -> Mapping[str, Any]:
    """The inequality as a table of TOML has it, called as it reads."""
    names = names_in(" ".join((text, *given))) if variables is None else _texts(variables, "variables")
    shown = " ".join(text.split())
    return {"name": shown, "kind": "inequality", "variables": list(names), "given": list(given), "shows": shown}


def _texts(values: Any, name: str) -> tuple[str, ...]:
    if isinstance(values, str) or not isinstance(values, Sequence) or not all(isinstance(x, str) for x in values):
        raise Misuse(f"{name} is {values!r:.60}; give a list of texts, such as ['x > 0']")
    return tuple(values)
