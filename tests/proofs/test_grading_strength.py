"""Kinds of true claims that are proved, each with a near-miss that is not: it is refuted."""

import time

import pytest

from proofs import checker
from proofs.certificate.finder import Finder, Names
from proofs.claims.verdict import Outcome
from proofs.grading.numbers import corners, late, lemmas, prover
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.known import LEMMAS
from proofs.grading.numbers.samples import is_false, samples
from proofs.grading.numbers.together import grade
from proofs.scalar.claims import Claim

SECONDS, SEED, PATIENT = 20.0, 7, 60.0
CHOI_LAM = "x**4*y**2 + y**4*z**2 + z**4*x**2 - {}*x**2*y**2*z**2 >= 0"
BOX = ("0 <= x", "x <= 1", "0 <= y")

KINDS = {
    "a high power": (("x",), ("0 <= x", "x <= {}"), "x**30 <= x**7", ("1", "11/10")),
    "high powers in a box": (("x", "y"), (*BOX, "y <= {}"), "x**12*y**6 <= x*y", ("1", "11/10")),
    "a form that is no sum of squares": (("x", "y", "z"), (), CHOI_LAM, ("3", "4")),
    "a power that is 0": (("x",), ("(x - 1)**3 == 0",), "x**2 == {}", ("1", "2")),
    "a fourth power that is at most 0": (("x", "y"), ("(x - y)**4 <= {}",), "x == y", ("0", "1")),
    "a double root that is irrational": (("x",), ("(x**2 - 2)**2 == 0", "x > 0"), "x < {}", ("1.42", "1.41")),
    "second order of a logarithm": (("u",), ("u >= 0",), "(1+u)*log(1+u) - u >= u**2/(2 + {}*u)", ("2/3", "1/2")),
    "a logarithm by the root's": (("x",), ("x >= 0",), "log(1 + x) <= x/sqrt(1 + {}*x)", ("1", "2")),
    "a division by a logarithm": (("x",), ("x > 1",), "(x - 1)/log(x) <= {}*(x + 1)", ("1/2", "1/3")),
    "powers grow with the base": (("a", "b", "p"), ("0 < a", "a <= b", "p >= {}"), "a**p <= b**p", ("0", "-1")),
    "powers grow with the exponent": (("a", "p", "q"), ("a >= {}", "p <= q"), "a**p <= a**q", ("1", "1/2")),
    "a chord of the logarithm": (("x",), ("0 <= x", "x <= {}"), "log(1 + x) >= x*log(2)", ("1", "2")),
    "a number's exponential that is divided by": (("x",), ("x > 0",), "x*log(x) >= -1/{}", ("e", "3")),
    "bounds that leave nothing over": (("x",), (), "cosh(x) >= 1 + {}*x**2", ("1/2", "2/3")),
    "softplus at its middle": (("x",), (), "log(1 + exp(x)) >= {}*x + log(2)", ("1/2", "2/3")),
    "a maximum within a maximum": (("x", "y", "z"), (), "exp(z) <= exp(max(x, {}))", ("max(y, z)", "y")),
    "Hoeffding's lemma": (("p", "s"), ("0 <= p <= 1",), "p*exp((1-p)*s) + (1-p)*exp(-p*s) <= exp(s**2/{})", ("8", "9")),
    "a parabola above softplus": (("x",), (), "log(1 + exp(x)) <= log(2) + x/2 + x**2/{}", ("8", "9")),
    "Bennett's quotient": (("x",), ("0 < x <= {}",), "(exp(x) - 1 - x)/x**2 <= exp(1) - 2", ("1", "11/10")),
    "a chord of the exponential": (("x",), ("0 <= x <= {}",), "1 - exp(-x) >= x*(1 - 1/e)", ("1", "2")),
    "a number that is divided by": (("x",), (), "x*exp(-x) <= 1/{}", ("e", "2.72")),
    "logarithms as a product": (("x", "y"), ("x >= y",), "log(1+exp(x)) - log(1+exp(y)) <= {}*(x - y)", ("1", "1/2")),
    "exponents in place of powers": (("x",), ("x > 0",), "exp(x) >= x**{}", ("e", "3")),
    "a convex power": (("a", "b", "r"), ("a > 0", "b > 0", "r >= {}"), "((a+b)/2)**r <= (a**r + b**r)/2", ("1", "1/2")),
    "a concave power": (("a", "b", "r"), ("a > 0", "b > 0", "0 < r <= {}"), "(a+b)**r <= a**r + b**r", ("1", "2")),
    "a concave root": (
        ("x", "y", "t"),
        (*BOX, "0 <= t <= {}"),
        "sqrt(t*x + (1-t)*y) >= t*sqrt(x) + (1-t)*sqrt(y)",
        ("1", "2"),
    ),
    "a root of a quotient": (("a", "b"), ("a >= 0", "b > 0"), "sqrt(a/b) == {}*sqrt(a)/sqrt(b)", ("1", "2")),
    "tanh contracts": (("x",), (), "abs(tanh(x)) <= {}*abs(x)", ("1", "9/10")),
    "two equations that make a square": (("x", "y"), ("x*y == 1", "x + y == 2"), "x == {}", ("1", "2")),
    "not the same": (("x", "y"), ("x*y == {}",), "x != 0", ("1", "0")),
    "one of two": (("x", "y"), ("x*y == {}",), "x == 0 or y == 0", ("0", "1")),
    "one of two, strictly": (("x",), (), "x > {} or x < 1", ("0", "1")),
    "one of two values": (("x",), ("(x - 1)*(x - {}) == 0",), "x == 1 or x == 2", ("2", "3")),
    "a square by its root": (("x",), (), "tanh(x)**2 <= {}*x**2", ("1", "9/10")),
    "a square by the root of a quotient": (("x",), ("x > 0",), "log(x)**2 <= {}*(x - 1)**2/x", ("1", "9/10")),
    "a square times an exponential": (
        ("x", "b"),
        ("x >= 0", "b > 0"),
        "x**2*exp(-b*x) <= {}/(e**2*b**2)",
        ("4", "3"),
    ),
    "above the logarithmic mean": (
        ("x", "y"),
        ("x > 0", "y > 0", "x != y"),
        "(x - y)/(log(x) - log(y)) <= (x + y)/{}",
        ("2", "3"),
    ),
    "below the logarithmic mean": (
        ("x", "y"),
        ("x > 0", "y > 0", "x != y"),
        "(x - y)/(log(x) - log(y)) >= {}*sqrt(x*y)",
        ("1", "11/10"),
    ),
    "strictly, where sides only touch": (("x",), ("x > 1",), "log(x) < {}*(sqrt(x) - 1/sqrt(x))", ("1", "9/10")),
    "but where it divides by 0": (("x",), ("x <= 1",), "exp(x) <= 1/(1 - {}*x) or x == 1", ("1", "2")),
    "differences of tanh": (("x", "y"), ("x > y",), "tanh(x) - tanh(y) < {}*(x - y)", ("1", "9/10")),
    "differences of logistic": (("x", "y"), (), "abs(logistic(x) - logistic(y)) <= abs(x - y)/{}", ("4", "5")),
    "entropy from below": (
        ("p",),
        ("0 < p < 1",),
        "-p*log(p) - (1 - p)*log(1 - p) >= {}*log(2)*p*(1 - p)",
        ("4", "9/2"),
    ),
    "a root of an opposite": (("x",), ("x < {}",), "sqrt(-x) > 0", ("0", "1")),
    "sides with roots": (("a", "b"), (), "sqrt((a+3)**2 + (b+4)**2) <= sqrt(a**2 + b**2) + {}", ("5", "4")),
}
"""Names, hypotheses and conclusion, with what makes it true and what makes it false in the place of {}."""


def claim(kind: str, which: int) -> Inequality:
    names, given, shows, values = KINDS[kind]
    return Inequality(kind, names, tuple(text.format(values[which]) for text in given), shows.format(values[which]))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_true_is_proved(kind: str) -> None:
    late.load()
    for each in claim(kind, 0).claims:
        document = prover.prove(each, range(1, 5), time.monotonic() + PATIENT)
        assert document is not None
        assert all(wrong == "" for _, wrong in checker.check(document))
        assert document["claims"][-1]["steps"][-1]["shows"] == each.shows


@pytest.mark.parametrize("kind", KINDS)
def test_its_near_miss_is_refuted(kind: str) -> None:
    assert grade(claim(kind, 1), SECONDS, SEED).outcome is Outcome.FAILS


def test_a_weighted_mean_is_proved_by_the_sum_of_exponents() -> None:
    """Without the weight's upper bound, it is false."""
    given = ("a > 0", "b > 0", "0 <= t", "t <= 1")
    shows = "a**t*b**(1 - t) <= t*a + (1 - t)*b"
    true, false = (Inequality("", ("a", "b", "t"), texts, shows) for texts in (given, given[:-1]))
    assert prover.prove(true.claim, range(1, 4), time.monotonic() + PATIENT) is not None
    assert grade(false, SECONDS, SEED).outcome is Outcome.FAILS


# ---- the parts


@pytest.mark.parametrize("label", LEMMAS)
def test_lemmas_come_with_a_proof_that_says_what_is_cited(label: str) -> None:
    claims = lemmas.proved(label)
    assert all(wrong == "" for _, wrong in checker.check({"claims": claims}))
    scope = checker.Scope({"scalars": [*LEMMAS[label]["positive"], *LEMMAS[label]["scalars"]]})
    shown, said = (scope.statement(text) for text in (claims[-1]["steps"][-1]["shows"], LEMMAS[label]["shows"]))
    assert (claims[-1]["label"], shown) == (label, said)
    assert claims[-1]["given"] == LEMMAS[label]["given"]
    assert claims[-1].get("positive", []) == LEMMAS[label]["positive"]


def test_a_document_without_the_lemma_that_it_cites_is_refused() -> None:
    each = claim("second order of a logarithm", 0).claim
    document = prover.prove(each, range(1, 4), time.monotonic() + PATIENT)
    assert document is not None
    without = [part for part in document["claims"] if part["label"] not in LEMMAS]
    assert len(without) < len(document["claims"])
    assert "no lemma that was proved before" in prover.wrong({**document, "claims": without}, each)


@pytest.mark.parametrize(
    ("shows", "given", "is_found"),
    [
        ("x**9 - x + 1 > 0", {"a": "x >= 1"}, True),
        ("x**9 - x > 0", {"a": "x >= 1"}, False),  # it is 0 at 1
        ("x**9 - x > 0", {"a": "x > 1"}, True),
        ("x**2 - x + 1 > 0", {"a": "x >= 0"}, True),  # times a power of 1 + x
        ("x**2 - 2*x + 99/100 > 0", {"a": "x >= 0"}, False),
        ("(x - 1/2)**2*(2 - x) >= 0", {"a": "0 <= x", "b": "x <= 2"}, True),
        ("(x - 1/2)**2*(2 - x) - 1/1000 >= 0", {"a": "0 <= x", "b": "x <= 2"}, False),
        ("x**2 - x*y + y**2 > 0", {"a": "x <= 1", "b": "y >= 2"}, True),
        ("x**2 - x*y + y**2 > 3", {"a": "x <= 1", "b": "y >= 2"}, False),  # it is 3 there
        ("x**3 - y**3 >= 0", {"a": "y >= 0", "b": "x - y >= 0"}, True),
    ],
)
def test_no_coefficient_is_negative_at_corners_and_in_boxes(shows: str, given: dict[str, str], is_found: bool) -> None:
    names = Names({"scalars": ["x", "y"]})
    facts = {name: names.statement(text) for name, text in given.items()}
    relation, target = names.statement(shows)
    found = corners.combination(Finder(names, facts), target, relation)
    assert (found is not None) is is_found
    if found is not None:
        line = {"shows": shows, "terms": found[0], "multiplier": found[1]}
        part = {"label": "", "scalars": ["x", "y"], "given": given}
        step = {"label": "shown", "shows": shows, "uses": [], "lines": [line]}
        assert "no need" in (why := checker.check({"claims": [{**part, "steps": [step]}]})[0][1]) or why == ""


def test_samples_satisfy_the_hypotheses_and_contradict_what_is_false_there() -> None:
    each = Claim("x <= 4*y", {"a": "x > 0", "b": "y >= x", "c": "x*y == 1"}, scalars=("x", "y"))
    points = samples(each.names, each.hypotheses)
    assert points
    assert all(p["x"] > 0 and p["y"] >= p["x"] and abs(p["x"] * p["y"] - 1) < 1e-12 for p in points)
    assert not is_false("x <= y", points)
    assert not is_false("log(x - 10) <= 0", points)  # which is defined at none of them
    assert is_false("y <= x/2", points)
