"""A paper of one's own: its claims as entries with verdicts, which every view of the suite's two papers takes too."""

from collections.abc import Sequence
from typing import Any

from flowproof import document, found_proofs, terminal
from flowproof.findings import Finding
from flowproof.graph import graph
from flowproof.report.pages import Report
from paper import Entry
from proofs.claims.verdict import Outcome, Verdict
from proofs.grading.papers.judging import Judged
from proofs.grading.papers.paper import Paper, Stated

KINDS = {"lemma": "claim"}
"""Items that are another kind of entry: a lemma of the ledger is one that is cited from a book."""


def findings(judged: Judged) -> tuple[Finding, ...]:
    """The paper's claims in its order, judged."""
    return tuple(
        Finding(entry(judged.paper, stated), verdict, near_miss=judged.near_misses.get(stated.label, ""))
        for stated, verdict in zip(judged.paper.claims, judged.verdicts, strict=True)
    )


def entry(paper: Paper, stated: Stated) -> Entry:
    """The claim as an entry of a ledger."""
    return Entry(
        label=stated.label,
        paper=paper.key,
        section=stated.section or "claims",
        number=stated.number or None,
        kind=KINDS.get(stated.item, stated.item),
        latex=stated.latex,
        gloss=stated.gloss or stated.label.replace("-", " "),
        provenance="printed",
        promises=None if stated.unchecked else "PROVED",
        unchecked=stated.unchecked or None,
    )


def status(verdicts: Sequence[Verdict]) -> int:
    """0 if all that is checked holds, 1 if any fails, 2 if any is undecided, or none is checked; 70 for a fault."""
    outcomes = {verdict.outcome for verdict in verdicts} - {None}
    if Outcome.INTERNAL in outcomes:
        return terminal.FAULT
    return 1 if Outcome.FAILS in outcomes else 2 if Outcome.UNDECIDED in outcomes or not outcomes else 0


def notes(judged: Judged) -> list[str]:
    """What near-misses say of claims that hold: a line for each that may ask too much, or may be far from the best."""
    return [f"{label}: {note}" for label, found in judged.notes.items() for note in found]


def as_json(judged: Judged, seed: int) -> dict[str, Any]:
    """The document of `flowproof verify --json`, and what the paper is called."""
    found, paper = findings(judged), judged.paper
    heading = {"key": paper.key, "title": paper.title, "authors": paper.authors, "link": paper.link}
    return {"paper": heading, **document.document(found, graph(found), seed=seed)}


def as_text(judged: Judged) -> str:
    """The table of `flowproof verify`, what is to be noted, and how many claims ended in which way."""
    found = findings(judged)
    summary = terminal.counted(found)
    table = terminal.table(found, terminal.text_width(), without=("paper", "margin"))
    return terminal.as_text(table, "", *notes(judged), summary)


def report(judged: Judged, seed: int) -> Report:
    """The report: every claim with its proof line by line, and the graph of what uses what."""
    found, paper = findings(judged), judged.paper
    proofs = {
        verdict.label: found_proofs.of_certificate(grade.certificate)
        for verdict, grade in zip(
            (each for each in judged.verdicts if each.outcome is not None), judged.grades, strict=True
        )
        if grade.certificate and verdict.outcome is Outcome.HOLDS
    }
    source = ". ".join(filter(None, (paper.authors, paper.link)))
    return Report(
        found, graph(found), (), None, proofs, seed, status(judged.verdicts), paper.title or paper.key, source
    )
