"""What the checker makes of a text, to the last fraction; what it costs, to the last unit; and where its limits are."""

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from proofs import checker
from proofs.checker import Invalid, Letter, Monomial, Scope, Sum

SCOPE = {
    "positive": ["a"],
    "scalars": ["x", "y"],
    "matrices": {"M": ["n", "n"], "S": ["n", "n"], "J": ["n", "k"]},
    "symmetric": ["S"],
}
M, S, J = ("M", "n", "n", "M'"), ("S", "n", "n", "S"), ("J", "n", "k", "J'")
TJ = ("J'", "k", "n", "J")


def monomial(*word: Letter, **powers: int) -> Monomial:
    return tuple(sorted(powers.items())), word


def atom(name: str) -> Monomial:
    """A number of which only axioms say more."""
    return ((name, 1),), ()


MEANINGS: Mapping[str, Sum] = {
    "x": {monomial(x=1): Fraction(1)},
    "a": {monomial(a=1): Fraction(1)},
    "M": {monomial(M): Fraction(1)},
    "S": {monomial(S): Fraction(1)},
    "2": {monomial(): Fraction(2)},
    "-x - 2*y": {monomial(x=1): Fraction(-1), monomial(y=1): Fraction(-2)},
    "x - x": {},
    "x**1*x**40": {monomial(x=41): Fraction(1)},
    "y*x*M*J*3": {monomial(M, J, x=1, y=1): Fraction(3)},
    "T(M*J) + T(J)*S": {monomial(TJ, ("M'", "n", "n", "M")): Fraction(1), monomial(TJ, S): Fraction(1)},
    "x/(2*a**2)": {monomial(a=-2, x=1): Fraction(1, 2)},
    "a/a": {monomial(): Fraction(1)},
    "3/(2*x)": {atom("inverse(1*x^1)"): Fraction(3, 2)},
    "1/(4 - 2*x*y)": {atom("inverse(1 + -1/2*x^1*y^1)"): Fraction(1, 4)},
    "1/(2*a + 2*a**2)": {atom("inverse(1*a^1 + 1*a^2)"): Fraction(1, 2)},
    "norm(S*x - 2)": {atom("norm(2 + -1*x^1*S)"): Fraction(1)},
    "norm(2 - S*x)": {atom("norm(2 + -1*x^1*S)"): Fraction(1)},
    "norm(-J)": {atom("norm(1*J)"): Fraction(1)},
    "norm(J - J)": {atom("norm()"): Fraction(1)},
    "definiteness(-M*S)": {atom("definiteness(-1*M*S)"): Fraction(1)},
    "max(y, 2*x)": {atom("max(1*y^1, 2*x^1)"): Fraction(1)},
    "max(2*x, y)": {atom("max(1*y^1, 2*x^1)"): Fraction(1)},
    "exp(-x)": {atom("exp(-1*x^1)"): Fraction(1)},
    "exp(x - x)": {atom("exp()"): Fraction(1)},
    "log(a)/2": {atom("log(1*a^1)"): Fraction(1, 2)},
    "sqrt(x + y)": {atom("sqrt(1*x^1 + 1*y^1)"): Fraction(1)},
    "exp(-S)": {monomial(("exp(-1*S)", "n", "n", "exp(-1*S)")): Fraction(1)},
}


@pytest.mark.parametrize("source", MEANINGS)
def test_what_an_expression_stands_for(source: str) -> None:
    """Each name for itself, once; and what is not expanded has one way in which its name is written."""
    assert Scope(SCOPE).expression(source) == MEANINGS[source]


STATEMENTS: Mapping[str, tuple[str, Sum]] = {
    "2*x >= 4": (">=", {monomial(): Fraction(-1), monomial(x=1): Fraction(1, 2)}),
    "-2*x < y": (">", {monomial(x=1): Fraction(1), monomial(y=1): Fraction(1, 2)}),
    "4 == 2*x": ("==", {monomial(): Fraction(1), monomial(x=1): Fraction(-1, 2)}),
    "2*x == 4": ("==", {monomial(): Fraction(1), monomial(x=1): Fraction(-1, 2)}),
    "x <= x": (">=", {}),
}


@pytest.mark.parametrize("source", STATEMENTS)
def test_what_a_statement_says(source: str) -> None:
    """Up to a positive factor, and for an equation up to any: the first coefficient becomes 1, or -1."""
    assert checker.normal(*Scope(SCOPE).statement(source)) == STATEMENTS[source]


RELATIONS: Mapping[str, tuple[str, Sum]] = {
    "x >= y": (">=", {monomial(x=1): Fraction(1), monomial(y=1): Fraction(-1)}),
    "x > y": (">", {monomial(x=1): Fraction(1), monomial(y=1): Fraction(-1)}),
    "x <= y": (">=", {monomial(x=1): Fraction(-1), monomial(y=1): Fraction(1)}),
    "x < y": (">", {monomial(x=1): Fraction(-1), monomial(y=1): Fraction(1)}),
    "x == y": ("==", {monomial(x=1): Fraction(1), monomial(y=1): Fraction(-1)}),
}


@pytest.mark.parametrize("source", RELATIONS)
def test_how_a_statement_is_read(source: str) -> None:
    """As the difference of its sides, compared with 0."""
    assert Scope(SCOPE).statement(source) == RELATIONS[source]


def step(shows: str, *lines: dict[str, Any]) -> dict[str, Any]:
    return {"label": "end", "shows": shows, "uses": [], "lines": [{"shows": shows, **line} for line in lines]}


OTHER_KIND = "what replaces 'x' is of another kind or size, or not symmetric"
REFUSALS: tuple[tuple[str, Any, str], ...] = (
    ("scalars", ["2x"], "'2x' is taken, or is no name"),
    ("scalars", [""], "'' is taken, or is no name"),
    ("scalars", ["exp"], "'exp' is taken, or is no name"),
    ("scalars", ["x", "x"], "'x' is taken, or is no name"),
    ("matrices", {"S": ["n", "k"]}, "'S' is not square, and so not symmetric"),
    ("given", {"h": "x is y"}, "'x is y' is no statement"),
    ("given", {"h": "x"}, "'x' is no statement"),
    ("given", {"h": "\xb5 >= 0"}, "'\xb5 >= 0' is no text"),
    ("given", {"h": "z >= 0"}, "'z' is no expression of known names"),
    ("given", {"h": "True >= 0"}, "'True' is no expression of known names"),
    ("given", {"h": "x**0 >= 0"}, "'x ** 0' is no expression of known names"),
    ("given", {"h": "abs(x) >= 0"}, "'abs(x)' is no expression of known names"),
    ("given", {"h": "exp(x, y) >= 0"}, "'exp(x, y)' is no expression of known names"),
    ("given", {"h": "1/(x - x) >= 0"}, "a division by zero, or by a matrix"),
    ("given", {"h": "S > 0"}, "'S > 0': these have no such order"),
    ("steps", [], "no steps, or no need of []"),
    ("steps", [step("x >= 0")], "the last line is not 'x >= 0'"),
    ("steps", [step("x >= 0", {"terms": [{"facts": ["g"]}]})], "no >= or > 'g' is known here"),
    ("steps", [step("x >= 0", {"lemma": "none"})], "KeyError('with')"),
    (
        "steps",
        [step("x >= 0", {"lemma": "none", "with": {"x": "x"}})],
        "'none' is no axiom, and no lemma that was proved before",
    ),
    ("steps", [step("x >= 0", {"lemma": "square-of-a-root", "with": {"x": "S"}})], OTHER_KIND),
)


@pytest.mark.parametrize(("field", "changed", "why"), REFUSALS)
def test_what_a_refusal_says(field: str, changed: Any, why: str) -> None:
    """In its own words where the claim is not proved; whatever else goes wrong is named as Python names it."""
    claim = {"label": "claim", "given": {}, "scalars": ["x", "y"], "matrices": {"S": ["n", "n"]}, "symmetric": ["S"]}
    assert checker.check({"claims": [{**claim, "steps": [], field: changed}]}) == [("claim", why)]


def test_a_claim_that_has_an_earlier_one_s_name_is_refused() -> None:
    claim = {"label": "claim", "given": {}, "steps": [step("1 > 0", {"terms": [{}]})]}
    twice = "two things have one name, or a fact is called as a line is"
    assert checker.check({"claims": [claim, claim]}) == [("claim", ""), ("claim", twice)]


WELL = '"format": "flowproof certificates 1"'
VALID = json.dumps({"label": "claim", "given": {}, "steps": [step("1 > 0", {"terms": [{}]})]})
FILES: Mapping[str, tuple[str, str]] = {
    "another format": ('{"format": "flowproof certificates 2", "claims": [%s]}', "not in format"),
    "a name twice": (f'{{{WELL}, {WELL}, "claims": [%s]}}', "a name comes twice"),
    "a backslash": (f'{{{WELL}, "claims": [%s], "remark": "\\n"}}', "not in format"),
    "no claims": (f'{{{WELL}, "claims": [], "remark": [%s]}}', "not in format"),
}


@pytest.mark.parametrize("what", FILES)
def test_one_flaw_makes_a_file_unreadable(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though its claim is valid, and the file without the flaw is accepted; each claim is told in a line."""
    monkeypatch.chdir(tmp_path)
    text, why = FILES[what]
    for name, content in (("well", f'{{{WELL}, "claims": [{VALID}]}}'), ("flawed", text % VALID)):
        (tmp_path / name).write_text(content, encoding="ascii")
    assert checker.main(["well"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["valid    claim"]
    assert checker.main(["well", "well"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["valid    'well': claim"] * 2
    assert checker.main(["flawed"]) == 3
    assert why in capsys.readouterr().err


def test_axioms_say_what_their_names_are() -> None:
    """So that whoever evaluates an axiom has all of them; X and Y have four different sizes."""
    for axiom in checker.axioms().values():
        assert axiom["scalars"] == list("xyesb")
        assert axiom["matrices"] == {name: [f"rows of {name}", f"columns of {name}"] for name in "XY"}


COSTS: Mapping[str, tuple[list[tuple[Monomial, Fraction]], int]] = {
    "nothing": ([], 250),
    "a number, of 3 and of 1 bits": ([(monomial(), Fraction(5))], 250 + 250 + 3 + 1),
    "a fraction, of 1 and of 3 bits": ([(monomial(), Fraction(-1, 4))], 250 + 250 + 1 + 3),
    "a power": ([(monomial(abc=7), Fraction(1))], 250 + 250 + 3 + 7 + 1 + 1 + 5),
    "a negative power": ([(monomial(abc=-7), Fraction(1))], 250 + 250 + 3 + 7 + 1 + 1 + 5),
    "letters, by their names": (
        [(monomial(("long", "n", "n", "long'"), ("M", "row", "column", "M'"), x=1), Fraction(1))],
        250 + 250 + 4 + 1 + 1 + 1 + 1 + 1 + 3 * 5,
    ),
    "two terms, the second with the first": (
        [(monomial(), Fraction(1)), (monomial(), Fraction(3))],
        250 + 250 + 1 + 1 + 250 + 3 + 1,
    ),
}


@pytest.mark.parametrize("what", COSTS)
def test_what_a_sum_costs(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the length of all that is written down; and it is expanded only if something of the limit is left."""
    terms, cost = COSTS[what]
    monkeypatch.setitem(checker.WORK, "left", cost + 1)
    checker.collect(terms)
    assert checker.WORK["left"] == 1
    if terms:
        monkeypatch.setitem(checker.WORK, "left", cost)
        with pytest.raises(Invalid, match="too large"):
            checker.collect(terms)


LIMITS: Mapping[str, tuple[Any, Any]] = {
    "a number": ([(monomial(), Fraction(2**9998))], [(monomial(), Fraction(2**9999))]),
    "a name": ([(monomial(**{"n" * 9997: 1}), Fraction(1))], [(monomial(**{"n" * 9998: 1}), Fraction(1))]),
    "terms": (
        [(monomial(**{f"x{i}": 1}), Fraction(1)) for i in range(10_000)],
        [(monomial(**{f"x{i}": 1}), Fraction(1)) for i in range(10_001)],
    ),
}


@pytest.mark.parametrize("what", LIMITS)
def test_where_a_sum_is_too_large(what: str) -> None:
    largest, larger = LIMITS[what]
    assert checker.collect(largest)
    with pytest.raises(Invalid, match="too large"):
        checker.collect(larger)


def test_where_a_text_is_too_long() -> None:
    assert Scope(SCOPE).expression("x".ljust(10_000)) == MEANINGS["x"]
    with pytest.raises(Invalid, match="is no text"):
        Scope(SCOPE).expression("x".ljust(10_001))


def test_the_limits_are_those_of_the_page() -> None:
    """Another checker may rely on them."""
    assert (checker.LIMIT, checker.LARGEST_WORK) == (10_000, 200_000_000)
    assert f"longer than {checker.LIMIT} " in (Path(__file__).parents[2] / "CERTIFICATES.md").read_text()


def spent(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> float:
    monkeypatch.setitem(checker.WORK, "left", 10.0**9)
    does()
    return 10**9 - checker.WORK["left"]


def test_nothing_is_spent_twice_on_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a text that was read before, on a multiple that is the sum itself, and on facts unlike what is needed."""
    scope, power = Scope(SCOPE), "(x + y)**20"
    assert spent(monkeypatch, lambda: scope.expression(power)) > 1000
    assert spent(monkeypatch, lambda: scope.expression(power)) == 0
    assert spent(monkeypatch, lambda: checker.scale(scope.expression(power), 1)) == 0
    known = {"h": scope.statement("x >= 0"), "long": scope.statement(f"{power} >= 0")}
    lemma = {"scalars": ["s"], "given": {"h": "s >= 0"}, "shows": "2*s >= 0"}

    def cited(facts: Mapping[str, checker.Statement]) -> None:
        proof = checker.Proof({"given": {}, **SCOPE}, {"double": lemma})
        proof.instance(proof.scope.statement("2*x >= 0"), "double", {"s": "x"}, facts)

    assert spent(monkeypatch, lambda: cited(known)) == spent(monkeypatch, lambda: cited({"h": known["h"]}))


def test_a_sum_of_two_has_each_once() -> None:
    x, y = (Scope(SCOPE).expression(name) for name in ("x", "y"))
    assert checker.add(x, y) == {**x, **y}
