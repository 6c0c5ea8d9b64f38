"""A paper as a file: what it is called, its definitions, and its claims, each with what a reader finds it by."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from paper import Misuse
from paper.ledger import CAUSES
from proofs.grading import files
from proofs.grading.files import TABLE, TEXT, AnyClaim
from proofs.grading.numbers.expression import FUNCTIONS, WRITTEN
from proofs.grading.papers.near_misses import changed

LABEL = re.compile(r"[a-z0-9][a-z0-9-]*")
NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*", re.ASCII)
LONGEST_CIRCLE = 6
"""Labels of a circle that are named."""
LONGEST = 10_000
"""Characters of a text with its definitions written out."""
HEADING = ("key", "title", "authors", "link")
ABOUT = (
    *("label", "number", "section", "latex", "gloss", "item"),
    *("near_miss", "unchecked", "uses", "correction", "cause"),
)
"""Fields that a claim of any kind may have in a paper."""
ITEMS = (
    "definition",
    "theorem",
    "proposition",
    "corollary",
    "lemma",
    "equation",
    "inequality",
    "identity",
    "limit",
    "solution",
    "claim",
)
TEXTUAL = (
    "given",
    "shows",
    "invariant",
    "value",
    "expression",
    "c1",
    "c2",
    "flow",
    "start",
    "step",
    "solution",
    "limit",
    "integral",
    "invertible",
    "conserved",
)
"""Fields whose texts may speak of definitions."""


@dataclass(frozen=True)
class Use:
    """An earlier claim that is a fact in another, with its names replaced."""

    label: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stated:
    """One claim of a paper; either `claim` is what it claims, or `unchecked` says why nothing checks it."""

    label: str
    claim: AnyClaim | None
    unchecked: str = ""
    number: str = ""
    section: str = ""
    latex: str = ""
    gloss: str = ""
    item: str = "claim"
    near_miss: str = ""
    uses: tuple[Use, ...] = ()
    correction: str = ""
    """Of one that is recorded to fail: the label of what holds in its place, with the `cause`, one of CAUSES."""
    cause: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper's heading, and its claims in their order."""

    key: str
    title: str = ""
    authors: str = ""
    link: str = ""
    claims: tuple[Stated, ...] = ()

    def __getitem__(self, label: str) -> Stated:
        return self._by_label[label]

    @cached_property
    def _by_label(self) -> dict[str, Stated]:
        return {each.label: each for each in self.claims}

    @property
    def upward(self) -> tuple[str, ...]:
        """The labels, each after all that it uses."""
        uses = {each.label: [use.label for use in each.uses] for each in self.claims}
        return tuple(TopologicalSorter(uses).static_order())


def is_paper(text: str) -> bool:
    """Whether a text in TOML has a table [paper]; False where it is no TOML."""
    try:
        return "paper" in tomllib.loads(text)
    except (ValueError, RecursionError):
        return False


def parse(text: str) -> Paper:
    """The paper of a text in TOML. Raises Misuse, with the claim and the field."""
    document = files.document(text, "paper", "definitions", "claim")
    heading = document["paper"]
    if not isinstance(heading, dict):
        raise Misuse("'paper' is no table; write its key and title below a line [paper]")
    unknown = sorted(heading.keys() - set(HEADING))
    if unknown:
        near = files.nearest(unknown[0], HEADING)
        raise Misuse(f"[paper] has no field {unknown[0][:60]!r}{near}; it has {', '.join(HEADING)}")
    said = {name: _words(heading, name) for name in HEADING if name in heading or name == "key"}
    if not said["key"].isprintable() or ":" in said["key"] or " " in said["key"]:
        raise Misuse(f"[paper]: the key {said['key'][:40]!r} is no single word; write one, such as Saxe2014")
    definitions = _expanded(files.field(document, "definitions", TABLE) if "definitions" in document else {})
    claims = [_stated(table, number, definitions) for number, table in enumerate(document["claim"], start=1)]
    _require_order(claims)
    return Paper(claims=tuple(claims), **said)


def _require_order(claims: list[Stated]) -> None:
    """Raises Misuse for labels that stand twice, uses of what is not there, and circles."""
    labels = Counter(each.label for each in claims)
    twice, times = next(iter(labels.most_common(1)))
    if times > 1:
        raise Misuse(f"{'two' if times == 2 else times} claims have the label {twice!r}; give each one of its own")
    for each in claims:
        for use in each.uses:
            if use.label not in labels:
                raise Misuse(f"claim {each.label!r}: it uses {use.label[:60]!r}, which is no label in this paper")
        if each.correction and each.correction not in labels:
            raise Misuse(f"claim {each.label!r}: its correction {each.correction[:60]!r} is no label in this paper")
    try:
        TopologicalSorter({each.label: [use.label for use in each.uses] for each in claims}).prepare()
    except CycleError as error:
        raise Misuse(f"claims use each other in a circle: {_circle(error)}; take one of these uses out") from None


def _circle(error: CycleError) -> str:
    """What refers to what, until it comes back to where it began."""
    names = list(reversed(error.args[1]))
    if len(names) > LONGEST_CIRCLE:
        names = [*names[: LONGEST_CIRCLE - 2], f"… ({len(names) - 1} of them)", names[-1]]
    return " -> ".join(name[:40] for name in names)


def _stated(table: Mapping[str, Any], number: int, definitions: Mapping[str, str]) -> Stated:
    label = table.get("label")
    where = f"claim {label!r}" if isinstance(label, str) else f"claim number {number}"
    try:
        label = files.field(table, "label", TEXT)
        if not LABEL.fullmatch(label):
            raise Misuse(f"the label {label[:60]!r} is none; use small letters, digits and -")
        about = {name: _words(table, name) for name in ABOUT if name in table and name not in ("uses", "label")}
        if about.get("item", "claim") not in ITEMS:
            near = files.nearest(about["item"], ITEMS)
            raise Misuse(f"the item {about['item'][:60]!r}{near} is none of {', '.join(ITEMS)}")
        if ("correction" in about) != ("cause" in about) or about.get("cause", CAUSES[0]) not in CAUSES:
            raise Misuse(f"what is recorded to fail has a correction, a label, and a cause: one of {', '.join(CAUSES)}")
        uses = tuple(_uses(table.get("uses", [])))
        _require_new(table, definitions)
        rest = {key: _defined(value, definitions, key) for key, value in table.items() if key not in ABOUT}
        if "unchecked" in about:
            if rest:
                raise Misuse(f"it is unchecked, and has {next(iter(rest))[:60]!r} all the same; leave out one of them")
            return Stated(label, None, uses=uses, **about)
        claim = files.claim(label, rest, ABOUT)
        if "near_miss" in about:
            about["near_miss"] = _defined(about["near_miss"], definitions, "shows")
            _require_near_miss(claim, about["near_miss"])
        return Stated(label, claim, uses=uses, **{"item": _item(rest), **about})
    except Misuse as error:
        raise Misuse(f"{where}: {error}") from None


def _require_near_miss(claim: AnyClaim, text: str) -> None:
    """Raises Misuse for what can't be read in the place of what the claim shows."""
    try:
        list(changed(claim, text))
    except Misuse as error:
        raise Misuse(f"near_miss: {str(error).removeprefix('shows: ')}") from None


def _words(table: Mapping[str, Any], name: str) -> str:
    """A text that people read. Raises Misuse where it has what can't be shown."""
    found: str = files.field(table, name, TEXT)
    hidden = next((c for c in found if not c.isprintable() and not c.isspace()), None)
    if hidden is not None:
        raise Misuse(f"the field {name!r} has the character {hidden!a}, which can't be shown; leave it out")
    return found


def _require_new(table: Mapping[str, Any], definitions: Mapping[str, str]) -> None:
    """Raises Misuse for a name that is a definition's and the claim's."""
    own = [
        table.get(name)
        for name in (
            "variables",
            "each",
            "flow",
            "step",
            "time",
            "index",
            "variable",
            "matrices",
            "scalars",
            "integral",
        )
    ]
    names = [name for value in own for name in ([value] if isinstance(value, str) else value or ())]
    taken = next((name for name in names if isinstance(name, str) and name in definitions), None)
    if taken is not None:
        raise Misuse(f"{taken!r} is a definition, and a variable here; call one of them otherwise")


def _item(table: Mapping[str, Any]) -> str:
    kind = str(table.get("kind")).removeprefix("matrix-")
    return kind if kind in ITEMS else "claim"


def _uses(value: Any) -> Iterator[Use]:
    if not isinstance(value, list):
        raise Misuse('uses is no list; write labels, or { label = "…", with = { x = "…" } } where names are replaced')
    for each in value:
        if isinstance(each, str):
            yield Use(each)
        elif isinstance(each, dict) and set(each) <= {"label", "with"}:
            names = files.field(each, "with", TABLE) if "with" in each else {}
            yield Use(files.field(each, "label", TEXT), names)
        else:
            raise Misuse(
                'uses has something that is neither a label nor { label = "…", with = { x = "…" } }; correct it'
            )


# ---- definitions


def _expanded(definitions: Mapping[str, str]) -> dict[str, str]:
    """Each definition's text with the others written out. Raises Misuse for circles and for names that are taken."""
    for name in definitions:
        if not NAME.fullmatch(name) or name in {*FUNCTIONS, *WRITTEN}:
            raise Misuse(f"[definitions]: {name[:40]!r} is no name, or that of a function; give it another")
    uses = {name: [x for x in NAME.findall(text) if x in definitions] for name, text in definitions.items()}
    try:
        order = tuple(TopologicalSorter(uses).static_order())
    except CycleError as error:
        many = len(error.args[1]) > 2
        refer = f"{_circle(error)} refer to each other in a circle" if many else f"{error.args[1][0]} refers to itself"
        raise Misuse(f"[definitions]: {refer}; write out what one of them is") from None
    found = dict[str, str]()
    for name in order:
        found[name] = _written_out(definitions[name], found, f"[definitions], {name}")
    return found


def _defined(value: Any, definitions: Mapping[str, str], field_: str) -> Any:
    """A field of a claim, with the definitions that its texts speak of written out."""
    if field_ not in TEXTUAL or not definitions:
        return value
    if isinstance(value, str):
        return _written_out(value, definitions, field_)
    if isinstance(value, list):
        return [_defined(each, definitions, field_) for each in value]
    return (
        {name: _defined(each, definitions, field_) for name, each in value.items()}
        if isinstance(value, dict)
        else value
    )


def _written_out(text: str, definitions: Mapping[str, str], where: str) -> str:
    found = NAME.sub(lambda m: f"({definitions[m[0]]})" if m[0] in definitions else m[0], text)
    if len(found) > LONGEST:
        raise Misuse(f"{where}: with definitions written out, it has more than {LONGEST} characters; make it shorter")
    return found
