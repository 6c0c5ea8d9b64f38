"""No part of a certificate can be changed unnoticed: what is still accepted is valid by numeric_checker too.

Every lemma's certificate is altered in all the ways below, text by text, and so are some steps of the theorems.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numeric_checker
import pytest
from alterations import alterations
from sampling import some

from proofs import checker
from proofs.lemmas import proved
from proofs.theorems import catalogue

Claim = dict[str, Any]
STEPS = 11  # every so manieth step of a theorem is altered
OF_THE_CLAIM = ("given/", "positive/", "scalars/", "symmetric/", "matrices/", "steps/0/shows")


@cache
def lemmas() -> Mapping[str, Claim]:
    return dict(proved.lemmas())


@cache
def citable(label: str) -> Mapping[str, Claim]:
    """What the claim of that name may cite: the axioms, and the lemmas before it."""
    labels = list(lemmas())
    later = labels[labels.index(label) :] if label in labels else []
    return {name: lemma for name, lemma in proved.known_lemmas().items() if name not in later}


def refusal(claim: Claim) -> str:
    """Why the checker refuses a claim, when the lemmas before it count as proved; "" if it does not."""
    before = citable(claim["label"])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(checker, "axioms", lambda: dict(before))
        ((_, wrong),) = checker.check({"claims": [claim]})
    return wrong


def says_the_same(claim: Claim, altered: Claim) -> bool:
    """Whether the hypotheses and the conclusions have the same values, up to a scale, and the same relations."""

    def said(one: Claim) -> list[numeric_checker.Statement]:
        names = numeric_checker.point(one)
        sources = [*one["given"].values(), *(step["shows"] for step in one["steps"])]
        return [numeric_checker.Statement(source, names) for source in sources]

    pairs = zip(said(claim), said(altered), strict=True)
    return all(a.implies(b) and b.implies(a) for a, b in pairs)


def assert_none_is_accepted_wrongly(claim: Claim, most: int) -> Counter[str]:
    """What the checker accepts of a claim's alterations is valid; returns how many it tried, accepted, refused.

    An accepted one reaches the same claim by other words (0 for -0, -X for X in a norm), or proves another claim, which
    says what it proves, such as one with a stricter hypothesis.
    """
    found: Counter[str] = Counter()
    tried = [
        (what, altered)
        for what, altered in alterations(claim, list(citable(claim["label"])))
        if not what.startswith("definitions/")
    ]
    assert refusal(claim) == ""
    assert numeric_checker.verdict(claim, citable(claim["label"])) == ""
    for what, altered in tried[:: math.ceil(len(tried) / most)]:
        if refusal(altered):
            found["refused"] += 1
            continue
        assert numeric_checker.verdict(altered, citable(claim["label"])) == "", what
        if says_the_same(claim, altered):
            found["other words"] += 1
        else:
            found["another claim"] += 1
            assert what.startswith(OF_THE_CLAIM), what
    return found


@pytest.mark.parametrize("label", lemmas())
def test_an_altered_lemma_is_refused_or_valid(label: str) -> None:
    found = assert_none_is_accepted_wrongly(lemmas()[label], most=80)
    assert found["refused"] > 4 * (found["other words"] + found["another claim"]), found


def steps(theorem: str) -> Iterator[Claim]:
    """Steps of a theorem's first case, as claims of their own, in which what they use is given."""
    prover = catalogue.proof(theorem).provers()[0]
    case = prover.case
    for written in case.steps[::STEPS]:
        step = prover.step(written.label)
        stated = {**case.given, **{x.label: x.shows for x in case.steps if x.label in written.uses}}
        proof = checker.Proof({**case.scope, "given": stated}, proved.known_lemmas())
        proof.claim(step["shows"], step["lines"], stated)
        given = {name: source for name, source in stated.items() if name in proof.used}
        yield {**case.scope, "label": "alone", "given": given, "steps": [{**step, "uses": []}]}


@pytest.mark.parametrize("theorem", some(catalogue.LABELS, 2))
def test_an_altered_step_of_a_theorem_is_refused_or_valid(theorem: str) -> None:
    found: Counter[str] = Counter()
    for claim in steps(theorem):
        found += assert_none_is_accepted_wrongly(claim, most=10)
    assert found["refused"] > 2 * (found["other words"] + found["another claim"]), found
