"""The graph of the proof: the statements of a run, all that they rest on, and what each of them uses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from flowproof.findings import Finding
from paper import Misuse


@dataclass(frozen=True)
class Graph:
    """Findings by their labels, in the papers' order. Raises Misuse for a circle and for a use of what is not there."""

    findings: Mapping[str, Finding]

    def __post_init__(self) -> None:
        for label, finding in self.findings.items():
            for used in finding.verdict.uses:
                if used not in self.findings:
                    raise Misuse(f"{label} uses {used!r}, which was not judged with it; judge both in one run")
        upward({label: finding.verdict.uses for label, finding in self.findings.items()})

    @cached_property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """What each statement is drawn to use.

        A theorem uses its every step; it is drawn above those that none of its other steps uses.
        """
        uses = {label: finding.verdict.uses for label, finding in self.findings.items()}
        for label in self.theorems:
            among = {lower for step in uses[label] for lower in uses[step]}
            uses[label] = tuple(step for step in uses[label] if step not in among)
        return uses

    @cached_property
    def theorems(self) -> tuple[str, ...]:
        """The theorems whose proofs are there."""
        return tuple(
            label
            for label, finding in self.findings.items()
            if finding.entry.kind == "theorem" and finding.verdict.uses
        )

    def below(self, label: str) -> set[str]:
        """All that a statement rests on, itself included."""
        found, waiting = {label}, [label]
        while waiting:
            lower = set(self.findings[waiting.pop()].verdict.uses) - found
            found |= lower
            waiting += lower
        return found

    def above(self, label: str) -> tuple[str, ...]:
        """What is drawn to rest directly on a statement."""
        return self._above.get(label, ())

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for upper, used in self.lines.items():
            for label in dict.fromkeys(used):
                found[label] = (*found.get(label, ()), upper)
        return found

    def proof(self, label: str) -> dict[str, tuple[str, ...]]:
        """The lines of the part that a statement rests on."""
        part = self.below(label)
        return {each: lower for each, lower in self.lines.items() if each in part}

    def own_part(self, label: str) -> dict[str, tuple[str, ...]]:
        """The lines of what a statement rests on, and those to it from what rests directly on it."""
        above = self.above(label)
        part = self.below(label).union(above)
        return {each: (label,) if each in above else lower for each, lower in self.lines.items() if each in part}


def upward(uses: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The labels, each after all that it uses. Raises Misuse for a circle."""
    try:
        return tuple(TopologicalSorter(uses).static_order())
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise Misuse(f"statements rest on each other in a circle: {circle}; take one of these uses out") from error


def graph(findings: Iterable[Finding]) -> Graph:
    """The graph of a run's findings."""
    return Graph({finding.entry.label: finding for finding in findings})


def as_document(graph: Graph) -> dict[str, Any]:
    """The graph as JSON: an edge leads from a statement to one that it uses; a theorem uses its every step."""
    return {
        "nodes": [_node(finding) for finding in graph.findings.values()],
        "edges": [[label, used] for label, finding in graph.findings.items() for used in finding.verdict.uses],
    }


def _node(finding: Finding) -> dict[str, Any]:
    entry, verdict = finding.entry, finding.verdict
    return {
        "label": entry.label,
        "kind": entry.kind,
        "provenance": entry.provenance,
        "outcome": finding.outcome,
        "strength": verdict.strength.name,
        "chain": verdict.chain.name,
        "number": entry.number,
        "paper": entry.paper,
        "title": finding.title,
        "kernel": finding.kernel,
    }
