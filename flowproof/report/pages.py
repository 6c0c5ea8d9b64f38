"""The pages of a report: what is on each, and how one leads to another.

Sections, entries, proofs and graphs are read off the findings; only the templates `about` and `formal` know which
papers these are of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from flowproof import coverage_views, kernel, terminal
from flowproof.derivations import Account
from flowproof.description import SOURCES
from flowproof.errata_views import errata, printed
from flowproof.families import Family
from flowproof.findings import OUTCOMES, Finding, at, decimal, place, short_margin
from flowproof.graph import Graph
from flowproof.last_run import Found, Record
from flowproof.plain import plain
from flowproof.plots.figure1 import Drawing
from flowproof.report.files import GENERATOR
from flowproof.report.graph import Picture, picture, state
from flowproof.report.mathml import inline, mathml, prose, scripts, words
from flowproof.versions import suite
from paper import Entry, load
from paper.ledger import STRENGTHS
from proofs.formal import worded
from proofs.formal.names import identifier
from proofs.formal.worded import Worded
from proofs.grading.papers.formulas import formula

ASSETS = ("report.css", "report.js")
LARGEST_DRAWING = 250
"""Statements in one drawing."""
MOST_PARTS = 2000
"""Statements of a paper, each of which has its part of the graph drawn."""
LONGEST_TITLE = 140
"""Characters of a heading; a longer sentence stands below it."""
LABEL = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)+|(?<=\()[a-z]+(?=\))|^[a-z]+(?=,|$))")
"""What may be the label of an entry, where words stand around it."""


@dataclass(frozen=True)
class Report:
    """What a report is made of: the findings that were asked for, the graph of all that they rest on, what was tried,
    MV's Figure 1, the derivations by label, the run's seed and exit status, and of which paper it is.

    Of a paper of one's own nothing was tried beforehand, and there is no figure.
    """

    findings: Sequence[Finding]
    graph: Graph
    families: Sequence[Family]
    figure: Drawing | None
    proofs: Mapping[str, Sequence[Account]]
    seed: int
    status: int
    paper: str = ""
    """The title of a paper of one's own; empty for the two of the suite."""
    source: str = ""
    """Its authors, and where it is found."""


@dataclass(frozen=True)
class Section:
    """A section of a paper: its page, what was judged of it, and how many entries came to what."""

    name: str
    file: str
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def pages(report: Report) -> dict[str, str]:
    """The text of each file by its name; the start page is the last.

    Everything is escaped but the formulas, the style, the script and the figures, which are ours.
    """
    site = Site(report)
    found = {name: site.asset(name) for name in ASSETS}
    for section in site.sections:
        found[section.file] = site.page("section", section.file, section=section)
    for label in report.graph.theorems:
        found[site.graph_page(label)] = site.page("graph", site.graph_page(label), theorem=report.graph.findings[label])
    found |= {file: site.page(file.removesuffix(".html"), file) for file, _ in site.others}
    return {**found, "index.html": site.page("index", "index.html")}


class Site:
    """One report as its templates see it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.graph = report.graph
        self.asked = {finding.entry.label for finding in report.findings}
        self.errata = errata(report.findings, own=bool(report.paper))
        self.formal = _formal(report.graph)
        self.accepted = kernel.accepted() is not None
        self.theorems = [report.graph.findings[label] for label in report.graph.theorems]
        self.summary = str(terminal.summary(report.findings, report.status)).split("\n")[:2]
        self._templates = Environment(
            loader=PackageLoader("flowproof.report", "templates"),
            autoescape=select_autoescape(["jinja"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "at": at,
            "decimal": decimal,
            "inline": inline,
            "margin": short_margin,
            "mathml": mathml,
            "printed": printed,
            "prose": prose,
            "scripts": scripts,
            "state": state,
            "linked": self.linked,
            "found_by": found_by,
        }
        self._templates.globals |= {
            "site": self,
            "report": report,
            "kernel": kernel,
            "generator": Markup(GENERATOR),  # noqa: S704 (our own)
            "suite": suite(),
            "strengths": STRENGTHS[::-1],
            "outcomes": OUTCOMES,
            "longest": LONGEST_TITLE,
            "sources": SOURCES,
            "columns": [name for name in coverage_views.COLUMNS if any(each.counts[name] for each in self.sections)],
            "figure": Markup(report.figure.svg if report.figure else ""),  # noqa: S704 (our own drawing)
        }

    def asset(self, name: str) -> str:
        """The style or the script, as it is."""
        loader = self._templates.loader
        return loader.get_source(self._templates, name)[0] if loader else ""

    def page(self, template: str, file: str, **values: Any) -> str:
        """The text of a page that stands in `file`."""
        return self._templates.get_template(f"{template}.html.jinja").render(here=file, **values)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of what was judged, in the papers' order, each with a page of its own name."""
        members: dict[str, list[Finding]] = {}
        for finding in self.graph.findings.values():
            members.setdefault(place(finding.entry), []).append(finding)
        found: dict[str, Section] = {}
        for name, part in members.items():
            stem = f"section-{re.sub(r'[^a-z0-9]+', '-', f'{part[0].entry.paper} {part[0].entry.section}'.lower())}"
            while f"{stem}.html" in found:
                stem += "-"
            found[f"{stem}.html"] = Section(name, f"{stem}.html", tuple(part), counts(part))
        return tuple(found.values())

    @cached_property
    def papers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.entry.paper for finding in self.graph.findings.values()))

    @cached_property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The pages that are there once, with what they are called; what there is nothing of has none."""
        asked = (
            ("entries.html", "All entries", True),
            ("errata.html", "Errata", bool(self.errata)),
            ("families.html", "Points tried", bool(self.report.families) or not self.report.paper),
            ("figure-1.html", "Figure 1", self.report.figure is not None),
            ("formal.html", "For Coq", bool(self.formal)),
        )
        return tuple((file, name) for file, name, there in asked if there)

    @cached_property
    def _sections_of_labels(self) -> dict[str, Section]:
        return {finding.entry.label: section for section in self.sections for finding in section.findings}

    def judged(self, label: str) -> bool:
        """Whether an entry is in the report."""
        return label in self._sections_of_labels

    def section(self, label: str) -> Section:
        return self._sections_of_labels[label]

    def address(self, label: str) -> str:
        """Where an entry stands."""
        return f"{self.section(label).file}#{label}"

    def graph_page(self, label: str) -> str:
        """Where a theorem's proof is drawn."""
        return f"graph-{label}.html"

    def drawing(self, label: str) -> Picture | None:
        """A theorem's proof, drawn; None where it is too large."""
        lines = self.graph.proof(label)
        return picture(self.graph, lines, label, self.address) if len(lines) <= LARGEST_DRAWING else None

    def part(self, label: str) -> tuple[Picture, int, int] | None:
        """The own part of a statement that uses another or is used, with how many it rests on and rest directly on it.

        A theorem's own part is its whole proof, which has a page. What is too large is not drawn.
        """
        if label in self.graph.theorems or len(self.graph.findings) > MOST_PARTS:
            return None
        lines = self.graph.own_part(label)
        if not 2 <= len(lines) <= LARGEST_DRAWING:
            return None
        above = len(self.graph.above(label))
        return picture(self.graph, lines, label, self.address), len(lines) - 1 - above, above

    def linked(self, said: str, own: str = "") -> Markup:
        """Words with formulas as HTML, where the labels of entries other than `own` lead to these."""
        return words(said, lambda text: Markup("").join(self._link(part, own) for part in LABEL.split(text)))

    def _link(self, part: str, own: str) -> Markup:
        if part == own or not self.judged(part):
            return scripts(part)
        return Markup('<a href="{}">{}</a>').format(self.address(part), part)

    def near_miss(self, finding: Finding) -> Markup:
        """What was changed for it: in a paper of one's own a text in the grammar of claims, or words."""
        return inline(formula(finding.near_miss)) if self.report.paper else scripts(finding.near_miss)

    def reason(self, finding: Finding) -> Markup:
        """Why the verdict is what it is; a line of the derivation that is told of is a formula."""
        said = finding.verdict.reason
        lines = (line for account in self.report.proofs.get(finding.entry.label, ()) for line in account.lines)
        for line in lines:
            before, formula, after = said.partition(line.says)
            if formula and not line.holds:
                return scripts(before) + inline(formula) + scripts(after)
        return scripts(said)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many of the findings are in each column of the coverage."""
    found = {f.entry.label: Found(f.outcome, f.verdict.strength.name, f.expected) for f in findings}
    columns = [coverage_views.column(finding.entry, Record("", found)) for finding in findings]
    return {name: columns.count(name) for name in coverage_views.COLUMNS}


def found_by(finding: Finding) -> str:
    """What an entry is found by, in small letters."""
    entry = finding.entry
    parts = (entry.label, entry.name, finding.number, finding.title, entry.gloss, entry.kind, plain(entry.latex))
    return " ".join(" ".join(parts).casefold().split())


def _formal(graph: Graph) -> list[tuple[Worded, Entry | None]]:
    """The theorems that were judged as they are stated for Coq, after what all of these are about."""
    entries = {identifier(entry.label): entry for entry in load().entries}
    found = [(theorem, entries.get(theorem.name)) for theorem in worded.theorems()]
    judged = [(theorem, entry) for theorem, entry in found if entry and entry.label in graph.findings]
    return [*((theorem, entry) for theorem, entry in found if entry is None), *judged] if judged else []
