"""The HTML report opens from disk, alone, and says everything; in a browser: test_report_in_browser.py."""

import json
import posixpath
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_findings import corrected, elsewhere, everything, judged, proved, theorem

from flowproof.derivations import Account, Line
from flowproof.families import Family
from flowproof.graph import graph
from flowproof.plots.figure1 import Drawing
from flowproof.report import FILES, Report, pages, write_report
from flowproof.writing import require_replaceable
from paper import load

VOID = {"meta", "link", "br", "img", "hr", "input", "wbr"}
LOADING = {"src", "data", "poster", "srcset"}
MV, TFHV = "section-mv-iii-a.html", "section-tfhv-3.html"


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
            if tag == "a" and name == "href" and value:
                self.links.append(value)
            if value and (name in LOADING or (tag == "link" and name == "href") or (tag, name) == ("form", "action")):
                self.loaded.append(value)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)


def report() -> Report:
    """A report of one finding of every kind, one proof, and one family of points."""
    families = (
        Family("theorem 3", "every k", 97, (("spectrum 2,1; shape <identity>", ("alpha = 1/3", "alpha = 0.1")),)),
    )
    figure = Drawing('<svg viewBox="0 0 1 1"></svg>', "What <it> shows")
    lines = (
        Line(r"x \ge 0", r"by (elsewhere), with \(x = \frac{1}{2}\) and <its> T_k, as", r"x = [y] + z"),
        Line("y = 1", "by (1)", after=", by the equation (start)"),
    )
    proofs = {
        "proved": (
            Account("A mode", "k ≥ 1", lines, given=(("start", "y = 1"),), where=(("z", "2y"),), conclusion="x > 0"),
            Account("A mode", "k = 0", lines[:1]),
        ),
        "misprint": (
            Account("The constant", "all x", (Line("x > 0", "so it is", holds=False),), in_its_place="its correction"),
        ),
    }
    return Report(everything(), judged(), families, figure, proofs, seed=7, status=1)


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return pages(report())


@pytest.fixture(scope="module")
def found(written: dict[str, str]) -> dict[str, Page]:
    return {name: Page(text) for name, text in written.items() if name.endswith(".html")}


def test_each_section_has_a_page_and_the_start_page_comes_last(written: dict[str, str]) -> None:
    """What is told once has a page of its own, if there is any of it."""
    own = ["entries.html", "errata.html", "families.html", "figure-1.html"]
    sections = [MV, TFHV, "section-mv-ii.html"]
    assert sorted(written) == sorted([*own, *sections, "index.html", "report.css", "report.js"])
    assert list(written)[-1] == "index.html"
    with_theorem = replace(report(), graph=graph([*judged().findings.values(), theorem()]))
    assert set(pages(with_theorem)) - set(written) == {"graph-small-theorem.html"}


def test_every_page_is_well_formed(found: dict[str, Page]) -> None:
    """Every element is closed where it should be, and no id stands twice."""
    assert {name: page.unbalanced for name, page in found.items() if page.unbalanced} == {}
    assert all(len(set(page.ids)) == len(page.ids) for page in found.values())
    assert all(page.tags.count("h1") == 1 for page in found.values())


def test_nothing_is_loaded_from_anywhere_else(written: dict[str, str], found: dict[str, Page]) -> None:
    """A page takes the report's own style and script from its side; no other address stands in any file."""
    assert {each for page in found.values() for each in page.loaded} == {"report.css", "report.js", "entries.html"}
    for text in written.values():
        assert "http" not in text
        assert "url(" not in text
        assert "@import" not in text
        assert "fetch(" not in text


def test_every_link_leads_somewhere(found: dict[str, Page]) -> None:
    """Links go to files of the report, and to ids on these; each page leads to the start page and can be reached."""
    reached = {"index.html"}
    for name, page in found.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            file = posixpath.normpath(file) if file else name
            assert file in {*found, "verdicts.json", "graph.json"}, link
            assert not anchor or anchor == "content" or anchor in found[file].ids, link
            reached.add(file)
        assert "index.html" in page.links
    assert set(found) <= reached


def test_every_entry_judged_stands_on_one_page(found: dict[str, Page]) -> None:
    """What others rest on too, and the list of all leads to each."""
    sections = [page for name, page in found.items() if name.startswith("section-")]
    for label in judged().findings:
        assert sum(label in page.ids for page in sections) == 1
        assert any(link.endswith(f"#{label}") for link in found["entries.html"].links)


def test_what_people_wrote_is_escaped(written: dict[str, str]) -> None:
    """Signs of HTML in titles, points, reasons and captions are shown, not obeyed."""
    assert "[in T<sub>k</sub>] to &lt;its&gt; target &amp; stays so" in written[MV]
    assert "k = &lt;2&gt;" in written[MV]
    assert "and &lt;its&gt; T<sub>k</sub>, as" in written[MV]
    assert "What &lt;it&gt; shows" in written["figure-1.html"]


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("index.html", "10 entries: 2 HOLD, 1 FAIL as recorded, 1 FAIL, 1 UNDECIDED, 5 UNCHECKED"),
        ("index.html", "does <em>not</em> say"),
        ("index.html", "seed 7"),
        ("index.html", '<td data-label="errata">1</td>'),
        (MV, "between 1.29e-12 and 1.31e-12"),
        (MV, "CERTIFIED, chain SAMPLED, promised CERTIFIED"),
        (MV, "ε halved"),
        (MV, "symbolic/modes.py:31"),
        (MV, "60 exact instances of MV&#39;s setting"),
        (MV, '<span class="tag" title="reconstructed: the text at hand has lost the paper&#39;s formulas">'),
        (MV, "it rests on 2 statements; of this run, none rests directly on it"),
        (MV, "it rests on no other statement; of this run, 1 rests directly on it"),
        (MV, "The proof, line by line: 3 lines in 2 cases"),
        (MV, "<h3>Case 1 of 2: k ≥ 1</h3>"),
        (MV, 'by (<a href="section-mv-ii.html#elsewhere">elsewhere</a>), with'),
        (TFHV, "FAILS as recorded"),
        (TFHV, "Unchecked: a definition: it claims nothing."),
        (TFHV, "The derivation, line by line: 1 line<"),
        (TFHV, "This line does not hold:</b> so it is"),
        (TFHV, "Fails as recorded; in its place: its correction."),
        ("section-mv-ii.html", "not asked for; judged because others rest on it"),
        ("families.html", "every k: 97 points."),
        ("families.html", "<li>spectrum 2,1; shape &lt;identity&gt;<br><small>alpha = 1/3; alpha = 0.1</small></li>"),
        ("errata.html", "wrong sign"),
        ("errata.html", "<dt>by numbers</dt><dd>By hand.</dd>"),
    ],
)
def test_a_page_says(written: dict[str, str], file: str, part: str) -> None:
    """Outcome, chain, margin, near-miss, owners, domain, proof, provenance, correction and legend are there."""
    assert part in written[file]


def test_a_proof_has_all_its_formulas(found: dict[str, Page], written: dict[str, str]) -> None:
    """What is given, what stands for what, each line with what shows it, and what follows."""
    proof = written[MV].partition('<details class="proof">')[2].partition("</details>")[0]
    assert proof.count('class="formula"') == 8
    assert proof.count("<li>") == 5
    assert "Hence" in proof
    assert "math" in found[MV].tags


def test_what_was_not_judged_is_named_without_a_link() -> None:
    """An axiom that a certificate rests on, where only some of the suite was asked for."""
    assuming = replace(proved(), verdict=replace(proved().verdict, assumes=("norm-is-not-negative",)))
    text = pages(replace(report(), findings=(assuming,), graph=graph([assuming])))[MV]
    assert "<dt>assumes</dt><dd><code>norm-is-not-negative</code></dd>" in text


def test_a_long_sentence_is_no_heading() -> None:
    """The label stands there, and the sentence below it."""
    long = replace(proved(), entry=replace(proved().entry, number=None, gloss=f"It {'and it ' * 40}is so."))
    text = pages(replace(report(), findings=(long,), graph=graph([long])))[MV]
    assert "<h2>proved</h2>" in text
    assert f"<p>{long.entry.gloss}</p>" in text


def test_the_report_can_be_written_again(tmp_path: Path) -> None:
    """The files mark a report as ours; those that a smaller one has no more are gone; the JSON is of the findings."""
    folder = tmp_path / "report"
    larger = graph([*judged().findings.values(), theorem()])
    for each in (replace(report(), graph=larger), report(), report()):
        require_replaceable(str(folder), FILES)
        write_report(each, str(folder))
    expected = {"verdicts.json", "graph.json", *pages(report())}
    assert {path.name for path in folder.iterdir()} == expected
    verdicts, apart = (
        json.loads((folder / name).read_text(encoding="utf-8")) for name in ("verdicts.json", "graph.json")
    )
    assert verdicts["summary"]["total"] == 10
    assert len(apart["nodes"]) == 12
    assert apart == verdicts["graph"]


def test_no_label_is_the_name_of_a_part_of_a_page() -> None:
    """An entry's link can't lead to a part of its page."""
    findings = (*everything(), elsewhere(), corrected(), theorem())
    text = pages(replace(report(), findings=findings, graph=graph(findings)))
    ids = {each for name, page in text.items() if name.startswith("section-") for each in Page(page).ids}
    own = ids - {finding.entry.label for finding in findings}
    assert own == {"content", "find", "unfold"}
    assert not own & {entry.label for entry in load().entries}
    assert not set(Page(text["index.html"]).ids) & {entry.label for entry in load().entries}


def test_evidence_has_its_own_caption(written: dict[str, str]) -> None:
    """The evidence on a statement and that on its near-miss are told apart."""
    text = written[MV] + written[TFHV]
    assert text.count("<caption>evidence</caption>") == 5
    assert text.count("<caption>the same on the near-miss, which must come out otherwise</caption>") == 2
