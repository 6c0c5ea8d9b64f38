"""Grades of claims: no wrong verdict, certificates that the checker accepts, witnesses that fractions confirm."""

import time
from collections import Counter
from fractions import Fraction
from functools import cache
from math import exp, tanh
from random import Random

import pytest

from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import prover, together
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.decision import Grade, decide, grade

SECONDS = 6.0
SEED = 7
MODE = ("0 < a", "a < sigma", "growth >= 1", "0 < eps", "a*growth <= eps")
MODE_NAMES = ("sigma", "a", "growth", "eps")
VALUE = "sigma*a*growth/(sigma - a + a*growth)"

TRUE = {
    "an unlearned mode": Inequality("", MODE_NAMES, MODE, f"{VALUE} <= eps"),
    "a maximum of quotients": Inequality("", MODE_NAMES, MODE, f"{VALUE} <= min(sigma, eps)"),
    "a negative divisor": Inequality("", ("x",), ("x < 0",), "x + 1/x <= -2"),
    "a square of differences": Inequality("", ("x", "y", "z"), (), "x**2 + y**2 + z**2 >= x*y + y*z + z*x"),
    "absolute values": Inequality("", ("x", "y"), ("abs(x) <= 1", "abs(y) <= 1"), "abs(x + y) <= 2"),
    "an exponential": Inequality("", ("x",), ("x <= 0",), "exp(x) <= 1"),
    "a logarithm": Inequality("", ("x",), ("0 < x",), "log(x) <= x - 1"),
    "an equation": Inequality("", ("x",), (), "exp(x)*exp(-x) == 1"),
    "no variables": Inequality("", (), (), "2/3 < 0.7"),
    "no sum of squares": Inequality("", ("x", "y"), (), "x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2"),
    "nested quotients": Inequality("", ("x",), ("x > 0",), "1/(1 + 1/(1 + x)) <= 1"),
    "a root": Inequality("", ("x", "y"), ("x > 0", "y > 0"), "sqrt(x*y) <= (x + y)/2"),
    "three roots": Inequality("", ("x", "y"), ("x > 0", "y > 0"), "sqrt(x) + sqrt(y) <= sqrt(2*(x + y))"),
    "roots grow": Inequality("", ("x", "y"), ("x > 0", "x <= y"), "sqrt(x) <= sqrt(y)"),
    "logarithms grow": Inequality("", ("x", "y"), ("x > 0", "x <= y"), "log(x) <= log(y)"),
    "the logarithm of a quotient": Inequality("", ("x", "y"), ("x > 0", "y > 0"), "log(x/y) == log(x) - log(y)"),
    "a logarithm from below": Inequality("", ("x",), ("x > 0",), "log(x) >= 1 - 1/x"),
    "an exponential from above": Inequality("", ("x",), ("x < 1",), "exp(x) <= 1/(1 - x)"),
    "an exponential is convex": Inequality("", ("x", "y"), (), "exp((x + y)/2) <= (exp(x) + exp(y))/2"),
    "an exponential in a box": Inequality("", ("x",), ("0 <= x", "x <= 1"), "exp(x) <= 1 + x + x**2"),
    "an exponential outgrows a square": Inequality("", ("x",), ("x > 0",), "exp(x) > x**2/4"),
    "Euler's number": Inequality("", (), (), "exp(1) <= 2.72"),
    "the logarithm of 2": Inequality("", (), (), "log(2) >= 0.69"),
    "the logarithm of 10": Inequality("", (), (), "log(10) > 2.3"),
    "a logarithm is below half its argument": Inequality("", ("x",), ("x > 0",), "log(x) <= x/2"),
    "a maximum within a maximum": Inequality("", ("x", "y"), (), "abs(abs(x) - abs(y)) <= abs(x - y)"),
    "an equation between numbers": Inequality("", ("x", "y"), ("x > 0", "y > 0", "x*y == 1"), "x + y >= 2"),
    "a logarithm by name": Inequality("", ("u", "x"), ("x > 0", "u == log(x)"), "u <= x - 1"),
    "a logarithm by name, on the left": Inequality("", ("u", "x"), ("x > 0", "log(x) == u"), "u <= x - 1"),
    "two functions by name": Inequality("", ("u", "v", "x"), ("x > 0", "u == log(x)", "v == sqrt(x)"), "u <= x + v"),
    "an exponential by its value": Inequality("", ("x",), ("exp(x) == 1",), "x <= 1"),
    "poles where one may look": Inequality("", ("x",), ("x >= 10",), "1/((x - 32/23)*(x - 63/33)*(x - 94/43)) > 0"),
    "a double root of 2": Inequality("", ("x",), ("(x*x - 2)**2 == 0",), "x < 1.5"),
    "an irrational circle": Inequality("", ("x", "y"), ("x**2 + y**2 == 1",), "x + y <= 1.5"),
}
FALSE = {
    "a tenth less": Inequality("", MODE_NAMES, MODE, f"{VALUE} <= 9*eps/10"),
    "strict": Inequality("", MODE_NAMES, MODE, f"{VALUE} < eps"),
    "without a hypothesis": Inequality("", MODE_NAMES, MODE[:2] + MODE[3:], f"{VALUE} <= eps"),
    "beyond all that is written": Inequality("", ("x",), (), "10**40 > x"),
    "below all that is written": Inequality("", ("x",), ("x > 0",), "x >= 1/10**40"),
    "between roots": Inequality("", ("x",), ("x**2 <= 3",), "x**2 <= 2.999999"),
}
EMPTY = {
    "contradiction": Inequality("", ("x",), ("x > 1", "x < 0"), "x > 5"),
    "no exponential is negative": Inequality("", ("x",), ("exp(x) < 0",), "x > 5"),
    "defined nowhere": Inequality("", ("x",), ("x == 0",), "x/x == 1"),
}


def by_python(text: str, values: dict[str, Fraction]) -> Fraction:
    """The texts of this file, with Python as the oracle; 9/10 is to be a fraction too."""
    exact = text.replace("2.999999", "Fraction(2999999, 1000000)")
    return eval(exact, {"Fraction": Fraction}, values)  # noqa: S307 (texts of this file)


@cache
def graded(name: str) -> Grade:
    """The grade of a true claim, which several tests look at."""
    return grade(TRUE[name], SECONDS, SEED)


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_hold_with_a_certificate(name: str) -> None:
    found = graded(name)
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED)
    assert found.certificate is not None
    assert all(wrong == "" for _, wrong in checker.check(found.certificate))
    assert found.certificate["claims"][-1]["steps"][-1]["shows"] == TRUE[name].claim.shows
    assert found.instance is not None


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_fail_at_a_witness(name: str) -> None:
    found = grade(FALSE[name], SECONDS, SEED)
    assert found.outcome is Outcome.FAILS
    values = dict(found.witness or {})
    assert set(values) == set(FALSE[name].variables)
    assert all(by_python(text, values) for text in FALSE[name].given)
    assert not by_python(FALSE[name].shows, values)


def test_a_witness_against_an_exponential_is_shown_by_balls() -> None:
    found = grade(Inequality("", ("x",), ("x >= 0",), "exp(x) <= 1 + 2*x"), SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.CERTIFIED)
    x = float((found.witness or {})["x"])
    assert x >= 0
    assert exp(x) > (1 + 2 * x) * 1.0001


@pytest.mark.parametrize("name", EMPTY)
def test_what_holds_of_nothing_does_not_hold(name: str) -> None:
    found = grade(EMPTY[name], SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert "vacuous" in found.reason


def test_contradictions_are_certified() -> None:
    found = grade(EMPTY["contradiction"], SECONDS, SEED)
    assert found.certificate is not None
    assert found.certificate["claims"][-1]["steps"][-1]["shows"] == "1 <= 0"
    assert all(wrong == "" for _, wrong in checker.check(found.certificate))


def test_undecided_says_how_near_it_comes() -> None:
    """Both sides touch at 0, where they agree to second order, and no proof is found."""
    found = grade(Inequality("", ("x",), (), "x*tanh(x) <= x**2"), 1.5, SEED)
    assert found.outcome is Outcome.UNDECIDED
    assert found.tightest is not None
    (low, high), point = found.tightest
    x = float(point["x"])
    assert float(low) - 1e-9 <= tanh(x) / x <= float(high) + 1e-9


@pytest.mark.parametrize("name", TRUE)
def test_certificates_have_no_line_too_many(name: str) -> None:
    """With any line but the last replaced by one that says nothing, the checker refuses them."""
    certificate = graded(name).certificate
    assert certificate is not None
    *_, claim = certificate["claims"]
    lines = claim["steps"][0]["lines"]
    for i in range(len(lines) - 1):
        changed = [*lines[:i], {"shows": "0 <= 1", "terms": [{}]}, *lines[i + 1 :]]
        (_, wrong), *_ = checker.check({"claims": [{**claim, "steps": [{**claim["steps"][0], "lines": changed}]}]})
        assert wrong


def test_a_division_by_zero_is_no_counterexample() -> None:
    found = grade(Inequality("", ("x",), (), "x*(1/x) == 1"), 3.0, SEED)
    assert found.outcome is Outcome.UNDECIDED
    assert "it divides by x" in found.reason


@pytest.mark.parametrize(
    ("shows", "why"),
    [
        ("log(x) <= x - 1", "it takes the logarithm of x, which may be 0 or negative where its hypotheses hold"),
        ("sqrt(x)*sqrt(x) <= x", "it takes the root of x, which may be negative where its hypotheses hold"),
        ("exp(log(x**2 - 1)) == x**2 - 1", "it takes the logarithm of x ** 2 - 1, which may be 0 or negative"),
        ("log(log(x)) <= x", "it takes the logarithm of log(x), which may be 0 or negative"),
    ],
)
def test_what_may_have_no_root_or_logarithm_is_named_at_once(shows: str, why: str) -> None:
    begin = time.monotonic()
    found = grade(Inequality("", ("x",), ("x > -5",), shows), 30.0, SEED)
    assert (found.outcome, why in found.reason) == (Outcome.UNDECIDED, True), found.reason
    assert time.monotonic() - begin < 15
    found = grade(Inequality("", ("x",), ("x > 5",), shows), SECONDS, SEED)
    assert "which may be" not in found.reason


def test_a_logarithm_in_a_hypothesis_does_not_say_that_it_is_defined() -> None:
    found = grade(Inequality("", ("x",), ("log(x) >= 0",), "x >= 1"), 3.0, SEED)
    assert found.outcome is Outcome.UNDECIDED
    assert "a hypothesis takes the logarithm of x, which may be 0 or negative where the others hold" in found.reason


@pytest.mark.parametrize(
    "given",
    [
        ("u < v", "v < u"),
        ("u < v", "v < w", "w <= u"),
        ("u**2 < 0",),
        ("u > 0", "log(u) > u - 1"),
        ("u*v == 1", "u*v == 2"),
        ("u < pi", "u > 4"),
    ],
)
def test_contradictions_are_shown_also_where_they_are_strict(given: tuple[str, ...]) -> None:
    found = grade(Inequality("", ("u", "v", "w"), given, "u > 5"), SECONDS, SEED)
    assert (found.outcome, found.is_vacuous) == (Outcome.UNDECIDED, True), found.reason
    assert all(wrong == "" for _, wrong in checker.check(found.certificate))


@pytest.mark.parametrize("given", [("u <= v", "v <= u"), ("u < v", "v < u + 1")])
def test_what_is_no_contradiction_is_not_called_one(given: tuple[str, ...]) -> None:
    assert "vacuous" not in grade(Inequality("", ("u", "v"), given, "u > 5"), SECONDS, SEED).reason


@pytest.mark.parametrize("function", ["exp", "log", "sqrt"])
def test_an_equation_with_a_function_is_a_hypothesis_like_others(function: str) -> None:
    """Beside one that names a quadric, too, and whatever else is claimed."""
    equations = (f"{function}(x) == 1 + y", "x**2 + y**2 == 1")
    outcomes = {
        shows: decide("", Inequality("", ("x", "y"), given, shows).claim, 1.0, SEED).outcome
        for given, shows in ((equations[:1], "x <= 1000"), (equations, "x + y <= 2"), (equations, "x*y == 1"))
    }
    assert outcomes["x + y <= 2"] is not Outcome.FAILS


def test_a_point_that_cant_be_written_down_is_none() -> None:
    """Python refuses to write a number of so many digits; hypotheses may ask for one, as x**2 == (1e999)**40 does."""
    claim = Inequality("", ("x",), (), "x**2 >= 0").claim
    for digits, is_admitted in ((3000, True), (4300, False)):
        for x in (Fraction(10**digits), Fraction(-1, 10**digits)):
            assert claim.admits({"x": x}) is is_admitted


def test_time_ends_what_does_not_end() -> None:
    """The expansion is long; the process that does it is ended, and the answer is an honest one."""
    found = grade(Inequality("", ("x", "y", "z"), (), "(x + y + z + 1)**40 >= -1"), 0.5, SEED)
    assert found.outcome is Outcome.UNDECIDED


def test_points_with_square_roots_are_found_on_quadrics() -> None:
    """Of the circle's rational points, one beyond the bound."""
    circle = Inequality("", ("x", "y"), ("x**2 + y**2 == 1",), "x + y <= 1.414")
    witness = dict(grade(circle, SECONDS, SEED).witness or {})
    assert witness["x"] ** 2 + witness["y"] ** 2 == 1
    assert witness["x"] + witness["y"] > Fraction(1414, 1000)


def test_a_document_that_assumes_more_proves_nothing() -> None:
    """Another hypothesis, another statement, or a variable taken for positive is found."""
    claim = TRUE["a negative divisor"].claim
    document = prover.prove(claim, (1,), float("inf"))
    assert document is not None
    assert prover.wrong(document, claim) == ""
    last = document["claims"][-1]
    for changed in ({"given": {"given-1": "x < 1"}}, {"positive": ["x"], "scalars": []}, {"definitions": {"x": "1"}}):
        assert prover.wrong({**document, "claims": [{**last, **changed}]}, claim)
    assert "something else" in prover.wrong(document, Inequality("", ("x",), ("x < 0",), "x <= 0").claim)


# ---- random polynomials: true by construction, or false at a point that is known

Polynomial = dict[tuple[int, int], Fraction]
HYPOTHESES: tuple[tuple[str, Polynomial], ...] = (
    ("x >= 0", {(1, 0): Fraction(1)}),
    ("y >= 1", {(0, 1): Fraction(1), (0, 0): Fraction(-1)}),
    ("x + y <= 5", {(0, 0): Fraction(5), (1, 0): Fraction(-1), (0, 1): Fraction(-1)}),
)


def times(*factors: Polynomial) -> Polynomial:
    product: Polynomial = {(0, 0): Fraction(1)}
    for factor in factors:
        found: Polynomial = {}
        for (i, j), a in product.items():
            for (k, m), b in factor.items():
                found[i + k, j + m] = found.get((i + k, j + m), Fraction(0)) + a * b
        product = found
    return product


def drawn(seed: int) -> Polynomial:
    """A sum of products of hypotheses, and of squares, with positive coefficients."""
    random = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    total: Polynomial = {}
    for _ in range(random.randint(1, 4)):
        if random.random() < 0.5:
            factors = [random.choice(HYPOTHESES)[1] for _ in range(random.randint(1, 2))]
        else:
            root = {m: Fraction(random.randint(-3, 3)) for m in ((0, 0), (1, 0), (0, 1))}
            factors = [root, root, *random.choice(([], [random.choice(HYPOTHESES)[1]]))]
        size = Fraction(random.randint(1, 9), random.randint(1, 4))
        for monomial, c in times(*factors).items():
            total[monomial] = total.get(monomial, Fraction(0)) + size * c
    return total


def as_claim(polynomial: Polynomial, bound: Fraction) -> Inequality:
    terms = " + ".join("*".join([f"({c})", *["x"] * i, *["y"] * j]) for (i, j), c in polynomial.items())
    return Inequality("", ("x", "y"), tuple(text for text, _ in HYPOTHESES), f"{terms} >= {bound}")


def judged(claim: Inequality) -> Grade:
    return decide(claim.name, claim.claim, 1.5, SEED)


def test_random_polynomials_get_no_wrong_verdict() -> None:
    """Most are decided, too."""
    counts = Counter[tuple[bool, Outcome]]()
    for seed in range(16):
        polynomial, random = drawn(seed), Random(seed)  # noqa: S311 (as above)
        y = 1 + Fraction(random.randint(0, 8), 4)
        x = Fraction(random.randint(0, 8), 4)
        value = sum(c * x**i * y**j for (i, j), c in polynomial.items())
        counts[True, judged(as_claim(polynomial, Fraction(0))).outcome] += 1
        counts[False, judged(as_claim(polynomial, value + Fraction(1, 7))).outcome] += 1
    assert counts[True, Outcome.FAILS] == counts[False, Outcome.HOLDS] == 0
    assert counts[True, Outcome.HOLDS] >= 8
    assert counts[False, Outcome.FAILS] >= 8


ONE_OF_TWO = {
    ("x > 0",): ("x > 1 or x < 1", Outcome.FAILS),
    ("x*y == 0",): ("x == 0 or y == 1", Outcome.FAILS),
    ("x >= 0",): ("x != 1", Outcome.FAILS),
    ("x < 0",): ("x != 0", Outcome.HOLDS),
    (): ("1/x > 0 or x <= 0", Outcome.HOLDS),
    ("x <= y",): ("x <= -1 or y > -2", Outcome.HOLDS),
    ("x > 0", "x < 0"): ("x != 1", Outcome.UNDECIDED),  # of nothing
    ("x > 5",): ("log(x - 7) <= 0 or x < 100", Outcome.FAILS),
}


@pytest.mark.parametrize("given", ONE_OF_TWO, ids=str)
def test_of_comparisons_one_holds_or_none_does(given: tuple[str, ...]) -> None:
    shows, outcome = ONE_OF_TWO[given]
    found = together.grade(Inequality("", ("x", "y"), given, shows), 6.0, 3)
    assert found.outcome is outcome, found.reason
