"""The report of a part of the suite as Chromium shows it: on a large screen, on a telephone, and on paper."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import Browser, browser
from sample_findings import certified, elsewhere, theorem
from sample_findings import proved as by_hand

from flowproof.derivations import of_findings
from flowproof.families import families
from flowproof.findings import Finding, gather
from flowproof.graph import graph
from flowproof.plots.figure1 import figure1
from flowproof.report import Report, write_report
from proofs.judging import run, suite

ASKED = (
    "factor-flow-is-at-most-the-fast-flow",
    "factor-learned-exponentials-pay",
    "factor-unlearned-exponentials-are-small",
    "no-right-inverse-weighs-less",
    "own-target-windows-are-not-empty",
    "perturbed-inverse",
    "resolvent-identity",
    "imbalanced-rate",
    "symmetric-solution-exists",
    "nonlinear-factor-sizes",
    "symmetric-problem",
)
"""Steps in several cases, errata with long formulas, one that is asked of sizes, and what claims nothing: all quick.

A small theorem is among the findings that are made by hand.
"""
LARGE, SMALL = 1400, 390
PAPER = 700
"""Widths in pixels; a sheet without its margins has about the last."""

OPENED = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
RAW = r"""(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('pre, script, style, math')) continue;
    if (/\\|\$|\{|\}/.test(node.data)) found.push(node.data.slice(0, 200));
  }
  for (const node of document.querySelectorAll('math')) {
    if (/\\[A-Za-z]|\$/.test(node.textContent)) found.push(node.textContent.slice(0, 200));
  }
  return found;
})()"""
CUT_OFF = """[...document.querySelectorAll('.formula, .why')]
  .filter((box) => box.scrollHeight > box.clientHeight + 1
    || (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'auto'))
  .map((box) => box.textContent.slice(0, 100))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINES = """Object.fromEntries([...document.querySelectorAll('article[id]')].map((each) =>
  [each.id, each.querySelectorAll('.proof .lines > li').length]))"""
HEADINGS = """(() => {
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((each) => Number(each.tagName[1]));
  const skips = levels.some((each, i) => i && each > levels[i - 1] + 1);
  return [levels[0], levels.filter((each) => each === 1).length, skips];
})()"""
NAMELESS = """[...document.querySelectorAll('main svg, input, select, nav')].filter((each) => !(
  each.ariaLabel || each.closest('[aria-hidden], [aria-labelledby]') || (each.labels && each.labels.length)
)).map((each) => each.outerHTML.slice(0, 100))"""
LOOKED_AT = {"raw": RAW, "lines": LINES, "headings": HEADINGS, "nameless": NAMELESS}
SHOWN = "[...document.querySelectorAll('tbody tr')].filter((row) => row.offsetParent && !row.hidden).length"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.fixture(scope="module")
def findings(chromium: Browser) -> tuple[Finding, ...]:
    """What is judged, which needs no time where there is no browser."""
    del chromium
    return (*gather(run.verify(run.closure(ASKED), jobs=1)), certified(), elsewhere(), by_hand(), theorem())


@pytest.fixture(scope="module")
def folder(findings: tuple[Finding, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    labels = [finding.entry.label for finding in findings]
    place = tmp_path_factory.mktemp("report") / "with blanks"
    told = of_findings(findings)
    write_report(Report(findings, graph(findings), families(labels), figure1(), told, run.SEED, 0), str(place))
    return place


def pages(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.html"))


def opened(chromium: Browser, page: Path, after: str = "") -> Browser:
    chromium.open(page.as_uri() + after)
    chromium.ask(OPENED)
    return chromium


@pytest.fixture(scope="module")
def seen(chromium: Browser, folder: Path) -> dict[str, dict[str, Any]]:
    """What is to be seen on each page with all folds open, and on a large and a small screen."""
    found = {}
    for name in pages(folder):
        page = opened(chromium, folder / name)
        found[name] = {what: page.ask(script) for what, script in LOOKED_AT.items()}
        for width in (LARGE, SMALL):
            page.resize(width)
            found[name][width] = [page.ask(TOO_WIDE), page.ask(CUT_OFF)]
    return found


def test_no_page_is_wider_than_the_screen(seen: dict[str, dict[str, Any]]) -> None:
    """Nobody scrolls a page to the side, with all folds open."""
    assert len(seen) > 8
    assert {name: page for name, page in seen.items() if page[LARGE][0] > 0 or page[SMALL][0] > 0} == {}


def test_no_formula_is_cut_off(seen: dict[str, dict[str, Any]]) -> None:
    """It wraps, and what is too long still scrolls in a box of its own."""
    assert {name: page[width][1] for name, page in seen.items() for width in (LARGE, SMALL) if page[width][1]} == {}


def test_nothing_that_is_read_is_latex(seen: dict[str, dict[str, Any]]) -> None:
    """No command, dollar or brace, but for what is shown as Coq has it."""
    assert {name: page["raw"] for name, page in seen.items() if page["raw"]} == {}


def test_what_looks_for_latex_finds_it(chromium: Browser, tmp_path: Path) -> None:
    page = tmp_path / "raw.html"
    page.write_text(r"<p>so \(x\) is</p><p>\frac{1}{2}</p><p>$x$</p><p>T_{k}</p><pre>\x</pre>", encoding="utf-8")
    assert len(opened(chromium, page).ask(RAW)) == 4


def test_each_entry_that_is_proved_has_its_proof(
    seen: dict[str, dict[str, Any]], findings: tuple[Finding, ...]
) -> None:
    """With its lines."""
    steps = suite.steps()
    proved = {f.entry.label for f in findings if f.verdict.strength.name == "PROVED" and f.entry.label in steps}
    lines = {label: number for page in seen.values() for label, number in page["lines"].items()}
    assert len(proved) > 10
    assert {label for label in proved if not lines[label]} == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=inverse weighs RIGHT", {"no-right-inverse-weighs-less"}),
        ("q=IMBALANCED-RATE", {"imbalanced-rate", "imbalanced-rate-with-absolute-constant"}),
        ("outcome=FAILS&paper=TFHV&q=rate", {"imbalanced-rate"}),
        ("q=nothing+is+called+so", set()),
    ],
)
def test_the_search_finds_entries(chromium: Browser, folder: Path, query: str, expected: set[str]) -> None:
    """By words in any order and by choices, without a network; it says how many."""
    asked = opened(chromium, folder / "entries.html", after=f"?{query}")
    script = "[...document.querySelectorAll('tbody tr')].filter((row) => row.offsetParent).map((row) => "
    script += "row.querySelector('a').hash.slice(1))"
    assert set(asked.ask(script)) == expected
    assert asked.ask("document.querySelector('output').value").split()[0] == str(len(expected))


def test_typing_searches_at_once(chromium: Browser, folder: Path, findings: tuple[Finding, ...]) -> None:
    """And all are there again when the words are gone."""
    page = opened(chromium, folder / "entries.html")
    assert page.ask(SHOWN) == len(findings)
    type_in = "form.elements.q.value = '{}'; form.dispatchEvent(new Event('input'))"
    page.ask(type_in.format("inverse weighs"))
    assert page.ask(SHOWN) == 1
    page.ask(type_in.format(""))
    assert page.ask(SHOWN) == len(findings)


def test_an_address_of_the_report_as_it_was_leads_to_the_entry(chromium: Browser, folder: Path) -> None:
    """index.html#label, when it was one page."""
    chromium.go((folder / "index.html").as_uri() + "#imbalanced-rate")
    wanted = (folder / "section-tfhv-3.html").as_uri() + "#imbalanced-rate"
    deadline = time.monotonic() + 30
    while chromium.address() != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert chromium.address() == wanted


def test_paper_shows_what_is_folded_and_no_controls(chromium: Browser, folder: Path) -> None:
    """A section is printed with its proofs; header, forms and buttons stay on the screen."""
    chromium.open((folder / "section-mv-theorem-4-every-width.html").as_uri(), PAPER)
    chromium.medium("print")
    try:
        chromium.ask("dispatchEvent(new Event('beforeprint'))")
        closed = "[...document.querySelectorAll('details')].filter((fold) => !fold.open).length"
        assert chromium.ask(closed) == 0
        assert chromium.ask(
            "[...document.querySelectorAll('header, form, button')].every((each) => !each.offsetParent)"
        )
        chromium.ask("dispatchEvent(new Event('afterprint'))")
        assert chromium.ask(closed) > 3
    finally:
        chromium.medium("")


def test_pages_can_be_heard(seen: dict[str, dict[str, Any]]) -> None:
    """One first heading, none that skips a level, and a name for each drawing, field and part to go to."""
    assert {tuple(page["headings"]) for page in seen.values()} == {(1, 1, False)}
    assert {name: page["nameless"] for name, page in seen.items() if page["nameless"]} == {}
