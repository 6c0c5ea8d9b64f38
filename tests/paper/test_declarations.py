"""The declarations of the theorems: what is read of them, and what is refused."""

import copy
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import flint
import mpmath
import pytest
import sympy
from declared import TEXT, table

from paper import Misuse, texts, theorems
from proofs import checker

Document = dict[str, Any]


def test_the_rate_is_that_of_the_papers_loss() -> None:
    """−d/du ¼(y − u²)² is c(y − u²)u."""
    u, y = sympy.symbols("u y")
    c = sympy.cancel(-sympy.diff(sympy.Rational(1, 4) * (y - u**2) ** 2, u) / ((y - u**2) * u))
    assert Fraction(int(c)) == theorems.MV_RATE


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (("3", 3, "Theorem 3", "theorem3", "theorem-3", "THEOREM3", "Thm. 3", " theorem_3 "), "theorem-3"),
        (("4", 4, "theorem4", "theorem_4"), "theorem-4"),
        (
            ("4s", "Theorem 4s", "sharper", "4, sharper", "the sharper Theorem 4"),
            "theorem-4-sharper",
        ),
        (("4opt", "sharpest", "4, sharpest", "theorem-4-sharpest"), "theorem-4-sharpest"),
        (("4k", "own-target", "own_target", "4, own target", "theorem-4-own-target"), "theorem-4-own-target"),
        (("4p", "4′", "4'", "every-width", "every_width", "factor", "theorem-4-prime"), "theorem-4-prime"),
    ],
)
def test_a_theorem_has_all_the_names_that_people_use(names: tuple[str | int, ...], label: str) -> None:
    assert {theorems.named(name).label for name in names} == {label}


def test_no_other_name_is_a_theorems() -> None:
    with pytest.raises(Misuse, match=r"there are windows for Theorems 3, 4, 4s, 4opt, .*4k.* and 4p, not for 5"):
        theorems.named(5)


def test_every_hypothesis_has_a_sentence_and_a_provenance() -> None:
    for each in theorems.DECLARED.values():
        for hypothesis in (*each.asked, *(aside for asked in each.asides.values() for aside in asked)):
            assert hypothesis.sentence
            assert hypothesis.provenance == each.provenance
            assert hypothesis.text or (hypothesis in each.understood and hypothesis.latex)


def first(document: Document) -> Document:
    return table(document, "theorem-3")


def fourth(document: Document) -> Document:
    return table(document, "theorem-4")


def put(found: Callable[[Document], Document], *path: str, value: Any) -> Callable[[Document], None]:
    """What puts a value somewhere in a theorem's table."""

    def change(document: Document) -> None:
        place = found(document)
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value

    return change


def twice(document: Document) -> None:
    document["theorem"].append(copy.deepcopy(fourth(document)))


def without(name: str) -> Callable[[Document], None]:
    return lambda document: first(document).pop(name)


OWN = ("hypotheses", "start-below-targets")
REFUSED: list[tuple[Callable[[Document], Any], str]] = [
    (
        put(fourth, *OWN, "text", value="alpha^2*mu <= sigma_r"),
        "theorem 4, hypotheses.start-below-targets.text: 'alpha^2",
    ),
    (
        put(fourth, *OWN, "text", value="alpha**2*mu"),
        "hypotheses.start-below-targets.text: 'alpha**2*mu' is no statement",
    ),
    (
        put(fourth, *OWN, "text", value="sin(mu) <= sigma_r"),
        "text: 'sin(mu)' is no expression of the checker's language",
    ),
    (
        put(fourth, *OWN, "text", value="mu**41 <= sigma_r"),
        "text: 'mu ** 41' is no expression of the checker's language",
    ),
    (put(fourth, *OWN, "text", value="mu <= 1 <= 2"), "text: 'mu <= 1 <= 2' is no statement of the checker's language"),
    (
        put(fourth, *OWN, "text", value="alpha**2*s_max <= sigma_r"),
        "text: there is no quantity 's_max'; there are M, alpha",
    ),
    (put(fourth, *OWN, "text", value=3), "theorem 4, hypotheses.start-below-targets.text: it is 3; write a text"),
    (put(fourth, *OWN, "where", value="for all k"), "hypotheses.start-below-targets.where: 'for all k' is none of"),
    (put(fourth, *OWN, "wher", value=""), "theorem 4, hypotheses.start-below-targets: 'wher' is none of text, where"),
    (
        put(fourth, *OWN, "provenance", value="guessed"),
        "provenance: 'guessed' is none of printed, reconstructed, added",
    ),
    (
        put(fourth, *OWN, "unless", value="it-rains"),
        "theorem 4, hypotheses.start-below-targets.unless: 'it-rains' is none",
    ),
    (
        put(first, "constants", "c1", value="sigma_7**2/eps"),
        "theorem 3, constants.c1: there is no quantity 'sigma_7'; there",
    ),
    (put(first, "constants", "c1", value="t/eps"), "theorem 3, constants.c1: there is no quantity 't'; there are"),
    (
        put(first, "constants", "c1", value="m/eps"),
        "theorem 3, constants.c1: there is no quantity 'm'; there are alpha",
    ),
    (
        put(first, "constants", "c1", value="1 <= eps"),
        "theorem 3, constants.c1: '1 <= eps' is no expression of the checker",
    ),
    (put(first, "constants", "c3", value="eps"), "theorem 3, constants: 'c3' is none of c1, c2, kappa"),
    (
        put(fourth, "limits", "largest_eps", value="2*sigma_0"),
        "theorem 4, limits.largest_eps: there is no quantity 'sigma_0'",
    ),
    (
        put(fourth, "argument", "c1", value="s_min*c2"),
        "theorem 4, argument.c1: there is no quantity 's_min'; there are M, alpha",
    ),
    (put(fourth, "argument", "kappa", value="eps"), "theorem 4, argument: 'kappa' is none of c1, c2"),
    (put(fourth, "block_tolerance", value="sigma_1/2"), "theorem 4, block_tolerance: there is no quantity 'sigma_1'"),
    (put(fourth, "left_end", value="log(c3)"), "theorem 4, left_end: there is no quantity 'c3'"),
    (put(fourth, "start", value=["it-rains"]), "theorem 4, start: 'it-rains' is none of left-ends-not-negative"),
    (put(fourth, "shape", value="round"), "theorem 4, shape: 'round' is none of spectral, invertible, factor"),
    (put(fourth, "colour", value="red"), "theorem 4, its fields: 'colour' is none of key, label"),
    (put(fourth, "names", value=["sharper"]), "theorem 4s, names: theorem 4 is called 'sharper' too"),
    (without("left_end"), "theorem 3, left_end: it is None; write a text"),
    (without("key"), "theorem without a key, key: it is None; write a text"),
    (twice, "theorem 4, key: two theorems have this key; give one of them another"),
]


@pytest.mark.parametrize(("change", "message"), REFUSED, ids=[message[-60:] for _, message in REFUSED])
def test_what_makes_no_sense_is_refused_in_a_sentence(change: Callable[[Document], Any], message: str) -> None:
    """With the theorem's key and the field."""
    document = theorems.read(TEXT)
    assert theorems.declared(document) == theorems.DECLARED
    change(document)
    with pytest.raises(Misuse) as refused:
        theorems.declared(document)
    assert str(refused.value).startswith("theorems.toml, theorem ")
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(Misuse, match=r"theorems.toml is not TOML: Expected"):
        theorems.read("[[theorem")


# ---- the reader is the checker's

EXPRESSIONS = (
    *("a", "1", "0", "-a", "a + b*c", "a**2", "a**40", "T(A)*B", "norm(A)", "definiteness(A)", "exp(-a)", "log(a/b)"),
    *("max(a, b)", "sqrt(a)", "a - -b", "(a + b)/(1 + b)", "-2*a", "a ** 2", "  a"),
    *("a**b", "a**0", "a**41", "a**-1", "a^2", "a % b", "a // b", "+a", "1.5", "a.b", "a[0]", "True", "a if b else c"),
    *("max(a)", "max(a, b, c)", "min(a, b)", "log(a, b)", "log", "log(x=a)", "norm()", "'a'", "a b", "", "a;b", "f(a)"),
    *("a and b", "not a", "lambda: a", "(a, b)", "a := b", "1 < 2", "a\nb", "a#b", "é"),
)
RELATIONS = ("<=", "<", ">=", ">", "==", "!=", "=", "=<", "is", "in")
SCOPE = checker.Scope({"positive": ["a", "b", "c"], "matrices": {"A": ["n", "n"], "B": ["n", "n"]}})


def is_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (Misuse, checker.Invalid, SyntaxError):
        return False
    return True


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_read_where_the_checker_reads_it(text: str) -> None:
    assert is_read(texts.names, text) == is_read(SCOPE.expression, text)


@pytest.mark.parametrize("text", [*(f"a {relation} b" for relation in RELATIONS), "a", "a < b < c", "a < b^2", "a <"])
def test_a_statement_is_read_where_the_checker_reads_it(text: str) -> None:
    assert is_read(texts.names_of_statement, text) == is_read(SCOPE.statement, text)


def test_the_checker_reads_every_text_that_is_declared() -> None:
    """And it speaks of the names that the reader says."""
    for each in theorems.DECLARED.values():
        known = {*theorems.LETTERS} - {"c1", "c2", "kappa"}
        matrices = {name: ["n", "n"] for name in known if name.isupper() or name[1:].isdigit()}
        matrices |= {"weighing": ["n", "n"], "x": ["n", "n"]}
        scope = {"positive": sorted(known - set(matrices)), "matrices": matrices, "symmetric": ["M", "weighing"]}
        read = checker.Scope({**scope, "definitions": dict(each.constants)})
        for text in (*each.constants.values(), *each.limits.values(), each.left_end, each.right_end):
            assert is_read(read.expression, text), text
        for text in each.all_hypotheses.values():
            assert is_read(read.statement, text), text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2 + a", Fraction(7, 2)),
        ("-a**2", -9),
        ("max(a, 2*a)", 6),
        ("a - 1 - 1", 1),
        ("(1 + a)/(2*a)", Fraction(2, 3)),
    ],
)
def test_a_text_is_evaluated_exactly(text: str, value: Fraction) -> None:
    """A quotient of integers is not rounded."""
    assert texts.value(text, {"a": 3}, functions={"max": max}) == value


@pytest.mark.parametrize("one", [Fraction(1), sympy.Integer(1), mpmath.mpf(1), flint.fmpq(1), flint.arb(1), 1])
def test_a_fraction_meets_numbers_of_any_kind(one: Any) -> None:
    for text, value in (
        ("1/2*a", 1),
        ("a/2 - 1/2", Fraction(1, 2)),
        ("1/4 + a", Fraction(9, 4)),
        ("(1/2)/a", Fraction(1, 4)),
    ):
        found = texts.value(text, {"a": 2 * one})
        assert found * value.denominator == value.numerator


def test_what_is_not_known_has_no_value() -> None:
    with pytest.raises(Misuse, match="'b' is not known here; known are a"):
        texts.value("a + b", {"a": 1})
    with pytest.raises(Misuse, match="'log' is not known here"):
        texts.value("log(a)", {"a": 1})
    with pytest.raises(Misuse, match="is no expression of the checker's language"):
        texts.value("a // a", {"a": 1})
    with pytest.raises(Misuse, match="is no text of the checker's language"):
        texts.value("a.b", {"a": 1})
