"""The cases of a theorem are all that there are, none of them is empty, and none assumes what it is to show.

The checker can't see this: hypotheses that contradict each other prove everything, and a case left out proves nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from cases import condition, example, speaks_of
from meaning import Reading, reading

from numeric.field import Balls
from paper import theorems
from proofs.certificate.argument import Argument
from proofs.certificate.finder import Names
from proofs.theorems import catalogue
from proofs.theorems.between.corollaries import COROLLARIES
from proofs.theorems.between.sharpest import TOLERANT

FIELD = Balls(4800)  # each norm of a norm halves the digits known
WITHIN = Fraction(1, 10**60)
CASES = {theorem: [prover.case for prover in catalogue.proof(theorem).provers()] for theorem in theorems.labels()}
SIZES = [(k, r, n) for n in range(1, 5) for r in range(1, n + 1) for k in range(r + 1)]


def kinds(theorem: str, k: int, r: int, n: int) -> list[str]:
    """What a theorem has to be shown about at these sizes, by the end of a case's label."""
    window = ["the window"] if k < r else []
    if theorem == "theorem-4-prime":
        sizes = {
            "the absent modes are unseen": 0 < k == r < n,
            "a mode that grows": k < r,
            "an absent mode": k < r < n,
            "the best right inverse": 0 < k < n,
            "in singular values": 0 < k < n,
            "a shape with an inverse": k > 0,
            "dependent rows": k > 0,
        }
        return [*window, "", *(kind for kind, exists in sizes.items() if exists)]
    if theorem == "theorem-4-sharpest":
        return [*window, "", "the constants"]
    if theorem == "theorem-4-own-target":
        return [*window, "", *(["the constants", "a small tolerance", "a mode that is learned"] if k else [])]
    if theorem in {"theorem-4-sharper", *(each.theorem.label for each in COROLLARIES)}:
        return [*window, "", TOLERANT]
    if theorem != "theorem-3":
        return [*window, ""]
    modes = {"learned": k > 0, "unlearned": k < r, "absent": r < n}
    worst = [f"the worst mode is {kind}" for kind, exists in modes.items() if exists]
    return [*window, "the error is that of the worst mode", *worst]


def uncovered(theorem: str, cases: Sequence[Argument]) -> list[tuple[tuple[int, int, int], str]]:
    """Sizes, and what no case, or more than one, shows there."""
    found = []
    for k, r, n in SIZES:
        for kind in kinds(theorem, k, r, n):
            about = [case for case in cases if case.label.partition(": ")[2] == kind and speaks_of(case, k=k, r=r, n=n)]
            found += [((k, r, n), kind)] if len(about) != 1 else []
    return found


@pytest.mark.parametrize("theorem", theorems.labels())
def test_the_cases_cover_every_size(theorem: str) -> None:
    """For each 0 ≤ k ≤ r ≤ n there is one case of each kind; without any one case something is left out."""
    cases = CASES[theorem]
    assert uncovered(theorem, cases) == []
    for case in cases:
        assert uncovered(theorem, [other for other in cases if other is not case]), case.label


ALL = [pytest.param(case, id=case.label) for cases in CASES.values() for case in cases]


@pytest.mark.parametrize("case", ALL)
def test_a_case_has_an_instance(case: Argument) -> None:
    """Numbers and matrices exist for which each of its hypotheses, definitions of inverses included, is true."""
    with FIELD.working():
        read = instance(case)
        assert case.given
        assert [name for name, statement in case.given.items() if not read.holds(statement)] == []
        spoken_of = [name for name in case.positive if re.search(rf"\b{name}\b", f"{case.given} {case.steps}")]
        assert all(read(name) > 0 for name in spoken_of)


def instance(case: Argument) -> Reading:
    """The case at sizes that it speaks of, the largest of them, and for Theorem 3 a mode of the right kind."""
    k, r, n = next(
        sizes for sizes in reversed(SIZES) if speaks_of(case, k=sizes[0], r=sizes[1], n=sizes[2]) and fits(case, *sizes)
    )
    return reading(case, example(case, k, r, n), FIELD, WITHIN)


def fits(case: Argument, k: int, r: int, n: int) -> bool:
    """Whether there is a mode of the kind that the case is about."""
    return {"unlearned": k < r, "absent": r < n}.get(case.label.rpartition(" ")[2], True)


CONTRADICTIONS = {
    "theorem-4, 0 < k < n": {"left-ends-not-negative": "log(c1/alpha**2) <= -1"},
    "theorem-4, k = 0": {"mu": "norm(Minv) == 2*mu"},
    "theorem-4, k = n": {"S1-inverse": "2*S1*S1inv == 1"},
    "theorem-3, k >= 1: the worst mode is learned": {"at-most-sigma_1": "2*sigma_1 <= sigma"},
    "theorem-3, k = r = n: the error is that of the worst mode": {"J-whole": "J1*T(J1) == 0"},
}


@pytest.mark.parametrize("label", CONTRADICTIONS)
def test_a_case_without_an_instance_is_noticed(label: str) -> None:
    """One hypothesis that contradicts the others, from which anything would follow."""
    case = next(case for cases in CASES.values() for case in cases if case.label == label)
    spoilt = replace(case, given={**case.given, **CONTRADICTIONS[label]})
    assert CONTRADICTIONS[label].keys() <= case.given.keys()
    with FIELD.working():
        read = instance(spoilt)
        assert [n for n, statement in spoilt.given.items() if not read.holds(statement)] == [*CONTRADICTIONS[label]]


TRIVIAL = {("theorem-4, k = n", "schur-term-below-block")}
"""Where both sides of a step are one thing by notation: with k = n the reduced A is A."""


@pytest.mark.parametrize("case", ALL)
def test_no_step_is_given_or_empty(case: Argument) -> None:
    """What a step states is none of the hypotheses, and does not say 0 ≤ 0, but where that is listed."""
    names = Names(case.scope)
    given = {repr(names.statement(statement)) for statement in case.given.values()}
    for step in case.steps:
        relation, difference = names.statement(step.shows)
        assert repr((relation, difference)) not in given, step.label
        assert bool(difference) is ((case.label, step.label) not in TRIVIAL), step.label


def test_every_condition_can_be_read() -> None:
    """A case's label begins with the sizes that it is about."""
    assert all(condition(case)[0] in "0123456789k" for cases in CASES.values() for case in cases)
