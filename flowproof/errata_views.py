"""The errata: what the papers state that fails as the text at hand has it, and what holds in its place."""

from collections import Counter
from collections.abc import Sequence
from textwrap import fill
from typing import Any

from flowproof.findings import Finding, at, place
from flowproof.plain import plain
from flowproof.widths import line_width
from paper.ledger import CAUSES
from proofs.claims.verdict import Outcome

LOST = "lost in the text at hand"
UNRECORDED = "not on record"


def errata(findings: Sequence[Finding], own: bool = False) -> tuple[Finding, ...]:
    """Those whose statement is recorded as wrong; of a paper of one's `own`, also what fails without being recorded."""
    return tuple(x for x in findings if x.entry.correction or (own and x.verdict.outcome is Outcome.FAILS))


def document(found: Sequence[Finding]) -> dict[str, Any]:
    """The errata as plain data."""
    return {"errata": [_entry(finding) for finding in found], "summary": _causes(found)}


def _entry(finding: Finding) -> dict[str, Any]:
    entry, correction = finding.entry, finding.verdict.correction
    return {
        "label": entry.label,
        "paper": entry.paper,
        "number": entry.number,
        "section": entry.section,
        "printed": printed(finding),
        "provenance": entry.provenance,
        "gloss": entry.gloss,
        "cause": entry.cause,
        "outcome": finding.outcome,
        "strength": finding.verdict.strength.name,
        "witness": finding.witness,
        "instead": None
        if correction is None
        else {
            "label": correction.label,
            "statement": finding.true_statement,
            "outcome": "UNCHECKED" if correction.outcome is None else correction.outcome.value,
            "strength": correction.strength.name,
        },
        "downstream": entry.downstream,
        "second_route": entry.second_route,
    }


def printed(finding: Finding) -> str:
    """The statement in LaTeX: as the paper has it or, where that is not said, as it was checked."""
    return finding.entry.latex.strip() or finding.verdict.statement


def _causes(found: Sequence[Finding]) -> dict[str, int]:
    """How many there are of each cause; they add up to the total."""
    counts = Counter(finding.entry.cause or UNRECORDED for finding in found)
    unrecorded = {UNRECORDED: counts[UNRECORDED]} if counts[UNRECORDED] else {}
    return {**{cause: counts[cause] for cause in CAUSES}, **unrecorded, "total": len(found)}


def text(found: Sequence[Finding]) -> str:
    """One paragraph an erratum, and a sentence that counts them."""
    counts = _causes(found)
    kinds = ", ".join(
        f"{counts[cause]} {cause}" for cause in (*CAUSES, UNRECORDED) if counts.get(cause) and cause != LOST
    )
    lost = f"; and {counts[LOST]} {LOST}, which is not the paper's" if counts[LOST] else ""
    unsettled = [finding.entry.label for finding in found if finding.entry.cause and not settled(finding)]
    parts = [_paragraph(finding) for finding in found]
    parts.append(f"{counts['total'] - counts[LOST]} errata: {kinds}{lost}" if found else "no errata")
    if unsettled:
        parts.append(f"NOT shown as recorded: {', '.join(unsettled)}")
    return "\n\n".join(parts)


def settled(finding: Finding) -> bool:
    """Whether the statement is refuted, and its correction holds."""
    correction = finding.verdict.correction
    return (
        finding.fails_as_recorded
        and correction is not None
        and correction.outcome is not None
        and (correction.outcome.value == "HOLDS")
    )


def _paragraph(finding: Finding) -> str:
    entry, correction = finding.entry, finding.verdict.correction
    name = entry.name if entry.number else place(entry)
    lines = [
        f"{name}  {entry.label}: {entry.cause or UNRECORDED}",
        entry.gloss,
        f"as printed: {plain(printed(finding))}",
    ]
    if finding.witness:
        lines.append(f"fails at: {at(finding.witness)}")
    else:
        lines.append(f"{finding.outcome}: {finding.verdict.reason}")
    if correction is not None:
        outcome = "UNCHECKED" if correction.outcome is None else correction.outcome.value
        shown = plain(finding.true_statement)
        lines.append(f"instead ({outcome}, {correction.strength.name}): {shown}  [{correction.label}]")
    lines += [f"depends on it: {entry.downstream}"] if entry.downstream else []
    lines += [f"shown again by numbers: {entry.second_route}"] if entry.second_route else []
    first, *rest = (_wrapped(line) for line in lines)
    return "\n".join([first, *(f"  {line}" for line in rest)])


def _wrapped(line: str) -> str:
    return fill(line, line_width(), subsequent_indent="    ", break_on_hyphens=False, break_long_words=False)
