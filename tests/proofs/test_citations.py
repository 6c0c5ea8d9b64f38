"""What lines cite: told, renamed, and with what is supposed in two cases."""

import ast
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from flowproof import derivation_views, found_proofs
from proofs import checker
from proofs.certificate.citations import called_first, cited_in, with_suppositions
from proofs.claims.verdict import Outcome, Strength
from proofs.formal.spelling import spelled
from proofs.grading import run
from proofs.grading.numbers import together
from proofs.grading.numbers.decision import Grade
from proofs.lemmas.resting import axioms_of, lemmas_of

Claim = dict[str, Any]
SAMPLES = checker.load(Path(checker.__file__).with_name("selftest.json"))["claims"]
SHOWS = "x*max(x, 0) >= 0"


def sample(label: str) -> Claim:
    (found,) = (claim for claim in SAMPLES if claim["label"] == label)
    return dict(found)


ABOVE, BELOW = sample("case: where x is above 0"), sample("case: where x is below 0")
BOTH, OF_ANOTHER = sample("two cases"), sample("cases about another number")
QUOTIENT, USED = sample("a quotient of positive numbers"), sample("a lemma about positive numbers, of others that are")
DOCUMENT = {"format": checker.FORMAT, "claims": [ABOVE, BELOW, BOTH, QUOTIENT, USED]}


def refusals(claims: list[Mapping[str, Any]]) -> list[str]:
    return [wrong for _, wrong in checker.check({"claims": claims})]


def test_a_line_cites_one_lemma_or_one_in_each_case_or_none() -> None:
    lines = [line for claim in (ABOVE, BOTH, USED) for line in claim["steps"][0]["lines"]]
    cited = ((ABOVE["label"], BELOW["label"]), (QUOTIENT["label"],))
    assert [cited_in(line) for line in lines] == [("maximum-bounds",), (), *cited]
    assert lemmas_of(BOTH) == (ABOVE["label"], BELOW["label"])
    known = {claim["label"]: claim for claim in DOCUMENT["claims"]}
    assert axioms_of(BOTH, known) == ("maximum-bounds", "maximum-is-the-least-bound")


def test_claims_are_called_anew_where_they_are_cited_too() -> None:
    """Else the checker refuses them."""
    claims = called_first(DOCUMENT["claims"], "1: mine")
    assert [claim["label"] for claim in claims] == [f"1: mine: {claim['label']}" for claim in DOCUMENT["claims"]]
    assert refusals(claims) == [""] * len(claims)
    apart = [{**claim, "label": f"1: mine: {claim['label']}"} for claim in DOCUMENT["claims"]]
    assert [bool(wrong) for wrong in refusals(apart)] == [False, False, True, False, True]


def test_graded_claims_that_have_cases_of_one_name_stand_in_one_file() -> None:
    """Of one claim that comes to several, too."""
    grade = Grade("mine", Outcome.HOLDS, Strength.PROVED, "", certificate=DOCUMENT)
    file = run.certificates([grade, grade])
    assert file is not None
    assert refusals(file["claims"]) == [""] * 10
    together_ = together.gathered([grade, Grade("other", Outcome.HOLDS, Strength.PROVED, "", certificate=DOCUMENT)])
    assert refusals(together_["claims"]) == [""] * 10


def test_it_is_told_what_is_supposed_in_each_case() -> None:
    """With the names as they are replaced; and nothing else is changed."""
    told = with_suppositions([ABOVE, BELOW, BOTH, OF_ANOTHER])
    supposed = [line.get("supposed") for claim in told for line in claim["steps"][0]["lines"]]
    assert supposed[-2:] == [["(x) >= 0", "(x) < 0"], ["(y - 1) >= 0", "(y - 1) < 0"]]
    assert set(map(str, supposed[:-2])) == {"None"}
    assert json.dumps(told[:2]) == json.dumps([ABOVE, BELOW])


def test_a_case_whose_other_hypotheses_are_known_supposes_one_thing() -> None:
    """Known as given, or by a line before."""
    low = sample("case: where y is below 0")
    high = {**low, "label": "high", "given": {"h": "y >= 0", "g": "x >= y"}}
    high["steps"] = [{**low["steps"][0], "lines": [
        {"shows": "x >= 0", "terms": [{"facts": ["h"]}, {"facts": ["g"]}]},
        {"shows": "0 <= max(0, x)", "lemma": "maximum-bounds", "with": {"x": "0", "y": "x"}},
        {"shows": SHOWS, "terms": [{"facts": ["1", "2"]}]}]}]  # fmt: skip
    line = {"shows": SHOWS, "cases": [low["label"], "high"], "with": {"x": "x", "y": "z"}}
    equal = {"label": "both", "scalars": ["x", "z"], "given": {"e": "x == z"}, "steps": [
        {"label": "end", "shows": SHOWS, "uses": [], "lines": [
            {"shows": "x <= z", "terms": [{"equation": "e", "left": "-1"}]},
            {"shows": "x >= z", "terms": [{"equation": "e"}]}, line]}]}  # fmt: skip
    claims = [low, high, equal]
    assert refusals(claims) == ["", "", ""]
    assert with_suppositions(claims)[-1]["steps"][0]["lines"][-1]["supposed"] == ["(z) < 0", "(z) >= 0"]


def test_two_cases_read_as_a_sentence() -> None:
    *_, account = found_proofs.of_certificate({"claims": [ABOVE, BELOW, OF_ANOTHER]})
    text = " ".join(derivation_views.text([account]).split())
    assert "in both cases: by 'case: where x is above 0' where y − 1 ≥ 0, and by" in text
    latex = derivation_views.latex([account])
    assert r"where \(y-1 \ge 0\), and by 'case: where \(x\) is below 0' where \(y-1 < 0\)" in latex
    assert latex.isascii()


def test_a_case_that_says_in_its_name_what_is_supposed_says_it_once() -> None:
    named = [{**ABOVE, "label": "where x >= 0"}, {**BELOW, "label": "where x < 0"}]
    line = {**BOTH["steps"][0]["lines"][0], "cases": ["where x >= 0", "where x < 0"]}
    both = {**BOTH, "steps": [{**BOTH["steps"][0], "lines": [line]}]}
    assert refusals([*named, both]) == [""] * 3
    *_, account = found_proofs.of_certificate({"claims": [*named, both]})
    assert account.lines[0].why == r"in both cases: by 'where \(x \ge 0\)', and by 'where \(x < 0\)'"


@pytest.mark.parametrize(
    ("given", "shows", "expected"),
    [
        ("exp(2*x) <= y", "exp(x + x) <= y", "exp(2 * x) <= y"),
        ("max(x, y) <= 1", "max(y, x) <= 2", "max(x, y) <= 2"),
        ("1/(2*x) <= y", "1/x <= 2*y", "1 * 2 / (2 * x) <= 2 * y"),
        ("1/(2*x) <= y", "y/(3*x) <= y**2", "y * (2 / 3) / (2 * x) <= y ** 2"),
        ("exp(max(x, y)) <= y", "log(max(y, x) + 0)*exp(max(y, x)) <= 1", "log(max(x, y) + 0) * exp(max(x, y)) <= 1"),
        ("x/(2*a) <= y", "x/a <= 2*y", "x/a <= 2*y"),
        ("sqrt(x) <= y", "T(sqrt(x))*x/2 <= x*y/2", "T(sqrt(x))*x/2 <= x*y/2"),
    ],
)
def test_a_call_is_spelled_as_it_was_first(given: str, shows: str, expected: str) -> None:
    """And says the same; what is spelled in one way only stays as it is written, with what is no call."""
    claim = {"positive": ["a"], "scalars": ["x", "y"], "given": {"h": given}, "steps": [{"shows": shows, "lines": []}]}
    found = spelled(claim)
    assert found["given"] == {"h": given}
    assert ast.dump(ast.parse(found["steps"][-1]["shows"])) == ast.dump(ast.parse(expected))
    scope = checker.Scope(claim)
    assert scope.statement(found["steps"][-1]["shows"]) == scope.statement(shows)
