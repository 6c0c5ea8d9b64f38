"""The proofs of graded claims, line by line: in the claimant's names, without what is said twice, and as LaTeX."""

from functools import cache

import pytest

import flowproof
from flowproof import derivation_views
from flowproof.derivations import Account
from flowproof.found_proofs import of_certificate
from proofs.checker import FORMAT
from tests.latex import faults

CLAIMS = """
[[claim]]
name = "a sequence"
kind = "sequence"
variables = ["c", "a"]
given = ["0 < c", "c < 1", "a > 0"]
start = { x_1 = "a" }
step = { x_1 = "<= (1 - c)*x_1" }
shows = "x_1 <= (1-c)**j*a"

[[claim]]
name = "names of ours, and words of Python"
kind = "inequality"
variables = ["lambda", "target", "slow"]
given = ["lambda > 1", "target == 3*lambda", "slow >= 1"]
shows = "target >= 3 and lambda*slow >= 1"
"""


@cache
def accounts() -> dict[str, tuple[Account, ...]]:
    found = flowproof.grade(CLAIMS, seconds=60, jobs=1)
    assert found.status == 0, str(found)
    return {each.name: of_certificate(each.certificate or {}) for each in found}


def by_title(name: str) -> dict[str, Account]:
    return {derivation_views.words_as_text(each.title): each for each in accounts()[name]}


def test_the_names_are_the_claimants() -> None:
    """`target` and `slow` are matrices in the suite's own proofs, and λ has another name in the checker's language."""
    told = derivation_views.text(accounts()["names of ours, and words of Python"])
    assert "λ > 1" in told
    assert "target = 3λ" in told
    assert "slow ≥ 1" in told
    assert "lambda_" not in told
    assert "W" not in told


def test_a_power_by_a_letter_is_told_as_a_power() -> None:
    """Where the exponent is the index, the checker has a letter for the power."""
    (found,) = (told for title, told in by_title("a sequence").items() if title.endswith("a one step later"))
    assert r"(1 - c)^{j}" in found.title
    assert "power" not in derivation_views.text([found])
    assert found.setting == r"all real \(x_{1}, x_{1,\mathrm{next}}, c, a\)"


def test_what_was_told_is_not_told_again() -> None:
    """That a name is positive is shown once, whatever it is needed for."""
    titles = [derivation_views.words_as_text(each.title) for each in accounts()["names of ours, and words of Python"]]
    assert len(titles) == len(set(titles))
    assert "λ is positive" in titles


@pytest.mark.parametrize("name", ["a sequence", "names of ours, and words of Python"])
def test_as_latex_they_compile_in_a_column(name: str) -> None:
    """As far as a text shows it; pdflatex is asked where a paper is compiled."""
    assert faults(derivation_views.latex(accounts()[name])) == []


def one(given: dict[str, str], *lines: dict[str, object]) -> tuple[Account, ...]:
    step = {"label": "shown", "shows": lines[-1]["shows"], "uses": [], "lines": list(lines)}
    claim = {"label": "the claim", "positive": ["a"], "scalars": ["b"], "given": given, "steps": [step]}
    return of_certificate({"format": FORMAT, "claims": [claim, claim]})


def test_a_line_that_repeats_another_is_left_out_and_the_others_are_numbered_anew() -> None:
    (told,) = one(
        {"given-1": "b >= a"},
        {"shows": "0 <= b - a", "terms": [{"facts": ["given-1"]}]},
        {"shows": "0 < b", "terms": [{"facts": ["1"]}, {"positive": "a"}]},
        {"shows": "0 < 2*b", "terms": [{"times": "2", "facts": ["2"]}]},
    )
    assert [line.says for line in told.lines] == ["0 < b", "0 < 2b"]
    assert [line.why for line in told.lines] == ["by (given-1), as", "by (1), as"]
    assert told.given == (("given-1", r"b \ge a"),)


def test_a_proof_of_one_line_that_repeats_what_is_given_says_so() -> None:
    (told,) = one({"given-1": "b >= a"}, {"shows": "b - a >= 0", "terms": [{"facts": ["given-1"]}]})
    assert [(line.why, line.shown_by) for line in told.lines] == [("which is (given-1)", "")]
    assert told.conclusion == ""


def test_what_is_seen_at_once_has_no_identity() -> None:
    (told,) = one({}, {"shows": "0 < 2*a", "terms": [{"positive": "2*a"}]})
    assert [(line.why, line.shown_by) for line in told.lines] == [("as it stands", "")]
    (told,) = one({}, {"shows": "a + b == b + a", "terms": []})
    assert told.lines[0].why == "as both sides come to the same"


def test_a_case_is_called_by_its_formula() -> None:
    step = {
        "label": "shown",
        "shows": "x >= 0",
        "uses": [],
        "lines": [{"shows": "x >= 0", "terms": [{"facts": ["a"]}]}],
    }
    claim = {"label": "where (x + y)/2 < 1", "scalars": ["x", "y"], "given": {"a": "x >= 0"}, "steps": [step]}
    (told,) = of_certificate({"claims": [claim]})
    assert told.title == r"where \(\frac{x + y}{2} < 1\)"
