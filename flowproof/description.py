"""One entry in words: its statement, its source, what it uses and how it is checked."""

from textwrap import indent

from flowproof.findings import place
from flowproof.plain import plain
from paper import Entry, load
from paper.owners import Owner
from proofs.claims.claim import Step, Theorem
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Outcome
from proofs.judging import certificates

SOURCES = {
    "printed": "as printed in the paper",
    "reconstructed": "reconstructed: the text at hand has lost the paper's formulas",
    "added": "added: a statement about the paper's, not one of its own",
}


def describe(entry: Entry, step: Step | None, theorem: Theorem | None, owners: tuple[Owner, ...]) -> str:
    """The description that `flowproof show` prints."""
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
    title = f"{entry.name}  {entry.label}  ({entry.kind})\n{entry.gloss}"
    return "\n".join([title, *(_field(name, text) for name, text in fields)])


def _check(step: Step) -> list[tuple[str, str]]:
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
