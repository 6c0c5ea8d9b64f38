"""A paper of one's own: its claims as entries with verdicts, which every view of the suite's two papers takes too."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flowproof import document, found_proofs, paper_in_latex, terminal
from flowproof.derivations import Account
from flowproof.findings import Finding
from flowproof.graph import graph
from flowproof.report.pages import Report
from flowproof.statuses import FAULT
from flowproof.widths import text_width
from paper import Entry
from proofs.claims.verdict import Outcome
from proofs.grading.papers.judging import Judged
from proofs.grading.papers.paper import Paper, Stated

TWICE = "Its witness was checked a second time, apart from the search that found it."
KINDS = {"lemma": "claim"}
"""Items that are another kind of entry: a lemma of the ledger is one that is cited from a book."""


def findings(judged: Judged) -> tuple[Finding, ...]:
    """The paper's claims in its order, judged."""
    paper, verdicts = judged.paper, {each.label: each for each in judged.verdicts}
    users = {
        label: [x.label for x in judged.verdicts if label in x.uses] for label in verdicts if paper[label].correction
    }

    def found(stated: Stated) -> Finding:
        label, instead = stated.label, paper[stated.correction] if stated.correction else None
        verdict, near_miss = verdicts[label], judged.near_misses.get(label, "")
        if instead is None:
            return Finding(entry(paper, stated), verdict, near_miss)
        right = verdicts[instead.label]
        return Finding(
            entry(paper, stated, users[label]),
            replace(verdict, correction=right),
            near_miss,
            in_its_place=entry(paper, instead).title,
            true_statement=instead.latex.strip() or right.statement,
        )

    return tuple(map(found, paper.claims))


def entry(paper: Paper, stated: Stated, users: Sequence[str] = ()) -> Entry:
    """The claim as an entry of a ledger; if it is an erratum, `users` are the labels of what uses it."""
    erratum = (stated.correction, stated.cause, ", ".join(users) or "Nothing in the paper uses it.", TWICE)
    correction, cause, downstream, second_route = erratum if stated.correction else (None, None, None, None)
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
        correction=correction,
        cause=cause,
        downstream=downstream,
        second_route=second_route,
    )


def status(judged: Judged) -> int:
    """0 if all that is checked holds, or fails as recorded; 1 if any does not, 2 if any is open, 70 for a fault."""
    found = [each for each in findings(judged) if each.verdict.outcome is not None]
    outcomes = {each.verdict.outcome for each in found}
    if Outcome.INTERNAL in outcomes:
        return FAULT
    if any(not each.expected for each in found if each.verdict.outcome is not Outcome.UNDECIDED):
        return 1
    return 2 if Outcome.UNDECIDED in outcomes or not found else 0


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
    table = terminal.table(found, text_width(), without=("paper", "margin"))
    return terminal.as_text(table, "", *notes(judged), summary)


def report(judged: Judged, seed: int) -> Report:
    """The report: every claim with its proof line by line, and the graph of what uses what."""
    found, paper = findings(judged), judged.paper
    source = ". ".join(filter(None, (paper.authors, paper.link)))
    title = paper.title or paper.key
    return Report(found, graph(found), (), None, proofs(judged), seed, status(judged), title, source)


def latex(judged: Judged, *, document: bool = False) -> str:
    """Every claim with what came of it and its proof, as LaTeX in ASCII."""
    paper = judged.paper
    return paper_in_latex.latex(findings(judged), proofs(judged), paper.title or paper.key, document=document)


def proofs(judged: Judged) -> dict[str, tuple[Account, ...]]:
    """The proofs of what holds, by label."""
    return {
        verdict.label: found_proofs.of_certificate(grade.certificate)
        for verdict, grade in zip(
            (each for each in judged.verdicts if each.outcome is not None), judged.grades, strict=True
        )
        if grade.certificate and verdict.outcome is Outcome.HOLDS
    }
