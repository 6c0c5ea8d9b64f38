"""What may be exported: what the checker accepts, and Coq can end; else one sentence says what is wrong."""

from typing import Any

import pytest
from small_claims import CLAIMS, claim

from paper import Misuse
from proofs import checker
from proofs.formal import accepted
from proofs.formal.project import project
from proofs.formal.terms import Inexpressible
from proofs.lemmas import proved


def document(*claims: dict[str, Any]) -> dict[str, Any]:
    return {"format": checker.FORMAT, "claims": [*claims]}


def test_what_the_checker_accepts_is_taken_as_it_is() -> None:
    assert accepted.accepted(document(*CLAIMS)) == list(CLAIMS)
    assert accepted.accepted(proved.document(CLAIMS)) == [*proved.lemmas().values(), *CLAIMS]


def test_the_line_that_is_refused_is_named() -> None:
    roots = next(one for one in CLAIMS if one["label"] == "roots")
    lines = [*roots["steps"][0]["lines"]]
    lines[1] = {**lines[1], "with": {"x": "y"}}
    wrong = {**roots, "steps": [{**roots["steps"][0], "lines": lines}]}
    with pytest.raises(Misuse, match=r"^the checker refuses 'roots' in line 2 of 'end': .*; nothing is exported$"):
        accepted.accepted(document(CLAIMS[0], wrong))


def test_a_line_may_cite_the_lemmas_before_it_and_the_wrong_one_is_still_found() -> None:
    label = "norm-of-a-product"
    lemma = proved.lemmas()[label]
    cites = {"shows": "norm(X*X) <= norm(X)*norm(X)", "lemma": label, "with": {"X": "X", "Y": "X"}}
    right = claim("cites", {}, cites["shows"], cites)
    assert len(accepted.accepted(document(lemma, right))) == 2
    shows = "norm(X*X) <= norm(X)"
    with pytest.raises(Misuse, match="refuses 'cites' in line 2 of 'end'"):
        accepted.accepted(document(lemma, claim("cites", {}, shows, cites, {"terms": [{"facts": ["1"]}]})))


def test_what_is_wrong_with_no_line_is_told_without_one() -> None:
    with pytest.raises(Misuse, match=r"^the checker refuses 'unneeded': no steps, or no need of \['g'\]"):
        accepted.accepted(document(claim("unneeded", {"g": "x >= 1"}, "y**2 >= 0", {"terms": [{"squares": ["y"]}]})))
    with pytest.raises(Misuse, match=r"^the checker refuses 'unreadable': SyntaxError"):
        accepted.accepted(document(claim("unreadable", {"g": "x > "}, "x > 0", {"terms": [{"facts": ["g"]}]})))


def test_a_claim_of_very_many_lines_is_refused_with_its_size() -> None:
    line = {"terms": [{"squares": ["y"]}]}
    most = accepted.MOST_LINES
    long, longer = (claim("long", {}, "y**2 >= 0", *[line] * lines) for lines in (most, most + 1))
    assert accepted.accepted(document(long)) == [long]
    with pytest.raises(Misuse, match=f"'long' has {most + 1} lines.*; {most} are the most"):
        accepted.accepted(document(longer))


def test_the_longest_claim_of_the_suite_is_far_from_the_limit() -> None:
    """Theorem 4's first case, which has 228 lines."""
    assert accepted.MOST_LINES > 4 * 228


@pytest.mark.parametrize(
    ("shows", "why"),
    [
        ("J - J >= 0", "an order of matrices that are not square"),
        ("exp(X - X) == exp(X - X)", "the exponential of the matrix .* which is a number"),
    ],
)
def test_what_coq_cannot_say_is_told(shows: str, why: str) -> None:
    """The checker takes these: 0 is a matrix of any shape, and a matrix that cancels is a number."""
    odd = claim("odd", {}, shows, {"terms": []})
    assert accepted.accepted(document(odd)) == [odd]
    with pytest.raises(Inexpressible, match=f"^'odd' can't be written down for Coq: .*{why}"):
        project([odd])
