"""Points with irrational numbers: boxes with exactly one solution, as balls prove, and none that has none or two."""

from fractions import Fraction

import mpmath
import pytest

from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.decision import Grade, grade
from proofs.scalar.claims import Claim, Enclosed, Place, told
from proofs.scalar.isolation import Isolation, is_enclosed

SECONDS, SEED = 8.0, 7
ROOT = {"square": "x*x == 2", "positive": "x > 0"}


def enclosed(low: str, high: str) -> Enclosed:
    return Enclosed(Fraction(low), Fraction(high))


def inequality(names: str, given: tuple[str, ...], shows: str) -> Inequality:
    return Inequality("", tuple(names.split()), given, shows)


TRUE = {
    "a root of 2": inequality("x", ("x*x == 2", "x > 0"), "x < 3/2"),
    "a logarithm of 2": inequality("x", ("exp(x) == 2",), "x < 1"),
    "a circle": inequality("x y", ("x**2 + y**2 == 3",), "x + y <= 2.45"),
    "two functions by name": inequality("u v x", ("x > 0", "u == log(x)", "v == exp(x)"), "u <= v"),
    "a system of linear equations": inequality(
        "x y z w", ("x+y+z+w == 1", "x+2*y-z == 2", "x-y+3*w == 5", "x+z == w/3"), "x >= 1.5"
    ),
    "products by name": inequality("a b c", ("a == b", "a*b == c"), "c >= 0"),
}
FALSE = {
    "a root of 2": inequality("x", ("x*x == 2", "x > 0"), "x < 7/5"),
    "a root of 2 of either sign": inequality("x", ("x*x == 2",), "x > 0"),
    "a cube root": inequality("x", ("x**3 == 2",), "x < 1.259921"),
    "a logarithm of 2": inequality("x", ("exp(x) == 2",), "x > 0.7"),
    "a logarithm by name": inequality("x u", ("u == log(x)", "x > 0"), "u >= x - 1"),
    "the circle's farthest point": inequality("x y", ("x**2 + y**2 == 3",), "x + y <= 2.449489"),
    "the golden ratio": inequality("x y", ("x**2 + y**2 == 3", "x*y == 1", "x > y"), "x < 1.618"),
    "an equation": inequality("x y", ("x**2 == 2", "y**2 == 2"), "x == y"),
    "a maximum": inequality("x", ("abs(x) == sqrt(2)", "x < 0"), "x > -1.41"),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_where_equations_do_is_proved_with_such_a_point(name: str) -> None:
    found = grade(TRUE[name], SECONDS, SEED)
    assert found.outcome is Outcome.HOLDS, found.reason
    assert found.instance is not None
    assert Isolation(TRUE[name].claim).admits(found.instance)


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_there_is_refuted_between_bounds(name: str) -> None:
    found = grade(FALSE[name], SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.CERTIFIED), found.reason
    assert found.witness is not None
    assert is_enclosed(found.witness)
    assert by_mpmath(FALSE[name], found.witness)


def by_mpmath(claim: Inequality, place: Place) -> bool:
    """Whether mpmath finds a solution there, within the bounds, at which the conclusion fails."""
    own = {"exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt, "abs": abs, "max": max}
    with mpmath.workdps(40):
        boxes = {n: x for n, x in place.items() if isinstance(x, Enclosed)}
        exact = {n: mpmath.mpf(x.numerator) / x.denominator for n, x in place.items() if not isinstance(x, Enclosed)}
        sides = [text.split("==") for text in claim.given if "==" in text]

        def differences(*values: mpmath.mpf) -> list[mpmath.mpf]:
            at = {**own, **exact, **dict(zip(boxes, values, strict=True))}
            return [eval(f"({left}) - ({right})", {}, at) for left, right in sides]  # noqa: S307

        middles = [mpmath.mpf((x.low + x.high).numerator) / (x.low + x.high).denominator / 2 for x in boxes.values()]
        root = mpmath.findroot(differences, middles)
        values = dict(zip(boxes, root, strict=True))
        inside = all(boxes[n].low < Fraction(mpmath.nstr(x, 35)) < boxes[n].high for n, x in values.items())
        return inside and not eval(claim.shows, {}, {**own, **exact, **values})  # noqa: S307


@pytest.mark.parametrize(
    ("low", "high", "why"),
    [
        ("1.41", "1.4142", "it holds no solution"),
        ("-1.5", "1.5", "it holds two"),
        ("1.41421356237309504880", "1.41421356237309504881", ""),
        ("1.4142", "1.4143", ""),
        ("-1.4143", "-1.4142", ""),
    ],
)
def test_a_box_counts_if_it_has_exactly_one_solution(low: str, high: str, why: str) -> None:
    isolation = Isolation(Claim("x > 5", {"square": ROOT["square"]}, scalars=("x",)))
    assert isolation.is_refuted_by({"x": enclosed(low, high)}) is (not why)


def test_a_box_counts_if_all_hypotheses_hold_in_it() -> None:
    isolation = Isolation(Claim("x > 5", ROOT, scalars=("x",)))
    assert isolation.is_refuted_by({"x": enclosed("1.4142", "1.4143")})
    assert not isolation.is_refuted_by({"x": enclosed("-1.4143", "-1.4142")})


def test_a_box_refutes_only_what_is_false_in_all_of_it() -> None:
    box = {"x": enclosed("1.4142", "1.4143")}
    assert not Isolation(Claim("x < 141425/100000", ROOT, scalars=("x",))).is_refuted_by(box)
    assert not Isolation(Claim("x < 3/2", ROOT, scalars=("x",))).is_refuted_by(box)


def test_equations_that_depend_on_one_another_have_no_such_box() -> None:
    twice = Isolation(Claim("x + y < 2", {"one": "x*x == 2", "two": "x*x*x == 2*x"}, scalars=("x", "y")))
    root = enclosed("1.4142", "1.4143")
    assert not twice.admits({"x": root, "y": Fraction(1)})
    assert not twice.admits({"x": root, "y": enclosed("1", "2")})


def test_a_double_solution_has_no_such_box() -> None:
    claim = Claim("x < 1", {"double": "x*(x*x - 2)**2 == 0"}, scalars=("x",))
    assert not Isolation(claim).is_refuted_by({"x": enclosed("1.4142", "1.4143")})


def test_a_place_is_told_with_its_bounds() -> None:
    assert told({"x": enclosed("1.41421356", "1.41421357"), "y": Fraction(1, 2)}) == (
        "x in [1.41421356, 1.41421357], y = 1/2"
    )


def test_a_claim_without_equations_is_left_alone() -> None:
    assert not Isolation(Claim("x < 1", {}, scalars=("x",))).is_of_use


def test_a_grade_can_be_told_of_a_point_that_satisfies_equations_only_twice() -> None:
    """x(x² - 2)² == 0 has the same positive solutions as x² == 2, but no derivative there: nothing is said of them."""
    found: Grade = grade(inequality("x", ("x*(x*x - 2)**2 == 0", "x > 0"), "x < 7/5"), 3.0, SEED)
    assert found.outcome is Outcome.UNDECIDED
