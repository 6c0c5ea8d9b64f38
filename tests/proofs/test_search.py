"""False claims about numbers get an exact witness, true ones none, whatever z3 says."""

import os
import time
from collections.abc import Callable
from fractions import Fraction

import pytest

from paper import Misuse
from proofs.scalar import search, solver
from proofs.scalar.claims import Claim
from proofs.scalar.search import refute
from proofs.scalar.solver import ask, question

SECONDS = 20.0
SEED = 1
MODE = {"small": "a <= sigma", "grown": "g >= 1"}
MODE_NAMES = ("sigma", "a", "eps", "g")
LEARNED = "sigma - sigma*a*g/(sigma - a + a*g)"
PERTURBED = {"resolvent": "p*(1 - s*d) <= s**2*d", "small": "4*s**2*d <= eps"}

FALSE = {
    "half the tolerance": Claim(f"{LEARNED} <= eps/2", {**MODE, "late": "eps*a*g >= sigma**2"}, MODE_NAMES),
    "a millionth less than the tolerance": Claim(
        f"{LEARNED} <= 999999*eps/1000000", {**MODE, "late": "eps*a*g >= sigma**2"}, MODE_NAMES
    ),
    "growth below one": Claim(
        "sigma*a*g/(sigma - a + a*g) <= eps", {"small": "a <= sigma", "early": "a*g <= eps"}, MODE_NAMES
    ),
    "no bound on the tolerance": Claim("p <= eps/2", PERTURBED, ("s", "eps"), ("p", "d")),
    "constants by definition": Claim(
        "c2*mu + 2*s*m**2*mu**2*c2/c1 <= eps/2",
        {
            "condition": "m*mu >= 1",
            "tolerance": "eps <= 2*s",
            "c1": "c1 == 4*m*s**2/eps",
            "c2": "c2 == eps/(3*m*mu**2)",
        },
        ("s", "eps", "m", "mu", "c1", "c2"),
    ),
    "strict where equality is allowed": Claim("x < 1", {"1": "x <= 1"}, scalars=("x",)),
    "equality at one point only": Claim("x*y < 1", {"sum": "x + y == 2"}, scalars=("x", "y")),
    "a double root": Claim("x**4*y**2 + x**2*y**4 - 3*x**2*y**2 + 1 > 0", scalars=("x", "y")),
    "only very large values": Claim("x <= 10**30", positive=("x",)),
    "only very small values": Claim("x >= 1/10**30", positive=("x",)),
    "only near an irrational number": Claim("x**2 <= 2", {"1": "x**2 <= 2 + 1/10**12"}, scalars=("x",)),
    "an equation": Claim("x == y", {"1": "x**2 == y**2"}, scalars=("x", "y")),
    "the larger of two": Claim("max(x, y) <= z", {"1": "x <= z"}, scalars=("x", "y", "z")),
    "no names": Claim("1 < 1"),
}
TRUE = {
    "a learned mode": Claim(f"{LEARNED} <= eps", {**MODE, "late": "eps*a*g >= sigma**2"}, MODE_NAMES),
    "perturbation of an inverse": Claim(
        "p <= eps/2", {**PERTURBED, "tolerance": "eps <= 2*s"}, ("s", "eps"), ("p", "d")
    ),
    "means": Claim("x*y <= 1", {"sum": "x + y == 2"}, scalars=("x", "y")),
    "Motzkin": Claim("x**4*y**2 + x**2*y**4 - 3*x**2*y**2 + 1 >= 0", scalars=("x", "y")),
    "the larger of two": Claim("max(x, y) <= z", {"1": "x <= z", "2": "y <= z"}, scalars=("x", "y", "z")),
}


@pytest.mark.parametrize("claim", FALSE.values(), ids=FALSE)
def test_false_claims_get_a_witness(claim: Claim) -> None:
    """The witness satisfies every hypothesis and violates the conclusion, by Python's own arithmetic on fractions."""
    found = refute(claim, SECONDS, SEED)
    assert found.witness is not None
    values = dict(found.witness)
    assert all(values[name] > 0 for name in claim.positive)
    assert all(by_python(text, values) for text in claim.given.values())
    assert not by_python(claim.shows, values)


def by_python(text: str, values: dict[str, Fraction]) -> Fraction:
    """The tests' own texts, with Python as the oracle of the evaluator; 1/10 is to be a fraction too."""
    return eval(text.replace("1/10**", "Fraction(1)/10**"), {"Fraction": Fraction, "max": max}, values)  # noqa: S307 (texts of this file)


@pytest.mark.parametrize("claim", TRUE.values(), ids=TRUE)
def test_true_claims_get_none(claim: Claim) -> None:
    """Nothing is found, and z3's word, if it came to one in time, is kept as what it is."""
    found = refute(claim, SECONDS, SEED)
    assert found.witness is None
    assert found.opinion in ("unsat", "timeout")


def test_a_seed_means_the_same_witness() -> None:
    """Twice the same search finds the same."""
    claim = FALSE["half the tolerance"]
    assert refute(claim, SECONDS, 5) == refute(claim, SECONDS, 5)


def test_points_where_something_is_divided_by_zero_do_not_count() -> None:
    """x/x = 1 has no counterexample at 0, and 1/x > 0 none from x ≥ 0: not in a hypothesis, not in a conclusion."""
    claim = Claim("x*(1/x) == 1", scalars=("x",))
    assert claim.truth(claim.conclusion, {"x": Fraction(0)}) is None
    assert not claim.is_refuted_by({"x": Fraction(0)})
    assert refute(claim, SECONDS, SEED).witness is None
    assert refute(Claim("1/x > 0", {"1": "x >= 0"}, scalars=("x",)), SECONDS, SEED).witness is None
    assert not Claim("x > 0", {"1": "1/x >= x"}, scalars=("x",)).is_refuted_by({"x": Fraction(0)})


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("sqrt(x) == 2", True),  # exactly, as all is rational
        ("log(x - 3) + exp(x - 4) == 1", True),
        ("exp(x) > 54", True),
        ("exp(x) >= 55", False),
        ("exp(x)*exp(-x) == 1", None),  # balls that overlap
        ("exp(x)*exp(-x) <= 1", None),
        ("log(x - 4) <= 1", None),  # not defined
        ("sqrt(3 - x) <= 1", None),
        ("1/(x - 4) <= 1", None),
        ("exp(x)/(exp(x) - exp(x)) <= 1", None),
        ("max(1, log(x - 5)) >= 1", None),
    ],
)
def test_what_is_true_at_a_point_is_certain_or_not_known(text: str, truth: bool | None) -> None:
    claim = Claim(text, scalars=("x",))
    assert claim.truth(claim.conclusion, {"x": Fraction(4)}) is truth


def test_strict_and_not_strict_are_told_apart() -> None:
    """At equality ≤ holds and < does not, in hypotheses and in conclusions."""
    at_one = {"x": Fraction(1)}
    assert Claim("x < 1", {"1": "x <= 1"}, scalars=("x",)).is_refuted_by(at_one)
    assert not Claim("x < 1", {"1": "x < 1"}, scalars=("x",)).is_refuted_by(at_one)
    assert not Claim("x <= 1", {"1": "x <= 1"}, scalars=("x",)).is_refuted_by(at_one)
    assert refute(Claim("x < 1", {"1": "x < 1"}, scalars=("x",)), SECONDS, SEED).witness is None


@pytest.mark.parametrize(
    "model", [{"x": Fraction(0), "y": Fraction(7)}, {"x": Fraction(1)}, {}, {"x": Fraction(2), "y": Fraction(0)}]
)
def test_a_wrong_model_is_not_believed(monkeypatch: pytest.MonkeyPatch, model: dict[str, Fraction]) -> None:
    """A z3 that says sat of a true claim, with a model that is none, refutes nothing."""
    monkeypatch.setattr(solver, "ask", lambda *_: ("sat", model))
    found = refute(TRUE["means"], SECONDS, SEED)
    assert (found.witness, found.opinion) == (None, "sat")


def test_a_wrong_unsat_hides_no_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A z3 that says unsat of a false claim changes nothing."""
    monkeypatch.setattr(solver, "ask", lambda *_: ("unsat", None))
    assert refute(FALSE["half the tolerance"], SECONDS, SEED).witness is not None


def test_a_model_with_rounded_values_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """√2, rounded down, is nudged into 2 < x² ≤ 2 + 10⁻¹²."""
    outside = {"x": Fraction(14142135623730950488, 10**19)}
    claim = FALSE["only near an irrational number"]
    assert not claim.is_refuted_by(outside)
    monkeypatch.setattr(search, "STARTS", 0)
    monkeypatch.setattr(solver, "ask", lambda *_: ("sat", outside))
    assert refute(claim, SECONDS, SEED).witness is not None


def failing() -> None:
    raise ValueError


@pytest.mark.parametrize(
    ("happens", "opinion"),
    [
        (lambda: time.sleep(600), "timeout"),
        (failing, "unknown"),
        (lambda: os._exit(1), "unknown"),
    ],
)
def test_a_solver_that_fails_or_is_slow_is_survived(
    happens: Callable[[], None], opinion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed when its time is over: the test would not end otherwise."""
    claim = TRUE["means"]
    monkeypatch.setattr(solver, "question", lambda _: happens())
    assert ask(claim, 1.0) == (opinion, None)
    assert refute(claim, 1.0, SEED).witness is None


def test_z3_gives_models_that_are_rational_or_near() -> None:
    """An ordinary model is exact; that of x² = 2 is within 10⁻²⁰."""
    opinion, model = ask(Claim("x >= 0", {"1": "2*x == y", "2": "y == -3"}, scalars=("x", "y")), SECONDS)
    assert (opinion, model) == ("sat", {"x": Fraction(-3, 2), "y": Fraction(-3)})
    opinion, model = ask(Claim("x <= 0", {"1": "x**2 == 2"}, scalars=("x",)), SECONDS)
    assert opinion == "sat"
    assert model is not None
    assert abs(model["x"] ** 2 - 2) < Fraction(1, 10**20)


def test_the_question_is_the_claim_in_the_solvers_language() -> None:
    """Every hypothesis, the negated conclusion, and no zero divisor."""
    claim = Claim("1/let <= y", {"1": "max(let, y**2 - 1) > 0"}, ("let",), ("y",))
    assert [str(each).replace("\n", "") for each in question(claim)] == [
        "let > 0",
        "0 < If(let >= y**2 - 1, let, y**2 - 1)",
        "Not(1/let <= y)",
        "let != 0",
    ]


@pytest.mark.parametrize("text", ["exp(x) >= 2", "sqrt(x) <= x/2", "log(x + 1) <= x/4"])
def test_what_has_functions_is_refuted_by_balls_and_z3_is_not_asked(text: str) -> None:
    """As a hypothesis too."""
    for claim in (Claim(text, positive=("x",)), Claim("x <= 1", {"1": text}, positive=("x",))):
        found = refute(claim, SECONDS, SEED)
        assert found.opinion == "not asked"
        assert found.witness is not None
        assert claim.is_refuted_by(found.witness)
    assert refute(Claim("exp(x) >= 1 + x", scalars=("x",)), 1.0, SEED).witness is None


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('false') >= 0",
        "x.real >= 0",
        "y >= 0",
        "x",
        "0 <= x <= 1",
        "x != 0",
        "True <= x",
        "1.5 <= x",
        "x**-1 >= 0",
        "x**0 >= 0",
        "x**y >= 0",
        "max(x) >= 0",
        "max(x, x, key=x) >= 0",
        "(((x**40)**40)**40) >= 0",
        "-" * 3000 + "x >= 0",
        "[x for x in x] >= 0",
    ],
)
def test_what_is_not_in_the_language_is_misuse(text: str) -> None:
    """Nothing is evaluated as Python; what can't be read is refused."""
    with pytest.raises(Misuse):
        Claim(text, positive=("x",))


def test_names_are_declared_once() -> None:
    with pytest.raises(Misuse, match="twice"):
        Claim("x >= 0", positive=("x",), scalars=("x",))
    with pytest.raises(Misuse, match="known names"):
        Claim("a >= 0")
