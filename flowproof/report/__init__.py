"""The HTML report: pages that open from disk without a network, and the verdicts as JSON beside them."""

from collections.abc import Sequence

from flowproof import derivations, document
from flowproof.families import families
from flowproof.findings import Finding
from flowproof.graph import Graph, as_document
from flowproof.report.pages import GENERATOR, Report, pages
from flowproof.writing import as_json, write_folder

FILES = {
    "verdicts.json": '"suite"',
    "graph.json": '"nodes"',
    "*.html": GENERATOR,
    "report.css": "the report of flowproof",
    "report.js": "the report of flowproof",
}
"""The names of the report's files, each with a text that tells such a file for ours."""


def report_on(judged: Sequence[Finding], asked: Sequence[Finding], *, seed: int, status: int, jobs: int = 1) -> Report:
    """The report on the findings that were asked for; all that were judged tell what these rest on."""
    from flowproof.plots.figure1 import figure1

    return Report(
        asked,
        Graph({finding.entry.label: finding for finding in judged}),  # `graph` is a module here
        families(finding.entry.label for finding in judged),
        figure1(),
        derivations.of_findings(judged, jobs),
        seed,
        status,
    )


def write_report(report: Report, folder: str) -> None:
    """Write the report to `folder`; the page to open is the last to be moved there. Raises Misuse where it can't be."""
    data = document.document(report.findings, report.graph, seed=report.seed)
    texts = {"verdicts.json": as_json(data), "graph.json": as_json(as_document(report.graph)), **pages(report)}
    write_folder(folder, texts, ours=FILES)
