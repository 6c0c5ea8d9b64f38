"""The ledger reads, refuses what is malformed, and answers to the names that a reader of the papers would use."""

import re
from xml.etree import ElementTree

import approved
import pytest
from latex2mathml.converter import convert

from paper import Entry, Ledger, Misuse, load
from paper.ledger import SECTION_ORDER, STRENGTHS, read

HEADING = 'paper = "MV"\nsection = "II"\ntitle = "Preliminaries"\n'
ROW = """
[product-flow]
number = "3"
kind = "equation"
latex = 'W'
gloss = "The product obeys an equation of its own."
provenance = "reconstructed"
promises = "PROVED"
"""


def entry(label: str, number: str | None, paper: str = "MV", section: str = "III-A") -> Entry:
    return Entry(label, paper, section, number, "equation", "x", "X.", "printed", promises="PROVED")


SMALL = Ledger(
    (
        entry("mode-closed-form", "12"),
        entry("zero-mode-closed-form", "13"),
        entry("mode-never-overshoots", None),
        entry("theorem-3", "Theorem 3"),
        entry("gap-of-a-mode", None, "MV", "Theorem 3"),
        entry("asymmetric-flow", "12", "TFHV", "3"),
        entry("symmetric-problem", "3", "TFHV", "2"),
    ),
    {"3": "theorem-3", "spectral": "theorem-3"},
)


def labels(text: str) -> list[str]:
    return [found.label for found in SMALL.find(text)]


def rendered(latex: str) -> str:
    """The text that a browser would show for `latex`. Raises where the MathML is not well-formed."""
    mathml = convert(latex)
    if "linebreak" in mathml:  # an environment that the converter does not know comes out as one long line
        raise ValueError("a line break outside of any known environment")
    return "".join(ElementTree.fromstring(mathml).itertext())  # noqa: S314 - what convert itself wrote


def test_a_section_file_gives_its_entries() -> None:
    """Each table is an entry, with the heading's paper and section."""
    assert read(HEADING + ROW, "mv/II.toml") == (
        Entry(
            label="product-flow",
            paper="MV",
            section="II",
            number="3",
            kind="equation",
            latex="W",
            gloss="The product obeys an equation of its own.",
            provenance="reconstructed",
            promises="PROVED",
        ),
    )


def test_a_step_needs_no_number() -> None:
    """An entry whose number is left out has none, and is named by its paper."""
    (unnumbered,) = read(HEADING + ROW.replace('number = "3"\n', ""), "mv/II.toml")
    assert unnumbered.number is None
    assert unnumbered.name == "MV"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "equation"', 'kind = "equations"', "'equations' is none of definition, problem, equation"),
        (
            'provenance = "reconstructed"',
            'provenance = "guessed"',
            "'guessed' is none of printed, reconstructed, added",
        ),
        ('promises = "PROVED"', 'promises = "SURE"', "'SURE' is none of SAMPLED, CERTIFIED, PROVED"),
        ('promises = "PROVED"', "", "give either the strength it promises or the reason why it is unchecked"),
        ('promises = "PROVED"', 'promises = "PROVED"\nunchecked = "later"', "give either the strength"),
        ("latex = 'W'", "", "latex is missing"),
        ("latex = 'W'", "latex = ' '", "latex is ' '; write a text in quotes"),
        ("latex = 'W'", "latex = 'W'\nlatecks = 'W'", "'latecks' is none of number, kind, latex"),
        ('number = "3"', "number = 3", "number is 3; write a text in quotes"),
        ('kind = "equation"', 'kind = "lemma"', "a lemma or an axiom needs a citation, and nothing else has one"),
        ("latex = 'W'", "latex = 'W'\ncitation = 'Euclid'", "a lemma or an axiom needs a citation"),
    ],
)
def test_a_malformed_entry_is_refused_by_file_and_label(old: str, new: str, complaint: str) -> None:
    """The message names the file, the label, the value, and what would be right."""
    assert old in ROW
    with pytest.raises(Misuse) as refusal:
        read(HEADING + ROW.replace(old, new), "mv/II.toml")
    assert str(refusal.value).startswith("mv/II.toml, [product-flow]: ")
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEADING + "[half", "mv/II.toml is not TOML"),
        (HEADING + ROW + ROW, "mv/II.toml is not TOML"),
        (HEADING.replace("title", "titel") + ROW, "mv/II.toml has no title"),
        (HEADING + 'note = "by hand"\n' + ROW, "mv/II.toml, [note]: 'by hand' stands outside of any table"),
    ],
)
def test_a_malformed_file_is_refused_by_its_name(text: str, complaint: str) -> None:
    """A file that is not TOML, repeats a label or lacks its heading is refused."""
    with pytest.raises(Misuse, match=re.escape(complaint)):
        read(text, "mv/II.toml")


def test_a_label_stands_once() -> None:
    """Two entries of one label are refused, wherever they stand."""
    with pytest.raises(Misuse, match="labels stand twice in the ledger: mode-closed-form"):
        Ledger((entry("mode-closed-form", "12"), entry("mode-closed-form", "17", "TFHV", "3")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mode-closed-form", ["mode-closed-form"]),
        ("MV:mode-closed-form", ["mode-closed-form"]),
        ("12", ["mode-closed-form", "asymmetric-flow"]),
        ("(13)", ["zero-mode-closed-form"]),
        ("MV:12", ["mode-closed-form"]),
        ("tfhv:12", ["asymmetric-flow"]),
        ("Theorem 3", ["theorem-3"]),
        ("mv: theorem 3", ["theorem-3"]),
        ("MV:iii-a", ["mode-closed-form", "zero-mode-closed-form", "mode-never-overshoots", "theorem-3"]),
        ("§Theorem 3", ["gap-of-a-mode"]),
        ("3", ["symmetric-problem"]),
        ("TFHV:§3", ["asymmetric-flow"]),
        ("§2", ["symmetric-problem"]),
        ("MV (12)", ["mode-closed-form"]),
        ("tfhv 12", ["asymmetric-flow"]),
        ("eq. (13)", ["zero-mode-closed-form"]),
        ("Thm. 3", ["theorem-3"]),
        ("THEOREM_3", ["theorem-3"]),
        ("mode closed form", ["mode-closed-form"]),
        ("Spectral", ["theorem-3"]),
        ("MV:3", ["theorem-3"]),
    ],
)
def test_entries_are_found_by_label_number_and_section(text: str, found: list[str]) -> None:
    """Capitals do not matter; a number alone means both papers, and goes before a section."""
    assert labels(text) == found


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("mode-closed-from", "mode-closed-form"),
        ("Teorem 3", "Theorem 3"),
        ("TFHV:13", "TFHV:12"),
        ("mv:§iii-b", "MV:§III-A"),
    ],
)
def test_a_name_that_fits_nothing_is_refused_with_near_ones(text: str, near: str) -> None:
    """The message repeats the name and suggests what is spelt like it."""
    with pytest.raises(Misuse) as refusal:
        SMALL.find(text)
    assert str(refusal.value).startswith(f"nothing is called {text!r}; near it: ")
    assert near in str(refusal.value).partition("near it: ")[2].split(", ")


@pytest.mark.parametrize("text", ["", ":", "()", "quaternion"])
def test_a_name_like_nothing_says_where_the_names_are(text: str) -> None:
    """Where nothing is near, the message names the command that lists all."""
    with pytest.raises(Misuse, match=r"nothing is called .*verify --list"):
        SMALL.find(text)


def test_a_label_can_be_looked_up_alone() -> None:
    """Indexing takes a label, and neither a number nor a misspelt one."""
    assert SMALL["theorem-3"].number == "Theorem 3"
    with pytest.raises(Misuse, match="there is no label 'theorem-4'; near it: theorem-3"):
        SMALL["theorem-4"]
    with pytest.raises(Misuse, match="there is no label '12'"):
        SMALL["12"]


def test_entries_are_named_as_in_the_papers() -> None:
    """A number stands in parentheses, a theorem does not."""
    assert SMALL["mode-closed-form"].name == "MV (12)"
    assert SMALL["theorem-3"].name == "MV Theorem 3"


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


NUMBERED = {
    "MV": [
        *numbers(1, 30),
        *("Proposition 1", "Corollary 2", "Theorem 3", "Theorem 4", "Figure 1", "Remark III-C1", "Remark III-C2"),
    ],
    "TFHV": [
        *numbers(1, 39),
        *(f"Definition {i}" for i in numbers(1, 3)),
        *(f"Proposition {i}" for i in numbers(1, 5)),
        "Corollary 1",
        "Table 1",
        *(f"Figure {i}" for i in numbers(1, 3)),
    ],
}


@pytest.mark.parametrize(("paper", "number"), [(paper, n) for paper, all_ in NUMBERED.items() for n in all_])
def test_nothing_that_the_papers_number_is_missing(paper: str, number: str) -> None:
    """Each numbered item of each paper has an entry, and the number finds it."""
    found = [e for e in load().find(f"{paper}:{number}") if e.number == number]
    assert found
    assert {e.paper for e in found} == {paper}


@pytest.mark.parametrize("paper", NUMBERED)
def test_the_ledger_invents_no_number(paper: str) -> None:
    """Every number in the ledger is one of its paper's own."""
    ours = {e.number for e in load().entries if e.paper == paper and e.number is not None}
    assert ours == set(NUMBERED[paper])


def test_only_checked_parts_share_a_number() -> None:
    """An item of a paper is one entry, or several claims that are each checked, beside at most a definition."""
    by_number: dict[tuple[str, str], list[Entry]] = {}
    for e in load().entries:
        if e.number is not None:
            by_number.setdefault((e.paper, e.number), []).append(e)
    for item, parts in by_number.items():
        if len(parts) > 1:
            unchecked = [e.kind for e in parts if e.promises is None]
            assert unchecked in ([], ["definition"]), item


def test_entries_stand_in_the_order_of_the_sections() -> None:
    """The ledger lists MV before TFHV, and each section's entries together."""
    sections = [(e.paper, e.section) for e in load().entries]
    runs = [s for i, s in enumerate(sections) if i == 0 or s != sections[i - 1]]
    assert len(runs) == len(set(runs))
    assert [paper for paper, _ in runs] == sorted(paper for paper, _ in runs)
    assert len(SECTION_ORDER) >= len(runs)


def test_all_of_min_and_vidal_is_reconstructed() -> None:
    """The text of MV has lost its formulas, so nothing in it counts as printed."""
    assert {e.provenance for e in load().entries if e.paper == "MV"} == {"reconstructed", "added"}


def test_a_correction_is_an_entry_that_is_checked() -> None:
    """Whatever fails as the paper has it names the entry that holds instead, which promises a strength."""
    ledger = load()
    corrected = [e for e in ledger.entries if e.correction is not None]
    assert corrected
    for e in corrected:
        assert e.correction is not None
        assert ledger[e.correction].promises in STRENGTHS
        assert ledger[e.correction].correction is None


def test_promises_are_those_on_record() -> None:
    """What each entry promises does not change with the entry alone."""
    assert approved.changed("tests/paper/promises.txt") == ""


def test_reasons_and_glosses_are_written_out() -> None:
    """A gloss is a sentence; a reason says more than that there is none."""
    for e in load().entries:
        assert e.gloss.endswith("."), e.label
        assert e.gloss[0].isupper() or not e.gloss[0].isalpha(), e.label
        assert e.unchecked is None or len(e.unchecked.split()) >= 5, e.label


def test_every_statement_renders() -> None:
    """Each entry's LaTeX becomes well-formed MathML with no command left over."""
    for e in load().entries:
        assert "\\" not in rendered(e.latex), e.label


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{gathered} a \\ b \end{gathered}",
    ],
)
def test_the_rendering_check_notices_an_unknown_environment(latex: str) -> None:
    """What the converter does not know comes out as a bare ampersand or a bare line break."""
    with pytest.raises((ElementTree.ParseError, ValueError)):
        rendered(latex)


def test_the_rendering_check_notices_an_unknown_command() -> None:
    """What the converter does not know is left over with its backslash."""
    assert "\\" in rendered(r"\nosuchcommand x")
