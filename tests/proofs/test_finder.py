"""What the finder finds is accepted, what is false it does not find, and however it errs, the checker does not."""

import random
from typing import Any

import pytest

from proofs import checker
from proofs.certificate.argument import (
    Argument,
    Gap,
    Line,
    Written,
    certificate,
    congruence,
    identity,
    instance,
    substituted,
)
from proofs.certificate.finder import Finder, Names, NotFound

SCOPE = {
    "positive": ["a", "b"],
    "scalars": ["x", "y"],
    "matrices": {"X": ["n", "n"], "Y": ["n", "n"], "J": ["n", "k"]},
    "symmetric": ["X"],
}


def finder(**given: str) -> Finder:
    names = Names(SCOPE)
    return Finder(names, {name: names.statement(source) for name, source in given.items()})


def accepted(shows: str, terms: list[dict[str, Any]], given: dict[str, str]) -> bool:
    """Whether the checker takes the terms for a proof. Only hypotheses that they use are given."""
    used = {name for term in terms for name in (*term.get("facts", ()), term.get("of"), term.get("equation"))}
    step = {"label": "end", "shows": shows, "uses": [], "lines": [{"shows": shows, "terms": terms}]}
    claim = {"label": "c", **SCOPE, "given": {x: y for x, y in given.items() if x in used}, "steps": [step]}
    ((_, wrong),) = checker.check({"claims": [claim]})
    return not wrong


@pytest.mark.parametrize(
    ("shows", "given"),
    [
        ("x >= a", {"h": "x >= 2*a"}),
        ("x/a > 1", {"h": "x > a"}),
        ("x**2 >= a**2", {"h": "x >= a"}),
        ("x*y >= a*b", {"h": "x >= a", "g": "y >= b"}),
        ("a/(b*3) > 0", {}),
        ("x*y == a*y", {"h": "x == a"}),
        ("x**2 - y**2 >= a*b*(x - y)", {"h": "x + y >= a*b", "g": "x >= y"}),
        ("exp(x)*exp(x) >= exp(y)*exp(y)", {"h": "exp(x) >= exp(y)", "g": "exp(y) >= 0"}),
    ],
)
def test_what_is_found_for_numbers_is_accepted(shows: str, given: dict[str, str]) -> None:
    found = finder(**given)
    relation, target = found.scope.statement(shows)
    terms = found.scalar(target, relation, list(given))
    assert accepted(shows, terms, given)


@pytest.mark.parametrize(
    ("shows", "given"),
    [
        ("x > a", {"h": "x >= a"}),
        ("x >= 2*a", {"h": "x >= a"}),
        ("x*y >= 0", {"h": "x >= 0"}),
        ("x == a", {"h": "x >= a"}),
        ("x**2 <= a**2", {"h": "x <= a"}),
        ("x >= y", {}),
        ("sqrt(x)**2 == x", {"h": "x >= 0"}),
    ],
)
def test_what_does_not_follow_is_not_found(shows: str, given: dict[str, str]) -> None:
    found = finder(**given)
    relation, target = found.scope.statement(shows)
    with pytest.raises(NotFound):
        found.scalar(target, relation, list(given))


def test_an_identity_of_matrices_is_rewritten_with_the_equations() -> None:
    given = {"inverse": "X*Y == 1", "unit": "T(J)*J == 1"}
    found = finder(**given)
    _, target = found.scope.statement("T(J)*X*Y*X*Y*J == 1")
    assert accepted("T(J)*X*Y*X*Y*J == 1", found.matrix(target, list(given)), given)


def test_a_false_identity_of_matrices_is_not_found() -> None:
    found = finder(inverse="X*Y == 1")
    _, target = found.scope.statement("Y*X == 1")
    with pytest.raises(NotFound, match="what remains"):
        found.matrix(target, ["inverse"])


def test_what_is_written_is_read_as_the_same_sum() -> None:
    names = Names(SCOPE)
    for source in ("a/b**2*x - 3*y/7", "norm(X*Y)*T(J)*X*J", "exp(-X)*J/(x + 1)", "max(x, y)**2 - 1/(x*y)", "x - x"):
        value = names.expression(source)
        assert names.expression(names.write(value)) == value


def argument(shows: str, *lines: Line, **given: str) -> Argument:
    return Argument(
        "claim",
        (Written("end", shows, (), lines),),
        given=given,
        positive=("a", "b"),
        scalars=("x", "y"),
        matrices={"X": ("n", "n"), "Y": ("n", "n"), "J": ("n", "k")},
        symmetric=("X",),
    )


def test_an_argument_becomes_a_certificate_that_the_checker_accepts() -> None:
    """With an axiom, a congruence, a multiplier, and what the finder fills in."""
    written = argument(
        "T(J)*X*J <= norm(X)",
        instance("norm-bounds-a-symmetric-matrix", X="X"),
        identity("a*T(J)*X*J <= a*norm(X)", "unit", terms=[congruence("1", by="J", positive="a")]),
        identity(None, "unit", terms=[congruence("2")], multiplier="a"),
        unit="T(J)*J == 1",
    )
    ((_, wrong),) = checker.check({"claims": [certificate(written, checker.axioms())]})
    assert wrong == ""


def test_a_line_that_does_not_follow_is_a_gap_that_names_it() -> None:
    with pytest.raises(Gap, match="end, line 2, x >= 3"):
        certificate(argument("x >= 3", identity("x >= 1", "h"), identity("x >= 3", "h"), h="x >= 2"), checker.axioms())


def test_whole_names_are_replaced() -> None:
    assert substituted("X*Xinv + max(X, x)", {"X": "A + B", "x": "1"}) == "(A + B)*Xinv + max((A + B), (1))"


def test_a_finder_gone_wrong_proves_nothing_false(monkeypatch: pytest.MonkeyPatch) -> None:
    """It returns random terms for statements that do not follow, and claims that every one is a proof."""
    chance = random.Random(2)  # noqa: S311 (no secret)
    given = {"h": "x >= a", "g": "y == a", "p": "X >= 0", "s": "y > x"}
    texts = ["1", "a", "x", "-1", "0", "1/2", "a/b", "x - y", "X", "J", "T(J)", "b - a"]
    pieces = {
        **dict.fromkeys(("times", "positive", "by", "left", "right"), lambda: chance.choice(texts)),
        **dict.fromkeys(("of", "equation"), lambda: chance.choice([*given, "1"])),
        "facts": lambda: chance.choices([*given, "1"], k=2),
        "squares": lambda: chance.choices(texts, k=1),
    }

    def astray(*_: Any) -> list[dict[str, Any]]:
        fields = [chance.sample(list(pieces), chance.randint(0, 3)) for _ in range(chance.randint(0, 3))]
        return [{field: pieces[field]() for field in chosen} for chosen in fields]

    monkeypatch.setattr(Finder, "scalar", astray)
    monkeypatch.setattr(Finder, "matrix", astray)
    for shows in ("x >= 2*a", "x > a", "x == a", "y >= 2*a", "1 <= 0", "X >= 1", "T(J)*J == 1", "x*y <= a**2"):
        for _ in range(60):
            line = identity(None, "h", multiplier=chance.choice([None, "x", "a"]))
            ((_, wrong),) = checker.check(
                {"claims": [certificate(argument(shows, line, h="x >= a"), checker.axioms())]}
            )
            assert wrong
            assert not accepted(shows, astray(), given)
