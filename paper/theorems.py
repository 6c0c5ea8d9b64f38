"""The six theorems about windows as `theorems.toml` declares them, read once and seen to make sense.

The certificates take what is given from here, `numeric.windows` judges an instance by it, and the ledger's LaTeX is
compared with it by `proofs.theorems.shared.stated`: a change does not leave another statement proved than the one that
is printed.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from paper import texts
from paper.ledger import PROVENANCES, Misuse, bare, plain

LEFT, RIGHT = "log(c1/alpha**2)", "log(c2/alpha**2)"
"""What 2cσ_k times the left end of T_k is, and 2cσ_{k+1} times its right end."""
LEFT_SPEED, RIGHT_SPEED = "2*c*sigma_k", "2*c*sigma_next"
TRANSPOSED = {
    "other right-inverse": "T(F)*T(U1) == 1",
    "other absent-modes-are-unseen": "T(F)*T(U2) == 0",
}
"""Hypotheses that the certificates know from the other side too."""
SHAPES = ("spectral", "invertible", "factor")
"""What a theorem asks of W̄₀: diagonal in a basis of Y, invertible, or ŪŪᵀ with any factor Ū."""
ASKED_FOR = ("", "1 <= k", "1 <= k < r", "k < r", "k = 0", "k = r < n")
"""For which k a hypothesis may be asked."""
NOTHING = "0 <= 0"
"""A statement that says nothing."""
FILE = "theorems.toml"


class Given(dict[str, str]):
    """Texts by the names of hypotheses. Of one that is not asked a proof that takes it as given has nothing."""

    def __missing__(self, name: str) -> str:
        return NOTHING


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis: its name, its text, and for which k it is asked ("" where it does not speak of k).

    Where `unless` is not "", it is not asked if that is true, which is the hypothesis of the name `instead`. `also` is
    what it is called where it is judged, at a k; `latex` how it is printed for people, where not as its text.
    """

    name: str
    text: str
    where: str = ""
    unless: str = ""
    instead: str = ""
    also: str = ""
    latex: str = ""
    sentence: str = ""
    provenance: str = ""

    def at(self, k: int) -> str:
        """Its name where it is judged, at k."""
        return self.also.format(k=k) or self.name

    def is_called(self, name: str) -> bool:
        before, _, after = self.also.partition("{k}")
        return name == self.name or bool(self.also and name.startswith(before) and name.endswith(after))


@dataclass(frozen=True)
class Theorem:
    """The statement of one theorem, conclusion apart; what its parts are is said in `theorems.toml`."""

    key: str
    label: str
    shown: str
    called: str
    group: str
    names: tuple[str, ...]
    provenance: str
    shape: str
    meanings: tuple[str, ...]  # LaTeX of what the names stand for
    constants: Mapping[str, str]
    understood: tuple[Hypothesis, ...]
    setting: tuple[Hypothesis, ...]
    start: tuple[Hypothesis, ...]
    time: tuple[Hypothesis, ...]
    left_end: str
    right_end: str
    cases: tuple[str, ...]
    windows: tuple[str, ...]
    limits: Mapping[str, str] = field(default_factory=dict)
    argument: Mapping[str, str] = field(default_factory=dict)
    block_tolerance: str = ""
    asides: Mapping[str, tuple[Hypothesis, ...]] = field(default_factory=dict)

    @property
    def hypotheses(self) -> Given:
        """The texts by their names, those of asides apart."""
        asked = (*self.start, *self.setting, *self.time)
        instead = {hypothesis.instead: hypothesis.unless for hypothesis in asked if hypothesis.unless}
        return Given({**{hypothesis.name: hypothesis.text for hypothesis in asked}, **instead})

    @property
    def all_hypotheses(self) -> Given:
        """The texts by their names, those of asides too."""
        aside = {hypothesis.name: hypothesis.text for asked in self.asides.values() for hypothesis in asked}
        return Given({**self.hypotheses, **aside})

    @property
    def asked(self) -> tuple[Hypothesis, ...]:
        """All that it asks, in the order in which people look for it."""
        return (*self.start, *self.setting, *self.time, *self.understood)

    @property
    def begins_at_0(self) -> bool:
        """Whether T_k is taken from time 0 on, where its left end is before that."""
        return "time-is-not-negative" in self.hypotheses

    def depends_on_k(self, constant: str) -> bool:
        """Whether there is one such constant for each k ≥ 1."""
        return bool(texts.names(self.constants[constant]) & {"sigma_k", "m_k"})

    def value(self, name: str, **quantities: Any) -> Any:
        """A constant, a limit, or the tolerance for the blocks, of numbers of any kind that know each other."""
        known = {**self.constants, **self.limits, "block_tolerance": self.block_tolerance}
        return texts.value(known[name], quantities)


def without_0(end: str) -> str:
    """A left end without the maximum of it and 0, where time begins."""
    return re.sub(r"^max\(0, (.*)\)$", r"\1", end)


def theorem(label: str) -> Theorem:
    """The theorem of that label, as it is declared now."""
    return DECLARED[label]


def labels() -> tuple[str, ...]:
    return tuple(DECLARED)


def keys() -> tuple[str, ...]:
    """What people type."""
    return tuple(each.key for each in DECLARED.values())


def groups() -> tuple[str, ...]:
    """What `flowproof verify` calls each theorem with its steps."""
    return tuple(each.group for each in DECLARED.values())


def named(name: str | int) -> Theorem:
    """The theorem that people call so: by its key, its label, its group, or another of its names. Raises Misuse."""
    label = names().get(_spelt(str(name)))
    if label is not None:
        return DECLARED[label]
    *others, last = keys()
    raise Misuse(f"there are windows for Theorems {', '.join(others)} and {last}, not for {str(name)[:40]}")


def about(shape: str) -> Theorem:
    """The first theorem about starts of that shape."""
    return next(each for each in DECLARED.values() if each.shape == shape)


def block_tolerance(*, eps: Any) -> Any:
    """(27): how close each block of Theorem 4 must be."""
    return theorem("theorem-4").value("block_tolerance", eps=eps)


def names() -> dict[str, str]:
    """Their labels by everything that people call them, as it is compared."""
    return {name: each.label for each in DECLARED.values() for name in _names(each)}


def _names(each: Theorem) -> set[str]:
    return set(map(_spelt, (each.key, each.label, each.shown, each.called, each.group, *each.names)))


@cache
def _spelt(name: str) -> str:
    return bare(plain(name))


# ---- how the file is read

TEXTS = ("key", "label", "shown", "called", "group", "provenance", "shape", "left_end", "right_end")
LISTS = ("names", "meanings", "understood", "setting", "start", "time", "cases", "windows")
OTHERS = ("constants", "limits", "argument", "block_tolerance", "hypotheses", "asides")
OF_HYPOTHESES = ("text", "where", "unless", "also", "latex", "sentence", "provenance")


def read(text: str) -> dict[str, Any]:
    """What a file holds. Raises Misuse where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"{FILE} is not TOML: {error}") from error


def declared(document: Mapping[str, Any]) -> dict[str, Theorem]:
    """The theorems that a file declares, by their labels. Raises Misuse: a sentence with the theorem and the field."""
    found: dict[str, Theorem] = {}
    for table in document.get("theorem", ()):
        each = _Declaration(table, document.get("shared", {}), document.get("quantities", {})).theorem()
        for other in found.values():
            if each.key == other.key:
                raise Misuse(f"{FILE}, theorem {each.key}, key: two theorems have this key; give one of them another")
            if both := _names(each) & _names(other):
                raise Misuse(f"{FILE}, theorem {each.key}, names: theorem {other.key} is called {min(both)!r} too")
        found[each.label] = each
    return found


class _Declaration:
    """One theorem's table, with the hypotheses and the quantities that it may refer to."""

    def __init__(
        self, table: Mapping[str, Any], shared: Mapping[str, Any], quantities: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.table, self.key = table, table.get("key", "without a key")
        for name in (*TEXTS, *LISTS):
            if not isinstance(table.get(name), str if name in TEXTS else list):
                raise self.wrong(name, f"it is {table.get(name)!r}; write a {'text' if name in TEXTS else 'list'}")
        for name in table:
            self.one_of("its fields", name, (*TEXTS, *LISTS, *OTHERS))
        self.one_of("shape", table["shape"], SHAPES)
        self.one_of("provenance", table["provenance"], PROVENANCES)
        self.hypotheses = {**shared, **table.get("hypotheses", {})}
        self.numbers = {*quantities["every"], *quantities[table["shape"]]}
        for name in table.get("constants", {}):
            self.one_of("constants", name, tuple(quantities["constants"]))
        for name in table.get("argument", {}):
            self.one_of("argument", name, ("c1", "c2"))
        self.constants, self.limits = self.each_of("constants"), self.each_of("limits")
        self.known = {*self.numbers, *self.constants, *quantities["time"]}

    def theorem(self) -> Theorem:
        table, tolerance = self.table, self.table.get("block_tolerance")
        fields: dict[str, Any] = {name: table[name] for name in TEXTS}
        fields |= {name: tuple(table[name]) for name in ("names", "meanings", "cases", "windows")}
        fields |= {name: self.spoken(name, table[name], self.known) for name in ("left_end", "right_end")}
        fields |= {name: self.asked(name, table[name]) for name in ("understood", "setting", "start", "time")}
        return Theorem(
            **fields,
            constants=self.constants,
            limits=self.limits,
            argument=self.each_of("argument", self.constants),
            block_tolerance=self.spoken("block_tolerance", tolerance, {"eps"}) if tolerance else "",
            asides={step: self.asked(f"asides.{step}", asked) for step, asked in table.get("asides", {}).items()},
        )

    def asked(self, place: str, names: Sequence[str]) -> tuple[Hypothesis, ...]:
        for name in names:
            self.one_of(place, name, tuple(self.hypotheses))
        return tuple(map(self.hypothesis, names))

    def hypothesis(self, name: str) -> Hypothesis:
        table, place = self.hypotheses[name], f"hypotheses.{name}"
        given = {"where": "", "provenance": self.table["provenance"], **table}
        for key in table:
            self.one_of(place, key, OF_HYPOTHESES)
        self.one_of(f"{place}.where", given["where"], ASKED_FOR)
        self.one_of(f"{place}.provenance", given["provenance"], PROVENANCES)
        text = ""
        if name not in self.table["understood"]:
            known = {*self.known, *self.limits}
            text = self.spoken(f"{place}.text", table.get("text"), known, texts.names_of_statement)
            if set(self.limits) & texts.names_of_statement(text):
                text = texts.substituted(text, self.limits)
        if "unless" in table:
            self.one_of(f"{place}.unless", table["unless"], tuple(self.hypotheses))
            given |= {"instead": table["unless"], "unless": self.hypothesis(table["unless"]).text}
        return Hypothesis(name, **{**given, "text": text})

    def each_of(self, name: str, others: Collection[str] = ()) -> dict[str, str]:
        """A table of expressions, tidied, which may speak of others besides numbers."""
        table, known = self.table.get(name, {}), {*self.numbers, *others}
        return {each: texts.tidy(self.spoken(f"{name}.{each}", table[each], known)) for each in table}

    def spoken(
        self, place: str, text: Any, known: Collection[str], names: Callable[[str], frozenset[str]] = texts.names
    ) -> str:
        """The text, which is one of the checker's language and speaks of what is known."""
        if not isinstance(text, str):
            raise self.wrong(place, f"it is {text!r}; write a text")
        try:
            unknown = names(text) - set(known)
        except Misuse as error:
            raise self.wrong(place, str(error)) from error
        if unknown:
            raise self.wrong(place, f"there is no quantity {min(unknown)!r}; there are {', '.join(sorted(known))}")
        return text

    def one_of(self, place: str, name: object, allowed: Sequence[str]) -> None:
        if name not in allowed:
            raise self.wrong(place, f"{name!r} is none of {', '.join(map(str, filter(None, allowed)))}")

    def wrong(self, place: str, why: str) -> Misuse:
        return Misuse(f"{FILE}, theorem {self.key}, {place}: {why}")


_FILE = read((resources.files("paper") / FILE).read_text(encoding="utf-8"))
LETTERS: Mapping[str, str] = {name: latex for table in _FILE["quantities"].values() for name, latex in table.items()}
"""How names are printed."""
MV_RATE: int = _FILE["rate"]
"""The factor c of the flow in MV."""
DECLARED = declared(_FILE)
"""The theorems by their labels, in the order of the file."""
