"""The findings as JSON. Numbers are strings; none passes through a float."""

from collections.abc import Sequence
from typing import Any

from flowproof.findings import Finding, count, decimal
from flowproof.graph import Graph, as_document
from flowproof.versions import suite
from proofs.claims.verdict import Judgement, Margin


def document(findings: Sequence[Finding], graph: Graph, *, seed: int) -> dict[str, Any]:
    """The whole document: the suite, an object an entry, a summary that adds up, the graph of all that was judged."""
    return {
        "suite": {**suite(), "seed": str(seed)},
        "entries": [entry(finding) for finding in findings],
        "summary": dict(count(findings)),
        "graph": as_document(graph),
    }


def entry(finding: Finding) -> dict[str, Any]:
    """One entry. `outcome` speaks of the statement as the paper has it."""
    item, verdict = finding.entry, finding.verdict
    return {
        "label": item.label,
        "paper": item.paper,
        "number": item.number,
        "kind": item.kind,
        "title": finding.title,
        "provenance": item.provenance,
        "outcome": finding.outcome,
        "strength": verdict.strength.name,
        "chain": verdict.chain.name,
        "reason": verdict.reason,
        "margin": _margin(finding.margin),
        "witness": finding.witness,
        "uses": list(verdict.uses),
        "owners": [owner.place for owner in finding.owners],
        "seconds": _seconds(verdict.seconds),
        "correction": _correction(finding),
        "kernel": finding.kernel,
        "section": item.section,
        "gloss": item.gloss,
        "promises": item.promises,
        "citation": item.citation,
        "latex": item.latex.strip(),
        "statement": verdict.statement,
        "assumes": list(verdict.assumes),
        "attained": finding.margin is not None and finding.margin.attained,
        "evidence": [_judgement(judgement) for judgement in verdict.judgements],
        "canary": {
            "changes": finding.near_miss,
            "evidence": [_judgement(judgement) for judgement in verdict.canaries],
        },
    }


def _correction(finding: Finding) -> dict[str, Any] | None:
    correction = finding.verdict.correction
    if correction is None:
        return None
    return {
        "statement": correction.statement,
        "outcome": "UNCHECKED" if correction.outcome is None else correction.outcome.value,
        "strength": correction.strength.name,
        "label": correction.label,
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "strength": judgement.strength.name,
        "outcome": judgement.outcome.value,
        "tool": judgement.tool,
        "domain": judgement.domain,
        "points": str(judgement.points),
        "bits": str(judgement.bits),
        "seed": None if judgement.seed is None else str(judgement.seed),
        "margin": _margin(judgement.margin),
        "at": judgement.witness,
        "reason": judgement.reason,
        "seconds": _seconds(judgement.seconds),
    }


def _margin(margin: Margin | None) -> list[str] | None:
    return None if margin is None else [decimal(margin.lower), decimal(margin.upper)]


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"
