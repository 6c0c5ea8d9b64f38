"""The graph on the page: boxes that say how a statement stands and lead to it, and a legend of what occurs."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sample_findings import certified, elsewhere, everything, failing, proved, theorem, unchecked, undecided

from flowproof.findings import Finding
from flowproof.graph import Graph, graph
from flowproof.report.graph import Picture, picture, state
from proofs.claims.verdict import Strength


def example() -> Graph:
    """A theorem on two steps and something from elsewhere, among findings of every kind."""
    return graph((*everything(), elsewhere(), theorem()))


def drawn() -> Picture:
    return picture(example(), example().proof("small-theorem"), "small-theorem")


def texts(found: Picture) -> list[str]:
    return [text for _, text in found.legend]


def side_by_side(findings: Sequence[Finding]) -> Picture:
    """The findings under the theorem, whatever they say."""
    top = theorem()
    top = replace(top, verdict=replace(top.verdict, uses=tuple(finding.entry.label for finding in findings)))
    whole = graph((*findings, top))
    return picture(whole, whole.proof("small-theorem"), "small-theorem")


def test_every_statement_is_drawn_once_and_leads_to_its_entry() -> None:
    """The theorem, its steps and what they use from elsewhere; nothing else."""
    links = re.findall(r'<a href="#([^"]*)"', drawn().svg)
    assert sorted(links) == ["certified", "elsewhere", "proved", "small-theorem"]


def test_a_box_says_number_state_and_label() -> None:
    """The state is written out: colour alone says nothing."""
    svg = drawn().svg
    for text in ("(12) · PROVED ↓", "(19) · CERTIFIED", "(3) · SAMPLED", "Thm. 3 · CERTIFIED", "small-theorem"):
        assert f">{text}</text>" in svg


def test_pointing_at_a_box_tells_its_title_which_is_escaped() -> None:
    """Signs of HTML in a title are shown, not obeyed."""
    svg = drawn().svg
    assert "<title>MV (19) certified: A learned mode is close [in T_k] to &lt;its&gt; target &amp; stays so. " in svg
    assert "Reconstructed; HOLDS, CERTIFIED, chain SAMPLED.</title>" in svg
    assert "<its>" not in svg


@pytest.mark.parametrize(
    ("finding", "shown"),
    [
        (proved(), "PROVED ↓"),
        (replace(proved(), verdict=replace(proved().verdict, chain=Strength.CERTIFIED)), "PROVED"),
        (certified(), "CERTIFIED"),
        (elsewhere(), "SAMPLED"),
        (failing(), "FAILS"),
        (undecided(), "UNDECIDED"),
        (unchecked("third", "23"), "UNCHECKED"),
    ],
)
def test_a_state_is_one_word(finding: Finding, shown: str) -> None:
    """Proved on something weaker differs from proved all the way down."""
    assert state(finding) == shown


def test_border_and_fill_follow_provenance_and_state() -> None:
    """Each is a class of the style sheet."""
    svg = side_by_side([failing(), elsewhere(), proved()]).svg
    for box in ("fill-FAILS reconstructed", "fill-SAMPLED printed", "fill-WHOLE reconstructed"):
        assert f'class="node {box}"' in svg


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    """Shapes, then borders, then fills."""
    assert [text.split(":")[0] for text in texts(drawn())] == [
        "a theorem",
        "a step of the proof",
        "from another section",
        "as printed in the paper",
        "reconstructed",
        "PROVED ↓",
        "CERTIFIED",
        "SAMPLED",
    ]
    assert "FAILS: wrong at a witness" in texts(side_by_side([failing()]))


def test_a_lemma_has_a_shape_of_its_own() -> None:
    """A polygon, where other statements are rectangles."""
    entry = replace(proved().entry)
    object.__setattr__(entry, "kind", "lemma")
    found = side_by_side([replace(proved(), entry=entry)])
    assert found.svg.count("<polygon") == 1
    assert "a lemma" in texts(found)


def test_the_statement_whose_part_is_drawn_is_marked() -> None:
    """Unless it stands at the top, where it needs no mark."""
    found = picture(example(), example().own_part("certified"), "certified")
    assert len(re.findall(r'class="node [^"]* subject"', found.svg)) == 1
    assert "certified itself" in texts(found)
    assert "subject" not in drawn().svg


def test_a_long_label_is_drawn_within_its_box() -> None:
    """It is cut at a hyphen, and drawn closer together where that is not enough."""
    long = "a-label-of-many-words-in-a-row"
    other = replace(proved(), entry=replace(proved().entry, label=long), verdict=replace(proved().verdict, label=long))
    assert ">a-label-of-many-</text>" in side_by_side([other]).svg
    assert ">words-in-a-row</text>" in side_by_side([other]).svg
    endless = replace(other, entry=replace(other.entry, label="w" * 40))
    assert 'textLength="130"' in side_by_side([endless]).svg


def test_two_drawings_are_the_same_to_the_byte() -> None:
    assert drawn() == drawn()


def test_nothing_is_fetched_or_run() -> None:
    """The element needs no address, no script and no style from elsewhere."""
    assert not re.search(r"http|url\(|<script|<style|<image", drawn().svg)
