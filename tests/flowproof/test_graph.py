"""The graph of the proof: what is in it, and in the part of one statement."""

from dataclasses import replace

import pytest
from sample_findings import certified, elsewhere, everything, judged, proved, theorem

from flowproof.findings import Finding
from flowproof.graph import Graph, as_document, graph
from paper import Misuse


def using(finding: Finding, *uses: str) -> Finding:
    return replace(finding, verdict=replace(finding.verdict, uses=uses))


def whole() -> Graph:
    """A theorem on two steps, one of which uses the other and something from elsewhere."""
    return graph((*everything(), elsewhere(), theorem()))


def test_a_node_says_how_its_statement_stands() -> None:
    """The keys that scripts rely on come first, in their order."""
    nodes = {node["label"]: node for node in as_document(judged())["nodes"]}
    assert list(nodes["certified"].items())[:7] == [
        ("label", "certified"),
        ("kind", "inequality"),
        ("provenance", "reconstructed"),
        ("outcome", "HOLDS"),
        ("strength", "CERTIFIED"),
        ("chain", "SAMPLED"),
        ("number", "19"),
    ]
    assert (nodes["third"]["outcome"], nodes["failing"]["number"]) == ("UNCHECKED", None)


def test_a_theorem_uses_its_every_step() -> None:
    """In the JSON each use is an edge; drawn are the lines to the steps that no other step uses."""
    edges = as_document(whole())["edges"]
    assert edges == [
        ["certified", "proved"],
        ["certified", "elsewhere"],
        ["small-theorem", "proved"],
        ["small-theorem", "certified"],
    ]
    assert whole().lines["small-theorem"] == ("certified",)
    assert whole().theorems == ("small-theorem",)


def test_the_proof_is_what_a_theorem_rests_on() -> None:
    """What lies outside of the theorem belongs to it where a step uses it, and nothing else does."""
    assert whole().proof("small-theorem") == {
        "proved": (),
        "certified": ("proved", "elsewhere"),
        "elsewhere": (),
        "small-theorem": ("certified",),
    }


def test_an_own_part_has_what_is_below_and_what_is_directly_above() -> None:
    """What rests on the statement is there with its line to it alone."""
    assert whole().own_part("elsewhere") == {"certified": ("elsewhere",), "elsewhere": ()}
    assert whole().own_part("certified") == whole().proof("small-theorem")
    assert whole().own_part("failing") == {"failing": ()}


def test_a_circle_is_refused() -> None:
    """It is told step by step, in the direction of the uses."""
    with pytest.raises(Misuse, match=r"in a circle: (proved -> certified -> proved|certified -> proved -> certified);"):
        graph((using(proved(), "certified"), using(certified(), "proved")))


def test_what_is_used_has_to_be_there() -> None:
    """A line to nothing is refused, not dropped."""
    with pytest.raises(Misuse, match="certified uses 'elsewhere'"):
        graph((proved(), certified()))
