"""What the lines of certificates cite: which lemmas, under what names, and what is supposed in each of two cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from proofs import checker
from proofs.certificate.argument import substituted

Document = Mapping[str, Any]


def cited_in(line: Document) -> tuple[str, ...]:
    """The lemmas and axioms that a line of the checker's format names: one, or one for each of two cases."""
    return tuple(line["cases"]) if "cases" in line else (line["lemma"],) if "lemma" in line else ()


def called_first(claims: Sequence[Document], name: str) -> list[dict[str, Any]]:
    """The claims, each called by a name first; so it is where another one cites it."""
    labels = {claim["label"]: f"{name}: {claim['label']}" for claim in claims}

    def called(line: Document) -> dict[str, Any]:
        lemma = {"lemma": labels.get(line["lemma"], line["lemma"])} if "lemma" in line else {}
        cases = {"cases": [labels.get(label, label) for label in line["cases"]]} if "cases" in line else {}
        return {**line, **lemma, **cases}

    return [
        {
            **claim,
            "label": labels[claim["label"]],
            "steps": [{**step, "lines": list(map(called, step["lines"]))} for step in claim["steps"]],
        }
        for claim in claims
    ]


def with_suppositions(claims: Sequence[Document]) -> list[Document]:
    """The claims of a document that the checker accepts; a line with two cases says what is `supposed` in each."""
    lemmas, found = dict[str, Document](checker.axioms()), list[Document]()
    for claim in claims:
        steps = [{**step, "lines": _lines(claim, step, lemmas)} for step in claim["steps"]]
        found.append({**claim, "steps": steps})
        lemmas[claim["label"]] = {**claim, "shows": claim["steps"][-1]["shows"]}
    return found


def _lines(claim: Document, step: Document, lemmas: Mapping[str, Document]) -> list[Document]:
    if not any("cases" in line for line in step["lines"]):
        return list(step["lines"])
    proof, found = checker.Proof(claim, lemmas), list[Document]()
    facts = dict(proof.facts) | {
        each["label"]: proof.scope.statement(each["shows"]) for each in claim["steps"] if each["label"] in step["uses"]
    }
    for number, line in enumerate(step["lines"], start=1):
        shown, told = proof.scope.statement(line["shows"]), dict[str, Any]()
        if "cases" in line:
            unknown = [[*proof.instance(shown, label, line["with"], facts)] for label in line["cases"]]
            told = {"supposed": [substituted(text, line["with"]) for (text,) in unknown]}
        found.append({**line, **told})
        facts[str(number)] = shown
    return found
