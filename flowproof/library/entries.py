"""What the papers state, from Python: each entry with its statement, its check and its code. Nothing is run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flowproof.library.names import named
from flowproof.library.tables import Row, Tabular
from paper import Entry, owners

if TYPE_CHECKING:
    from proofs.claims.claim import Step, Theorem


@dataclass(frozen=True)
class Description:
    """One entry: its label, and what is told of it, by the names of the fields."""

    entry: Entry
    told: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        return self.entry.label

    def __getitem__(self, name: str) -> str:
        """A field by its name, such as "statement", "uses", "evidence" or "code". Raises KeyError where it has none."""
        return dict(self.told)[name]

    def __str__(self) -> str:
        from flowproof.description import told

        return told(self.entry, self.told)


@dataclass(frozen=True)
class Descriptions(Tabular):
    """What `flowproof show` tells of the entries that a name stands for."""

    entries: tuple[Description, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Description]:
        return iter(self.entries)

    def __getitem__(self, k: int) -> Description:
        return self.entries[k]

    def table(self) -> list[Row]:
        rows: list[Row] = [["label", "field", "text"]]
        rows.extend([each.label, name, text] for each in self for name, text in each.told)
        return rows

    def __str__(self) -> str:
        return "\n\n".join(map(str, self))


@dataclass(frozen=True)
class Place:
    """Code that answers for an entry: `file:line` from the folder that flowproof is in, and what it is called."""

    label: str
    place: str
    function: str


@dataclass(frozen=True)
class Places(Tabular):
    """What `flowproof where` tells: the code that answers for each of the entries that a name stands for."""

    entries: tuple[Entry, ...]
    places: tuple[Place, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    def __getitem__(self, k: int) -> Place:
        return self.places[k]

    def of(self, label: str) -> tuple[Place, ...]:
        """The code of one entry."""
        return tuple(each for each in self if each.label == label)

    def table(self) -> list[Row]:
        rows: list[Row] = [["label", "place", "function"]]
        rows.extend([each.label, each.place, each.function] for each in self)
        return rows

    def __str__(self) -> str:
        return "\n".join(line for entry in self.entries for line in self._lines(entry))

    def _lines(self, entry: Entry) -> Iterator[str]:
        own = self.of(entry.label)
        yield from (f"{each.place}  {each.function}  {entry.name} {entry.label}" for each in own)
        if not own:
            yield f"no code  {entry.name} {entry.label}: {entry.unchecked or 'its steps answer for it'}"


def show(name: str) -> Descriptions:
    """What the entries of that name state, where they come from, what they use, and how they are checked.

    `name` is a label, a number ("12", "MV:12"), a theorem ("theorem4"), a section ("MV:III-A") or a group. Raises
    Misuse for a name that fits nothing.
    """
    from flowproof.description import told_of

    entries = named(name)
    steps: Mapping[str, Step] = {}
    theorems: Mapping[str, Theorem] = {}
    if any(entry.promises for entry in entries):  # what is checked is slow to load
        from proofs.judging import suite

        steps, theorems = suite.steps(), {theorem.label: theorem for theorem in suite.theorems()}
    found = tuple(
        Description(entry, told_of(entry, steps.get(entry.label), theorems.get(entry.label), owners.of(entry.label)))
        for entry in entries
    )
    return Descriptions(found, {"entries": [{**_called(each.entry), "told": dict(each.told)} for each in found]})


def where(name: str) -> Places:
    """The code that answers for the entries of that name, read from the source; names are those that `show` takes.

    Raises Misuse for a name that fits nothing.
    """
    entries = named(name)
    found = tuple(
        Place(entry.label, owner.place, owner.function) for entry in entries for owner in owners.of(entry.label)
    )
    places = [{"place": each.place, "function": each.function, "label": each.label} for each in found]
    return Places(entries, found, {"entries": [_called(entry) for entry in entries], "places": places})


def _called(entry: Entry) -> dict[str, Any]:
    """What tells an entry from the others, as `flowproof verify --json` has it."""
    return {"label": entry.label, "paper": entry.paper, "number": entry.number, "kind": entry.kind, "says": entry.gloss}
