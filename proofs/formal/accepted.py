"""Which claims may be exported: those that the checker accepts, and that Coq can check before anyone gives up."""

from collections.abc import Iterator, Mapping
from typing import Any

from paper import Misuse
from proofs import checker
from proofs.certificate.limits import limited

MOST_LINES = 1000
"""Of one claim: in one step Coq takes four minutes and 1.2 GB for them, and four times as long for twice as many."""
Claim = Mapping[str, Any]


def accepted(document: Mapping[str, Any]) -> list[Claim]:
    """The document's claims. Raises Misuse where the checker refuses one, with the line, and where one is too long."""
    lemmas: dict[str, Claim] = {**checker.axioms()}
    for claim, (label, wrong) in zip(document["claims"], checker.check(document), strict=True):
        if wrong:
            raise Misuse(f"the checker refuses {label!r}{_where(claim, lemmas)}: {wrong}; nothing is exported")
        lines = sum(len(step["lines"]) for step in claim["steps"])
        if lines > MOST_LINES:
            raise Misuse(f"{label!r} has {lines} lines, too many for Coq in one claim; {MOST_LINES} are the most")
        if not claim.get("definitions"):
            lemmas[label] = {**claim, "shows": claim["steps"][-1]["shows"]}
    return list(document["claims"])


def _where(claim: Claim, lemmas: Mapping[str, Claim]) -> str:
    """The first line that the checker refuses by itself; nothing if all else is wrong."""
    try:
        with limited():
            return next(_refused(claim, lemmas), "")
    except Exception:  # a claim of which no line can be tried
        return ""


def _refused(claim: Claim, lemmas: Mapping[str, Claim]) -> Iterator[str]:
    proof = checker.Proof(claim, lemmas)
    for step in claim["steps"]:
        known = [*claim["given"], *step["uses"]]
        for number, line in enumerate(step["lines"], start=1):
            try:
                proof.facts[str(number)] = proof.claim(line["shows"], [line], known)
            except Exception:
                yield f" in line {number} of {step['label']!r}"
            known.append(str(number))
        proof.facts[step["label"]] = proof.scope.statement(step["shows"])
