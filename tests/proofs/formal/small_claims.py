"""Small claims that have between them a line of every kind, as certificates."""

from typing import Any

Claim = dict[str, Any]
LETTERS: Claim = {
    "positive": ["a"],
    "scalars": ["x", "y"],
    "matrices": {"X": ["n", "n"], "S": ["n", "n"], "J": ["n", "k"]},
    "symmetric": ["S"],
}


def claim(label: str, given: dict[str, str], shows: str, *lines: Claim, letters: Claim = LETTERS) -> Claim:
    """A claim of one step; a line that says nothing shows what the step does."""
    step = {"label": "end", "shows": shows, "uses": [], "lines": [{"shows": shows, **line} for line in lines]}
    return {"label": label, **letters, "given": given, "steps": [step]}


def cites(lemma: str, shows: str, **names: str) -> Claim:
    return {"shows": shows, "lemma": lemma, "with": names}


def either(one: str, other: str, shows: str, **names: str) -> Claim:
    return {"shows": shows, "cases": [one, other], "with": names}


CLAIMS: tuple[Claim, ...] = (
    claim("facts and squares", {"h": "x >= 0"}, "3*a*x*y**2 + x >= 0", {"terms": [
        {"times": "3", "positive": "a", "facts": ["h"], "squares": ["y"]}, {"facts": ["h"]}]}),
    claim("a strict sum", {"h": "x > 0"}, "a + x + y**2 > 0", {"terms": [
        {"positive": "a"}, {"facts": ["h"]}, {"squares": ["y"]}]}),
    claim("a multiplier", {"h": "x > 0", "g": "x*y >= a/2"}, "y > 0", {
        "multiplier": [{"facts": ["h"]}], "terms": [{"facts": ["g"]}, {"times": "1/2", "positive": "a"}]}),
    claim("a strict product", {"h": "x > 0", "g": "y > 0"}, "a*x*y + x + y > 0", {"terms": [
        {"positive": "a", "facts": ["h", "g"]}, {"facts": ["h"]}, {"facts": ["g"]}]}),
    claim("an equation in an order", {"h": "x == 2", "g": "y >= 0"}, "y + 3*x >= 6", {"terms": [
        {"facts": ["g"]}, {"equation": "h", "left": "3"}]}),
    claim("an equation halved", {"h": "a*x == a*y"}, "x == y", {
        "multiplier": [{"positive": "a"}], "terms": [{"equation": "h"}]}),
    claim("equations in an order", {"h": "S*S == 1", "g": "x == y", "o": "S >= 0"}, "3*S*S + S + x >= 3 + y", {
        "terms": [{"of": "o"}, {"equation": "h", "left": "3"}, {"equation": "g"}]}),
    claim("equations within words", {"h": "X*S == 1", "g": "x == y"}, "S*X*S*X + X*S*X + x == S*X + X + y", {"terms": [
        {"equation": "h", "left": "S", "right": "X"}, {"equation": "h", "right": "X"}, {"equation": "g"}]}),
    claim("an equation of numbers", {"h": "x == 2*y"}, "x**2 == 4*y**2", {"terms": [
        {"equation": "h", "left": "x"}, {"equation": "h", "right": "2*y"}]}),
    claim("orders of matrices", {"h": "S >= 0", "g": "x >= 1"}, "x*T(J)*S*J + T(J)*J + x >= 1", {"terms": [
        {"of": "h", "by": "J", "facts": ["g"]}, {"of": "h", "by": "J"}, {"by": "J"}, {"facts": ["g"]}]}),
    claim("an order with a multiplier", {"h": "a*S >= 2*a"}, "S >= 1", {
        "multiplier": [{"positive": "a"}], "terms": [{"of": "h"}, {"positive": "a"}]}),
    claim("equations of matrices", {"h": "X*S == 1", "g": "x == y"}, "S*T(X)*X + x*X == S*T(X)*X*X*S + y*X", {"terms": [
        {"equation": "h", "left": "-S*T(X)*X"}, {"equation": "g", "right": "X"}]}),
    claim("an equation with a multiplier", {"h": "a*X == a*S"}, "X == S", {
        "multiplier": [{"positive": "a"}], "terms": [{"equation": "h"}]}),
    claim("a number by matrices", {"h": "x + S >= 0", "g": "-S >= 0"}, "x >= 0", {"terms": [{"of": "h"}, {"of": "g"}]}),
    claim("a positive number by matrices", {"h": "x + S >= a", "g": "-S >= 0"}, "x > 0", {"terms": [
        {"of": "h"}, {"of": "g"}, {"positive": "a"}]}),
    claim("an equation of numbers by matrices", {"h": "x + X == y + X"}, "x == y", {"terms": [{"equation": "h"}]}),
    claim("a multiplier by matrices", {"h": "S >= 0", "g": "1 - S >= 0", "e": "x >= 0"}, "2*x >= 0", {
        "multiplier": [{"of": "h"}, {"of": "g"}, {"positive": "1"}], "terms": [{"times": "4", "facts": ["e"]}]}),
    claim("norms", {"h": "norm(J) <= x"}, "norm(-J) + norm(S) <= x + norm(S)",
        cites("norm-is-not-negative", "norm(S) >= 0", X="S"), {"terms": [{"facts": ["h"]}]}),
    claim("a norm of what is opposite", {"h": "norm(J) == x"}, "x >= 0",
        cites("norm-is-not-negative", "norm(J) >= 0", X="-J"),
        {"terms": [{"facts": ["1"]}, {"equation": "h", "left": "-1"}]}),
    claim("the least bound", {"h": "x >= 0", "g": "2*T(J)*J <= 2*x**2"}, "norm(J) <= x",
        cites("norm-is-the-least-bound", "norm(J) <= x", e="x", X="J")),
    claim("inverses", {"h": "x > y"}, "(x - y)*(2/(2*x - 2*y)) == 1",
        {"shows": "x - y > 0", "terms": [{"facts": ["h"]}]},
        cites("quotient-times-divisor", "(x - y)*(1/(x - y)) == 1", x="x - y")),
    claim("an inverse of what is positive", {}, "1/a > 0",
        {"shows": "a > 0", "terms": [{"positive": "a"}]}, cites("inverse-is-positive", "1/a > 0", x="a")),
    claim("the larger of two", {"h": "x <= 1", "g": "y <= 1"}, "max(y, x) <= 1",
        cites("maximum-is-the-least-bound", "max(x, y) <= 1", x="x", y="y", e="1")),
    claim("one of two", {"h": "max(x, y) <= 1"}, "x <= 1",
        cites("maximum-bounds", "x <= max(x, y)", x="x", y="y"), {"terms": [{"facts": ["1"]}, {"facts": ["h"]}]}),
    claim("exponentials", {}, "exp(x + x)*exp(a) == exp(2*x + a)",
        cites("exponential-of-a-sum", "exp(2*x + a) == exp(2*x)*exp(a)", x="2*x", y="a"),
        {"terms": [{"equation": "1", "left": "-1"}]}),
    claim("exponentials of matrices", {"h": "S <= y"}, "norm(exp(a*S)) <= exp(a*y)",
        {"shows": "a >= 0", "terms": [{"positive": "a"}]},
        cites("norm-of-a-matrix-exponential", "norm(exp(a*S)) <= exp(a*y)", X="S", s="a", b="y")),
    claim("roots", {"h": "x >= 0"}, "sqrt(x)**2 + sqrt(x) >= x",
        cites("square-of-a-root", "sqrt(x)**2 == x", x="x"), cites("root-is-not-negative", "sqrt(x) >= 0", x="x"),
        {"terms": [{"equation": "1"}, {"facts": ["2"]}]}),
    claim("pivots", {"h": "definiteness(S) >= 0"}, "T(X)*S*X >= 0",
        cites("least-pivot-tells-the-sign", "S >= 0", X="S"), {"terms": [{"of": "1", "by": "X"}]}),
    claim("definitions", {"h": "bound <= 1"}, "x + y <= 1 + y", {"terms": [{"facts": ["h"]}]},
        letters={**LETTERS, "definitions": {"bound": "x"}}),
)  # fmt: skip

NUMBER: Claim = {"scalars": ["x"]}
BOUND = {"shows": "0 <= max(0, x)", "lemma": "maximum-bounds", "with": {"x": "0", "y": "x"}}
LEAST = {"shows": "max(x, 0) <= 0", "lemma": "maximum-is-the-least-bound", "with": {"x": "x", "y": "0", "e": "0"}}
SHOWS = "x*max(x, 0) >= 0"
LEMMAS: tuple[Claim, ...] = (
    claim("above 0", {"h": "x >= 0"}, SHOWS, BOUND, {"terms": [{"facts": ["h", "1"]}]}, letters=NUMBER),
    claim("below 0", {"h": "x < 0"}, SHOWS,
        {"shows": "0 <= 0", "terms": []}, LEAST, {"terms": [{"facts": ["h", "2"]}]}, letters=NUMBER),
    claim("positive", {}, SHOWS, BOUND, {"terms": [{"positive": "x", "facts": ["1"]}]}, letters={"positive": ["x"]}),
    claim("at most 0", {"h": "2*x <= 0"}, SHOWS,
        {"shows": "0 <= 0", "terms": []}, {"shows": "x <= 0", "terms": [{"times": "1/2", "facts": ["h"]}]}, LEAST,
        {"terms": [{"facts": ["2", "3"]}]}, letters=NUMBER),
    claim("a quotient", {"h": "b <= 1"}, "a <= a/b",
        {"terms": [{"positive": "a/b", "facts": ["h"]}]}, letters={"positive": ["a", "b"]}),
    claim("two spellings", {"h": "exp(2*x)*(1/(2*x)) <= a"}, "exp(x + x)/x <= 2*a",
        {"terms": [{"times": "2", "facts": ["h"]}]}, letters={"positive": ["a"], **NUMBER}),
)  # fmt: skip
"""Claims that CITING cites."""

CITING: tuple[Claim, ...] = (
    claim("two cases", {}, "(y - 1)*max(y - 1, 0) >= 0",
        either("above 0", "below 0", "max(0, y - 1)*(y - 1) >= 0", x="y - 1")),
    claim("two cases, the other one first", {}, "x*max(2*x, 0) >= 0",
        either("below 0", "above 0", "x*max(2*x, 0) >= 0", x="2*x")),
    claim("two cases, one of them of a positive number", {}, SHOWS, either("positive", "at most 0", SHOWS, x="x")),
    claim("two cases, both of which have 0", {}, SHOWS, either("at most 0", "above 0", SHOWS, x="x")),
    claim("a lemma about positive numbers", {"h": "x <= 1", "g": "0 < x"}, "a <= a/x",
        {"shows": "0 < a", "terms": [{"positive": "a"}]}, cites("a quotient", "a <= a/x", a="a", b="x")),
    claim("a lemma about a power of a positive number", {"h": "a*a <= 1"}, "2 <= 2/a**2",
        {"shows": "2 > 0", "terms": [{"times": "2"}]}, {"shows": "0 < a**2", "terms": [{"positive": "a**2"}]},
        cites("a quotient", "2 <= 2/a**2", a="2", b="a**2")),
    claim("a lemma that spells its calls in two ways", {"h": "exp(2*y)/(4*y) <= a/2"}, "exp(y + y)/y <= 2*a",
        {"shows": "0 < a", "terms": [{"positive": "a"}]},
        cites("two spellings", "exp(2*y)*(1/y) <= 2*a", a="a", x="y")),
)  # fmt: skip
"""Claims that are checked after LEMMAS."""
