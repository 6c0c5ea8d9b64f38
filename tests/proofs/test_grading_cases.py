"""Claims about numbers that are taken apart, or need sharp bounds of exponentials, are proved; near-misses are not."""

import time
from typing import Any

import pytest

from proofs import checker
from proofs.grading.numbers import prover
from proofs.grading.numbers.claims import Inequality
from proofs.scalar.claims import Claim

PATIENT, BRIEF = 60.0, 0.3
"""Seconds: far more than what is true takes, and what is false is given."""
LEVELS = range(1, 5)

TRUE = {
    "numbers of very different sizes": Inequality(
        "",
        ("sigma", "a", "g"),
        ("0 < a", "a <= 1/10**30", "g >= 1", "g <= 10**20", "1 <= sigma"),
        "sigma*a*g/(sigma - a + a*g) <= 1/10**10",
    ),
    "a strict absolute value": Inequality("", ("x",), ("0 < x", "x < 2"), "abs(1 - x) < 1"),
    "a logarithm of second order": Inequality("", ("x",), ("x >= 0",), "log(1 + x) >= x - x**2/2"),
    "an order of three": Inequality(
        "",
        ("x", "y", "z"),
        ("x >= 0", "y >= 0", "z >= 0"),
        "x*(x - y)*(x - z) + y*(y - x)*(y - z) + z*(z - x)*(z - y) >= 0",
    ),
    "the logarithm of a number": Inequality("", ("x",), ("x >= 0",), "log(2) > 0.69314718055 - x"),
    "an exponential on a half-line": Inequality("", ("x",), ("x >= 4",), "exp(x) > 54.598"),
    "a mean of exponentials": Inequality(
        "", ("x", "y", "t"), ("0 <= t", "t <= 1"), "exp(t*x + (1 - t)*y) <= t*exp(x) + (1 - t)*exp(y)"
    ),
    "a square that is not positive": Inequality("", ("x",), ("x**2 <= 0",), "x <= 0"),
    "two squares": Inequality("", ("x", "y"), ("x*x + y*y <= 0",), "x == 0"),
    "what may be 0 is 0 or positive": Inequality("", ("x",), ("x >= 0",), "(1 + x)**40 >= 1 + 40*x"),
    "a contraction that is repeated": Inequality(
        "",
        ("k", "x", "eps"),
        ("0 < x", "x < 1", "0 < eps", "eps < 1", "k >= log(1/eps)/x"),
        "exp(k*log(1 - x)) <= eps",
    ),
    "an entropy": Inequality("", ("p",), ("0 < p", "p < 1"), "-p*log(p) - (1 - p)*log(1 - p) <= log(2)"),
}
FALSE = {
    "numbers of very different sizes": Inequality(
        "",
        ("sigma", "a", "g"),
        ("0 < a", "a <= 1/10**30", "g >= 1", "g <= 10**20", "1 <= sigma"),
        "sigma*a*g/(sigma - a + a*g) <= 1/10**11",
    ),
    "a strict absolute value": Inequality("", ("x",), ("0 < x", "x <= 2"), "abs(1 - x) < 1"),
    "a logarithm of second order": Inequality("", ("x",), ("x >= -1/2",), "log(1 + x) >= x - x**2/2"),
    "an order of three": Inequality(
        "",
        ("x", "y", "z"),
        ("x >= 0", "y >= 0"),
        "x*(x - y)*(x - z) + y*(y - x)*(y - z) + z*(z - x)*(z - y) >= 0",
    ),
    "the logarithm of a number": Inequality("", ("x",), ("x >= 0",), "log(2) > 0.69314718057 - x"),
    "an exponential on a half-line": Inequality("", ("x",), ("x >= 4",), "exp(x) > 54.599"),
    "a mean of exponentials": Inequality(
        "", ("x", "y", "t"), ("0 <= t",), "exp(t*x + (1 - t)*y) <= t*exp(x) + (1 - t)*exp(y)"
    ),
    "a square that is not positive": Inequality("", ("x",), ("x**2 <= 1/10**9",), "x <= 0"),
    "two squares": Inequality("", ("x", "y"), ("x*x - y*y <= 0",), "x == 0"),
    "what may be 0 is 0 or positive": Inequality("", ("x",), ("x >= -3",), "(1 + x)**39 >= 1 + 39*x"),
    "a contraction that is repeated": Inequality(
        "",
        ("k", "x", "eps"),
        ("0 < x", "x < 1", "0 < eps", "k >= log(1/eps)/x"),
        "exp(k*log(1 - x)) <= eps/2",
    ),
    "an entropy": Inequality("", ("p",), ("0 < p", "p < 1"), "-p*log(p) - (1 - p)*log(1 - p) <= log(2) - 1/10**9"),
}


def proof(claim: Claim, levels: range, seconds: float) -> Any:
    return prover.prove(claim, levels, time.monotonic() + seconds)


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved_by_claims_that_the_checker_accepts(name: str) -> None:
    """The last of them has the claim's own hypotheses and names, and nothing else."""
    claim = TRUE[name].claim
    document = proof(claim, LEVELS, PATIENT)
    assert document is not None
    assert [wrong for _, wrong in checker.check(document)] == [""] * len(document["claims"])
    last = document["claims"][-1]
    assert set(last["given"].items()) <= set(claim.given.items())
    assert not last.get("positive")
    assert last["steps"][-1]["shows"] == claim.shows


@pytest.mark.parametrize("name", FALSE)
def test_what_is_nearly_true_is_not_proved(name: str) -> None:
    assert proof(FALSE[name].claim, LEVELS, BRIEF) is None


@pytest.fixture(scope="module")
def by_cases() -> tuple[Claim, Any]:
    claim = TRUE["a strict absolute value"].claim
    return claim, proof(claim, LEVELS, PATIENT)


def altered(document: Any, **changes: Any) -> Any:
    """With another last line."""
    *before, last = document["claims"]
    (step,) = last["steps"]
    *lines, line = step["lines"]
    changed = {**last, "steps": [{**step, "lines": [*lines, {**line, **changes}]}]}
    return {**document, "claims": [*before, changed]}


def test_one_case_alone_proves_nothing(by_cases: tuple[Claim, Any]) -> None:
    claim, document = by_cases
    one, other = document["claims"][-1]["steps"][-1]["lines"][-1]["cases"]
    assert prover.wrong(document, claim) == ""
    assert prover.wrong(altered(document, cases=[one, one]), claim) != ""
    assert prover.wrong(altered(document, cases=[other, other]), claim) != ""
    assert prover.wrong(altered(document, cases=[one]), claim) != ""


def test_a_case_that_is_left_out_is_missed(by_cases: tuple[Claim, Any]) -> None:
    claim, document = by_cases
    one, _ = document["claims"][-1]["steps"][-1]["lines"][-1]["cases"]
    without = [part for part in document["claims"] if part["label"] != one]
    assert prover.wrong({**document, "claims": without}, claim) != ""


def test_the_case_is_no_hypothesis_of_the_claim(by_cases: tuple[Claim, Any]) -> None:
    """The document that ends with one of the cases shows less than what was claimed."""
    claim, document = by_cases
    assert prover.wrong({**document, "claims": document["claims"][:-1]}, claim) != ""
