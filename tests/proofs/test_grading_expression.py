"""The language of claims: what it means, and what it refuses, in one sentence and at once."""

import ast
from fractions import Fraction

import mpmath
import pytest

from numeric.field import Balls
from paper import Misuse
from proofs.grading.numbers.expression import alternatives, cases, conjunction, expression
from proofs.scalar.claims import FRACTIONS, Claim, evaluated, of_field

NAMES = {"x": "x", "y": "y", "lambda": "lambda_"}
POINT = {"x": Fraction(3, 2), "y": Fraction(-2), "lambda_": Fraction(5)}

VALUES = {
    "x + y*2": Fraction(-5, 2),
    "-x**2": Fraction(-9, 4),
    "2 - -x": Fraction(7, 2),
    "x/y/2": Fraction(-3, 8),
    "x - y - 1": Fraction(5, 2),
    "0.1 + 1e-3*2": Fraction(102, 1000),
    "0.5**2": Fraction(1, 4),
    "abs(y) + abs(x)": Fraction(7, 2),
    "-abs(y)**2": Fraction(-4),
    "min(x, y, 1)*2": Fraction(-4),
    "3 - min(x, y)": Fraction(5),
    "max(x, y, lambda, 1)": Fraction(5),
    "(x + y)\n * lambda": Fraction(-5, 2),
    "x**-1": Fraction(2, 3),
    "y**(-3)": Fraction(-1, 8),
    "y**0": Fraction(1),
    "(x - x)**0": Fraction(1),
    "2**45/2**44": Fraction(2),
    "x**(4/4)": Fraction(3, 2),
}

REFUSED = {
    "": "the text is empty",
    "  \n": "the text is empty",
    "x <": "line 1, column 4: the end of the text stands where a number, a name or '(' is expected",
    "x": "one of <= >= == < > is expected",
    "x < 1 or": "line 1, column 9: the end of the text stands where",
    "x < 1 and y": "line 1, column 12: the end of the text stands where one of",
    "not x < 1": "'not' is none of the names known here",
    "x < tau": "declare it",
    "(x < 1 or y < 1)": "'<' stands where ')' is expected",
    "x = 1": "write == for an equation",
    "!x": "write != for 'not equal'",
    "|x| < 1": "write abs(x)",
    " and ".join(["x != 1"] * 6): "it has more than 32 cases",
    "x^2 < 1": "write ** for a power",
    "x y < 1": "line 1, column 3: 'y' stands where",
    "z < 1": "line 1, column 1: 'z' is none of the names known here",
    "x <\n 2*z": "line 2, column 4: 'z' is none",
    "x < é": "line 1, column 5: '\\xe9' has no meaning here",
    "x < ٣": "has no meaning here",
    "__import__('os').system('true') < 1": "has no meaning here",
    "__import__(x) < 1": "'__import__' is none of the names",
    "x.y < 1": "'.' has no meaning here",
    "[x] < 1": "'[' has no meaning here",
    "exp < 1": "'<' stands where '(' is expected",
    "exp(x, y) < 1": "exp takes one argument, and has 2 here",
    "max(x) < 1": "max takes two arguments or more, and has 1 here",
    "10**10**10 < 1": "line 1, column 5: a power of a power needs parentheses",
    "x**1001 < 1": "line 1, column 4: an exponent is at most 1000; 1001 is more",
    "x**-1001 < 1": "an exponent is at most 1000",
    "x**(y < 1": "'<' stands where ')' is expected",
    "(" * 100_000: "a text of 100000 characters is too long",
    "(" * 5_000: "line 1, column 101: parentheses are nested more than 100 deep",
    "abs(" * 50 + "x" + ")" * 50 + " < 1": "written out, this has more than 10000 characters",
    "1" * 200 + " < x": "a number has 200 characters",
    "(x < 1) < 1": "'<' stands where ')' is expected",
}


@pytest.mark.parametrize("text", VALUES)
def test_texts_mean_what_they_mean_in_mathematics(text: str) -> None:
    claim = Claim(f"{expression(text, NAMES)} == 0", scalars=tuple(POINT))
    value, _ = claim.conclusion.sides(POINT, FRACTIONS)
    assert value == VALUES[text]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:30])
def test_what_is_not_in_the_language_is_refused(text: str) -> None:
    with pytest.raises(Misuse) as told:
        cases(text, NAMES)
    assert REFUSED[text] in str(told.value)
    assert len(str(told.value)) < 300


FUNCTIONS = {
    "x**y": lambda x, y: x**y,
    "x**-y": lambda x, y: x**-y,
    "x**0.5": lambda x, _: mpmath.sqrt(x),
    "x**(7/4)": lambda x, _: x ** mpmath.mpf("1.75"),
    "x**-1.5": lambda x, _: x ** mpmath.mpf("-1.5"),
    "(1 + x/2)**(x + 1)": lambda x, _: (1 + x / 2) ** (x + 1),
    "e**(x - 1)": lambda x, _: mpmath.exp(x - 1),
    "e": lambda *_: mpmath.e,
    "ln(x)": lambda x, _: mpmath.log(x),
    "cosh(x)": lambda x, _: mpmath.cosh(x),
    "sinh(y)": lambda _, y: mpmath.sinh(y),
    "tanh(x*y)": lambda x, y: mpmath.tanh(x * y),
    "logistic(y)": lambda _, y: 1 / (1 + mpmath.exp(-y)),
}


@pytest.mark.parametrize("text", FUNCTIONS)
def test_what_the_checker_has_no_name_for_is_written_by_what_it_has(text: str) -> None:
    balls = Balls(200)
    with balls.working(), mpmath.workprec(200):
        letters = {name: balls.number(x) for name, x in POINT.items()}
        tree = ast.parse(expression(text, NAMES), mode="eval").body
        value = evaluated(tree, letters, of_field(balls))
        expected = FUNCTIONS[text](mpmath.mpf(3) / 2, mpmath.mpf(-2))
        assert abs(mpmath.mpf(value.mid().str(60, radius=False)) - expected) < mpmath.mpf(2) ** -150


def test_a_variable_may_be_called_as_what_is_written_by_others() -> None:
    assert expression("e + cosh + ln", {"e": "e", "cosh": "cosh", "ln": "ln"}) == "e + cosh + ln"


CASES = {
    "0 <= x <= 1": (("0 <= x", "x <= 1"),),
    "x != 1": (("x < 1",), ("x > 1",)),
    "x < 1 and y < 2": (("x < 1", "y < 2"),),
    "x < 1 or x > 2 and y < 2": (("x < 1",), ("x > 2", "y < 2")),
    "0 < x != 1": (("0 < x", "x < 1"), ("0 < x", "x > 1")),
}


@pytest.mark.parametrize("text", CASES)
def test_hypotheses_have_cases(text: str) -> None:
    assert cases(text, {"x": "x", "y": "y"}) == CASES[text]


def test_conclusions_have_none() -> None:
    assert conjunction("0 <= x <= 1 and y > 0", {"x": "x", "y": "y"}) == ("0 <= x", "x <= 1", "y > 0")
    with pytest.raises(Misuse, match="write a claim for each case"):
        conjunction("x < 0 or x > 0", {"x": "x"})


ALTERNATIVES = {
    "0 <= x <= 1": (("0 <= x",), ("x <= 1",)),
    "x != 1": (("x < 1", "x > 1"),),
    "x < 1 or x > 2 and y < 2": (("x < 1", "x > 2"), ("x < 1", "y < 2")),
    "x < 1 or x < 1": (("x < 1",),),
}


@pytest.mark.parametrize("text", ALTERNATIVES)
def test_of_each_list_in_a_conclusion_one_is_to_hold(text: str) -> None:
    assert alternatives(text, {"x": "x", "y": "y"}) == ALTERNATIVES[text]


def test_a_conclusion_has_not_too_many_cases() -> None:
    with pytest.raises(Misuse, match="more than 32 cases"):
        alternatives(" or ".join(f"x < {n} < y < {n + 1}" for n in range(4)), {"x": "x", "y": "y"})
