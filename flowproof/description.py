"""One entry in words: its statement, its source, what it uses and how it is checked."""

from collections.abc import Iterable
from textwrap import indent
from typing import TYPE_CHECKING

from flowproof.findings import place
from flowproof.plain import plain
from paper import Entry, load
from paper.owners import Owner

if TYPE_CHECKING:
    from proofs.claims.claim import Step, Theorem

Field = tuple[str, str]
SOURCES = {
    "printed": "as printed in the paper",
    "reconstructed": "reconstructed: the text at hand has lost the paper's formulas",
    "added": "added: a statement about the paper's, not one of its own",
}


def describe(entry: Entry, step: "Step | None", theorem: "Theorem | None", owners: tuple[Owner, ...]) -> str:
    """The description that `flowproof show` prints."""
    return told(entry, told_of(entry, step, theorem, owners))


def told(entry: Entry, fields: Iterable[Field]) -> str:
    """What an entry is called, and below it what is told of it."""
    title = f"{entry.name}  {entry.label}  ({entry.kind})\n{entry.gloss}"
    return "\n".join([title, *(_field(name, text) for name, text in fields)])


def told_of(
    entry: Entry, step: "Step | None", theorem: "Theorem | None", owners: tuple[Owner, ...]
) -> tuple[Field, ...]:
    """What is told of an entry: names of fields with their texts, some of several lines."""
    ledger = load()
    fields = [
        ("statement", plain(entry.latex)),
        ("in LaTeX", entry.latex.strip()),
        ("source", f"{place(entry)}, {SOURCES[entry.provenance]}"),
    ]
    if entry.correction:
        fields.append(
            ("corrected", f"the paper's statement is recorded as wrong; {entry.correction} holds in its place")
        )
    if step is not None:
        fields += _check(step)
    elif theorem is not None:
        fields.append(("steps", "\n".join(f"{part.label}  {ledger[part.label].title}" for part in theorem.steps)))
    if entry.citation:
        fields.append(("cited from", entry.citation))
    if entry.promises:
        fields.append(("promises", entry.promises))
    if entry.unchecked:
        fields.append(("unchecked", entry.unchecked))
    if owners:
        fields.append(("code", "\n".join(f"{owner.place}  {owner.function}" for owner in owners)))
    return tuple(fields)


def _check(step: "Step") -> list[Field]:
    from proofs.claims.rendering import latex_of  # which takes long to import, and not every entry has a step
    from proofs.claims.verdict import Outcome
    from proofs.judging import certificates

    refuted = step.expect is Outcome.FAILS
    evidence = [f"{type(kind).__name__.lower()}: reaches {kind.strength.name}" for kind in step.evidence]
    fields = [("as checked", plain(latex_of(step)))]
    if step.domain is not None:
        fields.append(("domain", step.domain.description))
    fields += [
        ("uses", ", ".join(certificates.rests_on(step)) or "nothing"),
        ("evidence", "\n".join(evidence)),
        ("near-miss", f"{step.canary.changes}; the same evidence must {'accept' if refuted else 'reject'} it"),
    ]
    if refuted:
        fields.append(("expected", "FAILS, with a witness that is checked again"))
    return fields


def _field(name: str, text: str) -> str:
    return f"  {name}:\n{indent(text, '    ')}" if "\n" in text else f"  {name}: {text}"
