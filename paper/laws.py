"""What is shown of a flow that speaks of no window, as `laws.toml` states it: read once, and seen to make sense."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from paper import texts
from paper.ledger import Misuse, bare, plain
from paper.theorems import Given, Hypothesis

FILE = "laws.toml"


@dataclass(frozen=True)
class Law:
    """One statement; what its parts are is said in `laws.toml`. `asides` are by the step that asks them."""

    key: str
    label: str
    called: str
    group: str
    names: tuple[str, ...]
    provenance: str
    meanings: tuple[str, ...]
    conclusions: tuple[str, ...]
    cases: tuple[str, ...]
    definitions: Mapping[str, str]
    asked: tuple[Hypothesis, ...]
    asides: Mapping[str, tuple[Hypothesis, ...]]

    @property
    def hypotheses(self) -> Given:
        """The texts by their names, those of asides apart."""
        return Given({hypothesis.name: hypothesis.text for hypothesis in self.asked})

    def expanded(self, text: str) -> str:
        """The text, with what is shorthand alone written out: what has no letter of its own."""
        shorthand = {name: meaning for name, meaning in self.definitions.items() if name not in LETTERS}
        return texts.substituted(text, shorthand)


def read(text: str) -> tuple[dict[str, str], dict[str, Law]]:
    """The letters and the laws of a file. Raises Misuse where it is no TOML, lacks a field, or has an unknown name."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"{FILE} is not TOML: {error}") from error
    letters: dict[str, str] = document["quantities"]
    laws = [_law(table, {*letters}) for table in document["law"]]
    return letters, {law.label: law for law in laws}


def _law(table: Mapping[str, Any], letters: set[str]) -> Law:
    plain_fields = ("key", "label", "called", "group", "provenance")
    lists = ("names", "meanings", "conclusions", "cases")
    for name in (*plain_fields, *lists, "definitions", "hypotheses", "asides"):
        if name not in table:
            raise Misuse(f"{FILE}, law {table.get('key', 'without a key')}, {name} is missing")
    known = {*letters, *table["definitions"]}
    for name, text in table["definitions"].items():
        _known(table["key"], name, texts.names(text), known)

    def hypotheses(found: Mapping[str, Mapping[str, str]]) -> tuple[Hypothesis, ...]:
        for name, fields in found.items():
            _known(table["key"], name, texts.names_of_statement(fields["text"]), known)
        return tuple(Hypothesis(name, provenance=table["provenance"], **fields) for name, fields in found.items())

    fields: dict[str, Any] = {name: table[name] for name in plain_fields}
    fields |= {name: tuple(table[name]) for name in lists}
    return Law(
        **fields,
        definitions=table["definitions"],
        asked=hypotheses(table["hypotheses"]),
        asides={step: hypotheses(found) for step, found in table["asides"].items()},
    )


def _known(key: str, place: str, names: frozenset[str], known: set[str]) -> None:
    if unknown := names - known:
        raise Misuse(f"{FILE}, law {key}, {place}: there is no quantity {min(unknown)!r}; there are {', '.join(known)}")


def law(label: str) -> Law:
    """The law of that label, as it is declared now."""
    return DECLARED[label]


def labels() -> tuple[str, ...]:
    return tuple(DECLARED)


def keys() -> tuple[str, ...]:
    """What people type."""
    return tuple(each.key for each in DECLARED.values())


def groups() -> tuple[str, ...]:
    """What `flowproof verify` calls each law with its steps."""
    return tuple(each.group for each in DECLARED.values())


def names() -> dict[str, str]:
    """Their labels by everything that people call them, as it is compared."""
    return {bare(plain(name)): each.label for each in DECLARED.values() for name in _names(each)}


def _names(each: Law) -> tuple[str, ...]:
    return (each.key, each.label, each.called, each.group, *each.names)


LETTERS, DECLARED = read((resources.files("paper") / FILE).read_text(encoding="utf-8"))
"""How names are printed, and the laws by their labels, in the order of the file."""
