"""Certificates that prove nothing of the kind, as the checker gets to see them, with the reason that it must name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Claim = dict[str, Any]


def line(shows: str, *terms: Mapping[str, Any], **fields: Any) -> Claim:
    return {"shows": shows, "terms": list(terms), **fields}


def by(lemma: str, shows: str, **names: str) -> Claim:
    return {"shows": shows, "lemma": lemma, "with": names}


def either(shows: str, *cases: str) -> Claim:
    return {"shows": shows, "cases": list(cases), "with": {"x": "x", "y": "y"}}


def step(label: str, shows: str, *lines: Claim, uses: tuple[str, ...] = ()) -> Claim:
    return {"label": label, "shows": shows, "uses": list(uses), "lines": list(lines)}


def claim(*steps: Claim, **fields: Any) -> Claim:
    """With x >= a > 0, and matrices X, Y, S of one size, S symmetric, and a rectangle R, unless the fields say more."""
    standard = {
        "label": "trap",
        "given": {},
        "positive": ["a"],
        "scalars": ["x", "y", "z"],
        "matrices": {"X": ["p", "p"], "Y": ["p", "p"], "S": ["p", "p"], "R": ["p", "q"]},
        "symmetric": ["S"],
    }
    return {**standard, **fields, "steps": list(steps)}


def one(shows: str, *lines: Claim, **given: str) -> Claim:
    """A claim of one step."""
    return claim(step("conclusion", shows, *lines), given=given)


@dataclass(frozen=True)
class Trap:
    """Claims, of which the last must be refused for a reason that contains one of these words."""

    what: str
    claims: tuple[Claim, ...]
    reason: str  # a regular expression


def trap(what: str, reason: str, *claims: Claim) -> Trap:
    return Trap(what, claims, reason)


FAILS_TO_HOLD = "does not hold"
LAST = "the last line is not"
KNOWN = "is known here|that is known here|KeyError|is not known"
POSITIVE = "not seen to be positive"
SHOWN = "do not show|an equation from an inequality"
STRICT = "certainly positive|do not show that anything is > 0"

LEMMA = {
    "label": "square",
    "given": {"h": "0 <= u"},
    "scalars": ["u"],
    "steps": [step("conclusion", "0 <= u**2", line("0 <= u**2", {"facts": ["h", "h"]}))],
}
OWN = claim(
    step("conclusion", "a*x >= 0", line("a*x >= 0", {"facts": ["h"], "positive": "a"})),
    given={"h": "x >= 0"},
    label="own",
)
SIGNS = tuple(
    claim(step("conclusion", "0 < x**2", *lines), given={"h": given}, label=label, positive=[])
    for label, given, lines in (
        ("above", "0 < x", [line("0 < x**2", {"facts": ["h", "h"]})]),
        ("below", "x < 0", [line("0 < x**2", {"facts": ["h", "h"]})]),
        ("of another", "y + x**2 < y", [line("0 < x**2", {"facts": ["h"]}, {"squares": ["x"], "times": "2"})]),
    )
)
CASES = "not all cases"
RECTANGULAR = {
    "label": "rectangular",
    "given": {"h": "T(A)*A == 1"},
    "matrices": {"A": ["n", "k"], "B": ["k", "k"]},
    "steps": [
        step("conclusion", "T(A)*A == 1 + norm(B)*0", line("T(A)*A == 1", {"equation": "h"})),
    ],
}

TRAPS = (
    # certificates for something else
    trap("a certificate for another statement", LAST, one("x >= 1", line("x + 1 >= 1", {"facts": ["h"]}), h="x >= 0")),
    trap("0 <= 0 for the claim", LAST, one("x <= y", line("0 <= 0"))),
    trap("0 + 0 = 0 for an equation", LAST, one("x == y", line("0 == 0"))),
    trap("0 <= 0 in disguise", LAST, one("x <= y", line("x - x <= y - y"))),
    trap(
        "the claim after a valid line, without a reason", FAILS_TO_HOLD, one("x <= y", line("0 <= 0"), line("x <= y"))
    ),
    trap("no line at all", LAST, one("x <= y")),
    trap("a valid proof of the converse", LAST, one("x <= y", line("y <= x", {"facts": ["h"]}), h="y <= x")),
    trap("a constant off by a factor", FAILS_TO_HOLD, one("x <= y", line("x <= y", {"facts": ["h"]}), h="x <= 2*y")),
    trap("indices swapped", FAILS_TO_HOLD, one("R*T(R) == 1", line("R*T(R) == 1", {"equation": "h"}), h="X*T(X) == 1")),
    trap(
        "a transpose forgotten",
        FAILS_TO_HOLD,
        one("X*X == 1", line("X*X == 1", {"equation": "h"}), h="T(X)*X == 1"),
    ),
    trap(
        "a product in the other order",
        FAILS_TO_HOLD,
        one("Y*X == 1", line("Y*X == 1", {"equation": "h"}), h="X*Y == 1"),
    ),
    # multipliers, signs and squares
    trap(
        "an identity times zero",
        f"{STRICT}|{POSITIVE}",
        one("x <= y", line("x <= y", multiplier=[{"times": "0"}])),
    ),
    trap("an identity times nothing", STRICT, one("x <= y", line("x <= y", multiplier=[]))),
    trap(
        "an identity times a negative number",
        POSITIVE,
        one("x <= y", line("x <= y", {"facts": ["h"]}, multiplier=[{"times": "-1"}]), h="y <= x"),
    ),
    trap(
        "an identity times what may be zero",
        STRICT,
        one("y >= 0", line("y >= 0", {"facts": ["h"]}, multiplier=[{"facts": ["g"]}]), g="x >= 0", h="x*y >= 0"),
    ),
    trap(
        "a negative share of a hypothesis",
        POSITIVE,
        one("x <= 0", line("x <= 0", {"facts": ["h"], "times": "-1"}), h="x >= 0"),
    ),
    trap("what is not known to be positive", POSITIVE, one("x >= 0", line("x >= 0", {"positive": "x"}))),
    trap("a difference for something positive", POSITIVE, one("a >= 1", line("a >= 1", {"positive": "a - 1"}))),
    trap(
        "a hypothesis twice, as if the square were smaller",
        FAILS_TO_HOLD,
        one("x >= 1", line("x >= 1", {"facts": ["h", "h"]}), h="x >= 1"),
    ),
    trap(
        "the square of a matrix among those of numbers",
        f"{POSITIVE}|no number",
        one("S*S >= 0", line("S*S >= 0", {"squares": ["S"]})),
    ),
    trap(
        "a product of facts about matrices",
        f"{POSITIVE}|no number",
        one("S*S >= 0", line("S*S >= 0", {"facts": ["h", "h"]}), h="S >= 0"),
    ),
    # strictness
    trap("strict for non-strict", STRICT, one("x > 0", line("x > 0", {"facts": ["h"]}), h="x >= 0")),
    trap("a square called positive", STRICT, one("x**2 > 0", line("x**2 > 0", {"squares": ["x"]}))),
    trap("an exponent at its boundary", STRICT, one("x > x", line("x > x"))),
    trap(
        "strict by a term that is zero",
        f"{STRICT}|{POSITIVE}",
        one("x > 0", line("x > 0", {"facts": ["h"]}, {"times": "0"}), h="x >= 0"),
    ),
    trap("strict by an equation", STRICT, one("x > 0", line("x > 0", {"equation": "h", "left": "1"}), h="x == 0")),
    trap("an order where matrices are strictly ordered", "no such order", one("S > 0", line("S > 0"))),
    trap("the strict claim from a line that is not", LAST, one("x > 0", line("x >= 0", {"facts": ["h"]}), h="x >= 0")),
    # equations and inequalities
    trap("an equation from inequalities", SHOWN, one("x == 0", line("x == 0", {"facts": ["h"]}), h="x >= 0")),
    trap("an equation from a congruence", SHOWN, one("S == 0", line("S == 0", {"of": "h"}), h="S >= 0")),
    trap("an inequality used as an equation", KNOWN, one("x == 0", line("x == 0", {"equation": "h"}), h="x >= 0")),
    # matrices
    trap("matrices without symmetry are ordered", "no such order", one("X <= Y", line("X <= Y"))),
    trap("a rectangle is ordered", "no such order|different sizes", one("0 <= R", line("0 <= R"))),
    trap("sizes that can't be added", "different sizes", one("X == R", line("X == R"))),
    trap("sizes that can't be multiplied", "be multiplied|unfit sizes", one("R*R == 0", line("R*R == 0"))),
    trap("a number added to a rectangle", "different sizes", one("R == 1", line("R == 1"))),
    trap(
        "the exponential without symmetry", "of a matrix|of such a matrix", one("exp(X)*exp(-X) == 1", line("0 == 0"))
    ),
    trap("a division by a matrix", "by a matrix", one("1/S >= 0", line("1/S >= 0"))),
    trap("a division by zero", "division by zero", one("1/(x - x) >= 0", line("0 <= 0"))),
    trap("0/0 is not 1", FAILS_TO_HOLD, one("x/x == 1", line("x/x == 1"))),
    trap("the absolute value, which no axiom knows", "no expression", one("abs(x) >= 0", line("0 <= 0"))),
    # lemmas
    trap(
        "an instance whose hypothesis is not known",
        KNOWN,
        LEMMA,
        one("0 <= x**2", by("square", "0 <= x**2", u="x")),
    ),
    trap(
        "an instance that says more than the lemma",
        "something else",
        LEMMA,
        one("0 <= x**3", by("square", "0 <= x**3", u="x"), h="0 <= x"),
    ),
    trap(
        "a matrix in place of a number",
        "of another kind",
        LEMMA,
        one("0 <= S*S", by("square", "0 <= S*S", u="S"), h="0 <= S"),
    ),
    trap(
        "a matrix without symmetry in a lemma on symmetric ones",
        "of another kind|symmetric|no such order",
        one("X <= norm(X)", by("norm-bounds-a-symmetric-matrix", "X <= norm(X)", X="X")),
    ),
    trap(
        "a lemma's sizes mixed up",
        "another kind",
        RECTANGULAR,
        one("T(R)*R == 1", by("rectangular", "T(R)*R == 1", A="R", B="S"), h="T(R)*R == 1"),
    ),
    trap(
        "a lemma that comes later",
        "KeyError|no lemma",
        one("0 <= x**2", by("cube", "0 <= x**2", u="x"), h="0 <= x"),
    ),
    trap(
        "a lemma that was refused",
        "KeyError|no lemma",
        {**LEMMA, "steps": [step("conclusion", "0 <= u**2", line("0 <= u**2"))]},
        one("0 <= x**2", by("square", "0 <= x**2", u="x"), h="0 <= x"),
    ),
    trap(
        "a theorem about a positive number that is not replaced",
        "known names",
        OWN,
        one("a*y >= 0", by("own", "a*y >= 0", x="y"), h="y >= 0"),
    ),
    trap(
        "a theorem about a positive number that may be 0",
        "'a > 0'. is not known",
        OWN,
        one("x*y >= 0", by("own", "x*y >= 0", a="x", x="y"), h="y >= 0", g="x >= 0"),
    ),
    trap("two cases, neither of them 0", CASES, *SIGNS, one("0 < x**2", either("0 < x**2", "above", "below"))),
    trap("one case twice", CASES, *SIGNS, one("0 < x**2", either("0 < x**2", "above", "above"))),
    trap("two cases of two numbers", CASES, *SIGNS, one("0 < x**2", either("0 < x**2", "above", "of another"))),
    trap("one case alone", "to unpack", *SIGNS, one("0 < x**2", either("0 < x**2", "above"))),
    trap("two claims of one name", "one name", LEMMA, LEMMA),
    trap("a claim called as an axiom", "one name", {**LEMMA, "label": "zero-norm"}),
    trap(
        "the exponential of the wrong sum",
        "something else",
        one("exp(x + y) == exp(x) + exp(y)", by("exponential-of-a-sum", "exp(x + y) == exp(x) + exp(y)", x="x", y="y")),
    ),
    trap(
        "the root of what may be negative",
        KNOWN,
        one("sqrt(x)**2 == x", by("square-of-a-root", "sqrt(x)**2 == x", x="x")),
    ),
    trap(
        "1/x where x may be zero",
        KNOWN,
        one("x*(1/x) == 1", by("quotient-times-divisor", "x*(1/x) == 1", x="x"), h="x >= 0"),
    ),
    # circles and names
    trap(
        "a step that uses itself",
        KNOWN,
        claim(step("s", "x >= y", line("x >= y", {"facts": ["s"]}), uses=("s",))),
    ),
    trap(
        "a step that uses a later one",
        KNOWN,
        claim(
            step("first", "x >= y", line("x >= y", {"facts": ["second"]}), uses=("second",)),
            step("second", "x >= y", line("x >= y", {"facts": ["first"]}), uses=("first",)),
        ),
    ),
    trap(
        "a line that uses itself",
        KNOWN,
        one("x >= y", line("x >= y", {"facts": ["1"]})),
    ),
    trap(
        "a step that uses one without saying so",
        KNOWN,
        claim(
            step("first", "x >= 0", line("x >= 0", {"facts": ["h"]})),
            step("second", "2*x >= 0", line("2*x >= 0", {"facts": ["first"], "times": "2"})),
            given={"h": "x >= 0"},
        ),
    ),
    trap(
        "a line of another step",
        KNOWN,
        claim(
            step("first", "x >= 0", line("2*x >= 0", {"facts": ["h"], "times": "2"}), line("x >= 0", {"facts": ["h"]})),
            step("second", "x >= 0", line("x >= 0", {"facts": ["2"]})),
            given={"h": "x >= 0"},
        ),
    ),
    trap(
        "a hypothesis that nothing needs",
        "needs|no need of",
        one("x >= 0", line("x >= 0", {"facts": ["h"]}), h="x >= 0", spare="y >= 7"),
    ),
    trap("a name that is a function", "is taken", claim(scalars=["norm"])),
    trap("a number and a matrix of one name", "is taken", claim(scalars=["X"])),
    trap(
        "a symmetric rectangle",
        "no such order|not square|different sizes",
        claim(step("s", "0 <= R", line("0 <= R")), symmetric=["R"]),
    ),
    # numbers that are none
    trap(
        "a fraction with a decimal point", "no expression|can't be read|is no text", one("x >= 0.5", line("x >= 0.5"))
    ),
    trap("a truth value", "no expression", one("x >= True", line("x >= True"))),
    trap("not a number", "no expression", one("x >= nan", line("x >= nan"))),
    trap("infinity", "no expression", one("x <= inf", line("x <= inf"))),
    trap("a power of a thousand", "no expression", one("x**1000 >= 0", line("x**1000 >= 0"))),
    trap("a negative power", "no expression", one("x**-2 >= 0", line("x**-2 >= 0"))),
    trap("code", "no expression", one("x >= __import__(x)", line("0 <= 0"))),
    trap("two relations in one", "no statement", one("0 <= x <= 1", line("0 <= x <= 1"))),
    trap("no relation", "no statement", one("x", line("x"))),
)

NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "true",
    "null",
    "[]",
    "-1",
    '"nan"',
    '"inf"',
    '"-1"',
    '"1/0"',
    "1" + "0" * 5000,
)
"""In place of a number in a file: what may stand before x >= 0, so that x >= 1 would follow, is none of these."""
