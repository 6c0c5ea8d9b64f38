"""The HTML report: one page that opens from disk, without network or scripts, and the verdicts as JSON beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from flowproof import document, terminal
from flowproof.families import Family
from flowproof.findings import Finding, by_section, decimal, short_margin
from flowproof.plots.figure1 import Drawing
from flowproof.report.mathml import mathml
from flowproof.writing import as_json, write_folder

FILES = {"verdicts.json": '"suite"', "index.html": '<meta name="generator" content="flowproof">'}
"""The report's files, each with a text that tells it for ours. The page is the last to be moved into place."""


@dataclass(frozen=True)
class Report:
    """What a report is made of: the findings of a run, its seed and exit status, what was tried, and MV's Figure 1."""

    findings: Sequence[Finding]
    families: Sequence[Family]
    figure: Drawing
    seed: int
    status: int


def write_report(report: Report, folder: str) -> None:
    """Write the report to `folder`. Raises Misuse where that can't be written."""
    data = document.document(report.findings, seed=report.seed)
    write_folder(folder, {"verdicts.json": as_json(data), "index.html": page(report)})


def page(report: Report) -> str:
    """The page as HTML; everything in it is escaped but the formulas, the style and the figure, which are ours."""
    environment = Environment(
        loader=PackageLoader("flowproof", "report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"mathml": mathml, "decimal": decimal, "margin": short_margin}
    style, _, _ = environment.loader.get_source(environment, "style.css") if environment.loader else ("", None, None)
    return environment.get_template("page.html.jinja").render(
        report=report,
        sections=by_section(report.findings),
        shown={finding.entry.label for finding in report.findings},
        summary=str(terminal.summary(report.findings, report.status)).split("\n")[:2],
        suite=document.suite(),
        style=Markup(style),  # noqa: S704 (our own file)
        figure=Markup(report.figure.svg),  # noqa: S704 (our own drawing)
    )
