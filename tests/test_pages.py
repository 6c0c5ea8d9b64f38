"""The README is short and leads somewhere; what pages show of ledger and code is whole. `make docs` does the rest."""

import re
from collections import Counter
from pathlib import Path

import generated
import pytest

import flowproof
from flowproof.report.mathml import is_converted
from paper import load, theorems

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
AT_ROOT = sorted(path.name for path in ROOT.glob("*.md"))


def test_the_readme_is_two_screens() -> None:
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("page", AT_ROOT)
def test_links_outside_of_the_site_lead_somewhere(page: str) -> None:
    """Those of the site are checked where it is built."""
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_counts_what_the_ledger_has() -> None:
    entries = load().entries
    promised = Counter(entry.promises for entry in entries if not entry.correction)
    told = re.sub(r"\s+", " ", README)
    checked = sum(1 for entry in entries if entry.promises)
    assert f"All {len(entries)} entries of the two papers are recorded, and {checked} are checked" in told
    holding = checked - sum(1 for entry in entries if entry.correction)
    assert f"{holding} hold, of which {promised['PROVED']} are PROVED" in told
    assert f"{checked - holding} statements fail as printed" in told
    assert f"The other {promised[None]} claim nothing" in told


def test_every_entry_stands_beside_its_code() -> None:
    shown = generated.text("papers")
    labels = re.findall(r"^\|[^|]*\|.*<br>`([\w-]+)` \| ", shown, re.MULTILINE)
    assert labels == [entry.label for entry in load().entries]
    assert "`symbolic/flows.py:" in shown


def test_every_erratum_axiom_and_lemma_has_its_place() -> None:
    for kind, wanted in (("errata", "correction"), ("axioms", "axiom"), ("lemmas", "lemma")):
        shown = generated.text(kind)
        labels = [e.label for e in load().entries if (e.correction if wanted == "correction" else e.kind == wanted)]
        assert labels
        assert [label for label in labels if f"`{label}`" not in shown] == []


def test_everything_for_python_is_documented() -> None:
    shown = generated.text("python")
    assert re.findall(r"^\.\. auto\w+:: flowproof\.(\w+)$", shown, re.MULTILINE) == flowproof.__all__
    assert "flowproof.library.results.Series" in generated.text("results")


@pytest.mark.parametrize("key", theorems.keys())
def test_a_theorem_is_told_with_all_that_it_asks(key: str) -> None:
    """And every formula of it can be drawn."""
    shown = generated.text(f"theorem {key}")
    stated = theorems.named(key)
    for hypothesis in (*stated.understood, *stated.setting, *stated.start):
        assert _without_marks(hypothesis.sentence) in _without_marks(shown)
    formulas = re.findall(r"(?s)\$\$(.*?)\$\$|\$([^$]+)\$", shown)
    assert formulas
    assert [one for pair in formulas for one in pair if one and not is_converted(one)] == []


def _without_marks(text: str) -> str:
    return text.replace("$", "").replace("\\sigma", "σ").removeprefix("(ii): ")


def test_pages_ask_for_what_is_made() -> None:
    """A theorem page each for those that are not the paper's."""
    asked = [
        name
        for page in (ROOT / "docs").rglob("*.md")
        for name in re.findall(
            r"^<!-- (?:generated|recorded): (.*?) -->$", page.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    added = [f"theorem {key}" for key in [*theorems.keys()] if theorems.named(key).provenance == "added"]
    assert set(added) <= set(asked)
    assert {"errata", "axioms", "lemmas", "papers", "python", "results"} <= set(asked)
