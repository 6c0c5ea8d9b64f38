"""The ledger: one entry for each item of the papers, read from the TOML files beside this module.

A file holds one section: `paper`, `section`, `title`, and a table a label. A label is an entry's identity; its number
is data.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache

PROVENANCES = ("printed", "reconstructed", "added")
"""In the text at hand; lost there and rebuilt; or no statement of the paper at all, but one of ours about it."""
STRENGTHS = ("SAMPLED", "CERTIFIED", "PROVED")
CAUSES = ("misprint", "wrong sign", "missing hypothesis", "overstated", "lost in the text at hand")
"""Why a statement fails as the text at hand has it."""
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
    "lemma",
    "axiom",
)


WORDS = {
    "(?:equation|eqn?)": "",
    "thm": "theorem",
    "prop": "proposition",
    "cor": "corollary",
    "def": "definition",
    "tab": "table",
    "fig": "figure",
}
"""What a word in front of a number stands for."""
SHORT = 3
"""Letters up to which another name is too short to be near anything."""


class Misuse(ValueError):
    """What the caller asked for makes no sense. The message is one sentence: the cause, the value, what to do."""


@dataclass(frozen=True)
class Entry:
    """One item of a paper, or one step of a proof.

    Exactly one of `promises` (the strength that its check reaches) and `unchecked` (why nothing checks it) is set.
    Where the paper's statement is known to fail, `correction` is the label of the statement that holds instead, and
    three more fields say what kind of erratum it is.
    Lemmas and axioms, and nothing else, have a `citation`.
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
    cause: str | None = None  # of an erratum: one of CAUSES
    downstream: str | None = None  # of an erratum: whether anything in the paper depends on it, in one sentence
    second_route: str | None = None  # of an erratum: how numbers showed it again, apart from the step, in one sentence
    citation: str | None = None  # book and theorem, of what the papers take from a book

    @property
    def title(self) -> str:
        """The gloss as a heading, without its full stop."""
        return self.gloss.removesuffix(".")

    def __post_init__(self) -> None:
        for value, allowed in ((self.kind, KINDS), (self.provenance, PROVENANCES)):
            if value not in allowed:
                raise Misuse(f"{value!r} is none of {', '.join(allowed)}")
        if (self.promises is None) == (self.unchecked is None):
            raise Misuse("give either the strength it promises or the reason why it is unchecked")
        erratum = (self.correction, self.cause, self.downstream, self.second_route)
        if any(erratum) and not all(erratum):
            raise Misuse("an erratum has all of correction, cause, downstream and second_route")
        if self.cause is not None and self.cause not in CAUSES:
            raise Misuse(f"{self.cause!r} is none of {', '.join(CAUSES)}")
        if (self.citation is not None) != (self.kind in ("lemma", "axiom")):
            raise Misuse("a lemma or an axiom needs a citation, and nothing else has one")
        if self.promises is not None and self.promises not in STRENGTHS:
            raise Misuse(f"{self.promises!r} is none of {', '.join(STRENGTHS)}")

    @property
    def name(self) -> str:
        """How a reader of the paper calls it: `MV (12)`, `TFHV Table 1`, or `MV` for a step without a number."""
        if self.number is None:
            return self.paper
        return f"{self.paper} ({self.number})" if self.number.isdecimal() else f"{self.paper} {self.number}"


@dataclass(frozen=True)
class Ledger:
    """All entries, in the papers' order. Raises Misuse where a label stands twice."""

    entries: tuple[Entry, ...]
    others: Mapping[str, str] = field(default_factory=dict)
    """Labels by other names, which are spelt as by `plain`; a number or label goes before them."""

    def __post_init__(self) -> None:
        labels = [entry.label for entry in self.entries]
        twice = sorted({label for label in labels if labels.count(label) > 1})
        if twice:
            raise Misuse(f"labels stand twice in the ledger: {', '.join(twice)}; rename one of each")

    def __getitem__(self, label: str) -> Entry:
        for entry in self.entries:
            if entry.label == label:
                return entry
        raise Misuse(f"there is no label {label!r}{self._near(label)}")

    def find(self, text: str) -> tuple[Entry, ...]:
        """Entries named by a label, a number (`12`, `MV:12`, `eq. 12`, `Theorem 3`), another name, or a section.

        A section is `MV:III-A` or `TFHV:§3`. Neither capitals nor blanks, hyphens and other marks make a difference. A
        number, label or other name goes before a section of the same name: `TFHV:3` is equation (3).
        Raises Misuse for a text that names nothing, with near names.
        """
        paper, rest = self._paper(text)
        own = [entry for entry in self.entries if paper in ("", entry.paper.casefold())]
        wanted = plain(rest)
        found: list[Entry] = []
        if not rest.startswith("§"):
            found = [e for e in own if wanted in (plain(e.label), plain(e.number or ""))] if wanted else []
            found = found or [e for e in own if e.label == self.others.get(bare(wanted))]
        found = found or [e for e in own if wanted == plain(e.section)]
        if not found:
            raise Misuse(f"nothing is called {text!r}{self._near(text)}")
        return tuple(found)

    def _paper(self, text: str) -> tuple[str, str]:
        """The paper that a text names in front, as in `MV:12` and `MV (12)`, and the rest."""
        paper, colon, rest = text.rpartition(":")
        first, _, after = text.strip().partition(" ")
        if not colon and first.casefold() in {entry.paper.casefold() for entry in self.entries}:
            paper, rest = first, after
        return paper.strip().casefold(), rest.strip()

    def _near(self, text: str) -> str:
        names = {name.casefold(): name for entry in self.entries for name in _names(entry)}
        names |= {name: label for name, label in self.others.items() if len(name) > SHORT}
        near = difflib.get_close_matches(text.casefold(), sorted(names), n=3, cutoff=0.5)
        if not near:
            return "; `flowproof verify --list` names all"
        return f"; near it: {', '.join(dict.fromkeys(names[name] for name in near))}"


@cache
def plain(name: str) -> str:
    """A name without what does not tell it from others: capitals, blanks and marks, and how a word is shortened."""
    said = re.sub(r"^\s*the\s", "", name.casefold().replace("′", "'").replace("’", "'"))
    spelt = re.sub(r"[\s_.,()\[\]§-]+", "", said)
    for short, word in WORDS.items():
        spelt = re.sub(rf"^{short}(?=\d)", word, spelt)
    return spelt


def bare(name: str) -> str:
    """A plain name without the word that all theorems share."""
    return name.removeprefix("theorem")


def _names(entry: Entry) -> tuple[str, ...]:
    """What an entry can be found by."""
    within = (f"§{entry.section}",) if entry.number is None else (entry.number, f"§{entry.section}")
    return (entry.label, *within, *(f"{entry.paper}:{name}" for name in within))


SECTION_ORDER = (
    "mv/II.toml",
    "mv/evaluation.toml",
    "mv/III-A.toml",
    "mv/theorem-3.toml",
    "mv/theorem-4.toml",
    "mv/theorem-4-sharper.toml",
    "mv/theorem-4-sharpest.toml",
    "mv/theorem-4-own-target.toml",
    "mv/theorem-4-prime.toml",
    "mv/pivot-law.toml",
    "mv/plateaus.toml",
    "mv/descent.toml",
    "mv/III-C.toml",
    "mv/IV.toml",
    "mv/unbalanced.toml",
    "mv/depth.toml",
    "mv/lemmas.toml",
    "tfhv/2.toml",
    "tfhv/3.toml",
    "tfhv/4.toml",
    "tfhv/5.toml",
    "tfhv/6.toml",
)


HEADING = ("paper", "section", "title")
COLUMNS = tuple(column.name for column in fields(Entry) if column.name not in ("label", "paper", "section"))
NEEDED = ("kind", "latex", "gloss", "provenance")


def read(text: str, file: str) -> tuple[Entry, ...]:
    """The entries of one section, from its file's text. Raises Misuse, naming file and label, where it is malformed."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"{file} is not TOML: {error}") from error
    for key in HEADING:
        if not isinstance(document.get(key), str):
            raise Misuse(f'{file} has no {key}; write `{key} = "..."` at its top')
    return tuple(
        _entry(f"{file}, [{label}]", row, label=label, paper=document["paper"], section=document["section"])
        for label, row in document.items()
        if label not in HEADING
    )


def _entry(place: str, row: object, **heading: str) -> Entry:
    if not isinstance(row, dict):
        raise Misuse(f"{place}: {row!r} stands outside of any table; give it a [label]")
    for name, value in row.items():
        if name not in COLUMNS:
            raise Misuse(f"{place}: {name!r} is none of {', '.join(COLUMNS)}")
        if not isinstance(value, str) or not value.strip():
            raise Misuse(f"{place}: {name} is {value!r}; write a text in quotes")
    for name in NEEDED:
        if name not in row:
            raise Misuse(f"{place}: {name} is missing")
    try:
        return Entry(**heading, **{"number": None, **row})
    except Misuse as error:
        raise Misuse(f"{place}: {error}") from error
