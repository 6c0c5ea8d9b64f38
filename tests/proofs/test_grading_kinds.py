"""Solutions, sequences, sums, limits and identities: no wrong verdict, and certificates that the checker accepts."""

from fractions import Fraction

import mpmath
import pytest

from paper import Misuse
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading import run
from proofs.grading.kinds.derivative import derivative
from proofs.grading.kinds.limit import Limit
from proofs.grading.kinds.sequence import Sequence
from proofs.grading.kinds.solution import Solution
from proofs.grading.kinds.termwise import Identity, TermwiseSum
from proofs.grading.numbers import together
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.obligations import Obligation
from proofs.scalar.claims import Claim

SECONDS, SEED = 20.0, 7
MODE = {"variables": ("sigma", "a"), "given": ("0 < a", "a < sigma"), "start": {"x": "a"}}
LOGISTIC = "sigma*a*exp(2*sigma*t)/(sigma - a + a*exp(2*sigma*t))"


def mode(**changes: object) -> Solution:
    fields = {"flow": {"x": "2*x*(sigma - x)"}, "solution": {"x": LOGISTIC}, **MODE, **changes}
    return Solution(name="", **fields)


def sequence(start: str, step: str, given: tuple[str, ...], shows: str, *variables: str, **more: object) -> Sequence:
    return Sequence("", variables, {"x": start}, {"x": step}, given, shows, **more)


GROENWALL = ("0 < c", "c < 1", "b >= 0")
TRUE = {
    "a mode": mode(limit={"x": "sigma"}, monotone={"x": "strictly increasing"}),
    "a mode with its own name for time": mode(time="s", solution={"x": LOGISTIC.replace("*t)", "*s)")}),
    "tanh": Solution("", ("s",), {"x": "s**2 - x**2"}, {"x": "0"}, {"x": "s*tanh(s*t)"}, ("s > 0",), {"x": "s"}),
    "two states": Solution("", (), {"x": "y", "y": "x"}, {"x": "1", "y": "0"}, {"x": "cosh(t)", "y": "sinh(t)"}, ()),
    "a root": Solution("", ("a",), {"x": "-x**3/2"}, {"x": "a"}, {"x": "a/sqrt(1 + a**2*t)"}, ("a > 0",)),
    "a negative divisor": Solution("", ("a",), {"x": "x**2"}, {"x": "a"}, {"x": "-a/(a*t - 1)"}, ("a < 0",)),
    "a contraction": sequence("x0", "q*x", ("0 <= q", "q < 1", "x0 >= 0"), "0 <= x <= q**j*x0", "q", "x0"),
    "Groenwall": sequence("x0", "<= (1 - c)*x + b", GROENWALL, "x <= (1 - c)**j*x0 + b/c", "c", "b", "x0"),
    "Newton's roots": sequence("a + 1", "(x + a/x)/2", ("0 < a",), "x > 0 and x**2 >= a", "a"),
    "signs that change": sequence("1", "-x", (), "x**2 == 1"),
    "an invariant": sequence("1", "x/2", (), "x <= 1", invariant=("0 <= x <= 1",)),
    "a count": sequence("0", "x + 2", (), "x == 2*j"),
    "a power of a negative number": sequence("1", "-2*x", (), "x == (-2)**j"),
    "two powers": sequence("2", "6*x", (), "x == 2*2**j*3**j"),
    "a sum": TermwiseSum("", ("c",), ("x", "y"), ("c > 0",), "2*x*y <= c*x**2 + y**2/c"),
    "a sum that is at most n times a bound": TermwiseSum("", ("b",), ("x",), ("0 <= x", "x <= b"), "x**2 <= b**2"),
    "an identity": Identity("", ("x",), (), "cosh(x)**2 - sinh(x)**2 == 1"),
    "a limit": Limit("", ("a",), "x", "inf", "(a*x + 1)/(x + 2)", "a", ()),
    "a limit of exponentials": Limit(
        "", ("k",), "t", "inf", "(exp(k*t) + 1)/(exp(k*t) - 1) + exp(-k*t/2)", "1", ("k > 0",)
    ),
    "a limit that is 0/0": Limit("", ("a",), "x", "0", "(x**2 + a*x)/x", "a", ()),
    "a limit at a point": Limit("", ("a",), "x", "a", "(x**2 - a**2)/(x - a)", "2*a", ("a > 0",)),
    "cases": Inequality("", ("x",), ("x != 0",), "x**2 > 0"),
    "cases and chains": Inequality("", ("x",), ("x <= -1 or 1 <= x <= 5",), "1 <= x**2 and x < 6"),
    "a whole exponent that is worked out": Inequality("", ("x",), (), "x**(1 + 1) >= 0"),
    "a power": Inequality("", ("x", "k"), ("x > 0",), "x**k >= 0"),
    "a vacuous case": Inequality("", ("x",), ("x > 1 or x + 1 < x",), "x > 0"),
}
FALSE = {
    "twice the rate": mode(flow={"x": "x*(sigma - x)"}),
    "another start": mode(start={"x": "2*a"}),
    "another limit": mode(limit={"x": "a"}),
    "a mode that falls": mode(monotone={"x": "decreasing"}),
    "the tenth step": sequence("0", "x + 1", (), "x < 10"),
    "too small a start": sequence("1/2", "(x + 2/x)/2", (), "x**2 >= 2"),
    "half of Groenwall's bound": sequence(
        "x0", "<= (1 - c)*x + b", GROENWALL, "x <= (1 - c)**j*x0 + b/(2*c)", "c", "b", "x0"
    ),
    "an overshoot": sequence("x0", "x + e*x*(1 - x)", ("0 < x0", "x0 < 1", "0 < e", "e <= 3"), "x <= 1", "e", "x0"),
    "a sum": TermwiseSum("", (), ("x",), ("x >= 0",), "x <= x**2"),
    "a sum that is more than n times it": TermwiseSum("", ("b",), ("x",), ("0 <= x", "x <= b"), "x**2 <= b**2/2"),
    "an identity of squares": Identity("", ("x",), (), "sqrt(x**2) == x"),
    "a limit": Limit("", ("a",), "x", "inf", "(a*x + 1)/(x + 2)", "a + 1", ()),
    "a whole exponent of what is negative": Inequality("", ("x",), ("x < 0",), "x**(2 + 1) >= 0"),
    "one of the cases": Inequality("", ("x",), ("x != 0",), "x > 0"),
    "the second of two": Inequality("", ("x",), ("x >= 0",), "0 <= x <= 1"),
}
OPEN = {
    "not defined for all times": Solution("", ("a",), {"x": "x**2"}, {"x": "a"}, {"x": "a/(1 - a*t)"}, ("a > 0",)),
    "no induction": sequence("1", "x - 1/100", (), "x >= -10"),
}
"""Claims of which neither is to be said that they hold; the first is false, the second until the index 1101."""


def grade(claim: object, seconds: float = SECONDS) -> Grade:
    return claim.refuted(seconds, SEED) or together.grade(claim, seconds, SEED)


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved_by_certificates_that_the_checker_accepts(name: str) -> None:
    found = grade(TRUE[name])
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
    assert [why for _, why in checker.check(found.certificate)] == [""] * len(found.certificate["claims"])
    labels = [claim["label"] for claim in found.certificate["claims"]]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted_by_a_witness(name: str) -> None:
    found = grade(FALSE[name])
    assert found.outcome is Outcome.FAILS, found.reason
    assert found.witness is not None


@pytest.mark.parametrize("name", OPEN)
def test_what_cant_be_shown_is_not_said_to_hold(name: str) -> None:
    assert grade(OPEN[name], 6.0).outcome is not Outcome.HOLDS


def test_a_sequence_is_followed_to_the_index_at_which_it_fails() -> None:
    found = FALSE["the tenth step"].refuted(SECONDS, SEED)
    assert found.witness == {"j": Fraction(10), "x": Fraction(10)}
    assert "j = 10" in found.reason


def test_a_bound_that_is_not_attained_refutes_nothing() -> None:
    """x < 1 at the start does not say that x is 1 there."""
    strict = sequence("< 1", "x", (), "x < 1")
    assert strict.refuted(SECONDS, SEED) is None
    assert grade(strict).outcome is Outcome.HOLDS


def test_a_right_side_that_is_a_polynomial_has_no_other_solution() -> None:
    assert "no other solution" in TRUE["a mode"].remark
    roots = Solution("", (), {"x": "2*sqrt(x)"}, {"x": "0"}, {"x": "t**2"}, ())
    assert roots.remark == ""  # x = 0 is another


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("a*t**3 - t", lambda t: 6 * t**2 - 1),
        ("exp(-a*t)/(1 + t)", lambda t: -2 * mpmath.exp(-2 * t) / (1 + t) - mpmath.exp(-2 * t) / (1 + t) ** 2),
        ("log(1 + t**2)", lambda t: 2 * t / (1 + t**2)),
        ("sqrt(a + t)*a", lambda t: 1 / mpmath.sqrt(2 + t)),
        ("max(a, 1)", lambda _: 0),
    ],
)
def test_derivatives(text: str, exact: object) -> None:
    with mpmath.workdps(40):
        t = mpmath.mpf("0.75")
        names = {"a": mpmath.mpf(2), "t": t, "exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt}
        value = eval(derivative(text, {"t": "1"}), {"__builtins__": {}}, names)  # noqa: S307 (ours)
        assert abs(value - exact(t)) < mpmath.mpf(10) ** -35


REFUSED = {
    "a state without a start": (lambda: Solution("", (), {"x": "1"}, {}, {"x": "t"}, ()), "start says nothing of 'x'"),
    "a state of the solution only": (lambda: mode(solution={"x": "a", "y": "a"}), "solution speaks of 'y'"),
    "a solution that speaks of itself": (
        lambda: mode(solution={"x": "x"}),
        "solution, x: line 1, column 1: 'x' is none",
    ),
    "no way to be monotone": (lambda: mode(monotone={"x": "up"}), "monotone, x: 'up' is none of increasing"),
    "the time as a parameter": (lambda: mode(time="a"), "the variable 'a' is declared twice"),
    "a square of the index": (
        lambda: sequence("1", "x", (), "x <= 2**(j*j)"),
        "the index stands in the exponent 'j * j'",
    ),
    "a base that moves": (lambda: sequence("1", "x", (), "x <= x**j"), "with a base that is the same at every step"),
    "nothing that moves": (lambda: Sequence("", (), {}, {}, (), "1 < 2"), "it speaks of nothing that moves"),
    "an equation without ==": (lambda: Identity("", ("x",), (), "x <= x"), "is no equation"),
    "no term": (lambda: TermwiseSum("", ("x",), (), (), "x <= x"), "each is empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_told_at_once(name: str) -> None:
    made, why = REFUSED[name]
    with pytest.raises(Misuse) as told:
        made()
    assert why in str(told.value)


OUT_OF_REACH = {
    "no derivative": (lambda: mode(solution={"x": "max(t, a)"}), "has no derivative everywhere"),
    "a limit of a solution": (lambda: mode(solution={"x": "exp(t)"}, limit={"x": "0"}), "a finite limit is not seen"),
    "a limit of two rates": (
        lambda: Limit("", ("k",), "t", "inf", "exp(-k*t) + exp(-t)", "0", ("k > 0",)),
        "is no multiple of",
    ),
    "an exponent that is no line": (lambda: Limit("", (), "t", "inf", "exp(-t**2)", "0", ()), "is not linear in t"),
    "a limit that is infinite": (lambda: Limit("", (), "t", "inf", "t", "0", ()), "a finite limit is not seen"),
}


@pytest.mark.parametrize("name", OUT_OF_REACH)
def test_what_makes_sense_and_cant_be_graded_is_undecided(name: str) -> None:
    """Which is no misuse of the file that it stands in."""
    made, why = OUT_OF_REACH[name]
    (found,) = run.grades([made()], 6.0, SEED)
    assert found.outcome is Outcome.UNDECIDED
    assert why in found.reason


UNDEFINED = {
    "a power of what may be negative": Inequality("", ("x", "k"), (), "x**k >= 0"),
    "a power of a parameter that may be negative": sequence("1", "x", (), "x*y**k >= 0 and x == 1", "y", "k"),
    "a start that divides by 0": sequence("1/b", "x", ("b >= 0",), "x == 1/b", "b"),
    "a limit of what is 0/0 for a parameter": Limit("", ("a",), "x", "inf", "(a*x)/(a*x)", "1", ()),
    "a limit of a root of what is negative": Limit("", ("a",), "x", "inf", "sqrt(a - 1/x)", "sqrt(a)", ()),
    "a step that divides by 0": sequence("1", "(x - 1)*x/(x - 1)", (), "x == 1"),
    "a root of a term that may be negative": sequence("1", "x + 0*sqrt(x - 2)", (), "x == 1"),
}
"""Where they are defined these hold; but they are not everywhere that is claimed."""


@pytest.mark.parametrize("name", UNDEFINED)
def test_what_is_not_defined_is_not_said_to_hold(name: str) -> None:
    assert grade(UNDEFINED[name], 3.0).outcome is not Outcome.HOLDS


@pytest.mark.parametrize("shows", [("x**2 >= 0", "x >= 0"), ("x >= 0", "x**2 >= 0")])
def test_two_obligations_of_one_name_are_both_asked(shows: tuple[str, str]) -> None:
    class Both:
        name, remark = "both", ""
        obligations = tuple(Obligation("same", Claim(x, scalars=("x",)), {"x": "x"}, necessary=False) for x in shows)

    assert together.grade(Both(), 4.0, SEED).outcome is Outcome.UNDECIDED


def test_names_that_are_ours_are_refused() -> None:
    with pytest.raises(Misuse, match="ends in _"):
        sequence("q_", "x", (), "x <= q_", "q_")
