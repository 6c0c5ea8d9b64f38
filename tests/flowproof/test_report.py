"""The HTML report opens from disk, alone, and says everything."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_findings import corrected, elsewhere, everything, judged, theorem

from flowproof.families import Family
from flowproof.graph import graph
from flowproof.plots.figure1 import Drawing
from flowproof.report import FILES, Report, page, write_report
from flowproof.report.mathml import is_converted, mathml
from flowproof.writing import require_replaceable
from paper import load

VOID = {"meta", "link", "br", "img", "hr", "input"}
LOADING = {"src", "data", "poster", "srcset", "action"}


class Page(HTMLParser):
    """What a browser would find: ids, links, and elements that are opened and closed in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        for name, value in attributes:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "xlink:href") and value:
                self.links.append(value)
            if name in LOADING and value:
                self.loaded.append(value)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)


def report() -> Report:
    """A report of one finding of every kind, and one family of points."""
    families = (
        Family("theorem 3", "every k", 97, (("spectrum 2,1; shape <identity>", ("alpha = 1/3", "alpha = 0.1")),)),
    )
    figure = Drawing('<svg viewBox="0 0 1 1"></svg>', "What <it> shows")
    return Report(everything(), judged(), families, figure, seed=7, status=1)


@pytest.fixture(scope="module")
def text() -> str:
    return page(report())


def test_the_page_is_well_formed(text: str) -> None:
    """Every element is closed where it should be, and no id stands twice."""
    found = Page(text)
    assert found.unbalanced == []
    assert len(set(found.ids)) == len(found.ids)


def test_nothing_is_loaded_from_anywhere(text: str) -> None:
    """No script, no style sheet, no font, no picture from elsewhere: no address stands in the page at all."""
    found = Page(text)
    assert found.loaded == []
    assert {"script", "link", "iframe", "img"} & set(found.tags) == set()
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_every_link_leads_somewhere(text: str) -> None:
    """Links go to ids of the page, where all that a statement rests on has an entry too, or to the report's files."""
    found = Page(text)
    assert {link.removeprefix("#") for link in found.links if link.startswith("#")} <= set(found.ids)
    assert {link for link in found.links if not link.startswith("#")} == {"verdicts.json", "graph.json"}
    assert set(judged().findings) <= set(found.ids)
    assert text.count('<a href="#elsewhere">elsewhere</a>') == 1


def test_formulas_are_drawn(text: str) -> None:
    """Each entry's statement is MathML, and so are the statement as checked, the correction, what is beneath, and an
    erratum with its correction.
    """
    assert Page(text).tags.count("math") == 10 + 4 + 1 + 2 + 2
    assert "<mfrac>" in text


def test_what_people_wrote_is_escaped(text: str) -> None:
    """Signs of HTML in titles, points and captions are shown, not obeyed."""
    assert "[in T_k] to &lt;its&gt; target &amp; stays so" in text
    assert "k = &lt;2&gt;" in text
    assert "What &lt;it&gt; shows" in text


@pytest.mark.parametrize(
    "part",
    [
        "10 entries: 2 HOLD, 1 FAIL as recorded, 1 FAIL, 1 UNDECIDED, 5 UNCHECKED",
        "between 1.29e-12 and 1.31e-12",
        "CERTIFIED, chain SAMPLED, promised CERTIFIED",
        "FAILS as recorded",
        "ε halved",
        "symbolic/modes.py:31",
        "60 exact instances of MV&#39;s setting",
        "every k: 97 points.",
        "<li>spectrum 2,1; shape &lt;identity&gt;<br><small>alpha = 1/3; alpha = 0.1</small></li>",
        "Unchecked: a definition: it claims nothing.",
        '<span class="tag">reconstructed</span>',
        '<span class="tag">printed</span>',
        "corrected",
        "does <em>not</em> say",
        "it rests on 2 statements; of this run, none rests directly on it",
        "it rests on no other statement; of this run, 1 rests directly on it",
        "seed 7",
        '<span class="tag">wrong sign</span>',
        "<dt>by numbers</dt><dd>By hand.</dd>",
    ],
)
def test_the_page_says(text: str, part: str) -> None:
    """Outcome, chain, margin, near-miss, owners, domain, reason, provenance, correction and legend are there."""
    assert part in text


def test_the_report_can_be_written_again(tmp_path: Path) -> None:
    """The files mark a report as ours; the JSON is the document of the same findings; its graph stands apart too."""
    folder = tmp_path / "report"
    for _ in range(2):
        require_replaceable(str(folder), FILES)
        write_report(report(), str(folder))
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    verdicts, apart = (
        json.loads((folder / name).read_text(encoding="utf-8")) for name in ("verdicts.json", "graph.json")
    )
    assert verdicts["summary"]["total"] == 10
    assert len(apart["nodes"]) == 12
    assert apart == verdicts["graph"]


def test_every_formula_of_the_ledger_is_drawn() -> None:
    """No entry's LaTeX is beyond the converter."""
    assert [entry.label for entry in load().entries if not is_converted(entry.latex)] == []


def test_no_label_is_the_name_of_a_part_of_the_page() -> None:
    """An entry's link can't lead to a section of the page."""
    findings = (*everything(), elsewhere(), corrected(), theorem())
    text = page(replace(report(), findings=findings, graph=graph(findings)))
    own = set(Page(text).ids) - {finding.entry.label for finding in findings}
    parts = {"how-to-read", "graphs", "graph-of-small-theorem", "errata", "figure-1", "table", "domains", "entries"}
    assert own == parts
    assert not [e.label for e in load().entries if e.label in parts or e.label.startswith("graph-of-")]


def test_evidence_has_its_own_caption(text: str) -> None:
    """The evidence on a statement and that on its near-miss are told apart."""
    assert text.count("<caption>evidence</caption>") == 5
    assert text.count("<caption>the same on the near-miss, which must come out otherwise</caption>") == 2


def test_a_formula_beyond_the_converter_is_shown_as_text() -> None:
    """An unknown command is not half drawn."""
    assert mathml(r"\nonsense{x} < 1") == r"<code>\nonsense{x} &lt; 1</code>"
    assert not is_converted(r"\nonsense{x}")
