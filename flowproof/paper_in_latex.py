r"""A paper of one's own as LaTeX: each claim as it was checked, what came of it, and its proof line by line."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby

from flowproof.columns import breakable
from flowproof.derivation_views import NEEDS, as_document, one_in_latex
from flowproof.derivations import Account
from flowproof.findings import Finding
from flowproof.own_words import words
from flowproof.report.mathml import is_converted
from proofs.grading.papers.formulas import formula

NAMES = {"HOLDS": "holds", "FAILS": "fails", "UNDECIDED": "is undecided", "INTERNAL": "met a fault of flowproof"}


def latex(found: Sequence[Finding], proofs: Mapping[str, Sequence[Account]], title: str, *, document: bool) -> str:
    """All claims, section by section, in ASCII; a whole `document`, or what belongs into one."""
    parts = [NEEDS, rf"\section*{{{words(title)}}}"]
    for section, members in groupby(found, key=lambda finding: finding.entry.section):
        parts.append(rf"\subsection*{{{words(section)}}}")
        parts += ["\n".join(_claim(each, proofs.get(each.entry.label, ()))) for each in members]
    text = "\n\n".join(parts)
    return as_document(text) if document else text


def _claim(finding: Finding, accounts: Sequence[Account]) -> Iterator[str]:
    entry, verdict = finding.entry, finding.verdict
    number = f" {words(finding.number)}" if finding.number else ""
    yield r"\begingroup\raggedright"
    yield rf"\paragraph*{{{entry.kind.capitalize()}{number} ({entry.label}).}} {words(entry.gloss)}"
    yield from _printed(entry.latex)
    if verdict.outcome is None:
        yield f"Not checked: {words(verdict.reason)}."
    else:
        yield rf"\par As checked: \({breakable(verdict.statement)}\)."
        yield from _verdict(finding)
    yield r"\par\endgroup"
    yield from map(one_in_latex, accounts)


def _printed(latex: str) -> Iterator[str]:
    """The author's own LaTeX, as far as one can see that it is a formula."""
    with suppress(ValueError):
        formula = breakable(latex.strip())
        if formula and formula.isascii() and is_converted(formula):
            yield rf"\par As printed: \({formula}\)."


def _verdict(finding: Finding) -> Iterator[str]:
    verdict = finding.verdict
    strength = (
        f" ({verdict.strength.name}, with what it uses {verdict.chain.name})" if finding.outcome == "HOLDS" else ""
    )
    yield rf"\par\textbf{{This {NAMES[finding.outcome]}}}{strength}."
    if finding.outcome != "HOLDS":
        yield f"Reason: {words(verdict.reason)}."
    if finding.witness:
        values = ", ".join(rf"\({formula(name)} = {formula(value)}\)" for name, value in finding.witness.items())
        yield f"It fails at {values}."
    if finding.in_its_place:
        yield f"In its place: {words(finding.in_its_place)}."
    if verdict.uses:
        yield f"It uses {words(', '.join(verdict.uses))}."
