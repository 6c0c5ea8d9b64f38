"""The HTML report: one page that opens from disk, without network or scripts, and the verdicts as JSON beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from flowproof import document, kernel, terminal
from flowproof.errata_views import errata
from flowproof.families import Family
from flowproof.findings import Finding, at, by_section, decimal, short_margin
from flowproof.graph import Graph, as_document
from flowproof.plots.figure1 import Drawing
from flowproof.report.graph import Picture, picture
from flowproof.report.mathml import mathml
from flowproof.versions import suite
from flowproof.writing import as_json, write_folder
from paper import Entry, load
from proofs.formal import worded
from proofs.formal.names import identifier
from proofs.formal.worded import Worded

FILES = {
    "verdicts.json": '"suite"',
    "graph.json": '"nodes"',
    "index.html": '<meta name="generator" content="flowproof">',
}
"""The report's files, each with a text that tells it for ours. The page is the last to be moved into place."""


@dataclass(frozen=True)
class Report:
    """What a report is made of: the findings that were asked for, the graph of all that they rest on, what was tried,
    MV's Figure 1, and the run's seed and exit status.
    """

    findings: Sequence[Finding]
    graph: Graph
    families: Sequence[Family]
    figure: Drawing
    seed: int
    status: int


def write_report(report: Report, folder: str) -> None:
    """Write the report to `folder`. Raises Misuse where that can't be written."""
    data = document.document(report.findings, report.graph, seed=report.seed)
    graph = as_json(as_document(report.graph))
    write_folder(folder, {"verdicts.json": as_json(data), "graph.json": graph, "index.html": page(report)})


def page(report: Report) -> str:
    """The page as HTML; everything in it is escaped but the formulas, the style and the figure, which are ours."""
    environment = Environment(
        loader=PackageLoader("flowproof", "report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"at": at, "mathml": mathml, "decimal": decimal, "margin": short_margin}
    style, _, _ = environment.loader.get_source(environment, "style.css") if environment.loader else ("", None, None)
    return environment.get_template("page.html.jinja").render(
        report=report,
        sections=by_section(report.findings),
        entries=_entries(report),
        errata=errata(report.findings),
        graphs=_graphs(report.graph),
        parts=_parts(report.graph),
        formal=_formal(report.graph),
        kernel=kernel,
        accepted=kernel.accepted() is not None,
        summary=str(terminal.summary(report.findings, report.status)).split("\n")[:2],
        suite=suite(),
        style=Markup(style),  # noqa: S704 (our own file)
        figure=Markup(report.figure.svg),  # noqa: S704 (our own drawing)
    )


def _entries(report: Report) -> list[tuple[str, tuple[Finding, ...]]]:
    """What was asked for, section by section, then what was judged because these rest on it."""
    asked = {finding.entry.label for finding in report.findings}
    beneath = tuple(finding for label, finding in report.graph.findings.items() if label not in asked)
    return [*by_section(report.findings), *([("What these rest on", beneath)] if beneath else [])]


def _formal(graph: Graph) -> list[tuple[Worded, Entry | None]]:
    """The theorems that were judged as they are stated for Coq, after what all of these are about."""
    entries = {identifier(entry.label): entry for entry in load().entries}
    found = [(theorem, entries.get(theorem.name)) for theorem in worded.theorems()]
    judged = [(theorem, entry) for theorem, entry in found if entry and entry.label in graph.findings]
    return [*((theorem, entry) for theorem, entry in found if entry is None), *judged] if judged else []


def _graphs(graph: Graph) -> list[tuple[Finding, Picture]]:
    """Each theorem's proof, drawn."""
    return [(graph.findings[label], picture(graph, graph.proof(label), label)) for label in graph.theorems]


def _parts(graph: Graph) -> dict[str, tuple[Picture, int, int]]:
    """The own part of each statement that uses another or is used, with how many it rests on and how many rest on it.

    A theorem's own part is its whole proof, which stands apart.
    """
    found = {}
    for label in graph.findings:
        lines = graph.own_part(label)
        if len(lines) > 1 and label not in graph.theorems:
            above = len(graph.above(label))
            found[label] = picture(graph, lines, label), len(lines) - 1 - above, above
    return found
