"""What a certificate rests on: the lemmas that it names, and through them the axioms."""

from collections.abc import Iterable, Mapping
from typing import Any

from paper import Misuse
from proofs import checker
from proofs.certificate.argument import Instance, Line
from proofs.certificate.citations import cited_in


def lemmas_used(lines: Iterable[Line]) -> tuple[str, ...]:
    """The lemmas and axioms that written lines name, each once, in the order in which they are first named."""
    return tuple(dict.fromkeys(line.lemma for line in lines if isinstance(line, Instance)))


def lemmas_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The lemmas and axioms that a certificate's document names itself: that of a step, or of a claim with steps."""
    steps = document.get("steps", [document])
    return tuple(dict.fromkeys(label for step in steps for line in step["lines"] for label in cited_in(line)))


def axioms_of(document: Mapping[str, Any], lemmas: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The axioms that a certificate rests on, directly or through `lemmas` (documents by label), in AXIOMS' order.

    Raises Misuse for a lemma that has no document and is no axiom.
    """
    axioms, seen = checker.axioms(), set[str]()
    waiting = list(lemmas_of(document))
    while waiting:
        label = waiting.pop()
        if label in seen:
            continue
        seen.add(label)
        if label not in axioms:
            if label not in lemmas:
                raise Misuse(f"a certificate uses the lemma {label!r}, which is not among those given; add its own")
            waiting += lemmas_of(lemmas[label])
    return tuple(label for label in axioms if label in seen)
