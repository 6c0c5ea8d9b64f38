"""The language of claims: what it means, and what it refuses, in one sentence and at once."""

from fractions import Fraction

import pytest

from paper import Misuse
from proofs.grading.numbers.expression import expression, statement
from proofs.scalar.claims import FRACTIONS, Claim

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
}

REFUSED = {
    "": "the text is empty",
    "  \n": "the text is empty",
    "x <": "line 1, column 4: the end of the text stands where a number, a name or '(' is expected",
    "x": "one of <= >= == < > is expected",
    "x < y < 1": "line 1, column 7: '<' is one comparison too many",
    "x = 1": "write == for an equation",
    "x != 1": "there is no 'not equal' here",
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
    "x**-1 < 1": "an exponent is a whole number from 1 to 40",
    "x**0 < 1": "an exponent is a whole number from 1 to 40",
    "x**y < 1": "an exponent is a whole number from 1 to 40",
    "10**10**10 < 1": "an exponent is a whole number from 1 to 40",
    "2**41 < 1": "an exponent is a whole number from 1 to 40",
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
        statement(text, NAMES)
    assert REFUSED[text] in str(told.value)
    assert len(str(told.value)) < 300
