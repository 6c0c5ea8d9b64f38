"""Claims about π: proved of all numbers between its bounds, and refuted by its own ball alone."""

from fractions import Fraction

import flint
import pytest

from paper import Misuse
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.kinds.limit import Limit
from proofs.grading.kinds.sequence import Sequence
from proofs.grading.kinds.solution import Solution
from proofs.grading.numbers import together
from proofs.grading.numbers.claims import BOUNDS_OF_PI, Inequality
from proofs.scalar.claims import Claim

SECONDS, SEED = 8.0, 7
TRUE = {
    "a power": Inequality("", (), (), "pi**2 < 10"),
    "Archimedes": Inequality("", (), (), "223/71 < pi < 22/7"),
    "ten digits": Inequality("", (), (), "pi > 3.1415926535"),
    "a multiple": Inequality("", ("x",), ("0 <= x", "x <= 2*pi"), "x**2 <= 40"),
    "a product": Inequality("", ("x", "y"), ("x >= 0", "y >= 0"), "pi*(x + y)**2 >= 12*x*y"),
    "a root": Inequality("", ("x",), ("x**2 == pi", "x > 0"), "x < 1.78"),
    "any number": Inequality("", ("x",), (), "(x + pi)**2 == x**2 + 2*pi*x + pi**2"),
    "a sequence": Sequence("", ("b",), {"x": "b"}, {"x": "x + pi"}, ("b > pi",), "x > j*pi + 3"),
    "a limit": Limit("", ("a",), "x", "inf", "(pi*x + a)/(x + 1)", "pi", ()),
    "a solution": Solution("", ("a",), {"x": "pi*x"}, {"x": "a"}, {"x": "a*exp(pi*t)"}, ()),
}
FALSE = {
    "one digit too many": Inequality("", (), (), "pi < 3.14159265358979323846264338327950288"),
    "no rational number": Inequality("", (), (), "pi == 3.14159265358979323846264338327950288"),
    "a multiple": Inequality("", ("x",), ("0 <= x", "x <= 2*pi"), "x**2 <= 39.47841"),
    "a root": Inequality("", ("x",), ("x**2 == pi", "x > 0"), "x < 1.77"),
    "an area": Inequality("", ("r",), ("r > 0",), "pi*r**2 >= 2*pi*r"),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_of_pi_is_proved_of_numbers_between_bounds(name: str) -> None:
    found = TRUE[name].refuted(SECONDS, SEED) or together.grade(TRUE[name], SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
    assert "of pi it takes no more than bounds" in found.reason
    assert all(why == "" for _, why in checker.check(found.certificate))


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_of_pi_is_refuted_by_its_ball(name: str) -> None:
    found = together.grade(FALSE[name], SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.CERTIFIED), found.reason
    assert "pi" not in (found.witness or {})


@pytest.mark.parametrize("shows", ["pi == 3.14159265358979323846264338327", "pi > 3.14159265358979323846264338328"])
def test_what_is_true_of_some_number_with_its_digits_is_not_said_to_hold(shows: str) -> None:
    assert together.grade(Inequality("", (), (), shows), 3.0, SEED).outcome is Outcome.FAILS


def test_the_bounds_are_true_and_have_so_many_digits() -> None:
    with flint.ctx.workprec(300):
        for bounds in BOUNDS_OF_PI:
            claims = [Claim(text) for text in bounds.values()]
            assert [claim.truth(claim.conclusion, {}) for claim in claims] == [True, True]
            (below, above) = (claim.conclusion for claim in claims)
            gap = Claim(f"({checker.ast.unparse(above.right)}) - ({checker.ast.unparse(below.left)}) <= 1/100")
            assert gap.truth(gap.conclusion, {}) is True


def test_a_variable_that_is_called_pi_is_any_number() -> None:
    found = together.grade(Inequality("", ("pi",), ("pi > 4",), "pi > 3"), SECONDS, SEED)
    assert found.outcome is Outcome.HOLDS
    assert "of pi" not in found.reason
    found = together.grade(Inequality("", ("pi",), ("pi > 0",), "pi > 3"), SECONDS, SEED)
    assert found.outcome is Outcome.FAILS
    assert (found.witness or {})["pi"] <= Fraction(3)


def test_nothing_that_moves_is_called_pi() -> None:
    with pytest.raises(Misuse, match="'pi' is a number"):
        Sequence("", (), {"pi": "1"}, {"pi": "pi/2"}, (), "pi <= 1")
    with pytest.raises(Misuse, match="'pi' is a number"):
        Limit("", (), "pi", "inf", "1/pi", "0", ())
