"""The ledger: one entry for each item of the papers, read from the TOML files beside this module.

A file holds one section: `paper`, `section`, `title`, and a table a label. A label is an entry's identity; its number is data.
"""

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

PROVENANCES = ("printed", "reconstructed")
STRENGTHS = ("SAMPLED", "CERTIFIED", "PROVED")
KINDS = (
    "definition",
    "problem",
    "equation",
    "solution",
    "inequality",
    "identity",
    "limit",
    "claim",
    "proposition",
    "corollary",
    "theorem",
    "remark",
    "table",
    "figure",
    "evaluation",
    "correction",
)


class Misuse(ValueError):
    """What the caller asked for makes no sense. The message is one sentence: the cause, the value, what to do."""


@dataclass(frozen=True)
class Entry:
    """One item of a paper, or one step of a proof.

    Exactly one of `promises` (the strength that its check reaches) and `unchecked` (why nothing checks it) is set.
    Where the paper's statement is known to fail, `correction` is the label of the statement that holds instead.
    """

    label: str
    paper: str
    section: str
    number: str | None  # None: a step or claim that the paper does not number
    kind: str
    latex: str  # the statement as the paper has it
    gloss: str  # the same in one sentence
    provenance: str
    promises: str | None = None
    unchecked: str | None = None
    correction: str | None = None

    def __post_init__(self) -> None:
        for value, allowed in ((self.kind, KINDS), (self.provenance, PROVENANCES)):
            if value not in allowed:
                raise Misuse(f"{self.label}: {value!r} is none of {', '.join(allowed)}")
        if (self.promises is None) == (self.unchecked is None):
            raise Misuse(f"{self.label}: give either the strength it promises or the reason why it is unchecked")
        if self.promises is not None and self.promises not in STRENGTHS:
            raise Misuse(f"{self.label}: {self.promises!r} is none of {', '.join(STRENGTHS)}")

    @property
    def name(self) -> str:
        """How a reader of the paper calls it: `MV (12)`, `TFHV Table 1`, or `MV` for a step without a number."""
        if self.number is None:
            return self.paper
        return f"{self.paper} ({self.number})" if self.number.isdecimal() else f"{self.paper} {self.number}"


@dataclass(frozen=True)
class Ledger:
    """All entries, in the papers' order."""

    entries: tuple[Entry, ...]

    def __getitem__(self, label: str) -> Entry:
        for entry in self.entries:
            if entry.label == label:
                return entry
        raise Misuse(f"there is no label {label!r}{self._near(label)}")

    def find(self, text: str) -> tuple[Entry, ...]:
        """Entries named by a label, a number (`12`, `MV:12`, `Theorem 3`), or a section (`MV:III-A`).

        Raises Misuse for a text that names nothing, with near names.
        """
        paper, _, rest = text.rpartition(":")
        wanted = rest.strip().strip("()").casefold()
        found = tuple(
            entry
            for entry in self.entries
            if (not paper or entry.paper.casefold() == paper.strip().casefold())
            and wanted in (entry.label, (entry.number or "").casefold(), entry.section.casefold())
            and wanted
        )
        if not found:
            raise Misuse(f"nothing is called {text!r}{self._near(text)}")
        return found

    def _near(self, text: str) -> str:
        names = {name for entry in self.entries for name in _names(entry)}
        near = difflib.get_close_matches(text, sorted(names), n=3, cutoff=0.5)
        return f"; near it: {', '.join(near)}" if near else "; `flowproof verify --list` names all"


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.label,) if entry.number is None else (entry.label, entry.number, f"{entry.paper}:{entry.number}")


SECTION_ORDER = (
    "mv/II.toml",
    "mv/III-A.toml",
    "mv/theorem-3.toml",
    "mv/theorem-4.toml",
    "mv/III-C.toml",
    "tfhv/2.toml",
    "tfhv/3.toml",
    "tfhv/4.toml",
    "tfhv/5.toml",
    "tfhv/6.toml",
)


@cache
def load() -> Ledger:
    """The ledger of both papers. Raises Misuse where a file is malformed or a label stands twice."""
    entries: list[Entry] = []
    for name in SECTION_ORDER:
        document = tomllib.loads((resources.files("paper") / name).read_text(encoding="utf-8"))
        paper, section = document.pop("paper"), document.pop("section")
        document.pop("title")
        for label, fields in document.items():
            try:
                entries.append(Entry(label=label, paper=paper, section=section, number=fields.pop("number", None), **fields))
            except TypeError as error:
                raise Misuse(f"{name}, [{label}]: {error}") from error
    labels = [entry.label for entry in entries]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise Misuse(f"labels stand twice in the ledger: {', '.join(twice)}")
    return Ledger(tuple(entries))
