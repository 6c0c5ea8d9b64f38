"""The HTML report: one page that opens from disk, without network or scripts, and the verdicts as JSON beside it."""

import json
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from flowproof import document, terminal
from flowproof.findings import Finding, by_section, count, decimal, short_margin
from flowproof.plots.figure1 import Drawing
from flowproof.report.mathml import mathml
from flowproof.writing import write_folder
from proofs.verdict import Strength

FILES = {"verdicts.json": '"suite"', "index.html": '<meta name="generator" content="flowproof">'}
"""The report's files, each with a text that tells it for ours. The page is the last to be moved into place."""


def write_report(findings: Sequence[Finding], folder: str, *, seed: int, status: int, figure: Drawing) -> None:
    """Write the report, with `figure` in it, to `folder`. Raises Misuse where that can't be written."""
    data = document.document(findings, seed=seed)
    verdicts = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_folder(
        folder, {"verdicts.json": verdicts, "index.html": page(findings, seed=seed, status=status, figure=figure)}
    )


def page(findings: Sequence[Finding], *, seed: int, status: int, figure: Drawing) -> str:
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
        sections=by_section(findings),
        shown={finding.entry.label for finding in findings},
        counts=count(findings),
        summary=str(terminal.summary(findings, status)).split("\n")[:2],
        domains=domains(findings),
        suite=document.suite(),
        seed=seed,
        style=Markup(style),  # noqa: S704 (our own file)
        figure=Markup(figure.svg),  # noqa: S704 (our own drawing)
        caption=figure.caption,
    )


def domains(findings: Sequence[Finding]) -> dict[str, int]:
    """The published instances: each description, with how many pieces of evidence went through their points."""
    described: dict[str, int] = {}
    for finding in findings:
        for certificate in finding.verdict.certificates:
            if certificate.strength < Strength.PROVED:
                described[certificate.domain] = described.get(certificate.domain, 0) + 1
    return described
