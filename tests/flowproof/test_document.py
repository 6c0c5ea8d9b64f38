"""The JSON that scripts rely on."""

import json
from typing import Any

from sample_findings import everything, judged, misprint, proved, unchecked

from flowproof.document import document, entry

PROMISED = (
    "label",
    "paper",
    "number",
    "kind",
    "title",
    "provenance",
    "outcome",
    "strength",
    "chain",
    "reason",
    "margin",
    "witness",
    "uses",
    "owners",
    "seconds",
    "correction",
)


def whole() -> dict[str, Any]:
    return json.loads(json.dumps(document(everything(), judged(), seed=2025)))  # type: ignore[no-any-return]


def numbers(value: object) -> list[object]:
    """Every value of the document that JSON would write as a number."""
    if isinstance(value, dict):
        return [x for part in value.values() for x in numbers(part)]
    if isinstance(value, list):
        return [x for part in value for x in numbers(part)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def test_the_document_has_suite_entries_and_summary() -> None:
    """The suite names its versions; the summary counts the entries."""
    found = whole()
    assert list(found) == ["suite", "entries", "summary", "graph"]
    assert found["suite"]["version"] == "0.1.0"
    assert set(found["suite"]["packages"]) == {"sympy", "mpmath", "numpy", "python-flint", "gmpy2"}
    assert found["suite"]["seed"] == "2025"
    assert found["summary"] == {"HOLDS": 2, "FAILS": 2, "UNDECIDED": 1, "UNCHECKED": 5, "total": 10}
    assert len(found["entries"]) == 10


def test_every_entry_has_the_promised_keys_in_their_order() -> None:
    """Further keys come after."""
    for each in whole()["entries"]:
        assert tuple(each)[: len(PROMISED)] == PROMISED


def test_the_graph_is_that_of_all_that_was_judged() -> None:
    """A statement that was not asked for is a node too; every use is an edge."""
    found = whole()["graph"]
    assert [node["label"] for node in found["nodes"]] == [
        *(f.entry.label for f in everything()),
        "elsewhere",
        "corrected",
    ]
    assert found["edges"] == [["certified", "proved"], ["certified", "elsewhere"]]


def test_numbers_are_strings() -> None:
    """But for the counts of the summary, no number could pass through a float."""
    found = whole()
    found.pop("summary")
    assert numbers(found) == []


def test_what_holds_is_told_with_its_margin_and_owners() -> None:
    """Endpoints are exact, owners have file and line."""
    first, second = whole()["entries"][:2]
    assert (first["outcome"], first["strength"], first["chain"]) == ("HOLDS", "PROVED", "PROVED")
    assert first["owners"] == ["symbolic/modes.py:31", "proofs/modes.py:5"]
    assert first["margin"] is None
    assert first["seconds"] == "0.250"
    assert second["margin"] == ["1.29e-12", "1.31e-12"]
    assert second["attained"] is False
    assert (second["strength"], second["chain"]) == ("CERTIFIED", "SAMPLED")
    assert second["witness"] is None
    assert second["uses"] == ["proved", "elsewhere"]
    assert second["canary"]["changes"] == "ε halved"
    assert second["canary"]["evidence"][0]["outcome"] == "FAILS"
    assert second["evidence"][0]["seed"] == "7"
    assert second["evidence"][1]["points"] == "1200"


def test_a_misprint_is_told_with_its_witness_and_correction() -> None:
    """The outcome speaks of the statement as the paper has it."""
    found = entry(misprint())
    assert found["outcome"] == "FAILS"
    assert found["witness"] == {"alpha": "1e-1000", "k": "<2>"}
    assert found["correction"] == {
        "statement": r"x \ge 0",
        "outcome": "HOLDS",
        "strength": "PROVED",
        "label": "corrected",
    }
    assert entry(proved())["correction"] is None


def test_what_nothing_checks_has_a_reason() -> None:
    """An entry without number or verdict keeps its keys."""
    found = entry(unchecked("third", None))
    assert (found["number"], found["outcome"], found["strength"]) == (None, "UNCHECKED", "NONE")
    assert found["reason"] == "a definition: it claims nothing"
    assert found["margin"] is found["witness"] is None
